//! Rounds what was learnt of sixteen classes to small integers, for [`Dense`](super::dense::Dense).

use fearless_simd::{Level, Simd, SimdBase, SimdFrom, dispatch, f32x16};

use super::bundle::Bundles;
use super::features::Features;
use super::keys::Kind;
use super::learn::{Block, LANES, Line, NOTHING};
use super::vectors::DIMENSIONS;

/// A word's cell goes up to so many times a byte, so that 16 of them add up in 16 bits.
pub(super) const WORD_CELLS: i32 = 16;

/// Sixteen classes, packed.
pub(super) struct Packed {
    pub(super) words: Vec<[i16; LANES]>,
    pub(super) rows: Vec<[i8; LANES]>,
    pub(super) unit: f32,
    pub(super) bias: [f32; LANES],
    pub(super) directions: [[f32; LANES]; DIMENSIONS],
}

impl Packed {
    /// Rounds what was learnt to bytes on one scale: argmax agrees with f32 on 99.7 % of CLINC150.
    pub(super) fn new(
        level: Level,
        features: &Features,
        bundles: &Bundles,
        block: &Block,
    ) -> Packed {
        let scales = bundles.rarity.iter().zip(&bundles.length);
        let scales: Vec<f32> = scales.map(|(r, l)| r / (l * l).max(1e-9)).collect();
        let columns = block.columns.as_slice();
        let largest = dispatch!(level, simd => simd.vectorize(
            #[inline(always)]
            || largest_cell(simd, columns, &scales),
        ));
        let unit = largest.into_iter().fold(0.0, f32::max) / f32::from(i8::MAX);
        let per_unit = 1.0 / unit;
        let mut rows = vec![[0; LANES]; scales.len()];
        dispatch!(level, simd => simd.vectorize(
            #[inline(always)]
            || pack_rows(simd, columns, &scales, per_unit, &mut rows),
        ));
        // By word, then by letters: where its weights stand, and what they are worth in a word.
        let share = |(&column, kind): (&u32, &Kind)| {
            let scale = scales.get(column as usize).copied().unwrap_or_default();
            (column, scale * kind.quarters() as f32 / 4.0)
        };
        let of_features = bundles.column.iter().zip(&features.kinds);
        let shares: Vec<_> = of_features.take(features.first_link() as usize).map(share).collect();
        let mut words = vec![[0; LANES]; features.known.len()];
        dispatch!(level, simd => simd.vectorize(
            #[inline(always)]
            || pack_words(simd, features, columns, &shares, per_unit, &mut words),
        ));
        let directions = block.directions.map(|Line(line)| line);
        Packed { words, rows, unit: unit / 4.0, bias: block.bias, directions }
    }
}

// Straight loops, as in the learner: each is compiled by itself for what the processor can. The sixteen
// classes are written as one, since compilers choose to do several columns side by side, and to
// gather their cells costs five times as much.

/// The largest cell of all rows, by lane.
#[inline(always)]
fn largest_cell<S: Simd>(simd: S, block: &[Line], scales: &[f32]) -> [f32; LANES] {
    let mut largest = f32x16::splat(simd, 1e-9);
    for (Line(line), scale) in block.iter().zip(scales) {
        largest = largest.max((f32x16::simd_from(simd, *line) * *scale).abs());
    }
    let mut lanes = [0.0; LANES];
    largest.store_slice(&mut lanes);
    lanes
}

#[inline(always)]
fn pack_rows<S: Simd>(
    simd: S,
    block: &[Line],
    scales: &[f32],
    per_unit: f32,
    rows: &mut [[i8; LANES]],
) {
    for ((Line(line), scale), row) in block.iter().zip(scales).zip(rows) {
        *row = rounded(f32x16::simd_from(simd, *line) * *scale * per_unit).map(|cell| cell as i8);
    }
}

/// Words with their letters.
#[inline(always)]
fn pack_words<S: Simd>(
    simd: S,
    features: &Features,
    block: &[Line],
    shares: &[(u32, f32)],
    per_unit: f32,
    rows: &mut [[i16; LANES]],
) {
    let most = f32::from(i8::MAX) * WORD_CELLS as f32;
    let of_share = |(column, by): (u32, f32)| {
        let Line(line) = block.get(column as usize).unwrap_or(&NOTHING);
        f32x16::simd_from(simd, *line) * by
    };
    let (words, letters) = shares.split_at_checked(features.known.len()).unwrap_or_default();
    for ((row, word), own) in rows.iter_mut().zip(&features.known).zip(words) {
        let mut sum = of_share(*own);
        for &number in features.letters_of(*word) {
            if let Some(share) = letters.get(number as usize) {
                sum += of_share(*share);
            }
        }
        *row = rounded((sum * per_unit).min(most).max(-most));
    }
}

/// The nearest whole numbers, of small ones; of a half the even one. Added to 1.5 · 2^23 it
/// stands in the last bits of the sum; `as` would look in each cell by itself whether it is too large.
#[inline(always)]
fn rounded<S: Simd>(cells: f32x16<S>) -> [i16; LANES] {
    const LAST_BITS: f32 = 12_582_912.0;
    let mut sums = [0.0; LANES];
    (cells + LAST_BITS).store_slice(&mut sums);
    sums.map(|sum| sum.to_bits() as i16)
}
