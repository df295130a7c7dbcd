//! One labelled line and what the bot makes of it: what all figures are computed from.

use std::sync::Arc;

use frontdesk::{Bot, Decision};

use super::gold::GoldLine;

/// A line with the answer of the bot.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answer {
    /// Where the line stands: its number, or the place of a phrase.
    pub(crate) place: String,
    pub(crate) text: String,
    /// The intent that the line has; `None` if it is out of scope.
    pub(crate) gold: Option<Arc<str>>,
    /// The bot's best candidate, whatever the decision; `None` if there is no candidate.
    pub(crate) best: Option<Arc<str>>,
    /// Of the best candidate; 0 if there is none.
    pub(crate) confidence: f64,
    pub(crate) decision: Decision,
}

impl Answer {
    /// Steps of confidence: the library rounds it to thousandths.
    pub(crate) const STEPS: u32 = 1_000;

    /// What `bot` makes of a line, by its own thresholds.
    pub(crate) fn of(bot: &Bot, line: GoldLine) -> Answer {
        let understanding = bot.understand(&line.text);
        let best = understanding.best();
        Answer {
            place: line.place,
            text: line.text,
            gold: line.gold,
            best: best.map(|best| best.intent.clone()),
            confidence: best.map_or(0.0, |best| best.confidence),
            decision: bot.decide(&understanding),
        }
    }

    pub(crate) fn is_in_scope(&self) -> bool {
        self.gold.is_some()
    }

    /// Whether acting on the best candidate would be right. Never for a line out of scope, nor
    /// where there is no candidate.
    pub(crate) fn best_is_right(&self) -> bool {
        self.gold.is_some() && self.gold == self.best
    }

    /// The intent that the bot acts on, without asking.
    pub(crate) fn acted_on(&self) -> Option<&Arc<str>> {
        self.best.as_ref().filter(|_| self.decision == Decision::Act)
    }

    /// Whether the bot does the right thing: it acts on the intent of the line, or does not act on
    /// a line out of scope.
    pub(crate) fn is_right(&self) -> bool {
        self.acted_on() == self.gold.as_ref()
    }

    /// The confidence in thousandths, 0 to [`Answer::STEPS`].
    pub(crate) fn steps(&self) -> u32 {
        Answer::to_steps(self.confidence)
    }

    /// A confidence or threshold, 0 to 1, in thousandths.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // nothing is cut off
    pub(crate) fn to_steps(value: f64) -> u32 {
        let steps = (value * f64::from(Answer::STEPS)).round() as u32;
        steps.min(Answer::STEPS)
    }

    /// The same line with `threshold` (in steps) as the only rule for acting: the best candidate
    /// is acted on if its confidence reaches it. What the bot would have acted on below is asked.
    pub(crate) fn acting_from(mut self, threshold: u32) -> Answer {
        self.decision = match self.decision {
            _ if self.best.is_some() && self.steps() >= threshold => Decision::Act,
            Decision::Miss => Decision::Miss,
            Decision::Act | Decision::Ask => Decision::Ask,
        };
        self
    }
}

/// The answers of `bot` to all lines, in their order.
pub(crate) fn answers(bot: &Bot, lines: Vec<GoldLine>) -> Vec<Answer> {
    lines.into_iter().map(|line| Answer::of(bot, line)).collect()
}

/// An answer without a text, for tests: gold, best, confidence; it acts from 0.5 and asks from 0.3.
#[cfg(test)]
pub(crate) fn sample(gold: &str, best: &str, confidence: f64) -> Answer {
    let named = |name: &str| (!name.is_empty() && name != "oos").then(|| Arc::from(name));
    let decision = match confidence {
        c if c >= 0.5 => Decision::Act,
        c if c >= 0.3 => Decision::Ask,
        _ => Decision::Miss,
    };
    let (gold, best) = (named(gold), named(best));
    Answer { place: "1".into(), text: String::new(), gold, best, confidence, decision }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_is_acting_on_the_intent_or_leaving_what_is_out_of_scope() {
        let table = [
            // gold, best, confidence, the best is right, the bot is right
            ("a", "a", 0.9, true, true),
            ("a", "a", 0.4, true, false),
            ("a", "b", 0.9, false, false),
            ("a", "", 0.0, false, false),
            ("oos", "a", 0.9, false, false),
            ("oos", "a", 0.4, false, true),
            ("oos", "", 0.0, false, true),
        ];
        for (gold, best, confidence, best_is_right, is_right) in table {
            let answer = sample(gold, best, confidence);
            assert_eq!(
                (answer.best_is_right(), answer.is_right()),
                (best_is_right, is_right),
                "{answer:?}"
            );
        }
    }

    #[test]
    fn a_threshold_replaces_the_rule_for_acting_only() {
        let decide =
            |confidence, threshold| sample("a", "a", confidence).acting_from(threshold).decision;
        assert_eq!(decide(0.6, 600), Decision::Act, "the threshold itself is enough");
        assert_eq!(decide(0.6, 601), Decision::Ask);
        assert_eq!(decide(0.4, 601), Decision::Ask);
        assert_eq!(decide(0.1, 601), Decision::Miss);
        assert_eq!(decide(0.1, 100), Decision::Act);
        let nothing = sample("a", "", 0.0).acting_from(0);
        assert_eq!(nothing.decision, Decision::Miss, "there is nothing to act on");
    }

    #[test]
    fn steps_are_thousandths() {
        for (confidence, steps) in [(0.0, 0), (0.001, 1), (0.57, 570), (0.9994, 999), (1.0, 1000)] {
            assert_eq!(sample("a", "a", confidence).steps(), steps);
        }
    }
}
