//! Forms: an intent that needs values asks for them one by one, has them confirmed, and goes on to
//! its steps. Forms wait below one another while others are dealt with.

use std::sync::Arc;

use super::draft::Draft;
use super::options::shown_buttons;
use super::slots;
use super::steps::{Origin, Run};
use super::{Flow, Task, emergency, fallback, handoff, wording};
use crate::catalog::{Catalog, Intent, Keep, Need, Slot, Variant};
use crate::conversation::{Conversation, Form, IntentMemory, Source, Waiting};
use crate::reply::{Button, HandoffReason, Message, Outcome, Press};

/// Begins an intent: takes the values of the message, then asks or answers.
pub(super) fn begin(catalog: &Catalog, draft: &mut Draft, id: &str, is_said: bool) -> Flow {
    let Some(intent) = catalog.find(id) else {
        // Only a `go` that the checks have told of.
        return fallback::miss(catalog, draft, false);
    };
    let is_held_back = is_held_back(catalog, draft, intent);
    if draft.next.with_human().is_some() && (is_held_back || intent.is_form()) {
        // An emergency leads here: nothing is asked beside a human.
        return emergency::silence(draft);
    }
    if is_held_back {
        return fallback::refuse(catalog, draft);
    }
    if !draft.is_event {
        draft.next.misses = 0;
    }
    draft.intent = Some(intent.id.clone());
    draft.is_counted = false;
    if is_said {
        forget_last_time(catalog, draft, intent);
    }
    let (_, refused) = slots::take(catalog, draft, intent, true);
    if !intent.is_form() {
        draft.messages.extend(refused);
        draft.tasks.push(Task::Run(Run::new(&intent.steps, Origin::Intent(intent.id.clone()))));
        return Flow::On;
    }
    draft.messages.extend(refused);
    draft.next.forms.retain(|form| form.handoff.is_some() || *form.intent != *intent.id);
    if draft.next.forms.len() >= Conversation::MAX_FORMS {
        // A handoff that is asked for is never pushed out.
        let oldest = draft.next.forms.iter().position(|form| form.handoff.is_none());
        draft.next.forms.remove(oldest.unwrap_or_default());
    }
    draft.next.forms.push(Form {
        intent: intent.id.to_string(),
        waiting: Waiting::Nothing,
        at: draft.now.as_millis(),
        skipped: Vec::new(),
        handoff: None,
    });
    draft.tasks.push(Task::Fill);
    Flow::On
}

/// Whether the `if` of an intent does not hold.
pub(super) fn is_held_back(catalog: &Catalog, draft: &mut Draft, intent: &Intent) -> bool {
    intent.guard.as_ref().is_some_and(|guard| !guard.holds(&draft.names(catalog)))
}

/// A form that ends with a summary is a deed: done once more, it is about other things, so what
/// the customer gave for the last one is asked again.
fn forget_last_time(catalog: &Catalog, draft: &mut Draft, intent: &Intent) {
    let Some(last) = draft.next.intents.get(&*intent.id).map(|memory| memory.last_turn) else {
        return;
    };
    if intent.confirm.is_empty() {
        return;
    }
    for need in &intent.needs {
        let keep = catalog.slot(&need.slot).map(|slot| slot.keep);
        let is_of_last = draft
            .next
            .slot(&need.slot)
            .is_some_and(|filled| filled.turn <= last && filled.source == Source::Customer);
        if is_of_last && matches!(keep, Some(Keep::Conversation | Keep::Turn)) {
            slots::forget(draft, &need.slot);
        }
    }
}

