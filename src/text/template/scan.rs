//! A look at the words of a template before minijinja sees it: refuses what could grow without
//! bound or nest without bound, and tells where. The library bounds steps, not memory, and its
//! parser and compiler recurse on long chains.

use std::ops::Range;

use super::TemplateError;
use super::names::Gate;

/// Joins with `~` and `+` in one template: each may double a text that nested loops hand on.
const MAX_JOINS: usize = 8;
/// Words and signs in one tag: a chain of operators this long nests as deep.
const MAX_PARTS: usize = 400;
/// `elif` in one template: each is a level of nesting inside.
const MAX_ELIF: usize = 64;
/// The statements of a reply: what is needed to choose and to list.
const STATEMENTS: [&str; 8] = ["if", "elif", "else", "endif", "for", "endfor", "raw", "endraw"];

/// The filters of the format.
const FILTERS: [&str; 6] = ["day", "list", "mask", "money", "time", "when"];
/// Those that tell a day by its distance from now.
const FROM_NOW: [&str; 2] = ["day", "when"];

/// A name in `is open("name")`, and where it stands in the text with its quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Opens {
    pub(crate) name: Box<str>,
    pub(crate) at: Range<usize>,
}

/// What a template asks for beside names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asks {
    pub(super) opens: Vec<Opens>,
    /// Whether a filter reckons from the moment of the turn.
    pub(super) now: bool,
}

/// Refuses what a reply or condition must not do, and gives what it asks for. `is_condition`:
/// `text` is one bare expression.
pub(super) fn check(text: &str, is_condition: bool) -> Result<Asks, TemplateError> {
    let mut scan = Scan { text, at: 0 };
    let mut totals = Totals { text, joins: 0, elifs: 0, asks: Asks::default() };
    if is_condition {
        totals.tag(&scan.tag(None).parts, false)?;
        return Ok(totals.asks);
    }
    while let Some(tag) = scan.next_tag() {
        totals.tag(&tag.parts, tag.is_statement)?;
        if tag.is_statement && matches!(tag.parts.first(), Some((_, Part::Name("raw")))) {
            scan.skip_raw();
        }
    }
    Ok(totals.asks)
}

/// Whether `name is defined` or `name is not defined` stands in a condition, so that the name may
/// be missing.
pub(super) fn asks_whether_defined(text: &str, name: &str) -> bool {
    let parts = parts(text);
    let mut names = parts.iter().map(|(_, part)| part).collect::<Vec<_>>();
    names.retain(|part| !matches!(part, Part::Name("not")));
    names.windows(3).enumerate().any(|(at, three)| {
        let is_field = at.checked_sub(1).and_then(|at| names.get(at)) == Some(&&Part::Sign('.'));
        !is_field
            && matches!(three, [Part::Name(asked), Part::Name("is"), Part::Name("defined")] if *asked == name)
    })
}

/// `mood.insult` of `mood.insult and …`: the name, maybe with one field, that a condition begins
/// with and cannot hold without.
pub(super) fn gate(condition: &str) -> Option<Gate> {
    let parts: Vec<_> = parts(condition).into_iter().map(|(_, part)| part).collect();
    let (name, field, rest) = match parts.as_slice() {
        [Part::Name(name), Part::Sign('.'), Part::Name(field), rest @ ..] => {
            (name, Some(*field), rest)
        }
        [Part::Name(name), rest @ ..] => (name, None, rest),
        _ => return None,
    };
    // `1or` is a number and a keyword to minijinja, and one name here.
    let is_odd = |part: &Part<'_>| match part {
        Part::Name(word) => {
            word.starts_with(|c: char| c.is_ascii_digit()) && word.contains(char::is_alphabetic)
        }
        Part::Text | Part::Sign(_) => false,
    };
    if parts.iter().any(is_odd) {
        return None;
    }
    const KEYWORDS: [&str; 7] = ["not", "true", "True", "false", "False", "none", "None"];
    let is_name = !KEYWORDS.contains(name) && !name.starts_with(|c: char| c.is_ascii_digit());
    let is_needed = rest.is_empty() || rest.first() == Some(&Part::Name("and"));
    let mut depth = 0_usize;
    let has_other_way = rest.iter().any(|part| {
        match part {
            Part::Sign('(' | '[' | '{') => depth += 1,
            Part::Sign(')' | ']' | '}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(part, Part::Name("or" | "if"))
    });
    (is_name && is_needed && !has_other_way)
        .then(|| Gate { name: (*name).to_owned(), field: field.map(str::to_owned) })
}

/// The words and signs of a condition.
pub(super) fn parts(text: &str) -> Vec<(Range<usize>, Part<'_>)> {
    Scan { text, at: 0 }.tag(None).parts
}

struct Totals<'t> {
    text: &'t str,
    joins: usize,
    elifs: usize,
    asks: Asks,
}

