//! Reply templates and conditions: Jinja as minijinja reads it, without its library, bounded.
//!
//! Checked when a bot is built; the only file that meets minijinja. A template that reads a name
//! which is not known gives nothing, so that no reply is ever printed with a hole; a condition
//! that does is false.

mod compare;
mod filters;
mod scan;

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::sync::Arc;

use jiff::tz::TimeZone;
use minijinja::value::ValueKind;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior};

use super::Language;
use super::writing::Writing;
use crate::limits::Limits;
use crate::value::Value;

pub(crate) use compare::{Comparison, comparisons};
pub(crate) use filters::{IsOpen, masked};
pub(crate) use scan::Opens;

/// What templates and conditions read, by name. Under `now` stands the moment of the turn as a
/// text like `2026-03-04T15:00`: filters reckon from it.
pub(crate) type Names = BTreeMap<String, Value>;

/// Deepest value of the host that a template sees; below it stands nothing.
const MAX_VALUE_DEPTH: usize = 16;
/// Nesting of template calls; a bare environment has none that recurse.
const MAX_RECURSION: usize = 20;

/// Compiles the templates and conditions of one bot; what it compiles shares its filters.
#[derive(Clone, Debug)]
pub(crate) struct Templates {
    replies: Arc<Environment<'static>>,
    conditions: Arc<Environment<'static>>,
    max_bytes: usize,
}

/// A reply's text. One without Jinja is kept as it is and costs a copy.
///
/// Jinja is checked once and compiled again for each use: a turn renders one or two, at 1.5 µs
/// instead of 1.1, and 10,000 of them take 14 MB instead of 78.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    text: Arc<str>,
    jinja: Option<Arc<Jinja>>,
}

#[derive(Debug)]
struct Jinja {
    environment: Arc<Environment<'static>>,
    max_bytes: usize,
    /// Names as they are read, with their attributes: `order.error`.
    reads: Vec<String>,
    /// The names alone: `order`; and the moment of the turn, if a filter reckons from it.
    roots: Vec<String>,
    opens: Vec<Opens>,
}

/// An `if`: an expression over names. Compiled, since a turn looks at many and few are in a bot.
#[derive(Clone, Debug)]
pub(crate) struct Condition(Arc<Compiled>);

#[derive(Debug)]
struct Compiled {
    /// Holds one template, [`NAME`].
    environment: Environment<'static>,
    reads: Vec<String>,
    roots: Vec<String>,
    /// Names that must be known, or else the condition is false.
    needs: Vec<String>,
    opens: Vec<Opens>,
}

/// Why a template or a condition cannot be compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TemplateError {
    /// What is wrong: lower case, no full stop.
    pub(crate) message: String,
    /// Where in the text, in bytes; character borders.
    pub(crate) at: Range<usize>,
    pub(crate) help: Option<&'static str>,
}

/// The one template in the environment of a condition, which prints this if it holds.
const NAME: &str = "t";
const HOLDS: &str = "1";

impl Templates {
    /// `language` is for filters such as `list`, `zone` that of the bot.
    pub(crate) fn new(language: &Language, zone: &TimeZone, limits: &Limits) -> Templates {
        let mut conditions = bare(language, limits);
        filters::add(&mut conditions, Writing::of(language), zone);
        let replies = conditions.clone();
        // A field that an action's result does not have is false, as in `not order.error`; names
        // that are not known are looked for before.
        conditions.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        let max_bytes = limits.max_reply;
        Templates { replies: Arc::new(replies), conditions: Arc::new(conditions), max_bytes }
    }

    /// Answers the test `is open("store")`, which fails without it: for all that is compiled after.
    pub(crate) fn opened_by(mut self, zone: &TimeZone, is_open: IsOpen) -> Templates {
        for environment in [&mut self.replies, &mut self.conditions] {
            let environment = Arc::make_mut(environment);
            filters::add_open(environment, zone.clone(), Arc::clone(&is_open));
        }
        self
    }

