//! Cases in `tests/values/*.tsv`, and properties over any text.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;
use crate::limits::Limits;

/// A Monday.
const NOW: &str = "2026-03-02T10:00";

fn moment(now: &str) -> Moment {
    let now: DateTime = if now == "." { NOW } else { now }.parse().expect("a time");
    let zone = TimeZone::get("Europe/Berlin").expect("a zone");
    let at = zone.to_ambiguous_zoned(now).compatible().expect("a moment").timestamp();
    Moment::new(Timestamp::from_millis(at.as_millisecond()), zone)
}

fn utterance<'t>(text: &'t str, tag: &str) -> Utterance<'t> {
    Utterance::new(text, Language::of(tag), &Limits::default())
}

fn shown(value: &Value) -> String {
    match value {
        Value::Int(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Bool(is_yes) => (if *is_yes { "yes" } else { "no" }).to_owned(),
        Value::Text(text) => text.clone(),
        Value::Map(map) => {
            let part = |key: &str| map.get(key).and_then(Value::as_str).unwrap_or("?");
            format!("{} {}", part("amount"), part("currency"))
        }
        other => format!("{other:?}"),
    }
}

fn told(found: &FoundValue) -> String {
    shown(&found.value)
}

/// All rows of the files: file and line, and the five cells.
fn rows(is_answer: bool) -> Vec<(String, Vec<String>)> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/values");
    let mut files: Vec<PathBuf> = fs::read_dir(dir)
        .expect("tests/values")
        .map(|entry| entry.expect("entry").path())
        .collect();
    files.sort();
    let mut rows = Vec::new();
    for file in files {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        if name.starts_with("answer") != is_answer {
            continue;
        }
        for (number, line) in fs::read_to_string(&file).expect("a file").lines().enumerate() {
            if line.is_empty() || line.starts_with("# ") {
                continue;
            }
            let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
            assert_eq!(cells.len(), 5, "{name}:{}: {line}", number + 1);
            rows.push((format!("{name}:{}", number + 1), cells));
        }
    }
    rows
}

