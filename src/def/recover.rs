//! Reads a whole file, and goes on after a syntax error, so that one run tells all problems of a
//! file: behind the value that is wrong, if it is one line ([`mend`]), else with the next entry or
//! section.

use std::cell::OnceCell;

use super::advice::Value;
use super::format::expected;
use super::notes::Notes;
use super::place::{At, Source};
use super::tree::{Entry, Kind, Node};
use super::yaml::{self, Broke, Part};
use crate::limits::Limits;

/// After so many breaks the rest of a file is left unread: it is no bot file.
const MAX_BREAKS: usize = 50;

/// Bytes that are read again in search of breaks, in one file: some tenths of a second.
const MOST_AGAIN: usize = 16 << 20;

/// A file's text with values that broke its YAML replaced by ones that do not.
#[derive(Debug)]
pub(crate) struct Mended {
    text: String,
    /// Where the replaced values begin.
    values: Vec<usize>,
}

/// Adds the file's sections to `sections`; false if part of the file could not be read. `mended`
/// is empty, and keeps what the sections borrow from.
pub(crate) fn read_file<'s>(
    source: &'s Source,
    file: u32,
    limits: &Limits,
    nodes: &mut usize,
    sections: &mut Vec<Entry<'s>>,
    mended: &'s OnceCell<Mended>,
    notes: &mut Notes,
) -> bool {
    let mut whole = Part { text: &source.text, from: 0, to: source.text.len(), file, mended: &[] };
    let mut next = Some(Next { from: 0, to: whole.to, inside: None });
    let mut breaks = 0;
    while let Some(Next { from, to, inside }) = next.take() {
        let (mut found, nodes_before) = (Notes::default(), *nodes);
        let part = Part { from, to, ..whole };
        let tree = yaml::read(part, limits, nodes, &mut found);
        if tree.broke.is_some()
            && breaks == 0
            && whole.mended.is_empty()
            && let Some(better) = mend(part, limits, nodes_before, notes)
        {
            let better = mended.get_or_init(|| better);
            (whole.text, whole.mended) = (&better.text, &better.values);
            *nodes = nodes_before;
            next = Some(Next { from: 0, to: whole.to, inside: None });
            continue;
        }
        notes.append(found);
        let text = whole.text;
        let section = tree.broke.as_ref().and_then(|broke| broke.section.clone());
        let entries = match tree.root {
            None => Vec::new(),
            Some(Node { kind: Kind::Map(entries), .. }) => entries,
            Some(other) => {
                // After a break, a line that is no entry is the rest of what broke.
                if breaks == 0 && tree.broke.is_none() && !source.is_marred {
                    expected(&other, "a map of sections", notes);
                }
                Vec::new()
            }
        };
        match &inside {
            Some((key, at)) => {
                let node = Node { at: *at, flow: false, kind: Kind::Map(entries) };
                sections.push(Entry { key: key.clone(), at: *at, node });
            }
            None => sections.extend(entries),
        }
        match tree.broke {
            Some(broke) if breaks < MAX_BREAKS => {
                breaks += 1;
                next = match inside {
                    // The keys of this part are entries of the section.
                    Some(inside) => {
                        let entry = indent(text, from);
                        let after = broke.resume_after;
                        after.and_then(|after| go_on(text, after, to, Some(entry), Some(inside)))
                    }
                    None => resume(text, to, broke, section),
                };
            }
            Some(_) => {}
            // The entries of a section are read; the next section follows.
            None if to < text.len() => next = Some(Next { from: to, to: text.len(), inside: None }),
            None => {}
        }
    }
    breaks == 0 && whole.mended.is_empty() && !source.is_marred
}