    /// Compiles a text; one without `{{`, `{%` and `{#` always compiles.
    pub(crate) fn template(&self, text: &str) -> Result<Template, TemplateError> {
        let kept = Arc::from(text);
        if !["{{", "{%", "{#"].iter().any(|open| text.contains(open)) {
            return Ok(Template { text: kept, jinja: None });
        }
        let asks = scan::check(text, false)?;
        let compiled = self.replies.template_from_str(text).map_err(|error| told(&error, text))?;
        let jinja = Jinja {
            environment: Arc::clone(&self.replies),
            max_bytes: self.max_bytes,
            reads: sorted(compiled.undeclared_variables(true)),
            roots: with_now(sorted(compiled.undeclared_variables(false)), &asks),
            opens: asks.opens,
        };
        Ok(Template { text: kept, jinja: Some(Arc::new(jinja)) })
    }

    /// Compiles an expression such as `channel == "sms" and intent.times > 1`.
    pub(crate) fn condition(&self, text: &str) -> Result<Condition, TemplateError> {
        let asks = scan::check(text, true)?;
        // Compiled by itself first, so that a text with `%}` in it cannot end the tag below.
        let alone = self.conditions.compile_expression(text).map_err(|error| told(&error, text))?;
        let reads = sorted(alone.undeclared_variables(true));
        let roots = sorted(alone.undeclared_variables(false));
        let mut needs = roots.clone();
        needs.retain(|name| !scan::asks_whether_defined(text, name));
        drop(alone);
        let roots = with_now(roots, &asks);
        let mut environment = Environment::clone(&self.conditions);
        let source = format!("{{% if ({text}) %}}{HOLDS}{{% endif %}}");
        environment.add_template_owned(NAME, source).map_err(|error| told(&error, text))?;
        Ok(Condition(Arc::new(Compiled { environment, reads, roots, needs, opens: asks.opens })))
    }
}

impl Template {
    /// The names it reads, sorted, with their attributes: `order.eta`.
    pub(crate) fn reads(&self) -> &[String] {
        self.jinja.as_ref().map_or(&[], |jinja| &jinja.reads)
    }

    /// The names in `is open("name")`, and where they stand.
    pub(crate) fn opens(&self) -> &[Opens] {
        self.jinja.as_ref().map_or(&[], |jinja| &jinja.opens)
    }

    /// The text with its values; `None` if a name is not known, a value is nothing, or a step
    /// failed. Cut at the longest reply.
    pub(crate) fn render(&self, names: &Names) -> Option<String> {
        let Some(jinja) = &self.jinja else { return Some(self.text.to_string()) };
        let template = jinja.environment.template_from_str(&self.text).ok()?;
        let mut out = Capped { bytes: Vec::new(), most: jinja.max_bytes, is_full: false };
        let rendered = template.render_captured_to(scope(names, &jinja.roots), &mut out).map(drop);
        (rendered.is_ok() || out.is_full).then(|| out.into_text())
    }
}

impl Condition {
    /// Whether it is true; false where a name that it reads is not known, or a step failed.
    pub(crate) fn holds(&self, names: &Names) -> bool {
        let Compiled { environment, roots, needs, .. } = &*self.0;
        if needs.iter().any(|name| !names.contains_key(name)) {
            return false;
        }
        let template = environment.get_template(NAME);
        let printed = template.and_then(|template| template.render(scope(names, roots)));
        printed.is_ok_and(|text| text == HOLDS)
    }

    /// The names it reads, sorted, with their attributes: `order.error`.
    pub(crate) fn reads(&self) -> &[String] {
        &self.0.reads
    }

    /// The names in `is open("name")`, and where they stand.
    pub(crate) fn opens(&self) -> &[Opens] {
        &self.0.opens
    }
}

