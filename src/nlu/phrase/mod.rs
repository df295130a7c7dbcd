//! The matcher of phrases: which phrases of which intents a message is, or has in it.
//!
//! Compiling stands in [`compile`]; the automaton and its walk are shared with entities.

mod compile;

use std::cmp::Reverse;
use std::sync::Arc;

use smallvec::SmallVec;

use super::automaton::Automaton;
use super::kinds::Kinds;
use super::lexicon::Lexicon;
use super::math;
use super::walk::{Accepts, Capture, Found, Place, Step, Walk};
use crate::def::{Definitions, Text};
use crate::error::Problem;
use crate::limits::Limits;
use crate::text::{Language, Phrase, Utterance};
use crate::understanding::{FoundMeaning, Meaning};
use compile::{Compiler, Refused};

/// All phrases of a bot.
#[derive(Debug)]
pub(super) struct Phrases {
    automaton: Automaton,
    /// Names of slots, and what each takes.
    slots: Vec<Arc<str>>,
    accepts: Vec<Accepts>,
    rows: Vec<Row>,
    /// As the author wrote them.
    sources: Vec<Arc<str>>,
    /// What each word of the lexicon says about what a message is about; beyond the end stand
    /// words that only values of entities have.
    weights: Vec<u32>,
    weight_of_unknown: u32,
    max_steps: usize,
}

/// A phrase: what it says.
#[derive(Clone, Copy, Debug)]
struct Row {
    says: Says,
    /// Different slots in it.
    slots: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    /// The intent is meant.
    For(u32),
    /// The intent is not meant (`not_user`).
    Against(u32),
    /// A meaning that every bot knows.
    Meaning(Meaning),
    /// The same, if nothing else is said.
    Alone(Meaning),
}

/// A phrase that a message is or has in it: the best of its intent.
#[derive(Clone, Copy, Debug)]
pub(super) struct PhraseHit {
    pub(super) intent: u32,
    /// Whether it is one of `not_user`.
    pub(super) speaks_against: bool,
    pub(super) phrase: u32,
    /// The whole message is the phrase.
    pub(super) is_exact: bool,
    /// The share of what the message says that the phrase covers, 0 to 1; free text by half.
    pub(super) coverage: f64,
    /// The share of what the message says that free text took, 0 to 1.
    pub(super) free: f64,
    /// What the words of the phrase say by themselves: the sum of their [`weight`]s, in units.
    pub(super) says: f64,
    /// Characters of the author's words.
    pub(super) chars: u32,
    /// Tokens, from and to.
    pub(super) tokens: (u32, u32),
    /// Slots of the phrase that it leaves open.
    pub(super) open_slots: u32,
    found: Found,
}

impl Phrases {
    /// Compiles the phrases of all intents, adding their words to the lexicon.
    pub(super) fn build(
        definitions: &Definitions,
        language: &Language,
        kinds: &Kinds,
        lexicon: &mut Lexicon,
        limits: &Limits,
        problems: &mut Vec<Problem>,
    ) -> Phrases {
        let mut compiler = Compiler::new(lexicon, language, definitions, kinds, limits);
        let mut rows = Vec::new();
        let mut sources: Vec<Arc<str>> = Vec::new();
        let intents = definitions.intents.iter().zip(0..);
        let all = intents.flat_map(|((_, written), intent)| {
            let user = written.user.iter().map(move |text| (Says::For(intent), text));
            user.chain(written.not_user.iter().map(move |text| (Says::Against(intent), text)))
        });
        for (says, text) in all {
            // What is no phrase was told by `def`.
            let Some(phrase) = text.phrase() else { continue };
            if compiler.net.labels.len() >= limits.max_bot_states {
                problems.push(too_many_states(definitions, text, limits));
                break;
            }
            match compiler.add(phrase, rows.len() as u32) {
                Ok(slots) => {
                    rows.push(Row { says, slots });
                    sources.push(phrase.source().into());
                }
                Err(refused) => problems.extend(problem(definitions, text, refused, limits)),
            }
        }
        let total = rows.len();
        let spread = std::mem::take(&mut compiler.spread);
        for meaning in Meaning::ALL {
            let anywhere =
                language.phrases(meaning).iter().map(|text| (Says::Meaning(meaning), text));
            let alone = language.phrases_alone(meaning).iter();
            for (says, text) in anywhere.chain(alone.map(|text| (Says::Alone(meaning), text))) {
                let Ok(phrase) = Phrase::parse(text) else { continue };
                if let Ok(slots) = compiler.add(&phrase, rows.len() as u32) {
                    rows.push(Row { says, slots });
                }
            }
        }
        let Compiler { net, slots, .. } = compiler;
        Phrases {
            automaton: Automaton::new(&net),
            accepts: slots.iter().map(|slot| slot.accepts).collect(),
            slots: slots.into_iter().map(|slot| slot.name).collect(),
            rows,
            sources,
            weights: spread.iter().map(|&spread| weight(total, spread as usize)).collect(),
            weight_of_unknown: weight(total, 0),
            max_steps: limits.max_phrase_steps,
        }
    }

