//! Text: folding and tokens with spans into the original, and the data of languages.
//!
//! Everything here is pure and bounded, and knows neither definitions nor intents. All rooms above
//! may call it. A message is read once into an [`Utterance`]; every matcher reads that value.

mod fold;
pub(crate) mod language;
mod lead_in;
#[cfg(any(test, fuzzing))]
mod oracle;
mod phrase;
pub(crate) mod template;
mod token;
mod utterance;
pub(crate) mod writing;

pub(crate) use fold::folded;
pub(crate) use language::Language;
pub(crate) use lead_in::{LeadIn, Led, SlotWords};
#[cfg(fuzzing)]
pub use oracle::{check_phrase, check_text};
pub use phrase::escape_phrase;
pub(crate) use phrase::{Phrase, PhraseError, Piece, Readings, SlotRef};
pub use token::{Token, TokenKind};
pub use utterance::{Utterance, words_of};
pub(crate) use utterance::{each_word, read_classes, read_words};

#[cfg(test)]
mod tests;

/// Counts the steps of folding and tokenising in tests, which hold them to be linear; costs nothing
/// outside of tests.
#[inline(always)]
fn count_step() {
    #[cfg(test)]
    tests::STEPS.with(|steps| steps.set(steps.get() + 1));
}
