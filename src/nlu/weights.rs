//! How much each kind of evidence is worth, in log-odds: the only numbers of their kind.
//!
//! *Fitted* ones come from logistic regression on 50 bots cut from CLINC150, BANKING77 and
//! SOFMattress (training and validation parts), each weighing the same, 70 % of the messages in
//! scope, with keywords and patterns simulated from their phrases; the range is that of fits
//! without one of the three. `docs/evaluation.md` tells how. *Set* ones have no data yet: their
//! comment says which confidence they are meant to give.

use super::math::{ln, logit};

/// Before anything speaks for an intent: 0.03. Set: what is fitted counts from here. A bot of 40 intents at 70 % in-scope traffic has
/// 0.02 on average.
pub(super) const BASE: f64 = -3.5;

/// A whole message that is a phrase: so much that it rounds to 1.000 whatever else speaks. Where
/// that takes corrections of spelling, 0.99 with one and 0.98 with two, after [`spelling`]. Set.
pub(super) fn exact(corrected: usize) -> f64 {
    if corrected == 0 { EXACT } else { EXACT_CORRECTED }
}

const EXACT: f64 = 20.0;
const EXACT_CORRECTED: f64 = 8.3;

/// What corrections of spelling cost, by the number of corrected words. Set.
pub(super) fn spelling(corrected: usize) -> f64 {
    -SPELLING * corrected.min(MOST_CORRECTED) as f64
}

const SPELLING: f64 = 0.2;
/// More corrections cost no more: a person who types like that types like that.
const MOST_CORRECTED: usize = 3;

/// One of the author's patterns: 0.93 alone. Fitted (6.0 to 6.2) on pairs of words in order, as an
/// author would write them as a regular expression.
pub(super) const PATTERN: f64 = 6.1;

// Beside a score, which has seen the same words, other evidence is worth less than alone, and next
// to nothing where intents have many phrases: then the score knows it all.

/// Intents have few phrases up to here, on average.
const FEW_PHRASES: f64 = 20.0;

/// Of two values the one for few phrases an intent, or for many.
fn by_phrases(few: f64, many: f64, phrases_each: f64) -> f64 {
    if phrases_each <= FEW_PHRASES { few } else { many }
}

/// A pattern beside a score. Fitted: 1.5 to 1.6 where intents have few phrases, -0.4 to -0.2 (so
/// nothing) where they have many.
pub(super) fn pattern_beside(phrases_each: f64) -> f64 {
    by_phrases(1.5, 0.0, phrases_each)
}

/// A phrase inside a longer message beside a score, by the share that it covers. Fitted (0.6 to
/// 1.1).
pub(super) fn phrase_beside(coverage: f64) -> f64 {
    0.7 * coverage
}

/// Keywords beside a score. Fitted: one word 0.7 to 1.1 and each more 1.3 to 2.3 where intents have
/// few phrases; nothing (-0.7 to 0.1) and 0.6 to 0.8 where they have many.
pub(super) fn keywords_beside(words: usize, phrases_each: f64) -> [f64; 2] {
    let [one, each] = [by_phrases(0.9, 0.0, phrases_each), by_phrases(1.7, 0.7, phrases_each)];
    [one, each * more_keywords(words)]
}

/// Keywords in the message that belong to another intent, beside a score. Fitted (-0.7 to -0.6, and
/// -0.3 to 0.1).
pub(super) fn foreign_keywords(phrases_each: f64) -> f64 {
    by_phrases(-0.6, 0.0, phrases_each)
}

/// Keywords that stand against a score which doubts them: 0.33 (asks) for one word, 0.67 for two.
/// Where intents have few phrases, such messages were right in 0.12 to 0.27 of cases with one
/// keyword and in most of 29 with two. None where they have many: there the score was right.
pub(super) fn keywords_doubted(words: usize, phrases_each: f64) -> Option<[f64; 2]> {
    (phrases_each <= FEW_PHRASES).then(|| [2.8, 1.4 * more_keywords(words)])
}

/// A matcher of the host beside a score: both have seen the same words, so half of what it is worth
/// alone; what speaks against counts in full. Set.
pub(super) fn host_beside(strength: f64) -> f64 {
    let alone = host(strength);
    if alone > 0.0 { alone / 2.0 } else { alone }
}

