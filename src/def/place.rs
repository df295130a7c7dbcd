//! Places: which bytes of which file a text of the author stands in.
//!
//! Lives here: [`At`] (12 bytes, kept with every value), [`Spanned`] and [`Text`], and [`Sources`],
//! which turns an `At` into a [`Place`] for a report. The files' texts are kept until the bot is
//! built, so that later stages (phrases too large, two intents alike) can show the line too.

use std::ops::Deref;
use std::sync::OnceLock;

use crate::error::Place;

/// The bytes `from..to` of file number `file` in [`Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct At {
    pub(crate) file: u32,
    pub(crate) from: u32,
    pub(crate) to: u32,
}

/// A value and where the author wrote it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Spanned<T> {
    pub(crate) value: T,
    pub(crate) at: At,
}

/// A text as the author typed it: `no`, `007`, `1e3` and `13:00` stay what they are.
pub(crate) type Text = Spanned<Box<str>>;

impl<T> Spanned<T> {
    pub(crate) fn new(value: T, at: At) -> Spanned<T> {
        Spanned { value, at }
    }
}

impl Text {
    pub(crate) fn as_str(&self) -> &str {
        &self.value
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.value
    }
}

/// The definition files (or named texts) in the order in which they were given.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    files: Vec<Source>,
}

/// One file's name and text.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) text: String,
    /// Whether some of its bytes could not be read as text, and are `�` now.
    pub(crate) is_marred: bool,
    /// Where each line starts; made when the first place is asked for.
    lines: OnceLock<Vec<u32>>,
}

impl Sources {
    /// Adds a file. Its text must be shorter than 4 GiB (the caller's limits are far below).
    pub(crate) fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> u32 {
        let (name, text, lines) = (name.into(), text.into(), OnceLock::new());
        self.files.push(Source { name, text, is_marred: false, lines });
        (self.files.len() - 1) as u32
    }

    /// Adds a file that is not UTF-8, as far as it can be read.
    pub(crate) fn add_marred(&mut self, name: impl Into<String>, bytes: &[u8]) -> u32 {
        let file = self.add(name, String::from_utf8_lossy(bytes));
        if let Some(source) = self.files.last_mut() {
            source.is_marred = true;
        }
        file
    }

    pub(crate) fn files(&self) -> &[Source] {
        &self.files
    }

    /// What the author wrote there, byte for byte; empty for a place outside the sources.
    pub(crate) fn slice(&self, at: At) -> &str {
        let source = self.files.get(at.file as usize);
        source.and_then(|source| source.text.get(at.from as usize..at.to as usize)).unwrap_or("")
    }

    /// The place for a report. Costs the length of the line, not of the file.
    pub(crate) fn place(&self, at: At) -> Place {
        let Some(source) = self.files.get(at.file as usize) else {
            return Place::in_source("", "", 0, 0);
        };
        let starts = source.lines.get_or_init(|| line_starts(&source.text));
        let line = starts.partition_point(|&start| start <= at.from).max(1);
        let start = starts.get(line - 1).copied().unwrap_or(0) as usize;
        let end = starts.get(line).map_or(source.text.len(), |&next| next as usize);
        let text = source.text.get(start..end).unwrap_or("");
        let from = (at.from as usize).saturating_sub(start);
        let to = (at.to as usize).saturating_sub(start);
        // Of a line as long as a file only the part is copied that a report shows.
        let skip =
            if text.len() > 4 * AROUND { border(text, from.saturating_sub(AROUND)) } else { 0 };
        let shown = text.get(skip..border(text, to.saturating_add(AROUND))).unwrap_or("");
        let mut place = Place::in_source(&source.name, shown, from - skip, to - skip);
        place.line = line as u32;
        place.column += text.get(..skip).unwrap_or("").chars().count() as u32;
        place
    }

    /// The place of the bytes `from..to` of a text's value: exact where the value stands in the
    /// file as it is (plain, or in quotes without escapes), else the whole text.
    pub(crate) fn within(&self, text: &Text, from: usize, to: usize) -> At {
        let written = self.slice(text.at);
        let inner = written.get(1..written.len().saturating_sub(1)).unwrap_or("");
        let skip = if written == text.as_str() {
            0
        } else if inner == text.as_str() {
            1
        } else {
            return text.at;
        };
        let len = text.value.len();
        let from = from.min(len);
        let to = to.clamp(from, len);
        let start = text.at.from + skip;
        At { file: text.at.file, from: start + from as u32, to: start + to as u32 }
    }
}

/// Bytes of a long line kept before and behind a place: more than any report shows.
const AROUND: usize = 4 << 10;

/// The last border of a character that is not behind `at`.
fn border(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

fn line_starts(text: &str) -> Vec<u32> {
    let breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
    std::iter::once(0).chain(breaks.map(|(at, _)| at as u32 + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_agree_with_the_slow_way() {
        let text = "a: 1\r\nbäh: \"x y\"\n\n  - z\n";
        let mut sources = Sources::default();
        sources.add("a.yaml", text);
        for from in 0..=text.len() + 2 {
            for to in from..=text.len() + 3 {
                let at = At { file: 0, from: from as u32, to: to as u32 };
                assert_eq!(sources.place(at), Place::in_source("a.yaml", text, from, to), "{at:?}");
            }
        }
    }

    #[test]
    fn places_in_a_long_line_agree_with_the_slow_way() {
        let text = format!("a: 1\n{}\nb: 2\n", "äbc d".repeat(10_000));
        let mut sources = Sources::default();
        sources.add("a.yaml", text.as_str());
        for from in [5, 6, 4_000, 4_105, 4_106, 20_000, 30_001, 59_000, 60_004, 60_007] {
            for to in [from, from + 1, from + 10] {
                let at = At { file: 0, from: from as u32, to: to as u32 };
                assert_eq!(
                    sources.place(at),
                    Place::in_source("a.yaml", &text, from, to),
                    "{at:?}"
                );
            }
        }
    }

    #[test]
    fn a_part_of_a_text_has_its_own_place() {
        let mut sources = Sources::default();
        sources.add("a.yaml", "a: x (y\nb: \"x (y\"\nc: \"x\\u0020(y\"\n");
        let text = |from, to| Text::new("x (y".into(), At { file: 0, from, to });
        let part = |text: &Text| {
            let place = sources.place(sources.within(text, 2, 3));
            (place.line, place.column, place.width)
        };
        assert_eq!(part(&text(3, 7)), (1, 6, 1));
        assert_eq!(part(&text(11, 17)), (2, 7, 1));
        assert_eq!(part(&text(21, 33)).0, 3);
    }
}
