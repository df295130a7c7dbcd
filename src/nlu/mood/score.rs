//! From words that do something to one number: negation, emphasis, capitals, marks, and their sum.
//!
//! All sums are whole thousandths, so that the result is the same on every machine.

use crate::text::Utterance;
use crate::understanding::{FoundClass, MoodWord, Span, WordClass};

use super::marks::Marks;
use super::speech::Effect;
use super::{Item, Items};

/// How many words may stand between a negation and the good word that it turns round: "not what i
/// call good". Words that strengthen do not count.
const REACH_TO_GOOD: u32 = 3;
/// As before, for a bad word: "not a bad", but not "i did not expect such terrible".
const REACH_TO_BAD: u32 = 1;
/// Words between a word that strengthens and what it strengthens: "so very angry", "really a good".
const REACH_OF_SCALE: u32 = 1;
/// Percent of a value that is left when it is turned round. "Not good" is bad, as people rate it in
/// the VADER study; "not bad" is hardly good.
const NOT_GOOD: i32 = -74;
const NOT_BAD: i32 = -30;
/// Percent for a word in capitals in a message that is not, and for one with letters repeated.
const IN_CAPITALS: i32 = 135;
const DRAWN_OUT: i32 = 130;
/// Percent for a strengthening word drawn out ("sooo"), on top of its own.
const SCALE_DRAWN_OUT: i32 = 30;
/// A word counts up to here, however it is strengthened.
const MOST_OF_WORD: i32 = 1_000;
/// An exclamation mark makes what is said stronger, up to four of them.
const EXCLAMATION: i32 = 70;
const MOST_EXCLAMATIONS: u32 = 4;
/// "???" and "?!" where nothing good is said: impatience.
const INSISTED: i32 = -120;
/// A message in capitals only makes what is said stronger, and is a little rude by itself.
const SHOUTED: i32 = 180;
const SHOUTED_PLAINLY: i32 = -120;
/// Shorter messages in capitals are mostly product names and "OK".
const SHOUTED_LETTERS: u32 = 8;
const SHOUTED_WORDS: usize = 3;
/// Square of the sum at which the score is 0.71: one strong word is then enough for -0.6.
const BEND: f64 = 0.5;
/// What a class adds: people are seldom in a good mood who say such things, though they may say them
/// calmly.
fn of_class(class: WordClass) -> i32 {
    match class {
        WordClass::Insult => -300,
        WordClass::Threat | WordClass::SelfHarm => -400,
        WordClass::Legal => -150,
    }
}
/// Words that are counted and told, which bounds the explanation; the score is long at its end.
const MOST_WORDS: usize = 64;

/// The sum of a message in the making.
pub(super) struct Sum<'u, 't> {
    utterance: &'u Utterance<'t>,
    marks: Marks,
    sum: i32,
    words: Vec<MoodWord>,
}

impl<'u, 't> Sum<'u, 't> {
    pub(super) fn new(utterance: &'u Utterance<'t>, marks: Marks) -> Sum<'u, 't> {
        Sum { utterance, marks, sum: 0, words: Vec::new() }
    }

    /// Adds the values of words, in order.
    pub(super) fn add_items(&mut self, items: &Items) {
        let is_value = |item: &Item| matches!(item.effect, Effect::Value(value) if value != 0);
        let is_but = |item: &Item| item.effect == Effect::But;
        let last = items.iter().rposition(is_value).unwrap_or(0);
        let but = items.get(..last).and_then(|before| before.iter().rposition(is_but));
        for (at, item) in items.iter().enumerate() {
            let Effect::Value(value @ (..=-1 | 1..)) = item.effect else { continue };
            let before = items.get(..at).unwrap_or_default();
            let (mut value, first) = if item.is_emoji {
                (i32::from(value), item.start)
            } else {
                self.modified(i32::from(value), item, before)
            };
            if but.is_some_and(|but| at < but) {
                value /= 2;
            }
            let span = self.utterance.span_of_tokens(first as usize..item.end as usize);
            self.add(span, value);
        }
    }

