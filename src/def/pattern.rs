//! Authors' regular expressions: whether one may be used, and why not, at the right column.
//!
//! Only the check lives here: linear time, bounded size. What is matched is folded and compiled
//! by `nlu`, with the same limits.

use std::ops::Range;

use regex_syntax::hir::{Hir, HirKind, Repetition};

use crate::limits::Limits;

/// Nesting of groups and repetitions; people write three or four.
const MAX_NESTING: u32 = 50;

/// Up to this weight an expression is small whatever it is made of: it need not be compiled to
/// know that it fits. A test compares this with the real size.
const LIGHT: usize = 6_000;

/// What is wrong with a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PatternError {
    /// One sentence, lower case, no full stop.
    pub(crate) message: String,
    /// Where in the pattern, in bytes.
    pub(crate) at: Range<usize>,
    /// What would do.
    pub(crate) help: Option<&'static str>,
}

/// What is known of a good pattern without running it.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    /// Names of its named groups, in order.
    pub(crate) groups: Vec<String>,
}

/// Checks a pattern without compiling it, where its size allows that.
pub(crate) fn check(text: &str, limits: &Limits) -> Result<Pattern, PatternError> {
    let hir = parse(text, limits)?;
    if weight(&hir) > LIGHT {
        compile(text, limits)?;
    }
    Ok(Pattern { groups: group_names(&hir) })
}

/// Compiles a pattern; upper and lower case are the same to it.
fn compile(text: &str, limits: &Limits) -> Result<regex::Regex, PatternError> {
    let built = regex::RegexBuilder::new(text)
        .case_insensitive(true)
        .nest_limit(MAX_NESTING)
        .size_limit(limits.max_pattern_size)
        .dfa_size_limit(limits.max_pattern_size)
        .build();
    built.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => too_large(text),
        _ => parse(text, limits).err().unwrap_or_else(|| too_large(text)),
    })
}

fn too_large(text: &str) -> PatternError {
    PatternError {
        message: "the regular expression is too large when compiled".to_owned(),
        at: 0..text.len(),
        help: Some("use smaller counts in `{...}`, and fewer of them inside each other"),
    }
}

fn parse(text: &str, limits: &Limits) -> Result<Hir, PatternError> {
    if text.len() > limits.max_pattern {
        let (found, most) = (text.len(), limits.max_pattern);
        return Err(PatternError {
            message: format!("the regular expression has {found} bytes, more than {most}"),
            at: 0..text.len(),
            help: Some("use several patterns, or phrases"),
        });
    }
    let parser = regex_syntax::ParserBuilder::new()
        .case_insensitive(true)
        .nest_limit(MAX_NESTING)
        .build()
        .parse(text);
    let hir = parser.map_err(|error| invalid(text, &error))?;
    if hir.properties().minimum_len() == Some(0) {
        return Err(PatternError {
            message: "the regular expression matches the empty text, so it matches everywhere"
                .to_owned(),
            at: 0..text.len(),
            help: Some("let at least one character be required: `+` instead of `*`"),
        });
    }
    Ok(hir)
}

fn invalid(text: &str, error: &regex_syntax::Error) -> PatternError {
    use regex_syntax::ast::ErrorKind;
    const NO_LOOK: &str = "lookaround and backreferences are not supported: \
                           they cannot be matched in linear time; use `not_user`, or `keywords.none`";
    let (message, span, help) = match error {
        regex_syntax::Error::Parse(error) => {
            let help = match error.kind() {
                ErrorKind::UnsupportedLookAround | ErrorKind::UnsupportedBackreference => {
                    Some(NO_LOOK)
                }
                ErrorKind::GroupUnclosed | ErrorKind::GroupUnopened => {
                    Some("a bracket that is meant as a character is written `\\(` or `\\)`")
                }
                ErrorKind::RepetitionMissing => {
                    Some("a character such as `?`, `*` or `+` is written `\\?`, `\\*`, `\\+`")
                }
                _ => None,
            };
            (error.kind().to_string(), *error.span(), help)
        }
        regex_syntax::Error::Translate(error) => (error.kind().to_string(), *error.span(), None),
        other => {
            return PatternError { message: other.to_string(), at: 0..text.len(), help: None };
        }
    };
    PatternError {
        message: format!("not a regular expression: {message}"),
        at: span.start.offset..span.end.offset.max(span.start.offset + 1),
        help,
    }
}