/// Asks for the next value that the form needs, then for a yes, then goes on to its steps.
pub(super) fn fill(catalog: &Catalog, draft: &mut Draft) -> Flow {
    let asked = draft.form().map(|form| (handoff::asker(catalog, form), form.handoff.is_some()));
    let Some((Some(intent), is_handoff)) = asked else {
        draft.next.forms.pop();
        return Flow::On;
    };
    if !is_handoff {
        draft.intent = Some(intent.id.clone());
    }
    if let Some(slot) = next_need(catalog, draft, intent) {
        return ask(catalog, draft, intent, slot);
    }
    if is_handoff {
        return handoff::after_questions(catalog, draft);
    }
    if !intent.confirm.is_empty() && !draft.is_confirmed {
        return confirm(catalog, draft, intent);
    }
    draft.is_confirmed = false;
    draft.next.forms.pop();
    draft.has_ended = true;
    draft.tasks.push(Task::Run(Run::new(&intent.steps, Origin::Intent(intent.id.clone()))));
    Flow::On
}

/// Whether something is needed and not known.
pub(super) fn has_need(catalog: &Catalog, draft: &mut Draft, intent: &Intent) -> bool {
    let is_known = |need: &&Need| draft.next.slots.contains_key(&*need.slot);
    let open: Vec<&Need> = intent.needs.iter().filter(|need| !is_known(need)).collect();
    let names = draft.names(catalog);
    let applies = |need: &&&Need| need.condition.as_ref().is_none_or(|c| c.holds(&names));
    open.iter().filter(applies).any(|need| catalog.slot(&need.slot).is_some())
}

/// The first slot that is needed and not known.
fn next_need<'c>(catalog: &'c Catalog, draft: &mut Draft, intent: &Intent) -> Option<&'c Slot> {
    for need in &intent.needs {
        let is_skipped =
            draft.form().is_some_and(|form| form.skipped.contains(&need.slot.to_string()));
        if draft.next.slots.contains_key(&*need.slot) || is_skipped {
            continue;
        }
        let condition = need.condition.as_ref();
        if condition.is_none_or(|condition| condition.holds(&draft.names(catalog))) {
            return catalog.slot(&need.slot);
        }
    }
    None
}

/// Asks for a slot. Counts go on if it is the one that was asked before.
fn ask(catalog: &Catalog, draft: &mut Draft, intent: &Intent, slot: &Slot) -> Flow {
    let (tries, refused) = match draft.form().map(|form| &form.waiting) {
        Some(Waiting::Slot { slot: asked, tries, refused }) if **asked == *slot.name => {
            (*tries, *refused)
        }
        _ => (0, 0),
    };
    let attempt = tries + refused + 1;
    let mut message = question(catalog, draft, &slot.ask, attempt)
        .unwrap_or_else(|| Message::text(format!("{}?", capitalised(&slot.label))));
    if message.buttons.is_empty() {
        message.buttons =
            wording::buttons(&draft.names(catalog), &slot.buttons).unwrap_or_default();
    }
    draft.next.open = shown_buttons(std::slice::from_ref(&message));
    draft.messages.push(message);
    draft.wait(Waiting::Slot { slot: slot.name.to_string(), tries, refused });
    let answered = draft.answered();
    let (intent, slot) = (intent.id.to_string(), slot.name.to_string());
    Flow::Done(Outcome::Ask { intent, slot, attempt, answered })
}

/// Asks whether what was gathered is right.
fn confirm(catalog: &Catalog, draft: &mut Draft, intent: &Intent) -> Flow {
    let tries = match draft.form().map(|form| &form.waiting) {
        Some(Waiting::Confirm { tries }) => *tries,
        _ => 0,
    };
    let Some(mut message) = question(catalog, draft, &intent.confirm, tries + 1) else {
        // A summary that cannot be given would be a yes to something unknown.
        let reason = HandoffReason::NoReply { intent: intent.id.to_string() };
        return handoff::general(catalog, draft, reason);
    };
    if message.buttons.is_empty() {
        let wording = catalog.language.wording;
        message.buttons = [wording.yes, wording.no].map(say).into();
    }
    draft.next.open = shown_buttons(std::slice::from_ref(&message));
    draft.messages.push(message);
    draft.wait(Waiting::Confirm { tries });
    let answered = draft.answered();
    Flow::Done(Outcome::Confirm { intent: intent.id.to_string(), answered })
}

