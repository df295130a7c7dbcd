//! The bot: compiled definitions, the host's actions and matchers, and what is asked of them.
//!
//! The only place that runs actions and reads the clock. Building is in [`builder`], turns in
//! [`turn`], the desk in [`desk`]; what a turn means is decided in `nlu` and `dialogue`.

mod builder;
mod desk;
mod held_out;
mod parts;
mod review;
mod talks;
mod turn;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use crate::action::Action;
use crate::catalog::Catalog;
use crate::clock::{Clock, Timestamp};
use crate::conversation::{Conversation, CustomerSource};
use crate::dialogue;
use crate::error::{Error, Problem};
use crate::nlu::{Detail, Hint, Understander};
use crate::reply::Message;
use crate::understanding::{Decision, Understanding, Verdict};

pub use builder::BotBuilder;
use parts::Parts;
pub use parts::{Part, PartKind};
pub use talks::{ExpectedTexts, MatchTest, TalkTest, TalkTurn};
pub use turn::{PendingCall, Step};

/// A bot: definitions, compiled once, ready to answer any number of conversations at once.
///
/// Build one at the start of the program with [`Bot::from_yaml_dir`], [`Bot::from_yaml_str`], or
/// [`Bot::builder`] where it needs actions, matchers or limits of the host. It never changes after:
/// to load new definitions build a new one and swap. Cloning is cheap (one shared allocation), and
/// all threads may use it at the same time.
///
/// A turn is [`Bot::respond`]: text in, [`Reply`](crate::Reply) out, whatever the text is. Hosts that run actions
/// with their own `await`, or that need a turn to be a pure function, use [`Bot::step`] and
/// [`Bot::resume`]. Hosts that only want to know what a message means use [`Bot::understand`].
///
/// While it talks the bot does no I/O, starts no thread and keeps nothing: all state is in the
/// [`Conversation`]. The same bot, conversation, turn and time give the same reply, bit for bit.
///
/// ```
/// use frontdesk::{Bot, Conversation, Outcome};
///
/// let bot = Bot::from_yaml_str("shop.yaml", "
/// intents:
///   shipping_cost:
///     user: [how much is shipping, 'is (shipping|delivery) free']
///     bot: Shipping is free from 50 €.
///   human:
///     user: agent please
///     handoff: true
/// ")?;
/// let mut conversation = Conversation::new();
///
/// let reply = bot.respond(&mut conversation, "Is delivery free?");
/// assert_eq!(reply.text(), "Shipping is free from 50 €.");
///
/// let reply = bot.respond(&mut conversation, "Agent, please!");
/// assert!(reply.handoff().is_some());
///
/// let reply = bot.respond(&mut conversation, "Is anybody there?");
/// assert_eq!(reply.outcome, Outcome::Paused); // a human has the conversation now
/// conversation.hand_back();
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone)]
pub struct Bot(Arc<Inner>);

struct Inner {
    catalog: Catalog,
    understander: Understander,
    actions: BTreeMap<String, Arc<dyn Action>>,
    clock: Arc<dyn Clock>,
    customers: Option<Arc<dyn CustomerSource>>,
    warnings: Vec<Problem>,
    match_tests: Vec<MatchTest>,
    talk_tests: Vec<TalkTest>,
    parts: Parts,
}

impl Bot {
    /// Builds a bot from a directory of YAML files (`*.yaml`, `*.yml`, also in directories below
    /// it), or from one file. They merge by key.
    ///
    /// # Errors
    /// [`ErrorKind::Read`](crate::ErrorKind::Read) if a file cannot be read, and otherwise all
    /// problems of all files at once: print the error with `{:#}` for the full report.
    ///
    /// ```no_run
    /// let bot = frontdesk::Bot::from_yaml_dir("intents/shop").unwrap_or_else(|error| {
    ///     eprintln!("{error:#}");
    ///     std::process::exit(1)
    /// });
    /// # drop(bot);
    /// ```
    pub fn from_yaml_dir(path: impl AsRef<Path>) -> Result<Bot, Error> {
        Bot::builder().yaml_dir(path).build()
    }

