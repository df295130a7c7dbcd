//! The sections that set up the bot as a whole: `about`, `handoff`, `fallback`, `privacy`.

use super::{Need, Variant};
use crate::def::format::{Format, Shared, entries, expected, keys};
use crate::def::kinds::one_of;
use crate::def::notes::Notes;
use crate::def::place::{At, Spanned, Text};
use crate::def::tree::{Kind, Node};
use crate::reply::Priority;
use crate::value::Value;

keys! {
    /// Name, language and time zone of the bot.
    About is "`about`" {
        /// The bot's name.
        name: Option<Text>,
        /// Language of the phrases and answers as a code such as `en` or `pt-BR`; `en` if absent.
        language: Option<Text>,
        /// The time zone in which days begin, such as `Europe/Berlin`; `UTC` if absent.
        zone: Option<Zone>,
    }
    later ["extends"]
}

impl About {
    pub(crate) fn language(&self) -> &str {
        self.language.as_ref().map_or("en", |text| text)
    }

    pub(crate) fn zone(&self) -> jiff::tz::TimeZone {
        self.zone.as_ref().map_or(jiff::tz::TimeZone::UTC, |zone| zone.zone.clone())
    }
}

/// A time zone of the bundled data, never of the machine.
#[derive(Clone, Debug)]
pub(crate) struct Zone {
    pub(crate) zone: jiff::tz::TimeZone,
}

impl Format for Zone {
    const WHAT: &'static str = "a time zone like Europe/Berlin";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        let name = Text::read(node, notes)?;
        let Ok(zone) = jiff::tz::TimeZone::get(&name) else {
            notes
                .error("unknown-zone", node.at, format!("unknown time zone {}", node.found()))
                .help("a name of the tz database is expected, like Europe/Berlin or UTC");
            return None;
        };
        Some(Zone { zone })
    }

    fn schema(_: &mut Shared) -> Value {
        Value::map([("type", Value::from("string"))])
    }
}

/// The words for [`Priority`].
const PRIORITIES: [(&str, Priority); 4] = [
    ("low", Priority::Low),
    ("normal", Priority::Normal),
    ("high", Priority::High),
    ("urgent", Priority::Urgent),
];

impl Format for Spanned<Priority> {
    const WHAT: &'static str = "low, normal, high or urgent";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        one_of(node, &PRIORITIES, notes).map(|value| Spanned::new(value, node.at))
    }

    fn schema(_: &mut Shared) -> Value {
        let words = PRIORITIES.iter().map(|(word, _)| Value::from(*word));
        Value::map([("enum", Value::List(words.collect()))])
    }
}

keys! {
    /// What happens at every handoff to a person.
    HandoffText is "`handoff`" {
        /// Slots that are asked for before the transfer, if they are not known; not where it is urgent.
        needs: Vec<Need>,
        /// What the bot says when it hands over.
        bot: Vec<Variant>,
        /// What the bot says while the queue is closed; `queue.opens` and `queue.name` can be read.
        closed: Vec<Variant>,
        /// What the bot does while a person has the conversation: `silent`, or `faq` to give plain answers; `silent` if absent.
        meanwhile: Option<Meanwhile>,
        /// The usual queue, where an intent or a customer names none.
        queue: Option<Text>,
        /// The survey to start when the person is done and the matter is solved.
        after: Option<Text>,
    }
    later []
}

/// What the bot does while a person has the conversation, or is awaited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Meanwhile {
    /// Nothing.
    #[default]
    Silent,
    /// It gives answers that only say something.
    Faq,
}

impl Format for Meanwhile {
    const WHAT: &'static str = "silent or faq";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        const WORDS: [(&str, Meanwhile); 2] =
            [("silent", Meanwhile::Silent), ("faq", Meanwhile::Faq)];
        one_of(node, &WORDS, notes)
    }

    fn schema(_: &mut Shared) -> Value {
        Value::map([("enum", Value::List(vec!["silent".into(), "faq".into()]))])
    }
}

