//! Collects what is wrong with the definitions while they are read and checked.
//!
//! A [`Note`] is a problem before its place is looked up: cheap, so that a file with a hundred
//! thousand mistakes costs no more than one with a thousand.

use crate::error::{Problem, Severity};

use super::format::nearest;
use super::place::{At, Sources};

/// Problems kept per severity: nobody reads more in one run, and a broken generated file must
/// not cost memory without bound.
const MAX_NOTES: usize = 1_000;

/// Names that are compared in search of the nearest, in one run: some hundredths of a second, and
/// two hundred suggestions in a bot of a thousand intents.
const MAX_COMPARED: usize = 200_000;

/// One problem with compact places.
#[derive(Debug)]
pub(crate) struct Note {
    severity: Severity,
    code: &'static str,
    message: String,
    at: Option<At>,
    related: Vec<(String, At)>,
    help: Option<String>,
}

impl Note {
    /// What would do.
    pub(crate) fn help(&mut self, help: impl Into<String>) -> &mut Note {
        self.help = Some(printable(help.into()));
        self
    }

    /// Another place that matters, with what stands there.
    pub(crate) fn see(&mut self, note: impl Into<String>, at: At) -> &mut Note {
        self.related.push((note.into(), at));
        self
    }
}

/// All problems found so far, in the order of finding.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    kept: Vec<Note>,
    errors: usize,
    warnings: usize,
    /// How often something was passed over that had been told about before.
    passed: usize,
    /// How many names were compared in search of the nearest.
    compared: usize,
    /// Takes what is written to a note beyond the limit.
    spare: Option<Note>,
}

impl Notes {
    /// Something that cannot work. `message`: one sentence, lower case, no full stop.
    pub(crate) fn error(
        &mut self,
        code: &'static str,
        at: impl Into<Option<At>>,
        message: impl Into<String>,
    ) -> &mut Note {
        self.errors += 1;
        let room = self.errors <= MAX_NOTES;
        self.push(room, Severity::Error, code, at.into(), message.into())
    }

    /// Something that works, but probably not as meant.
    pub(crate) fn warning(
        &mut self,
        code: &'static str,
        at: impl Into<Option<At>>,
        message: impl Into<String>,
    ) -> &mut Note {
        self.warnings += 1;
        let room = self.warnings <= MAX_NOTES;
        self.push(room, Severity::Warning, code, at.into(), message.into())
    }

    /// Takes over what was found by itself.
    pub(crate) fn append(&mut self, more: Notes) {
        let Notes { kept, errors, warnings, passed, compared, spare: _ } = more;
        let room = |count: usize| MAX_NOTES.saturating_sub(count);
        let mut left = [room(self.errors), room(self.warnings)];
        let [left_errors, left_warnings] = &mut left;
        self.kept.extend(kept.into_iter().filter(|note| {
            let left = match note.severity {
                Severity::Error => &mut *left_errors,
                Severity::Warning => &mut *left_warnings,
            };
            let fits = *left > 0;
            *left = left.saturating_sub(1);
            fits
        }));
        self.errors += errors;
        self.warnings += warnings;
        self.passed += passed;
        self.compared += compared;
    }

    /// Only what was found last, if it is an error.
    pub(crate) fn into_last(mut self) -> Notes {
        let last = self.kept.pop().filter(|note| note.severity == Severity::Error);
        Notes {
            errors: usize::from(last.is_some()),
            kept: last.into_iter().collect(),
            ..Notes::default()
        }
    }

    /// Something is left out that a problem has been told about already.
    pub(crate) fn pass_over(&mut self) {
        self.passed += 1;
    }

    /// Grows with everything that could not be read.
    pub(crate) fn losses(&self) -> usize {
        self.errors + self.passed
    }

    /// How many errors there are so far, those beyond the limit too.
    pub(crate) fn errors(&self) -> usize {
        self.errors
    }

    /// Whether more problems are only counted: then nothing dear need be found out about them.
    pub(crate) fn is_full(&self) -> bool {
        self.errors >= MAX_NOTES || self.warnings >= MAX_NOTES
    }

    /// The nearest of `names` that `word` may have been meant as, for help with a problem. None
    /// where problems are only counted, or suggestions have become too dear.
    pub(crate) fn nearest<'n>(
        &mut self,
        word: &str,
        names: impl Iterator<Item = &'n str>,
    ) -> Option<&'n str> {
        if self.is_full() || self.compared > MAX_COMPARED {
            return None;
        }
        let compared = &mut self.compared;
        nearest(word, names.inspect(|_| *compared += 1))
    }

    fn push(
        &mut self,
        room: bool,
        severity: Severity,
        code: &'static str,
        at: Option<At>,
        message: String,
    ) -> &mut Note {
        let message = printable(message);
        let note = Note { severity, code, message, at, related: Vec::new(), help: None };
        if room {
            self.spare = None;
            self.kept.push(note);
            if let Some(last) = self.kept.last_mut() {
                return last;
            }
        }
        self.spare.insert(Note {
            severity,
            code,
            message: String::new(),
            at,
            related: Vec::new(),
            help: None,
        })
    }

    /// The problems with their places: errors first, then in the order of the files.
    pub(crate) fn into_problems(mut self, sources: &Sources) -> Vec<Problem> {
        self.kept.sort_by_key(|note| (note.severity, note.at.is_some(), note.at));
        let mut problems: Vec<Problem> = Vec::with_capacity(self.kept.len());
        for note in self.kept {
            let mut problem = match note.severity {
                Severity::Error => Problem::error(note.code, note.message),
                Severity::Warning => Problem::warning(note.code, note.message),
            };
            if let Some(at) = note.at {
                problem = problem.at(sources.place(at));
            }
            for (what, at) in note.related {
                problem = problem.see(what, sources.place(at));
            }
            if let Some(help) = note.help {
                problem = problem.with_help(help);
            }
            problems.push(problem);
        }
        problems.dedup();
        if self.errors > MAX_NOTES {
            let more = self.errors - MAX_NOTES;
            problems.push(Problem::error(
                "more-problems",
                format!("{more} more problems are not shown"),
            ));
        }
        if self.warnings > MAX_NOTES {
            let more = self.warnings - MAX_NOTES;
            problems.push(Problem::warning(
                "more-problems",
                format!("{more} more warnings are not shown"),
            ));
        }
        problems
    }
}

/// Names of the author's stand in messages: none of them may move the cursor of a terminal.
fn printable(text: String) -> String {
    if !text.contains(char::is_control) {
        return text;
    }
    text.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}
