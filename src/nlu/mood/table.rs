//! Words and phrases with what they do, to be found in a message by one look-up a word.
//!
//! Built once per language, and once more for a bot that adds words. Knows sequences of words and
//! their effects; what effects add up to is for [`score`](super::score).

use std::collections::{BTreeSet, HashMap};
use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use smallvec::SmallVec;

use super::speech::{Effect, Label, Speech};
use crate::text::{Language, read_words};

/// Words that a table has at most, so that their numbers fit 16 bits. Ours have about 8,000; phrases
/// of an author with more words than that are left out.
const MOST_WORDS: usize = 60_000;

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

/// What there is to know about a word.
#[derive(Clone, Copy, Debug, Default)]
struct Word {
    /// Where it ends in the text of all words.
    end: u32,
    /// The node after it at the beginning of a phrase; 0 for none.
    start: u32,
    /// Whether it is left out where labels are looked for.
    is_filler: bool,
}

/// Words, phrases, and what they do.
#[derive(Debug)]
pub(super) struct Table {
    /// All words in a row.
    text: String,
    /// By number; the first one stands for none.
    words: Vec<Word>,
    /// Open addressing: the upper bits of the hash over the number of the word; 0 is empty.
    slots: Vec<u32>,
    /// The first one stands for none.
    nodes: Vec<Node>,
    /// Word and node behind it, sorted within each node.
    edges: Vec<(WordId, u32)>,
}

/// A phrase as words.
pub(super) type Sequence = Vec<String>;

/// The nodes behind a node and a word while a table is built.
type Paths = HashMap<(u32, WordId), u32, FixedState>;

impl Table {
    /// All that a language says, and `more` sequences of an author.
    pub(super) fn build(
        speech: &Speech,
        language: &Language,
        more: Vec<(Sequence, Label)>,
    ) -> Table {
        let mut table = Table {
            text: String::new(),
            words: vec![Word::default()],
            slots: vec![0; 1 << 10],
            nodes: vec![Node::default()],
            edges: Vec::new(),
        };
        let mut paths = Paths::default();
        for (word, value) in speech.lexicon() {
            if let Some(node) = table.end_of([word].into_iter(), &mut paths) {
                node.effect = Some(Effect::Value(value));
            }
        }
        for &(effect, phrases) in speech.effects {
            for words in phrases.iter().flat_map(|phrase| sequences(phrase, language)) {
                if let Some(node) = table.end_of(words.iter().map(String::as_str), &mut paths) {
                    node.effect = Some(effect);
                }
            }
        }
        let fillers: BTreeSet<String> =
            sequences(speech.fillers, language).into_iter().flatten().collect();
        for number in table.intern(fillers.iter().map(String::as_str)) {
            if let Some(word) = table.words.get_mut(number as usize) {
                word.is_filler = true;
            }
        }
        let ours = speech.labels.iter().flat_map(|&(label, phrases)| {
            let all = phrases.iter().flat_map(|phrase| sequences(phrase, language));
            all.map(move |sequence| (sequence, label))
        });
        for (mut sequence, label) in ours.chain(more) {
            // A phrase of nothing else would be found everywhere without them: it stays whole.
            let is_filler = |word: &String| table.is_filler(table.find(word));
            if !sequence.iter().all(is_filler) {
                sequence.retain(|word| !is_filler(word));
            }
            if let Some(node) = table.end_of(sequence.iter().map(String::as_str), &mut paths) {
                node.label = Some(label);
            }
        }
        table.connect(&paths);
        table
    }

