//! Values of the built-in types in a message: numbers, money, dates, times, durations, addresses.
//!
//! Pure: a message, the moment and the zone in, values out. [`Values::spot`] finds those of a whole
//! message, [`Values::read_as`] reads an answer to a question for one type. Words of languages
//! stand as tables in [`words`]. Called by `nlu::built_in` only; no dialogue, no definitions.
//!
//! | type | value |
//! |---|---|
//! | `number` | `Int`, or `Float` where there are decimals |
//! | `integer` | `Int` |
//! | `money` | `{amount: "12.50", currency: "EUR"}`: a decimal text and an ISO 4217 code |
//! | `date` | `YYYY-MM-DD` |
//! | `time` | `HH:MM`, 00:00 to 23:59 |
//! | `datetime` | `YYYY-MM-DDTHH:MM` on the clocks of the bot's zone |
//! | `duration` | `Int`, seconds; a month counts 30 days, a year 365 |
//! | `email` | as written, its domain in lower case |
//! | `phone` | digits, with a `+` in front if the country is in it |
//! | `url` | as written, with `https://` in front if no scheme is written |
//! | `yes_no` | `Bool` |
//!
//! Dates, times and date-times compare as texts in the order of time. The rules for what people
//! leave open stand where they are applied: dates in [`calendar`], hours in [`clock`], numbers in
//! [`number`], phone numbers in [`contact`], and what may overlap in [`choose`].

mod answer;
mod calendar;
mod class;
mod clock;
mod contact;
mod cues;
mod days;
mod decimal;
mod duration;
mod grammar;
mod hours;
mod in_words;
mod line;
mod locale;
mod money;
mod number;
mod pieces;
mod rule;
mod samples;
mod shape;
mod when;
mod words;

use std::cmp::Reverse;
use std::ops::Range;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::clock::Timestamp;
use crate::text::{Language, Utterance};
use crate::understanding::Span;
use crate::value::Value;

use grammar::Grammar;
use line::Line;
use locale::Locale;
use rule::Set;
pub(crate) use samples::samples;

/// A built-in type of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum ValueType {
    Text,
    Number,
    Integer,
    Money,
    Date,
    Time,
    DateTime,
    Duration,
    Email,
    Phone,
    Url,
    YesNo,
}

impl ValueType {
    /// All of them, by the name that authors write.
    pub(crate) const ALL: [(&'static str, ValueType); 12] = [
        ("text", ValueType::Text),
        ("number", ValueType::Number),
        ("integer", ValueType::Integer),
        ("money", ValueType::Money),
        ("date", ValueType::Date),
        ("time", ValueType::Time),
        ("datetime", ValueType::DateTime),
        ("duration", ValueType::Duration),
        ("email", ValueType::Email),
        ("phone", ValueType::Phone),
        ("url", ValueType::Url),
        ("yes_no", ValueType::YesNo),
    ];

    pub(crate) fn of(name: &str) -> Option<ValueType> {
        Self::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, found)| found)
    }

    pub(crate) fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(_, known)| *known == self).map_or("text", |(name, _)| name)
    }
}

/// A set of types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ValueTypes(u16);

impl ValueTypes {
    pub(crate) fn has(self, kind: ValueType) -> bool {
        self.0 & (1 << kind as u16) != 0
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    fn has_any(self, kinds: &[ValueType]) -> bool {
        kinds.iter().any(|&kind| self.has(kind))
    }
}

impl FromIterator<ValueType> for ValueTypes {
    fn from_iter<I: IntoIterator<Item = ValueType>>(kinds: I) -> ValueTypes {
        ValueTypes(kinds.into_iter().fold(0, |set, kind| set | (1 << kind as u16)))
    }
}

/// A value in a message.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FoundValue {
    pub(crate) kind: ValueType,
    /// Of a range ("3-5 pm") as a whole, which does not count, the start.
    pub(crate) value: Value,
    /// The tokens it goes over.
    pub(crate) tokens: Range<usize>,
    /// The text in the message, with signs such as `€` and `+`.
    pub(crate) span: Span,
    /// Whether it counts by itself. What does not (the 3 in "3 days", the "one" in "that one") only
    /// fills a slot just where a phrase has one, or answers a question for its type.
    pub(crate) counts: bool,
}

/// What time it is, on the clocks of the bot's zone.
#[derive(Clone, Debug)]
pub(crate) struct Moment {
    at: jiff::Timestamp,
    now: DateTime,
    zone: TimeZone,
}

