//! What can be wrong with a bot's definitions, and the one error that building a bot returns.
//!
//! A [`Problem`] is a mistake in what an author wrote, with its place and what would do; an
//! [`Error`] is the Rust error that carries all of them. Talking has no errors: see
//! [`Outcome`](crate::Outcome).

use std::fmt;

use serde::Serialize;

/// How bad a [`Problem`] is.
///
/// ```
/// use frontdesk::{Bot, Severity};
/// let bot = Bot::from_yaml_str("a.yaml", "intents: {hi: {user: [hello, hello], bot: Hi!}}")?;
/// assert_eq!(bot.warnings()[0].severity(), Severity::Warning);
/// let error = Bot::from_yaml_str("a.yaml", "intents: {hi: {usr: hello}}").unwrap_err();
/// assert_eq!(error.problems()[0].severity(), Severity::Error);
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The bot cannot be built.
    Error,
    /// The bot works, but probably not as its author meant.
    Warning,
}

/// Where a problem stands in a file.
///
/// ```
/// let error = frontdesk::Bot::from_yaml_str("a.yaml", "intents:\n  hi: {usr: hello}\n").unwrap_err();
/// let problem = &error.problems()[0];
/// let place = problem.place().unwrap();
/// assert_eq!((place.file.as_str(), place.line, place.column, place.width), ("a.yaml", 2, 8, 3));
/// assert_eq!((place.excerpt.as_str(), place.excerpt_column), ("  hi: {usr: hello}", 8));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Place {
    /// The file as the author named it: a path, or the name given to a text.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// How many characters the problem covers on its line, at least 1.
    pub width: u32,
    /// The whole line, without its end and with control characters as `�`; cut around the place if it is longer than 160 characters,
    /// in which case `excerpt_column` is smaller than `column`.
    pub excerpt: String,
    /// Column in characters, from 1, of the place inside `excerpt`.
    pub excerpt_column: u32,
}

impl Place {
    /// Longest excerpt, in characters: fits two terminal lines.
    const MAX_EXCERPT: usize = 160;

    /// The place of the bytes `from..to` of `source`, whose name is `file`. Offsets beyond the
    /// end or inside a character are moved to the nearest earlier border.
    ///
    /// ```
    /// use frontdesk::Place;
    /// let place = Place::in_source("a.txt", "one\nzwölf drei", 11, 15);
    /// assert_eq!((place.line, place.column, place.width), (2, 7, 4));
    /// assert_eq!(Place::in_source("a.txt", "one", 99, 99).column, 4); // moved to the end
    /// ```
    #[must_use]
    pub fn in_source(file: &str, source: &str, from: usize, to: usize) -> Place {
        let from = floor_char(source, from);
        let to = floor_char(source, to).max(from);
        let head = source.get(..from).unwrap_or_default();
        let line = head.bytes().filter(|&b| b == b'\n').count() + 1;
        let start = head.rfind('\n').map_or(0, |at| at + 1);
        let text = source.get(start..).unwrap_or_default();
        let text = text.split('\n').next().unwrap_or_default();
        let text = text.strip_suffix('\r').unwrap_or(text);
        let before = source.get(start..from).unwrap_or_default().chars().count();
        let covered = source.get(from..to).unwrap_or_default();
        let covered = covered.split('\n').next().unwrap_or_default();
        let skip = if text.chars().count() > Self::MAX_EXCERPT {
            before.saturating_sub(Self::MAX_EXCERPT / 2)
        } else {
            0
        };
        Place {
            file: file.to_owned(),
            line: line as u32,
            column: before as u32 + 1,
            width: covered.chars().count().max(1) as u32,
            excerpt: excerpt(text, skip, Self::MAX_EXCERPT),
            excerpt_column: (before - skip) as u32 + 1,
        }
    }
}

/// At most `most` characters of a line after the first `skip`, those that would do things to a terminal
/// as a mark.
fn excerpt(line: &str, skip: usize, most: usize) -> String {
    if line.len() <= most && skip == 0 && line.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        // Nearly all lines are such, and a bot keeps one for each of its tests.
        return line.to_owned();
    }
    line.chars().skip(skip).take(most).map(visible).collect()
}

/// Control characters (but tabs) would do things to a terminal: they are shown as a mark.
fn visible(c: char) -> char {
    if c.is_control() && c != '\t' { char::REPLACEMENT_CHARACTER } else { c }
}

