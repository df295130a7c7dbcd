//! Figures over classes: each intent is one, and what the bot does not act on is one more.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::answer::Answer;
use super::share::Share;

/// One class, by what the bot acts on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Class {
    /// `None` for out of scope: lines that should not be acted on, and lines that were not.
    pub(crate) intent: Option<Arc<str>>,
    /// Lines of this class.
    pub(crate) support: usize,
    /// Lines taken for this class.
    pub(crate) taken: usize,
    /// Lines of this class that were taken for it.
    pub(crate) right: usize,
}

impl Class {
    /// Of the lines taken for this class, those that are of it.
    pub(crate) fn precision(&self) -> Share {
        Share { count: self.right, of: self.taken }
    }

    /// Of the lines of this class, those that were taken for it.
    pub(crate) fn recall(&self) -> Share {
        Share { count: self.right, of: self.support }
    }

    /// The harmonic mean of precision and recall: 2 · right / (support + taken). `None` if neither
    /// a line is of the class nor one was taken for it.
    pub(crate) fn f1(&self) -> Option<f64> {
        Share { count: 2 * self.right, of: self.support + self.taken }.value()
    }
}

/// All classes: the bot's intents in their order, then out of scope.
#[derive(Clone, Debug)]
pub(crate) struct Classes(Vec<Class>);

impl Classes {
    pub(crate) fn of(answers: &[Answer], intents: &[Arc<str>]) -> Classes {
        let new = |intent| Class { intent, support: 0, taken: 0, right: 0 };
        let names = intents.iter().cloned().map(Some).chain([None]);
        let mut classes: Vec<Class> = names.map(new).collect();
        let at: BTreeMap<Option<&Arc<str>>, usize> =
            intents.iter().map(Some).chain([None]).zip(0..).collect();
        for answer in answers {
            let (gold, taken) = (answer.gold.as_ref(), answer.acted_on());
            if let Some(class) = at.get(&gold).and_then(|&at| classes.get_mut(at)) {
                class.support += 1;
                class.right += usize::from(gold == taken);
            }
            if let Some(class) = at.get(&taken).and_then(|&at| classes.get_mut(at)) {
                class.taken += 1;
            }
        }
        Classes(classes)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Class> {
        self.0.iter()
    }

    /// The mean of the F1 of all classes that have lines, each counting the same ("averaged F1" of
    /// Opitz and Burst, "Macro F1 and Macro F1", 2019). `None` without a line.
    pub(crate) fn macro_f1(&self) -> Option<f64> {
        let of_lines = self.0.iter().filter(|class| class.support > 0);
        let all: Vec<f64> = of_lines.filter_map(Class::f1).collect();
        (!all.is_empty()).then(|| all.iter().sum::<f64>() / all.len() as f64)
    }

    /// Matthews correlation coefficient for many classes: Gorodkin's R_K ("Comparing two
    /// K-category assignments by a K-category correlation coefficient", 2004), from −1 to 1; 0 is
    /// no better than chance. What the bot does not act on is taken for out of scope, as in HINT3
    /// (Arora et al. 2020). `None` where it is not defined: all lines are of one class, or all are
    /// taken for one.
    pub(crate) fn mcc(&self) -> Option<f64> {
        let sum = |part: fn(&Class) -> usize| {
            self.0.iter().map(|class| part(class) as i128).sum::<i128>()
        };
        let dot = |a: fn(&Class) -> usize, b: fn(&Class) -> usize| {
            self.0.iter().map(|class| a(class) as i128 * b(class) as i128).sum::<i128>()
        };
        let (support, taken) = (|class: &Class| class.support, |class: &Class| class.taken);
        let all = sum(support);
        let covariance = sum(|class| class.right) * all - dot(support, taken);
        let of_truth = all * all - dot(support, support);
        let of_taken = all * all - dot(taken, taken);
        let scale = (of_truth.saturating_mul(of_taken) as f64).sqrt();
        (scale > 0.0).then(|| covariance as f64 / scale)
    }
}

/// Lines of one class whose best candidate is another intent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Confusion {
    /// `None` for lines out of scope.
    pub(crate) gold: Option<Arc<str>>,
    pub(crate) taken_for: Arc<str>,
    pub(crate) lines: usize,
    /// Those among them that the bot acts on.
    pub(crate) acted: usize,
    /// Some of them, the most confident first.
    pub(crate) examples: Vec<String>,
}

impl Confusion {
    /// Examples kept of each.
    const EXAMPLES: usize = 3;

