//! Gathers the features of all phrases while a bot is built, and counts them in each.

use smallvec::SmallVec;

use super::features::{
    ENDS, Features, WORD, Word, letters, links, runs, weight_of_letters, weight_of_link,
};
use super::stem::stem;
use crate::nlu::math::ln;

/// Phrases as features, each with how often it is there.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// Where each phrase begins in `items`, and the end.
    starts: Vec<usize>,
    items: Vec<(u32, u32)>,
}

impl Counted {
    /// The features of a phrase: each once.
    pub(super) fn phrase(&self, at: usize) -> &[(u32, u32)] {
        let from = self.starts.get(at).copied().unwrap_or(0);
        let to = self.starts.get(at + 1).copied().unwrap_or(from);
        self.items.get(from..to).unwrap_or_default()
    }

    /// How many phrases there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// All phrases in order.
    pub(super) fn phrases(&self) -> impl Iterator<Item = &[(u32, u32)]> {
        (0..self.len()).map(|at| self.phrase(at))
    }
}

/// Gathers the features of phrases that are given as words, each with how many phrases it counts.
pub(super) fn count<W: AsRef<str>>(phrases: &[(&[W], f32)]) -> (Features, Counted) {
    let mut gathering = Gathering::default();
    gathering.features.known = vec![Word { stem: u32::MAX, from: 0, to: 0 }; ENDS];
    let all = phrases.iter().flat_map(|(words, _)| *words);
    let ids: Vec<u32> = all.map(|word| gathering.word(word.as_ref())).collect();
    gathering.counts = vec![0; gathering.features.letters.len()];
    let mut rest = ids.as_slice();
    let mut counted = Counted { starts: vec![0], items: Vec::with_capacity(ids.len() * 8) };
    for (words, _) in phrases {
        let own;
        (own, rest) = rest.split_at_checked(words.len()).unwrap_or((rest, &[]));
        gathering.count(own, &mut counted.items);
        counted.starts.push(counted.items.len());
    }
    gathering.weigh(phrases.iter().map(|(_, times)| *times), &counted);
    (gathering.features, counted)
}

#[derive(Default)]
struct Gathering {
    features: Features,
    /// How much each of the letters and of the links counts by its kind.
    letters: Vec<f32>,
    links: Vec<f32>,
    /// By number of letters: how often the phrase at hand has them.
    counts: Vec<u32>,
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
        let mut own: SmallVec<[u32; 32]> = SmallVec::new();
        for key in letters(word) {
            let number = features.letters.add(key);
            if number as usize == self.letters.len() {
                self.letters.push(weight_of_letters(key));
            }
            own.push(number);
        }
        features.spelled.extend(runs(&mut own));
        let to = features.spelled.len() as u32;
        features.known.push(Word { stem, from: from as u32, to });
        id
    }

    /// Adds the features of a phrase to `items`.
    fn count(&mut self, words: &[u32], items: &mut Vec<(u32, u32)>) {
        let Gathering { features, counts, .. } = self;
        items.extend(runs(&mut SmallVec::<[u32; 32]>::from(words)));
        let first = features.first_letters();
        let from = items.len();
        let known = words.iter().filter_map(|&id| features.known.get(id as usize));
        let mut stems: SmallVec<[u32; 32]> = SmallVec::new();
        for &word in known {
            stems.push(word.stem);
            for &(number, times) in features.letters_of(word) {
                let Some(count) = counts.get_mut(number as usize) else { continue };
                if *count == 0 {
                    items.push((first + number, 0));
                }
                *count += times;
            }
        }
        for (letters, times) in items.iter_mut().skip(from) {
            if let Some(count) = counts.get_mut((*letters - first) as usize) {
                *times = std::mem::take(count);
            }
        }
        let first = features.first_link();
        for (key, times) in links(words, &stems) {
            let number = features.links.add(key);
            if number as usize == self.links.len() {
                self.links.push(weight_of_link(key));
            }
            items.push((first + number, times));
        }
    }

    /// Gives every feature its weight: that of its kind, times the square root of the inverse
    /// document frequency. The root was better than the whole, and than none.
    fn weigh(&mut self, times: impl Iterator<Item = f32>, counted: &Counted) {
        let words = self.features.known.iter().map(|_| WORD);
        let kinds = words.chain(self.letters.iter().copied()).chain(self.links.iter().copied());
        let mut weights: Vec<f32> = kinds.collect();
        let mut spread = vec![0.0_f32; weights.len()];
        let mut total = 0.0_f32;
        for (phrase, times) in counted.phrases().zip(times) {
            total += times;
            for &(feature, _) in phrase {
                if let Some(spread) = spread.get_mut(feature as usize) {
                    *spread += times;
                }
            }
        }
        let rarity = |spread: f32| {
            let ratio = (1.0 + f64::from(total)) / (1.0 + f64::from(spread));
            (ln(ratio) + 1.0).sqrt() as f32
        };
        for (weight, spread) in weights.iter_mut().zip(spread) {
            *weight *= rarity(spread);
        }
        self.features.weights = weights;
        self.features.rarest = rarity(0.0);
    }
}
