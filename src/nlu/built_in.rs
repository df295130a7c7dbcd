//! The built-in types that a bot's phrases use, such as `{date}` and `{number:count}`.
//!
//! Reading stands in [`values`](super::values); here only which types are read, and when. A bot
//! whose phrases have none of them has no [`BuiltIn`] and pays nothing. Called by
//! [`entity`](super::entity) only.

use jiff::tz::TimeZone;

use super::values::{FoundValue, Moment, ValueType, ValueTypes, Values};
use crate::clock::Timestamp;
use crate::def::{Definitions, Text};
use crate::text::{Phrase, Utterance};

/// Reads the values of some types.
#[derive(Debug)]
pub(super) struct BuiltIn {
    values: Values,
    types: ValueTypes,
    zone: TimeZone,
}

impl BuiltIn {
    /// None if no phrase uses a type that has to be read; `text` has not, it takes any words.
    pub(super) fn build(definitions: &Definitions) -> Option<BuiltIn> {
        let types = types_of_phrases(definitions);
        (!types.is_empty()).then(|| BuiltIn {
            values: Values::new(definitions.about.language()),
            types,
            zone: definitions.about.zone(),
        })
    }

    /// The types it reads, in the order of [`ValueType::ALL`].
    pub(super) fn types(&self) -> impl Iterator<Item = ValueType> {
        let all = ValueType::ALL.into_iter().map(|(_, kind)| kind);
        all.filter(|&kind| self.types.has(kind))
    }

    pub(super) fn spot(&self, utterance: &Utterance<'_>, now: Timestamp) -> Vec<FoundValue> {
        self.values.spot(utterance, self.types, &Moment::new(now, self.zone.clone()))
    }
}

fn types_of_phrases(definitions: &Definitions) -> ValueTypes {
    let of_intents = definitions
        .intents
        .iter()
        .flat_map(|(_, intent)| intent.user.iter().chain(&intent.not_user));
    let of_words = definitions.words.iter().map(|(_, text)| text);
    of_intents.chain(of_words).flat_map(types_of).collect()
}

/// The types in one phrase; none in what is no phrase, which `def` tells.
fn types_of(text: &Text) -> Vec<ValueType> {
    // Most phrases have no slot, and parsing all of them twice would take time.
    let phrase = text.contains('{').then(|| Phrase::parse(text).ok()).flatten();
    let slots = phrase.iter().flat_map(Phrase::slots);
    slots
        .filter_map(|slot| ValueType::of(slot.kind.as_deref().unwrap_or(&slot.name)))
        .filter(|&kind| kind != ValueType::Text)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nlu::tests::bot;
    use crate::nlu::{Detail, Hint, Understander};
    use crate::understanding::Understanding;
    use crate::value::Value;

    /// 2026-03-02T10:00Z, a Monday.
    const NOW: Timestamp = Timestamp::from_seconds(1_772_445_600);

    fn read(bot: &Understander, text: &str) -> Understanding {
        bot.understand(text, &Hint::default(), NOW, Detail::Sums)
    }

    /// Slot, type, value and text of what the best candidate captured.
    fn slots(understanding: &Understanding) -> Vec<(String, String, Value, String)> {
        let slots = understanding.candidates.first().map_or(&[][..], |best| &best.slots);
        slots
            .iter()
            .map(|s| (s.slot.to_string(), s.entity.to_string(), s.value.clone(), s.text.clone()))
            .collect()
    }

    #[test]
    fn every_type_of_the_format_fills_slots() {
        let money = [("amount", Value::from("12.50")), ("currency", Value::from("EUR"))];
        for (kind, text, value) in [
            ("text", "my red bike", Value::from("my red bike")),
            ("number", "1.5", Value::from(1.5)),
            ("integer", "twenty-six", Value::from(26)),
            ("money", "€ 12.50", Value::map(money)),
            ("date", "tomorrow", Value::from("2026-03-03")),
            ("time", "half past 3", Value::from("15:30")),
            ("datetime", "tomorrow at noon", Value::from("2026-03-03T12:00")),
            ("duration", "two hours", Value::from(7_200)),
            ("email", "Ann@Shop.COM", Value::from("Ann@shop.com")),
            ("phone", "+49 151 2345678", Value::from("+491512345678")),
            ("url", "www.shop.de", Value::from("https://www.shop.de")),
        ] {
            for (written, slot) in [(format!("{kind}:x"), "x"), (kind.to_owned(), kind)] {
                let yaml = format!("intents: {{a: {{user: 'i mean {{{written}}}', bot: A}}}}");
                let found = slots(&read(&bot(&yaml), &format!("I mean {text}")));
                let expected = (slot.to_owned(), kind.to_owned(), value.clone(), text.to_owned());
                assert_eq!(found, [expected], "{yaml}");
            }
        }
        // "Yes" begins an answer.
        let bot = bot("intents: {a: {user: '{yes_no:sure}, i am sure', bot: A}}");
        let found = slots(&read(&bot, "no, I am sure"));
        assert_eq!(found.first().map(|slot| &slot.2), Some(&Value::from(false)));
        assert_eq!(ValueType::ALL.len(), 12, "a new type needs a row above");
    }

    #[test]
    fn what_is_no_value_of_the_type_fills_nothing() {
        let bot = bot("intents: {a: {user: 'book it for {date:day}', bot: A}}");
        for text in ["book it for me", "book it for 3 days", "book it for 99/99/2026", "book it"] {
            let understanding = read(&bot, text);
            assert!(slots(&understanding).is_empty(), "{text}: {:?}", slots(&understanding));
            assert!(understanding.entities.is_empty(), "{text}: {:?}", understanding.entities);
        }
    }

    #[test]
    fn only_types_of_phrases_are_read() {
        let plain =
            "entities: {size: {regex: '\\d+'}}\nintents: {a: {user: 'size {size}', bot: A}}";
        assert!(read(&bot(plain), "size 42 by tomorrow").entities.len() == 1);
        let words = "words: {when: 'on {date}'}\nintents: {a: {user: 'come <when>', bot: A}}";
        let understanding = read(&bot(words), "come on friday at 3 pm for 2 hours");
        let told: Vec<&str> = understanding.entities.iter().map(|found| &*found.entity).collect();
        assert_eq!(told, ["date"]);
    }

    #[test]
    fn a_part_of_a_value_fills_slots_but_is_not_told() {
        let yaml = "intents: {a: {user: 'a bike for {integer:days} days', bot: A}}";
        let understanding = read(&bot(yaml), "a bike for 3 days");
        let days = slots(&understanding).into_iter().map(|slot| slot.2).collect::<Vec<_>>();
        assert_eq!(days, [Value::from(3)]);
        assert!(understanding.entities.is_empty());
    }

    #[test]
    fn groups_of_patterns_stay_texts() {
        let yaml = "intents: {a: {user: 'on {date}', bot: A}, \
                    b: {patterns: ['until (?P<date>\\w+)'], bot: B}}";
        let found = slots(&read(&bot(yaml), "until tomorrow"));
        let expected = ("date".into(), "text".into(), Value::from("tomorrow"), "tomorrow".into());
        assert_eq!(found, [expected]);
    }

    #[test]
    fn many_values_are_bounded() {
        let yaml = "intents: {a: {user: 'add {number:x} [and {date:day}]', bot: A}}";
        let text = "add 1 and 2 march ".repeat(200);
        let understanding = read(&bot(yaml), &text);
        assert!(understanding.entities.len() <= crate::limits::Limits::default().max_entities);
    }
}
