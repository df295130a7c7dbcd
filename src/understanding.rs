//! What a message was taken to mean: candidates with the evidence for them, best first.
//!
//! Plain data, filled by `nlu` and read by `dialogue` and by hosts. How candidates are compared is
//! written down here once ([`Candidate::beats`]), so that ranking and explanation cannot differ.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::value::Value;

mod answer;
mod explain;
mod listed;
mod meaning;
mod mood;
mod verdict;

pub use answer::Answer;
pub use explain::Explanation;
pub use listed::ListedValue;
pub use meaning::{FoundMeaning, Meaning};
pub use mood::{FoundClass, Mood, MoodWord, WordClass};
pub use verdict::Verdict;

/// A stretch of a customer's message, in bytes of the original text; `start <= end`, and both are
/// character borders.
///
/// ```
/// let bot = frontdesk::Bot::from_yaml_str("bot.yaml", "
/// entities: {order_no: {regex: '[0-9]{6}'}}
/// intents: {order: {user: 'order {order_no}', bot: ok}}
/// ")?;
/// let understanding = bot.understand("Ärger: order 123456");
/// let span = understanding.entities[0].span;
/// assert_eq!((span.start, span.end), (14, 20)); // bytes: `Ä` has two
/// assert_eq!(span.of(&understanding.text), "123456");
/// assert_eq!(span.of("short"), "");
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    pub(crate) fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// The stretch of `text` that this span covers; empty if it does not fit the text.
    #[must_use]
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// How a candidate came about, best first. The first thing that ranking compares.
///
/// ```
/// use frontdesk::Tier;
/// assert!(Tier::Button < Tier::Exact && Tier::Exact < Tier::Pattern && Tier::Pattern < Tier::Evidence);
/// let bot = frontdesk::Bot::from_yaml_str("bot.yaml", "intents: {tea: {user: tea please, patterns: [teapot], bot: x}}")?;
/// let tier = |text: &str| bot.understand(text).best().map(|best| best.tier);
/// assert_eq!(tier("Tea, please!"), Some(Tier::Exact));
/// assert_eq!(tier("my teapot"), Some(Tier::Pattern));
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Tier {
    /// The customer pressed a button.
    Button,
    /// The whole message is one of the intent's phrases.
    Exact,
    /// One of the author's regular expressions matched.
    Pattern,
    /// Everything else.
    Evidence,
}

/// What one matcher has to say for or against an intent.
///
/// ```
/// let bot = frontdesk::Bot::from_yaml_str("bot.yaml", "
/// entities: {drink: {values: {tea: [cuppa], coffee: []}}}
/// intents:
///   order: {user: 'one {drink} please', bot: ok}
///   weather: {keywords: [rain], bot: Wet.}
/// ")?;
/// let understanding = bot.understand("will it rain");
/// let best = understanding.best().unwrap();
/// let matchers: Vec<&str> = best.evidence.iter().map(|evidence| &*evidence.matcher).collect();
/// assert!(matchers.contains(&"base") && matchers.contains(&"keyword"));
/// let log_odds: f64 = best.evidence.iter().map(|evidence| evidence.log_odds).sum();
/// assert!((1.0 / (1.0 + (-log_odds).exp()) - best.confidence).abs() < 0.001);
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Evidence {
    /// The matcher: `phrase`, `keyword`, `pattern`, `examples`, `base`, or the host's own.
    pub matcher: Cow<'static, str>,
    /// What it saw, in words for people, such as the phrase that matched.
    pub detail: Arc<str>,
    /// How much it moves the log-odds that acting on the intent is right; negative speaks against.
    pub log_odds: f64,
    /// Where in the message, if in one place.
    pub span: Option<Span>,
    /// Finer parts that add up to `log_odds`; filled by [`Bot::explain`](crate::Bot::explain) only.
    pub parts: Vec<(String, f64)>,
}

