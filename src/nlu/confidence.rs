//! From scores to log-odds that acting is right: the one calibration for all bots.
//!
//! Fitted by `cli/tests/eval/fit_confidence.py` on 40 bots of 2 to 150 intents and 5 to 187 phrases
//! each, cut from CLINC150, BANKING77 and SOFMattress (training and validation parts), each weighing
//! the same, half of the messages out of scope; then moved to 70 % in scope. The number of intents,
//! the third best score, the share of known words beside that of known features, and the likeness
//! to the nearest phrase instead of all were of no use. Called by `rank` and the explanation only.

use super::math::ln;

/// What a message is like, whatever intent it may mean.
#[derive(Clone, Copy, Debug)]
pub(super) struct Message {
    /// The share of it that the bot's phrases have, 0 to 1.
    pub(super) known: f32,
    /// How many words it has.
    pub(super) words: usize,
}

/// What was fitted.
#[derive(Debug)]
struct Fit {
    score: f64,
    /// By the lead over the rival; and that by ln of the phrases that an intent has on average.
    lead: f64,
    lead_by_phrases: f64,
    likeness: f64,
    /// By ln of the phrases that an intent has on average.
    phrases: f64,
    /// By ln of the words plus 1: from [`FEW`] words on, and more from [`MANY`] on.
    words: f64,
    more_words: f64,
    /// At half of the messages in scope.
    bias: f64,
}

const WITH_VECTORS: Fit = Fit {
    score: 2.6521,
    lead: 3.2908,
    lead_by_phrases: -0.4896,
    likeness: 2.1014,
    phrases: -0.6483,
    // Of a few words more are more alike by chance.
    words: -1.9700,
    more_words: 2.7103,
    bias: -8.4466,
};
const WITHOUT_VECTORS: Fit = Fit {
    score: 3.1292,
    lead: 2.7707,
    lead_by_phrases: -0.4061,
    likeness: 0.0,
    phrases: -0.6835,
    words: 0.1889,
    more_words: 0.6640,
    bias: -10.5012,
};
/// Held, not fitted: from 10 to 13 the error is the same, and the higher, the surer what is about
/// something else is told apart.
const KNOWN: f64 = 12.4;
/// The score of a rival where there is no other intent: what lies between that of a phrase and that
/// of none. Not -1, which a rival has that learnt to be another: an only intent would be sure of itself.
const NO_RIVAL: f32 = 0.0;
/// Phrases that an intent had on average in the largest of the bots it was fitted on: more are taken
/// for as many.
const MOST_PHRASES: f64 = 187.0;
/// Shorter messages say no less …
const FEW: usize = 3;
/// … and from here on more words speak for a message.
const MANY: usize = 5;
/// ln(7/3): from half of the messages in scope to 70 %.
const TRAFFIC: f64 = 0.8473;

/// What about a bot enters its confidence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    fit: &'static Fit,
    /// What all messages have in common: the bias, and the share of the phrases an intent has.
    base: f64,
    lead: f64,
}

impl Scale {
    /// The scale of a bot with so many intents that have phrases, and phrases.
    pub(super) fn new(intents: usize, phrases: f64, has_vectors: bool) -> Scale {
        let fit = if has_vectors { &WITH_VECTORS } else { &WITHOUT_VECTORS };
        let each = ln((phrases / intents.max(1) as f64).clamp(1.0, MOST_PHRASES));
        let base = fit.bias + TRAFFIC + fit.phrases * each;
        let lead = fit.lead + fit.lead_by_phrases * each;
        Scale { fit, base, lead }
    }

    /// What a message says by itself: the log-odds that acting is right, less [`Scale::of_scores`]
    /// and [`Scale::of_likeness`].
    pub(super) fn of_message(&self, message: Message) -> f64 {
        let length = |words: usize| ln(1.0 + words as f64);
        let words = self.fit.words * length(message.words.max(FEW))
            + self.fit.more_words * (length(message.words.max(MANY)) - length(MANY));
        self.base + KNOWN + words + Scale::missing(message.known)
    }

    /// What an intent's score says, which is about 1 for a phrase that was learnt and -1 for one of
    /// another intent, beside the best score of another.
    pub(super) fn of_scores(&self, score: f32, rival: Option<f32>) -> f64 {
        let score = f64::from(score);
        self.fit.score * score + self.lead * (score - f64::from(rival.unwrap_or(NO_RIVAL)))
    }

    /// What the log-odds lose by what is not known of the message; never above 0.
    pub(super) fn missing(known: f32) -> f64 {
        KNOWN * (f64::from(known) - 1.0)
    }

    /// How much a difference of the score moves the log-odds.
    pub(super) fn by_score(&self) -> f64 {
        self.fit.score + self.lead
    }

    /// How much one of the rival's score does.
    pub(super) fn by_rival(&self) -> f64 {
        -self.lead
    }

    /// What it says how like the phrases of the best intent a message is in what its words mean, -1 to
    /// 1. Nothing for a bot without vectors.
    pub(super) fn of_likeness(&self, likeness: f32) -> f64 {
        self.fit.likeness * f64::from(likeness)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(scale: &Scale, known: f32, words: usize, scores: (f32, Option<f32>), like: f32) -> f64 {
        let message = scale.of_message(Message { known, words });
        message + scale.of_scores(scores.0, scores.1) + scale.of_likeness(like)
    }

    #[test]
    fn what_speaks_for_an_intent_makes_it_surer_on_bots_of_all_sizes() {
        for has_vectors in [false, true] {
            for (intents, phrases) in [(1, 1.0), (1, 50.0), (20, 100.0), (77, 9e3), (9, 9e6)] {
                let scale = Scale::new(intents, phrases, has_vectors);
                let usual = of(&scale, 0.8, 6, (0.2, Some(-0.5)), 0.5);
                assert!(usual < of(&scale, 0.9, 6, (0.2, Some(-0.5)), 0.5), "more is known");
                assert!(usual < of(&scale, 0.8, 6, (0.3, Some(-0.5)), 0.5), "a better score");
                assert!(usual < of(&scale, 0.8, 6, (0.2, Some(-0.6)), 0.5), "a longer lead");
                assert!(usual < of(&scale, 0.8, 9, (0.2, Some(-0.5)), 0.5), "more words");
                let more_alike = of(&scale, 0.8, 6, (0.2, Some(-0.5)), 0.9);
                assert_eq!(usual < more_alike, has_vectors);
                assert!(scale.by_score() > -scale.by_rival() && scale.by_rival() < 0.0);
            }
        }
    }

    #[test]
    fn the_only_intent_leads_over_nothing_and_short_messages_are_alike() {
        let scale = Scale::new(1, 10.0, true);
        assert_eq!(scale.of_scores(0.5, None), scale.of_scores(0.5, Some(0.0)));
        let words = |words| scale.of_message(Message { known: 1.0, words });
        assert_eq!(words(0), words(3));
        let many = Scale::new(1, 1e6, true);
        assert_eq!(many.of_scores(0.5, None), Scale::new(1, 187.0, true).of_scores(0.5, None));
    }
}
