//! Gathers the features of all phrases while a bot is built, and counts them in each.

use smallvec::SmallVec;

use super::features::{Features, Word};
use super::keys::{ENDS, Kind, has_repeats, kind_of_letters, kind_of_link, letters, links, runs};
use super::stem::stem;
use super::table::{Growing, mix};
use super::vectors::{Direction, Sum, Vectors};
use crate::nlu::math::ln;

/// Phrases as features.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// The features that a phrase has once, those that it has several times with how often, and
    /// where those of each phrase end.
    once: Vec<u32>,
    several: Vec<(u32, u32)>,
    ends: Vec<(usize, usize)>,
    /// By feature: the same for those that the same phrases have equally often, 0 for one that none
    /// has. Two others get the same mark with a chance of 1 in 2^64.
    pub(super) marks: Vec<u64>,
    /// By phrase: where its words point; empty without vectors.
    pub(super) meanings: Vec<Direction>,
}

impl Counted {
    /// The features that a phrase has once.
    pub(super) fn once(&self, at: usize) -> &[u32] {
        self.once.get(self.start(at).0..self.end(at).0).unwrap_or_default()
    }

    /// The features that a phrase has several times, and how often.
    pub(super) fn several(&self, at: usize) -> &[(u32, u32)] {
        self.several.get(self.start(at).1..self.end(at).1).unwrap_or_default()
    }

    fn start(&self, at: usize) -> (usize, usize) {
        at.checked_sub(1).map_or((0, 0), |before| self.end(before))
    }

    fn end(&self, at: usize) -> (usize, usize) {
        self.ends.get(at).copied().unwrap_or_default()
    }

    /// How many phrases there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// How many features all phrases have together.
    pub(super) fn all(&self) -> usize {
        self.once.len() + self.several.len()
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
    let mut before = (0, "");
    for (text, _) in phrases {
        let (from, text) = (ids.len(), text.as_ref());
        // Those of an intent are sorted: many begin as the one before them.
        let (words, bytes) = same_words(before.1, text);
        ids.extend_from_within(before.0..(before.0 + words).min(from));
        let rest = text.get(bytes..).unwrap_or_default();
        let words = rest.split(' ').filter(|word| !word.is_empty());
        ids.extend(words.map(|word| gathering.word(word)));
        lengths.push((ids.len() - from) as u32);
        before = (from, text);
    }
    let first_link = gathering.features.known.len() + gathering.letters.len();
    gathering.seen = vec![Seen::default(); first_link];
    gathering.counts = vec![0; gathering.letters.len()];
    gathering.found = vec![0; gathering.letters.len()];
    gathering.with_letters = with_letters;
    let mut rest = ids.as_slice();
    // New phrases have as many links as words, about, that no phrase before them has.
    gathering.links = Growing::with_room(ids.len());
    let mut counted = Counted { ends: Vec::with_capacity(phrases.len()), ..Counted::default() };
    let has_vectors = !gathering.features.vectors.is_empty();
    counted.meanings.reserve(if has_vectors { phrases.len() } else { 0 });
    // About what an English word has: itself, letters, and links.
    counted.once.reserve(ids.len() * if with_letters { 24 } else { 8 });
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
    gathering.features.mark_letters(&mut counted.marks);
    (gathering.weigh(total), counted)
}

/// With how many words two phrases begin alike, and how many bytes these have with the spaces after them.
fn same_words(one: &str, other: &str) -> (usize, usize) {
    let same = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let same = other.as_bytes().get(..same).unwrap_or_default();
    let words = same.rsplitn(2, |byte| *byte == b' ').nth(1).unwrap_or_default();
    let count = words.split(|byte| *byte == b' ').filter(|word| !word.is_empty()).count();
    (count, if count > 0 { words.len() + 1 } else { 0 })
}

/// Writes the items that are wanted to the beginning of `out`, and gives how many; what there is no
/// room for is dropped, and what stands behind them means nothing. Without a jump for each item, which
/// no processor could foresee.
pub(super) fn keep<T>(
    out: &mut [T],
    items: impl Iterator<Item = T>,
    mut is_wanted: impl FnMut(&T) -> bool,
) -> usize {
    let mut len = 0;
    for item in items {
        let more = usize::from(is_wanted(&item));
        if let Some(place) = out.get_mut(len) {
            *place = item;
        }
        len += more;
    }
    len.min(out.len())
}

impl Features {
    /// Phrases have letters as often as their words have them, so that the marks of letters are sums
    /// of those of words.
    fn mark_letters(&self, marks: &mut [u64]) {
        let Some((words, letters)) = marks.split_at_mut_checked(self.known.len()) else { return };
        for (&word, mark) in self.known.iter().zip(words) {
            for &number in self.letters_of(word) {
                if let Some(letters) = letters.get_mut(number as usize) {
                    *letters = letters.wrapping_add(*mark);
                }
            }
        }
    }
}

/// What is gathered of a feature.
#[derive(Clone, Copy, Default)]
struct Seen {
    /// What becomes one of [`Counted::marks`].
    mark: u64,
    /// How many phrases have it.
    spread: f32,
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
    /// Room for the letters of the phrase at hand.
    found: Vec<u32>,
    with_letters: bool,
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

