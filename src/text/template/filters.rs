//! The filters `day`, `time`, `when`, `money` and `mask`, and the test `is open`: reading values as
//! slots and actions give them. How they are written is data of the language ([`Writing`]).
//!
//! A value that a filter cannot read fails the template, so that its variant is skipped.

use std::sync::Arc;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use minijinja::value::ValueKind;
use minijinja::{Environment, Error, ErrorKind, State, Value};

use crate::text::writing::{Amount, When, Writing};

/// Tells whether the hours of this name are open on a day, or at a moment on the bot's clocks;
/// `None` for a name that is not known and a time of day without its day.
pub(crate) type IsOpen = Arc<dyn Fn(&str, When) -> Option<bool> + Send + Sync>;

/// Under which the moment of the turn is handed to filters: no template can write this name.
pub(super) const NOW: &str = "@now";

/// Longest text that is looked at as a date, a time or an amount, in bytes.
const LONGEST: usize = 48;

/// Adds the filters. `zone` is the bot's: moments with an offset of their own are told on its clocks.
pub(super) fn add(environment: &mut Environment<'static>, writing: Writing, zone: &TimeZone) {
    let own = zone.clone();
    environment.add_filter("day", move |state: &State<'_, '_>, value: &Value| {
        let day = match when(value, &own)? {
            When::Day(day) => day,
            When::Moment(moment) => moment.date(),
            When::Time(_) => return Err(wrong("no date")),
        };
        Ok(writing.day(day, today(state)))
    });
    let own = zone.clone();
    environment.add_filter("time", move |value: &Value| match when(value, &own)? {
        When::Time(time) => Ok(writing.time(time)),
        When::Moment(moment) => Ok(writing.time(moment.time())),
        When::Day(_) => Err(wrong("no time of day")),
    });
    let own = zone.clone();
    environment.add_filter("when", move |state: &State<'_, '_>, value: &Value| {
        Ok::<_, Error>(writing.when(when(value, &own)?, today(state)))
    });
    environment.add_filter("money", move |value: &Value| money(writing, value));
    environment.add_filter("mask", mask);
}

/// Adds the test `is open("store")`.
pub(super) fn add_open(environment: &mut Environment<'static>, zone: TimeZone, is_open: IsOpen) {
    environment.add_test("open", move |value: &Value, name: &str| {
        is_open(name, when(value, &zone)?).ok_or_else(|| wrong("no day, or no such hours"))
    });
}

fn wrong(what: &'static str) -> Error {
    Error::new(ErrorKind::InvalidOperation, what)
}

fn today(state: &State<'_, '_>) -> Option<Date> {
    let now = state.lookup(NOW)?;
    now.as_str()?.get(..10)?.parse().ok()
}

/// `2026-03-04`, `15:00`, `2026-03-04T15:00`, also with seconds, and with `Z` or an offset.
fn when(value: &Value, zone: &TimeZone) -> Result<When, Error> {
    let text = value.as_str().map(str::trim).filter(|text| text.len() <= LONGEST);
    text.and_then(|text| read_when(text, zone)).ok_or_else(|| wrong("no date or time"))
}

fn read_when(text: &str, zone: &TimeZone) -> Option<When> {
    const DATE: usize = "2026-03-04".len();
    if text.len() < DATE {
        // Hosts write 9:00 too.
        let padded = if text.find(':') == Some(1) { format!("0{text}") } else { text.to_owned() };
        return padded.parse::<Time>().ok().filter(|_| text.contains(':')).map(When::Time);
    }
    if text.len() == DATE {
        return text.parse::<Date>().ok().map(When::Day);
    }
    if let Ok(moment) = text.parse::<jiff::Timestamp>() {
        return Some(When::Moment(zone.to_datetime(moment)));
    }
    text.parse::<DateTime>().ok().map(When::Moment)
}

/// An amount as customers read it.
pub(super) fn money(writing: Writing, value: &Value) -> Result<String, Error> {
    Ok(writing.money(&amount(value)?))
}

/// What the type `money` gives (`{amount: "12.50", currency: "EUR"}`), a number, or a text such as
/// "12.50" and "12.50 EUR".
fn amount(value: &Value) -> Result<Amount, Error> {
    if value.kind() != ValueKind::Map {
        return figures_of(value, None).ok_or_else(|| wrong("no money"));
    }
    let currency = value.get_attr("currency")?;
    let code = currency.as_str().and_then(code_of);
    if code.is_none() && !currency.is_undefined() {
        return Err(wrong("no currency"));
    }
    figures_of(&value.get_attr("amount")?, code).ok_or_else(|| wrong("no money"))
}

