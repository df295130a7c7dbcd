//! The built-in types that a bot's phrases and slots use, such as `{date}` and `{number:count}`.
//!
//! Reading stands in [`values`](super::values), which types are read in [`kinds`](super::kinds);
//! here only when. A bot without phrases and slots of such types has no [`BuiltIn`] and pays
//! nothing. Called by [`entity`](super::entity) only.

use jiff::tz::TimeZone;

use super::kinds::Kinds;
use super::values::{FoundValue, Moment, ValueType, Values};
use crate::clock::Timestamp;
use crate::def::Definitions;
use crate::text::Utterance;

/// Reads the values of some types.
#[derive(Debug)]
pub(super) struct BuiltIn {
    values: Values,
    zone: TimeZone,
}

impl BuiltIn {
    /// None if nothing has to be read. With slots there is always one: it knows the words that say
    /// nothing in an answer.
    pub(super) fn build(definitions: &Definitions, kinds: &Kinds) -> Option<BuiltIn> {
        (!kinds.built_in().is_empty() || kinds.has_slots()).then(|| BuiltIn {
            values: Values::new(definitions.about.language()),
            zone: definitions.about.zone(),
        })
    }

    pub(super) fn spot(
        &self,
        utterance: &Utterance<'_>,
        kinds: &Kinds,
        now: Timestamp,
    ) -> Vec<FoundValue> {
        if kinds.built_in().is_empty() {
            return Vec::new();
        }
        self.values.spot(utterance, kinds.built_in(), &Moment::new(now, self.zone.clone()))
    }

    /// The message as an answer to a question for a value of this type; `spotted` are all its values.
    pub(super) fn answer(
        &self,
        spotted: &[FoundValue],
        kind: ValueType,
        utterance: &Utterance<'_>,
        now: Timestamp,
    ) -> Option<FoundValue> {
        let moment = Moment::new(now, self.zone.clone());
        self.values.read_in(spotted, kind, utterance, &moment)
    }

    /// Whether a folded word says nothing beside a value: "please", "at".
    pub(super) fn is_filler(&self, word: &str) -> bool {
        self.values.is_filler(word)
    }
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
