//! Compiled slots, forms and steps: what the bot asks for, and what happens then.

use std::sync::Arc;

use super::{Call, Keep, Moment, Route, SlotPrivacy, Target, Variant};
use crate::text::SlotWords;
use crate::text::template::{Condition, Template};
use crate::value::Value;

/// Something the bot remembers, and how it asks for it.
#[derive(Debug)]
pub(crate) struct Slot {
    pub(crate) name: Arc<str>,
    /// What customers call it.
    pub(crate) label: Arc<str>,
    /// The type or entity of its values.
    pub(crate) kind: Arc<str>,
    /// What it is called in a message, for what leads to a free text.
    pub(crate) words: SlotWords,
    pub(crate) ask: Vec<Variant>,
    pub(crate) help: Vec<Variant>,
    /// Buttons of questions that have none of their own.
    pub(crate) buttons: Vec<(Template, Target)>,
    pub(crate) checks: Vec<SlotCheck>,
    /// How often it is asked before the bot gives up, from 1.
    pub(crate) tries: u32,
    pub(crate) otherwise: Option<Arc<Steps>>,
    pub(crate) keep: Keep,
    pub(crate) privacy: Option<SlotPrivacy>,
    /// Names that it had before.
    pub(crate) was: Vec<Arc<str>>,
}

/// What a value has to fulfil, and what is said if it does not.
#[derive(Debug)]
pub(crate) struct SlotCheck {
    pub(crate) must: Condition,
    pub(crate) replies: Vec<Variant>,
}

/// A slot that an intent needs.
#[derive(Debug)]
pub(crate) struct Need {
    pub(crate) slot: Arc<str>,
    pub(crate) condition: Option<Condition>,
    pub(crate) is_optional: bool,
}

/// What happens, in this order.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    pub(crate) set: Vec<(Arc<str>, Setting)>,
    pub(crate) call: Option<Call>,
    /// Variants in the author's order.
    pub(crate) replies: Vec<Variant>,
    /// Events to raise later.
    pub(crate) schedule: Vec<(Arc<str>, Moment)>,
    pub(crate) forget: Vec<Arc<str>>,
    pub(crate) end: Option<End>,
}

impl Steps {
    /// Whether nothing would happen.
    pub(crate) fn is_empty(&self) -> bool {
        let Steps { set, call, replies, schedule, forget, end } = self;
        let changes = !set.is_empty() || !forget.is_empty() || !schedule.is_empty();
        !changes && call.is_none() && replies.is_empty() && end.is_none()
    }
}

/// What a slot is set to.
#[derive(Debug)]
pub(crate) enum Setting {
    Value(Value),
    /// Rendered, and read as YAML reads a plain text.
    Template(Template),
}

/// How steps end.
#[derive(Debug)]
pub(crate) enum End {
    Go(Arc<str>),
    Handoff(Arc<Route>),
    /// Begins this survey.
    Survey(Arc<str>),
}

/// What may follow an answer, by the name of a built-in meaning or an intent, in the author's order.
pub(crate) type Next = Vec<(Arc<str>, Arc<Steps>)>;

/// Something that happens whenever its condition holds.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) name: Arc<str>,
    pub(crate) condition: Condition,
    pub(crate) steps: Arc<Steps>,
}
