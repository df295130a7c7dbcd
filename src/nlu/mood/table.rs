//! Words and phrases with what they do, to be found in a message by one look-up a word.
//!
//! Built once per language, and once more for a bot that adds words. Knows sequences of words and
//! their effects; what effects add up to is for [`score`](super::score).

use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use super::speech::{Effect, Label, Speech};
use crate::text::{Language, Phrase, Readings, read_words};

/// Readings of one phrase at most; a test holds that ours have fewer, an author's are cut there.
pub(super) const READINGS: usize = 2_000;
/// Words and states that a table has at most, so that numbers of both fit their places. Ours have
/// about 9,000; what a bot adds beyond it is left out.
const MOST: usize = 60_000;

/// Number of a word; 0 for one that is in no entry.
pub(super) type WordId = u32;

/// What stands at the end of a sequence of words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Node {
    pub(super) effect: Option<Effect>,
    pub(super) label: Option<Label>,
    /// Where its edges begin and end.
    from: u32,
    to: u32,
}

/// Words, phrases, and what they do.
#[derive(Debug)]
pub(super) struct Table {
    /// All words in a row, each ending where `ends` says; numbers from 1.
    text: String,
    ends: Vec<u32>,
    /// Open addressing: the upper bits of the hash over the number of the word; 0 is empty.
    slots: Vec<u32>,
    /// By word: the node after it at the beginning of a phrase; 0 for none.
    starts: Vec<u32>,
    /// The first one stands for none.
    nodes: Vec<Node>,
    /// Word and node behind it, sorted within each node.
    edges: Vec<(WordId, u32)>,
    /// Sorted words that are left out where labels are looked for.
    fillers: Vec<WordId>,
}

/// A phrase as words.
pub(super) type Sequence = Vec<String>;

impl Table {
    /// All that a language says, and `more` sequences of an author.
    pub(super) fn build(
        speech: &Speech,
        language: &Language,
        more: Vec<(Sequence, Label)>,
    ) -> Table {
        let mut gathered: BTreeMap<Sequence, (Option<Effect>, Option<Label>)> = BTreeMap::new();
        for (word, value) in speech.lexicon() {
            gathered.entry(vec![word.to_owned()]).or_default().0 = Some(Effect::Value(value));
        }
        for &(effect, phrases) in speech.effects {
            for sequence in phrases.iter().flat_map(|phrase| sequences(phrase, language)) {
                gathered.entry(sequence).or_default().0 = Some(effect);
            }
        }
        let fillers: BTreeSet<String> =
            sequences(speech.fillers, language).into_iter().flatten().collect();
        let ours = speech.labels.iter().flat_map(|&(label, phrases)| {
            let all = phrases.iter().flat_map(|phrase| sequences(phrase, language));
            all.map(move |sequence| (sequence, label))
        });
        for (mut sequence, label) in ours.chain(more) {
            // A phrase of nothing else would be found everywhere without them: it stays whole.
            if !sequence.iter().all(|word| fillers.contains(word)) {
                sequence.retain(|word| !fillers.contains(word));
            }
            if gathered.len() < MOST {
                gathered.entry(sequence).or_default().1 = Some(label);
            }
        }
        gathered.retain(|sequence, _| !sequence.is_empty());
        let mut table = Table::new(&gathered);
        table.fillers = fillers.iter().map(|word| table.find(word)).collect();
        table.fillers.sort_unstable();
        table
    }

    fn new(gathered: &BTreeMap<Sequence, (Option<Effect>, Option<Label>)>) -> Table {
        let words: BTreeSet<&str> =
            gathered.keys().flatten().map(String::as_str).take(MOST).collect();
        let numbers: BTreeMap<&str, WordId> = words.iter().copied().zip(1..).collect();
        let mut paths: BTreeMap<(u32, WordId), u32> = BTreeMap::new();
        let mut nodes = vec![Node::default()];
        for (sequence, &(effect, label)) in gathered {
            let mut at = 0;
            for word in sequence {
                let number = numbers.get(word.as_str()).copied().unwrap_or(0);
                at = *paths.entry((at, number)).or_insert_with(|| {
                    nodes.push(Node::default());
                    nodes.len() as u32 - 1
                });
            }
            if let Some(node) = nodes.get_mut(at as usize) {
                (node.effect, node.label) = (effect, label);
            }
        }
        let mut table = Table {
            text: String::new(),
            ends: Vec::with_capacity(words.len()),
            // Half empty, so that a word which is not there is mostly known by one look.
            slots: vec![0; (words.len() * 2).next_power_of_two().max(2)],
            starts: vec![0; words.len() + 1],
            nodes,
            edges: Vec::new(),
            fillers: Vec::new(),
        };
        words.iter().for_each(|word| table.add(word));
        for ((from, word), to) in paths {
            if from == 0 {
                if let Some(start) = table.starts.get_mut(word as usize) {
                    *start = to;
                }
                continue;
            }
            let end = table.edges.len() as u32;
            table.edges.push((word, to));
            if let Some(node) = table.nodes.get_mut(from as usize) {
                if node.to == 0 {
                    node.from = end;
                }
                node.to = end + 1;
            }
        }
        table
    }

