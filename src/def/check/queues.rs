//! `queues`: that those named are there, their hours too, and that an overflow ends somewhere.

use super::Check;
use crate::def::model::StepKind;

/// Where a conversation may overflow to without a queue of that name: nobody waits, the question is
/// written down.
const TICKET: &str = "ticket";

impl Check<'_> {
    /// Where no queue is defined, their names are the host's business; else each must be there.
    pub(super) fn queues(&mut self) {
        self.keys_of_queues();
        self.overflows();
        let sections = self.sections;
        for name in sections.queues.names() {
            self.id(name, "a queue");
        }
        let handoffs: Vec<_> = sections.blocks().filter_map(|(_, block)| block.handoff).collect();
        let queues = || handoffs.iter().filter_map(|handoff| handoff.queue.as_ref());
        for queue in queues().filter(|queue| matches!(&***queue, "no" | "false" | "off")) {
            let message =
                format!("`handoff: {}` would hand over to a queue of that name", &**queue);
            self.notes
                .error("wrong-kind", queue.at, message)
                .help("an intent that answers by itself has no `handoff` at all");
        }
        if sections.queues.is_empty() {
            return;
        }
        let of_steps = sections.fallback.steps.iter().filter_map(|step| match &step.kind {
            StepKind::Handoff(queue) => queue.as_ref(),
            _ => None,
        });
        for queue in of_steps.chain(queues()).chain(&sections.handoff.queue) {
            if !sections.queues.knows(queue) {
                let message = format!("there is no queue `{}`", &**queue);
                self.unknown("unknown-queue", queue.at, (queue, message), sections.queues.names());
            }
        }
    }

    fn keys_of_queues(&mut self) {
        let sections = self.sections;
        for (name, queue) in sections.queues.iter() {
            if let Some(hours) = queue.hours.as_ref().filter(|name| !sections.hours.knows(name)) {
                let message = format!("there are no hours `{}`", &**hours);
                self.unknown("unknown-hours", hours.at, (hours, message), sections.hours.names());
            }
            let Some(overflow) = &queue.overflow else { continue };
            if !sections.queues.knows(overflow) && overflow.as_str() != TICKET {
                let message = format!("there is no queue `{}`", &**overflow);
                let names = sections.queues.names().filter(|other| other.as_str() != name.as_str());
                self.unknown("unknown-queue", overflow.at, (overflow, message), names);
            }
        }
    }

    /// Queues that overflow into one another in a ring: a customer would wait in them for ever.
    fn overflows(&mut self) {
        let queues = &self.sections.queues;
        let texts: Vec<_> = queues.iter().map(|(_, queue)| queue.overflow.as_ref()).collect();
        let next = |at: usize| texts.get(at).copied().flatten().and_then(|to| queues.position(to));
        // Each queue leads to one other at most: all of them are walked once.
        let mut walked_from = vec![None; texts.len()];
        for start in 0..texts.len() {
            let mut at = start;
            let ring = loop {
                let Some(mark) = walked_from.get_mut(at) else { break None };
                if let Some(before) = *mark {
                    break (before == start).then_some(at);
                }
                *mark = Some(start);
                let Some(to) = next(at) else { break None };
                at = to;
            };
            let Some(overflow) = ring.and_then(|at| texts.get(at).copied().flatten()) else {
                continue;
            };
            let message =
                format!("overflow goes in a ring and comes back to `{}`", queues.name(at));
            self.notes
                .error("overflow-cycle", overflow.at, message)
                .help("one of them has to end: without `overflow`, or with `overflow: ticket`");
        }
    }
}
