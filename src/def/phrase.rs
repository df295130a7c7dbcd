//! A phrase as it stands in the definitions: what the author wrote, parsed once for all who read it.

use std::ops::Deref;

use super::format::{Format, Shared};
use super::notes::Notes;
use super::place::Text;
use super::tree::Node;
use crate::text::{Phrase, PhraseError};
use crate::value::Value;

/// A text in the grammar of phrases. What is wrong with it is told by the checks.
#[derive(Clone, Debug)]
pub(crate) struct PhraseText {
    text: Text,
    parsed: Result<Phrase, PhraseError>,
}

impl PhraseText {
    /// Longest phrase in bytes that is parsed. A list of all towns of a country fits; a document does
    /// not, and with brackets in a word takes 64 times its length.
    const MOST: usize = 64 << 10;

    /// What it was parsed as; `None` for what is no phrase.
    pub(crate) fn phrase(&self) -> Option<&Phrase> {
        self.parsed.as_ref().ok()
    }

    /// Whether it is too long to be read.
    pub(super) fn is_too_long(&self) -> bool {
        self.text.value.len() > PhraseText::MOST
    }

    /// The same, with what is wrong.
    pub(super) fn parsed(&self) -> Result<&Phrase, &PhraseError> {
        self.parsed.as_ref()
    }
}

impl Deref for PhraseText {
    type Target = Text;

    fn deref(&self) -> &Text {
        &self.text
    }
}

impl Format for PhraseText {
    const WHAT: &'static str = Text::WHAT;

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        let text = Text::read(node, notes)?;
        let length = text.value.len();
        let parsed = if length <= PhraseText::MOST {
            Phrase::parse(&text)
        } else {
            Err(PhraseError {
                message: format!("this phrase has {length} bytes, more than {}", PhraseText::MOST),
                at: 0..length,
                help: "make several phrases of it".to_owned(),
            })
        };
        Some(PhraseText { parsed, text })
    }

    fn schema(shared: &mut Shared) -> Value {
        Text::schema(shared)
    }
}
