//! Values on their way into slots: which value fills which slot, whether it is allowed, and how
//! long it is remembered.

use std::sync::Arc;

use super::draft::{Draft, kept};
use super::{handoff, wording};
use crate::catalog::{Catalog, Intent, Keep, Slot, SlotPrivacy};
use crate::conversation::{Filled, Source};
use crate::reply::Message;
use crate::text::template::{With, masked};
use crate::understanding::{EntityValue, Span, Tier, Understanding};
use crate::value::Value;

/// The type of slots that any words fill.
pub(super) const TEXT: &str = "text";
/// Longest text kept of what a customer wrote for a value, in bytes of JSON.
const KEPT_TEXT: usize = 60;

/// Fills a slot with a value of the message. What its checks refuse leaves the slot as it was, and
/// comes back as what to say about it.
pub(super) fn give(
    catalog: &Catalog,
    draft: &mut Draft,
    slot: &Slot,
    found: &EntityValue,
) -> Result<(), Option<Message>> {
    draft.used.push(found.span);
    if slot.privacy.is_some() {
        draft.hide(&found.text, slot.privacy);
    }
    if !slot.checks.is_empty() {
        let names = draft.names(catalog);
        let names = With { name: &slot.name, value: &found.value, names: &names };
        if let Some(check) = slot.checks.iter().find(|check| !check.must.holds(&names)) {
            return Err(wording::first(&check.replies, &names).map(|(message, _)| message));
        }
    }
    fill(draft, slot, found);
    Ok(())
}

/// Fills slots with values that are allowed together, though maybe not beside those that they
/// replace: "friday at 10". Gives whether they are; if not, nothing has changed.
pub(super) fn give_all(
    catalog: &Catalog,
    draft: &mut Draft,
    values: &[(&Slot, EntityValue)],
) -> bool {
    let before = draft.next.slots.clone();
    for (slot, found) in values {
        draft.used.push(found.span);
        if slot.privacy.is_some() {
            draft.hide(&found.text, slot.privacy);
        }
        fill(draft, slot, found);
    }
    let are_allowed = values.iter().all(|(slot, _)| refused(catalog, draft, slot).is_none());
    if !are_allowed {
        draft.next.slots = before;
    }
    are_allowed
}

fn fill(draft: &mut Draft, slot: &Slot, found: &EntityValue) {
    if let Some(before) = draft.next.slot(&slot.name).filter(|before| before.is_private) {
        let texts = before.value.as_str().into_iter().chain(before.text.as_deref());
        let texts: Vec<String> = texts.map(str::to_owned).collect();
        texts.iter().for_each(|text| draft.hide(text, slot.privacy));
    }
    let is_same = found.value.as_str() == Some(&found.text);
    let filled = Filled {
        value: found.value.clone(),
        text: (!is_same).then(|| kept(&found.text, KEPT_TEXT)),
        span: Some(found.span),
        turn: draft.next.turns,
        source: Source::Customer,
        at: draft.now.as_millis(),
        is_private: slot.privacy.is_some(),
    };
    draft.next.put(&slot.name, filled);
}

/// Whether the checks of a slot allow a value.
pub(super) fn allows(
    catalog: &Catalog,
    draft: &mut Draft,
    slot: &Slot,
    found: &EntityValue,
) -> bool {
    if slot.checks.is_empty() {
        return true;
    }
    let names = draft.names(catalog);
    let names = With { name: &slot.name, value: &found.value, names: &names };
    slot.checks.iter().all(|check| check.must.holds(&names))
}

/// Fills a slot as the definitions say; a name that is no slot is remembered all the same.
pub(super) fn set(catalog: &Catalog, draft: &mut Draft, name: &str, value: Value) {
    put(catalog, draft, name, value, Source::Bot);
}

/// What is said of a value that a slot holds and its checks do not allow any more.
pub(super) fn refused(catalog: &Catalog, draft: &mut Draft, slot: &Slot) -> Option<Message> {
    if slot.checks.is_empty() {
        return None;
    }
    let names = draft.names(catalog);
    let check = slot.checks.iter().find(|check| !check.must.holds(&names))?;
    let said = wording::first(&check.replies, &names).map(|(message, _)| message);
    Some(said.unwrap_or_else(|| Message::text(catalog.language.wording.not_allowed)))
}

/// Fills a slot with what the host knows.
pub(super) fn set_by_host(catalog: &Catalog, draft: &mut Draft, name: &str, value: Value) {
    put(catalog, draft, name, value, Source::Host);
}

/// Fills a slot with what the customer said.
pub(super) fn set_by_customer(catalog: &Catalog, draft: &mut Draft, name: &str, value: Value) {
    put(catalog, draft, name, value, Source::Customer);
}

fn put(catalog: &Catalog, draft: &mut Draft, name: &str, value: Value, source: Source) {
    let filled = Filled {
        value,
        text: None,
        span: None,
        turn: draft.next.turns,
        source,
        at: draft.now.as_millis(),
        is_private: catalog.slot(name).is_some_and(|slot| slot.privacy.is_some()),
    };
    draft.next.put(name, filled);
}

