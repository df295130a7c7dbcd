//! What the author wrote: definition files read into typed sections with places, and checked.
//!
//! [`Definitions`] is the door: made from [`Sources`], lowered by the catalog and the matchers.
//! Lives here: reading files, the YAML tree, the format (one declaration for reading and JSON
//! Schema), all checks. Not here: what a phrase or a template means (`text`), compiled tables.

mod files;
mod format;
mod kinds;
mod merge;
mod model;
mod notes;
mod place;
mod tree;
mod yaml;

#[allow(unused_imports)] // until the rooms that lower them stand
pub(crate) use kinds::Map;
#[allow(unused_imports)]
pub(crate) use model::{
    About, Button, Buttons, Call, Entity, EntityValue, Fallback, FallbackStep, Handoff,
    HandoffText, Intent, Keywords, Privacy, Queue, Sections, StepKind, Target, Tests, Variant,
};
pub(crate) use notes::Notes;
#[allow(unused_imports)]
pub(crate) use place::{At, Sources, Spanned, Text};

use std::path::Path;

use crate::error::{Error, Problem};
use crate::limits::Limits;
use format::Format;
use tree::{Kind, Node};

/// Everything the author wrote, checked as far as it can be without compiling it.
#[derive(Debug)]
pub(crate) struct Definitions {
    pub(crate) sections: Sections,
    /// The files, for the places of later problems.
    pub(crate) sources: Sources,
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
}

impl Loader {
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
        let Loader { sources, mut notes } = self;
        let sections = read(&sources, limits, &mut notes);
        let problems = notes.into_problems(&sources);
        (Definitions { sections, sources }, problems)
    }
}

fn read(sources: &Sources, limits: &Limits, notes: &mut Notes) -> Sections {
    let mut nodes = limits.max_nodes;
    let mut all = Vec::new();
    for (file, source) in sources.files().iter().enumerate() {
        let file = file as u32;
        let read = yaml::read(&source.text, file, limits, &mut nodes, notes);
        match read.root {
            None => {}
            Some(Node { kind: Kind::Map(entries), .. }) => all.extend(entries),
            Some(other) => format::expected(&other, "a map of sections", notes),
        }
    }
    let whole =
        Node { at: At::default(), flow: false, kind: Kind::Map(merge::sections(all, notes)) };
    Sections::read(&whole, notes).unwrap_or_default()
}

#[cfg(test)]
mod tests;