/// A whole message that is a phrase with free text in it: 0.88 if the free text is a third of the
/// message, 0.5 at two thirds, 0.2 at nearly all of it. `free` is that share. Set.
pub(super) fn exact_but_free(free: f64) -> [f64; 2] {
    [EXACT_BUT_FREE, FREE * free]
}

const EXACT_BUT_FREE: f64 = 7.0;
const FREE: f64 = -5.0;

/// A phrase inside a longer message: what its words say by themselves (see `phrase`, a frequent
/// word 2, a rare one 6), and the share of the message that it covers. "where is my order" is 0.97
/// with a word of greeting, acts at half the message and at a quarter.
///
/// Fitted for phrases of some words, which those of the corpora are: 2.7 together with
/// [`MOST_SAID`], and the coverage (4.5 to 6.7). What less says is worth is set: a phrase of one
/// rare word asks at half the message.
pub(super) fn phrase(says: f64, coverage: f64) -> [f64; 3] {
    [PHRASE, PHRASE_SAYS * says.min(MOST_SAID), PHRASE_COVERAGE * coverage]
}

const PHRASE: f64 = -1.5;
const PHRASE_SAYS: f64 = 0.35;
/// About four words. Longer phrases are not surer, they only cover more.
const MOST_SAID: f64 = 12.0;
const PHRASE_COVERAGE: f64 = 5.3;

/// Keywords that are all there, of an intent without a score: 0.80 for one word of the intent's
/// own, 0.99 for two. `words` counts the words of all keywords found. Fitted (4.9 to 5.0, and 2.9
/// to 3.3); of the keywords that the authors of the shipped bots wrote, 98 % were right alone.
pub(super) fn keywords(words: usize) -> [f64; 2] {
    [KEYWORD, MORE_KEYWORDS * more_keywords(words)]
}

const KEYWORD: f64 = 4.9;
const MORE_KEYWORDS: f64 = 3.0;
/// More words say no more: by then it is a phrase.
const MOST_KEYWORDS: usize = 3;

fn more_keywords(words: usize) -> f64 {
    (words.clamp(1, MOST_KEYWORDS) - 1) as f64
}

/// What keywords lose that `intents` intents have, the fewest that any of them has: a word that two
/// intents claim cannot make the bot act on either. Set, so that they share what one has alone: 0.43
/// each of two, 0.23 each of three.
pub(super) fn shared(intents: u32) -> f64 {
    -SHARED * ln(f64::from(intents.max(1)))
}

const SHARED: f64 = 2.4;

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
        assert!((0.75..0.85).contains(&alone(&keywords(1))), "one keyword acts");
        assert!((0.98..0.995).contains(&alone(&keywords(2))));
        assert!(alone(&[keywords(1)[0], shared(2)]) < 0.5, "two intents have it");
        assert!(alone(&keywords(9)) < 0.999_5, "only a whole message is certain");
        let doubted = |words, each| keywords_doubted(words, each).map(|parts| alone(&parts));
        assert!(doubted(1, 5.0).is_some_and(|p| (0.3..0.5).contains(&p)), "asks");
        assert!(doubted(2, 5.0).is_some_and(|p| p > 0.5));
        assert_eq!(doubted(3, 100.0), None);
        assert!(alone(&keywords(2)) > alone(&[keywords(2)[0], keywords(2)[1], shared(2)]));
        assert!(alone(&phrase(10.0, 0.95)) > 0.9, "a greeting before it");
        assert!((0.5..0.9).contains(&alone(&phrase(10.0, 0.5))), "half a message acts");
        assert!((0.3..0.7).contains(&alone(&phrase(10.0, 0.25))), "a quarter asks, or acts");
        assert!((0.3..0.5).contains(&alone(&phrase(5.0, 0.5))), "a word asks");
        assert!(alone(&phrase(5.0, 0.1)) < 0.1);
        assert!(alone(&phrase(100.0, 1.0)) < 0.99, "only a whole message is certain");
        assert!((0.8..0.95).contains(&alone(&exact_but_free(0.33))));
        assert!((0.3..0.6).contains(&alone(&exact_but_free(0.67))));
        assert!(alone(&exact_but_free(0.95)) < 0.3);
        assert!((alone(&[host(0.8)]) - 0.8).abs() < 1e-9);
    }
}
