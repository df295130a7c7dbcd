//! Properties of text over strange inputs, and that reading is linear.

use std::cell::Cell;

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::oracle::{check_phrase, check_text, grapheme_borders};
use super::*;
use crate::limits::Limits;

thread_local! {
    pub(super) static STEPS: Cell<usize> = const { Cell::new(0) };
}

/// Everything that folding treats in its own way, and what stands beside it in real messages.
const STRANGE: &str = "aeo AEIz09'’`´.-_:\"?\n\r\t\0é\u{301}\u{308}\u{345}\u{34F}ßẞﬁœøłıİς™…½²\u{AD}\u{200B}\u{200C}\u{200D}\u{200E}\
    \u{202E}\u{2060}\u{FEFF}\u{FE0F}\u{20E3}\u{E0067}👍👩❤🇩🇪🏽🏴1️ᄀ가각ᅡᆨㄱㅏカﾞｶがかキ我订कि्षाहिंสวัดีيُ١ש״אй\u{600}ﷺКиωΆ\u{1F3FB}\u{903}\u{9BE}\u{9C7}";

fn strange() -> impl Strategy<Value = String> {
    let pool: Vec<char> = STRANGE.chars().collect();
    let one = prop_oneof![9 => proptest::sample::select(pool), 1 => any::<char>()];
    proptest::collection::vec(one, 0..40).prop_map(|chars| chars.into_iter().collect())
}

/// Texts of phrases: words, brackets and references, mostly wrong.
fn bracketed() -> impl Strategy<Value = String> {
    let parts = [
        "(", ")", "[", "]", "|", "{", "}", "<", ">", "\\", "a", "bc", " ", "{n}", "<w>", "(a|b)",
        "[c d]", "'s", "?", "é", "👍",
    ];
    proptest::collection::vec(proptest::sample::select(parts.to_vec()), 0..24)
        .prop_map(|parts| parts.concat())
}

/// Phrases that are right: the text of a tree.
fn phrase() -> impl Strategy<Value = String> {
    let leaf = proptest::sample::select(vec![
        "a", "bc", "it's", "x1", "{n}", "<w>", "Dé", "?", "a-b", "👍",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(4, 24, 4, |inner| {
        let several = |from| proptest::collection::vec(inner.clone(), from..4);
        prop_oneof![
            several(1).prop_map(|words| words.join(" ")),
            several(1).prop_map(|branches| format!("({})", branches.join("|"))),
            several(1).prop_map(|branches| format!("[{}]", branches.join("|"))),
            (several(1), "[a-z]{1,2}")
                .prop_map(|(branches, end)| format!("{end}({}){end}", branches.join("|"))),
        ]
    })
}

proptest! {
    #[test]
    fn any_text_folds_once_leads_back_and_is_covered_by_tokens(text in strange()) {
        check_text(&text);
    }

    #[test]
    fn any_phrase_parses_or_says_why_and_accepts_what_it_samples(
        text in prop_oneof![phrase(), bracketed(), strange()]
    ) {
        check_phrase(&text);
    }

    #[test]
    fn ascii_is_read_alike_on_both_ways(text in "[a-zA-Z0-9' ._:@!?\n-]{0,60}") {
        let words = |text: &str| read_words(text, Language::of("en"));
        let mut with_more = words(&format!("{text} é"));
        prop_assert_eq!(with_more.pop(), Some("e".to_owned()));
        prop_assert_eq!(&words(&text), &with_more);
        // The same again where the folded text is not ASCII, so that Unicode finds the words.
        let mut with_other = words(&format!("{text} я"));
        prop_assert_eq!(with_other.pop(), Some("я".to_owned()));
        prop_assert_eq!(words(&text), with_other);
    }

    #[test]
    fn corrections_keep_spans(text in strange(), at in 0usize..12, word in "[a-z]{1,12}") {
        let before = Utterance::new(&text, Language::of("en"), &Limits::default());
        let mut after = before.clone();
        after.correct(&[(at, &word)]);
        prop_assert_eq!(before.len(), after.len());
        for (old, new) in before.tokens().zip(after.tokens()) {
            prop_assert_eq!(old.span(), new.span());
            prop_assert_eq!(old.written(), new.written());
            prop_assert_eq!(after.span(new.range()), new.span());
        }
    }

    #[test]
    fn cutting_keeps_graphemes_and_the_limit(text in strange(), most in 0usize..20) {
        let limits = Limits { max_input: most, max_tokens: 3, ..Limits::default() };
        let utterance = Utterance::new(&text, Language::of("en"), &limits);
        let kept = utterance.text();
        prop_assert!(text.starts_with(kept) && kept.chars().count() <= most && utterance.len() <= 3);
        let first = text.graphemes(true).next().map_or(0, |first| first.chars().count());
        prop_assert!(first > most || grapheme_borders(&text).contains(&kept.len()));
        prop_assert!(utterance.is_cut() || kept == text);
    }
}

#[test]
fn every_character_folds_once_and_for_all() {
    for c in '\0'..=char::MAX {
        let text = format!("a{c}b");
        let once = folded(&text);
        assert_eq!(folded(&once), once, "U+{:04X}", c as u32);
        assert!(once.len() <= 2 + 18 * 4, "U+{:04X} grows to {} bytes", c as u32, once.len());
    }
}

#[test]
fn reading_is_linear_and_a_long_message_costs_its_cut() {
    let steps = |text: &str, limits: &Limits| {
        STEPS.with(|steps| steps.set(0));
        Utterance::new(text, Language::of("en"), limits);
        STEPS.with(Cell::get)
    };
    let unlimited = Limits { max_input: usize::MAX, max_tokens: usize::MAX, ..Limits::default() };
    for part in [
        "order ",
        "a",
        "'",
        "a'",
        "é",
        "e\u{301}",
        "\u{301}",
        "\u{200D}",
        "a\u{200D}",
        "👩\u{200D}",
        "👍\u{FE0F}\u{200D}",
        "🇩",
        "क्",
        "a.",
        "1,",
        "ᄀ",
        "ㄱㅏ",
        "\u{0}",
        "  ",
        "สวั",
        "我",
        "\u{FE0F}",
        "ﷺ",
    ] {
        let (short, long) =
            (steps(&part.repeat(1_000), &unlimited), steps(&part.repeat(10_000), &unlimited));
        assert!(long <= short * 11 + 100, "{part:?}: {short} steps, then {long}");
        let limits = Limits::default();
        let megabyte = part.repeat((1 << 20) / part.len());
        let cut = steps(&megabyte, &limits);
        assert!(cut <= 60 * limits.max_input, "{part:?}: {cut} steps for a megabyte");
    }
}
