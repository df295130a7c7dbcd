//! What somebody said, read once: the text, its folded form and its tokens.
//!
//! Every matcher reads the same [`Utterance`]; corrections of spelling are put into it before, so
//! that all matchers see the same words.

use std::ops::Range;

use unicode_segmentation::GraphemeCursor;

use super::fold::{Folded, fold, folded_text};
use super::language::Language;
use super::token::{Place, Reading, Token, class, each_token, tokenize};
use crate::limits::Limits;
use crate::understanding::Span;

/// A message as all matchers see it: the original text, its folded form, and its tokens with their
/// places in both.
///
/// Folded means: lower case, without accents, apostrophes and white space made uniform. Offsets are
/// in bytes. A message longer than [`Limits::max_input`] characters or
/// [`Limits::max_tokens`] tokens is cut, see [`Utterance::is_cut`]; what is cut off costs nothing.
///
/// A [`Matcher`](crate::Matcher) of the host gets one; only the bot makes them.
///
/// ```
/// use frontdesk::{Bot, Hits, Matcher, TokenKind, Utterance};
/// struct Reads;
/// impl Matcher for Reads {
///     fn name(&self) -> &'static str {
///         "reads"
///     }
///     fn find(&self, message: &Utterance<'_>, _: &mut Hits<'_>) {
///         assert_eq!(message.text(), "Où est mon Tée, 12?");
///         assert_eq!(message.folded(), "ou est mon tee, 12?");
///         assert_eq!(message.words().collect::<Vec<_>>(), ["ou", "est", "mon", "tee", "12"]);
///         assert_eq!((message.len(), message.is_empty(), message.is_cut()), (5, false, false));
///         let token = message.token(3).unwrap();
///         assert_eq!((token.word(), token.kind()), ("tee", TokenKind::Word));
///         assert_eq!(token.span().of(message.text()), "Tée");
///         assert_eq!(message.span_of_tokens(0..2).of(message.text()), "Où est");
///         assert_eq!(message.tokens_in(token.range()), 3..4);
///         assert!(message.is_whole(token.range()));
///     }
/// }
/// let bot = Bot::builder()
///     .yaml_str("bot.yaml", "{about: {language: fr}, intents: {a: {user: a b, bot: x}}}")
///     .matcher(Reads)
///     .build()?;
/// bot.understand("Où est mon Tée, 12?");
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Utterance<'t> {
    text: &'t str,
    folded: Folded,
    places: Vec<Place>,
    is_cut: bool,
}

impl<'t> Utterance<'t> {
    /// Reads `text` within `limits`, contractions by `language`. Linear in the cut text.
    pub(crate) fn new(text: &'t str, language: &Language, limits: &Limits) -> Utterance<'t> {
        let kept = cut(text, limits.max_input);
        let folded = fold(kept);
        let (places, too_many) = tokenize(&folded.text, language, limits.max_tokens);
        Utterance { text: kept, folded, places, is_cut: too_many || kept.len() < text.len() }
    }

    /// The text as it was written, without what was cut off.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The folded text, with corrected spelling: what keywords and patterns are searched in.
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.folded.text
    }

