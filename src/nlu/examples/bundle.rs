//! Features that stand in the same phrases, equally often, learn as one column: their weights stay
//! proportional all through, so this changes nothing but the cost (CLINC150: 52,000 columns for
//! 120,000 features).

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::count::Counted;
use super::features::{Features, often};
use super::rows::Rows;
use super::table::mix;
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
        // Two features with different phrases get the same mark with a chance of 1 in 2^64.
        let mut marks = vec![0_u64; features.len()];
        for (at, phrase) in counted.phrases().enumerate() {
            for &feature in phrase {
                if let Some(mark) = marks.get_mut(feature as usize) {
                    *mark = mark.wrapping_add(mix(at as u64 + 1));
                }
            }
        }
        let mut columns: HashMap<u64, u32, FixedState> =
            HashMap::with_capacity_and_hasher(features.len() / 2, FixedState::default());
        let mut column = Vec::with_capacity(marks.len());
        let (mut length, mut rarity) = (Vec::new(), Vec::new());
        let weights = features.weights.iter().zip(&features.kinds);
        for (&mark, (&weight, kind)) in marks.iter().zip(weights) {
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

    /// The phrases as columns, and what their words mean.
    pub(super) fn rows(&self, counted: &Counted) -> Rows {
        let mut rows =
            Rows::new(&self.length, counted.len(), counted.all(), counted.meanings.len());
        let mut last = vec![usize::MAX; self.length.len()];
        let (mut columns, mut repeats) = (Vec::new(), Vec::new());
        for (at, phrase) in counted.phrases().enumerate() {
            columns.clear();
            repeats.clear();
            for same in phrase.chunk_by(|a, b| a == b) {
                let Some(&feature) = same.first() else { continue };
                let Some(&column) = self.column.get(feature as usize) else { continue };
                let Some(last) = last.get_mut(column as usize) else { continue };
                if std::mem::replace(last, at) == at {
                    continue;
                }
                match same.len() {
                    1 => columns.push(column),
                    times => repeats.push((column, often(times as u32))),
                }
            }
            rows.add(&columns, &repeats, counted.meanings.get(at).map(Sum::direction));
        }
        rows
    }
}