    /// All confusions, the most frequent first. For a line in scope the best candidate counts,
    /// acted on or not, since it tells which intents lie close; out of scope only what the bot acts
    /// on, since every line has some candidate.
    pub(crate) fn all(answers: &[Answer]) -> Vec<Confusion> {
        type Pair<'a> = (Option<&'a Arc<str>>, &'a Arc<str>);
        let mut found: BTreeMap<Pair<'_>, Vec<&Answer>> = BTreeMap::new();
        for answer in answers.iter().filter(|answer| !answer.best_is_right()) {
            let Some(best) = &answer.best else { continue };
            if answer.is_in_scope() || answer.acted_on().is_some() {
                found.entry((answer.gold.as_ref(), best)).or_default().push(answer);
            }
        }
        let confusion = |((gold, taken_for), mut lines): (Pair<'_>, Vec<&Answer>)| {
            lines.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
            Confusion {
                gold: gold.cloned(),
                taken_for: taken_for.clone(),
                lines: lines.len(),
                acted: lines.iter().filter(|answer| answer.acted_on().is_some()).count(),
                examples: lines.iter().take(Self::EXAMPLES).map(|a| a.text.clone()).collect(),
            }
        };
        let mut all: Vec<Confusion> = found.into_iter().map(confusion).collect();
        // Stable: equal ones stay in the order of their names.
        all.sort_by_key(|confusion| Reverse((confusion.lines, confusion.acted)));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::super::answer::sample;
    use super::*;

    fn classes(answers: &[Answer]) -> Classes {
        Classes::of(answers, &["a", "b", "c"].map(Arc::from))
    }

    /// 3 of `a` (2 acted on as `a`, 1 as `b`), 2 of `b` (1 as `b`, 1 not acted on), 2 out of scope
    /// (1 acted on as `a`, 1 left).
    fn seven() -> [Answer; 7] {
        [
            sample("a", "a", 0.9),
            sample("a", "a", 0.8),
            sample("a", "b", 0.7),
            sample("b", "b", 0.9),
            sample("b", "b", 0.4),
            sample("oos", "a", 0.6),
            sample("oos", "c", 0.1),
        ]
    }

    #[test]
    fn classes_are_counted_by_what_the_bot_acts_on() {
        let found: Vec<_> = classes(&seven())
            .iter()
            .map(|c| (c.intent.as_deref().unwrap_or("oos").to_owned(), c.support, c.taken, c.right))
            .collect();
        let expected = [("a", 3, 3, 2), ("b", 2, 2, 1), ("c", 0, 0, 0), ("oos", 2, 2, 1)];
        assert_eq!(found, expected.map(|(name, s, t, r)| (name.to_owned(), s, t, r)));
    }

    #[test]
    fn precision_recall_and_f1() {
        let classes = classes(&seven());
        let of = |at: usize| {
            let class = &classes.0[at];
            (class.precision().value(), class.recall().value(), class.f1())
        };
        assert_eq!(of(0), (Some(2.0 / 3.0), Some(2.0 / 3.0), Some(2.0 / 3.0)));
        assert_eq!(of(1), (Some(0.5), Some(0.5), Some(0.5)));
        assert_eq!(of(2), (None, None, None), "no line of it, none taken for it");
        assert_eq!(classes.macro_f1(), Some((2.0 / 3.0 + 0.5 + 0.5) / 3.0));
    }

    /// `c` is taken but has no line: it lowers the recall of others, and is no class of the mean.
    #[test]
    fn macro_f1_is_over_the_classes_that_have_lines() {
        let answers = [sample("a", "a", 0.9), sample("a", "c", 0.9)];
        assert_eq!(classes(&answers).macro_f1(), Some(2.0 / 3.0));
        assert_eq!(classes(&[]).macro_f1(), None);
    }

    /// By hand: 4 right of 7, Σ support·taken = 9+4+4 = 17, so (4·7 − 17) / (49 − 17) = 11 / 32.
    #[test]
    fn mcc_by_hand() {
        assert!((classes(&seven()).mcc().unwrap() - 11.0 / 32.0).abs() < 1e-12);
    }

    #[test]
    fn mcc_at_its_ends() {
        let right = [sample("a", "a", 0.9), sample("oos", "", 0.0)];
        assert_eq!(classes(&right).mcc(), Some(1.0));
        let wrong = [sample("a", "", 0.0), sample("oos", "a", 0.9)];
        assert_eq!(classes(&wrong).mcc(), Some(-1.0));
        assert_eq!(classes(&[sample("a", "a", 0.9)]).mcc(), None, "one class only");
        let one_answer = [sample("a", "a", 0.9), sample("b", "a", 0.9)];
        assert_eq!(classes(&one_answer).mcc(), None, "all taken for one class");
        assert_eq!(classes(&[]).mcc(), None);
    }

    #[test]
    fn confusions_are_sorted_by_their_number_and_show_the_most_confident_texts() {
        let text = |mut answer: Answer, text: &str| {
            answer.text = text.into();
            answer
        };
        let answers = [
            text(sample("a", "b", 0.2), "low"),
            text(sample("a", "b", 0.9), "high"),
            text(sample("oos", "c", 0.8), "acted"),
            text(sample("oos", "c", 0.4), "asked: no confusion"),
            text(sample("b", "a", 0.4), "asked"),
            text(sample("b", "", 0.0), "nothing"),
            text(sample("a", "a", 0.9), "right"),
        ];
        let found = Confusion::all(&answers);
        let found: Vec<_> = found
            .iter()
            .map(|c| (c.gold.as_deref(), &*c.taken_for, c.lines, c.acted, c.examples.join("|")))
            .collect();
        assert_eq!(
            found,
            [
                (Some("a"), "b", 2, 1, "high|low".to_owned()),
                (None, "c", 1, 1, "acted".to_owned()),
                (Some("b"), "a", 1, 0, "asked".to_owned()),
            ]
        );
    }
}
