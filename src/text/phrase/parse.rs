//! From the text of a phrase to its tree, with every mistake told at its place.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::{Atom, Form, Phrase, PhraseError, SlotRef, Word, WordsRef, pieces};
use crate::text::fold::{folded, is_invisible, is_picture};

pub(super) fn parse(source: &str) -> Result<Form, PhraseError> {
    if source.trim().is_empty() {
        let help = "write what a customer would say".to_owned();
        return Err(PhraseError {
            message: "the phrase is empty".into(),
            at: 0..source.len(),
            help,
        });
    }
    if !source.contains(Phrase::SPECIAL) {
        return Ok(Form::Plain);
    }
    let mut parser = Parser { source, at: 0 };
    let mut branches = parser.branches(None, 0)?;
    // Outside brackets there is exactly one branch.
    let words = branches.pop().unwrap_or_default();
    let is_text = |atom: &Atom| matches!(atom, Atom::Text(_) | Atom::Mark(_));
    if words.iter().flatten().all(is_text) {
        return Ok(Form::Escaped(unescaped(source).into()));
    }
    Ok(Form::Tree(words))
}

/// The text of a phrase that has no other special character than escapes.
fn unescaped(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut chars = source.chars();
    while let Some(c) = chars.next() {
        out.extend(if c == '\\' { chars.next() } else { Some(c) });
    }
    out
}

struct Parser<'s> {
    source: &'s str,
    at: usize,
}

/// An open bracket: the character that closes it, and where it stands.
#[derive(Clone, Copy)]
struct Open {
    close: char,
    at: usize,
}

impl Parser<'_> {
    /// The branches up to the bracket that closes `open`, or the end of the phrase.
    fn branches(
        &mut self,
        open: Option<Open>,
        depth: usize,
    ) -> Result<Vec<Vec<Word>>, PhraseError> {
        let mut branches = Vec::new();
        let mut start = self.at;
        let mut branch = Branch::default();
        while let Some(c) = self.next() {
            let at = self.at - c.len_utf8();
            match c {
                _ if c.is_whitespace() => branch.end_word()?,
                '\\' => match self.escaped(at)? {
                    c if c.is_whitespace() => branch.end_word()?,
                    c => branch.text(c.encode_utf8(&mut [0; 4]), is_letter(c)),
                },
                '(' | '[' => branch.atom(self.group(c, at, depth)?, at..self.at)?,
                '{' => branch.atom(Atom::Slot(Box::new(self.slot(at)?)), at..self.at)?,
                '<' => branch.atom(Atom::Words(Box::new(self.words(at)?)), at..self.at)?,
                '|' if open.is_some() => {
                    let done = std::mem::take(&mut branch).end()?;
                    branches.push(not_empty(done, start, at)?);
                    start = self.at;
                }
                _ if open.is_some_and(|open| open.close == c) => {
                    branches.push(not_empty(branch.end()?, start, at)?);
                    return Ok(branches);
                }
                '|' => {
                    let help = "put the alternatives into `( )`, or write `\\|` for the character";
                    return Err(error("`|` stands outside of brackets", at..at + 1, help));
                }
                ')' | ']' | '}' | '>' => return Err(wrong_close(c, at, open)),
                _ => {
                    let is_letters = is_letter(c);
                    branch.text(self.run(at, is_letters), is_letters);
                }
            }
        }
        match open {
            Some(open) => Err(never_closed(self.source, open)),
            None => Ok(vec![branch.end()?]),
        }
    }

    fn next(&mut self) -> Option<char> {
        let c = self.source.get(self.at..)?.chars().next()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Goes on over characters that mean nothing by themselves and are letters as the one at `at`
    /// is, or none as it is not; gives all of them.
    fn run(&mut self, at: usize, is_letters: bool) -> &str {
        // No letter is white space or special.
        let ends = |c: char| match is_letter(c) {
            true => !is_letters,
            false => is_letters || c.is_whitespace() || Phrase::SPECIAL.contains(&c),
        };
        let rest = self.source.get(self.at..).unwrap_or_default();
        self.at += rest.find(ends).unwrap_or(rest.len());
        self.source.get(at..self.at).unwrap_or_default()
    }

    /// The character after the backslash at `at`.
    fn escaped(&mut self, at: usize) -> Result<char, PhraseError> {
        match self.next() {
            Some(c) if c.is_ascii_alphanumeric() => Err(error(
                format!("`\\{c}` is not an escape"),
                at..self.at,
                "a phrase is not a regular expression: those stand under `patterns`; write `\\\\` for a backslash",
            )),
            Some(c) => Ok(c),
            None => Err(error(
                "`\\` at the end escapes nothing",
                at..self.at,
                "leave it out, or write `\\\\`",
            )),
        }
    }

    fn group(&mut self, bracket: char, at: usize, depth: usize) -> Result<Atom, PhraseError> {
        if depth >= Phrase::MAX_DEPTH {
            return Err(error(
                format!("brackets are nested more than {} deep", Phrase::MAX_DEPTH),
                at..at + 1,
                "write several phrases, or give inner parts a name under `words`",
            ));
        }
        let is_optional = bracket == '[';
        let open = Open { close: if is_optional { ']' } else { ')' }, at };
        let branches = self.branches(Some(open), depth + 1)?;
        Ok(Atom::Any { branches, is_optional })
    }

    fn slot(&mut self, at: usize) -> Result<SlotRef, PhraseError> {
        let inside = self.name(Open { close: '}', at })?;
        let (kind, name) = match inside.split_once(':') {
            Some((kind, name)) => (Some(kind.trim()), name.trim()),
            None => (None, inside.trim()),
        };
        if name.is_empty() || kind == Some("") {
            let help = "write the name of a slot, as in `{order_no}` or `{date:visit_day}`";
            return Err(error(format!("`{{{inside}}}` names no slot"), at..self.at, help));
        }
        if !Phrase::is_slot_name(name) || !kind.is_none_or(Phrase::is_words_name) {
            let help = "a name has letters a to z, digits and `_`, and no digit first; write `\\{` for the character";
            return Err(error(
                format!("`{{{inside}}}` is not the name of a slot"),
                at..self.at,
                help,
            ));
        }
        Ok(SlotRef { kind: kind.map(str::to_owned), name: name.to_owned(), at: at..self.at })
    }

    fn words(&mut self, at: usize) -> Result<WordsRef, PhraseError> {
        let inside = self.name(Open { close: '>', at })?;
        let name = inside.trim();
        if name.is_empty() {
            let help = "write a key of `words`, as in `<please>`, or `\\<` for the character";
            return Err(error("`<>` names no words", at..self.at, help));
        }
        if !Phrase::is_words_name(name) {
            let help = "a name has letters a to z, digits, `_` and `-`, and no digit first; write `\\<` for the character";
            return Err(error(format!("`<{name}>` is not the name of words"), at..self.at, help));
        }
        Ok(WordsRef { name: name.to_owned(), at: at..self.at })
    }

    /// What stands up to the closing character, which must come before any other special one.
    fn name(&mut self, open: Open) -> Result<String, PhraseError> {
        let rest = self.source.get(self.at..).unwrap_or_default();
        let Some(end) = rest.find(Phrase::SPECIAL) else {
            return Err(never_closed(self.source, open));
        };
        if !rest.get(end..).is_some_and(|rest| rest.starts_with(open.close)) {
            return Err(never_closed(self.source, open));
        }
        self.at += end + 1;
        Ok(rest.get(..end).unwrap_or_default().to_owned())
    }
}

