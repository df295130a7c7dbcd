//! Opening hours: what is open when, over days on which clocks are changed too.
//!
//! Made once by [`lower`](super::lower) from the author's entry. Pure: moments in, answers out.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};

use crate::clock::Timestamp;
use crate::def;
use crate::text::template::IsOpen;
use crate::text::writing::When;

/// When something is open.
///
/// A period is held once on its day. Where clocks are put forward, a period that begins or ends in
/// the hour that is left out begins or ends at the jump; where they are put back, the first of the
/// two hours counts.
#[derive(Debug)]
pub(crate) struct Hours {
    zone: TimeZone,
    /// Periods by the day of the week, Monday first; sorted.
    week: [Vec<Period>; 7],
    /// Days with periods of their own: single dates before ranges before those of every year.
    special: Vec<(def::Days, Vec<Period>)>,
    closed: Vec<def::Days>,
}

/// Hours by their name.
pub(super) type AllHours = BTreeMap<Arc<str>, Arc<Hours>>;

/// The test `is open` of templates: `zone` is the bot's, in which they tell moments.
pub(super) fn is_open(all: AllHours, zone: TimeZone) -> IsOpen {
    Arc::new(move |name, when| {
        let hours = all.get(name)?;
        match when {
            When::Day(day) => Some(hours.is_open_on(day)),
            When::Moment(local) => {
                let at = zone.to_ambiguous_timestamp(local).compatible().ok()?;
                Some(hours.is_open(Timestamp::from_millis(at.as_millisecond())))
            }
            When::Time(_) => None,
        }
    })
}

/// Minutes from the begin of the day.
type Period = (u16, u16);

/// A period as moments: from the first to before the second, in milliseconds.
type Interval = (i64, i64);

impl Hours {
    /// Days in which a next opening is looked for: more than a year of holidays.
    pub(crate) const LOOK_AHEAD: usize = 400;

    /// `usual` is the bot's zone.
    pub(crate) fn new(hours: &def::Hours, usual: TimeZone) -> Hours {
        let sorted = |periods: &[def::Spanned<def::Period>]| {
            let mut periods: Vec<Period> =
                periods.iter().map(|period| (period.value.from, period.value.to)).collect();
            periods.sort_unstable();
            periods
        };
        let mut week: [Vec<Period>; 7] = Default::default();
        for days in &hours.week {
            let periods = sorted(&days.periods);
            for (day, _) in week.iter_mut().zip(days.days).filter(|(_, is)| *is) {
                day.clone_from(&periods);
            }
        }
        let mut special: Vec<(def::Days, Vec<Period>)> =
            hours.special.iter().map(|(days, periods)| (days.value, sorted(periods))).collect();
        special.sort_by_key(|(days, _)| match days {
            def::Days::Once(first, last) if first == last => 0,
            def::Days::Once(..) => 1,
            def::Days::Yearly(first, last) if first == last => 2,
            def::Days::Yearly(..) => 3,
        });
        let closed = hours.closed.iter().map(|days| days.value).collect();
        let zone = hours.zone.as_ref().map_or(usual, |zone| zone.zone.clone());
        Hours { zone, week, special, closed }
    }

    /// The same hours on every day.
    pub(crate) fn daily(periods: &[def::Spanned<def::Period>], zone: TimeZone) -> Hours {
        let mut day: Vec<Period> =
            periods.iter().map(|period| (period.value.from, period.value.to)).collect();
        day.sort_unstable();
        let week = std::array::from_fn(|_| day.clone());
        Hours { zone, week, special: Vec::new(), closed: Vec::new() }
    }

    /// Whether it is open at this moment.
    pub(crate) fn is_open(&self, at: Timestamp) -> bool {
        let at = at.as_millis();
        self.intervals(at, 3).any(|(from, to)| (from..to).contains(&at))
    }

