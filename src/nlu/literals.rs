//! One search through a message for every fixed text that the definitions care about: the keywords
//! of all intents, and for each regular expression what a message must have for it to match.
//!
//! Keywords are found as whole words in the [`Spoken`] message, so that "can't log in" is found in
//! "I cannot log in" and "订单" needs no spaces around it. Triggers of expressions are found
//! anywhere in the folded text. Where both are the same text, it is searched once.

use std::collections::HashMap;
use std::ops::Range;

use aho_corasick::AhoCorasick;
use foldhash::fast::FixedState;
use smallvec::SmallVec;

use super::expression::Trigger;
use super::lists::Lists;
use super::spoken::Spoken;
use crate::error::Problem;

/// The number of a fixed text.
pub(super) type Literal = u32;

/// The texts to look for, while a bot is built.
#[derive(Debug, Default)]
pub(super) struct LiteralsBuilder {
    texts: Vec<Box<str>>,
    numbers: HashMap<Box<str>, Literal, FixedState>,
    keywords: Vec<bool>,
    triggers: Vec<(Literal, u32)>,
    on_digit: Vec<u32>,
    always: Vec<u32>,
}

impl LiteralsBuilder {
    /// Adds a keyword: spoken words with one space between them.
    pub(super) fn keyword(&mut self, words: &str) -> Literal {
        let literal = self.literal(words);
        if let Some(is_keyword) = self.keywords.get_mut(literal as usize) {
            *is_keyword = true;
        }
        literal
    }

    /// Adds what makes `expression` worth trying.
    pub(super) fn trigger(&mut self, trigger: Trigger, expression: u32) {
        match trigger {
            Trigger::Anything => self.always.push(expression),
            Trigger::Digit => self.on_digit.push(expression),
            Trigger::Literals(texts) => {
                for text in texts {
                    let literal = self.literal(&text);
                    self.triggers.push((literal, expression));
                }
            }
        }
    }

    fn literal(&mut self, text: &str) -> Literal {
        if let Some(&known) = self.numbers.get(text) {
            return known;
        }
        let literal = self.texts.len() as Literal;
        self.texts.push(text.into());
        self.numbers.insert(text.into(), literal);
        self.keywords.push(false);
        literal
    }

    /// How many expressions are tried on every message.
    pub(super) fn always(&self) -> usize {
        self.always.len()
    }

    /// The search. A problem if there are more texts than one automaton can hold: over 2^31 bytes.
    pub(super) fn build(self, problems: &mut Vec<Problem>) -> Literals {
        let mut search = None;
        if !self.texts.is_empty() {
            match AhoCorasick::new(self.texts.iter().map(|text| text.as_bytes())) {
                Ok(built) => search = Some(built),
                Err(why) => {
                    let what = format!("keywords and patterns are too many: {why}");
                    problems.push(Problem::error("bot-too-large", what).with_help("remove some"));
                }
            }
        }
        Literals {
            search,
            any_keyword: self.keywords.contains(&true),
            triggers: Lists::new(self.texts.len(), self.triggers),
            keywords: self.keywords,
            on_digit: self.on_digit,
            always: self.always,
        }
    }
}

/// The search.
#[derive(Debug)]
pub(super) struct Literals {
    search: Option<AhoCorasick>,
    /// Whether each literal is a keyword.
    keywords: Vec<bool>,
    any_keyword: bool,
    /// The expressions that each literal triggers.
    triggers: Lists<u32>,
    on_digit: Vec<u32>,
    always: Vec<u32>,
}

/// What one message has of it.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Keywords, sorted, each with where it stands first: offsets in the spoken text.
    keywords: SmallVec<[(Literal, u32, u32); 16]>,
    /// Expressions to try, sorted.
    pub(super) expressions: SmallVec<[u32; 16]>,
}

impl Seen {
    /// Where in the spoken text a keyword stands first.
    pub(super) fn keyword(&self, literal: Literal) -> Option<(u32, u32)> {
        let at = self.keywords.binary_search_by_key(&literal, |seen| seen.0).ok()?;
        self.keywords.get(at).map(|&(_, start, end)| (start, end))
    }

    /// The keywords seen, sorted, each once.
    pub(super) fn keywords(&self) -> impl Iterator<Item = Literal> {
        self.keywords.iter().map(|seen| seen.0)
    }
}

impl Literals {
    /// Searches one message.
    pub(super) fn scan(&self, spoken: &Spoken, folded: &str) -> Seen {
        let mut seen = Seen::default();
        let mut triggers: SmallVec<[Literal; 16]> = SmallVec::new();
        let any_trigger = !self.triggers.is_empty();
        let at_once = any_trigger && self.any_keyword && folded.starts_with(&spoken.text);
        if let Some(search) = &self.search {
            if self.any_keyword {
                let text = if at_once { folded } else { &spoken.text };
                for found in search.find_overlapping_iter(text) {
                    let literal = found.pattern().as_u32();
                    if self.is_keyword(literal, text, found.range(), spoken.text.len()) {
                        let (start, end) = (found.start() as u32, found.end() as u32);
                        seen.keywords.push((literal, start, end));
                    }
                    if at_once {
                        triggers.push(literal);
                    }
                }
            }
            if any_trigger && !at_once {
                let found = search.find_overlapping_iter(folded);
                triggers.extend(found.map(|found| found.pattern().as_u32()));
            }
        }
        // Each once, before the expressions of each are added up.
        triggers.sort_unstable();
        triggers.dedup();
        for &literal in &triggers {
            seen.expressions.extend_from_slice(self.triggers.of(literal));
        }
        if !self.on_digit.is_empty() && folded.chars().any(char::is_numeric) {
            seen.expressions.extend_from_slice(&self.on_digit);
        }
        seen.expressions.extend_from_slice(&self.always);
        seen.expressions.sort_unstable();
        seen.expressions.dedup();
        seen.keywords.sort_unstable();
        seen.keywords.dedup_by_key(|seen| seen.0);
        seen
    }

    /// Whether a literal found in `text` is a keyword, in whole words, and ends by `end`.
    fn is_keyword(&self, literal: Literal, text: &str, at: Range<usize>, end: usize) -> bool {
        let is_space = |at: usize| text.as_bytes().get(at) == Some(&b' ');
        self.keywords.get(literal as usize).copied().unwrap_or(false)
            && at.start.checked_sub(1).is_none_or(is_space)
            && (at.end == end || (at.end < end && is_space(at.end)))
    }
}
