//! One regular expression of the author's, made to fit folded text and compiled when it is first
//! needed.
//!
//! Compiling all expressions of a bot would cost 0.3 ms and 80 KB each, and most are never reached
//! by a message: [`Trigger`] says what a message must have for the expression to be tried at all.
//! Which messages those are is [`literals`](super::literals)' business.

use std::sync::{Arc, OnceLock};

use regex::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::literal::{ExtractKind, Extractor, Seq};
use regex_syntax::hir::{
    Capture, Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look, Repetition,
};

use crate::limits::Limits;
use crate::text::folded;

/// An expression over folded text.
#[derive(Debug)]
pub(super) struct Expression {
    /// The folded expression, in the syntax that `regex` reads.
    source: Box<str>,
    /// Groups with a name, in order: index and name.
    groups: Vec<(usize, Arc<str>)>,
    /// Bytes that the compiled expression may take.
    size: usize,
    compiled: OnceLock<Option<Regex>>,
}

/// What a message must have for an expression to match anything in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trigger {
    /// One of these texts, somewhere.
    Literals(Vec<String>),
    /// A digit.
    Digit,
    /// Nothing in particular: it is tried on every message.
    Anything,
}

impl Expression {
    /// Brackets inside brackets at most, as in the check of `def`.
    const MAX_NESTING: u32 = 50;
    /// The folded expression is rarely larger than the one that `def` found to fit (which matches
    /// capitals too); with this much room it is never too large.
    const ROOM: usize = 2;

    /// Reads an expression; `whole_words` makes it match nothing that begins or ends inside a word.
    /// `None` for what cannot be used: `def` told why.
    pub(super) fn new(
        written: &str,
        whole_words: bool,
        limits: &Limits,
    ) -> Option<(Expression, Trigger)> {
        if written.len() > limits.max_pattern {
            return None;
        }
        // Ignoring case before folding makes `[^a]` mean "neither a nor A", as an author expects.
        let mut parser =
            ParserBuilder::new().nest_limit(Self::MAX_NESTING).case_insensitive(true).build();
        let hir = parser.parse(written).ok()?;
        if hir.properties().minimum_len() == Some(0) {
            return None;
        }
        let mut hir = fold(&hir);
        if whole_words {
            let start = Hir::look(Look::WordStartHalfUnicode);
            hir = Hir::concat(vec![start, hir, Hir::look(Look::WordEndHalfUnicode)]);
        }
        let expression = Expression {
            source: hir.to_string().into(),
            groups: groups(&hir),
            size: limits.max_pattern_size.saturating_mul(Self::ROOM),
            compiled: OnceLock::new(),
        };
        Some((expression, trigger(&hir)))
    }

    /// Groups with a name, in order: index and name.
    pub(super) fn groups(&self) -> &[(usize, Arc<str>)] {
        &self.groups
    }

    /// The compiled expression. Its searches are linear in the text.
    pub(super) fn regex(&self) -> Option<&Regex> {
        let compile = || {
            let mut builder = RegexBuilder::new(&self.source);
            builder.size_limit(self.size).dfa_size_limit(self.size);
            builder.build().ok()
        };
        self.compiled.get_or_init(compile).as_ref()
    }
}

/// Classes with more characters than this are left as they are: they are ranges of whole scripts
/// or negations, which have the folded forms in them anyway.
const MAX_FOLDED_CLASS: usize = 512;

/// The expression with everything that folding changes in a message changed likewise. Depth is
/// bounded by the parser's limit.
fn fold(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Empty => Hir::empty(),
        HirKind::Look(look) => Hir::look(*look),
        HirKind::Literal(literal) => {
            let text = String::from_utf8_lossy(&literal.0);
            Hir::literal(text.chars().map(fold_char).collect::<String>().into_bytes())
        }
        HirKind::Class(class) => fold_class(class),
        HirKind::Repetition(repetition) => {
            let Repetition { min, max, greedy, .. } = *repetition;
            Hir::repetition(Repetition { min, max, greedy, sub: Box::new(fold(&repetition.sub)) })
        }
        HirKind::Capture(capture) => {
            let Capture { index, name, sub } = capture;
            Hir::capture(Capture { index: *index, name: name.clone(), sub: Box::new(fold(sub)) })
        }
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(fold).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(fold).collect()),
    }
}

fn fold_char(c: char) -> String {
    // Folding trims white space at the ends of a text and makes one space of all within.
    if c.is_whitespace() || c.is_control() {
        " ".to_owned()
    } else {
        folded(c.encode_utf8(&mut [0; 4]))
    }
}

