//! `hours`: when something is open, as the author wrote it: days of the week, dates, periods.
//!
//! What does not follow from one entry alone (days given twice, periods that overlap) is told by
//! the checks; what is open when is the business of the catalog.

use jiff::civil::Date;

use super::settings::Zone;
use crate::def::format::{Format, Shared, entries, expected};
use crate::def::notes::Notes;
use crate::def::place::{At, Spanned, Text};
use crate::def::tree::{Entry, Kind, Node, shortened};
use crate::value::Value;

/// The opening hours of one place.
#[derive(Clone, Debug)]
pub(crate) struct Hours {
    /// Whether a part of it could not be read.
    pub(crate) broken: bool,
    /// On whose clocks; the bot's if absent.
    pub(crate) zone: Option<Zone>,
    /// Days of the week with their periods, in the author's order.
    pub(crate) week: Vec<WeekDays>,
    /// Dates with hours of their own, in the author's order.
    pub(crate) special: Vec<(Spanned<Days>, Vec<Spanned<Period>>)>,
    /// Dates on which it is closed.
    pub(crate) closed: Vec<Spanned<Days>>,
}

/// `mon-fri: [...]`.
#[derive(Clone, Debug)]
pub(crate) struct WeekDays {
    pub(crate) name: Text,
    /// By the day, Monday first.
    pub(crate) days: [bool; 7],
    pub(crate) periods: Vec<Spanned<Period>>,
}

/// A part of one day: minutes from its begin, `from` before `to`, at most 24 hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Period {
    pub(crate) from: u16,
    pub(crate) to: u16,
}

/// A day or several in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Days {
    /// From the first to the last, both included.
    Once(Date, Date),
    /// In every year: month and day of the first and of the last; the last may lie in the year
    /// after.
    Yearly((i8, i8), (i8, i8)),
}

impl Days {
    pub(crate) fn contains(self, date: Date) -> bool {
        match self {
            Days::Once(first, last) => (first..=last).contains(&date),
            Days::Yearly(first, last) => {
                let day = (date.month(), date.day());
                if first <= last {
                    (first..=last).contains(&day)
                } else {
                    first <= day || day <= last
                }
            }
        }
    }
}

const MINUTES_OF_DAY: u16 = 24 * 60;
/// What a day without any hours says.
const CLOSED: &str = "closed";
const EVERY_DAY: &str = "daily";
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const LONG_DAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

impl Format for Hours {
    const WHAT: &'static str = "hours by day, like {mon-fri: \"08:00-17:00\"}";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        let entries = entries(node, Self::WHAT, notes)?;
        let before = notes.losses();
        let mut hours = Hours {
            broken: false,
            zone: None,
            week: Vec::new(),
            special: Vec::new(),
            closed: Vec::new(),
        };
        for entry in entries {
            hours.entry(entry, notes);
        }
        hours.broken = notes.losses() != before;
        Some(hours)
    }

    fn schema(shared: &mut Shared) -> Value {
        let periods = <Vec<Spanned<Period>>>::schema(shared);
        let properties = [
            ("zone", described(Zone::schema(shared), "The time zone; that of `about` if absent.")),
            (
                CLOSED,
                described(
                    <Vec<Spanned<Days>>>::schema(shared),
                    "Dates (2026-12-25, or 12-25 for every year) and ranges (2026-12-24..2027-01-01) without hours.",
                ),
            ),
        ];
        let hours = Value::map([
            ("type", Value::from("object")),
            ("properties", Value::map(properties)),
            ("additionalProperties", periods),
            (
                "description",
                Value::from(
                    "When something is open: by day (`mon`, `mon-fri`, `sat,sun`, `daily`) or date (`2026-12-24`, `12-24`).",
                ),
            ),
        ]);
        shared.insert("Hours".to_owned(), hours);
        Value::map([("$ref", Value::from("#/$defs/Hours"))])
    }
}

fn described(schema: Value, what: &str) -> Value {
    let Value::Map(mut map) = schema else { return schema };
    map.insert("description".to_owned(), Value::from(what));
    Value::Map(map)
}

