//! The sections of a definition file, and the small ones among them: words, entities, queues.

use std::time::Duration;

use super::{About, Fallback, HandoffText, Hours, Intent, Privacy, Rule, Slot, Survey, Tests};
use crate::def::format::{Format, Shared, expected, keys};
use crate::def::kinds::Map;
use crate::def::notes::Notes;
use crate::def::phrase::PhraseText;
use crate::def::place::{At, Spanned, Text};
use crate::def::tree::{Kind, Node};
use crate::reply::Priority;
use crate::understanding::ListedValue;
use crate::value::Value;

keys! {
    /// A bot of frontdesk: what customers say and what the bot answers. Any file of the bot's directory may hold any section.
    Sections is "a definition file" {
        /// The version of this format: 1.
        format: Option<Version>,
        /// Name, language and time zone of the bot.
        about: About,
        /// Reusable pieces of a phrase, written `<name>` in it. Those named `insult`, `threat`, `legal` and `self_harm` also add to the words of that class.
        words: Map<PhraseText>,
        /// What a value in a phrase can be: named lists of values, or a regular expression.
        entities: Map<Entity>,
        /// What the bot remembers of a customer, and how it asks for it.
        slots: Map<Slot>,
        /// What people want, by id.
        intents: Map<Intent>,
        /// What happens whenever something holds, by name.
        rules: Map<Rule>,
        /// When a desk, a shop or a queue is open, by name.
        hours: Map<Hours>,
        /// Where people wait for a person, by name.
        queues: Map<Queue>,
        /// What happens at every handoff.
        handoff: HandoffText,
        /// Short questions about how it went, by name.
        surveys: Map<Survey>,
        /// What happens when the bot is not sure.
        fallback: Fallback,
        /// How customers' texts are treated.
        privacy: Privacy,
        /// What has to be understood and answered: run with `frontdesk test`.
        tests: Tests,
    }
    later []
}

/// `format: 1`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Version;

impl Version {
    /// The version of the format that this library reads.
    const NUMBER: &str = "1";
}

impl Format for Version {
    const WHAT: &'static str = "the number 1";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        match &node.kind {
            Kind::Text { text, .. } if text == Self::NUMBER => Some(Version),
            Kind::Text { .. } => {
                let message = format!("format {} is not known", node.found());
                notes
                    .error("wrong-version", node.at, message)
                    .help("this version of frontdesk reads `format: 1`");
                None
            }
            _ => {
                expected(node, Self::WHAT, notes);
                None
            }
        }
    }

    fn schema(_: &mut Shared) -> Value {
        Value::map([("const", Value::from(1))])
    }
}

keys! {
    /// What a value can be.
    Entity is "an entity" {
        /// The values, each with the other words for it.
        values: Option<EntityValues>,
        /// A regular expression that the value matches.
        regex: Option<Text>,
        /// How many typos a value of the list may have, one for every four letters of a word; 0 for values that are only meant
        /// as they are written. If absent, misspelt words are corrected as those of phrases are.
        typos: Option<Spanned<i64>>,
        /// The name under which the host program hands over the values; those under `values` are used where it does not.
        from: Option<Text>,
    }
    later []
}

/// The values of an entity in order.
#[derive(Clone, Debug)]
pub(crate) struct EntityValues {
    pub(crate) list: Vec<EntityValue>,
}

/// One value of an entity.
#[derive(Clone, Debug)]
pub(crate) struct EntityValue {
    /// What is remembered; also a word for it.
    pub(crate) name: Text,
    /// Other words for it.
    pub(crate) synonyms: Vec<Text>,
}

impl EntityValues {
    /// Values of the host program; `at` is where the author refers to them.
    pub(crate) fn of_host(values: &[ListedValue], at: At) -> EntityValues {
        let text = |text: &String| Text::new(text.as_str().into(), at);
        let value = |value: &ListedValue| EntityValue {
            name: text(&value.name),
            synonyms: value.synonyms.iter().map(text).collect(),
        };
        EntityValues { list: values.iter().map(value).collect() }
    }
}

impl Format for EntityValues {
    const WHAT: &'static str = "a list of values, or a map from value to its synonyms";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        let list = match &node.kind {
            Kind::List(items) => {
                let names = items.iter().filter_map(|item| Text::read(item, notes));
                names.map(|name| EntityValue { name, synonyms: Vec::new() }).collect()
            }
            Kind::Map(entries) => {
                let values = entries.iter().filter_map(|entry| {
                    let synonyms = match &entry.node.kind {
                        Kind::Nothing => Vec::new(),
                        _ => Vec::read(&entry.node, notes)?,
                    };
                    Some(EntityValue {
                        name: Text::new(entry.key.as_ref().into(), entry.at),
                        synonyms,
                    })
                });
                values.collect()
            }
            _ => {
                expected(node, Self::WHAT, notes);
                return None;
            }
        };
        Some(EntityValues { list })
    }

    fn schema(shared: &mut Shared) -> Value {
        let text = Text::schema(shared);
        let list = Value::map([("type", Value::from("array")), ("items", text)]);
        let nothing = Value::map([("type", Value::from("null"))]);
        let synonyms =
            Value::map([("anyOf", Value::List(vec![<Vec<Text>>::schema(shared), nothing]))]);
        let map = Value::map([("type", Value::from("object")), ("additionalProperties", synonyms)]);
        Value::map([("anyOf", Value::List(vec![list, map]))])
    }
}

keys! {
    /// A queue where customers wait for a person.
    Queue is "a queue", may be empty {
        /// How urgent its conversations are: low, normal, high or urgent.
        priority: Option<Spanned<Priority>>,
        /// When somebody is there: the name of one of `hours`; always if absent.
        hours: Option<Text>,
        /// How long a customer waits at most, like `3m`.
        wait: Option<Spanned<Duration>>,
        /// Where the conversation goes after that, or while this queue is closed: another queue, or `ticket`.
        overflow: Option<Text>,
    }
    later []
}
