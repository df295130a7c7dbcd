//! Corrections of what a form knows already: "no, tuesday", "change the time to 4", "not that one,
//! the other order". A new value replaces the old one only if its checks allow it.

mod free_text;

pub(super) use free_text::free_text;

use super::draft::Draft;
use super::{Flow, Task, handoff, slots};
use crate::catalog::{Catalog, Intent, Slot};
use crate::conversation::{Source, Waiting};
use crate::reply::Message;
use crate::text::{folded, read_words};
use crate::understanding::{EntityValue, Meaning, Span, Understanding};

/// Longest word that may stand between the name of a slot and its new value, in characters.
const SHORT: usize = 3;
/// Shortest word of a label that names the slot by itself, in characters.
const LEAST_WORD: usize = 3;

/// A value of the message for a slot that has one.
type Change<'c> = (&'c Slot, EntityValue);

/// The customer wants to change a slot and names it. What the message has for other slots that are
/// filled changes with it: "no, friday at 10, and the number is 040 1234567".
pub(super) fn named(
    catalog: &Catalog,
    draft: &mut Draft,
    intent: &Intent,
    asked: Option<&Slot>,
) -> Option<Flow> {
    let wants = draft.understanding.mentions(Meaning::Correct)
        || (asked.is_none() && draft.understanding.mentions(Meaning::Decline))
        || begins_with_not(catalog, draft);
    if !wants {
        return None;
    }
    let slot = mentioned(catalog, draft, intent)?;
    if asked.is_some_and(|asked| asked.name == slot.name) {
        return None;
    }
    let Some(value) = slots::unused(draft, &slot.kind).cloned() else {
        return change(catalog, draft, slot);
    };
    draft.used.push(value.span);
    let mut all = vec![(slot, value)];
    let others = changes(catalog, draft, intent, asked);
    all.extend(others.into_iter().filter(|(other, _)| other.name != slot.name));
    Some(replace_all(catalog, draft, all))
}

/// "Not that day", and not much more: "not sure, it depends on the day" corrects nothing.
fn begins_with_not(catalog: &Catalog, draft: &Draft) -> bool {
    const FEW: usize = 3;
    let words: Vec<&str> = draft.understanding.text.split_whitespace().take(FEW + 1).collect();
    let is_not = |word: &&str| catalog.language.denies(&folded(word));
    words.len() <= FEW && words.first().is_some_and(is_not)
}

/// The customer answers "what should I change?" with the name of a slot.
pub(super) fn chosen(catalog: &Catalog, draft: &mut Draft, intent: &Intent) -> Option<Flow> {
    let slot = mentioned(catalog, draft, intent)?;
    change(catalog, draft, slot)
}

/// Whether the customer wants to change the very slot that is asked for.
pub(super) fn is_about(catalog: &Catalog, draft: &Draft, intent: &Intent, asked: &Slot) -> bool {
    draft.understanding.mentions(Meaning::Correct)
        && mentioned(catalog, draft, intent).is_some_and(|slot| slot.name == asked.name)
}

/// The message has values that fit slots which are filled, and none that is still needed.
pub(super) fn unnamed(
    catalog: &Catalog,
    draft: &mut Draft,
    intent: &Intent,
    asked: Option<&Slot>,
) -> Option<Flow> {
    let denied: Vec<EntityValue> = denied(catalog, draft).cloned().collect();
    let all = changes(catalog, draft, intent, asked);
    if !all.is_empty() {
        return Some(replace_all(catalog, draft, all));
    }
    let is_denied = |slot: &&Slot| {
        let known = draft.next.slot(&slot.name).map(|known| &known.value);
        denied.iter().any(|value| value.entity == slot.kind && known == Some(&value.value))
    };
    // "Not tuesday": another one, and it does not say which.
    let again = changeable(catalog, draft, intent, asked).into_iter().find(is_denied);
    again.map(|slot| ask_again(draft, slot))
}