/// Replaces the value of each line that breaks the YAML by a word, as long as that gets the reader
/// on; tells of each break. `None` if the first break is of another kind.
fn mend(whole: Part<'_>, limits: &Limits, nodes: usize, notes: &mut Notes) -> Option<Mended> {
    let mut mended = Mended { text: whole.text.to_owned(), values: Vec::new() };
    let mut again = 0;
    while mended.values.len() < MAX_BREAKS && again <= MOST_AGAIN {
        again += mended.text.len();
        let mut found = Notes::default();
        let part = Part { text: &mended.text, mended: &mended.values, ..whole };
        let broke = yaml::read(part, limits, &mut nodes.clone(), &mut found).broke;
        let Some(at) = broke.and_then(|broke| broke.resume_after) else { break };
        let Some(value) = one_line_value(part, at) else { break };
        let (from, to) = (value.from as usize, value.to as usize);
        if mended.values.last().is_some_and(|&last| from <= last) {
            break;
        }
        notes.append(found.into_last());
        mended.text.replace_range(from..to, &format!("x{}", " ".repeat(to - from - 1)));
        mended.values.push(from);
    }
    (!mended.values.is_empty()).then_some(mended)
}

/// The value on the line of the byte `at`, behind a `- ` or a key, if it ends with the line.
fn one_line_value(part: Part<'_>, at: usize) -> Option<At> {
    let value = Value::on_line(part, At { file: part.file, from: at as u32, to: at as u32 });
    let begins = |c: char| matches!(c, '|' | '>');
    if !value.inside || value.text.is_empty() || value.text.starts_with(begins) {
        return None;
    }
    let mut line = next_line(part.text, value.at.to as usize);
    while let Some(from) = line {
        let text = part.text.get(from..)?.lines().next()?;
        if !text.trim().is_empty() {
            return (indent(part.text, from) <= value.column).then_some(value.at);
        }
        line = next_line(part.text, from);
    }
    Some(value.at)
}

type Section<'s> = (std::borrow::Cow<'s, str>, At);

/// The part to read next.
struct Next<'s> {
    from: usize,
    to: usize,
    /// The section whose entries stand in it; else it holds sections.
    inside: Option<Section<'s>>,
}

fn resume<'s>(
    text: &'s str,
    to: usize,
    broke: Broke<'s>,
    section: Option<Section<'s>>,
) -> Option<Next<'s>> {
    let after = broke.resume_after?;
    let column = broke.entry.map(|at| column(text, at.from as usize));
    go_on(text, after, to, column.filter(|&column| column > 0), section)
}

/// The first line after the byte `after` that begins a section, or at `entry` an entry of the
/// section that broke.
fn go_on<'s>(
    text: &'s str,
    after: usize,
    to: usize,
    entry: Option<usize>,
    section: Option<Section<'s>>,
) -> Option<Next<'s>> {
    let mut found = None;
    let mut at = next_line(text, after)?;
    loop {
        match begins(text, at) {
            Some(0) => break,
            Some(column) if found.is_none() && Some(column) == entry && at < to => found = Some(at),
            _ => {}
        }
        match next_line(text, at) {
            Some(next) => at = next,
            None => {
                at = text.len();
                break;
            }
        }
    }
    match (found, section) {
        (Some(from), Some(section)) => Some(Next { from, to: at, inside: Some(section) }),
        _ if at < text.len() => Some(Next { from: at, to: text.len(), inside: None }),
        _ => None,
    }
}

fn next_line(text: &str, after: usize) -> Option<usize> {
    let rest = text.get(after..)?;
    let at = after + rest.find('\n')? + 1;
    (at < text.len()).then_some(at)
}

/// The column of the key that begins the line at `at`, if it looks like one.
fn begins(text: &str, at: usize) -> Option<usize> {
    let line = text.get(at..)?.lines().next()?;
    let key = line.trim_start_matches(' ');
    let starts = key.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '"' | '\''));
    let is_key = starts && (key.contains(": ") || key.trim_end().ends_with(':'));
    is_key.then(|| line.len() - key.len())
}

fn indent(text: &str, at: usize) -> usize {
    let line = text.get(at..).unwrap_or("");
    line.len() - line.trim_start_matches(' ').len()
}

fn column(text: &str, at: usize) -> usize {
    let head = text.get(..at).unwrap_or("");
    at - head.rfind('\n').map_or(0, |newline| newline + 1)
}
