//! A message in the form in which keywords and phrases compare it: the words of all tokens with one
//! space between them, contractions written out.

use smallvec::SmallVec;

use super::lexicon::Lexicon;
use crate::text::Utterance;

/// The spoken words of a message.
#[derive(Debug)]
pub(super) struct Spoken {
    pub(super) text: String,
    /// Where each token starts in `text`.
    starts: SmallVec<[u32; 32]>,
}

impl Spoken {
    pub(super) fn new(utterance: &Utterance<'_>) -> Spoken {
        let mut text = String::with_capacity(utterance.folded().len() + 8);
        let mut starts = SmallVec::with_capacity(utterance.len());
        for word in utterance.words() {
            if !text.is_empty() {
                text.push(' ');
            }
            starts.push(text.len() as u32);
            text.push_str(Lexicon::spoken(word));
        }
        Spoken { text, starts }
    }

    /// The tokens that the bytes `start..end` of the text lie in.
    pub(super) fn tokens(&self, start: u32, end: u32) -> std::ops::Range<usize> {
        let first = self.starts.partition_point(|&at| at <= start).saturating_sub(1);
        let last = self.starts.partition_point(|&at| at < end);
        first..last.max(first)
    }
}

/// A text of an author's in the same form.
pub(super) fn spoken<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let words: Vec<&str> = words.into_iter().map(Lexicon::spoken).collect();
    words.join(" ")
}
