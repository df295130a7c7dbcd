//! Classes of words that rules name: `{month}`, `{count}`, `{hour}`, read at one place of a message.

use super::clock::Hour;
use super::decimal::Decimal;
use super::grammar::Grammar;
use super::line::Line;
use super::locale::Locale;
use super::rule::Caught;
use super::shape;

/// A class of words that a rule may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Quantity,
    Count,
    Ordinal,
    Day,
    Month,
    Year,
    Weekday,
    Hour,
    HourWord,
    Clock,
    Minute,
    MinuteWord,
    Unit,
    Part,
}

impl Class {
    const ALL: [(&'static str, Class); 14] = [
        ("quantity", Class::Quantity),
        ("count", Class::Count),
        ("ordinal", Class::Ordinal),
        ("day", Class::Day),
        ("month", Class::Month),
        ("year", Class::Year),
        ("weekday", Class::Weekday),
        ("hour", Class::Hour),
        ("hour_word", Class::HourWord),
        ("clock", Class::Clock),
        ("minute", Class::Minute),
        ("minute_word", Class::MinuteWord),
        ("unit", Class::Unit),
        ("part", Class::Part),
    ];

    pub(super) fn of(name: &str) -> Option<Class> {
        Self::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, class)| class)
    }

    /// Reads one of the class at the token `at` into `caught`; gives where it ends. Where there is
    /// none, `caught` stays as it was.
    pub(super) fn read(
        self,
        line: &Line<'_>,
        at: usize,
        grammar: &Grammar,
        locale: &Locale,
        caught: &mut Caught,
    ) -> Option<usize> {
        let sense = || grammar.sense(line.id(at));
        let whole = |most: i64| grammar.count(line, at, locale, most);
        match self {
            Class::Quantity => {
                let (quantity, end) = grammar.quantity(line, at, locale)?;
                caught.quantity = Some(quantity);
                Some(end)
            }
            Class::Count => {
                let (count, end) = whole(10_000)?;
                caught.quantity = Some(Decimal::whole(count));
                Some(end)
            }
            Class::Ordinal => {
                let (day, in_words, end) = grammar.ordinal(line, at)?;
                (caught.day, caught.day_in_words) = (Some(day), in_words);
                Some(end)
            }
            Class::Day => {
                if let Some((day, in_words, end)) = grammar.ordinal(line, at) {
                    (caught.day, caught.day_in_words) = (Some(day), in_words);
                    return Some(end);
                }
                let figure = line.figure(at).map(|(day, end)| (i64::from(day), end));
                let found = figure.or_else(|| whole(31));
                let (day, end) = found.filter(|(day, _)| (1..=31).contains(day))?;
                caught.day = i8::try_from(day).ok();
                Some(end)
            }
            Class::Month => {
                caught.month = Some(sense()?.month?);
                Some(at + 1)
            }
            Class::Year => {
                let digits = line.digits(at).filter(|digits| digits.len() == 4)?;
                let year = digits.parse().ok().filter(|year| (1900..2200).contains(year))?;
                let is_free = !line.is_link(at + 1) && !line.is_chained(at);
                is_free.then(|| caught.year = Some(year))?;
                Some(at + 1)
            }
            Class::Weekday => {
                let (day, is_short) = sense()?.weekday?;
                (caught.weekday, caught.weekday_is_short) = (Some(day), is_short);
                Some(at + 1)
            }
            Class::Hour | Class::HourWord => {
                let digits = line.digits(at);
                if self == Class::HourWord && digits.is_some() {
                    return None;
                }
                let figure = line.figure(at).map(|(hour, end)| (i64::from(hour), end));
                let (hour, end) = figure.or_else(|| whole(24)).filter(|(hour, _)| *hour <= 24)?;
                let is_padded = digits.is_some_and(|digits| digits.starts_with('0'));
                caught.hour = Some(Hour::new(hour as i16, 0, is_padded));
                Some(end)
            }
            Class::Clock => {
                let (hour, end) = shape::figures(line, at, true)?;
                caught.hour = Some(hour);
                Some(end)
            }
            Class::Minute | Class::MinuteWord => {
                let digits = line.digits(at);
                if self == Class::MinuteWord && digits.is_some() {
                    return None;
                }
                let (minute, end) = whole(59).filter(|(minute, _)| *minute > 0)?;
                caught.minute = i16::try_from(minute).ok();
                Some(end)
            }
            Class::Unit => {
                caught.unit = Some(sense()?.unit?);
                Some(at + 1)
            }
            Class::Part => {
                caught.part = Some(sense()?.part?);
                Some(at + 1)
            }
        }
    }
}
