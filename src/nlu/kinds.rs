//! The kinds of value that a bot knows, and which of them a name means in a phrase, in a pattern
//! and as the slot of an open question.
//!
//! A slot comes before everything of its name: `{visit_day}` reads what the slot `visit_day` takes.
//! Names only; values are found in [`entity`](super::entity).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::values::{ValueType, ValueTypes};
use super::walk::Accepts;
use crate::def::{Definitions, Entity, PhraseText, Slot, SlotType, Text};
use crate::text::{Language, Phrase, SlotWords, read_words};

/// The kinds of a bot, numbered: entities of the author, then the types that slots have of their
/// own, then the built-in types that phrases and slots use.
#[derive(Debug)]
pub(super) struct Kinds {
    names: Vec<Arc<str>>,
    /// Where the built-in types begin.
    own: usize,
    built_in: ValueTypes,
    slots: BTreeMap<Arc<str>, SlotKind>,
}

/// What a slot takes.
#[derive(Debug)]
pub(super) struct SlotKind {
    pub(super) name: Arc<str>,
    pub(super) accepts: Accepts,
    /// Words that say nothing new in an answer, sorted: those of its name, label and type.
    cues: Vec<String>,
    /// What it is called, for what leads to a free text.
    pub(super) words: SlotWords,
}

impl Kinds {
    pub(super) fn build(definitions: &Definitions, language: &Language) -> Kinds {
        let mut names: Vec<Arc<str>> =
            own(definitions).map(|(name, _)| name.as_str().into()).collect();
        let own = names.len();
        let built_in = types_in_use(definitions);
        names.extend(types(built_in).map(|kind| Arc::from(kind.name())));
        let mut kinds = Kinds { names, own, built_in, slots: BTreeMap::new() };
        let mut own_of_slots = definitions.entities.len() as u32..;
        for (name, slot) in definitions.slots.iter() {
            let accepts = match &slot.kind {
                Some(SlotType::Own(_)) => {
                    own_of_slots.next().map_or(Accepts::Text, Accepts::Entity)
                }
                Some(SlotType::Named(kind)) => kinds.named(kind),
                None => match kinds.named(name) {
                    Accepts::Entity(u32::MAX) => Accepts::Text,
                    known => known,
                },
            };
            let name: Arc<str> = name.as_str().into();
            let cues = cues(&name, slot, language);
            let words = slot.words(&name, language);
            kinds.slots.insert(Arc::clone(&name), SlotKind { name, accepts, cues, words });
        }
        kinds
    }

    /// Without slots, for tests of phrases.
    #[cfg(test)]
    pub(super) fn of_entities(names: &[&str]) -> Kinds {
        let names: Vec<Arc<str>> = names.iter().map(|&name| name.into()).collect();
        let built_in = ValueTypes::default();
        Kinds { own: names.len(), names, built_in, slots: BTreeMap::new() }
    }

    /// What `{name}` or `{kind:name}` takes in a phrase.
    pub(super) fn accepts(&self, kind: Option<&str>, name: &str) -> Accepts {
        match (kind, self.slots.get(name)) {
            (Some(kind), _) => self.named(kind),
            (None, Some(slot)) => slot.accepts,
            (None, None) => self.named(name),
        }
    }

    /// What a group of a pattern takes: any words, unless its name is a slot's or an entity's.
    pub(super) fn accepts_group(&self, name: &str) -> Accepts {
        let slot = self.slots.get(name).map(|slot| slot.accepts);
        slot.unwrap_or_else(|| {
            let own = self.names.iter().take(self.own).position(|known| **known == *name);
            own.map_or(Accepts::Text, |kind| Accepts::Entity(kind as u32))
        })
    }

    pub(super) fn slot(&self, name: &str) -> Option<&SlotKind> {
        self.slots.get(name)
    }

    pub(super) fn has_slots(&self) -> bool {
        !self.slots.is_empty()
    }

    /// The built-in types that are read in every message.
    pub(super) fn built_in(&self) -> ValueTypes {
        self.built_in
    }

    /// The number of a built-in type; `None` if no phrase and no slot uses it.
    pub(super) fn number_of(&self, kind: ValueType) -> Option<u32> {
        let at = types(self.built_in).position(|known| known == kind)?;
        Some((self.own + at) as u32)
    }