    /// The first moment from `now` on at which it is open: `now` itself if it is. `None` if it
    /// stays closed for [`Hours::LOOK_AHEAD`] days.
    pub(crate) fn opens(&self, now: Timestamp) -> Option<Timestamp> {
        let at = now.as_millis();
        let next = self.intervals(at, Self::LOOK_AHEAD).find(|&(_, to)| at < to)?;
        Some(Timestamp::from_millis(next.0.max(at)))
    }

    /// The first moment after `now` at which it is closed, if it is open now. `None` if it is
    /// closed now, or stays open for [`Hours::LOOK_AHEAD`] days.
    #[allow(dead_code, reason = "for the texts of queues that are about to close")]
    pub(crate) fn closes(&self, now: Timestamp) -> Option<Timestamp> {
        let at = now.as_millis();
        let mut end = None;
        for (from, to) in self.intervals(at, Self::LOOK_AHEAD) {
            match end {
                None if at < to => end = (from <= at).then_some(to),
                // The next begins when this one ends: midnight between two days of 24 hours.
                Some(before) if from <= before => end = Some(to.max(before)),
                Some(before) => return Some(Timestamp::from_millis(before)),
                None => continue,
            }
            end?;
        }
        const DAY: i64 = 24 * 60 * 60 * 1_000;
        // Days were looked at from yesterday on, and some have 25 hours.
        let seen = at.saturating_add((Self::LOOK_AHEAD as i64 - 2) * DAY);
        end.filter(|end| *end < seen).map(Timestamp::from_millis)
    }

    /// Whether there is any period on this day of its own calendar.
    pub(crate) fn is_open_on(&self, date: Date) -> bool {
        !self.periods(date).is_empty()
    }

    /// A date with hours of its own comes before one that is closed, and that before the week.
    fn periods(&self, date: Date) -> &[Period] {
        if let Some((_, periods)) = self.special.iter().find(|(days, _)| days.contains(date)) {
            return periods;
        }
        if self.closed.iter().any(|days| days.contains(date)) {
            return &[];
        }
        let day = date.weekday().to_monday_zero_offset();
        usize::try_from(day).ok().and_then(|day| self.week.get(day)).map_or(&[], Vec::as_slice)
    }

    /// The intervals of `days` days from the one before `at` on, in order of time. The day before
    /// counts because midnight may come twice.
    fn intervals(&self, at: i64, days: usize) -> impl Iterator<Item = Interval> {
        let now = jiff::Timestamp::from_millisecond(at).ok();
        let first = now.and_then(|now| self.zone.to_datetime(now).date().yesterday().ok());
        let dates = std::iter::successors(first, |date| date.tomorrow().ok()).take(days);
        let periods = dates.flat_map(|date| self.periods(date).iter().map(move |p| (date, *p)));
        periods.filter_map(|(date, (from, to))| {
            let interval = (self.moment(date, from)?, self.moment(date, to)?);
            (interval.0 < interval.1).then_some(interval)
        })
    }

    /// The moment at which this many minutes of the day have gone, by the clock on the wall.
    fn moment(&self, date: Date, minutes: u16) -> Option<i64> {
        const DAY: u16 = 24 * 60;
        let date = if minutes < DAY { date } else { date.tomorrow().ok()? };
        let minutes = i8::try_from(minutes % 60).ok().zip(i8::try_from(minutes % DAY / 60).ok());
        let (minute, hour) = minutes?;
        let wall: DateTime = date.at(hour, minute, 0, 0);
        let ambiguous = self.zone.to_ambiguous_timestamp(wall);
        let moment = match ambiguous.offset() {
            AmbiguousOffset::Gap { after, .. } => {
                // Read with the later offset it lies before the jump.
                let before = after.to_timestamp(wall).ok()?;
                self.zone.following(before).next()?.timestamp()
            }
            _ => ambiguous.earlier().ok()?,
        };
        Some(moment.as_millisecond())
    }
}

#[cfg(test)]
mod tests;
