//! Lines of text from any stream, one after the other: any bytes, any length, bounded memory.

use std::io::{self, BufRead, Read};

/// One line, without its end.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// From 1.
    pub(crate) number: u64,
    /// What is no UTF-8 is replaced by U+FFFD.
    pub(crate) text: String,
    /// Whether all of it was UTF-8.
    pub(crate) is_utf8: bool,
    /// Whether its end is missing because it is too long.
    pub(crate) is_cut: bool,
}

/// Reads lines that end in `\n` or `\r\n`; the last one may have no end.
///
/// A byte order mark at the start belongs to no line.
#[derive(Debug)]
pub(crate) struct Lines<R> {
    input: R,
    number: u64,
    bytes: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    /// Longest line that is read whole, in bytes: some 500 times the longest message of a bot
    /// (`max_input`), so nothing that could matter is lost, and memory stays bounded.
    pub(crate) const MAX_LINE: usize = 1 << 20;

    pub(crate) fn new(input: R) -> Lines<R> {
        Lines { input, number: 0, bytes: Vec::new() }
    }

    /// The stream itself, to see what it has at hand.
    pub(crate) fn input(&self) -> &R {
        &self.input
    }

    /// The next line; `None` at the end.
    pub(crate) fn next(&mut self) -> io::Result<Option<Line>> {
        self.bytes.clear();
        // One byte more for `\r`, one for `\n`.
        let most = Self::MAX_LINE as u64 + 2;
        if self.input.by_ref().take(most).read_until(b'\n', &mut self.bytes)? == 0 {
            return Ok(None);
        }
        self.number += 1;
        let has_end = self.bytes.last() == Some(&b'\n');
        let is_cut = !has_end && self.bytes.len() as u64 == most && self.skip_rest()?;
        let mut line = self.bytes.as_slice();
        line = line.strip_suffix(b"\n").unwrap_or(line);
        line = line.strip_suffix(b"\r").unwrap_or(line);
        if self.number == 1 {
            line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
        }
        if is_cut {
            line = line.get(..floor_char(line, Self::MAX_LINE)).unwrap_or(line);
        }
        let text = String::from_utf8_lossy(line);
        let is_utf8 = matches!(text, std::borrow::Cow::Borrowed(_));
        Ok(Some(Line { number: self.number, text: text.into_owned(), is_utf8, is_cut }))
    }

    /// Reads up to the end of the line and forgets it; tells whether there was anything.
    fn skip_rest(&mut self) -> io::Result<bool> {
        Ok(self.input.skip_until(b'\n')? > 0)
    }
}

/// The last border of a UTF-8 character at or before `at`.
fn floor_char(bytes: &[u8], at: usize) -> usize {
    let is_inside = |at: usize| bytes.get(at).is_some_and(|byte| byte & 0xC0 == 0x80);
    (at.saturating_sub(3)..=at).rev().find(|&at| !is_inside(at)).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<Line> {
        let mut lines = Lines::new(bytes);
        std::iter::from_fn(|| lines.next().unwrap()).collect()
    }

    #[test]
    fn line_ends_of_all_kinds() {
        let texts = |bytes| read(bytes).into_iter().map(|line| line.text).collect::<Vec<_>>();
        assert_eq!(texts(b""), Vec::<String>::new());
        assert_eq!(texts(b"\n\n"), ["", ""]);
        assert_eq!(texts(b"a\r\nb\nc"), ["a", "b", "c"]);
        assert_eq!(texts(b"a\rb\r\r\n"), ["a\rb\r"], "a lone CR belongs to the line");
        assert_eq!(texts("\u{feff}a\n\u{feff}b".as_bytes()), ["a", "\u{feff}b"]);
    }

    #[test]
    fn what_is_no_utf8_is_replaced_and_told() {
        let lines = read(b"caf\xe9\nfine\n\xff");
        let seen: Vec<_> = lines.iter().map(|l| (l.number, l.text.as_str(), l.is_utf8)).collect();
        assert_eq!(seen, [(1, "caf\u{fffd}", false), (2, "fine", true), (3, "\u{fffd}", false)]);
    }

    #[test]
    fn a_line_that_is_too_long_is_cut_at_a_character_and_the_next_one_is_whole() {
        const MAX: usize = Lines::<&[u8]>::MAX_LINE;
        let long = format!("{}ü{}\nnext\n", "x".repeat(MAX - 1), "y".repeat(MAX * 3));
        let lines = read(long.as_bytes());
        assert_eq!(lines.len(), 2);
        assert_eq!((lines[0].text.len(), lines[0].is_cut, lines[0].is_utf8), (MAX - 1, true, true));
        assert_eq!((lines[1].text.as_str(), lines[1].is_cut), ("next", false));
        for end in ["", "\n", "\r\n"] {
            let lines = read(format!("{}{end}", "x".repeat(MAX)).as_bytes());
            assert_eq!((lines.len(), lines[0].text.len(), lines[0].is_cut), (1, MAX, false));
        }
    }
}
