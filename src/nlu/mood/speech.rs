//! What words do in a language: the kinds of data, and which language has which.

use super::{de, en, es, fr};
use crate::text::Language;
use crate::understanding::WordClass;

/// What a word or phrase does to the mood of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Adds so many thousandths, below 0 for a bad mood; 0 says nothing and covers what its words
    /// would say alone.
    Value(i16),
    /// Turns the next value round.
    Negate,
    /// The next value counts so many percent.
    Scale(i16),
    /// What stands before counts half.
    But,
}

/// What a word or phrase is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Class(WordClass),
    /// Looks like a class, and is none: "i feel like an idiot".
    Innocent,
}

/// The data of a language. Phrases are in the grammar of authors' phrases without slots; a phrase
/// takes the place of the entries for its words.
#[derive(Debug)]
pub(super) struct Speech {
    /// A word and its value in tenths from -40 to 40 a line.
    pub(super) words: &'static str,
    /// Later ones replace earlier ones, and the lines of `words`.
    pub(super) effects: &'static [(Effect, &'static [&'static str])],
    /// Words that are left out where `labels` are looked for, as one phrase.
    pub(super) fillers: &'static str,
    pub(super) labels: &'static [(Label, &'static [&'static str])],
}

impl Speech {
    /// Thousandths for a tenth of the lexicon. Its highest rating, 4.0, becomes 0.6: one word that only
    /// the lexicon knows is never enough for an angry score, since many of them are things that
    /// customers name without any feeling. What counts more stands in `effects`.
    const TENTH: i16 = 15;

    pub(super) const NONE: Speech = Speech { words: "", effects: &[], fillers: "", labels: &[] };

    pub(super) fn of(language: &Language) -> &'static Speech {
        match language.code {
            "en" => &en::SPEECH,
            "de" => &de::SPEECH,
            "es" => &es::SPEECH,
            "fr" => &fr::SPEECH,
            _ => &Speech::NONE,
        }
    }

    /// The lines of `words`, in thousandths.
    pub(super) fn lexicon(&self) -> impl Iterator<Item = (&'static str, i16)> {
        self.words.lines().filter_map(|line| {
            let (word, tenths) = line.split_once(' ')?;
            Some((word, tenths.parse::<i16>().ok()? * Self::TENTH))
        })
    }
}
