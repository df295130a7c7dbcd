//! The pieces of dates and times in a message, each found by itself: "friday", "half past 3", "in
//! the evening", "in 2 hours". At each token the longest counts.

use std::ops::Range;

use jiff::civil::{DateTime, Time};

use super::Reader;
use super::calendar::{self, Days};
use super::clock::Hour;
use super::decimal::Decimal;
use super::rule::{Caught, Rule};
use super::shape;
use super::words::{Part, Unit};

/// A part of a date-time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) what: What,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) counts: bool,
    /// Of a range with both ends said: where the first end ends, and where the other one starts.
    pub(super) parted: Option<(usize, usize)>,
}

impl Piece {
    pub(super) fn new(what: What, tokens: Range<usize>, counts: bool) -> Piece {
        Piece { what, start: tokens.start, end: tokens.end, counts, parted: None }
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) enum What {
    /// The weekday too, if it is one without a date.
    Day(Days, Option<i8>),
    Clock(Hour, Option<Hour>),
    Part(Part),
    /// "Tonight", "friday morning" where the words mean that together.
    DayPart(Days, Part),
    Moment(DateTime),
    /// Looks like a date, and is none.
    Nothing,
}

impl Reader<'_> {
    /// All pieces, in order, not overlapping: at each token the longest, of equal ones the one that
    /// counts.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut at = 0;
        while at < self.line.len() {
            match self.piece(at) {
                Some(piece) => {
                    at = piece.end.max(at + 1);
                    pieces.push(piece);
                }
                None => at += 1,
            }
        }
        pieces.retain(|piece: &Piece| !matches!(piece.what, What::Nothing));
        pieces
    }

    fn piece(&self, at: usize) -> Option<Piece> {
        let mut best: Option<Piece> = None;
        let mut offer = |piece: Piece| {
            let key = |piece: &Piece| (piece.end, piece.counts);
            if best.as_ref().is_none_or(|best| key(best) < key(&piece)) {
                best = Some(piece);
            }
        };
        if let Some(piece) = self.day(at) {
            offer(self.day_range(piece));
        }
        if let Some(piece) = self.days_of_month(at) {
            offer(piece);
        }
        if let Some(piece) = self.hours(at) {
            offer(piece);
        }
        if let Some((moment, end)) = self.iso(at) {
            offer(Piece::new(What::Moment(moment), at..end, true));
        }
        self.by_rules(at, &mut |rule, caught, end| {
            if let Some(piece) = self.of_part(rule, caught, at, end) {
                offer(piece);
            }
        });
        best
    }

    pub(super) fn by_rules(&self, at: usize, tell: &mut dyn FnMut(Rule, &Caught, usize)) {
        self.grammar.whens.walk(self.line, at, self.grammar, self.locale, tell);
    }

    /// `2026-03-04T15:00`, which machines write; a `Z` behind it means UTC.
    fn iso(&self, at: usize) -> Option<(DateTime, usize)> {
        let line = self.line;
        let figures = shape::date(line, at, self.locale, self.today())?;
        let letter = figures.end;
        let is_joined = line.is_joined(letter) && line.is_joined(letter + 1);
        if line.written(letter) != "t" || !is_joined || line.gap(letter + 2) != ":" {
            return None;
        }
        let hour = shape::of(line.digits(letter + 1)?, line.digits(letter + 2)?)?.exactly();
        let seconds = line.gap(letter + 3) == ":" && line.digits(letter + 3).is_some();
        let end = letter + if seconds { 4 } else { 3 };
        let minutes = hour.minutes(None);
        let time = Time::new((minutes / 60) as i8, (minutes % 60) as i8, 0, 0).ok()?;
        let moment = figures.date?.to_datetime(time);
        if line.is_joined(end) && line.written(end) == "z" {
            let utc = jiff::tz::TimeZone::UTC.to_timestamp(moment).ok()?;
            return Some((self.moment.zone.to_datetime(utc), end + 1));
        }
        Some((self.exists(moment)?, end))
    }

    /// Parts of a day, moments from now.
    fn of_part(&self, rule: Rule, caught: &Caught, start: usize, end: usize) -> Option<Piece> {
        let at = |what, counts| Some(Piece::new(what, start..end, counts));
        let seconds = |quantity: Option<Decimal>, sign: i64| {
            let unit = caught.unit.filter(|unit| {
                matches!(unit, Unit::Second | Unit::Minute | Unit::Hour | Unit::Quarter)
            })?;
            let seconds = match quantity {
                Some(quantity) => quantity.of(unit.seconds())?,
                None => unit.seconds(),
            };
            self.after(seconds.checked_mul(sign)?)
        };
        match rule {
            Rule::Part(part) => at(What::Part(part.or(caught.part)?), true),
            Rule::LoosePart(part) => at(What::Part(part.or(caught.part)?), false),
            Rule::PartToday(part) => {
                at(What::DayPart(self.today().into(), part.or(caught.part)?), true)
            }
            Rule::WeekdayPart => {
                let days = calendar::days(Rule::Weekday, caught, self.today())?;
                at(What::DayPart(days, caught.part?), true)
            }
            Rule::HourPart(part) => {
                let minutes = caught.hour?.minutes(part.or(caught.part));
                at(What::Clock(Hour::exact(u16::try_from(minutes).ok()?), None), true)
            }
            Rule::Nothing => at(What::Nothing, true),
            Rule::Now => at(What::Moment(self.after(0)?), true),
            Rule::LooseNow => at(What::Moment(self.after(0)?), false),
            Rule::In => at(What::Moment(seconds(caught.quantity, 1)?), true),
            Rule::Ago => at(What::Moment(seconds(caught.quantity, -1)?), true),
            Rule::AgoHalf => at(What::Moment(self.after(-caught.unit?.seconds() / 2)?), true),
            Rule::InHalf => at(What::Moment(self.after(caught.unit?.seconds() / 2)?), true),
            Rule::InOneAndHalf => {
                let unit = caught.unit?.seconds();
                at(What::Moment(self.after(unit + unit / 2)?), true)
            }
            _ => None,
        }
    }

    /// So many seconds from now, in whole minutes.
    fn after(&self, seconds: i64) -> Option<DateTime> {
        let span = jiff::SignedDuration::from_secs(seconds);
        let moment = self.moment.zone.to_datetime(self.moment.at.checked_add(span).ok()?);
        let time = Time::new(moment.hour(), moment.minute(), 0, 0).ok()?;
        Some(moment.date().to_datetime(time))
    }
}