fn figures_of(value: &Value, currency: Option<String>) -> Option<Amount> {
    if let Some(text) = value.as_str() {
        let text = text.trim();
        if text.len() > LONGEST {
            return None;
        }
        let (digits, own) = currency_beside(text);
        return decimal(digits, currency.or(own));
    }
    if value.kind() != ValueKind::Number {
        return None;
    }
    /// Above it a float has no cents left.
    const MOST_EXACT: f64 = 1e13;
    let coins = coins(currency.as_deref());
    let text = if value.is_integer() {
        value.to_string()
    } else {
        let float = f64::try_from(value.clone()).ok().filter(|float| float.abs() < MOST_EXACT)?;
        format!("{float:.coins$}")
    };
    decimal(&text, currency)
}

/// "12.50 EUR", "EUR 12.50", "€12.50", "12.50 €": the figures and the currency.
fn currency_beside(text: &str) -> (&str, Option<String>) {
    let is_figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+');
    let from = text.find(is_figure).unwrap_or(text.len());
    let (before, rest) = text.split_at_checked(from).unwrap_or((text, ""));
    let to = rest.rfind(is_figure).map_or(0, |at| at + 1);
    let (figures, after) = rest.split_at_checked(to).unwrap_or((rest, ""));
    let currency = match (before.trim(), after.trim()) {
        ("", "") => return (figures, None),
        (one, "") | ("", one) => code_of(one),
        _ => None,
    };
    // Words that are no currency make the whole unreadable.
    if currency.is_some() { (figures, currency) } else { (text, None) }
}

/// The code that a code or a sign means.
fn code_of(text: &str) -> Option<String> {
    let is_code = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    if is_code {
        return Some(text.to_ascii_uppercase());
    }
    let code = match text {
        "€" => "EUR",
        "$" => "USD",
        "£" => "GBP",
        "¥" => "JPY",
        _ => return None,
    };
    Some(code.to_owned())
}

/// Digits after the point that are always written.
fn coins(currency: Option<&str>) -> usize {
    if matches!(currency, Some("JPY" | "KRW")) { 0 } else { 2 }
}

/// "-1234.5": more digits after the point than the currency has stay, as in prices of fuel.
fn decimal(text: &str, currency: Option<String>) -> Option<Amount> {
    let (is_negative, text) = match text.strip_prefix('-') {
        Some(text) => (true, text),
        None => (false, text),
    };
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let is_figures = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_figures(whole) || !is_figures(decimals) || text.ends_with('.') {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole }.to_owned();
    let mut decimals = decimals.trim_end_matches('0').to_owned();
    let coins = coins(currency.as_deref());
    while decimals.len() < coins {
        decimals.push('0');
    }
    let is_nothing = whole == "0" && decimals.bytes().all(|byte| byte == b'0');
    Some(Amount { is_negative: is_negative && !is_nothing, whole, decimals, currency })
}

fn mask(value: &Value) -> Result<String, Error> {
    let is_whole = value.kind() == ValueKind::Number && value.is_integer();
    let text = match value.as_str() {
        Some(text) => text.trim().to_owned(),
        None if is_whole => value.to_string(),
        None => return Err(wrong("no text")),
    };
    Ok(masked(&text))
}

/// "•••• 1234", "a…@example.com": enough to recognise it by, too little to use it.
pub(crate) fn masked(text: &str) -> String {
    const HIDDEN: &str = "••••";
    if let Some((name, domain)) = text.rsplit_once('@')
        && is_domain(domain)
        && !name.is_empty()
    {
        // Of a name of one letter that letter would be all.
        let first = name.chars().next().filter(|_| name.chars().nth(1).is_some());
        let first = first.map(String::from).unwrap_or_default();
        return format!("{first}…@{domain}");
    }
    let signs: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    // At least half stays hidden.
    let shown = match signs.len() {
        0..4 => 0,
        4..8 => 2,
        _ => 4,
    };
    if shown == 0 {
        return HIDDEN.to_owned();
    }
    let last: String = signs.iter().skip(signs.len() - shown).collect();
    format!("{HIDDEN} {last}")
}

/// What stands behind the `@` is shown: nothing but a domain may be.
fn is_domain(text: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    text.contains('.') && text.chars().all(is_part)
}

#[cfg(test)]
mod tests;
