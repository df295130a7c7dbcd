//! From a message to an understanding: matchers, evidence, ranking.
//!
//! So far only plain phrases that are the whole message; everything else comes with the matchers.

use std::sync::Arc;

use crate::catalog::Catalog;
use crate::clock::Timestamp;
use crate::def::Definitions;
use crate::error::Problem;
use crate::limits::Limits;
use crate::text::{Language, Utterance, read_words};
use crate::understanding::{Candidate, Tier, Understanding};

/// Where a matcher puts what it finds.
#[derive(Debug)]
pub struct Hits<'a> {
    found: &'a mut Vec<String>,
}

/// Finds evidence for intents in messages.
pub trait Matcher: Send + Sync {
    /// Its name in explanations.
    fn name(&self) -> &'static str;
    /// Adds what it finds.
    fn find(&self, utterance: &Utterance<'_>, hits: &mut Hits<'_>);
}

/// What the dialogue waits for.
#[derive(Debug, Default)]
pub(crate) struct Hint;

/// How much of the evidence is told.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Detail {
    /// Sums only.
    Sums,
    /// Also the parts of each sum.
    Parts,
}

/// The compiled matchers.
#[derive(Debug)]
pub(crate) struct Understander {
    language: &'static Language,
    limits: Limits,
    phrases: Vec<(Vec<String>, Arc<str>)>,
}

impl Understander {
    pub(crate) fn build(
        definitions: &Definitions,
        catalog: &Catalog,
        _host: Vec<Arc<dyn Matcher>>,
        limits: &Limits,
    ) -> (Understander, Vec<Problem>) {
        let language = catalog.language;
        let intents = definitions.intents.iter().zip(&catalog.intents);
        let phrases = intents.flat_map(|((_, written), intent)| {
            written.user.iter().map(|text| (read_words(text, language), intent.id.clone()))
        });
        let phrases = phrases.collect();
        (Understander { language, limits: limits.clone(), phrases }, Vec::new())
    }

    pub(crate) fn understand(
        &self,
        text: &str,
        _hint: &Hint,
        _now: Timestamp,
        _detail: Detail,
    ) -> Understanding {
        let utterance = Utterance::new(text, self.language, &self.limits);
        let words: Vec<&str> = utterance.words().collect();
        let mut understanding = Understanding {
            text: utterance.text().to_owned(),
            cut: utterance.is_cut(),
            ..Understanding::default()
        };
        for (phrase, intent) in self.phrases.iter().filter(|(phrase, _)| !phrase.is_empty()) {
            if *phrase == words {
                let mut candidate = Candidate::pressed(intent.clone(), 0);
                candidate.tier = Tier::Exact;
                understanding.candidates.push(candidate);
            }
        }
        understanding
    }
}
