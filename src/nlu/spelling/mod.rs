//! Corrects misspelt words to the bot's own words. Knows words, no intents: what a correction costs
//! is for ranking to say, which tokens may be corrected for [`Understander`](super::Understander).
//!
//! An index of the bot's words with one or two letters left out finds what may be meant in time
//! that does not grow with their number; optimal string alignment decides among it.

mod frequent;

use std::cmp::Reverse;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use smallvec::SmallVec;

use crate::text::Language;
use frequent::Frequent;

/// Shorter words are too easily taken for one another.
const SHORTEST: usize = 4;
/// Words of the bot from this length on may be what was meant.
const SHORTEST_MEANT: usize = 3;
/// From here on two errors in a word are believed.
const LONG: usize = 8;
/// Two letters are left out of the bot's words from here on: one typed with 8 may have one more.
const LONG_MEANT: usize = 7;
/// Longer words are left alone, which bounds the work: 24 letters less two give 301 look-ups.
const LONGEST: usize = 24;

/// The bot's words, to be found by misspelt ones.
#[derive(Debug)]
pub(super) struct Spelling {
    /// Sorted, each with how common it is in the bot's phrases.
    words: Vec<(Box<str>, u32)>,
    /// Hash of a shortened word, and the number of the word; sorted.
    index: Vec<(u32, u32)>,
    /// Where each run of equal top bits begins in `index`.
    starts: Vec<u32>,
    shift: u32,
    frequent: Frequent,
}

impl Spelling {
    /// Takes the bot's words, each with how common it is; the same word may come several times.
    pub(super) fn new<'w>(
        words: impl Iterator<Item = (&'w str, u32)>,
        language: &Language,
    ) -> Spelling {
        let mut words: Vec<(Box<str>, u32)> =
            words.map(|(word, common)| (word.into(), common)).collect();
        words.sort_unstable_by(|(a, x), (b, y)| a.cmp(b).then(y.cmp(x)));
        words.dedup_by(|(next, _), (kept, _)| next == kept);
        let mut index = Vec::new();
        for ((word, _), number) in words.iter().zip(0..) {
            let letters: Letters = word.chars().collect();
            if !(SHORTEST_MEANT..=LONGEST).contains(&letters.len()) || !is_word(&letters) {
                continue;
            }
            let most = if letters.len() >= LONG_MEANT { 2 } else { 1 };
            shortened(&letters, most, |hash| index.push((hash, number)));
        }
        let mut index = sorted(index);
        index.dedup();
        index.shrink_to_fit();
        let bits = run_bits(index.len());
        let shift = u32::BITS - bits;
        let mut starts = vec![0_u32; (1 << bits) + 1];
        for (hash, _) in &index {
            if let Some(count) = starts.get_mut((hash >> shift) as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Spelling { words, index, starts, shift, frequent: Frequent::of(language) }
    }

    /// The bot's word that was probably meant by a folded word; `None` for a word of the bot, a
    /// frequent word of the language, a short one, and one with anything but letters.
    pub(super) fn correct(&self, word: &str) -> Option<&str> {
        if word.len() < SHORTEST || word.len() > LONGEST * 4 {
            return None;
        }
        let letters: Letters = word.chars().collect();
        let is_candidate = (SHORTEST..=LONGEST).contains(&letters.len()) && is_word(&letters);
        if !is_candidate || self.knows(word) || self.is_frequent(word) {
            return None;
        }
        let most = if letters.len() >= LONG { 2 } else { 1 };
        let found = self.listed_near(&letters, most);
        // How bad the best guess is, and its word; none where another one is as good.
        let mut best: Option<(_, Option<&str>)> = None;
        for (meant, common) in found.into_iter().filter_map(|at| self.words.get(at as usize)) {
            let distance = strsim::osa_distance(word, meant);
            if distance > most {
                continue;
            }
            let likely = u64::from(*common).max(1) * Slip::between(word, meant).weight();
            let other_start = meant.chars().next() != letters.first().copied();
            let badness = (distance, other_start, Reverse(likely));
            match &mut best {
                Some((least, _)) if badness > *least => {}
                Some((least, word)) if badness == *least => *word = None,
                best => *best = Some((badness, Some(&**meant))),
            }
        }
        best?.1
    }

    /// Tells all words within two typos of a folded word, frequent or not: the number of each, the
    /// word, and how many typos. Nothing for a short word and one with anything but letters.
    pub(super) fn near(&self, word: &str, mut tell: impl FnMut(u32, &str, usize)) {
        const MOST: usize = 2;
        if word.len() < SHORTEST_MEANT || word.len() > LONGEST * 4 {
            return;
        }
        let letters: Letters = word.chars().collect();
        if letters.len() > LONGEST || !is_word(&letters) {
            return;
        }
        for number in self.listed_near(&letters, MOST) {
            let Some((meant, _)) = self.words.get(number as usize) else { continue };
            let distance = strsim::osa_distance(word, meant);
            if distance <= MOST {
                tell(number, meant, distance);
            }
        }
    }

    /// All words, in the order of their numbers.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|(word, _)| &**word)
    }

    /// Whether a folded word is a frequent one of the language, and no slip of a word of the bot's.
    pub(super) fn is_frequent(&self, word: &str) -> bool {
        self.frequent.has(word, |other| self.knows(other))
    }

    /// Numbers of words that may be near, sorted.
    fn listed_near(&self, letters: &[char], most: usize) -> SmallVec<[u32; 32]> {
        let mut found: SmallVec<[u32; 32]> = SmallVec::new();
        shortened(letters, most, |hash| found.extend(self.listed(hash)));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Memory in bytes.
    pub(super) fn size(&self) -> usize {
        self.words.len() * 32 + self.index.len() * 8 + self.starts.len() * 4
    }

    pub(super) fn knows(&self, word: &str) -> bool {
        self.words.binary_search_by(|(known, _)| (**known).cmp(word)).is_ok()
    }

    fn listed(&self, hash: u32) -> impl Iterator<Item = u32> {
        let at = (hash >> self.shift) as usize;
        let start = |at| self.starts.get(at).copied().unwrap_or(0) as usize;
        let run = self.index.get(start(at)..start(at + 1)).unwrap_or_default();
        run.iter().filter(move |(other, _)| *other == hash).map(|(_, number)| *number)
    }
}

/// What happened to a word that was typed as another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slip {
    /// The right letters in another order, or one twice or once that is once or twice: helo, hlelo.
    Rhythm,
    /// A letter too few or too many.
    Length,
    /// Another letter.
    Letter,
}

impl Slip {
    fn between(typed: &str, meant: &str) -> Slip {
        let sorted = |word: &str| {
            let mut letters: Letters = word.chars().collect();
            letters.sort_unstable();
            letters
        };
        let once = |word: &str| {
            let mut letters: Letters = word.chars().collect();
            letters.dedup();
            letters
        };
        if once(typed) == once(meant) || sorted(typed) == sorted(meant) {
            Slip::Rhythm
        } else if typed.chars().count() != meant.chars().count() {
            Slip::Length
        } else {
            Slip::Letter
        }
    }

