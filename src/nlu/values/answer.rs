//! Bare answers: what a message that is little more than a number means after a question.
//!
//! "17", "the 17th please" after "which day?" is the next 17th; "3", "1530", "7 30" after "at what
//! time?" an hour (`clock` tells which half of the day); "50" after "how much?" an amount of the
//! country's money; "none" after "how many?" is 0. Beside the number only words may stand that say
//! nothing ("please", "the").

use std::ops::Range;

use super::calendar;
use super::clock::{self, Hour};
use super::money;
use super::rule::Set;
use super::shape;
use super::{FoundValue, Reader, ValueType};
use crate::value::Value;

impl Reader<'_> {
    pub(super) fn bare_when(&self, kind: ValueType) -> Option<FoundValue> {
        match kind {
            ValueType::Date => self.bare_date(),
            ValueType::Time => self.bare_time(),
            ValueType::DateTime => {
                // A time alone: today, or tomorrow if it is over.
                let mut found = Vec::new();
                self.when(&mut found);
                if found.iter().any(|found| found.kind == ValueType::Date) {
                    return None;
                }
                let mut times = found.into_iter().filter(|found| found.kind == ValueType::Time);
                let time = times.next().or_else(|| self.bare_time())?;
                let text = time.value.as_str()?;
                let (hour, minute) = text.split_once(':')?;
                let clock = jiff::civil::Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0);
                let mut moment = self.today().to_datetime(clock.ok()?);
                if moment < self.moment.now {
                    moment = calendar::plus_days(moment.date(), 1)?.to_datetime(moment.time());
                }
                let zoned = self.moment.zone.to_ambiguous_zoned(moment).compatible().ok()?;
                let moment = zoned.datetime();
                let minutes = i16::from(moment.hour()) * 60 + i16::from(moment.minute());
                let value = format!("{}T{}", moment.date(), clock::text(minutes));
                Some(FoundValue { kind, value: value.into(), ..time })
            }
            _ => None,
        }
    }

    fn bare_date(&self) -> Option<FoundValue> {
        let tokens = self.only_core()?;
        let (day, end) = match self.grammar.ordinal(self.line, tokens.start) {
            Some((day, _, end)) => (i64::from(day), end),
            None => self.grammar.count(self.line, tokens.start, self.locale, 31)?,
        };
        let day = calendar::day_of_month(self.today(), i8::try_from(day).ok()?)?;
        let value = Value::from(day.to_string());
        (end == tokens.end).then(|| self.found(ValueType::Date, value, tokens))
    }

    fn bare_time(&self) -> Option<FoundValue> {
        let tokens = self.only_core()?;
        let line = self.line;
        let at = tokens.start;
        let part = self.grammar.sense(line.id(at)).and_then(|sense| sense.part);
        if let (Some(part), 1) = (part, tokens.len()) {
            let value = Value::from(clock::text(part.minutes()));
            return Some(self.found(ValueType::Time, value, tokens));
        }
        let digits = line.digits(at);
        let hour = match (digits.map(str::len), tokens.len()) {
            // "930", "1530"
            (Some(len @ (3 | 4)), 1) => {
                let (hour, minute) = digits?.split_at_checked(len - 2)?;
                shape::of(hour, minute)?
            }
            // "7 30", "7.30"
            (Some(1 | 2), 2) => {
                let minute = line.digits(at + 1).filter(|minute| minute.len() == 2)?;
                let is_clock = matches!(line.gap(at + 1), " " | "." | "," | "-" | "h");
                shape::of(digits?, minute).filter(|_| is_clock)?
            }
            _ => {
                let (hour, end) = self.grammar.count(line, at, self.locale, 24)?;
                let is_padded = digits.is_some_and(|digits| digits.starts_with('0'));
                (end == tokens.end).then(|| Hour::new(hour as i16, 0, is_padded))?
            }
        };
        let value = Value::from(clock::text(hour.minutes(None)));
        Some(self.found(ValueType::Time, value, tokens))
    }

    pub(super) fn bare_money(&self) -> Option<FoundValue> {
        let tokens = self.only_core()?;
        let amount = self.grammar.amount(self.line, tokens.start, self.locale)?;
        let value = money::value(amount.value, self.locale.currency);
        (amount.end == tokens.end).then(|| self.found(ValueType::Money, value, tokens))
    }

    /// "None", "keine" after "how many?"; of what is measured nothing is no zero.
    pub(super) fn bare_zero(&self, kind: ValueType) -> Option<FoundValue> {
        let tokens = self.only_core()?;
        let is_zero = self.grammar.is_in(Set::Zero, self.line.id(tokens.start));
        (is_zero && tokens.len() == 1).then(|| self.found(kind, Value::Int(0), tokens))
    }

    /// "Yes" or "no" behind filler words: "um, yes".
    pub(super) fn bare_yes_no(&self) -> Option<FoundValue> {
        (1..self.line.len())
            .take_while(|&at| self.is_filler(at - 1))
            .find_map(|at| self.yes_no_at(at))
    }

    fn is_filler(&self, at: usize) -> bool {
        let id = self.line.id(at);
        let sets = [Set::Filler, Set::HourCue, Set::DateCue];
        let is_in = |set: Set| self.grammar.is_in(set, id);
        // Of "it's".
        let is_short_is = self.line.word(at) == "'s";
        is_short_is || self.line.digits(at).is_none() && sets.into_iter().any(is_in)
    }

    /// The tokens that are left without filler words before and behind; they must be few.
    fn only_core(&self) -> Option<Range<usize>> {
        /// A number in words.
        const MOST: usize = 10;
        let line = self.line;
        let start = (0..line.len()).find(|at| !self.is_filler(*at))?;
        let end = (start..line.len()).rev().find(|at| !self.is_filler(*at))? + 1;
        // A minus or a sign of money makes it something else.
        let is_plain = !line.gap(start).ends_with(['-', '#', '€', '$', '£'])
            && !line.gap(end).trim_start().starts_with(['%', '€', '$', '£']);
        (end - start <= MOST && is_plain).then_some(start..end)
    }
}
