//! Steps: what may happen in an intent, a rule, after a question, or where a slot gives up.

use super::{Call, Handoff, Moment, Variant};
use crate::def::format::{Format, Shared, keys};
use crate::def::kinds::Map;
use crate::def::notes::Notes;
use crate::def::place::{Spanned, Text};
use crate::def::tree::Node;
use crate::value::Value;

keys! {
    /// What happens here, always in this order: `set`, `call`, `bot`, `forget`, then `go` or `handoff`.
    Steps is "steps", short bot {
        /// Slots to fill: a value, or a text with `{{ }}`.
        set: Map<Value>,
        /// The action of the host program to run, and the name for its result.
        call: Option<Call>,
        /// What the bot says.
        bot: Vec<Variant>,
        /// Events to raise later: the event, and when. The host gets them with the reply.
        schedule: Map<Moment>,
        /// Slots to forget.
        forget: Vec<Text>,
        /// The intent to go on with.
        go: Option<Text>,
        /// The survey to begin in the end, by its name.
        survey: Option<Text>,
        /// Hands the conversation to a person.
        handoff: Option<Handoff>,
    }
    later []
}

keys! {
    /// What happens whenever something holds, whatever the customer said: looked at in every turn, highest priority first.
    Rule is "a rule" {
        /// Rules of higher priority are looked at first; 0 if absent.
        priority: Option<Spanned<i64>>,
        /// When it holds: an expression such as `intent.times >= 3`.
        "if" condition: Text,
        /// Slots to fill: a value, or a text with `{{ }}`.
        set: Map<Value>,
        /// The action of the host program to run, and the name for its result.
        call: Option<Call>,
        /// What the bot says. It comes before the answer; with `go` or `handoff` it comes instead.
        bot: Vec<Variant>,
        /// Events to raise later: the event, and when. The host gets them with the reply.
        schedule: Map<Moment>,
        /// Slots to forget.
        forget: Vec<Text>,
        /// The intent to go on with instead of what was said.
        go: Option<Text>,
        /// The survey to begin in the end, by its name.
        survey: Option<Text>,
        /// Hands the conversation to a person, whatever was said.
        handoff: Option<Handoff>,
    }
    later []
}

/// What may follow an answer, valid for the next turn only: by `accept`, `decline` or another
/// built-in meaning, or by intent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Next {
    pub(crate) branches: Map<Steps>,
}

impl Format for Next {
    const WHAT: &'static str = "a map from `accept`, `decline` or an intent to steps";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        crate::def::format::entries(node, Self::WHAT, notes)?;
        Some(Next { branches: Map::read(node, notes)? })
    }

    fn absent() -> Option<Self> {
        Some(Next::default())
    }

    fn schema(shared: &mut Shared) -> Value {
        <Map<Steps>>::schema(shared)
    }
}