    /// Whether the message was longer than the limits allow, so that its end was not read.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// How many tokens there are; 0 for a message of white space and punctuation only.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is no token.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The token at `index`, counted from 0.
    #[must_use]
    pub fn token(&self, index: usize) -> Option<Token<'_>> {
        self.places.get(index).map(|place| self.view(place))
    }

    /// All tokens in order.
    #[must_use]
    pub fn tokens(&self) -> impl ExactSizeIterator<Item = Token<'_>> + DoubleEndedIterator + Clone {
        self.places.iter().map(|place| self.view(place))
    }

    /// The words of all tokens in order: [`Token::word`] without the rest, the quickest way through.
    #[must_use]
    pub fn words(&self) -> impl ExactSizeIterator<Item = &str> + DoubleEndedIterator + Clone {
        self.places.iter().map(|place| self.word(place))
    }

    /// The bytes of the original text behind the bytes `range` of the folded text; always borders
    /// of characters, and never between a letter and its marks.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        let span = self.folded.span(range);
        Span::new(span.start, span.end)
    }

    /// The bytes of the original text from the first to the last of `tokens`; empty for none.
    #[must_use]
    pub fn span_of_tokens(&self, tokens: Range<usize>) -> Span {
        let places = self.places.get(tokens).unwrap_or_default();
        match (places.first(), places.last()) {
            (Some(first), Some(last)) => self.span(first.start as usize..last.end as usize),
            _ => Span::default(),
        }
    }

    /// The indices of the tokens that lie within or over the border of `range` of the folded text.
    #[must_use]
    pub fn tokens_in(&self, range: Range<usize>) -> Range<usize> {
        let first = self.places.partition_point(|place| place.end as usize <= range.start);
        let last = self.places.partition_point(|place| (place.start as usize) < range.end);
        first..last.max(first)
    }

    /// Whether no token goes over an end of `range` of the folded text: what stands there are
    /// whole words.
    #[must_use]
    pub fn is_whole(&self, range: Range<usize>) -> bool {
        let parts = |at: usize| {
            let next = self.places.partition_point(|place| place.end as usize <= at);
            self.places.get(next).is_none_or(|place| place.start as usize >= at)
        };
        parts(range.start) && parts(range.end)
    }

    /// Replaces the reading of tokens: pairs of index and folded word, ascending by index. The
    /// tokens keep their spans and remember what was written; the folded text is corrected too,
    /// and ranges move with it. A token that is part of a contraction stays as it is.
    pub(crate) fn correct(&mut self, readings: &[(usize, &str)]) {
        let mut fixes: Vec<(usize, Range<usize>, &str)> = Vec::with_capacity(readings.len());
        for &(index, word) in readings {
            let Some(place) = self.places.get(index) else { continue };
            let range = place.start as usize..place.end as usize;
            let is_next = fixes.last().is_none_or(|(_, last, _)| last.end <= range.start);
            if is_next && !word.is_empty() && !matches!(place.reading, Reading::Known(_)) {
                fixes.push((index, range, word));
            }
        }
        if fixes.is_empty() {
            return;
        }
        let patches = fixes.iter().map(|(_, range, word)| (range.clone(), *word));
        let corrected = self.folded.patched(patches);
        let mut fixes = fixes.into_iter().peekable();
        let mut moved = 0_i64;
        for (index, place) in self.places.iter_mut().enumerate() {
            place.start = (i64::from(place.start) + moved) as u32;
            if let Some((_, range, word)) = fixes.next_if(|(at, _, _)| *at == index) {
                moved += word.len() as i64 - range.len() as i64;
                if matches!(place.reading, Reading::AsWritten) {
                    let written = self.folded.text.get(range).unwrap_or_default();
                    place.reading = Reading::Corrected(written.into());
                }
            }
            place.end = (i64::from(place.end) + moved) as u32;
        }
        self.folded = corrected;
    }

    fn word(&self, place: &Place) -> &str {
        place.word(&self.folded.text)
    }

    fn view<'u>(&'u self, place: &'u Place) -> Token<'u> {
        let range = place.start as usize..place.end as usize;
        Token {
            word: self.word(place),
            written: match &place.reading {
                Reading::Corrected(written) => written,
                Reading::AsWritten | Reading::Known(_) => place.of(&self.folded.text),
            },
            kind: place.kind,
            span: self.span(range.clone()),
            range,
        }
    }
}

/// The words of a text as a bot of that language (a code as in `about.language`) reads them: folded,
/// contractions written out. Texts with the same words are the same to phrases; one without words
/// can be no phrase.
///
/// For programs that write definitions, such as importers.
///
/// ```
/// use frontdesk::words_of;
/// assert_eq!(words_of("What's UP?!", "en"), words_of("whats up", "en"));
/// assert!(words_of("?!", "en").is_empty());
/// ```
#[must_use]
pub fn words_of(text: &str, language: &str) -> Vec<String> {
    read_words(text, Language::of(language))
}

