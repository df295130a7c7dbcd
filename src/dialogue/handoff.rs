//! The way to a human: queue, priority, reason, the text for the customer and the summary for the
//! human.

use crate::catalog::{Catalog, Route};
use crate::reply::{Exchange, Handoff, HandoffReason, Message, Outcome};

use super::Flow;
use super::draft::Draft;
use super::steps::Origin;
use super::wording;

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

fn transfer(
    catalog: &Catalog,
    draft: &mut Draft,
    route: Option<&Route>,
    reason: HandoffReason,
) -> Flow {
    let queue = route.map_or(&catalog.handoff.queue, |route| &route.queue);
    let names = draft.names(catalog);
    let own = route.map_or(&[][..], |route| &route.replies);
    let message =
        wording::first(own, &names).or_else(|| wording::first(&catalog.handoff.replies, &names));
    match message {
        Some((message, _)) => draft.messages.push(message),
        // The language's own text only where the author has said nothing at all in this turn.
        None if draft.messages.is_empty() => {
            draft.messages.push(Message::text(usual_text(catalog, &reason)));
        }
        None => {}
    }

    let limits = &catalog.limits;
    let mut recent = draft.next.recent.clone();
    recent.push(draft.exchange(limits.max_kept_text));
    let handoff = Handoff {
        queue: queue.to_string(),
        priority: route
            .and_then(|route| route.priority)
            .or_else(|| catalog.queues.get(queue).map(|queue| queue.priority))
            .unwrap_or_default(),
        summary: summary(catalog, &reason, &recent),
        reason,
        note: route.and_then(|route| route.note.as_deref()).map(str::to_owned),
        recent,
    };
    draft.next.with_human = Some(handoff.queue.clone());
    draft.next.open = None;
    Flow::Done(Outcome::Handoff(handoff))
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

/// One paragraph: why a human is asked, what it was about, and the customer's last words.
fn summary(catalog: &Catalog, reason: &HandoffReason, recent: &[Exchange]) -> String {
    let label =
        |id: &str| catalog.find(id).map_or(id.to_owned(), |intent| intent.label.to_string());
    let why = match reason {
        HandoffReason::Requested => "The customer asked for a person.".to_owned(),
        HandoffReason::Routed { intent } => {
            format!("\"{}\" is answered by people.", label(intent))
        }
        HandoffReason::NotUnderstood { misses: 1 } => "The bot did not understand.".to_owned(),
        HandoffReason::NotUnderstood { misses } => {
            format!("The bot did not understand {misses} times in a row.")
        }
        HandoffReason::ActionFailed { action } => format!("The action \"{action}\" failed."),
        HandoffReason::Rule { rule } => format!("The rule \"{rule}\" applies."),
        HandoffReason::Stuck { slot } => {
            let label =
                catalog.slot(slot).map_or_else(|| label(slot), |slot| slot.label.to_string());
            format!("The customer could not give what the bot asked for: {label}.")
        }
        HandoffReason::TooManySteps { intent } => {
            format!("The bot did not come to an end with \"{}\".", label(intent))
        }
        HandoffReason::NoReply { intent } => {
            format!("The bot has no reply for \"{}\" in this case.", label(intent))
        }
    };
    let mut parts = vec![why];
    let mut topics: Vec<String> = Vec::new();
    for id in recent.iter().filter_map(|exchange| exchange.intent.as_deref()) {
        let topic = label(id);
        if !topics.contains(&topic) {
            topics.push(topic);
        }
    }
    if !topics.is_empty() {
        parts.push(format!("It was about: {}.", topics.join(", ")));
    }
    let words: Vec<&str> =
        recent.iter().map(|exchange| exchange.user.as_str()).filter(|u| !u.is_empty()).collect();
    if let Some((last, earlier)) = words.split_last() {
        if let Some(before) = earlier.last() {
            parts.push(format!("Before, the customer wrote: \"{before}\"."));
        }
        parts.push(format!("Last, the customer wrote: \"{last}\"."));
    }
    parts.join(" ")
}
