//! `bot`: what the bot answers, and the buttons beside it.

use super::{Call, Handoff, Moment};
use crate::def::format::{Format, Shared, entries, expected, keys};
use crate::def::kinds::Map;
use crate::def::notes::Notes;
use crate::def::place::{At, Text};
use crate::def::tree::{Kind, Node};
use crate::value::Value;

keys! {
    /// One way to answer: a text, or a map with a condition, buttons, an image.
    Variant is "an answer", short text {
        /// When this answer is given: an expression such as `channel == "sms"`. The first variant whose `if` holds is given; those without `if` take turns.
        "if" condition: Option<Text>,
        /// What the bot says; `{{ name }}` inserts a value.
        text: Option<Text>,
        /// Buttons below the text: label and what it leads to.
        buttons: Option<Buttons>,
        /// Address of an image to show.
        image: Option<Text>,
        /// Anything your channel understands, handed over as it is.
        custom: Option<Value>,
        /// Slots to fill when this answer is given: a value, or a text with `{{ }}`.
        set: Map<Value>,
        /// The action of the host program to run after this answer, and the name for its result.
        call: Option<Call>,
        /// Events to raise later: the event, and when. The host gets them with the reply.
        schedule: Map<Moment>,
        /// Slots to forget when this answer is given.
        forget: Vec<Text>,
        /// The intent to go on with after this answer.
        go: Option<Text>,
        /// The survey to begin in the end, by its name.
        survey: Option<Text>,
        /// Hands the conversation to a person after this answer.
        handoff: Option<Box<Handoff>>,
    }
    later []
}

/// The buttons of an answer, in order.
#[derive(Clone, Debug)]
pub(crate) struct Buttons {
    pub(crate) at: At,
    pub(crate) list: Vec<Button>,
}

/// One button.
#[derive(Clone, Debug)]
pub(crate) struct Button {
    pub(crate) label: Text,
    pub(crate) target: Target,
}

/// What a button leads to.
#[derive(Clone, Debug)]
pub(crate) enum Target {
    /// As if the customer had typed the label.
    Say,
    /// The intent with this id.
    Intent(Text),
    /// An address: `https://...`, `mailto:...`, `tel:...`, or a template that makes one.
    Url(Text),
}

impl Target {
    fn of(text: Text) -> Target {
        const SCHEMES: [&str; 4] = ["https://", "http://", "mailto:", "tel:"];
        if SCHEMES.iter().any(|scheme| text.starts_with(scheme)) || text.contains("{{") {
            Target::Url(text)
        } else {
            Target::Intent(text)
        }
    }
}

impl Format for Buttons {
    const WHAT: &'static str =
        "buttons (a list of texts, or a map from label to intent or address)";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        let list = match &node.kind {
            Kind::Map(_) => {
                let map = entries(node, Self::WHAT, notes)?;
                let read = map.iter().filter_map(|entry| {
                    let target = Target::of(Text::read(&entry.node, notes)?);
                    let label = Text::new(entry.key.as_ref().into(), entry.at);
                    Some(Button { label, target })
                });
                read.collect()
            }
            Kind::List(items) => {
                let read = items.iter().filter_map(|item| Text::read(item, notes));
                read.map(|label| Button { label, target: Target::Say }).collect()
            }
            _ => {
                expected(node, Self::WHAT, notes);
                return None;
            }
        };
        Some(Buttons { at: node.at, list })
    }

    fn schema(shared: &mut Shared) -> Value {
        let text = Text::schema(shared);
        let list = Value::map([("type", Value::from("array")), ("items", text.clone())]);
        let map = Value::map([("type", Value::from("object")), ("additionalProperties", text)]);
        Value::map([("anyOf", Value::List(vec![map, list]))])
    }
}
