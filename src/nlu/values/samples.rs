//! What stands for the values of built-in types where phrases are read as plain texts: shapes that
//! a scorer can learn ("at 5 pm"), not words that say what a message is about.

use super::ValueType;

/// Values by their type.
type Samples = &'static [(ValueType, &'static [&'static str])];

/// By language code; the last are for a language without data: figures and addresses.
const SAMPLES: [(&str, Samples); 5] = [
    (
        "en",
        &[
            (ValueType::Money, &["$20", "15 dollars"]),
            (ValueType::Date, &["tomorrow", "monday", "march 5"]),
            (ValueType::Time, &["5 pm", "10:30"]),
            (ValueType::DateTime, &["tomorrow at 5 pm", "monday at 10:30"]),
            (ValueType::Duration, &["2 days", "3 hours"]),
            (ValueType::YesNo, &["yes", "no"]),
        ],
    ),
    (
        "de",
        &[
            (ValueType::Money, &["20 €", "15 euro"]),
            (ValueType::Date, &["morgen", "montag", "5. märz"]),
            (ValueType::Time, &["17 uhr", "10:30"]),
            (ValueType::DateTime, &["morgen um 17 uhr", "montag um 10:30"]),
            (ValueType::Duration, &["2 tage", "3 stunden"]),
            (ValueType::YesNo, &["ja", "nein"]),
        ],
    ),
    (
        "es",
        &[
            (ValueType::Money, &["20 €", "15 euros"]),
            (ValueType::Date, &["mañana", "lunes", "5 de marzo"]),
            (ValueType::Time, &["5 de la tarde", "10:30"]),
            (ValueType::DateTime, &["mañana a las 10:30", "lunes a las 17:00"]),
            (ValueType::Duration, &["2 días", "3 horas"]),
            (ValueType::YesNo, &["sí", "no"]),
        ],
    ),
    (
        "fr",
        &[
            (ValueType::Money, &["20 €", "15 euros"]),
            (ValueType::Date, &["demain", "lundi", "5 mars"]),
            (ValueType::Time, &["17 heures", "10:30"]),
            (ValueType::DateTime, &["demain à 17 heures", "lundi à 10:30"]),
            (ValueType::Duration, &["2 jours", "3 heures"]),
            (ValueType::YesNo, &["oui", "non"]),
        ],
    ),
    (
        "",
        &[
            (ValueType::Number, &["3", "25"]),
            (ValueType::Integer, &["3", "25"]),
            (ValueType::Money, &["20 €", "15.50 €"]),
            (ValueType::Date, &["2026-03-05"]),
            (ValueType::Time, &["10:30"]),
            (ValueType::DateTime, &["2026-03-05 10:30"]),
            (ValueType::Email, &["x@mail.com"]),
            (ValueType::Phone, &["030 1234567"]),
            (ValueType::Url, &["www.x.com"]),
        ],
    ),
];

/// Some values of a type as people write them, in the language with this code; none for free text.
pub(crate) fn samples(kind: ValueType, code: &str) -> &'static [&'static str] {
    let of = |code: &str| {
        let (_, all) = SAMPLES.iter().find(|(known, _)| *known == code)?;
        all.iter().find(|(known, _)| *known == kind).map(|(_, texts)| *texts)
    };
    of(code).or_else(|| of("")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;
    use crate::limits::Limits;
    use crate::nlu::values::{Moment, Values};
    use crate::text::{Language, Utterance};

    /// Each is wholly read as a value of its type, in its language.
    #[test]
    fn each_is_a_value_of_its_type() {
        let moment = Moment::new(Timestamp::from_seconds(1_772_445_600), jiff::tz::TimeZone::UTC);
        let mut tried = 0;
        for code in ["en", "de", "es", "fr", "sw"] {
            let values = Values::new(code);
            for (name, kind) in ValueType::ALL {
                for text in samples(kind, code) {
                    let utterance = Utterance::new(text, Language::of(code), &Limits::default());
                    let found = values.spot(&utterance, [kind].into_iter().collect(), &moment);
                    let whole = found
                        .iter()
                        .any(|value| value.kind == kind && value.tokens == (0..utterance.len()));
                    // `yes` and `no` are meanings, which phrases know.
                    assert!(whole || kind == ValueType::YesNo, "{code} {name}: {text}: {found:?}");
                    tried += 1;
                }
            }
        }
        assert!(tried > 80, "{tried}");
        assert!(samples(ValueType::Text, "en").is_empty());
    }
}