impl Hours {
    fn entry(&mut self, entry: &Entry<'_>, notes: &mut Notes) {
        let Entry { key, at, node } = entry;
        match &**key {
            "zone" => self.zone = Zone::read(node, notes),
            CLOSED => self.closed = Format::read(node, notes).unwrap_or_default(),
            key if key.starts_with(|c: char| c.is_ascii_digit()) => {
                let days = days(key, *at, notes);
                let periods = periods(node, notes);
                if let (Some(days), Some(periods)) = (days, periods) {
                    self.special.push((Spanned::new(days, *at), periods));
                }
            }
            key => {
                let days = week_days(key, *at, notes);
                let periods = periods(node, notes);
                if let (Some(days), Some(periods)) = (days, periods) {
                    let name = Text::new(key.into(), *at);
                    self.week.push(WeekDays { name, days, periods });
                }
            }
        }
    }
}

/// Periods, or `closed` for none.
fn periods(node: &Node<'_>, notes: &mut Notes) -> Option<Vec<Spanned<Period>>> {
    match &node.kind {
        Kind::Text { text, .. } if text == CLOSED => Some(Vec::new()),
        _ => Format::read(node, notes),
    }
}

/// `mon`, `mon-fri`, `sat,sun`, `mon-wed, fri`, `daily`.
fn week_days(key: &str, at: At, notes: &mut Notes) -> Option<[bool; 7]> {
    let mut days = [false; 7];
    if key.eq_ignore_ascii_case(EVERY_DAY) {
        return Some([true; 7]);
    }
    for part in key.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let first = week_day(first.trim(), at, notes)?;
        let last = week_day(last.trim(), at, notes)?;
        // From Saturday to Monday are three days.
        let count = (last + 7 - first) % 7 + 1;
        for day in (first..first + count).map(|day| day % 7) {
            if let Some(day) = days.get_mut(day) {
                *day = true;
            }
        }
    }
    Some(days)
}

fn week_day(word: &str, at: At, notes: &mut Notes) -> Option<usize> {
    let is = |known: &&str| known.eq_ignore_ascii_case(word);
    let found = DAYS.iter().position(is).or_else(|| LONG_DAYS.iter().position(is));
    if found.is_none() {
        let message = format!("`{}` is no day of the week", shortened(word));
        let known = DAYS.into_iter().chain(LONG_DAYS).chain([CLOSED, "zone", EVERY_DAY]);
        let near = notes.nearest(&word.to_ascii_lowercase(), known);
        let note = notes.error("unknown-day", at, message);
        note.help(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "days are {}, `mon-fri`, `sat,sun` or `{EVERY_DAY}`; dates are 2026-12-24 or 12-24",
                DAYS.join(", ")
            ),
        });
    }
    found
}

impl Format for Spanned<Period> {
    const WHAT: &'static str = "a period like 08:00-17:00, or 24h";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        let Kind::Text { text, .. } = &node.kind else {
            expected(node, Self::WHAT, notes);
            return None;
        };
        if text == "24h" {
            return Some(Spanned::new(Period { from: 0, to: MINUTES_OF_DAY }, node.at));
        }
        let ends =
            text.split_once(['-', '–']).and_then(|(from, to)| Some((time(from)?, time(to)?)));
        let Some((from, to)) = ends else {
            expected(node, Self::WHAT, notes);
            return None;
        };
        if from >= to {
            let what = if from == to { "has no length" } else { "ends before it starts" };
            notes
                .error("wrong-period", node.at, format!("the period `{}` {what}", shortened(text)))
                .help(if from == to {
                    "write `24h` for a whole day, or `closed` for a day without hours"
                } else {
                    "a period past midnight is two: until 24:00, and from 00:00 on the day after"
                });
            return None;
        }
        Some(Spanned::new(Period { from, to }, node.at))
    }

    fn schema(_: &mut Shared) -> Value {
        Value::map([("type", Value::from("string"))])
    }
}

/// Minutes from the begin of the day: `8`, `8:00`, `08:00`, `24:00`.
fn time(text: &str) -> Option<u16> {
    let text = text.trim();
    let (hour, minute) = text.split_once(':').unwrap_or((text, "00"));
    let is_figure = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_figure(hour) || !is_figure(minute) || hour.len() > 2 || minute.len() != 2 {
        return None;
    }
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let minutes = hour * 60 + minute;
    (minute < 60 && minutes <= MINUTES_OF_DAY).then_some(minutes)
}

impl Format for Spanned<Days> {
    const WHAT: &'static str =
        "a date like 2026-12-25 or 12-25, or a range like 2026-12-24..2027-01-01";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        if let Kind::Text { text, .. } = &node.kind {
            return days(text, node.at, notes).map(|days| Spanned::new(days, node.at));
        }
        expected(node, Self::WHAT, notes);
        None
    }

    fn schema(_: &mut Shared) -> Value {
        Value::map([("type", Value::from("string"))])
    }
}

