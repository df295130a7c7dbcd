//! The learner: for each intent, which features speak for it and which against. One against the
//! rest, squared hinge with L2 regularisation, dual coordinate descent (the dual of liblinear).
//!
//! Sixteen classes are learnt side by side, so that the inner loops run over 16 floats. Classes do
//! not influence one another: blocks of them go to threads, and the result is the same for any
//! number of threads.

use fearless_simd::{Level, Simd, SimdBase, SimdFrom, dispatch, f32x16};

use super::rows::{Phrase, Rows};
use super::table::mix;
use super::vectors::DIMENSIONS;
use crate::nlu::threads::share;

/// Classes learnt side by side: one cache line of f32.
pub(super) const LANES: usize = 16;
/// How much a mistake on a phrase costs against a large weight: 3 was best on bots cut from three
/// corpora (1: 0.1 points worse, 10: equal).
const COST: f32 = 3.0;
/// Any fixed value will do.
const SEED: u64 = 1;
/// A phrase that is right by more than this on all 16 classes is left alone for some passes.
const RIGHT: f32 = 0.05;
const FAR_RIGHT: f32 = 0.2;
/// In quick lessons a phrase whose multipliers would move less than this teaches nothing; the bound
/// falls with each pass. Chosen by the bots that `cut_bots.py` cuts.
const STILL: f32 = 0.1;
const STILL_OF_LAST: f32 = 0.85;
const LEAST_STILL: f32 = 0.01;
/// A phrase that moved by less than this is left alone for one pass.
const SLOW: f32 = 0.1;
/// The most passes that a phrase is left alone for being right.
const REST: u8 = 4;

/// How soon a phrase is passed by in quick lessons.
#[derive(Clone, Copy)]
struct Patience {
    /// How many times the bound below which it teaches nothing.
    still: f32,
    /// It is left alone for `rest` passes if it moved by less than this.
    slower: f32,
    rest: u8,
}

/// With a phrase of one of the block's classes.
const OF_OWN: Patience = Patience { still: 1.0, slower: 0.05, rest: 4 };
/// With phrases of other blocks' classes, which are most of the work: a quarter less of it than as
/// with own ones, as good on the bots cut and on the tests of two bots in eight orders.
const OF_OTHERS: Patience = Patience { still: 2.0, slower: 0.15, rest: 6 };

/// In quick lessons phrases of other blocks' classes come in one after another over so many passes: by then
/// most are right without being learnt (a fifth fewer steps, as good on the bots cut).
const BEGINNINGS: usize = 8;
/// The fewest passes of quick lessons.
pub(super) const LEAST_QUICK: usize = 10;
const _: () = assert!(BEGINNINGS < LEAST_QUICK, "phrases that begin last are learnt too");
/// Phrases that stand together are learnt one after another in each pass, while their stretches take
/// turns: the next ones are at hand before they are asked for. With some hundred stretches it is as
/// good as a new order each pass; with 18 the best intent was another one than the optimum's on
/// twice as many lines.
const STRETCHES: usize = 200;
const LONGEST_STRETCH: usize = 32;

const _: () = assert!(DIMENSIONS.is_multiple_of(4), "`score` takes four at a time");

/// What a phrase teaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// It means this class, and no other.
    Is(u32),
    /// It does not mean this class; nothing about the others.
    Not(u32),
}

/// A phrase to learn from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lesson {
    pub(super) says: Says,
    /// How many phrases it counts as.
    pub(super) times: f32,
}

/// One number for each of 16 classes.
type Lanes = [f32; LANES];

/// What a column or a phrase has for 16 classes: one cache line, never two halves.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(super) struct Line(pub(super) Lanes);

pub(super) const NOTHING: Line = Line([0.0; LANES]);

/// What was learnt of 16 classes.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// By column: its weight times how much it counts, so that the sum over a phrase's columns only
    /// lacks its norm.
    pub(super) columns: Vec<Line>,
    /// What each number of a direction is worth.
    pub(super) directions: [Line; DIMENSIONS],
    pub(super) bias: Lanes,
}

/// How long is learnt.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passes {
    pub(super) most: usize,
    /// Whether phrases that hardly teach anything are passed by, until they do.
    pub(super) is_quick: bool,
}

/// Learns `classes` classes in some passes, with up to `threads` threads. One block for each 16
/// classes, packed as soon as it is learnt; lanes beyond the last class are of no use.
pub(super) fn learn<P: Send>(
    rows: &Rows,
    classes: usize,
    passes: Passes,
    threads: usize,
    pack: impl Fn(&Block) -> P + Sync,
) -> Vec<P> {
    let blocks = classes.div_ceil(LANES);
    let level = Level::new();
    share(blocks, threads, |numbers| {
        let learnt = |number| {
            let block = dispatch!(level, simd => learn_block(simd, rows, number, passes));
            (number, pack(&block))
        };
        numbers.map(learnt).collect()
    })
}

