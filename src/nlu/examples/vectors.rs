//! What words mean, in numbers: words that people use alike have vectors that point the same way, so
//! that a message may say "parcel" where all phrases say "package".
//!
//! Data of a language, learnt by others and read from a table: nothing is computed here but sums.
//! `vectors/distil.py` makes the table, `vectors/english.LICENCE` says from what.

use smallvec::SmallVec;

use crate::text::Language;

/// Numbers of a vector. On 36 bots cut from three corpora 32 were 0.3 points worse, 64 no better.
pub(super) const DIMENSIONS: usize = 48;
/// How much the vector of a message counts beside its other features, which together have length 1:
/// 0.5 to 0.7 are equal, with 1 bots with many phrases lose what those with few gain.
pub(super) const WEIGHT: f32 = 0.6;

/// Sorted, one a line.
const ENGLISH: &str = include_str!("vectors/english.txt");
/// By line of the words: `DIMENSIONS` signed bytes. Words that say little are short.
const ENGLISH_VECTORS: &[u8] = include_bytes!("vectors/english.bin");

/// The vectors of a language's words.
#[derive(Debug, Default)]
pub(super) struct Vectors {
    words: &'static str,
    /// Where each word begins.
    starts: Vec<u32>,
    table: &'static [[u8; DIMENSIONS]],
}

/// The sum of the vectors of some words. Whole numbers, so their order is of no account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sum([i32; DIMENSIONS]);

impl Default for Sum {
    fn default() -> Sum {
        Sum([0; DIMENSIONS])
    }
}

/// Where a text points: the sum of its words' vectors at length [`WEIGHT`]; 0 without such words.
pub(super) type Direction = [f32; DIMENSIONS];

impl Vectors {
    /// No vector.
    pub(super) const NONE: u32 = u32::MAX;

    /// Those of a language; none for a language without data.
    pub(super) fn of(language: &Language) -> Vectors {
        if language.code != "en" {
            return Vectors::default();
        }
        let table = ENGLISH_VECTORS.as_chunks().0;
        let breaks = ENGLISH.bytes().zip(1..).filter(|(byte, _)| *byte == b'\n');
        let starts = std::iter::once(0).chain(breaks.map(|(_, after)| after));
        // Behind the last break there is no word.
        Vectors { words: ENGLISH, starts: starts.take(table.len()).collect(), table }
    }

    /// Whether it is a language without data.
    pub(super) fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The number of a folded word's vector, or of the word that it is a form of; [`Vectors::NONE`]
    /// if there is none.
    pub(super) fn find(&self, word: &str) -> u32 {
        if self.is_empty() {
            return Vectors::NONE;
        }
        let forms = std::iter::once(SmallVec::from_slice(word.as_bytes())).chain(bases(word));
        forms.filter_map(|form| self.line(form)).next().unwrap_or(Vectors::NONE)
    }

    fn line(&self, mut word: SmallVec<[u8; 24]>) -> Option<u32> {
        // Before any letter: so lines with their ends are in the order of words.
        word.push(b'\n');
        let text = self.words.as_bytes();
        let at = self.starts.binary_search_by(|&start| {
            let rest = text.get(start as usize..).unwrap_or_default();
            rest.get(..word.len()).unwrap_or(rest).cmp(&word)
        });
        at.ok().map(|at| at as u32)
    }

    /// Adds the vector of a number to a sum.
    pub(super) fn add(&self, number: u32, sum: &mut Sum) {
        if let Some(vector) = self.table.get(number as usize) {
            for (sum, &cell) in sum.0.iter_mut().zip(vector) {
                *sum += i32::from(cell.cast_signed());
            }
        }
    }

    /// Memory in bytes, without the table, which is a part of the program.
    pub(super) fn size(&self) -> usize {
        self.starts.len() * 4
    }
}

impl Sum {
    /// Where it points.
    pub(super) fn direction(&self) -> Direction {
        let by = self.scale();
        self.0.map(|cell| cell as f32 * by)
    }

    /// What one unit of a cell is worth in the direction.
    pub(super) fn scale(&self) -> f32 {
        let square: i64 = self.0.iter().map(|&cell| i64::from(cell) * i64::from(cell)).sum();
        if square == 0 { 0.0 } else { WEIGHT / (square as f32).sqrt() }
    }

