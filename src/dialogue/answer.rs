//! The message as an answer to what a form has asked: a value, a wish about the form itself, a
//! side question, or nothing that is understood.

use super::draft::Draft;
use super::form;
use super::{Flow, Task, correction, handoff, policy, slots, wording};
use crate::catalog::{Catalog, Intent, Slot, Variant};
use crate::conversation::{OpenQuestion, Waiting};
use crate::reply::{HandoffReason, Message};
use crate::text::read_words;
use crate::understanding::{Decision, Meaning, Tier};

/// A likeness to another intent must be this certain to leave a question unanswered that the
/// message has a value for, or that any text could answer.
const SURE_OF_ANOTHER: f64 = 0.7;

/// `None` if no form has asked anything.
pub(super) fn take(catalog: &Catalog, draft: &mut Draft) -> Option<Flow> {
    let form = draft.form()?.clone();
    let intent = handoff::asker(catalog, &form)?;
    match &form.waiting {
        Waiting::Nothing => None,
        Waiting::Slot { slot, tries, refused } => {
            let slot = catalog.slot(slot)?;
            Some(value(catalog, draft, intent, slot, (*tries, *refused)))
        }
        Waiting::Confirm { tries } => Some(confirmed(catalog, draft, intent, *tries)),
        Waiting::Change { tries } => Some(changed(catalog, draft, intent, *tries)),
    }
}

fn value(
    catalog: &Catalog,
    draft: &mut Draft,
    intent: &Intent,
    slot: &Slot,
    (tries, refused): (u32, u32),
) -> Flow {
    if draft.is_denial {
        return correction::ask_again(draft, slot);
    }
    let answer = draft.understanding.answer.clone();
    // "changed my mind" is a value where it stands on a button, or is one of a list.
    let is_value = answer.as_ref().is_some_and(|answer| {
        answer.is_whole && (&*slot.kind != slots::TEXT || is_shown(catalog, draft))
    });
    if !is_value {
        if let Some(flow) = wish(catalog, draft, intent, Some(slot)) {
            return flow;
        }
        if let Some(flow) = correction::free_text(catalog, draft, intent, Some(slot)) {
            return flow;
        }
        if let Some(flow) = correction::named(catalog, draft, intent, Some(slot)) {
            return flow;
        }
    }
    let stays = correction::is_about(catalog, draft, intent, slot);
    let another = another(catalog, draft, intent).filter(|_| !stays);
    // The asked slot's type comes first, unless something else is clearly meant.
    let answer = answer.filter(|answer| {
        if correction::is_instead(catalog, draft, intent, slot, answer.value.span) {
            return false;
        }
        let is_text = &*slot.kind == slots::TEXT;
        let clear = another.is_some_and(|_| is_clear(draft));
        if is_text { !clear } else { answer.is_whole || !clear }
    });
    if let Some(answer) = answer {
        if let Some(flow) = correction::beside(catalog, draft, intent, slot, &answer.value) {
            return flow;
        }
        return match slots::give(catalog, draft, slot, &answer.value) {
            Ok(()) => {
                draft.next.misses = 0;
                let (_, refused) = slots::take(catalog, draft, intent, false);
                draft.messages.extend(refused);
                draft.tasks.push(Task::Fill);
                Flow::On
            }
            Err(message) => {
                let usual = || Message::text(catalog.language.wording.not_allowed);
                draft.messages.push(message.unwrap_or_else(usual));
                if refused + 1 >= slot.tries {
                    return form::give_up(catalog, draft, slot);
                }
                let slot = slot.name.to_string();
                draft.wait(Waiting::Slot { slot, tries, refused: refused + 1 });
                draft.tasks.push(Task::Fill);
                Flow::On
            }
        };
    }
    if let Some(flow) = correction::unnamed(catalog, draft, intent, Some(slot)) {
        return flow;
    }
    // The message may not answer this question, but have what the form asks for later: "tomorrow at
    // noon" belongs to it, whatever else is alike.
    let is_elsewhere = another.is_some() && (is_exact(draft) || !slots::are_all(draft, |_| false));
    if !is_elsewhere && slots::take(catalog, draft, intent, false).0 {
        draft.tasks.push(Task::Fill);
        return Flow::On;
    }
    if let Some(another) = another {
        draft.tasks.push(Task::Begin { intent: another.id.clone(), is_said: true });
        return Flow::On;
    }
    not_understood(catalog, draft, slot, (tries, refused))
}

fn not_understood(
    catalog: &Catalog,
    draft: &mut Draft,
    slot: &Slot,
    (tries, refused): (u32, u32),
) -> Flow {
    // What a rule has said was an answer; the question comes once more and nothing is counted.
    if draft.rule.is_some() && !draft.messages.is_empty() {
        return Flow::On;
    }
    if tries + 1 >= slot.tries {
        return form::give_up(catalog, draft, slot);
    }
    let help = said(catalog, draft, &slot.help);
    let usual = || Message::text(catalog.language.wording.no_answer);
    draft.messages.push(help.unwrap_or_else(usual));
    draft.wait(Waiting::Slot { slot: slot.name.to_string(), tries: tries + 1, refused });
    draft.tasks.push(Task::Fill);
    Flow::On
}

