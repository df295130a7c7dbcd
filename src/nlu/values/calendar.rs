//! Days: which one is meant by what people say, seen from today. The future is preferred.
//!
//! - A weekday is the next one after today ("friday" on a Friday is in a week); with "this" it may
//!   be today. "Next friday" in English is the Friday of next week, weeks beginning on Monday; in
//!   German, French and Spanish it is the next one. "Friday week", "a week on friday": one later.
//! - A day of the month without a month, and a day and month without a year, is the next such day,
//!   today included; February 29 waits for a leap year, the 31st for a month that has one.
//! - "The weekend" is Saturday (to Sunday), "the end of the week" Friday. A week, month or year
//!   alone is no date.
//! - A year of two digits lies at most 20 years ahead.
//! - A day that does not exist (February 31) is no value, and not the number in it either.

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::rule::{Caught, Rule};
use super::words::Unit;

/// A day, with the last one where a range is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Days {
    pub(super) first: Date,
    pub(super) last: Option<Date>,
}

impl From<Date> for Days {
    fn from(first: Date) -> Days {
        Days { first, last: None }
    }
}

/// How many years ahead a year of two digits may lie.
const YEARS_AHEAD: i16 = 20;
/// Two leap years are at most eight years apart.
const LEAP: i16 = 8;

/// The day that a rule means.
pub(super) fn days(rule: Rule, caught: &Caught, today: Date) -> Option<Days> {
    let weekday = caught.weekday;
    let found = match rule {
        Rule::Days(days) => plus_days(today, i64::from(days))?,
        Rule::In => later(today, caught, 1)?,
        Rule::InFrom(days) => {
            let from = match weekday {
                Some(weekday) => coming(today, weekday, 1)?,
                None => plus_days(today, i64::from(days))?,
            };
            later(from, caught, 1)?
        }
        Rule::Ago => later(today, caught, -1)?,
        Rule::Weekday => coming(today, weekday?, 1)?,
        Rule::ThisWeekday => coming(today, weekday?, 0)?,
        Rule::WeekdayOfNextWeek => plus_days(monday(today)?, 7 + i64::from(weekday?))?,
        Rule::LastWeekday => {
            let back = (today.weekday().to_monday_zero_offset() - weekday?).rem_euclid(7);
            plus_days(today, -i64::from(if back == 0 { 7 } else { back }))?
        }
        Rule::Beside(days) => plus_days(coming(today, weekday?, 1)?, i64::from(days))?,
        Rule::NthOfMonth(ahead) => {
            let found = nth(months(today, ahead)?, caught).filter(|date| *date >= today);
            found.or_else(|| nth(months(today, ahead + 1)?, caught))?
        }
        Rule::NthOfNamed => {
            let year = caught.year.unwrap_or(today.year());
            let in_year = |year| nth(Date::new(year, caught.month?, 1).ok()?, caught);
            let is_over = |date: &Date| caught.year.is_none() && *date < today;
            let next = || caught.year.is_none().then(|| in_year(year + 1)).flatten();
            in_year(year).filter(|date| !is_over(date)).or_else(next)?
        }
        Rule::WeekAfter => plus_days(coming(today, weekday?, 1)?, 7)?,
        Rule::DayOfMonth => day_of_month(today, caught.day?)?,
        Rule::DayOfNextMonth => {
            let next = months(today.first_of_month(), 1)?;
            Date::new(next.year(), next.month(), caught.day?).ok()?
        }
        Rule::DayMonth => day_of_year(today, caught.day?, caught.month?, caught.year)?,
        Rule::MonthEnd(ahead) => months(today.first_of_month(), ahead)?.last_of_month(),
        Rule::NamedMonthEnd => {
            let first = day_of_year(today.first_of_month(), 1, caught.month?, caught.year)?;
            first.last_of_month()
        }
        Rule::WeekEnd => coming(today, 4, 0)?,
        Rule::Weekend(weeks) => return weekend(today, weeks),
        Rule::Fixed(month, day) => day_of_year(today, day, month, None)?,
        _ => return None,
    };
    Some(found.into())
}

