//! What templates and conditions read in a turn, looked up in its draft when they read it.

use std::sync::Arc;

use super::draft::Draft;
use crate::catalog::Catalog;
use crate::conversation::MoodMemory;
use crate::text::template::{Fields, Known, Names};
use crate::understanding::WordClass;
use crate::value::Value;

/// A turn as it is now, as templates and conditions see it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen<'d> {
    pub(super) draft: &'d Draft,
    pub(super) catalog: &'d Catalog,
}

impl Names for Seen<'_> {
    /// What the library tells comes first, then results of calls, then slots, then values of the
    /// message that no slot is defined for.
    fn value(&self, name: &str) -> Option<Known<'_>> {
        self.own(name).or_else(|| self.draft.value(name).map(Known::Kept))
    }
}

impl<'d> Seen<'d> {
    fn own(&self, name: &str) -> Option<Known<'d>> {
        let draft = self.draft;
        let next = &draft.next;
        let made = |value: Value| Some(Known::Made(value));
        match name {
            "now" => made(Value::from(draft.local(self.catalog)?)),
            "today" => made(Value::from(draft.local(self.catalog)?.split('T').next()?)),
            "channel" => made(Value::from(draft.channel.as_deref()?)),
            "customer" => draft.customer.as_ref().map(Known::Kept),
            "turns" => made(i64::try_from(next.turns).unwrap_or(i64::MAX).into()),
            "misses" => made(i64::from(next.misses).into()),
            "mood" => Some(Known::Fields(Arc::new(Sound {
                now: draft.understanding.mood.score,
                classes: WordClass::ALL.map(|class| draft.understanding.mood.has(class)),
                memory: next.mood,
            }))),
            "intent" => {
                let id = draft.intent.as_ref().or(draft.expected.as_ref())?;
                let before = next.intents.get(&**id).map_or(0, |memory| i64::from(memory.times));
                let times = if draft.is_counted { before } else { before + 1 };
                let topic = self.catalog.find(id).and_then(|intent| intent.topic.clone());
                Some(Known::Fields(Arc::new(Meant { id: Arc::clone(id), times, topic })))
            }
            _ => None,
        }
    }
}

/// How the message sounds, and those before.
#[derive(Debug)]
struct Sound {
    now: f32,
    /// In the order of [`WordClass::ALL`].
    classes: [bool; WordClass::ALL.len()],
    memory: MoodMemory,
}

impl Fields for Sound {
    fn keys(&self) -> &'static [&'static str] {
        &["average", "insult", "legal", "negative_in_a_row", "now", "self_harm", "threat"]
    }

    fn value(&self, key: &str) -> Option<Value> {
        Some(match key {
            // Through text, since 0.1 as f32 is no 0.1 as f64.
            "now" => self.now.to_string().parse().unwrap_or(0.0).into(),
            "average" => self.memory.average().into(),
            "negative_in_a_row" => i64::from(self.memory.negative_in_a_row).into(),
            class => {
                let at = WordClass::ALL.iter().position(|known| known.name() == class)?;
                (*self.classes.get(at)?).into()
            }
        })
    }
}

/// The intent that is acted on, or that the message will lead to.
#[derive(Debug)]
struct Meant {
    id: Arc<str>,
    times: i64,
    topic: Option<Arc<str>>,
}

impl Fields for Meant {
    fn keys(&self) -> &'static [&'static str] {
        &["id", "times", "topic"]
    }

    fn value(&self, key: &str) -> Option<Value> {
        match key {
            "id" => Some(Value::from(&*self.id)),
            "times" => Some(self.times.into()),
            "topic" => self.topic.as_deref().map(Value::from),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_a_value() {
        let classes = WordClass::ALL.map(|_| false);
        let sound = Sound { now: 0.1, classes, memory: MoodMemory::default() };
        let meant = Meant { id: Arc::from("tea"), times: 1, topic: Some(Arc::from("drinks")) };
        for fields in [&sound as &dyn Fields, &meant] {
            assert!(fields.keys().is_sorted());
            assert!(fields.keys().iter().all(|key| fields.value(key).is_some()), "{fields:?}");
            assert!(fields.value("colour").is_none());
        }
        assert_eq!(sound.value("now"), Some(Value::Float(0.1)));
        let is_told = |class: WordClass| sound.keys().contains(&class.name());
        assert!(WordClass::ALL.into_iter().all(is_told));
    }
}
