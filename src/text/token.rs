//! Tokens: where words, numbers and pictures stand in a folded text, and how each is read.
//!
//! A token is a run of digits, a run of letters (a contraction becomes several tokens), or one
//! emoji. Only [`Utterance`](super::Utterance) makes them.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::count_step;
use super::fold::{is_picture, is_skin_tone};
use super::language::Language;
use crate::understanding::Span;

/// What a [`Token`] is.
///
/// ```
/// use frontdesk::{Bot, Hits, Matcher, TokenKind, Utterance};
/// struct Kinds;
/// impl Matcher for Kinds {
///     fn name(&self) -> &'static str {
///         "kinds"
///     }
///     fn find(&self, message: &Utterance<'_>, _: &mut Hits<'_>) {
///         let kinds: Vec<TokenKind> = message.tokens().map(|token| token.kind()).collect();
///         assert_eq!(kinds[..2], [TokenKind::Word, TokenKind::Number]);
///     }
/// }
/// let yaml = "intents: {a: {user: a b, bot: x}}";
/// let bot = Bot::builder().yaml_str("bot.yaml", yaml).matcher(Kinds).build()?;
/// bot.understand("order 12");
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenKind {
    /// Letters; in scripts written without spaces, what Unicode (UAX 29) takes as a word: mostly
    /// one character.
    Word,
    /// Decimal digits, as ASCII digits.
    Number,
    /// One emoji, without skin tone.
    Emoji,
}

/// One word, number or emoji of an [`Utterance`](crate::Utterance).
///
/// A contraction is several tokens: "where's" is `where` and `'s`, "dont" is `do` and `not`, both
/// over the whole of "dont".
///
/// ```
/// use frontdesk::{Bot, Hits, Matcher, TokenKind, Utterance};
///
/// struct Look;
/// impl Matcher for Look {
///     fn name(&self) -> &'static str {
///         "look"
///     }
///     fn find(&self, utterance: &Utterance<'_>, _hits: &mut Hits<'_>) {
///         let words: Vec<_> = utterance.tokens().map(|token| token.word()).collect();
///         assert_eq!(words, ["where", "'s", "order", "123"]);
///         let number = utterance.token(3).unwrap();
///         assert_eq!(number.kind(), TokenKind::Number);
///         assert_eq!(number.span().of(utterance.text()), "123");
///     }
/// }
/// let builder = Bot::builder().yaml_str("hi.yaml", "intents: {hi: {user: hello, bot: Hi!}}");
/// builder.matcher(Look).build()?.understand("Wheres order 123?");
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'u> {
    pub(super) word: &'u str,
    pub(super) written: &'u str,
    pub(super) kind: TokenKind,
    pub(super) range: Range<usize>,
    pub(super) span: Span,
}

impl<'u> Token<'u> {
    /// The word as it is read: folded, contractions written out, spelling corrected. Never empty.
    #[must_use]
    pub fn word(&self) -> &'u str {
        self.word
    }

    /// The word as it was written, folded. Differs from [`Token::word`] where a contraction was
    /// written out or a spelling corrected.
    #[must_use]
    pub fn written(&self) -> &'u str {
        self.written
    }

    /// What it is.
    #[must_use]
    pub fn kind(&self) -> TokenKind {
        self.kind
    }

    /// Where it stands in [`Utterance::folded`](crate::Utterance::folded), in bytes.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// Where it stands in the original text: never between a letter and its marks.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// The word as the scorer counts it: a number becomes its length class, `#1` to `#6`, since
    /// one order number says what another says.
    pub(crate) fn class(&self) -> &'u str {
        class(self.word, self.kind)
    }
}

pub(super) fn class(word: &str, kind: TokenKind) -> &str {
    match kind {
        TokenKind::Number => number_class(word),
        TokenKind::Word | TokenKind::Emoji => word,
    }
}

/// `#1` to `#6`: how many digits a number has, six standing for more.
pub(crate) fn number_class(digits: &str) -> &'static str {
    match digits.len() {
        0 | 1 => "#1",
        2 => "#2",
        3 => "#3",
        4 => "#4",
        5 => "#5",
        _ => "#6",
    }
}

/// A token as an utterance keeps it.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) kind: TokenKind,
    pub(super) reading: Reading,
}

/// How a token's word differs from the text at its place.
#[derive(Clone, Debug)]
pub(super) enum Reading {
    AsWritten,
    /// Part of a contraction.
    Known(&'static str),
    /// The text at the place is corrected; this is what was written.
    Corrected(Box<str>),
}

impl Place {
    /// The word at this place of `text`, as it is read.
    pub(super) fn word<'t>(&self, text: &'t str) -> &'t str {
        match self.reading {
            Reading::Known(word) => word,
            Reading::AsWritten | Reading::Corrected(_) => self.of(text),
        }
    }

    /// What stands at this place of `text`.
    pub(super) fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// The tokens of `text`, which is folded, and whether there were more than `most`.
pub(super) fn tokenize(text: &str, language: &Language, most: usize) -> (Vec<Place>, bool) {
    // English has about one token in 5 bytes; room for one in 4 makes growing the exception.
    let mut places = Vec::with_capacity((text.len() / 4 + 1).min(most));
    let mut is_cut = false;
    each_token(text, language, |place| {
        is_cut = places.len() >= most;
        if !is_cut {
            places.push(place);
        }
        !is_cut
    });
    (places, is_cut)
}

