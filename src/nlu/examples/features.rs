//! What the scorer sees of a message: its words, adjacent words, pairs of stems, and letters two
//! and three at a time; and how much of it the bot's phrases have.
//!
//! Features are gathered from phrases in [`count`](super::count), by the keys of [`keys`](super::keys);
//! what they are worth to an intent is for the models.

use std::collections::HashMap;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use smallvec::SmallVec;

use super::cells::Place;
use super::keys::{
    Kind, UNKNOWN, has_repeats, kind_of_letters, kind_of_link, letters, links, runs,
};
use super::stem::stem;
use super::table::Table;
use super::vectors::{Sum, Vectors};
use crate::nlu::math::ln;

/// A word of the bot's phrases.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Word {
    pub(super) stem: u32,
    /// Where its letters stand in `spelled`.
    pub(super) from: u32,
    pub(super) to: u32,
    /// The sum of squares of the weights of the word and its letters, each as often as it is there.
    pub(super) square: f32,
    /// The number of its vector.
    pub(super) vector: u32,
}

/// All features that the phrases of a bot have, with numbers: words, then letters, then links
/// (adjacent words, and pairs).
#[derive(Debug, Default)]
pub(super) struct Features {
    pub(super) words: HashMap<Box<str>, u32, FixedState>,
    /// By number of word; the two ends are empty.
    pub(super) known: Vec<Word>,
    pub(super) stems: HashMap<Box<str>, u32, FixedState>,
    pub(super) letters: Table<Found>,
    /// Letters of all words: their numbers, sorted within a word.
    pub(super) spelled: Vec<u32>,
    pub(super) links: Table<Found>,
    pub(super) vectors: Vectors,
    /// By number of feature: its kind, and how much it counts.
    pub(super) kinds: Vec<Kind>,
    pub(super) weights: Vec<f32>,
    /// How much a word counts that the bot does not have, if it has many phrases.
    pub(super) rarest: f32,
}

/// What stands beside the key of a feature, so that a message finds all of it in one place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Found {
    /// How much it counts.
    weight: f32,
    place: Place,
}

/// A feature of a message, and where the model has its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Other {
    pub(super) feature: u32,
    pub(super) place: Place,
}

/// What a message has: features, each worth its weight times 1 + ln of how often it is there.
///
/// A word of the bot stands for its letters too, so that a model needs one row for all of them. What
/// is there several times stands here several times; `repeats` tells how much less it is worth.
#[derive(Debug, Default)]
pub(in crate::nlu) struct Reading {
    /// Words that the bot has; the same ones stand together.
    pub(super) words: SmallVec<[u32; 32]>,
    /// By kind: other features that the bot has: links, and letters of words that it does not have.
    pub(super) others: [SmallVec<[Other; 32]>; 3],
    /// What is there more than once, letters of words too: 1 + ln of how often, less how often.
    pub(super) repeats: SmallVec<[(u32, f32); 16]>,
    /// Stems that the bot has, each once.
    pub(super) stems: SmallVec<[u32; 32]>,
    /// The sum of the vectors of all words that have one, known to the bot or not.
    pub(super) meaning: Sum,
    /// Sums of squares of values: of what the bot has, and of what it does not.
    pub(super) known: f32,
    unknown: f32,
    /// How many words it has, as often as they are there.
    pub(super) length: usize,
}

impl Reading {
    /// The share of the message that the bot's phrases have, 0 to 1.
    pub(super) fn known_share(&self) -> f32 {
        (self.known / (self.known + self.unknown).max(1e-9)).sqrt()
    }

