//! What slots take: types that are there, names that mean one thing only.

use super::Check;
use super::entities::TYPES;
use crate::def::model::{Slot, SlotType};
use crate::def::place::{At, Text};

impl Check<'_> {
    pub(super) fn slot_types(&mut self) {
        for (name, slot) in self.sections.slots.iter() {
            self.value_name(name, name.at, "a slot");
            match &slot.kind {
                Some(SlotType::Named(kind)) => self.type_name(kind),
                Some(SlotType::Own(entity)) => self.entity_values(name, entity),
                None => {}
            }
            self.one_meaning(name, slot);
        }
    }

    /// A type by its name.
    fn type_name(&mut self, kind: &Text) {
        if self.is_type(kind) {
            return;
        }
        let entities = &self.sections.entities;
        let message = format!("there is no type or entity `{}`", &**kind);
        let near = self.notes.nearest(kind, entities.names().map(Text::as_str).chain(TYPES));
        match near.filter(|_| self.whole) {
            Some(near) => {
                let help = format!("did you mean `{near}`?");
                self.notes.error("unknown-entity", kind.at, message).help(help);
            }
            None if self.whole => {
                let help = format!("there are {}, and entities", quoted(&TYPES));
                self.notes.error("unknown-entity", kind.at, message).help(help);
            }
            None => {}
        }
    }

    fn is_type(&self, name: &str) -> bool {
        TYPES.contains(&name) || self.sections.entities.knows(name)
    }

    /// A slot may be called like an entity or a built-in type only if that is its type.
    fn one_meaning(&mut self, name: &Text, slot: &Slot) {
        let is_own =
            matches!(&slot.kind, Some(SlotType::Named(kind)) if kind.as_str() == name.as_str());
        if slot.kind.is_none() || is_own {
            return;
        }
        let entity = self.sections.entities.names().find(|known| known.as_str() == name.as_str());
        if entity.is_none() && !TYPES.contains(&name.as_str()) {
            return;
        }
        let what = if entity.is_some() { "an entity" } else { "a type of the format" };
        let message = format!("`{}` is {what} too, and not the type of this slot", &**name);
        let see: Option<At> = entity.map(|entity| entity.at);
        let note = self.notes.error("two-types", name.at, message);
        if let Some(at) = see {
            note.see("the entity", at);
        }
        note.help("give one of them another name");
    }

    /// `{kind:name}` in a phrase, where `name` is a slot: the kind should be the slot's.
    pub(super) fn role(&mut self, at: At, kind: &str, name: &str) {
        let slots = &self.sections.slots;
        let Some((_, slot)) = slots.position(name).and_then(|number| slots.iter().nth(number))
        else {
            return;
        };
        let own = match &slot.kind {
            Some(SlotType::Named(own)) if self.is_type(own) => own.as_str(),
            Some(SlotType::Named(_)) => return,
            None if self.sections.entities.knows(name) || TYPES.contains(&name) => name,
            None => "text",
            Some(SlotType::Own(_)) => "",
        };
        if own != kind {
            let message = format!("this fills the slot `{name}` with a value of another type");
            self.notes
                .warning("other-type", at, message)
                .help(format!("write {{{name}}} for a value of the slot's own type"));
        }
    }
}

fn quoted(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
