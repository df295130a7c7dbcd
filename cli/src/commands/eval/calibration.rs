//! Whether the confidence keeps its promise: reliability diagrams and calibration errors.
//!
//! The promise: of all best candidates with confidence 0.8, acting on 80 % is right, if 70 % of
//! the messages are in scope. A line out of scope is never right, whatever the candidate.

use serde::Serialize;

use super::answer::Answer;

/// The in-scope share of the traffic that the confidence of the library is promised for.
pub(crate) const IN_SCOPE_TRAFFIC: f64 = 0.7;

/// How much each line counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weighing {
    /// All the same: the mix of the file.
    AsIs,
    /// So that [`IN_SCOPE_TRAFFIC`] of the whole is in scope.
    Traffic,
}

/// The lines whose confidence is in one stretch of the scale.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(crate) struct Bin {
    /// Lower end; not part of the bin, but for 0.
    pub(crate) from: f64,
    /// Upper end, part of the bin.
    pub(crate) to: f64,
    pub(crate) lines: usize,
    /// The part of all weight that is here.
    pub(crate) weight: f64,
    /// Mean confidence; `null` without lines.
    pub(crate) confidence: Option<f64>,
    /// Share of the lines whose best candidate is right; `null` without lines.
    pub(crate) right: Option<f64>,
    /// Standard deviation of the weight that is right, if the confidences were perfect.
    #[serde(skip)]
    deviation: f64,
}

/// Confidence and truth in bins of equal width.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub(crate) struct Reliability {
    pub(crate) bins: Vec<Bin>,
}

impl Reliability {
    /// Sorts all lines into `bins` stretches of the scale, the lower end left out (Guo et al., "On
    /// Calibration of Modern Neural Networks", 2017). A line without a candidate has confidence 0
    /// and is not right.
    ///
    /// `None` if there is no line, or if the traffic cannot be weighed because all lines are in
    /// scope, or none is.
    pub(crate) fn of(answers: &[Answer], bins: u32, weighing: Weighing) -> Option<Reliability> {
        let weights = weights(answers, weighing)?;
        let mut sums = vec![Sum::default(); bins as usize];
        for answer in answers {
            // Whole numbers, since 0.3 is no number of floating point.
            let bin = (answer.steps() * bins).div_ceil(Answer::STEPS).max(1) - 1;
            if let Some(sum) = sums.get_mut(bin as usize) {
                sum.add(answer, if answer.is_in_scope() { weights.0 } else { weights.1 });
            }
        }
        let at = |index: usize| index as f64 / f64::from(bins);
        let bins = sums.iter().enumerate().map(|(index, sum)| sum.bin(at(index), at(index + 1)));
        Some(Reliability { bins: bins.collect() })
    }

    /// Expected calibration error: how far the mean confidence of a bin is from the share that is
    /// right in it, averaged over all weight (Naeini et al., "Obtaining Well Calibrated
    /// Probabilities Using Bayesian Binning", 2015, with 10 bins; Guo et al. 2017 with 15).
    pub(crate) fn error(&self) -> f64 {
        let part = |bin: &Bin| {
            let (confidence, right) = (bin.confidence?, bin.right?);
            Some(bin.weight * (confidence - right).abs())
        };
        self.bins.iter().filter_map(part).sum()
    }

    /// The error to be expected of a perfect confidence on as many lines: shares of small numbers
    /// scatter. The mean distance of a normal distribution of this deviation, summed over the bins.
    pub(crate) fn error_by_chance(&self) -> f64 {
        let mean_distance = (2.0 / std::f64::consts::PI).sqrt();
        self.bins.iter().map(|bin| bin.deviation * mean_distance).sum()
    }
}