// The recursion below goes as deep as the nesting limit.

/// About how many steps the expression needs: repetitions multiply.
fn weight(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(regex_syntax::hir::Class::Bytes(_)) => 1,
        // A range of characters beyond ASCII needs a few steps for its bytes.
        HirKind::Class(regex_syntax::hir::Class::Unicode(class)) => {
            class.ranges().iter().map(|range| if range.end() <= '\u{7f}' { 1 } else { 4 }).sum()
        }
        HirKind::Repetition(Repetition { min, max, sub, .. }) => {
            let times = max.unwrap_or(min.saturating_add(1)).max(*min).max(1) as usize;
            weight(sub).saturating_add(1).saturating_mul(times)
        }
        HirKind::Capture(capture) => weight(&capture.sub).saturating_add(2),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().fold(1, |sum: usize, part| sum.saturating_add(weight(part)))
        }
    }
}

fn group_names(hir: &Hir) -> Vec<String> {
    let mut names = Vec::new();
    collect(hir, &mut names);
    names
}

fn collect(hir: &Hir, names: &mut Vec<String>) {
    match hir.kind() {
        HirKind::Repetition(repetition) => collect(&repetition.sub, names),
        HirKind::Capture(capture) => {
            names.extend(capture.name.as_deref().map(str::to_owned));
            collect(&capture.sub, names);
        }
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().for_each(|part| collect(part, names));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_patterns_say_why_and_where() {
        let limits = Limits::default();
        for (text, part, at) in [
            ("a(b", "unclosed group", 1..2),
            ("a)", "unopened group", 1..2),
            ("*a", "repetition operator missing expression", 0..1),
            ("(?=a)b", "look-around", 0..3),
            (r"(a)\1", "backreferences are not supported", 3..5),
            ("[z-a]", "invalid character class range", 1..4),
            (r"\p{Klingon}b", "Unicode property not found", 0..11),
            ("a*", "matches the empty text", 0..2),
            (r"\b", "matches the empty text", 0..2),
            ("(a{1000}){1000}", "too large when compiled", 0..15),
            (r"\w{1000}", "too large when compiled", 0..8),
            ("a{3,2}", "invalid repetition count range", 1..6),
        ] {
            let error = check(text, &limits).unwrap_err();
            assert!(error.message.contains(part), "{text}: {error:?}");
            assert_eq!(error.at, at, "{text}: {error:?}");
        }
        assert!(check(&"a".repeat(2_000), &limits).unwrap_err().message.contains("2000 bytes"));
        assert!(check(&"(".repeat(400), &limits).is_err());
        let deep = format!("{}a{}", "(".repeat(200), ")".repeat(200));
        assert!(check(&deep, &limits).is_err());
    }

    #[test]
    fn groups_are_named_in_order() {
        let pattern = check(r"(?P<a>x)(?:(?<b>y)|z)+(w)", &Limits::default()).unwrap();
        assert_eq!(pattern.groups, ["a", "b"]);
    }

    /// What is not compiled by the check must compile.
    #[test]
    fn light_patterns_fit() {
        let limits = Limits::default();
        let parts = [
            r"\w",
            r"\pL",
            "[äöü]",
            ".",
            "é",
            r"\d",
            "(?:ab|cd)",
            "[^a]",
            "(x)",
            "s",
            r"\P{Greek}",
        ];
        let mut light = 0;
        for part in parts {
            for times in [1, 2, 3, 5, 10, 50, 90, 300, 900, 1_900, 6_000, 19_000] {
                for text in [format!("{part}{{{times}}}"), format!("(?:{part}+y){{1,{times}}}")] {
                    let Ok(hir) = parse(&text, &limits) else { continue };
                    if weight(&hir) <= LIGHT {
                        light += 1;
                        assert!(compile(&text, &limits).is_ok(), "{text} weighs {}", weight(&hir));
                    }
                }
            }
        }
        assert!(light > 50, "{light}");
    }
}
