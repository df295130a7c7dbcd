//! The plain texts that a phrase stands for: all of them where they are few, else as many as asked
//! for, spread over the whole. Never a list of all readings where they are many.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};

use foldhash::fast::FixedState;

use super::parse::is_letter;
use super::{Atom, Form, Phrase, SlotRef, Word};
use crate::text::folded;

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
                let mut reading = Reading::default();
                reading.push(phrase.plain_text().unwrap_or_default());
                let is_wanted = limit > 0 && !reading.text.is_empty();
                return if is_wanted { vec![reading.text] } else { Vec::new() };
            }
            Form::Tree(words) => words,
        };
        let all = self.count(words, 0).min(MOST);
        let wanted = (limit as u128).min(all);
        let stride = if wanted == all { 1 } else { stride(all) };
        let mut out = Vec::new();
        for i in 0..wanted {
            let mut reading = Reading::default();
            reading.text.reserve(phrase.source.len());
            let is_whole = self.read(words, i * stride % all, &mut reading, 0);
            if is_whole && !reading.text.is_empty() {
                out.push(reading.text);
            }
        }
        different(out)
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
        let start = out.text.len();
        // What is left out leaves no gap: the next text stands as it would without it.
        let mut gap_after = out.gap;
        for word in words {
            let before = out.text.len();
            if before > start {
                out.gap = Gap::Space;
            }
            for atom in word {
                let own = match self.count_atom(atom, depth) {
                    // Most atoms; a division of such numbers takes as long as all else.
                    1 => 0,
                    count => {
                        let own = index % count;
                        index /= count;
                        own
                    }
                };
                if !self.read_atom(atom, own, out, depth) {
                    return false;
                }
            }
            if out.text.len() > before {
                gap_after = out.gap;
            }
        }
        out.gap = gap_after;
        true
    }

    fn read_atom(&self, atom: &Atom, mut index: u128, out: &mut Reading, depth: usize) -> bool {
        out.visits += 1;
        if out.visits > MAX_VISITS || out.text.len() > MAX_READING {
            return false;
        }
        match atom {
            Atom::Text(text) | Atom::Mark(text) => out.push_word(text),
            Atom::Any { branches, .. } => {
                for branch in branches {
                    let count = self.count(branch, depth);
                    if index < count {
                        return self.read(branch, index, out, depth);
                    }
                    index -= count;
                }
            }
            Atom::Slot(slot) => {
                out.seam();
                if let Some(value) = (self.values)(slot).get(index as usize) {
                    out.push(value);
                    out.seam();
                }
            }
            Atom::Words(words) => {
                out.seam();
                if depth >= Phrase::MAX_DEPTH || !self.read_words(&words.name, index, out, depth) {
                    return false;
                }
                out.seam();
            }
        }
        true
    }

    fn read_words(&self, name: &str, index: u128, out: &mut Reading, depth: usize) -> bool {
        match (self.words)(name).map(|phrase| (phrase.plain_text(), &phrase.form)) {
            Some((_, Form::Tree(words))) => return self.read(words, index, out, depth + 1),
            Some((Some(text), _)) => out.push(text),
            Some((None, _)) | None => {}
        }
        true
    }
}

/// Each text once, where it stands first.
fn different(mut texts: Vec<String>) -> Vec<String> {
    let mut seen = HashSet::with_capacity_and_hasher(texts.len(), FixedState::default());
    let is_new: Vec<bool> = texts.iter().map(|text| seen.insert(text.as_str())).collect();
    let mut is_new = is_new.into_iter();
    texts.retain(|_| is_new.next().unwrap_or_default());
    texts
}

#[derive(Default)]
struct Reading {
    text: String,
    visits: usize,
    gap: Gap,
}

/// What stands between the text so far and the next piece of it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Gap {
    Space,
    /// They make one word.
    #[default]
    Nothing,
    /// A reference ends or begins here: its letters and those beside it are words apart.
    Seam,
}

impl Reading {
    fn seam(&mut self) {
        if self.gap == Gap::Nothing {
            self.gap = Gap::Seam;
        }
    }

    /// Adds a text with one space for each stretch of white space in it, and none at its ends.
    fn push(&mut self, text: &str) {
        for (at, word) in text.split_whitespace().enumerate() {
            if at > 0 {
                self.gap = Gap::Space;
            }
            self.push_word(word);
        }
    }

    /// Adds a text without white space.
    fn push_word(&mut self, word: &str) {
        if let (Some(last), Some(first)) = (self.text.chars().next_back(), word.chars().next()) {
            let is_one_run = || is_run(last) && is_run(first) && !are_apart(last, first);
            if self.gap == Gap::Space || (self.gap == Gap::Seam && is_one_run()) {
                self.text.push(' ');
            }
        }
        self.text.push_str(word);
        self.gap = Gap::Nothing;
    }
}

/// Whether `c` may make one word with another such character beside it; an apostrophe may go with
/// a value, as in "Anna's".
fn is_run(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    is_letter(c) && !folded(c.encode_utf8(&mut [0; 4])).starts_with('\'')
}

/// Whether a letter stands against a digit: two words without a space.
fn are_apart(a: char, b: char) -> bool {
    (a.is_ascii_digit() && b.is_ascii_alphabetic())
        || (a.is_ascii_alphabetic() && b.is_ascii_digit())
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
