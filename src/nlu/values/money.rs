//! Money: "€ 12,50", "$1.2m", "12 bucks", "50 cents", "5 dollars and 20 cents".
//!
//! What a sign or word is stands in the tables of languages and `locale` (`$` is the country's own
//! dollar). An amount is a decimal text with the currency's decimals at least: "12.50", "1200" yen.

use super::decimal::Decimal;
use super::{FoundValue, Reader, ValueType};
use crate::value::Value;

/// Signs; `$` is the country's.
const SIGNS: [(char, &str); 7] = [
    ('€', "EUR"),
    ('£', "GBP"),
    ('¥', "JPY"),
    ('₹', "INR"),
    ('₽', "RUB"),
    ('₺', "TRY"),
    ('₩', "KRW"),
];

/// Codes that people write as such, in lower case.
const CODES: [(&str, &str); 24] = [
    ("eur", "EUR"),
    ("usd", "USD"),
    ("gbp", "GBP"),
    ("chf", "CHF"),
    ("jpy", "JPY"),
    ("cad", "CAD"),
    ("aud", "AUD"),
    ("nzd", "NZD"),
    ("inr", "INR"),
    ("cny", "CNY"),
    ("sek", "SEK"),
    ("nok", "NOK"),
    ("dkk", "DKK"),
    ("pln", "PLN"),
    ("czk", "CZK"),
    ("huf", "HUF"),
    ("mxn", "MXN"),
    ("brl", "BRL"),
    ("ars", "ARS"),
    ("cop", "COP"),
    ("zar", "ZAR"),
    ("sgd", "SGD"),
    ("hkd", "HKD"),
    ("krw", "KRW"),
];

/// Currencies without a smaller coin.
const WHOLE: [&str; 2] = ["JPY", "KRW"];

/// The value of an amount.
pub(super) fn value(amount: Decimal, currency: &str) -> Value {
    let decimals = if WHOLE.contains(&currency) { 0 } else { 2 };
    Value::map([
        ("amount", Value::from(amount.text(decimals))),
        ("currency", Value::from(currency)),
    ])
}

