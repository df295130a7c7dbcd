//! Filters and `is open` as tables: what they write, and what they refuse.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;
use crate::limits::Limits;
use crate::text::Language;
use crate::text::template::Templates;
use crate::value::Value;

type Names = BTreeMap<String, Value>;

fn names(value: impl Into<Value>) -> Names {
    let now = Value::from("2026-03-02T10:00");
    Names::from([("v".to_owned(), value.into()), ("now".to_owned(), now)])
}

fn templates(code: &str) -> Templates {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    Templates::new(Language::of(code), &zone, &Limits::default())
}

/// `{{ v | filter }}` in a language.
fn written(code: &str, filter: &str, value: impl Into<Value>) -> Option<String> {
    let text = format!("{{{{ v | {filter} }}}}");
    templates(code).template(&text).unwrap().render(&names(value))
}

fn money(amount: impl Into<Value>, currency: &str) -> Value {
    Value::map([("amount", amount.into()), ("currency", currency.into())])
}

#[test]
fn days_and_times() {
    for (code, filter, value, expected) in [
        ("en", "day", "2026-03-04", Some("Wednesday, 4 March")),
        ("en", "day", "2026-03-03", Some("Tuesday, 3 March")),
        ("en", "day", "2026-03-04T15:00", Some("Wednesday, 4 March")),
        ("en", "day", "2027-03-04", Some("Thursday, 4 March 2027")),
        ("de", "day", " 2026-03-04 ", Some("Mittwoch, 4. März")),
        ("nl", "day", "2026-03-04T15:00", Some("2026-03-04")),
        // 23:30 in London is the next day in Berlin.
        ("en", "day", "2026-03-04T23:30Z", Some("Thursday, 5 March")),
        ("en", "day", "15:00", None),
        ("en", "day", "tomorrow", None),
        ("en", "day", "2026-02-30", None),
        ("en", "day", "", None),
        ("en", "time", "15:00", Some("15:00")),
        ("en", "time", "9:05", Some("09:05")),
        ("en", "time", "15:00:30", Some("15:00")),
        ("en", "time", "2026-03-04T08:00", Some("08:00")),
        ("en", "time", "2026-03-04 08:00:10", Some("08:00")),
        ("en", "time", "2026-03-04T08:00:10+03:00", Some("06:00")),
        ("de", "time", "08:00", Some("08:00 Uhr")),
        ("fr", "time", "08:00", Some("8h")),
        ("es", "time", "2026-03-04T08:30", Some("08:30")),
        ("nl", "time", "08:30", Some("08:30")),
        ("en", "time", "2026-03-04", None),
        ("en", "time", "25:00", None),
        ("en", "time", "15", None),
        ("en", "when", "2026-03-02T15:00", Some("today at 15:00")),
        ("en", "when", "2026-03-02T23:30Z", Some("tomorrow at 00:30")),
        ("en", "when", "2026-03-04", Some("on Wednesday")),
        ("en", "when", "15:00", Some("at 15:00")),
        ("de", "when", "2026-03-09T08:00", Some("am 9. März um 08:00 Uhr")),
        ("en", "when", "soon", None),
    ] {
        assert_eq!(written(code, filter, value).as_deref(), expected, "{code} {value} | {filter}");
    }
    for filter in ["day", "time", "when", "money", "mask"] {
        for value in [Value::Null, Value::Bool(true), Value::List(vec![Value::from("2026-03-04")])]
        {
            assert_eq!(written("en", filter, value.clone()), None, "{value:?} | {filter}");
        }
        assert_eq!(written("en", filter, "é".repeat(1_000)).is_some(), filter == "mask");
    }
    assert_eq!(written("en", "day", Value::Int(20_260_304)), None);
}

#[test]
fn without_the_moment_of_the_turn_dates_have_their_year() {
    let template = templates("en").template("{{ v | when }}, {{ v | day }}").unwrap();
    let mut names = names("2026-03-04");
    for now in [None, Some(Value::from("soon")), Some(Value::Int(3))] {
        names.remove("now");
        names.extend(now.map(|now| ("now".to_owned(), now)));
        let told = template.render(&names);
        assert_eq!(told.as_deref(), Some("on 4 March 2026, Wednesday, 4 March 2026"));
    }
}

#[test]
fn amounts_of_money() {
    for (value, expected) in [
        (money("12.50", "EUR"), Some("12,50 €")),
        (money("1200", "JPY"), Some("1.200 ¥")),
        (money(12.5, "eur"), Some("12,50 €")),
        (money(1200, "EUR"), Some("1.200,00 €")),
        (money("-0.00", "EUR"), Some("0,00 €")),
        (money("007.5", "CHF"), Some("7,50 CHF")),
        (money("1.759", "EUR"), Some("1,759 €")),
        (Value::map([("amount", Value::from("3"))]), Some("3,00")),
        (Value::from(49.9), Some("49,90")),
        (Value::from(4.333_333_333), Some("4,33")),
        (Value::from(-5), Some("-5,00")),
        (Value::from("12.50 EUR"), Some("12,50 €")),
        (Value::from("USD 3"), Some("3,00 $")),
        (Value::from("€ 12.50"), Some("12,50 €")),
        (Value::from("12.50"), Some("12,50")),
        (money("12.50", "euros"), None),
        (money("twelve", "EUR"), None),
        (Value::map([("currency", Value::from("EUR"))]), None),
        (Value::map([("amount", Value::Null), ("currency", Value::Null)]), None),
        (Value::from("12,50"), None),
        (Value::from("1.2.3"), None),
        (Value::from("12 bucks"), None),
        (Value::from("EUR 12 USD"), None),
        (Value::from("12."), None),
        (Value::from(".5"), None),
        (Value::from("-"), None),
        (Value::from(""), None),
        (Value::from("9".repeat(100)), None),
        (Value::from(f64::NAN), None),
        (Value::from(1e300), None),
    ] {
        assert_eq!(written("de", "money", value.clone()).as_deref(), expected, "{value:?}");
    }
    assert_eq!(written("en", "money", money("1234.50", "EUR")).as_deref(), Some("€1,234.50"));
    assert_eq!(written("", "money", money("1234.50", "EUR")).as_deref(), Some("1234.50 EUR"));
}

