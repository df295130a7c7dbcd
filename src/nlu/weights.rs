//! How much each kind of evidence is worth, in log-odds: the only numbers of their kind.
//!
//! Set by reasoning so far: each comment says which confidence the number is meant to give. What
//! the scorer fits on data replaces them here, and nowhere else.

use super::math::{ln, logit};

/// Before anything speaks for an intent: 0.03. A bot of 40 intents at 70 % in-scope traffic has
/// 0.02 on average.
pub(super) const BASE: f64 = -3.5;

/// A whole message that is a phrase: so much that it rounds to 1.000 whatever else speaks. Where
/// that takes corrections of spelling, 0.99 with one and 0.98 with two, after [`spelling`].
pub(super) fn exact(corrected: usize) -> f64 {
    if corrected == 0 { EXACT } else { EXACT_CORRECTED }
}

const EXACT: f64 = 20.0;
const EXACT_CORRECTED: f64 = 8.3;

/// What corrections of spelling cost, by the number of corrected words.
pub(super) fn spelling(corrected: usize) -> f64 {
    -SPELLING * corrected.min(MOST_CORRECTED) as f64
}

const SPELLING: f64 = 0.2;
/// More corrections cost no more: a person who types like that types like that.
const MOST_CORRECTED: usize = 3;

/// One of the author's patterns: 0.92 alone. Who writes a regular expression means it.
pub(super) const PATTERN: f64 = 6.0;

// Beside a score, which has seen the same words, other evidence is worth less than alone.

/// A pattern beside a score.
pub(super) const PATTERN_BESIDE: f64 = 2.0;

/// A phrase inside a longer message beside a score: the score has learnt from that phrase, and what
/// else it says did not carry over from one set of bots to another. Enough to break ties.
pub(super) fn phrase_beside(coverage: f64) -> f64 {
    0.3 * coverage
}

/// Keywords beside a score. Fitted on bots with keywords simulated from their phrases: 1.0 where
/// intents have up to 20 phrases, 0.1 where they have more, since then the score knows it all.
pub(super) fn keywords_beside(words: usize, phrases_each: f64) -> [f64; 2] {
    let one = if phrases_each <= FEW_PHRASES { 1.0 } else { 0.1 };
    let more = words.clamp(1, MOST_KEYWORDS) - 1;
    [one, 0.5 * one * more as f64]
}

const FEW_PHRASES: f64 = 20.0;

/// Keywords in the message that belong to another intent, beside a score. Fitted as above.
pub(super) const FOREIGN_KEYWORDS: f64 = -0.4;

/// A matcher of the host beside a score: both have seen the same words, so half of what it is worth
/// alone; what speaks against counts in full.
pub(super) fn host_beside(strength: f64) -> f64 {
    let alone = host(strength);
    if alone > 0.0 { alone / 2.0 } else { alone }
}

/// A whole message that is a phrase with free text in it: 0.88 if the free text is a third of the
/// message, 0.5 at two thirds, 0.2 at nearly all of it. `free` is that share.
pub(super) fn exact_but_free(free: f64) -> [f64; 2] {
    [EXACT_BUT_FREE, FREE * free]
}

const EXACT_BUT_FREE: f64 = 7.0;
const FREE: f64 = -5.0;

/// A phrase inside a longer message: what its words say by themselves (see `phrase`, a frequent
/// word 2, a rare one 6), and the share of the message that it covers. "where is my order" is 0.95
/// with a word of greeting, acts at half the message, asks at a quarter; a phrase of one rare word
/// asks at half the message.
pub(super) fn phrase(says: f64, coverage: f64) -> [f64; 3] {
    [PHRASE, PHRASE_SAYS * says.min(MOST_SAID), PHRASE_COVERAGE * coverage]
}

const PHRASE: f64 = -1.0;
const PHRASE_SAYS: f64 = 0.3;
/// About four words. Longer phrases are not surer, they only cover more.
const MOST_SAID: f64 = 12.0;
const PHRASE_COVERAGE: f64 = 4.5;

/// Keywords that are all there: 0.33 (asks) for one word of the intent's own, 0.67 (acts) for two,
/// 0.89 for three. `words` counts the words of all keywords found.
pub(super) fn keywords(words: usize) -> [f64; 2] {
    let more = words.clamp(1, MOST_KEYWORDS) - 1;
    [KEYWORD, MORE_KEYWORDS * more as f64]
}

const KEYWORD: f64 = 2.8;
const MORE_KEYWORDS: f64 = 1.4;
/// More words say no more: by then it is a phrase.
const MOST_KEYWORDS: usize = 5;

/// What keywords lose that `intents` intents have, the fewest that any of them has: a word that two
/// intents claim cannot make the bot act on either.
pub(super) fn shared(intents: u32) -> f64 {
    -SHARED * ln(f64::from(intents.max(1)))
}

const SHARED: f64 = 0.7;

/// A matcher of the host that gives this probability, if nothing else is known.
pub(super) fn host(strength: f64) -> f64 {
    logit(strength) - BASE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nlu::math::sigmoid;

    fn alone(parts: &[f64]) -> f64 {
        sigmoid(BASE + parts.iter().sum::<f64>())
    }

    #[test]
    fn each_kind_is_worth_what_its_comment_says() {
        assert!(alone(&[]) < 0.05);
        assert!(alone(&[exact(0)]) > 0.999_5);
        assert!((0.85..0.95).contains(&alone(&[PATTERN])));
        assert!((0.3..0.5).contains(&alone(&keywords(1))), "one keyword asks");
        assert!(alone(&keywords(2)) > 0.5, "two act");
        assert!(alone(&keywords(2)) > alone(&[keywords(2)[0], keywords(2)[1], shared(2)]));
        assert!(alone(&phrase(10.0, 0.95)) > 0.9, "a greeting before it");
        assert!((0.5..0.8).contains(&alone(&phrase(10.0, 0.5))), "half a message acts");
        assert!((0.3..0.5).contains(&alone(&phrase(10.0, 0.25))), "a quarter asks");
        assert!((0.3..0.5).contains(&alone(&phrase(5.0, 0.5))), "a word asks");
        assert!(alone(&phrase(5.0, 0.1)) < 0.1);
        assert!(alone(&phrase(100.0, 1.0)) < 0.99, "only a whole message is certain");
        assert!((0.8..0.95).contains(&alone(&exact_but_free(0.33))));
        assert!((0.3..0.6).contains(&alone(&exact_but_free(0.67))));
        assert!(alone(&exact_but_free(0.95)) < 0.3);
        assert!((alone(&[host(0.8)]) - 0.8).abs() < 1e-9);
    }
}