    /// Builds a bot from a text in YAML; `name` stands for the file in problems.
    ///
    /// # Errors
    /// All problems of the text at once.
    ///
    /// ```
    /// let error = frontdesk::Bot::from_yaml_str("hi.yaml", "intents: {hi: {user: hello}}").unwrap_err();
    /// assert!(error.to_string().starts_with("hi.yaml:1:"));
    /// ```
    pub fn from_yaml_str(name: &str, yaml: &str) -> Result<Bot, Error> {
        Bot::builder().yaml_str(name, yaml).build()
    }

    /// For bots with actions, matchers, a clock or limits of the host.
    pub fn builder() -> BotBuilder {
        BotBuilder::default()
    }

    /// What a message means by itself, at the time that the bot's clock tells; takes no turn.
    ///
    /// Costs microseconds. Spans in the result are bytes of [`Understanding::text`].
    ///
    /// ```
    /// let bot = frontdesk::Bot::from_yaml_str("hi.yaml", "intents: {hi: {user: hello, bot: Hi!}}")?;
    /// assert_eq!(bot.understand("hello").best().map(|best| best.confidence), Some(1.0));
    /// assert!(bot.understand("").best().is_none());
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    #[must_use]
    pub fn understand(&self, text: &str) -> Understanding {
        self.read(text, Detail::Sums, self.0.clock.now())
    }