    /// How much likelier than a wrong letter it is, for one word, that the hand slipped so: 8
    /// times a letter too few is the best of 2 to 16 on typing errors put into words of two
    /// collections of messages, and so is half of it for a wrong letter.
    fn weight(self) -> u64 {
        match self {
            Slip::Rhythm => 16,
            Slip::Length => 2,
            Slip::Letter => 1,
        }
    }
}

type Letters = SmallVec<[char; LONGEST + 8]>;

fn is_word(letters: &[char]) -> bool {
    letters.iter().all(|letter| letter.is_alphabetic())
}

/// Gives the hash of a word, and of the word with one and up to `most` letters left out.
fn shortened(letters: &[char], most: usize, mut give: impl FnMut(u32)) {
    let state = FixedState::with_seed(0);
    let mut give = |letters: &[u32]| give((state.hash_one(letters) >> 32) as u32);
    let letters: SmallVec<[u32; LONGEST + 8]> = letters.iter().map(|&c| u32::from(c)).collect();
    give(&letters);
    each_without_one(&letters, 0, |first, kept| {
        give(kept);
        if most > 1 {
            each_without_one(kept, first, |_, kept| give(kept));
        }
    });
}

/// Leaves out each letter from number `from` on; gives its number and the others.
fn each_without_one(letters: &[u32], from: usize, mut give: impl FnMut(usize, &[u32])) {
    let Some((_, rest)) = letters.split_first() else { return };
    let mut kept: SmallVec<[u32; LONGEST + 8]> = SmallVec::from_slice(rest);
    for (at, &letter) in letters.iter().enumerate() {
        if at >= from {
            give(at, &kept);
        }
        // Now the next one is left out instead.
        if let Some(slot) = kept.get_mut(at) {
            *slot = letter;
        }
    }
}

/// How many top bits tell runs apart, so that each has about two of so many pairs.
fn run_bits(pairs: usize) -> u32 {
    (usize::BITS - (pairs / 2).leading_zeros()).clamp(1, 20)
}

/// Pairs in order. Hashes are spread evenly, so each goes to the run of its top bits at once, and
/// there is little to do in the runs: five times as fast as sorting the whole.
fn sorted(pairs: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    let bits = run_bits(pairs.len());
    let run_of = |hash: u32| (hash >> (u32::BITS - bits)) as usize;
    let mut next = vec![0_u32; (1 << bits) + 1];
    for (hash, _) in &pairs {
        if let Some(count) = next.get_mut(run_of(*hash) + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for next in &mut next {
        sum += *next;
        *next = sum;
    }
    let mut sorted = vec![(0, 0); pairs.len()];
    for &pair in &pairs {
        let Some(next) = next.get_mut(run_of(pair.0)) else { continue };
        if let Some(place) = sorted.get_mut(*next as usize) {
            *place = pair;
        }
        *next += 1;
    }
    let runs = sorted.chunk_by_mut(|a, b| run_of(a.0) == run_of(b.0));
    runs.for_each(<[_]>::sort_unstable);
    sorted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spelling(words: &[(&str, u32)]) -> Spelling {
        Spelling::new(words.iter().copied(), Language::of("en"))
    }

    #[test]
    fn corrections_table() {
        let words = [
            ("order", 9),
            ("older", 1),
            ("appointment", 3),
            ("fee", 1),
            ("cancel", 5),
            ("bestellung", 2),
            ("card", 3),
            ("help", 90),
            ("hello", 9),
            ("tablet", 2),
            ("cablet", 2),
            ("mailbox", 2),
            ("nailbox", 9),
            ("shipping", 9),
        ];
        let spelling = spelling(&words);
        for (typed, meant) in [
            ("ordr", Some("order")),
            ("roder", Some("order")),
            ("oorder", Some("order")),
            ("oder", Some("order")),
            ("appoinment", Some("appointment")),
            ("apointmnt", Some("appointment")),
            ("cancle", Some("cancel")),
            ("bestelung", Some("bestellung")),
            ("feee", Some("fee")),
            ("crad", Some("card")),
            // A letter that is twice in the word is sooner left out than another one is hit.
            ("helo", Some("hello")),
            ("hepl", Some("help")),
            ("jelp", Some("help")),
            // Not "ship" with an ending, where the bot knows the other.
            ("shiping", Some("shipping")),
            // The first letter is seldom the wrong one; a toss-up is not decided.
            ("mailbx", Some("mailbox")),
            ("fablet", None),
            // The bot's own word, a frequent word, too far, too short, no word.
            ("order", None),
            ("care", None),
            ("oredrs", None),
            ("xyzzy", None),
            ("ord", None),
            ("ord3r", None),
            ("订单订单", None),
            ("", None),
            ("appointmentappointmentappointment", None),
        ] {
            assert_eq!(spelling.correct(typed), meant, "{typed}");
        }
        let other = Spelling::new(words.into_iter(), Language::of("sw"));
        assert_eq!(other.correct("care"), Some("card"), "no frequent words are known");
        assert_eq!(self::spelling(&[]).correct("ordr"), None);
        assert!(spelling.size() > 0);
    }

    proptest! {
        #[test]
        fn runs_sort_as_the_whole_does(
            pairs in prop::collection::vec(((0_u32..8).prop_map(|h| h << 29), 0_u32..4), 0..40),
            any in prop::collection::vec((any::<u32>(), any::<u32>()), 0..400),
        ) {
            for mut pairs in [pairs, any] {
                let ours = sorted(pairs.clone());
                pairs.sort_unstable();
                prop_assert_eq!(ours, pairs);
            }
        }

        /// Whatever one edit does to a long word, it is found again, unless the result is a word.
        #[test]
        fn one_edit_is_undone(at in 0_usize..11, letter in "[a-z]", kind in 0..4) {
            let meant = "appointment";
            let mut typed: Vec<char> = meant.chars().collect();
            let letter = letter.chars().next().unwrap_or('x');
            match kind {
                0 => { typed.remove(at); }
                1 => typed.insert(at, letter),
                2 => typed[at] = letter,
                _ => typed.swap(at, (at + 1) % 11),
            }
            let typed: String = typed.into_iter().collect();
            let spelling = spelling(&[(meant, 1), ("order", 1)]);
            let far = kind == 3 && at == 10;
            prop_assert!(typed == meant || far || spelling.correct(&typed) == Some(meant), "{typed}");
        }

        #[test]
        fn any_word_is_taken(word in ".{0,40}") {
            let _ = spelling(&[("order", 1), ("größe", 2)]).correct(&word);
        }
    }
}
