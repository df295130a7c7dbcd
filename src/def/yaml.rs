//! From a file's text to its tree: the only file that meets the YAML parser.
//!
//! Keeps a stack instead of recursing, stops at the limits, and refuses what bot files do not use
//! (anchors, aliases, tags, several documents). What to do about a syntax error is said by
//! [`advice`](super::advice); how reading goes on after one is decided by
//! [`recover`](super::recover).

use std::borrow::Cow;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span, StructureStyle};

use super::advice::{self, Break};
use super::notes::Notes;
use super::place::At;
use super::tree::{Entry, Kind, Node};
use crate::limits::Limits;

/// Deepest tree whatever the limits say: it is walked and dropped by recursion.
const MAX_DEPTH: usize = 256;

/// What is read, and where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part<'s> {
    /// The whole text of the file.
    pub(crate) text: &'s str,
    /// The bytes of it to read: whole lines.
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) file: u32,
    /// Where values begin that stand for ones that could not be read, and were told about.
    pub(crate) mended: &'s [usize],
}

/// What a part of a file was read as.
#[derive(Debug)]
pub(crate) struct Tree<'s> {
    /// Nothing for an empty part; after a break, what stands before it.
    pub(crate) root: Option<Node<'s>>,
    /// Where reading broke off, told already.
    pub(crate) broke: Option<Broke<'s>>,
}

/// Where reading broke off.
#[derive(Debug)]
pub(crate) struct Broke<'s> {
    /// The byte to look behind for a place to go on from; `None` if going on makes no sense.
    pub(crate) resume_after: Option<usize>,
    /// The key of the outermost map that was being read.
    pub(crate) section: Option<(Cow<'s, str>, At)>,
    /// Where the first key of the map under it stands.
    pub(crate) entry: Option<At>,
}

/// Reads a part of a file; `nodes` counts down over all files.
pub(crate) fn read<'s>(
    part: Part<'s>,
    limits: &Limits,
    nodes: &mut usize,
    notes: &mut Notes,
) -> Tree<'s> {
    let depth = limits.max_depth.clamp(1, MAX_DEPTH);
    let options = granit_parser::options! {
        emit_comments: false,
        emit_unresolved_aliases: true,
        flow_nesting_limit: depth,
        block_nesting_limit: depth,
        disallow_directives: true,
        // As libyaml and PyYAML have it.
        block_scalar_eof_without_line_feed: true,
    };
    let max_nodes = limits.max_nodes;
    let stack = Vec::new();
    let reader = Reader { part, depth, max_nodes, nodes, notes, stack, root: None, documents: 0 };
    let text = part.text.get(part.from..part.to).unwrap_or("");
    reader.run(Parser::new_from_str_with_options(text, options))
}

/// A list or map that is not complete yet.
enum Open<'s> {
    List {
        at: At,
        flow: bool,
        items: Vec<Node<'s>>,
    },
    Map {
        at: At,
        flow: bool,
        entries: Vec<Entry<'s>>,
        key: Option<(Cow<'s, str>, At)>,
        /// An entry was left out, and told about.
        told: bool,
    },
}

struct Reader<'s, 'n> {
    part: Part<'s>,
    depth: usize,
    max_nodes: usize,
    nodes: &'n mut usize,
    notes: &'n mut Notes,
    stack: Vec<Open<'s>>,
    root: Option<Node<'s>>,
    documents: usize,
}

/// Reading cannot go on; the problem has been told.
struct Stop {
    resume_after: Option<usize>,
}

const FOR_GOOD: Stop = Stop { resume_after: None };

