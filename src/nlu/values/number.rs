//! Numbers in figures and words: "1,234.50", "1.5k", "twenty-six", "one hundred and five".
//!
//! Figures are a number unless they are part of something else: letters or `#` directly before
//! ("a44", "#42"), other digits behind a sign ("12-34-56", "192.168.0.1", "16:9"), a zero in front
//! ("007"), or more digits than a number has that people count with ([`Decimal::MOST_DIGITS`]).
//! A sign between digits is read by its shape first and by the country's habit last: `1.234,5` and
//! `12,50` are clear; `1,234` is 1234 where points are decimal and 1.234 where commas are.

use super::decimal::Decimal;
use super::grammar::Grammar;
use super::line::Line;
use super::locale::Locale;
use super::rule::Set;
use super::words::Numeral;
use super::{FoundValue, Reader, ValueType};
use crate::value::Value;

/// A number at some tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount {
    pub(super) value: Decimal,
    pub(super) end: usize,
    /// A word that is mostly no number, such as "one".
    pub(super) is_loose: bool,
}

impl Grammar {
    /// Groups of three digits at most.
    const MOST_GROUPS: usize = 5;

    /// A whole number from 0 to `most`, in figures without any sign or in words.
    pub(super) fn count(
        &self,
        line: &Line<'_>,
        at: usize,
        locale: &Locale,
        most: i64,
    ) -> Option<(i64, usize)> {
        let (count, end) = match line.digits(at) {
            Some(digits) => {
                let is_free = !line.is_chained(at) && !line.is_link(at + 1) && !line.is_code(at);
                let count = digits.parse().ok().filter(|_| is_free && digits.len() <= 5)?;
                (count, at + 1)
            }
            None => {
                let amount = self.amount(line, at, locale)?;
                (amount.value.as_whole()?, amount.end)
            }
        };
        (count <= most).then_some((count, end))
    }

    /// A number that may have a fraction: "2.5", "1½", "two and a half".
    pub(super) fn quantity(
        &self,
        line: &Line<'_>,
        at: usize,
        locale: &Locale,
    ) -> Option<(Decimal, usize)> {
        let amount = self.amount(line, at, locale)?;
        let half = locale.words.and_a_half;
        let is_half = |words: &&&[&str]| {
            let mut words = words.iter().zip(amount.end..);
            words.all(|(word, at)| line.word(at) == *word && line.is_near(at))
        };
        match half.iter().find(is_half) {
            Some(words) if amount.value.as_whole().is_some() => {
                let value = amount.value.add(Decimal::HALF)?;
                Some((value, amount.end + words.len()))
            }
            _ => Some((amount.value, amount.end)),
        }
    }

    /// "3rd", "third", "3." where dots make ordinals: the number, whether it is in words, the end.
    pub(super) fn ordinal(&self, line: &Line<'_>, at: usize) -> Option<(i8, bool, usize)> {
        if let Some(digits) = line.digits(at) {
            let number = digits.parse().ok().filter(|number| (1..=31).contains(number))?;
            if line.is_chained(at) || line.is_code(at) || digits.len() > 2 {
                return None;
            }
            const ENDINGS: [&str; 10] =
                ["st", "nd", "rd", "th", "er", "ro", "ter", "ten", "te", "o"];
            if line.is_joined(at + 1) && ENDINGS.contains(&line.written(at + 1)) {
                return Some((number, false, at + 2));
            }
            let has_dot = line.gap(at + 1).starts_with('.') && !line.is_link(at + 1);
            return (self.dotted_ordinals && has_dot).then_some((number, false, at + 1));
        }
        let sense = self.sense(line.id(at))?;
        if let Some(number) = sense.ordinal {
            return Some((number, true, at + 1));
        }
        // "twenty-first"
        let Some(Numeral::Tens(tens)) = sense.numeral else { return None };
        let unit = self.sense(line.id(at + 1))?.ordinal.filter(|unit| *unit < 10)?;
        let number = i8::try_from(tens).ok()?.checked_add(unit).filter(|number| *number <= 31)?;
        line.is_near(at + 1).then_some((number, true, at + 2))
    }

