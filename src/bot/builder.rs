//! Building a bot: definitions in, all problems or a bot out.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::action::{Action, ActionCall, ActionResult};
use crate::catalog::{self, Catalog};
use crate::clock::{Clock, Timestamp};
use crate::conversation::CustomerSource;
use crate::def::{self, Definitions, Loader};
use crate::error::{Error, Problem, Severity};
use crate::limits::Limits;
use crate::nlu::{Matcher, Understander};
use crate::reply::ChannelProfile;
use crate::text::Language;
use crate::understanding::ListedValue;

use super::parts::Parts;
use super::{Bot, Inner, MatchTest, held_out, review, talks};

/// Gathers what a bot is made of; see [`Bot::builder`].
///
/// Definitions given more than once merge by key, as the files of a directory do.
///
/// ```
/// use frontdesk::{ActionError, Bot, Conversation, Value};
/// let bot = Bot::builder()
///     .yaml_str("about.yaml", "about: {name: Ada}")
///     .yaml_str("stock.yaml", "
/// entities: {product: {values: [tent, lamp]}}
/// intents:
///   stock: {user: 'do you have a {product}', call: {stock: count}, bot: 'We have {{ stock }}.'}
/// ")
///     .action_fn("count", |call| match call.text("product") {
///         Some("tent") => Ok(Value::from(3)),
///         _ => Err(ActionError::new("unknown_product", "not in the catalog")),
///     })
///     .build()?;
/// assert_eq!(bot.respond(&mut Conversation::new(), "Do you have a tent?").text(), "We have 3.");
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Default)]
#[must_use = "call `build`"]
pub struct BotBuilder {
    pub(super) sources: Vec<Source>,
    pub(super) actions: BTreeMap<String, Arc<dyn Action>>,
    pub(super) values: BTreeMap<String, Vec<ListedValue>>,
    pub(super) matchers: Vec<Arc<dyn Matcher>>,
    pub(super) clock: Option<Arc<dyn Clock>>,
    pub(super) customers: Option<Arc<dyn CustomerSource>>,
    pub(super) channels: BTreeMap<String, ChannelProfile>,
    pub(super) limits: Limits,
    pub(super) reviewed: bool,
}

pub(super) enum Source {
    Path(PathBuf),
    Text { name: String, yaml: String },
}

impl BotBuilder {
    /// Adds definitions from a directory or one file, read by [`BotBuilder::build`].
    pub fn yaml_dir(mut self, path: impl AsRef<Path>) -> BotBuilder {
        self.sources.push(Source::Path(path.as_ref().to_owned()));
        self
    }

    /// Adds definitions from a text; `name` stands for the file in problems.
    pub fn yaml_str(mut self, name: &str, yaml: &str) -> BotBuilder {
        self.sources.push(Source::Text { name: name.to_owned(), yaml: yaml.to_owned() });
        self
    }

    /// Registers an action under the name that definitions call it by; the last of a name wins.
    ///
    /// ```
    /// use frontdesk::{Action, ActionCall, ActionResult, Bot, Conversation, Value};
    /// struct Stock(i64);
    /// impl Action for Stock {
    ///     fn run(&self, _: &ActionCall) -> ActionResult {
    ///         Ok(Value::from(self.0))
    ///     }
    /// }
    /// let bot = Bot::builder()
    ///     .yaml_str("bot.yaml", "intents: {stock: {user: how many, call: {n: stock}, bot: 'We have {{ n }}.'}}")
    ///     .action("stock", Stock(7))
    ///     .build()?;
    /// assert_eq!(bot.respond(&mut Conversation::new(), "how many").text(), "We have 7.");
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    pub fn action(mut self, name: &str, action: impl Action + 'static) -> BotBuilder {
        self.actions.insert(name.to_owned(), Arc::new(action));
        self
    }

    /// Registers a closure as an action.
    // Beside `action`, since a closure's type is only inferred from an `Fn` bound in the signature
    // of the method that takes it.
    pub fn action_fn<F>(self, name: &str, action: F) -> BotBuilder
    where
        F: Fn(&ActionCall) -> ActionResult + Send + Sync + 'static,
    {
        struct FnAction<F>(F);
        impl<F: Fn(&ActionCall) -> ActionResult + Send + Sync> Action for FnAction<F> {
            fn run(&self, call: &ActionCall) -> ActionResult {
                self.0(call)
            }
        }
        self.action(name, FnAction(action))
    }

