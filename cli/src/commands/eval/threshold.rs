//! What the bot would do at every other threshold, and which one suits a file best.
//!
//! One rule here: the best candidate is acted on if its confidence reaches the threshold. The lead
//! that the bot asks for (`gap`) and the thresholds of single intents are left out of it.

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::answer::Answer;
use super::share::Share;

/// How [`Sweep::best`] chooses, for reports.
pub(crate) const RULE: &str =
    "highest accuracy, out of scope as one more class (Larson et al. 2019)";

/// What happens at one threshold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct AtThreshold {
    /// In thousandths.
    pub(crate) steps: u32,
    in_scope: usize,
    out_of_scope: usize,
    acted_in_scope: usize,
    acted_out_of_scope: usize,
    right: usize,
}

impl AtThreshold {
    pub(crate) fn threshold(&self) -> f64 {
        f64::from(self.steps) / f64::from(Answer::STEPS)
    }

    /// Share of all lines that are acted on.
    pub(crate) fn answered(&self) -> Share {
        Share { count: self.acted(), of: self.in_scope + self.out_of_scope }
    }

    /// Share of those that are right.
    pub(crate) fn precision(&self) -> Share {
        Share { count: self.right, of: self.acted() }
    }

    /// Share of the lines in scope that are acted on and right.
    pub(crate) fn in_scope_accuracy(&self) -> Share {
        Share { count: self.right, of: self.in_scope }
    }

    /// Share of the lines out of scope that are not acted on.
    pub(crate) fn out_of_scope_recall(&self) -> Share {
        Share { count: self.out_of_scope - self.acted_out_of_scope, of: self.out_of_scope }
    }

    /// Share of all lines where the right thing happens.
    pub(crate) fn accuracy(&self) -> Share {
        let left = self.out_of_scope - self.acted_out_of_scope;
        Share { count: self.right + left, of: self.in_scope + self.out_of_scope }
    }

    fn acted(&self) -> usize {
        self.acted_in_scope + self.acted_out_of_scope
    }
}

impl Serialize for AtThreshold {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_struct("AtThreshold", 6)?;
        map.serialize_field("threshold", &self.threshold())?;
        map.serialize_field("answered", &self.answered())?;
        map.serialize_field("precision", &self.precision())?;
        map.serialize_field("in_scope_accuracy", &self.in_scope_accuracy())?;
        map.serialize_field("out_of_scope_recall", &self.out_of_scope_recall())?;
        map.serialize_field("accuracy", &self.accuracy())?;
        map.end()
    }
}

/// All thresholds from 0 to 1 in thousandths, the finest that a confidence can tell apart.
#[derive(Clone, Debug)]
pub(crate) struct Sweep(Vec<AtThreshold>);

impl Sweep {
    pub(crate) fn of(answers: &[Answer]) -> Sweep {
        let in_scope = answers.iter().filter(|answer| answer.is_in_scope()).count();
        let none = AtThreshold {
            in_scope,
            out_of_scope: answers.len() - in_scope,
            ..AtThreshold::default()
        };
        let mut all: Vec<AtThreshold> =
            (0..=Answer::STEPS).map(|steps| AtThreshold { steps, ..none }).collect();
        for answer in answers.iter().filter(|answer| answer.best.is_some()) {
            if let Some(at) = all.get_mut(answer.steps() as usize) {
                at.acted_in_scope += usize::from(answer.is_in_scope());
                at.acted_out_of_scope += usize::from(!answer.is_in_scope());
                at.right += usize::from(answer.best_is_right());
            }
        }
        // What is acted on at a threshold is all that has it or more.
        let mut above = AtThreshold::default();
        for at in all.iter_mut().rev() {
            at.acted_in_scope += above.acted_in_scope;
            at.acted_out_of_scope += above.acted_out_of_scope;
            at.right += above.right;
            above = *at;
        }
        Sweep(all)
    }

