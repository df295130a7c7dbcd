//! What holds for every dialogue with forms, whatever the bot and whatever is said: properties over
//! random bots and random talks; and conversations saved under older bots and older versions.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test fails by panicking

use std::fmt::Write as _;
use std::fs;

use frontdesk::{
    ActionError, ActionResult, Bot, Conversation, Outcome, Reply, Source, Step, Timestamp, Turn,
    Value,
};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

const NOW: Timestamp = Timestamp::from_seconds(1_772_445_600);
const SLOTS: [&str; 6] = ["count", "day", "size", "note", "sure", "pin"];
const INTENTS: [&str; 4] = ["alpha", "beta", "gamma", "delta"];

/// An intent of a random bot.
#[derive(Clone, Debug)]
struct Made {
    needs: Vec<&'static str>,
    has_condition: bool,
    is_confirmed: bool,
    calls: Option<&'static str>,
    go: Option<&'static str>,
    next: Option<&'static str>,
    forget: Option<&'static str>,
    hands_off: bool,
}

fn made() -> impl Strategy<Value = Made> {
    let needs = subsequence(SLOTS.to_vec(), 0..=4);
    let call = prop::option::of(select(vec!["fine", "fails", "strange", "missing"]));
    let jump = || prop::option::weighted(0.3, select(INTENTS.to_vec()));
    let forget = prop::option::of(select(SLOTS.to_vec()));
    let flags = (any::<bool>(), any::<bool>(), prop::bool::weighted(0.1));
    (needs, call, jump(), jump(), forget, flags).prop_map(
        |(needs, calls, go, next, forget, (has_condition, is_confirmed, hands_off))| Made {
            needs,
            has_condition,
            is_confirmed,
            calls,
            go,
            next,
            forget,
            hands_off,
        },
    )
}

fn yaml(intents: &[Made]) -> String {
    let mut yaml = String::from(
        r"
slots:
  count: {type: integer, ask: How many?, check: {must: count > 0, bot: One at least.}, tries: 2}
  day: {type: date, ask: [Which day?, On what day?], check: [{must: day > today}], buttons: [tomorrow]}
  size: {type: {values: {small: [s], large: [l, big]}}, ask: Which size?, else: {bot: Any size then., set: {size: small}}, keep: turn}
  note: {ask: Anything else?, keep: 10m}
  sure: {type: yes_no, ask: Are you sure?}
  pin: {type: {regex: '\d{5}'}, ask: Your PIN?, help: Five digits., privacy: secret, else: {handoff: care}}
rules:
  upset: {priority: 9, if: mood.now <= -0.6, bot: I am sorry., handoff: care}
  again: {if: intent.times >= 4 and channel is defined, bot: Once more.}
intents:
  hello: {user: [hello, good day], bot: Hi!}
",
    );
    for (name, made) in INTENTS.iter().zip(intents) {
        writeln!(yaml, "  {name}:\n    user: [do {name}, '{name} please [with {{size}}]']")
            .unwrap();
        let optional = |i: usize| if i % 2 == 1 { ", optional: true" } else { "" };
        let condition = if made.has_condition { ", if: turns > 1" } else { "" };
        for (i, slot) in made.needs.iter().enumerate() {
            if i == 0 {
                writeln!(yaml, "    needs:").unwrap();
            }
            writeln!(yaml, "      - {{slot: {slot}{}{condition}}}", optional(i)).unwrap();
        }
        if made.is_confirmed {
            writeln!(yaml, "    confirm: Shall I do {name}?").unwrap();
        }
        if let Some(call) = made.calls {
            writeln!(yaml, "    call: {{result: {call}}}").unwrap();
        }
        if let Some(next) = made.next {
            writeln!(
                yaml,
                "    next: {{accept: {{go: {next}}}, decline: Fine., hello: Hi there.}}"
            )
            .unwrap();
        }
        if let Some(slot) = made.forget {
            writeln!(yaml, "    forget: [{slot}]").unwrap();
        }
        if made.hands_off {
            writeln!(yaml, "    handoff: care").unwrap();
        }
        let go = made.go.filter(|_| !made.hands_off && !made.needs.is_empty());
        let go = go.map(|go| format!(", go: {go}")).unwrap_or_default();
        writeln!(yaml, "    bot:\n      - {{text: 'Done {name} {{{{ count }}}}.'{go}}}").unwrap();
        writeln!(yaml, "      - Done {name}.").unwrap();
    }
    yaml
}

fn act(action: &str) -> ActionResult {
    match action {
        "fine" => Ok(Value::map([("ok", Value::from(true))])),
        "strange" => Ok((0..40).fold(Value::from("x"), |inner, _| Value::List(vec![inner]))),
        "fails" => Err(ActionError::new("timeout", "no answer")),
        _ => Err(ActionError::new("missing", format!("no action `{action}`"))),
    }
}

