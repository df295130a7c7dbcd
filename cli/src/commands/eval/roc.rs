//! How well the confidence tells what is in scope from what is not.

use super::answer::Answer;

/// AUROC of the confidence, in-scope lines against those out of scope: the probability that a
/// random in-scope line has a higher confidence than a random line out of scope, where equal ones
/// count one half.
///
/// The area under the ROC curve by its rank statistic (Mann–Whitney U with midranks; Hanley and
/// McNeil, Radiology 143, 1982). The confidence is that of the best candidate, right or not, 0
/// where there is none. `None` if one of the two kinds of lines is missing.
pub(crate) fn auroc(answers: &[Answer]) -> Option<f64> {
    let mut all: Vec<(f64, bool)> =
        answers.iter().map(|answer| (answer.confidence, answer.is_in_scope())).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Twice the number of pairs won: so that one half is a whole number.
    let (mut won, mut below) = (0u64, 0u64);
    let mut in_scope = 0u64;
    for equal in all.chunk_by(|a, b| a.0 == b.0) {
        let inside = equal.iter().filter(|(_, is_in_scope)| *is_in_scope).count() as u64;
        let outside = equal.len() as u64 - inside;
        won += inside * (2 * below + outside);
        below += outside;
        in_scope += inside;
    }
    let pairs = in_scope * below;
    (pairs > 0).then(|| won as f64 / (2 * pairs) as f64)
}

#[cfg(test)]
mod tests {
    use super::super::answer::sample;
    use super::*;

    fn of(inside: &[f64], outside: &[f64]) -> Option<f64> {
        let inside = inside.iter().map(|&confidence| sample("a", "a", confidence));
        let outside = outside.iter().map(|&confidence| sample("oos", "a", confidence));
        auroc(&inside.chain(outside).collect::<Vec<_>>())
    }

    #[test]
    fn pairs_counted_by_hand() {
        assert_eq!(of(&[0.9, 0.8], &[0.1, 0.2]), Some(1.0));
        assert_eq!(of(&[0.1], &[0.9]), Some(0.0));
        assert_eq!(of(&[0.5, 0.5], &[0.5]), Some(0.5), "equal ones count one half");
        // Pairs: 0.8 beats both; 0.4 beats 0.2 and ties with 0.4; 0.1 loses both: 3.5 of 6.
        assert_eq!(of(&[0.8, 0.4, 0.1], &[0.4, 0.2]), Some(3.5 / 6.0));
        assert_eq!(of(&[], &[0.4]), None);
        assert_eq!(of(&[0.4], &[]), None);
        assert_eq!(of(&[], &[]), None);
    }

    #[test]
    fn whether_the_best_candidate_is_right_does_not_matter() {
        let answers = [sample("a", "b", 0.9), sample("oos", "", 0.0)];
        assert_eq!(auroc(&answers), Some(1.0));
    }
}
