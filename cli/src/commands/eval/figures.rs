//! All figures of one evaluation, computed once, for all reports.

use std::collections::BTreeMap;
use std::sync::Arc;

use frontdesk::Decision;
use serde::Serialize;

use super::answer::Answer;
use super::calibration::{Reliability, Weighing};
use super::classes::{Classes, Confusion};
use super::roc::auroc;
use super::share::{Share, percent};
use super::source::Source;
use super::threshold::Sweep;

/// What happened to the lines of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Outcomes {
    pub(crate) acted_right: usize,
    pub(crate) acted_wrong: usize,
    /// Asked, and the best candidate is right.
    pub(crate) asked_right: usize,
    pub(crate) asked_wrong: usize,
    pub(crate) missed: usize,
}

impl Outcomes {
    fn of<'a>(answers: impl Iterator<Item = &'a Answer>) -> Outcomes {
        let mut outcomes = Outcomes::default();
        for answer in answers {
            *match (answer.decision, answer.best_is_right()) {
                (Decision::Act, true) => &mut outcomes.acted_right,
                (Decision::Act, false) => &mut outcomes.acted_wrong,
                (Decision::Ask, true) => &mut outcomes.asked_right,
                (Decision::Ask, false) => &mut outcomes.asked_wrong,
                (Decision::Miss, _) => &mut outcomes.missed,
            } += 1;
        }
        outcomes
    }

    pub(crate) fn lines(&self) -> usize {
        self.acted() + self.asked() + self.missed
    }

    pub(crate) fn acted(&self) -> usize {
        self.acted_right + self.acted_wrong
    }

    pub(crate) fn asked(&self) -> usize {
        self.asked_right + self.asked_wrong
    }
}

/// The figures; shares are 0 to 1, and what cannot be computed is `null`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Figures {
    pub(crate) lines: usize,
    pub(crate) in_scope: usize,
    pub(crate) out_of_scope: usize,
    /// Of all lines: acted on the right intent, or out of scope and not acted on.
    pub(crate) accuracy: Share,
    /// Of the lines in scope: the best candidate is right, whatever the decision.
    pub(crate) in_scope_accuracy_argmax: Share,
    /// Of the lines in scope: acted on the right intent.
    pub(crate) in_scope_accuracy_decided: Share,
    /// Of the lines out of scope: not acted on.
    pub(crate) out_of_scope_recall: Share,
    pub(crate) auroc: Option<f64>,
    pub(crate) mcc: Option<f64>,
    pub(crate) macro_f1: Option<f64>,
    /// Of all lines: acted on.
    pub(crate) answered_at_act: Share,
    /// Of the lines acted on: rightly.
    pub(crate) precision_at_act: Share,
    /// Of all lines: acted on or asked about.
    pub(crate) answered_at_ask: Share,
    /// Of the lines acted on or asked about: the best candidate is right.
    pub(crate) precision_at_ask: Share,
    /// With 15 bins, weighed as 70 % in-scope traffic.
    pub(crate) calibration_error: Option<f64>,
    pub(crate) calibration_error_10_bins: Option<f64>,
    /// What a perfect confidence would have (15 bins, weighed as the first if that can be).
    pub(crate) calibration_error_by_chance: Option<f64>,
    /// With 15 bins, each line counting the same.
    pub(crate) calibration_error_as_is: Option<f64>,
    pub(crate) calibration_error_as_is_10_bins: Option<f64>,
}

