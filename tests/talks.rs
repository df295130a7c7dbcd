//! What holds for every talk, whatever is said: properties over random talks with a shipped bot and
//! with a small one, texts that hosts really get, and saved states that were tampered with.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails by panicking

use std::sync::LazyLock;

use frontdesk::{
    ActionError, ActionResult, Bot, Conversation, Outcome, Reply, Step, Timestamp, Turn, Value,
};
use proptest::prelude::*;

const NOW: Timestamp = Timestamp::from_seconds(1_772_445_600);

static SHOP: LazyLock<Bot> = LazyLock::new(|| {
    Bot::builder().yaml_dir("intents/shop").clock(|| NOW).build().expect("the shop bot")
});

static SMALL: LazyLock<Bot> = LazyLock::new(|| {
    let yaml = "
entities: {order_no: {regex: '\\d{7}'}, colour: {values: {red: [crimson], blue: []}}}
queues: {care: {}}
words: {please: (please|could you)}
intents:
  status:
    user: ['where is [my] order {order_no}', where is my order]
    call: {order: lookup}
    bot: [{if: order.error == 'not_found', text: Not found.}, {if: order.status, text: 'It is {{ order.status }}.'}]
  paint: {user: '<please> paint it {colour}', keywords: [paint], bot: ['One {{ colour }}.', Two., Three.], buttons: {Where: status, Help: help}}
  help: {user: help, patterns: ['\\bsos+\\b'], bot: How can I help?, buttons: {Paint: paint, A person: human, Site: 'https://x.example'}}
  hot: {user: [something hot], bot: Tea.}
  warm: {user: [something hot], bot: Coffee.}
  human: {user: 'talk to (a|the) human', not_user: never talk to a human, handoff: care}
";
    let build = Bot::builder().yaml_str("small.yaml", yaml).clock(|| NOW);
    build.action_fn("lookup", |call| look_up(call.text("order_no"))).build().expect("a good bot")
});

fn look_up(number: Option<&str>) -> ActionResult {
    match number {
        Some("1234567") => Ok(Value::map([("status", Value::from("shipped"))])),
        Some(_) => Err(ActionError::new("not_found", "no such order")),
        None => Err(ActionError::new("no_number", "no number")),
    }
}

#[derive(Clone, Debug)]
enum Did {
    Said(String),
    Pressed(String),
    HandedBack,
}

/// Messages that meet the small bot, and anything else that Unicode can say.
fn said() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "where",
        "is",
        "my",
        "order",
        "1234567",
        "7654321",
        "please",
        "paint",
        "it",
        "crimson",
        "help",
        "sos",
        "something",
        "hot",
        "talk",
        "to",
        "a",
        "human",
        "never",
        "none",
        "of",
        "these",
        "1",
        "2",
        "3",
        "no",
        "yes",
        "!",
        "?",
        "👋",
        "ß",
        "refund",
        "delivery",
        "voucher",
    ]);
    prop_oneof![
        4 => prop::collection::vec(words, 0..8).prop_map(|words| words.join(" ")),
        1 => any::<String>(),
        1 => "\\PC{0,300}",
    ]
}

fn talk() -> impl Strategy<Value = Vec<Did>> {
    let choices = prop::sample::select(vec!["status", "paint", "help", "none_of_these", "gone"]);
    let did = prop_oneof![
        8 => said().prop_map(Did::Said),
        2 => choices.prop_map(|choice| Did::Pressed(choice.to_owned())),
        1 => Just(Did::HandedBack),
    ];
    prop::collection::vec(did, 1..14)
}

fn turn(did: &Did) -> Option<Turn<'_>> {
    match did {
        Did::Said(text) => Some(Turn::say(text.as_str())),
        Did::Pressed(choice) => Some(Turn::choice(choice.as_str())),
        Did::HandedBack => None,
    }
}

fn saved(conversation: &Conversation) -> String {
    serde_json::to_string(conversation).expect("a conversation is JSON")
}

/// A turn by hand, as an async host drives it.
fn by_hand(bot: &Bot, conversation: &mut Conversation, turn: Turn<'_>) -> Reply {
    let mut step = bot.step(conversation, turn, NOW);
    loop {
        match step {
            Step::Done { next, reply } => {
                *conversation = *next;
                return *reply;
            }
            Step::Call(pending) => {
                let call = pending.call();
                let result = match call.action.as_str() {
                    "lookup" => look_up(call.text("order_no")),
                    missing => Err(ActionError::new("missing", format!("no action `{missing}`"))),
                };
                step = bot.resume(pending, result, NOW);
            }
        }
    }
}

fn holds(bot: &Bot, talk: &[Did]) -> Result<(), TestCaseError> {
    let mut kept = Conversation::new();
    let mut reloaded = Conversation::new();
    let mut hand = Conversation::new();
    for did in talk {
        let Some(turn) = turn(did) else {
            for conversation in [&mut kept, &mut reloaded, &mut hand] {
                conversation.hand_back();
            }
            continue;
        };
        let silent = kept.with_human().is_some();
        let reply = bot.respond(&mut kept, turn.clone());
        prop_assert_eq!(&reply, &bot.respond(&mut reloaded, turn.clone()), "after save and load");
        prop_assert_eq!(&reply, &by_hand(bot, &mut hand, turn.clone()), "step and resume by hand");
        prop_assert_eq!(&kept, &reloaded);
        prop_assert_eq!(&kept, &hand);

        let state = saved(&kept);
        prop_assert!(state.len() < 4096, "{} bytes: {state}", state.len());
        reloaded = serde_json::from_str(&state).expect("what was saved loads");
        if silent {
            prop_assert!(reply.messages.is_empty() && reply.outcome == Outcome::Paused);
        } else {
            prop_assert!(!reply.messages.is_empty(), "the bot said nothing: {reply:?}");
        }
        for (from, to) in spans(&reply) {
            prop_assert!(reply.understanding.text.get(from..to).is_some(), "{from}..{to}");
        }
        for candidate in &reply.understanding.candidates {
            prop_assert!((0.0..=1.0).contains(&candidate.confidence));
        }
    }
    Ok(())
}