pub(super) fn forget(draft: &mut Draft, name: &str) {
    draft.next.slots.remove(name);
}

/// Takes the values of the message for an intent: those that its reading names first, then for
/// each slot it needs the first value of its type that nothing else took. What is known already is
/// replaced only with `replace`. Gives whether any slot was filled, and what to say of a value that
/// was refused.
pub(super) fn take(
    catalog: &Catalog,
    draft: &mut Draft,
    intent: &Intent,
    replace: bool,
) -> (bool, Option<Message>) {
    let mut filled = false;
    let mut refused = None;
    let mut try_give = |draft: &mut Draft, slot: &Slot, value: &EntityValue| match give(
        catalog, draft, slot, value,
    ) {
        Ok(()) => filled = true,
        Err(message) => {
            let usual = || Message::text(catalog.language.wording.not_allowed);
            refused = Some(message.unwrap_or_else(usual));
        }
    };
    let best = draft.understanding.best();
    let own = best.filter(|best| best.intent == intent.id).map(|best| best.slots.clone());
    for value in own.iter().flatten() {
        match catalog.slot(&value.slot) {
            Some(slot) => try_give(draft, slot, value),
            None => {
                draft.used.push(value.span);
                draft.tell(&value.slot, value.value.clone());
            }
        }
    }
    // The author's own words are no values: "form two" does not say two of anything.
    let is_whole = best_is_exact(draft, intent);
    for (at, need) in intent.needs.iter().enumerate().filter(|_| !is_whole) {
        let Some(slot) = catalog.slot(&need.slot) else { continue };
        let known = draft.next.slot(&slot.name);
        let is_settled = known.is_some_and(|known| !replace || known.turn == draft.next.turns);
        // Beside an answer a bare number may be a part of it: "3 or 4 pm" says nothing of people.
        let is_bare = !replace && matches!(&*slot.kind, "number" | "integer");
        if is_settled || is_bare || &*slot.kind == TEXT {
            continue;
        }
        let Some(value) = unused(draft, &slot.kind).cloned() else { continue };
        // A later slot of the type may allow what this one does not.
        let is_last = !intent
            .needs
            .iter()
            .skip(at + 1)
            .any(|need| catalog.slot(&need.slot).is_some_and(|later| later.kind == slot.kind));
        if is_last || allows(catalog, draft, slot, &value) {
            try_give(draft, slot, &value);
        }
    }
    (filled, refused)
}

fn best_is_exact(draft: &Draft, intent: &Intent) -> bool {
    let best = draft.understanding.best();
    best.is_some_and(|best| best.intent == intent.id && best.tier == Tier::Exact)
}

/// Whether a message says nothing but values, and short words such as "at" beside them, or words
/// that say `no_more`.
pub(super) fn are_all(draft: &Draft, no_more: impl Fn(&str) -> bool) -> bool {
    const SHORT: usize = 3;
    let Understanding { text, entities, .. } = &draft.understanding;
    let is_value =
        |at: usize| entities.iter().any(|value| (value.span.start..value.span.end).contains(&at));
    let beside = text.char_indices().map(|(at, c)| if is_value(at) { ' ' } else { c });
    let beside: String = beside.collect();
    let is_short = |word: &str| word.chars().filter(|c| c.is_alphanumeric()).count() <= SHORT;
    !entities.is_empty() && beside.split_whitespace().all(|word| is_short(word) || no_more(word))
}

/// The first value of a type that no slot has taken.
pub(super) fn unused<'d>(draft: &'d Draft, kind: &str) -> Option<&'d EntityValue> {
    all_unused(draft, kind).next()
}

/// All of them, in their order.
pub(super) fn all_unused<'d>(
    draft: &'d Draft,
    kind: &str,
) -> impl Iterator<Item = &'d EntityValue> {
    let is_free = |span: Span| draft.used.iter().all(|used| !overlap(*used, span));
    let values = draft.understanding.entities.iter();
    values.filter(move |value| &*value.entity == kind && is_free(value.span))
}

pub(super) fn overlap(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}

/// Forgets what is remembered no longer than a turn, unless a form still needs it.
pub(super) fn end_of_turn(catalog: &Catalog, draft: &mut Draft) {
    let forms = draft.next.forms.iter().filter_map(|form| handoff::asker(catalog, form));
    let needed: Vec<Arc<str>> =
        forms.flat_map(|intent| intent.needs.iter().map(|need| need.slot.clone())).collect();
    draft.next.slots.retain(|name, _| {
        let is_short = catalog.slot(name).is_some_and(|slot| slot.keep == Keep::Turn);
        !is_short || needed.iter().any(|slot| **slot == **name)
    });
}

/// What people see of a private text.
pub(super) fn shown(text: &str, privacy: Option<SlotPrivacy>) -> String {
    const SECRET: &str = "***";
    match privacy {
        Some(SlotPrivacy::Mask) => masked(text),
        _ => SECRET.to_owned(),
    }
}
