//! Bots with slots: what a message answers, what its phrases capture, what is found beside it.

use proptest::prelude::*;

use crate::clock::Timestamp;
use crate::nlu::tests::bot;
use crate::nlu::{Detail, Hint, Understander};
use crate::understanding::{Answer, Span, Understanding};
use crate::value::Value;

/// 2026-03-02T10:00Z, a Monday.
const NOW: Timestamp = Timestamp::from_seconds(1_772_445_600);

const SHOP: &str = r"
entities:
  service:
    values: {repair: [fix, bike repair], fitting: [size advice], test ride: [trial]}
  size: {values: [small, medium, large]}
slots:
  order_no: {type: {regex: '#?(\d{6,8})'}, ask: Which order?}
  service: {ask: What for?}
  colour: {type: {values: {red: [crimson], dark blue: []}}, ask: Which colour?}
  frame: {type: size, label: frame size, ask: Which size?}
  visit_day: {type: date, ask: Which day?}
  visit_time: {type: time, ask: At what time?}
  starts: {type: datetime, ask: When?}
  people: {type: integer, ask: How many?}
  length: {type: number, ask: How long?}
  budget: {type: money, ask: How much?}
  stay: {type: duration, ask: For how long?}
  email: {ask: Which address?}
  phone: {type: phone, ask: Which number?}
  page: {type: url, ask: Which page?}
  sure: {type: yes_no, ask: Sure?}
  note: {type: text, ask: Anything else?}
  nickname: {ask: What is your name?}
intents:
  book: {user: ['book a {service} [on {visit_day}] [at {visit_time}]', 'a {colour} bike'], bot: A}
  status: {user: 'where is order {order_no}', patterns: ['shipment (?P<order_no>\d+)', 'until (?P<visit_day>\w+ ?\w*)'], bot: B}
  trip: {user: ['from {date:from} to {date:to}', 'open from {time:from} to {time:to}'], bot: C}
  call_me: {user: 'call me {text:nickname}', bot: D}
";

fn ask(bot: &Understander, slot: &str, text: &str) -> Understanding {
    bot.understand(text, &Hint { asked: Some(slot) }, NOW, Detail::Sums)
}

fn shown(value: &Value) -> String {
    match value {
        Value::Map(map) => map.get("amount").map(shown).unwrap_or_default(),
        Value::Text(text) => text.clone(),
        Value::Bool(is_yes) => is_yes.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        other => format!("{other:?}"),
    }
}

/// The value, the text, and `~` before it if it is not the whole message.
fn told(answer: &Answer) -> (String, String) {
    let sign = if answer.is_whole { "" } else { "~" };
    (format!("{sign}{}", shown(&answer.value.value)), answer.value.text.clone())
}

