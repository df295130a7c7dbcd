//! Steps, always in the same order: set, call, say, forget, then go on elsewhere or hand off.

use std::sync::Arc;

use super::draft::Draft;
use super::{Flow, Task, handoff, slots, survey, wording};
use crate::action::{ActionCall, ActionError, ActionResult};
use crate::catalog::{Catalog, End, Intent, Setting, Steps};
use crate::clock::Timestamp;
use crate::conversation::IntentMemory;
use crate::reply::{HandoffReason, Outcome, Schedule};
use crate::value::Value;

/// Jumps (`go`) in one turn, from the format.
const MAX_JUMPS: u32 = 3;

/// Steps on their way.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) steps: Arc<Steps>,
    pub(super) origin: Origin,
    /// Whether the steps of a reply have ended the turn already, so that those around do not.
    is_ended: bool,
}

/// Whose steps they are.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    Intent(Arc<str>),
    /// What follows an answer of this intent.
    After(Arc<str>),
    /// What follows a slot that the intent could not get.
    Stuck {
        intent: Arc<str>,
        slot: Arc<str>,
    },
    Rule(Arc<str>),
}

impl Origin {
    /// The intent that actions are called for.
    fn intent(&self) -> &str {
        match self {
            Origin::Intent(intent) | Origin::After(intent) | Origin::Stuck { intent, .. } => intent,
            Origin::Rule(_) => "",
        }
    }
}

impl Run {
    pub(super) fn new(steps: &Arc<Steps>, origin: Origin) -> Run {
        Run { steps: Arc::clone(steps), origin, is_ended: false }
    }

    /// The turn goes on after them.
    pub(super) fn without_end(self) -> Run {
        Run { is_ended: true, ..self }
    }
}

/// Fills slots, then calls the action.
pub(super) fn run(catalog: &Catalog, draft: &mut Draft, run: Run) -> Flow {
    draft.runs += 1;
    if draft.runs > catalog.limits.max_steps {
        return too_many(catalog, draft, &run.origin);
    }
    for (name, setting) in &run.steps.set {
        let value = match setting {
            Setting::Value(value) => Some(value.clone()),
            Setting::Template(template) => {
                template.render(&draft.names(catalog)).map(|text| Value::untyped(&text))
            }
        };
        if let Some(value) = value {
            slots::set(catalog, draft, name, value);
        }
    }
    let call = run.steps.call.as_ref().map(|call| {
        let mut request = ActionCall::new(&call.action, run.origin.intent(), draft.now);
        request.slots = draft.values();
        request.channel.clone_from(&draft.channel);
        request
    });
    draft.tasks.push(Task::Say(run, None));
    call.map_or(Flow::On, Flow::Call)
}

/// Says the reply that fits, and what the reply itself does.
pub(super) fn say(
    catalog: &Catalog,
    draft: &mut Draft,
    mut run: Run,
    result: Option<ActionResult>,
) -> Flow {
    let steps = Arc::clone(&run.steps);
    let failed = matches!(result, Some(Err(_)));
    if let (Some(call), Some(result)) = (&steps.call, result) {
        draft.tell(&call.result, result_value(result));
    }
    let mut memory = IntentMemory::default();
    if let Origin::Intent(id) = &run.origin {
        memory = draft.next.intents.get(&**id).copied().unwrap_or_default();
        memory.times = memory.times.saturating_add(1);
        memory.last_turn = draft.next.turns;
        draft.next.remember(id, memory);
        draft.intent = Some(id.clone());
        draft.is_counted = true;
    }
    let error = steps.call.as_ref().filter(|_| failed).map(|call| format!("{}.error", call.result));
    let names = draft.names(catalog);
    let said = wording::choose(&names, &steps.replies, &mut memory, error.as_deref());
    if let Origin::Intent(id) = &run.origin {
        draft.next.remember(id, memory);
    }
    let answered = said.is_some();
    if let (true, false, Some(call)) = (failed, answered, &steps.call) {
        let reason = HandoffReason::ActionFailed { action: call.action.to_string() };
        return handoff::general(catalog, draft, reason);
    }
    let own = said.and_then(|(message, own)| {
        draft.messages.push(message);
        own
    });
    if !answered && !steps.replies.is_empty() && steps.end.is_none() {
        let reason = HandoffReason::NoReply { intent: run.origin.intent().to_owned() };
        return handoff::general(catalog, draft, reason);
    }
    draft.outcome = Some(outcome(catalog, &run.origin));
    run.is_ended |= own.as_ref().is_some_and(|own| own.end.is_some());
    let origin = run.origin.clone();
    draft.tasks.push(Task::Leave(run));
    if let Some(own) = own {
        // What a reply does is no answer of its own: it must not be counted again.
        let origin = match origin {
            Origin::Intent(intent) => Origin::After(intent),
            other => other,
        };
        draft.tasks.push(Task::Run(Run::new(&own, origin)));
    }
    Flow::On
}

