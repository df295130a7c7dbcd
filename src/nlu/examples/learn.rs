//! The learner: for each intent, which features speak for it and which against. One against the
//! rest, squared hinge with L2 regularisation, dual coordinate descent (the dual of liblinear).
//!
//! Sixteen classes are learnt side by side, so that the inner loops run over 16 floats. Classes do
//! not influence one another: blocks of them go to threads, and the result is the same for any
//! number of threads.

use std::sync::atomic::{AtomicUsize, Ordering};

use fearless_simd::{Level, Simd, dispatch};

use super::table::mix;

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
/// In quick lessons a phrase whose multipliers would move less than this teaches nothing …
const STILL: f32 = 0.01;
/// … and one that moved less than these is left alone for some passes.
const SLOW: f32 = 0.03;
const SLOWER: f32 = 0.1;
/// The most passes that a phrase is left alone.
const REST: u8 = 4;

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

/// Phrases as numbered columns with values, each of length 1.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) starts: Vec<usize>,
    pub(super) items: Vec<(u32, f32)>,
    pub(super) columns: usize,
}

impl Rows {
    fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    fn row(&self, at: usize) -> &[(u32, f32)] {
        let from = self.starts.get(at).copied().unwrap_or(0);
        let to = self.starts.get(at + 1).copied().unwrap_or(from);
        self.items.get(from..to).unwrap_or_default()
    }

    /// The squared length of a phrase with the bias.
    fn square(&self, at: usize) -> f32 {
        1.0 + self.row(at).iter().fold(0.0, |square, (_, value)| square + value * value)
    }
}

/// One number for each of 16 classes.
type Lanes = [f32; LANES];

/// The weights of a column in 16 classes: one cache line, never two halves.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(super) struct Line(pub(super) Lanes);

/// Weights of 16 classes: one line a column, then the bias.
pub(super) type Block = Vec<Line>;

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
    lessons: &[Lesson],
    classes: usize,
    passes: Passes,
    threads: usize,
    pack: impl Fn(&Block) -> P + Sync,
) -> Vec<P> {
    let orders = orders(rows.len(), passes.most);
    let squares: Vec<f32> = (0..rows.len()).map(|at| rows.square(at)).collect();
    let material = Material { rows, squares: &squares, lessons, orders: &orders };
    let blocks = classes.div_ceil(LANES);
    let level = Level::new();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let block = next.fetch_add(1, Ordering::Relaxed);
            if block >= blocks {
                return done;
            }
            done.push((
                block,
                pack(
                    &dispatch!(level, simd => learn_block(simd, material, block, passes.is_quick)),
                ),
            ));
        }
    };
    let mut learnt: Vec<(usize, P)> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(blocks)).map(|_| scope.spawn(work)).collect();
        let mut learnt = work();
        for other in others {
            // A worker has no way to panic; if it could, its classes would be missing, not wrong.
            learnt.extend(other.join().unwrap_or_default());
        }
        learnt
    });
    learnt.sort_by_key(|(block, _)| *block);
    learnt.into_iter().map(|(_, block)| block).collect()
}

/// The order of the phrases in every pass: shuffled with a fixed seed.
fn orders(rows: usize, passes: usize) -> Vec<Vec<u32>> {
    let mut order: Vec<u32> = (0..rows as u32).collect();
    let mut state = SEED;
    let shuffle = |_| {
        for at in (1..order.len()).rev() {
            order.swap(at, random(&mut state, at + 1));
        }
        order.clone()
    };
    (0..passes).map(shuffle).collect()
}

/// The next number below `bound` of a fixed sequence.
pub(super) fn random(state: &mut u64, bound: usize) -> usize {
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

// Three straight loops, each compiled by itself (`vectorize`) for what the processor can: in one
// function with the rest, the compiler takes the lanes apart and no longer does eight at once. Nothing
// is fused or reordered, so the bits are the same on every processor.

/// Adds the scores of a phrase.
#[inline(always)]
fn score(row: &[(u32, f32)], columns: &[Line], scores: &mut Lanes) {
    let mut sums = *scores;
    for &(column, value) in row {
        if let Some(Line(weights)) = columns.get(column as usize) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += value * weight;
            }
        }
    }
    *scores = sums;
}