fn fold_class(class: &Class) -> Hir {
    let class = match class {
        Class::Unicode(class) => class.clone(),
        Class::Bytes(bytes) => match bytes.to_unicode_class() {
            Some(class) => class,
            None => return Hir::class(Class::Bytes(bytes.clone())),
        },
    };
    let len: usize = class.iter().map(ClassUnicodeRange::len).sum();
    if len > MAX_FOLDED_CLASS {
        return Hir::class(Class::Unicode(class));
    }
    if class.is_ascii() {
        return Hir::class(Class::Unicode(fold_ascii(&class)));
    }
    let mut single = ClassUnicode::empty();
    let mut longer = Vec::new();
    for c in class.iter().flat_map(|range| range.start()..=range.end()) {
        let folded = fold_char(c);
        let mut chars = folded.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => single.push(ClassUnicodeRange::new(c, c)),
            (Some(_), Some(_)) => longer.push(folded),
            _ => {}
        }
    }
    // `ß` folds to `ss`, which needs no alternative of its own where the class has `s`.
    let has = |c: char| single.iter().any(|range| (range.start()..=range.end()).contains(&c));
    longer.retain(|text| !text.chars().all(has));
    longer.sort();
    longer.dedup();
    let class = Hir::class(Class::Unicode(single));
    if longer.is_empty() {
        return class;
    }
    let longer = longer.into_iter().map(|text| Hir::literal(text.into_bytes()));
    Hir::alternation(longer.chain([class]).collect())
}

/// As [`fold_class`], without a text for each character: most classes are a letter in both cases.
fn fold_ascii(class: &ClassUnicode) -> ClassUnicode {
    let fold = |c: char| match c.to_ascii_lowercase() {
        '`' => '\'',
        c if c.is_ascii_control() => ' ',
        c => c,
    };
    let chars = class.iter().flat_map(|range| range.start()..=range.end());
    ClassUnicode::new(chars.map(|c| ClassUnicodeRange::new(fold(c), fold(c))))
}

fn groups(hir: &Hir) -> Vec<(usize, Arc<str>)> {
    let mut found = Vec::new();
    let mut todo = vec![hir];
    while let Some(hir) = todo.pop() {
        if let HirKind::Capture(Capture { index, name: Some(name), .. }) = hir.kind() {
            found.push((*index as usize, Arc::from(&**name)));
        }
        todo.extend(hir.kind().subs());
    }
    found.sort();
    found
}

fn trigger(hir: &Hir) -> Trigger {
    // Three bytes and more are rare enough in messages; of less, a digit says more.
    const GOOD: usize = 3;
    let literals = required(hir);
    let has_digit = needs_digit(hir);
    match literals {
        Some(literals) if !has_digit || shortest(&literals) >= GOOD => Trigger::Literals(literals),
        _ if has_digit => Trigger::Digit,
        _ => Trigger::Anything,
    }
}

/// Texts of which every match has at least one, the best such set that is easily found: those that
/// the whole begins or ends with, or those that one part of a sequence does.
fn required(hir: &Hir) -> Option<Vec<String>> {
    let mut best: Option<Vec<String>> = None;
    let mut todo = vec![hir];
    while let Some(hir) = todo.pop() {
        for kind in [ExtractKind::Prefix, ExtractKind::Suffix] {
            let found = literals(&Extractor::new().kind(kind).extract(hir));
            if let Some(found) = found
                && best.as_ref().is_none_or(|best| shortest(&found) > shortest(best))
            {
                best = Some(found);
            }
        }
        match hir.kind() {
            HirKind::Concat(parts) => todo.extend(parts.iter().rev()),
            HirKind::Capture(capture) => todo.push(&capture.sub),
            HirKind::Repetition(repetition) if repetition.min > 0 => todo.push(&repetition.sub),
            _ => {}
        }
    }
    best
}

fn shortest(literals: &[String]) -> usize {
    literals.iter().map(String::len).min().unwrap_or(0)
}

/// The literals, if every one of them is worth looking for.
fn literals(found: &Seq) -> Option<Vec<String>> {
    let mut texts = Vec::new();
    for literal in found.literals()? {
        let bytes = literal.as_bytes();
        // The extractor cuts at bytes; what is left of a character goes too.
        let whole = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => std::str::from_utf8(bytes.get(..error.valid_up_to())?).ok()?,
        };
        if whole.trim().is_empty() {
            return None;
        }
        texts.push(whole.to_owned());
    }
    texts.sort();
    texts.dedup();
    // Whoever looks for `foo` finds `xfoo` too.
    let has_other = |text: &String| texts.iter().any(|o| o != text && text.contains(o.as_str()));
    let least: Vec<String> = texts.iter().filter(|&text| !has_other(text)).cloned().collect();
    (!least.is_empty()).then_some(least)
}

