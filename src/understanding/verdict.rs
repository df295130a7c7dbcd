//! A decision with what led to it, in one line for people.

use std::fmt;

use super::{Candidate, Decision};

/// What the bot does about an understanding, and which thresholds led to it; made by
/// [`Bot::verdict`](crate::Bot::verdict). Print it with `{}`.
///
/// ```
/// let yaml = "intents: {a: {user: red tea, bot: A}, b: {user: red tea, bot: B}}";
/// let bot = frontdesk::Bot::from_yaml_str("bot.yaml", yaml)?;
/// let understanding = bot.understand("red tea");
/// let verdict = bot.verdict(&understanding);
/// assert_eq!(verdict.rival.map(|rival| &*rival.intent), Some("b"));
/// assert!(verdict.to_string().starts_with("ask: a has 1.000"), "{verdict}");
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Verdict<'u> {
    /// What to do.
    pub decision: Decision,
    /// The best candidate.
    pub best: Option<&'u Candidate>,
    /// The nearest candidate that is so close to the best one that both have to be offered.
    pub rival: Option<&'u Candidate>,
    /// The confidence from which the bot acts on the best candidate.
    pub act: Option<f64>,
    /// The confidence from which it asks.
    pub ask: f64,
    /// The lead that it needs to act.
    pub gap: f64,
}

impl fmt::Display for Verdict<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Verdict { decision, best, rival, act, ask, gap } = self;
        let word = match decision {
            Decision::Act => "act",
            Decision::Ask => "ask",
            Decision::Miss => "miss",
        };
        let Some((best, act)) = best.zip(*act) else {
            return write!(f, "{word}: there is no candidate");
        };
        write!(f, "{word}: {} has {:.3}, ", best.intent, best.confidence)?;
        match decision {
            Decision::Miss => write!(f, "less than ask {ask}")?,
            _ if best.is_sure => write!(f, "not less than act {act}")?,
            _ => write!(f, "less than act {act}, not less than ask {ask}")?,
        }
        if let Some(rival) = rival.filter(|_| best.is_sure) {
            let lead = best.confidence - rival.confidence;
            write!(f, "; but {} is only {lead:.3} behind, less than gap {gap}", rival.intent)?;
        }
        Ok(())
    }
}