    /// How much a word says about what a message is about: more, the fewer phrases have it.
    pub(super) fn weight(&self, word: u32) -> u32 {
        self.weights.get(word as usize).copied().unwrap_or(self.weight_of_unknown)
    }

    /// Walks over a message; `values` are those of entities in it, sorted by start.
    pub(super) fn walk<'m>(&'m self, steps: &'m [Step], values: &'m [Place]) -> Walk<'m> {
        Walk::new(&self.automaton, &self.accepts, steps, values, self.max_steps)
    }

    /// The best phrase for, and the best against, each intent that has one in the message, sorted
    /// by intent, then for before against; and the meanings that every bot knows, by place.
    pub(super) fn hits(
        &self,
        walk: &Walk<'_>,
        steps: &[Step],
        utterance: &Utterance<'_>,
    ) -> (SmallVec<[PhraseHit; 8]>, Vec<FoundMeaning>) {
        let total = steps.iter().map(|step| step.weight).sum::<u32>().max(1);
        let total = f64::from(total);
        let mut hits: SmallVec<[PhraseHit; 8]> = SmallVec::new();
        let mut meanings = Vec::new();
        for found in walk.found() {
            let Some(row) = self.rows.get(found.phrase as usize) else { continue };
            let is_exact = found.start == 0 && found.end as usize == steps.len();
            let (intent, speaks_against) = match row.says {
                Says::For(intent) => (intent, false),
                Says::Against(intent) => (intent, true),
                Says::Alone(_) if !is_exact => continue,
                Says::Meaning(meaning) | Says::Alone(meaning) => {
                    let span = utterance.span_of_tokens(found.start as usize..found.end as usize);
                    meanings.push(FoundMeaning { meaning, span, is_whole: is_exact });
                    continue;
                }
            };
            hits.push(PhraseHit {
                intent,
                speaks_against,
                phrase: found.phrase,
                is_exact,
                coverage: (f64::from(found.weight) + f64::from(found.free) / 2.0) / total,
                free: f64::from(found.free) / total,
                says: f64::from(found.weight) / WEIGHT_UNIT,
                chars: found.chars,
                tokens: (found.start, found.end),
                open_slots: row.slots,
                found: *found,
            });
        }
        choose(&mut hits);
        choose_meanings(&mut meanings);
        for hit in hits.iter_mut().filter(|hit| hit.open_slots > 0) {
            let mut filled: SmallVec<[u32; 4]> =
                walk.captures(&hit.found).iter().map(|capture| capture.slot).collect();
            filled.sort_unstable();
            filled.dedup();
            hit.open_slots -= (filled.len() as u32).min(hit.open_slots);
        }
        (hits, meanings)
    }

    /// What the phrase of a hit captured: the slot's name, and where.
    pub(super) fn captures<'p>(
        &'p self,
        walk: &Walk<'_>,
        hit: &PhraseHit,
    ) -> impl Iterator<Item = (&'p Arc<str>, Capture)> {
        let has_slots = self.rows.get(hit.phrase as usize).is_some_and(|row| row.slots > 0);
        let captures = if has_slots { walk.captures(&hit.found) } else { SmallVec::new() };
        let named = |capture: Capture| Some((self.slots.get(capture.slot as usize)?, capture));
        captures.into_iter().filter_map(named)
    }

    /// A phrase as the author wrote it.
    pub(super) fn source(&self, phrase: u32) -> Arc<str> {
        self.sources.get(phrase as usize).cloned().unwrap_or_else(|| "".into())
    }

    /// How many states the automaton has, and its memory in bytes with the phrases' texts.
    pub(super) fn size(&self) -> (usize, usize) {
        let texts: usize = self.sources.iter().map(|text| text.len() + 32).sum();
        (self.automaton.states(), self.automaton.size() + self.rows.len() * 12 + texts)
    }
}