/// A value found in a message.
///
/// ```
/// let bot = frontdesk::Bot::from_yaml_str("bot.yaml", "
/// entities: {drink: {values: {tea: [cuppa], coffee: []}}}
/// intents:
///   order: {user: 'one {drink} please', bot: ok}
///   weather: {keywords: [rain], bot: Wet.}
/// ")?;
/// let understanding = bot.understand("One cuppa, please");
/// let drink = &understanding.best().unwrap().slots[0];
/// assert_eq!((&*drink.slot, &*drink.entity), ("drink", "drink"));
/// assert_eq!((drink.value.as_str(), drink.text.as_str()), (Some("tea"), "cuppa"));
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct EntityValue {
    /// The slot it fills.
    pub slot: Arc<str>,
    /// The entity (type of value), such as `service` or `text`.
    pub entity: Arc<str>,
    /// The value: the canonical one of a list entity, else the text.
    pub value: Value,
    /// What the customer wrote.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// An intent that the message may mean.
///
/// ```
/// let bot = frontdesk::Bot::from_yaml_str("bot.yaml", "
/// entities: {drink: {values: {tea: [cuppa], coffee: []}}}
/// intents:
///   order: {user: 'one {drink} please', bot: ok}
///   weather: {keywords: [rain], bot: Wet.}
/// ")?;
/// let understanding = bot.understand("one coffee please");
/// let best = &understanding.candidates[0];
/// assert_eq!((&*best.intent, best.confidence, best.is_sure), ("order", 1.0, true));
/// assert_eq!((best.priority, best.order), (0, 0));
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Candidate {
    /// The intent's id.
    pub intent: Arc<str>,
    /// The probability that acting on this intent is right, 0 to 1 in steps of 0.001, if 70 % of
    /// all messages are the bot's business. The same meaning on every bot.
    pub confidence: f64,
    /// How it came about.
    pub tier: Tier,
    /// What the confidence is made of: the sum of all `log_odds` is the logit of the confidence
    /// (before it is rounded).
    pub evidence: Vec<Evidence>,
    /// Values that this reading of the message captures.
    pub slots: Vec<EntityValue>,
    /// The author's priority, 0 unless given.
    pub priority: i32,
    /// Whether the confidence reaches the intent's `act` threshold.
    pub is_sure: bool,
    /// How many characters of the author's own words (of a phrase, keyword or pattern) were found.
    pub literal_chars: u32,
    /// How many slots of the matched phrase stayed open.
    pub open_slots: u32,
    /// Place in the definitions, from 0: the last tie-break.
    pub order: u32,
}

/// Why one candidate ranks before another.
///
/// ```
/// use std::cmp::Ordering;
/// use frontdesk::{Bot, RankRule};
/// let yaml = "intents: {a: {user: red tea, bot: A}, b: {user: red tea, bot: B, priority: 5}}";
/// let bot = Bot::from_yaml_str("bot.yaml", yaml)?;
/// let understanding = bot.understand("red tea");
/// let [first, second] = &understanding.candidates[..] else { panic!("two candidates") };
/// assert_eq!(&*first.intent, "b");
/// assert_eq!(first.beats(second), (Ordering::Less, RankRule::Priority));
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RankRule {
    /// It came about in a better way.
    Tier,
    /// It reaches its `act` threshold and the other does not.
    Sure,
    /// Both reach their `act` threshold, and the author gave it a higher priority.
    Priority,
    /// It is more likely right.
    Confidence,
    /// It covers more of the author's own words.
    LiteralChars,
    /// It leaves fewer slots open.
    OpenSlots,
    /// It stands first in the definitions.
    Order,
}

impl Candidate {
    /// The log-odds of what is certain: far enough from even that the confidence rounds to 1.
    pub(crate) const CERTAIN: f64 = 20.0;

    /// An intent that the customer chose by a button.
    pub(crate) fn pressed(intent: Arc<str>, priority: i32) -> Candidate {
        let evidence = Evidence {
            matcher: Cow::Borrowed("button"),
            detail: Arc::from("chosen by the customer"),
            log_odds: Candidate::CERTAIN,
            span: None,
            parts: Vec::new(),
        };
        Candidate {
            intent,
            confidence: 1.0,
            tier: Tier::Button,
            evidence: vec![evidence],
            slots: Vec::new(),
            priority,
            is_sure: true,
            literal_chars: 0,
            open_slots: 0,
            order: 0,
        }
    }

    /// The order of ranking, a total one: `Less` means that `self` comes first. The rule says what
    /// decided.
    #[must_use]
    pub fn beats(&self, other: &Candidate) -> (Ordering, RankRule) {
        // Only what is sure enough to act on may use its priority, so sureness itself comes before:
        // otherwise three candidates could beat one another in a circle.
        let priority = |c: &Candidate| if c.is_sure { c.priority } else { 0 };
        let steps = [
            (self.tier.cmp(&other.tier), RankRule::Tier),
            (other.is_sure.cmp(&self.is_sure), RankRule::Sure),
            (priority(other).cmp(&priority(self)), RankRule::Priority),
            (other.confidence.total_cmp(&self.confidence), RankRule::Confidence),
            (other.literal_chars.cmp(&self.literal_chars), RankRule::LiteralChars),
            (self.open_slots.cmp(&other.open_slots), RankRule::OpenSlots),
        ];
        steps
            .into_iter()
            .find(|(order, _)| order.is_ne())
            .unwrap_or((self.order.cmp(&other.order), RankRule::Order))
    }
}

/// Why an intent is no candidate although something spoke for it.
///
/// ```
/// use frontdesk::{Bot, Veto};
/// let yaml = "intents: {a: {user: my order, keywords: {any: [order], none: [cancel]}, bot: A}}";
/// let bot = Bot::from_yaml_str("bot.yaml", yaml)?;
/// let understanding = bot.understand("cancel that order");
/// assert_eq!(understanding.vetoed, [("a".into(), Veto::Keyword("cancel".into()))]);
/// assert!(understanding.best().is_none());
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Veto {
    /// One of its `not_user` phrases was found.
    NotUser(Arc<str>),
    /// One of its `keywords.none` was found.
    Keyword(Arc<str>),
    /// Its `if` does not hold.
    Condition,
    /// Its answer is out of date since the end of this day (`valid_until`).
    Expired(Arc<str>),
}

/// A word that was read as another one.
///
/// ```
/// let yaml = "intents: {a: {user: where is my parcel, bot: A}}";
/// let bot = frontdesk::Bot::from_yaml_str("bot.yaml", yaml)?;
/// let understanding = bot.understand("where is my parcle");
/// let fix = &understanding.corrections[0];
/// assert_eq!((fix.from.as_str(), fix.to.as_str()), ("parcle", "parcel"));
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Correction {
    /// What the customer wrote, folded.
    pub from: String,
    /// What it was read as.
    pub to: String,
    /// Where.
    pub span: Span,
}

/// What a message was taken to mean.
///
/// [`Bot::understand`](crate::Bot::understand) makes one; every [`Reply`](crate::Reply) carries
/// the one that led to it. Candidates stand best first; there may be none.
///
/// ```
/// let bot = frontdesk::Bot::from_yaml_str("tea.yaml", "
/// intents:
///   tea: {user: [a cup of tea please, tea], bot: Here you are.}
///   coffee: {user: a cup of coffee please, bot: Here you are.}
/// ")?;
/// let understanding = bot.understand("A cup of TEA, please!");
/// let best = understanding.best().unwrap();
/// assert_eq!((&*best.intent, best.confidence), ("tea", 1.0));
/// assert!(understanding.explain().to_string().contains("a cup of tea please"));
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Understanding {
    /// The message as it was read (cut if it was too long); spans point into it.
    pub text: String,
    /// What it may mean, best first.
    pub candidates: Vec<Candidate>,
    /// Intents that something spoke for but that were ruled out.
    pub vetoed: Vec<(Arc<str>, Veto)>,
    /// Values of the author's entities anywhere in the message, in order of place.
    pub entities: Vec<EntityValue>,
    /// The message as an answer to the slot that was asked for, if one was and it is one.
    pub answer: Option<Answer>,
    /// Built-in meanings ("yes", "talk to a person") found in the message, in order of place.
    pub meanings: Vec<FoundMeaning>,
    /// How it sounds.
    pub mood: Mood,
    /// Words that were read as others.
    pub corrections: Vec<Correction>,
    /// Whether the message was longer than `max_input` and its end was not read.
    pub cut: bool,
}

impl Understanding {
    /// The best candidate.
    #[must_use]
    pub fn best(&self) -> Option<&Candidate> {
        self.candidates.first()
    }

    /// The built-in meaning of the whole message, such as "yes" or "never mind".
    #[must_use]
    pub fn meaning(&self) -> Option<Meaning> {
        self.meanings.iter().find(|found| found.is_whole).map(|found| found.meaning)
    }

    /// Whether a built-in meaning stands anywhere in the message.
    #[must_use]
    pub fn mentions(&self, meaning: Meaning) -> bool {
        self.meanings.iter().any(|found| found.meaning == meaning)
    }

    /// Whether the end of the message was not read because it is too long.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// The decision as a tree: each candidate with the parts that add up to its confidence, and
    /// why each loser lost and by how much. Print it with `{}`.
    #[must_use]
    pub fn explain(&self) -> Explanation<'_> {
        Explanation::new(self)
    }
}

/// What to do about an understanding.
///
/// ```
/// use frontdesk::{Bot, Decision};
/// let yaml = "intents: {a: {user: red tea, bot: A}, b: {user: red tea, bot: B}, c: {user: milk, bot: C}}";
/// let bot = Bot::from_yaml_str("bot.yaml", yaml)?;
/// let decision = |text: &str| bot.verdict(&bot.understand(text)).decision;
/// assert_eq!(decision("milk"), Decision::Act);
/// assert_eq!(decision("red tea"), Decision::Ask);
/// assert_eq!(decision("xyzzy"), Decision::Miss);
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// The best candidate is sure enough, and far enough ahead, to act on.
    Act,
    /// Ask which of the best candidates is meant.
    Ask,
    /// Nothing is likely enough.
    Miss,
}
