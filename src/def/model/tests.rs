//! `tests`: single messages, and whole talks with what the bot has to make of each turn.

use std::time::Duration;

use jiff::civil::DateTime;

use crate::def::format::{Format, Shared, expected, keys};
use crate::def::kinds::{Map, one_of};
use crate::def::notes::Notes;
use crate::def::place::{At, Spanned, Text};
use crate::def::tree::{Entry, Kind, Node};
use crate::reply::Outcome;
use crate::value::Value;

keys! {
    /// What has to be understood and answered: run with `frontdesk test`.
    Tests is "`tests`" {
        /// Messages by the intent they belong to; `none` for those that belong to nobody.
        matches: Map<Vec<Text>>,
        /// Talks by name: what the customer does turn by turn, and what the bot has to do.
        talks: Map<Talk>,
    }
    later []
}

keys! {
    /// A talk: turns, each with what the bot has to do.
    Talk is "a talk" {
        /// What holds when the talk begins.
        given: Given,
        /// The turns, in order.
        talk: Vec<TalkTurn>,
    }
    later []
}

keys! {
    /// What holds when a talk begins.
    Given is "`given`" {
        /// The time on the bot's clocks, such as `2026-03-02T10:00`; that one if absent.
        now: Option<Spanned<DateTime>>,
        /// Slots that are filled already.
        slots: Map<Value>,
        /// Facts about the customer, as the host tells them with each turn.
        customer: Map<Value>,
        /// The channel, such as `sms`.
        channel: Option<Text>,
        /// What the actions of the host program give, by action: a result, `{error: kind, message: text}` for one that fails, or a list of them for one call after the other.
        calls: Map<Results>,
    }
    later []
}

keys! {
    /// What the customer does, and what the bot has to do then.
    TalkTurn is "a turn of a talk" {
        /// What the customer writes.
        user: Option<Text>,
        /// The button that the customer presses: its label, or an intent.
        button: Option<Text>,
        /// How much time passes before, such as `2h`.
        after: Option<Spanned<Duration>>,
        /// What the bot says, `*` for any text: one message that has to be among them, or a list of all of them.
        bot: Option<Texts>,
        /// The intent that the message leads to; `none` for no intent.
        intent: Option<Text>,
        /// What slots hold after the turn; nothing for one that is not known.
        slots: Map<Value>,
        /// The labels of all buttons that are shown.
        buttons: Option<Vec<Text>>,
        /// The queue that gets the conversation; `true` for any, `false` if it stays with the bot.
        handoff: Option<Text>,
        /// Why a person is asked: the author's word, or `requested`, `not_understood`, and so on.
        reason: Option<Text>,
        /// What becomes of the turn.
        outcome: Option<OutcomeName>,
        /// The slot that the bot asks for.
        asks: Option<Text>,
    }
    later ["event"]
}

impl Format for Spanned<DateTime> {
    const WHAT: &'static str = "a time on the bot's clocks like 2026-03-02T10:00";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        // The years in which every zone can tell the moment.
        const YEARS: std::ops::RangeInclusive<i16> = 1900..=9000;
        if let Kind::Text { text, .. } = &node.kind
            && text.contains(':')
            && let Ok(time) = text.parse::<DateTime>()
            && YEARS.contains(&time.year())
        {
            return Some(Spanned::new(time, node.at));
        }
        expected(node, Self::WHAT, notes);
        None
    }

    fn schema(_: &mut Shared) -> Value {
        Value::map([("type", Value::from("string"))])
    }
}

/// Texts that the bot has to say.
#[derive(Clone, Debug)]
pub(crate) enum Texts {
    /// One of the messages.
    One(Text),
    /// All messages, in order.
    All(Vec<Text>),
}

impl Format for Texts {
    const WHAT: &'static str = "a text, or a list of texts";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        match &node.kind {
            Kind::List(_) => Vec::read(node, notes).map(Texts::All),
            _ => Text::read(node, notes).map(Texts::One),
        }
    }

    fn schema(shared: &mut Shared) -> Value {
        <Vec<Text>>::schema(shared)
    }
}

/// What an action gives, call by call.
#[derive(Clone, Debug)]
pub(crate) struct Results {
    pub(crate) list: Vec<TestResult>,
}

/// What an action gives once.
#[derive(Clone, Debug)]
pub(crate) enum TestResult {
    Value(Value),
    Error { kind: Text, message: Option<Text> },
}

impl Format for Results {
    const WHAT: &'static str = "a result";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        let Kind::List(items) = &node.kind else {
            return TestResult::read(node, notes).map(|one| Results { list: vec![one] });
        };
        let list: Vec<_> = items.iter().filter_map(|item| TestResult::read(item, notes)).collect();
        if items.is_empty() {
            expected(node, "a result for each call", notes);
            return None;
        }
        Some(Results { list })
    }

    fn schema(shared: &mut Shared) -> Value {
        Value::schema(shared)
    }
}

impl TestResult {
    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<TestResult> {
        // An action that tells more than that returns it as a result, with the `error` in it.
        const OF_ERRORS: [&str; 2] = ["error", "message"];
        let is_error = |all: &[Entry<'_>]| {
            all.iter().any(|entry| entry.key == "error")
                && all.iter().all(|entry| OF_ERRORS.contains(&&*entry.key))
        };
        let entries = match &node.kind {
            Kind::Map(all) if is_error(all) => all,
            _ => return Value::read(node, notes).map(TestResult::Value),
        };
        let mut text = |name| {
            let entry = entries.iter().find(|entry| entry.key == name);
            entry.map(|entry| Text::read(&entry.node, notes))
        };
        let kind = text("error").flatten();
        let message = text("message").flatten();
        Some(TestResult::Error { kind: kind?, message })
    }
}

/// One of [`Outcome::NAMES`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct OutcomeName {
    pub(crate) name: &'static str,
    #[allow(dead_code, reason = "every value of the format has its place")]
    pub(crate) at: At,
}

impl Format for OutcomeName {
    const WHAT: &'static str = "what becomes of a turn";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        let words = Outcome::NAMES.map(|name| (name, name));
        one_of(node, &words, notes).map(|name| OutcomeName { name, at: node.at })
    }

    fn schema(_: &mut Shared) -> Value {
        let words = Outcome::NAMES.map(Value::from);
        Value::map([("enum", Value::List(words.into()))])
    }
}
