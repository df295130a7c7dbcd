//! Any text as an answer and as a condition: refused with its place, or said within its bounds.
#![no_main]

use frontdesk::{Bot, Conversation, Limits};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let written = serde_json::to_string(text).expect("JSON");
    let head = "slots: {n: {type: number}}\nintents:\n  a:\n    user: hello\n    \
                set: {n: 1.5, all: [1, two, {x: [3]}], t: '2026-03-06T15:30'}\n    bot:\n";
    for answer in [format!("{written}"), format!("{{if: {written}, text: It holds.}}")] {
        let yaml = format!("{head}      - {answer}\n      - Hi!\n");
        match Bot::from_yaml_str("bot.yaml", &yaml) {
            Ok(bot) => {
                let reply = bot.respond(&mut Conversation::new(), "hello");
                assert!(!reply.messages.is_empty());
                assert!(reply.text().len() <= Limits::default().max_reply, "{yaml}");
            }
            Err(error) => {
                for problem in error.problems() {
                    assert!(problem.place().is_some(), "{problem} has no place\n{yaml}");
                }
            }
        }
    }
});
