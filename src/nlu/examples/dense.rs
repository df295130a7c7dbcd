//! The model of bots with up to some hundred intents: for every feature a row of small integers,
//! one for each class (see [`cells`](super::cells)). A score is a sum of rows.
//!
//! Rows are worth what the feature adds to a score, so that nothing is multiplied but what a message
//! repeats; a word's row has its letters in it. Sixteen classes stand together: the loops over them are plain
//! enough that the compiler does as many at once as the processor can.

use fearless_simd::{Level, Simd, dispatch};

use super::bundle::Bundles;
use super::cells::{Cell, Cells, Place, Row};
use super::count::Counted;
use super::features::{Features, Reading};
use super::keys::Kind;
use super::learn::{LANES, LEAST_QUICK, Lesson, Passes, learn};
use super::packed::{Packed, WORD_CELLS};
use super::vectors::{DIMENSIONS, Direction};

/// What each feature says of each class.
#[derive(Debug)]
pub(super) struct Dense {
    classes: usize,
    /// Blocks of 16 classes, which is what a row has of cells.
    blocks: usize,
    /// By number of word: a row each.
    words: Vec<[i16; LANES]>,
    /// By feature: where its row stands, for a word without its letters. Features of different kinds
    /// share one.
    place_of: Vec<Place>,
    cells: Cells,
    /// By block: what one unit of a cell is worth to a feature that counts a quarter.
    units: Vec<f32>,
    bias: Vec<[f32; LANES]>,
    /// By block: what each number of a direction is worth.
    directions: Vec<[[f32; LANES]; DIMENSIONS]>,
    first_letters: u32,
    /// What the processor can.
    level: Level,
}

/// Bytes that add up in 16 bits.
const MOST_ADDED: i32 = 256;

impl Dense {
    /// Learns from phrases.
    pub(super) fn build(
        features: &Features,
        counted: &Counted,
        lessons: &[Lesson],
        classes: usize,
        threads: usize,
    ) -> Dense {
        let level = Level::new();
        let bundles = Bundles::new(features, counted);
        let rows = bundles.rows(counted, lessons);
        let passes = passes(lessons.len(), classes);
        let learnt = learn(&rows, classes, passes, threads, |block| {
            Packed::new(level, features, &bundles, block)
        });
        let rows: Vec<&[_]> = learnt.iter().map(|packed| packed.rows.as_slice()).collect();
        let words: Vec<&[_]> = learnt.iter().map(|packed| packed.words.as_slice()).collect();
        let (cells, places) = Cells::new(&rows);
        let place = |&column: &u32| places.get(column as usize).copied().unwrap_or_default();
        Dense {
            classes,
            blocks: learnt.len(),
            words: side_by_side(&words),
            place_of: bundles.column.iter().map(place).collect(),
            cells,
            units: learnt.iter().map(|packed| packed.unit).collect(),
            bias: learnt.iter().map(|packed| packed.bias).collect(),
            directions: learnt.iter().map(|packed| packed.directions).collect(),
            first_letters: features.first_letters(),
            level,
        }
    }

    /// The scores of all classes.
    pub(super) fn scores(
        &self,
        features: &Features,
        reading: &Reading,
        direction: &Direction,
    ) -> Vec<f32> {
        dispatch!(self.level, simd => self.scores_with(simd, features, reading, direction))
    }

