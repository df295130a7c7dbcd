//! Phrases as the learner reads them: numbers of columns, a direction, and what they teach. Knows
//! neither features nor intents.

use super::learn::Lesson;
use super::vectors::Direction;

/// Phrases as numbered columns, each of length 1, beside what their words mean.
///
/// A column counts the same in all phrases, but for their length and for what is there several
/// times; so a phrase is a list of numbers, which is what the learner reads most.
#[derive(Debug)]
pub(super) struct Rows {
    /// By column: the square of how much it counts. The last one fills rows up and counts nothing.
    pub(super) squares: Vec<f32>,
    rows: Vec<Row>,
    /// Those of each phrase filled up to a multiple of four.
    columns: Vec<u32>,
    repeats: Vec<(u32, f32)>,
    /// By phrase; empty without vectors.
    directions: Vec<Lines>,
}

/// A direction in whole cache lines.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Lines(Direction);

#[derive(Clone, Copy, Debug)]
struct Row {
    /// Where its columns and repeats end.
    columns: usize,
    repeats: usize,
    lesson: Lesson,
    /// What makes its length 1.
    norm: f32,
    /// The squared length with direction and bias.
    square: f32,
}

/// A phrase of [`Rows`].
#[derive(Clone, Copy)]
pub(super) struct Phrase<'r> {
    /// Four at a time; the last four are filled up.
    pub(super) columns: &'r [[u32; 4]],
    /// Columns that are there several times, with how much they count then.
    pub(super) repeats: &'r [(u32, f32)],
    pub(super) direction: Option<&'r Direction>,
    pub(super) lesson: Lesson,
    pub(super) norm: f32,
    pub(super) square: f32,
}

impl Rows {
    /// No phrase, with columns of which each counts as much as its number in `lengths`, and room for
    /// so many phrases with so many columns together, of which so many have directions.
    pub(super) fn new(lengths: &[f32], phrases: usize, all: usize, directions: usize) -> Rows {
        Rows {
            squares: lengths.iter().map(|length| length * length).chain([0.0]).collect(),
            rows: Vec::with_capacity(phrases),
            columns: Vec::with_capacity(all + phrases * 2),
            repeats: Vec::new(),
            directions: Vec::with_capacity(directions),
        }
    }

    /// Adds a phrase: what it teaches, columns that it has once, those that it has several times with
    /// how much they count then, and where its words point.
    pub(super) fn add(
        &mut self,
        lesson: Lesson,
        columns: &[u32],
        repeats: &[(u32, f32)],
        direction: Option<&Direction>,
    ) {
        let square_of = |column: u32| self.squares.get(column as usize).copied().unwrap_or(0.0);
        // Four sums side by side, since each addition waits for the one before it.
        let mut sums = [0.0; 4];
        for columns in columns.chunks(4) {
            sums.iter_mut().zip(columns).for_each(|(sum, &column)| *sum += square_of(column));
        }
        let often = repeats.iter().map(|&(column, value)| square_of(column) * value * value);
        let square = sums.iter().sum::<f32>() + often.sum::<f32>();
        let norm = 1.0 / square.max(1e-9).sqrt();
        let meaning = direction.into_iter().flatten().map(|value| value * value).sum::<f32>();
        let filler = self.squares.len().saturating_sub(1) as u32;
        self.columns.extend_from_slice(columns);
        self.columns.resize(self.columns.len().next_multiple_of(4), filler);
        self.repeats.extend_from_slice(repeats);
        self.directions.extend(direction.copied().map(Lines));
        self.rows.push(Row {
            columns: self.columns.len(),
            repeats: self.repeats.len(),
            lesson,
            norm,
            square: 1.0 + square * norm * norm + meaning,
        });
    }

    /// How many phrases there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn phrase(&self, at: usize) -> Option<Phrase<'_>> {
        let row = self.rows.get(at)?;
        let before = at.checked_sub(1).and_then(|before| self.rows.get(before));
        let (columns, repeats) = before.map_or((0, 0), |row| (row.columns, row.repeats));
        Some(Phrase {
            columns: self.columns.get(columns..row.columns)?.as_chunks().0,
            repeats: self.repeats.get(repeats..row.repeats)?,
            direction: self.directions.get(at).map(|Lines(direction)| direction),
            lesson: row.lesson,
            norm: row.norm,
            square: row.square,
        })
    }
}
