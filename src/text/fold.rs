//! Folding: many spellings of the same text become one, and each byte of the result knows the
//! bytes of the original that it came from.
//!
//! NFKD, lower case, without the combining marks U+0300–U+036F, recomposed (NFC); digits of all
//! scripts become ASCII digits, all apostrophes `'`; white space and control characters become one
//! space, none at the ends; what a reader cannot see (joiners, bidi marks, soft hyphens, variation
//! selectors, skin tones) is left out. Vowel signs of Indic scripts and Thai are other marks: they stay.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, decompose_compatible};
use unicode_segmentation::UnicodeSegmentation;

use super::count_step;

/// A folded text and the way back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Folded {
    pub(crate) text: String,
    /// For each byte of `text`, the cluster of the original that it came from; empty where folded
    /// and original offsets are the same, which is the rule for ASCII.
    map: Vec<(u32, u32)>,
}

/// Folds `text`. Linear in its length, idempotent. Texts over 4 GiB do not occur: a message is cut
/// and a file is limited long before.
pub(crate) fn fold(text: &str) -> Folded {
    if is_plain_ascii(text) {
        let mut text = text.to_ascii_lowercase();
        text.truncate(text.trim_end_matches(' ').len());
        return Folded { text, map: Vec::new() };
    }
    let mut folder = Folder::with_capacity(text.len());
    if text.chars().any(is_invisible) {
        let (visible, origin) = strip(text);
        folder.run(&visible, |at| origin.get(at).copied().unwrap_or_default());
    } else {
        folder.run(text, |at| (at as u32, at as u32 + 1));
    }
    folder.out
}

/// The folded text alone, without a copy of one that is folded as most are.
pub(super) fn folded_text(text: &str) -> Cow<'_, str> {
    let is_folded = is_plain_ascii(text)
        && !text.ends_with(' ')
        && !text.bytes().any(|byte| byte.is_ascii_uppercase());
    if is_folded { Cow::Borrowed(text) } else { Cow::Owned(fold(text).text) }
}

/// The folded text alone: what an author wrote, made comparable with what a customer writes.
pub(crate) fn folded(text: &str) -> String {
    fold(text).text
}

impl Folded {
    /// The bytes of the original behind the bytes `range` of the folded text: borders of
    /// characters, and no base letter without its marks. An empty range gives an empty span.
    pub(crate) fn span(&self, range: Range<usize>) -> Range<usize> {
        if self.map.is_empty() {
            return range;
        }
        let start = match self.map.get(range.start) {
            Some(&(start, _)) => start as usize,
            None => self.map.last().map_or(0, |&(_, end)| end as usize),
        };
        if range.is_empty() {
            return start..start;
        }
        let end = range.end.checked_sub(1).and_then(|last| self.map.get(last));
        start..end.map_or(start, |&(_, end)| end as usize)
    }

    /// The text with each of `patches` (a range of it, ascending, and what stands there instead);
    /// the new bytes lead to all that the replaced ones led to.
    pub(crate) fn patched<'p>(
        &self,
        patches: impl Iterator<Item = (Range<usize>, &'p str)>,
    ) -> Folded {
        let mut out = Folded::default();
        let mut from = 0;
        for (range, new) in patches {
            out.copy(self, from..range.start);
            let span = self.span(range.clone());
            out.push_str(new, (span.start as u32, span.end as u32));
            from = range.end;
        }
        out.copy(self, from..self.text.len());
        out
    }

    fn copy(&mut self, other: &Folded, range: Range<usize>) {
        self.text.push_str(other.text.get(range.clone()).unwrap_or_default());
        match other.map.get(range.clone()) {
            Some(map) => self.map.extend_from_slice(map),
            None => self.map.extend(range.map(|at| (at as u32, at as u32 + 1))),
        }
    }

    fn push_str(&mut self, text: &str, from: (u32, u32)) {
        self.text.push_str(text);
        self.map.resize(self.text.len(), from);
    }
}

