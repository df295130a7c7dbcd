//! The tree of texts, lists and maps that a definition file is, before it means anything.
//!
//! Made by [`yaml`](super::yaml), read through [`format`](super::format). Texts borrow from the
//! file. Its depth is limited by the reader, so walking and dropping it may recurse.

use std::borrow::Cow;

use super::place::At;

/// One value of a file.
#[derive(Debug)]
pub(crate) struct Node<'s> {
    /// A text with its quotes, a `[list]` or `{map}` with its brackets; of others the first entry.
    pub(crate) at: At,
    /// Written in brackets: `[list]`, `{map}`.
    pub(crate) flow: bool,
    pub(crate) kind: Kind<'s>,
}

/// What a value is.
#[derive(Debug)]
pub(crate) enum Kind<'s> {
    /// Nothing, `~` or `null` without quotes.
    Nothing,
    /// A text as typed; `quoted` also for block texts (`|`, `>`).
    Text {
        text: Cow<'s, str>,
        quoted: bool,
    },
    List(Vec<Node<'s>>),
    /// Entries in the order of the file; no key twice.
    Map(Vec<Entry<'s>>),
    /// Something that a problem has been told about already: read as absent, in silence.
    Told,
}

/// One key of a map with its value.
#[derive(Debug)]
pub(crate) struct Entry<'s> {
    pub(crate) key: Cow<'s, str>,
    pub(crate) at: At,
    pub(crate) node: Node<'s>,
}

impl Node<'_> {
    /// "a list", "the text `x`": for messages.
    pub(crate) fn found(&self) -> String {
        match &self.kind {
            Kind::Nothing | Kind::Told => "nothing".to_owned(),
            Kind::Text { text, .. } => format!("`{}`", shortened(text)),
            Kind::List(_) => "a list".to_owned(),
            Kind::Map(_) => "a map".to_owned(),
        }
    }
}

/// The text for a message: control characters escaped, at most 40 characters.
pub(crate) fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    let mut out: String = text.chars().take(MOST).flat_map(plainly).collect();
    if text.chars().nth(MOST).is_some() {
        out.push('…');
    }
    out
}

fn plainly(c: char) -> impl Iterator<Item = char> {
    let escaped = c.is_control().then(|| c.escape_default());
    let kept = (!c.is_control()).then_some(c);
    escaped.into_iter().flatten().chain(kept)
}
