//! Features that stand in the same phrases, equally often, learn as one column: their weights stay
//! proportional all through, so this changes nothing but the cost (CLINC150: 52,000 columns for
//! 120,000 features).

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::count::Counted;
use super::features::{Features, often};
use super::learn::{Lesson, mixed};
use super::rows::Rows;
use super::vectors::Sum;

/// Which column each feature learns in.
#[derive(Debug)]
pub(super) struct Bundles {
    /// By feature.
    pub(super) column: Vec<u32>,
    /// By column: the length of its features' weights together.
    pub(super) length: Vec<f32>,
    /// By column: the square of a weight of its features, without what their kinds count.
    pub(super) rarity: Vec<f32>,
}

impl Bundles {
    /// A feature that no phrase has.
    pub(super) const NONE: u32 = u32::MAX;

    pub(super) fn new(features: &Features, counted: &Counted) -> Bundles {
        let mut columns: HashMap<u64, u32, FixedState> =
            HashMap::with_capacity_and_hasher(features.len() / 2, FixedState::default());
        let mut column = Vec::with_capacity(features.len());
        let (mut length, mut rarity) = (Vec::new(), Vec::new());
        let weights = features.weights.iter().zip(&features.kinds);
        for (&mark, (&weight, kind)) in counted.marks.iter().zip(weights) {
            if mark == 0 {
                column.push(Bundles::NONE);
                continue;
            }
            let next = length.len() as u32;
            let own = *columns.entry(mark).or_insert(next);
            if own == next {
                length.push(0.0_f32);
                rarity.push(weight * weight * 4.0 / kind.quarters() as f32);
            }
            if let Some(length) = length.get_mut(own as usize) {
                *length += weight * weight;
            }
            column.push(own);
        }
        length.iter_mut().for_each(|length| *length = length.sqrt());
        Bundles { column, length, rarity }
    }

    /// The phrases as columns, what their words mean, and what they teach; mixed, so that those that
    /// are learnt one after another stand so in memory too.
    pub(super) fn rows(&self, counted: &Counted, lessons: &[Lesson]) -> Rows {
        let mut rows =
            Rows::new(&self.length, counted.len(), counted.all(), counted.meanings.len());
        let mut last = vec![u32::MAX; self.length.len()];
        // The column of a feature, if it is none that the phrase has had.
        let mut next = |at: u32, feature: u32| {
            let column = *self.column.get(feature as usize)?;
            let last = last.get_mut(column as usize)?;
            (std::mem::replace(last, at) != at).then_some(column)
        };
        let (mut single, mut several) = (Vec::new(), Vec::new());
        for at in mixed(counted.len()) {
            let Some(&lesson) = lessons.get(at as usize) else { continue };
            let (features, repeats) = counted.phrase(at as usize);
            several.clear();
            let column = |&(feature, times): &(u32, u32)| Some((next(at, feature)?, often(times)));
            several.extend(repeats.iter().filter_map(column));
            single.clear();
            single.extend(features.iter().filter_map(|&feature| next(at, feature)));
            let meaning = counted.meanings.get(at as usize);
            rows.add(lesson, &single, &several, meaning.map(Sum::direction));
        }
        rows
    }
}
