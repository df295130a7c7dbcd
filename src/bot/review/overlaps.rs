//! Sentences that the phrases of two intents take: then the bot has to ask each time.
//!
//! Phrases that are written the same are told by `def`, which needs no bot. Here sentences that a
//! phrase with brackets stands for are said to the bot.

use std::collections::{BTreeMap, BTreeSet};

use super::quoted;
use crate::catalog::Catalog;
use crate::clock::Timestamp;
use crate::def::{At, Definitions, Notes, Text};
use crate::dialogue;
use crate::nlu::{Detail, Hint, Sampler, Understander};
use crate::text::folded;
use crate::understanding::{Candidate, Decision, Tier};

/// Sentences of one phrase that are tried: all of most phrases, some of each part of others.
const TRIED: usize = 32;
/// Values of an entity in them.
const VALUES: usize = 3;
/// Sentences of the whole bot that are tried: some seconds.
const MOST_TRIED: usize = 100_000;
/// An overlap of the same two intents is told this often: the rest is of the same kind.
const TOLD: usize = 3;

pub(super) fn tell(
    definitions: &Definitions,
    catalog: &Catalog,
    understander: &Understander,
    now: Timestamp,
    notes: &mut Notes,
) {
    let sampler = Sampler::new(definitions, VALUES);
    let mut told = Told::default();
    let mut left = MOST_TRIED;
    for (id, intent) in definitions.intents.iter() {
        // A plain phrase is met by the other one's sentences, if it is one of them.
        let texts = || intent.user.iter().filter(|text| has_brackets(text));
        let readings = sampler.all(texts(), TRIED);
        for (text, readings) in texts().zip(readings) {
            for reading in readings.iter().take(left) {
                let understanding =
                    understander.understand(reading, &Hint::default(), now, Detail::Sums);
                if dialogue::decision(catalog, &understanding) != Decision::Ask {
                    continue;
                }
                let exact = understanding.candidates.iter();
                let exact = exact.take_while(|candidate| candidate.tier == Tier::Exact);
                let (own, others): (Vec<_>, Vec<_>) =
                    exact.partition(|candidate| *candidate.intent == **id);
                for other in others.into_iter().filter(|_| !own.is_empty()) {
                    let Some(there) = phrase_of(definitions, other) else { continue };
                    if folded(there) == folded(text) || !told.is_new((id, text), (other, there)) {
                        continue;
                    }
                    let message = format!("`{}` takes this too: {}", other.intent, quoted(reading));
                    notes.warning("same-sentence", text.at, message).see("here", there.at).help(
                        "leave it with one of them, or give one a `priority`; else the bot has to ask",
                    );
                }
            }
            left = left.saturating_sub(readings.len());
        }
    }
}

/// What was told: pairs of phrases, and how often each pair of intents.
#[derive(Default)]
struct Told {
    phrases: BTreeSet<(At, At)>,
    intents: BTreeMap<(String, String), usize>,
}

impl Told {
    fn is_new(&mut self, one: (&Text, &Text), other: (&Candidate, &Text)) -> bool {
        let (a, b) = (one.0.to_string(), other.0.intent.to_string());
        let count = self.intents.entry((a.clone().min(b.clone()), a.max(b))).or_default();
        let (a, b) = (one.1.at, other.1.at);
        let is_new = *count < TOLD && self.phrases.insert((a.min(b), a.max(b)));
        *count += usize::from(is_new);
        is_new
    }
}

fn has_brackets(text: &Text) -> bool {
    text.contains(['(', '[', '{', '<'])
}

/// The phrase of a candidate that the message is.
fn phrase_of<'d>(definitions: &'d Definitions, candidate: &Candidate) -> Option<&'d Text> {
    let number = definitions.intents.position(&candidate.intent)?;
    let (_, intent) = definitions.intents.iter().nth(number)?;
    let source = candidate.evidence.iter().find(|evidence| evidence.matcher == "phrase")?;
    intent.user.iter().map(|text| &**text).find(|text| ***text == *source.detail)
}
