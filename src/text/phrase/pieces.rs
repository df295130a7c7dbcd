//! The normal form of a phrase for whoever compiles it: whole words as customers' messages have
//! them, alternatives, slots and named pieces; brackets inside words are multiplied out.

use std::collections::BTreeSet;
use std::ops::Range;

use super::parse::error;
use super::{Atom, Form, Phrase, PhraseError, Word};
use crate::text::{Language, each_word, folded};

/// One step of a phrase.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Piece {
    /// A word as [`Utterance::words`](crate::Utterance::words) gives it.
    Word(String),
    /// One of the branches; an empty one, which is always the last, means that nothing need stand
    /// here. At least two, all different.
    Any(Vec<Vec<Piece>>),
    /// A value of `kind`, or of the slot's own type, for the slot `name`.
    Slot { kind: Option<String>, name: String },
    /// The piece of that name in `words`.
    Words(String),
}

impl Phrase {
    /// Its pieces in order; none for a phrase of punctuation only.
    pub(crate) fn pieces(&self, language: &Language) -> Vec<Piece> {
        match &self.form {
            Form::Plain => words_of(&self.source, language),
            Form::Escaped(text) => words_of(text, language),
            Form::Tree(words) => lower(words, language),
        }
    }

    /// Whether one of its readings has no word; a named piece counts as one that has, since its own
    /// phrase is looked at by itself.
    pub(crate) fn can_be_empty(&self, language: &Language) -> bool {
        // Outside brackets nearly every phrase has something that any reading has.
        let is_said = |atom: &Atom| match atom {
            Atom::Text(text) => text.contains(|c: char| c.is_ascii_alphanumeric()),
            Atom::Slot(_) | Atom::Words(_) => true,
            Atom::Mark(_) | Atom::Any { .. } => false,
        };
        match &self.form {
            Form::Tree(words) if words.iter().flatten().any(is_said) => false,
            _ => Piece::can_be_empty(&self.pieces(language)),
        }
    }
}

impl Piece {
    /// Whether an empty text is one of the readings of `pieces`.
    pub(super) fn can_be_empty(pieces: &[Piece]) -> bool {
        pieces.iter().all(|piece| match piece {
            Piece::Any(branches) => branches.iter().any(|branch| Piece::can_be_empty(branch)),
            Piece::Word(_) | Piece::Slot { .. } | Piece::Words(_) => false,
        })
    }
}

fn words_of(text: &str, language: &Language) -> Vec<Piece> {
    let mut words = Vec::with_capacity(text.len() / 4 + 1);
    push_words(&mut words, text, language);
    words
}

fn push_words(out: &mut Vec<Piece>, text: &str, language: &Language) {
    each_word(text, language, |word| out.push(Piece::Word(word.to_owned())));
}

fn lower(words: &[Word], language: &Language) -> Vec<Piece> {
    let mut out = Vec::with_capacity(words.len());
    for (before, run) in words.iter().flat_map(|word| runs(word)) {
        if matches!(before, Some(Atom::Slot(_))) && push_after_slot(&mut out, run, language) {
            continue;
        }
        match run {
            [Atom::Text(text) | Atom::Mark(text)] => push_words(&mut out, text, language),
            [Atom::Slot(slot)] => {
                out.push(Piece::Slot { kind: slot.kind.clone(), name: slot.name.clone() });
            }
            [Atom::Words(words)] => out.push(Piece::Words(words.name.clone())),
            [Atom::Any { branches, is_optional }] => {
                let mut branches: Vec<_> =
                    branches.iter().map(|branch| lower(branch, language)).collect();
                if *is_optional {
                    branches.push(Vec::new());
                }
                push_any(&mut out, branches);
            }
            glued => {
                let readings = expand(glued).unwrap_or_default();
                push_any(&mut out, readings.iter().map(|text| words_of(text, language)).collect());
            }
        }
    }
    out
}

/// Lowers what stands right after a slot, if it may begin with an apostrophe: `'s` is a word of its
/// own where the value ends in a letter, as in "Anna's", and the letter `s` where it ends in a digit.
fn push_after_slot(out: &mut Vec<Piece>, run: &[Atom], language: &Language) -> bool {
    let texts = expand(run).unwrap_or_default();
    if !texts.iter().any(|text| folded(text).starts_with('\'')) {
        return false;
    }
    let mut branches = Vec::new();
    for text in &texts {
        let mut after_letter = words_of(&format!("x{text}"), language);
        if after_letter.first() == Some(&Piece::Word("x".to_owned())) {
            after_letter.remove(0);
            branches.push(after_letter);
        }
        branches.push(words_of(text, language));
    }
    push_any(out, branches);
    true
}

