//! Problems of definitions as text for people: file, line, column, excerpt, caret, help.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use frontdesk::{Place, Problem, Severity};

/// All problems in their order, with an empty line after each.
pub(crate) fn report(problems: &[Problem], renderer: &Renderer) -> String {
    problems.iter().map(|problem| format!("{}\n\n", one(problem, renderer))).collect()
}

fn one(problem: &Problem, renderer: &Renderer) -> String {
    let level = match problem.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut first = Group::with_title(level.primary_title(problem.message()).id(problem.code()));
    if let Some(place) = problem.place() {
        first = first.elements(excerpt(place));
    }
    let mut groups = vec![first];
    for (note, place) in problem.related() {
        let title = Level::NOTE.secondary_title(note.as_str());
        groups.push(title.elements(excerpt(place)));
    }
    if let Some(help) = problem.help() {
        match (problem.place(), groups.as_mut_slice()) {
            // Below a title alone, a group of its own would hang on a bar without lines.
            (None, [only]) => *only = only.clone().element(Level::HELP.message(help)),
            _ => groups.push(Group::with_title(Level::HELP.secondary_title(help))),
        }
    }
    renderer.render(&groups)
}

/// The line of the file, with the place underlined.
///
/// An excerpt that was cut out of a long line is moved back to its column with blanks, which the
/// renderer leaves out again: so it shows the column that the file has. Beyond `MOST_BLANKS` the
/// place and the excerpt are told apart.
fn excerpt(place: &Place) -> Vec<Element<'_>> {
    const MOST_BLANKS: usize = 10_000;
    let skipped = place.column.saturating_sub(place.excerpt_column) as usize;
    let (line, column) = (place.line as usize, place.column as usize);
    let start = place.excerpt_column.saturating_sub(1) as usize;
    if skipped == 0 {
        let marked = AnnotationKind::Primary.span(bytes(&place.excerpt, start, place.width));
        let snippet = Snippet::source(place.excerpt.as_str()).line_start(line);
        return vec![snippet.path(place.file.as_str()).annotation(marked).into()];
    }
    if skipped <= MOST_BLANKS {
        let source = " ".repeat(skipped) + &place.excerpt;
        let marked = AnnotationKind::Primary.span(bytes(&source, skipped + start, place.width));
        let snippet = Snippet::source(source).line_start(line);
        return vec![snippet.path(place.file.as_str()).annotation(marked).into()];
    }
    let marked = AnnotationKind::Primary.span(bytes(&place.excerpt, start, place.width));
    vec![
        Origin::path(place.file.as_str()).line(line).char_column(column).into(),
        Snippet::source(place.excerpt.as_str()).line_start(line).annotation(marked).into(),
    ]
}

/// The bytes of `width` characters of `text` from the character `start` (from 0) on, within it.
fn bytes(text: &str, start: usize, width: u32) -> Range<usize> {
    let border = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
    border(start)..border(start.saturating_add(width as usize))
}

/// How many problems there are, for the last line of a report: "3 errors, 2 warnings in 4 files".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    files: usize,
}

impl Count {
    pub(crate) fn of(problems: &[Problem]) -> Count {
        let errors = problems.iter().filter(|p| p.severity() == Severity::Error).count();
        let files: BTreeSet<&str> =
            problems.iter().filter_map(Problem::place).map(|place| place.file.as_str()).collect();
        Count { errors, warnings: problems.len() - errors, files: files.len() }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Count { errors, warnings, files } = *self;
        match (errors, warnings) {
            (0, 0) => return f.write_str("no problems"),
            (0, _) => f.write_str(&counted(warnings, "warning"))?,
            (_, 0) => f.write_str(&counted(errors, "error"))?,
            _ => write!(f, "{}, {}", counted(errors, "error"), counted(warnings, "warning"))?,
        }
        if files > 0 {
            write!(f, " in {}", counted(files, "file"))?;
        }
        Ok(())
    }
}

/// "1 error", "2 errors".
pub(crate) fn counted(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}