    /// A value after what stands before it, and the first token that changed it.
    fn modified(&self, value: i32, item: &Item, before: &[Item]) -> (i32, u32) {
        let reach = if value > 0 { REACH_TO_GOOD } else { REACH_TO_BAD };
        let (mut percent, mut is_negated, mut first) = (100, false, item.start);
        let (mut next, mut between) = (item.start, 0);
        for other in before.iter().rev() {
            between += next.saturating_sub(other.end);
            next = other.start;
            if between > reach || self.is_parted(other.end, item.start) {
                break;
            }
            match other.effect {
                Effect::Negate if !is_negated => (is_negated, first) = (true, other.start),
                Effect::Scale(scale) if between <= REACH_OF_SCALE => {
                    let more = if other.is_drawn_out { SCALE_DRAWN_OUT } else { 0 };
                    percent = percent * (i32::from(scale) + more) / 100;
                    first = other.start;
                }
                // Another value takes what stands before it.
                Effect::Value(_) if between == 0 && is_negated => break,
                Effect::But => break,
                _ => {}
            }
        }
        if is_negated {
            let turned = if value > 0 { NOT_GOOD } else { NOT_BAD };
            // "Not very good" is no worse than "not good", "not so bad" no better than "not bad".
            return (value * turned / 100, first);
        }
        if item.is_drawn_out {
            percent = percent * DRAWN_OUT / 100;
        }
        if self.marks.small_letters > 0 && self.has_capitals(item) {
            percent = percent * IN_CAPITALS / 100;
        }
        ((value * percent / 100).clamp(-MOST_OF_WORD, MOST_OF_WORD), first)
    }

    /// Whether the end of a part of a sentence stands between two tokens.
    fn is_parted(&self, from: u32, to: u32) -> bool {
        let range = |at: u32| self.utterance.token(at as usize).map(|token| token.range());
        let Some((before, after)) = from.checked_sub(1).and_then(range).zip(range(to)) else {
            return false;
        };
        let text = self.utterance.folded().as_bytes();
        let between = text.get(before.end..after.start).unwrap_or_default();
        between.iter().any(|byte| b",.;:!?()\"".contains(byte))
    }

    fn has_capitals(&self, item: &Item) -> bool {
        let span = self.utterance.span_of_tokens(item.start as usize..item.end as usize);
        Marks::count(span.of(self.utterance.text())).is_loud()
    }

    /// Adds what classes say by themselves, beside their words.
    pub(super) fn add_classes(&mut self, classes: &[FoundClass]) {
        for found in classes {
            self.add(found.span, of_class(found.class));
        }
    }

    /// Adds faces, exclamation and question marks, and capitals.
    pub(super) fn add_marks(&mut self) {
        let marks = std::mem::take(&mut self.marks);
        let text = self.utterance.text();
        marks.faces(text, |span, value| self.add(span, i32::from(value)));
        let is_shouted = marks.is_loud()
            && marks.capitals >= SHOUTED_LETTERS
            && (self.utterance.len() >= SHOUTED_WORDS || self.sum != 0);
        let sign = self.sum.signum();
        if marks.exclamations > 0 && sign != 0 {
            let count = marks.exclamations.min(MOST_EXCLAMATIONS) as i32;
            let text = "!".repeat(count as usize);
            self.tell(text, marks.exclaimed, sign * count * EXCLAMATION);
        }
        if let Some(span) = marks.insisted.filter(|_| sign <= 0) {
            self.add(span, INSISTED);
        }
        if is_shouted {
            let value = if sign == 0 { SHOUTED_PLAINLY } else { sign * SHOUTED };
            let span = Span { start: 0, end: text.len() };
            self.tell("capitals".to_owned(), span, value);
        }
    }

    fn add(&mut self, span: Span, value: i32) {
        let text = span.of(self.utterance.text()).to_owned();
        self.tell(text, span, value);
    }

    fn tell(&mut self, text: String, span: Span, value: i32) {
        if value != 0 && self.words.len() < MOST_WORDS {
            self.sum += value;
            self.words.push(MoodWord { text, span, value: value as f32 / 1_000.0 });
        }
    }

    /// The score, and what it is made of.
    pub(super) fn finish(self) -> (f32, Vec<MoodWord>) {
        (score(self.sum), self.words)
    }
}

/// The score of a sum in thousandths; see [`Mood`](crate::Mood).
pub(super) fn score(sum: i32) -> f32 {
    let sum = f64::from(sum) / 1_000.0;
    let score = sum / (sum * sum + BEND).sqrt();
    // No -0.0.
    ((score * 1_000.0).round() / 1_000.0 + 0.0) as f32
}

#[cfg(test)]
mod tests {
    use super::score;

    #[test]
    fn the_score_grows_with_the_sum_and_has_no_steps_backwards() {
        assert_eq!(score(0).to_bits(), 0.0_f32.to_bits());
        assert_eq!((score(530), score(-530)), (0.6, -0.6));
        for sum in -3_000..3_000 {
            assert!(score(sum) <= score(sum + 1));
        }
        assert!(score(i32::MAX) <= 1.0 && score(i32::MIN) >= -1.0);
    }
}