    #[inline(always)]
    fn scores_with<S: Simd>(
        &self,
        simd: S,
        features: &Features,
        reading: &Reading,
        direction: &Direction,
    ) -> Vec<f32> {
        let mut sums = Sums::new(simd, self.blocks);
        for &word in &reading.words {
            sums.add(self.word(word), WORD_CELLS, Kind::Whole);
        }
        let [whole, half, quarter] = &reading.others;
        for (kind, others) in [(Kind::Whole, whole), (Kind::Half, half), (Kind::Quarter, quarter)] {
            for other in others {
                sums.add_row(self.cells.row(other.place), kind);
            }
            sums.carry(kind);
        }
        let norm = 1.0 / reading.known.max(1e-9).sqrt();
        let mut scores = self.bias.as_flattened().to_vec();
        let blocks = scores.as_chunks_mut().0.iter_mut().zip(&sums.sums).zip(&self.units);
        simd.vectorize(
            #[inline(always)]
            || blocks.for_each(|((scores, sums), unit)| weigh(scores, *sums, unit * norm)),
        );
        for &(feature, extra) in &reading.repeats {
            let by = norm * extra * features.kind(feature).quarters() as f32;
            match self.row(feature) {
                Row::Whole(row) => {
                    let blocks = scores.as_chunks_mut().0.iter_mut().zip(row).zip(&self.units);
                    simd.vectorize(
                        #[inline(always)]
                        || {
                            blocks.for_each(|((scores, row), unit)| {
                                weigh(scores, row.map(i32::from), by * unit);
                            })
                        },
                    );
                }
                Row::Listed(cells) => {
                    for &Cell { class, value } in cells {
                        let class = usize::from(class);
                        if let (Some(score), Some(unit)) =
                            (scores.get_mut(class), self.units.get(class / LANES))
                        {
                            *score += by * unit * f32::from(value);
                        }
                    }
                }
            }
        }
        let blocks = scores.as_chunks_mut().0.iter_mut().zip(&self.directions);
        simd.vectorize(
            #[inline(always)]
            || blocks.for_each(|(scores, lines)| point(scores, lines, direction)),
        );
        scores.truncate(self.classes);
        scores
    }

    /// What a part of a message's direction adds to the score of a class.
    pub(super) fn worth(&self, direction: &Direction, class: usize) -> f32 {
        let Some(lines) = self.directions.get(class / LANES) else { return 0.0 };
        let weights = lines.iter().filter_map(|line| line.get(class % LANES));
        weights.zip(direction).map(|(weight, value)| weight * value).sum()
    }

    /// What a feature adds to the score of a class in a message, as often as it has it.
    pub(super) fn share(
        &self,
        features: &Features,
        reading: &Reading,
        feature: u32,
        class: usize,
    ) -> f32 {
        let own = f32::from(self.row(feature).value(class));
        let sum = if feature < self.first_letters {
            let cell = self.word(feature).as_flattened().get(class).map_or(0.0, |&c| f32::from(c));
            reading.words.iter().filter(|word| **word == feature).count() as f32 * cell
        } else {
            reading.other_features().filter(|other| *other == feature).count() as f32 * own
        };
        let extra = reading.repeats.iter().find(|(repeated, _)| *repeated == feature);
        let sum = sum + own * extra.map_or(0.0, |(_, extra)| *extra);
        let unit = self.units.get(class / LANES).copied().unwrap_or(0.0);
        sum * features.kind(feature).quarters() as f32 * unit / reading.known.max(1e-9).sqrt()
    }

    /// Memory in bytes.
    pub(super) fn size(&self) -> usize {
        let bias = self.bias.len() * (LANES * (1 + DIMENSIONS) + 1) * 4;
        self.words.len() * LANES * 2 + self.cells.size() + self.place_of.len() * 4 + bias
    }

    fn word(&self, word: u32) -> &[[i16; LANES]] {
        let from = word as usize * self.blocks;
        self.words.get(from..from.saturating_add(self.blocks)).unwrap_or_default()
    }

    /// Where the row of a feature stands.
    pub(super) fn place_of(&self, feature: u32) -> Place {
        self.place_of.get(feature as usize).copied().unwrap_or_default()
    }

    fn row(&self, feature: u32) -> Row<'_> {
        self.cells.row(self.place_of(feature))
    }
}

/// The first of all blocks, then the second of all, and so on.
fn side_by_side<T: Copy>(blocks: &[&[T]]) -> Vec<T> {
    let count = blocks.first().map_or(0, |block| block.len());
    let mut all = Vec::with_capacity(count * blocks.len());
    for at in 0..count {
        all.extend(blocks.iter().filter_map(|block| block.get(at)));
    }
    all
}

