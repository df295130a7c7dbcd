//! Which of the two models a bot has, and what both can say.

use super::cells::Place;
use super::count::Counted;
use super::dense::Dense;
use super::features::{Features, Reading};
use super::large::Large;
use super::learn::Lesson;
use super::vectors::Direction;

/// What was learnt from phrases.
#[derive(Debug)]
pub(super) enum Model {
    Dense(Dense),
    Large(Large),
}

/// A bot has dense rows while phrases times intents stay below this, which is about one second of
/// learning on one core (CLINC150 has 2.3 million) …
const MOST_WORK: usize = 6_000_000;
/// … and features times intents below this, which is the memory of the rows in bytes, less what
/// features share.
const MOST_CELLS: usize = 96_000_000;

/// Whether a bot with so many phrases and classes has the large model, whatever its features.
pub(super) fn is_large(phrases: usize, classes: usize) -> bool {
    phrases.saturating_mul(classes) > MOST_WORK
}

impl Model {
    pub(super) fn build(
        features: &Features,
        counted: &Counted,
        lessons: &[Lesson],
        classes: usize,
        threads: usize,
    ) -> Model {
        let is_small = !is_large(lessons.len(), classes)
            && features.len().saturating_mul(classes) <= MOST_CELLS;
        if is_small {
            Model::Dense(Dense::build(features, counted, lessons, classes, threads))
        } else {
            Model::Large(Large::build(features, counted, lessons, classes, threads))
        }
    }

    /// The scores of all classes.
    pub(super) fn scores(
        &self,
        features: &Features,
        reading: &Reading,
        direction: &Direction,
    ) -> Vec<f32> {
        match self {
            Model::Dense(model) => model.scores(features, reading, direction),
            Model::Large(model) => model.scores(features, reading),
        }
    }

    /// Where the row of a feature stands, if the model keeps one.
    pub(super) fn place_of(&self, feature: u32) -> Place {
        match self {
            Model::Dense(model) => model.place_of(feature),
            Model::Large(_) => Place::default(),
        }
    }

    /// What a feature adds to the score of a class in a message; 0 if the message has it not.
    pub(super) fn share(
        &self,
        features: &Features,
        reading: &Reading,
        feature: u32,
        class: u32,
    ) -> f32 {
        match self {
            Model::Dense(model) => model.share(features, reading, feature, class as usize),
            Model::Large(model) => model.share(features, reading, feature, class as usize),
        }
    }

    /// What a part of a message's direction adds to the score of a class.
    pub(super) fn worth(&self, direction: &Direction, class: u32) -> f32 {
        match self {
            Model::Dense(model) => model.worth(direction, class as usize),
            Model::Large(_) => 0.0,
        }
    }

    /// Memory in bytes.
    pub(super) fn size(&self) -> usize {
        match self {
            Model::Dense(model) => model.size(),
            Model::Large(model) => model.size(),
        }
    }
}