/// One alternative while it is read.
#[derive(Default)]
struct Branch {
    words: Vec<Word>,
    word: Word,
    /// Where each atom of `word` that is not text stands.
    places: Vec<Range<usize>>,
}

impl Branch {
    fn text(&mut self, run: &str, is_letters: bool) {
        match self.word.last_mut() {
            Some(Atom::Text(text)) if is_letters => text.push_str(run),
            Some(Atom::Mark(text)) if !is_letters => text.push_str(run),
            _ if is_letters => self.word.push(Atom::Text(run.into())),
            _ => self.word.push(Atom::Mark(run.into())),
        }
    }

    fn atom(&mut self, atom: Atom, at: Range<usize>) -> Result<(), PhraseError> {
        self.word.push(atom);
        self.places.push(at);
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), PhraseError> {
        if !self.word.is_empty() {
            let at = match (self.places.first(), self.places.last()) {
                (Some(first), Some(last)) => first.start..last.end,
                _ => 0..0,
            };
            pieces::check_glue(&self.word, at)?;
            self.words.push(std::mem::take(&mut self.word));
            self.places.clear();
        }
        Ok(())
    }

    fn end(mut self) -> Result<Vec<Word>, PhraseError> {
        self.end_word()?;
        // A bot keeps the words of all phrases while it is built.
        self.words.shrink_to_fit();
        Ok(self.words)
    }
}

/// Whether `c` may be a part of a word, or change how what stands beside it is read: letters, signs
/// that fold to letters (`℃`), apostrophes, marks, what nobody sees, and pictures, which may join.
/// Everything else parts words, whatever stands on both sides.
pub(super) fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || matches!(c, '\'' | '`');
    }
    let mut is_part = is_combining_mark(c) || is_invisible(c) || is_picture(c);
    if !is_part {
        let folded = folded(c.encode_utf8(&mut [0; 4]));
        is_part = folded.contains(|c: char| c == '\'' || c.is_alphanumeric());
    }
    is_part
}

fn not_empty(branch: Vec<Word>, start: usize, end: usize) -> Result<Vec<Word>, PhraseError> {
    if !branch.is_empty() {
        return Ok(branch);
    }
    let help = "write `[a|b]` where nothing may stand, and leave out the `|` or the brackets";
    Err(error("an alternative is empty", start.saturating_sub(1)..end + 1, help))
}

fn wrong_close(c: char, at: usize, open: Option<Open>) -> PhraseError {
    let message = match open {
        Some(open) => format!("expected `{}`, found `{c}`", open.close),
        None => format!("`{c}` closes nothing"),
    };
    error(message, at..at + 1, format!("write `\\{c}` for the character"))
}

fn never_closed(source: &str, open: Open) -> PhraseError {
    let bracket = source.get(open.at..).and_then(|rest| rest.chars().next()).unwrap_or('(');
    let help = format!("add `{}`, or write `\\{bracket}` for the character", open.close);
    error(format!("`{bracket}` is never closed"), open.at..open.at + 1, help)
}

pub(super) fn error(
    message: impl Into<String>,
    at: Range<usize>,
    help: impl Into<String>,
) -> PhraseError {
    PhraseError { message: message.into(), at, help: help.into() }
}