/// Sums of rows in quarters; what was added last in 16 bits, before it is carried over.
struct Sums<S> {
    simd: S,
    sums: Vec<[i32; LANES]>,
    part: Vec<[i16; LANES]>,
    /// Bytes in `part`.
    added: i32,
}

impl<S: Simd> Sums<S> {
    fn new(simd: S, blocks: usize) -> Sums<S> {
        Sums { simd, sums: vec![[0; LANES]; blocks], part: vec![[0; LANES]; blocks], added: 0 }
    }

    /// Adds a row of cells that are at most `bytes` bytes large.
    fn add<C: Copy + Into<i16>>(&mut self, row: &[[C; LANES]], bytes: i32, kind: Kind) {
        self.make_room(bytes, kind);
        let (part, row) = (self.part.as_flattened_mut(), row.as_flattened());
        self.simd.vectorize(
            #[inline(always)]
            || add(part, row),
        );
    }

    /// Adds a row of bytes.
    fn add_row(&mut self, row: Row<'_>, kind: Kind) {
        match row {
            Row::Whole(row) => self.add(row, 1, kind),
            Row::Listed(cells) => {
                self.make_room(1, kind);
                let part = self.part.as_flattened_mut();
                for cell in cells {
                    if let Some(part) = part.get_mut(usize::from(cell.class)) {
                        *part = part.wrapping_add(cell.value.into());
                    }
                }
            }
        }
    }

    /// Carries over what was added if so many bytes more could be too many.
    fn make_room(&mut self, bytes: i32, kind: Kind) {
        if self.added + bytes > MOST_ADDED {
            self.carry(kind);
        }
        self.added += bytes;
    }

    /// Carries over what was added, all of one kind.
    fn carry(&mut self, kind: Kind) {
        if std::mem::take(&mut self.added) == 0 {
            return;
        }
        let (sums, part) = (self.sums.as_flattened_mut(), self.part.as_flattened_mut());
        self.simd.vectorize(
            #[inline(always)]
            || carry(sums, part, kind.quarters()),
        );
        part.fill(0);
    }
}

// Straight loops over flat slices or one block, each by itself: so the compiler does as many at once
// as the processor can.

#[inline(always)]
fn add<C: Copy + Into<i16>>(part: &mut [i16], row: &[C]) {
    for (part, &cell) in part.iter_mut().zip(row) {
        *part = part.wrapping_add(cell.into());
    }
}

#[inline(always)]
fn carry(sums: &mut [i32], part: &[i16], quarters: i32) {
    for (sum, &part) in sums.iter_mut().zip(part) {
        *sum += i32::from(part) * quarters;
    }
}

#[inline(always)]
fn weigh(scores: &mut [f32; LANES], sums: [i32; LANES], by: f32) {
    for (score, sum) in scores.iter_mut().zip(sums) {
        *score += by * sum as f32;
    }
}

#[inline(always)]
fn point(scores: &mut [f32; LANES], lines: &[[f32; LANES]; DIMENSIONS], direction: &Direction) {
    let mut sums = *scores;
    for (line, &value) in lines.iter().zip(direction) {
        for (sum, weight) in sums.iter_mut().zip(line) {
            *sum += value * weight;
        }
    }
    *scores = sums;
}

/// Passes over the phrases: 13; fewer where there are so many phrases and classes that they would
/// take seconds (5 passes cost 0.4 points on CLINC150, which gets 13).
///
/// Bots that a person writes by hand learn quickly: what hardly moves is passed by. They get 10 to 32
/// passes, the smaller the more, and on 102 bots cut from three corpora lose nothing against 16
/// passes with a finer bound. The one of 77 intents and 9,000 phrases would lose 0.3 points.
fn passes(phrases: usize, classes: usize) -> Passes {
    const WORK: usize = 30_000_000;
    const BY_HAND: usize = 500_000;
    const WORK_BY_HAND: usize = 4_000_000;
    let work = phrases * classes;
    if work <= BY_HAND {
        return Passes {
            most: (WORK_BY_HAND / work.max(1)).clamp(LEAST_QUICK, 32),
            is_quick: true,
        };
    }
    Passes { most: (WORK / work).clamp(4, 13), is_quick: false }
}
