//! Values that the host program hands over: put into the entities that take them `from` a name,
//! before anything is checked.

use std::collections::{BTreeMap, BTreeSet};

use super::format::nearest;
use super::model::{Entity, EntityValues, Sections, SlotType};
use super::notes::Notes;
use super::place::Text;
use crate::understanding::ListedValue;

/// Fills the entities. An entity whose values are not there keeps those of the author, which stand
/// for them; without any it is told: an error if the host handed over others, else a warning, since
/// a program that only looks at definitions has no values at all.
pub(super) fn fill(
    sections: &mut Sections,
    host: &BTreeMap<String, Vec<ListedValue>>,
    whole: bool,
    notes: &mut Notes,
) {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let of_slots = sections.slots.values_mut().filter_map(|slot| match &mut slot.kind {
        Some(SlotType::Own(entity)) => Some(&mut **entity),
        Some(SlotType::Named(_)) | None => None,
    });
    for entity in sections.entities.values_mut().chain(of_slots) {
        let Some(from) = &entity.from else { continue };
        match host.get_key_value(from.as_str()) {
            Some((name, values)) => {
                used.insert(name);
                entity.values = Some(EntityValues::of_host(values, from.at));
            }
            None => missing(entity, from, host, notes),
        }
    }
    for name in host.keys().filter(|name| whole && !used.contains(name.as_str())) {
        let message = format!("no entity takes the values `{name}` of the host program");
        notes
            .warning("unused-values", None, message)
            .help(format!("an entity takes them with `from: {name}`"));
    }
}

fn missing(
    entity: &Entity,
    from: &Text,
    host: &BTreeMap<String, Vec<ListedValue>>,
    notes: &mut Notes,
) {
    if entity.values.is_some() || entity.regex.is_some() {
        return;
    }
    let message = format!("the host program hands over no values `{}`", &**from);
    let note = if host.is_empty() {
        notes.warning("missing-values", from.at, message)
    } else {
        notes.error("missing-values", from.at, message)
    };
    match nearest(from, host.keys().map(String::as_str)) {
        Some(near) => note.help(format!("did you mean `{near}`?")),
        None => note.help("give some under `values`, which are used where the host has none"),
    };
}
