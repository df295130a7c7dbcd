//! From scores to log-odds that acting is right: the one calibration for all bots.
//!
//! Fitted by `cli/tests/eval/fit_confidence.py` on 40 bots of 2 to 150 intents and 5 to 100 phrases
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
    /// How like the phrases of the intent with the best score its words are in what they mean, -1
    /// to 1; `None` if the bot has no vectors of words.
    pub(super) likeness: Option<f32>,
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
        let each = ln((phrases / intents.max(1) as f64).max(1.0));
        let base = fit.bias + TRAFFIC + fit.phrases * each;
        // Of many more phrases than any bot had that it was fitted on, a lead would speak against.
        let lead = (fit.lead + fit.lead_by_phrases * each).max(0.0);
        Scale { fit, base, lead }
    }

    /// What a message says by itself: the log-odds that acting is right, less [`Scale::of_scores`].
    pub(super) fn of_message(&self, message: Message) -> f64 {
        let length = |words: usize| ln(1.0 + words as f64);
        let words = self.fit.words * length(message.words.max(FEW))
            + self.fit.more_words * (length(message.words.max(MANY)) - length(MANY));
        let likeness = self.fit.likeness * f64::from(message.likeness.unwrap_or(0.0));
        self.base + KNOWN + words + likeness + Scale::missing(message.known)
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

    /// How much one of the likeness does.
    pub(super) fn by_likeness(&self) -> f64 {
        self.fit.likeness
    }
}
