//! The object that `--json` prints.

use std::collections::BTreeMap;

use serde::Serialize;

use super::calibration::{Reliability, Weighing};
use super::classes::{Class, Confusion};
use super::figures::{Evaluation, Figures, Outcomes};
use super::share::Share;
use super::source::Source;
use super::threshold::{AtThreshold, RULE};

/// What `--json` prints.
pub(super) fn as_json(found: &Evaluation) -> impl Serialize + '_ {
    AsJson {
        source: &found.source,
        figures: &found.figures,
        intervals_95: found.figures.intervals(),
        in_scope: found.in_scope,
        out_of_scope: found.out_of_scope,
        reliability: found.reliability.as_ref().map(|(reliability, weighing)| Diagram {
            at_70_percent_in_scope: *weighing == Weighing::Traffic,
            bins: reliability,
        }),
        best_threshold: found.sweep.best().map(|at| Best { at, rule: RULE }),
        // The precision that a person types.
        thresholds: found.sweep.every(10).copied().collect(),
        intents: found.classes.iter().map(AClass::of).collect(),
        confusions: &found.confusions,
    }
}

#[derive(Serialize)]
struct AsJson<'a> {
    #[serde(flatten)]
    source: &'a Source,
    figures: &'a Figures,
    intervals_95: BTreeMap<&'static str, Option<(f64, f64)>>,
    in_scope: Outcomes,
    out_of_scope: Outcomes,
    reliability: Option<Diagram<'a>>,
    best_threshold: Option<Best>,
    thresholds: Vec<AtThreshold>,
    intents: Vec<AClass<'a>>,
    confusions: &'a [Confusion],
}

#[derive(Serialize)]
struct Diagram<'a> {
    /// Else each line counts the same.
    at_70_percent_in_scope: bool,
    bins: &'a Reliability,
}

#[derive(Serialize)]
struct Best {
    #[serde(flatten)]
    at: AtThreshold,
    rule: &'static str,
}

#[derive(Serialize)]
struct AClass<'a> {
    /// `null` for out of scope.
    intent: Option<&'a str>,
    support: usize,
    taken: usize,
    right: usize,
    precision: Share,
    recall: Share,
    f1: Option<f64>,
}

impl<'a> AClass<'a> {
    fn of(class: &'a Class) -> AClass<'a> {
        AClass {
            intent: class.intent.as_deref(),
            support: class.support,
            taken: class.taken,
            right: class.right,
            precision: class.precision(),
            recall: class.recall(),
            f1: class.f1(),
        }
    }
}
