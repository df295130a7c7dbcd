//! Any text as a phrase: parses or says why, escapes to itself, accepts what it samples.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| frontdesk::check_phrase(text));
