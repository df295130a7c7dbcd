//! What must hold of every text and every phrase, told by panics: for tests and for fuzzing.
//! Slow and plainly right. Nothing else may call it.

#![cfg_attr(not(fuzzing), allow(unreachable_pub))] // exported to fuzz targets only

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::fold::{fold, folded_text};
use super::{
    Language, Phrase, Piece, Readings, SlotRef, TokenKind, Utterance, escape_phrase, folded,
    read_classes, read_words,
};
use crate::limits::Limits;

/// Folding is idempotent, leads back to whole graphemes in order, and every letter and digit is in
/// a token (a vowel sign without its letter need not be).
pub fn check_text(text: &str) {
    let once = fold(text);
    assert_eq!(folded(&once.text), once.text, "{text:?} folds on");
    assert_eq!(once.text.trim(), once.text);
    assert_eq!(folded_text(text), once.text);
    let borders = grapheme_borders(text);
    let mut last = 0..0;
    for (at, c) in once.text.char_indices() {
        let span = once.span(at..at + c.len_utf8());
        assert!(span.start < span.end && span.end <= text.len(), "{c:?} has {span:?}");
        assert!(last.start <= span.start && last.end <= span.end, "{last:?} before {span:?}");
        assert!(text.get(span.clone()).is_some(), "{span:?} splits a character");
        if !c.is_whitespace() {
            assert!(borders.binary_search(&span.start).is_ok(), "{c:?} begins inside, {span:?}");
            assert!(borders.binary_search(&span.end).is_ok(), "{c:?} ends inside, {span:?}");
        }
        last = span;
    }
    let english = Language::of("en");
    let utterance = Utterance::new(text, english, &Limits::default());
    if !utterance.is_cut() {
        // What an author writes is read as what a customer writes.
        assert_eq!(read_words(text, english), utterance.words().collect::<Vec<_>>());
        let classes: Vec<&str> = utterance.tokens().map(|token| token.class()).collect();
        assert_eq!(read_classes(text, english), classes.join(" "));
    }
    check_tokens(&utterance);
}

fn check_tokens(utterance: &Utterance<'_>) {
    let mut covered_to = 0;
    let mut last = 0;
    let gap_is_clear = |from: usize, to: usize| {
        let gap = utterance.folded().get(from..to.max(from)).unwrap_or_default();
        let is_missed = |c: char| c.is_alphanumeric() && !is_combining_mark(c);
        assert!(utterance.is_cut() || !gap.contains(is_missed), "{gap:?} in no token");
    };
    for token in utterance.tokens() {
        let range = token.range();
        assert!(!token.word().is_empty() && last <= range.start && range.start < range.end);
        assert!(utterance.folded().get(range.clone()).is_some());
        assert!(!token.span().of(utterance.text()).is_empty());
        assert!(utterance.is_whole(range.clone()), "{range:?} is not whole");
        let is_number = token.word().bytes().all(|byte| byte.is_ascii_digit());
        assert_eq!(is_number, token.kind() == TokenKind::Number);
        gap_is_clear(covered_to, range.start);
        last = range.start;
        covered_to = covered_to.max(range.end);
    }
    gap_is_clear(covered_to, utterance.folded().len());
}

/// Parsing ends with places inside the text; an escaped text means itself; what a phrase samples it
/// also accepts.
pub fn check_phrase(source: &str) {
    let english = Language::of("en");
    if let Ok(phrase) = Phrase::parse(&escape_phrase(source)) {
        assert_eq!(phrase.plain_text(), Some(source));
        let words: Vec<_> = read_words(source, english).into_iter().map(Piece::Word).collect();
        assert_eq!(phrase.pieces(english), words);
    } else {
        assert!(source.trim().is_empty(), "{source:?} cannot be escaped");
    }
    let phrase = match Phrase::parse(source) {
        Ok(phrase) => phrase,
        Err(error) => {
            assert!(source.get(error.at.clone()).is_some(), "{error:?} of {source:?}");
            return;
        }
    };
    assert_eq!(phrase.source(), source);
    for slot in phrase.slots() {
        assert_eq!(source.get(slot.at.clone()).and_then(|at| at.chars().next()), Some('{'));
    }
    let pieces = phrase.pieces(english);
    let Ok(named) = Phrase::parse("(please|can [you])") else { return };
    let named_pieces = named.pieces(english);
    let values = ["7".to_owned(), "two words".to_owned()];
    let words = |_: &str| Some(&named);
    let numbers = |_: &SlotRef| values.as_slice();
    for reading in Readings::new(&words, &numbers).sample(&phrase, 8) {
        let words = read_words(&reading, english);
        let mut patience = 10_000;
        let ends = accepts(&pieces, &words, &named_pieces, &mut patience);
        assert!(patience == 0 || ends.contains(&words.len()), "{source:?} gives {reading:?}");
    }
}

/// How many of `words` the pieces can take, in every way; gives up when `patience` is used up.
fn accepts(
    pieces: &[Piece],
    words: &[String],
    named: &[Piece],
    patience: &mut usize,
) -> Vec<usize> {
    *patience = patience.saturating_sub(1);
    let (Some((first, rest)), true) = (pieces.split_first(), *patience > 0) else { return vec![0] };
    let taken: Vec<usize> = match first {
        Piece::Word(word) => Vec::from_iter((words.first() == Some(word)).then_some(1)),
        Piece::Any(branches) => {
            branches.iter().flat_map(|branch| accepts(branch, words, named, patience)).collect()
        }
        Piece::Slot { .. } => vec![1, 2],
        Piece::Words(_) => accepts(named, words, named, patience),
    };
    let mut ends = Vec::new();
    for taken in taken {
        if let Some(left) = words.get(taken..) {
            ends.extend(accepts(rest, left, named, patience).into_iter().map(|end| taken + end));
        }
    }
    ends.sort_unstable();
    ends.dedup();
    ends
}

pub(super) fn grapheme_borders(text: &str) -> Vec<usize> {
    text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect()
}