    /// The threshold that suits the file best: the highest accuracy, out of scope being one more
    /// class that is right if not acted on. So Larson et al. ("An Evaluation Dataset for Intent
    /// Classification and Out-of-Scope Prediction", 2019) choose it on the validation data of
    /// CLINC150. Of equal ones the highest.
    ///
    /// It depends on how many lines are out of scope. Where none is, or all are, there is nothing
    /// to choose: acting on all, or on nothing, would be best.
    pub(crate) fn best(&self) -> Option<AtThreshold> {
        let has_both = |at: &&AtThreshold| at.in_scope > 0 && at.out_of_scope > 0;
        // Of equal ones `max_by_key` gives the last, which is the highest.
        self.0.iter().filter(has_both).max_by_key(|at| at.accuracy().count).copied()
    }

    /// Every `step`th threshold, from 0 to 1.
    pub(crate) fn every(&self, step: usize) -> impl Iterator<Item = &AtThreshold> {
        self.0.iter().step_by(step)
    }

    /// The accuracy/coverage curve: the thresholds at which something changes, the highest first
    /// (the risk/coverage curve of El-Yaniv and Wiener, "On the Foundations of Noise-free Selective
    /// Classification", 2010, with accuracy for risk).
    pub(crate) fn curve(&self) -> Vec<AtThreshold> {
        let mut curve: Vec<AtThreshold> =
            self.0.iter().rev().filter(|at| at.acted() > 0).copied().collect();
        curve.dedup_by_key(|at| at.acted());
        curve
    }
}

#[cfg(test)]
mod tests {
    use super::super::answer::sample;
    use super::*;

    fn answers() -> Vec<Answer> {
        vec![
            sample("a", "a", 1.0),
            sample("a", "a", 0.6),
            sample("a", "b", 0.55),
            sample("oos", "a", 0.5),
            sample("oos", "a", 0.2),
            sample("b", "", 0.0),
        ]
    }

    #[test]
    fn a_threshold_tells_the_same_as_acting_by_it() {
        let answers = answers();
        for at in &Sweep::of(&answers).0 {
            let acted: Vec<Answer> =
                answers.iter().map(|answer| answer.clone().acting_from(at.steps)).collect();
            let inside = || acted.iter().filter(|answer| answer.is_in_scope());
            let outside = || acted.iter().filter(|answer| !answer.is_in_scope());
            assert_eq!(at.accuracy(), Share::of(&acted, |a| a.is_right()));
            assert_eq!(at.answered(), Share::of(&acted, |a| a.acted_on().is_some()));
            assert_eq!(at.in_scope_accuracy(), Share::of(inside(), |a| a.is_right()));
            assert_eq!(at.out_of_scope_recall(), Share::of(outside(), |a| a.is_right()));
            let acted_on = acted.iter().filter(|a| a.acted_on().is_some());
            assert_eq!(at.precision(), Share::of(acted_on, |a| a.is_right()));
        }
    }

    #[test]
    fn the_best_threshold_is_the_highest_of_the_most_accurate() {
        // Above 0.5 and up to 0.6 four of six are right: two acted on, two left.
        let best = Sweep::of(&answers()).best().unwrap();
        assert_eq!((best.steps, best.accuracy()), (600, Share { count: 4, of: 6 }));
    }

    #[test]
    fn without_lines_of_both_kinds_there_is_no_best_threshold() {
        let answers = answers();
        let (inside, outside): (Vec<Answer>, Vec<Answer>) =
            answers.into_iter().partition(Answer::is_in_scope);
        for one_kind in [inside, outside, Vec::new()] {
            assert_eq!(Sweep::of(&one_kind).best(), None);
        }
    }

    #[test]
    fn the_curve_goes_from_the_surest_line_to_all() {
        let curve: Vec<_> = Sweep::of(&answers())
            .curve()
            .iter()
            .map(|at| (at.steps, at.answered().count, at.precision().count))
            .collect();
        assert_eq!(curve, [(1000, 1, 1), (600, 2, 2), (550, 3, 2), (500, 4, 2), (200, 5, 2)]);
        assert!(Sweep::of(&[sample("a", "", 0.0)]).curve().is_empty());
    }
}
