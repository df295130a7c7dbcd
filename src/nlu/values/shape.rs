//! Dates and times in figures: `2026-03-04`, `04.03.`, `12/03/26`, `15:30`, `3.30 pm`.
//!
//! - Year first is year, month, day. With dots the day stands first everywhere. With slashes or
//!   hyphens the country's order counts; where that makes no date, the other one.
//! - With hyphens, and with dots if none stands behind the month, there must be a year: "3-5" is a
//!   range and "4.3" a number.
//! - "12/03" counts with a zero in front, or a word or a time beside it that tells (`when` knows);
//!   "24/7" is never a date.

use jiff::civil::Date;

use super::calendar;
use super::clock::Hour;
use super::line::Line;
use super::locale::Locale;

/// A date in figures.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figures {
    /// `None` where the figures have the shape of a date that does not exist.
    pub(super) date: Option<Date>,
    pub(super) end: usize,
    /// Whether the figures alone can be nothing else.
    pub(super) is_sure: bool,
}

/// The date in figures that begins at `at`.
pub(super) fn date(line: &Line<'_>, at: usize, locale: &Locale, today: Date) -> Option<Figures> {
    let first = line.digits(at)?;
    if line.is_chained(at) || line.is_code(at) {
        return None;
    }
    let second = line.digits(at + 1)?;
    let sign = line.gap(at + 1);
    // "4. 3. 2026"
    let sign = if sign == ". " && locale.words.dotted_ordinals { "." } else { sign };
    if !matches!(sign, "." | "/" | "-") || !(1..=2).contains(&second.len()) {
        return None;
    }
    let goes_on = line.gap(at + 2) == sign
        || sign == "." && line.gap(at + 2) == ". " && locale.words.dotted_ordinals;
    let third = line.digits(at + 2).filter(|_| goes_on);
    // "2026-03-04T15:00" goes on behind a letter, which is no link.
    let is_over = |end: usize| !line.is_link(end);
    if let ((4, Some(third)), "-" | "/" | ".") = ((first.len(), third), sign) {
        let day = (third.len() <= 2).then(|| third.parse().ok()).flatten()?;
        let year = calendar::year(first, today)?;
        let date = Date::new(year, second.parse().ok()?, day).ok();
        return is_over(at + 3).then_some(Figures { date, end: at + 3, is_sure: true });
    }
    if first.len() > 2 {
        return None;
    }
    let parts = (first.parse().ok()?, second.parse().ok()?);
    let month_first = locale.month_first && sign != ".";
    let (day, month) = if month_first { (parts.1, parts.0) } else { parts };
    if let Some(third) = third {
        let year = calendar::year(third, today)?;
        let found =
            valid(day, month, year).or_else(|| valid(month, day, year).filter(|_| sign != "."));
        return is_over(at + 3).then_some(Figures { date: found, end: at + 3, is_sure: true });
    }
    let has_dot = sign == "." && line.gap(at + 2).starts_with('.');
    if sign == "-" || !is_over(at + 2) || (first, second) == ("24", "7") {
        return None;
    }
    if sign == "." && !has_dot && !locale.decimal_comma {
        return None;
    }
    let next = |day, month| calendar::day_of_year(today, day, month, None);
    let found = next(day, month).or_else(|| next(month, day).filter(|_| sign == "/"));
    let is_padded = first.starts_with('0') || second.starts_with('0');
    // "1.5." could end a sentence about a price.
    let is_sure = if sign == "." {
        has_dot && (is_padded || locale.words.dotted_ordinals)
    } else {
        is_padded
    };
    Some(Figures { date: found, end: at + 2, is_sure })
}

fn valid(day: i8, month: i8, year: i16) -> Option<Date> {
    Date::new(year, month, day).ok()
}

/// `15:30`, also with seconds; `15.30` only if `with_dot`.
pub(super) fn figures(line: &Line<'_>, at: usize, with_dot: bool) -> Option<(Hour, usize)> {
    let hour = line.digits(at).filter(|digits| digits.len() <= 2)?;
    let minute = line.digits(at + 1).filter(|digits| digits.len() == 2)?;
    let is_sign = |gap: &str| gap == ":" || with_dot && gap == ".";
    let is_range = at > 0 && matches!(line.gap(at), "-" | "–");
    if !is_sign(line.gap(at + 1)) || (line.is_chained(at) && !is_range) || line.is_code(at) {
        return None;
    }
    let mut end = at + 2;
    let seconds = line.digits(end).filter(|digits| digits.len() == 2);
    if line.gap(end) == ":" && seconds.is_some_and(|digits| digits < "60") {
        end += 1;
    }
    if line.is_link(end) && !matches!(line.gap(end), "-" | "–" | "") {
        return None;
    }
    Some((of(hour, minute)?, end))
}

/// An hour and a minute in digits.
pub(super) fn of(hour: &str, minute: &str) -> Option<Hour> {
    let number: i16 = hour.parse().ok().filter(|hour| *hour <= 24)?;
    let minutes: i16 = minute.parse().ok().filter(|minute| *minute < 60)?;
    let is_day = number < 24 || minutes == 0;
    is_day.then(|| Hour::new(number, minutes, hour.starts_with('0')))
}
