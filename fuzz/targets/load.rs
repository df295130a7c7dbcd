//! Any text as a definition file: a bot that talks, or problems whose places stand in the file;
//! and the same when it is loaded again.
//! `cargo fuzz run load --sanitizer none fuzz/corpus/load intents/shop intents/clinic tests/problems -- -dict=fuzz/load.dict`
#![no_main]

use frontdesk::{Bot, Conversation, Problem, Severity};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let problems = load(text);
    let lines: Vec<&str> = text.split('\n').collect();
    for problem in &problems {
        let related = problem.related().iter().map(|(_, place)| place);
        for place in problem.place().into_iter().chain(related) {
            let line = lines[place.line as usize - 1];
            assert!((1..=line.chars().count() as u32 + 1).contains(&place.column), "{place:?}");
            assert!(place.width >= 1, "{place:?}");
        }
        let shown = format!("{problem:#}");
        assert!(!shown.contains(|c: char| c.is_control() && c != '\n' && c != '\t'), "{shown:?}");
    }
    assert_eq!(problems, load(text));
});

fn load(text: &str) -> Vec<Problem> {
    match Bot::from_yaml_str("fuzz.yaml", text) {
        Ok(bot) => {
            // What loads must talk.
            let reply = bot.respond(&mut Conversation::new(), "hello 1234567 there");
            assert!(!reply.messages.is_empty());
            assert!(bot.warnings().iter().all(|problem| problem.severity() == Severity::Warning));
            bot.warnings().to_vec()
        }
        Err(error) => {
            let _ = format!("{error} {error:#}");
            assert!(error.problems().iter().any(|problem| problem.severity() == Severity::Error));
            error.problems().to_vec()
        }
    }
}
