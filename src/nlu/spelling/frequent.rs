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

    /// Whether a folded word is one of them. Where "shipping" is known, "shiping" is none.
    pub(super) fn has(self, word: &str, is_known: impl Fn(&str) -> bool) -> bool {
        let bases = ENDINGS.iter().filter_map(|&ending| {
            let base = word.strip_suffix(ending).filter(|base| base.len() >= SHORTEST)?;
            is_line(self.words, base).then_some((base, ending))
        });
        let mut bases = bases.peekable();
        is_line(self.words, word)
            || bases.peek().is_some()
                && bases.all(|(base, ending)| {
                    doubled(base, ending).is_none_or(|doubled| !is_known(&doubled))
                        || is_line(self.words, &format!("{base}e"))
                })
    }
}

/// "shipping" of "ship" and "ing": with the last letter twice, where it stands after a vowel.
fn doubled(base: &str, ending: &str) -> Option<String> {
    let is_vowel = |c: char| "aeiou".contains(c);
    let mut letters = base.chars().rev();
    let last = letters.next().filter(|&last| last.is_ascii_lowercase() && !is_vowel(last))?;
    let is_short = letters.next().is_some_and(is_vowel) && matches!(ending, "ed" | "ing");
    is_short.then(|| format!("{base}{last}{ending}"))
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
            assert!(english.has(word, |_| true), "{word}");
            assert!(!Frequent::of(Language::of("sw")).has(word, |_| false), "{word}");
        }
        for word in ["ordr", "ing", ""] {
            assert!(!english.has(word, |_| false), "{word}");
        }
    }

    #[test]
    fn a_letter_that_should_be_there_twice_is_missed_where_the_right_word_is_known() {
        let english = Frequent::of(Language::of("en"));
        for (word, right) in [("shiping", "shipping"), ("stoped", "stopped")] {
            assert!(!english.has(word, |known| known == right), "{word}");
            assert!(english.has(word, |_| false), "nothing better is known: {word}");
        }
        for word in ["stared", "rating", "agreed", "ships"] {
            assert!(english.has(word, |_| true), "{word}");
        }
    }
}
