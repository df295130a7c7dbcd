//! Values at their places in a message, and which of them count.
//!
//! They are found in [`entity`](super::entity).

use std::ops::Range;

use smallvec::SmallVec;

use super::values::FoundValue;
use super::walk::Place;
use crate::understanding::Span;
use crate::value::Value;

/// A value at some tokens of a message.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) entity: u32,
    /// Tokens, from and to.
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) value: SpotValue,
    /// The value's text in the message.
    pub(super) span: Span,
    /// Whether it counts; others only fill slots of phrases that need them.
    pub(super) counts: bool,
}

/// Where a value comes from.
#[derive(Clone, Debug)]
pub(super) enum SpotValue {
    /// The list's value of this number.
    Listed(u32),
    /// What an expression matched, as it is written.
    Written,
    /// What a built-in type read.
    Read(Value),
}

impl SpotValue {
    /// Of values of one entity at one place, the order in which they count.
    fn order(&self) -> u32 {
        match self {
            SpotValue::Written | SpotValue::Read(_) => 0,
            SpotValue::Listed(number) => number.saturating_add(1),
        }
    }
}

impl Spot {
    /// The tokens it goes over.
    pub(super) fn tokens(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    pub(super) fn read(entity: u32, found: FoundValue) -> Spot {
        Spot {
            entity,
            start: found.tokens.start as u32,
            end: found.tokens.end as u32,
            value: SpotValue::Read(found.value),
            span: found.span,
            counts: found.counts,
        }
    }
}

/// The spots as places for a walk, in the same order.
pub(super) fn places(spots: &[Spot]) -> SmallVec<[Place; 8]> {
    let place = |spot: &Spot| Place { entity: spot.entity, start: spot.start, end: spot.end };
    spots.iter().map(place).collect()
}

/// By place, the longest first.
pub(super) fn sort(spots: &mut [Spot]) {
    spots.sort_by_key(|spot| {
        (spot.start, std::cmp::Reverse(spot.end), spot.entity, spot.value.order())
    });
}

/// Marks what does not count: a value that overlaps an earlier one of its entity.
pub(super) fn choose(spots: &mut [Spot]) {
    for i in 1..spots.len() {
        let (before, rest) = spots.split_at_mut(i);
        let Some(spot) = rest.first_mut() else { return };
        let overlaps =
            |other: &Spot| other.counts && other.entity == spot.entity && other.end > spot.start;
        // Spots are bounded by `max_spots`, and so is this.
        spot.counts = spot.counts && !before.iter().any(overlaps);
    }
}