/// Adds what a phrase teaches to the weights of its columns.
#[inline(always)]
fn teach(row: &[(u32, f32)], columns: &mut [Line], moved: &Lanes) {
    for &(column, value) in row {
        if let Some(Line(weights)) = columns.get_mut(column as usize) {
            for (weight, moved) in weights.iter_mut().zip(moved) {
                *weight += value * moved;
            }
        }
    }
}

/// Moves the multipliers of a phrase; gives by how much they moved, and how far the least right
/// class is beyond its margin (-1 if a multiplier is in use).
#[inline(always)]
fn step_all(
    old: &mut Lanes,
    lesson: Lesson,
    first: u32,
    scores: &Lanes,
    square: f32,
) -> (Lanes, f32) {
    let slack = slack(lesson.times);
    let (sign, most) = signs(lesson.says, first);
    let mut moved = [0.0; LANES];
    let lanes = moved.iter_mut().zip(&mut *old).zip(&sign).zip(&most).zip(scores);
    for ((((moved, old), &sign), &most), &score) in lanes {
        let new = step(*old, sign, score, square, slack).min(most);
        *moved = (new - *old) * sign;
        *old = new;
    }
    let beyond = old.iter().zip(&sign).zip(scores);
    let beyond =
        beyond.map(|((old, sign), score)| if *old > 0.0 { -1.0 } else { sign * score - 1.0 });
    (moved, beyond.fold(f32::INFINITY, f32::min))
}

/// What all blocks learn from.
#[derive(Clone, Copy)]
struct Material<'m> {
    rows: &'m Rows,
    /// By row.
    squares: &'m [f32],
    lessons: &'m [Lesson],
    orders: &'m [Vec<u32>],
}

#[inline(always)]
fn learn_block<S: Simd>(simd: S, material: Material<'_>, block: usize, is_quick: bool) -> Block {
    let first = (block * LANES) as u32;
    let Material { rows, squares, lessons, orders } = material;
    let still = if is_quick { STILL } else { 0.0 };
    let mut weights: Block = vec![Line([0.0; LANES]); rows.columns + 1];
    let mut multipliers = vec![[0.0_f32; LANES]; rows.len()];
    let mut left_alone = vec![0_u8; rows.len()];
    for &at in orders.iter().flatten() {
        let at = at as usize;
        let (Some(alone), Some(lesson), Some(known), Some(square)) =
            (left_alone.get_mut(at), lessons.get(at), multipliers.get_mut(at), squares.get(at))
        else {
            continue;
        };
        if *alone > 0 {
            *alone -= 1;
            continue;
        }
        let row = rows.row(at);
        let Some((Line(bias), columns)) = weights.split_last_mut() else { continue };
        let mut scores = *bias;
        simd.vectorize(
            #[inline(always)]
            || score(row, columns, &mut scores),
        );
        let mut new = *known;
        let (moved, least) = simd.vectorize(
            #[inline(always)]
            || step_all(&mut new, *lesson, first, &scores, *square),
        );
        let most = moved.iter().fold(0.0_f32, |most, moved| most.max(moved.abs()));
        *alone = match most {
            0.0 => rest_of_right(least),
            _ if is_quick => rest(most),
            _ => 0,
        };
        if most <= still {
            continue;
        }
        *known = new;
        simd.vectorize(
            #[inline(always)]
            || teach(row, columns, &moved),
        );
        bias.iter_mut().zip(&moved).for_each(|(bias, moved)| *bias += moved);
    }
    weights
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
fn rest(most: f32) -> u8 {
    match most {
        _ if most < SLOW => REST,
        _ if most < SLOWER => 1,
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
