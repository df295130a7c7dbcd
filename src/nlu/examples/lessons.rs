//! What the scorer learns from: the phrases of all intents as words, plain ones as they are,
//! templates by some of their readings, `not_user` as what an intent is not.

use std::collections::BTreeMap;

use super::learn::{Lesson, Says};
use crate::def::{Definitions, Entity, PhraseText};
use crate::nlu::readings::of_types;
use crate::text::{Language, Readings, SlotRef, read_classes};

/// Readings of one template at most. Together they count as one phrase.
const READINGS: usize = 6;
/// Readings of all phrases together, about: a bot of 40,000 templates learns from the first reading
/// of each.
const READINGS_OF_ALL: usize = 40_000;
/// Values of an entity that stand for all of them in readings; beside them, none at all.
const VALUES: usize = 4;
/// Phrases of one intent at most. Beyond it some are left out, evenly: more of them say nothing
/// new, and one intent with 100,000 would take the time of all others.
const MOST_OF_INTENT: usize = 5_000;
/// Phrases of all intents together, of which each intent has its share, but no fewer than
/// `LEAST_OF_INTENT`.
const MOST: usize = 400_000;
const LEAST_OF_INTENT: usize = 20;

/// Phrases to learn from.
#[derive(Debug, Default)]
pub(super) struct Lessons {
    /// By class: its intent. Classes are the intents with phrases, sorted by id.
    pub(super) intents: Vec<u32>,
    /// Words with one space between them, sorted by class and text: so nothing that is learnt
    /// depends on the order in the definitions.
    pub(super) texts: Vec<Box<str>>,
    /// What each text says.
    pub(super) lessons: Vec<Lesson>,
    /// Phrases that the author wrote for intents.
    pub(super) phrases: f64,
}

impl Lessons {
    pub(super) fn gather(definitions: &Definitions, language: &Language) -> Lessons {
        let words = |name: &str| definitions.piece(name);
        let entities = definitions.entities.iter();
        let mut values: BTreeMap<&str, Vec<String>> =
            entities.map(|(name, entity)| (name.as_str(), some_values(entity))).collect();
        let of_types = of_types(language, VALUES).filter(|(_, values)| !values.is_empty());
        values.extend(of_types.map(|(name, mut values)| {
            values.push(String::new());
            (name, values)
        }));
        // What `{name}` means alone is the slot's type, where there is a slot.
        for name in definitions.slots.names() {
            let of_type = values.get(definitions.type_of(name)).cloned();
            let own = definitions.entity_of(None, name).map(some_values);
            values.extend(own.or(of_type).map(|values| (name.as_str(), values)));
        }
        let values = |slot: &SlotRef| {
            let entity = slot.kind.as_deref().unwrap_or(&slot.name);
            values.get(entity).map_or(&[][..], Vec::as_slice)
        };
        let readings = Readings::new(&words, &values);
        let phrases: usize = definitions.intents.iter().map(|(_, intent)| intent.user.len()).sum();
        let each = (READINGS_OF_ALL / phrases.max(1)).clamp(1, READINGS);
        let read = |text: &PhraseText, out: &mut Vec<(Box<str>, f32)>| {
            let Some(phrase) = text.phrase() else { return };
            let classes = |text: &str| read_classes(text, language).into();
            // Plain phrases, which most are, stand for themselves.
            let mut texts: Vec<Box<str>> = match phrase.plain_text() {
                Some(text) => vec![classes(text)],
                None => readings.sample(phrase, each).iter().map(|text| classes(text)).collect(),
            };
            texts.retain(|text| !text.is_empty());
            texts.sort_unstable();
            texts.dedup();
            let times = 1.0 / texts.len().max(1) as f32;
            out.extend(texts.into_iter().map(|text| (text, times)));
        };
        let mut by_id: Vec<(&str, u32)> =
            definitions.intents.names().map(|id| id.as_str()).zip(0..).collect();
        by_id.sort_unstable();
        let written: Vec<_> = definitions.intents.iter().map(|(_, written)| written).collect();
        let share = (MOST / by_id.len().max(1)).clamp(LEAST_OF_INTENT, MOST_OF_INTENT);
        let mut gathered = Lessons::default();
        for (_, intent) in by_id {
            let Some(written) = written.get(intent as usize) else { continue };
            let (mut is, mut is_not) = (Vec::new(), Vec::new());
            written.user.iter().for_each(|text| read(text, &mut is));
            if is.is_empty() {
                continue;
            }
            written.not_user.iter().for_each(|text| read(text, &mut is_not));
            let class = gathered.intents.len() as u32;
            gathered.intents.push(intent);
            gathered.phrases += is.iter().map(|(_, times)| f64::from(*times)).sum::<f64>().round();
            gathered.add(some(is, share), Says::Is(class));
            gathered.add(some(is_not, share), Says::Not(class));
        }
        if gathered.intents.len() == 1 {
            // Without another intent everything would be this one; so what says nothing is not.
            gathered.add(vec![(Box::default(), 1.0)], Says::Not(0));
        }
        gathered
    }

    fn add(&mut self, texts: Vec<(Box<str>, f32)>, says: Says) {
        for (text, times) in texts {
            self.texts.push(text);
            self.lessons.push(Lesson { says, times });
        }
    }
}

/// Sorted, and no more than `most`, spread evenly.
fn some(mut texts: Vec<(Box<str>, f32)>, most: usize) -> Vec<(Box<str>, f32)> {
    texts.sort_unstable_by(|(a, x), (b, y)| a.cmp(b).then(x.total_cmp(y)));
    let count = texts.len();
    if count > most {
        let mut at = 0;
        texts.retain(|_| {
            at += 1;
            at * most / count != (at - 1) * most / count
        });
    }
    texts
}

/// Some values of an entity, and no value.
fn some_values(entity: &Entity) -> Vec<String> {
    let listed = entity.values.iter().flat_map(|values| &values.list);
    let names: Vec<&str> = listed
        .flat_map(|value| std::iter::once(&value.name).chain(&value.synonyms))
        .map(|text| text.as_str())
        .collect();
    let step = names.len().div_ceil(VALUES).max(1);
    let mut values: Vec<String> = names.into_iter().step_by(step).map(str::to_owned).collect();
    values.push(String::new());
    values
}
