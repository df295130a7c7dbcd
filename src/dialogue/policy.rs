//! The one place that decides whether to act on an understanding, to ask, or to give up on it.

use crate::catalog::Catalog;
use crate::understanding::{Candidate, Decision, Understanding};

/// Act, ask or miss: see "Decide" in the format.
///
/// The lead only counts against candidates of the same tier: an exact phrase or a pattern of the
/// author is not made doubtful by a mere likeness. A candidate that won by its priority needs no
/// lead either, since the author said which comes first.
pub(crate) fn decision(catalog: &Catalog, understanding: &Understanding) -> Decision {
    let Some(best) = understanding.best() else { return Decision::Miss };
    let rivals = understanding.candidates.iter().skip(1);
    let contested = rivals
        .filter(|other| other.tier == best.tier && !wins_by_priority(best, other))
        .any(|other| best.confidence - other.confidence < catalog.fallback.gap);
    if best.is_sure && !contested {
        Decision::Act
    } else if best.is_sure || best.confidence >= catalog.fallback.ask {
        Decision::Ask
    } else {
        Decision::Miss
    }
}

fn wins_by_priority(best: &Candidate, other: &Candidate) -> bool {
    best.is_sure && best.priority > if other.is_sure { other.priority } else { 0 }
}