    /// Whether the bot has nothing of the message.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.others.iter().all(|others| others.is_empty())
    }

    /// The features that are no words.
    pub(super) fn other_features(&self) -> impl Iterator<Item = u32> {
        self.others.iter().flatten().map(|other| other.feature)
    }

    /// Adds a feature that the bot has.
    fn put(&mut self, feature: u32, kind: Kind, Found { weight, place }: Found) {
        self.known += weight * weight;
        let other = Other { feature, place };
        let [whole, half, quarter] = &mut self.others;
        match kind {
            Kind::Whole => whole.push(other),
            Kind::Half => half.push(other),
            Kind::Quarter => quarter.push(other),
        }
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

    /// The kind of a feature.
    pub(super) fn kind(&self, feature: u32) -> Kind {
        self.kinds.get(feature as usize).copied().unwrap_or(Kind::Whole)
    }

    /// Writes beside each key what a message asks of it. The last step of building.
    pub(super) fn settle(&mut self, place_of: impl Fn(u32) -> Place) {
        let firsts = [self.first_letters(), self.first_link()];
        let Features { letters, links, weights, .. } = self;
        for (first, table) in firsts.into_iter().zip([letters, links]) {
            table.fill(|number| {
                let feature = first + number;
                let weight = weights.get(feature as usize).copied().unwrap_or(0.0);
                Found { weight, place: place_of(feature) }
            });
        }
    }

    /// Memory in bytes.
    pub(super) fn size(&self) -> usize {
        let words = (self.words.len() + self.stems.len()) * 40 + self.known.len() * 20;
        words
            + self.vectors.size()
            + self.letters.size()
            + self.spelled.len() * 4
            + self.links.size()
            + self.len() * 5
    }

    /// All words, each with how common it is in the phrases; in no order.
    pub(super) fn words(&self) -> impl Iterator<Item = (&str, u32)> {
        let common = |id: u32| ((self.rarest - self.weight(id)) * 1e6) as u32;
        self.words.iter().map(move |(word, &id)| (&**word, common(id)))
    }

    /// The letters of a word of the bot, as numbers of letters.
    pub(super) fn letters_of(&self, word: Word) -> &[u32] {
        self.spelled.get(word.from as usize..word.to as usize).unwrap_or_default()
    }

    /// Reads a message, given as words. Linear in its length (times its logarithm).
    pub(super) fn read<'w>(&self, words: impl Iterator<Item = &'w str>) -> Box<Reading> {
        // It is over a kilobyte, and handed on several times.
        let mut reading = Box::<Reading>::default();
        let (mut ids, mut stems) = (Numbers::new(), Numbers::new());
        let mut strange: SmallVec<[(u32, &str); 8]> = SmallVec::new();
        for word in words {
            let (id, stem) = self.numbers(word);
            if id & UNKNOWN != 0 {
                strange.push((id, word));
            }
            ids.push(id);
            stems.push(stem);
        }
        reading.length = ids.len();
        let has_repeats = has_repeats(&stems);
        self.read_links(&ids, &stems, has_repeats, &mut reading);
        for ids in [&mut ids, &mut stems] {
            ids.retain(|id| *id & UNKNOWN == 0);
            if has_repeats {
                ids.sort_unstable();
            }
        }
        stems.dedup();
        for (id, times) in runs(&ids) {
            let vector = self.known.get(id as usize).map_or(Vectors::NONE, |word| word.vector);
            (0..times).for_each(|_| self.vectors.add(vector, &mut reading.meaning));
            self.repeat(id, times, &mut reading);
        }
        strange.sort_unstable();
        for same in strange.chunk_by(|a, b| a == b) {
            let value = self.rarest * often(same.len() as u32);
            reading.unknown += value * value;
            if let Some((_, word)) = same.first() {
                let vector = self.vectors.find(word);
                same.iter().for_each(|_| self.vectors.add(vector, &mut reading.meaning));
            }
        }
        self.read_letters(&ids, &strange, &mut reading);
        reading.words = ids;
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

    /// The number of a word's vector, whether the bot has the word or not.
    pub(super) fn vector_of(&self, word: &str) -> u32 {
        let known = self.words.get(word).and_then(|&id| self.known.get(id as usize));
        known.map_or_else(|| self.vectors.find(word), |word| word.vector)
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

    fn read_links(&self, ids: &[u32], stems: &[u32], has_repeats: bool, reading: &mut Reading) {
        const ANY_UNKNOWN: u64 = (UNKNOWN as u64) << 32 | UNKNOWN as u64;
        let first = self.first_link();
        links(ids, stems, has_repeats, |key, times| {
            let kind = kind_of_link(key);
            // A link of a word that no phrase has is in no phrase either.
            match if key & ANY_UNKNOWN == 0 { self.links.find(key) } else { None } {
                Some((number, found)) => {
                    (0..times).for_each(|_| reading.put(first + number, kind, found));
                    self.repeat(first + number, times, reading);
                }
                None => self.miss(kind, times, reading),
            }
        });
    }

    /// Letters: those of words that the bot has are in the words, but for repeats.
    fn read_letters(&self, ids: &[u32], strange: &[(u32, &str)], reading: &mut Reading) {
        let first = self.first_letters();
        // A bit each: a count each would be the most that a short message costs.
        let mut seen = vec![0_u64; self.letters.len().div_ceil(64)];
        let mut again: SmallVec<[u32; 64]> = SmallVec::new();
        let mut count = |number: u32| {
            if let Some(bits) = seen.get_mut(number as usize / 64) {
                let bit = 1 << (number % 64);
                if *bits & bit != 0 {
                    again.push(number);
                }
                *bits |= bit;
            }
        };
        for word in ids.iter().filter_map(|&id| self.known.get(id as usize)) {
            reading.known += word.square;
            self.letters_of(*word).iter().for_each(|&number| count(number));
        }
        let mut missing: SmallVec<[u64; 32]> = SmallVec::new();
        for key in strange.iter().flat_map(|(_, word)| letters(word)) {
            match self.letters.find(key) {
                Some((number, found)) => {
                    count(number);
                    reading.put(first + number, kind_of_letters(key), found);
                }
                None => missing.push(key),
            }
        }
        again.sort_unstable();
        for (number, more) in runs(&again) {
            self.repeat(first + number, more + 1, reading);
        }
        missing.sort_unstable();
        for (key, times) in runs(&missing) {
            self.miss(kind_of_letters(key), times, reading);
        }
    }

    /// Takes back what a feature is worth too much that was added several times.
    fn repeat(&self, feature: u32, times: u32, reading: &mut Reading) {
        if times > 1 {
            let (weight, value) = (self.weight(feature), often(times));
            reading.known += weight * weight * (value * value - times as f32);
            reading.repeats.push((feature, value - times as f32));
        }
    }

    /// Adds a feature that the bot does not have.
    fn miss(&self, kind: Kind, times: u32, reading: &mut Reading) {
        let value = kind.weight() * self.rarest * often(times);
        reading.unknown += value * value;
    }
}

/// How much more a feature counts that stands there several times: 1 + ln.
pub(super) fn often(times: u32) -> f32 {
    if times <= 1 { 1.0 } else { 1.0 + ln(f64::from(times)) as f32 }
}
