//! What only leads to the value in a free text: "my name is" before "Ada", and what says that the
//! value corrects another: "no, it's" before "Smith", ", not Smyth" behind it.
//!
//! The words are data of each language; whether a value counts is for those who ask. Careful rather
//! than clever: what is not surely a lead-in stays in the text.

use super::language::Language;
use super::utterance::{Utterance, read_words};
use crate::understanding::Span;

/// The words of a language that lead to a value.
///
/// A lead-in is words with one space between them: `a|b` is one of two, `a?` may be missing, after
/// `a,` has to be a comma or another sign, and `*` is what the slot is called ("name", "full name").
#[derive(Debug)]
pub(crate) struct LeadIns {
    /// Say nothing, and may stand before any other: "hello", "well".
    pub(super) before: &'static [&'static str],
    /// Say that something is corrected: "no", "I meant".
    pub(super) correcting: &'static [&'static str],
    /// Lead to a value of any slot, if it is short: "it is".
    pub(super) any: &'static [&'static str],
    /// Lead to somebody's name, if it is short: "I am".
    pub(super) name: &'static [&'static str],
    /// Name the slot: "my * is".
    pub(super) own: &'static [&'static str],
    /// Name the slot that is to be changed: "change my * to".
    pub(super) change: &'static [&'static str],
    /// What a slot for names is called.
    pub(super) names: &'static [&'static str],
    /// "not" before what the value is instead of, and before what is no value.
    pub(super) not: &'static [&'static str],
    /// Before "not" they make a wish of it: "why not friday".
    pub(super) why: &'static [&'static str],
    /// Whether all nouns have a capital, so that a capital does not tell a name.
    pub(super) has_capital_nouns: bool,
}

impl LeadIns {
    pub(super) const NONE: LeadIns = LeadIns {
        before: &[],
        correcting: &[],
        any: &[],
        name: &[],
        own: &[],
        change: &[],
        names: &[],
        not: &[],
        why: &[],
        has_capital_nouns: false,
    };
}

/// What a slot for free text is called.
#[derive(Clone, Debug, Default)]
pub(crate) struct SlotWords {
    words: Vec<String>,
    is_name: bool,
}

/// What leads to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LeadIn {
    /// Nothing.
    None,
    /// Words before any value: "it is".
    Any,
    /// Words before a name: "I am".
    Name,
    /// What the slot is called: "my name is".
    Own,
    /// That the slot is to be changed: "change my name to".
    Change,
}

/// A value in a free text.
#[derive(Clone, Debug)]
pub(crate) struct Led {
    pub(crate) lead_in: LeadIn,
    /// Whether words before it say that it corrects something.
    pub(crate) corrects: bool,
    /// The place of the value; the whole text, without the white space around it, where nothing
    /// leads to it.
    pub(crate) span: Span,
}

/// Most words of a value behind "it is" and "I am": what is longer is a sentence.
const SHORT: usize = 4;
/// Most words of what a slot is called in a message.
const LONGEST_NAME: usize = 3;
/// Least characters of a word that a slot is called by.
const LEAST_WORD: usize = 3;
/// Characters that inflection adds at most: "Name", "Namen".
const INFLECTION: usize = 2;
/// Most lead-ins before the last: "hi, sorry, no, it's".
const MOST_BEFORE: usize = 4;

impl SlotWords {
    /// From the slot's name, its label and its questions.
    pub(crate) fn new<'a>(
        language: &Language,
        name: &str,
        label: &str,
        asks: impl Iterator<Item = &'a str>,
    ) -> SlotWords {
        let is_name = |word: &String| language.lead_ins.names.contains(&word.as_str());
        let mut words = read_words(&format!("{} {label}", name.replace('_', " ")), language);
        words.retain(|word| word.chars().count() >= LEAST_WORD);
        words.extend(asks.flat_map(|ask| read_words(ask, language)).filter(is_name));
        words.sort_unstable();
        words.dedup();
        let is_name = words.iter().any(is_name);
        SlotWords { words, is_name }
    }

    fn has(&self, word: &str) -> bool {
        self.words.iter().any(|own| {
            let rest = word.strip_prefix(own.as_str());
            rest.is_some_and(|rest| {
                rest.is_empty() || own.len() > LEAST_WORD && rest.chars().count() <= INFLECTION
            })
        })
    }
}

