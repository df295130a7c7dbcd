//! Rules: what happens whenever something holds, whatever the customer said.

use super::draft::Draft;
use super::steps::{Origin, Run};
use super::{Flow, Task, emergency, policy};
use crate::catalog::{Catalog, Rule};
use crate::handoff::{HandoffReason, HandoffState};
use crate::understanding::Decision;

/// Looks at the rules from number `from` on. One that speaks does so before the answer; one that
/// goes elsewhere or hands off does so instead of the answer.
pub(super) fn look(catalog: &Catalog, draft: &mut Draft, from: usize) -> Flow {
    if from == 0 {
        expect(catalog, draft);
    }
    for (number, rule) in catalog.rules.iter().enumerate().skip(from) {
        if !rule.condition.holds(&draft.names(catalog)) {
            continue;
        }
        let Some(ends) = applies(catalog, draft, rule) else { continue };
        if ends {
            draft.tasks.truncate(1);
        } else {
            draft.tasks.push(Task::Rules(number + 1));
        }
        draft.rule = Some(rule.name.clone());
        let run = Run::new(&rule.steps, Origin::Rule(rule.name.clone()));
        draft.tasks.push(Task::Run(if ends { run } else { run.without_end() }));
        return Flow::On;
    }
    draft.expected = None;
    Flow::On
}

/// Whether a rule that holds does something, and whether it takes the turn.
fn applies(catalog: &Catalog, draft: &mut Draft, rule: &Rule) -> Option<bool> {
    let ends = rule.steps.end.is_some();
    if emergency::is_awaiting(&draft.next) {
        draft.is_emergency = emergency::is_told_by(catalog, draft, rule);
        return draft.is_emergency.then_some(ends);
    }
    if is_written_down(draft, rule) {
        // Nobody has to be fetched; the number to call is told all the same.
        return emergency::is_by_words(catalog, draft, rule).then_some(false);
    }
    Some(ends)
}

/// A rule that fetched a human when nobody was there would do so in every turn until somebody is.
fn is_written_down(draft: &Draft, rule: &Rule) -> bool {
    let held = draft.next.held.as_ref().filter(|held| held.state == HandoffState::Ticket);
    let reason = held.and_then(|held| held.wanted.as_ref()).map(|wanted| &wanted.reason);
    matches!(reason, Some(HandoffReason::Rule { rule: name }) if **name == *rule.name)
}

/// Rules see the intent that the message will lead to.
fn expect(catalog: &Catalog, draft: &mut Draft) {
    if catalog.rules.is_empty() {
        return;
    }
    let sure = policy::decision(catalog, &draft.understanding) == Decision::Act;
    let best = draft.understanding.best().filter(|_| sure);
    draft.expected = best.map(|best| best.intent.clone());
}
