//! Any text as a definition file: problems whose places stand in the file, the same again when it
//! is loaded again; and for one text in sixteen the whole bot, which must talk.
//! `cargo fuzz run load --sanitizer none fuzz/corpus/load intents/shop intents/clinic tests/problems -- -dict=fuzz/load.dict`
#![no_main]

use frontdesk::{Bot, Conversation, Severity};

libfuzzer_sys::fuzz_target!(|text: &str| {
    frontdesk::check_definitions(text);
    // Compiling takes a hundred times as long as loading.
    let chosen = text.bytes().fold(0u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte)) % 16;
    if chosen == 0 {
        build(text);
    }
});

fn build(text: &str) {
    match Bot::from_yaml_str("fuzz.yaml", text) {
        Ok(bot) => {
            let reply = bot.respond(&mut Conversation::new(), "hello 1234567 there");
            assert!(!reply.messages.is_empty());
            assert!(bot.warnings().iter().all(|problem| problem.severity() == Severity::Warning));
        }
        Err(error) => {
            assert!(error.problems().iter().any(|problem| problem.severity() == Severity::Error));
            assert!(!format!("{error} {error:#}").is_empty());
        }
    }
}