#[test]
fn the_asked_slot_reads_what_it_takes() {
    let bot = bot(SHOP);
    let mut wrong = Vec::new();
    for (slot, text, value, written) in [
        ("order_no", "1234567", "1234567", "1234567"),
        ("order_no", "my order number is #1234567, please", "1234567", "1234567"),
        ("order_no", "it's 1234567 but it is late", "~1234567", "1234567"),
        ("order_no", "12345", "", ""),
        ("order_no", "1234567890", "", ""),
        ("service", "Bike repair please", "repair", "Bike repair"),
        ("service", "i think the size advice", "fitting", "size advice"),
        ("service", "repair or fitting", "~repair", "repair"),
        ("service", "not a repair", "~repair", "repair"),
        ("service", "tomorrow", "", ""),
        ("colour", "crimson", "red", "crimson"),
        ("colour", "the dark  blue one", "dark blue", "dark  blue"),
        ("frame", "medium frame", "medium", "medium"),
        ("visit_day", "17", "2026-03-17", "17"),
        ("visit_day", "the 3rd", "2026-03-03", "the 3rd"),
        ("order_no", "no, 7654321", "~7654321", "7654321"),
        ("visit_day", "On Friday, thanks!", "2026-03-06", "Friday"),
        ("visit_day", "no, tuesday", "~2026-03-03", "tuesday"),
        ("visit_day", "can you do tomorrow?", "2026-03-03", "tomorrow"),
        ("visit_day", "when is the earliest", "", ""),
        ("visit_time", "3", "15:00", "3"),
        ("visit_time", "at 9 please", "09:00", "9"),
        ("visit_time", "half past 3 works for me", "15:30", "half past 3"),
        ("starts", "tomorrow at noon", "2026-03-03T12:00", "tomorrow at noon"),
        ("starts", "at 3", "2026-03-02T15:00", "3"),
        ("people", "twenty", "20", "twenty"),
        ("people", "we are 4 people", "4", "4"),
        ("people", "many", "", ""),
        ("length", "1.5", "1.5", "1.5"),
        ("budget", "50", "50.00", "50"),
        ("budget", "about 50 euros", "50.00", "50 euros"),
        ("stay", "two days", "172800", "two days"),
        ("email", "ann@shop.com", "ann@shop.com", "ann@shop.com"),
        ("email", "My e-mail is Ann@SHOP.com", "Ann@shop.com", "Ann@SHOP.com"),
        ("email", "ann at shop", "", ""),
        ("phone", "0791 112 3456", "07911123456", "0791 112 3456"),
        ("page", "shop.com", "https://shop.com", "shop.com"),
        ("sure", "Of course", "true", "Of course"),
        ("sure", "um, no", "false", "no"),
        ("sure", "no, I want the red one", "~false", "no"),
        ("sure", "perhaps later", "", ""),
        ("note", "  leave it at 3, please  ", "leave it at 3, please", "leave it at 3, please"),
        ("nickname", "Ann", "Ann", "Ann"),
        ("note", " ?! ", "", ""),
        ("nothing", "17", "", ""),
    ] {
        let found = ask(&bot, slot, text);
        let answer = found.answer.as_ref();
        let (a, b) = answer.map(told).unwrap_or_default();
        if (a.as_str(), b.as_str()) != (value, written) {
            wrong.push(format!("{slot} {text:?}: expected {value:?} {written:?}, got {a:?} {b:?}"));
        }
        assert!(answer.is_none_or(|answer| &*answer.value.slot == slot), "{text}");
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn nothing_asked_no_answer() {
    let bot = bot(SHOP);
    assert!(bot.understand("17", &Hint::default(), NOW, Detail::Sums).answer.is_none());
    let plain = crate::nlu::tests::bot("intents: {a: {user: tea, bot: A}}");
    assert!(ask(&plain, "tea", "tea").answer.is_none());
}

#[test]
fn the_type_of_an_answer_is_told() {
    let bot = bot(SHOP);
    for (slot, text, entity) in [
        ("order_no", "1234567", "order_no"),
        ("service", "repair", "service"),
        ("frame", "small", "size"),
        ("visit_day", "17", "date"),
        ("email", "a@b.com", "email"),
        ("nickname", "Bob", "text"),
    ] {
        let value = ask(&bot, slot, text).answer.expect(text).value;
        assert_eq!((&*value.slot, &*value.entity), (slot, entity));
    }
}

/// Slot, entity, value, text of what the best candidate captured.
fn slots(understanding: &Understanding) -> Vec<[String; 4]> {
    let slots = understanding.candidates.first().map_or(&[][..], |best| &best.slots);
    slots
        .iter()
        .map(|s| [s.slot.to_string(), s.entity.to_string(), shown(&s.value), s.text.clone()])
        .collect()
}

#[test]
fn names_in_phrases_are_slots() {
    let bot = bot(SHOP);
    for (text, expected) in [
        (
            "book a trial on friday at 3",
            &[
                ["service", "service", "test ride", "trial"],
                ["visit_day", "date", "2026-03-06", "friday"],
                ["visit_time", "time", "15:00", "3"],
            ][..],
        ),
        ("where is order #1234567?", &[["order_no", "order_no", "1234567", "1234567"]]),
        ("a dark blue bike", &[["colour", "colour", "dark blue", "dark blue"]]),
        ("shipment 1234567", &[["order_no", "order_no", "1234567", "1234567"]]),
        // No number of an order: nothing is captured, least of all a text.
        ("shipment 12", &[]),
        ("until tomorrow evening", &[["visit_day", "date", "2026-03-03", "tomorrow"]]),
        ("until later then", &[]),
        ("call me Ann-Marie", &[["nickname", "text", "Ann-Marie", "Ann-Marie"]]),
    ] {
        let found = bot.understand(text, &Hint::default(), NOW, Detail::Sums);
        assert_eq!(slots(&found), expected, "{text}");
    }
}

#[test]
fn values_of_slots_are_found_in_every_message() {
    let bot = bot(SHOP);
    let text = "hello, i need a repair for #1234567 on friday, mail me at a@b.com";
    let found = bot.understand(text, &Hint::default(), NOW, Detail::Sums);
    let told: Vec<(&str, &str)> =
        found.entities.iter().map(|value| (&*value.entity, value.text.as_str())).collect();
    assert_eq!(
        told,
        [("service", "repair"), ("order_no", "1234567"), ("date", "friday"), ("email", "a@b.com")]
    );
}

#[test]
fn both_ends_of_a_range_are_values() {
    let bot = bot(SHOP);
    for (text, expected) in [
        ("from 3 to 5 march", [["from", "2026-03-03", "3"], ["to", "2026-03-05", "5 march"]]),
        ("from march 3 to 5", [["from", "2026-03-03", "march 3"], ["to", "2026-03-05", "5"]]),
        (
            "from tomorrow to friday",
            [["from", "2026-03-03", "tomorrow"], ["to", "2026-03-06", "friday"]],
        ),
        ("open from 9 to 5 pm", [["from", "09:00", "9"], ["to", "17:00", "5 pm"]]),
    ] {
        let found = bot.understand(text, &Hint::default(), NOW, Detail::Sums);
        let told = slots(&found).into_iter().map(|[slot, _, value, text]| [slot, value, text]);
        assert_eq!(told.collect::<Vec<_>>(), expected, "{text}");
    }
    // The end is left for the next question.
    let found = ask(&bot, "visit_day", "from 3 to 5 march");
    let answer = found.answer.expect("an answer");
    assert_eq!(told(&answer), ("2026-03-03".to_owned(), "3".to_owned()));
    let days = found.entities.iter().filter(|value| &*value.entity == "date");
    let free: Vec<_> = days.filter(|value| value.span.start >= answer.value.span.end).collect();
    assert_eq!(free.iter().map(|day| shown(&day.value)).collect::<Vec<_>>(), ["2026-03-05"]);
}

#[test]
fn figures_of_an_own_value_are_no_numbers() {
    let found = shop().understand("4 people, order 1234567", &Hint::default(), NOW, Detail::Sums);
    let told: Vec<(&str, &str)> =
        found.entities.iter().map(|value| (&*value.entity, value.text.as_str())).collect();
    assert_eq!(told, [("number", "4"), ("integer", "4"), ("order_no", "1234567")]);
}

#[test]
fn values_with_typos_are_read_where_the_entity_allows_it() {
    let yaml = "
entities:
  town: {values: {Hamburg: [], Homburg: [], Freiburg im Breisgau: [freiburg], Ulm: [], Bonn: []}, typos: 1}
  plain: {values: [standard, express]}
slots: {town: {ask: Which town?}, plain: {ask: How?}}
intents: {go: {user: ['send it to {town}'], bot: A}}";
    let bot = bot(yaml);
    for (text, value) in [
        ("Hamburg", "Hamburg"),
        ("hambrug", "Hamburg"),
        ("to Freibug please", "Freiburg im Breisgau"),
        ("freiburg im breisgua", "Freiburg im Breisgau"),
        ("boon", "Bonn"),
        // Equally near to two of them; two typos; too short a word; nothing near.
        ("hxmburg", ""),
        ("frebug", ""),
        ("ulmm", ""),
        ("Berlin", ""),
    ] {
        let found = ask(&bot, "town", text);
        let answer = found.answer.as_ref().map(|answer| shown(&answer.value.value));
        assert_eq!(answer.unwrap_or_default(), value, "{text}");
    }
    let found = ask(&bot, "plain", "expres");
    assert_eq!(found.answer.map(|answer| shown(&answer.value.value)).as_deref(), Some("express"));
    let found = bot.understand("send it to hambrug", &Hint::default(), NOW, Detail::Sums);
    assert_eq!(slots(&found), [["town", "town", "Hamburg", "hambrug"]]);
    let told = found.corrections.first().map(|c| (c.from.as_str(), c.to.as_str()));
    assert_eq!(told, Some(("hambrug", "hamburg")), "a little less certain");
    assert!(found.best().is_some_and(|best| (0.98..1.0).contains(&best.confidence)));
}

/// What a text is understood as: the corrections, the values with their kinds, the confidence.
fn understood(bot: &Understander, text: &str) -> (Vec<String>, Vec<[String; 2]>, f64) {
    let found = bot.understand(text, &Hint::default(), NOW, Detail::Sums);
    let corrections = found.corrections.iter().map(|c| format!("{} {}", c.from, c.to)).collect();
    let value =
        |value: &crate::understanding::EntityValue| [value.entity.to_string(), shown(&value.value)];
    let values = found.entities.iter().map(value).collect();
    (corrections, values, found.best().map_or(0.0, |best| best.confidence))
}

/// The learner and phrases see the corrected word of a value too.
#[test]
fn a_value_with_typos_means_what_the_value_means() {
    let yaml = "
entities:
  state: {values: {faulty: [damaged, broken]}, typos: 1}
  tent: {values: [big family tent], typos: 2}
  code: {regex: 'dammag\\w+'}
intents:
  damage: {user: [my tent came damaged, the box is damaged, 'it is {state}'], bot: A}
  late: {user: [my tent came late, when does the box come], bot: B}
  tent: {user: ['the {tent}'], bot: D}
  code: {user: ['the code {code}'], bot: C}";
    let bot = bot(yaml);
    let (_, _, right) = understood(&bot, "my stove was damaged");
    for (text, corrected, is_near) in [
        ("my stove was dmaaged", vec!["dmaaged damaged"], true),
        ("my stove was damagd", vec!["damagd damaged"], true),
        // A value of an expression, a word too far from any, and part of a code.
        ("my stove was dammaged", vec![], false),
        ("my stove was dmgd", vec![], false),
        ("my stove was dmaaged@x", vec![], false),
    ] {
        let (corrections, _, confidence) = understood(&bot, text);
        assert_eq!(corrections, corrected, "{text}");
        assert_eq!((confidence - right).abs() < 0.05, is_near, "{text}: {confidence} {right}");
    }
    let (corrections, values, _) = understood(&bot, "the big famly tnet");
    assert_eq!(corrections, ["famly family", "tnet tent"]);
    assert_eq!(values, [["tent", "big family tent"]]);
}

/// Such lists see the message as it was typed, and all others as it is corrected.
#[test]
fn a_list_with_typos_of_its_own_is_not_read_otherwise() {
    let yaml = "
entities:
  desk: {values: {mercury: [], saturn: [], express: [], ob: [order book]}, typos: 0}
  planet: {values: [saturn, jupiter], typos: 1}
  plan: {values: [standard, express]}
  town: {values: [freiburg], typos: 1}
  station: {values: [freiburg breisgau, basel], typos: 1}
slots: {desk: {ask: Which desk?}, planet: {ask: Which planet?}}
intents:
  desk: {user: ['who sits at {desk}'], bot: A}
  planet: {user: ['how far is {planet}'], bot: B}
  plan: {user: ['the {plan} plan'], bot: C}
  ticket: {user: ['a ticket to {town}', 'a ticket to {station} station'], bot: D}
  order: {user: where is my order, bot: E}";
    let bot = bot(yaml);
    let no_value: [[&str; 2]; 0] = [];
    for (text, corrected, expected) in [
        ("who sits at saturn", None, &[["desk", "saturn"], ["planet", "saturn"]][..]),
        ("who sits at satrun", Some("satrun saturn"), &[["planet", "saturn"]]),
        ("who sits at mercruy", Some("mercruy mercury"), &no_value),
        ("i take expres", Some("expres express"), &[["plan", "express"]]),
        ("where is my ordr", Some("ordr order"), &no_value),
        ("a ticket to freibrug", Some("freibrug freiburg"), &[["town", "freiburg"]]),
        // Two typos, of which the list of stations takes one.
        ("a ticket to freibrug breisgua", None, &[["town", "freiburg"]]),
    ] {
        let (corrections, values, _) = understood(&bot, text);
        if let Some(corrected) = corrected {
            assert_eq!(corrections, [corrected], "{text}");
        }
        assert_eq!(values, expected, "{text}");
    }
    let answer = |slot, text| ask(&bot, slot, text).answer.map(|found| shown(&found.value.value));
    assert_eq!(answer("desk", "satrun"), None);
    assert_eq!(answer("desk", "saturn").as_deref(), Some("saturn"));
    assert_eq!(answer("planet", "satrun").as_deref(), Some("saturn"));
}

#[test]
fn words_of_an_answer_are_not_corrected() {
    let yaml = "
slots: {street: {type: {values: [ordrr, parcell]}, ask: Which?}}
intents: {a: {user: [where is my order, my parcel is late], bot: A}}";
    let bot = bot(yaml);
    let found = ask(&bot, "street", "ordrr");
    assert_eq!(found.answer.map(|answer| answer.value.text).as_deref(), Some("ordrr"));
    assert!(found.corrections.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_for_any_slot(
        text in prop_oneof![
            ".{0,40}".prop_map(String::from),
            prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..9)
                .prop_map(|words| words.join(" ")),
        ],
        slot in prop::sample::select(SLOTS.to_vec()),
    ) {
        let bot = shop();
        let found = ask(bot, slot, &text);
        if let Some(Answer { value, .. }) = &found.answer {
            let Span { start, end } = value.span;
            prop_assert!(start < end && found.text.get(start..end) == Some(&value.text));
            prop_assert_eq!(&*value.slot, slot);
        }
        prop_assert_eq!(&found, &ask(bot, slot, &text));
    }
}

const SLOTS: [&str; 17] = [
    "order_no",
    "service",
    "colour",
    "frame",
    "visit_day",
    "visit_time",
    "starts",
    "people",
    "length",
    "budget",
    "stay",
    "email",
    "phone",
    "page",
    "sure",
    "note",
    "nickname",
];

const WORDS: [&str; 34] = [
    "1234567",
    "17",
    "3",
    "the",
    "please",
    "no",
    "yes,",
    "friday",
    "3rd",
    "at",
    "from",
    "to",
    "5pm",
    "march",
    "€",
    "50",
    "a@b.com",
    "www.b.com",
    "bike",
    "repair",
    "repiar",
    "dark",
    "blue",
    "red",
    "🙂",
    "x\u{301}",
    "-",
    "#",
    "07911123456",
    "half",
    "past",
    "two",
    "hours",
    "order",
];

fn shop() -> &'static Understander {
    static SHOP_BOT: std::sync::LazyLock<Understander> = std::sync::LazyLock::new(|| bot(SHOP));
    &SHOP_BOT
}
