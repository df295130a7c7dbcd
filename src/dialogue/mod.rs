//! One turn of a dialogue as a pure function: definitions × state × understanding × time gives the
//! next state and a reply, or an action to run first.
//!
//! Lives here: [`decide`] and [`resume`]. The policy (act, ask or miss) is in [`policy`], answers to
//! open questions in [`options`], misses in [`fallback`], the way to a human in [`handoff`], the
//! choice of words in [`wording`]. Nothing here matches text to intents, reads a clock or does I/O.

mod draft;
mod fallback;
mod handoff;
mod options;
mod policy;
mod wording;

use std::sync::Arc;

use crate::action::{ActionCall, ActionError, ActionResult};
use crate::catalog::{Catalog, Intent};
use crate::clock::Timestamp;
use crate::conversation::{Conversation, OpenQuestion, Turn};
use crate::reply::{HandoffReason, Outcome, Press, Reply};
use crate::understanding::{Decision, Meaning, Tier, Understanding};
use crate::value::Value;

use draft::Draft;
pub(crate) use options::{Meant, meant};
pub(crate) use policy::{decision, verdict};

/// What a turn came to.
#[derive(Debug)]
pub(crate) enum Progress {
    Done { next: Box<Conversation>, reply: Box<Reply> },
    Call(Box<Pending>),
}

/// A turn that waits for the result of an action.
#[derive(Clone, Debug)]
pub(crate) struct Pending {
    pub(crate) call: ActionCall,
    draft: Draft,
}

/// Takes a turn: `before` and `turn` in, the next state and the reply out. `meant` is what
/// [`meant`] made of them, and `understanding` that of its text.
pub(crate) fn decide(
    catalog: &Catalog,
    before: &Conversation,
    turn: &Turn<'_>,
    meant: Meant<'_>,
    understanding: Understanding,
    now: Timestamp,
) -> Progress {
    let mut draft = Draft::begin(catalog, before, turn, understanding, now);
    if draft.next.with_human.is_some() {
        return draft.finish(catalog, Outcome::Paused);
    }
    draft.next.open = None;
    let offer = || options::answer_to_offer(catalog, before.open.as_ref(), &draft.understanding);
    let meant = match meant {
        Meant::Text(_) => offer().unwrap_or(meant),
        chosen => chosen,
    };
    match meant {
        Meant::Intent(intent) => {
            draft.press(intent);
            act(catalog, draft, intent)
        }
        Meant::NoneOfThese => fallback::miss(catalog, draft, true),
        Meant::Text(_) => follow_understanding(catalog, draft),
    }
}

/// Goes on with a turn once its action has a result.
pub(crate) fn resume(catalog: &Catalog, pending: Pending, result: ActionResult) -> Progress {
    let Pending { call, draft } = pending;
    match catalog.find(&call.intent) {
        Some(intent) => answer(catalog, draft, intent, Some(result)),
        // Only a pending call of another bot can name an intent that is not there.
        None => {
            let reason = HandoffReason::ActionFailed { action: call.action };
            handoff::general(catalog, draft, reason)
        }
    }
}

fn follow_understanding(catalog: &Catalog, draft: Draft) -> Progress {
    let decision = policy::decision(catalog, &draft.understanding);
    let best = draft.understanding.best();
    let intent = best.and_then(|best| catalog.find(&best.intent));
    // Whoever asks for a human gets one, whatever else the message is about. Only a phrase that is
    // the whole message, or an intent that hands off itself and says where to, comes before.
    let is_exact = best.is_some_and(|best| best.tier == Tier::Exact);
    let hands_off = intent.is_some_and(|intent| intent.handoff.is_some());
    let is_answered = decision == Decision::Act && (is_exact || hands_off);
    if draft.understanding.mentions(Meaning::Human) && !is_answered {
        return handoff::general(catalog, draft, HandoffReason::Requested);
    }
    match (decision, intent) {
        (Decision::Act, Some(intent)) => act(catalog, draft, intent),
        (Decision::Ask, _) => fallback::clarify(catalog, draft),
        (Decision::Act | Decision::Miss, _) => fallback::miss(catalog, draft, false),
    }
}

/// Acts on an intent: first its action, if it has one.
fn act(catalog: &Catalog, mut draft: Draft, intent: &Intent) -> Progress {
    draft.next.misses = 0;
    draft.intent = Some(intent.id.clone());
    let Some(call) = &intent.call else { return answer(catalog, draft, intent, None) };
    let mut request = ActionCall::new(&call.action, &intent.id, draft.now);
    request.slots = draft.slots().collect();
    request.channel.clone_from(&draft.channel);
    Progress::Call(Box::new(Pending { call: request, draft }))
}

/// Replies for an intent, then hands off if the intent says so.
fn answer(
    catalog: &Catalog,
    mut draft: Draft,
    intent: &Intent,
    result: Option<ActionResult>,
) -> Progress {
    let mut memory = draft.next.intents.get(&*intent.id).copied().unwrap_or_default();
    memory.times = memory.times.saturating_add(1);
    memory.last_turn = draft.next.turns;
    draft.next.remember(&intent.id, memory);
    let failed = matches!(result, Some(Err(_)));
    // A result may also be read by the text of a handoff.
    if intent.reads_names || result.is_some() {
        draft.gather_names(catalog);
        if let (Some(call), Some(result)) = (&intent.call, result) {
            draft.names.insert(call.result.to_string(), result_value(result));
        }
    }
    let message = wording::choose(&draft.names, intent, &mut memory, failed);
    draft.next.remember(&intent.id, memory);

    let answered = message.is_some();
    draft.messages.extend(message);
    match (&intent.handoff, &intent.call) {
        (_, Some(call)) if failed && !answered => {
            let reason = HandoffReason::ActionFailed { action: call.action.to_string() };
            handoff::general(catalog, draft, reason)
        }
        (Some(route), _) => handoff::routed(catalog, draft, route, intent),
        (None, _) if answered => {
            draft.next.open = shown_buttons(&draft);
            let owned = |text: &Option<Arc<str>>| text.as_deref().map(str::to_owned);
            let (topic, link) = (owned(&intent.topic), owned(&intent.link));
            let outcome = Outcome::Answer { intent: intent.id.to_string(), topic, link };
            draft.finish(catalog, outcome)
        }
        (None, _) => {
            let reason = HandoffReason::NoReply { intent: intent.id.to_string() };
            handoff::general(catalog, draft, reason)
        }
    }
}

/// The buttons that a number or a label of the next turn may mean. Links do not count: the bot
/// cannot open them.
fn shown_buttons(draft: &Draft) -> Option<OpenQuestion> {
    let buttons = draft.messages.iter().flat_map(|message| &message.buttons);
    let shown: Vec<(String, String)> = buttons
        .filter_map(|button| match &button.press {
            Press::Choice(choice) => {
                Some((draft::kept(&button.label, KEPT_LABEL), draft::kept(choice, KEPT_CHOICE)))
            }
            Press::Link(_) => None,
        })
        .take(Conversation::MAX_OPTIONS)
        .collect();
    (!shown.is_empty()).then_some(OpenQuestion::Buttons { shown })
}

/// Longest label that can be typed, in bytes of JSON: longer ones are pressed or counted.
const KEPT_LABEL: usize = 40;
/// Longest choice that a number can send, in bytes of JSON: the longest id of an intent. Of a label
/// that is said as a text, more would have to be pressed.
const KEPT_CHOICE: usize = 64;

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
