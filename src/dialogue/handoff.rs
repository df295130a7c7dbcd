//! The way to a human: what is asked first, where it goes, and the text for the customer. What the
//! human gets is in [`packet`](super::packet), what happens after it in [`desk`](super::desk).

use crate::catalog::{Catalog, Intent, Route};
use crate::conversation::{Conversation, Form, Held, Waiting, Wanted};
use crate::handoff::{Handoff, HandoffReason, HandoffState, Priority};
use crate::reply::{Message, Outcome};
use crate::text::template::With;
use crate::value::Value;

use super::draft::Draft;
use super::queues::Place;
use super::steps::Origin;
use super::{Flow, Task, emergency, form, packet, wording};

/// The author's word for a handoff that the customer asked for.
const REQUESTED: &str = "requested";

/// A handoff for a reason of the bot's own, to the general queue.
pub(super) fn general(catalog: &Catalog, draft: &mut Draft, reason: HandoffReason) -> Flow {
    transfer(catalog, draft, None, reason)
}

/// A handoff by a fallback step.
pub(super) fn after_misses(
    catalog: &Catalog,
    draft: &mut Draft,
    route: &Route,
    reason: HandoffReason,
) -> Flow {
    transfer(catalog, draft, Some(route), reason)
}

/// A handoff that belongs to an intent or a rule.
pub(super) fn routed(catalog: &Catalog, draft: &mut Draft, route: &Route, origin: &Origin) -> Flow {
    let reason = match (route.note.as_deref(), origin) {
        (Some(REQUESTED), _) => HandoffReason::Requested,
        (_, Origin::Rule(rule)) => HandoffReason::Rule { rule: rule.to_string() },
        (_, Origin::Stuck { slot, .. }) => HandoffReason::Stuck { slot: slot.to_string() },
        (_, Origin::Intent(id) | Origin::After(id)) => {
            HandoffReason::Routed { intent: id.to_string() }
        }
    };
    transfer(catalog, draft, Some(route), reason)
}

/// Asks for what is needed first, or transfers.
fn transfer(
    catalog: &Catalog,
    draft: &mut Draft,
    route: Option<&Route>,
    reason: HandoffReason,
) -> Flow {
    if draft.next.with_human().is_some() {
        return emergency::go_ahead(catalog, draft, route, reason);
    }
    let wanted = wanted(catalog, route, reason);
    if let Some(asked) = stop_asking(draft) {
        // Whoever wants a human while questions are asked for one gets one now.
        return transfer_now(catalog, draft, if route.is_some() { wanted } else { asked });
    }
    let Some(asks) = catalog.asks_before(wanted.route.as_deref()) else {
        return transfer_now(catalog, draft, wanted);
    };
    // With all forms taken it would push one out, which the human can ask for as well.
    let is_full = draft.next.forms.len() >= Conversation::MAX_FORMS;
    let frame = Form {
        intent: String::new(),
        waiting: Waiting::Nothing,
        at: draft.now.as_millis(),
        skipped: Vec::new(),
        handoff: Some(wanted.clone()),
    };
    if wanted.priority == Priority::Urgent || is_full || !form::has_need(catalog, draft, asks) {
        return transfer_now(catalog, draft, wanted);
    }
    if draft.messages.is_empty() {
        draft.outcome = None; // nothing was answered
        draft.messages.push(Message::text(catalog.language.wording.handoff_first));
    }
    draft.next.forms.push(frame);
    draft.tasks.push(Task::Fill);
    Flow::On
}

/// What a handoff wants.
pub(super) fn wanted(catalog: &Catalog, route: Option<&Route>, reason: HandoffReason) -> Wanted {
    let queue = route.map_or(&catalog.handoff.queue, |route| &route.queue);
    let usual = || usual_priority(catalog, queue);
    Wanted {
        queue: queue.to_string(),
        priority: route.map_or_else(usual, |route| priority(catalog, route)),
        reason,
        note: route.and_then(|route| route.note.as_deref()).map(str::to_owned),
        route: route.map(|route| route.name.to_string()).filter(|name| !name.is_empty()),
    }
}

/// How soon somebody should look: as the handoff says, else as its queue does.
pub(super) fn priority(catalog: &Catalog, route: &Route) -> Priority {
    route.priority.unwrap_or_else(|| usual_priority(catalog, &route.queue))
}

fn usual_priority(catalog: &Catalog, queue: &str) -> Priority {
    catalog.queues.get(queue).map(|queue| queue.priority).unwrap_or_default()
}

/// What a form asks for: its intent, or what is asked before a handoff.
pub(super) fn asker<'c>(catalog: &'c Catalog, form: &Form) -> Option<&'c Intent> {
    match &form.handoff {
        Some(wanted) => catalog.asks_before(wanted.route.as_deref()),
        None => catalog.find(&form.intent),
    }
}

/// Whether the questions are for a handoff.
pub(super) fn is_asking(draft: &Draft) -> bool {
    draft.form().is_some_and(|form| form.handoff.is_some())
}

