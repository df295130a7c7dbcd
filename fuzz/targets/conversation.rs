//! Any text as a saved conversation: an error that says why, or a conversation that goes on.
#![no_main]

use std::sync::LazyLock;

use frontdesk::{Bot, Conversation};

static BOT: LazyLock<Bot> = LazyLock::new(|| {
    Bot::from_yaml_str("bot.yaml", include_str!("bot.yaml")).expect("the bot of the fuzz targets")
});

libfuzzer_sys::fuzz_target!(|text: &str| {
    let mut loaded: Conversation = match serde_json::from_str(text) {
        Ok(loaded) => loaded,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    for said in ["1", "friday", "no, 3", "yes", "none of these", "hello", "where is order 1234567"]
    {
        let silent = loaded.with_human().is_some();
        let reply = BOT.respond(&mut loaded, said);
        assert!(silent || !reply.messages.is_empty());
        loaded.hand_back();
    }
    let saved = serde_json::to_string(&loaded).expect("JSON");
    let again: Conversation = serde_json::from_str(&saved).expect("what was saved loads");
    assert_eq!(loaded, again);
});