fn days(text: &str, at: At, notes: &mut Notes) -> Option<Days> {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let (first, last) = (first.trim(), last.trim());
    if let (Some(first), Some(last)) = (date(first), date(last)) {
        if first > last {
            notes
                .error("wrong-period", at, format!("`{}` ends before it starts", shortened(text)))
                .help("the earlier date comes first");
            return None;
        }
        return Some(Days::Once(first, last));
    }
    if let (Some(first), Some(last)) = (day_of_year(first), day_of_year(last)) {
        return Some(Days::Yearly(first, last));
    }
    let message = format!("`{}` is no date", shortened(text));
    notes.error("wrong-date", at, message).help(
        "dates are 2026-12-25, or 12-25 for every year; a range has two of one kind: 2026-12-24..2027-01-01",
    );
    None
}

/// Exactly `2026-12-25`.
fn date(text: &str) -> Option<Date> {
    let date: Date = text.parse().ok()?;
    (date.to_string() == text).then_some(date)
}

/// Exactly `12-25`; February 29 comes in leap years.
fn day_of_year(text: &str) -> Option<(i8, i8)> {
    const LEAP_YEAR: i16 = 2024;
    let date = date(&format!("{LEAP_YEAR}-{text}"))?;
    Some((date.month(), date.day()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day() {
        for (text, minutes) in [
            ("0", Some(0)),
            ("8", Some(480)),
            ("08:30", Some(510)),
            (" 8:30 ", Some(510)),
            ("24:00", Some(1_440)),
            ("24", Some(1_440)),
            ("24:01", None),
            ("25", None),
            ("12:60", None),
            ("12:5", None),
            ("012:05", None),
            ("+8", None),
            ("8 am", None),
            ("", None),
            (":30", None),
            ("٨", None),
        ] {
            let found = time(text);
            assert_eq!(found, minutes, "{text}");
        }
    }

    #[test]
    fn days_of_the_week() {
        let read = |key: &str| {
            let days = week_days(key, At::default(), &mut Notes::default())?;
            Some(days.map(|is| if is { 'x' } else { '.' }).iter().collect::<String>())
        };
        for (key, expected) in [
            ("mon", Some("x......")),
            ("Sunday", Some("......x")),
            ("mon-fri", Some("xxxxx..")),
            ("sat - mon", Some("x....xx")),
            ("mon,wed, fri-sat", Some("x.x.xx.")),
            ("mon-mon", Some("x......")),
            ("DAILY", Some("xxxxxxx")),
            ("mon-", None),
            ("mo", None),
            ("", None),
            ("mon-wed-fri", None),
            (",", None),
        ] {
            assert_eq!(read(key).as_deref(), expected, "{key:?}");
        }
    }

    #[test]
    fn dates_and_ranges() {
        let held = |text: &str, day: &str| {
            let days = days(text, At::default(), &mut Notes::default())?;
            Some(days.contains(day.parse().unwrap()))
        };
        for (text, day, expected) in [
            ("2026-12-25", "2026-12-25", Some(true)),
            ("2026-12-25", "2027-12-25", Some(false)),
            ("12-25", "2031-12-25", Some(true)),
            ("12-25", "2031-12-24", Some(false)),
            ("02-29", "2028-02-29", Some(true)),
            ("02-29", "2027-02-28", Some(false)),
            ("2026-12-24..2027-01-01", "2027-01-01", Some(true)),
            ("2026-12-24 .. 2027-01-01", "2026-12-23", Some(false)),
            ("12-24..01-01", "2030-12-31", Some(true)),
            ("12-24..01-01", "2030-01-01", Some(true)),
            ("12-24..01-01", "2030-01-02", Some(false)),
            ("06-01..06-30", "2030-07-01", Some(false)),
            ("2027-01-01..2026-12-24", "2027-01-01", None),
            ("2026-12-24..12-31", "2026-12-24", None),
            ("2026-02-29", "2026-02-28", None),
            ("02-30", "2028-02-29", None),
            ("2026-12-5", "2026-12-05", None),
            ("25.12.", "2026-12-25", None),
            ("2026-12-25T10:00", "2026-12-25", None),
            ("", "2026-12-25", None),
        ] {
            assert_eq!(held(text, day), expected, "{text} {day}");
        }
    }
}
