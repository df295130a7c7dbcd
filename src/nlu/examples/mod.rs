//! The matcher of examples: learns from the phrases of all intents while a bot is built, and scores
//! messages that nobody wrote down.
//!
//! It knows words and scores only. What a score is worth stands in [`confidence`](super::confidence),
//! who wins is decided in [`rank`](super::rank).

mod bundle;
mod cells;
mod count;
mod dense;
mod explain;
mod features;
mod keys;
mod large;
mod learn;
mod lessons;
mod likeness;
mod model;
mod opinion;
mod packed;
mod rows;
mod stem;
mod table;
mod vectors;

use super::confidence::{Message, Scale};
use crate::def::Definitions;
use crate::text::{Language, Utterance};
use features::{Features, Reading};
use learn::Lesson;
use lessons::Lessons;
use likeness::Centres;
use model::Model;
pub(crate) use opinion::Opinion;
use vectors::{Direction, Vectors};

/// What was learnt from a bot's phrases.
#[derive(Debug)]
pub(crate) struct Examples {
    features: Features,
    model: Model,
    centres: Centres,
    scale: Scale,
    /// How many phrases it learnt from.
    phrases: f64,
    /// By class: its intent.
    intents: Vec<u32>,
    /// By intent: its class, or `NONE` for an intent without phrases.
    classes: Vec<u32>,
}

/// The scores of one message.
#[derive(Debug)]
pub(super) struct Scored {
    reading: Box<Reading>,
    /// Where its words point.
    direction: Direction,
    /// By class.
    scores: Vec<f32>,
    /// What it says by itself, in log-odds.
    alone: f64,
}

impl Examples {
    const NONE: u32 = u32::MAX;
    /// Threads at most while learning: more are no faster on a bot of 150 intents.
    const MOST_THREADS: usize = 8;
    /// A bot with fewer phrases times intents learns in less time than a thread takes to start.
    const THREADS_FROM: usize = 20_000;

    /// Learns from the phrases of all intents; `None` if there are none.
    pub(super) fn build(definitions: &Definitions, language: &Language) -> Option<Examples> {
        let lessons = Lessons::gather(definitions, language);
        let is_small = lessons.texts.len() * lessons.intents.len() < Self::THREADS_FROM;
        let threads = std::thread::available_parallelism().map_or(1, |threads| threads.get());
        let threads = if is_small { 1 } else { threads.min(Self::MOST_THREADS) };
        let vectors = Vectors::of(language);
        Examples::learn(lessons, vectors, definitions.intents.iter().len(), threads, Model::build)
    }

    /// Learns with a number of threads, which changes nothing but the time.
    fn learn(
        lessons: Lessons,
        vectors: Vectors,
        all_intents: usize,
        threads: usize,
        build: impl FnOnce(&Features, &count::Counted, &[Lesson], usize, usize) -> Model,
    ) -> Option<Examples> {
        let Lessons { intents, texts, lessons, phrases } = lessons;
        if intents.is_empty() {
            return None;
        }
        let times = lessons.iter().map(|lesson| lesson.times);
        let phrases_of: Vec<(Box<str>, f32)> = texts.into_iter().zip(times).collect();
        // The large model uses neither letters nor vectors.
        let is_large = model::is_large(lessons.len(), intents.len());
        let vectors = if is_large { Vectors::default() } else { vectors };
        let (mut features, counted) = count::count(&phrases_of, vectors, !is_large);
        drop(phrases_of);
        let model = build(&features, &counted, &lessons, intents.len(), threads);
        features.settle(|feature| model.place_of(feature));
        let centres = match model {
            Model::Dense(_) => Centres::new(&counted, &lessons, intents.len()),
            Model::Large(_) => Centres::default(),
        };
        let mut classes = vec![Self::NONE; all_intents];
        for (&intent, class) in intents.iter().zip(0..) {
            if let Some(own) = classes.get_mut(intent as usize) {
                *own = class;
            }
        }
        let scale = Scale::new(intents.len(), phrases, !centres.is_empty());
        Some(Examples { features, model, centres, scale, phrases, intents, classes })
    }

    /// Scores a message; `None` if the bot's phrases have nothing of it.
    pub(super) fn score(&self, utterance: &Utterance<'_>) -> Option<Scored> {
        self.read(utterance).map(|reading| self.score_read(reading))
    }

