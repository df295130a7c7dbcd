//! Opening hours and times in answers, as customers see them.

#![allow(clippy::unwrap_used)] // a test may fail at once

use frontdesk::{Bot, Conversation, Timestamp};

const BOT: &str = r#"
about: {language: en, zone: Europe/Berlin}
hours:
  store: {mon-sat: "10:00-19:00", closed: ["12-25"], "2026-03-07": "10:00-12:00"}
  tokyo: {daily: "09:00-17:00", zone: Asia/Tokyo}
intents:
  visit:
    user: can i come [on] {date:day}
    bot:
      - {if: day < today, text: "That was {{ day | when }}."}
      - {if: day is open("store"), text: "Yes, {{ day | day }} is fine."}
      - {if: day is not open("store"), text: "We are closed {{ day | when }}."}
  now:
    user: are you open
    bot:
      - {if: now is open("store"), text: "Yes, it is {{ now | time }}."}
      - "No, it is {{ now | time }}."
  tokyo:
    user: is tokyo open
    bot: '{% if now is open("tokyo") %}yes{% else %}no{% endif %}'
"#;

fn told(now: &str, text: &str) -> String {
    let now: jiff::Timestamp = now.parse().unwrap();
    let now = Timestamp::from_millis(now.as_millisecond());
    let bot = Bot::builder().yaml_str("store.yaml", BOT).clock(move || now).build().unwrap();
    assert!(bot.warnings().is_empty(), "{:?}", bot.warnings());
    bot.respond(&mut Conversation::new(), text).text()
}

#[test]
fn a_day_is_open_or_closed() {
    let monday = "2026-03-02T09:00Z";
    for (text, expected) in [
        ("can i come on wednesday", "Yes, Wednesday, 4 March is fine."),
        ("can i come on sunday", "We are closed on Sunday."),
        ("can i come on 2026-12-25", "We are closed on 25 December 2026."),
        ("can i come on 2026-02-20", "That was on 20 February."),
        ("can i come tomorrow", "Yes, Tuesday, 3 March is fine."),
    ] {
        let told = told(monday, text);
        assert_eq!(told, expected, "{text}");
    }
}

#[test]
fn this_moment_is_open_or_closed_on_the_clocks_of_the_hours() {
    for (now, expected) in [
        ("2026-03-02T08:59Z", "No, it is 09:59."),
        ("2026-03-02T09:00Z", "Yes, it is 10:00."),
        ("2026-03-07T11:00Z", "No, it is 12:00."),
        // Summer time.
        ("2026-03-30T08:00Z", "Yes, it is 10:00."),
        ("2026-03-29T08:00Z", "No, it is 10:00."),
    ] {
        assert_eq!(told(now, "are you open"), expected, "{now}");
    }
    assert_eq!(told("2026-03-02T00:00Z", "is tokyo open"), "yes");
    assert_eq!(told("2026-03-02T08:00Z", "is tokyo open"), "no");
}
