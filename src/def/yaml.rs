//! From a file's text to its tree: the only file that meets the YAML parser.
//!
//! Keeps a stack instead of recursing, stops at the limits, refuses what bot files do not use
//! (anchors, aliases, tags, several documents), and says what an author should do about a text
//! that YAML reads as something else. After a syntax error what stands before it is kept.

use std::borrow::Cow;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, Span, StructureStyle};

use super::notes::Notes;
use super::place::At;
use super::tree::{Entry, Kind, Node, shortened};
use crate::limits::Limits;

/// Deepest tree whatever the limits say: it is walked and dropped by recursion.
const MAX_DEPTH: usize = 256;

/// What a file was read as.
#[derive(Debug)]
pub(crate) struct Read<'s> {
    /// Nothing for an empty file.
    pub(crate) root: Option<Node<'s>>,
    /// Whether the whole file was read.
    pub(crate) whole: bool,
}

/// Reads the text of file number `file`; `nodes` counts down over all files.
pub(crate) fn read<'s>(
    text: &'s str,
    file: u32,
    limits: &Limits,
    nodes: &mut usize,
    notes: &mut Notes,
) -> Read<'s> {
    let depth = limits.max_depth.clamp(1, MAX_DEPTH);
    let options = granit_parser::options! {
        emit_comments: false,
        emit_unresolved_aliases: true,
        flow_nesting_limit: depth,
        block_nesting_limit: depth,
        disallow_directives: true,
    };
    let reader = Reader {
        text,
        file,
        depth,
        max_nodes: limits.max_nodes,
        nodes,
        notes,
        stack: Vec::new(),
        root: None,
        documents: 0,
    };
    reader.run(Parser::new_from_str_with_options(text, options))
}

/// A list or map that is not complete yet.
enum Open<'s> {
    List { at: At, flow: bool, items: Vec<Node<'s>> },
    Map { at: At, flow: bool, entries: Vec<Entry<'s>>, key: Option<(Cow<'s, str>, At)> },
}

struct Reader<'s, 'n> {
    text: &'s str,
    file: u32,
    depth: usize,
    max_nodes: usize,
    nodes: &'n mut usize,
    notes: &'n mut Notes,
    stack: Vec<Open<'s>>,
    root: Option<Node<'s>>,
    documents: usize,
}

/// Reading cannot go on; the problem has been told.
struct Stop;

