//! A message as the readers of values see it: words with their numbers in the vocabulary, and what
//! stands between them, since `.`, `-`, `/`, `€` and `+` mean something here.

use std::cell::OnceCell;
use std::ops::Range;

use super::grammar::Grammar;
use super::number::Amount;
use crate::text::{TokenKind, Utterance};

/// The tokens of a message; the same indices as in the utterance.
#[derive(Debug)]
pub(super) struct Line<'u> {
    pub(super) utterance: &'u Utterance<'u>,
    atoms: Vec<Atom<'u>>,
    tail: &'u str,
    has_numbers: bool,
    /// Whether "3." is "3rd".
    dotted_ordinals: bool,
    has_compounds: bool,
}

#[derive(Clone, Debug)]
struct Atom<'u> {
    word: &'u str,
    written: &'u str,
    /// What stands between the token before and this one.
    gap: &'u str,
    range: Range<usize>,
    /// Number in the vocabulary; `u32::MAX` for a word that means nothing here.
    id: u32,
    is_number: bool,
    /// Quarters in a sign like `½` that folding glued to the digits.
    quarters: u8,
    /// The number that begins here, once a rule has asked.
    amount: OnceCell<Option<Amount>>,
}

/// Signs that folding takes apart: "1½" is folded to "11/2".
const FRACTIONS: [(char, u8); 3] = [('¼', 1), ('½', 2), ('¾', 3)];

/// Words of a range's start: "3pm-5pm".
const HOUR_WORDS: [&str; 4] = ["am", "pm", "h", "m"];

impl<'u> Line<'u> {
    /// Longest abbreviation, in bytes: "sept".
    const LONGEST_SHORT: usize = 4;

