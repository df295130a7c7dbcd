//! What features are called: a key for each word's letters and for each link of two words, the same
//! for learning and talking; and how much each kind counts.

use smallvec::SmallVec;

/// The kinds of features, by how much they count. Measured on bots cut from three corpora; the
/// squares are whole quarters, so that sums of rows stay integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words, adjacent words, three letters.
    Whole,
    /// Two letters.
    Half,
    /// Pairs of stems.
    Quarter,
}

impl Kind {
    /// How much a feature counts.
    pub(super) fn weight(self) -> f32 {
        match self {
            Kind::Whole => 1.0,
            Kind::Half => std::f32::consts::FRAC_1_SQRT_2,
            Kind::Quarter => 0.5,
        }
    }

    /// Four times the square of its weight.
    pub(super) fn quarters(self) -> i32 {
        match self {
            Kind::Whole => 4,
            Kind::Half => 2,
            Kind::Quarter => 1,
        }
    }
}

/// Two words further apart are no pair. On bots cut from three corpora 10 was 0.07 points better
/// than 6 at a twentieth more features, and any distance no better than 10.
const REACH: usize = 10;

/// The ends of a message, as neighbours of its first and last word.
const START: u32 = 0;
const END: u32 = 1;
/// How many numbers of words are taken by the ends.
pub(super) const ENDS: usize = 2;
/// Set in the number of a word or stem that the bot does not have; the rest is its hash. Not the
/// highest bit, which in a key of two words would be [`PAIR_BIT`].
pub(super) const UNKNOWN: u32 = 1 << 30;

/// Set in the key of a pair of stems; that of two adjacent words has none.
const PAIR_BIT: u64 = 1 << 63;
/// Set in the key of two letters; that of three has none.
const TWO_BIT: u64 = 1 << 63;

/// Each different item with how often it is there; the same ones stand together.
pub(super) fn runs<T: Copy + PartialEq>(items: &[T]) -> impl Iterator<Item = (T, u32)> {
    let first = |same: &[T]| Some((*same.first()?, same.len() as u32));
    items.chunk_by(|a, b| a == b).filter_map(first)
}

/// The kind of letters, by their key.
pub(super) fn kind_of_letters(key: u64) -> Kind {
    if key & TWO_BIT != 0 { Kind::Half } else { Kind::Whole }
}

/// The kind of a link, by its key.
pub(super) fn kind_of_link(key: u64) -> Kind {
    if key & PAIR_BIT != 0 { Kind::Quarter } else { Kind::Whole }
}

/// Keys of a word's letters, two and three at a time, `<` and `>` standing for its ends.
pub(super) fn letters(word: &str) -> impl Iterator<Item = u64> {
    let mut before = None;
    let mut last = '<';
    word.chars().chain(['>']).flat_map(move |letter| {
        let key = |a: char, b: char| (u64::from(u32::from(a)) << 21) | u64::from(u32::from(b));
        let two = TWO_BIT | key(last, letter);
        let three =
            before.map(|before: char| (u64::from(u32::from(before)) << 42) | key(last, letter));
        (before, last) = (Some(last), letter);
        std::iter::once(two).chain(three)
    })
}

/// Whether a stem is there twice; else nothing is. Without repeats nothing has to be sorted.
pub(super) fn has_repeats(stems: &[u32]) -> bool {
    /// With so few, comparing each with each takes less than sorting.
    const FEW: usize = 24;
    if stems.len() <= FEW {
        let again = |(at, stem): (usize, &u32)| {
            let before = stems.get(..at).unwrap_or_default();
            before.iter().fold(false, |found, other| found | (other == stem))
        };
        return stems.iter().enumerate().fold(false, |found, stem| found | again(stem));
    }
    let mut sorted = SmallVec::<[u32; 32]>::from(stems);
    sorted.sort_unstable();
    sorted.windows(2).any(|pair| matches!(pair, [a, b] if a == b))
}

/// Gives the key of each different link of a phrase: of adjacent words and of pairs of stems, with how
/// often it is there.
#[inline(always)]
pub(super) fn links(
    words: &[u32],
    stems: &[u32],
    has_repeats: bool,
    mut give: impl FnMut(u64, u32),
) {
    if !has_repeats {
        return each_link(words, stems, |key, _, _| give(key, 1));
    }
    let mut keys: SmallVec<[u64; 64]> = SmallVec::new();
    each_link(words, stems, |key, _, _| keys.push(key));
    keys.sort_unstable();
    runs(&keys).for_each(|(key, times)| give(key, times));
}

/// The keys of all links with the places of their two words, for explanations; none is an end.
pub(super) fn spans(words: &[u32], stems: &[u32]) -> Vec<(u64, Option<usize>, Option<usize>)> {
    let mut spans = Vec::new();
    each_link(words, stems, |key, from, to| spans.push((key, from, to)));
    spans
}

#[inline(always)]
fn each_link(
    words: &[u32],
    stems: &[u32],
    mut give: impl FnMut(u64, Option<usize>, Option<usize>),
) {
    let mut last = START;
    for (at, &word) in words.iter().enumerate() {
        give((u64::from(last) << 32) | u64::from(word), at.checked_sub(1), Some(at));
        last = word;
    }
    if !words.is_empty() {
        give((u64::from(last) << 32) | u64::from(END), Some(words.len() - 1), None);
    }
    for (at, &a) in stems.iter().enumerate() {
        for (far, &b) in stems.iter().enumerate().skip(at + 1).take(REACH) {
            give(PAIR_BIT | (u64::from(a.min(b)) << 32) | u64::from(a.max(b)), Some(at), Some(far));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn repeats_are_seen_and_links_counted(
            words in prop::collection::vec(2_u32..90, 0..60),
            more in prop::collection::vec(2_u32..1_000_000, 0..60),
        ) {
            for words in [words, more] {
                let mut sorted = words.clone();
                sorted.sort_unstable();
                sorted.dedup();
                let repeats = has_repeats(&words);
                prop_assert_eq!(repeats, sorted.len() < words.len());
                let mut expected: BTreeMap<u64, u32> = BTreeMap::new();
                for (key, ..) in spans(&words, &words) {
                    *expected.entry(key).or_default() += 1;
                }
                let mut found = BTreeMap::new();
                links(&words, &words, repeats, |key, times| {
                    assert!(found.insert(key, times).is_none(), "given once");
                });
                prop_assert_eq!(found, expected);
            }
        }
    }
}