#[test]
fn masked_values() {
    for (value, expected) in [
        ("anna@example.com", "a…@example.com"),
        ("a@example.com", "…@example.com"),
        ("ärger@example.com", "ä…@example.com"),
        ("+49 151 2345678", "•••• 5678"),
        ("DE89 3704 0044 0532 0130 00", "•••• 3000"),
        ("1234567", "•••• 67"),
        ("1234", "•••• 34"),
        ("123", "••••"),
        ("", "••••"),
        ("@example.com", "•••• ecom"),
        ("a@my secret 1234 word", "•••• word"),
        ("a@localhost", "•••• host"),
    ] {
        assert_eq!(written("en", "mask", value).as_deref(), Some(expected), "{value}");
    }
    assert_eq!(written("en", "mask", 12_345_678).as_deref(), Some("•••• 5678"));
    assert_eq!(written("en", "mask", 1.5), None);
}

#[test]
fn filters_follow_one_another_and_stand_in_conditions() {
    let list = Value::List(vec!["10:00".into(), "11:30".into()]);
    let text = "{% for t in v %}{{ t | time }};{% endfor %} {{ v | list }}";
    let told = templates("de").template(text).unwrap().render(&names(list));
    assert_eq!(told.as_deref(), Some("10:00 Uhr;11:30 Uhr; 10:00 und 11:30"));
    let condition = templates("en").condition("v | time == '09:00'").unwrap();
    assert!(condition.holds(&names("2026-03-04T09:00")) && !condition.holds(&names("x")));
}

#[test]
fn open_or_not() {
    let is_open: IsOpen = Arc::new(|name, when| match when {
        When::Day(day) => (name == "store").then_some(day.day() == 4),
        When::Moment(moment) => (name == "store").then_some(moment.hour() >= 9),
        When::Time(_) => None,
    });
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let templates = templates("en").opened_by(&zone, is_open);
    for (text, value, expected) in [
        ("v is open('store')", "2026-03-04", true),
        ("v is open('store')", "2026-03-05", false),
        ("v is not open(\"store\")", "2026-03-05", true),
        ("v is open('store')", "2026-03-05T09:00", true),
        ("v is open('store')", "2026-03-05T08:30Z", true),
        ("v is open('store')", "2026-03-05T07:59Z", false),
        ("now is open('store') and v", "x", true),
        // What cannot be told is neither open nor closed.
        ("v is open('store')", "09:00", false),
        ("v is not open('store')", "09:00", false),
        ("v is not open('store')", "soon", false),
        ("v is not open('shop')", "2026-03-05", false),
        ("nobody is not open('store')", "x", false),
    ] {
        let condition = templates.condition(text).unwrap();
        assert_eq!(condition.holds(&names(value)), expected, "{text} {value}");
        assert!(!condition.opens().is_empty(), "{text}");
    }
    let text = "{% if v is open('store') %}open{% else %}closed{% endif %}";
    let template = templates.template(text).unwrap();
    assert_eq!(template.render(&names("2026-03-05")).as_deref(), Some("closed"));
    assert_eq!(template.render(&names("soon")), None);
    let [opens] = template.opens() else { panic!("{:?}", template.opens()) };
    assert_eq!((&*opens.name, text.get(opens.at.clone())), ("store", Some("'store'")));
}

/// Texts that look like dates, amounts and addresses, and some that do not.
fn value() -> impl Strategy<Value = String> {
    let pieces = [
        "2026",
        "-",
        "03",
        "04",
        "T",
        "15",
        ":",
        "00",
        "Z",
        "+",
        ".",
        " ",
        "EUR",
        "€",
        "@",
        "a.b",
        "é",
        "👋",
        "\u{0}",
        "9999-12-31",
        "-009999-01-01",
        "[UTC]",
    ];
    prop_oneof![
        proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..9)
            .prop_map(|pieces| pieces.concat()),
        any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_written_short_or_refused(text in value(), now in value()) {
        for code in ["en", "de", "fr", "es", "nl"] {
            let templates = templates(code);
            for filter in ["day", "time", "when", "money", "mask"] {
                let template = templates.template(&format!("{{{{ v | {filter} }}}}")).unwrap();
                let mut names = names(text.as_str());
                names.insert("now".to_owned(), crate::value::Value::from(now.as_str()));
                let told = template.render(&names);
                prop_assert!(told.is_none_or(|told| told.len() <= 100 + text.len()));
            }
        }
    }
}