impl Language {
    /// The value in a message for a slot of free text, and what leads to it.
    pub(crate) fn led(&self, utterance: &Utterance<'_>, slot: &SlotWords) -> Led {
        let words = Words::of(utterance);
        let data = &self.lead_ins;
        let mut at = 0;
        let mut corrects = false;
        for _ in 0..MOST_BEFORE {
            if let Some(end) = longest(data.correcting, &words, at, slot) {
                corrects = true;
                at = end;
            } else if let Some(end) = longest(data.before, &words, at, slot) {
                at = end;
            } else {
                break;
            }
        }
        let rest = |end: usize| utterance.len().saturating_sub(end);
        let is_value =
            |end: usize| words.at(end).is_some_and(|(first, _)| !data.not.contains(&first));
        let tried = [
            (LeadIn::Change, data.change, usize::MAX),
            (LeadIn::Own, data.own, usize::MAX),
            (LeadIn::Name, if slot.is_name { data.name } else { &[] }, SHORT),
            (LeadIn::Any, data.any, SHORT),
        ];
        for (lead_in, frames, most) in tried {
            let end = longest(frames, &words, at, slot);
            if let Some(end) = end.filter(|end| is_value(*end) && rest(*end) <= most) {
                return self.behind(utterance, lead_in, corrects, end);
            }
        }
        if corrects && is_value(at) {
            return self.behind(utterance, LeadIn::None, corrects, at);
        }
        self.behind(utterance, LeadIn::None, false, 0)
    }

    /// Where a value ends that is told instead of another: before ", not Smyth".
    pub(crate) fn before_instead_of(&self, utterance: &Utterance<'_>, old: &str) -> Option<usize> {
        let words: Vec<&str> = utterance.words().collect();
        let old = read_words(old, self);
        let at = words.len().checked_sub(old.len() + 1)?;
        let (not, rest) = words.get(at..)?.split_first()?;
        let fits = at > 0
            && !old.is_empty()
            && self.lead_ins.not.contains(not)
            && rest.iter().copied().eq(old.iter().map(String::as_str));
        fits.then(|| utterance.span_of_tokens(at - 1..at).end)
    }

    /// Whether a folded word says that what follows is not meant: "not", but not "no", which
    /// corrects.
    pub(crate) fn denies(&self, word: &str) -> bool {
        let corrects = |frame: &&str| frame.trim_end_matches(',').split('|').any(|one| one == word);
        self.lead_ins.not.contains(&word) && !self.lead_ins.correcting.iter().any(corrects)
    }

    /// Whether a folded word before "not" makes a wish of it: "why not friday".
    pub(crate) fn asks_why(&self, word: &str) -> bool {
        self.lead_ins.why.contains(&word)
    }

    /// Whether a capital tells that a word is a name.
    pub(crate) fn has_capital_nouns(&self) -> bool {
        self.lead_ins.has_capital_nouns
    }

    fn behind(
        &self,
        utterance: &Utterance<'_>,
        lead_in: LeadIn,
        corrects: bool,
        tokens: usize,
    ) -> Led {
        /// Between a lead-in and its value: "my name is: Ada".
        const JOINTS: [char; 8] = [':', ',', ';', '-', '–', '—', '=', '.'];
        let text = utterance.text();
        let from = match tokens {
            0 => 0,
            _ => utterance.span_of_tokens(tokens - 1..tokens).end,
        };
        let rest = text.get(from..).unwrap_or_default();
        let value = match tokens {
            0 => rest.trim_start(),
            _ => rest.trim_start_matches(|c: char| c.is_whitespace() || JOINTS.contains(&c)),
        };
        let start = text.len() - value.len();
        let span = Span::new(start, start + value.trim_end().len());
        Led { lead_in, corrects, span }
    }
}

