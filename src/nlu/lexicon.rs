//! The words that the definitions are made of, each with a small number.
//!
//! Phrases and values of entities compare numbers instead of texts; a customer's word that no
//! definition has is [`Lexicon::UNKNOWN`]. Filled while a bot is built, then only read.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;

/// The number of a word.
pub(crate) type WordId = u32;

/// The words, in one text, with a hash table of their numbers (open addressing, at most half full).
#[derive(Clone, Debug)]
pub(crate) struct Lexicon {
    text: String,
    /// Where each word ends; it starts where the one before ends.
    ends: Vec<u32>,
    /// Numbers of words plus one, 0 for free; a power of two.
    table: Vec<u32>,
}

impl Lexicon {
    /// A word that the lexicon does not have.
    pub(crate) const UNKNOWN: WordId = u32::MAX;
    const SEED: u64 = 0x66_72_6f_6e_74;

    pub(crate) fn new() -> Lexicon {
        Lexicon { text: String::new(), ends: Vec::new(), table: vec![0; 64] }
    }

    /// How a word counts in phrases: "what's" is "what is".
    pub(crate) fn spoken(word: &str) -> &str {
        if word == "'s" { "is" } else { word }
    }

    /// The number of the folded `word`, or [`Lexicon::UNKNOWN`].
    pub(crate) fn find(&self, word: &str) -> WordId {
        self.seek(Self::spoken(word)).1
    }

    /// The number of the folded `word`, a new one if it was not there.
    pub(crate) fn add(&mut self, word: &str) -> WordId {
        let word = Self::spoken(word);
        let (at, id) = self.seek(word);
        if id != Self::UNKNOWN {
            return id;
        }
        let id = self.ends.len() as u32;
        self.text.push_str(word);
        self.ends.push(self.text.len() as u32);
        if let Some(slot) = self.table.get_mut(at) {
            *slot = id + 1;
        }
        if self.ends.len() * 2 > self.table.len() {
            self.grow();
        }
        id
    }

    /// How many words there are: numbers are below it.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// All words, in the order of their numbers.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len() as u32).map(|id| self.word(id))
    }

    fn word(&self, id: u32) -> &str {
        let end = self.ends.get(id as usize).copied().unwrap_or(0) as usize;
        let start = (id as usize).checked_sub(1).and_then(|before| self.ends.get(before));
        self.text.get(start.copied().unwrap_or(0) as usize..end).unwrap_or_default()
    }

    /// The place in the table where `word` is or belongs, and its number if it is there.
    fn seek(&self, word: &str) -> (usize, WordId) {
        let mask = self.table.len() - 1;
        let mut at = FixedState::with_seed(Self::SEED).hash_one(word) as usize & mask;
        loop {
            match self.table.get(at) {
                Some(0) | None => return (at, Self::UNKNOWN),
                Some(id) if self.word(id - 1) == word => return (at, id - 1),
                Some(_) => at = (at + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        self.table = vec![0; self.table.len() * 2];
        for id in 0..self.ends.len() as u32 {
            let (at, _) = self.seek(self.word(id));
            if let Some(slot) = self.table.get_mut(at) {
                *slot = id + 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_numbers() {
        let mut lexicon = Lexicon::new();
        let words: Vec<String> = (0..5_000).map(|i| format!("w{}", i * 7 % 5_000)).collect();
        for (i, word) in words.iter().enumerate() {
            assert_eq!(lexicon.add(word), i as u32);
        }
        for (i, word) in words.iter().enumerate() {
            assert_eq!((lexicon.add(word), lexicon.find(word)), (i as u32, i as u32));
        }
        assert_eq!(lexicon.find("w"), Lexicon::UNKNOWN);
        assert_eq!(lexicon.len(), 5_000);
    }

    #[test]
    fn a_contracted_is_counts_as_is() {
        let mut lexicon = Lexicon::new();
        assert_eq!(lexicon.add("'s"), lexicon.add("is"));
        assert_eq!(lexicon.find("'s"), lexicon.find("is"));
    }
}
