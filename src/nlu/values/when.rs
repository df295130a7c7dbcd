//! Dates, times and date-times in a message: pieces ("friday", "half past 3", "in the evening") are
//! found first, then those that belong together are joined.
//!
//! A bare hour ("at 5", "from 9") needs a word before it that tells, and nothing behind it that it
//! could count ("at 5 places"); a range of bare hours needs a date beside it. A date alone is no
//! date-time. "In the morning" is a range, its start the value.

use std::ops::Range;

use jiff::civil::{Date, DateTime, Time};

use super::calendar::{self, Days};
use super::clock::{self, Hour};
use super::pieces::{Piece, What};
use super::rule::Set;
use super::{FoundValue, Reader, ValueType};
use crate::value::Value;

/// Pieces that belong together.
#[derive(Clone, Copy, Debug, Default)]
struct Joined {
    start: usize,
    end: usize,
    day: Option<Piece>,
    clock: Option<Piece>,
    part: Option<Piece>,
}

impl Reader<'_> {
    /// Words between a date and its time, at most: "at about".
    const MOST_BETWEEN: usize = 3;

    /// Finds all dates, times and date-times.
    pub(super) fn when(&self, into: &mut Vec<FoundValue>) {
        let pieces = self.pieces();
        let mut joined = Joined::default();
        for piece in &pieces {
            if let What::Moment(moment) = piece.what {
                let mut found =
                    self.found(ValueType::DateTime, text(moment), piece.start..piece.end);
                found.counts = piece.counts;
                into.push(found);
                continue;
            }
            if !self.join(&mut joined, piece) {
                self.tell(&joined, into);
                joined = Joined::default();
                self.join(&mut joined, piece);
            }
        }
        self.tell(&joined, into);
    }

    /// Adds a piece to those before it; false if it does not belong to them.
    fn join(&self, joined: &mut Joined, piece: &Piece) -> bool {
        let is_first = joined.end == 0;
        if !is_first && !self.is_beside(joined.end, piece.start) {
            return false;
        }
        match piece.what {
            What::Day(days, weekday) => match joined.day {
                None => joined.day = Some(*piece),
                Some(before) => {
                    // "Friday, March 6": the date counts, the weekday only tells which month.
                    let What::Day(_, Some(named)) = before.what else { return false };
                    if weekday.is_some() || joined.clock.is_some() {
                        return false;
                    }
                    let days = self.on_weekday(days, named, piece);
                    let what = What::Day(days, None);
                    joined.day = Some(Piece { what, start: before.start, counts: true, ..*piece });
                }
            },
            What::Clock(..) if joined.clock.is_none() => joined.clock = Some(*piece),
            What::Part(_) if joined.part.is_none() => joined.part = Some(*piece),
            What::DayPart(days, part) if joined.day.is_none() && joined.part.is_none() => {
                let what = What::Day(days, None);
                joined.day = Some(Piece { what, ..*piece });
                joined.part = Some(Piece { what: What::Part(part), ..*piece });
            }
            _ => return false,
        }
        joined.start = if is_first { piece.start } else { joined.start };
        joined.end = piece.end;
        true
    }

    /// "Friday the 13th" is one that is a Friday.
    fn on_weekday(&self, days: Days, weekday: i8, piece: &Piece) -> Days {
        let is_day_alone = (piece.start..piece.end).all(|at| {
            self.grammar.sense(self.line.id(at)).is_none_or(|sense| sense.month.is_none())
                && self.line.digits(at).is_none_or(|digits| digits.len() <= 2)
        });
        let is_figures =
            self.line.digits(piece.start).is_some() && self.line.is_link(piece.start + 1);
        if !is_day_alone || is_figures || days.last.is_some() {
            return days;
        }
        calendar::day_on_weekday(self.today(), days.first.day(), weekday).map_or(days, Days::from)
    }

    fn is_beside(&self, end: usize, start: usize) -> bool {
        start >= end
            && start - end <= Self::MOST_BETWEEN
            && (end..=start).all(|at| self.line.is_same_sentence(at))
            && (end..start).all(|at| self.grammar.is_in(Set::Join, self.line.id(at)))
    }

    fn tell(&self, joined: &Joined, into: &mut Vec<FoundValue>) {
        let part = joined.part.and_then(|piece| match piece.what {
            What::Part(part) => Some(part),
            _ => None,
        });
        let day = joined.day.and_then(|piece| match piece.what {
            What::Day(days, _) => Some(days),
            _ => None,
        });
        let times = match (joined.clock.map(|piece| piece.what), part) {
            (Some(What::Clock(from, None)), part) => Some((from.minutes(part), None)),
            (Some(What::Clock(from, Some(until))), part) => {
                let (from, until) = from.range(until, part);
                Some((from, Some(until)))
            }
            (_, Some(part)) => Some((part.minutes(), None)),
            _ => None,
        };
        let has_time = [joined.clock, joined.part].into_iter().flatten().any(|piece| piece.counts);
        if let (Some(piece), Some(days)) = (joined.day, day) {
            let tokens = piece.start..piece.end;
            let values =
                (days.first.to_string().into(), days.last.map(|last| last.to_string().into()));
            let counts = piece.counts || has_time;
            self.tell_ends(ValueType::Date, values, tokens, (piece.parted, counts), into);
        }
        let Some((from, until)) = times else { return };
        let tokens = time_tokens(joined);
        let is_loose = joined.clock.map_or(joined.part, Some).is_some_and(|piece| !piece.counts);
        let counts = !is_loose || joined.day.is_some_and(|piece| piece.counts);
        let parted = joined.clock.and_then(|piece| piece.parted);
        let values = (clock::text(from).into(), until.map(|until| clock::text(until).into()));
        self.tell_ends(ValueType::Time, values, tokens, (parted, counts), into);
        let Some(days) = day else { return };
        let hour = joined.clock.and_then(|piece| match piece.what {
            What::Clock(hour, _) => Some(hour),
            _ => None,
        });
        let Some(start) = self.at(days.first, from, hour, part.is_none()) else { return };
        let end = until.and_then(|until| self.at(days.first, until, None, false)).map(text);
        let tokens = joined.start..joined.end;
        self.tell_ends(ValueType::DateTime, (text(start), end), tokens, (parted, counts), into);
    }

    /// Adds a value; where both ends of a range are said, both of them instead, and the whole as
    /// what does not count.
    fn tell_ends(
        &self,
        kind: ValueType,
        (from, until): (Value, Option<Value>),
        tokens: Range<usize>,
        (parted, counts): (Option<(usize, usize)>, bool),
        into: &mut Vec<FoundValue>,
    ) {
        let Range { start, end } = tokens;
        let ends = until.zip(parted.filter(|(first, last)| start < *first && *last < end));
        let is_range = ends.is_some();
        if let Some((until, (first, last))) = ends {
            for (value, tokens) in [(from.clone(), start..first), (until, last..end)] {
                into.push(FoundValue { counts, ..self.found(kind, value, tokens) });
            }
        }
        into.push(FoundValue { counts: counts && !is_range, ..self.found(kind, from, start..end) });
    }

    /// The moment of a day; of today the later half if the first is over and nothing told which.
    fn at(&self, day: Date, minutes: i16, hour: Option<Hour>, may_shift: bool) -> Option<DateTime> {
        const HALF_A_DAY: i16 = 12 * 60;
        let is_midnight = hour.is_some_and(Hour::is_next_day);
        let day = if is_midnight { calendar::plus_days(day, 1)? } else { day };
        let moment = |minutes: i16| {
            let time = Time::new((minutes / 60) as i8, (minutes % 60) as i8, 0, 0).ok()?;
            self.exists(day.to_datetime(time))
        };
        let first = moment(minutes)?;
        let is_open = may_shift && hour.is_some_and(Hour::is_open) && minutes < HALF_A_DAY;
        let is_over = day == self.today() && first < self.moment.now;
        if is_open && is_over { moment(minutes + HALF_A_DAY) } else { Some(first) }
    }

    /// A time that clocks skip in spring is one hour later.
    pub(super) fn exists(&self, moment: DateTime) -> Option<DateTime> {
        let zoned = self.moment.zone.to_ambiguous_zoned(moment).compatible().ok()?;
        Some(zoned.datetime())
    }

    pub(super) fn today(&self) -> Date {
        self.moment.now.date()
    }
}

/// The tokens of the time: the hour, with the part of the day if that stands beside it.
fn time_tokens(joined: &Joined) -> Range<usize> {
    let range = |piece: Piece| piece.start..piece.end;
    let day = joined.day.map_or(0..0, range);
    match (joined.clock.map(range), joined.part.map(range)) {
        (Some(clock), Some(part)) => {
            let both = clock.start.min(part.start)..clock.end.max(part.end);
            let is_split = day.start < both.end && both.start < day.end;
            if is_split { clock } else { both }
        }
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => joined.start..joined.end,
    }
}

/// `YYYY-MM-DDTHH:MM`.
fn text(moment: DateTime) -> Value {
    let minutes = i16::from(moment.hour()) * 60 + i16::from(moment.minute());
    Value::from(format!("{}T{}", moment.date(), clock::text(minutes)))
}
