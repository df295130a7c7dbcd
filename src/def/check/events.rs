//! Events: that what is limited is one, that each can be raised, and that what is scheduled is
//! there.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use super::Check;
use crate::def::place::{At, Text};

impl<'d> Check<'d> {
    /// `known` are the names that may be read when an event is scheduled.
    pub(super) fn events(&mut self, known: &BTreeSet<&'d str>) {
        let sections = self.sections;
        // The first intent of an event that is always meant, and where it says so.
        let mut always: BTreeMap<&str, At> = BTreeMap::new();
        for (id, intent) in sections.intents.iter() {
            let Some(event) = &intent.event else {
                if let Some(limit) = intent.limit.as_ref().filter(|_| !intent.broken) {
                    let message = format!("nothing is limited here: `{}` has no `event`", &**id);
                    self.notes
                        .error("limit-without-event", limit.at, message)
                        .help("only what the bot says without being asked has a `limit`");
                }
                continue;
            };
            self.id(event, "an event");
            if let Some(first) = always.get(event.as_str()) {
                let message = format!("the event `{}` never gets here", &**event);
                self.notes
                    .warning("never", event.at, message)
                    .see("this intent takes it always", *first)
                    .help("give the first one an `if`");
            } else if intent.condition.is_none() {
                always.insert(event, event.at);
            }
        }
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let events: Vec<&Text> = sections
            .intents
            .iter()
            .filter_map(|(_, intent)| intent.event.as_ref())
            .filter(|event| seen.insert(event.as_str()))
            .collect();
        for (event, moment) in sections.blocks().flat_map(|(_, block)| block.schedule.iter()) {
            if events.iter().all(|known| known.as_str() != event.as_str()) {
                let message = format!("no intent has the event `{}`", &**event);
                let known = events.iter().copied();
                self.unknown("unknown-event", event.at, (event, message), known);
            }
            let is_empty = moment.at_time.is_none() && moment.after.is_none();
            if let Some(before) = moment.before.as_ref().filter(|_| is_empty) {
                self.notes
                    .error("no-moment", before.at, "`before` needs an `at`")
                    .help("such as `{at: \"{{ visit_day }}\", before: 1d}`");
            } else if is_empty && !moment.broken {
                self.notes
                    .error("no-moment", moment.at, "this says no time")
                    .help("give it an `at`, or an `after` such as `3d`");
            }
            if let Some(at) = &moment.at_time {
                match self.templates.template(at) {
                    Ok(template) => {
                        self.names(at, template.reads(), known, "the event is never scheduled");
                        self.moment(at);
                    }
                    Err(error) => self.not_compiled("template", at, error),
                }
            }
        }
    }

    /// A time without a value in it is the same in every talk, and has to be one.
    fn moment(&mut self, at: &Text) {
        let text = at.trim();
        let is_time = || {
            text.parse::<Timestamp>().is_ok()
                || text.parse::<DateTime>().is_ok()
                || text.parse::<Date>().is_ok()
        };
        if !text.contains("{{") && !text.contains("{%") && !is_time() {
            self.notes
                .warning(
                    "wrong-date",
                    at.at,
                    format!("`{text}` is no day or time: this is never scheduled"),
                )
                .help("write a value such as `{{ visit_day }}`, or a day such as 2026-12-24");
        }
    }
}
