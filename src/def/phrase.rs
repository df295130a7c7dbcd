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
    /// What it was parsed as; `None` for what is no phrase.
    pub(crate) fn phrase(&self) -> Option<&Phrase> {
        self.parsed.as_ref().ok()
    }

    /// The same, with what is wrong.
    pub(super) fn parsed(&self) -> &Result<Phrase, PhraseError> {
        &self.parsed
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
        Some(PhraseText { parsed: Phrase::parse(&text), text })
    }

    fn schema(shared: &mut Shared) -> Value {
        Text::schema(shared)
    }
}