impl Moment {
    /// Made once for a turn.
    pub(crate) fn new(now: Timestamp, zone: TimeZone) -> Moment {
        // Beyond jiff's range (the years -9999 to 9999) there is nobody to talk to.
        let at = jiff::Timestamp::from_millisecond(now.as_millis()).unwrap_or_default();
        Moment { at, now: zone.to_datetime(at), zone }
    }
}

/// Reads values in one language and country; made once for a bot.
#[derive(Debug)]
pub(crate) struct Values {
    grammar: Grammar,
    locale: Locale,
}

impl Values {
    /// Longest list of values of one message; what is beyond is not read.
    const MOST: usize = 256;

    /// `tag` is the bot's language, such as `en-GB`: its country decides whether the month stands
    /// first in 12/03 (United States and Philippines only) and what `$` is. A language without
    /// tables reads figures, ISO dates, `15:00` and addresses only.
    pub(crate) fn new(tag: &str) -> Values {
        let words = words::of(tag);
        let grammar = Grammar::new(words, Language::of(tag));
        Values { grammar, locale: Locale::new(tag, words) }
    }

    /// The values of `kinds` in a message, sorted by start, then longest first, then by type; those
    /// of one type that count do not overlap. Linear in the message.
    pub(crate) fn spot(
        &self,
        utterance: &Utterance<'_>,
        kinds: ValueTypes,
        moment: &Moment,
    ) -> Vec<FoundValue> {
        let mut found = self.find(utterance, kinds, moment);
        found.retain(|value| kinds.has(value.kind));
        found.truncate(Self::MOST);
        found
    }

    /// Of what was [spotted][Values::spot] with `kind` among the kinds, the same answer as that of
    /// [`Values::read_as`], without reading the message again.
    pub(crate) fn read_in(
        &self,
        spotted: &[FoundValue],
        kind: ValueType,
        utterance: &Utterance<'_>,
        moment: &Moment,
    ) -> Option<FoundValue> {
        if kind == ValueType::YesNo {
            // Other values could hold a yes; alone it is read more kindly.
            return self.read_as(kind, utterance, moment);
        }
        let own = spotted.iter().filter(|value| value.kind == kind).cloned().collect();
        self.answer(own, kind, utterance, moment)
    }

    /// The value of a message that answers a question for `kind`: the first that counts, else one
    /// that does not, else a bare number where the type allows it (the 17 after "which day?" is a
    /// day of the month, the 3 after "at what time?" an hour). Of a range its first end is the
    /// value, but the tokens are those of the whole range. Free text is not read here.
    pub(crate) fn read_as(
        &self,
        kind: ValueType,
        utterance: &Utterance<'_>,
        moment: &Moment,
    ) -> Option<FoundValue> {
        let wanted: ValueTypes = [kind].into_iter().collect();
        let mut found = self.find(utterance, wanted, moment);
        found.retain(|value| value.kind == kind);
        self.answer(found, kind, utterance, moment)
    }

    /// The answer by the values of its type, if there are any.
    fn answer(
        &self,
        found: Vec<FoundValue>,
        kind: ValueType,
        utterance: &Utterance<'_>,
        moment: &Moment,
    ) -> Option<FoundValue> {
        let counting = found.iter().position(|value| value.counts);
        if let Some(first) = found.get(counting.unwrap_or(0)) {
            let is_range_of = |whole: &&FoundValue| {
                whole.tokens.start == first.tokens.start && whole.value == first.value
            };
            // Longest first. The end of a range may answer the next question.
            let whole = found.iter().find(is_range_of).unwrap_or(first);
            let tokens = whole.tokens.clone();
            return Some(FoundValue { tokens, counts: true, ..first.clone() });
        }
        let line = Line::new(utterance, &self.grammar);
        let reader = self.reader(&line, moment);
        match kind {
            ValueType::Date | ValueType::Time | ValueType::DateTime => reader.bare_when(kind),
            ValueType::Money => reader.bare_money(),
            ValueType::Integer => reader.bare_zero(kind),
            ValueType::Phone => reader.bare_phone(),
            ValueType::YesNo => reader.bare_yes_no(),
            _ => None,
        }
    }

    /// Whether a folded word says nothing beside a value, in an answer to a question.
    pub(crate) fn is_filler(&self, word: &str) -> bool {
        let sets = [Set::Filler, Set::Beside, Set::HourCue, Set::DateCue, Set::PhoneCue];
        let id = self.grammar.id(word);
        sets.into_iter().any(|set| self.grammar.is_in(set, id))
    }

    fn reader<'r>(&'r self, line: &'r Line<'r>, moment: &'r Moment) -> Reader<'r> {
        Reader { line, grammar: &self.grammar, locale: &self.locale, moment }
    }

