//! The choice of words: which variant of an intent's replies is given, and its message.

use std::collections::BTreeMap;

use crate::catalog::{Intent, Target, Variant};
use crate::conversation::IntentMemory;
use crate::reply::{Button, Message, Press};
use crate::text::template::Condition;
use crate::value::Value;

/// The first variant whose condition holds; else the next in turn of those without one. A variant
/// that reads a name which is not known is skipped. After a failed action only a variant whose
/// condition reads the error will do: any other would answer as if nothing had happened.
pub(super) fn choose(
    names: &BTreeMap<String, Value>,
    intent: &Intent,
    memory: &mut IntentMemory,
    failed: bool,
) -> Option<Message> {
    let error = intent.call.as_ref().map(|call| format!("{}.error", call.result));
    let reads_error = |c: &Condition| error.as_ref().is_some_and(|name| c.reads().contains(name));
    let conditional = intent.replies.iter().filter(|variant| {
        let fits = |c: &Condition| (!failed || reads_error(c)) && c.holds(names);
        variant.condition.as_ref().is_some_and(fits)
    });
    for variant in conditional {
        if let Some(message) = message(names, variant) {
            return Some(message);
        }
    }
    if failed {
        return None;
    }
    let plain: Vec<&Variant> =
        intent.replies.iter().filter(|variant| variant.condition.is_none()).collect();
    let first = memory.next_variant as usize % plain.len().max(1);
    let in_turn = (0..plain.len()).map(|i| (first + i) % plain.len());
    for at in in_turn {
        let message = plain.get(at).and_then(|variant| message(names, variant));
        if message.is_some() {
            memory.next_variant = ((at + 1) % plain.len()) as u32;
            return message;
        }
    }
    None
}

/// The first of a handoff's messages that can be given. They do not take turns: a conversation
/// has few handoffs.
pub(super) fn first(variants: &[Variant], names: &BTreeMap<String, Value>) -> Option<Message> {
    let holds = |variant: &&Variant| variant.condition.as_ref().is_none_or(|c| c.holds(names));
    variants.iter().filter(holds).find_map(|variant| message(names, variant))
}

/// The message of a variant; `None` if a part of it reads a name that is not known.
fn message(names: &BTreeMap<String, Value>, variant: &Variant) -> Option<Message> {
    let text = match &variant.text {
        Some(text) => text.render(names)?,
        None => String::new(),
    };
    let image = match &variant.image {
        Some(image) => Some(image.render(names)?),
        None => None,
    };
    let mut buttons = Vec::with_capacity(variant.buttons.len());
    for (label, target) in &variant.buttons {
        let label = label.render(names)?;
        let press = match target {
            Target::Intent(intent) => Press::Choice(intent.to_string()),
            Target::Say => Press::Choice(label.clone()),
            Target::Link(link) => Press::Link(link.render(names)?),
        };
        buttons.push(Button { label, press });
    }
    Some(Message { text, buttons, image, custom: variant.custom.clone() })
}