    pub(super) fn new(utterance: &'u Utterance<'u>, grammar: &Grammar) -> Line<'u> {
        let folded = utterance.folded();
        let mut atoms = Vec::with_capacity(utterance.len());
        let mut end = 0;
        let mut has_numbers = false;
        for token in utterance.tokens() {
            let range = token.range();
            let is_number = token.kind() == TokenKind::Number;
            let id = grammar.id(token.word());
            has_numbers |= is_number || grammar.is_numeral(id);
            let gap = folded.get(end..range.start).unwrap_or_default();
            end = range.end;
            let (word, written) = (token.word(), token.written());
            atoms.push(Atom {
                word,
                written,
                gap,
                range,
                id,
                is_number,
                quarters: 0,
                amount: OnceCell::new(),
            });
        }
        let tail = folded.get(end..).unwrap_or_default();
        let mut line = Line {
            utterance,
            atoms,
            tail,
            has_numbers,
            dotted_ordinals: grammar.dotted_ordinals,
            has_compounds: grammar.has_compounds(),
        };
        if FRACTIONS.iter().any(|(sign, _)| utterance.text().contains(*sign)) {
            line.mend_fractions();
        }
        line
    }

    /// "1½" is folded to the tokens "11" and "2", both from the sign: they become one number. What
    /// else has such a sign ("½½", "a½") is none.
    fn mend_fractions(&mut self) {
        let utterance = self.utterance;
        let written = |at| utterance.span_of_tokens(at..at + 1).of(utterance.text());
        let sign = |c: char| FRACTIONS.iter().find(|(sign, _)| *sign == c);
        let mut texts = (0..utterance.len()).map(written).peekable();
        for atom in &mut self.atoms {
            let text = texts.next().unwrap_or_default();
            let Some((sign, quarters)) = text.chars().find_map(sign) else { continue };
            let is_last = text.find(*sign) == text.len().checked_sub(sign.len_utf8());
            let is_alone = texts.peek().is_some_and(|next| next.chars().eq([*sign]));
            let digits = atom.word.get(..atom.word.len().saturating_sub(1));
            if let (true, Some(digits)) = (atom.is_number && is_last && is_alone, digits) {
                (atom.word, atom.quarters) = (digits, *quarters);
            } else {
                // Nothing that means something; the 2 as well.
                (atom.word, atom.is_number, atom.id) = ("", false, u32::MAX);
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.atoms.len()
    }

    /// Whether there are digits or words for numbers at all.
    pub(super) fn has_numbers(&self) -> bool {
        self.has_numbers
    }

    /// The word at `at`; empty beyond the end.
    pub(super) fn word(&self, at: usize) -> &'u str {
        self.atoms.get(at).map_or("", |atom| atom.word)
    }

    /// The word as it was written, without the language's short forms.
    pub(super) fn written(&self, at: usize) -> &'u str {
        self.atoms.get(at).map_or("", |atom| atom.written)
    }

    pub(super) fn id(&self, at: usize) -> u32 {
        self.atoms.get(at).map_or(u32::MAX, |atom| atom.id)
    }

    /// Whether it is a number or a word that rules know; one that may be put together counts too.
    pub(super) fn means_something(&self, at: usize) -> bool {
        self.has_compounds || self.atoms.get(at).is_some_and(|a| a.is_number || a.id != u32::MAX)
    }

    /// What stands before the token `at`, up to the token before it; behind the last one the tail.
    pub(super) fn gap(&self, at: usize) -> &'u str {
        self.atoms.get(at).map_or(if at == self.len() { self.tail } else { "" }, |atom| atom.gap)
    }

    /// The digits at `at`; `None` for words, and for the sign of a fraction.
    pub(super) fn digits(&self, at: usize) -> Option<&'u str> {
        let atom = self.atoms.get(at)?;
        (atom.is_number && atom.quarters == 0).then_some(atom.word)
    }

    /// Where the number at `at` is kept; `None` beyond the end.
    pub(super) fn amount(&self, at: usize) -> Option<&OnceCell<Option<Amount>>> {
        self.atoms.get(at).map(|atom| &atom.amount)
    }

    /// Digits, maybe none, and the quarters of the sign behind them; goes over two tokens.
    pub(super) fn with_fraction(&self, at: usize) -> Option<(&'u str, u8)> {
        let atom = self.atoms.get(at)?;
        (atom.quarters > 0).then_some((atom.word, atom.quarters))
    }

    /// Whether the token `at` stands directly behind the one before.
    pub(super) fn is_joined(&self, at: usize) -> bool {
        at > 0 && at < self.len() && self.gap(at).is_empty()
    }

    /// Whether only white space, or a hyphen, parts `at` from the token before.
    pub(super) fn is_near(&self, at: usize) -> bool {
        at > 0 && at < self.len() && matches!(self.gap(at), " " | "-" | "")
    }

    /// Whether nothing but words and commas part `at` from the token before: the same sentence.
    pub(super) fn is_same_sentence(&self, at: usize) -> bool {
        let is_plain = |c: char| matches!(c, ' ' | ',' | '-' | '–' | '(' | ')' | '@' | '.' | '\'');
        let gap = self.gap(at);
        // The dot of an abbreviation ("fri. 3rd") or an ordinal ("3. März") ends no sentence.
        let is_short = |word: &str, digits: Option<&str>| match digits {
            Some(digits) => self.dotted_ordinals && digits.len() <= 2,
            None => word.len() <= Self::LONGEST_SHORT,
        };
        let before = at.saturating_sub(1);
        let goes_on = gap != ". " || is_short(self.word(before), self.digits(before));
        at < self.len() && gap.len() <= 4 && gap.chars().all(is_plain) && goes_on
    }

    /// Whether a sentence or part of one ends before `at`.
    pub(super) fn is_end(&self, at: usize) -> bool {
        at >= self.len() || self.gap(at).contains([',', '.', '!', '?', ';', ')', '\u{2026}'])
    }

    /// Whether digits at `at` go on from digits before: `.`, `-`, `/`, `:` or the like between.
    pub(super) fn is_chained(&self, at: usize) -> bool {
        at > 0 && self.is_link(at)
    }

    /// Whether digits stand on both sides of one sign.
    pub(super) fn is_link(&self, at: usize) -> bool {
        let is_number = |at: usize| self.atoms.get(at).is_some_and(|atom| atom.is_number);
        matches!(self.gap(at), "." | "," | "-" | "/" | ":" | "'" | "_" | "–" | "")
            && at > 0
            && is_number(at - 1)
            && is_number(at)
    }

    /// Whether letters, `#`, `_` or the like stand directly before the digits at `at`.
    pub(super) fn is_code(&self, at: usize) -> bool {
        // What a sign was folded to beside its number has no word.
        let is_word =
            |at: usize| self.atoms.get(at).is_some_and(|a| !a.is_number && !a.word.is_empty());
        let before = self.gap(at).chars().next_back();
        match before {
            None => at > 0 && is_word(at - 1),
            Some('#' | '_' | '@' | '&' | '=' | '\\') => true,
            Some('-') if at > 0 && HOUR_WORDS.contains(&self.word(at - 1)) => false,
            Some('-' | '/' | '.' | ':') => self.gap(at).len() == 1 && at > 0 && is_word(at - 1),
            Some(_) => false,
        }
    }

    /// One or two digits that are part of nothing else, but maybe one end of a range: "3-5".
    pub(super) fn figure(&self, at: usize) -> Option<(i16, usize)> {
        let digits = self.digits(at).filter(|digits| digits.len() <= 2)?;
        let is_short = |at: usize| self.digits(at).is_some_and(|digits| digits.len() <= 2);
        let is_range = |link: usize, other: usize| {
            !self.is_link(link) || matches!(self.gap(link), "-" | "–") && is_short(other)
        };
        let is_alone = is_range(at, at.wrapping_sub(1)) && is_range(at + 1, at + 1);
        let number = digits.parse().ok()?;
        (is_alone && !self.is_code(at)).then_some((number, at + 1))
    }

    /// Where the tokens stand in the folded text.
    pub(super) fn range(&self, tokens: Range<usize>) -> Range<usize> {
        let start = self.atoms.get(tokens.start).map_or(0, |atom| atom.range.start);
        let last = tokens.end.checked_sub(1).and_then(|last| self.atoms.get(last));
        start..last.map_or(start, |atom| atom.range.end.max(start))
    }
}
