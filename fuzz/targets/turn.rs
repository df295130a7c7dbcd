//! Any messages, presses and hand-backs in a row: always a reply, the same after saving, and a
//! state that stays small.
#![no_main]

use std::sync::LazyLock;

use frontdesk::{Bot, Conversation, Timestamp, Turn, Value};

static BOT: LazyLock<Bot> = LazyLock::new(|| {
    let yaml = include_str!("bot.yaml");
    let bot = Bot::builder().yaml_str("bot.yaml", yaml).clock(|| Timestamp::from_seconds(0));
    let bot = bot.action_fn("lookup", |_| Ok(Value::map([("status", Value::from("shipped"))])));
    bot.build().expect("the bot of the fuzz targets")
});

// Each line is a turn: `!` hands back, `>` presses, everything else is said.
libfuzzer_sys::fuzz_target!(|text: &str| {
    let mut kept = Conversation::new();
    let mut loaded = Conversation::new();
    for line in text.split('\n').take(32) {
        if line == "!" {
            kept.hand_back();
            loaded.hand_back();
            continue;
        }
        let turn = line.strip_prefix('>').map_or_else(|| Turn::say(line), Turn::choice);
        let silent = kept.with_human().is_some();
        let reply = BOT.respond(&mut kept, turn.clone());
        assert_eq!(reply, BOT.respond(&mut loaded, turn));
        assert_eq!(silent, reply.messages.is_empty());
        let state = serde_json::to_string(&kept).expect("JSON");
        assert!(state.len() < 4096, "{} bytes of state", state.len());
        loaded = serde_json::from_str(&state).expect("what was saved loads");
        let _ = reply.understanding.explain().to_string();
    }
});