/// The words of a message, and whether a sign such as a comma stands behind each.
struct Words<'u>(Vec<(&'u str, bool)>);

impl<'u> Words<'u> {
    fn of(utterance: &'u Utterance<'_>) -> Words<'u> {
        let folded = utterance.folded();
        let is_before_sign = |end: usize| {
            let behind = folded.get(end..).unwrap_or_default().trim_start();
            behind.starts_with(|c: char| !c.is_alphanumeric() && c != '\'')
        };
        let tokens = utterance.tokens();
        Words(tokens.map(|token| (token.word(), is_before_sign(token.range().end))).collect())
    }

    fn at(&self, at: usize) -> Option<(&'u str, bool)> {
        self.0.get(at).copied()
    }
}

/// The end of the longest lead-in that begins at `at`.
fn longest(frames: &[&str], words: &Words<'_>, at: usize, slot: &SlotWords) -> Option<usize> {
    frames.iter().filter_map(|frame| end_of(frame, words, at, slot)).max()
}

fn end_of(frame: &str, words: &Words<'_>, at: usize, slot: &SlotWords) -> Option<usize> {
    let (piece, rest) = frame.split_once(' ').unwrap_or((frame, ""));
    if piece.is_empty() {
        return Some(at);
    }
    if piece == "*" {
        return (1..=LONGEST_NAME).rev().find_map(|len| {
            let last = at + len - 1;
            words.at(last).filter(|(word, _)| slot.has(word))?;
            end_of(rest, words, last + 1, slot)
        });
    }
    let (piece, is_optional) = match piece.strip_suffix('?') {
        Some(piece) => (piece, true),
        None => (piece, false),
    };
    let (piece, needs_sign) = match piece.strip_suffix(',') {
        Some(piece) => (piece, true),
        None => (piece, false),
    };
    let is_here = words.at(at).is_some_and(|(word, is_before_sign)| {
        piece.split('|').any(|one| one == word) && (is_before_sign || !needs_sign)
    });
    let with = is_here.then(|| end_of(rest, words, at + 1, slot)).flatten();
    with.or_else(|| is_optional.then(|| end_of(rest, words, at, slot)).flatten())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;

    fn led(language: &str, ask: &str, name: &str, text: &str) -> (LeadIn, bool, String) {
        let language = Language::of(language);
        let slot = SlotWords::new(language, name, &name.replace('_', " "), [ask].into_iter());
        let utterance = Utterance::new(text, language, &Limits::default());
        let led = language.led(&utterance, &slot);
        (led.lead_in, led.corrects, led.span.of(text).to_owned())
    }

    #[test]
    fn lead_ins_are_as_in_the_table() {
        let table = include_str!("../../tests/lead_ins.tsv");
        let rows = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let mut wrong = Vec::new();
        let mut count = 0;
        for row in rows {
            let [language, slot, text, expected] = row.split('\t').collect::<Vec<_>>()[..] else {
                panic!("not four columns: {row}");
            };
            let (name, ask) = slot.split_once('/').unwrap_or((slot, ""));
            let found = led(language, ask, name, text);
            let found = format!("{:?}{}: {}", found.0, if found.1 { "!" } else { "" }, found.2);
            if found != expected {
                wrong.push(format!("{row}\n    gives {found}"));
            }
            count += 1;
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(count >= 60, "only {count} rows");
    }

    #[test]
    fn lead_ins_are_written_as_they_are_read() {
        for language in ["en", "de", "fr", "es"].map(Language::of) {
            let data = &language.lead_ins;
            let frames = [data.before, data.correcting, data.any, data.name, data.own, data.change];
            for frame in frames.into_iter().flatten() {
                for piece in frame.split(' ').filter(|piece| *piece != "*") {
                    for word in piece.trim_end_matches(['?', ',']).split('|') {
                        assert_eq!(super::super::folded(word), word, "{frame}");
                    }
                }
            }
            for word in data.names.iter().chain(data.not) {
                assert_eq!(read_words(word, language), [*word], "{}", language.code);
            }
            assert!(data.own.iter().chain(data.change).all(|frame| frame.contains('*')));
        }
    }
}