    /// All that the wanted types are made of, chosen among.
    fn find(
        &self,
        utterance: &Utterance<'_>,
        kinds: ValueTypes,
        moment: &Moment,
    ) -> Vec<FoundValue> {
        use ValueType::{Date, DateTime, Duration, Email, Integer, Money, Number};
        use ValueType::{Phone, Time, Url, YesNo};
        if kinds.is_empty() || utterance.is_empty() {
            return Vec::new();
        }
        let line = Line::new(utterance, &self.grammar);
        let reader = self.reader(&line, moment);
        let mut found = Vec::new();
        // What could hold a wanted value is looked for too, so that its parts do not count.
        if kinds
            .has_any(&[Number, Integer, Money, Date, Time, DateTime, Duration, Phone, Url, Email])
        {
            reader.addresses(&mut found);
            if line.has_numbers() || kinds.has_any(&[Date, Time, DateTime, Duration]) {
                reader.when(&mut found);
                reader.durations(&mut found);
            }
            if line.has_numbers() {
                reader.money(&mut found);
                reader.phones(&mut found);
                reader.numbers(&mut found);
            }
        }
        if kinds.has(YesNo) {
            reader.yes_no(&mut found);
        }
        choose(&mut found);
        found
    }
}

/// One message being read.
struct Reader<'r> {
    line: &'r Line<'r>,
    grammar: &'r Grammar,
    locale: &'r Locale,
    moment: &'r Moment,
}

impl Reader<'_> {
    fn found(&self, kind: ValueType, value: Value, tokens: Range<usize>) -> FoundValue {
        let span = self.line.utterance.span_of_tokens(tokens.clone());
        FoundValue { kind, value, tokens, span, counts: true }
    }

    /// "Yes" or "no" that begins the message, up to its end or a comma.
    fn yes_no(&self, into: &mut Vec<FoundValue>) {
        into.extend(self.yes_no_at(0));
    }

    fn yes_no_at(&self, start: usize) -> Option<FoundValue> {
        let mut longest = None;
        let grammar = self.grammar;
        grammar.answers.walk(self.line, start, grammar, self.locale, &mut |rule, _, end| {
            let ends = self.line.is_end(end) && longest.is_none_or(|(_, before)| end > before);
            if let (rule::Rule::Answer(is_yes), true) = (rule, ends) {
                longest = Some((is_yes, end));
            }
        });
        let (is_yes, end) = longest?;
        Some(self.found(ValueType::YesNo, is_yes.into(), start..end))
    }
}

/// Which type holds another: a value that lies within one of a type with a higher figure does not
/// count. Dates and times are parts of a date-time and count beside it.
fn rank(kind: ValueType) -> u8 {
    match kind {
        ValueType::Url | ValueType::Email => 5,
        ValueType::Date | ValueType::Time | ValueType::DateTime => 4,
        ValueType::Phone => 3,
        ValueType::Money | ValueType::Duration => 2,
        ValueType::Number | ValueType::Integer => 1,
        ValueType::Text | ValueType::YesNo => 0,
    }
}

/// Sorts, and settles overlaps: of one type the value that starts first counts, then the longest;
/// of different types one that lies in, or starts in, a value that counts and is of a higher rank
/// does not count. Nothing is dropped but what stands twice.
fn choose(found: &mut Vec<FoundValue>) {
    found.sort_by_key(|value| {
        (value.tokens.start, Reverse(value.tokens.end), value.kind, !value.counts)
    });
    found.dedup_by(|b, a| (a.kind, &a.tokens) == (b.kind, &b.tokens));
    // The furthest end of what counts, by rank and by type: one pass over what is sorted by start.
    let mut by_rank: Vec<(u8, Range<usize>)> = Vec::new();
    for value in found.iter().filter(|value| value.counts) {
        by_rank.push((rank(value.kind), value.tokens.clone()));
    }
    let mut ends = [0_usize; ValueType::ALL.len()];
    let mut next = 0;
    let mut reach = [0_usize; 6];
    for value in found.iter_mut() {
        while let Some((rank, tokens)) = by_rank.get(next) {
            if tokens.start > value.tokens.start {
                break;
            }
            if let Some(end) = reach.get_mut(usize::from(*rank)) {
                *end = tokens.end.max(*end);
            }
            next += 1;
        }
        let above = reach.iter().skip(usize::from(rank(value.kind)) + 1).max();
        if above.is_some_and(|&end| end > value.tokens.start) && rank(value.kind) > 0 {
            value.counts = false;
        }
        let Some(end) = ends.get_mut(value.kind as usize) else { continue };
        if value.counts && value.tokens.start < *end {
            value.counts = false;
        }
        if value.counts {
            *end = value.tokens.end;
        }
    }
}

#[cfg(test)]
mod tests;
