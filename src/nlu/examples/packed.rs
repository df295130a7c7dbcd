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

/// The nearest whole numbers, of small ones; of a half the even one. Added to 1.5 · 2^23 they stand in
/// the last bits of the sums; `as` would look in each cell by itself whether it is too large.
#[inline(always)]
fn rounded<S: Simd>(cells: f32x16<S>) -> [i16; LANES] {
    const LAST_BITS: f32 = 12_582_912.0;
    let mut sums = [0.0; LANES];
    (cells + LAST_BITS).store_slice(&mut sums);
    sums.map(|sum| sum.to_bits() as i16)
}

#[cfg(test)]
mod tests {
    use super::super::count::count;
    use super::super::table::mix;
    use super::super::vectors::Vectors;
    use super::*;

    /// The slow way: cell by cell, with the library's rounding.
    #[test]
    fn cells_are_what_was_learnt_rounded_on_one_scale() {
        let phrases = [("abcdefghijklmnopqrstuvwxyz my order", 1.0), ("my parcel, my order", 1.0)];
        let (features, counted) = count(&phrases, Vectors::default(), true);
        let bundles = Bundles::new(&features, &counted);
        let scales: Vec<f32> =
            bundles.rarity.iter().zip(&bundles.length).map(|(r, l)| r / (l * l)).collect();
        let column = |(at, scale): (usize, &f32)| {
            let any = |lane: usize| {
                let any = mix((at * LANES + lane) as u64) % 2_001;
                (any as f32 / 1_000.0 - 1.0) / scale
            };
            let mut line: [f32; LANES] = std::array::from_fn(any);
            // Words of many letters that all say the same go beyond what a word's cell holds; and the
            // largest cell of all is a negative one.
            (line[0], line[1]) = (2.0 / scale, -2.5 / scale);
            Line(line)
        };
        let columns: Vec<Line> = scales.iter().enumerate().map(column).chain([NOTHING]).collect();
        let block = Block {
            columns: columns.clone(),
            directions: [NOTHING; DIMENSIONS],
            bias: [0.5; LANES],
        };
        let packed = Packed::new(Level::new(), &features, &bundles, &block);

        let cells = columns.iter().zip(&scales).map(|(Line(line), by)| line.map(|w| w * by));
        let largest = cells.clone().flatten().fold(0.0_f32, |most, cell| most.max(cell.abs()));
        assert!((largest - 2.5).abs() < 1e-6 && (packed.unit * 4.0 - largest / 127.0).abs() < 1e-6);
        let per_unit = 1.0 / (largest / 127.0);
        for (found, cells) in packed.rows.iter().zip(cells) {
            assert_eq!(*found, cells.map(|cell| (cell * per_unit).round_ties_even() as i8));
        }
        assert_eq!(packed.rows.len(), scales.len());
        let mut beyond = 0;
        for (at, word) in features.known.iter().enumerate() {
            let letters = features.letters_of(*word).iter();
            let own = letters.map(|&number| features.first_letters() + number);
            let mut sum = [0.0_f32; LANES];
            for feature in std::iter::once(at as u32).chain(own) {
                let column = bundles.column[feature as usize] as usize;
                let Some(scale) = scales.get(column) else { continue };
                let by = scale * features.kind(feature).quarters() as f32 / 4.0;
                sum.iter_mut().zip(columns[column].0).for_each(|(sum, w)| *sum += w * by);
            }
            let most = 127.0 * WORD_CELLS as f32;
            beyond += sum.iter().filter(|sum| (*sum * per_unit).abs() > most).count();
            let expected = sum.map(|sum| (sum * per_unit).clamp(-most, most).round_ties_even());
            assert_eq!(packed.words[at], expected.map(|cell| cell as i16), "word {at}");
        }
        assert!(beyond > 1, "the longest word goes beyond both ends");
        assert_eq!(packed.bias, [0.5; LANES]);
    }
}
