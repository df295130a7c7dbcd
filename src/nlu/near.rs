//! Values of lists that are written with a typo, where the entity allows some (`typos`).
//!
//! A word may have one typo for every four of its letters, and two at most, so short words are
//! never taken for one another; the value as a whole may have as many as the entity says. Where two
//! values are equally near, it is neither. Called by [`entity`](super::entity) only.

use std::sync::Arc;

use smallvec::SmallVec;

use super::automaton::{Automaton, State};
use super::lexicon::{Lexicon, WordId};
use super::spelling::Spelling;
use super::walk::Step;
use crate::text::{Language, Utterance};

/// The words of values that may have typos.
#[derive(Debug)]
pub(super) struct Near {
    words: Spelling,
    /// Their numbers in the lexicon, in the order of the words.
    ids: Vec<WordId>,
    /// How many typos each kind of value allows; 0 beyond the end.
    allowed: Vec<u32>,
}

/// A value that is nearly there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NearValue {
    pub(super) kind: u32,
    pub(super) value: u32,
    pub(super) start: usize,
    pub(super) end: usize,
    typos: u32,
}

/// Words that a token may be meant as, each with its typos; the first is the token itself.
type Readings = SmallVec<[(WordId, u32); 2]>;

/// One way of reading the tokens from a start on.
type Way = (State, usize, u32);

impl Near {
    /// With fewer letters for each typo a word is too unlike what was meant.
    const LETTERS_PER_TYPO: usize = 4;
    /// Words that one token may be meant as; more are a coincidence of very many values.
    const MOST_READINGS: usize = 8;
    /// Ways followed in one message, which bounds the work.
    const MOST_WAYS: usize = 512;

    /// Takes the values' words, by kind: those of kinds without typos are left out by the caller.
    pub(super) fn build<'w>(
        words: impl Iterator<Item = &'w str>,
        allowed: Vec<u32>,
        lexicon: &Lexicon,
        language: &Language,
    ) -> Option<Near> {
        if allowed.iter().all(|&typos| typos == 0) {
            return None;
        }
        let words = Spelling::new(words.map(|word| (word, 0)), language);
        let ids = words.words().map(|word| lexicon.find(word)).collect();
        Some(Near { words, ids, allowed })
    }

    /// The values in a message that have typos, the nearest at each place. Where `reads_all` is
    /// false, words of the bot and frequent words of the language are taken as they are.
    pub(super) fn find(
        &self,
        lists: &Automaton,
        values: &[(u32, Arc<str>)],
        utterance: &Utterance<'_>,
        steps: &[Step],
        reads_all: bool,
    ) -> Vec<NearValue> {
        let readings: SmallVec<[Readings; 16]> = utterance
            .words()
            .zip(steps)
            .map(|(word, step)| self.readings(word, step.word, reads_all))
            .collect();
        let mut found = Vec::new();
        let mut left = Self::MOST_WAYS;
        for start in 0..readings.len() {
            let mut todo: SmallVec<[Way; 8]> = SmallVec::new();
            todo.push((Automaton::START, start, 0));
            while let Some((state, at, typos)) = todo.pop() {
                left = left.saturating_sub(1);
                let Some(readings) = readings.get(at).filter(|_| left > 0) else { continue };
                for &(word, more) in readings {
                    let Some(next) = lists.step(state, word) else { continue };
                    let typos = typos + more;
                    todo.push((next, at + 1, typos));
                    let ends = lists.specials(next).iter().filter_map(|(label, _)| label.as_end());
                    found.extend(ends.filter_map(|value| {
                        let kind = values.get(value as usize)?.0;
                        let is_near = typos > 0 && typos <= self.allowed(kind);
                        is_near.then_some(NearValue { kind, value, start, end: at + 1, typos })
                    }));
                }
            }
        }
        nearest(found, values)
    }

    fn allowed(&self, kind: u32) -> u32 {
        self.allowed.get(kind as usize).copied().unwrap_or(0)
    }

    fn readings(&self, word: &str, id: WordId, reads_all: bool) -> Readings {
        let mut readings = Readings::new();
        if id != Lexicon::UNKNOWN {
            readings.push((id, 0));
        }
        let is_known = id != Lexicon::UNKNOWN || self.words.is_frequent(word);
        if is_known && !reads_all {
            return readings;
        }
        self.words.near(word, |number, meant, typos| {
            let most = meant.chars().count() / Self::LETTERS_PER_TYPO;
            let id = self.ids.get(number as usize);
            if let Some(&id) = id.filter(|_| (1..=most).contains(&typos)) {
                readings.push((id, typos as u32));
            }
        });
        readings.truncate(Self::MOST_READINGS);
        readings
    }
}

/// Of those of one kind that overlap, the one with the fewest typos, then the longest; none where
/// two different values are equally good.
fn nearest(mut found: Vec<NearValue>, values: &[(u32, Arc<str>)]) -> Vec<NearValue> {
    let key = |near: &NearValue| {
        (near.kind, near.typos, std::cmp::Reverse(near.end - near.start), near.start)
    };
    found.sort_by_key(|near| (key(near), near.value));
    let name = |near: &NearValue| values.get(near.value as usize).map(|(_, name)| name);
    let mut chosen: Vec<NearValue> = Vec::new();
    let mut refused: Vec<NearValue> = Vec::new();
    for group in found.chunk_by(|a, b| key(a) == key(b)) {
        let Some(&first) = group.first() else { continue };
        let overlaps = |other: &NearValue| {
            other.kind == first.kind && other.start < first.end && first.start < other.end
        };
        if chosen.iter().chain(&refused).any(overlaps) {
            continue;
        }
        let is_one = group.iter().all(|other| name(other) == name(&first));
        if is_one { chosen.push(first) } else { refused.push(first) }
    }
    chosen
}
