//! A message as the answer to an open question: the value of the asked slot in it, read more kindly
//! than values elsewhere, and whether the message says anything beside it.
//!
//! Only reads: whether the answer counts (or the message means something else) is for the dialogue.

use std::ops::Range;

use super::Understander;
use super::kinds::SlotKind;
use super::lexicon::Lexicon;
use super::spot::Spot;
use super::values::FoundValue;
use super::walk::Accepts;
use crate::clock::Timestamp;
use crate::text::{LeadIn, Utterance};
use crate::understanding::{Answer, Span};

/// An answer, with the tokens of its value.
pub(super) struct FoundAnswer {
    pub(super) answer: Answer,
    /// Empty for free text, in which words are still read as other matchers like.
    pub(super) tokens: Range<usize>,
}

impl Understander {
    /// The message as an answer to the question for `slot`, `read` being its built-in values; `None` if it has no value of the slot's
    /// type, or if there is no such slot.
    pub(super) fn answer(
        &self,
        slot: &str,
        utterance: &Utterance<'_>,
        read: &[FoundValue],
        now: Timestamp,
    ) -> Option<FoundAnswer> {
        let slot = self.entities.kinds.slot(slot)?;
        if utterance.is_empty() {
            return None;
        }
        let kind = match slot.accepts {
            Accepts::Text => return Some(self.free_answer(slot, utterance)),
            Accepts::Entity(kind) => kind,
        };
        let spot = match self.entities.kinds.type_of(kind) {
            Some(built_in) => self.entities.read_as(read, kind, built_in, utterance, now)?,
            None => self.own_value(kind, utterance)?,
        };
        let tokens = spot.tokens();
        let is_whole = self.says_nothing_else(slot, &tokens, utterance);
        let value = self.entities.value(&spot, slot.name.clone(), utterance.text());
        Some(FoundAnswer { answer: Answer { value, is_whole }, tokens })
    }

    fn own_value(&self, kind: u32, utterance: &Utterance<'_>) -> Option<Spot> {
        let steps = self.steps(utterance);
        let seen = self.literals.scan(&super::Spoken::new(utterance), utterance.folded());
        self.entities.first_of(kind, utterance, &steps, &self.expressions, &seen.expressions)
    }

    /// The whole message, without the white space around it; as a value without what only leads to
    /// it.
    fn free_answer(&self, slot: &SlotKind, utterance: &Utterance<'_>) -> FoundAnswer {
        let text = utterance.text();
        let start = text.len() - text.trim_start().len();
        let span = Span::new(start, start + text.trim().len());
        let mut value = self.entities.free_text(span, slot.name.clone(), text);
        let led = self.language.led(utterance, &slot.words);
        // "No, it's fine" may be the answer itself.
        let is_led = match led.lead_in {
            LeadIn::None => false,
            LeadIn::Any => !led.corrects,
            LeadIn::Name | LeadIn::Own | LeadIn::Change => true,
        };
        if is_led {
            value.value = led.span.of(text).into();
        }
        FoundAnswer { answer: Answer { value, is_whole: true }, tokens: 0..0 }
    }

    /// Whether all words but those of the value only lead to it, or are polite.
    fn says_nothing_else(
        &self,
        slot: &SlotKind,
        value: &Range<usize>,
        utterance: &Utterance<'_>,
    ) -> bool {
        let mut beside = utterance.words().enumerate().filter(|(at, _)| !value.contains(at));
        beside.all(|(_, word)| {
            let word = Lexicon::spoken(word);
            !word.contains(char::is_alphanumeric)
                || slot.is_cue(word)
                || self.entities.is_filler(word)
        })
    }
}

#[cfg(test)]
mod tests;
