//! Words too common in a language to be a misspelling of a bot's word. Data: sorted, one a line.

use crate::text::Language;

/// About 10,700 words, from SCOWL (see `english.LICENCE`).
const ENGLISH: &str = include_str!("english.txt");

/// The frequent words of a language; empty for one without a list.
pub(super) fn words(language: &Language) -> &'static str {
    if language.code == "en" { ENGLISH } else { "" }
}

/// Whether `word` is a line of `words`: a binary search, with nothing to build or to keep.
pub(super) fn has(words: &str, word: &str) -> bool {
    let text = words.as_bytes();
    let (mut from, mut to) = (0, text.len());
    while from < to {
        let middle = from + (to - from) / 2;
        let before = text.get(from..middle).unwrap_or_default();
        let start = before.iter().rposition(|&b| b == b'\n').map_or(from, |at| from + at + 1);
        let rest = text.get(start..to).unwrap_or_default();
        let line = rest.iter().position(|&b| b == b'\n').map_or(rest, |len| {
            let (line, _) = rest.split_at_checked(len).unwrap_or((rest, &[]));
            line
        });
        match line.cmp(word.as_bytes()) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => from = start + line.len() + 1,
            std::cmp::Ordering::Greater => to = start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found_and_nothing_else() {
        assert!(ENGLISH.lines().is_sorted(), "a binary search needs it");
        for word in ENGLISH.lines() {
            assert!(has(ENGLISH, word), "{word}");
        }
        for word in ["", "a\nb", "zzzz", "ordr", "Order", "\n", "ä"] {
            assert!(!has(ENGLISH, word), "{word}");
        }
        assert!(!has("", "word"));
    }
}
