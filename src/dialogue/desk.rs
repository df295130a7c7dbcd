//! What happens to a handoff at the desk, and what the bot says then; and what it may say while a
//! human has the conversation or is awaited. The table of ways is [`HandoffState::after`].

use std::sync::Arc;

use crate::catalog::{Catalog, Meanwhile};
use crate::clock::Timestamp;
use crate::conversation::{Conversation, Filled, Source};
use crate::handoff::{DeskEvent, HandBack, HandoffReason, HandoffState, WrongEvent};
use crate::reply::{Message, Outcome};
use crate::understanding::{Decision, Understanding};

use super::draft::{Draft, kept};
use super::queues::Place;
use super::steps::{Origin, Run};
use super::{Flow, Meant, Progress, Task, emergency, form, handoff, older, policy, survey};

/// Longest name of a human, and longest word of theirs, that is kept, in bytes of JSON.
const KEPT_NAME: usize = 64;
const KEPT_WORD: usize = 160;

/// Takes an event of the desk.
pub(crate) fn desk(
    catalog: &Catalog,
    before: &Conversation,
    event: DeskEvent,
    now: Timestamp,
) -> Result<Progress, WrongEvent> {
    let from = before.handoff_state();
    let wrong = WrongEvent { event: event.name(), state: from };
    let (Some(from), Some(to)) = (from, HandoffState::after(from, &event)) else {
        return Err(wrong);
    };
    let mut draft = Draft::beside(catalog, before, now);
    let outcome = Outcome::Desk { state: to };
    Ok(match event {
        DeskEvent::Queued => {
            go(&mut draft, to);
            draft.finish_beside(catalog, before, outcome)
        }
        DeskEvent::Assigned { by } => {
            go(&mut draft, to);
            if let Some(held) = &mut draft.next.held {
                held.by = Some(kept(&by, KEPT_NAME));
            }
            draft.finish_beside(catalog, before, outcome)
        }
        DeskEvent::Closed(back) => closed(catalog, draft, from, back),
        DeskEvent::Expired | DeskEvent::Refused => overflow(catalog, draft, to),
    })
}

fn go(draft: &mut Draft, to: HandoffState) {
    let now = draft.now.as_millis();
    if let Some(held) = &mut draft.next.held {
        held.go(to, now);
    }
}

/// The human is done.
fn closed(catalog: &Catalog, mut draft: Draft, from: HandoffState, back: HandBack) -> Progress {
    let HandBack { is_resolved, slots, note } = back;
    let was_silent = from.is_with_human();
    if was_silent {
        wake(&mut draft);
        older::refresh(catalog, &mut draft);
    }
    go(&mut draft, HandoffState::Closed);
    if let Some(held) = &mut draft.next.held {
        held.word = note.map(|note| kept(&note, KEPT_WORD));
    }
    for (name, value) in slots {
        let is_private = catalog.slot(&name).is_some_and(|slot| slot.privacy.is_some());
        let filled = Filled {
            value,
            text: None,
            span: None,
            turn: draft.next.turns,
            source: Source::Human,
            at: draft.now.as_millis(),
            is_private,
        };
        draft.next.put(&name, filled);
    }
    if is_resolved && was_silent {
        draft.next.forms.clear();
    }
    if was_silent && is_resolved {
        // Where it may not be asked, it is not.
        let _ = match &catalog.handoff.after {
            Some(name) => survey::start(catalog, &mut draft, name),
            None => survey::start_on(catalog, &mut draft, "handoff_closed")
                .map_or(Ok(()), |b| b.map(drop)),
        };
    }
    go_on(catalog, draft, Outcome::Desk { state: HandoffState::Closed }, was_silent)
}

