//! From a message to an understanding: matchers, evidence, ranking.
//!
//! [`Understander`] is the door. Each matcher has a file: [`phrase`], [`keyword`], [`pattern`], and
//! [`matcher`] for those of the host; [`entity`] finds values for all of them. They only find:
//! what a find is worth and who wins is decided in [`rank`]. Nothing here knows of dialogues.

mod automaton;
mod entity;
mod expression;
mod keyword;
mod lexicon;
mod lists;
mod literals;
mod matcher;
mod math;
mod net;
mod pattern;
mod phrase;
mod rank;
mod spoken;
mod walk;
mod weights;

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use foldhash::fast::FixedState;
use smallvec::SmallVec;

use crate::catalog::Catalog;
use crate::clock::Timestamp;
use crate::def::Definitions;
use crate::error::Problem;
use crate::limits::Limits;
use crate::text::{Language, Utterance};
use crate::understanding::Understanding;

use entity::Entities;
use keyword::Keywords;
use lexicon::Lexicon;
use literals::{Literals, LiteralsBuilder};
use matcher::HostHit;
pub use matcher::{Hits, Matcher};
use pattern::{Expressions, Patterns};
use phrase::Phrases;
use rank::{Found, IntentRow, Ranking};
use spoken::Spoken;
use walk::Step;

/// What the dialogue waits for. Nothing yet: slots come with forms.
#[derive(Debug, Default)]
pub(crate) struct Hint;

/// How much of the evidence is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// Sums only.
    Sums,
    /// Also the parts of each sum.
    Parts,
}

/// The compiled matchers of a bot.
pub(crate) struct Understander {
    language: &'static Language,
    limits: Limits,
    intents: Vec<IntentRow>,
    by_id: HashMap<Arc<str>, u32, FixedState>,
    lexicon: Lexicon,
    literals: Literals,
    expressions: Expressions,
    entities: Entities,
    phrases: Phrases,
    keywords: Keywords,
    patterns: Patterns,
    /// Sorted by name.
    hosts: Vec<Arc<dyn Matcher>>,
    base: Arc<str>,
}

impl Understander {
    /// Compiles the definitions. What `def` told is left out in silence; problems are those that
    /// only compiling finds, such as phrases that are too large. With an error the bot is not built.
    pub(crate) fn build(
        definitions: &Definitions,
        catalog: &Catalog,
        mut hosts: Vec<Arc<dyn Matcher>>,
        limits: &Limits,
    ) -> (Understander, Vec<Problem>) {
        let language = catalog.language;
        let mut problems = Vec::new();
        let mut lexicon = Lexicon::new();
        let mut literals = LiteralsBuilder::default();
        let mut expressions = Expressions::default();
        let keywords = Keywords::build(definitions, language, &mut literals);
        let patterns =
            Patterns::build(definitions, limits, &mut expressions, &mut literals, &mut problems);
        let entities = Entities::build(
            definitions,
            language,
            limits,
            &mut lexicon,
            &mut expressions,
            &mut literals,
            &mut problems,
        );
        let names = &entities.names;
        let phrases =
            Phrases::build(definitions, language, names, &mut lexicon, limits, &mut problems);
        hosts.sort_by_key(|host| host.name());
        let intents = catalog.intents.iter().map(|intent| IntentRow {
            id: Arc::clone(&intent.id),
            act: intent.act,
            priority: intent.priority,
            expires: intent.valid_until.clone(),
        });
        let understander = Understander {
            language,
            limits: limits.clone(),
            intents: intents.collect(),
            by_id: catalog.by_id.clone(),
            lexicon,
            literals: literals.build(&mut problems),
            expressions,
            entities,
            phrases,
            keywords,
            patterns,
            hosts,
            base: "before anything is known".into(),
        };
        (understander, problems)
    }

    /// What a message means. Linear in the message, whatever it is.
    pub(crate) fn understand(
        &self,
        text: &str,
        _hint: &Hint,
        now: Timestamp,
        detail: Detail,
    ) -> Understanding {
        let utterance = Utterance::new(text, self.language, &self.limits);
        let spoken = Spoken::new(&utterance);
        let steps: SmallVec<[Step; 32]> = utterance.words().map(|word| self.step(word)).collect();
        let seen = self.literals.scan(&spoken, utterance.folded());
        let spots = self.entities.spot(&utterance, &steps, &self.expressions, &seen.expressions);
        let places = entity::places(&spots);
        let walk = self.phrases.walk(&steps, &places);
        let (phrases, meanings) = self.phrases.hits(&walk, &steps, &utterance);
        let found = Found {
            utterance: &utterance,
            spoken: &spoken,
            seen: &seen,
            spots: &spots,
            walk: &walk,
            phrases: &phrases,
            keywords: &self.keywords.find(&seen),
            patterns: &self.patterns.find(&self.expressions, &seen.expressions, &utterance),
            hosts: &self.ask_hosts(&utterance),
        };
        let ranking = Ranking {
            intents: &self.intents,
            phrases: &self.phrases,
            keywords: &self.keywords,
            entities: &self.entities,
            base: &self.base,
            max_candidates: self.limits.max_candidates,
            now,
            detail,
        };
        let (candidates, vetoed) = ranking.rank(&found);
        Understanding {
            candidates,
            vetoed,
            entities: self.entities.values(&spots, utterance.text()),
            meanings,
            corrections: Vec::new(),
            cut: utterance.is_cut(),
            text: utterance.text().to_owned(),
        }
    }

    fn step(&self, word: &str) -> Step {
        let id = self.lexicon.find(word);
        Step { word: id, weight: self.phrases.weight(id), chars: word.chars().count() as u32 }
    }

    fn ask_hosts(&self, utterance: &Utterance<'_>) -> Vec<(&'static str, HostHit)> {
        let mut found = Vec::new();
        for host in &self.hosts {
            let mut hits = Hits::new(&self.by_id, utterance);
            host.find(utterance, &mut hits);
            found.extend(hits.into_found().into_iter().map(|hit| (host.name(), hit)));
        }
        // Two matchers of one name: what they say decides, not who was added first.
        found.sort_by(|(a, x), (b, y)| {
            let what = |hit: &HostHit| (hit.intent, hit.strength.to_bits());
            (a, what(x), &x.reason, x.span).cmp(&(b, what(y), &y.reason, y.span))
        });
        found
    }
}

impl fmt::Debug for Understander {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (states, bytes) = self.phrases.size();
        f.debug_struct("Understander")
            .field("intents", &self.intents.len())
            .field("words", &self.lexicon.len())
            .field("phrase_states", &states)
            .field("phrase_bytes", &bytes)
            .field("hosts", &self.hosts.iter().map(|host| host.name()).collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
