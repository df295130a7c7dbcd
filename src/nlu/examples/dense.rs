//! The model of bots with up to some hundred intents: for every feature a row of small integers,
//! one for each class. A score is a sum of rows.

use super::bundle::Bundles;
use super::count::Counted;
use super::features::{Features, Reading};
use super::learn::{Block, LANES, Lesson, learn};

/// What each feature says of each class.
#[derive(Debug)]
pub(super) struct Dense {
    classes: usize,
    /// Cells in a row: the classes, filled up to whole blocks.
    width: usize,
    /// By feature: its row.
    row_of: Vec<u32>,
    cells: Vec<i8>,
    /// What one unit of a cell is worth.
    unit: f32,
    bias: Vec<f32>,
}

impl Dense {
    /// Learns from phrases.
    pub(super) fn build(
        features: &Features,
        counted: &Counted,
        lessons: &[Lesson],
        classes: usize,
        threads: usize,
    ) -> Dense {
        let bundles = Bundles::new(features, counted);
        let rows = bundles.rows(counted);
        let learnt = learn(&rows, lessons, classes, passes(lessons.len(), classes), threads);
        drop(rows);
        Dense::pack(&bundles, &learnt, classes)
    }

    /// Rounds what was learnt to one byte a weight, all on one scale: argmax agrees with f32 on
    /// 99.7 % of CLINC150. A cell is what the feature is worth by its own weight, so that all
    /// features of a column can share the row.
    fn pack(bundles: &Bundles, learnt: &[Block], classes: usize) -> Dense {
        let width = learnt.len() * LANES;
        let lanes = |at: usize| learnt.iter().filter_map(move |block| block.get(at));
        let worth = |(at, length): (usize, &f32)| {
            let length = length.max(1e-9);
            lanes(at).flat_map(|line| line.0).map(move |weight| weight / length)
        };
        let all = || bundles.length.iter().enumerate().flat_map(worth);
        let largest = all().fold(1e-9_f32, |most, cell| most.max(cell.abs()));
        let unit = largest / f32::from(i8::MAX);
        let mut cells = Vec::with_capacity(bundles.length.len() * width);
        cells.extend(all().map(|cell| (cell / unit).round() as i8));
        let bias = learnt.iter().filter_map(|block| block.last()).flat_map(|line| line.0).collect();
        Dense { classes, width, row_of: bundles.column.clone(), cells, unit, bias }
    }

    /// The scores of all classes.
    pub(super) fn scores(&self, features: &Features, reading: &Reading) -> Vec<f32> {
        let mut scores = self.bias.clone();
        let by = self.unit / reading.known.max(1e-9).sqrt();
        for &(feature, value) in &reading.features {
            let by = by * value * features.weight(feature);
            for (score, &cell) in scores.iter_mut().zip(self.row(feature)) {
                *score += by * f32::from(cell);
            }
        }
        scores.truncate(self.classes);
        scores
    }

    /// What a feature adds to the score of a class in a message.
    pub(super) fn share(
        &self,
        features: &Features,
        reading: &Reading,
        feature: u32,
        class: usize,
    ) -> f32 {
        let value = reading.features.iter().find(|(known, _)| *known == feature);
        let cell = self.row(feature).get(class).copied().unwrap_or(0);
        let by = self.unit / reading.known.max(1e-9).sqrt() * features.weight(feature);
        by * value.map_or(0.0, |(_, value)| *value) * f32::from(cell)
    }

    /// Memory in bytes.
    pub(super) fn size(&self) -> usize {
        self.cells.len() + self.row_of.len() * 4 + self.bias.len() * 4
    }

    fn row(&self, feature: u32) -> &[i8] {
        let row = self.row_of.get(feature as usize).map_or(usize::MAX, |&row| row as usize);
        let from = row.saturating_mul(self.width);
        self.cells.get(from..from.saturating_add(self.width)).unwrap_or_default()
    }
}

/// Passes over the phrases: 13; fewer where there are so many phrases and classes that they would
/// take seconds (5 passes cost 0.4 points on CLINC150, which gets 13).
fn passes(phrases: usize, classes: usize) -> usize {
    const WORK: usize = 30_000_000;
    (WORK / (phrases * classes).max(1)).clamp(4, 13)
}
