//! What the scorer sees of a message: its words, adjacent words, pairs of stems, and letters two
//! and three at a time; and how much of it the bot's phrases have.
//!
//! Features are gathered from phrases in [`count`](super::count); what they are worth to an intent
//! is for the models. The same functions give the keys of features to learning and talking.

use std::collections::HashMap;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use smallvec::SmallVec;

use super::stem::stem;
use super::table::Table;
use crate::nlu::math::ln;

// How much each kind counts: measured on bots cut from three corpora.
pub(super) const WORD: f32 = 1.0;
pub(super) const ADJACENT: f32 = 1.0;
pub(super) const PAIR: f32 = 0.5;
pub(super) const LETTERS_3: f32 = 1.0;
pub(super) const LETTERS_2: f32 = 0.7;
/// Two words further apart are no pair: any distance was 0.05 points better at twice the features.
const REACH: usize = 6;

/// The ends of a message, as neighbours of its first and last word.
const START: u32 = 0;
const END: u32 = 1;
/// How many numbers of words are taken by the ends.
pub(super) const ENDS: usize = 2;
/// Set in the number of a word or stem that the bot does not have; the rest is its hash. Not the
/// highest bit, which in a key of two words would be [`PAIR_BIT`].
const UNKNOWN: u32 = 1 << 30;

/// Set in the key of a pair of stems; that of two adjacent words has none.
const PAIR_BIT: u64 = 1 << 63;
/// Set in the key of two letters; that of three has none.
const TWO_BIT: u64 = 1 << 63;

/// A word of the bot's phrases.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) stem: u32,
    /// Where its letters stand in `spelled`.
    pub(super) from: u32,
    pub(super) to: u32,
}

/// All features that the phrases of a bot have, with numbers: words, then letters, then links
/// (adjacent words, and pairs).
#[derive(Debug, Default)]
pub(super) struct Features {
    pub(super) words: HashMap<Box<str>, u32, FixedState>,
    /// By number of word; the two ends are empty.
    pub(super) known: Vec<Word>,
    pub(super) stems: HashMap<Box<str>, u32, FixedState>,
    pub(super) letters: Table,
    /// Letters of all words: the number of the letters, and how often the word has them.
    pub(super) spelled: Vec<(u32, u32)>,
    pub(super) links: Table,
    /// By number of feature: how much it counts.
    pub(super) weights: Vec<f32>,
    /// How much a word counts that the bot does not have, if it has many phrases.
    pub(super) rarest: f32,
}

/// What a message has.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// Features that the bot has, with their value: weight times 1 + ln of how often.
    pub(super) features: SmallVec<[(u32, f32); 128]>,
    /// Stems that the bot has, each once.
    pub(super) stems: SmallVec<[u32; 32]>,
    /// Sums of squares of values: of what the bot has, and of what it does not.
    pub(super) known: f32,
    unknown: f32,
    known_words: f32,
    unknown_words: f32,
    /// How many words it has.
    pub(super) words: usize,
}

impl Reading {
    /// The share of the message that the bot's phrases have, 0 to 1.
    pub(super) fn known_share(&self) -> f32 {
        (self.known / (self.known + self.unknown).max(1e-9)).sqrt()
    }

    /// The same of single words only, as a share of squares.
    pub(super) fn known_words_share(&self) -> f32 {
        self.known_words / (self.known_words + self.unknown_words).max(1e-9)
    }
}

/// Numbers of words and stems.
type Numbers = SmallVec<[u32; 32]>;

impl Features {
    /// How many features there are.
    pub(super) fn len(&self) -> usize {
        self.weights.len()
    }

    /// How much a feature counts.
    pub(super) fn weight(&self, feature: u32) -> f32 {
        self.weights.get(feature as usize).copied().unwrap_or(0.0)
    }

    /// The first feature that is letters.
    pub(super) fn first_letters(&self) -> u32 {
        self.known.len() as u32
    }

    /// The first feature that is a link.
    pub(super) fn first_link(&self) -> u32 {
        (self.known.len() + self.letters.len()) as u32
    }

    /// Memory in bytes.
    pub(super) fn size(&self) -> usize {
        let words = (self.words.len() + self.stems.len()) * 40 + self.known.len() * 12;
        words + self.letters.size() + self.spelled.len() * 8 + self.links.size() + self.len() * 4
    }

    /// All words, each with how common it is in the phrases; in no order.
    pub(super) fn words(&self) -> impl Iterator<Item = (&str, u32)> {
        let common = |id: u32| ((self.rarest * WORD - self.weight(id)) * 1e6) as u32;
        self.words.iter().map(move |(word, &id)| (&**word, common(id)))
    }

    /// The letters of a word of the bot.
    pub(super) fn letters_of(&self, word: Word) -> &[(u32, u32)] {
        self.spelled.get(word.from as usize..word.to as usize).unwrap_or_default()
    }