/// The numbers below `count`, shuffled with a fixed seed.
pub(super) fn mixed(count: usize) -> Vec<u32> {
    let mut order: Vec<u32> = (0..count as u32).collect();
    shuffle(&mut order, &mut { SEED });
    order
}

/// Puts things in another order, by the next numbers of a fixed sequence.
pub(super) fn shuffle<T>(order: &mut [T], state: &mut u64) {
    for at in (1..order.len()).rev() {
        order.swap(at, random(state, at + 1));
    }
}

/// The next number below `bound` of a fixed sequence.
fn random(state: &mut u64, bound: usize) -> usize {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    (((mix(*state) >> 32) * bound as u64) >> 32) as usize
}

/// One step of the solver: the new value of a phrase's multiplier `old`, for the wanted `sign` and
/// the score it has. `square` is the phrase's squared length with the bias.
#[inline(always)]
pub(super) fn step(old: f32, sign: f32, score: f32, square: f32, slack: f32) -> f32 {
    (old - (sign * score - 1.0 + slack * old) / (square + slack)).max(0.0)
}

/// The quadratic slack of a phrase that counts as `times`.
pub(super) fn slack(times: f32) -> f32 {
    0.5 / (COST * times.max(1e-3))
}

// Straight loops, each compiled by itself (`vectorize`) for what the processor can. Nothing is
// fused, and the order of additions is written down, so the bits are the same on every processor.

/// The scores of a phrase. Four sums side by side, since each addition waits for the one before it.
#[inline(always)]
fn score<S: Simd>(simd: S, phrase: Phrase<'_>, block: &Block, scores: &mut Lanes) {
    let line = |column: u32| {
        let Line(line) = block.columns.get(column as usize).unwrap_or(&NOTHING);
        f32x16::simd_from(simd, *line)
    };
    let none = f32x16::splat(simd, 0.0);
    let (mut a, mut b, mut c, mut d) = (none, none, none, none);
    for &[first, second, third, fourth] in phrase.columns {
        a += line(first);
        b += line(second);
        c += line(third);
        d += line(fourth);
    }
    for &(column, value) in phrase.repeats {
        a += line(column) * value;
    }
    let sum = ((a + b) + (c + d)) * phrase.norm;
    (a, b, c, d) = (f32x16::simd_from(simd, block.bias), sum, none, none);
    if let Some(direction) = phrase.direction {
        let lines = direction.as_chunks::<4>().0.iter().zip(block.directions.as_chunks::<4>().0);
        for (value, [Line(first), Line(second), Line(third), Line(fourth)]) in lines {
            a += f32x16::simd_from(simd, *first) * value[0];
            b += f32x16::simd_from(simd, *second) * value[1];
            c += f32x16::simd_from(simd, *third) * value[2];
            d += f32x16::simd_from(simd, *fourth) * value[3];
        }
    }
    ((a + b) + (c + d)).store_slice(scores);
}

/// Adds what a phrase teaches.
#[inline(always)]
fn teach<S: Simd>(simd: S, phrase: Phrase<'_>, squares: &[f32], moved: &Lanes, block: &mut Block) {
    let moved = f32x16::simd_from(simd, *moved);
    let normed = moved * phrase.norm;
    let columns = block.columns.as_mut_slice();
    for &column in phrase.columns.as_flattened() {
        let at = column as usize;
        if let (Some(Line(line)), Some(square)) = (columns.get_mut(at), squares.get(at)) {
            (f32x16::simd_from(simd, *line) + normed * *square).store_slice(line);
        }
    }
    for &(column, value) in phrase.repeats {
        let at = column as usize;
        if let (Some(Line(line)), Some(square)) = (columns.get_mut(at), squares.get(at)) {
            (f32x16::simd_from(simd, *line) + normed * (square * value)).store_slice(line);
        }
    }
    if let Some(direction) = phrase.direction {
        for (Line(line), &value) in block.directions.iter_mut().zip(direction) {
            (f32x16::simd_from(simd, *line) + moved * value).store_slice(line);
        }
    }
    (f32x16::simd_from(simd, block.bias) + moved).store_slice(&mut block.bias);
}

/// Moves the multipliers of a phrase; gives by how much each moved, and the most of it.
#[inline(always)]
fn step_all(
    old: &mut Lanes,
    (sign, most): &(Lanes, Lanes),
    scores: &Lanes,
    square: f32,
    slack: f32,
) -> (Lanes, f32) {
    let mut moved = [0.0; LANES];
    let lanes = moved.iter_mut().zip(&mut *old).zip(sign).zip(most).zip(scores);
    for ((((moved, old), &sign), &most), &score) in lanes {
        let new = step(*old, sign, score, square, slack).min(most);
        *moved = (new - *old) * sign;
        *old = new;
    }
    let far = moved.map(f32::abs);
    (moved, -least(far.map(|far| -far)))
}

