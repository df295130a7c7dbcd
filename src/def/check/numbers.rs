//! Numbers in their range.

use std::fmt::Display;
use std::ops::RangeInclusive;

use super::Check;
use crate::def::model::StepKind;
use crate::def::place::Spanned;

/// Priorities of intents: more than anybody needs to put them in order, and short to write.
const PRIORITIES: RangeInclusive<i64> = -1_000..=1_000;
/// More choices than these nobody reads.
const MOST_OFFERS: i64 = 10;
/// A message longer than this is a document.
const INPUTS: RangeInclusive<i64> = 1..=100_000;

/// Typos that one value may have: more make another text of it.
const TYPOS: RangeInclusive<i64> = 0..=3;

impl Check<'_> {
    pub(super) fn numbers(&mut self) {
        let sections = self.sections;
        let fallback = &sections.fallback;
        for (name, number) in [("act", fallback.act), ("ask", fallback.ask), ("gap", fallback.gap)]
        {
            self.within(name, number, 0.0..=1.0);
        }
        self.thresholds();
        // What is not kept as a candidate cannot be offered.
        let most = i64::try_from(self.limits.max_candidates).unwrap_or(MOST_OFFERS);
        self.within("offer", fallback.offer, 1..=most.clamp(1, MOST_OFFERS));
        self.within("max_input", sections.privacy.max_input, INPUTS);
        for (_, intent) in sections.intents.iter() {
            self.within("act", intent.act, 0.0..=1.0);
            self.within("priority", intent.priority, PRIORITIES);
        }
        self.steps_after_handoff();
    }

    /// The thresholds against one another: what is not given has its default.
    fn thresholds(&mut self) {
        let fallback = &self.sections.fallback;
        let (act, ask, gap) = (fallback.act, fallback.ask, fallback.gap);
        if fallback.act() < fallback.ask()
            && let Some(at) = ask.or(act).map(|given| given.at)
        {
            let message = match (act, ask) {
                (Some(_), None) => format!(
                    "`act` is below `ask`, which is {} here, so the bot would never ask",
                    fallback.ask()
                ),
                (None, _) => format!(
                    "`ask` is above `act`, which is {} here, so the bot would never ask",
                    fallback.act()
                ),
                (Some(_), Some(_)) => "`ask` is above `act`, so the bot would never ask".to_owned(),
            };
            let note = self.notes.error("wrong-order", at, message);
            note.help(
                "from `ask` on the bot asks, from `act` on it acts: `ask` has to be the smaller",
            );
            if let (Some(act), Some(_)) = (act, ask) {
                note.see("`act` is given here", act.at);
            }
        }
        if fallback.gap() > fallback.act()
            && let Some(at) = gap.or(act).map(|given| given.at)
        {
            let message = format!(
                "`gap` is {}, more than `act` ({}): the bot would ask about nearly everything",
                fallback.gap(),
                fallback.act()
            );
            self.notes.warning("wrong-order", at, message).help("0.1 is usual for `gap`");
        }
    }

    pub(super) fn typos(&mut self, typos: Option<Spanned<i64>>) {
        self.within("typos", typos, TYPOS);
    }

    fn within<T: PartialOrd + Display + Copy>(
        &mut self,
        name: &str,
        number: Option<Spanned<T>>,
        range: RangeInclusive<T>,
    ) {
        let Some(number) = number.filter(|number| !range.contains(&number.value)) else { return };
        let (value, least, most) = (number.value, range.start(), range.end());
        self.notes.error(
            "out-of-range",
            number.at,
            format!("`{name}` is {value}, but has to be from {least} to {most}"),
        );
    }

    /// The handoff ends the row of misses: what stands behind it never comes.
    fn steps_after_handoff(&mut self) {
        let steps = &self.sections.fallback.steps;
        let handoff = steps.iter().position(|step| matches!(step.kind, StepKind::Handoff(_)));
        let Some(handoff) = handoff else { return };
        if let (Some(first), Some(after)) = (steps.get(handoff), steps.get(handoff + 1)) {
            self.notes
                .warning("never", after.at, "this step is never reached")
                .see("a person takes over here", first.at)
                .help("put the handoff last");
        }
    }
}