    /// The features of a message; `None` if the bot's phrases have nothing of it.
    pub(super) fn read(&self, utterance: &Utterance<'_>) -> Option<Box<Reading>> {
        let reading = self.features.read(utterance.tokens().map(|token| token.class()));
        (!reading.is_empty()).then_some(reading)
    }

    /// Scores a message by its features.
    pub(super) fn score_read(&self, reading: Box<Reading>) -> Scored {
        let direction = reading.meaning.direction();
        let scores = self.model.scores(&self.features, &reading, &direction);
        let message = Message { known: reading.known_share(), words: reading.length };
        let alone = self.scale.of_message(message);
        Scored { reading, direction, scores, alone }
    }

    /// The intents with their scores, best first; of equal ones the first. Each costs two looks at all
    /// scores, which are copied once.
    pub(super) fn in_order(&self, scored: &Scored) -> impl Iterator<Item = (u32, f32)> {
        let mut left = scored.scores.clone();
        std::iter::from_fn(move || {
            let best = highest(&left);
            let class = position(&left, best)?;
            let intent = *self.intents.get(class)?;
            *left.get_mut(class)? = f32::NAN;
            Some((intent, best))
        })
    }

    /// The score of an intent; `None` if it has no phrases.
    pub(super) fn score_of(&self, scored: &Scored, intent: u32) -> Option<f32> {
        let class = self.classes.get(intent as usize)?;
        scored.scores.get(*class as usize).copied()
    }

    /// The log-odds of an intent by its score, and by the other intent with the best score; `None`
    /// if it has no phrases.
    pub(super) fn log_odds(
        &self,
        scored: &Scored,
        intent: u32,
        rival: Option<(u32, f32)>,
    ) -> Option<f64> {
        let score = self.score_of(scored, intent)?;
        let by_scores = self.scale.of_scores(score, rival.map(|(_, score)| score));
        Some(scored.alone + by_scores + self.of_likeness(scored, intent, rival))
    }

    /// What it adds how like the phrases of the better of two intents the message is.
    fn of_likeness(&self, scored: &Scored, intent: u32, rival: Option<(u32, f32)>) -> f64 {
        let own = self.score_of(scored, intent);
        let better = match (own, rival) {
            (Some(own), Some((other, score))) if score > own => other,
            _ => intent,
        };
        let class = self.classes.get(better as usize).map_or(usize::MAX, |&class| class as usize);
        self.scale.of_likeness(self.centres.likeness(&scored.direction, class))
    }

    /// Whether the bot's phrases have any word of the message.
    pub(super) fn knows_a_word(&self, scored: &Scored) -> bool {
        !scored.reading.words.is_empty()
    }

    /// The words of the phrases, each with how common it is; in no order.
    pub(super) fn words(&self) -> impl Iterator<Item = (&str, u32)> {
        self.features.words()
    }

    /// How many phrases an intent has on average.
    pub(super) fn phrases_each(&self) -> f64 {
        self.phrases / self.intents.len().max(1) as f64
    }

    /// Memory in bytes.
    pub(super) fn size(&self) -> usize {
        let classes = self.classes.len() * 8;
        self.features.size() + self.model.size() + self.centres.size() + classes
    }
}

/// The first place of a score, sixteen compared side by side.
fn position(scores: &[f32], wanted: f32) -> Option<usize> {
    let is_here = |some: &[f32]| some.iter().fold(false, |found, s| found | (*s == wanted));
    let at = scores.chunks(16).position(is_here)? * 16;
    Some(at + scores.get(at..)?.iter().position(|score| *score == wanted)?)
}

/// The highest score, eight side by side; those that are no number do not count.
fn highest(scores: &[f32]) -> f32 {
    let larger = |a: f32, b: f32| if b > a { b } else { a };
    let mut best = [f32::NEG_INFINITY; 8];
    let (eights, rest) = scores.as_chunks::<8>();
    for eight in eights {
        best.iter_mut().zip(eight).for_each(|(best, &score)| *best = larger(*best, score));
    }
    best.iter().chain(rest).copied().fold(f32::NEG_INFINITY, larger)
}

#[cfg(test)]
mod parity;
#[cfg(test)]
mod tests;