/// How far the least right class is beyond its margin; -1 if a multiplier is in use.
#[inline(always)]
fn beyond(multipliers: &Lanes, sign: &Lanes, scores: &Lanes) -> f32 {
    let mut beyond = [0.0; LANES];
    let lanes = beyond.iter_mut().zip(multipliers).zip(sign).zip(scores);
    for (((beyond, multiplier), sign), score) in lanes {
        *beyond = if *multiplier > 0.0 { -1.0 } else { sign * score - 1.0 };
    }
    least(beyond)
}

/// The least of all lanes, half against half: one by one would wait sixteen times.
#[inline(always)]
fn least(mut lanes: Lanes) -> f32 {
    for half in [8, 4, 2, 1] {
        let (low, high) = lanes.split_at_mut(half);
        low.iter_mut().zip(high).for_each(|(a, b)| *a = if *b < *a { *b } else { *a });
    }
    let [least, ..] = lanes;
    least
}

#[inline(always)]
fn learn_block<S: Simd>(simd: S, rows: &Rows, number: usize, passes: Passes) -> Block {
    let first = (number * LANES) as u32;
    let mut block = Block {
        columns: vec![NOTHING; rows.squares.len()],
        directions: [NOTHING; DIMENSIONS],
        bias: [0.0; LANES],
    };
    let mut multipliers = vec![NOTHING; rows.len()];
    let is_other = |says| matches!(says, Says::Is(class) if class as usize / LANES != number);
    let begins = |at: usize| match rows.phrase(at) {
        Some(phrase) if passes.is_quick && is_other(phrase.lesson.says) => (at % BEGINNINGS) as u8,
        _ => 0,
    };
    let mut left_alone: Vec<u8> = (0..rows.len()).map(begins).collect();
    let stretch = (rows.len() / STRETCHES).clamp(1, LONGEST_STRETCH);
    let mut stretches: Vec<usize> = (0..rows.len().div_ceil(stretch)).collect();
    let mut state = SEED;
    for pass in 0..passes.most {
        let still = if passes.is_quick { still(pass) } else { 0.0 };
        shuffle(&mut stretches, &mut state);
        for at in stretches.iter().flat_map(|at| (at * stretch..).take(stretch)) {
            let Some(alone) = left_alone.get_mut(at) else { continue };
            let Some(Line(known)) = multipliers.get_mut(at) else { continue };
            if *alone > 0 {
                *alone -= 1;
                continue;
            }
            let Some(phrase) = rows.phrase(at) else { continue };
            let patience = if is_other(phrase.lesson.says) { OF_OTHERS } else { OF_OWN };
            let mut scores = [0.0; LANES];
            simd.vectorize(
                #[inline(always)]
                || score(simd, phrase, &block, &mut scores),
            );
            let mut new = *known;
            let (signs, slack) = (signs(phrase.lesson.says, first), slack(phrase.lesson.times));
            let (moved, most) = simd.vectorize(
                #[inline(always)]
                || step_all(&mut new, &signs, &scores, phrase.square, slack),
            );
            *alone = match most {
                0.0 => rest_of_right(simd.vectorize(
                    #[inline(always)]
                    || beyond(&new, &signs.0, &scores),
                )),
                _ if passes.is_quick => rest(most, patience),
                _ => 0,
            };
            if most <= still * patience.still {
                continue;
            }
            *known = new;
            simd.vectorize(
                #[inline(always)]
                || teach(simd, phrase, &rows.squares, &moved, &mut block),
            );
        }
    }
    block
}

/// What a phrase must move by at least in a pass of quick lessons.
fn still(pass: usize) -> f32 {
    (0..pass).fold(STILL, |still, _| still * STILL_OF_LAST).max(LEAST_STILL)
}

/// For how many passes a phrase is left alone that did not move and is right by `least`.
fn rest_of_right(least: f32) -> u8 {
    match least {
        _ if least > FAR_RIGHT => REST,
        _ if least > RIGHT => 2,
        _ => 0,
    }
}

/// The same for one that moved by `most`, in quick lessons.
fn rest(most: f32, patience: Patience) -> u8 {
    match most {
        _ if most < patience.slower => patience.rest,
        _ if most < SLOW => 1,
        _ => 0,
    }
}

