//! Any text as a message: folds once and for all, spans lead back, tokens cover every letter.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| frontdesk::check_text(text));