/// The message corrects what is filled, and what answers the question is a part of that: the 4 of
/// "no, 4 pm" is no number of people, and "no, the order is 7654321" no text.
pub(super) fn is_instead(
    catalog: &Catalog,
    draft: &Draft,
    intent: &Intent,
    asked: &Slot,
    answer: Span,
) -> bool {
    if !corrects(draft) {
        return false;
    }
    let known = changeable(catalog, draft, intent, Some(asked));
    let values = draft.understanding.entities.iter();
    let mut values = values.filter(|value| known.iter().any(|slot| slot.kind == value.entity));
    if &*asked.kind == slots::TEXT {
        let words = |text: &str| read_words(text, catalog.language);
        let names: Vec<String> = known.iter().flat_map(|slot| words(&slot.label)).collect();
        return values.next().is_some()
            && slots::are_all(draft, |word| words(word).iter().all(|word| names.contains(word)));
    }
    let is_part = |of: Span| of.start <= answer.start && answer.end <= of.end && of != answer;
    values.any(|value| is_part(value.span))
}

/// An answer in a message that corrects: what else it has is corrected with it.
pub(super) fn beside<'c>(
    catalog: &'c Catalog,
    draft: &mut Draft,
    intent: &Intent,
    asked: &'c Slot,
    answer: &EntityValue,
) -> Option<Flow> {
    if !corrects(draft) || &*asked.kind == slots::TEXT {
        return None;
    }
    let counts = match draft.form().map(|form| &form.waiting) {
        Some(Waiting::Slot { tries, refused, .. }) => (*tries, *refused),
        _ => (0, 0),
    };
    // At the last try the answer alone counts, so that the form gives up.
    if counts.1 + 1 >= asked.tries && !slots::allows(catalog, draft, asked, answer) {
        return None;
    }
    let used = draft.used.len();
    draft.used.push(answer.span);
    let others = changes(catalog, draft, intent, Some(asked));
    if others.is_empty() {
        draft.used.truncate(used);
        return None;
    }
    let all = std::iter::once((asked, answer.clone())).chain(others).collect();
    let flow = replace_all(catalog, draft, all);
    if draft.next.slot(&asked.name).is_some_and(|known| known.value == answer.value) {
        draft.next.misses = 0;
    } else {
        let slot = asked.name.to_string();
        draft.wait(Waiting::Slot { slot, tries: counts.0, refused: counts.1 + 1 });
    }
    Some(flow)
}

fn corrects(draft: &Draft) -> bool {
    let said = &draft.understanding;
    said.mentions(Meaning::Correct) || said.mentions(Meaning::Decline)
}

/// Slots of the form that have a value which a message without their names may replace; the last
/// one first.
fn changeable<'c>(
    catalog: &'c Catalog,
    draft: &Draft,
    intent: &Intent,
    asked: Option<&Slot>,
) -> Vec<&'c Slot> {
    let is_known = |name: &str| draft.next.slots.contains_key(name);
    let needed: Vec<&Slot> =
        intent.needs.iter().filter_map(|need| catalog.slot(&need.slot)).collect();
    let fits = |slot: &&&Slot| {
        let is_asked = asked.is_some_and(|asked| asked.kind == slot.kind);
        let is_wanted = needed.iter().any(|s| s.kind == slot.kind && !is_known(&s.name));
        // "No" is an answer to the summary, and any words would be a text.
        let is_told = !matches!(&*slot.kind, slots::TEXT | "yes_no");
        is_known(&slot.name) && !is_asked && !is_wanted && is_told
    };
    needed.iter().rev().filter(fits).copied().collect()
}