/// The weekday that was caught in the month of a day: the first, the second … or the last.
fn nth(month: Date, caught: &Caught) -> Option<Date> {
    let weekday = Weekday::from_monday_zero_offset(caught.weekday?).ok()?;
    month.nth_weekday_of_month(caught.day.unwrap_or(-1), weekday).ok()
}

/// A day and month, in this year or the next one that has it unless a year is given.
pub(super) fn day_of_year(today: Date, day: i8, month: i8, year: Option<i16>) -> Option<Date> {
    if let Some(year) = year {
        return Date::new(year, month, day).ok();
    }
    let years = today.year()..=today.year().checked_add(LEAP)?;
    years
        .into_iter()
        .filter_map(|year| Date::new(year, month, day).ok())
        .find(|date| *date >= today)
}

/// The full year of digits as people write them: 26, 2026.
pub(super) fn year(digits: &str, today: Date) -> Option<i16> {
    let number: i16 = digits.parse().ok()?;
    match digits.len() {
        4 => (1900..2200).contains(&number).then_some(number),
        2 => {
            let year = today.year() / 100 * 100 + number;
            Some(if year > today.year() + YEARS_AHEAD { year - 100 } else { year })
        }
        _ => None,
    }
}

/// The next day with this number that is the weekday too, if there is one soon.
pub(super) fn day_on_weekday(today: Date, day: i8, weekday: i8) -> Option<Date> {
    /// The 13th is a Friday at least once in 14 months.
    const MONTHS: i32 = 14;
    let is_it = |date: &Date| *date >= today && date.weekday().to_monday_zero_offset() == weekday;
    (0..MONTHS).find_map(|ahead| {
        let month = months(today.first_of_month(), ahead)?;
        Date::new(month.year(), month.month(), day).ok().filter(is_it)
    })
}

/// The next day of the month with this number, today included.
pub(super) fn day_of_month(today: Date, day: i8) -> Option<Date> {
    // Of any two months that follow each other one has 31 days.
    (0..3).find_map(|ahead| {
        let month = months(today.first_of_month(), ahead)?;
        Date::new(month.year(), month.month(), day).ok().filter(|date| *date >= today)
    })
}

/// The next such weekday, at least so many days from today.
fn coming(today: Date, weekday: i8, at_least: i64) -> Option<Date> {
    let from = plus_days(today, at_least)?;
    let wanted = Weekday::from_monday_zero_offset(weekday).ok()?;
    plus_days(from, i64::from(from.weekday().until(wanted)))
}

fn weekend(today: Date, weeks: i32) -> Option<Days> {
    // On a Sunday the weekend is that day.
    let is_sunday = today.weekday() == Weekday::Sunday;
    let sunday = coming(today, 6, 0)?;
    let last = plus_days(sunday, 7 * i64::from(weeks))?;
    let first = if is_sunday && weeks == 0 { today } else { plus_days(last, -1)? };
    Some(Days { first, last: Some(last).filter(|last| *last > first) })
}

/// So many days, weeks, months or years from today.
fn later(today: Date, caught: &Caught, sign: i64) -> Option<Date> {
    let count = caught.quantity.map_or(Some(1), |quantity| quantity.as_whole())?;
    let count = count.checked_mul(sign)?;
    match caught.unit? {
        Unit::Day => plus_days(today, count),
        Unit::Week => plus_days(today, count.checked_mul(7)?),
        Unit::Fortnight => plus_days(today, count.checked_mul(14)?),
        Unit::Month => months(today, i32::try_from(count).ok()?),
        Unit::Year => months(today, i32::try_from(count.checked_mul(12)?).ok()?),
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Quarter => None,
    }
}

fn monday(today: Date) -> Option<Date> {
    plus_days(today, -i64::from(today.weekday().to_monday_zero_offset()))
}

pub(super) fn plus_days(date: Date, days: i64) -> Option<Date> {
    date.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// The same day so many months later, or the last one of a shorter month.
fn months(date: Date, ahead: i32) -> Option<Date> {
    date.checked_add(Span::new().try_months(ahead).ok()?).ok()
}