    /// Any number at `at`; the line keeps it, since many rules ask.
    pub(super) fn amount(&self, line: &Line<'_>, at: usize, locale: &Locale) -> Option<Amount> {
        *line.amount(at)?.get_or_init(|| self.read_amount(line, at, locale))
    }

    fn read_amount(&self, line: &Line<'_>, at: usize, locale: &Locale) -> Option<Amount> {
        if let Some((digits, quarters)) = line.with_fraction(at) {
            if line.is_code(at) {
                return None;
            }
            let whole = Decimal::parse(digits, "")?;
            return Some(Amount {
                value: whole.add(Decimal::quarters(quarters))?,
                end: at + 2,
                is_loose: false,
            });
        }
        if line.digits(at).is_none() {
            return self.in_words(line, at, locale);
        }
        let (value, end) = self.in_figures(line, at, locale)?;
        Some(self.scaled(line, value, end))
    }

    /// With a "k" or "million" behind it.
    fn scaled(&self, line: &Line<'_>, value: Decimal, end: usize) -> Amount {
        let plain = Amount { value, end, is_loose: false };
        let factor = match self.sense(line.id(end)).and_then(|sense| sense.numeral) {
            Some(Numeral::Scale(factor)) if line.is_near(end) => factor,
            _ if line.is_joined(end) && line.written(end) == "k" => 1_000,
            _ => return plain,
        };
        let value = value.times(factor);
        value.map_or(plain, |value| Amount { value, end: end + 1, is_loose: false })
    }

    /// Figures with signs between them.
    fn in_figures(&self, line: &Line<'_>, at: usize, locale: &Locale) -> Option<(Decimal, usize)> {
        let first = line.digits(at)?;
        if line.is_chained(at) || line.is_code(at) || (first.len() > 1 && first.starts_with('0')) {
            return None;
        }
        let mut whole = first.to_owned();
        let mut end = at + 1;
        let group = match line.gap(end) {
            sign @ ("." | "," | "'") => sign,
            " " if locale.words.space_groups || line.digits(end) == Some("000") => " ",
            _ => "",
        };
        let mut groups = 0;
        while groups < Self::MOST_GROUPS && !group.is_empty() && first.len() <= 3 {
            let Some(digits) = line.digits(end) else { break };
            // A group of three behind a space can be another number: "10 000" is one, "4 100 m" too.
            if line.gap(end) != group || digits.len() != 3 {
                break;
            }
            whole.push_str(digits);
            (groups, end) = (groups + 1, end + 1);
        }
        let decimal_sign = |sign: &str| matches!(sign, "." | ",") && (groups == 0 || sign != group);
        let own_decimal = if locale.decimal_comma { "," } else { "." };
        let mut decimals = "";
        if groups == 1 && group == own_decimal && !decimal_sign(line.gap(end)) {
            // One group of three, behind the sign that is decimal here.
            (whole, decimals) = (first.to_owned(), line.digits(at + 1)?);
        } else if groups == 0 && first.len() > 3 && group == "," && !locale.decimal_comma {
            return None; // a list: "1234,5678"
        } else if let Some(digits) = line.digits(end).filter(|_| decimal_sign(line.gap(end))) {
            (decimals, end) = (digits, end + 1);
        }
        // More digits behind a sign: a date, an address, a version, a list.
        if line.is_link(end) {
            return None;
        }
        Some((Decimal::parse(&whole, decimals)?, end))
    }
}