/// Stops the questions before a handoff; gives the handoff that they were for.
fn stop_asking(draft: &mut Draft) -> Option<Wanted> {
    let at = draft.next.forms.iter().position(|form| form.handoff.is_some())?;
    draft.next.forms.remove(at).handoff
}

/// The questions before a handoff are over, with or without answers. Without any it goes to the
/// general queue.
pub(super) fn after_questions(catalog: &Catalog, draft: &mut Draft) -> Flow {
    let asked = stop_asking(draft);
    let wanted = asked.unwrap_or_else(|| wanted(catalog, None, HandoffReason::Requested));
    transfer_now(catalog, draft, wanted)
}

fn transfer_now(catalog: &Catalog, draft: &mut Draft, wanted: Wanted) -> Flow {
    let place = Place::of(catalog, &wanted.queue, draft.now);
    say(catalog, draft, &wanted, &place);
    Flow::Done(Outcome::Handoff(hold(catalog, draft, wanted, &place)))
}

/// What the customer reads: the author's text for this handoff, for all of them, or the language's.
pub(super) fn say(catalog: &Catalog, draft: &mut Draft, wanted: &Wanted, place: &Place) {
    let (queue, names) = (queue_value(catalog, place), draft.names(catalog));
    let names = With { name: "queue", value: &queue, names: &names };
    let route = wanted.route.as_deref().and_then(|name| catalog.routes.get(name));
    let (own, general) = match (place.is_ticket, route) {
        (true, Some(route)) => (route.closed.as_slice(), &catalog.handoff.closed),
        (true, None) => (&[][..], &catalog.handoff.closed),
        (false, Some(route)) => (route.replies.as_slice(), &catalog.handoff.replies),
        (false, None) => (&[][..], &catalog.handoff.replies),
    };
    match wording::first(own, &names).or_else(|| wording::first(general, &names)) {
        Some((message, _)) => draft.messages.push(message),
        None if place.is_ticket => {
            draft.messages.push(Message::text(catalog.language.wording.written_down));
        }
        // The language's own text only where the author has said nothing at all in this turn.
        None if draft.messages.is_empty() => {
            draft.messages.push(Message::text(usual_text(catalog, &wanted.reason)));
        }
        None => {}
    }
}

/// What texts of a handoff read beside the others: `queue.name`, and `queue.opens` if it is closed.
fn queue_value(catalog: &Catalog, place: &Place) -> Value {
    let opens = place.opens.and_then(|opens| catalog.local(opens));
    let about = [("name", Some(Value::from(&*place.queue))), ("opens", opens.map(Value::from))];
    let about = about.into_iter().filter_map(|(name, value)| Some((name, value?)));
    Value::map(about)
}

/// Writes the handoff into the conversation, and gives what the human gets.
pub(super) fn hold(catalog: &Catalog, draft: &mut Draft, wanted: Wanted, place: &Place) -> Handoff {
    let mut recent = draft.next.recent.clone();
    recent.push(draft.exchange(catalog));
    let stuck = match &wanted.reason {
        HandoffReason::Stuck { slot } => Some(slot.clone()),
        HandoffReason::NoReply { intent } => Some(intent.clone()),
        _ => None,
    };
    let state = if place.is_ticket { HandoffState::Ticket } else { HandoffState::Requested };
    let before = draft.next.held.take();
    let now = draft.now.as_millis();
    let since = before.as_ref().filter(|held| held.state.is_with_human()).map(|held| held.since);
    let word = before.and_then(|held| held.word);
    draft.next.held = Some(Held {
        queue: place.queue.to_string(),
        state,
        at: now,
        since: since.unwrap_or(now),
        by: None,
        wanted: Some(wanted),
        word,
    });
    let handoff = packet::of(catalog, &draft.next, recent);
    draft.next.open = None;
    if place.is_ticket {
        // The bot talks on: not about what it cannot do, and not at the last of its fallback steps.
        draft.next.misses = 0;
        if let Some(slot) = stuck {
            drop_stuck(&mut draft.next, &slot);
        }
    }
    handoff
}

/// The form that asks for a slot which it cannot get goes; one below it, or one that has ended
/// already, does not.
pub(super) fn drop_stuck(next: &mut Conversation, stuck: &str) {
    let is_it = next.forms.last().is_some_and(|form| {
        let asks = matches!(&form.waiting, Waiting::Slot { slot, .. } if slot == stuck);
        asks || form.intent == stuck
    });
    if is_it {
        next.forms.pop();
    }
}

/// What the bot says in its own words where the author gave none.
fn usual_text(catalog: &Catalog, reason: &HandoffReason) -> &'static str {
    let wording = catalog.language.wording;
    match reason {
        HandoffReason::Requested | HandoffReason::Routed { .. } | HandoffReason::Rule { .. } => {
            wording.handoff
        }
        HandoffReason::NotUnderstood { .. }
        | HandoffReason::NoReply { .. }
        | HandoffReason::Stuck { .. }
        | HandoffReason::TooManySteps { .. } => wording.handoff_stuck,
        HandoffReason::ActionFailed { .. } => wording.failed,
    }
}
