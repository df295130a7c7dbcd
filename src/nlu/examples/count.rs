//! Gathers the features of all phrases while a bot is built, and counts them in each.

use smallvec::SmallVec;

use super::features::{Features, Word};
use super::keys::{ENDS, Kind, has_repeats, kind_of_letters, kind_of_link, letters, links, runs};
use super::stem::stem;
use super::table::{Growing, mix};
use super::vectors::{Sum, Vectors};
use crate::nlu::math::ln;

/// Phrases as features.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// The features of all phrases; those of one phrase are different.
    items: Vec<u32>,
    /// Features that a phrase has several times, and how often.
    repeats: Vec<(u32, u32)>,
    /// Where the items and repeats of each phrase end.
    ends: Vec<(usize, usize)>,
    /// By feature: the same for those that the same phrases have equally often, 0 for one that none
    /// has. Two others get the same mark with a chance of 1 in 2^64.
    pub(super) marks: Vec<u64>,
    /// By phrase: what its words mean; empty without vectors.
    pub(super) meanings: Vec<Sum>,
}

impl Counted {
    /// The features of a phrase, and those of them that it has several times, with how often.
    pub(super) fn phrase(&self, at: usize) -> (&[u32], &[(u32, u32)]) {
        let before = at.checked_sub(1).and_then(|before| self.ends.get(before));
        let &(items, repeats) = before.unwrap_or(&(0, 0));
        let &(items_end, repeats_end) = self.ends.get(at).unwrap_or(&(0, 0));
        (
            self.items.get(items..items_end).unwrap_or_default(),
            self.repeats.get(repeats..repeats_end).unwrap_or_default(),
        )
    }

    /// How many phrases there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// How many features all phrases have together.
    pub(super) fn all(&self) -> usize {
        self.items.len()
    }
}

/// Gathers the features of phrases (words with one space between them), each with how many phrases
/// it counts as. Letters get their weights in any case; that a phrase has them is told only if
/// asked, since they are most of it.
pub(super) fn count<T: AsRef<str>>(
    phrases: &[(T, f32)],
    vectors: Vectors,
    with_letters: bool,
) -> (Features, Counted) {
    let mut gathering = Gathering::default();
    gathering.features.known = vec![Word { vector: Vectors::NONE, ..Word::default() }; ENDS];
    gathering.features.vectors = vectors;
    let mut ids: Vec<u32> = Vec::with_capacity(phrases.len() * 8);
    let mut lengths: Vec<u32> = Vec::with_capacity(phrases.len());
    for (text, _) in phrases {
        let from = ids.len();
        let words = text.as_ref().split(' ').filter(|word| !word.is_empty());
        ids.extend(words.map(|word| gathering.word(word)));
        lengths.push((ids.len() - from) as u32);
    }
    let first_link = gathering.features.known.len() + gathering.letters.len();
    gathering.seen = vec![Seen::default(); first_link];
    gathering.counts = vec![0; gathering.letters.len()];
    gathering.with_letters = with_letters;
    let mut rest = ids.as_slice();
    // New phrases have as many links as words, about, that no phrase before them has.
    gathering.links = Growing::with_room(ids.len());
    let mut counted = Counted { ends: Vec::with_capacity(phrases.len()), ..Counted::default() };
    let has_vectors = !gathering.features.vectors.is_empty();
    counted.meanings.reserve(if has_vectors { phrases.len() } else { 0 });
    // About what an English word has: itself, letters, and links.
    counted.items.reserve(ids.len() * if with_letters { 24 } else { 8 });
    let mut total = 0.0_f32;
    for ((_, times), length) in phrases.iter().zip(lengths) {
        let own;
        (own, rest) = rest.split_at_checked(length as usize).unwrap_or((rest, &[]));
        gathering.count(own, *times, &mut counted);
        if has_vectors {
            counted.meanings.push(gathering.meaning(own));
        }
        total += *times;
    }
    counted.marks = gathering.seen.iter().map(|seen| seen.mark).collect();
    (gathering.weigh(total), counted)
}

#[derive(Default)]
struct Gathering {
    features: Features,
    letters: Growing,
    links: Growing,
    /// Kinds of letters, and of links.
    kinds: [Vec<Kind>; 2],
    /// By feature.
    seen: Vec<Seen>,
    /// By number of letters: how many words of the phrase at hand have them, up to 255.
    counts: Vec<u8>,
    with_letters: bool,
}

/// What is known of a feature while phrases are counted.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    /// See [`Counted::marks`].
    mark: u64,
    /// How many phrases have it.
    spread: f32,
}

impl Seen {
    /// A phrase has it.
    fn add(&mut self, mark: u64, often: u32, times: f32) {
        self.mark = self.mark.wrapping_add(mark.wrapping_mul(u64::from(often)));
        self.spread += times;
    }
}

