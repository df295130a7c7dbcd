//! What a message leads to: an answer to an open question, an intent, or nothing that is known.

use super::draft::Draft;
use super::steps::{Origin, Run};
use super::{Flow, Meant, Task, answer, fallback, handoff, options, policy, survey};
use crate::catalog::{Catalog, Intent};
use crate::reply::{HandoffReason, Outcome};
use crate::understanding::{Decision, Meaning, Tier, Veto};

pub(super) fn message(catalog: &Catalog, draft: &mut Draft) -> Flow {
    leave_out_guarded(catalog, draft);
    let decision = policy::decision(catalog, &draft.understanding);
    let best = draft.understanding.best();
    let intent = best.and_then(|best| catalog.find(&best.intent));
    // Whoever asks for a human gets one, whatever else the message is about. Only a phrase that is
    // the whole message, or an intent that hands off itself and says where to, comes before.
    let is_exact = best.is_some_and(|best| best.tier == Tier::Exact);
    let hands_off = intent.is_some_and(Intent::hands_off);
    let is_answered = decision == Decision::Act && (is_exact || hands_off);
    let asks_for_human = draft.understanding.mentions(Meaning::Human);
    if asks_for_human && !is_answered {
        return handoff::general(catalog, draft, HandoffReason::Requested);
    }
    if let (true, true, Some(intent)) = (asks_for_human, is_answered && hands_off, intent) {
        draft.tasks.push(Task::Begin { intent: intent.id.clone(), is_said: true });
        return Flow::On;
    }
    if let Some(flow) = survey::take(catalog, draft) {
        return flow;
    }
    if let Some(flow) = answer::take(catalog, draft) {
        return flow;
    }
    let open = draft.open.take();
    if let Some(meant) = options::answer_to_offer(catalog, open.as_ref(), &draft.understanding) {
        return chosen(catalog, draft, meant);
    }
    if let Some(flow) = follow_up(catalog, draft) {
        return flow;
    }
    understood(catalog, draft, decision)
}

/// Acts on what was understood, asks, or says that nothing was.
fn understood(catalog: &Catalog, draft: &mut Draft, decision: Decision) -> Flow {
    let best = draft.understanding.best();
    let intent = best.and_then(|best| catalog.find(&best.intent));
    match (decision, intent) {
        (Decision::Act, Some(intent)) => {
            draft.tasks.push(Task::Begin { intent: intent.id.clone(), is_said: true });
            Flow::On
        }
        // What a rule has said was the answer.
        _ if draft.rule.is_some() && !draft.messages.is_empty() => {
            let rule = draft.rule.as_deref().unwrap_or_default().to_owned();
            draft.outcome = Some(Outcome::Rule { rule });
            Flow::On
        }
        // A form whose question is no longer there asks the next one instead.
        _ if !draft.next.forms.is_empty() => Flow::On,
        (Decision::Ask, _) => fallback::clarify(catalog, draft),
        (Decision::Act | Decision::Miss, _) => fallback::miss(catalog, draft, false),
    }
}

fn chosen(catalog: &Catalog, draft: &mut Draft, meant: Meant<'_>) -> Flow {
    match meant {
        Meant::Intent(intent) => {
            draft.press(intent);
            draft.tasks.push(Task::Begin { intent: intent.id.clone(), is_said: true });
            Flow::On
        }
        Meant::NoneOfThese => fallback::miss(catalog, draft, true),
        Meant::Text(_) | Meant::Event => Flow::On,
    }
}

/// The branch of `next` that the message takes, if the last answer has one for it.
fn follow_up(catalog: &Catalog, draft: &mut Draft) -> Option<Flow> {
    let asked = catalog.find(draft.branch.as_deref()?)?;
    let meaning = draft.understanding.meaning().map(Meaning::name);
    let sure = policy::decision(catalog, &draft.understanding) == Decision::Act;
    let best = draft.understanding.best().filter(|_| sure).map(|best| best.intent.clone());
    let mut branches = asked.next.iter();
    let (_, steps) =
        branches.find(|(name, _)| best.as_deref() == Some(&**name) || meaning == Some(&**name))?;
    draft.next.misses = 0;
    draft.intent = Some(asked.id.clone());
    draft.tasks.push(Task::Run(Run::new(steps, Origin::After(asked.id.clone()))));
    Some(Flow::On)
}

/// Takes out candidates whose `if` does not hold.
fn leave_out_guarded(catalog: &Catalog, draft: &mut Draft) {
    let is_guarded = |id: &str| catalog.find(id).is_some_and(|intent| intent.guard.is_some());
    if !draft.understanding.candidates.iter().any(|candidate| is_guarded(&candidate.intent)) {
        return;
    }
    let names = draft.names(catalog);
    let candidates = draft.understanding.candidates.iter();
    let fits = candidates.map(|candidate| {
        let guard = catalog.find(&candidate.intent).and_then(|intent| intent.guard.as_ref());
        guard.is_none_or(|guard| guard.holds(&names))
    });
    let mut fits = fits.collect::<Vec<bool>>().into_iter();
    let mut left_out = Vec::new();
    draft.understanding.candidates.retain(|candidate| {
        let fits = fits.next().unwrap_or_default();
        if !fits {
            left_out.push((candidate.intent.clone(), Veto::Condition));
        }
        fits
    });
    draft.understanding.vetoed.extend(left_out);
}