/// The values of the message that replace others. Of several slots of a type the last one that
/// allows the value.
fn changes<'c>(
    catalog: &'c Catalog,
    draft: &mut Draft,
    intent: &Intent,
    asked: Option<&Slot>,
) -> Vec<Change<'c>> {
    let mut known = changeable(catalog, draft, intent, asked);
    let mut all = each_its_own(draft, &mut known);
    while let Some((slot, value)) =
        known.iter().find_map(|slot| Some((*slot, slots::unused(draft, &slot.kind)?.clone())))
    {
        let allows = |slot: &Slot, draft: &mut Draft| slots::allows(catalog, draft, slot, &value);
        let same_kind: Vec<&Slot> =
            known.iter().filter(|other| other.kind == slot.kind).copied().collect();
        // Said once more, it is no other one's.
        let has_it =
            |slot: &&Slot| draft.next.slot(&slot.name).is_some_and(|k| k.value == value.value);
        let again = same_kind.iter().copied().find(has_it).filter(|_| asked.is_some());
        let allowed = || same_kind.iter().copied().find(|slot| allows(slot, draft));
        let slot = again.or_else(allowed).unwrap_or(slot);
        known.retain(|other| other.name != slot.name);
        let is_same = draft.next.slot(&slot.name).is_some_and(|known| known.value == value.value);
        draft.used.push(value.span);
        if !is_same || asked.is_none() {
            all.push((slot, value));
        }
    }
    all
}

/// Takes what is said not to be meant out of a message: "not tuesday" fills nothing, and answers
/// nothing.
pub(super) fn deny(catalog: &Catalog, draft: &mut Draft) {
    let spans: Vec<Span> = denied(catalog, draft).map(|value| value.span).collect();
    draft.used.extend(spans);
    let understanding = &draft.understanding;
    let answer = understanding.answer.as_ref().map(|answer| answer.value.span);
    if answer.is_some_and(|span| is_denied(catalog, &understanding.text, span)) {
        draft.understanding.answer = None;
        // "Not tuesday, friday" answers all the same.
        draft.is_denial = draft.understanding.entities.iter().all(|v| draft.used.contains(&v.span));
    }
}

/// Values that are said not to be meant.
fn denied<'d>(catalog: &'d Catalog, draft: &'d Draft) -> impl Iterator<Item = &'d EntityValue> {
    let Understanding { text, entities, .. } = &draft.understanding;
    entities.iter().filter(|value| is_denied(catalog, text, value.span))
}

/// Whether "not" stands before a place in a text: "not friday", "not on friday", but not "why not
/// friday".
fn is_denied(catalog: &Catalog, text: &str, span: Span) -> bool {
    let before = text.get(..span.start).unwrap_or_default();
    let words: Vec<String> = before.split_whitespace().rev().take(3).map(folded).collect();
    let is_not = |at: usize| {
        let asks_why = words.get(at + 1).is_some_and(|word| catalog.language.asks_why(word));
        words.get(at).is_some_and(|word| catalog.language.denies(word)) && !asks_why
    };
    // One short word may stand between, but no other value: "not 4, 6" is 6.
    let is_short =
        |word: &String| word.chars().count() <= SHORT && word.chars().all(char::is_alphabetic);
    is_not(0) || words.first().is_some_and(is_short) && is_not(1)
}

/// As many values of a type as there are slots of it are told in the order of the form: "from
/// saturday to sunday".
fn each_its_own<'c>(draft: &mut Draft, known: &mut Vec<&'c Slot>) -> Vec<Change<'c>> {
    let mut all = Vec::new();
    let kinds: Vec<_> = known.iter().map(|slot| slot.kind.clone()).collect();
    for kind in kinds {
        let of_kind: Vec<&Slot> =
            known.iter().rev().filter(|slot| slot.kind == kind).copied().collect();
        let values: Vec<EntityValue> = slots::all_unused(draft, &kind).cloned().collect();
        if of_kind.len() < 2 || of_kind.len() != values.len() {
            continue;
        }
        draft.used.extend(values.iter().map(|value| value.span));
        all.extend(of_kind.into_iter().zip(values));
        known.retain(|slot| slot.kind != kind);
    }
    all
}

/// One slot is to be another value.
fn change(catalog: &Catalog, draft: &mut Draft, slot: &Slot) -> Option<Flow> {
    if let Some(value) = slots::unused(draft, &slot.kind).cloned() {
        return Some(replace(catalog, draft, slot, value));
    }
    match draft.read_again.take() {
        None if &*slot.kind != slots::TEXT => return Some(Flow::Read(slot.name.clone())),
        Some((read, Some(answer))) if read == slot.name => {
            return Some(replace(catalog, draft, slot, answer.value));
        }
        _ => {}
    }
    Some(ask_again(draft, slot))
}