/// Whether lower-casing the bytes is all there is to do (and cutting spaces off the end).
fn is_plain_ascii(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some((&first, rest)) = bytes.split_first() else { return true };
    // Two loops to the end, without a way out: many bytes are looked at at once.
    let mut plain = first != b' ';
    for &byte in bytes {
        plain &= matches!(byte, b' '..=b'~') & (byte != b'`');
    }
    for (&byte, &next) in bytes.iter().zip(rest) {
        plain &= (byte | next) != b' ';
    }
    plain
}

struct Folder {
    out: Folded,
    /// White space seen since the last visible character, not written yet.
    gap: Option<(u32, u32)>,
    /// Reused for one cluster at a time.
    cluster: String,
}

impl Folder {
    fn with_capacity(bytes: usize) -> Folder {
        let out = Folded { text: String::with_capacity(bytes), map: Vec::with_capacity(bytes) };
        Folder { out, gap: None, cluster: String::new() }
    }

    /// Folds cluster by cluster; `origin` gives the place in the original of a byte of `text`.
    fn run(&mut self, text: &str, origin: impl Fn(usize) -> (u32, u32)) {
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let cluster = first_cluster(rest);
            let from = (origin(at).0, origin(at + cluster.len() - 1).1);
            at += cluster.len();
            let mut chars = cluster.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) if c.is_ascii() => self.push(fold_ascii(c), from),
                (Some(c), None) if is_folded(c) => self.push(c, from),
                _ => self.fold_cluster(cluster, from),
            }
        }
    }

    fn fold_cluster(&mut self, cluster: &str, from: (u32, u32)) {
        let mut folded = std::mem::take(&mut self.cluster);
        folded.clear();
        for written in cluster.chars() {
            count_step();
            match written {
                // Spacing accent, typed as an apostrophe; NFKD would make a space of it.
                '´' => folded.push('\''),
                // A skin tone does not change what is meant; alone it stays, and is no token.
                '\u{1F3FB}'..='\u{1F3FF}' if folded.chars().next_back().is_some_and(is_picture) => {
                }
                // The frame of a keycap: what counts is the digit in it.
                '\u{20E3}' => {}
                _ => decompose_compatible(written, |c| {
                    if !is_accent(c) {
                        c.to_lowercase().for_each(|c| push_folded(&mut folded, c));
                    }
                }),
            }
        }
        if folded.chars().nth(1).is_none() || folded.is_ascii() {
            folded.chars().for_each(|c| self.push(c, from));
        } else {
            folded.nfc().for_each(|c| self.push(c, from));
        }
        self.cluster = folded;
    }

    fn push(&mut self, c: char, from: (u32, u32)) {
        count_step();
        if c.is_whitespace() || c.is_control() || c == '\u{200B}' {
            let start = self.gap.map_or(from.0, |(start, _)| start);
            self.gap = Some((start, from.1));
            return;
        }
        if let Some(gap) = self.gap.take() {
            if !self.out.text.is_empty() {
                self.out.push_str(" ", gap);
            }
        } else if is_hangul_part(c) && self.compose_with_last(c, from) {
            return;
        }
        self.out.push_str(c.encode_utf8(&mut [0; 4]), from);
    }

    /// Where folding brought two characters together that are one (Hangul letters), makes them one.
    fn compose_with_last(&mut self, c: char, from: (u32, u32)) -> bool {
        let Some(last) = self.out.text.chars().next_back() else { return false };
        let Some(both) = compose(last, c) else { return false };
        self.out.text.pop();
        let start = self.out.map.get(self.out.text.len()).map_or(from.0, |&(start, _)| start);
        self.out.map.truncate(self.out.text.len());
        self.out.push_str(both.encode_utf8(&mut [0; 4]), (start, from.1));
        true
    }
}

fn fold_ascii(c: char) -> char {
    if c == '`' { '\'' } else { c.to_ascii_lowercase() }
}

/// The common letters of other scripts that fold to themselves: Greek, Cyrillic, Hebrew, Arabic, Han
/// and Hangul, mostly without the table look-ups of the long way.
fn is_folded(c: char) -> bool {
    matches!(c as u32,
        0x3B1..=0x3C1 | 0x3C3..=0x3C9 | 0x430..=0x438 | 0x43A..=0x44F | 0x5D0..=0x5EA
        | 0x621 | 0x627..=0x64A | 0x4E00..=0x9FFF | 0xAC00..=0xD7A3)
}