    fn add(&mut self, word: &str) {
        self.text.push_str(word);
        self.ends.push(self.text.len() as u32);
        let (mut at, mark) = self.place(word);
        while let Some(slot) = self.slots.get_mut(at) {
            if *slot == 0 {
                *slot = mark | self.ends.len() as u32;
                return;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// The number of a folded word; 0 if it is in no entry.
    #[inline]
    pub(super) fn find(&self, word: &str) -> WordId {
        let (mut at, mark) = self.place(word);
        // Ends at an empty slot, of which there is always one.
        while let Some(&slot) = self.slots.get(at) {
            if slot == 0 {
                return 0;
            }
            if slot & Self::MARK == mark && self.word(slot & !Self::MARK) == word {
                return slot & !Self::MARK;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        0
    }

    /// Whether a word is left out where labels are looked for.
    #[inline]
    pub(super) fn is_filler(&self, word: WordId) -> bool {
        self.fillers.binary_search(&word).is_ok()
    }

    const MARK: u32 = 0xFFFF_0000;

    #[inline]
    fn place(&self, word: &str) -> (usize, u32) {
        let hash = FixedState::with_seed(0).hash_one(word);
        (hash as usize & (self.slots.len() - 1), (hash >> 32) as u32 & Self::MARK)
    }

    fn word(&self, number: WordId) -> &str {
        let end = |number: u32| self.ends.get(number as usize).copied().unwrap_or(0) as usize;
        let start = if number > 1 { end(number - 2) } else { 0 };
        self.text.get(start..end(number.saturating_sub(1))).unwrap_or_default()
    }

    /// Gives the nodes along the longest sequence that `words` begins with, each with the number
    /// of words up to it.
    #[inline]
    pub(super) fn walk(&self, words: &[WordId], mut give: impl FnMut(usize, &Node)) {
        let mut rest = words.iter().zip(1..);
        let Some((&first, mut len)) = rest.next() else { return };
        let mut at = self.starts.get(first as usize).copied().unwrap_or(0);
        while at != 0 {
            let Some(node) = self.nodes.get(at as usize) else { return };
            give(len, node);
            let Some((word, next)) = rest.next() else { return };
            let edges = self.edges.get(node.from as usize..node.to as usize).unwrap_or_default();
            let edge = edges.binary_search_by_key(word, |(other, _)| *other);
            at = edge.ok().and_then(|found| edges.get(found)).map_or(0, |(_, to)| *to);
            len = next;
        }
    }

    /// Memory in bytes.
    pub(super) fn size(&self) -> usize {
        self.text.len()
            + 4 * (self.ends.len() + self.slots.len() + self.starts.len())
            + size_of::<Node>() * self.nodes.len()
            + 8 * self.edges.len()
    }
}

/// The sequences of words that a phrase of ours stands for. A test parses them all.
pub(super) fn sequences(phrase: &str, language: &Language) -> Vec<Sequence> {
    let Ok(phrase) = Phrase::parse(phrase) else { return Vec::new() };
    let readings = Readings::new(&|_| None, &|_| &[]).sample(&phrase, READINGS);
    readings.iter().map(|reading| read_words(reading, language)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understanding::WordClass;

    #[test]
    fn what_is_put_in_is_found_and_nothing_else() {
        let insult = Label::Class(WordClass::Insult);
        let sequence = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let more = vec![
            (sequence("a b"), insult),
            (sequence("a b c"), Label::Innocent),
            (sequence("ä"), insult),
            (Vec::new(), insult),
        ];
        let table = Table::build(&Speech::NONE, Language::of("sw"), more);
        let found = |text: &str| {
            let words: Vec<WordId> = text.split(' ').map(|word| table.find(word)).collect();
            let mut found = Vec::new();
            table.walk(&words, |len, node| found.extend(node.label.map(|label| (len, label))));
            found
        };
        assert_eq!(found("a b c d"), [(2, insult), (3, Label::Innocent)]);
        assert_eq!(found("a b d"), [(2, insult)]);
        assert_eq!(found("ä b"), [(1, insult)]);
        for text in ["", "a", "b", "b c", "a c", "x a b", "ab"] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
