//! Words too common in a language to be a misspelling of a bot's word. Data: sorted, one a line.

use crate::text::Language;

/// About 12,700 words that are near another word, from SCOWL (see `english.LICENCE`): words that
/// are near none cannot be taken for one, and need no place here.
const ENGLISH: &str = include_str!("english.txt");

/// Endings of words that are not listed when the word without it is.
const ENDINGS: [&str; 5] = ["s", "es", "ed", "d", "ing"];
/// Letters that stand before such an ending at least.
const SHORTEST: usize = 3;

/// The frequent words of a language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frequent {
    /// Empty for a language without a list.
    words: &'static str,
}

impl Frequent {
    pub(super) fn of(language: &Language) -> Frequent {
        Frequent { words: if language.code == "en" { ENGLISH } else { "" } }
    }

    /// Whether a folded word is one of them.
    pub(super) fn has(self, word: &str) -> bool {
        let is_base = |ending: &str| {
            let base = word.strip_suffix(ending).filter(|base| base.len() >= SHORTEST);
            base.is_some_and(|base| is_line(self.words, base))
        };
        is_line(self.words, word) || ENDINGS.iter().any(|ending| is_base(ending))
    }
}

/// Whether `word` is a line of `words`: a binary search, with nothing to build or to keep.
fn is_line(words: &str, word: &str) -> bool {
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
            assert!(is_line(ENGLISH, word), "{word}");
        }
        for word in ["", "a\nb", "zzzz", "ordr", "Order", "\n", "ä"] {
            assert!(!is_line(ENGLISH, word), "{word}");
        }
        assert!(!is_line("", "word"));
    }

    #[test]
    fn endings_are_seen_through() {
        let english = Frequent::of(Language::of("en-GB"));
        for word in ["bike", "bikes", "sucks", "duke", "baked", "sending"] {
            assert!(english.has(word), "{word}");
            assert!(!Frequent::of(Language::of("sw")).has(word), "{word}");
        }
        assert!(!english.has("ordr") && !english.has("ing") && !english.has(""));
    }
}
