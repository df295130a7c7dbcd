//! Corrections of what a form knows already: "no, tuesday", "change the time to 4", "not that one,
//! the other order". A new value replaces the old one only if its checks allow it.

use super::draft::Draft;
use super::{Flow, Task, slots};
use crate::catalog::{Catalog, Intent, Slot};
use crate::conversation::Waiting;
use crate::reply::Message;
use crate::text::read_words;
use crate::understanding::{EntityValue, Meaning};

/// Shortest word of a label that names the slot by itself, in characters.
const LEAST_WORD: usize = 3;

/// The customer wants to change a slot and names it.
pub(super) fn named(
    catalog: &Catalog,
    draft: &mut Draft,
    intent: &Intent,
    asked: Option<&Slot>,
) -> Option<Flow> {
    let wants = draft.understanding.mentions(Meaning::Correct)
        || (asked.is_none() && draft.understanding.mentions(Meaning::Decline));
    if !wants {
        return None;
    }
    let slot = mentioned(catalog, draft, intent)?;
    if asked.is_some_and(|asked| asked.name == slot.name) {
        return None;
    }
    change(catalog, draft, slot)
}

/// The customer answers "what should I change?" with the name of a slot.
pub(super) fn chosen(catalog: &Catalog, draft: &mut Draft, intent: &Intent) -> Option<Flow> {
    let slot = mentioned(catalog, draft, intent)?;
    change(catalog, draft, slot)
}

/// The message has a value that fits a slot which is filled, and none that is still needed.
pub(super) fn unnamed(
    catalog: &Catalog,
    draft: &mut Draft,
    intent: &Intent,
    asked: Option<&Slot>,
) -> Option<Flow> {
    let is_known = |name: &str| draft.next.slots.contains_key(name);
    let needed: Vec<&Slot> =
        intent.needs.iter().filter_map(|need| catalog.slot(&need.slot)).collect();
    let fits = |slot: &&&Slot| {
        let is_asked = asked.is_some_and(|asked| asked.kind == slot.kind);
        let is_wanted = needed.iter().any(|s| s.kind == slot.kind && !is_known(&s.name));
        is_known(&slot.name) && !is_asked && !is_wanted && &*slot.kind != slots::TEXT
    };
    let mut known = needed.iter().rev().filter(fits);
    let (slot, value) =
        known.find_map(|slot| Some((*slot, slots::unused(draft, &slot.kind)?.clone())))?;
    let is_same = draft.next.slot(&slot.name).is_some_and(|filled| filled.value == value.value);
    if is_same && asked.is_some() {
        return None;
    }
    Some(replace(catalog, draft, slot, &value))
}

fn change(catalog: &Catalog, draft: &mut Draft, slot: &Slot) -> Option<Flow> {
    if let Some(value) = slots::unused(draft, &slot.kind).cloned() {
        return Some(replace(catalog, draft, slot, &value));
    }
    match draft.read_again.take() {
        None if &*slot.kind != slots::TEXT => return Some(Flow::Read(slot.name.clone())),
        Some((read, Some(answer))) if read == slot.name => {
            return Some(replace(catalog, draft, slot, &answer.value));
        }
        _ => {}
    }
    // It is to be another one, and does not say which.
    slots::forget(draft, &slot.name);
    draft.wait(Waiting::Nothing);
    draft.tasks.push(Task::Fill);
    Some(Flow::On)
}

fn replace(catalog: &Catalog, draft: &mut Draft, slot: &Slot, value: &EntityValue) -> Flow {
    let wording = catalog.language.wording;
    match slots::give(catalog, draft, slot, value) {
        Ok(()) => draft.messages.push(Message::text(wording.all_right)),
        Err(message) => {
            draft.messages.push(message.unwrap_or_else(|| Message::text(wording.not_allowed)));
        }
    }
    if let Some(Waiting::Change { tries }) = draft.form().map(|form| form.waiting.clone()) {
        draft.wait(Waiting::Confirm { tries });
    }
    draft.tasks.push(Task::Fill);
    Flow::On
}

/// The slot of the form that the message names: by its whole label, else by a word of it or of its
/// type that no other slot of the form has.
fn mentioned<'c>(catalog: &'c Catalog, draft: &Draft, intent: &Intent) -> Option<&'c Slot> {
    let words = |text: &str| read_words(text, catalog.language).join(" ");
    let text = format!(" {} ", words(&draft.understanding.text));
    let has = |label: &str| !label.is_empty() && text.contains(&format!(" {label} "));
    let needed: Vec<&Slot> =
        intent.needs.iter().filter_map(|need| catalog.slot(&need.slot)).collect();
    if let Some(slot) = needed.iter().find(|slot| has(&words(&slot.label))) {
        return Some(slot);
    }
    let by_word = needed.iter().filter(|slot| {
        let label = words(&format!("{} {}", slot.label, slot.kind.replace('_', " ")));
        label.split(' ').any(|word| word.chars().count() >= LEAST_WORD && has(word))
    });
    let found: Vec<&&Slot> = by_word.collect();
    match found.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}
