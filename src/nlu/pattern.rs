//! The matcher of patterns: the author's regular expressions that match somewhere in a message.
//!
//! All expressions of a bot, those of entities too, stand in one list and are tried only where
//! [`Literals`](super::literals::Literals) saw what they need.

use std::sync::Arc;

use smallvec::SmallVec;

use super::expression::{Expression, Trigger};
use super::literals::LiteralsBuilder;
use crate::def::{Definitions, Text};
use crate::error::Problem;
use crate::limits::Limits;
use crate::text::Utterance;
use crate::understanding::Span;

/// All expressions of a bot: numbers below `patterns.len()` are intents' patterns, the others
/// belong to entities.
#[derive(Debug, Default)]
pub(super) struct Expressions {
    list: Vec<Expression>,
}

/// The patterns of all intents.
#[derive(Debug)]
pub(super) struct Patterns {
    /// By number of expression.
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    intent: u32,
    source: Arc<str>,
}

/// A pattern that matches, the first of its intent.
#[derive(Clone, Debug)]
pub(super) struct PatternHit {
    pub(super) intent: u32,
    pub(super) source: Arc<str>,
    pub(super) span: Span,
    pub(super) chars: u32,
    /// What named groups captured.
    pub(super) groups: SmallVec<[(Arc<str>, Span); 2]>,
}

impl Expressions {
    /// Reads an expression and says what triggers it; its number, if it is one.
    pub(super) fn add(
        &mut self,
        text: &Text,
        whole_words: bool,
        definitions: &Definitions,
        limits: &Limits,
        literals: &mut LiteralsBuilder,
        problems: &mut Vec<Problem>,
    ) -> Option<u32> {
        let number = self.list.len() as u32;
        let (expression, trigger) = Expression::new(text, whole_words, limits)?;
        if trigger == Trigger::Anything {
            problems.extend(self.slow(text, definitions, literals));
        }
        self.list.push(expression);
        literals.trigger(trigger, number);
        Some(number)
    }

    pub(super) fn len(&self) -> u32 {
        self.list.len() as u32
    }

    pub(super) fn get(&self, number: u32) -> Option<&Expression> {
        self.list.get(number as usize)
    }

    /// A warning where an expression is one too many of those that every message is searched for.
    fn slow(
        &self,
        text: &Text,
        definitions: &Definitions,
        literals: &LiteralsBuilder,
    ) -> Option<Problem> {
        /// Each costs every message a tenth of a microsecond or more; a few do no harm.
        const MANY: usize = 16;
        (literals.always() >= MANY).then(|| {
            Problem::warning(
                "slow-pattern",
                "every message is searched for this expression, since it has no fixed text in it",
            )
            .at(definitions.sources.place(text.at))
            .with_help("put a word into it that every match has")
        })
    }
}

impl Patterns {
    /// Reads the patterns of all intents; must come before other expressions are added.
    pub(super) fn build(
        definitions: &Definitions,
        limits: &Limits,
        expressions: &mut Expressions,
        literals: &mut LiteralsBuilder,
        problems: &mut Vec<Problem>,
    ) -> Patterns {
        let mut rows = Vec::new();
        for (intent, (_, written)) in definitions.intents.iter().enumerate() {
            for text in &written.patterns {
                let number = expressions.add(text, false, definitions, limits, literals, problems);
                let row = Row { intent: intent as u32, source: text.as_str().into() };
                rows.extend(number.map(|_| row));
            }
        }
        Patterns { rows }
    }

    /// The first pattern of each intent that matches, sorted by intent. `tried` are the numbers of
    /// expressions worth trying, sorted.
    pub(super) fn find(
        &self,
        expressions: &Expressions,
        tried: &[u32],
        utterance: &Utterance<'_>,
    ) -> SmallVec<[PatternHit; 2]> {
        let mut hits: SmallVec<[PatternHit; 2]> = SmallVec::new();
        for &number in tried {
            // The rest belongs to entities.
            let Some(row) = self.rows.get(number as usize) else { break };
            if hits.last().is_some_and(|hit| hit.intent == row.intent) {
                continue;
            }
            let expression = expressions.get(number);
            hits.extend(expression.and_then(|expression| row.search(expression, utterance)));
        }
        hits
    }
}

impl Row {
    fn search(&self, expression: &Expression, utterance: &Utterance<'_>) -> Option<PatternHit> {
        let regex = expression.regex()?;
        let text = utterance.folded();
        let found = regex.find(text)?;
        let mut groups = SmallVec::new();
        if !expression.groups().is_empty() {
            let captures = regex.captures_at(text, found.start())?;
            for (index, name) in expression.groups() {
                if let Some(group) = captures.get(*index).filter(|group| !group.is_empty()) {
                    groups.push((Arc::clone(name), utterance.span(group.range())));
                }
            }
        }
        Some(PatternHit {
            intent: self.intent,
            source: Arc::clone(&self.source),
            span: utterance.span(found.range()),
            chars: found.as_str().chars().count() as u32,
            groups,
        })
    }
}
