//! The bot: compiled definitions, the host's actions and matchers, and the turn from text to reply.
//!
//! The only place that runs actions and reads the clock. Building is in [`builder`]; what a turn
//! means is decided in `nlu` and `dialogue`.

mod builder;
mod held_out;
mod parts;
mod review;
mod talks;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use crate::action::{Action, ActionCall, ActionError, ActionResult};
use crate::catalog::Catalog;
use crate::clock::{Clock, Timestamp};
use crate::conversation::{Conversation, Customer, CustomerSource, Turn};
use crate::dialogue::{self, Meant, Pending, Progress, Reading};
use crate::error::{Error, Place, Problem};
use crate::handoff::{DeskEvent, Handoff, WrongEvent};
use crate::nlu::{Detail, Hint, Understander};
use crate::reply::{Message, Reply};
use crate::understanding::{Decision, Understanding, Verdict};

pub use builder::BotBuilder;
use parts::Parts;
pub use parts::{Part, PartKind};
pub use talks::{ExpectedTexts, TalkTest, TalkTurn};

/// A bot: definitions, compiled once, ready to answer any number of conversations at once.
///
/// Build one at the start of the program with [`Bot::from_yaml_dir`], [`Bot::from_yaml_str`], or
/// [`Bot::builder`] where it needs actions, matchers or limits of the host. It never changes after:
/// to load new definitions build a new one and swap. Cloning is cheap (one shared allocation), and
/// all threads may use it at the same time.
///
/// A turn is [`Bot::respond`]: text in, [`Reply`] out, whatever the text is. Hosts that run actions
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

/// What [`Bot::step`] came to.
///
/// ```
/// use frontdesk::{Bot, Conversation, Step, Timestamp, Turn, Value};
/// let yaml = "intents: {time: {user: how late is it, call: {time: clock}, bot: 'It is {{ time }}.'}}";
/// let bot = Bot::from_yaml_str("bot.yaml", yaml)?;
/// let now = Timestamp::from_seconds(0);
/// let step = bot.step(&Conversation::new(), Turn::from("How late is it?"), now);
/// let Step::Call(pending) = step else { panic!("the action comes first") };
/// match bot.resume(pending, Ok(Value::from("noon")), now) {
///     Step::Done { next, reply } => {
///         assert_eq!((next.turns(), reply.text().as_str()), (1, "It is noon."));
///     }
///     Step::Call(_) => panic!("one action only"),
/// }
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Debug)]
pub enum Step {
    /// The turn is over.
    Done {
        /// The conversation after the turn: save it.
        next: Box<Conversation>,
        /// What to show.
        reply: Box<Reply>,
    },
    /// The host must run an action, then give its result to [`Bot::resume`].
    Call(PendingCall),
}

/// A turn that waits for the result of an action. [`Bot::resume`] takes it, so a turn cannot go on
/// twice; dropping it abandons the turn.
///
/// ```
/// use frontdesk::{Bot, Conversation, Step, Timestamp, Turn, Value};
/// let yaml = "intents: {time: {user: how late is it, call: {time: clock}, bot: 'It is {{ time }}.'}}";
/// let bot = Bot::from_yaml_str("bot.yaml", yaml)?;
/// let now = Timestamp::from_seconds(0);
/// let step = bot.step(&Conversation::new(), Turn::from("How late is it?"), now);
/// let Step::Call(pending) = step else { panic!("the action comes first") };
/// assert_eq!((pending.call().action.as_str(), pending.call().intent.as_str()), ("clock", "time"));
/// // The call is consumed: a second `resume` with it does not compile.
/// assert!(matches!(bot.resume(pending, Ok(Value::Null), now), Step::Done { .. }));
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Debug)]
#[must_use = "give it to `Bot::resume` with the result of the action"]
pub struct PendingCall {
    pending: Box<Pending>,
}

impl PendingCall {
    /// What to run.
    #[must_use]
    pub fn call(&self) -> &ActionCall {
        &self.pending.call
    }
}

