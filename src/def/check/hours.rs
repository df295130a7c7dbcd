//! `hours`: days that are given twice, periods that overlap, places that never open.

use super::Check;
use crate::def::model::{Hours, Period};
use crate::def::place::{Spanned, Text};

impl Check<'_> {
    pub(super) fn hours(&mut self) {
        let sections = self.sections;
        for (name, hours) in sections.hours.iter() {
            self.week(hours);
            let of_week = hours.week.iter().map(|days| &days.periods);
            let of_dates = hours.special.iter().map(|(_, periods)| periods);
            for periods in of_week.chain(of_dates) {
                self.overlapping(periods);
            }
            self.never_open(name, hours);
        }
    }

    /// Each day of the week has one entry: adding up or replacing would both be a guess.
    fn week(&mut self, hours: &Hours) {
        let mut taken: [Option<&Text>; 7] = [None; 7];
        for days in &hours.week {
            let mut before = None;
            for (slot, _) in taken.iter_mut().zip(days.days).filter(|(_, is)| *is) {
                before = before.or(*slot);
                *slot = Some(&days.name);
            }
            let Some(before) = before else { continue };
            let (name, other) = (&*days.name, &**before);
            self.notes
                .error("same-day", days.name.at, format!("`{name}` and `{other}` share a day"))
                .see("the other is here", before.at)
                .help(
                    "each day of the week stands in one entry; dates may have hours of their own",
                );
        }
    }

    fn overlapping(&mut self, periods: &[Spanned<Period>]) {
        let mut sorted: Vec<&Spanned<Period>> = periods.iter().collect();
        sorted.sort_by_key(|period| period.value);
        for pair in sorted.windows(2) {
            let [first, second] = pair else { continue };
            if second.value.from < first.value.to {
                self.notes
                    .error("wrong-period", second.at, "this period overlaps with another")
                    .see("the other is here", first.at)
                    .help("make them one, or let one end before the other starts");
            }
        }
    }

    fn never_open(&mut self, name: &Text, hours: &Hours) {
        let opens = hours.week.iter().any(|days| !days.periods.is_empty())
            || hours.special.iter().any(|(_, periods)| !periods.is_empty());
        if !opens && !hours.broken {
            self.notes
                .error("never-open", name.at, format!("`{}` is never open", &**name))
                .help("give it at least one day: `mon-fri: \"08:00-17:00\"`, or `daily: 24h`");
        }
    }
}