fn confirmed(catalog: &Catalog, draft: &mut Draft, intent: &Intent, tries: u32) -> Flow {
    let wording = catalog.language.wording;
    let meaning = draft.understanding.meaning();
    if meaning == Some(Meaning::Accept) || is_label(catalog, draft, wording.yes) {
        draft.is_confirmed = true;
        draft.tasks.push(Task::Fill);
        return Flow::On;
    }
    if let Some(flow) = wish(catalog, draft, intent, None) {
        return flow;
    }
    if let Some(flow) = correction::free_text(catalog, draft, intent, None) {
        return flow;
    }
    if let Some(flow) = correction::named(catalog, draft, intent, None) {
        return flow;
    }
    if let Some(flow) = correction::unnamed(catalog, draft, intent, None) {
        return flow;
    }
    let another = another(catalog, draft, intent);
    let says_no = [Meaning::Decline, Meaning::Correct]
        .iter()
        .any(|no| meaning == Some(*no) || another.is_none() && draft.understanding.mentions(*no));
    if says_no || is_label(catalog, draft, wording.no) {
        return form::ask_what_to_change(catalog, draft, intent);
    }
    if let Some(another) = another {
        draft.tasks.push(Task::Begin { intent: another.id.clone(), is_said: true });
        return Flow::On;
    }
    no_yes_or_no(catalog, draft, intent, tries, |tries| Waiting::Confirm { tries })
}

fn changed(catalog: &Catalog, draft: &mut Draft, intent: &Intent, tries: u32) -> Flow {
    if let Some(flow) = wish(catalog, draft, intent, None) {
        return flow;
    }
    if let Some(flow) = correction::free_text(catalog, draft, intent, None) {
        return flow;
    }
    if let Some(flow) = correction::chosen(catalog, draft, intent) {
        return flow;
    }
    if let Some(flow) = correction::unnamed(catalog, draft, intent, None) {
        return flow;
    }
    let meaning = draft.understanding.meaning();
    // "Nothing", "it's fine".
    if matches!(meaning, Some(Meaning::Decline | Meaning::Accept)) {
        draft.wait(Waiting::Confirm { tries });
        draft.tasks.push(Task::Fill);
        return Flow::On;
    }
    if let Some(another) = another(catalog, draft, intent) {
        draft.tasks.push(Task::Begin { intent: another.id.clone(), is_said: true });
        return Flow::On;
    }
    if tries + 1 < UNANSWERED {
        draft.messages.push(Message::text(catalog.language.wording.no_answer));
        draft.wait(Waiting::Change { tries: tries + 1 });
        return form::ask_what_to_change(catalog, draft, intent);
    }
    let reason = HandoffReason::Stuck { slot: intent.id.to_string() };
    handoff::general(catalog, draft, reason)
}

/// Answers to a summary that are neither yes nor no, before a human is fetched.
const UNANSWERED: u32 = 3;

fn no_yes_or_no(
    catalog: &Catalog,
    draft: &mut Draft,
    intent: &Intent,
    tries: u32,
    wait: impl Fn(u32) -> Waiting,
) -> Flow {
    if draft.rule.is_some() && !draft.messages.is_empty() {
        return Flow::On;
    }
    if tries + 1 >= UNANSWERED {
        let reason = HandoffReason::Stuck { slot: intent.id.to_string() };
        return handoff::general(catalog, draft, reason);
    }
    draft.messages.push(Message::text(catalog.language.wording.no_answer));
    draft.wait(wait(tries + 1));
    draft.tasks.push(Task::Fill);
    Flow::On
}