/// One utterance of the section `tests.matches`.
///
/// ```
/// let bot = frontdesk::Bot::from_yaml_str("tea.yaml", "
/// intents: {tea: {user: a cup of tea, bot: Here.}}
/// tests:
///   matches:
///     tea: [one tea please]
///     none: [what is the time]
/// ")?;
/// let [first, second] = bot.match_tests() else { panic!("two tests") };
/// assert_eq!((first.text.as_str(), first.intent.as_deref()), ("one tea please", Some("tea")));
/// assert_eq!((first.place.file.as_str(), first.place.line), ("tea.yaml", 5));
/// assert_eq!(second.intent, None);
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MatchTest {
    /// What a customer writes.
    pub text: String,
    /// The intent that should be acted on; `None` if the bot should not act at all.
    pub intent: Option<String>,
    /// Where it stands.
    pub place: Place,
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

    /// Takes a turn: reads what the customer did, runs actions, changes `conversation`, replies.
    ///
    /// It always replies: a text of any length and content gets an answer, a question or a human,
    /// and an action that fails or is missing becomes a handoff. The conversation is written at the
    /// end only, so an action that panics leaves it as it was.
    ///
    /// ```
    /// use frontdesk::{Bot, Conversation, Turn};
    /// let bot = Bot::from_yaml_str("tea.yaml", "
    /// intents:
    ///   tea: {user: tea please, bot: Green or black?, buttons: {Green: green}}
    ///   green: {bot: Here is your green tea.}
    /// ")?;
    /// let mut conversation = Conversation::new();
    /// assert_eq!(bot.respond(&mut conversation, "tea please").text(), "Green or black?");
    /// let reply = bot.respond(&mut conversation, Turn::choice("green"));
    /// assert_eq!(reply.text(), "Here is your green tea.");
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    pub fn respond<'t>(&self, conversation: &mut Conversation, turn: impl Into<Turn<'t>>) -> Reply {
        let turn = self.with_facts(turn.into());
        let progress = self.progress(conversation, &turn, self.0.clock.now());
        self.play(conversation, progress)
    }

    /// Takes a turn as a pure function of its arguments: it asks no clock, runs no action and
    /// leaves `conversation` alone.
    ///
    /// While it gives [`Step::Call`], run the action and call [`Bot::resume`]; at most 16 times in
    /// a turn.
    ///
    /// ```
    /// use frontdesk::{Bot, Conversation, Step, Timestamp, Turn, Value};
    /// let bot = Bot::from_yaml_str("time.yaml", "
    /// intents:
    ///   time: {user: what time is it, call: {clock: read}, bot: 'It is {{ clock.hour }}.'}
    /// ")?;
    /// let now = Timestamp::from_seconds(0);
    /// let Step::Call(pending) = bot.step(&Conversation::new(), Turn::say("What time is it?"), now)
    /// else { panic!("the intent has an action") };
    /// assert_eq!(pending.call().action, "read");
    ///
    /// let result = Ok(Value::map([("hour", Value::from("noon"))])); // from the host's own `await`
    /// let Step::Done { reply, .. } = bot.resume(pending, result, now) else { panic!("one action") };
    /// assert_eq!(reply.text(), "It is noon.");
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    #[must_use]
    pub fn step(&self, conversation: &Conversation, turn: Turn<'_>, now: Timestamp) -> Step {
        self.settle(self.progress(conversation, &turn, now))
    }

    /// Goes on with a turn once its action has a result, or an [`ActionError`].
    ///
    /// `now` is the time at which the result came. A pending call must go back to the bot that
    /// made it: another one hands the conversation to a human if it does not know the intent.
    #[must_use]
    pub fn resume(&self, pending: PendingCall, result: ActionResult, now: Timestamp) -> Step {
        let _ = now; // the moment of the turn stays that of its beginning
        self.settle(dialogue::resume(&self.0.catalog, *pending.pending, result))
    }

    /// Takes an event of the desk: a handoff was queued, taken, closed, or nobody came.
    ///
    /// The reply is what the bot says about it: nothing while a human has the conversation. After
    /// [`DeskEvent::Closed`] a form that was left open goes on (unless the human has
    /// [resolved][`HandBack::resolved`] the matter), and after [`DeskEvent::Expired`] or
    /// [`DeskEvent::Refused`] the queue's overflow is next: another [`Outcome::Handoff`], perhaps a
    /// ticket, or the bot goes on itself. It is no turn of the customer's.
    ///
    /// [`HandBack::resolved`]: crate::HandBack::resolved
    /// [`Outcome::Handoff`]: crate::Outcome::Handoff
    ///
    /// # Errors
    /// [`WrongEvent`] if it cannot happen where the handoff is: the event came twice or too late.
    /// The conversation stays as it was.
    ///
    /// ```
    /// use frontdesk::{Bot, Conversation, DeskEvent, HandBack, Outcome};
    /// let bot = Bot::from_yaml_str("shop.yaml", "
    /// slots: {order_no: {type: {regex: '\\d{7}'}, ask: What is your order number?}}
    /// intents:
    ///   status: {label: your order, user: where is my order, needs: order_no, bot: 'Order {{ order_no }} is on its way.'}
    ///   human: {user: agent please, handoff: true}
    /// ")?;
    /// let mut conversation = Conversation::new();
    /// assert_eq!(bot.respond(&mut conversation, "Where is my order?").text(), "What is your order number?");
    /// bot.respond(&mut conversation, "Agent, please!");
    ///
    /// let reply = bot.desk(&mut conversation, DeskEvent::assigned("ada")).unwrap();
    /// assert!(reply.messages.is_empty());
    /// let found = HandBack::unresolved().set("order_no", "1234567");
    /// let reply = bot.desk(&mut conversation, DeskEvent::Closed(found)).unwrap();
    /// assert_eq!(reply.text(), "Let us go on with: your order\nOrder 1234567 is on its way.");
    ///
    /// assert!(bot.desk(&mut conversation, DeskEvent::Expired).is_err(), "it is closed");
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    pub fn desk(
        &self,
        conversation: &mut Conversation,
        event: DeskEvent,
    ) -> Result<Reply, WrongEvent> {
        let progress = dialogue::desk(&self.0.catalog, conversation, event, self.0.clock.now())?;
        Ok(self.play(conversation, progress))
    }

    /// Takes an event of the desk as a pure function of its arguments, as [`Bot::step`] takes a
    /// turn.
    ///
    /// # Errors
    /// As [`Bot::desk`].
    ///
    /// ```
    /// use frontdesk::{Bot, Conversation, DeskEvent, HandoffState, Outcome, Step, Timestamp};
    /// let bot = Bot::from_yaml_str("help.yaml", "intents: {human: {user: agent please, handoff: true}}")?;
    /// let mut conversation = Conversation::new();
    /// bot.respond(&mut conversation, "Agent, please!");
    /// let now = Timestamp::from_seconds(0);
    /// let step = bot.desk_step(&conversation, DeskEvent::Refused, now).unwrap();
    /// let Step::Done { reply, .. } = step else { panic!("there is no action") };
    /// assert_eq!(reply.outcome, Outcome::Desk { state: HandoffState::Refused });
    /// assert!(!reply.messages.is_empty(), "the customer hears that nobody comes");
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    pub fn desk_step(
        &self,
        conversation: &Conversation,
        event: DeskEvent,
        now: Timestamp,
    ) -> Result<Step, WrongEvent> {
        dialogue::desk(&self.0.catalog, conversation, event, now)
            .map(|progress| self.settle(progress))
    }

    /// What the human gets, once more: for hosts that lost the reply with the handoff. `None` if
    /// no handoff is on its way.
    ///
    /// The same but for the text of the transfer, which is among the last exchanges by now.
    ///
    /// ```
    /// use frontdesk::{Bot, Conversation};
    /// let bot = Bot::from_yaml_str("help.yaml", "intents: {human: {user: agent please, handoff: care}}")?;
    /// let mut conversation = Conversation::new();
    /// assert_eq!(bot.handoff(&conversation), None);
    /// bot.respond(&mut conversation, "Agent, please!");
    /// assert_eq!(bot.handoff(&conversation).map(|handoff| handoff.queue), Some("care".to_owned()));
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    #[must_use]
    pub fn handoff(&self, conversation: &Conversation) -> Option<Handoff> {
        dialogue::handoff_again(&self.0.catalog, conversation)
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

    /// Asks for the facts about the customer, if the definitions read any.
    fn with_facts<'t>(&self, mut turn: Turn<'t>) -> Turn<'t> {
        if let (Customer::Named(id), Some(source)) = (&turn.customer, &self.0.customers)
            && self.0.catalog.reads_customer
        {
            turn.customer = source.facts(id).map_or(Customer::Unknown, Customer::Facts);
        }
        turn
    }

    fn progress(&self, before: &Conversation, turn: &Turn<'_>, now: Timestamp) -> Progress {
        let catalog = &self.0.catalog;
        let meant = dialogue::meant(catalog, before, turn);
        let understanding = match meant {
            Meant::Text(text) if dialogue::listens(catalog, before) => {
                let hint = Hint { asked: before.asked() };
                self.0.understander.understand(text, &hint, now, Detail::Sums)
            }
            _ => Understanding::default(),
        };
        dialogue::decide(catalog, before, turn, meant, understanding, now)
    }

    fn read(&self, text: &str, detail: Detail, now: Timestamp) -> Understanding {
        self.0.understander.understand(text, &Hint::default(), now, detail)
    }

    /// Reads a message once more, as an answer for another slot than the one that was asked.
    fn read_again(&self, reading: Reading) -> Progress {
        let hint = Hint { asked: Some(&reading.slot) };
        let understander = &self.0.understander;
        let read = understander.understand(reading.text(), &hint, reading.now(), Detail::Sums);
        dialogue::read_again(&self.0.catalog, reading, read.answer)
    }

    /// Goes on to the end, and runs the actions itself.
    fn play(&self, conversation: &mut Conversation, mut progress: Progress) -> Reply {
        loop {
            match progress {
                Progress::Done { next, reply } => {
                    *conversation = *next;
                    return *reply;
                }
                Progress::Call(pending) => {
                    let result = self.run(&pending.call);
                    progress = dialogue::resume(&self.0.catalog, *pending, result);
                }
                Progress::Read(reading) => progress = self.read_again(*reading),
            }
        }
    }

    /// Goes on until the host is needed.
    fn settle(&self, mut progress: Progress) -> Step {
        loop {
            match progress {
                Progress::Done { next, reply } => return Step::Done { next, reply },
                Progress::Call(pending) => return Step::Call(PendingCall { pending }),
                Progress::Read(reading) => progress = self.read_again(*reading),
            }
        }
    }

    fn run(&self, call: &ActionCall) -> ActionResult {
        match self.0.actions.get(&call.action) {
            Some(action) => action.run(call),
            None => Err(ActionError::new("missing", format!("no action `{}`", call.action))),
        }
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
