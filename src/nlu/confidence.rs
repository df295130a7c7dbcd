//! From scores to log-odds that acting is right: the one calibration for all bots.
//!
//! Fitted by `cli/tests/eval/fit_confidence.py` on 40 bots of 2 to 150 intents and 5 to 100 phrases
//! each, cut from CLINC150, BANKING77 and SOFMattress (training and validation parts), each weighing
//! the same, half of the messages out of scope; then moved to 70 % in scope. The number of intents
//! and the share of known words beside that of known features were of no use. Called by `rank` and
//! the explanation only.

use super::math::ln;

/// What a message scored for one intent, and what the bot is like.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    /// The intent's score: about 1 for a phrase that was learnt, -1 for one of another intent.
    pub(super) score: f32,
    /// The best score of another intent, or [`Standing::NO_RIVAL`].
    pub(super) rival: f32,
    /// The share of the message that the bot's phrases have, 0 to 1.
    pub(super) known: f32,
    /// Words of the message.
    pub(super) words: usize,
}

impl Standing {
    /// Where there is no other intent: what lies between that of a phrase and that of none. Not -1,
    /// which a rival has that learnt to be another: an only intent would be sure of itself.
    pub(super) const NO_RIVAL: f32 = 0.0;
}

/// What about a bot enters its confidence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    /// What all messages have in common: the bias, and the share of the phrases an intent has.
    base: f64,
}

const SCORE: f64 = 3.0009;
const LEAD: f64 = 1.7604;
/// Held, not fitted: from 10 to 13 the error is the same, and the higher, the surer what is about
/// something else is told apart.
const KNOWN: f64 = 12.4;
/// By ln of the phrases that an intent has on average, and of the words plus 1.
const PHRASES: f64 = -0.9574;
const WORDS: f64 = 0.5094;
/// -10.5139 at half of the messages in scope, plus ln(7/3).
const BIAS: f64 = -9.6666;

impl Scale {
    /// The scale of a bot with so many intents that have phrases, and phrases.
    pub(super) fn new(intents: usize, phrases: f64) -> Scale {
        let each = ln((phrases / intents.max(1) as f64).max(1.0));
        Scale { base: BIAS + PHRASES * each }
    }

    /// The log-odds that acting is right, if nothing else is known.
    pub(super) fn log_odds(&self, of: Standing) -> f64 {
        let score = f64::from(of.score);
        let lead = score - f64::from(of.rival);
        let whole = self.base + KNOWN + WORDS * ln(1.0 + of.words as f64);
        whole + SCORE * score + LEAD * lead + self.missing(of)
    }

    /// What the log-odds lose by what is not known of the message; never above 0.
    pub(super) fn missing(&self, of: Standing) -> f64 {
        KNOWN * (f64::from(of.known) - 1.0)
    }

    /// How much a difference of the score moves the log-odds, and one of the rival's.
    pub(super) const SCORE: f64 = SCORE + LEAD;
    pub(super) const RIVAL: f64 = -LEAD;
}
