//! What a condition compares with values written beside it: for checks that know what a name can
//! hold. A look at words, like [`scan`](super::scan); whatever is not plain is not told.

use std::ops::Range;

use super::scan::{self, Part};
use crate::value::Value;

/// A name and the value that it is compared with, such as `visit_day` and 5 of `visit_day > 5`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Comparison {
    /// With its fields: `order.status`.
    pub(crate) name: String,
    pub(crate) value: Value,
    /// Where the value stands, in bytes of the condition.
    pub(crate) at: Range<usize>,
    /// `==` or `!=`, not an order.
    pub(crate) is_equality: bool,
}

/// The comparisons of a condition, and whether it has nothing else but `and`, `or`, `not` and
/// brackets: then it is the same for all values between two of those that it is compared with.
pub(crate) fn comparisons(condition: &str) -> (Vec<Comparison>, bool) {
    let terms = terms(condition);
    let is_plain = !terms.iter().any(|(_, term)| matches!(term, Term::Other));
    let ends = |at: Option<usize>| {
        at.and_then(|at| terms.get(at)).is_none_or(|(_, term)| matches!(term, Term::Joint))
    };
    let found = terms.windows(3).enumerate().filter_map(|(at, three)| {
        let (name, is_equality, value, place) = match three {
            [
                (_, Term::Name(name)),
                (_, Term::Compare { is_equality }),
                (place, Term::Value(v)),
            ]
            | [
                (place, Term::Value(v)),
                (_, Term::Compare { is_equality }),
                (_, Term::Name(name)),
            ] => (name, *is_equality, v, place),
            _ => return None,
        };
        let is_alone = ends(at.checked_sub(1)) && ends(Some(at + 3));
        is_alone.then(|| Comparison {
            name: name.clone(),
            value: value.clone(),
            at: place.clone(),
            is_equality,
        })
    });
    (found.collect(), is_plain)
}

#[derive(Debug)]
enum Term {
    Name(String),
    Value(Value),
    Compare {
        is_equality: bool,
    },
    /// `and`, `or`, `not`, a round bracket.
    Joint,
    Other,
}

fn terms(condition: &str) -> Vec<(Range<usize>, Term)> {
    let parts = scan::parts(condition);
    let mut rest = parts.as_slice();
    let mut terms: Vec<(Range<usize>, Term)> = Vec::new();
    while let Some((first, _)) = rest.first() {
        let begins =
            terms.last().is_none_or(|(_, term)| matches!(term, Term::Joint | Term::Compare { .. }));
        let (term, taken) = term(condition, rest, begins);
        let (read, left) = rest.split_at(taken.clamp(1, rest.len()));
        let end = read.last().map_or(first.end, |(at, _)| at.end);
        terms.push((first.start..end, term));
        rest = left;
    }
    terms
}

/// The first term, and of how many parts it is. `begins`: a sign of a number can stand here.
fn term(text: &str, rest: &[(Range<usize>, Part<'_>)], begins: bool) -> (Term, usize) {
    let sign = |at: usize| match rest.get(at) {
        Some((_, Part::Sign(sign))) => Some(*sign),
        _ => None,
    };
    match rest.first() {
        Some((at, Part::Text)) => {
            let quoted = text.get(at.clone()).unwrap_or_default();
            let inside = quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default();
            if inside.contains('\\') { (Term::Other, 1) } else { (Term::Value(inside.into()), 1) }
        }
        Some((_, Part::Sign('(' | ')'))) => (Term::Joint, 1),
        Some((_, Part::Sign('=' | '!'))) if sign(1) == Some('=') => {
            (Term::Compare { is_equality: true }, 2)
        }
        Some((_, Part::Sign('<' | '>'))) => {
            (Term::Compare { is_equality: false }, if sign(1) == Some('=') { 2 } else { 1 })
        }
        Some((_, Part::Sign('-'))) if begins => match number(rest.get(1..).unwrap_or_default()) {
            Some((value, taken)) => (Term::Value(Value::Float(-value)), taken + 1),
            None => (Term::Other, 1),
        },
        Some((_, Part::Name(name))) => match *name {
            "and" | "or" | "not" => (Term::Joint, 1),
            "true" | "True" => (Term::Value(Value::Bool(true)), 1),
            "false" | "False" => (Term::Value(Value::Bool(false)), 1),
            "in" | "is" | "if" | "else" | "none" | "None" => (Term::Other, 1),
            name if name.starts_with(|c: char| c.is_ascii_digit()) => match number(rest) {
                Some((value, taken)) => (Term::Value(Value::Float(value)), taken),
                None => (Term::Other, 1),
            },
            name => path(name, rest),
        },
        _ => (Term::Other, 1),
    }
}

/// `12`, `1.5`.
fn number(rest: &[(Range<usize>, Part<'_>)]) -> Option<(f64, usize)> {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match rest {
        [(_, Part::Name(whole)), (dot, Part::Sign('.')), (after, Part::Name(fraction)), ..]
            if is_digits(whole) && is_digits(fraction) && dot.end == after.start =>
        {
            Some((format!("{whole}.{fraction}").parse().ok()?, 3))
        }
        [(_, Part::Name(whole)), ..] if is_digits(whole) => Some((whole.parse().ok()?, 1)),
        _ => None,
    }
}

/// `order.status`.
fn path(name: &str, rest: &[(Range<usize>, Part<'_>)]) -> (Term, usize) {
    let (mut whole, mut taken) = (name.to_owned(), 1);
    while let [(_, Part::Sign('.')), (_, Part::Name(field)), ..] =
        rest.get(taken..).unwrap_or_default()
    {
        whole = format!("{whole}.{field}");
        taken += 2;
    }
    (Term::Name(whole), taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_compared_with_what() {
        for (text, expected, plain) in [
            ("n > 5 and n<=-3.5", "n>5 n>-3.5", true),
            ("not (5 > n) or order.status == 'x y'", "n>5 order.status=\"x y\"", true),
            ("n == true", "n=true", true),
            ("a - n > 5", "", false),
            ("n > 5 - a", "", false),
            ("n == 'a' ~ b", "", false),
            ("n[0] > 5", "", false),
            ("n in [1, 2]", "", false),
            ("n == 'it\\'s'", "", false),
            ("n is defined and n != \"\"", "n=\"\"", false),
            ("1.x > n", "", false),
            ("> 5 >", "", true),
            ("'", "", true),
            ("", "", true),
        ] {
            let (found, is_plain) = comparisons(text);
            let told: Vec<String> = found
                .iter()
                .map(|Comparison { name, value, is_equality, .. }| {
                    let sign = if *is_equality { '=' } else { '>' };
                    format!("{name}{sign}{}", serde_json::to_string(value).unwrap_or_default())
                })
                .collect();
            let told = told.join(" ").replace(".0", "");
            assert_eq!((told.as_str(), is_plain), (expected, plain), "{text}");
        }
    }

    #[test]
    fn the_place_is_that_of_the_value() {
        let text = "n > 1.25 or 'é' == b";
        let (found, _) = comparisons(text);
        let places: Vec<_> = found.iter().filter_map(|one| text.get(one.at.clone())).collect();
        assert_eq!(places, ["1.25", "'é'"]);
    }
}