/// Leaves the best hit for and the best against each intent. Best is: the whole message, more of
/// it, more of the author's words, fewer slots, earlier in the message and in the definitions.
fn choose(hits: &mut SmallVec<[PhraseHit; 8]>) {
    hits.sort_by_key(|hit| {
        let Found { weight, free, chars, start, phrase, .. } = hit.found;
        let covers = 2 * u64::from(weight) + u64::from(free);
        let best = (!hit.is_exact, Reverse(covers), Reverse(chars), hit.open_slots, start, phrase);
        (hit.intent, hit.speaks_against, best)
    });
    hits.dedup_by_key(|hit| (hit.intent, hit.speaks_against));
}

/// Leaves the longest stretch for each meaning, in order of place.
fn choose_meanings(meanings: &mut Vec<FoundMeaning>) {
    let length = |found: &FoundMeaning| found.span.end - found.span.start;
    meanings.sort_by_key(|found| (found.meaning, Reverse(length(found)), found.span));
    meanings.dedup_by_key(|found| found.meaning);
    meanings.sort_by_key(|found| (found.span, found.meaning));
}

/// Weights are whole numbers, so that sums do not depend on their order: this many are one unit.
const WEIGHT_UNIT: f64 = 8.0;

/// The square of the inverse document frequency that the scorer uses: a word of all phrases counts
/// one unit, one that stands in 1 of 400 counts 6.3.
fn weight(phrases: usize, spread: usize) -> u32 {
    let ratio = (1 + phrases) as f64 / (1 + spread) as f64;
    (WEIGHT_UNIT * (1.0 + math::ln(ratio))).round() as u32
}

fn problem(
    definitions: &Definitions,
    text: &Text,
    refused: Refused,
    limits: &Limits,
) -> Option<Problem> {
    let place = definitions.sources.place(text.at);
    let problem = match refused {
        Refused::Told => return None,
        Refused::FitsEverything => Problem::error(
            "phrase-fits-everything",
            "every message is this phrase, since it has no word that must be there",
        )
        .with_help("write a word beside the free text, as in `my problem is {text}`"),
        Refused::TooLarge => Problem::error(
            "phrase-too-large",
            format!("this phrase has more than {} words and slots", limits.max_phrase_states),
        )
        .with_help("write several phrases with fewer alternatives each"),
    };
    Some(problem.at(place))
}

fn too_many_states(definitions: &Definitions, text: &Text, limits: &Limits) -> Problem {
    let most = limits.max_bot_states;
    Problem::error(
        "bot-too-large",
        format!("the phrases up to here have over {most} words and slots"),
    )
    .at(definitions.sources.place(text.at))
    .with_help("remove phrases, or raise `Limits::max_bot_states`")
}

#[cfg(test)]
mod tests;