fn floor_char(source: &str, at: usize) -> usize {
    let mut at = at.min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// One mistake in a bot's definitions: what was found, where, and what would do.
///
/// `{}` prints one line (`shop.yaml:3:5: unknown key `usr``); `{:#}` adds the line of the file
/// with a caret, other places that matter, and the help.
///
/// ```
/// let error = frontdesk::Bot::from_yaml_str("shop.yaml", "intents:\n  hi:\n    usr: [hello]\n").unwrap_err();
/// let problem = &error.problems()[0];
/// assert_eq!(problem.place().map(|p| (p.line, p.column)), Some((3, 5)));
/// assert_eq!(problem.help(), Some("did you mean `user`?"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    severity: Severity,
    code: &'static str,
    message: String,
    place: Option<Place>,
    related: Vec<(String, Place)>,
    help: Option<String>,
}

impl Problem {
    pub(crate) fn error(code: &'static str, message: impl Into<String>) -> Problem {
        Problem {
            severity: Severity::Error,
            code,
            message: message.into(),
            place: None,
            related: Vec::new(),
            help: None,
        }
    }

    pub(crate) fn warning(code: &'static str, message: impl Into<String>) -> Problem {
        Problem { severity: Severity::Warning, ..Problem::error(code, message) }
    }

    pub(crate) fn at(mut self, place: Place) -> Problem {
        self.place = Some(place);
        self
    }

    /// Another place that matters, with what stands there ("first defined here").
    pub(crate) fn see(mut self, note: impl Into<String>, place: Place) -> Problem {
        self.related.push((note.into(), place));
        self
    }

    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Problem {
        self.help = Some(help.into());
        self
    }

    /// Whether the bot can be built in spite of it.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// A stable name of the kind of problem in kebab case, such as `unknown-key`.
    ///
    /// ```
    /// let error = frontdesk::Bot::from_yaml_str("a.yaml", "intents:\n  hi: {usr: hello}\n").unwrap_err();
    /// let problem = &error.problems()[0];
    /// assert_eq!(problem.code(), "unknown-key");
    /// assert_eq!(problem.message(), "unknown key `usr` in an intent");
    /// assert_eq!(problem.help(), Some("did you mean `user`?"));
    /// ```
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// What was found: one sentence, lower case, no full stop.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where it stands; `None` for what has no line, such as an empty directory.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// Other places that matter, each with what stands there ("first defined here").
    ///
    /// ```
    /// let twice = "intents:\n  hi: {user: a, bot: A}\n  hi: {user: b, bot: B}\n";
    /// let error = frontdesk::Bot::from_yaml_str("a.yaml", twice).unwrap_err();
    /// let (note, place) = &error.problems()[0].related()[0];
    /// assert_eq!((note.as_str(), place.line), ("first given here", 2));
    /// ```
    #[must_use]
    pub fn related(&self) -> &[(String, Place)] {
        &self.related
    }

    /// What would do.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// Errors first, then by file and place, then by text: the order of every report.
    pub(crate) fn sort(problems: &mut Vec<Problem>) {
        fn key(p: &Problem) -> (Severity, Option<(&str, u32, u32)>, &str) {
            let place = p.place.as_ref().map(|at| (at.file.as_str(), at.line, at.column));
            (p.severity, place, p.message.as_str())
        }
        problems.sort_by(|a, b| key(a).cmp(&key(b)));
        problems.dedup();
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(at) = &self.place {
            write!(f, "{}:{}:{}: ", at.file, at.line, at.column)?;
        }
        if self.severity == Severity::Warning {
            write!(f, "warning: ")?;
        }
        write!(f, "{}", self.message)?;
        if f.alternate() {
            if let Some(at) = &self.place {
                write_excerpt(f, at)?;
            }
            for (note, at) in &self.related {
                write!(f, "\n  note: {note}: {}:{}:{}", at.file, at.line, at.column)?;
                write_excerpt(f, at)?;
            }
            if let Some(help) = &self.help {
                write!(f, "\n  help: {help}")?;
            }
        }
        Ok(())
    }
}

fn write_excerpt(f: &mut fmt::Formatter<'_>, at: &Place) -> fmt::Result {
    let number = at.line.to_string();
    let left = at.excerpt_column.saturating_sub(1) as usize;
    let room = at.excerpt.chars().count().saturating_sub(left).max(1);
    let carets = (at.width as usize).min(room);
    // A tab stays a tab under a tab, so that the caret stands where the terminal shows the text.
    let pad: String =
        at.excerpt.chars().take(left).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
    write!(f, "\n  {number} | {}", at.excerpt)?;
    write!(f, "\n  {:width$} | {pad}{}", "", "^".repeat(carets), width = number.len())
}

/// Why building a bot failed, as a fieldless kind to match on.
///
/// ```
/// use frontdesk::{Bot, ErrorKind};
/// let kind = |result: Result<Bot, frontdesk::Error>| result.unwrap_err().kind();
/// assert_eq!(kind(Bot::from_yaml_dir("no/such/path")), ErrorKind::Read);
/// assert_eq!(kind(Bot::from_yaml_str("a.yaml", "intents: 3")), ErrorKind::Definitions);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file or directory could not be read.
    Read,
    /// The definitions have problems: see [`Error::problems`].
    Definitions,
}

