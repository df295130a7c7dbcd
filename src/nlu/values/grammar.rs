//! The rules of a language, compiled: phrases in the grammar that authors use, as a tree over words
//! and classes of words such as `{month}` and `{count}`.
//!
//! A walk tries the tree at one token and tells every rule that ends somewhere. Its cost is bounded
//! by the rules, not by the message.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use smallvec::SmallVec;

use super::class::Class;
use super::line::Line;
use super::locale::Locale;
use super::rule::{Caught, Rule, Set};
use super::words::{Numeral, Part, Unit, Words};
use crate::text::{Language, Phrase, Piece, read_words};
use crate::understanding::Meaning;

/// What a single word means.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sense {
    pub(super) numeral: Option<Numeral>,
    pub(super) ordinal: Option<i8>,
    pub(super) month: Option<i8>,
    pub(super) weekday: Option<(i8, bool)>,
    pub(super) unit: Option<Unit>,
    pub(super) part: Option<Part>,
    pub(super) currency: Option<(&'static str, bool)>,
    /// In which of [`Words`]' sets the word is.
    sets: u16,
}

/// The compiled rules.
#[derive(Debug)]
pub(super) struct Grammar {
    ids: HashMap<Box<str>, u32, FixedState>,
    senses: Vec<Sense>,
    /// Dates, times and what is between.
    pub(super) whens: Tree,
    pub(super) durations: Tree,
    pub(super) answers: Tree,
    compound: Option<fn(&str) -> Option<i64>>,
    /// Whether "3." is "3rd".
    pub(super) dotted_ordinals: bool,
}

impl Grammar {
    pub(super) fn new(words: &'static Words, language: &Language) -> Grammar {
        let mut grammar = Grammar {
            ids: HashMap::with_hasher(FixedState::default()),
            senses: Vec::new(),
            whens: Tree::new(),
            durations: Tree::new(),
            answers: Tree::new(),
            compound: words.compound,
            dotted_ordinals: words.dotted_ordinals,
        };
        grammar.add_senses(words, language);
        let whens = grammar.tree(words.whens, language);
        grammar.whens = whens;
        let durations = grammar.tree(words.durations, language);
        grammar.durations = durations;
        let phrases = |meaning, is_yes| {
            let phrases = language.phrases(meaning).iter();
            phrases.map(move |&phrase| (phrase, Rule::Answer(is_yes)))
        };
        let answers: Vec<_> =
            phrases(Meaning::Accept, true).chain(phrases(Meaning::Decline, false)).collect();
        let answers = grammar.tree(&answers, language);
        grammar.answers = answers;
        grammar
    }

    /// The number of a word; `u32::MAX` if no rule knows it.
    pub(super) fn id(&self, word: &str) -> u32 {
        match self.ids.get(word) {
            Some(&id) => id,
            None => u32::MAX,
        }
    }

    pub(super) fn sense(&self, id: u32) -> Option<&Sense> {
        self.senses.get(id as usize)
    }

    /// The sense of a number written as one word, which German makes of any number.
    pub(super) fn compound(&self, word: &str) -> Option<i64> {
        self.compound.and_then(|read| read(word))
    }

    pub(super) fn has_compounds(&self) -> bool {
        self.compound.is_some()
    }

    pub(super) fn is_numeral(&self, id: u32) -> bool {
        match self.sense(id) {
            Some(sense) => sense.numeral.is_some() || sense.ordinal.is_some(),
            // A word that is not known may be a compound.
            None => self.compound.is_some(),
        }
    }

    pub(super) fn is_in(&self, set: Set, id: u32) -> bool {
        self.sense(id).is_some_and(|sense| sense.sets & (1 << set as u16) != 0)
    }

    fn add(&mut self, word: &str) -> u32 {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        let id = self.senses.len() as u32;
        self.ids.insert(word.into(), id);
        self.senses.push(Sense::default());
        id
    }

    /// Adds a meaning to each of the words in `text`.
    fn mean(&mut self, text: &str, language: &Language, set: impl Fn(&mut Sense)) {
        for word in text.split_whitespace() {
            // A word that is read as two (an elision) has no meaning of its own.
            if let [word] = read_words(word, language).as_slice() {
                let id = self.add(word);
                if let Some(sense) = self.senses.get_mut(id as usize) {
                    set(sense);
                }
            }
        }
    }