/// What a line in scope and one out of scope weigh; all lines together weigh 1.
fn weights(answers: &[Answer], weighing: Weighing) -> Option<(f64, f64)> {
    let inside = answers.iter().filter(|answer| answer.is_in_scope()).count();
    let outside = answers.len() - inside;
    match weighing {
        _ if answers.is_empty() => None,
        Weighing::AsIs => Some((1.0 / answers.len() as f64, 1.0 / answers.len() as f64)),
        Weighing::Traffic if inside == 0 || outside == 0 => None,
        Weighing::Traffic => {
            Some((IN_SCOPE_TRAFFIC / inside as f64, (1.0 - IN_SCOPE_TRAFFIC) / outside as f64))
        }
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    lines: usize,
    weight: f64,
    confidence: f64,
    right: f64,
    variance: f64,
}

impl Sum {
    fn add(&mut self, answer: &Answer, weight: f64) {
        self.lines += 1;
        self.weight += weight;
        self.confidence += weight * answer.confidence;
        self.variance += weight * weight * answer.confidence * (1.0 - answer.confidence);
        self.right += if answer.best_is_right() { weight } else { 0.0 };
    }

    fn bin(&self, from: f64, to: f64) -> Bin {
        let Sum { lines, weight, .. } = *self;
        let mean = |sum: f64| (lines > 0).then(|| sum / weight);
        let (confidence, right) = (mean(self.confidence), mean(self.right));
        Bin { from, to, lines, weight, confidence, right, deviation: self.variance.sqrt() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::answer::sample;
    use super::*;

    #[test]
    fn a_bin_has_its_upper_end_and_not_its_lower_one() {
        let confidences = [0.0, 0.001, 0.1, 0.101, 0.3, 0.7, 0.701, 0.999, 1.0];
        let answers: Vec<Answer> = confidences.iter().map(|&c| sample("a", "a", c)).collect();
        let bins = Reliability::of(&answers, 10, Weighing::AsIs).unwrap().bins;
        let lines: Vec<usize> = bins.iter().map(|bin| bin.lines).collect();
        assert_eq!(lines, [3, 1, 1, 0, 0, 0, 1, 1, 0, 2]);
        assert_eq!((bins[2].from, bins[2].to), (0.2, 0.3));
        assert_eq!((bins[3].confidence, bins[3].right), (None, None));
    }

    #[test]
    fn errors_by_hand() {
        // 0.9: three of four right; 0.2: none of one right. |0.9−0.75|·4/5 + |0.2−0|·1/5.
        let mut answers = vec![sample("a", "a", 0.9); 3];
        answers.extend([sample("a", "b", 0.9), sample("oos", "a", 0.2)]);
        let as_is = Reliability::of(&answers, 10, Weighing::AsIs).unwrap();
        assert!((as_is.error() - (0.15 * 0.8 + 0.2 * 0.2)).abs() < 1e-12);
        // The four in-scope lines weigh 0.7, the one out of scope 0.3.
        let traffic = Reliability::of(&answers, 10, Weighing::Traffic).unwrap();
        assert!((traffic.error() - (0.15 * 0.7 + 0.2 * 0.3)).abs() < 1e-12);
    }

    /// By simulation (numpy, 300 draws of 400 confidences from 0 to 1 that hold): 0.0606.
    #[test]
    fn few_lines_have_an_error_by_chance() {
        let spread = |lines: u32| {
            let confidence = |line| (f64::from(line) + 0.5) / f64::from(lines);
            let answers: Vec<Answer> =
                (0..lines).map(|line| sample("a", "a", confidence(line))).collect();
            Reliability::of(&answers, 15, Weighing::AsIs).unwrap().error_by_chance()
        };
        assert!((spread(400) - 0.0606).abs() < 0.003, "{}", spread(400));
        assert!((spread(40_000) - 0.00606).abs() < 0.000_3, "{}", spread(40_000));
    }

    #[test]
    fn weights_move_the_share_that_is_right_within_a_bin() {
        let answers = [
            sample("a", "a", 0.6),
            sample("oos", "a", 0.6),
            sample("oos", "a", 0.6),
            sample("oos", "a", 0.6),
        ];
        let right =
            |weighing| Reliability::of(&answers, 5, weighing).unwrap().bins[2].right.unwrap();
        assert!((right(Weighing::AsIs) - 0.25).abs() < 1e-12);
        assert!((right(Weighing::Traffic) - 0.7).abs() < 1e-12);
    }

    #[test]
    fn what_cannot_be_weighed() {
        let inside = [sample("a", "a", 0.6)];
        let outside = [sample("oos", "a", 0.6)];
        for (answers, as_is) in [(&inside[..], Some(0.4)), (&outside, Some(0.6)), (&[], None)] {
            let error = |weighing| Reliability::of(answers, 15, weighing).map(|r| r.error());
            assert_eq!(error(Weighing::AsIs), as_is);
            assert_eq!(error(Weighing::Traffic), None);
        }
    }
}
