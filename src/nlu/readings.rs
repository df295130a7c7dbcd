//! The plain texts that phrases of definitions stand for, with the author's words and values put in.
//!
//! Sampling itself is `text`'s; here only what references stand for. Used by whatever wants to
//! know what customers would type: cross-validation and the review of a bot.

use std::collections::BTreeMap;

use super::values::{ValueType, samples};
use crate::def::{Definitions, Entity, PhraseText};
use crate::text::{Language, Readings, SlotRef};

/// What references in phrases stand for.
pub(crate) struct Sampler<'d> {
    definitions: &'d Definitions,
    values: BTreeMap<&'d str, Vec<String>>,
}

impl<'d> Sampler<'d> {
    /// With at most so many values of each entity, spread over its list.
    pub(crate) fn new(definitions: &'d Definitions, values_each: usize) -> Sampler<'d> {
        let values = definitions.entities.iter();
        let values = values.map(|(name, entity)| (name.as_str(), some_values(entity, values_each)));
        let language = Language::of(definitions.about.language());
        let mut values: BTreeMap<&str, Vec<String>> = values.collect();
        for (name, texts) in of_types(language, values_each) {
            values.insert(name, texts);
        }
        // What `{name}` means alone is the slot's type, where there is a slot.
        for name in definitions.slots.names() {
            let of_type = values.get(definitions.type_of(name)).cloned();
            let own =
                definitions.entity_of(None, name).map(|entity| some_values(entity, values_each));
            values.extend(own.or(of_type).map(|values| (name.as_str(), values)));
        }
        Sampler { definitions, values }
    }

    /// For each text at most so many readings, the first with all that is optional; none for what is
    /// no phrase.
    pub(crate) fn all<'t>(
        &self,
        texts: impl Iterator<Item = &'t PhraseText>,
        most: usize,
    ) -> Vec<Vec<String>> {
        let words = |name: &str| self.definitions.piece(name);
        let values = |slot: &SlotRef| {
            let entity = slot.kind.as_deref().unwrap_or(&slot.name);
            self.values.get(entity).map_or(&[][..], Vec::as_slice)
        };
        let readings = Readings::new(&words, &values);
        let read = |text: &PhraseText| text.phrase().map(|phrase| readings.sample(phrase, most));
        texts.map(|text| read(text).unwrap_or_default()).collect()
    }
}

fn some_values(entity: &Entity, most: usize) -> Vec<String> {
    let listed = entity.values.iter().flat_map(|values| &values.list);
    let names: Vec<&str> = listed.map(|value| value.name.as_str()).collect();
    let step = names.len().div_ceil(most.max(1)).max(1);
    names.into_iter().step_by(step).map(str::to_owned).collect()
}

/// By the name of a built-in type: at most so many values.
pub(super) fn of_types(
    language: &Language,
    most: usize,
) -> impl Iterator<Item = (&'static str, Vec<String>)> {
    ValueType::ALL.into_iter().map(move |(name, kind)| {
        let texts = samples(kind, language.code).iter().take(most);
        (name, texts.map(|text| (*text).to_owned()).collect())
    })
}