/// Nobody took it: it goes on to the overflow, or comes back to the bot.
fn overflow(catalog: &Catalog, mut draft: Draft, to: HandoffState) -> Progress {
    let held = draft.next.held.clone();
    let queue = held.as_ref().map_or("", |held| held.queue.as_str());
    let place = Place::after(catalog, queue, draft.now);
    if let (Some(place), Some(wanted)) = (place, held.as_ref().and_then(|h| h.wanted.clone())) {
        if place.is_ticket {
            handoff::say(catalog, &mut draft, &wanted, &place);
            wake(&mut draft);
        }
        let packet = handoff::hold(catalog, &mut draft, wanted, &place);
        return draft.finish(catalog, Outcome::Handoff(packet));
    }
    wake(&mut draft);
    let reason = held.and_then(|held| held.wanted).map(|wanted| wanted.reason);
    if let Some(HandoffReason::Stuck { slot }) = reason {
        // The bot could not go on with it, and nobody else will.
        handoff::drop_stuck(&mut draft.next, &slot);
    }
    older::refresh(catalog, &mut draft);
    go(&mut draft, to);
    draft.messages.push(Message::text(catalog.language.wording.nobody_free));
    go_on(catalog, draft, Outcome::Desk { state: to }, true)
}

/// The form that was left open goes on with a word; without one the turn is over.
fn go_on(catalog: &Catalog, mut draft: Draft, outcome: Outcome, may_ask: bool) -> Progress {
    if draft.next.forms.is_empty() || !may_ask {
        return draft.finish(catalog, outcome);
    }
    draft.has_ended = true;
    draft.outcome = Some(outcome);
    draft.tasks = vec![Task::Resume];
    super::run(catalog, draft)
}

/// The bot talks again: time has stood still for its forms, and it counts from the beginning.
fn wake(draft: &mut Draft) {
    let since = draft.next.held.as_ref().map_or(0, |held| held.since);
    let away = draft.now.as_millis().saturating_sub(since).max(0);
    for form in &mut draft.next.forms {
        form.at = form.at.saturating_add(away);
        form.waiting.start_again();
    }
    draft.next.misses = 0;
    draft.next.open = None;
}

/// A turn while a human has the conversation, or is awaited: silence, an answer that only says
/// something, or what cannot wait.
pub(super) fn beside(catalog: &Catalog, draft: &mut Draft, meant: Meant<'_>) -> Vec<Task> {
    let intent = match meant {
        Meant::Intent(intent) => {
            draft.press(intent);
            Some(intent.id.clone())
        }
        Meant::NoneOfThese | Meant::Event => None,
        Meant::Text(_) => {
            let sure = policy::decision(catalog, &draft.understanding) == Decision::Act;
            draft.understanding.best().filter(|_| sure).map(|best| best.intent.clone())
        }
    };
    let mut tasks = vec![Task::Silence, Task::Meanwhile(intent)];
    if emergency::is_awaiting(&draft.next) {
        tasks.push(Task::Rules(0));
    }
    tasks
}

/// What is said of an intent beside a human.
pub(super) fn meanwhile(catalog: &Catalog, draft: &mut Draft, intent: Option<Arc<str>>) -> Flow {
    let Some(intent) = intent.and_then(|id| catalog.find(&id)) else { return Flow::On };
    draft.is_emergency =
        emergency::is_awaiting(&draft.next) && emergency::is_meant_by(catalog, draft, intent);
    let may_answer = catalog.handoff.meanwhile == Meanwhile::Faq && intent.only_answers();
    if !draft.is_emergency && !may_answer || form::is_held_back(catalog, draft, intent) {
        return Flow::On;
    }
    draft.intent = Some(intent.id.clone());
    draft.tasks.push(Task::Run(Run::new(&intent.steps, Origin::Intent(intent.id.clone()))));
    Flow::On
}

/// The end of a turn beside a human. What nobody answers was read for nothing, and is not told.
pub(super) fn silence(catalog: &Catalog, draft: &mut Draft) -> Flow {
    if draft.messages.is_empty() && catalog.handoff.meanwhile == Meanwhile::Silent {
        draft.understanding = Understanding::default();
    }
    emergency::silence(draft)
}