impl Figures {
    fn of(answers: &[Answer], classes: &Classes) -> Figures {
        let inside = || answers.iter().filter(|answer| answer.is_in_scope());
        let outside = || answers.iter().filter(|answer| !answer.is_in_scope());
        let acted = || answers.iter().filter(|answer| answer.decision == Decision::Act);
        let asked = || answers.iter().filter(|answer| answer.decision != Decision::Miss);
        let reliability = |bins, weighing| Reliability::of(answers, bins, weighing);
        let error = |bins, weighing| reliability(bins, weighing).map(|found| found.error());
        let weighed = reliability(15, Weighing::Traffic).or(reliability(15, Weighing::AsIs));
        let best_is_right = |answer: &&Answer| answer.best_is_right();
        let is_right = |answer: &&Answer| answer.is_right();
        Figures {
            lines: answers.len(),
            in_scope: inside().count(),
            out_of_scope: outside().count(),
            accuracy: Share::of(answers, is_right),
            in_scope_accuracy_argmax: Share::of(inside(), best_is_right),
            in_scope_accuracy_decided: Share::of(inside(), is_right),
            out_of_scope_recall: Share::of(outside(), is_right),
            auroc: auroc(answers),
            mcc: classes.mcc(),
            macro_f1: classes.macro_f1(),
            answered_at_act: Share { count: acted().count(), of: answers.len() },
            precision_at_act: Share::of(acted(), is_right),
            answered_at_ask: Share { count: asked().count(), of: answers.len() },
            precision_at_ask: Share::of(asked(), best_is_right),
            calibration_error: error(15, Weighing::Traffic),
            calibration_error_10_bins: error(10, Weighing::Traffic),
            calibration_error_by_chance: weighed.map(|found| found.error_by_chance()),
            calibration_error_as_is: error(15, Weighing::AsIs),
            calibration_error_as_is_10_bins: error(10, Weighing::AsIs),
        }
    }

    /// For reports: name, value, 95 % interval, and what it means.
    pub(super) fn rows(&self) -> Vec<(&'static str, String, String, String)> {
        let share = |name, share: Share, meaning: &str| {
            let range = share.interval().map_or_else(String::new, |(low, high)| {
                format!("{:.1}–{:.1}", low * 100.0, high * 100.0)
            });
            (name, share.to_string(), range, meaning.to_owned())
        };
        let other =
            |name, value: String, meaning: &str| (name, value, String::new(), meaning.to_owned());
        let number = |value: Option<f64>| {
            value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"))
        };
        let act = format!("right, where it acts ({} of the lines)", self.answered_at_act);
        let ask =
            format!("best candidate is right, where it acts or asks ({})", self.answered_at_ask);
        let as_is = percent(self.calibration_error_as_is);
        let chance = percent(self.calibration_error_by_chance);
        let calibration = match self.calibration_error {
            Some(error) => other(
                "calibration error",
                percent(Some(error)),
                &format!(
                    "at 70 % in-scope traffic (by chance {chance}); {as_is} of the lines as they are"
                ),
            ),
            None => other(
                "calibration error",
                as_is,
                &format!("of the lines as they are (by chance {chance})"),
            ),
        };
        vec![
            share(
                "accuracy",
                self.accuracy,
                "acts on the right intent, or leaves what is out of scope",
            ),
            share(
                "in-scope accuracy",
                self.in_scope_accuracy_argmax,
                "best candidate is right, acted on or not",
            ),
            share("in-scope, acted on", self.in_scope_accuracy_decided, "acts on the right intent"),
            share("out-of-scope recall", self.out_of_scope_recall, "does not act"),
            share("precision at act", self.precision_at_act, &act),
            share("precision at ask", self.precision_at_ask, &ask),
            other(
                "AUROC",
                number(self.auroc),
                "in scope before out of scope by confidence; chance is 0.5",
            ),
            other("MCC", number(self.mcc), "agreement over all classes, −1 to 1; chance is 0"),
            other("macro F1", percent(self.macro_f1), "mean over the intents that have lines"),
            calibration,
        ]
    }