/// What full case folding joins and lower case does not, letters whose stroke or ligature NFKD
/// keeps although people leave it out, apostrophes, and digits.
fn push_folded(out: &mut String, c: char) {
    match c {
        'ß' => out.push_str("ss"),
        'ς' => out.push('σ'),
        'ı' => out.push('i'),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'ø' => out.push('o'),
        'ł' => out.push('l'),
        'đ' => out.push('d'),
        '‘' | '’' | '‛' | '`' | 'ʼ' | '′' | 'ʹ' => out.push('\''),
        '⁄' => out.push('/'),
        _ => out.push(ascii_digit(c).unwrap_or(c)),
    }
}

/// The zeros of the decimal digits that NFKD leaves alone, in scripts that people chat in.
const ZEROS: [char; 17] =
    ['٠', '۰', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐', '໐', '༠', '၀', '០', '᠐'];

fn ascii_digit(c: char) -> Option<char> {
    if c < ZEROS.first().copied()? {
        return None;
    }
    ZEROS.iter().find_map(|&zero| {
        let value = (c as u32).checked_sub(zero as u32).filter(|&value| value < 10)?;
        char::from_digit(value, 10)
    })
}

/// Vowels and finals of Hangul: the only letters that compose with the letter of another cluster.
fn is_hangul_part(c: char) -> bool {
    matches!(c, '\u{1161}'..='\u{1175}' | '\u{11A8}'..='\u{11C2}')
}

fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// The first extended grapheme cluster of `text`.
fn first_cluster(text: &str) -> &str {
    let mut chars = text.chars();
    let first = chars.next();
    let len = first.map_or(0, char::len_utf8);
    if first.is_some_and(stands_alone) && chars.next().is_none_or(stands_alone) {
        return text.get(..len).unwrap_or(text);
    }
    text.graphemes(true).next().unwrap_or(text)
}

/// Characters between two of which there is always a border of graphemes: the quick way through
/// Latin, Greek, Cyrillic, Hebrew, Arabic, kana, Han and Hangul without marks.
fn stands_alone(c: char) -> bool {
    matches!(c as u32,
        0..=0x2FF | 0x370..=0x482 | 0x48A..=0x52F | 0x5D0..=0x5EA | 0x620..=0x64A
        | 0x3041..=0x3096 | 0x30A1..=0x30FA | 0x4E00..=0x9FFF | 0xAC00..=0xD7A3)
}

/// The visible text, and for each of its bytes the grapheme of `text` that it stands in: what is
/// left out goes with what it belongs to.
fn strip(text: &str) -> (String, Vec<(u32, u32)>) {
    let mut visible = String::with_capacity(text.len());
    let mut origin: Vec<(u32, u32)> = Vec::with_capacity(text.len());
    for (at, grapheme) in text.grapheme_indices(true) {
        let mut before = ' ';
        for (inner, c) in grapheme.char_indices() {
            count_step();
            let after = grapheme.get(inner + c.len_utf8()..).unwrap_or_default();
            let next = || after.chars().find(|&c| !is_selector(c));
            let is_bond = c == '\u{200D}' && is_picture(before) && next().is_some_and(is_picture);
            if is_bond || !is_invisible(c) {
                before = c;
                visible.push(c);
            }
        }
        origin.resize(visible.len(), (at as u32, (at + grapheme.len()) as u32));
    }
    (visible, origin)
}

/// Characters that readers do not see and that do not part words (default ignorable), and the
/// trade marks, of which NFKD would glue "tm" to the name before.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '™' | '℠' | '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
        || is_selector(c)
}

fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{180B}'..='\u{180D}' | '\u{E0000}'..='\u{E0FFF}')
}

pub(super) fn is_skin_tone(c: char) -> bool {
    matches!(c, '\u{1F3FB}'..='\u{1F3FF}')
}

