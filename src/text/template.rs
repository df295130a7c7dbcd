//! Reply templates and conditions: Jinja as minijinja reads it, without its library, bounded.
//!
//! Checked when a bot is built; the only module that meets minijinja. A template that reads a name
//! which is not known gives nothing, so that no reply is ever printed with a hole; a condition
//! that does is false.

mod compare;
mod filters;
mod names;
mod scan;

use std::collections::BTreeSet;
use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::tz::TimeZone;
use minijinja::value::ValueKind;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior};

use super::Language;
use super::writing::Writing;
use crate::limits::Limits;

pub(crate) use compare::{Comparison, comparisons};
pub(crate) use filters::{IsOpen, masked};
pub(crate) use names::{Fields, Known, Names, With};
pub(crate) use scan::Opens;

use names::{Gate, Root, Use, scope};

/// Nesting of template calls; a bare environment has none that recurse.
const MAX_RECURSION: usize = 20;

/// Compiles the templates and conditions of one bot; what it compiles shares its filters.
#[derive(Clone, Debug)]
pub(crate) struct Templates {
    replies: Arc<Environment<'static>>,
    conditions: Arc<Environment<'static>>,
    max_bytes: usize,
    /// How many templates are kept compiled so far.
    kept: Arc<AtomicUsize>,
}

/// A reply's text. One without Jinja is kept as it is and costs a copy.
///
/// Of a bot's first templates with Jinja, [`KEPT`] are kept compiled; the others are checked, and
/// compiled again for each use, since 10,000 of them take 14 MB so instead of 78.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    text: Arc<str>,
    jinja: Option<Arc<Jinja>>,
}

#[derive(Debug)]
struct Jinja {
    environment: Arc<Environment<'static>>,
    /// Whether the environment is its own and holds it, as [`NAME`].
    is_kept: bool,
    max_bytes: usize,
    /// Names as they are read, with their attributes: `order.error`.
    reads: Vec<String>,
    /// The names alone: `order`; and the moment of the turn, if a filter reckons from it.
    roots: Arc<[Root]>,
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
    roots: Arc<[Root]>,
    opens: Vec<Opens>,
    /// What it begins with, if nothing else matters where that is false.
    gate: Option<Gate>,
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

/// Templates of a bot that are kept compiled, some 3 to 8 KiB each: those of all bots that a person
/// writes by hand.
const KEPT: usize = 1_000;

/// The one template in an environment of its own; that of a condition prints this if it holds.
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
        // Without loops its length bounds a condition; counting its steps would cost more.
        conditions.set_fuel(None);
        let max_bytes = limits.max_reply;
        let (replies, conditions) = (Arc::new(replies), Arc::new(conditions));
        Templates { replies, conditions, max_bytes, kept: Arc::default() }
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
        let is_kept = self.kept.fetch_add(1, Ordering::Relaxed) < KEPT;
        let mut environment = Arc::clone(&self.replies);
        if is_kept {
            let own = Arc::make_mut(&mut environment).add_template_owned(NAME, text.to_owned());
            own.map_err(|error| told(&error, text))?;
        }
        let compiled = if is_kept {
            environment.get_template(NAME)
        } else {
            self.replies.template_from_str(text)
        };
        let compiled = compiled.map_err(|error| told(&error, text))?;
        let reads = sorted(compiled.undeclared_variables(true));
        let jinja = Jinja {
            is_kept,
            max_bytes: self.max_bytes,
            roots: roots(&reads, &asks, |_| false),
            reads,
            opens: asks.opens,
            environment: Arc::clone(&environment),
        };
        drop(compiled);
        Ok(Template { text: kept, jinja: Some(Arc::new(jinja)) })
    }

    /// Compiles an expression such as `channel == "sms" and intent.times > 1`.
    pub(crate) fn condition(&self, text: &str) -> Result<Condition, TemplateError> {
        let asks = scan::check(text, true)?;
        // Compiled by itself first, so that a text with `%}` in it cannot end the tag below.
        let alone = self.conditions.compile_expression(text).map_err(|error| told(&error, text))?;
        let reads = sorted(alone.undeclared_variables(true));
        drop(alone);
        let roots = roots(&reads, &asks, |name| !scan::asks_whether_defined(text, name));
        let mut environment = Environment::clone(&self.conditions);
        let source = format!("{{% if ({text}) %}}{HOLDS}{{% endif %}}");
        environment.add_template_owned(NAME, source).map_err(|error| told(&error, text))?;
        let gate = scan::gate(text);
        Ok(Condition(Arc::new(Compiled { environment, reads, roots, opens: asks.opens, gate })))
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
    pub(crate) fn render(&self, names: &dyn Names) -> Option<String> {
        let Some(jinja) = &self.jinja else { return Some(self.text.to_string()) };
        let template = if jinja.is_kept {
            jinja.environment.get_template(NAME)
        } else {
            jinja.environment.template_from_str(&self.text)
        };
        let template = template.ok()?;
        let mut out = Capped { bytes: Vec::new(), most: jinja.max_bytes, is_full: false };
        let rendered =
            template.render_captured_to(scope(names, &jinja.roots, Use::Show)?, &mut out).map(drop);
        (rendered.is_ok() || out.is_full).then(|| out.into_text())
    }
}

impl Condition {
    /// Whether it is true; false where a name that it reads is not known, or a step failed.
    pub(crate) fn holds(&self, names: &dyn Names) -> bool {
        let Compiled { environment, roots, gate, .. } = &*self.0;
        if gate.as_ref().is_some_and(|gate| !gate.may_hold(names)) {
            return false;
        }
        let Some(scope) = scope(names, roots, Use::Compare) else { return false };
        let template = environment.get_template(NAME);
        let printed = template.and_then(|template| template.render(scope));
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
    /// a map that is no money have no text. Lists in lists are as deep as [`names`] makes them.
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

/// The names in `reads` without their attributes, each once.
fn roots(reads: &[String], asks: &scan::Asks, is_needed: impl Fn(&str) -> bool) -> Arc<[Root]> {
    let names: BTreeSet<&str> = reads.iter().filter_map(|name| name.split('.').next()).collect();
    let now = asks.now.then(|| Root { name: filters::NOW.to_owned(), is_needed: false });
    let root = |name: &str| Root { is_needed: is_needed(name), name: name.to_owned() };
    names.into_iter().map(root).chain(now).collect()
}

fn told(error: &Error, text: &str) -> TemplateError {
    let message = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    let at = error.range().filter(|at| text.get(at.clone()).is_some());
    // The library's place may lie behind the end, where something is missing.
    TemplateError { message, at: at.unwrap_or(text.len()..text.len()), help: None }
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
