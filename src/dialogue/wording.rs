//! The choice of words: which variant of an intent's replies is given, and its message.

use std::sync::Arc;

use crate::catalog::{Steps, Target, Variant};
use crate::conversation::IntentMemory;
use crate::reply::{Button, Message, Press};
use crate::text::template::{Condition, Names, Template};

/// The first variant whose condition holds; else the next in turn of those without one. A variant
/// that reads a name which is not known is skipped. After a failed action only a variant whose
/// condition reads the error will do: any other would answer as if nothing had happened.
///
/// `error` is the name of the error of a failed action: `order.error`. What the reply itself does
/// comes with it.
pub(super) fn choose(
    names: &dyn Names,
    replies: &[Variant],
    memory: &mut IntentMemory,
    error: Option<&str>,
) -> Option<Said> {
    let fits = |c: &Condition| error.is_none_or(|e| reads(c, e)) && c.holds(names);
    let conditional = replies.iter().filter(|v| v.condition.as_ref().is_some_and(fits));
    for variant in conditional {
        if let Some(said) = said(names, variant) {
            return Some(said);
        }
    }
    if error.is_some() {
        return None;
    }
    let plain: Vec<&Variant> = replies.iter().filter(|v| v.condition.is_none()).collect();
    let first = memory.next_variant as usize % plain.len().max(1);
    let in_turn = (0..plain.len()).map(|i| (first + i) % plain.len());
    for at in in_turn {
        let said = plain.get(at).and_then(|variant| said(names, variant));
        if said.is_some() {
            memory.next_variant = ((at + 1) % plain.len()) as u32;
            return said;
        }
    }
    None
}

/// A message, and what else happens when it is given.
pub(super) type Said = (Message, Option<Arc<Steps>>);

/// The first of a handoff's messages that can be given. They do not take turns: a conversation
/// has few handoffs.
pub(super) fn first(variants: &[Variant], names: &dyn Names) -> Option<Said> {
    let holds = |variant: &&Variant| variant.condition.as_ref().is_none_or(|c| c.holds(names));
    variants.iter().filter(holds).find_map(|variant| said(names, variant))
}

fn reads(condition: &Condition, name: &str) -> bool {
    condition.reads().iter().any(|read| read == name)
}

fn said(names: &dyn Names, variant: &Variant) -> Option<Said> {
    message(names, variant).map(|message| (message, variant.steps.clone()))
}

/// Buttons with their labels rendered; `None` if one reads a name that is not known.
pub(super) fn buttons(names: &dyn Names, buttons: &[(Template, Target)]) -> Option<Vec<Button>> {
    let mut rendered = Vec::with_capacity(buttons.len());
    for (label, target) in buttons {
        let label = label.render(names)?;
        let press = match target {
            Target::Intent(intent) => Press::Choice(intent.to_string()),
            Target::Say => Press::Choice(label.clone()),
            Target::Link(link) => Press::Link(link.render(names)?),
        };
        rendered.push(Button { label, press });
    }
    Some(rendered)
}

/// The message of a variant; `None` if a part of it reads a name that is not known.
fn message(names: &dyn Names, variant: &Variant) -> Option<Message> {
    let text = match &variant.text {
        Some(text) => text.render(names)?,
        None => String::new(),
    };
    let image = match &variant.image {
        Some(image) => Some(image.render(names)?),
        None => None,
    };
    let buttons = buttons(names, &variant.buttons)?;
    let written_at = Some(variant.written_at);
    Some(Message { text, buttons, image, custom: variant.custom.clone(), written_at })
}