    /// Hands over the values of an entity that takes them `from` this name, each with the other
    /// words for it; the last list of a name wins. See [`ListedValue`].
    ///
    /// ```
    /// # use frontdesk::Bot;
    /// let bot = Bot::builder()
    ///     .values("catalog", [("tent", ["tents", "big top"]), ("lamp", ["lamps", "torch"])])
    ///     .yaml_str("shop.yaml", "
    /// entities: {product: {from: catalog, typos: 1}}
    /// intents: {stock: {user: 'do you have a {product}', bot: 'Yes, we have a {{ product }}.'}}
    /// ")
    ///     .build()?;
    /// let reply = bot.respond(&mut frontdesk::Conversation::new(), "do you have a tourch?");
    /// assert_eq!(reply.text(), "Yes, we have a lamp.");
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    pub fn values<V: Into<ListedValue>>(
        mut self,
        name: &str,
        values: impl IntoIterator<Item = V>,
    ) -> BotBuilder {
        self.values.insert(name.to_owned(), values.into_iter().map(Into::into).collect());
        self
    }

    /// Adds a matcher of the host beside the built-in ones. The order of matchers does not matter.
    pub fn matcher(mut self, matcher: impl Matcher + 'static) -> BotBuilder {
        self.matchers.push(Arc::new(matcher));
        self
    }