    fn meaning(&self, words: &[u32]) -> Direction {
        let mut sum = Sum::default();
        for word in words.iter().filter_map(|&id| self.features.known.get(id as usize)) {
            self.features.vectors.add(word.vector, &mut sum);
        }
        sum.direction()
    }

    /// Adds the features of the next phrase.
    fn count(&mut self, words: &[u32], times: f32, counted: &mut Counted) {
        let Gathering { features, letters, links: known_links, seen, counts, found, .. } = self;
        let Counted { once, several, ends, .. } = counted;
        let mark = mix(ends.len() as u64 + 1);
        let first_letters = features.first_letters();
        let first_link = first_letters + letters.len() as u32;
        let mut tell = |feature: u32, often: u32| match often {
            1 => once.push(feature),
            _ => several.push((feature, often)),
        };
        let mut add = |seen: &mut [Seen], feature: u32, often: u32| {
            if let Some(seen) = seen.get_mut(feature as usize) {
                seen.spread += times;
                seen.mark = seen.mark.wrapping_add(mark.wrapping_mul(u64::from(often)));
            }
            tell(feature, often);
        };
        let stem = |&id: &u32| features.known.get(id as usize).map(|word| word.stem);
        let stems: SmallVec<[u32; 32]> = words.iter().filter_map(stem).collect();
        let has_repeats = has_repeats(&stems);
        let [_, kinds] = &mut self.kinds;
        links(words, &stems, has_repeats, |key, often| {
            let number = known_links.add(key);
            if number as usize == kinds.len() {
                kinds.push(kind_of_link(key));
                seen.push(Seen::default());
            }
            add(seen, first_link + number, often);
        });
        let mut words = SmallVec::<[u32; 32]>::from(words);
        if has_repeats {
            words.sort_unstable();
        }
        runs(&words).for_each(|(id, often)| add(seen, id, often));
        let known = words.iter().filter_map(|&id| features.known.get(id as usize));
        let mut is_first = |number: &u32| {
            let Some(count) = counts.get_mut(*number as usize) else { return false };
            *count = count.saturating_add(1);
            *count == 1
        };
        let letters = known.flat_map(|&word| features.letters_of(word)).copied();
        let different = keep(found, letters, |number| is_first(number));
        let start = once.len();
        if self.with_letters {
            once.resize(start + different, 0);
        }
        let mut len = start;
        for &number in found.iter().take(different) {
            let often = counts.get_mut(number as usize).map_or(0, std::mem::take);
            let feature = first_letters + number;
            if let Some(seen) = seen.get_mut(feature as usize) {
                seen.spread += times;
            }
            if self.with_letters {
                if let Some(once) = once.get_mut(len) {
                    *once = feature;
                }
                len += usize::from(often == 1);
                if often > 1 {
                    several.push((feature, u32::from(often)));
                }
            }
        }
        once.truncate(len);
        ends.push((once.len(), several.len()));
    }

