//! Features that stand in the same phrases, equally often, learn as one column: their weights stay
//! proportional all through, so this changes nothing but the cost (CLINC150: 52,000 columns for
//! 120,000 features).

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::count::{Counted, keep};
use super::features::{Features, often};
use super::learn::{Lesson, mixed};
use super::rows::Rows;

/// Which column each feature learns in.
#[derive(Debug)]
pub(super) struct Bundles {
    /// By feature.
    pub(super) column: Vec<u32>,
    /// The same, but only for the first feature of each column: where it is, all are.
    first: Vec<u32>,
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
        let mut first = Vec::with_capacity(features.len());
        let (mut length, mut rarity) = (Vec::new(), Vec::new());
        let weights = features.weights.iter().zip(&features.kinds);
        for (&mark, (&weight, kind)) in counted.marks.iter().zip(weights) {
            if mark == 0 {
                column.push(Bundles::NONE);
                first.push(Bundles::NONE);
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
            first.push(if own == next { own } else { Bundles::NONE });
        }
        length.iter_mut().for_each(|length| *length = length.sqrt());
        Bundles { column, first, length, rarity }
    }

    /// The phrases as columns, what their words mean, and what they teach; mixed, so that those that
    /// are learnt one after another stand so in memory too.
    pub(super) fn rows(&self, counted: &Counted, lessons: &[Lesson]) -> Rows {
        let mut rows =
            Rows::new(&self.length, counted.len(), counted.all(), counted.meanings.len());
        let column = |feature: u32| *self.first.get(feature as usize).unwrap_or(&Bundles::NONE);
        let (mut once, mut several) = (Vec::new(), Vec::new());
        for at in mixed(counted.len()) {
            let at = at as usize;
            let Some(&lesson) = lessons.get(at) else { continue };
            let columns = counted.once(at).iter().map(|&feature| column(feature));
            once.resize(columns.len(), 0);
            let len = keep(&mut once, columns, |column| *column != Bundles::NONE);
            once.truncate(len);
            let weighed = |&(feature, times): &(u32, u32)| (column(feature), often(times));
            let columns = counted.several(at).iter().map(weighed);
            several.clear();
            several.extend(columns.filter(|(column, _)| *column != Bundles::NONE));
            rows.add(lesson, &once, &several, counted.meanings.get(at));
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::count::count;
    use super::super::learn::Says;
    use super::super::vectors::Vectors;
    use super::*;

    #[test]
    fn a_row_has_each_column_of_its_phrase_once() {
        let texts = ["where is my order", "is my order here", "banana banana", "", "my my parcel"];
        let phrases = texts.map(|text| (text, 1.0));
        let (features, counted) = count(&phrases, Vectors::default(), true);
        let bundles = Bundles::new(&features, &counted);
        assert!(bundles.length.len() < features.len(), "some features share a column");
        // Rows are mixed, so what they teach says which they are.
        let lesson = |class| Lesson { says: Says::Is(class), times: 1.0 };
        let rows = bundles.rows(&counted, &[0, 1, 2, 3, 4].map(lesson));
        let filler = rows.squares.len() as u32 - 1;
        for row in (0..rows.len()).map(|at| rows.phrase(at).unwrap()) {
            let Says::Is(class) = row.lesson.says else { panic!("{:?}", row.lesson) };
            let at = class as usize;
            let several = counted.several(at).iter().map(|(feature, _)| feature);
            let features = counted.once(at).iter().chain(several);
            let expected: BTreeSet<u32> =
                features.map(|feature| bundles.column[*feature as usize]).collect();
            let columns = row.columns.as_flattened().iter().filter(|column| **column != filler);
            let repeats = row.repeats.iter().map(|(column, _)| column);
            let mut found: Vec<u32> = columns.chain(repeats).copied().collect();
            found.sort_unstable();
            assert_eq!(found, Vec::from_iter(expected), "{}", texts[at]);
        }
    }
}
