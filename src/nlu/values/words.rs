//! Words of languages for values, as tables: names, numbers, and rules in the grammar of phrases.
//!
//! English is complete; German, French and Spanish have what is said most. What a rule means is in
//! [`Rule`]; words are folded as messages are, so they may be written with accents.

mod de;
mod en;
mod es;
mod fr;

use super::rule::{Rule, Set};

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    /// Of an hour.
    Quarter,
    Hour,
    Day,
    Week,
    Fortnight,
    Month,
    Year,
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Noon,
    Afternoon,
    Evening,
    Night,
}

/// What a word adds to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numeral {
    /// 0 to 19, and what is not put together any further.
    Small(u8),
    /// 20 to 90, and 10 in French.
    Tens(u8),
    /// "doscientos".
    Hundreds(u16),
    Hundred,
    /// A thousand and more.
    Scale(i64),
    /// A number that is one word.
    Whole(i64),
    And,
    /// "a", where a hundred or dozen follows.
    Article,
    Dozen,
    Couple,
}

/// All that a language says about values.
#[derive(Debug)]
pub(super) struct Words {
    code: &'static str,
    pub(super) whens: &'static [(&'static str, Rule)],
    pub(super) durations: &'static [(&'static str, Rule)],
    /// From January; names of one month parted by spaces.
    pub(super) months: [&'static str; 12],
    /// From Monday.
    pub(super) weekdays: [&'static str; 7],
    /// Abbreviations that are also other words.
    pub(super) short_weekdays: [&'static str; 7],
    pub(super) numerals: &'static [(&'static str, Numeral)],
    /// From the first.
    pub(super) ordinals: &'static [&'static str],
    pub(super) units: &'static [(&'static str, Unit)],
    pub(super) parts: &'static [(&'static str, Part)],
    /// Words, ISO code (`$` for the country's dollar, nothing for the country's money), and whether
    /// it is the hundredth part.
    pub(super) currencies: &'static [(&'static str, &'static str, bool)],
    pub(super) sets: &'static [(Set, &'static str)],
    /// Reads a number that is written as one word.
    pub(super) compound: Option<fn(&str) -> Option<i64>>,
    /// "3." is "3rd".
    pub(super) dotted_ordinals: bool,
    /// 10 000 is one number.
    pub(super) space_groups: bool,
    /// "quatre-vingt-dix".
    pub(super) vigesimal: bool,
    /// "treinta y cinco", not "hundred and five".
    pub(super) and_after_tens: bool,
    /// Behind a number: half more.
    pub(super) and_a_half: &'static [&'static [&'static str]],
    /// Numbers that are mostly other words.
    pub(super) loose_numbers: &'static [&'static str],
    /// Months that are also other words.
    pub(super) loose_months: &'static [&'static str],
    pub(super) and_in_ranges: &'static [&'static str],
    pub(super) articles: &'static [&'static str],
    /// Two words that mean the customer's phone number.
    pub(super) my_number: &'static [(&'static str, &'static str)],
    /// "15h30" is a time.
    pub(super) hours_with_h: bool,
    /// "deux heures" is a time and a duration.
    pub(super) hours_are_long: bool,
    /// The word before an hour differs from another one by its accent only: "à", "a".
    pub(super) accented_at: bool,
    pub(super) has_am_pm: bool,
    /// Whether "am" is no other word.
    pub(super) has_am: bool,
    pub(super) decimal_comma: bool,
    /// The money of the language's largest country with a chat in it.
    pub(super) currency: &'static str,
}

/// A language without tables: figures only.
static OTHER: Words = Words {
    code: "",
    whens: &[],
    durations: &[],
    months: [""; 12],
    weekdays: [""; 7],
    short_weekdays: [""; 7],
    numerals: &[],
    ordinals: &[],
    units: &[],
    parts: &[],
    currencies: &[],
    sets: &[],
    compound: None,
    dotted_ordinals: false,
    space_groups: false,
    vigesimal: false,
    and_after_tens: false,
    and_a_half: &[],
    loose_numbers: &[],
    loose_months: &[],
    and_in_ranges: &[],
    articles: &[],
    my_number: &[],
    hours_with_h: false,
    hours_are_long: false,
    accented_at: false,
    has_am_pm: true,
    has_am: true,
    decimal_comma: false,
    currency: "EUR",
};

/// The tables for a tag such as `de-AT`.
pub(super) fn of(tag: &str) -> &'static Words {
    let code = tag.split(['-', '_']).next().unwrap_or_default();
    let all = [&en::WORDS, &de::WORDS, &fr::WORDS, &es::WORDS];
    all.into_iter().find(|words| words.code.eq_ignore_ascii_case(code)).unwrap_or(&OTHER)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nlu::values::class::Class;
    use crate::text::{Phrase, folded};

    #[test]
    fn every_rule_is_a_phrase_over_known_classes() {
        for words in [&en::WORDS, &de::WORDS, &fr::WORDS, &es::WORDS] {
            let rules = words.whens.iter().chain(words.durations);
            for (source, rule) in rules {
                let phrase = Phrase::parse(source).unwrap_or_else(|e| panic!("{source}: {e:?}"));
                for slot in phrase.slots() {
                    assert!(Class::of(&slot.name).is_some(), "{source}: {rule:?}");
                }
            }
            let plain =
                [words.loose_numbers, words.loose_months, words.and_in_ranges, words.articles];
            for word in plain.into_iter().flatten() {
                assert_eq!(folded(word), **word, "compared with folded words");
            }
        }
    }
}
