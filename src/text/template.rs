//! Reply templates and conditions: Jinja as minijinja reads it, without its library, bounded.
//!
//! Compiled once, when a bot is built; the only file that meets minijinja. A template that reads a
//! name which is not known gives nothing, so that no reply is ever printed with a hole; a condition
//! that does is false.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use minijinja::{Environment, UndefinedBehavior};

use crate::limits::Limits;
use crate::value::Value;

/// What templates and conditions read, by name.
pub(crate) type Names = BTreeMap<String, Value>;

/// Deepest value of the host that a template sees; below it stands nothing.
const MAX_VALUE_DEPTH: usize = 16;
/// Nesting of template calls; a bare environment has none that recurse.
const MAX_RECURSION: usize = 20;
/// Texts joined with `~` in one template: each may double a text that a loop grows.
const MAX_JOINS: usize = 16;

/// A reply's text. One without Jinja is kept as it is and costs a copy.
#[derive(Clone, Debug)]
pub(crate) struct Template(Source);

#[derive(Clone, Debug)]
enum Source {
    Plain(Arc<str>),
    Jinja { compiled: Arc<Environment<'static>>, max_bytes: usize, reads: Arc<[String]> },
}

/// An `if`: an expression over names.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    compiled: Arc<Environment<'static>>,
    /// Names as they are read, with their attributes: `order.error`.
    reads: Arc<[String]>,
    /// Names that must be known, or else the condition is false.
    needs: Arc<[String]>,
}

/// Why a template or a condition cannot be compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TemplateError {
    /// What is wrong: lower case, no full stop.
    pub(crate) message: String,
    /// The line of the template, from 0.
    pub(crate) line: usize,
    pub(crate) help: Option<&'static str>,
}

/// The one template of an environment of ours.
const NAME: &str = "t";

impl Template {
    /// Compiles a text; one without `{{`, `{%` and `{#` always compiles.
    pub(crate) fn compile(text: &str, limits: &Limits) -> Result<Template, TemplateError> {
        if !["{{", "{%", "{#"].iter().any(|open| text.contains(open)) {
            return Ok(Template(Source::Plain(Arc::from(text))));
        }
        refuse_growth(text)?;
        let compiled = environment(text.to_owned(), limits)?;
        let reads = names_read(&compiled, true);
        let max_bytes = limits.max_reply;
        Ok(Template(Source::Jinja { compiled: Arc::new(compiled), max_bytes, reads: reads.into() }))
    }

    /// Whether it reads no name, so that it is always the same text.
    pub(crate) fn is_plain(&self) -> bool {
        matches!(self.0, Source::Plain(_))
    }

    /// The names it reads, sorted, with their attributes: `order.eta`.
    pub(crate) fn reads(&self) -> &[String] {
        match &self.0 {
            Source::Plain(_) => &[],
            Source::Jinja { reads, .. } => reads,
        }
    }

    /// The text with its values; `None` if a name is not known or a step failed. Cut at the
    /// longest reply.
    pub(crate) fn render(&self, names: &Names) -> Option<String> {
        match &self.0 {
            Source::Plain(text) => Some(text.to_string()),
            Source::Jinja { compiled, max_bytes, .. } => {
                let template = compiled.get_template(NAME).ok()?;
                let mut out = Capped { bytes: Vec::new(), most: *max_bytes, full: false };
                let rendered = template.render_captured_to(scope(names), &mut out);
                if rendered.is_err() && !out.full {
                    return None;
                }
                Some(out.into_text())
            }
        }
    }
}

impl Condition {
    /// Compiles an expression such as `channel == "sms" and intent.times > 1`.
    pub(crate) fn compile(text: &str, limits: &Limits) -> Result<Condition, TemplateError> {
        // Compiled by itself first, so that a text with `%}` in it cannot end the tag below.
        let bare = bare(limits);
        let expression = bare.compile_expression(text).map_err(|error| told(&error))?;
        let mut needs: Vec<String> = expression.undeclared_variables(false).into_iter().collect();
        needs.retain(|name| !asks_whether_defined(text, name));
        needs.sort();
        drop(expression);
        refuse_growth(&format!("{{{{{text}}}}}"))?;
        let compiled = environment(format!("{{% if ({text}) %}}1{{% endif %}}"), limits)?;
        let reads = names_read(&compiled, true).into();
        Ok(Condition { compiled: Arc::new(compiled), reads, needs: needs.into() })
    }