/// Asks which of the values is wrong.
pub(super) fn ask_what_to_change(catalog: &Catalog, draft: &mut Draft, intent: &Intent) -> Flow {
    let known = intent.needs.iter().filter(|need| draft.next.slots.contains_key(&*need.slot));
    let labels = known.filter_map(|need| catalog.slot(&need.slot)).map(|slot| &*slot.label);
    let mut buttons: Vec<Button> = labels.map(|label| say(&capitalised(label))).collect();
    buttons.push(say(catalog.language.wording.stop));
    let message = Message { buttons, ..Message::text(catalog.language.wording.what_to_change) };
    draft.next.open = shown_buttons(std::slice::from_ref(&message));
    draft.messages.push(message);
    let tries = match draft.form().map(|form| &form.waiting) {
        Some(Waiting::Change { tries }) => *tries,
        _ => 0,
    };
    draft.wait(Waiting::Change { tries });
    Flow::Done(Outcome::Confirm { intent: intent.id.to_string(), answered: None })
}

/// Goes back to the form that waits, or ends the turn.
pub(super) fn resume(catalog: &Catalog, draft: &mut Draft) -> Flow {
    let wording = catalog.language.wording;
    if let Some(intent) = draft.form().and_then(|form| handoff::asker(catalog, form)) {
        // The questions before a handoff say themselves what they are for.
        let is_named = !handoff::is_asking(draft);
        if is_named && (draft.has_ended || draft.has_restarted) {
            let label = wording.go_on.replace("{}", &intent.label);
            draft.messages.push(Message::text(label));
            draft.has_ended = false;
            draft.has_restarted = false;
        }
        draft.tasks.push(Task::Resume);
        draft.tasks.push(Task::Fill);
        return Flow::On;
    }
    if draft.messages.is_empty() {
        draft.messages.push(Message::text(wording.all_right));
    }
    match draft.outcome.take() {
        Some(outcome) => Flow::Done(outcome),
        // The definitions led nowhere; a rule that only sets something, say.
        None => fallback::miss(catalog, draft, false),
    }
}

/// Stops the form that asks, at the customer's wish or because it is stuck.
pub(super) fn stop(draft: &mut Draft) -> Option<Form> {
    draft.has_ended = true;
    draft.next.forms.pop()
}

/// The question's wording for this attempt: those with a condition first, then the others in turn.
fn question(
    catalog: &Catalog,
    draft: &mut Draft,
    variants: &[Variant],
    attempt: u32,
) -> Option<Message> {
    let mut turn = IntentMemory { next_variant: attempt.saturating_sub(1), ..Default::default() };
    let names = draft.names(catalog);
    wording::choose(&names, variants, &mut turn, None).map(|(message, _)| message)
}

fn say(label: &str) -> Button {
    Button { label: label.to_owned(), press: Press::Choice(label.to_owned()) }
}

fn capitalised(label: &str) -> String {
    let mut letters = label.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}

/// What follows when the bot gives up on a slot.
pub(super) fn give_up(catalog: &Catalog, draft: &mut Draft, slot: &Slot) -> Flow {
    if handoff::is_asking(draft) {
        return handoff::after_questions(catalog, draft);
    }
    match &slot.otherwise {
        Some(steps) => {
            let intent = stop(draft).map_or_else(|| Arc::from(""), |form| Arc::from(form.intent));
            let origin = Origin::Stuck { intent, slot: slot.name.clone() };
            draft.tasks.push(Task::Run(Run::new(steps, origin)));
            Flow::On
        }
        None => {
            let reason = HandoffReason::Stuck { slot: slot.name.to_string() };
            handoff::general(catalog, draft, reason)
        }
    }
}