/// Why a [`Bot`](crate::Bot) could not be built.
///
/// `{}` is one line; `{:#}` is the whole report, with file, line, excerpt, caret and help for each
/// problem, the way a command line prints it. `{:?}` is the report too, so that `unwrap` and a `main`
/// that returns the error show it.
#[derive(thiserror::Error)]
#[error(transparent)]
pub struct Error(#[from] Repr);

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:#}")
    }
}

#[derive(Debug, thiserror::Error)]
enum Repr {
    #[error("cannot read `{path}`: {source}")]
    Read { path: String, source: std::io::Error },
    #[error(fmt = report)]
    Definitions { problems: Vec<Problem> },
}

impl Error {
    pub(crate) fn read(path: impl Into<String>, source: std::io::Error) -> Error {
        Error(Repr::Read { path: path.into(), source })
    }

    /// `problems` holds at least one problem of severity error, and may hold warnings.
    pub(crate) fn definitions(mut problems: Vec<Problem>) -> Error {
        Problem::sort(&mut problems);
        Error(Repr::Definitions { problems })
    }

    /// What kind of failure this is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match self.0 {
            Repr::Read { .. } => ErrorKind::Read,
            Repr::Definitions { .. } => ErrorKind::Definitions,
        }
    }

    /// Everything that is wrong with the definitions, errors before warnings, then by place;
    /// empty for a [`ErrorKind::Read`].
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        match &self.0 {
            Repr::Read { .. } => &[],
            Repr::Definitions { problems } => problems,
        }
    }
}

/// One line, or with `{:#}` everything.
fn report(problems: &[Problem], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if f.alternate() {
        for (i, problem) in problems.iter().enumerate() {
            let gap = if i == 0 { "" } else { "\n\n" };
            write!(f, "{gap}{problem:#}")?;
        }
        return Ok(());
    }
    let errors = problems.iter().filter(|p| p.severity == Severity::Error).count();
    match (problems.first(), errors.saturating_sub(1)) {
        (None, _) => write!(f, "the definitions have problems"),
        (Some(first), 0) => write!(f, "{first}"),
        (Some(first), 1) => write!(f, "{first} (and 1 more problem)"),
        (Some(first), more) => write!(f, "{first} (and {more} more problems)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_characters() {
        let at = Place::in_source("a.yaml", "ü: 1\r\nä: öß x\n", 13, 15);
        assert_eq!((at.line, at.column, at.width), (2, 5, 1));
        assert_eq!(at.excerpt, "ä: öß x");
        let beyond = Place::in_source("a.yaml", "abc", 99, 120);
        assert_eq!((beyond.line, beyond.column, beyond.width), (1, 4, 1));
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let line = format!("{}HERE{}", "x".repeat(500), "y".repeat(500));
        let at = Place::in_source("a.yaml", &line, 500, 504);
        assert_eq!(at.column, 501);
        let shown: String =
            at.excerpt.chars().skip(at.excerpt_column as usize - 1).take(4).collect();
        assert_eq!(shown, "HERE");
        let start = Place::in_source("a.yaml", &line, 2, 3);
        assert_eq!(start.excerpt, "x".repeat(Place::MAX_EXCERPT));
        assert_eq!(Place::in_source("a.yaml", "a\u{1b}[1m\tb", 0, 1).excerpt, "a\u{FFFD}[1m\tb");
    }

    #[test]
    fn a_report_shows_excerpt_caret_note_and_help() {
        let source = "a: 1\na: 2\n";
        let problem = Problem::error("duplicate-key", "`a` is given twice")
            .at(Place::in_source("x.yaml", source, 5, 6))
            .see("first given here", Place::in_source("x.yaml", source, 0, 1))
            .with_help("remove one");
        assert_eq!(problem.to_string(), "x.yaml:2:1: `a` is given twice");
        assert_eq!(
            format!("{problem:#}"),
            "x.yaml:2:1: `a` is given twice\n  2 | a: 2\n    | ^\n  note: first given here: x.yaml:1:1\n  1 | a: 1\n    | ^\n  help: remove one"
        );
        let error = Error::definitions(vec![problem.clone(), problem]);
        assert_eq!(error.problems().len(), 1, "the same problem is told once");
        assert_eq!(error.to_string(), "x.yaml:2:1: `a` is given twice");
        assert!(format!("{error:#}").ends_with("help: remove one"), "{error:#}");
        assert_eq!(format!("{error:?}"), format!("{error:#}"), "`unwrap` shows the report");
        assert_eq!(error.kind(), ErrorKind::Definitions);
    }
}