    /// Whether it is true; false where a name that it reads is not known, or a step failed.
    pub(crate) fn holds(&self, names: &Names) -> bool {
        if self.needs.iter().any(|name| !names.contains_key(name)) {
            return false;
        }
        let template = self.compiled.get_template(NAME);
        template.and_then(|template| template.render(scope(names))).is_ok_and(|text| text == "1")
    }

    /// The names it reads, sorted, with their attributes: `order.error`.
    pub(crate) fn reads(&self) -> &[String] {
        &self.reads
    }
}

fn environment(source: String, limits: &Limits) -> Result<Environment<'static>, TemplateError> {
    let mut environment = bare(limits);
    environment.add_template_owned(NAME, source).map_err(|error| told(&error))?;
    Ok(environment)
}

/// No globals, no filters but ours, no tests but `defined`; replies are plain text, never escaped.
fn bare(limits: &Limits) -> Environment<'static> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(limits.max_template_steps));
    environment.set_recursion_limit(MAX_RECURSION);
    environment.add_test("defined", |value: &minijinja::Value| !value.is_undefined());
    environment.add_filter("list", list);
    environment
}

/// `{{ times | list }}`: "10, 11 and 12" would need the language's "and"; commas are right in all.
fn list(value: &minijinja::Value) -> Result<String, minijinja::Error> {
    let items: Vec<String> = value.try_iter()?.map(|item| item.to_string()).collect();
    Ok(items.join(", "))
}

fn names_read(environment: &Environment<'_>, nested: bool) -> Vec<String> {
    let template = environment.get_template(NAME);
    let names = template.map(|template| template.undeclared_variables(nested));
    // A set of the library's: sorted, so that its order never shows.
    let mut names: Vec<String> = names.unwrap_or_default().into_iter().collect();
    names.sort();
    names
}

fn told(error: &minijinja::Error) -> TemplateError {
    let message = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    let line = error.line().unwrap_or(1).saturating_sub(1);
    TemplateError { message, line, help: None }
}

/// Whether the author asks for a name with `is defined` or `is not defined`, so that it may be
/// missing.
fn asks_whether_defined(text: &str, name: &str) -> bool {
    let words: Vec<&str> = text
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|w| !w.is_empty())
        .collect();
    let asked = |tail: &[&str]| matches!(tail, [n, "is", "defined", ..] | [n, "is", "not", "defined", ..] if *n == name);
    (0..words.len()).any(|at| words.get(at..).is_some_and(asked))
}

/// Fuel counts steps, not memory: one step may repeat or join texts without bound.
fn refuse_growth(text: &str) -> Result<(), TemplateError> {
    let refused = |message: &str, help| {
        Err(TemplateError { message: message.to_owned(), line: 0, help: Some(help) })
    };
    let squeezed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let tags = squeezed.replace("{%-", "{%");
    if tags.contains("{%set") {
        return refused("`set` is not used in replies", "use an action for values");
    }
    if ["'*", "\"*", "*'", "*\""].iter().any(|times| squeezed.contains(times)) {
        return refused("a text cannot be multiplied", "write the text out");
    }
    if squeezed.matches('~').count() > MAX_JOINS {
        return refused("too many texts are joined with `~`", "write `{{ a }}{{ b }}`");
    }
    Ok(())
}

fn scope(names: &Names) -> minijinja::Value {
    minijinja::Value::from_pairs(
        names.iter().map(|(name, value)| (name.as_str(), lowered(value, MAX_VALUE_DEPTH))),
    )
}

/// The recursion is bounded by `depth`: what lies deeper is not seen.
fn lowered(value: &Value, depth: usize) -> minijinja::Value {
    let Some(below) = depth.checked_sub(1) else { return minijinja::Value::UNDEFINED };
    match value {
        Value::Null => minijinja::Value::from(()),
        Value::Bool(truth) => (*truth).into(),
        Value::Int(number) => (*number).into(),
        Value::Float(number) => (*number).into(),
        Value::Text(text) => text.as_str().into(),
        Value::List(items) => items.iter().map(|item| lowered(item, below)).collect(),
        Value::Map(map) => minijinja::Value::from_pairs(
            map.iter().map(|(key, item)| (key.as_str(), lowered(item, below))),
        ),
    }
}

/// Takes bytes up to a limit, then refuses.
struct Capped {
    bytes: Vec<u8>,
    most: usize,
    full: bool,
}