/// Wishes about the form itself: stop, back, again, why, help, skip, "I don't know".
fn wish(
    catalog: &Catalog,
    draft: &mut Draft,
    intent: &Intent,
    slot: Option<&Slot>,
) -> Option<Flow> {
    let wording = catalog.language.wording;
    let stops = slot.is_none() && is_label(catalog, draft, wording.stop);
    let meaning = if stops { Meaning::Cancel } else { draft.understanding.meaning()? };
    // A phrase of the author's that is the whole message means what the author says.
    let has_help = slot.is_some_and(|slot| !slot.help.is_empty());
    let exact = another(catalog, draft, intent).is_some() && is_exact(draft);
    if handoff::is_asking(draft) && refuses(meaning, slot) {
        return Some(handoff::after_questions(catalog, draft));
    }
    let is_optional = slot.is_some_and(|slot| {
        intent.needs.iter().any(|need| need.slot == slot.name && need.is_optional)
    });
    match meaning {
        Meaning::Cancel => {
            form::stop(draft);
            draft.messages.push(Message::text(wording.stopped));
            draft.outcome = Some(crate::reply::Outcome::Answer {
                intent: intent.id.to_string(),
                topic: None,
                link: None,
            });
            return Some(Flow::On);
        }
        Meaning::Repeat => {}
        Meaning::Back => back(draft, intent, slot),
        Meaning::Skip | Meaning::Unsure | Meaning::Decline if is_optional => skip(draft, slot?),
        Meaning::Skip => draft.messages.push(Message::text(wording.needed)),
        Meaning::Unsure => return slot.map(|slot| unsure(catalog, draft, slot)),
        Meaning::Help | Meaning::Why if has_help || !exact => {
            let help = slot.and_then(|slot| said(catalog, draft, &slot.help));
            let help =
                help.or_else(|| (meaning == Meaning::Why).then(|| Message::text(wording.needed)));
            draft.messages.push(help?);
        }
        _ => return None,
    }
    draft.tasks.push(Task::Fill);
    Some(Flow::On)
}

/// Whether the customer will not answer what is asked before a handoff: then it comes at once. "No"
/// may be an answer, too.
fn refuses(meaning: Meaning, slot: Option<&Slot>) -> bool {
    match meaning {
        Meaning::Decline => slot.is_none_or(|slot| &*slot.kind != "yes_no"),
        Meaning::Cancel | Meaning::Skip | Meaning::Unsure => true,
        _ => false,
    }
}

/// "I don't know" counts as an answer that was not understood.
fn unsure(catalog: &Catalog, draft: &mut Draft, slot: &Slot) -> Flow {
    let counts = match draft.form().map(|form| &form.waiting) {
        Some(Waiting::Slot { tries, refused, .. }) => (*tries, *refused),
        _ => (0, 0),
    };
    if slot.help.is_empty() && counts.0 + 1 < slot.tries {
        draft.messages.push(Message::text(catalog.language.wording.needed));
        let (tries, refused) = (counts.0 + 1, counts.1);
        draft.wait(Waiting::Slot { slot: slot.name.to_string(), tries, refused });
        draft.tasks.push(Task::Fill);
        return Flow::On;
    }
    not_understood(catalog, draft, slot, counts)
}

fn skip(draft: &mut Draft, slot: &Slot) {
    if let Some(form) = draft.next.forms.last_mut() {
        form.skipped.push(slot.name.to_string());
        form.waiting = Waiting::Nothing;
    }
}

/// Forgets the value before the one asked for, so that it is asked next.
fn back(draft: &mut Draft, intent: &Intent, slot: Option<&Slot>) {
    let asked = slot.and_then(|slot| intent.needs.iter().position(|need| need.slot == slot.name));
    let before = intent.needs.get(..asked.unwrap_or(intent.needs.len())).unwrap_or_default();
    let last = before.iter().rev().find(|need| {
        let is_skipped =
            draft.form().is_some_and(|form| form.skipped.contains(&need.slot.to_string()));
        is_skipped || draft.next.slots.contains_key(&*need.slot)
    });
    let Some(last) = last else { return };
    slots::forget(draft, &last.slot);
    if let Some(form) = draft.next.forms.last_mut() {
        form.skipped.retain(|slot| **slot != *last.slot);
        form.waiting = Waiting::Nothing;
    }
}

/// The other intent that the message means, if the bot would act on one.
fn another<'c>(catalog: &'c Catalog, draft: &Draft, own: &Intent) -> Option<&'c Intent> {
    if policy::decision(catalog, &draft.understanding) != Decision::Act {
        return None;
    }
    let best = draft.understanding.best()?;
    catalog.find(&best.intent).filter(|intent| intent.id != own.id)
}

fn is_exact(draft: &Draft) -> bool {
    draft.understanding.best().is_some_and(|best| best.tier == Tier::Exact)
}

fn is_clear(draft: &Draft) -> bool {
    let best = draft.understanding.best();
    best.is_some_and(|best| best.tier != Tier::Evidence || best.confidence >= SURE_OF_ANOTHER)
}

/// Whether the message is the label of a button that was just shown.
fn is_shown(catalog: &Catalog, draft: &Draft) -> bool {
    let Some(OpenQuestion::Buttons { shown }) = &draft.open else { return false };
    shown.iter().any(|(label, _)| is_label(catalog, draft, label))
}

fn is_label(catalog: &Catalog, draft: &Draft, label: &str) -> bool {
    let words = |text: &str| read_words(text, catalog.language);
    words(&draft.understanding.text) == words(label)
}

fn said(catalog: &Catalog, draft: &mut Draft, variants: &[Variant]) -> Option<Message> {
    wording::first(variants, &draft.names(catalog)).map(|(message, _)| message)
}