    /// Takes the time from here instead of the system's clock.
    ///
    /// ```
    /// use frontdesk::{Bot, Timestamp};
    /// let yaml = "intents: {tea: {user: tea, bot: Green., valid_until: 2026-12-31}}";
    /// let at = |seconds| {
    ///     let clock = move || Timestamp::from_seconds(seconds);
    ///     Bot::builder().yaml_str("bot.yaml", yaml).clock(clock).build()
    /// };
    /// assert!(at(1_772_452_800)?.warnings().is_empty()); // in March 2026
    /// assert_eq!(at(1_798_848_000)?.warnings()[0].code(), "out-of-date"); // on 2 January 2027
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    pub fn clock(mut self, clock: impl Clock + 'static) -> BotBuilder {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Asks here for what is known about a customer; the last one wins. See [`CustomerSource`].
    pub fn customers(mut self, source: impl CustomerSource + 'static) -> BotBuilder {
        self.customers = Some(Arc::new(source));
        self
    }

    /// Tells what the channel of this name can show; the last profile of a name wins. See
    /// [`ChannelProfile`].
    pub fn channel(mut self, name: &str, profile: ChannelProfile) -> BotBuilder {
        self.channels.insert(name.to_owned(), profile);
        self
    }

    /// Other bounds than the default ones.
    pub fn limits(mut self, limits: Limits) -> BotBuilder {
        self.limits = limits;
        self
    }

    /// Has [`BotBuilder::build`] compare the phrases of intents with one another too: then
    /// [`Bot::warnings`] also tells of sentences that two intents take, phrases that the bot cannot
    /// tell apart, phrases that look as if they belonged to another intent, and intents with too
    /// few of them.
    ///
    /// For authors and their tests (`frontdesk check` does it), not for each start of a program: it
    /// learns the bot four times more.
    ///
    /// ```
    /// use frontdesk::Bot;
    /// let yaml = "
    /// intents:
    ///   track: {user: 'where is my (order|parcel)', bot: On its way.}
    ///   order: {user: '[say] where is my order', bot: In the shop.}
    /// ";
    /// let bot = Bot::builder().yaml_str("shop.yaml", yaml).review().build()?;
    /// assert_eq!(bot.warnings()[0].message(), "`order` takes this too: \"where is my order\"");
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    pub fn review(mut self) -> BotBuilder {
        self.reviewed = true;
        self
    }

    /// Reads, checks and compiles everything.
    ///
    /// # Errors
    /// [`ErrorKind::Read`](crate::ErrorKind::Read) if a path cannot be read, otherwise
    /// [`ErrorKind::Definitions`](crate::ErrorKind::Definitions) with all problems at once.
    pub fn build(self) -> Result<Bot, Error> {
        self.build_after(|_, _| ()).map(|(bot, ())| bot)
    }

    /// Builds the bot without a part of its own phrases, and gives that part with its intents: for
    /// measuring how well the bot understands what it has not seen (cross-validation).
    ///
    /// The phrases under `user` are dealt into `parts` parts (2 at least), those of each intent
    /// evenly and the same on every run; `part` (from 0) is left out. A phrase with brackets comes
    /// back as one plain text. Phrases of an intent that read as the same words are in one part,
    /// and an intent with one phrase keeps it. Build once for each part, and every other phrase
    /// has been a test once.
    ///
    /// # Errors
    /// As [`BotBuilder::build`].
    ///
    /// ```
    /// use frontdesk::Bot;
    /// let yaml = "
    /// intents:
    ///   hours: {user: [when are you open, opening hours, are you open today], bot: From 9 to 18.}
    /// ";
    /// let (bot, held_out) = Bot::builder().yaml_str("tea.yaml", yaml).build_without(0, 3)?;
    /// assert_eq!(held_out.len(), 1);
    /// assert_eq!(held_out[0].intent.as_deref(), Some("hours"));
    /// assert!(bot.understand(&held_out[0].text).best().is_none_or(|best| best.confidence < 1.0));
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    pub fn build_without(self, part: usize, parts: usize) -> Result<(Bot, Vec<MatchTest>), Error> {
        self.build_after(|definitions, language| {
            held_out::hold_out(definitions, language, part, parts)
        })
    }

    /// Builds from what `change` leaves of the definitions, once they are checked.
    fn build_after<T>(
        self,
        change: impl FnOnce(&mut Definitions, &'static Language) -> T,
    ) -> Result<(Bot, T), Error> {
        let mut loader = Loader::default();
        for source in &self.sources {
            match source {
                Source::Path(path) => loader.yaml_path(path, &self.limits)?,
                Source::Text { name, yaml } => loader.yaml_str(name, yaml),
            }
        }
        for (name, values) in self.values {
            loader.values(&name, values);
        }
        let clock = self.clock.unwrap_or_else(|| Arc::new(SystemClock));
        let (mut definitions, mut problems) = loader.load(&self.limits);
        let mut catalog = catalog::lower(&definitions, &self.limits);
        catalog.channels = self.channels;
        let changed = change(&mut definitions, catalog.language);
        // Also after errors, so that one run tells of everything.
        let (understander, more) =
            Understander::build(&definitions, &catalog, self.matchers, &catalog.limits);
        problems.extend(more);
        problems.extend(definitions.out_of_date(clock.now()));
        problems.extend(unused_actions(&catalog, self.actions.keys()));
        if problems.iter().any(|problem| problem.severity() == Severity::Error) {
            return Err(Error::definitions(problems));
        }
        if self.reviewed {
            let now = clock.now();
            problems.extend(review::review(&mut definitions, &catalog, &understander, now));
        }
        Problem::sort(&mut problems);
        let talk_tests = talks::talk_tests(&definitions, &catalog);
        let bot = Bot(Arc::new(Inner {
            catalog,
            understander,
            actions: self.actions,
            clock,
            customers: self.customers,
            warnings: problems,
            match_tests: match_tests(&definitions),
            talk_tests,
            parts: Parts::of(&definitions),
        }));
        Ok((bot, changed))
    }
}

/// An action that no intent calls was probably registered under the wrong name.
fn unused_actions<'a>(
    catalog: &'a Catalog,
    registered: impl Iterator<Item = &'a String>,
) -> Vec<Problem> {
    let calls = || catalog.calls();
    let unused = registered.filter(|name| calls().all(|call| *call.action != ***name));
    unused
        .map(|name| {
            let problem =
                Problem::warning("unused-action", format!("no intent calls the action `{name}`"));
            match def::nearest(name, calls().map(|call| &*call.action)) {
                Some(near) => problem.with_help(format!("did you mean `{near}`?")),
                None => problem,
            }
        })
        .collect()
}

fn match_tests(definitions: &Definitions) -> Vec<MatchTest> {
    let mut tests = Vec::new();
    for (intent, texts) in definitions.tests.matches.iter() {
        let intent = (intent.as_str() != def::NOBODY).then(|| intent.as_str().to_owned());
        for text in texts {
            let place = definitions.sources.place(text.at);
            tests.push(MatchTest { text: text.as_str().to_owned(), intent: intent.clone(), place });
        }
    }
    tests
}

impl fmt::Debug for BotBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BotBuilder")
            .field("sources", &self.sources.len())
            .field("actions", &self.actions.keys())
            .field("matchers", &self.matchers.len())
            .finish_non_exhaustive()
    }
}

/// The time of the machine. The only clock that is read in this library.
pub(super) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        // Before 1970 only on a machine whose clock is wrong.
        Timestamp::from_millis(
            since.map_or(0, |d| i64::try_from(d.as_millis()).unwrap_or(i64::MAX)),
        )
    }
}