    /// Gives every feature its weight: that of its kind, times the square root of the inverse
    /// document frequency. The root was better than the whole, and than none.
    fn weigh(self, total: f32) -> Features {
        let Gathering { mut features, letters, links, kinds: [of_letters, of_links], seen, .. } =
            self;
        features.letters = letters.pack();
        features.links = links.pack();
        let of_words = features.known.iter().map(|_| Kind::Whole);
        features.kinds = of_words.chain(of_letters).chain(of_links).collect();
        let rarity = |spread: f32| {
            let ratio = (1.0 + f64::from(total)) / (1.0 + f64::from(spread));
            (ln(ratio) + 1.0).sqrt() as f32
        };
        let kinds = features.kinds.iter();
        let weights = kinds.zip(seen).map(|(kind, seen)| kind.weight() * rarity(seen.spread));
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const WORDS: [&str; 9] =
        ["aaa", "banana", "order", "orders", "my", "is", "x", "ananas", "parcel"];

    #[test]
    fn what_is_there_many_times_is_told_once() {
        let phrases = [(["la"; 300].join(" "), 1.0), ("la  la ".to_owned(), 1.0)];
        let (features, counted) = count(&phrases, Vectors::default(), true);
        let (word, first_link) = (features.words["la"], features.first_link());
        for (at, [words, letters, links]) in [[300, 255, 299], [2, 2, 1]].into_iter().enumerate() {
            let once = counted.once(at).iter().map(|&feature| (feature, 1));
            let mut found: Vec<_> = once.chain(counted.several(at).iter().copied()).collect();
            found.sort_unstable();
            assert!(found.windows(2).all(|pair| pair[0].0 < pair[1].0), "{found:?}");
            let often = |feature: u32| found.iter().find(|(f, _)| *f == feature).map(|f| f.1);
            assert_eq!(often(word), Some(words));
            for letter in features.first_letters()..first_link {
                assert_eq!(often(letter), Some(letters), "{letter}");
            }
            // "la" after "la", and before the end.
            assert!(found.iter().any(|&(feature, n)| feature >= first_link && n == links));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 30, ..ProptestConfig::default() })]

        /// Phrases have their words; features have the same mark if the same phrases have them equally
        /// often, and only then.
        #[test]
        fn words_are_counted_and_marks_tell_which_phrases_have_a_feature_how_often(
            phrases in prop::collection::vec(
                prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..8), 1..12,
            ),
        ) {
            let phrases: Vec<(String, f32)> =
                phrases.iter().map(|words| (words.join(" "), 1.0)).collect();
            let (features, counted) = count(&phrases, Vectors::default(), true);
            for (at, (text, _)) in phrases.iter().enumerate() {
                let mut words: Vec<u32> =
                    text.split_whitespace().map(|word| features.words[word]).collect();
                let is_word = |feature: &u32| *feature < features.first_letters();
                let several = counted.several(at).iter();
                let several = several.flat_map(|(feature, often)| vec![*feature; *often as usize]);
                let mut own: Vec<u32> = counted.once(at).iter().copied().chain(several).collect();
                own.retain(is_word);
                words.sort_unstable();
                own.sort_unstable();
                prop_assert_eq!(own, words, "{}, after one that may begin as it does", text);
            }
            let mut found: Vec<Vec<(usize, u32)>> = vec![Vec::new(); features.len()];
            for at in 0..counted.len() {
                let once = counted.once(at).iter().map(|&feature| (feature, 1));
                for (feature, often) in once.chain(counted.several(at).iter().copied()) {
                    let found = &mut found[feature as usize];
                    prop_assert!(found.last().is_none_or(|(last, _)| *last != at), "told once");
                    found.push((at, often));
                }
            }
            prop_assert_eq!(counted.marks.len(), features.len());
            for (own, mark) in found.iter().zip(&counted.marks) {
                prop_assert_eq!(own.is_empty(), *mark == 0);
                for (other, other_mark) in found.iter().zip(&counted.marks) {
                    prop_assert_eq!(own == other, mark == other_mark, "{:?} {:?}", own, other);
                }
            }
        }
    }
}
