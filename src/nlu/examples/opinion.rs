//! What the scorer by itself says of a text: for judging a bot's own phrases, never while talking.

use super::features::often;
use super::{Examples, Features};
use crate::def::Definitions;
use crate::limits::Limits;
use crate::nlu::math::sigmoid;
use crate::text::{Language, Utterance};

/// What the scorer says of a text that belongs to an intent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Opinion {
    /// The best of the other intents, and its confidence if it were acted on.
    pub(crate) other: u32,
    pub(crate) confidence: f64,
    /// How far the score of the own intent is above that of the other one; `None` if the own
    /// intent has no phrases.
    pub(crate) lead: Option<f32>,
}

impl Examples {
    /// Learns from all phrases of definitions, as the bot does.
    pub(crate) fn learn_from(definitions: &Definitions, language: &Language) -> Option<Examples> {
        Examples::build(definitions, language)
    }

    /// What it says of a text that belongs to the intent `own`; `None` if it knows nothing of the
    /// text, or no other intent.
    pub(crate) fn opinion(&self, text: &str, own: u32, language: &Language) -> Option<Opinion> {
        let utterance = Utterance::new(text, language, &Limits::default());
        let scored = self.score(&utterance)?;
        let (other, score) = self.in_order(&scored).find(|(intent, _)| *intent != own)?;
        let own = self.score_of(&scored, own).map(|score| (own, score));
        let confidence = sigmoid(self.log_odds(&scored, other, own)?);
        Some(Opinion { other, confidence, lead: own.map(|(_, own)| own - score) })
    }

    /// How much two texts have in common, 0 to 1: the cosine of their features.
    pub(crate) fn likeness(&self, a: &str, b: &str, language: &Language) -> f32 {
        let (a, b) = (self.features.bag(a, language), self.features.bag(b, language));
        let length = |bag: &[(u32, f32)]| bag.iter().map(|(_, x)| x * x).sum::<f32>().sqrt();
        let mut common = 0.0;
        let mut rest = b.iter().peekable();
        for &(feature, x) in &a {
            while rest.next_if(|(other, _)| *other < feature).is_some() {}
            if let Some((_, y)) = rest.next_if(|(other, _)| *other == feature) {
                common += x * y;
            }
        }
        common / (length(&a) * length(&b)).max(f32::MIN_POSITIVE)
    }
}

impl Features {
    /// What a text has of the bot's features, sorted.
    pub(super) fn bag(&self, text: &str, language: &Language) -> Vec<(u32, f32)> {
        let utterance = Utterance::new(text, language, &Limits::default());
        let reading = self.read(utterance.tokens().map(|token| token.class()));
        let letters = reading.words.iter().filter_map(|&word| self.known.get(word as usize));
        let letters = letters.flat_map(|word| self.letters_of(*word));
        let letters = letters.map(|number| self.first_letters() + number);
        let whole = reading.words.iter().copied().chain(reading.other_features());
        let mut all: Vec<u32> = whole.chain(letters).collect();
        all.sort_unstable();
        let value = |same: &[u32]| {
            let feature = *same.first()?;
            Some((feature, self.weight(feature) * often(same.len() as u32)))
        };
        all.chunk_by(|a, b| a == b).filter_map(value).collect()
    }
}
