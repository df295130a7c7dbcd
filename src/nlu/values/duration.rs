//! How long: "90 minutes", "2h30", "an hour and a half", "3 days and 4 hours".
//!
//! "A second" and "a minute" alone count nothing ("just a minute"); "for a minute" does. A month is
//! taken as 30 days and a year as 365.

use super::rule::{Caught, Rule, Set};
use super::words::Unit;
use super::{FoundValue, Reader, ValueType};
use crate::value::Value;

impl Unit {
    pub(super) fn seconds(self) -> i64 {
        match self {
            Unit::Second => 1,
            Unit::Minute => 60,
            Unit::Quarter => 15 * 60,
            Unit::Hour => 3_600,
            Unit::Day => 86_400,
            Unit::Week => 7 * 86_400,
            Unit::Fortnight => 14 * 86_400,
            Unit::Month => 30 * 86_400,
            Unit::Year => 365 * 86_400,
        }
    }
}

/// One piece: seconds, the unit it ends with, where it ends, whether it counts.
type Piece = (i64, Unit, usize, bool);

impl Reader<'_> {
    pub(super) fn durations(&self, into: &mut Vec<FoundValue>) {
        /// "1 day 2 hours 30 minutes 5 seconds".
        const MOST_PIECES: usize = 4;
        let line = self.line;
        let mut at = 0;
        while at < line.len() {
            let Some((mut seconds, mut unit, mut end, counts)) = self.duration(at) else {
                at += 1;
                continue;
            };
            let first = end;
            for _ in 1..MOST_PIECES {
                let is_and = self.locale.words.and_in_ranges.contains(&line.word(end));
                let next = end + usize::from(is_and);
                let is_beside = next < line.len() && matches!(line.gap(next), "" | " " | ", ");
                let Some(more) = self.minutes_alone(next, unit).or_else(|| self.duration(next))
                else {
                    break;
                };
                if !is_beside || more.1.seconds() >= unit.seconds() || !more.3 {
                    break;
                }
                let Some(sum) = seconds.checked_add(more.0) else { break };
                (seconds, unit, end) = (sum, more.1, more.2);
            }
            let mut found = self.found(ValueType::Duration, Value::Int(seconds), at..end);
            let is_for = at > 0 && self.grammar.is_in(Set::Follow, line.id(at - 1));
            found.counts = counts || end > first || is_for;
            into.push(found);
            at = end;
        }
    }

    fn duration(&self, at: usize) -> Option<Piece> {
        let mut best: Option<Piece> = None;
        let durations = &self.grammar.durations;
        durations.walk(self.line, at, self.grammar, self.locale, &mut |rule, caught, end| {
            let found = of_rule(rule, caught).map(|(seconds, unit)| {
                let is_idiom = rule == Rule::OneUnit && matches!(unit, Unit::Second | Unit::Minute);
                (seconds, unit, end, !is_idiom)
            });
            if found.is_some() && best.is_none_or(|best| best.2 < end) {
                best = found;
            }
        });
        let letters = self.with_letter(at);
        if letters.is_some_and(|found| best.is_none_or(|best| best.2 < found.2)) {
            best = letters;
        }
        best
    }

    /// "2h", "3d", "10s": one letter joined to the figures.
    fn with_letter(&self, at: usize) -> Option<Piece> {
        let line = self.line;
        let (quantity, end) = self.grammar.quantity(line, at, self.locale)?;
        line.digits(at)?;
        let unit = match line.written(end) {
            "h" => Unit::Hour,
            "d" => Unit::Day,
            "s" => Unit::Second,
            _ => return None,
        };
        let is_joined = line.is_joined(end) || unit == Unit::Hour && line.gap(end) == " ";
        // Letters behind it are a code: "3d4f".
        let behind = line.written(end + 1);
        let is_code = line.is_joined(end + 1) && !behind.starts_with(|c: char| c.is_ascii_digit());
        // "3d" and "90s" are more often something else.
        let counts = unit == Unit::Hour;
        let seconds = quantity.of(unit.seconds())?;
        (is_joined && !is_code).then_some((seconds, unit, end + 1, counts))
    }

    /// The 30 of "2h30" and "2h 30m".
    fn minutes_alone(&self, at: usize, unit: Unit) -> Option<Piece> {
        let line = self.line;
        let digits = line.digits(at).filter(|digits| digits.len() <= 2)?;
        let minutes: i64 = digits.parse().ok().filter(|minutes| *minutes < 60)?;
        if unit != Unit::Hour || !matches!(line.gap(at), "" | " ") {
            return None;
        }
        if line.is_joined(at + 1) && line.written(at + 1) == "m" {
            return Some((minutes * 60, Unit::Minute, at + 2, true));
        }
        let is_end = line.gap(at).is_empty() && digits.len() == 2 && !line.is_joined(at + 1);
        is_end.then_some((minutes * 60, Unit::Minute, at + 1, true))
    }
}

fn of_rule(rule: Rule, caught: &Caught) -> Option<(i64, Unit)> {
    if let Rule::Minutes(minutes) = rule {
        return Some((minutes * 60, Unit::Minute));
    }
    let unit = caught.unit?;
    let one = unit.seconds();
    let seconds = match rule {
        Rule::Span => caught.quantity?.of(one)?,
        Rule::OneUnit => one,
        Rule::HalfUnit => one / 2,
        Rule::OneAndHalfUnits => one + one / 2,
        Rule::CountAndHalf => caught.quantity?.of(one)?.checked_add(one / 2)?,
        _ => return None,
    };
    Some((seconds, unit))
}
