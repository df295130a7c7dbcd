//! The one place that decides whether to act on an understanding, to ask, or to give up on it.

use crate::catalog::Catalog;
use crate::understanding::{Candidate, Decision, Understanding, Verdict};

/// Act, ask or miss: see "fallback and thresholds" in `docs/format.md`.
pub(crate) fn decision(catalog: &Catalog, understanding: &Understanding) -> Decision {
    let Some(best) = understanding.best() else { return Decision::Miss };
    if best.is_sure && rival(catalog, understanding).is_none() {
        Decision::Act
    } else if best.is_sure || best.confidence >= catalog.fallback.ask {
        Decision::Ask
    } else {
        Decision::Miss
    }
}

/// The decision with what led to it, for people.
pub(crate) fn verdict<'u>(catalog: &Catalog, understanding: &'u Understanding) -> Verdict<'u> {
    let best = understanding.best();
    Verdict {
        decision: decision(catalog, understanding),
        best,
        rival: rival(catalog, understanding),
        act: best.and_then(|best| catalog.find(&best.intent)).map(|intent| intent.act),
        ask: catalog.fallback.ask,
        gap: catalog.fallback.gap,
    }
}

/// The first candidate that is too close to the best one to act without asking.
///
/// The lead only counts against candidates of the same tier: an exact phrase or a pattern of the
/// author is not made doubtful by a mere likeness. A candidate that won by its priority needs no
/// lead either, since the author said which comes first.
fn rival<'u>(catalog: &Catalog, understanding: &'u Understanding) -> Option<&'u Candidate> {
    let best = understanding.best()?;
    let others = understanding.candidates.iter().skip(1);
    others
        .filter(|other| other.tier == best.tier && !wins_by_priority(best, other))
        .find(|other| best.confidence - other.confidence < catalog.fallback.gap)
}

fn wins_by_priority(best: &Candidate, other: &Candidate) -> bool {
    best.is_sure && best.priority > if other.is_sure { other.priority } else { 0 }
}