    /// What a vector in this sum adds to the direction of another sum.
    pub(super) fn share_of(&self, whole: &Sum) -> Direction {
        let by = whole.scale();
        self.0.map(|cell| cell as f32 * by)
    }
}

/// Words that an English word may be a form of: "parcel" for "parcels", "ship" for "shipping". The
/// same rules as in `vectors/distil.py`, which leaves such forms out.
fn bases(word: &str) -> impl Iterator<Item = SmallVec<[u8; 24]>> {
    /// Letters that are left at least.
    const SHORTEST: usize = 3;
    let base = |ending: &str| word.strip_suffix(ending).filter(|base| base.len() >= SHORTEST);
    let with = |base: &str, end: &str| SmallVec::from_iter(base.bytes().chain(end.bytes()));
    let mut found: SmallVec<[SmallVec<[u8; 24]>; 8]> = SmallVec::new();
    for ending in ["s", "es", "ed", "d", "ing"] {
        let Some(base) = base(ending) else { continue };
        found.push(with(base, ""));
        if ending != "ed" && ending != "ing" {
            continue;
        }
        found.push(with(base, "e"));
        if let [rest @ .., before, last] = base.as_bytes()
            && rest.len() >= 2
            && before == last
        {
            found.push(base.bytes().take(base.len() - 1).collect());
        }
    }
    found.extend(word.strip_suffix("ies").map(|base| with(base, "y")));
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn direction(vectors: &Vectors, text: &str) -> Direction {
        let mut sum = Sum::default();
        text.split(' ').for_each(|word| vectors.add(vectors.find(word), &mut sum));
        sum.direction()
    }

    fn cosine(vectors: &Vectors, a: &str, b: &str) -> f32 {
        let (a, b) = (direction(vectors, a), direction(vectors, b));
        a.iter().zip(&b).map(|(x, y)| x * y).sum::<f32>() / (WEIGHT * WEIGHT)
    }

    #[test]
    fn the_table_is_whole() {
        let words: Vec<&str> = ENGLISH.lines().collect();
        assert!(words.is_sorted() && words.len() > 5_000, "a binary search needs it");
        assert_eq!(ENGLISH_VECTORS.len(), words.len() * DIMENSIONS);
        let vectors = Vectors::of(Language::of("en-GB"));
        for (word, at) in words.into_iter().zip(0..) {
            assert_eq!(vectors.find(word), at, "{word}");
        }
        assert!(ENGLISH.len() + ENGLISH_VECTORS.len() < 600_000, "every host pays for it");
    }

    #[test]
    fn words_that_mean_the_same_are_near() {
        let vectors = Vectors::of(Language::of("en"));
        for (a, b, other) in [
            ("parcel", "package", "weather"),
            ("refund", "reimbursement", "dinner"),
            ("doctor", "physician", "invoice"),
            ("buy", "purchase", "sleep"),
            ("my bill is wrong", "the invoice has a mistake", "play some music"),
        ] {
            let (near, far) = (cosine(&vectors, a, b), cosine(&vectors, a, other));
            assert!(near > far + 0.2, "{a} {b}: {near}, {a} {other}: {far}");
        }
    }

    #[test]
    fn forms_of_a_word_have_its_vector() {
        let vectors = Vectors::of(Language::of("en"));
        for (form, base) in [("parcels", "parcel"), ("refunds", "refund"), ("cancelled", "cancel")]
        {
            assert_ne!(vectors.find(form), Vectors::NONE, "{form}");
            assert!(cosine(&vectors, form, base) > 0.7, "{form}");
        }
        for strange in ["", "xqzt", "s", "ing", "日本", "#3", "\n"] {
            assert_eq!(vectors.find(strange), Vectors::NONE, "{strange:?}");
        }
    }

    #[test]
    fn a_language_without_data_has_none() {
        let vectors = Vectors::of(Language::of("sw"));
        assert_eq!(vectors.find("parcel"), Vectors::NONE);
        assert_eq!(direction(&vectors, "parcel"), [0.0; DIMENSIONS]);
    }
}
