//! Events of the host: whether the bot may say something without being asked.

use std::time::Duration;

use super::draft::Draft;
use super::survey::{self, NotBegun};
use super::{Progress, Task, older, run, slots};
use crate::catalog::{Catalog, Intent, Survey};
use crate::clock::Timestamp;
use crate::conversation::Conversation;
use crate::reply::{NotSent, Outcome, Reply};
use crate::understanding::Understanding;
use crate::value::Value;

/// Takes an event: answers its intent, or says why not and leaves the conversation as it was.
pub(super) fn raise(
    catalog: &Catalog,
    before: &Conversation,
    mut draft: Draft,
    event: &str,
    about: Option<&Value>,
) -> Progress {
    draft.is_event = true;
    draft.next.turns = before.turns;
    older::refresh(catalog, &mut draft);
    if catalog.intents.iter().all(|intent| intent.event.as_deref() != Some(event)) {
        return ask(catalog, before, draft, event);
    }
    let intent = match allowed(catalog, &mut draft, event, about) {
        Ok(intent) => intent,
        Err(reason) => return refused(before, event, reason),
    };
    if intent.limit.at_most.is_some() {
        draft.next.sent.remember(&intent.id, draft.now.as_millis());
    }
    for (name, value) in of_slots(catalog, about) {
        slots::set_by_host(catalog, &mut draft, name, value.clone());
    }
    let begin = Task::Begin { intent: intent.id.clone(), is_said: false };
    draft.tasks = vec![Task::Resume, begin];
    run(catalog, draft)
}

/// An event with which a survey begins.
fn ask(catalog: &Catalog, before: &Conversation, mut draft: Draft, event: &str) -> Progress {
    let is_known = |survey: &Survey| survey.start.iter().any(|start| **start == *event);
    if draft.next.with_human().is_some() && catalog.surveys.iter().any(is_known) {
        return refused(before, event, NotSent::WithHuman);
    }
    let until = form_open(catalog, &draft);
    match (survey::start_on(catalog, &mut draft, event), until) {
        (Some(_), Some(until)) => refused(before, event, NotSent::FormOpen { until }),
        (Some(Ok(outcome)), None) => draft.finish(catalog, outcome),
        (Some(Err(NotBegun::AtMost(until))), None) => {
            refused(before, event, NotSent::AtMost { until })
        }
        (Some(Err(NotBegun::Unknown | NotBegun::Busy)) | None, _) => {
            refused(before, event, NotSent::Unknown)
        }
    }
}

fn refused(before: &Conversation, event: &str, reason: NotSent) -> Progress {
    let reply = Reply {
        messages: Vec::new(),
        outcome: Outcome::NotSent { event: event.to_owned(), reason },
        understanding: Understanding::default(),
        schedule: Vec::new(),
    };
    Progress::Done { next: Box::new(before.clone()), reply: Box::new(reply) }
}

/// The intent that may be answered, or the first thing that speaks against it: what never changes
/// comes before what the host may try again later.
fn allowed<'c>(
    catalog: &'c Catalog,
    draft: &mut Draft,
    event: &str,
    about: Option<&Value>,
) -> Result<&'c Intent, NotSent> {
    let of_event = |intent: &&Intent| intent.event.as_deref() == Some(event);
    let mut intents = catalog.intents.iter().filter(of_event).peekable();
    if intents.peek().is_none() {
        return Err(NotSent::Unknown);
    }
    if draft.next.with_human().is_some() {
        return Err(NotSent::WithHuman);
    }
    for (name, value) in of_slots(catalog, about) {
        draft.tell(name, value.clone());
    }
    draft.tell("event", about.cloned().unwrap_or_default());
    let intent = intents.find(|intent| {
        draft.expected = Some(intent.id.clone());
        intent.guard.as_ref().is_none_or(|guard| guard.holds(&draft.names(catalog)))
    });
    let intent = intent.ok_or(NotSent::Condition)?;
    if intent.valid_until.as_ref().is_some_and(|(end, _)| draft.now >= *end) {
        return Err(NotSent::OutOfDate);
    }
    limited(catalog, draft, intent)?;
    form_open(catalog, draft).map_or(Ok(intent), |until| Err(NotSent::FormOpen { until }))
}

fn limited(catalog: &Catalog, draft: &mut Draft, intent: &Intent) -> Result<(), NotSent> {
    let limit = &intent.limit;
    if limit.consent.as_ref().is_some_and(|consent| !consent.holds(&draft.names(catalog))) {
        return Err(NotSent::NoConsent);
    }
    let channel = draft.channel.as_deref();
    if !limit.channels.is_empty() && !limit.channels.iter().any(|name| channel == Some(&**name)) {
        return Err(NotSent::Channel);
    }
    let now = draft.now.as_millis();
    if let Some((times, within)) = limit.at_most {
        let within = older::millis(within);
        let sent = draft.next.sent.since(&intent.id, now.saturating_sub(within));
        // The last of those that may be sent in this time makes room when it is old enough.
        let full = sent.len().checked_sub(times as usize).and_then(|first| sent.get(first));
        if let Some(first) = full {
            let until = Timestamp::from_millis(first.saturating_add(within));
            return Err(NotSent::AtMost { until });
        }
    }
    match &limit.hours {
        Some(hours) if !hours.is_open(draft.now) => {
            let until = hours.opens(draft.now).unwrap_or(draft.now);
            Err(NotSent::QuietHours { until })
        }
        _ => Ok(()),
    }
}

/// When the forms that wait are given up at the latest, if any do.
fn form_open(catalog: &Catalog, draft: &Draft) -> Option<Timestamp> {
    /// What is asked before a handoff belongs to no intent.
    const OTHERS: Duration = Duration::from_secs(3_600);
    let ends = draft.next.forms.iter().map(|form| {
        let timeout = catalog.find(&form.intent).map_or(OTHERS, |intent| intent.timeout);
        form.at.saturating_add(older::millis(timeout))
    });
    ends.max().map(|end| Timestamp::from_millis(end.saturating_add(1)))
}

/// What the event tells under names of slots.
fn of_slots<'v>(
    catalog: &Catalog,
    about: Option<&'v Value>,
) -> impl Iterator<Item = (&'v str, &'v Value)> {
    let map = match about {
        Some(Value::Map(map)) => Some(map),
        _ => None,
    };
    let told = map.into_iter().flatten().map(|(name, value)| (name.as_str(), value));
    let known = told.filter(|(name, _)| catalog.slot(name).is_some());
    // Conversations are small, and no slot of a customer holds more than one thing.
    known.filter(|(_, value)| !matches!(value, Value::List(_) | Value::Map(_) | Value::Null))
}
