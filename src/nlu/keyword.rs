//! The matcher of keywords: intents whose `all` and one of whose `any` stand in a message.
//!
//! Cost follows the keywords that are in the message: an intent is looked at only when the rarest
//! of its `all` is there (or any of its `any`, if it has no `all`).

use std::sync::Arc;

use smallvec::SmallVec;

use super::lists::Lists;
use super::literals::{Literal, LiteralsBuilder, Seen};
use super::spoken::spoken;
use crate::def::{Definitions, Keywords as Written, Text};
use crate::text::{Language, read_words};

/// The keywords of all intents.
#[derive(Debug)]
pub(super) struct Keywords {
    /// By number of rule.
    intents: Vec<u32>,
    all: Lists<Literal>,
    any: Lists<Literal>,
    /// The rules to look at when a literal is seen.
    driven: Lists<u32>,
    /// `none`, by intent.
    none: Lists<Literal>,
    /// The keyword's text and how many intents have it in `all` or `any`, by literal.
    words: Vec<(Arc<str>, u32)>,
}

/// An intent whose keywords are in the message.
#[derive(Clone, Debug)]
pub(super) struct KeywordHit {
    pub(super) intent: u32,
    /// Those of `all` and `any` that were seen.
    pub(super) found: SmallVec<[Literal; 4]>,
}

impl Keywords {
    /// Adds the keywords of all intents to the literals.
    pub(super) fn build(
        definitions: &Definitions,
        language: &Language,
        literals: &mut LiteralsBuilder,
    ) -> Keywords {
        let mut reading = Reading { language, literals, words: Vec::new() };
        let mut intents = Vec::new();
        let (mut all, mut any) = (Lists::default(), Lists::default());
        let mut none = Vec::new();
        for (intent, (_, written)) in definitions.intents.iter().enumerate() {
            let Some(Written { all: all_of, any: any_of, none: none_of, .. }) = &written.keywords
            else {
                continue;
            };
            none.extend(reading.literals(none_of).into_iter().map(|word| (intent as u32, word)));
            let (all_of, any_of) = (reading.literals(all_of), reading.literals(any_of));
            if all_of.is_empty() && any_of.is_empty() {
                continue;
            }
            let mut own = [&all_of[..], &any_of[..]].concat();
            own.sort_unstable();
            own.dedup();
            own.into_iter().for_each(|word| reading.count(word));
            intents.push(intent as u32);
            all.push(all_of);
            any.push(any_of);
        }
        let words = reading.words;
        let driven = drivers(&all, &any, intents.len() as u32, &words);
        let none = Lists::new(definitions.intents.len(), none);
        Keywords { driven: Lists::new(words.len(), driven), intents, all, any, none, words }
    }

    /// The intents whose keywords are there, sorted.
    pub(super) fn find(&self, seen: &Seen) -> SmallVec<[KeywordHit; 4]> {
        let mut rules: SmallVec<[u32; 16]> = SmallVec::new();
        for literal in seen.keywords() {
            rules.extend_from_slice(self.driven.of(literal));
        }
        rules.sort_unstable();
        rules.dedup();
        let hit = |&rule: &u32| {
            let is_seen = |literal: &Literal| seen.keyword(*literal).is_some();
            let (all, any) = (self.all.of(rule), self.any.of(rule));
            let any_found = any.iter().copied().filter(|literal| is_seen(literal));
            let mut found: SmallVec<[Literal; 4]> = any_found.collect();
            if !all.iter().all(is_seen) || (found.is_empty() && !any.is_empty()) {
                return None;
            }
            found.extend_from_slice(all);
            found.sort_unstable();
            found.dedup();
            Some(KeywordHit { intent: *self.intents.get(rule as usize)?, found })
        };
        rules.iter().filter_map(hit).collect()
    }

    /// The first of an intent's `none` that is in the message.
    pub(super) fn veto(&self, intent: u32, seen: &Seen) -> Option<Arc<str>> {
        let none = self.none.of(intent);
        let found = none.iter().find(|&&literal| seen.keyword(literal).is_some())?;
        Some(self.word(*found))
    }

    /// A keyword's text.
    pub(super) fn word(&self, literal: Literal) -> Arc<str> {
        self.words.get(literal as usize).map_or_else(|| "".into(), |(word, _)| Arc::clone(word))
    }

    /// The words of all keywords.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().flat_map(|(keyword, _)| keyword.split(' '))
    }

    /// How many words a keyword has.
    pub(super) fn words_of(&self, literal: Literal) -> usize {
        self.words.get(literal as usize).map_or(1, |(word, _)| word.split(' ').count())
    }

    /// How many intents have the keyword, at least 1.
    pub(super) fn shared_by(&self, literal: Literal) -> u32 {
        self.words.get(literal as usize).map_or(1, |(_, count)| *count).max(1)
    }
}

/// Pairs of a literal and a rule to look at when it is seen.
fn drivers(
    all: &Lists<Literal>,
    any: &Lists<Literal>,
    rules: u32,
    words: &[(Arc<str>, u32)],
) -> Vec<(Literal, u32)> {
    let shared = |&&literal: &&Literal| words.get(literal as usize).map_or(0, |(_, count)| *count);
    let mut driven = Vec::new();
    for rule in 0..rules {
        match all.of(rule).iter().min_by_key(shared) {
            Some(&rarest) => driven.push((rarest, rule)),
            None => driven.extend(any.of(rule).iter().map(|&literal| (literal, rule))),
        }
    }
    driven
}

struct Reading<'r> {
    language: &'r Language,
    literals: &'r mut LiteralsBuilder,
    words: Vec<(Arc<str>, u32)>,
}

impl Reading<'_> {
    fn literals(&mut self, texts: &[Text]) -> Vec<Literal> {
        texts.iter().filter_map(|text| self.literal(text)).collect()
    }

    fn literal(&mut self, text: &Text) -> Option<Literal> {
        let words = read_words(text, self.language);
        if words.is_empty() {
            return None; // told by `def`
        }
        let words = spoken(words.iter().map(String::as_str));
        let literal = self.literals.keyword(&words);
        if literal as usize >= self.words.len() {
            self.words.resize_with(literal as usize + 1, || ("".into(), 0));
        }
        if let Some(known) = self.words.get_mut(literal as usize).filter(|word| word.0.is_empty()) {
            known.0 = words.into();
        }
        Some(literal)
    }

    fn count(&mut self, literal: Literal) {
        if let Some((_, count)) = self.words.get_mut(literal as usize) {
            *count += 1;
        }
    }
}