/// Whether every match has a digit in it, of any script.
fn needs_digit(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(Class::Bytes(_)) => false,
        HirKind::Literal(literal) => literal.0.iter().any(u8::is_ascii_digit),
        HirKind::Class(Class::Unicode(class)) => {
            // Digits stand in blocks of ten; the longest stretch of such blocks has fifty.
            let is_digit = |range: &ClassUnicodeRange| {
                range.len() <= 50 && (range.start()..=range.end()).all(char::is_numeric)
            };
            !class.ranges().is_empty() && class.iter().all(is_digit)
        }
        HirKind::Repetition(repetition) => repetition.min > 0 && needs_digit(&repetition.sub),
        HirKind::Capture(capture) => needs_digit(&capture.sub),
        HirKind::Concat(parts) => parts.iter().any(needs_digit),
        HirKind::Alternation(parts) => parts.iter().all(needs_digit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::def::pattern;

    fn read(written: &str) -> Option<(Expression, Trigger)> {
        Expression::new(written, false, &Limits::default())
    }

    /// Whether the expression is tried on the text and matches it.
    fn finds(written: &str, text: &str) -> bool {
        let (expression, trigger) = read(written).unwrap();
        let text = folded(text);
        let tried = match trigger {
            Trigger::Anything => true,
            Trigger::Digit => text.chars().any(char::is_numeric),
            Trigger::Literals(literals) => literals.iter().any(|literal| text.contains(literal)),
        };
        let matches = expression.regex().unwrap().is_match(&text);
        assert!(tried || !matches, "{written} matches {text:?} but is not tried on it");
        matches
    }

    #[test]
    fn capitals_and_accents_do_not_matter_on_either_side() {
        for (written, text, expected) in [
            ("Order", "my ORDER", true),
            ("ÉTÉ", "un ete", true),
            ("ete", "un Été", true),
            ("Straße", "HAUPTSTRASSE", true),
            ("stra[ß]e", "strasse", true),
            ("[äöü]ber", "Über", true),
            (r"\p{Lu}{3}", "abc", true),
            ("(?-i)ABC", "abc", true),
            ("[^a]bc", "abc", false),
            ("[^A]bc", "abc", false),
            ("[^a]bc", "xbc", true),
            ("it’s", "It's", true),
            (r"a\s+b", "a \t\n b", true),
            ("a\tb", "a b", true),
            (r"(?-u:\bORDER\b)", "order", true),
            (r"заказ", "ЗАКАЗ", true),
        ] {
            assert_eq!(finds(written, text), expected, "{written} on {text}");
        }
    }

    #[test]
    fn ascii_is_folded_alike_in_both_ways() {
        for c in '\0'..='\x7f' {
            let quick = fold_ascii(&ClassUnicode::new([ClassUnicodeRange::new(c, c)]));
            let chars: String = quick.iter().map(ClassUnicodeRange::start).collect();
            assert_eq!(chars, fold_char(c), "{c:?}");
        }
    }

    #[test]
    fn a_message_must_have_what_every_match_has() {
        let trigger = |written: &str| read(written).unwrap().1;
        let literals =
            |texts: &[&str]| Trigger::Literals(texts.iter().map(|&text| text.to_owned()).collect());
        assert_eq!(
            trigger(r"\b(?:tracking|shipment) \d{6,8}\b"),
            literals(&["shipment ", "tracking "])
        );
        assert_eq!(
            trigger(r"(?:my|the)?\s*(?P<x>Refund|money)\s*.*"),
            literals(&["money", "refund"])
        );
        assert_eq!(trigger(r"#?(\d{6,8})"), Trigger::Digit);
        assert_eq!(trigger(r"[a-z]{2}\d+"), Trigger::Digit);
        assert_eq!(trigger(r"\w+ \w+"), Trigger::Anything);
        assert_eq!(trigger("a|b|[^x]"), Trigger::Anything);
        assert_eq!(trigger("(?:x*foo)+"), literals(&["foo"]));
    }

    #[test]
    fn what_def_refuses_is_left_out() {
        for written in
            ["a(b", "a(?=b)", r"(a)\1", ".*", "", r"\b", &"x".repeat(2_000), &"(".repeat(500)]
        {
            assert!(pattern::check(written, &Limits::default()).is_err(), "{written}");
            assert!(read(written).is_none(), "{written}");
        }
    }

    #[test]
    fn whole_words_are_not_cut_out_of_longer_ones() {
        let (expression, _) = Expression::new(r"#?(\d{6,8})", true, &Limits::default()).unwrap();
        let regex = expression.regex().unwrap();
        assert!(regex.is_match("order #1234567."));
        assert!(!regex.is_match("123456789"));
        assert!(!regex.is_match("a1234567"));
    }

    proptest::proptest! {
        #[test]
        fn what_def_accepts_compiles_and_its_trigger_holds(
            written in r"(\PC|ab|[A-C]|\\d|\\w|\\pL|[ß-ö]|\(b\||\)|\{1,9\}|\{40\}|\+){1,8}",
            text in ".{0,40}",
        ) {
            if pattern::check(&written, &Limits::default()).is_ok() {
                finds(&written, &text);
                let (whole, _) = Expression::new(&written, true, &Limits::default()).unwrap();
                assert!(whole.regex().is_some(), "{written:?}");
            }
        }

        #[test]
        fn triggers_hold(
            written in r"(ab|[a-c]|\\d|\(b\|cd?\)|x\?|a\+|\\b|.\*| |1){1,6}",
            text in "[a-dx1 ]{0,12}",
        ) {
            if read(&written).is_some() {
                finds(&written, &text);
            }
        }
    }
}
