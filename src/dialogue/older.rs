//! A conversation that comes from before: saved under an older bot, or left alone for a while.

use std::time::Duration;

use super::draft::Draft;
use super::handoff;
use crate::catalog::{Catalog, Keep};
use crate::conversation::{Conversation, Filled, Waiting};

/// Brings the state up to the bot and the time: names that have changed, values and forms whose
/// time is over, intents and questions that are gone.
pub(super) fn refresh(catalog: &Catalog, draft: &mut Draft) {
    if draft.is_other_bot {
        rename(catalog, &mut draft.next);
    }
    let now = draft.now.as_millis();
    draft.next.slots.retain(|name, filled| {
        if filled.at == 0 {
            filled.at = now;
        }
        let keep = catalog.slot(name).map(|slot| slot.keep);
        !matches!(keep, Some(Keep::For(time)) if now.saturating_sub(filled.at) > millis(time))
    });
    for (name, filled) in &mut draft.next.slots {
        filled.is_private = catalog.slot(name).is_some_and(|slot| slot.privacy.is_some());
    }
    let is_open = |form: &crate::conversation::Form| {
        let intent = handoff::asker(catalog, form).filter(|intent| intent.is_form());
        intent.is_some_and(|intent| now.saturating_sub(form.at) <= millis(intent.timeout))
    };
    draft.next.forms.retain(is_open);
    for form in &mut draft.next.forms {
        let Waiting::Slot { slot, .. } = &form.waiting else { continue };
        let needs = handoff::asker(catalog, form).map(|intent| &intent.needs);
        let is_needed = needs.is_some_and(|needs| needs.iter().any(|need| *need.slot == **slot));
        if !is_needed || catalog.slot(slot).is_none() {
            form.waiting = Waiting::Nothing;
            draft.has_restarted = true;
        }
    }
}

/// What another conversation with the same customer begins with.
pub(crate) fn next_conversation(catalog: &Catalog, before: &Conversation) -> Conversation {
    let mut next = Conversation::new();
    let is_kept = |name: &str| catalog.slot(name).is_some_and(|slot| slot.keep == Keep::Customer);
    for (name, filled) in before.slots.iter().filter(|(name, _)| is_kept(name)) {
        let filled = Filled { turn: 0, span: None, ..filled.clone() };
        next.slots.insert(name.clone(), filled);
    }
    next.sent.clone_from(&before.sent);
    next.surveys.clone_from(&before.surveys);
    next
}

pub(super) fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

/// Gives slots and intents the names that they have now.
fn rename(catalog: &Catalog, next: &mut Conversation) {
    for slot in &catalog.slots {
        for was in slot.was.iter().filter(|was| catalog.slot(was).is_none()) {
            if let Some(filled) = next.slots.remove(&**was) {
                next.slots.entry(slot.name.to_string()).or_insert(filled);
            }
            for form in &mut next.forms {
                if let Waiting::Slot { slot: asked, .. } = &mut form.waiting
                    && **asked == **was
                {
                    *asked = slot.name.to_string();
                }
            }
        }
    }
    for intent in &catalog.intents {
        for was in intent.was.iter().filter(|was| catalog.find(was).is_none()) {
            if let Some(memory) = next.intents.remove(&**was) {
                next.intents.entry(intent.id.to_string()).or_insert(memory);
            }
            for form in next.forms.iter_mut().filter(|form| *form.intent == **was) {
                form.intent = intent.id.to_string();
            }
            if next.next.as_deref() == Some(&**was) {
                next.next = Some(intent.id.to_string());
            }
        }
    }
}
