//! What to tell an author whose text YAML reads as something else, or not at all.
//!
//! YAML's own words ("did not find expected '-' indicator") help nobody who only wrote a sentence
//! that begins with a bracket. Here the line is looked at, and said what to write instead.

use super::notes::Notes;
use super::place::At;
use super::tree::shortened;
use super::yaml::Part;

/// Why YAML could not be read, as far as it matters for advice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Break {
    /// A control character.
    Control,
    /// A tab where only spaces may stand.
    Tab,
    /// A quote that is not closed.
    OpenQuote,
    /// Text after a closing quote.
    AfterQuote,
    /// A `\x` that is none in double quotes.
    Escape,
    /// A line that begins with `%`.
    Directive,
    /// Inside `[...]` or `{...}`.
    Flow,
    /// A `: ` where no map may begin.
    Colon,
    /// A line without `:` among keys.
    NoColon,
    /// A `- ` where no list may begin.
    Dash,
    /// A line that does not go with those above.
    Line,
    /// Anything else.
    Other,
}

/// Characters that cannot begin a text without quotes.
const SPECIAL: [char; 16] =
    ['@', '`', '*', '&', '!', '%', '|', '>', '[', ']', '{', '}', ',', '?', '\'', '"'];

/// Tells of a syntax error at `at`; `opened` is the outermost bracket that is open there, `yaml`
/// what the parser calls it.
pub(crate) fn syntax(
    part: Part<'_>,
    at: At,
    broken: Break,
    opened: Option<At>,
    yaml: &str,
    notes: &mut Notes,
) {
    let value = Value::on_line(part, at);
    let special = value.text.chars().next().filter(|c| SPECIAL.contains(c));
    match (broken, special, opened) {
        (Break::Control, ..) => {
            let rest = part.text.get(at.from as usize..).unwrap_or("");
            let found = rest.char_indices().find(|(_, c)| c.is_control() && !c.is_whitespace());
            let (skip, found) = found.unwrap_or_default();
            let from = at.from + skip as u32;
            let at = At { from, to: from + found.len_utf8() as u32, ..at };
            let code = u32::from(found);
            notes
                .error(
                    "syntax",
                    at,
                    format!("the control character U+{code:04X} cannot stand here"),
                )
                .help("remove it; in double quotes it can be written as an escape like \"\\x07\"");
        }
        (Break::Tab, ..) => {
            notes.error("tab", at, "a tab is used for indentation").help("indent with spaces");
        }
        (Break::OpenQuote, ..) => open_quote(part, at, notes),
        (Break::AfterQuote, Some(quote @ ('\'' | '"')), _) => {
            notes
                .error("syntax", at, format!("text goes on after the closing `{quote}`"))
                .see("the text in quotes begins here", value.at)
                .help(after_quote(quote));
        }
        (Break::Escape, ..) => {
            let (at, shown) = wrong_escape(part, at);
            notes
                .error("syntax", at, format!("`{shown}` means nothing in double quotes"))
                .help("use single quotes (best for regular expressions), or write the `\\` twice");
        }
        (Break::Directive, ..) => {
            notes
                .error("syntax", at, "directives (`%NAME`) are not used in bot files")
                .help("remove the line");
        }
        (Break::Flow, _, Some(opened)) => open_bracket(part, at, opened, notes),
        (Break::Colon, ..) if value.at.from < at.from && !value.text.is_empty() && value.inside => {
            notes
                .error("syntax", at, "a `: ` inside a text makes YAML read it as a key")
                .help("put the text in quotes");
        }
        (Break::Colon, ..) => {
            notes
                .error("syntax", at, "a value cannot begin here")
                .help("look at the line above: is its `:` missing, or this line indented too far?");
        }
        (Break::NoColon, None, _) => {
            notes
                .error("syntax", at, "this line has no `: `")
                .help("a key is written `key: value`, an item of a list `- item`");
        }
        (Break::Dash, ..) => {
            notes
                .error("syntax", at, "a list cannot begin behind a key on the same line")
                .help("begin it on the next line, or put the text in quotes");
        }
        (_, Some(special), _) => begins_with(value, special, notes),
        (Break::Line, None, _) => {
            notes
                .error("syntax", at, "this line does not go with the ones above")
                .help("the keys of a map, and the items of a list, begin in the same column");
        }
        _ => {
            notes.error("syntax", at, format!("this is no YAML: {yaml}"));
        }
    }
}

