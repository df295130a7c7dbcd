//! From a message to an understanding: matchers, evidence, ranking.
//!
//! [`Understander`] is the door. Each matcher has a file: [`phrase`], [`keyword`], [`pattern`],
//! [`examples`], and [`matcher`] for those of the host; [`spelling`] corrects words before; [`mood`] hears how it sounds; [`entity`] finds values for all of them. They only find:
//! what a find is worth and who wins is decided in [`rank`]. Nothing here knows of dialogues.

mod answer;
mod automaton;
mod built_in;
mod confidence;
mod entity;
mod examples;
mod expression;
mod keyword;
mod kinds;
mod lexicon;
mod lists;
mod literals;
mod matcher;
mod math;
mod mood;
mod near;
mod net;
mod pattern;
mod phrase;
mod rank;
mod readings;
mod spelling;
mod spoken;
mod spot;
mod threads;
mod values;
mod walk;
mod weights;

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use foldhash::fast::FixedState;
use smallvec::SmallVec;

use crate::catalog::Catalog;
use crate::clock::Timestamp;
use crate::def::Definitions;
use crate::error::Problem;
use crate::limits::Limits;
use crate::text::{Language, TokenKind, Utterance};
use crate::understanding::{Correction, Understanding};

use entity::Entities;
pub(crate) use examples::{Examples, Opinion};
use keyword::Keywords;
use lexicon::Lexicon;
use literals::{Literals, LiteralsBuilder, Seen};
use matcher::HostHit;
pub use matcher::{Hits, Matcher};
use mood::Moods;
use pattern::{Expressions, Patterns};
use phrase::Phrases;
use rank::{Found, IntentRow, Ranking};
pub(crate) use readings::Sampler;
use spelling::Spelling;
use spoken::Spoken;
use spot::Spot;
use values::FoundValue;
use walk::Step;

/// What the dialogue waits for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Hint<'a> {
    /// The slot whose question is open.
    pub(crate) asked: Option<&'a str>,
}

/// How much of the evidence is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// Sums only.
    Sums,
    /// Also the parts of each sum.
    Parts,
}