/// No globals, no filters and tests but ours; replies are plain text, never escaped.
fn bare(language: &Language, limits: &Limits) -> Environment<'static> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(limits.max_template_steps));
    environment.set_recursion_limit(MAX_RECURSION);
    // Places of mistakes are wanted; the state of a failed rendering is not, and costs time.
    environment.set_debug(false);
    let and = if language.code.is_empty() { None } else { Some(language.wording.and) };
    let shown = Shown { and, most: limits.max_reply, writing: Writing::of(language) };
    environment.set_formatter(move |out, _, value| Ok(out.write_str(&shown.text(value)?)?));
    environment.add_test("defined", |value: &minijinja::Value| !value.is_undefined());
    environment.add_filter("list", move |value: &minijinja::Value| shown.list(value));
    environment
}

/// Writes values as a customer should read them.
#[derive(Clone, Copy)]
struct Shown {
    /// What stands before the last thing of a list; a comma where the language is not known.
    and: Option<&'static str>,
    /// Longest list, in bytes.
    most: usize,
    writing: Writing,
}

impl Shown {
    /// Digits after the point: what is left of 15 significant ones for everyday amounts.
    const DIGITS: usize = 9;
    /// Above it a number has no digits after the point that mean anything.
    const MOST_EXACT: f64 = 1e15;

    /// The text of a value: 50.0 is "50", 0.1 + 0.2 is "0.3". Nothing, a value that is not known, and
    /// a map that is no money have no text. Lists in lists are as deep as [`lowered`] makes them.
    fn text(self, value: &minijinja::Value) -> Result<String, Error> {
        match value.kind() {
            ValueKind::Undefined | ValueKind::None => Err(ErrorKind::UndefinedError.into()),
            ValueKind::Bool => Ok(if value.is_true() { "true" } else { "false" }.to_owned()),
            ValueKind::Number if !value.is_integer() => Shown::float(f64::try_from(value.clone())?),
            ValueKind::Seq => self.list(value),
            // Only an amount of money can be read: other maps are for conditions and their fields.
            ValueKind::Map => filters::money(self.writing, value),
            _ => Ok(value.to_string()),
        }
    }

    fn float(float: f64) -> Result<String, Error> {
        if !float.is_finite() {
            return Err(Error::new(ErrorKind::InvalidOperation, "not a number"));
        }
        if float.abs() > Shown::MOST_EXACT {
            return Ok(float.to_string());
        }
        let text = format!("{float:.digits$}", digits = Shown::DIGITS);
        let text = text.trim_end_matches('0').trim_end_matches('.');
        Ok(if text == "-0" { "0" } else { text }.to_owned())
    }

    /// `{{ times | list }}`: "10, 11 and 12".
    fn list(self, value: &minijinja::Value) -> Result<String, Error> {
        let mut items = Vec::new();
        let mut bytes = 0;
        for item in value.try_iter()? {
            let item = self.text(&item)?;
            bytes += item.len();
            if bytes > self.most {
                return Err(Error::new(ErrorKind::InvalidOperation, "longer than a reply may be"));
            }
            items.push(item);
        }
        Ok(match (items.as_slice(), self.and) {
            ([first @ .., last], Some(and)) if !first.is_empty() => {
                format!("{} {and} {last}", first.join(", "))
            }
            (items, _) => items.join(", "),
        })
    }
}

/// A set of the library's as a list whose order never shows the set's.
fn sorted(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = names.into_iter().collect();
    names.sort();
    names
}

fn with_now(mut roots: Vec<String>, asks: &scan::Asks) -> Vec<String> {
    roots.extend(asks.now.then(|| filters::NOW.to_owned()));
    roots
}

fn told(error: &Error, text: &str) -> TemplateError {
    let message = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    let at = error.range().filter(|at| text.get(at.clone()).is_some());
    // The library's place may lie behind the end, where something is missing.
    TemplateError { message, at: at.unwrap_or(text.len()..text.len()), help: None }
}

fn scope(names: &Names, roots: &[String]) -> minijinja::Value {
    let known = roots.iter().filter_map(|name| {
        let value = names.get(if name == filters::NOW { "now" } else { name })?;
        Some((name.as_str(), lowered(value, MAX_VALUE_DEPTH)))
    });
    minijinja::Value::from_pairs(known)
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
    is_full: bool,
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
            self.is_full = true;
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
mod tests;
