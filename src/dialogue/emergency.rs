//! Emergencies while a human is awaited: what the bot says all the same, and how a handoff that is on
//! its way becomes more urgent. Once a human has the conversation nothing here is asked any more.
//!
//! An emergency is a message with words of self-harm or threat that a rule is for, and one that leads
//! to an urgent handoff, by a rule or by an intent.

use crate::catalog::{Catalog, End, Intent, Route, Rule, Steps};
use crate::conversation::Conversation;
use crate::handoff::{HandoffReason, HandoffState, Priority};
use crate::reply::Outcome;
use crate::understanding::{Understanding, WordClass};

use super::draft::Draft;
use super::queues::Place;
use super::{Flow, handoff, wording};

/// Words of these classes are an emergency by themselves.
const CLASSES: [WordClass; 2] = [WordClass::SelfHarm, WordClass::Threat];

/// Jumps (`go`) that are followed to see where steps lead.
const JUMPS: u32 = 3;

/// Whether a human was asked for and nobody has taken the conversation yet.
pub(super) fn is_awaiting(conversation: &Conversation) -> bool {
    let state = conversation.handoff_state();
    matches!(state, Some(HandoffState::Requested | HandoffState::Queued))
}

/// Whether a rule that holds is for an emergency in this very message. What fetched the human already
/// is not said again, but for words of self-harm and threat: the number to call bears repeating.
pub(super) fn is_told_by(catalog: &Catalog, draft: &Draft, rule: &Rule) -> bool {
    if is_by_words(catalog, draft, rule) {
        return true;
    }
    let has_fetched = match (reason(draft), &rule.steps.end) {
        (Some(HandoffReason::Rule { rule: name }), _) => **name == *rule.name,
        (Some(HandoffReason::Routed { intent }), Some(End::Go(id))) => **intent == **id,
        _ => false,
    };
    let is_urgent = priority(catalog, &rule.steps, JUMPS) == Some(Priority::Urgent);
    is_urgent && !has_fetched && !would_hold(catalog, draft, rule, |_| Understanding::default())
}

/// Whether words of self-harm or threat are what makes a rule hold.
pub(super) fn is_by_words(catalog: &Catalog, draft: &Draft, rule: &Rule) -> bool {
    let has_words = CLASSES.iter().any(|class| draft.understanding.mood.has(*class));
    has_words
        && !would_hold(catalog, draft, rule, |told| {
            let mut without = told.clone();
            without.mood.classes.retain(|found| !CLASSES.contains(&found.class));
            without
        })
}

/// Whether an intent is one that people have to see at once, and has not fetched them already.
pub(super) fn is_meant_by(catalog: &Catalog, draft: &Draft, intent: &Intent) -> bool {
    let has_fetched = matches!(
        reason(draft), Some(HandoffReason::Routed { intent: id }) if **id == *intent.id
    );
    let is_urgent = priority(catalog, &intent.steps, JUMPS) == Some(Priority::Urgent);
    is_urgent && !has_fetched && !intent.is_form()
}

/// A handoff while a human is awaited, or has the conversation: nobody is fetched twice. An emergency
/// makes the handoff more urgent if it can, and moves it to its own queue if somebody is there.
pub(super) fn go_ahead(
    catalog: &Catalog,
    draft: &mut Draft,
    route: Option<&Route>,
    reason: HandoffReason,
) -> Flow {
    let held = draft.next.held.clone().filter(|_| draft.is_emergency);
    let Some(held) = held else { return silence(draft) };
    let before = held.wanted.map(|wanted| wanted.priority).unwrap_or_default();
    let mut wanted = handoff::wanted(catalog, route, reason);
    if route.is_none() {
        // Something of ours failed on the way: this must not make it wait.
        wanted.priority = Priority::Urgent;
    }
    // Another matter just as urgent is told to the host, in the queue where the customer is: whoever
    // hears that somebody comes has to be heard of.
    let is_news = wanted.priority == Priority::Urgent
        && before == Priority::Urgent
        && self::reason(draft) != Some(&wanted.reason);
    if wanted.priority <= before && !is_news {
        let own = route.map_or(&[][..], |route| &route.replies);
        if draft.messages.is_empty() {
            let said = wording::first(own, &draft.names(catalog));
            draft.messages.extend(said.map(|(message, _)| message));
        }
        return silence(draft);
    }
    let mut place = Place::of(catalog, &wanted.queue, draft.now);
    if place.is_ticket || is_news {
        // Better people who are there than the right ones tomorrow.
        place = Place { queue: held.queue.into(), is_ticket: false, opens: None };
    }
    handoff::say(catalog, draft, &wanted, &place);
    Flow::Done(Outcome::Handoff(handoff::hold(catalog, draft, wanted, &place)))
}

/// The turn ends beside a human: with what was said in it, if anything was.
pub(super) fn silence(draft: &mut Draft) -> Flow {
    let rule = || Outcome::Rule { rule: draft.rule.as_deref().unwrap_or_default().to_owned() };
    let outcome = match draft.outcome.take() {
        _ if draft.messages.is_empty() => Outcome::Paused,
        Some(outcome) => outcome,
        None => rule(),
    };
    Flow::Done(outcome)
}

/// Why the human is awaited.
fn reason(draft: &Draft) -> Option<&HandoffReason> {
    draft.next.held.as_ref()?.wanted.as_ref().map(|wanted| &wanted.reason)
}

/// Whether the condition of a rule would hold if the message were understood otherwise.
fn would_hold(
    catalog: &Catalog,
    draft: &Draft,
    rule: &Rule,
    otherwise: impl Fn(&Understanding) -> Understanding,
) -> bool {
    let mut other = draft.clone();
    other.understanding = otherwise(&draft.understanding);
    if other.understanding.candidates.is_empty() {
        other.expected = None;
    }
    rule.condition.holds(&other.names(catalog))
}

/// The most urgent handoff that steps lead to, whatever is said on the way.
fn priority(catalog: &Catalog, steps: &Steps, jumps: u32) -> Option<Priority> {
    let end = match &steps.end {
        Some(End::Handoff(route)) => Some(handoff::priority(catalog, route)),
        Some(End::Go(id)) if jumps > 0 => {
            catalog.find(id).and_then(|intent| priority(catalog, &intent.steps, jumps - 1))
        }
        _ => None,
    };
    let own = steps.replies.iter().filter_map(|reply| reply.steps.as_ref());
    own.filter_map(|own| priority(catalog, own, jumps)).chain(end).max()
}