impl<'s> Reader<'s, '_> {
    fn run(
        mut self,
        parser: impl Iterator<Item = Result<(Event<'s>, Span), ScanError>>,
    ) -> Read<'s> {
        for event in parser {
            let stopped = match event {
                Ok((event, span)) => self.event(event, span).is_err(),
                Err(error) => {
                    self.syntax_error(&error);
                    true
                }
            };
            if stopped {
                self.close_all();
                return Read { root: self.root, whole: false };
            }
        }
        Read { root: self.root, whole: true }
    }

    fn event(&mut self, event: Event<'s>, span: Span) -> Result<(), Stop> {
        let at = self.at(&span);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.count(at)?;
                let tag = if tag.is_some() { span.tag_span() } else { None };
                self.no_properties(at, anchor, tag);
                self.scalar(text, style, at);
            }
            Event::SequenceStart(style, anchor, tag) | Event::MappingStart(style, anchor, tag)
                if anchor > 0 || tag.is_some() =>
            {
                self.no_properties(at, anchor, span.tag_span());
                let _ = style;
                return Err(Stop);
            }
            Event::SequenceStart(style, ..) => {
                self.open(at)?;
                let flow = style == StructureStyle::Flow;
                self.stack.push(Open::List { at, flow, items: Vec::new() });
            }
            Event::MappingStart(style, ..) => {
                self.open(at)?;
                let flow = style == StructureStyle::Flow;
                self.stack.push(Open::Map { at, flow, entries: Vec::new(), key: None });
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
                    return Err(Stop);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn count(&mut self, at: At) -> Result<(), Stop> {
        match self.nodes.checked_sub(1) {
            Some(left) => *self.nodes = left,
            None => {
                let most = self.max_nodes;
                self.notes.error("too-large", at, format!("more than {most} values in all files"));
                return Err(Stop);
            }
        }
        Ok(())
    }

    /// A list or map begins: may it stand here?
    fn open(&mut self, at: At) -> Result<(), Stop> {
        self.count(at)?;
        if self.stack.len() >= self.depth {
            self.too_deep(at);
            return Err(Stop);
        }
        if let Some(Open::Map { key: None, .. }) = self.stack.last() {
            self.notes
                .error("wrong-key", at, "a key has to be a text")
                .help("put the whole key in quotes");
            return Err(Stop);
        }
        Ok(())
    }

    fn too_deep(&mut self, at: At) {
        let depth = self.depth;
        self.notes.error("too-deep", at, format!("nested deeper than {depth} levels"));
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
            *key = Some((text, at));
            return;
        }
        let nothing = !quoted && (at.from == at.to || matches!(&*text, "~" | "null"));
        let kind = if nothing { Kind::Nothing } else { Kind::Text { text, quoted } };
        if !quoted {
            self.cut_text(at, nothing);
        }
        self.add(Node { at, flow: false, kind });
    }

    /// ` #` ends a text that has no quotes. A comment has a space after its `#`; what has none
    /// was probably meant as text ("order #12").
    fn cut_text(&mut self, at: At, nothing: bool) {
        let rest = self.text.get(at.to as usize..).unwrap_or("");
        let gap = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let comment = rest.get(gap..).unwrap_or("");
        let mut chars = comment.chars();
        if chars.next() != Some('#') || chars.next().is_none_or(|c| c.is_whitespace() || c == '#') {
            return;
        }
        let comment = comment.lines().next().unwrap_or("");
        let from = at.to + gap as u32;
        let here = At { file: self.file, from, to: from + comment.len() as u32 };
        let shown = shortened(comment);
        let message = if nothing {
            format!("`{shown}` is read as a comment, so there is nothing here")
        } else {
            format!("the text is cut here: ` {shown}` is read as a comment")
        };
        self.notes
            .warning("cut-text", here, message)
            .help("put the text in quotes, or a space after the `#` of a comment");
    }

    fn add(&mut self, node: Node<'s>) {
        match self.stack.last_mut() {
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Map { entries, key, .. }) => match key.take() {
                Some((key, at)) => entries.push(Entry { key, at, node }),
                None => *key = Some((Cow::Borrowed(""), node.at)),
            },
            None => self.root = Some(node),
        }
    }

    /// Ends the innermost list or map; its last byte is before `to`.
    fn close(&mut self, to: u32) {
        let node = match self.stack.pop() {
            None => return,
            Some(Open::List { at, flow, items }) => {
                Node { at: whole(at, flow, to), flow, kind: Kind::List(items) }
            }
            Some(Open::Map { at, flow, entries, key }) => {
                drop(key);
                let entries = self.distinct(entries);
                let at = match entries.first() {
                    Some(first) if !flow => first.at,
                    _ => whole(at, flow, to),
                };
                Node { at, flow, kind: Kind::Map(entries) }
            }
        };
        self.add(node);
    }

    fn close_all(&mut self) {
        while !self.stack.is_empty() {
            self.close(0);
        }
    }

    fn distinct(&mut self, entries: Vec<Entry<'s>>) -> Vec<Entry<'s>> {
        super::merge::distinct(entries, self.notes)
    }

    fn at(&self, span: &Span) -> At {
        let range = span.byte_range().unwrap_or_default();
        let from = range.start.min(self.text.len()) as u32;
        At { file: self.file, from, to: (range.end as u32).max(from) }
    }

    fn syntax_error(&mut self, error: &ScanError) {
        let from = error.marker().byte_offset().unwrap_or(0).min(self.text.len()) as u32;
        let at = At { file: self.file, from, to: from + 1 };
        if *error.kind() == granit_parser::ErrorKind::RecursionLimitExceeded {
            self.too_deep(at);
            return;
        }
        self.notes.error("syntax", at, format!("this is no YAML: {}", error.info()));
    }
}

fn whole(at: At, flow: bool, to: u32) -> At {
    if flow { At { to: to.max(at.to), ..at } } else { at }
}