fn spans(reply: &Reply) -> Vec<(usize, usize)> {
    let understanding = &reply.understanding;
    let slots = understanding.candidates.iter().flat_map(|candidate| &candidate.slots);
    let evidence = understanding.candidates.iter().flat_map(|candidate| &candidate.evidence);
    let values = understanding.entities.iter().chain(slots).map(|value| value.span);
    let all = values.chain(evidence.filter_map(|evidence| evidence.span));
    all.chain(understanding.meanings.iter().map(|m| m.span)).map(|s| (s.start, s.end)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_talk_with_the_small_bot_holds(talk in talk()) {
        holds(&SMALL, &talk)?;
    }

    #[test]
    fn any_talk_with_the_shop_holds(talk in talk()) {
        holds(&SHOP, &talk)?;
    }

    #[test]
    fn a_tampered_state_loads_with_an_error_or_goes_on(
        text in said(), at in 0usize..4096, byte in any::<u8>(), talk in talk(),
    ) {
        let mut conversation = Conversation::new();
        for turn in talk.iter().filter_map(turn) {
            SMALL.respond(&mut conversation, turn);
        }
        let mut bytes = saved(&conversation).into_bytes();
        let len = bytes.len();
        bytes[at % len] = byte;
        if let Ok(mut loaded) = serde_json::from_slice::<Conversation>(&bytes) {
            SMALL.respond(&mut loaded, text.as_str());
            loaded.hand_back();
            SHOP.respond(&mut loaded, text.as_str());
            prop_assert!(saved(&loaded).len() < 16 << 10);
        }
    }
}

#[test]
fn every_odd_text_gets_a_reply() {
    let texts = [
        String::new(),
        " \n\t ".to_owned(),
        "👋🏽👨‍👩‍👧".to_owned(),
        "x".repeat(1 << 20),
        "where is my order ".repeat(60_000),
        "refund ".repeat(10_000),
        "\u{0}\u{1}\u{7f}\u{202e}\u{200d}".to_owned(),
        "مرحبا أين طلبي".to_owned(),
        "(((((((((([[[[[[{{{{<<<<".repeat(200),
        "a\u{301}".repeat(5_000),
        // What a host makes of half a surrogate pair in JSON.
        String::from_utf16_lossy(&[0xd83d, 0x0020, 0xdc4b]),
    ];
    for text in &texts {
        for bot in [&*SMALL, &*SHOP] {
            let reply = bot.respond(&mut Conversation::new(), text.as_str());
            let start: String = text.chars().take(30).collect();
            assert!(!reply.messages.is_empty(), "{start:?}");
            assert_eq!(reply.understanding.is_cut(), text.chars().count() > 2_000, "{start:?}");
        }
    }
}

#[test]
fn a_conversation_of_another_bot_goes_on() {
    let mut conversation = Conversation::new();
    SMALL.respond(&mut conversation, "something hot");
    let reply = SHOP.respond(&mut conversation, "1");
    assert!(!reply.messages.is_empty(), "the offer names intents that this bot does not have");
    assert_eq!(conversation.turns(), 2);
}

#[test]
fn what_is_no_state_says_so() {
    for text in
        ["", "null", "[]", "{}", "{\"version\": 0}", "{\"version\": 99}", "{\"version\": \"1\"}"]
    {
        let error = serde_json::from_str::<Conversation>(text).unwrap_err().to_string();
        assert!(error.len() > 10, "{text}: {error}");
    }
}

#[test]
fn an_action_that_panics_leaves_the_conversation_as_it_was() {
    let yaml =
        "intents: {go: {user: go, call: {x: explode}, bot: Done.}, hi: {user: hi, bot: Hi!}}";
    let build = Bot::builder().yaml_str("go.yaml", yaml);
    let bot = build.action_fn("explode", |_| panic!("on purpose")).build().unwrap();
    let mut conversation = Conversation::new();
    bot.respond(&mut conversation, "hi");
    let before = conversation.clone();
    let attempt = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        bot.respond(&mut conversation, "go");
    }));
    assert!(attempt.is_err());
    assert_eq!(conversation, before);
}

#[test]
fn a_long_talk_does_not_grow_the_state() {
    let mut conversation = Conversation::new();
    let mut longest = 0;
    for i in 0..2_000 {
        let text = ["where is my parcel", "do you sell tents", "qwertz", "help"][i % 4];
        SHOP.respond(&mut conversation, text);
        conversation.hand_back();
        longest = longest.max(saved(&conversation).len());
    }
    assert!(longest < 4_096, "{longest} bytes");
    assert_eq!(conversation.turns(), 2_000);
}