impl<'s> Reader<'s, '_> {
    fn run(
        mut self,
        parser: impl Iterator<Item = Result<(Event<'s>, Span), ScanError>>,
    ) -> Tree<'s> {
        for event in parser {
            let done = match event {
                Ok((event, span)) => self.event(event, span),
                Err(error) => Err(self.syntax_error(&error)),
            };
            if let Err(Stop { resume_after }) = done {
                let (section, entry) = self.way();
                self.close_all();
                let broke = Broke { resume_after, section, entry };
                return Tree { root: self.root, broke: Some(broke) };
            }
        }
        Tree { root: self.root, broke: None }
    }

    fn event(&mut self, event: Event<'s>, span: Span) -> Result<(), Stop> {
        let at = self.at(&span);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.count(at)?;
                self.no_properties(at, anchor, tag.and_then(|_| span.tag_span()));
                self.scalar(text, style, at);
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.no_properties(at, anchor, tag.and_then(|_| span.tag_span()));
                self.open(at)?;
                let flow = style == StructureStyle::Flow;
                self.stack.push(Open::List { at, flow, items: Vec::new() });
            }
            Event::MappingStart(style, anchor, tag) => {
                self.no_properties(at, anchor, tag.and_then(|_| span.tag_span()));
                self.open(at)?;
                let flow = style == StructureStyle::Flow;
                self.stack.push(Open::Map {
                    at,
                    flow,
                    entries: Vec::new(),
                    key: None,
                    told: false,
                });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(at.to),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.notes
                    .error("alias", at, "aliases (`*name`) are not used in bot files")
                    .help("put a text that begins with `*` in quotes, or write the value again");
                self.add(Node { at, flow: false, kind: Kind::Told });
            }
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.notes
                        .error("documents", at, "a second document begins here")
                        .help("remove the `---`, or put what follows into a file of its own");
                    return Err(Stop { resume_after: Some(at.from as usize) });
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn count(&mut self, at: At) -> Result<(), Stop> {
        if let Some(left) = self.nodes.checked_sub(1) {
            *self.nodes = left;
            return Ok(());
        }
        let most = self.max_nodes;
        self.notes.error("too-large", at, format!("more than {most} values in all files"));
        Err(FOR_GOOD)
    }

    /// A list or map begins: may it stand here?
    fn open(&mut self, at: At) -> Result<(), Stop> {
        self.count(at)?;
        if self.stack.len() >= self.depth {
            return Err(self.too_deep(at));
        }
        if let Some(Open::Map { key: None, .. }) = self.stack.last() {
            advice::wrong_key(self.part, at, self.notes);
            return Err(Stop { resume_after: Some(at.from as usize) });
        }
        Ok(())
    }

    fn too_deep(&mut self, at: At) -> Stop {
        let depth = self.depth;
        self.notes
            .error("too-deep", at, format!("nested deeper than {depth} levels"))
            .help("bot files are a few levels deep: look for brackets that are not closed");
        FOR_GOOD
    }

    fn no_properties(&mut self, at: At, anchor: usize, tag: Option<Span>) {
        if anchor > 0 {
            self.notes
                .error("anchor", at, "anchors (`&name`) are not used in bot files")
                .help("put a text that begins with `&` in quotes, or write the value twice");
        }
        if let Some(tag) = tag {
            let at = self.at(&tag);
            self.notes
                .error("tag", at, "tags (`!name`) are not used in bot files")
                .help("put a text that begins with `!` in quotes");
        }
    }

    fn scalar(&mut self, text: Cow<'s, str>, style: ScalarStyle, at: At) {
        let quoted = style != ScalarStyle::Plain;
        if let Some(Open::Map { key: key @ None, .. }) = self.stack.last_mut() {
            let text = if quoted || at.from < at.to {
                text
            } else {
                self.notes
                    .error("wrong-key", at, "a key is missing before this `:`")
                    .help("put a text that begins with `:` in quotes");
                Cow::Borrowed("")
            };
            *key = Some((text, at));
            return;
        }
        if self.part.mended.contains(&(at.from as usize)) {
            return self.add(Node { at, flow: false, kind: Kind::Told });
        }
        let unwritten = !quoted && at.from == at.to;
        let nothing = unwritten || (!quoted && matches!(&*text, "~" | "null"));
        let mut node = Node {
            at,
            flow: false,
            kind: if nothing { Kind::Nothing } else { Kind::Text { text, quoted } },
        };
        if unwritten {
            // What is not there is best shown at its key.
            let key = match self.stack.last() {
                Some(Open::Map { key: Some((_, key)), .. }) => Some(*key),
                _ => None,
            };
            if advice::only_comment(self.part, at, key, self.notes) {
                node.kind = Kind::Told;
            }
            node.at = key.unwrap_or(at);
        } else if !quoted {
            advice::cut_text(self.part, at.file, at.to as usize, self.notes);
        }
        self.add(node);
    }

    fn add(&mut self, node: Node<'s>) {
        match self.stack.last_mut() {
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Map { entries, key, told, .. }) => match key.take() {
                // No key was written, or an alias for it.
                Some((key, at)) if key.is_empty() && at.from == at.to => *told = true,
                Some((key, at)) => entries.push(Entry { key, at, node }),
                None => *key = Some((Cow::Borrowed(""), At { to: node.at.from, ..node.at })),
            },
            None => self.root = Some(node),
        }
    }

    /// Ends the innermost list or map; its last byte is before `to`.
    fn close(&mut self, to: u32) {
        let node = match self.stack.pop() {
            None => return,
            Some(Open::List { at, flow, items }) => {
                Node { at: extent(at, flow, to), flow, kind: Kind::List(items) }
            }
            Some(Open::Map { at, flow, entries, told, .. }) => {
                let entries = super::merge::distinct(entries, self.notes);
                let at = match entries.first() {
                    Some(first) if !flow => first.at,
                    _ => extent(at, flow, to),
                };
                let nothing_left = told && entries.is_empty();
                Node { at, flow, kind: if nothing_left { Kind::Told } else { Kind::Map(entries) } }
            }
        };
        self.add(node);
    }

    /// After a break: what is open ends here. What stands on the line of the break, and what is
    /// not complete, has been told about.
    fn close_all(&mut self) {
        let told = |node: &mut Node<'s>| node.kind = Kind::Told;
        match self.stack.last_mut() {
            Some(Open::List { items, .. }) => {
                items.last_mut().filter(|item| item.flow).map(told);
            }
            Some(Open::Map { entries, key: None, .. }) => {
                entries.last_mut().map(|entry| &mut entry.node).filter(|node| node.flow).map(told);
            }
            _ => {}
        }
        while let Some(open) = self.stack.last() {
            match open {
                Open::List { at, flow: true, .. } | Open::Map { at, flow: true, .. } => {
                    let node = Node { at: *at, flow: true, kind: Kind::Told };
                    self.stack.pop();
                    self.add(node);
                }
                Open::Map { key: Some((_, at)), .. } => {
                    let at = *at;
                    self.add(Node { at, flow: false, kind: Kind::Told });
                }
                _ => self.close(0),
            }
        }
    }

    /// The section that is being read, and the first key of its map.
    fn way(&self) -> (Option<(Cow<'s, str>, At)>, Option<At>) {
        let section = match self.stack.first() {
            Some(Open::Map { key, flow: false, .. }) => key.clone(),
            _ => None,
        };
        let entry = match self.stack.get(1) {
            Some(Open::Map { flow: false, entries, key, .. }) => {
                entries.first().map(|first| first.at).or(key.as_ref().map(|(_, at)| *at))
            }
            _ => None,
        };
        (section, entry)
    }

    fn at(&self, span: &Span) -> At {
        let range = span.byte_range().unwrap_or_default();
        let from = (self.part.from + range.start).min(self.part.to) as u32;
        let to = (self.part.from + range.end).min(self.part.to) as u32;
        At { file: self.part.file, from, to: to.max(from) }
    }

    fn syntax_error(&mut self, error: &ScanError) -> Stop {
        let offset = error.marker().byte_offset().unwrap_or(0);
        let from = (self.part.from + offset).min(self.part.to);
        let at = At { file: self.part.file, from: from as u32, to: from as u32 + 1 };
        if *error.kind() == ErrorKind::RecursionLimitExceeded {
            return self.too_deep(at);
        }
        let opened = self.stack.iter().find_map(|open| match open {
            Open::List { at, flow: true, .. } | Open::Map { at, flow: true, .. } => Some(*at),
            _ => None,
        });
        let broken = kind_of_break(error.kind());
        advice::syntax(self.part, at, broken, opened, &error.info(), self.notes);
        Stop { resume_after: Some(opened.map_or(from, |at| at.from as usize)) }
    }
}

fn extent(at: At, flow: bool, to: u32) -> At {
    if flow { At { to: to.max(at.to), ..at } } else { at }
}

fn kind_of_break(kind: &ErrorKind) -> Break {
    match kind {
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => Break::Control,
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => Break::Tab,
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            Break::OpenQuote
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => Break::AfterQuote,
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => Break::Escape,
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::BlockEntryInFlowCollection
        | ErrorKind::MismatchedFlowCollectionEnd { .. } => Break::Flow,
        ErrorKind::DirectiveDisallowed => Break::Directive,
        ErrorKind::MappingValueNotAllowed => Break::Colon,
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => Break::NoColon,
        ErrorKind::BlockSequenceEntryNotAllowed => Break::Dash,
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::ExpectedDocumentStart
        | ErrorKind::InvalidIndentation => Break::Line,
        _ => Break::Other,
    }
}