/// Schedules, forgets, then goes on elsewhere or hands off.
pub(super) fn leave(catalog: &Catalog, draft: &mut Draft, run: &Run) -> Flow {
    schedule(catalog, draft, &run.steps);
    for name in &run.steps.forget {
        slots::forget(draft, name);
    }
    match &run.steps.end {
        Some(_) if run.is_ended => Flow::On,
        Some(End::Go(intent)) => {
            draft.jumps += 1;
            if draft.jumps > MAX_JUMPS {
                return too_many(catalog, draft, &run.origin);
            }
            draft.tasks.push(Task::Begin { intent: intent.clone(), is_said: false });
            Flow::On
        }
        Some(End::Survey(name)) => {
            // Asked too often, or in the middle of a form: it is simply not asked.
            let _ = survey::start(catalog, draft, name);
            Flow::On
        }
        Some(End::Handoff(route)) => handoff::routed(catalog, draft, route, &run.origin),
        None => {
            if let Origin::Intent(id) = &run.origin
                && catalog.find(id).is_some_and(|intent| !intent.next.is_empty())
            {
                draft.next.next = Some(id.to_string());
            }
            Flow::On
        }
    }
}

/// Events to raise later. What is over already, and what says no time, is not scheduled.
fn schedule(catalog: &Catalog, draft: &mut Draft, steps: &Steps) {
    for (event, moment) in &steps.schedule {
        let names = draft.names(catalog);
        let from = match &moment.at {
            Some(at) => at.render(&names).and_then(|text| catalog.moment(&text)),
            None => Some(draft.now),
        };
        let Some(from) = from else { continue };
        let at = Timestamp::from_millis(from.as_millis().saturating_add(moment.offset));
        draft.schedule.retain(|known| *known.event != **event);
        if at > draft.now {
            draft.schedule.push(Schedule { event: event.to_string(), at });
        }
    }
}

fn outcome(catalog: &Catalog, origin: &Origin) -> Outcome {
    match origin {
        Origin::Rule(rule) => Outcome::Rule { rule: rule.to_string() },
        Origin::Intent(id) | Origin::After(id) | Origin::Stuck { intent: id, .. } => {
            answered(id, catalog.find(id))
        }
    }
}

fn answered(id: &str, intent: Option<&Intent>) -> Outcome {
    let owned = |text: &Option<Arc<str>>| text.as_deref().map(str::to_owned);
    Outcome::Answer {
        intent: id.to_owned(),
        topic: intent.and_then(|intent| owned(&intent.topic)),
        link: intent.and_then(|intent| owned(&intent.link)),
    }
}

fn too_many(catalog: &Catalog, draft: &mut Draft, origin: &Origin) -> Flow {
    let at = match origin {
        Origin::Rule(rule) => rule,
        other => other.intent(),
    };
    let reason = HandoffReason::TooManySteps { intent: at.to_owned() };
    handoff::general(catalog, draft, reason)
}

/// What replies read under the name of a call: its result, or the error's kind and message.
fn result_value(result: ActionResult) -> Value {
    match result {
        Ok(value) => value,
        Err(error) => error_value(&error),
    }
}

fn error_value(error: &ActionError) -> Value {
    Value::map([("error", Value::from(error.kind())), ("message", Value::from(error.message()))])
}