    fn add_senses(&mut self, words: &Words, language: &Language) {
        for (month, names) in (1..).zip(words.months) {
            self.mean(names, language, |sense| sense.month = Some(month));
        }
        for (day, names) in (0..).zip(words.weekdays) {
            self.mean(names, language, |sense| sense.weekday = Some((day, false)));
        }
        for (day, names) in (0..).zip(words.short_weekdays) {
            self.mean(names, language, |sense| sense.weekday = Some((day, true)));
        }
        for &(names, numeral) in words.numerals {
            self.mean(names, language, |sense| sense.numeral = Some(numeral));
        }
        for (ordinal, names) in (1..).zip(words.ordinals) {
            self.mean(names, language, |sense| sense.ordinal = Some(ordinal));
        }
        for &(names, unit) in words.units {
            self.mean(names, language, |sense| sense.unit = Some(unit));
        }
        for &(names, part) in words.parts {
            self.mean(names, language, |sense| sense.part = Some(part));
        }
        for &(names, code, is_minor) in words.currencies {
            self.mean(names, language, |sense| sense.currency = Some((code, is_minor)));
        }
        for &(set, names) in words.sets {
            self.mean(names, language, |sense| sense.sets |= 1 << set as u16);
        }
    }

    fn tree(&mut self, rules: &[(&str, Rule)], language: &Language) -> Tree {
        let mut tree = Tree::new();
        for (source, rule) in rules {
            // That every rule of ours is a phrase is held by a test.
            let Ok(phrase) = Phrase::parse(source) else { continue };
            let ends = self.grow(&mut tree, vec![Tree::ROOT], &phrase.pieces(language));
            for end in ends {
                if let Some(node) = tree.nodes.get_mut(end as usize) {
                    node.ends.push(*rule);
                }
            }
        }
        tree.nodes.iter_mut().for_each(|node| node.words.sort_unstable());
        tree
    }

    // As deep as the brackets of our own rules.
    fn grow(&mut self, tree: &mut Tree, from: Vec<u32>, pieces: &[Piece]) -> Vec<u32> {
        let mut at = from;
        for piece in pieces {
            let mut next = Vec::new();
            match piece {
                Piece::Word(word) => {
                    let id = self.add(word);
                    next.extend(at.iter().map(|&node| tree.word(node, id)));
                }
                Piece::Any(branches) => {
                    for branch in branches {
                        next.extend(self.grow(tree, at.clone(), branch));
                    }
                }
                Piece::Slot { name, .. } => {
                    let Some(class) = Class::of(name) else { continue };
                    next.extend(at.iter().map(|&node| tree.class(node, class)));
                }
                Piece::Words(_) => {}
            }
            next.sort_unstable();
            next.dedup();
            at = next;
        }
        at
    }
}

/// Rules as a tree.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    /// Sorted by word.
    words: Vec<(u32, u32)>,
    classes: SmallVec<[(Class, u32); 2]>,
    ends: SmallVec<[Rule; 1]>,
}

impl Tree {
    const ROOT: u32 = 0;

    fn new() -> Tree {
        Tree { nodes: vec![Node::default()] }
    }

    fn word(&mut self, node: u32, id: u32) -> u32 {
        let next = self.nodes.len() as u32;
        let Some(at) = self.nodes.get_mut(node as usize) else { return node };
        if let Some((_, known)) = at.words.iter().find(|(word, _)| *word == id) {
            return *known;
        }
        at.words.push((id, next));
        self.nodes.push(Node::default());
        next
    }

    fn class(&mut self, node: u32, class: Class) -> u32 {
        let next = self.nodes.len() as u32;
        let Some(at) = self.nodes.get_mut(node as usize) else { return node };
        if let Some((_, known)) = at.classes.iter().find(|(known, _)| *known == class) {
            return *known;
        }
        at.classes.push((class, next));
        self.nodes.push(Node::default());
        next
    }

    /// Tells every rule that begins at the token `start`: what it caught, and where it ends.
    pub(super) fn walk(
        &self,
        line: &Line<'_>,
        start: usize,
        grammar: &Grammar,
        locale: &Locale,
        tell: &mut dyn FnMut(Rule, &Caught, usize),
    ) {
        let mut todo: SmallVec<[(u32, usize, Caught); 8]> = SmallVec::new();
        todo.push((Self::ROOT, start, Caught::default()));
        while let Some((node, at, caught)) = todo.pop() {
            let Some(node) = self.nodes.get(node as usize) else { continue };
            if at > start {
                node.ends.iter().for_each(|rule| tell(*rule, &caught, at));
            }
            if at >= line.len() || (at > start && !line.is_same_sentence(at)) {
                continue;
            }
            let found = node.words.binary_search_by_key(&line.id(at), |(word, _)| *word);
            if let Some((_, next)) = found.ok().and_then(|found| node.words.get(found)) {
                todo.push((*next, at + 1, caught));
            }
            // A word that means nothing is of no class.
            if !line.means_something(at) {
                continue;
            }
            let mut more = caught;
            for (class, next) in &node.classes {
                if let Some(end) = class.read(line, at, grammar, locale, &mut more) {
                    todo.push((*next, end, more));
                    more = caught;
                }
            }
        }
    }
}
