//! What is no word and still tells a mood: exclamation and question marks, capitals, emoji, and
//! faces made of punctuation.

use crate::understanding::Span;

/// Marks counted in a message.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Exclamation marks, wherever they stand.
    pub(super) exclamations: u32,
    /// Where the first of them stands, and the last ends.
    pub(super) exclaimed: Span,
    /// The first run of several marks with a question mark among them.
    pub(super) insisted: Option<Span>,
    pub(super) capitals: u32,
    pub(super) small_letters: u32,
    /// Whether there may be a face.
    has_eyes: bool,
}

const SMALL_LETTER: u8 = 1;
const CAPITAL: u8 = 2;
/// Of a face.
const EYES: u8 = 4;
/// An exclamation or a question mark.
const MARK: u8 = 8;

/// What a byte is of these. The compiler makes a table of it.
fn kind(byte: u8) -> u8 {
    match byte {
        b'a'..=b'z' => SMALL_LETTER,
        b'A'..=b'Z' => CAPITAL,
        b':' | b';' | b'=' | b'<' => EYES,
        b'!' | b'?' => MARK,
        _ => 0,
    }
}

impl Marks {
    pub(super) fn count(text: &str) -> Marks {
        // Without branches, since what comes next in a message cannot be foreseen.
        let (mut marks, mut seen) = (Marks::default(), 0);
        for byte in text.bytes() {
            let kind = kind(byte);
            marks.small_letters += u32::from(kind & SMALL_LETTER);
            marks.capitals += u32::from(kind & CAPITAL) / u32::from(CAPITAL);
            seen |= kind;
        }
        marks.has_eyes = seen & EYES != 0;
        if seen & MARK != 0 {
            marks.read_runs(text);
        }
        if !text.is_ascii() {
            let others = || text.chars().filter(|c| !c.is_ascii());
            marks.capitals += others().filter(|c| c.is_uppercase()).count() as u32;
            marks.small_letters += others().filter(|c| c.is_lowercase()).count() as u32;
        }
        marks
    }

    /// Reads exclamation and question marks, several of which in a row are a run.
    fn read_runs(&mut self, text: &str) {
        let mut run: Option<(usize, usize, bool)> = None;
        for (at, byte) in text.bytes().enumerate() {
            if byte == b'!' {
                if self.exclamations == 0 {
                    self.exclaimed.start = at;
                }
                self.exclamations += 1;
                self.exclaimed.end = at + 1;
            }
            if !matches!(byte, b'!' | b'?') {
                continue;
            }
            run = match run {
                Some((start, end, asks)) if end == at => {
                    Some((start, at + 1, asks || byte == b'?'))
                }
                _ => Some((at, at + 1, byte == b'?')),
            };
            if let Some((start, end, true)) = run
                && end > start + 1
                && self.insisted.is_none_or(|span| span.start == start)
            {
                self.insisted = Some(Span { start, end });
            }
        }
    }

    /// Whether a message, or a word, has capitals and no other letters.
    pub(super) fn is_loud(&self) -> bool {
        self.small_letters == 0 && self.capitals > 1
    }

    /// Gives the faces in a text with their values, such as `:-)`.
    pub(super) fn faces(&self, text: &str, mut give: impl FnMut(Span, i16)) {
        if !self.has_eyes {
            return;
        }
        let bytes = text.as_bytes();
        let mut free = 0;
        for (at, byte) in bytes.iter().enumerate() {
            if at < free || !matches!(byte, b':' | b';' | b'=' | b'<') {
                continue;
            }
            let Some((len, value)) = face(bytes.get(at..).unwrap_or_default()) else { continue };
            let before = at.checked_sub(1).and_then(|before| bytes.get(before));
            let ends_with_letter = bytes.get(at + len - 1).is_some_and(u8::is_ascii_alphanumeric);
            // "re:D", "16:3": a face ends no word, unless its mouth can be nothing else.
            if ends_with_letter && before.is_some_and(|b| !b.is_ascii_whitespace()) {
                continue;
            }
            free = at + len;
            give(Span { start: at, end: free }, value);
        }
    }
}