fn push_any(out: &mut Vec<Piece>, branches: Vec<Vec<Piece>>) {
    let has_empty = branches.iter().any(Vec::is_empty);
    let mut seen = BTreeSet::new();
    let are_new: Vec<bool> =
        branches.iter().map(|branch| !branch.is_empty() && seen.insert(branch)).collect();
    let branches = branches.into_iter().zip(are_new);
    let mut different: Vec<_> =
        branches.filter_map(|(branch, is_new)| is_new.then_some(branch)).collect();
    if has_empty && !different.is_empty() {
        different.push(Vec::new());
    }
    match different.len() {
        0 => {}
        1 => out.extend(different.pop().unwrap_or_default()),
        _ => out.push(Piece::Any(different)),
    }
}

/// The parts of a word that stand for themselves, one atom or several that make one word together,
/// each with the atom before it.
fn runs(word: &[Atom]) -> impl Iterator<Item = (Option<&Atom>, &[Atom])> {
    let is_glue = |atom: &Atom| matches!(atom, Atom::Text(_) | Atom::Any { .. });
    let mut before = None;
    word.chunk_by(move |a, b| is_glue(a) && is_glue(b))
        .map(move |run| (std::mem::replace(&mut before, run.last()), run))
}

/// Refuses a word whose brackets cannot be multiplied out: a reference inside, or too many readings.
/// `at` is the place of its brackets.
pub(super) fn check_glue(word: &[Atom], at: Range<usize>) -> Result<(), PhraseError> {
    for pair in word.windows(2) {
        if let [Atom::Words(words), Atom::Text(_) | Atom::Any { .. }]
        | [Atom::Text(_) | Atom::Any { .. }, Atom::Words(words)] = pair
        {
            let message = format!("`<{}>` stands against other letters", words.name);
            let help = "put a space between them, or the letters into the piece itself";
            return Err(error(message, words.at.clone(), help));
        }
    }
    for (_, run) in runs(word).filter(|(_, run)| run.len() > 1) {
        expand(run).map_err(|stop| match stop {
            Stop::Reference => error(
                "a slot or named piece stands in brackets that are part of a word",
                at.clone(),
                "put spaces around the brackets",
            ),
            Stop::TooMany => error(
                format!("one word has more than {} readings", Phrase::MAX_GLUED),
                at.clone(),
                "put spaces between its parts, or write fewer alternatives",
            ),
        })?;
    }
    Ok(())
}

enum Stop {
    Reference,
    TooMany,
}

/// All texts that atoms without spaces between them stand for.
fn expand(atoms: &[Atom]) -> Result<Vec<String>, Stop> {
    let mut texts = vec![String::new()];
    for atom in atoms {
        match atom {
            Atom::Text(text) | Atom::Mark(text) => texts.iter_mut().for_each(|t| t.push_str(text)),
            Atom::Any { branches, is_optional } => {
                let mut ends = Vec::new();
                for branch in branches {
                    ends.extend(expand_branch(branch)?);
                    limit(ends.len())?;
                }
                if *is_optional {
                    ends.push(String::new());
                }
                join(&mut texts, &ends, "")?;
            }
            Atom::Slot(_) | Atom::Words(_) => return Err(Stop::Reference),
        }
    }
    Ok(texts)
}

fn expand_branch(words: &[Word]) -> Result<Vec<String>, Stop> {
    let mut texts = vec![String::new()];
    for word in words {
        join(&mut texts, &expand(word)?, " ")?;
    }
    Ok(texts)
}

/// Puts each of `ends` after each of `texts`, with a gap between two that are not empty.
fn join(texts: &mut Vec<String>, ends: &[String], gap: &str) -> Result<(), Stop> {
    limit(texts.len().saturating_mul(ends.len()))?;
    let push = |text: &mut String, end: &str| {
        if !text.is_empty() && !end.is_empty() {
            text.push_str(gap);
        }
        text.push_str(end);
    };
    if let [end] = ends {
        texts.iter_mut().for_each(|text| push(text, end));
        return Ok(());
    }
    let both = |text: &String| {
        let text = text.clone();
        ends.iter().map(move |end| {
            let mut text = text.clone();
            push(&mut text, end);
            text
        })
    };
    *texts = texts.iter().flat_map(both).collect();
    Ok(())
}

fn limit(readings: usize) -> Result<(), Stop> {
    if readings > Phrase::MAX_GLUED { Err(Stop::TooMany) } else { Ok(()) }
}
