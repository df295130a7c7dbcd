//! Matchers of the host: what one implements, and where it puts what it finds.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use foldhash::fast::FixedState;

use crate::text::Utterance;
use crate::understanding::Span;

/// Finds evidence for intents in messages, beside the built-in matchers.
///
/// Register one with [`BotBuilder::matcher`](crate::BotBuilder::matcher) where the host knows
/// something that no definition says: a model of its own, a list of products, an address of a page
/// that the customer came from. What it finds is one voice among others: evidence adds up, and an
/// exact phrase still wins. Not for answering (that is an intent's `bot`), and not for values.
///
/// A matcher must be a pure function of the utterance if the bot is to answer the same each time.
/// It runs on every turn, on the thread of the turn, so it should take microseconds. If it panics,
/// the turn panics, and the conversation stays as it was.
///
/// ```
/// use frontdesk::{Bot, Hits, Matcher, Utterance};
///
/// /// Whoever shouts wants a human.
/// struct Shouting;
/// impl Matcher for Shouting {
///     fn name(&self) -> &'static str {
///         "shouting"
///     }
///     fn find(&self, utterance: &Utterance<'_>, hits: &mut Hits<'_>) {
///         let text = utterance.text();
///         if text.len() > 10 && !text.chars().any(char::is_lowercase) {
///             hits.add("human", 0.8, "all in capitals");
///         }
///     }
/// }
///
/// let bot = Bot::builder()
///     .yaml_str("shop.yaml", "
/// intents:
///   human: {user: agent please, handoff: true}
///   hours: {user: when do you open, bot: At nine.}
/// ")
///     .matcher(Shouting)
///     .build()?;
/// let understanding = bot.understand("THIS IS A SCANDAL!");
/// let best = understanding.best().unwrap();
/// assert_eq!((&*best.intent, best.confidence), ("human", 0.8));
/// assert!(understanding.explain().to_string().contains("shouting: all in capitals"));
/// assert!(bot.understand("this is a scandal").best().is_none_or(|best| best.confidence < 0.3));
/// # Ok::<(), frontdesk::Error>(())
/// ```
pub trait Matcher: Send + Sync {
    /// Its name in explanations, such as `model`.
    fn name(&self) -> &'static str;

    /// Adds what it finds in the message to `hits`; nothing if it has nothing to say.
    fn find(&self, utterance: &Utterance<'_>, hits: &mut Hits<'_>);
}

/// Where a [`Matcher`] puts what it finds in one message.
///
/// For each intent the strongest hit counts. A hit that cannot be is ignored, and [`Hits::add`]
/// says so: an intent that the bot does not have, a strength that is no number, or one of more
/// than 64 intents.
///
/// ```
/// use frontdesk::{Bot, Hits, Matcher, Span, Utterance};
/// struct Links;
/// impl Matcher for Links {
///     fn name(&self) -> &'static str {
///         "links"
///     }
///     fn find(&self, utterance: &Utterance<'_>, hits: &mut Hits<'_>) {
///         if let Some(at) = utterance.text().find("/returns") {
///             let span = Span { start: at, end: at + "/returns".len() };
///             assert!(hits.add_at("returns", 0.9, "the page of returns", span));
///             assert!(!hits.add("nothing", 0.9, "there is no such intent"));
///         }
///     }
/// }
/// let bot = Bot::builder()
///     .yaml_str("bot.yaml", "intents: {returns: {user: send it back, bot: Sure.}}")
///     .matcher(Links)
///     .build()?;
/// let understanding = bot.understand("i am on shop.example/returns");
/// assert_eq!(understanding.best().map(|best| &*best.intent), Some("returns"));
/// # Ok::<(), frontdesk::Error>(())
/// ```
pub struct Hits<'u> {
    intents: &'u HashMap<Arc<str>, u32, FixedState>,
    text: &'u str,
    found: Vec<HostHit>,
    ignored: usize,
}

/// What a matcher of the host says of an intent.
#[derive(Clone, Debug)]
pub(super) struct HostHit {
    pub(super) intent: u32,
    /// A probability, kept within `Hits::WEAKEST..=Hits::STRONGEST`.
    pub(super) strength: f64,
    pub(super) reason: Arc<str>,
    pub(super) span: Option<Span>,
}