    /// The built-in type with this number.
    pub(super) fn type_of(&self, kind: u32) -> Option<ValueType> {
        types(self.built_in).nth((kind as usize).checked_sub(self.own)?)
    }

    pub(super) fn name(&self, kind: u32) -> Arc<str> {
        self.names.get(kind as usize).cloned().unwrap_or_else(|| "".into())
    }

    fn named(&self, kind: &str) -> Accepts {
        let known = self.names.iter().take(self.own).position(|name| **name == *kind);
        let built_in = || ValueType::of(kind).and_then(|kind| self.number_of(kind));
        match known.map(|known| known as u32).or_else(built_in) {
            Some(kind) => Accepts::Entity(kind),
            None if kind == ValueType::Text.name() => Accepts::Text,
            // A kind that is none: `def` tells, and no bot is built.
            None => Accepts::Entity(u32::MAX),
        }
    }
}

impl SlotKind {
    /// Whether a folded word in an answer only leads to the value: "order" in "my order is 17".
    pub(super) fn is_cue(&self, word: &str) -> bool {
        self.cues.binary_search_by(|cue| cue.as_str().cmp(word)).is_ok()
    }
}

/// The entities of the author and those of slots, in the order of their numbers.
pub(super) fn own(definitions: &Definitions) -> impl Iterator<Item = (&Text, &Entity)> {
    let of_slots = definitions.slots.iter().filter_map(|(name, slot)| match &slot.kind {
        Some(SlotType::Own(entity)) => Some((name, &**entity)),
        Some(SlotType::Named(_)) | None => None,
    });
    definitions.entities.iter().chain(of_slots)
}

/// In the order of [`ValueType::ALL`].
fn types(set: ValueTypes) -> impl Iterator<Item = ValueType> {
    ValueType::ALL.into_iter().map(|(_, kind)| kind).filter(move |&kind| set.has(kind))
}

/// The built-in types that have to be read; `text` has not, it takes any words.
fn types_in_use(definitions: &Definitions) -> ValueTypes {
    let of_intents = definitions
        .intents
        .iter()
        .flat_map(|(_, intent)| intent.user.iter().chain(&intent.not_user));
    let of_words = definitions.words.iter().map(|(_, text)| text);
    let of_phrases = of_intents.chain(of_words).flat_map(|text| types_of(text, definitions));
    let of_slots = definitions.slots.iter().filter_map(|(name, slot)| match &slot.kind {
        Some(SlotType::Named(kind)) => Some(kind),
        Some(SlotType::Own(_)) => None,
        None => Some(name),
    });
    let of_slots = of_slots.filter(|kind| definitions.entities.position(kind).is_none());
    let of_slots = of_slots.filter_map(|kind| ValueType::of(kind));
    of_phrases.chain(of_slots).filter(|&kind| kind != ValueType::Text).collect()
}

/// The types in one phrase; none in what is no phrase, which `def` tells.
fn types_of(text: &PhraseText, definitions: &Definitions) -> Vec<ValueType> {
    let slots = text.phrase().into_iter().flat_map(Phrase::slots);
    let kinds = slots.filter_map(|slot| match &slot.kind {
        Some(kind) => ValueType::of(kind),
        None if definitions.slots.position(&slot.name).is_some() => None,
        None => ValueType::of(&slot.name),
    });
    kinds.collect()
}

/// Words that are never cues: "no" of `order_no` would hide that an answer corrects something.
const NEGATIONS: [&str; 7] = ["no", "not", "non", "pas", "nein", "nicht", "kein"];

fn cues(name: &str, slot: &Slot, language: &Language) -> Vec<String> {
    let kind = match &slot.kind {
        Some(SlotType::Named(kind)) => kind.as_str(),
        Some(SlotType::Own(_)) | None => "",
    };
    let label = slot.label.as_ref().map_or("", |label| label.as_str());
    let texts = [name.replace('_', " "), label.to_owned(), kind.replace('_', " ")];
    let mut cues: Vec<String> = texts.iter().flat_map(|text| read_words(text, language)).collect();
    cues.retain(|cue| !NEGATIONS.contains(&cue.as_str()));
    cues.sort_unstable();
    cues.dedup();
    cues
}