    /// The 95 % intervals of the shares, by the names of the figures.
    pub(super) fn intervals(&self) -> BTreeMap<&'static str, Option<(f64, f64)>> {
        [
            ("accuracy", self.accuracy),
            ("in_scope_accuracy_argmax", self.in_scope_accuracy_argmax),
            ("in_scope_accuracy_decided", self.in_scope_accuracy_decided),
            ("out_of_scope_recall", self.out_of_scope_recall),
            ("answered_at_act", self.answered_at_act),
            ("precision_at_act", self.precision_at_act),
            ("answered_at_ask", self.answered_at_ask),
            ("precision_at_ask", self.precision_at_ask),
        ]
        .map(|(name, share)| (name, share.interval()))
        .into()
    }
}

/// Everything that reports show.
#[derive(Debug)]
pub(crate) struct Evaluation {
    pub(crate) source: Source,
    pub(crate) answers: Vec<Answer>,
    pub(crate) figures: Figures,
    pub(crate) in_scope: Outcomes,
    pub(crate) out_of_scope: Outcomes,
    pub(crate) classes: Classes,
    pub(crate) confusions: Vec<Confusion>,
    pub(crate) sweep: Sweep,
    /// The diagram, in ten bins, and how its lines are weighed.
    pub(crate) reliability: Option<(Reliability, Weighing)>,
}

impl Evaluation {
    /// `intents` are all of the bot, in their order.
    pub(crate) fn of(source: Source, answers: Vec<Answer>, intents: &[Arc<str>]) -> Evaluation {
        const BINS: u32 = 10;
        let classes = Classes::of(&answers, intents);
        let diagram = |weighing| Some((Reliability::of(&answers, BINS, weighing)?, weighing));
        Evaluation {
            figures: Figures::of(&answers, &classes),
            in_scope: Outcomes::of(answers.iter().filter(|answer| answer.is_in_scope())),
            out_of_scope: Outcomes::of(answers.iter().filter(|answer| !answer.is_in_scope())),
            classes,
            confusions: Confusion::all(&answers),
            sweep: Sweep::of(&answers),
            reliability: diagram(Weighing::Traffic).or_else(|| diagram(Weighing::AsIs)),
            source,
            answers,
        }
    }

