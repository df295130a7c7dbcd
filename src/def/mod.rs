//! What the author wrote: definition files read into typed sections with places, and checked.
//!
//! [`Definitions`] is the door: made from [`Sources`], lowered by the catalog and the matchers.
//! Lives here: reading files, the YAML tree, the format (one declaration for reading and JSON
//! Schema), all checks. Not here: what a phrase or a template means (`text`), compiled tables.

mod advice;
mod block;
mod check;
mod deeds;
mod files;
mod format;
mod from_host;
mod kinds;
mod merge;
mod model;
mod notes;
#[cfg(any(test, fuzzing))]
mod oracle;
pub(crate) mod pattern;
mod phrase;
mod place;
mod recover;
mod tree;
mod yaml;

pub(crate) use block::Block;
pub(crate) use check::is_built_in;
pub(crate) use deeds::{Owner, deeds};
pub(crate) use format::nearest;
pub(crate) use kinds::Map;
pub(crate) use model::{
    Buttons, Call, Days, Entity, Handoff, Hours, Intent, Keep, Keywords, Limit, Meanwhile, Moment,
    Need, Period, Rule, Scale, Sections, Slot, SlotPrivacy, SlotType, StepKind, Steps, Survey,
    Talk, TalkTurn, Target, TestResult, Texts, Variant,
};
pub(crate) use notes::Notes;
#[cfg(all(test, not(fuzzing)))]
pub(crate) use oracle::check_definitions;
#[cfg(fuzzing)]
pub use oracle::check_definitions;
pub(crate) use phrase::PhraseText;
pub(crate) use place::{At, Sources, Spanned, Text};

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::Path;

use crate::clock::Timestamp;
use crate::error::{Error, Problem};
use crate::limits::Limits;
use crate::text::Phrase;
use crate::understanding::ListedValue;
use crate::value::Value;
use format::Format;
use model::Version;
use tree::{Entry, Kind, Node};

/// The key of `tests.matches` for messages that belong to no intent.
pub(crate) const NOBODY: &str = "none";

/// Everything the author wrote, checked as far as it can be without compiling it.
#[derive(Debug)]
pub(crate) struct Definitions {
    pub(crate) sections: Sections,
    /// The files, for the places of later problems.
    pub(crate) sources: Sources,
}

impl Definitions {
    /// The entity whose values `{name}` or `{kind:name}` takes in a phrase, if it is one.
    pub(crate) fn entity_of(&self, kind: Option<&str>, name: &str) -> Option<&Entity> {
        let named = |name: &str| {
            let at = self.entities.position(name)?;
            self.entities.iter().nth(at).map(|(_, entity)| entity)
        };
        let slot = self.slots.position(name).filter(|_| kind.is_none());
        let slot = slot.and_then(|at| self.slots.iter().nth(at));
        match slot.map(|(_, slot)| &slot.kind) {
            Some(Some(SlotType::Own(entity))) => Some(entity),
            Some(Some(SlotType::Named(kind))) => named(kind),
            Some(None) | None => named(kind.unwrap_or(name)),
        }
    }

    /// The phrase under a key of `words`, if it is one.
    pub(crate) fn piece(&self, name: &str) -> Option<&Phrase> {
        self.words.get(name)?.phrase()
    }

    /// The type of a slot: that it names, or one of its own name.
    pub(crate) fn type_of<'d>(&'d self, slot: &'d str) -> &'d str {
        match self.slots.get(slot).map(|slot| &slot.kind) {
            Some(Some(SlotType::Named(kind))) => kind,
            _ => slot,
        }
    }

    /// Warnings about answers that are out of date now, by the day in the bot's zone. None where
    /// the calendar has no such day.
    pub(crate) fn out_of_date(&self, now: Timestamp) -> Vec<Problem> {
        let Ok(now) = jiff::Timestamp::from_millisecond(now.as_millis()) else { return Vec::new() };
        let mut notes = Notes::default();
        let today = now.to_zoned(self.about.zone()).date();
        check::out_of_date(&self.sections, today, &mut notes);
        notes.into_problems(&self.sources)
    }
}

impl std::ops::Deref for Definitions {
    type Target = Sections;

    fn deref(&self) -> &Sections {
        &self.sections
    }
}