keys! {
    /// What happens when the bot is not sure what was meant.
    Fallback is "`fallback`" {
        /// From this confidence on the bot acts; 0.5 if absent.
        act: Option<Spanned<f64>>,
        /// From this confidence on the bot asks "did you mean ...?"; 0.3 if absent.
        ask: Option<Spanned<f64>>,
        /// Candidates closer than this to each other are both offered; 0.1 if absent.
        gap: Option<Spanned<f64>>,
        /// Most candidates that are offered, 1 to 8; 3 if absent.
        offer: Option<Spanned<i64>>,
        /// The label of the choice "none of these".
        none: Option<Text>,
        /// What to do at the first miss in a row, the second, and so on; the last one is repeated.
        steps: Vec<FallbackStep>,
    }
    later []
}

/// The values that a bot starts with, named in the documentation of the keys above too.
impl Fallback {
    /// More likely right than wrong.
    const ACT: f64 = 0.5;
    /// From here on "did you mean …?" is right often enough not to annoy.
    const ASK: f64 = 0.3;
    /// Candidates closer than this are as good as one another.
    const GAP: f64 = 0.1;
    /// Three and "none of these" are read at a glance.
    const OFFER: usize = 3;

    /// From this confidence on the bot acts.
    pub(crate) fn act(&self) -> f64 {
        self.act.as_ref().map_or(Fallback::ACT, |act| act.value)
    }

    /// From this confidence on the bot asks.
    pub(crate) fn ask(&self) -> f64 {
        self.ask.as_ref().map_or(Fallback::ASK, |ask| ask.value)
    }

    /// Candidates closer than this are both offered.
    pub(crate) fn gap(&self) -> f64 {
        self.gap.as_ref().map_or(Fallback::GAP, |gap| gap.value)
    }

    /// Most candidates that are offered.
    pub(crate) fn offer(&self) -> usize {
        let given = self.offer.as_ref().and_then(|offer| usize::try_from(offer.value).ok());
        given.unwrap_or(Fallback::OFFER)
    }
}

/// One step of `fallback.steps`.
#[derive(Clone, Debug)]
pub(crate) struct FallbackStep {
    pub(crate) at: At,
    pub(crate) kind: StepKind,
}

/// What a fallback step does.
#[derive(Clone, Debug)]
pub(crate) enum StepKind {
    /// Offers the nearest intents, with this text; rephrases where there are none.
    Clarify(Option<Text>),
    /// Asks to say it in other words, with this text.
    Rephrase(Option<Text>),
    /// Hands over to this queue, or the usual one.
    Handoff(Option<Text>),
}

type StepMaker = fn(Option<Text>) -> StepKind;

impl FallbackStep {
    const WORDS: [(&'static str, StepMaker); 3] = [
        ("clarify", StepKind::Clarify),
        ("rephrase", StepKind::Rephrase),
        ("handoff", StepKind::Handoff),
    ];
}

impl Format for FallbackStep {
    const WHAT: &'static str = "clarify, rephrase or handoff, or a map like {handoff: general}";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        let kind = match &node.kind {
            Kind::Text { .. } => one_of(node, &Self::WORDS, notes)?(None),
            Kind::Map(_) => {
                let [entry] = entries(node, Self::WHAT, notes)? else {
                    expected(node, Self::WHAT, notes);
                    return None;
                };
                let word = Node {
                    at: entry.at,
                    flow: false,
                    kind: Kind::Text { text: entry.key.as_ref().into(), quoted: false },
                };
                let make = one_of(&word, &Self::WORDS, notes)?;
                make(Some(Text::read(&entry.node, notes)?))
            }
            _ => {
                expected(node, Self::WHAT, notes);
                return None;
            }
        };
        Some(FallbackStep { at: node.at, kind })
    }

    fn schema(shared: &mut Shared) -> Value {
        let words = Self::WORDS.iter().map(|(word, _)| Value::from(*word));
        let text = Text::schema(shared);
        let keys = Self::WORDS.iter().map(|(word, _)| (*word, text.clone()));
        let map = Value::map([
            ("type", Value::from("object")),
            ("properties", Value::map(keys)),
            ("additionalProperties", Value::from(false)),
            ("minProperties", Value::from(1)),
            ("maxProperties", Value::from(1)),
        ]);
        let word = Value::map([("enum", Value::List(words.collect()))]);
        Value::map([("anyOf", Value::List(vec![word, map]))])
    }
}

keys! {
    /// How customers' texts are treated.
    Privacy is "`privacy`" {
        /// Longest message that is read, in characters; the rest is cut. 2000 if absent.
        max_input: Option<Spanned<i64>>,
    }
    later ["keep", "mask"]
}
