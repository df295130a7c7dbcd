//! What holds for every text that is loaded as definitions, for the tests and for fuzzing.

#![allow(clippy::indexing_slicing)] // says no by panicking
#![cfg_attr(not(fuzzing), allow(unreachable_pub))] // exported to the fuzz target only

use super::*;

/// Loads the text. Every problem stands in it and can be shown, texts know where they stand, and
/// the same text gives the same again.
pub fn check_definitions(text: &str) {
    let (definitions, problems) = load(text);
    let lines: Vec<&str> = text.split('\n').collect();
    for problem in &problems {
        let related = problem.related().iter().map(|(_, place)| place);
        for place in problem.place().into_iter().chain(related) {
            let line = lines[place.line as usize - 1];
            let columns = 1..=line.chars().count() as u32 + 1;
            assert!(columns.contains(&place.column), "{place:?} in {line:?}");
            assert!(place.width >= 1, "{place:?}");
        }
        let shown = format!("{problem:#}");
        assert!(!shown.contains(|c: char| c.is_control() && c != '\n' && c != '\t'), "{shown:?}");
    }
    for (name, intent) in definitions.intents.iter() {
        for written in intent.user.iter().map(|phrase| &**phrase).chain([name]) {
            assert!(written.at.to as usize <= text.len(), "{written:?}");
            let stands = !definitions.sources.slice(written.at).is_empty();
            assert!(stands || written.is_empty(), "{written:?}");
        }
    }
    assert_eq!(load(text).1, problems);
}

fn load(text: &str) -> (Definitions, Vec<Problem>) {
    let mut loader = Loader::default();
    loader.yaml_str("a.yaml", text);
    loader.load(&Limits::default())
}