/// It is to be another value, and does not say which.
pub(super) fn ask_again(draft: &mut Draft, slot: &Slot) -> Flow {
    slots::forget(draft, &slot.name);
    draft.wait(Waiting::Nothing);
    draft.tasks.push(Task::Fill);
    Flow::On
}

fn replace(catalog: &Catalog, draft: &mut Draft, slot: &Slot, value: EntityValue) -> Flow {
    replace_all(catalog, draft, vec![(slot, value)])
}

/// New values for slots: all of them if they are allowed together, else each that is by itself.
fn replace_all(catalog: &Catalog, draft: &mut Draft, all: Vec<Change<'_>>) -> Flow {
    let wording = catalog.language.wording;
    if slots::give_all(catalog, draft, &all) {
        draft.messages.push(Message::text(wording.all_right));
    } else {
        let mut refused = Vec::new();
        let count = all.len();
        for (slot, value) in all {
            if let Err(message) = slots::give(catalog, draft, slot, &value) {
                refused.push(message.unwrap_or_else(|| Message::text(wording.not_allowed)));
            }
        }
        if refused.len() < count {
            draft.messages.push(Message::text(wording.all_right));
        }
        draft.messages.extend(refused);
    }
    if let Some(Waiting::Change { tries }) = draft.form().map(|form| form.waiting.clone()) {
        draft.wait(Waiting::Confirm { tries });
    }
    // What else the message has is for what is still to be asked.
    let form = draft.form().cloned();
    if let Some(intent) = form.as_ref().and_then(|form| handoff::asker(catalog, form)) {
        let (_, refused) = slots::take(catalog, draft, intent, false);
        draft.messages.extend(refused);
    }
    draft.tasks.push(Task::Fill);
    draft.tasks.push(Task::CheckAgain);
    Flow::On
}

/// After a correction: what the customer gave before, and the checks no longer allow, is asked again.
pub(super) fn check_again(catalog: &Catalog, draft: &mut Draft) -> Flow {
    let form = draft.form().and_then(|form| handoff::asker(catalog, form));
    let needed = form.map_or(&[][..], |intent| &intent.needs);
    for slot in needed.iter().filter_map(|need| catalog.slot(&need.slot)) {
        let known = draft.next.slot(&slot.name);
        if known.is_some_and(|known| known.source == Source::Customer)
            && let Some(message) = slots::refused(catalog, draft, slot)
        {
            draft.messages.push(message);
            slots::forget(draft, &slot.name);
            draft.wait(Waiting::Nothing);
        }
    }
    Flow::On
}

/// What stands behind the name of a slot in a message: "to 4" in "change the time to 4". Where it
/// begins, in bytes; the beginning where the name is not there.
pub(super) fn behind_name(catalog: &Catalog, slot: &Slot, text: &str) -> usize {
    let words = |text: &str| read_words(text, catalog.language);
    let name = words(&format!("{} {}", slot.label, slot.kind.replace('_', " ")));
    let mut behind = 0;
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        at += word.len();
        let is_name = words(word)
            .iter()
            .any(|word| word.chars().count() >= LEAST_WORD && name.contains(word));
        if is_name {
            behind = at;
        }
    }
    let rest = text.get(behind..).unwrap_or_default();
    if rest.trim().is_empty() {
        return 0;
    }
    // "to", "auf", "à": one short word before the value.
    let first = rest.split_inclusive(char::is_whitespace).next().unwrap_or_default();
    let is_short =
        first.trim().chars().count() <= SHORT && !first.contains(|c: char| c.is_numeric());
    if behind > 0 && is_short && first.len() < rest.len() { behind + first.len() } else { behind }
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
        // "Yes" and "no" name no slot.
        let kind =
            if &*slot.kind == "yes_no" { String::new() } else { slot.kind.replace('_', " ") };
        let label = words(&format!("{} {kind}", slot.label));
        label.split(' ').any(|word| word.chars().count() >= LEAST_WORD && has(word))
    });
    let found: Vec<&&Slot> = by_word.collect();
    match found.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}
