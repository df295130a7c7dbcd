//! Any messages, presses, events, words of the desk and hand-backs in a row: always a reply, the
//! same after saving, and a state that stays small.
#![no_main]

use std::sync::LazyLock;

use frontdesk::{
    ActionError, Bot, Conversation, DeskEvent, HandBack, Step, Timestamp, Turn, Value,
};

static BOT: LazyLock<Bot> = LazyLock::new(|| {
    let yaml = include_str!("bot.yaml");
    let bot = Bot::builder().yaml_str("bot.yaml", yaml);
    bot.build().expect("the bot of the fuzz targets")
});

// Each line is a turn: `!` hands back, `>` presses, `@` raises an event, `~` is a word of the desk,
// `+` lets an hour pass, everything else is said.
libfuzzer_sys::fuzz_target!(|text: &str| {
    let mut kept = Conversation::new();
    let mut loaded = Conversation::new();
    let mut now = Timestamp::from_seconds(1_772_452_800);
    for line in text.split('\n').take(32) {
        if line == "!" {
            kept.hand_back();
            loaded.hand_back();
            continue;
        }
        if line == "+" {
            now = Timestamp::from_millis(now.as_millis() + 3_600_000);
            continue;
        }
        let silent = kept.with_human().is_some();
        let take = |conversation: &Conversation| match line.strip_prefix('~') {
            Some(word) => BOT.desk_step(conversation, desk(word), now).ok(),
            None => Some(BOT.step(conversation, turn(line), now)),
        };
        let (Some(first), Some(second)) = (take(&kept), take(&loaded)) else {
            assert!(take(&kept).is_none() && take(&loaded).is_none());
            continue;
        };
        let (next, reply) = played(first, now);
        let (again, same) = played(second, now);
        assert_eq!((&next, &reply), (&again, &same));
        let is_said = !line.starts_with(['~', '@']);
        assert!(!is_said || silent || !reply.messages.is_empty(), "no reply to {line:?}");
        kept = next;
        let state = serde_json::to_string(&kept).expect("JSON");
        assert!(state.len() < 4096, "{} bytes of state", state.len());
        loaded = serde_json::from_str(&state).expect("what was saved loads");
        assert_eq!(loaded, kept);
        let _ = reply.understanding.explain().to_string();
    }
});

fn turn(line: &str) -> Turn<'_> {
    let facts = Value::map([("verified", true.into()), ("name", Value::from("Ada"))]);
    let turn = match (line.strip_prefix('>'), line.strip_prefix('@')) {
        (Some(choice), _) => Turn::choice(choice),
        (None, Some(event)) => Turn::event(event),
        (None, None) => Turn::say(line),
    };
    turn.for_customer(facts)
}

fn desk(word: &str) -> DeskEvent {
    match word {
        "queued" => DeskEvent::Queued,
        "expired" => DeskEvent::Expired,
        "refused" => DeskEvent::Refused,
        "solved" => DeskEvent::Closed(HandBack::resolved()),
        "back" => DeskEvent::Closed(HandBack::unresolved().set("people", 3)),
        by => DeskEvent::assigned(by),
    }
}

/// What comes of a step with actions that answer, fail, or are not there.
fn played(mut step: Step, now: Timestamp) -> (Conversation, frontdesk::Reply) {
    loop {
        match step {
            Step::Done { next, reply } => return (*next, *reply),
            Step::Call(pending) => {
                let result = match (&*pending.call().action, now.as_millis() / 3_600_000 % 3) {
                    ("lookup", _) => Ok(Value::map([("status", Value::from("shipped"))])),
                    ("book", 0) => Ok(Value::Null),
                    ("book", 1) => Err(ActionError::new("full", "")),
                    _ => Err(ActionError::new("missing", "")),
                };
                step = BOT.resume(pending, result, now);
            }
        }
    }
}