impl Gathering {
    fn word(&mut self, word: &str) -> u32 {
        let features = &mut self.features;
        if let Some(&known) = features.words.get(word) {
            return known;
        }
        let id = features.known.len() as u32;
        features.words.insert(word.into(), id);
        let next = features.stems.len() as u32;
        let stem = *features.stems.entry(stem(word).into()).or_insert(next);
        let from = features.spelled.len();
        let [kinds, _] = &mut self.kinds;
        let mut own: SmallVec<[u32; 32]> = SmallVec::new();
        for key in letters(word) {
            let number = self.letters.add(key);
            if number as usize == kinds.len() {
                kinds.push(kind_of_letters(key));
            }
            own.push(number);
        }
        own.sort_unstable();
        features.spelled.extend(own);
        let to = features.spelled.len() as u32;
        let vector = features.vectors.find(word);
        features.known.push(Word { stem, from: from as u32, to, square: 0.0, vector });
        id
    }

    fn meaning(&self, words: &[u32]) -> Sum {
        let mut sum = Sum::default();
        for word in words.iter().filter_map(|&id| self.features.known.get(id as usize)) {
            self.features.vectors.add(word.vector, &mut sum);
        }
        sum
    }

    /// Adds the features of the next phrase.
    fn count(&mut self, words: &[u32], times: f32, counted: &mut Counted) {
        let Gathering { features, letters, links: known_links, seen, counts, .. } = self;
        let Counted { items, repeats, ends, .. } = counted;
        let mark = mix(ends.len() as u64 + 1);
        let first_letters = features.first_letters();
        let first_link = first_letters + letters.len() as u32;
        let stem = |&id: &u32| features.known.get(id as usize).map(|word| word.stem);
        let stems: SmallVec<[u32; 32]> = words.iter().filter_map(stem).collect();
        let has_repeats = has_repeats(&stems);
        let mut add = |seen: &mut [Seen], feature: u32, often: u32, is_told: bool| {
            if let Some(seen) = seen.get_mut(feature as usize) {
                seen.add(mark, often, times);
            }
            if is_told {
                items.push(feature);
                if often > 1 {
                    repeats.push((feature, often));
                }
            }
        };
        let [_, kinds] = &mut self.kinds;
        links(words, &stems, has_repeats, |key, often| {
            let number = known_links.add(key);
            if number as usize == kinds.len() {
                kinds.push(kind_of_link(key));
                seen.push(Seen::default());
            }
            add(seen, first_link + number, often, true);
        });
        let mut words = SmallVec::<[u32; 32]>::from(words);
        if has_repeats {
            words.sort_unstable();
        }
        runs(&words).for_each(|(id, often)| add(seen, id, often, true));
        let mut found: SmallVec<[u32; 128]> = SmallVec::new();
        let known = words.iter().filter_map(|&id| features.known.get(id as usize));
        for &number in known.flat_map(|&word| features.letters_of(word)) {
            let Some(count) = counts.get_mut(number as usize) else { continue };
            if *count == 0 {
                found.push(number);
            }
            *count = count.saturating_add(1);
        }
        for number in found {
            let often = counts.get_mut(number as usize).map_or(0, std::mem::take);
            add(seen, first_letters + number, u32::from(often), self.with_letters);
        }
        ends.push((items.len(), repeats.len()));
    }

    /// Gives every feature its weight: that of its kind, times the square root of the inverse
    /// document frequency. The root was better than the whole, and than none.
    fn weigh(self, total: f32) -> Features {
        let Gathering { mut features, letters, links, kinds: [of_letters, of_links], .. } = self;
        features.letters = letters.pack();
        features.links = links.pack();
        let of_words = features.known.iter().map(|_| Kind::Whole);
        features.kinds = of_words.chain(of_letters).chain(of_links).collect();
        let rarity = |spread: f32| {
            let ratio = (1.0 + f64::from(total)) / (1.0 + f64::from(spread));
            (ln(ratio) + 1.0).sqrt() as f32
        };
        let kinds = features.kinds.iter();
        let weights = kinds.zip(&self.seen).map(|(kind, seen)| kind.weight() * rarity(seen.spread));
        features.weights = weights.collect();
        features.rarest = rarity(0.0);
        let first = features.first_letters();
        for id in 0..features.known.len() {
            let Some(&word) = features.known.get(id) else { continue };
            let square = |feature: u32| features.weight(feature) * features.weight(feature);
            let letters = features.letters_of(word).iter().map(|&number| square(first + number));
            let sum = square(id as u32) + letters.sum::<f32>();
            if let Some(word) = features.known.get_mut(id) {
                word.square = sum;
            }
        }
        features
    }
}