/// The length and the value of the face that `bytes` begins with.
fn face(bytes: &[u8]) -> Option<(usize, i16)> {
    let eyes = bytes.first()?;
    let mut len = 1;
    if *eyes == b'<' {
        return (bytes.get(1) == Some(&b'3') && ends(bytes.get(2))).then_some((2, 450));
    }
    let is_crying = bytes.get(len) == Some(&b'\'');
    if is_crying || bytes.get(len) == Some(&b'-') {
        len += 1;
    }
    let mouth = *bytes.get(len)?;
    let value = match mouth {
        b')' | b']' => 400,
        b'D' => 500,
        b'P' | b'p' => 300,
        b'(' | b'[' if is_crying => -550,
        b'(' | b'[' => -450,
        b'/' | b'\\' | b'|' => -300,
        _ => return None,
    };
    while bytes.get(len) == Some(&mouth) {
        len += 1;
        // A web address.
        if mouth == b'/' && len > 2 {
            return None;
        }
    }
    ends(bytes.get(len)).then_some((len, value))
}

fn ends(next: Option<&u8>) -> bool {
    next.is_none_or(|next| !next.is_ascii_alphanumeric() && *next != b'/')
}

/// The value of an emoji in thousandths; 0 for one that tells no mood.
pub(super) fn emoji(written: &str) -> i16 {
    let Some(first) = written.chars().next() else { return 0 };
    // Where pictures are; spares other scripts the search.
    if !matches!(first, '\u{2300}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}') {
        return 0;
    }
    let found = EMOJI.iter().find(|(_, all)| all.contains(first));
    found.map_or(0, |(value, _)| *value)
}

/// Our own values: what people mean by a picture in a message to a shop. Pictures of things, and
/// those that may be meant either way (😅, 🙃), tell nothing.
const EMOJI: &[(i16, &str)] = &[
    (650, "😍🥰🤩😻💯🎉🥳"),
    (550, "❤♥💖💕💗💓💙💚💛🧡💜🖤😘😁😃😄😀😊☺🤗😂🤣😺😸"),
    (400, "👍👌🙂😉😎👏🙌💪🌟⭐✨😇😋🤝"),
    (200, "🙏✅😌"),
    (-200, "🤔😐😑😶🙄😬😕🥱⏳😴"),
    (-450, "👎😒😞😔😟🙁☹😓😥😣😖😫😩🤦😢😧😦😰💔😿"),
    (-600, "😭😤😠👿🤮🤢💩🖕😾"),
    (-800, "😡🤬"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faces_table() {
        for (text, expected) in [
            ("thanks:)", 400),
            (":-) hi", 400),
            ("hi :))))", 400),
            ("no :(", -450),
            ("no :'((", -550),
            ("hm :/", -300),
            ("great :D", 500),
            ("i <3 it", 450),
            ("http://x.y", 0),
            ("re:D", 0),
            ("at 16:30", 0),
            ("order:(12)", 0),
            ("a<3b :", 0),
            ("size=P", 0),
            (":", 0),
            ("<", 0),
            ("<é :é", 0),
        ] {
            let mut sum = 0;
            Marks::count(text).faces(text, |span, value| {
                assert!(text.get(span.start..span.end).is_some());
                sum += value;
            });
            assert_eq!(sum, expected, "{text}");
        }
    }

    #[test]
    fn marks_table() {
        let marks = Marks::count("WHAT?! No!!");
        assert_eq!((marks.exclamations, marks.capitals, marks.small_letters), (3, 5, 1));
        assert_eq!(marks.insisted.map(|span| span.of("WHAT?! No!!")), Some("?!"));
        assert_eq!(Marks::count("why???").insisted.map(|s| (s.start, s.end)), Some((3, 6)));
        for text in ["", "why?", "a! b?", "wow!!", "? ?"] {
            assert_eq!(Marks::count(text).insisted, None, "{text}");
        }
        assert!(Marks::count("ÄRGER").is_loud() && Marks::count("OÙ EST").is_loud());
        assert!(!Marks::count("OÙ eST").is_loud() && !Marks::count("12").is_loud());
    }

    #[test]
    fn no_emoji_has_two_values() {
        let all: Vec<char> = EMOJI.iter().flat_map(|(_, all)| all.chars()).collect();
        for c in &all {
            assert_eq!(all.iter().filter(|other| *other == c).count(), 1, "{c}");
        }
        assert!(emoji("😡") < -500 && emoji("❤") > 500);
        assert_eq!((emoji("📦"), emoji(""), emoji("x")), (0, 0, 0));
    }
}