/// For each class of a block the wanted sign, and how large the multiplier may grow: not at all
/// where the phrase says nothing about the class.
fn signs(says: Says, first: u32) -> (Lanes, Lanes) {
    let mut sign = [-1.0; LANES];
    let mut most = [f32::INFINITY; LANES];
    match says {
        Says::Is(class) => {
            if let Some(sign) = sign.get_mut(class.wrapping_sub(first) as usize) {
                *sign = 1.0;
            }
        }
        Says::Not(class) => {
            most = [0.0; LANES];
            if let Some(most) = most.get_mut(class.wrapping_sub(first) as usize) {
                *most = f32::INFINITY;
            }
        }
    }
    (sign, most)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Quick lessons in which phrases of other blocks begin late, and stretches of several phrases
    /// with a rest: each phrase is known at the end, and none that is not taken.
    #[test]
    fn every_phrase_is_learnt() {
        let (classes, each) = (41_usize, 11);
        let phrases = classes * each;
        assert!(phrases / STRETCHES > 1 && !phrases.is_multiple_of(phrases / STRETCHES));
        // A column for each class, one for each phrase, one for all.
        let lengths = vec![1.0; classes + phrases + 1];
        let mut rows = Rows::new(&lengths, phrases, phrases * 3, 0);
        for at in 0..phrases as u32 {
            let class = at % classes as u32;
            let lesson = Lesson { says: Says::Is(class), times: 1.0 };
            let all = (classes + phrases) as u32;
            rows.add(lesson, &[class, classes as u32 + at, all], &[], None);
        }
        let passes = Passes { most: LEAST_QUICK, is_quick: true };
        let blocks = learn(&rows, classes, passes, 1, Block::clone);
        let mut taught_others = 0;
        for at in 0..phrases {
            let phrase = rows.phrase(at).unwrap();
            for (block, number) in blocks.iter().zip(0..) {
                let mut scores = [0.0; LANES];
                dispatch!(Level::new(), simd => score(simd, phrase, block, &mut scores));
                for (score, class) in scores.iter().zip(number * LANES..).take(classes) {
                    let is_own = class == at % classes;
                    assert!(class >= classes || (*score > 0.0) == is_own, "{at} {class} {score}");
                }
                // What it alone has was learnt too.
                let Line(own) = block.columns[classes + at];
                let is_own = number == at % classes / LANES;
                assert!(!is_own || own[at % classes % LANES] > 0.0, "{at}");
                taught_others += usize::from(!is_own && own.iter().any(|value| *value < 0.0));
            }
        }
        assert!(taught_others > 0, "phrases of other blocks teach what classes are not");
    }

    /// What a phrase taught adds to the score of any phrase: their product by hand, columns that are
    /// no multiple of four, some there several times.
    #[test]
    fn a_lesson_counts_as_much_as_two_phrases_have_in_common() {
        let lengths = [1.0, 2.0, 0.5, 1.5, 3.0, 0.25];
        let mut rows = Rows::new(&lengths, 2, 8, 2);
        let lesson = Lesson { says: Says::Is(0), times: 1.0 };
        let (mut here, mut there) = ([0.0; DIMENSIONS], [0.0; DIMENSIONS]);
        (here[0], here[47], there[47]) = (0.3, 0.5, 0.6);
        rows.add(lesson, &[0, 1, 2, 3, 4], &[(5, 1.7)], Some(&here));
        rows.add(lesson, &[1, 5], &[(4, 2.0)], Some(&there));
        let norm = |values: &[f32]| values.iter().map(|v| v * v).sum::<f32>().sqrt();
        let first = [1.0, 2.0, 0.5, 1.5, 3.0, 0.25 * 1.7];
        let second = [0.0, 2.0, 0.0, 0.0, 6.0, 0.25];
        let product: f32 = first.iter().zip(second).map(|(a, b)| a * b).sum();
        let expected = product / norm(&first) / norm(&second) + 0.5 * 0.6 + 1.0;
        let mut block = Block {
            columns: vec![NOTHING; lengths.len() + 1],
            directions: [NOTHING; DIMENSIONS],
            bias: [0.0; LANES],
        };
        let mut moved = [0.0; LANES];
        moved[3] = 2.0;
        let mut scores = [0.0; LANES];
        let (taught, asked) = (rows.phrase(0).unwrap(), rows.phrase(1).unwrap());
        dispatch!(Level::new(), simd => {
            teach(simd, taught, &rows.squares, &moved, &mut block);
            score(simd, asked, &block, &mut scores);
        });
        assert!((scores[3] - 2.0 * expected).abs() < 1e-4, "{} {expected}", scores[3]);
        assert!(scores.iter().enumerate().all(|(lane, score)| lane == 3 || *score == 0.0));
        assert!((asked.square - 2.0 - 0.36).abs() < 1e-5, "length 1, bias and direction");
    }
}