    /// The node at the end of a phrase, which is added if it is new; of two entries for the same
    /// words the later one counts. None for no words, and if there are too many words.
    fn end_of<'w>(
        &mut self,
        words: impl Iterator<Item = &'w str>,
        paths: &mut Paths,
    ) -> Option<&mut Node> {
        let mut at = 0;
        for word in self.intern(words) {
            at = *paths.entry((at, word)).or_insert_with(|| {
                self.nodes.push(Node::default());
                self.nodes.len() as u32 - 1
            });
        }
        self.nodes.get_mut(at as usize).filter(|_| at > 0)
    }

    /// The numbers of words, which are added if they are new; none if there are too many.
    fn intern<'w>(&mut self, words: impl Iterator<Item = &'w str>) -> SmallVec<[WordId; 6]> {
        let mut numbers = SmallVec::new();
        for word in words {
            let mut number = self.find(word);
            if number == 0 {
                if self.words.len() > MOST_WORDS {
                    return SmallVec::new();
                }
                number = self.words.len() as WordId;
                self.text.push_str(word);
                self.words.push(Word { end: self.text.len() as u32, ..Word::default() });
                // Half empty, so that a word which is not there is mostly known by one look.
                if self.words.len() * 2 > self.slots.len() {
                    self.slots = vec![0; self.slots.len() * 2];
                    (1..number).for_each(|before| self.settle(before));
                }
                self.settle(number);
            }
            numbers.push(number);
        }
        numbers
    }

    /// Puts a word into the first free slot of its own.
    fn settle(&mut self, number: WordId) {
        let (mut at, mark) = self.place(self.word(number));
        while let Some(slot) = self.slots.get_mut(at) {
            if *slot == 0 {
                *slot = mark | number;
                return;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// Lays the paths out, sorted.
    fn connect(&mut self, paths: &Paths) {
        let mut edges: Vec<(u32, WordId, u32)> =
            paths.iter().map(|(&(from, word), &to)| (from, word, to)).collect();
        edges.sort_unstable();
        for (from, word, to) in edges {
            if from == 0 {
                if let Some(first) = self.words.get_mut(word as usize) {
                    first.start = to;
                }
                continue;
            }
            let end = self.edges.len() as u32;
            self.edges.push((word, to));
            if let Some(node) = self.nodes.get_mut(from as usize) {
                if node.to == 0 {
                    node.from = end;
                }
                node.to = end + 1;
            }
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
    pub(super) fn is_filler(&self, number: WordId) -> bool {
        self.words.get(number as usize).is_some_and(|word| word.is_filler)
    }

    const MARK: u32 = 0xFFFF_0000;

    #[inline]
    fn place(&self, word: &str) -> (usize, u32) {
        let hash = FixedState::with_seed(0).hash_one(word);
        (hash as usize & (self.slots.len() - 1), (hash >> 32) as u32 & Self::MARK)
    }

    fn word(&self, number: WordId) -> &str {
        let end = |number: u32| self.words.get(number as usize).map_or(0, |word| word.end as usize);
        self.text.get(end(number.saturating_sub(1))..end(number)).unwrap_or_default()
    }

    /// Gives the nodes along the longest sequence that `words` begins with, each with the number
    /// of words up to it.
    #[inline]
    pub(super) fn walk(&self, words: &[WordId], mut give: impl FnMut(usize, &Node)) {
        let mut rest = words.iter().zip(1..);
        let Some((&first, mut len)) = rest.next() else { return };
        let mut at = self.words.get(first as usize).map_or(0, |word| word.start);
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
            + size_of::<Word>() * self.words.len()
            + 4 * self.slots.len()
            + size_of::<Node>() * self.nodes.len()
            + 8 * self.edges.len()
    }
}

/// The sequences of words that a phrase of ours stands for.
pub(super) fn sequences(phrase: &str, language: &Language) -> Vec<Sequence> {
    expand(phrase).iter().map(|reading| read_words(reading, language)).collect()
}

/// All texts of a phrase of ours: of the grammar only `(a|b)` and `[a]`. It is an own reading of it
/// because there are 20,000 texts to write when the first bot is built, and
/// [`Readings`](crate::text::Readings) counts anew for each; a test holds that both give the same.
fn expand(phrase: &str) -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut rest = phrase;
    while let Some(open) = rest.find(['(', '[']) {
        let (plain, group) = rest.split_at(open);
        let inner = inside(group);
        let is_optional = group.starts_with('[');
        let mut branches: Vec<String> = if is_optional { vec![String::new()] } else { Vec::new() };
        branches.extend(branches_of(inner).into_iter().flat_map(expand));
        texts = texts
            .iter()
            .flat_map(|text| branches.iter().map(move |branch| [text, plain, branch].concat()))
            .collect();
        rest = group.get(inner.len() + 2..).unwrap_or_default();
    }
    texts.iter_mut().for_each(|text| text.push_str(rest));
    texts
}

/// What stands between the bracket that `group` begins with and the one that closes it.
fn inside(group: &str) -> &str {
    let mut depth = 0_u32;
    for (at, byte) in group.bytes().enumerate() {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return group.get(1..at).unwrap_or_default();
        }
    }
    group.get(1..).unwrap_or_default()
}

/// The branches of what stands in brackets.
fn branches_of(inner: &str) -> Vec<&str> {
    let mut depth = 0_i32;
    let at_border = |c: char| {
        depth += i32::from(matches!(c, '(' | '[')) - i32::from(matches!(c, ')' | ']'));
        c == '|' && depth == 0
    };
    inner.split(at_border).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nlu::mood::READINGS;
    use crate::text::{Phrase, Readings};
    use crate::understanding::WordClass;

    #[test]
    fn our_phrases_read_as_those_of_authors() {
        for tag in ["en", "de", "es", "fr"] {
            let language = Language::of(tag);
            let speech = Speech::of(language);
            let effects = speech.effects.iter().flat_map(|(_, phrases)| phrases.iter());
            let labels = speech.labels.iter().flat_map(|(_, phrases)| phrases.iter());
            for source in effects.chain(labels).copied().chain([speech.fillers]) {
                let phrase = Phrase::parse(source).unwrap_or_else(|e| panic!("{source}: {e:?}"));
                let readings = Readings::new(&|_| None, &|_| &[]).sample(&phrase, READINGS + 1);
                assert!(readings.len() <= READINGS, "{source}");
                let read = |text: &String| read_words(text, language);
                let naive: BTreeSet<Sequence> = readings.iter().map(read).collect();
                let ours: BTreeSet<Sequence> = sequences(source, language).into_iter().collect();
                assert_eq!(ours, naive, "{source}");
            }
        }
        assert_eq!(
            expand("a[b] (c|d [e|f])"),
            ["a c", "a d ", "a d e", "a d f", "ab c", "ab d ", "ab d e", "ab d f"]
        );
    }

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
