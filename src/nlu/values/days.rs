//! Pieces that are days: weekdays, dates in figures and words, and ranges of days. Which day is
//! meant is decided in [`calendar`]; here, whether the words say so.

use jiff::civil::Date;

use super::Reader;
use super::calendar::{self, Days};
use super::pieces::{Piece, What};
use super::rule::{Caught, Rule, Set};
use super::shape;

impl Reader<'_> {
    /// The longest day at `at`.
    pub(super) fn day(&self, at: usize) -> Option<Piece> {
        let line = self.line;
        let mut best: Option<Piece> = None;
        if let Some(figures) = shape::date(line, at, self.locale, self.today()) {
            let (start, end) = (at, figures.end);
            let counts = figures.is_sure || self.has_cue(Set::DateCue, at) || self.is_all(at, end);
            let what = figures.date.map_or(What::Nothing, |date| What::Day(date.into(), None));
            best = Some(Piece::new(what, start..end, counts));
        }
        self.by_rules(at, &mut |rule, caught, end| {
            if best.is_some_and(|best| best.end >= end) {
                return;
            }
            // "For 3 days from friday" tells how long, and then the day.
            if matches!(rule, Rule::InFrom(_)) && at > 0 && line.word(at - 1) == "for" {
                return;
            }
            let is_day = matches!(rule, Rule::DayMonth | Rule::DayOfNextMonth);
            let what = match calendar::days(rule, caught, self.today()) {
                Some(days) => {
                    let is_weekday = matches!(rule, Rule::Weekday | Rule::ThisWeekday);
                    What::Day(days, caught.weekday.filter(|_| is_weekday))
                }
                None if is_day && !line.is_link(end) => What::Nothing,
                None => return,
            };
            let counts = self.counts_as_day(rule, caught, at, end);
            best = Some(Piece::new(what, at..end, counts));
        });
        best
    }

    fn counts_as_day(&self, rule: Rule, caught: &Caught, at: usize, end: usize) -> bool {
        let has_cue = self.has_cue(Set::DateCue, at);
        match rule {
            Rule::Weekday => !caught.weekday_is_short || has_cue || self.is_all(at, end),
            Rule::DayOfMonth => {
                let has_article = self.line.digits(at).is_none() && !caught.day_in_words;
                (has_article || has_cue) && self.is_followed(end)
            }
            Rule::DayMonth if caught.year.is_none() => {
                let is_loose = |at| self.locale.words.loose_months.contains(&self.line.word(at));
                !(at..end).any(is_loose) || self.is_followed(end)
            }
            _ => true,
        }
    }

    /// "Monday to Friday", "March 3-5": the day with another one behind it.
    pub(super) fn day_range(&self, piece: Piece) -> Piece {
        let What::Day(Days { first, last: None }, weekday) = piece.what else { return piece };
        let Some(next) = self.to(piece.start, piece.end) else { return piece };
        let day = self.day(next).and_then(|until| match until.what {
            What::Day(days, _) => Some((days.first, until.end)),
            _ => None,
        });
        // A day before the first one is in the next week, or no end at all.
        let day = day.map(|(last, end)| {
            let is_week_later = weekday.is_some() && last < first;
            (if is_week_later { calendar::plus_days(last, 7).unwrap_or(last) } else { last }, end)
        });
        let bare = || {
            let has_day = self.line.digits(piece.end - 1)?.len() <= 2;
            let (number, end) =
                self.line.figure(next).filter(|_| has_day && self.is_followed(next + 1))?;
            let last = Date::new(first.year(), first.month(), i8::try_from(number).ok()?).ok()?;
            Some((last, end))
        };
        let ends = |(last, _): &(Date, usize)| *last > first;
        match day.filter(ends).or_else(|| bare().filter(ends)) {
            Some((last, end)) => {
                let what = What::Day(Days { first, last: Some(last) }, None);
                let parted = Some((piece.end, next));
                Piece { what, end, counts: true, parted, ..piece }
            }
            None => piece,
        }
    }

    /// "3-5 March", "3 to 5 March".
    pub(super) fn days_of_month(&self, at: usize) -> Option<Piece> {
        let (day, end) = match self.grammar.ordinal(self.line, at) {
            Some((day, _, end)) => (i16::from(day), end),
            None => self.line.figure(at)?,
        };
        let next = self.to(at, end)?;
        let parted = Some((end, next));
        let Piece { what: What::Day(days, None), end, .. } = self.day(next)? else { return None };
        let last = days.first;
        let has_month = (next..end).any(|at| {
            self.grammar.sense(self.line.id(at)).is_some_and(|sense| sense.month.is_some())
        });
        let first = Date::new(last.year(), last.month(), i8::try_from(day).ok()?).ok()?;
        let what = What::Day(Days { first, last: Some(last) }, None);
        let piece = Piece { parted, ..Piece::new(what, at..end, true) };
        (has_month && first < last).then_some(piece)
    }
}
