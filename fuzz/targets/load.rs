//! Any text as a definition file: a bot, or problems with places inside the file.
#![no_main]

use frontdesk::{Bot, Error};

libfuzzer_sys::fuzz_target!(|text: &str| {
    match Bot::from_yaml_str("fuzz.yaml", text) {
        Ok(bot) => {
            // What loads must talk.
            let reply = bot.respond(&mut frontdesk::Conversation::new(), "hello 1234567 there");
            assert!(!reply.messages.is_empty());
        }
        Err(error) => check(&error, text),
    }
});

fn check(error: &Error, text: &str) {
    assert!(!error.problems().is_empty(), "an error without a problem");
    let lines = text.split('\n').count() as u32;
    for place in error.problems().iter().filter_map(|problem| problem.place()) {
        assert!((1..=lines).contains(&place.line), "line {} of {lines}", place.line);
        assert!(place.column >= 1 && place.width >= 1);
    }
    let _ = format!("{error} {error:#}");
}