/// The words of a text that an author wrote, read as a customer's message is, but without limits.
pub(crate) fn read_words(text: &str, language: &Language) -> Vec<String> {
    let mut words = Vec::with_capacity(text.len() / 4 + 1);
    each_word(text, language, |word| words.push(word.to_owned()));
    words
}

/// Gives the words of `text` one by one: those of [`read_words`].
pub(crate) fn each_word(text: &str, language: &Language, mut give: impl FnMut(&str)) {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase()) {
        // One word, folded already, as most texts in templates are.
        match language.short_form(text) {
            Some(words) => words.iter().for_each(|word| give(word)),
            None => give(text),
        }
        return;
    }
    let text = folded_text(text);
    each_token(&text, language, |place| {
        give(place.word(&text));
        true
    });
}

/// As [`read_words`], numbers by their class, with one space between words: what the scorer learns.
pub(crate) fn read_classes(text: &str, language: &Language) -> String {
    let text = folded_text(text);
    let mut out = String::with_capacity(text.len() + 8);
    each_token(&text, language, |place| {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(class(place.word(&text), place.kind));
        true
    });
    out
}

/// The first `most` characters of `text`, less what would split a grapheme. Looks at no more than
/// that many characters, however long the text is.
fn cut(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let Some((end, _)) = text.char_indices().nth(most) else { return text };
    let mut cursor = GraphemeCursor::new(end, text.len(), true);
    let end = match cursor.is_boundary(text, 0) {
        Ok(true) => end,
        _ => match cursor.prev_boundary(text, 0) {
            // A single grapheme that is longer than the limit is cut in the middle.
            Ok(Some(border)) if border > 0 => border,
            _ => end,
        },
    };
    text.get(..end).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Utterance<'_> {
        Utterance::new(text, Language::of("en"), &Limits::default())
    }

    #[test]
    fn tokens_table() {
        for (text, expected) in [
            ("", ""),
            (" ?! ", ""),
            ("Where is my order?", "where is my order"),
            ("WHERE'S my ordr", "where 's my ordr"),
            ("dont can't couldn't I'd", "do not can not could not i would"),
            ("isnt it u r gonna", "is not it you are going to"),
            ("rock'n'roll 'quoted' l'ordre", "rock n roll quoted l ordre"),
            ("Bob's and bobs' 's", "bob 's and bobs s"),
            ("u'two u's", "you two u 's"),
            ("a4 x1y22 3.5 1,000 #42 foo_bar a.b", "a 4 x 1 y 22 3 5 1 000 42 foo bar a b"),
            ("me@shop.com http://x.y", "me shop com http x y"),
            ("don’t größer café", "do not grosser cafe"),
            ("ça coûte 5€", "ca coute 5"),
            ("👍🏽👍 ok ❤️", "👍 👍 ok ❤"),
            ("👨\u{200D}👩\u{200D}👧 🇩🇪🇫🇷 2️⃣", "👨\u{200D}👩\u{200D}👧 🇩🇪 🇫🇷 2"),
            ("איפה ההזמנה שלי", "איפה ההזמנה שלי"),
            ("أين طلبي ١٢", "أين طلبي 12"),
            ("我的订单", "我 的 订 单"),
            ("मेरा ऑर्डर कहाँ है", "मेरा ऑर्डर कहाँ है"),
            ("สวัสดี", "ส วั ส ดี"),
            ("カード 주문", "カード 주문"),
            ("a\u{0}b\u{202E}c", "a bc"),
        ] {
            let words: Vec<String> = read(text).words().map(folded).collect();
            let expected: Vec<String> = expected.split_whitespace().map(folded).collect();
            assert_eq!(words, expected, "{text:?}");
        }
    }

    use crate::text::folded;

    #[test]
    fn a_contraction_keeps_its_places() {
        let utterance = read("  Isn’t Dont");
        let at = |i: usize| utterance.token(i).unwrap();
        assert_eq!((at(0).word(), at(0).span().of(utterance.text())), ("is", "Is"));
        assert_eq!((at(1).word(), at(1).span().of(utterance.text())), ("not", "n’t"));
        assert_eq!((at(2).word(), at(2).written(), at(2).range()), ("do", "dont", 6..10));
        assert_eq!((at(3).word(), at(3).written(), at(3).range()), ("not", "dont", 6..10));
        assert_eq!(utterance.span_of_tokens(2..4), at(2).span());
        assert!(utterance.token(4).is_none());
    }

    #[test]
    fn numbers_have_a_class() {
        let utterance = read("7 42 1234567 ٣");
        let classes: Vec<_> = utterance.tokens().map(|token| token.class()).collect();
        assert_eq!(classes, ["#1", "#2", "#6", "#1"]);
    }

    #[test]
    fn a_correction_moves_what_follows() {
        let mut utterance = read("Whers my  Bestelung Größe?");
        utterance.correct(&[(0, "where"), (2, "bestellung"), (9, "x"), (1, "")]);
        assert_eq!(utterance.folded(), "where my bestellung grosse?");
        let token = utterance.token(2).unwrap();
        assert_eq!((token.word(), token.written()), ("bestellung", "bestelung"));
        assert_eq!(token.span().of(utterance.text()), "Bestelung");
        let last = utterance.token(3).unwrap();
        assert_eq!((last.word(), last.span().of(utterance.text())), ("grosse", "Größe"));
        assert_eq!(utterance.folded().get(last.range()), Some("grosse"));
        utterance.correct(&[(2, "x")]);
        let again = utterance.token(2).unwrap();
        assert_eq!((again.word(), again.written()), ("x", "bestelung"));
        assert_eq!(utterance.folded(), "where my x grosse?");
    }

    #[test]
    fn a_contraction_is_not_corrected() {
        let mut utterance = read("dont ordr");
        utterance.correct(&[(0, "done"), (1, "dot"), (2, "order")]);
        assert_eq!(utterance.words().collect::<Vec<_>>(), ["do", "not", "order"]);
        assert_eq!(utterance.folded(), "dont order");
    }

    #[test]
    fn whole_words() {
        let utterance = read("my orders a44 订单");
        assert!(!utterance.is_whole(3..8), "order in orders");
        assert!(utterance.is_whole(3..9) && utterance.is_whole(2..10));
        assert!(!utterance.is_whole(10..12), "a4 in a44");
        assert!(utterance.is_whole(10..11) && utterance.is_whole(14..20));
        assert_eq!(utterance.tokens_in(3..9), 1..2);
        assert_eq!(utterance.tokens_in(4..12), 1..4);
        assert_eq!(utterance.tokens_in(99..120), 6..6);
    }

    #[test]
    fn a_long_text_is_cut_at_a_grapheme() {
        let limits = Limits { max_input: 4, max_tokens: 2, ..Limits::default() };
        for (text, kept, is_cut) in [
            ("abcd", "abcd", false),
            ("abcde", "abcd", true),
            ("abce\u{301}", "abc", true),
            ("a👨\u{200D}👩\u{200D}👧", "a", true),
            ("e\u{301}\u{301}\u{301}\u{301}\u{301}", "e\u{301}\u{301}\u{301}", true),
            ("abc\r\n", "abc", true),
            ("ääää", "ääää", false),
            ("a b ", "a b ", false),
            ("a 1x", "a 1x", true),
        ] {
            let utterance = Utterance::new(text, Language::of("en"), &limits);
            assert_eq!((utterance.text(), utterance.is_cut()), (kept, is_cut), "{text:?}");
            assert!(utterance.len() <= 2);
        }
    }
}