/// A list or a map stands where a key is expected: mostly a template or a slot without quotes.
pub(crate) fn wrong_key(part: Part<'_>, at: At, notes: &mut Notes) {
    let value = Value::on_line(part, at);
    match value.text.chars().next().filter(|c| matches!(c, '[' | '{')) {
        Some(special) => begins_with(value, special, notes),
        None => {
            notes
                .error("wrong-key", at, "a key has to be a text, and this is a list or a map")
                .help("put the whole key in quotes");
        }
    }
}

fn begins_with(value: Value<'_>, special: char, notes: &mut Notes) {
    let what = match special {
        '[' | '{' if value.text.contains(if special == '[' { ']' } else { '}' }) => {
            let kind = if special == '[' { "list" } else { "map" };
            format!("a text that begins with `{special}` is read as a {kind}")
        }
        _ => format!("a text cannot begin with `{special}` without quotes"),
    };
    notes.error("quotes", value.at, what).help(in_quotes(value.text));
}

fn open_quote(part: Part<'_>, at: At, notes: &mut Notes) {
    let written = part.text.get(at.from as usize..).unwrap_or("");
    let line = written.lines().next().unwrap_or("").trim_end();
    let quote = line.chars().next().unwrap_or('"');
    let help = match line.strip_prefix('\'') {
        // An apostrophe, not a quote.
        Some(rest) if rest.starts_with(char::is_alphabetic) => in_quotes(line),
        _ => format!("close it with `{quote}`"),
    };
    notes.error("syntax", at, format!("this `{quote}` is not closed")).help(help);
}

/// The first `\x` behind `at` that is no escape of YAML.
fn wrong_escape(part: Part<'_>, at: At) -> (At, String) {
    const KNOWN: &str = "0abtnvfre \"/\\N_LP\t\n\r";
    let rest = part.text.get(at.from as usize..).unwrap_or("");
    let mut chars = rest.char_indices();
    while let Some((from, c)) = chars.next() {
        if c != '\\' {
            continue;
        }
        match chars.next() {
            Some((_, escape)) if !KNOWN.contains(escape) => {
                let from = at.from + from as u32;
                let to = from + 1 + escape.len_utf8() as u32;
                return (At { from, to, ..at }, format!("\\{escape}"));
            }
            _ => {}
        }
    }
    (at, "\\".to_owned())
}

fn open_bracket(part: Part<'_>, at: At, opened: At, notes: &mut Notes) {
    let bracket = part.text.get(opened.from as usize..).and_then(|rest| rest.chars().next());
    let (open, close) = if bracket == Some('{') { ('{', '}') } else { ('[', ']') };
    let same_line =
        !part.text.get(opened.from as usize..at.from as usize).unwrap_or("").contains('\n');
    if same_line {
        notes
            .error("syntax", at, format!("this does not fit between `{open}` and `{close}`"))
            .see("opened here", opened)
            .help("put texts with `:`, `,` or brackets in quotes, and close every bracket");
    } else {
        notes.error("syntax", opened, format!("this `{open}` is not closed")).help(format!(
            "close it with `{close}`; a text that begins with `{open}` needs quotes"
        ));
    }
}

fn after_quote(quote: char) -> &'static str {
    if quote == '"' {
        "put the whole text in quotes; inside double quotes a `\"` is written `\\\"`"
    } else {
        "put the whole text in quotes; inside single quotes a `'` is written `''`"
    }
}

