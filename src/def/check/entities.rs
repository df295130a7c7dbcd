//! Entities: values that can be told apart, expressions that work, names that can be written.

use std::collections::BTreeMap;

use super::Check;
use crate::def::model::{Entity, EntityValue};
use crate::def::pattern;
use crate::def::place::{At, Text};
use crate::text::folded;

/// Built-in types, which phrases may use like entities; `nlu::values` reads them.
pub(super) const TYPES: [&str; 12] = [
    "text", "number", "integer", "money", "date", "time", "datetime", "duration", "email", "phone",
    "url", "yes_no",
];

/// Whether it is the name of a built-in type.
pub(crate) fn is_built_in(name: &str) -> bool {
    TYPES.contains(&name)
}

impl Check<'_> {
    pub(super) fn entities(&mut self) {
        for (name, entity) in self.sections.entities.iter() {
            self.entity(name, entity);
        }
    }

    fn entity(&mut self, name: &Text, entity: &Entity) {
        if TYPES.contains(&name.as_str()) {
            self.notes
                .error(
                    "wrong-name",
                    name.at,
                    format!("`{}` is a type of the format already", &**name),
                )
                .help("choose another name");
        } else {
            self.value_name(name, name.at, "an entity");
        }
        self.entity_values(name, entity);
    }

    /// What an entity, or the type of a slot's own, can be.
    pub(super) fn entity_values(&mut self, name: &Text, entity: &Entity) {
        self.typos(entity.typos);
        if let Some(values) = &entity.values {
            if values.list.is_empty() {
                self.notes.error("empty-value", name.at, format!("`{}` has no values", &**name));
            }
            self.values(&values.list);
        } else if entity.regex.is_none() && entity.from.is_none() && !entity.broken {
            self.notes
                .error(
                    "missing-key",
                    name.at,
                    format!("`{}` has neither `values` nor `regex`", &**name),
                )
                .help("list its values under `values`, or describe them with `regex`");
        }
        if let Some(typos) =
            entity.typos.filter(|_| entity.values.is_none() && entity.from.is_none())
        {
            self.notes
                .warning("never", typos.at, "`typos` only counts for values of a list")
                .help("remove it, or list the values under `values`");
        }
        if let Some(regex) = &entity.regex {
            self.pattern(regex);
        }
    }

    /// Each word may mean one value only.
    fn values(&mut self, values: &[EntityValue]) {
        let mut seen: BTreeMap<String, (usize, At)> = BTreeMap::new();
        for (number, value) in values.iter().enumerate() {
            for text in std::iter::once(&value.name).chain(&value.synonyms) {
                let key = folded(text);
                if !key.contains(char::is_alphanumeric) {
                    self.notes.error("empty-text", text.at, "a value needs a letter or a digit");
                    continue;
                }
                let Some(&(first, at)) = seen.get(&key) else {
                    seen.insert(key, (number, text.at));
                    continue;
                };
                if first == number {
                    self.notes
                        .warning("twice", text.at, format!("`{}` is given twice", &**text))
                        .see("first given here", at);
                } else {
                    self.notes
                        .error("two-values", text.at, format!("`{}` means two values", &**text))
                        .see("here it means another one", at)
                        .help("leave it with one of them");
                }
            }
        }
    }

    /// Tells what is wrong with a regular expression; gives the names of its groups.
    pub(super) fn pattern(&mut self, text: &Text) -> Vec<String> {
        match pattern::check(text, self.limits) {
            Ok(pattern) => pattern.groups,
            Err(error) => {
                let at = self.sources.within(text, error.at.start, error.at.end);
                let note = self.notes.error("pattern", at, error.message);
                if let Some(help) = error.help {
                    note.help(help);
                }
                Vec::new()
            }
        }
    }
}