/// What was corrected in a message.
struct Corrected {
    corrections: Vec<Correction>,
    /// The values in it as it was typed.
    typed: SmallVec<[Spot; 8]>,
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
    examples: Option<Examples>,
    spelling: Spelling,
    moods: Moods,
    /// Sorted by name.
    hosts: Vec<Arc<dyn Matcher>>,
    base: Arc<str>,
    learnt: Arc<str>,
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
        let kinds = &entities.kinds;
        let phrases =
            Phrases::build(definitions, language, kinds, &mut lexicon, limits, &mut problems);
        hosts.sort_by_key(|host| host.name());
        let intents = catalog.intents.iter().map(|intent| IntentRow {
            id: Arc::clone(&intent.id),
            act: intent.act,
            priority: intent.priority,
            expires: intent.valid_until.clone(),
        });
        let examples = Examples::build(definitions, language);
        let of_phrases = examples.iter().flat_map(Examples::words);
        let of_keywords = keywords.words().map(|word| (word, 0));
        let words = lexicon.words().map(|word| (word, 0)).chain(of_keywords).chain(of_phrases);
        let spelling = Spelling::new(words, language);
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
            examples,
            spelling,
            moods: Moods::build(definitions, language),
            hosts,
            base: "before anything is known".into(),
            learnt: "what its phrases have in common".into(),
        };
        (understander, problems)
    }

    /// What a message means. Linear in the message, whatever it is.
    pub(crate) fn understand(
        &self,
        text: &str,
        hint: &Hint<'_>,
        now: Timestamp,
        detail: Detail,
    ) -> Understanding {
        self.understand_in_stages(text, hint, now, detail, |_| {})
    }

    /// The same; `done` is told the name of each stage when it is over, for benches.
    pub(crate) fn understand_in_stages(
        &self,
        text: &str,
        hint: &Hint<'_>,
        now: Timestamp,
        detail: Detail,
        mut done: impl FnMut(&'static str),
    ) -> Understanding {
        let mut utterance = Utterance::new(text, self.language, &self.limits);
        done("folding");
        let mood = self.moods.read(&utterance);
        done("mood");
        let mut read = self.entities.read(&utterance, now);
        done("values");
        let mut answer = hint.asked.and_then(|slot| self.answer(slot, &utterance, &read, now));
        let value = answer.as_ref().map_or(0..0, |answer| answer.tokens.clone());
        let mut steps = self.steps(&utterance);
        let corrected = self.correct(&mut utterance, &steps, value, &read);
        if corrected.is_some() {
            steps = self.steps(&utterance);
            read = self.entities.read(&utterance, now);
            // What a list reads as it was typed was asked for above.
            let other = hint.asked.filter(|slot| !self.entities.is_read_as_typed(slot));
            let again = || other.and_then(|slot| self.answer(slot, &utterance, &read, now));
            answer = answer.or_else(again);
        }
        done("spelling and answers");
        let spoken = Spoken::new(&utterance);
        let seen = self.literals.scan(&spoken, utterance.folded());
        done("literals");
        let typed = corrected.as_ref().map(|corrected| corrected.typed.as_slice());
        let spots = self.spot(&utterance, &steps, &seen, &read, typed);
        let corrections = corrected.map(|corrected| corrected.corrections).unwrap_or_default();
        done("entities");
        let places = spot::places(&spots);
        let walk = self.phrases.walk(&steps, &places);
        let (phrases, meanings) = self.phrases.hits(&walk, &steps, &utterance);
        done("phrases");
        let reading = self.examples.as_ref().and_then(|examples| examples.read(&utterance));
        done("features");
        let scored = self.examples.as_ref().zip(reading).map(|(e, reading)| e.score_read(reading));
        done("scoring");
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
            scored: scored.as_ref(),
            corrected: corrections.len(),
        };
        done("keywords and patterns");
        let ranking = Ranking {
            intents: &self.intents,
            phrases: &self.phrases,
            keywords: &self.keywords,
            entities: &self.entities,
            examples: self.examples.as_ref(),
            base: &self.base,
            learnt: &self.learnt,
            max_candidates: self.limits.max_candidates,
            now,
            detail,
        };
        let (candidates, vetoed) = ranking.rank(&found);
        done("ranking");
        Understanding {
            candidates,
            vetoed,
            entities: self.entities.values(&spots, utterance.text()),
            answer: answer.map(|found| found.answer),
            meanings,
            mood,
            corrections,
            cut: utterance.is_cut(),
            text: utterance.text().to_owned(),
        }
    }

    /// What was learnt from the phrases of all intents.
    pub(crate) fn examples(&self) -> Option<&Examples> {
        self.examples.as_ref()
    }

    /// Corrects the spelling of words, so that all matchers see the same; `None` if nothing is.
    ///
    /// Left alone are words of the bot and frequent words of its language, values that are not of a
    /// list, the tokens of an answer, and what is part of a number, an address or a name of a file.
    /// Lists that say themselves how many typos they allow read the message as it was typed.
    fn correct(
        &self,
        utterance: &mut Utterance<'_>,
        steps: &[Step],
        answer: Range<usize>,
        read: &[FoundValue],
    ) -> Option<Corrected> {
        let mut fixes: Vec<(usize, &str)> = Vec::new();
        for ((at, token), step) in utterance.tokens().enumerate().zip(steps) {
            let is_plain = token.kind() == TokenKind::Word && token.word() == token.written();
            if !is_plain || answer.contains(&at) || step.word != Lexicon::UNKNOWN {
                continue;
            }
            if let Some(meant) = self.spelling.correct(token.word())
                && !is_in_code(utterance.folded(), token.range())
            {
                fixes.push((at, meant));
            }
        }
        if fixes.is_empty() {
            return None;
        }
        let seen = self.literals.scan(&Spoken::new(utterance), utterance.folded());
        let typed = self.spot(utterance, steps, &seen, read, None);
        let all = fixes.clone();
        fixes.retain(|(at, _)| {
            let mut around = typed.iter().filter(|spot| spot.tokens().contains(at));
            around.all(|spot| self.stays(spot, &all, steps))
        });
        if fixes.is_empty() {
            return None;
        }
        let told = fixes.iter().filter_map(|&(at, meant)| {
            let token = utterance.token(at)?;
            let from = token.word().to_owned();
            Some(Correction { from, to: meant.to_owned(), span: token.span() })
        });
        let corrections = told.collect();
        utterance.correct(&fixes);
        Some(Corrected { corrections, typed })
    }

    /// Whether a value is what its words say once they are corrected.
    fn stays(&self, spot: &Spot, fixes: &[(usize, &str)], steps: &[Step]) -> bool {
        let words = spot.tokens().map(|at| match fixes.binary_search_by_key(&at, |fix| fix.0) {
            Ok(fix) => fixes.get(fix).map_or(Lexicon::UNKNOWN, |fix| self.lexicon.find(fix.1)),
            Err(_) => steps.get(at).map_or(Lexicon::UNKNOWN, |step| step.word),
        });
        self.entities.is_listed(spot, words)
    }

    fn spot(
        &self,
        utterance: &Utterance<'_>,
        steps: &[Step],
        seen: &Seen,
        read: &[FoundValue],
        typed: Option<&[Spot]>,
    ) -> SmallVec<[Spot; 8]> {
        self.entities.spot(utterance, steps, &self.expressions, &seen.expressions, read, typed)
    }

    fn steps(&self, utterance: &Utterance<'_>) -> SmallVec<[Step; 32]> {
        utterance.words().map(|word| self.step(word)).collect()
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

/// Whether a word is part of something that is no word: with digits or signs of addresses and file
/// names in it, up to the next white space.
fn is_in_code(text: &str, word: Range<usize>) -> bool {
    /// Characters looked at on each side; longer things without a space are rare, and harmless.
    const REACH: usize = 40;
    let is_code = |c: &char| c.is_ascii_digit() || "@/\\_#=".contains(*c);
    let before = text.get(..word.start).unwrap_or_default().chars().rev();
    let after = text.get(word.end..).unwrap_or_default().chars();
    let is_dotted = after.clone().next() == Some('.')
        && after.clone().nth(1).is_some_and(char::is_alphanumeric);
    let near = |c: &char| !c.is_whitespace();
    is_dotted
        || before.take_while(near).take(REACH).any(|c| is_code(&c))
        || after.take_while(near).take(REACH).any(|c| is_code(&c))
}

impl fmt::Debug for Understander {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (states, bytes) = self.phrases.size();
        f.debug_struct("Understander")
            .field("intents", &self.intents.len())
            .field("words", &self.lexicon.len())
            .field("phrase_states", &states)
            .field("phrase_bytes", &bytes)
            .field("scorer_bytes", &self.examples.as_ref().map(Examples::size))
            .field("spelling_bytes", &self.spelling.size())
            .field("mood_bytes", &self.moods.size())
            .field("hosts", &self.hosts.iter().map(|host| host.name()).collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