/// Gives the tokens of `text`, which is folded, one by one, for as long as `give` wants more.
pub(super) fn each_token(text: &str, language: &Language, give: impl FnMut(Place) -> bool) {
    let mut out = Tokens { text, language, give, is_done: false };
    if text.is_ascii() {
        let bytes = text.as_bytes();
        return out.runs(0, text.len(), |at| (bytes.get(at).map_or(Class::Other, byte_class), 1));
    }
    for (at, segment) in text.split_word_bound_indices() {
        if segment.chars().any(char::is_alphanumeric) {
            out.runs(at, at + segment.len(), |at| {
                let next = text.get(at..).and_then(|rest| rest.chars().next());
                next.map_or((Class::Other, 1), |c| (char_class(c), c.len_utf8()))
            });
        } else if segment.starts_with(|c| is_picture(c) && !is_skin_tone(c)) {
            out.push(at, at + segment.len(), TokenKind::Emoji, Reading::AsWritten);
        }
        if out.is_done {
            break;
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    /// Goes on with a run of letters, and begins none.
    Mark,
    Digit,
    Apostrophe,
    Other,
}

fn byte_class(byte: &u8) -> Class {
    match byte {
        b'a'..=b'z' => Class::Letter,
        b'0'..=b'9' => Class::Digit,
        b'\'' => Class::Apostrophe,
        _ => Class::Other,
    }
}

fn char_class(c: char) -> Class {
    match c {
        '\0'..='\x7F' => byte_class(&(c as u8)),
        // First, since vowel signs are both: without their letter they are no word.
        _ if is_combining_mark(c) => Class::Mark,
        _ if c.is_alphanumeric() => Class::Letter,
        _ => Class::Other,
    }
}

/// Behind what is wanted from `at` on, `end` at most.
#[inline(always)]
fn skip(
    mut at: usize,
    end: usize,
    class: &impl Fn(usize) -> (Class, usize),
    is_wanted: impl Fn(Class) -> bool,
) -> usize {
    while at < end {
        count_step();
        let (found, len) = class(at);
        if !is_wanted(found) {
            break;
        }
        at += len;
    }
    at
}

struct Tokens<'a, G> {
    text: &'a str,
    language: &'a Language,
    give: G,
    is_done: bool,
}

impl<G: FnMut(Place) -> bool> Tokens<'_, G> {
    /// Splits `start..end` into runs of digits, and of letters with at most one `'letters` inside.
    /// `class` tells what stands at an offset and how long it is; beyond the end: `Other`.
    fn runs(&mut self, start: usize, end: usize, class: impl Fn(usize) -> (Class, usize)) {
        let is_letter = |found| matches!(found, Class::Letter | Class::Mark);
        let mut at = start;
        while at < end && !self.is_done {
            count_step();
            let (found, len) = class(at);
            match found {
                Class::Letter => {
                    let mut to = skip(at + len, end, &class, is_letter);
                    let mut inner = None;
                    let is_joined = to + 1 < end && class(to).0 == Class::Apostrophe;
                    if is_joined && class(to + 1).0 == Class::Letter {
                        inner = Some(to);
                        to = skip(to + 1, end, &class, is_letter);
                    }
                    self.word(at, to, inner);
                    at = to;
                }
                Class::Digit => {
                    let to = skip(at + len, end, &class, |found| found == Class::Digit);
                    self.push(at, to, TokenKind::Number, Reading::AsWritten);
                    at = to;
                }
                Class::Mark | Class::Apostrophe | Class::Other => at += len,
            }
        }
    }

    /// A run of letters; `apostrophe` is the place of the one inside.
    fn word(&mut self, start: usize, end: usize, apostrophe: Option<usize>) {
        let Some(apostrophe) = apostrophe else { return self.plain(start, end) };
        let word = self.text.get(start..end).unwrap_or_default();
        if self.language.short_form(word).is_some() {
            self.plain(start, end);
        } else if let Some((suffix, known)) = self.language.suffix(word) {
            let middle = end - suffix.len();
            self.push(start, middle, TokenKind::Word, Reading::AsWritten);
            self.push(middle, end, TokenKind::Word, Reading::Known(known));
        } else {
            self.plain(start, apostrophe);
            self.plain(apostrophe + 1, end);
        }
    }

    /// A word that is one token, or the short form of several.
    fn plain(&mut self, start: usize, end: usize) {
        let word = self.text.get(start..end).unwrap_or_default();
        match self.language.short_form(word) {
            Some(words) => {
                for &known in words {
                    self.push(start, end, TokenKind::Word, Reading::Known(known));
                }
            }
            None => self.push(start, end, TokenKind::Word, Reading::AsWritten),
        }
    }

    fn push(&mut self, start: usize, end: usize, kind: TokenKind, reading: Reading) {
        if !self.is_done {
            let place = Place { start: start as u32, end: end as u32, kind, reading };
            self.is_done = !(self.give)(place);
        }
    }
}