    /// As [`Bot::understand`]; `done` is told the name of each stage when it is over. For the bench
    /// of stages only.
    #[doc(hidden)]
    #[must_use]
    pub fn understand_in_stages(
        &self,
        text: &str,
        done: &mut dyn FnMut(&'static str),
    ) -> Understanding {
        let (hint, now) = (Hint::default(), self.0.clock.now());
        self.0.understander.understand_in_stages(text, &hint, now, Detail::Sums, done)
    }

    /// As [`Bot::understand`], with the finer parts of each piece of evidence: what
    /// [`Understanding::explain`] shows best. Slower; for people, not for each turn.
    ///
    /// ```
    /// let yaml = "intents: {tea: {user: [a cup of tea, tea for two], bot: A}, b: {user: b, bot: B}}";
    /// let bot = frontdesk::Bot::from_yaml_str("bot.yaml", yaml)?;
    /// let parts = |understanding: frontdesk::Understanding| -> usize {
    ///     understanding.candidates[0].evidence.iter().map(|evidence| evidence.parts.len()).sum()
    /// };
    /// assert_eq!(parts(bot.understand("some tea")), 0);
    /// assert!(parts(bot.explain("some tea")) > 0);
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    #[must_use]
    pub fn explain(&self, text: &str) -> Understanding {
        self.read(text, Detail::Parts, self.0.clock.now())
    }

    /// Whether the bot would act on this understanding, ask, or miss: the `act`, `ask` and `gap`
    /// of its definitions.
    ///
    /// ```
    /// use frontdesk::{Bot, Decision};
    /// let bot = Bot::from_yaml_str("hi.yaml", "intents: {hi: {user: hello, bot: Hi!}}")?;
    /// assert_eq!(bot.decide(&bot.understand("Hello!")), Decision::Act);
    /// assert_eq!(bot.decide(&bot.understand("qwertz")), Decision::Miss);
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    #[must_use]
    pub fn decide(&self, understanding: &Understanding) -> Decision {
        dialogue::decision(&self.0.catalog, understanding)
    }

    /// As [`Bot::decide`], with the thresholds and the candidates that led to it: for people.
    ///
    /// ```
    /// let bot = frontdesk::Bot::from_yaml_str("hi.yaml", "intents: {hi: {user: hello, bot: Hi!}}")?;
    /// let understanding = bot.understand("Hello!");
    /// let verdict = bot.verdict(&understanding);
    /// assert_eq!((verdict.act, verdict.ask), (Some(0.5), 0.3));
    /// assert_eq!(verdict.to_string(), "act: hi has 1.000, not less than act 0.5");
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    #[must_use]
    pub fn verdict<'u>(&self, understanding: &'u Understanding) -> Verdict<'u> {
        dialogue::verdict(&self.0.catalog, understanding)
    }

    /// Another conversation with the same customer: what is remembered for good of the one
    /// `before` goes on (values of slots with `keep: customer`, and when events were sent and surveys asked,
    /// which their `at_most` counts), all else begins anew.
    ///
    /// ```
    /// use frontdesk::{Bot, Conversation};
    /// let bot = Bot::from_yaml_str("shop.yaml", "
    /// slots:
    ///   email: {type: email, ask: Which address?, keep: customer}
    ///   order_no: {type: integer, ask: Which order?}
    /// intents: {label: {user: i need a label, needs: [email, order_no], bot: Done.}}
    /// ")?;
    /// let mut monday = Conversation::new();
    /// bot.respond(&mut monday, "i need a label");
    /// bot.respond(&mut monday, "ada@example.com");
    /// bot.respond(&mut monday, "17");
    /// let mut friday = bot.next_conversation(&monday);
    /// assert_eq!(friday.slots().count(), 1);
    /// assert_eq!(bot.respond(&mut friday, "i need a label").text(), "Which order?");
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    #[must_use]
    pub fn next_conversation(&self, before: &Conversation) -> Conversation {
        dialogue::next_conversation(&self.0.catalog, before)
    }

    /// What is probably not meant as it was written: warnings of the checker, by place. Those that
    /// take comparing all phrases are there only after [`BotBuilder::review`].
    ///
    /// ```
    /// let yaml = "intents: {hi: {user: [hello, hello], bot: Hi!}}";
    /// let bot = frontdesk::Bot::from_yaml_str("bot.yaml", yaml)?;
    /// assert_eq!(bot.warnings()[0].message(), "this phrase is given twice");
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    #[must_use]
    pub fn warnings(&self) -> &[Problem] {
        &self.0.warnings
    }

    /// The utterances of `tests.matches`, in the order of their files.
    #[must_use]
    pub fn match_tests(&self) -> &[MatchTest] {
        &self.0.match_tests
    }

    /// The talks of `tests.talks`, in the order of their files.
    #[must_use]
    pub fn talk_tests(&self) -> &[TalkTest] {
        &self.0.talk_tests
    }

    /// The parts of the definitions that a test can reach: to tell which ones none did.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.0.parts.all
    }

    /// The text of the definitions that a message of this bot was made from; `None` for the words
    /// that the bot has by itself.
    ///
    /// ```
    /// use frontdesk::{Bot, Conversation};
    /// let bot = Bot::from_yaml_str("hi.yaml", "intents:\n  hi:\n    user: hello\n    bot: Hi!\n")?;
    /// let reply = bot.respond(&mut Conversation::new(), "hello");
    /// assert_eq!(bot.part_of(&reply.messages[0]).unwrap().place.line, 4);
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    #[must_use]
    pub fn part_of(&self, message: &Message) -> Option<&Part> {
        message.written_at.and_then(|at| self.0.parts.written_at(at))
    }

    /// A moment on the bot's clocks (`about.zone`), to the minute: `2026-03-04T15:00`. `None` for
    /// one that is on no calendar.
    #[must_use]
    pub fn local_time(&self, at: Timestamp) -> Option<String> {
        self.0.catalog.local(at)
    }

    /// The bot's name (`about.name`), if it has one.
    ///
    /// ```
    /// let bot = frontdesk::Bot::from_yaml_str("hi.yaml", "{about: {name: Ada}, intents: {hi: {user: hi, bot: Hi!}}}")?;
    /// assert_eq!(bot.name(), Some("Ada"));
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.0.catalog.name.as_deref()
    }

    /// The ids of all intents, in the order of their definition.
    ///
    /// ```
    /// let bot = frontdesk::Bot::from_yaml_str("bot.yaml", "intents: {b: {user: b, bot: B}, a: {user: a, bot: A}}")?;
    /// assert_eq!(bot.intents().collect::<Vec<_>>(), ["b", "a"]);
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    pub fn intents(&self) -> impl Iterator<Item = &str> {
        self.0.catalog.intents.iter().map(|intent| &*intent.id)
    }

    fn read(&self, text: &str, detail: Detail, now: Timestamp) -> Understanding {
        self.0.understander.understand(text, &Hint::default(), now, detail)
    }
}

impl fmt::Debug for Bot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bot")
            .field("fingerprint", &self.0.catalog.fingerprint)
            .field("intents", &self.0.catalog.intents.len())
            .field("actions", &self.0.actions.keys())
            .finish_non_exhaustive()
    }
}
