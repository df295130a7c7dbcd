//! `slots`: what the bot remembers, and how it asks; and `needs`, which says when it has to.

use std::time::Duration;

use super::{Buttons, Entity, Steps, Variant};
use crate::def::format::{Format, Shared, expected, keys};
use crate::def::kinds::{duration, one_of};
use crate::def::notes::Notes;
use crate::def::place::{Spanned, Text};
use crate::def::tree::{Kind, Node};
use crate::text::{Language, SlotWords};
use crate::value::Value;

keys! {
    /// Something the bot remembers of a customer, and how it asks for it.
    Slot is "a slot" {
        /// What its value can be: a built-in type, an entity, or `{regex: ...}` or `{values: ...}`; `text` if absent and nothing has the slot's name.
        "type" kind: Option<SlotType>,
        /// What customers call it ("change the time"); the slot's name in words if absent.
        label: Option<Text>,
        /// The question for it.
        ask: Vec<Variant>,
        /// What the bot says to "why?" and "help", and after an answer that it did not understand.
        help: Vec<Variant>,
        /// Buttons below the question.
        buttons: Option<Buttons>,
        /// What a value has to fulfil.
        check: Vec<SlotCheck>,
        /// How often the bot asks before it gives up; 3 if absent.
        tries: Option<Spanned<i64>>,
        /// What happens when it gives up; a handoff if absent.
        "else" otherwise: Option<Steps>,
        /// How long it is remembered: `turn`, `conversation` (if absent), `customer`, or a time like `1h`.
        keep: Option<Keep>,
        /// `mask`: people see its end only. `secret`: nobody sees it, only actions get it.
        privacy: Option<Spanned<SlotPrivacy>>,
        /// Names that it had before, so that saved conversations keep its value.
        was: Vec<Text>,
    }
    later []
}

impl Slot {
    /// What it is called in a message, from its name, its label and its questions.
    pub(crate) fn words(&self, name: &str, language: &Language) -> SlotWords {
        let label = self.label.as_ref().map_or("", |label| label.as_str());
        let asks = self.ask.iter().filter_map(|ask| ask.text.as_ref()).map(|text| text.as_str());
        SlotWords::new(language, name, label, asks)
    }
}

keys! {
    /// What a slot's value has to fulfil.
    SlotCheck is "a check", short must {
        /// An expression that has to hold, such as `visit_day > today`.
        must: Text,
        /// What the bot says if it does not.
        bot: Vec<Variant>,
    }
    later []
}

keys! {
    /// A slot that an intent needs before it can answer.
    Need is "a slot", short slot {
        /// The slot.
        slot: Text,
        /// When it is needed: an expression such as `service == "repair"`; always if absent.
        "if" condition: Option<Text>,
        /// Whether the customer may skip it: true or false.
        optional: Option<Spanned<bool>>,
    }
    later []
}

/// What a slot's value can be.
#[derive(Clone, Debug)]
pub(crate) enum SlotType {
    /// A built-in type or an entity.
    Named(Text),
    /// An entity of its own.
    Own(Box<Entity>),
}

impl Format for SlotType {
    const WHAT: &'static str = "a type, an entity, or a map with `regex` or `values`";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        match &node.kind {
            Kind::Text { .. } => Text::read(node, notes).map(SlotType::Named),
            Kind::Map(_) => Entity::read(node, notes).map(|entity| SlotType::Own(entity.into())),
            _ => {
                expected(node, Self::WHAT, notes);
                None
            }
        }
    }

    fn schema(shared: &mut Shared) -> Value {
        let forms = vec![Text::schema(shared), Entity::schema(shared)];
        Value::map([("anyOf", Value::List(forms))])
    }
}

/// How long a slot is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Until the turn ends, or the form that needs it.
    Turn,
    /// As long as the conversation.
    Conversation,
    /// Beyond the conversation: the host may carry it over.
    Customer,
    /// Since it was given.
    For(Duration),
}

impl Format for Keep {
    const WHAT: &'static str = "turn, conversation, customer, or a time like 1h";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        const WORDS: [(&str, Keep); 3] = [
            ("turn", Keep::Turn),
            ("conversation", Keep::Conversation),
            ("customer", Keep::Customer),
        ];
        if let Kind::Text { text, .. } = &node.kind {
            if let Some(time) = duration(text) {
                return Some(Keep::For(time));
            }
            if text.starts_with(|c: char| c.is_ascii_digit()) {
                expected(node, Self::WHAT, notes);
                return None;
            }
        }
        one_of(node, &WORDS, notes)
    }

    fn schema(_: &mut Shared) -> Value {
        Value::map([("type", Value::from("string"))])
    }
}

/// Who may see a slot's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SlotPrivacy {
    /// People see its end only.
    Mask,
    /// Nobody sees it.
    Secret,
}

impl Format for Spanned<SlotPrivacy> {
    const WHAT: &'static str = "mask or secret";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        const WORDS: [(&str, SlotPrivacy); 2] =
            [("mask", SlotPrivacy::Mask), ("secret", SlotPrivacy::Secret)];
        one_of(node, &WORDS, notes).map(|value| Spanned::new(value, node.at))
    }

    fn schema(_: &mut Shared) -> Value {
        Value::map([("enum", Value::List(vec!["mask".into(), "secret".into()]))])
    }
}