impl Reader<'_> {
    /// Numbers, and ranges of numbers with their end.
    pub(super) fn numbers(&self, into: &mut Vec<FoundValue>) {
        let line = self.line;
        let mut at = 0;
        while at < line.len() {
            let Some((amount, until, start)) = self.number_or_range(at) else {
                at += 1;
                continue;
            };
            if self.is_pointed_at(start, amount.end) {
                at = amount.end;
                continue;
            }
            let tokens = start..amount.end;
            let mut found = self.found(ValueType::Number, amount.value.value(), tokens.clone());
            if self.is_negative(at) && line.digits(at).is_some() {
                found.value = amount.value.negative().value();
                let range = line.range(tokens.clone());
                found.span = line.utterance.span(range.start.saturating_sub(1)..range.end);
            }
            // "5kg": the letters behind figures may be a unit, or the number may be a code.
            let is_unit = !line.is_joined(amount.end) || self.is_known_behind(amount.end);
            found.counts = is_unit && !amount.is_loose;
            let is_whole = |value: &Value| matches!(value, Value::Int(_));
            if is_whole(&found.value) && until.map(Decimal::value).as_ref().is_none_or(is_whole) {
                into.push(FoundValue { kind: ValueType::Integer, ..found.clone() });
            }
            into.push(found);
            at = amount.end;
        }
    }

    /// The number at `at`, or the range that begins there: its start, its end, where it stands.
    fn number_or_range(&self, at: usize) -> Option<(Amount, Option<Decimal>, usize)> {
        let line = self.line;
        if let Some(range) = self.figures_range(at) {
            return Some(range);
        }
        let amount = self.grammar.amount(line, at, self.locale)?;
        let with_half = self.grammar.quantity(line, at, self.locale);
        if let Some((value, end)) = with_half.filter(|(_, end)| *end > amount.end) {
            return Some((Amount { value, end, is_loose: false }, None, at));
        }
        let to = amount.end;
        let is_between = at > 0 && self.grammar.is_in(Set::From, line.id(at - 1));
        let is_to = self.grammar.is_in(Set::To, line.id(to))
            || is_between && self.locale.words.and_in_ranges.contains(&line.word(to));
        if is_to && line.is_near(to) && line.is_near(to + 1) {
            let until = self.grammar.amount(line, to + 1, self.locale);
            if let Some(until) = until.filter(|until| amount.value.is_less(until.value)) {
                return Some((Amount { end: until.end, ..amount }, Some(until.value), at));
            }
        }
        Some((amount, None, at))
    }

    /// "3-5", where nothing else is joined to it.
    pub(super) fn figures_range(&self, at: usize) -> Option<(Amount, Option<Decimal>, usize)> {
        const MOST_DIGITS: usize = 3;
        let line = self.line;
        let short = |at| line.digits(at).filter(|digits| digits.len() <= MOST_DIGITS);
        let (from, to) = (short(at)?, short(at + 1)?);
        let is_alone = !line.is_chained(at) && !line.is_link(at + 2) && !line.is_code(at);
        let zero = |digits: &str| digits.starts_with('0');
        if !matches!(line.gap(at + 1), "-" | "–" | " - " | " – ")
            || !is_alone
            || zero(from)
            || zero(to)
        {
            return None;
        }
        let (from, to) = (Decimal::parse(from, "")?, Decimal::parse(to, "")?);
        let amount = Amount { value: from, end: at + 2, is_loose: false };
        from.is_less(to).then_some((amount, Some(to), at))
    }

    /// A minus directly before, and nothing before that.
    pub(super) fn is_negative(&self, at: usize) -> bool {
        let gap = self.line.gap(at);
        let before = gap.strip_suffix(['-', '−']);
        before.is_some_and(|before| {
            if at == 0 { before.is_empty() } else { before.ends_with(' ') && before.len() == 1 }
        })
    }

    fn is_known_behind(&self, at: usize) -> bool {
        let sense = self.grammar.sense(self.line.id(at));
        sense.is_some_and(|sense| sense.unit.is_some() || sense.currency.is_some())
    }

    /// "That one", "the first one".
    fn is_pointed_at(&self, start: usize, end: usize) -> bool {
        start > 0 && end == start + 1 && self.line.digits(start).is_none() && {
            let before = self.line.id(start - 1);
            let is_loose = self.locale.words.loose_numbers.contains(&self.line.word(start));
            is_loose && self.grammar.is_in(Set::Pointer, before)
        }
    }
}