impl<'u> Hits<'u> {
    /// Intents that one matcher may speak for in one message.
    const MAX: usize = 64;
    /// Longest reason, in bytes; the rest is cut at a character.
    const MAX_REASON: usize = 200;
    /// A matcher alone is never as sure as an exact phrase, nor can it rule an intent out.
    const STRONGEST: f64 = 0.99;
    const WEAKEST: f64 = 0.01;

    pub(super) fn new(
        intents: &'u HashMap<Arc<str>, u32, FixedState>,
        utterance: &'u Utterance<'_>,
    ) -> Hits<'u> {
        Hits { intents, text: utterance.text(), found: Vec::new(), ignored: 0 }
    }

    /// Says that `strength` is the probability (0 to 1) that acting on `intent` is right, if
    /// nothing else is known but what this matcher saw; below 0.03 it speaks against the intent.
    /// `reason` is shown in explanations.
    ///
    /// Values beyond 0.01 and 0.99 are taken as these. Returns whether the hit counts: not if the
    /// bot has no such intent, if `strength` is NaN, or if a stronger hit is there already.
    ///
    /// ```
    /// # use frontdesk::{Bot, Hits, Matcher, Utterance};
    /// struct Test;
    /// impl Matcher for Test {
    ///     fn name(&self) -> &'static str { "test" }
    ///     fn find(&self, _: &Utterance<'_>, hits: &mut Hits<'_>) {
    ///         assert!(hits.add("hi", 0.9, "a test"));
    ///         assert!(!hits.add("hi", 0.2, "weaker"));
    ///         assert!(!hits.add("ho", 0.9, "no such intent"));
    ///         assert!(!hits.add("hi", f64::NAN, "no number"));
    ///     }
    /// }
    /// let bot = Bot::builder()
    ///     .yaml_str("hi.yaml", "intents: {hi: {user: hello, bot: Hi!}}")
    ///     .matcher(Test)
    ///     .build()?;
    /// assert_eq!(bot.understand("good day").best().unwrap().confidence, 0.9);
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    pub fn add(&mut self, intent: &str, strength: f64, reason: &str) -> bool {
        self.put(intent, strength, reason, None)
    }

    /// As [`Hits::add`], for something seen in one place: `span` in bytes of
    /// [`Utterance::text`]. One that is not within the text, or cuts a character, is left out.
    pub fn add_at(&mut self, intent: &str, strength: f64, reason: &str, span: Span) -> bool {
        let fits = self.text.get(span.start..span.end).is_some();
        self.put(intent, strength, reason, fits.then_some(span))
    }

    fn put(&mut self, intent: &str, strength: f64, reason: &str, span: Option<Span>) -> bool {
        let Some(&intent) = self.intents.get(intent).filter(|_| !strength.is_nan()) else {
            self.ignored += 1;
            return false;
        };
        let strength = strength.clamp(Self::WEAKEST, Self::STRONGEST);
        let at = match self.found.binary_search_by_key(&intent, |hit| hit.intent) {
            Ok(at) if self.found.get(at).is_some_and(|hit| hit.strength >= strength) => {
                return false;
            }
            Ok(at) => {
                self.found.remove(at);
                at
            }
            Err(_) if self.found.len() >= Self::MAX => {
                self.ignored += 1;
                return false;
            }
            Err(at) => at,
        };
        let reason: String = reason
            .char_indices()
            .take_while(|(at, c)| at + c.len_utf8() <= Self::MAX_REASON)
            .map(|(_, c)| c)
            .collect();
        self.found.insert(at, HostHit { intent, strength, reason: reason.into(), span });
        true
    }

    /// What was found, one hit for each intent, sorted by intent.
    pub(super) fn into_found(self) -> Vec<HostHit> {
        self.found
    }
}

impl fmt::Debug for Hits<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hits")
            .field("found", &self.found)
            .field("ignored", &self.ignored)
            .finish_non_exhaustive()
    }
}