impl Reader<'_> {
    pub(super) fn money(&self, into: &mut Vec<FoundValue>) {
        let line = self.line;
        let mut at = 0;
        while at < line.len() {
            match self.money_at(at) {
                Some(found) => {
                    at = found.tokens.end.max(at + 1);
                    into.push(found);
                }
                None => at += 1,
            }
        }
    }

    fn money_at(&self, at: usize) -> Option<FoundValue> {
        let line = self.line;
        // "EUR 12.50"
        if let Some((code, false)) = self.currency(at) {
            let is_code = CODES.iter().any(|(known, _)| *known == line.written(at));
            let amount = self.grammar.amount(line, at + 1, self.locale);
            let amount = amount.filter(|_| is_code && matches!(line.gap(at + 1), "" | " "))?;
            let tokens = at..amount.end;
            return Some(self.found(ValueType::Money, value(amount.value, code), tokens));
        }
        let amount = self.grammar.amount(line, at, self.locale);
        // In "5 € 3 pieces" the sign belongs to the number before.
        let is_taken = at > 0 && line.digits(at - 1).is_some() && line.gap(at).ends_with(' ');
        let before = line.gap(at).trim_end().chars().next_back().filter(|_| !is_taken);
        if let Some(code) = self.sign(before) {
            return self.with_sign(at, code);
        }
        if let Some((whole, cents, end)) = self.sign_inside(at) {
            let code = self.sign(line.gap(at + 1).chars().next()).unwrap_or(self.locale.currency);
            let total = whole.add(cents.hundredth())?;
            return Some(self.found(ValueType::Money, value(total, code), at..end));
        }
        let (number, end, is_article) = match amount {
            Some(amount) => (amount.value, amount.end, false),
            // "a dollar", "un euro"
            None if self.locale.words.articles.contains(&line.word(at)) => {
                (Decimal::whole(1), at + 1, true)
            }
            None => return None,
        };
        let number = if self.is_negative(at) { number.negative() } else { number };
        let behind = line.gap(end).trim_start().chars().next();
        if let Some(code) = self.sign(behind).filter(|_| !is_article) {
            let mut found = self.found(ValueType::Money, value(number, code), at..end);
            let gap = line.gap(end);
            let sign = gap.len() - gap.trim_start().len() + behind.map_or(0, char::len_utf8);
            let range = line.range(at..end);
            found.span = line.utterance.span(range.start..range.end + sign);
            return Some(found);
        }
        let (code, is_minor) =
            self.currency(end).filter(|_| line.is_near(end) || self.is_short_million(end))?;
        let code = if code.is_empty() { self.locale.currency } else { code };
        if is_minor {
            let tokens = at..end + 1;
            return Some(self.found(ValueType::Money, value(number.hundredth(), code), tokens));
        }
        let (total, end) = match self.cents(end + 1, code) {
            Some((cents, end)) => (number.add(cents)?, end),
            None => (number, end + 1),
        };
        Some(self.found(ValueType::Money, value(total, code), at..end))
    }

    /// "$1.2m": the sign stands before the number.
    fn with_sign(&self, at: usize, code: &str) -> Option<FoundValue> {
        let line = self.line;
        // "$5-10"
        let range = || self.figures_range(at).map(|(amount, _, _)| amount);
        let mut amount = self.grammar.amount(line, at, self.locale).or_else(range)?;
        let is_joined = line.is_joined(amount.end);
        let factor = match line.written(amount.end) {
            "m" | "mm" | "mn" | "mio" if is_joined => 1_000_000,
            "b" | "bn" | "mrd" if is_joined => 1_000_000_000,
            _ => 1,
        };
        if factor > 1 {
            amount.value = amount.value.times(factor)?;
            amount.end += 1;
        }
        let gap = line.gap(at);
        let is_negative = gap.trim_end().strip_suffix(|c| self.sign(Some(c)).is_some());
        let is_negative = is_negative.is_some_and(|before| matches!(before, "-" | " -"));
        let number = if is_negative { amount.value.negative() } else { amount.value };
        let mut found = self.found(ValueType::Money, value(number, code), at..amount.end);
        let spaces = gap.len() - gap.trim_end().len();
        let sign = gap.trim_end().chars().next_back().map_or(0, char::len_utf8);
        let range = line.range(at..amount.end);
        let start = range.start.saturating_sub(spaces + sign + usize::from(is_negative));
        found.span = line.utterance.span(start..range.end);
        Some(found)
    }

    /// "1,5 Mio. Euro": the dot is the abbreviation's.
    fn is_short_million(&self, end: usize) -> bool {
        let is_short = |at: usize| matches!(self.line.word(at), "mio" | "mrd" | "mill");
        self.line.gap(end) == ". " && end > 0 && is_short(end - 1)
    }

    /// "12€50".
    fn sign_inside(&self, at: usize) -> Option<(Decimal, Decimal, usize)> {
        let line = self.line;
        let gap = line.gap(at + 1);
        let is_sign = gap.chars().count() == 1 && self.sign(gap.chars().next()).is_some();
        let cents = line.digits(at + 1).filter(|digits| digits.len() == 2 && is_sign)?;
        let amount = self.grammar.amount(line, at, self.locale)?;
        let cents = Decimal::whole(cents.parse().ok()?);
        (amount.end == at + 1).then_some((amount.value, cents, at + 2))
    }

    /// "and 20 cents" behind dollars; "50" behind "12 euros" where people leave out the cents.
    fn cents(&self, at: usize, code: &str) -> Option<(Decimal, usize)> {
        let line = self.line;
        let is_and = self.locale.words.and_in_ranges.contains(&line.word(at));
        let at = at + usize::from(is_and);
        let (cents, end) =
            self.grammar.count(line, at, self.locale, 99).filter(|_| line.is_near(at))?;
        let minor = self.currency(end).filter(|(_, is_minor)| *is_minor);
        let is_ours = minor.is_some_and(|(known, _)| known.is_empty() || known == code);
        if is_ours {
            return Some((Decimal::whole(cents).hundredth(), end + 1));
        }
        // "ten euros fifty"
        let is_bare = !is_and && minor.is_none() && cents >= 10 && self.is_followed(end);
        is_bare.then(|| (Decimal::whole(cents).hundredth(), end))
    }

    /// The currency that the word at `at` names, and whether its smaller coin.
    fn currency(&self, at: usize) -> Option<(&'static str, bool)> {
        let line = self.line;
        if line.digits(at).is_some() {
            return None;
        }
        if let Some(found) = self.grammar.sense(line.id(at)).and_then(|sense| sense.currency) {
            let is_dollar = found.0 == "$";
            return Some(if is_dollar { (self.own_dollar(), found.1) } else { found });
        }
        let known = CODES.iter().find(|(known, _)| *known == line.written(at));
        known.map(|(_, code)| (*code, false))
    }

    fn own_dollar(&self) -> &'static str {
        self.locale.dollar
    }

    fn sign(&self, sign: Option<char>) -> Option<&'static str> {
        let sign = sign?;
        if sign == '$' {
            return Some(self.locale.dollar);
        }
        SIGNS.iter().find(|(known, _)| *known == sign).map(|(_, code)| *code)
    }
}