/// Emoji and the like: the blocks and single characters that are shown as pictures.
pub(super) fn is_picture(c: char) -> bool {
    matches!(c as u32,
        0x1F000..=0x1FAFF | 0x2600..=0x27BF | 0x2B05..=0x2B07 | 0x2B1B | 0x2B1C | 0x2B50 | 0x2B55
        | 0x231A | 0x231B | 0x2328 | 0x23CF | 0x23E9..=0x23FA | 0x2194..=0x2199 | 0x21A9 | 0x21AA
        | 0x25AA | 0x25AB | 0x25B6 | 0x25C0 | 0x25FB..=0x25FE | 0x2934 | 0x2935)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_table() {
        for (written, expected) in [
            ("", ""),
            ("rock`n roll", "rock'n roll"),
            ("a  b", "a b"),
            ("a\tb", "a b"),
            ("  Hello,\t\n World  ", "hello, world"),
            ("\u{0}\u{1}", ""),
            ("a\u{0}b", "a b"),
            ("Größe STRASSE Straße ẞ", "grosse strasse strasse ss"),
            ("ﬁn oﬀer", "fin offer"),
            ("İstanbul ILIK ılık", "istanbul ilik ilik"),
            ("ΟΔΟΣ οδός", "οδοσ οδοσ"),
            ("don’t don`t don´t donʼt", "don't don't don't don't"),
            ("cafe\u{301} café", "cafe cafe"),
            ("Йогурт", "иогурт"),
            ("Łódź Øre œuvre", "lodz ore oeuvre"),
            ("ＡＢＣ１２３ ①②", "abc123 12"),
            ("١٢٣ ۴۵ १२ ๑๒", "123 45 12 12"),
            ("iPhone™ 5²", "iphone 52"),
            ("re\u{AD}fund \u{200F}שלום\u{200F}", "refund שלום"),
            ("a\u{200B}b", "a b"),
            ("می\u{200C}خواهم", "میخواهم"),
            ("नमस्ते", "नमस्ते"),
            ("สวัสดี", "สวัสดี"),
            ("ｶﾞｷﾞ が", "ガギ が"),
            ("ㅎㅏㄴ 한", "하ᄂ 한"),
            ("👍🏽 ❤️ 1️⃣ 👨\u{200D}👩\u{200D}👧", "👍 ❤ 1 👨\u{200D}👩\u{200D}👧"),
            ("\u{FEFF}hi", "hi"),
            ("a\n🏻 👍\u{301}🏽 👍™🏽", "a 🏻 👍 👍"),
        ] {
            assert_eq!(folded(written), expected, "{written:?}");
            assert_eq!(folded_text(written), expected, "{written:?}");
        }
    }

    #[test]
    fn the_short_way_folds_as_the_long_way() {
        for c in ('\0'..=char::MAX).filter(|&c| is_folded(c)) {
            let mut folder = Folder::with_capacity(8);
            folder.fold_cluster(c.encode_utf8(&mut [0; 4]), (0, 1));
            assert_eq!(folder.out.text, c.to_string(), "U+{:04X}", c as u32);
        }
    }

    #[test]
    fn spans_lead_back() {
        for (written, part, expected) in [
            ("Where IS it", "is", "IS"),
            ("  Where   IS  it", "is it", "IS  it"),
            ("die Größe!", "grosse", "Größe"),
            ("die Größe!", "gros", "Größ"),
            ("un cafe\u{301}!", "cafe", "cafe\u{301}"),
            ("un cafe\u{301}!", "e", "e\u{301}"),
            ("a\u{AD}b c", "a", "a"),
            ("ok ❤️ ok", "❤", "❤️"),
            ("ok 👍🏽 ok", "👍", "👍🏽"),
            ("no 1️⃣", "1", "1️⃣"),
            ("ﬁx", "i", "ﬁ"),
            ("\u{200C}ि", "ि", "\u{200C}ि"),
            ("ㅎㅏ", "하", "ㅎㅏ"),
        ] {
            let folded = fold(written);
            let at = folded.text.find(part).unwrap();
            let span = folded.span(at..at + part.len());
            assert_eq!(written.get(span), Some(expected), "{written:?}");
        }
        assert_eq!(fold("é é").span(99..120), 5..5);
    }
}
