//! Reads a whole file, and goes on after a syntax error with the next entry or section, so that
//! one run tells all problems of a file.

use super::format::expected;
use super::notes::Notes;
use super::place::At;
use super::tree::{Entry, Kind, Node};
use super::yaml::{self, Broke, Part};
use crate::limits::Limits;

/// After so many breaks the rest of a file is left unread: it is no bot file.
const MAX_BREAKS: usize = 50;

/// Adds the file's sections to `sections`; false if part of the file could not be read.
pub(crate) fn read_file<'s>(
    text: &'s str,
    file: u32,
    limits: &Limits,
    nodes: &mut usize,
    sections: &mut Vec<Entry<'s>>,
    notes: &mut Notes,
) -> bool {
    let mut next = Some(Next { from: 0, to: text.len(), inside: None });
    let mut breaks = 0;
    while let Some(Next { from, to, inside }) = next.take() {
        let tree = yaml::read(Part { text, from, to, file }, limits, nodes, notes);
        let section = tree.broke.as_ref().and_then(|broke| broke.section.clone());
        let entries = match tree.root {
            None => Vec::new(),
            Some(Node { kind: Kind::Map(entries), .. }) => entries,
            Some(other) => {
                // After a break, a line that is no entry is the rest of what broke.
                if breaks == 0 && tree.broke.is_none() {
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
    breaks == 0
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
