//! Handoffs: their texts say something and nothing else, what they ask first can be asked, and
//! nothing is written for hours that nobody has.

use std::collections::BTreeSet;

use super::Check;
use super::names::OF_HANDOFFS;
use crate::def::model::{Handoff, Variant};
use crate::reply::Priority;

impl<'d> Check<'d> {
    /// `known` are the names that all answers may read, and all results of calls.
    pub(super) fn handoffs(&mut self, known: &BTreeSet<&'d str>) {
        let sections = self.sections;
        let mut known = known.clone();
        known.extend(OF_HANDOFFS);
        for (_, part) in sections.blocks() {
            for handoff in part.handoff.iter() {
                self.handoff(handoff, &known);
            }
        }
        let general = &sections.handoff;
        self.texts(&general.bot, &known);
        self.texts(&general.closed, &known);
        self.needed(&general.needs, &known);
        let is_closed = sections.queues.iter().any(|(_, queue)| queue.hours.is_some());
        if let Some(first) = general.closed.first().filter(|_| !is_closed && self.whole) {
            self.notes
                .warning("never", first.at, "this is never said: no queue has hours")
                .help("give a queue its `hours`");
        }
    }

    fn handoff(&mut self, handoff: &'d Handoff, known: &BTreeSet<&'d str>) {
        self.texts(&handoff.bot, known);
        self.texts(&handoff.closed, known);
        let queues = &self.sections.queues;
        let usual = self.sections.handoff.queue.as_ref().or(queues.names().next());
        let named = handoff.queue.as_ref().or(usual);
        let queue = queues.iter().find(|(name, _)| named.is_some_and(|n| n.value == name.value));
        let queue = queue.map(|(_, queue)| queue);
        let is_closed = queue.is_some_and(|queue| queue.hours.is_some());
        if let Some(first) = handoff.closed.first().filter(|_| !is_closed && self.whole) {
            self.notes
                .warning("never", first.at, "this is never said: the queue has no hours")
                .help("give the queue its `hours`");
        }
        let Some(needs) = &handoff.needs else { return };
        self.needed(needs, known);
        let urgent = handoff.priority.as_ref().or(queue.and_then(|queue| queue.priority.as_ref()));
        let urgent = urgent.filter(|priority| priority.value == Priority::Urgent);
        if let (Some(urgent), Some(first)) = (urgent, needs.first()) {
            self.notes
                .warning("never", first.slot.at, "this is never asked: the handoff is urgent")
                .see("here", urgent.at)
                .help("where somebody has to come at once nothing is asked first");
        }
    }

    fn texts(&mut self, variants: &'d [Variant], known: &BTreeSet<&'d str>) {
        self.variants(variants, known);
        for variant in variants.iter().filter(|variant| !variant.only_says()) {
            self.notes
                .error("only-says", variant.at, "a handoff's text can only say something")
                .help("put the steps beside `handoff`");
        }
    }
}