impl Capped {
    fn into_text(self) -> String {
        match String::from_utf8(self.bytes) {
            Ok(text) => text,
            // Only where the limit cut a character.
            Err(error) => {
                let good = error.utf8_error().valid_up_to();
                let mut bytes = error.into_bytes();
                bytes.truncate(good);
                String::from_utf8(bytes).unwrap_or_default()
            }
        }
    }
}

impl io::Write for Capped {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = self.most.saturating_sub(self.bytes.len());
        if bytes.len() > room {
            self.full = true;
            self.bytes.extend(bytes.iter().take(room));
            return Err(io::Error::other("the reply is too long"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let order = Value::map([
            ("status", Value::from("shipped")),
            ("eta", Value::Null),
            ("days", Value::from(vec![Value::from("Mon"), Value::from("Tue")])),
        ]);
        Names::from([
            ("order".to_owned(), order),
            ("name".to_owned(), Value::from("<Ann> {{ x }}")),
            ("n".to_owned(), Value::from(3)),
        ])
    }

    fn rendered(text: &str) -> Option<String> {
        Template::compile(text, &Limits::default()).unwrap().render(&names())
    }

    #[test]
    fn templates_render_or_give_nothing() {
        for (text, expected) in [
            ("plain {text}", Some("plain {text}")),
            ("Hi {{ name }}!", Some("Hi <Ann> {{ x }}!")),
            ("{{ order.status }}, {{ n + 1 }}", Some("shipped, 4")),
            ("{% if n > 2 %}many{% else %}few{% endif %}", Some("many")),
            ("{{ order.days | list }}", Some("Mon, Tue")),
            ("{{ nobody }}", None),
            ("{{ order.colour }}", None),
            ("{% if nobody %}x{% endif %}", None),
            ("{{ n | list }}", None),
        ] {
            assert_eq!(rendered(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn conditions_hold_or_do_not() {
        for (text, expected) in [
            ("n == 3", true),
            ("n > 3", false),
            ("order.status == 'shipped' and n", true),
            ("order.error == 'not_found'", false),
            ("nobody == 1 or n == 3", false),
            ("nobody is not defined or nobody == 1", true),
            ("nobody is defined", false),
            ("not nobody", false),
            ("n + 'x'", false),
        ] {
            let condition = Condition::compile(text, &Limits::default()).unwrap();
            assert_eq!(condition.holds(&names()), expected, "{text}");
        }
    }

    #[test]
    fn what_does_not_compile_says_why() {
        for text in
            ["{{ name", "{% if %}", "{{ 'x' * 100000000 }}", "{% set a = 1 %}", "{{ a | upper }}"]
        {
            let compiled = Template::compile(text, &Limits::default());
            let rendered = compiled.map(|template| template.render(&names()));
            assert!(!matches!(rendered, Ok(Some(_))), "{text} gives {rendered:?}");
        }
        for text in ["", "a ==", "a %}{{ name }}{% if a", "a b", "1) %}x{% endif %}{% if (1"] {
            assert!(Condition::compile(text, &Limits::default()).is_err(), "{text}");
        }
    }

    #[test]
    fn names_are_listed_with_attributes() {
        let limits = Limits::default();
        let template = Template::compile("{{ b.c }} {{ a }} {{ b.c }}", &limits).unwrap();
        assert_eq!(template.reads(), ["a", "b.c"]);
        let condition = Condition::compile("order.error == 'x' or n", &limits).unwrap();
        assert_eq!(condition.reads(), ["n", "order.error"]);
    }

    #[test]
    fn output_steps_and_depth_are_bounded() {
        let mut limits = Limits { max_reply: 10, ..Limits::default() };
        let long =
            Template::compile("{% for d in order.days %}äöüäöü{% endfor %}", &limits).unwrap();
        assert_eq!(long.render(&names()).as_deref(), Some("äöüäö"));
        limits.max_template_steps = 5;
        let slow = Template::compile("{% for d in order.days %}x{% endfor %}", &limits).unwrap();
        assert_eq!(slow.render(&names()), None);
        let deep = (0..500).fold(Value::Null, |inner, _| Value::List(vec![inner]));
        let names = Names::from([("deep".to_owned(), deep)]);
        let deep = Template::compile("{{ deep }}", &Limits::default()).unwrap();
        assert!(deep.render(&names).is_none_or(|text| text.len() < 200));
    }
}
