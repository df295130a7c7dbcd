//! The built-in types that a bot's phrases use, such as `{date}` and `{number:count}`.
//!
//! Reading stands in [`values`](super::values); here only which types are read, and when. A bot
//! whose phrases have none of them has no [`BuiltIn`] and pays nothing. Called by
//! [`entity`](super::entity) only.

use jiff::tz::TimeZone;

use super::values::{FoundValue, Moment, ValueType, ValueTypes, Values};
use crate::clock::Timestamp;
use crate::def::{Definitions, Text};
use crate::text::{Phrase, Utterance};

/// Reads the values of some types.
#[derive(Debug)]
pub(super) struct BuiltIn {
    values: Values,
    types: ValueTypes,
    zone: TimeZone,
}

impl BuiltIn {
    /// None if no phrase uses a type that has to be read; `text` has not, it takes any words.
    pub(super) fn build(definitions: &Definitions) -> Option<BuiltIn> {
        let types = types_of_phrases(definitions);
        (!types.is_empty()).then(|| BuiltIn {
            values: Values::new(definitions.about.language()),
            types,
            zone: definitions.about.zone(),
        })
    }

    /// The types it reads, in the order of [`ValueType::ALL`].
    pub(super) fn types(&self) -> impl Iterator<Item = ValueType> {
        let all = ValueType::ALL.into_iter().map(|(_, kind)| kind);
        all.filter(|&kind| self.types.has(kind))
    }

    pub(super) fn spot(&self, utterance: &Utterance<'_>, now: Timestamp) -> Vec<FoundValue> {
        self.values.spot(utterance, self.types, &Moment::new(now, self.zone.clone()))
    }
}

fn types_of_phrases(definitions: &Definitions) -> ValueTypes {
    let of_intents = definitions
        .intents
        .iter()
        .flat_map(|(_, intent)| intent.user.iter().chain(&intent.not_user));
    let of_words = definitions.words.iter().map(|(_, text)| text);
    of_intents.chain(of_words).flat_map(types_of).collect()
}

/// The types in one phrase; none in what is no phrase, which `def` tells.
fn types_of(text: &Text) -> Vec<ValueType> {
    // Most phrases have no slot, and parsing all of them twice would take time.
    let phrase = text.contains('{').then(|| Phrase::parse(text).ok()).flatten();
    let slots = phrase.iter().flat_map(Phrase::slots);
    slots
        .filter_map(|slot| ValueType::of(slot.kind.as_deref().unwrap_or(&slot.name)))
        .filter(|&kind| kind != ValueType::Text)
        .collect()
}