/// Files and texts on their way to [`Definitions`].
#[derive(Debug, Default)]
pub(crate) struct Loader {
    sources: Sources,
    notes: Notes,
    values: BTreeMap<String, Vec<ListedValue>>,
}

impl Loader {
    /// Values of the host program, for entities that take them `from` this name.
    pub(crate) fn values(&mut self, name: &str, values: Vec<ListedValue>) {
        self.values.insert(name.to_owned(), values);
    }

    /// Adds a text under a name that problems show.
    pub(crate) fn yaml_str(&mut self, name: &str, text: &str) {
        self.sources.add(name, text);
    }

    /// Adds a file, or all definition files of a directory. An error is one of reading; what is
    /// wrong in a file is told by [`Loader::load`].
    pub(crate) fn yaml_path(&mut self, path: &Path, limits: &Limits) -> Result<(), Error> {
        files::read_path(path, limits, &mut self.sources, &mut self.notes)
    }

    /// Reads and checks all that was added: the definitions as far as they could be read, and all
    /// problems, errors first. A bot may be built only if none is an error.
    pub(crate) fn load(self, limits: &Limits) -> (Definitions, Vec<Problem>) {
        let Loader { sources, mut notes, values } = self;
        let (mut sections, whole) = read(&sources, limits, &mut notes);
        from_host::fill(&mut sections, &values, whole, &mut notes);
        let cyclic = check::check(&sections, &sources, limits, whole, &mut notes);
        sections.words.lose(cyclic);
        let problems = notes.into_problems(&sources);
        (Definitions { sections, sources }, problems)
    }
}

/// The JSON Schema (draft 2020-12) of the authoring format: what editors complete and check.
///
/// It is made from the types that read the files, so it knows exactly the keys that work in this
/// version. It cannot say everything that building a bot checks (references between intents,
/// phrases, regular expressions).
///
/// ```
/// let schema = frontdesk::format_schema();
/// let dialect = schema.get("$schema").and_then(|value| value.as_str());
/// assert_eq!(dialect, Some("https://json-schema.org/draft/2020-12/schema"));
/// assert!(schema.get("$defs").is_some_and(|shared| shared.get("Intent").is_some()));
/// ```
#[must_use]
pub fn format_schema() -> Value {
    let mut shared = format::Shared::new();
    let root = Sections::schema(&mut shared);
    let reference = root.get("$ref").cloned().unwrap_or_default();
    Value::map([
        ("$schema", Value::from("https://json-schema.org/draft/2020-12/schema")),
        ("title", Value::from("A bot of frontdesk, format 1")),
        ("$ref", reference),
        ("$defs", Value::Map(shared)),
    ])
}

fn read(sources: &Sources, limits: &Limits, notes: &mut Notes) -> (Sections, bool) {
    let mended: Vec<OnceCell<recover::Mended>> =
        sources.files().iter().map(|_| OnceCell::new()).collect();
    let mut nodes = limits.max_nodes;
    let mut all = Vec::new();
    let mut whole = true;
    for (file, (source, mended)) in sources.files().iter().zip(&mended).enumerate() {
        let (found, most) = (source.text.len(), files::largest(limits));
        if found > most {
            let message = format!("`{}` has {found} bytes, more than {most}", source.name);
            notes.error("too-large", None, message).help("split it into several files");
            whole = false;
            continue;
        }
        let first = all.len();
        whole &=
            recover::read_file(source, file as u32, limits, &mut nodes, &mut all, mended, notes);
        one_version(&mut all, first, notes);
    }
    let kind = Kind::Map(merge::sections(all, notes));
    let root = Node { at: At::default(), flow: false, kind };
    (Sections::read(&root, notes).unwrap_or_default(), whole)
}

/// Every file may say `format: 1`; those after the first are checked and left out.
fn one_version(all: &mut Vec<Entry<'_>>, first: usize, notes: &mut Notes) {
    let told = all.iter().take(first).any(|entry| entry.key == "format");
    let again = all.iter().skip(first).position(|entry| entry.key == "format");
    if let (true, Some(again)) = (told, again) {
        Version::read(&all.remove(first + again).node, notes);
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod slow;
#[cfg(test)]
mod tests;