    /// The intents that no line has.
    pub(super) fn untested_intents(&self) -> Vec<&str> {
        let untested = self.classes.iter().filter(|class| class.support == 0);
        untested.filter_map(|class| class.intent.as_deref()).collect()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::answer::sample;
    use super::*;

    const INTENTS: [&str; 8] =
        ["bill", "cancel", "hours", "human", "late", "menu", "refund", "size"];

    /// 600 made-up predictions with equal confidences, lines without a candidate, and an intent
    /// without a line.
    pub(in super::super) fn made_up() -> Evaluation {
        let lines = include_str!("../../../tests/eval/predictions.tsv").lines();
        let answers: Vec<Answer> = lines
            .zip(1..)
            .map(|(line, number)| {
                let mut cells = line.split('\t');
                let mut cell = || cells.next().unwrap();
                let answer = sample(cell(), cell(), cell().parse().unwrap());
                Answer { place: number.to_string(), text: format!("message {number}"), ..answer }
            })
            .collect();
        assert_eq!(answers.len(), 600);
        let (bot, lines_from) = ("tea.yaml".into(), "predictions.tsv".into());
        let source = Source { bot, lines_from, ..Source::default() };
        Evaluation::of(source, answers, &INTENTS.map(Arc::from))
    }

    /// Printed by `tests/eval/reference.py` with scikit-learn 1.9.1 and numpy 2.4.6.
    #[test]
    fn the_figures_are_those_of_scikit_learn() {
        let expected = [
            ("accuracy", 0.798_333_333_333_333_3),
            ("in_scope_accuracy_argmax", 0.864_928_909_952_606_6),
            ("in_scope_accuracy_decided", 0.734_597_156_398_104_3),
            ("out_of_scope_recall", 0.949_438_202_247_191),
            ("auroc", 0.924_443_527_344_374_2),
            ("mcc", 0.757_918_384_346_950_6),
            ("macro_f1", 0.795_554_881_149_446),
            ("answered_at_act", 0.563_333_333_333_333_4),
            ("precision_at_act", 0.917_159_763_313_609_5),
            ("answered_at_ask", 0.72),
            ("precision_at_ask", 0.824_074_074_074_074_1),
            ("calibration_error", 0.132_875_794_770_754_56),
            ("calibration_error_10_bins", 0.127_417_500_931_892),
            ("calibration_error_as_is", 0.133_628_333_333_333_32),
            ("calibration_error_as_is_10_bins", 0.127_891_666_666_666_65),
        ];
        let found = serde_json::to_value(super::super::json::as_json(&made_up())).unwrap();
        for (name, expected) in expected {
            let found = found["figures"][name].as_f64().unwrap();
            assert!((found - expected).abs() < 1e-12, "{name}: {found}, not {expected}");
        }
        assert_eq!(found["figures"].as_object().unwrap().len(), expected.len() + 4);
    }

    #[test]
    fn the_classes_and_the_best_threshold_are_those_of_scikit_learn() {
        let found = made_up();
        let expected = [
            (
                Some("bill"),
                0.969_696_969_696_969_7,
                0.721_804_511_278_195_4,
                0.827_586_206_896_551_7,
                133,
            ),
            (
                Some("cancel"),
                0.975_903_614_457_831_4,
                0.771_428_571_428_571_5,
                0.861_702_127_659_574_4,
                105,
            ),
            (Some("hours"), 0.9375, 0.75, 0.833_333_333_333_333_4, 60),
            (
                Some("human"),
                0.828_571_428_571_428_6,
                0.674_418_604_651_162_8,
                0.743_589_743_589_743_6,
                43,
            ),
            (
                Some("late"),
                0.904_761_904_761_904_8,
                0.730_769_230_769_230_8,
                0.808_510_638_297_872_3,
                26,
            ),
            (Some("menu"), 0.75, 0.631_578_947_368_421, 0.685_714_285_714_285_7, 19),
            (
                Some("refund"),
                0.903_225_806_451_612_9,
                0.777_777_777_777_777_8,
                0.835_820_895_522_388,
                36,
            ),
            (Some("size"), 0.0, 0.0, 0.0, 0),
            (None, 0.645_038_167_938_931_3, 0.949_438_202_247_191, 0.768_181_818_181_818_2, 178),
        ];
        for (class, (intent, precision, recall, f1, support)) in found.classes.iter().zip(expected)
        {
            assert_eq!((class.intent.as_deref(), class.support), (intent, support));
            let same = |found: Option<f64>, expected: f64| {
                assert!((found.unwrap_or(0.0) - expected).abs() < 1e-12, "{intent:?}: {found:?}");
            };
            same(class.precision().value(), precision);
            same(class.recall().value(), recall);
            same(class.f1(), f1);
        }
        let best = found.sweep.best().unwrap();
        assert_eq!((best.threshold(), best.accuracy().value()), (0.37, Some(0.83)));
    }

    #[test]
    fn outcomes_account_for_every_line() {
        let found = made_up();
        assert_eq!((found.in_scope.lines(), found.out_of_scope.lines()), (422, 178));
        let acted = found.in_scope.acted() + found.out_of_scope.acted();
        assert_eq!(acted, found.figures.answered_at_act.count);
        assert_eq!((found.out_of_scope.acted_right, found.out_of_scope.asked_right), (0, 0));
        let by_hand = [
            sample("a", "a", 0.9),
            sample("a", "b", 0.9),
            sample("a", "a", 0.4),
            sample("a", "b", 0.4),
            sample("a", "b", 0.1),
            sample("a", "", 0.0),
        ];
        let expected =
            Outcomes { acted_right: 1, acted_wrong: 1, asked_right: 1, asked_wrong: 1, missed: 2 };
        assert_eq!(Outcomes::of(by_hand.iter()), expected);
    }
}