impl Totals<'_> {
    fn tag(
        &mut self,
        parts: &[(Range<usize>, Part<'_>)],
        is_statement: bool,
    ) -> Result<(), TemplateError> {
        if let (true, Some((at, Part::Name(name)))) = (is_statement, parts.first()) {
            if !STATEMENTS.contains(name) {
                let message = format!("`{name}` is not used in replies");
                return Err(refused(
                    message,
                    at,
                    "replies know `if` and `for`; values come from actions",
                ));
            }
            self.elifs += usize::from(*name == "elif");
            if self.elifs > MAX_ELIF {
                let message = format!("there are more than {MAX_ELIF} `elif`");
                return Err(refused(message, at, "write variants with an `if` each"));
            }
        }
        for (count, (at, part)) in parts.iter().enumerate() {
            if count >= MAX_PARTS {
                let message = format!("one tag has more than {MAX_PARTS} words and signs");
                return Err(refused(message, at, "split it, or let an action compute the value"));
            }
            match part {
                Part::Sign('*') => {
                    let help =
                        "`*` could make a text of any length: let an action compute the value";
                    return Err(refused(
                        "`*` is not used in replies and conditions".into(),
                        at,
                        help,
                    ));
                }
                Part::Sign('|') => self.filter(parts.get(count + 1..).unwrap_or_default())?,
                Part::Name("is") => self.test(parts.get(count + 1..).unwrap_or_default())?,
                Part::Sign('~' | '+') => self.joins += 1,
                Part::Sign(_) | Part::Name(_) | Part::Text => {}
            }
            if self.joins > MAX_JOINS {
                let message = format!("more than {MAX_JOINS} values are joined with `~` and `+`");
                return Err(refused(
                    message,
                    at,
                    "write them one after the other: `{{ a }}{{ b }}`",
                ));
            }
        }
        Ok(())
    }

    /// minijinja looks filters and tests up only when it renders, which is too late to tell the author.
    fn filter(&mut self, rest: &[(Range<usize>, Part<'_>)]) -> Result<(), TemplateError> {
        let (at, name) = match rest.first() {
            Some((at, Part::Name(name))) => (at, name),
            None | Some((_, Part::Text | Part::Sign(_))) => return Ok(()),
        };
        if !FILTERS.contains(name) {
            let help = "filters are `day`, `list`, `mask`, `money`, `time` and `when`";
            return Err(refused(format!("there is no filter `{name}`"), at, help));
        }
        self.asks.now |= FROM_NOW.contains(name);
        if let Some((at, Part::Sign('('))) = rest.get(1) {
            let message = format!("the filter `{name}` takes nothing in brackets");
            return Err(refused(
                message,
                at,
                "it writes in the bot's language: remove the brackets",
            ));
        }
        Ok(())
    }

    /// `is defined`, `is open("name")`.
    fn test(&mut self, rest: &[(Range<usize>, Part<'_>)]) -> Result<(), TemplateError> {
        const HELP: &str = "tests are `is defined` and `is open(\"name\")`; compare with `==`";
        let asked = rest.iter().position(|(_, part)| !matches!(part, Part::Name("not")));
        match rest.get(asked.unwrap_or(rest.len())..).unwrap_or_default() {
            [(_, Part::Name("defined")), ..] => Ok(()),
            [
                (_, Part::Name("open")),
                (_, Part::Sign('(')),
                (at, Part::Text),
                (_, Part::Sign(')')),
                ..,
            ] => {
                let quoted = self.text.get(at.clone()).unwrap_or_default();
                let name = Box::from(quoted.trim_matches(['"', '\'']));
                self.asks.opens.push(Opens { name, at: at.clone() });
                Ok(())
            }
            [(at, Part::Name("open")), ..] => {
                let message = "`is open` needs the name of hours in quotes and brackets".to_owned();
                Err(refused(message, at, "write it as `visit_day is open(\"store\")`"))
            }
            [(at, Part::Name(name)), ..] => {
                Err(refused(format!("there is no test `is {name}`"), at, HELP))
            }
            _ => Ok(()),
        }
    }
}

fn refused(message: String, at: &Range<usize>, help: &'static str) -> TemplateError {
    TemplateError { message, at: at.clone(), help: Some(help) }
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// A name, keyword or number.
    Name(&'t str),
    /// A text in quotes.
    Text,
    Sign(char),
}

struct Tag<'t> {
    is_statement: bool,
    parts: Vec<(Range<usize>, Part<'t>)>,
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scan<'t> {
    /// The next `{{ }}` or `{% %}`; comments are passed over.
    fn next_tag(&mut self) -> Option<Tag<'t>> {
        loop {
            self.at += self.rest().find('{')?;
            let open = self.rest().get(..2).unwrap_or_default();
            self.at += if open.is_empty() { 1 } else { 0 };
            match open {
                "{{" => {
                    self.at += 2;
                    return Some(self.tag(Some("}}")));
                }
                "{%" => {
                    self.at += 2;
                    let is_trimmed = self.rest().starts_with(['-', '+']);
                    self.at += usize::from(is_trimmed);
                    return Some(self.tag(Some("%}")));
                }
                "{#" => self.at += self.rest().find("#}").map_or(self.rest().len(), |end| end + 2),
                "" => {}
                _ => self.at += 1,
            }
        }
    }

    /// The words and signs up to `close` outside of brackets, or to the end.
    fn tag(&mut self, close: Option<&str>) -> Tag<'t> {
        let mut parts = Vec::new();
        let mut open_brackets = 0_usize;
        while let Some(c) = self.rest().chars().next() {
            if open_brackets == 0 && close.is_some_and(|close| self.rest().starts_with(close)) {
                self.at += 2;
                break;
            }
            let start = self.at;
            self.at += c.len_utf8();
            let part = match c {
                _ if c.is_whitespace() => continue,
                '\'' | '"' => {
                    self.skip_text(c);
                    Part::Text
                }
                _ if is_name(c) => {
                    self.at += self.rest().find(|c| !is_name(c)).unwrap_or(self.rest().len());
                    Part::Name(self.text.get(start..self.at).unwrap_or_default())
                }
                _ => {
                    match c {
                        '(' | '[' | '{' => open_brackets += 1,
                        ')' | ']' | '}' => open_brackets = open_brackets.saturating_sub(1),
                        _ => {}
                    }
                    Part::Sign(c)
                }
            };
            parts.push((start..self.at, part));
        }
        Tag { is_statement: close == Some("%}"), parts }
    }

    fn skip_text(&mut self, quote: char) {
        let mut is_escaped = false;
        for (at, c) in self.rest().char_indices() {
            if c == quote && !is_escaped {
                self.at += at + 1;
                return;
            }
            is_escaped = c == '\\' && !is_escaped;
        }
        self.at = self.text.len();
    }

    fn skip_raw(&mut self) {
        self.at += self.rest().find("endraw").unwrap_or(self.rest().len());
        self.at += self.rest().find("%}").map_or(self.rest().len(), |end| end + 2);
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_grow_or_nest_is_refused_at_its_place() {
        let chain = format!("{{{{ a{} }}}}", " and a".repeat(100_000));
        let elifs = format!("{{% if a %}}{}{{% endif %}}", "{% elif a %}x".repeat(100_000));
        let fields = format!("{{{{ a{} }}}}", ".a".repeat(100_000));
        for (text, found) in [
            ("5 * 3 {{ name }}", None),
            ("{{ '*' }} {# * #} {% raw %}{{ a * b }}{% endraw %} {{ b }}", None),
            ("{{ {'a': {'b': 1}}.a }} }} ~", None),
            ("{{ a * 2 }}", Some("*")),
            ("{{ {'a': {'b': 1}} * 2 }}", Some("*")),
            ("{% raw %}{{ a }}{% endraw %}{{ a * b }}", Some("*")),
            ("é {% set a = 1 %}", Some("set")),
            ("{%- with a = b %}", Some("with")),
            ("{%+autoescape true%}", Some("autoescape")),
            ("{{ 'it\\'s' ~ a ~ a ~ a ~ a ~ a ~ a ~ a + a }}", None),
            ("{{ a ~ a ~ a ~ a ~ a }}{{ a ~ a ~ a ~ a ~ a ~ b }}", Some("~")),
            (&chain, Some("a")),
            (&elifs, Some("elif")),
            (&fields, Some("a")),
        ] {
            let refused = check(text, false).err();
            let place = refused.map(|error| text.get(error.at).unwrap_or_default());
            assert_eq!(place, found, "{}", text.get(..40).unwrap_or(text));
        }
        assert!(check("a * 2 == 4", true).is_err() && check("a == '*'", true).is_ok());
    }

    #[test]
    fn names_that_may_be_missing() {
        for (text, expected) in [
            ("a is defined", true),
            ("b or a is not defined", true),
            ("not a is defined", true),
            ("b.a is defined", false),
            ("a.b is defined", false),
            ("a == 'a is defined'", false),
            ("a", false),
        ] {
            assert_eq!(asks_whether_defined(text, "a"), expected, "{text}");
        }
    }

    #[test]
    fn what_a_condition_cannot_hold_without() {
        for (text, expected) in [
            ("mood.insult", Some("mood.insult")),
            ("mood.insult and not (a or b)", Some("mood.insult")),
            ("vip and a == 'x or y'", Some("vip")),
            ("vip or a", None),
            ("vip and a or b", None),
            ("vip and a if b else c", None),
            ("vip", Some("vip")),
            ("not vip", None),
            ("vip == 3 and a", None),
            ("order.lines.count and a", None),
            ("order['x'] and a", None),
            ("vip | list and a", None),
            ("vip is defined and a", None),
            ("(vip) and a", None),
            ("true and a", None),
            ("1 and a", None),
            ("1.5 and a", None),
            ("vip and 1or x", None),
            ("vip and 1.5or x", None),
            ("vip and 0x1or x", None),
            ("m.1or x", None),
            ("vip and 10 == a", Some("vip")),
            ("", None),
        ] {
            let told = gate(text).map(|Gate { name, field }| match field {
                Some(field) => format!("{name}.{field}"),
                None => name,
            });
            assert_eq!(told.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn scanning_ends_on_anything() {
        for text in ["{", "{{", "{%", "{#", "{{ '", "{% raw", "{% raw %}", "é{{é", "{{ 'é\\"] {
            let _ = check(text, false);
            let _ = check(text, true);
        }
    }
}