fn build(intents: &[Made]) -> Bot {
    let text = yaml(intents);
    let bot = Bot::builder().yaml_str("made.yaml", &text).clock(|| NOW);
    let bot = ["fine", "fails", "strange"]
        .into_iter()
        .fold(bot, |bot, name| bot.action_fn(name, move |_| act(name)));
    // Whether names are used is not what is tested here.
    bot.build().unwrap_or_else(|error| panic!("{error:#}\n{text}"))
}

fn said() -> impl Strategy<Value = String> {
    let texts = vec![
        "do alpha",
        "do beta",
        "gamma please",
        "delta please with large",
        "hello",
        "yes",
        "no",
        "3",
        "minus 3",
        "three",
        "tomorrow",
        "yesterday",
        "next friday",
        "small",
        "big one",
        "12345",
        "cancel",
        "go back",
        "why",
        "help",
        "repeat that",
        "skip",
        "i do not know",
        "no, tuesday",
        "change the day to friday",
        "not that one",
        "actually 7",
        "change the count",
        "the size",
        "you are useless, worst bot ever!!",
        "talk to a human",
        "1",
        "2",
        "",
        "qwertz",
    ];
    prop_oneof![
        9 => select(texts).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

/// A turn by hand, as an async host drives it.
fn by_hand(bot: &Bot, conversation: &mut Conversation, turn: Turn<'_>) -> Reply {
    let mut step = bot.step(conversation, turn, NOW);
    for _ in 0..20 {
        match step {
            Step::Done { next, reply } => {
                *conversation = *next;
                return *reply;
            }
            Step::Call(pending) => {
                let result = act(&pending.call().action);
                step = bot.resume(pending, result, NOW);
            }
        }
    }
    panic!("more than 20 calls in one turn");
}

fn forms(state: &str) -> usize {
    let state: serde_json::Value = serde_json::from_str(state).unwrap();
    state.get("forms").and_then(|forms| forms.as_array()).map_or(0, Vec::len)
}

fn fingerprint(state: &str) -> String {
    let state: serde_json::Value = serde_json::from_str(state).unwrap();
    state["bot"].as_str().expect("every state has its bot's").to_owned()
}

fn holds(bot: &Bot, talk: &[String]) -> Result<(), TestCaseError> {
    let (mut kept, mut reloaded, mut hand) =
        (Conversation::new(), Conversation::new(), Conversation::new());
    for text in talk {
        if kept.with_human().is_some() && text.len() % 2 == 0 {
            for conversation in [&mut kept, &mut reloaded, &mut hand] {
                conversation.hand_back();
            }
        }
        let silent = kept.with_human().is_some();
        let reply = bot.respond(&mut kept, text.as_str());
        prop_assert_eq!(&reply, &bot.respond(&mut reloaded, text.as_str()), "saved and loaded");
        prop_assert_eq!(&reply, &by_hand(bot, &mut hand, Turn::say(text.as_str())), "by hand");
        prop_assert_eq!(&kept, &hand);
        let state = serde_json::to_string(&kept).unwrap();
        prop_assert!(state.len() < 16 << 10, "{} bytes", state.len());
        reloaded = serde_json::from_str(&state).unwrap();
        prop_assert_eq!(&kept, &reloaded);
        prop_assert!(forms(&state) <= 3, "{state}");
        if silent {
            prop_assert!(reply.messages.is_empty() && reply.outcome == Outcome::Paused);
        } else {
            prop_assert!(!reply.messages.is_empty(), "{reply:?}");
        }
        if let Outcome::Ask { slot, .. } = &reply.outcome {
            prop_assert_eq!(kept.asked(), Some(slot.as_str()));
        }
        // A secret that was given in this turn is nowhere to be seen.
        let secret = kept.slot("pin").filter(|pin| pin.turn == kept.turns());
        let secret = secret.filter(|pin| pin.source == Source::Customer);
        let secret = secret.and_then(|pin| pin.value.as_str());
        // The same digits may have been given for a number before, which bots do say.
        let is_public = |secret: &&str| {
            let mut others = kept.slots().filter(|(name, _)| *name != "pin");
            others.any(|(_, slot)| serde_json::to_string(slot).unwrap().contains(*secret))
        };
        if let Some(secret) = secret.filter(|secret| !is_public(secret)) {
            let shown = format!("{reply:?}");
            prop_assert!(!shown.contains(secret), "{shown}");
            // Some bot's fingerprint has the digits by chance.
            let shown = format!("{kept:?}").replace(&fingerprint(&state), "");
            prop_assert!(!shown.contains(secret), "{shown}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn any_talk_with_any_bot_holds(
        intents in prop::collection::vec(made(), INTENTS.len()),
        talk in prop::collection::vec(said(), 1..16),
    ) {
        holds(&build(&intents), &talk)?;
    }

    #[test]
    fn a_talk_goes_on_with_any_other_bot(
        intents in prop::collection::vec(made(), INTENTS.len()),
        others in prop::collection::vec(made(), INTENTS.len()),
        talk in prop::collection::vec(said(), 1..10),
    ) {
        let (before, after) = (build(&intents), build(&others));
        let mut conversation = Conversation::new();
        for text in &talk {
            before.respond(&mut conversation, text.as_str());
            let reply = after.respond(&mut conversation, "hello");
            prop_assert!(!reply.messages.is_empty() || reply.outcome == Outcome::Paused);
        }
    }
}

const SHOP: &str = r"
slots:
  order_no: {type: {regex: '\d{7}'}, ask: What is your order number?}
  email: {type: email, ask: Your e-mail?}
intents:
  label: {label: Your label, user: i need a label, needs: [order_no, email], bot: '{{ order_no }} to {{ email }}.'}
  hello: {user: hello, bot: Hi!}
";

/// Saved in the middle of a form: the order number is known, the address was asked for.
fn in_the_middle() -> Conversation {
    let bot = Bot::from_yaml_str("shop.yaml", SHOP).unwrap();
    let mut conversation = Conversation::new();
    bot.respond(&mut conversation, "i need a label");
    assert_eq!(bot.respond(&mut conversation, "1234567").text(), "Your e-mail?");
    let saved = serde_json::to_string(&conversation).unwrap();
    serde_json::from_str(&saved).unwrap()
}

fn goes_on(yaml: &str, text: &str) -> String {
    let bot = Bot::from_yaml_str("shop.yaml", yaml).unwrap_or_else(|error| panic!("{error:#}"));
    bot.respond(&mut in_the_middle(), text).text()
}

#[test]
fn a_form_goes_on_under_an_edited_bot() {
    let edited = SHOP.replace("Hi!", "Hello there!");
    assert_eq!(goes_on(&edited, "a@b.example"), "1234567 to a@b.example.");
}

#[test]
fn the_answer_to_a_slot_with_another_name_is_read_by_its_type() {
    let before = "slots: {day: {type: integer, ask: Which day?}}\n\
        intents: {visit: {user: book, needs: [day], bot: 'On {{ day }}.'}}";
    let after = before.replace("day", "visit_day").replace("{type", "{was: day, type");
    let mut conversation = Conversation::new();
    let bot = |yaml: &str| Bot::from_yaml_str("bot.yaml", yaml).unwrap();
    assert_eq!(bot(before).respond(&mut conversation, "book").text(), "Which day?");
    assert_eq!(bot(&after).respond(&mut conversation, "16").text(), "On 16.");
}

#[test]
fn names_that_have_changed_are_found() {
    let slot = SHOP.replace("email: {type", "address: {was: email, type");
    let slot = slot.replace("needs: [order_no, email]", "needs: [order_no, address]");
    let slot = slot.replace("{{ email }}", "{{ address }}");
    assert_eq!(goes_on(&slot, "a@b.example"), "1234567 to a@b.example.");
    let intent = SHOP.replace("  label: {label", "  shipping_label: {was: label, label");
    assert_eq!(goes_on(&intent, "a@b.example"), "1234567 to a@b.example.");
}

#[test]
fn a_question_that_is_gone_is_replaced_with_a_word() {
    let edited = SHOP.replace(
        "email: {type: email, ask: Your e-mail?}",
        "phone: {type: phone, ask: Your phone?}",
    );
    let edited = edited.replace("email", "phone");
    assert_eq!(goes_on(&edited, "a@b.example"), "Let us go on with: Your label\nYour phone?");
}

#[test]
fn an_intent_that_is_gone_ends_its_form() {
    let edited = SHOP.replace(
        "  label: {label: Your label, user: i need a label",
        "  other: {user: something else",
    );
    let reply = goes_on(&edited, "a@b.example");
    assert!(!reply.contains("label") && reply.contains("did not understand"), "{reply}");
    assert_eq!(goes_on(&edited, "hello"), "Hi!");
}

/// `tests/states/*.json`: conversations as each version saved them, never written anew.
#[test]
fn what_older_versions_saved_goes_on() {
    let bot = Bot::from_yaml_str("shop.yaml", SHOP).unwrap();
    let mut files: Vec<_> =
        fs::read_dir("tests/states").unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut versions: Vec<u64> = Vec::new();
    for file in &files {
        let text = fs::read_to_string(file).unwrap();
        let plain: serde_json::Value = serde_json::from_str(&text).unwrap();
        versions.push(plain["version"].as_u64().unwrap());
        let mut loaded: Conversation =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file:?}: {error}"));
        let turns = loaded.turns();
        assert_eq!(Some(turns), plain["turns"].as_u64(), "{file:?}");
        loaded.hand_back();
        let reply = bot.respond(&mut loaded, "hello");
        assert!(reply.text().starts_with("Hi!"), "{file:?}: {}", reply.text());
        assert_eq!(loaded.turns(), turns + 1);
    }
    for version in 1..=u64::from(Conversation::VERSION) {
        assert!(versions.contains(&version), "no fixture of version {version}");
    }
}