    /// Reads a message, given as words. Linear in its length (times its logarithm).
    pub(super) fn read<'w>(&self, words: impl Iterator<Item = &'w str>) -> Reading {
        let mut reading = Reading::default();
        let (mut ids, mut stems) = (Numbers::new(), Numbers::new());
        let mut strange: SmallVec<[&str; 8]> = SmallVec::new();
        for word in words {
            let (id, stem) = self.numbers(word);
            if id & UNKNOWN != 0 {
                strange.push(word);
            }
            ids.push(id);
            stems.push(stem);
        }
        reading.words = ids.len();
        self.read_words(&ids, &mut reading);
        self.read_letters(&ids, &strange, &mut reading);
        for (key, times) in links(&ids, &stems) {
            let kind = if key & PAIR_BIT != 0 { PAIR } else { ADJACENT };
            let link = self.links.find(key).map(|number| self.first_link() + number);
            self.put(link, kind, times, &mut reading);
        }
        stems.retain(|stem| *stem & UNKNOWN == 0);
        stems.sort_unstable();
        stems.dedup();
        reading.stems = stems;
        reading
    }

    /// The numbers of words and of their stems.
    pub(super) fn all_numbers<'w>(
        &self,
        words: impl Iterator<Item = &'w str>,
    ) -> (Vec<u32>, Vec<u32>) {
        words.map(|word| self.numbers(word)).unzip()
    }

    /// The number of a word's stem, if a phrase has it.
    pub(super) fn stem_of(&self, word: &str) -> Option<u32> {
        let (_, stem) = self.numbers(word);
        (stem & UNKNOWN == 0).then_some(stem)
    }

    fn numbers(&self, word: &str) -> (u32, u32) {
        if let Some(&id) = self.words.get(word) {
            return (id, self.known.get(id as usize).map_or(UNKNOWN, |word| word.stem));
        }
        let strange = |text: &str| {
            let hash = FixedState::with_seed(0).hash_one(text);
            (hash >> 34) as u32 | UNKNOWN
        };
        let stem = stem(word);
        let known = self.stems.get(stem.as_str()).copied();
        (strange(word), known.unwrap_or_else(|| strange(&stem)))
    }

    fn read_words(&self, ids: &[u32], reading: &mut Reading) {
        for (id, times) in runs(&mut Numbers::from(ids)) {
            let word = (id & UNKNOWN == 0).then_some(id);
            self.put(word, WORD, times, reading);
            match word {
                Some(word) => reading.known_words += self.weight(word) * self.weight(word),
                None => reading.unknown_words += self.rarest * self.rarest * WORD * WORD,
            }
        }
    }

    /// The letters of words that the bot has are looked up once for each word, those of others one
    /// by one.
    fn read_letters(&self, ids: &[u32], strange: &[&str], reading: &mut Reading) {
        let mut counts = vec![0_u16; self.letters.len()];
        let mut found: SmallVec<[u32; 128]> = SmallVec::new();
        let mut add = |number: u32, times: u32| {
            if let Some(count) = counts.get_mut(number as usize) {
                if *count == 0 {
                    found.push(number);
                }
                *count = count.saturating_add(times as u16);
            }
        };
        for word in ids.iter().filter_map(|&id| self.known.get(id as usize)) {
            self.letters_of(*word).iter().for_each(|&(number, times)| add(number, times));
        }
        let mut missing: SmallVec<[u64; 32]> = SmallVec::new();
        for key in strange.iter().flat_map(|word| letters(word)) {
            match self.letters.find(key) {
                Some(number) => add(number, 1),
                None => missing.push(key),
            }
        }
        for number in found {
            let times = counts.get(number as usize).copied().unwrap_or(1);
            self.put(Some(self.first_letters() + number), 0.0, u32::from(times), reading);
        }
        for (key, times) in runs(&mut missing) {
            self.put(None, weight_of_letters(key), times, reading);
        }
    }

    /// Adds a feature that the bot has, or one of a kind that it does not have.
    fn put(&self, feature: Option<u32>, kind: f32, times: u32, reading: &mut Reading) {
        match feature {
            Some(feature) => {
                let value = self.weight(feature) * often(times);
                reading.known += value * value;
                reading.features.push((feature, value));
            }
            None => {
                let value = kind * self.rarest * often(times);
                reading.unknown += value * value;
            }
        }
    }
}

/// How much more a feature counts that stands there several times: 1 + ln.
pub(super) fn often(times: u32) -> f32 {
    if times <= 1 { 1.0 } else { 1.0 + ln(f64::from(times)) as f32 }
}

/// How much letters count, by their key.
pub(super) fn weight_of_letters(key: u64) -> f32 {
    if key & TWO_BIT != 0 { LETTERS_2 } else { LETTERS_3 }
}

/// How much a link counts, by its key.
pub(super) fn weight_of_link(key: u64) -> f32 {
    if key & PAIR_BIT != 0 { PAIR } else { ADJACENT }
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

/// Keys of adjacent words and of pairs of stems, each with how often it is there.
pub(super) fn links(words: &[u32], stems: &[u32]) -> SmallVec<[(u64, u32); 64]> {
    let mut keys: SmallVec<[(u64, u32); 64]> = SmallVec::new();
    each_link(words, stems, |key, _, _| keys.push((key, 1)));
    let has_repeats = runs(&mut Numbers::from(stems)).len() < stems.len();
    if has_repeats {
        keys.sort_unstable();
        keys.dedup_by(|next, kept| {
            let is_same = next.0 == kept.0;
            kept.1 += u32::from(is_same);
            is_same
        });
    }
    keys
}

/// The same with the places of the two words instead, for explanations; none is an end.
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

/// Each different item with how often it is there, sorted.
pub(super) fn runs<T: Copy + Ord>(items: &mut [T]) -> SmallVec<[(T, u32); 32]> {
    items.sort_unstable();
    let mut runs: SmallVec<[(T, u32); 32]> = SmallVec::new();
    for &item in &*items {
        match runs.last_mut() {
            Some((known, times)) if *known == item => *times += 1,
            _ => runs.push((item, 1)),
        }
    }
    runs
}
