//! The plain texts that a phrase stands for: all of them where they are few, else as many as asked
//! for, spread over the whole. Never a list of all readings where they are many.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::{Atom, Form, Phrase, SlotRef, Word};

/// What the references in phrases stand for while they are sampled.
pub(crate) struct Readings<'d> {
    /// The phrase of a key of `words`.
    pub(crate) words: &'d dyn Fn(&str) -> Option<&'d Phrase>,
    /// Values to put for a slot; none leaves it out of the text.
    pub(crate) values: &'d dyn Fn(&SlotRef) -> &'d [String],
    /// How many readings each named piece has; for all phrases that are sampled with this.
    counts: RefCell<BTreeMap<String, u128>>,
}

/// Readings are counted up to here, so that counts can be multiplied with indices.
const MOST: u128 = 1 << 64;
/// Longest reading, in bytes: a longer one teaches nothing about what customers say.
const MAX_READING: usize = 512;
/// Most atoms visited for one reading: pieces that name pieces many times over end here.
const MAX_VISITS: usize = 4_096;

impl<'d> Readings<'d> {
    pub(crate) fn new(
        words: &'d dyn Fn(&str) -> Option<&'d Phrase>,
        values: &'d dyn Fn(&SlotRef) -> &'d [String],
    ) -> Readings<'d> {
        Readings { words, values, counts: RefCell::default() }
    }

    /// At most `limit` different readings of `phrase`, none empty; the first has the first of all
    /// alternatives and everything that is optional. The same on every run.
    pub(crate) fn sample(&self, phrase: &Phrase, limit: usize) -> Vec<String> {
        let words = match &phrase.form {
            Form::Plain | Form::Escaped(_) => {
                let text = collapse(phrase.plain_text().unwrap_or_default());
                return if limit == 0 || text.is_empty() { Vec::new() } else { vec![text] };
            }
            Form::Tree(words) => words,
        };
        let all = self.count(words, 0).min(MOST);
        let wanted = (limit as u128).min(all);
        let stride = if wanted == all { 1 } else { stride(all) };
        let mut seen = BTreeSet::new();
        let mut out = Vec::new();
        for i in 0..wanted {
            let mut reading = Reading { text: String::new(), visits: 0, is_word_open: false };
            let is_whole = self.read(words, i * stride % all, &mut reading, 0);
            if is_whole && !reading.text.is_empty() && seen.insert(reading.text.clone()) {
                out.push(reading.text);
            }
        }
        out
    }

    // Recursion goes as deep as brackets in phrases (`Phrase::MAX_DEPTH`) times named pieces in
    // named pieces, which ends at the same number.

    fn count(&self, words: &[Word], depth: usize) -> u128 {
        let atoms = words.iter().flatten();
        atoms.fold(1, |all, atom| all.saturating_mul(self.count_atom(atom, depth)).min(MOST))
    }

    fn count_atom(&self, atom: &Atom, depth: usize) -> u128 {
        match atom {
            Atom::Text(_) | Atom::Mark(_) => 1,
            Atom::Any { branches, is_optional } => {
                let readings = branches.iter().map(|branch| self.count(branch, depth));
                readings.fold(u128::from(*is_optional), u128::saturating_add).min(MOST)
            }
            Atom::Slot(slot) => (self.values)(slot).len().max(1) as u128,
            Atom::Words(words) => self.count_words(&words.name, depth),
        }
    }

    fn count_words(&self, name: &str, depth: usize) -> u128 {
        if let Some(&count) = self.counts.borrow().get(name) {
            return count;
        }
        // A piece that names itself is a problem of the definitions; here it counts as one.
        self.counts.borrow_mut().insert(name.to_owned(), 1);
        let count = match self.tree(name) {
            Some(words) if depth < Phrase::MAX_DEPTH => self.count(words, depth + 1),
            _ => 1,
        };
        self.counts.borrow_mut().insert(name.to_owned(), count);
        count
    }

    fn tree(&self, name: &str) -> Option<&'d [Word]> {
        match &(self.words)(name)?.form {
            Form::Tree(words) => Some(words),
            Form::Plain | Form::Escaped(_) => None,
        }
    }

    /// Writes the reading with number `index`; false if it grows too long or too deep.
    fn read(&self, words: &[Word], mut index: u128, out: &mut Reading, depth: usize) -> bool {
        for word in words {
            out.is_word_open = false;
            for atom in word {
                let count = self.count_atom(atom, depth);
                if !self.read_atom(atom, index % count, out, depth) {
                    return false;
                }
                index /= count;
            }
        }
        true
    }

    fn read_atom(&self, atom: &Atom, mut index: u128, out: &mut Reading, depth: usize) -> bool {
        out.visits += 1;
        if out.visits > MAX_VISITS || out.text.len() > MAX_READING {
            return false;
        }
        match atom {
            Atom::Text(text) | Atom::Mark(text) => out.push(text),
            Atom::Any { branches, .. } => {
                for branch in branches {
                    let count = self.count(branch, depth);
                    if index < count {
                        return self.read_branch(branch, index, out, depth);
                    }
                    index -= count;
                }
            }
            Atom::Slot(slot) => {
                if let Some(value) = (self.values)(slot).get(index as usize) {
                    out.push(value);
                }
            }
            Atom::Words(words) => {
                if depth >= Phrase::MAX_DEPTH {
                    return false;
                }
                match (self.tree(&words.name), (self.words)(&words.name)) {
                    (Some(words), _) => return self.read_branch(words, index, out, depth + 1),
                    (None, Some(plain)) => out.push(plain.plain_text().unwrap_or_default()),
                    (None, None) => {}
                }
            }
        }
        true
    }

    /// The first word of a branch goes on with the word that the brackets stand in.
    fn read_branch(&self, words: &[Word], index: u128, out: &mut Reading, depth: usize) -> bool {
        let is_open = out.is_word_open;
        let start = out.text.len();
        if !self.read(words, index, out, depth) {
            return false;
        }
        if is_open && out.text.get(start..).is_some_and(|new| new.starts_with(' ')) {
            out.text.remove(start);
        }
        out.is_word_open = is_open || out.text.len() > start;
        true
    }
}

struct Reading {
    text: String,
    visits: usize,
    /// Whether the next piece of text belongs to the word that `text` ends with.
    is_word_open: bool,
}

impl Reading {
    fn push(&mut self, text: &str) {
        let text = collapse(text);
        if text.is_empty() {
            return;
        }
        if !self.is_word_open && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(&text);
        self.is_word_open = true;
    }
}

fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// A step that visits every residue of `all` before it repeats one, and any few of them spread
/// evenly: without a common divisor, near the golden section.
fn stride(all: u128) -> u128 {
    let golden = (all / 1_000 * 618 + all % 1_000 * 618 / 1_000).max(1);
    (golden..all).find(|&step| gcd(step, all) == 1).unwrap_or(1)
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
