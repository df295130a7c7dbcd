//! What a human gets: why, what is known, what was tried, the last exchanges, and all of it in one
//! paragraph. Made of the conversation, so that it can be made once more.

use crate::catalog::{Catalog, SlotPrivacy};
use crate::clock::Timestamp;
use crate::conversation::Conversation;
use crate::handoff::{Exchange, Handoff, HandoffReason, HandoffState, KnownSlot};
use crate::text::template::masked;
use crate::value::Value;

use super::draft::kept;
use super::queues;

/// Longest value that a human gets, in bytes of JSON: more is a document.
const LONGEST_VALUE: usize = 200;

/// What the human gets of a conversation that waits for one, or has one.
pub(crate) fn again(catalog: &Catalog, conversation: &Conversation) -> Option<Handoff> {
    conversation.held.as_ref()?.wanted.as_ref()?;
    Some(of(catalog, conversation, conversation.recent.clone()))
}

/// Of the handoff that `next` holds.
pub(super) fn of(catalog: &Catalog, next: &Conversation, recent: Vec<Exchange>) -> Handoff {
    let held = next.held.as_ref();
    let wanted = held.and_then(|held| held.wanted.as_ref());
    let queue = held.map_or(&*catalog.handoff.queue, |held| &held.queue);
    let is_ticket = held.is_some_and(|held| held.state == HandoffState::Ticket);
    let since = Timestamp::from_millis(held.map_or(0, |held| held.at));
    let defined = catalog.queues.get(queue);
    let known = known(catalog, next);
    let reason = wanted.map(|wanted| &wanted.reason);
    let word = held.and_then(|held| held.word.as_deref());
    Handoff {
        queue: queue.to_owned(),
        priority: wanted.map(|wanted| wanted.priority).unwrap_or_default(),
        summary: summary(catalog, reason, &recent, &known, word),
        reason: reason.cloned().unwrap_or(HandoffReason::Requested),
        note: wanted.and_then(|wanted| wanted.note.clone()),
        recent,
        slots: known,
        tried: tried(catalog, next),
        is_ticket,
        opens: queues::opens(catalog, queue, since).filter(|opens| is_ticket && *opens > since),
        wait: defined.and_then(|queue| queue.wait).filter(|_| !is_ticket),
    }
}

/// What is remembered, as people may see it.
fn known(catalog: &Catalog, next: &Conversation) -> Vec<KnownSlot> {
    let shown = next.slots.iter().filter_map(|(name, filled)| {
        let slot = catalog.slot(name);
        let privacy = slot.and_then(|slot| slot.privacy);
        let text = kept(&plain(&filled.value)?, LONGEST_VALUE);
        let value = match privacy {
            None => text,
            Some(SlotPrivacy::Mask) => masked(&text),
            Some(SlotPrivacy::Secret) => return None,
        };
        let label = slot.map_or_else(|| name.replace('_', " "), |slot| slot.label.to_string());
        let (source, turn) = (filled.source, filled.turn);
        Some(KnownSlot { name: name.clone(), label, value, source, turn })
    });
    shown.collect()
}

/// A value on one line; nothing for one that is not there.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Bool(truth) => Some(if *truth { "yes" } else { "no" }.to_owned()),
        Value::Int(number) => Some(number.to_string()),
        Value::Float(number) => Some(number.to_string()),
        Value::Text(text) => Some(text.clone()),
        // As JSON has it: one level only, whatever is nested below is "…".
        Value::List(values) => Some(values.iter().map(flat).collect::<Vec<_>>().join(", ")),
        Value::Map(map) => {
            let parts = map.iter().map(|(name, value)| format!("{name}: {}", flat(value)));
            Some(parts.collect::<Vec<_>>().join(", "))
        }
    }
}

fn flat(value: &Value) -> String {
    match value {
        Value::List(_) | Value::Map(_) => "…".to_owned(),
        value => plain(value).unwrap_or_default(),
    }
}

/// Intents that answered before, the latest last; not those that only fetch a human.
fn tried(catalog: &Catalog, next: &Conversation) -> Vec<String> {
    let helps = |id: &str| catalog.find(id).is_some_and(|intent| !intent.hands_off());
    let answered = next.intents.iter().filter(|(id, memory)| memory.times > 0 && helps(id));
    let mut answered: Vec<_> = answered.map(|(id, memory)| (memory.last_turn, id)).collect();
    answered.sort();
    answered.into_iter().map(|(_, id)| id.clone()).collect()
}

fn label(catalog: &Catalog, id: &str) -> String {
    catalog.find(id).map_or(id.to_owned(), |intent| intent.label.to_string())
}

/// One paragraph: why a human is asked, what it was about, and the customer's last words.
fn summary(
    catalog: &Catalog,
    reason: Option<&HandoffReason>,
    recent: &[Exchange],
    slots: &[KnownSlot],
    word: Option<&str>,
) -> String {
    let mut parts: Vec<String> = reason.map(|reason| why(catalog, reason)).into_iter().collect();
    let mut topics: Vec<String> = Vec::new();
    for id in recent.iter().filter_map(|exchange| exchange.intent.as_deref()) {
        let topic = label(catalog, id);
        if !topics.contains(&topic) {
            topics.push(topic);
        }
    }
    if !topics.is_empty() {
        parts.push(format!("It was about: {}.", topics.join(", ")));
    }
    if !slots.is_empty() {
        let known = slots.iter().map(|slot| format!("{} {}", slot.label, slot.value));
        parts.push(format!("Known: {}.", known.collect::<Vec<_>>().join(", ")));
    }
    if let Some(word) = word {
        parts.push(format!("After the last handoff it said: \"{word}\"."));
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

fn why(catalog: &Catalog, reason: &HandoffReason) -> String {
    let label = |id: &str| label(catalog, id);
    match reason {
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
    }
}
