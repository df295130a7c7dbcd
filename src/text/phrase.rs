//! The grammar of phrases: `[please] track (my|the) light[s] {order_no} <thanks>`.
//!
//! Parsing and the checks that need nothing else, the plain-text readings of a phrase (sampled),
//! and its normal form for whoever compiles it. Matching lives in `nlu`, references in `def`.

mod parse;
mod pieces;
mod sample;

use std::ops::Range;

use smallvec::SmallVec;

pub(crate) use pieces::Piece;
pub(crate) use sample::Readings;

/// What an author wrote to say what customers say; parsed, with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    source: Box<str>,
    form: Form,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Form {
    /// No special character: the source is the text.
    Plain,
    /// Escapes only: the text without them.
    Escaped(Box<str>),
    Tree(Vec<Word>),
}

/// What stands between two spaces: atoms without a space between them, mostly one.
type Word = SmallVec<[Atom; 1]>;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Atom {
    /// Letters, digits, apostrophes, pictures: may make one word with what stands beside it.
    Text(String),
    /// Punctuation: parts words.
    Mark(String),
    /// `(a|b)`, or `[a|b]` if it may be left out.
    Any {
        branches: Vec<Vec<Word>>,
        is_optional: bool,
    },
    // Boxed: most atoms are text, and a bot keeps those of all phrases while it is built.
    Slot(Box<SlotRef>),
    Words(Box<WordsRef>),
}

/// `{name}` or `{kind:name}` in a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SlotRef {
    /// The type of value, if the phrase says it.
    pub(crate) kind: Option<String>,
    /// The slot (or the entity, where no slot has that name).
    pub(crate) name: String,
    /// Where it stands in the phrase's source, in bytes.
    pub(crate) at: Range<usize>,
}

/// `<name>` in a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WordsRef {
    /// A key of `words`.
    pub(crate) name: String,
    /// Where it stands in the phrase's source, in bytes.
    pub(crate) at: Range<usize>,
}

/// What is wrong with a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PhraseError {
    /// What was found: one sentence, lower case, no full stop.
    pub(crate) message: String,
    /// Where in the phrase, in bytes; at least one character unless the phrase is empty.
    pub(crate) at: Range<usize>,
    /// What would do.
    pub(crate) help: String,
}

impl Phrase {
    /// Brackets in brackets, at most. People write three; a program that writes more should not.
    pub(crate) const MAX_DEPTH: usize = 16;
    /// Most readings of one word with brackets inside, such as `re(fund|turn)[s]`, since each
    /// becomes a word of its own.
    pub(crate) const MAX_GLUED: usize = 64;
    /// The characters that mean something.
    pub(crate) const SPECIAL: [char; 10] = ['(', ')', '[', ']', '{', '}', '<', '>', '|', '\\'];

    /// Whether a phrase can write it as `{name}`, and a template as `{{ name }}`: letters a to z,
    /// digits and `_`, and no digit first.
    pub(crate) fn is_slot_name(name: &str) -> bool {
        !name.is_empty()
            && !name.starts_with(|c: char| c.is_ascii_digit())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    }

    /// Whether a phrase can write it as `<name>`, where `-` is a letter too but for the first one.
    pub(crate) fn is_words_name(name: &str) -> bool {
        !name.starts_with('-') && Phrase::is_slot_name(&name.replace('-', "_"))
    }

    /// Reads `source`. Linear in its length; a text without special characters is only looked at.
    pub(crate) fn parse(source: &str) -> Result<Phrase, PhraseError> {
        let form = parse::parse(source)?;
        Ok(Phrase { source: source.into(), form })
    }

    /// As the author wrote it.
    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    /// Whether it is plain text, without brackets and references (escapes may be in it).
    pub(crate) fn is_plain(&self) -> bool {
        self.plain_text().is_some()
    }

    /// The text, if it is plain: without escapes.
    pub(crate) fn plain_text(&self) -> Option<&str> {
        match &self.form {
            Form::Plain => Some(&self.source),
            Form::Escaped(text) => Some(text),
            Form::Tree(_) => None,
        }
    }

    /// All slots that it captures, in the order of the source.
    pub(crate) fn slots(&self) -> Vec<&SlotRef> {
        let mut found: Vec<&SlotRef> = Vec::new();
        self.visit(&mut |atom| {
            if let Atom::Slot(slot) = atom {
                found.push(slot);
            }
        });
        found
    }

    /// All named pieces that it refers to, in the order of the source.
    pub(crate) fn words(&self) -> Vec<&WordsRef> {
        let mut found: Vec<&WordsRef> = Vec::new();
        self.visit(&mut |atom| {
            if let Atom::Words(words) = atom {
                found.push(words);
            }
        });
        found
    }

    fn visit<'p>(&'p self, see: &mut impl FnMut(&'p Atom)) {
        if let Form::Tree(words) = &self.form {
            visit(words, see);
        }
    }
}

/// `text` as a phrase that means just this text: with a backslash before each special character.
///
/// For programs that write definitions, such as importers.
///
/// ```
/// assert_eq!(frontdesk::escape_phrase("price (in {EUR})?"), r"price \(in \{EUR\}\)?");
/// ```
#[must_use]
pub fn escape_phrase(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if Phrase::SPECIAL.contains(&c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

// Recursion below goes as deep as a parsed phrase, which is at most `Phrase::MAX_DEPTH`.

fn visit<'p>(words: &'p [Word], see: &mut impl FnMut(&'p Atom)) {
    for atom in words.iter().flatten() {
        see(atom);
        if let Atom::Any { branches, .. } = atom {
            for branch in branches {
                visit(branch, see);
            }
        }
    }
}

#[cfg(test)]
mod tests;