/// "put it in quotes: ...", with the text where it is short enough to be shown.
pub(crate) fn in_quotes(text: &str) -> String {
    const MOST: usize = 60;
    let text = text.trim_end();
    if text.chars().count() > MOST || text.contains(char::is_control) {
        return "put the whole text in quotes".to_owned();
    }
    match (text.contains('"') || text.contains('\\'), text.contains('\'')) {
        (false, _) => format!("put the whole text in quotes: \"{text}\""),
        (true, false) => format!("put the whole text in quotes: '{text}'"),
        (true, true) => "put the whole text in quotes".to_owned(),
    }
}

/// ` #` ends a text that has no quotes. A comment has a space after its `#`; what has none was
/// probably meant as text ("order #12"). `end`: where the text ends.
pub(crate) fn cut_text(part: Part<'_>, file: u32, end: usize, notes: &mut Notes) {
    if let Some((at, shown)) = comment_behind(part, file, end) {
        notes
            .warning(
                "cut-text",
                at,
                format!("the text is cut here: ` {shown}` is read as a comment"),
            )
            .help("put the text in quotes, or a space after the `#` of a comment");
    }
}

/// The same where nothing is left of the text: behind a key that ends at `end`, or the `- ` of
/// the line that ends at `end`. Gives whether something was told.
pub(crate) fn only_comment(part: Part<'_>, at: At, key: Option<At>, notes: &mut Notes) -> bool {
    let behind = match key {
        Some(key) => key.to as usize + 1,
        None => Value::on_line(part, at).at.from as usize,
    };
    let Some((at, shown)) = comment_behind(part, at.file, behind) else { return false };
    notes
        .error("cut-text", at, format!("`{shown}` is read as a comment: nothing is left here"))
        .help(in_quotes(&shown));
    true
}

/// The comment behind `end`, if it has no space after its `#`.
fn comment_behind(part: Part<'_>, file: u32, end: usize) -> Option<(At, String)> {
    let rest = part.text.get(end..)?;
    let gap = rest.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    // Looks for the end of the line only where a comment begins: a line may be as long as a file.
    let mut behind = rest.get(gap..)?.strip_prefix('#')?.chars();
    if behind.next().is_none_or(|c| c.is_whitespace() || matches!(c, '#' | '!')) {
        return None;
    }
    let comment = rest.get(gap..)?.lines().next()?.trim_end();
    let from = (end + gap) as u32;
    Some((At { file, from, to: from + comment.len() as u32 }, shortened(comment)))
}

/// The value on a line, behind its indentation, `- ` and key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value<'s> {
    pub(crate) text: &'s str,
    pub(crate) at: At,
    /// Whether a `- ` or a key stands before it.
    pub(crate) inside: bool,
    /// The column of the key, else of the last `-`: lines indented more go on with the value.
    pub(crate) column: usize,
}

impl<'s> Value<'s> {
    pub(crate) fn on_line(part: Part<'s>, at: At) -> Value<'s> {
        let head = part.text.get(..at.from as usize).unwrap_or("");
        let start = head.rfind('\n').map_or(0, |newline| newline + 1);
        let line = part.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("");
        let mut rest = line.trim_start_matches(' ');
        let mut inside = false;
        let mut column = line.len() - rest.len();
        while let Some(item) = rest.strip_prefix("- ") {
            column = line.len() - rest.len();
            rest = item.trim_start_matches(' ');
            inside = true;
        }
        // A key is short and has no quotes or brackets; anything else is a text with a colon.
        if let Some((key, value)) = rest.split_once(": ")
            && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '))
        {
            column = line.len() - rest.len();
            rest = value.trim_start_matches(' ');
            inside = true;
        }
        let from = (start + line.len() - rest.len()) as u32;
        let text = rest.trim_end();
        Value { text, at: At { file: at.file, from, to: from + text.len() as u32 }, inside, column }
    }
}