fn check(is_answer: bool, at_least: usize) {
    let mut readers: Vec<(String, Values)> = Vec::new();
    let rows = rows(is_answer);
    assert!(rows.len() >= at_least, "{} cases", rows.len());
    let nothing = rows.iter().filter(|(_, cells)| cells[4] == "-").count();
    assert!(nothing * 4 >= rows.len(), "only {nothing} of {} cases expect nothing", rows.len());
    let mut wrong = Vec::new();
    for (place, cells) in &rows {
        let [kind, tag, now, text, expected] = cells.as_slice() else { continue };
        if !readers.iter().any(|(known, _)| known == tag) {
            readers.push((tag.clone(), Values::new(tag)));
        }
        let values = &readers.iter().find(|(known, _)| known == tag).expect("a reader").1;
        let kind = ValueType::of(kind).unwrap_or_else(|| panic!("{place}: {kind}"));
        let (utterance, moment) = (utterance(text, tag), moment(now));
        let found: Vec<String> = if is_answer {
            values.read_as(kind, &utterance, &moment).iter().map(told).collect()
        } else {
            let found = values.spot(&utterance, [kind].into_iter().collect(), &moment);
            found.iter().filter(|found| found.counts).map(told).collect()
        };
        let found = if found.is_empty() { "-".to_owned() } else { found.join(" | ") };
        if found != *expected {
            wrong.push(format!("{place}: {tag} {text:?}: expected {expected}, found {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn values_are_found_in_messages() {
    check(false, 800);
}

#[test]
fn answers_are_read_as_the_type_that_was_asked_for() {
    check(true, 85);
}

fn all() -> ValueTypes {
    ValueType::ALL.into_iter().map(|(_, kind)| kind).collect()
}

#[test]
fn spans_have_the_signs_and_tokens_only_the_words() {
    let values = Values::new("en-US");
    for (text, kind, span, counts) in [
        ("That's € 12.50!", ValueType::Money, "€ 12.50", true),
        ("minus -$5", ValueType::Money, "-$5", true),
        ("it cost 12 € then", ValueType::Money, "12 €", true),
        ("call +49 (0)30 1234567.", ValueType::Phone, "+49 (0)30 1234567", true),
        ("call (555) 123-4567", ValueType::Phone, "(555) 123-4567", true),
        ("mail <Ann@Shop.COM>, ok", ValueType::Email, "Ann@Shop.COM", true),
        ("see https://x.example/a?b=1.", ValueType::Url, "https://x.example/a?b=1", true),
        ("in 3 days", ValueType::Duration, "3 days", false),
        ("in 3 days", ValueType::Date, "in 3 days", true),
        ("tomorrow at half past 3", ValueType::Time, "half past 3", true),
        ("for 3 days", ValueType::Integer, "3", false),
        ("Größe: ½ 3", ValueType::Number, "½", true),
        ("it took 1½-2½ hours", ValueType::Duration, "2½ hours", true),
    ] {
        let found = values.spot(&utterance(text, "en-US"), all(), &moment("."));
        let found = found.iter().find(|found| found.kind == kind);
        let found = found.unwrap_or_else(|| panic!("no {kind:?} in {text:?}"));
        assert_eq!((found.span.of(text), found.counts), (span, counts), "{text:?}");
    }
}

#[test]
fn signs_of_fractions_are_numbers_only_behind_digits_or_alone() {
    let values = Values::new("en");
    for (text, number) in [
        ("½", Some("0.5")),
        ("1½ 2", Some("1.5")),
        ("2¾", Some("2.75")),
        ("½½", None),
        ("½½ ", None),
        ("½1", None),
        ("a½", None),
        ("1½½", None),
    ] {
        let found = values.spot(&utterance(text, "en"), all(), &moment("."));
        let of = |kind| found.iter().find(|one| one.kind == kind).map(told);
        assert_eq!(of(ValueType::Number).as_deref(), number, "{text:?}");
        assert_eq!(of(ValueType::Date), None, "{text:?}");
    }
}

#[test]
fn the_parts_of_a_date_time_are_values_too() {
    let values = Values::new("en");
    let found = values.spot(&utterance("tomorrow at 3 pm", "en"), all(), &moment("."));
    let counting: Vec<_> =
        found.iter().filter(|found| found.counts).map(|found| (found.kind, told(found))).collect();
    assert_eq!(
        counting,
        [
            (ValueType::DateTime, "2026-03-03T15:00".to_owned()),
            (ValueType::Date, "2026-03-03".to_owned()),
            (ValueType::Time, "15:00".to_owned()),
        ]
    );
}

#[test]
fn names_of_types_are_known_both_ways() {
    for (name, kind) in ValueType::ALL {
        assert_eq!((ValueType::of(name), kind.name()), (Some(kind), name));
    }
    assert_eq!(ValueType::of("Date"), None);
}

#[test]
fn a_moment_beyond_all_calendars_is_no_panic() {
    let values = Values::new("en");
    for now in [i64::MIN, -377_705_023_201_000, 253_402_207_200_999, i64::MAX] {
        let moment = Moment::new(Timestamp::from_millis(now), TimeZone::UTC);
        for text in ["tomorrow at 5", "in 9999 years", "2 weeks ago", "friday the 13th", "29 feb"] {
            values.spot(&utterance(text, "en"), all(), &moment);
            values.read_as(ValueType::Date, &utterance(text, "en"), &moment);
        }
    }
}

#[test]
fn hostile_messages_take_linear_time() {
    let values: Vec<Values> = ["en", "de", "fr", "es", "xx"].map(Values::new).into();
    let started = std::time::Instant::now();
    for part in [
        "1 ",
        "1.1",
        "1-",
        "one hundred and ",
        "a@",
        "in a ",
        "3pm to ",
        "( + ",
        "€1",
        "½",
        "march 3 ",
        "friday ",
        "1h",
        "@.",
        "1/",
        "eins",
        "vingt et ",
        "www.a.",
        "at 5 ",
    ] {
        let text = part.repeat(2_000 / part.len());
        for values in &values {
            let read = utterance(&text, "en");
            values.spot(&read, all(), &moment("."));
            values.read_as(ValueType::DateTime, &read, &moment("."));
        }
    }
    // A few milliseconds each when built without optimisation; squares would take minutes.
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

/// Made once for all runs of a property.
fn reader(tag: &str) -> &'static Values {
    static READERS: OnceLock<Vec<(&'static str, Values)>> = OnceLock::new();
    const TAGS: [&str; 6] = ["en", "en-US", "de", "fr", "es-MX", "xx"];
    let readers = READERS.get_or_init(|| TAGS.map(|tag| (tag, Values::new(tag))).into());
    readers.iter().find(|(known, _)| *known == tag).map(|(_, reader)| reader).expect("a tag")
}

/// Words that values are made of, and what is between them.
fn pieces() -> impl Strategy<Value = String> {
    let words = "1 3 5 17 31 2026 03 0151 1234567 12.50 1,234 ½ € $ + - / . , : ( ) @ # pm am k m h \
        at on in to from between and a one half quarter past next this last friday march may day \
        days week hour minutes ago now tomorrow tonight morning the 3rd first hundred thousand \
        twenty dozen call order euros cents ann@x.de www.x.de um uhr halb morgen drei le heures et \
        demi las y media ja no yes";
    let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
    let word = prop_oneof![9 => prop::sample::select(words), 1 => ".{0,3}".prop_map(String::from)];
    let gap = prop::sample::select(vec![" ", " ", " ", "", "-", ", ", ". "]);
    let one = (word, gap).prop_map(|(word, gap)| word + gap);
    prop::collection::vec(one, 0..14).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_values_in_their_places(
        text in prop_oneof![pieces(), ".{0,40}".prop_map(String::from)],
        tag in prop::sample::select(vec!["en", "en-US", "de", "fr", "es-MX", "xx"]),
        day in 0_i64..40_000,
    ) {
        let values = reader(tag);
        let zone = TimeZone::get("Europe/Berlin").expect("a zone");
        let moment = Moment::new(Timestamp::from_seconds(day * 86_400 + 40_000), zone);
        let read = utterance(&text, tag);
        let found = values.spot(&read, all(), &moment);
        for one in &found {
            prop_assert!(text.get(one.span.start..one.span.end).is_some_and(|t| !t.is_empty()));
            prop_assert!(one.tokens.start < one.tokens.end && one.tokens.end <= read.len());
            let shape = match (one.kind, &one.value) {
                (ValueType::Date, Value::Text(text)) => text.parse::<Date>().is_ok(),
                (ValueType::DateTime, Value::Text(text)) => {
                    text.len() == 16 && text.parse::<DateTime>().is_ok()
                }
                (ValueType::Time, Value::Text(text)) => {
                    text.len() == 5 && text.parse::<jiff::civil::Time>().is_ok()
                }
                (ValueType::Integer | ValueType::Duration, Value::Int(_)) => true,
                (ValueType::Number, Value::Int(_) | Value::Float(_)) => true,
                (ValueType::Money, Value::Map(map)) => map.len() == 2,
                (ValueType::Email | ValueType::Url, Value::Text(_)) => true,
                (ValueType::Phone, Value::Text(text)) => (7..=16).contains(&text.len()),
                (ValueType::YesNo, Value::Bool(_)) => true,
                _ => false,
            };
            prop_assert!(shape, "{:?}", one);
        }
        for (_, kind) in ValueType::ALL {
            if let Some(one) = values.read_as(kind, &read, &moment) {
                prop_assert!(one.kind == kind && !one.span.of(&text).is_empty());
                prop_assert!(one.tokens.start < one.tokens.end && one.tokens.end <= read.len());
            }
            let counting: Vec<_> =
                found.iter().filter(|one| one.kind == kind && one.counts).collect();
            for pair in counting.windows(2) {
                prop_assert!(pair[0].tokens.end <= pair[1].tokens.start);
            }
            prop_assert_eq!(
                values.read_in(&found, kind, &read, &moment),
                values.read_as(kind, &read, &moment)
            );
            // What is asked for alone is found as well as with all others.
            let alone = values.spot(&read, [kind].into_iter().collect(), &moment);
            prop_assert_eq!(
                alone.iter().filter(|one| one.counts).count(),
                if kind == ValueType::Text { 0 } else { counting.len() }
            );
        }
    }

    /// What a calendar prints is read back.
    #[test]
    fn printed_dates_and_times_are_read_back(day in 0_i32..36_000, minutes in 0_i16..1_440) {
        let date = Date::constant(1950, 1, 1);
        let date = date.checked_add(jiff::Span::new().days(i64::from(day))).expect("a date");
        let value = date.to_string();
        let (hour, minute) = (minutes / 60, minutes % 60);
        for (tag, format) in [
            ("en", "%Y-%m-%d"),
            ("en", "%d/%m/%Y"),
            ("en-US", "%m/%d/%Y"),
            ("en", "%-d %B %Y"),
            ("en-US", "%B %-d, %Y"),
            ("en", "%A, %-d %b %Y"),
            ("de", "%d.%m.%Y"),
            ("de", "%-d.%-m.%Y"),
            ("fr", "%d/%m/%Y"),
            ("es-MX", "%-d/%-m/%Y"),
        ] {
            let values = reader(tag);
            let text = format!("it was {} i think", date.strftime(format));
            let kinds = [ValueType::Date].into_iter().collect();
            let found = values.spot(&utterance(&text, tag), kinds, &moment("."));
            let dates: Vec<String> = found.iter().map(told).collect();
            prop_assert_eq!(&dates, std::slice::from_ref(&value), "{} {}", tag, text);
        }
        let text = format!("at {hour:02}:{minute:02} please");
        let kinds = [ValueType::Time].into_iter().collect();
        let found = reader("en").spot(&utterance(&text, "en"), kinds, &moment("."));
        let expected = format!("{hour:02}:{minute:02}");
        prop_assert_eq!(found.iter().map(told).collect::<Vec<_>>(), vec![expected], "{}", text);
    }
}
