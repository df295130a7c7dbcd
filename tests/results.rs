//! What hosts give back from actions, however odd: no object, deeply nested, a megabyte, not a number.
//! The bot answers what it can, fetches a person where it cannot, and loses no slot.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails by panicking

use std::collections::BTreeMap;

use frontdesk::{
    ActionError, ActionResult, Bot, Conversation, HandoffReason, Outcome, Reply, Step, Timestamp,
    Turn, Value,
};

const NOW: Timestamp = Timestamp::from_seconds(1_772_445_600);

const YAML: &str = r#"
slots:
  order_no: {type: {regex: '\d{7}'}, ask: Which order?}
  note: {type: text}
intents:
  status:
    user: where is my order
    needs: order_no
    call: {order: lookup}
    set: {note: "{{ turns }}"}
    bot:
      - {if: order.error == "not_found", text: I cannot find it.}
      - {if: order.status == "shipped", text: It is on its way.}
      - {if: order is defined and order.lines is defined, text: "{% for line in order.lines %}{{ line }} {% endfor %}"}
      - {if: order == "shipped", text: "It says {{ order }}"}
      - Something is going on with {{ order_no }}.
  plain: {user: tell me all, call: {all: lookup}, bot: "All: {{ all }}"}
"#;

fn bot() -> Bot {
    Bot::from_yaml_str("results.yaml", YAML).unwrap()
}

/// Asks for the order, and gives the result of its action.
fn told(text: &str, result: ActionResult) -> (Conversation, Reply) {
    let bot = bot();
    let mut conversation = Conversation::new();
    conversation.fill("order_no", "1234567");
    let Step::Call(pending) = bot.step(&conversation, Turn::say(text), NOW) else {
        panic!("the action comes first")
    };
    let Step::Done { next, reply } = bot.resume(pending, result, NOW) else {
        panic!("there is one action only")
    };
    assert_eq!(next.slot("order_no").unwrap().value, Value::from("1234567"), "no slot is lost");
    (*next, *reply)
}

fn nested(depth: usize) -> Value {
    (0..depth).fold(Value::from("shipped"), |inner, _| Value::map([("status", inner)]))
}

#[test]
fn what_is_no_object_has_no_fields() {
    let list = Value::List(vec![Value::from("shipped"), Value::Null]);
    for (result, said) in [
        (Value::Null, "Something is going on with 1234567."),
        (Value::from(true), "Something is going on with 1234567."),
        (Value::from(-7), "Something is going on with 1234567."),
        (Value::from(f64::NAN), "Something is going on with 1234567."),
        (Value::from(f64::INFINITY), "Something is going on with 1234567."),
        (list, "Something is going on with 1234567."),
        (Value::Map(BTreeMap::new()), "Something is going on with 1234567."),
        (Value::from("shipped"), "It says shipped"),
        (Value::from(""), "Something is going on with 1234567."),
    ] {
        let (_, reply) = told("where is my order", Ok(result.clone()));
        assert_eq!(reply.text().trim(), said, "{result:?}");
        assert!(matches!(reply.outcome, Outcome::Answer { .. }), "{result:?}: {reply:?}");
    }
}

#[test]
fn fields_of_the_wrong_type_are_no_match() {
    for status in [Value::Null, Value::from(1), Value::List(Vec::new()), nested(3)] {
        let result = Value::map([("status", status), ("error", Value::from(404))]);
        let (_, reply) = told("where is my order", Ok(result.clone()));
        assert_eq!(reply.text(), "Something is going on with 1234567.", "{result:?}");
    }
}

#[test]
fn deep_results_are_read_or_left() {
    for depth in [1, 2, 64, 128, 1_000, 300_000] {
        let said =
            if depth == 1 { "It is on its way." } else { "Something is going on with 1234567." };
        let (_, reply) = told("where is my order", Ok(nested(depth)));
        assert_eq!(reply.text(), said, "{depth} deep");
        let (_, reply) = told("tell me all", Ok(nested(depth)));
        assert!(!reply.messages.is_empty(), "{depth} deep");
    }
}

#[test]
fn large_results_are_cut_in_texts_and_kept_nowhere() {
    let text = "x".repeat(1 << 20);
    let many = Value::List((0..100_000).map(Value::from).collect());
    let wide = Value::map(
        (0..20_000).map(|at| (format!("key{at}"), Value::from(text.get(..50).unwrap()))),
    );
    let results = [
        Value::from(text.as_str()),
        Value::map([("status", Value::from(text.as_str()))]),
        Value::map([("lines", many.clone())]),
        many,
        wide,
    ];
    for (at, result) in results.iter().enumerate() {
        for said in ["where is my order", "tell me all"] {
            let (next, reply) = told(said, Ok(result.clone()));
            assert!(!reply.messages.is_empty(), "result {at}");
            let longest = reply.messages.iter().map(|message| message.text.len()).max();
            assert!(longest <= Some(8 << 10), "result {at}: {longest:?} bytes");
            let state = serde_json::to_string(&next).unwrap();
            assert!(state.len() < 4096, "result {at}: {} bytes of state", state.len());
        }
    }
}

#[test]
fn every_failure_is_an_outcome() {
    let not_found = ActionError::new("not_found", "no such order");
    let (_, reply) = told("where is my order", Err(not_found));
    assert_eq!(reply.text(), "I cannot find it.");
    for kind in ["timeout", "missing", "", "\u{0}", "not found", "x".repeat(1 << 20).as_str()] {
        let (next, reply) = told("where is my order", Err(ActionError::new(kind, kind)));
        let reason = reply.handoff().map(|handoff| handoff.reason.clone());
        let failed = HandoffReason::ActionFailed { action: "lookup".to_owned() };
        assert_eq!(reason, Some(failed), "{kind:.20}");
        let state = serde_json::to_string(&next).unwrap();
        assert!(state.len() < 4096, "{} bytes of state", state.len());
    }
}
