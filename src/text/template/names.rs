//! What templates and conditions read: values by name, looked up when a text reads them, so that a
//! turn makes no value that nobody asks for.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use minijinja::value::{Enumerator, Object};
use smallvec::SmallVec;

use super::filters::NOW;
use crate::value::Value;

/// Deepest value of the host that a template sees; below it stands nothing.
const MAX_VALUE_DEPTH: usize = 16;

/// Values by name. Under `now` stands the moment of the turn as a text like `2026-03-04T15:00`:
/// filters reckon from it.
pub(crate) trait Names {
    /// What is known under a name.
    fn value(&self, name: &str) -> Option<Known<'_>>;
}

/// A value that is there already, or made for who reads it.
#[derive(Debug)]
pub(crate) enum Known<'v> {
    Kept(&'v Value),
    Made(Value),
    Fields(Arc<dyn Fields>),
}

/// A map whose values are made when they are read.
pub(crate) trait Fields: fmt::Debug + Send + Sync {
    /// Its keys, sorted.
    fn keys(&self) -> &'static [&'static str];
    fn value(&self, key: &str) -> Option<Value>;
}

/// Names, and one value more that comes before them.
pub(crate) struct With<'n> {
    pub(crate) name: &'n str,
    pub(crate) value: &'n Value,
    pub(crate) names: &'n dyn Names,
}

impl Names for With<'_> {
    fn value(&self, name: &str) -> Option<Known<'_>> {
        if name == self.name { Some(Known::Kept(self.value)) } else { self.names.value(name) }
    }
}

impl Names for BTreeMap<String, Value> {
    fn value(&self, name: &str) -> Option<Known<'_>> {
        self.get(name).map(Known::Kept)
    }
}

/// A name that a text reads.
#[derive(Debug)]
pub(super) struct Root {
    pub(super) name: String,
    /// Without it nothing comes of the text.
    pub(super) is_needed: bool,
}

/// For what a text reads its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// To be shown: an amount of money is a text with its coins.
    Show,
    /// To be compared: an amount of money is a number, since "9.50" as a text comes after 100.
    Compare,
}

/// What one text reads, looked up; `None` where a name that it needs is not known.
pub(super) fn scope(names: &dyn Names, roots: &Arc<[Root]>, used: Use) -> Option<minijinja::Value> {
    let mut values = Values::with_capacity(roots.len());
    for Root { name, is_needed } in roots.iter() {
        let known = names.value(if name == NOW { "now" } else { name });
        if known.is_none() && *is_needed {
            return None;
        }
        values.push(known.map(|known| lowered(known, used)));
    }
    Some(minijinja::Value::from_object(Scope { roots: Arc::clone(roots), values }))
}

/// `mood.insult` of `mood.insult and not (…)`: most conditions are false most of the time, and this
/// tells so without a run of the template.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Gate {
    pub(super) name: String,
    pub(super) field: Option<String>,
}

impl Gate {
    /// False only where the template would find the same.
    pub(super) fn may_hold(&self, names: &dyn Names) -> bool {
        let is_true = |value: Option<&Value>| match value {
            None | Some(Value::Null) => false,
            Some(Value::Bool(truth)) => *truth,
            Some(_) => true,
        };
        let field = |value: &Value, field: &str| match value {
            Value::Map(map) => is_true(map.get(field)),
            _ => true,
        };
        match (names.value(&self.name), &self.field) {
            (None, _) => false,
            (Some(Known::Fields(fields)), Some(field)) => is_true(fields.value(field).as_ref()),
            (Some(Known::Fields(_)), None) => true,
            (Some(Known::Kept(value)), Some(name)) => field(value, name),
            (Some(Known::Made(value)), Some(name)) => field(&value, name),
            (Some(Known::Kept(value)), None) => is_true(Some(value)),
            (Some(Known::Made(value)), None) => is_true(Some(&value)),
        }
    }
}

type Values = SmallVec<[Option<minijinja::Value>; 3]>;

#[derive(Debug)]
struct Scope {
    roots: Arc<[Root]>,
    /// In the order of `roots`.
    values: Values,
}

impl Object for Scope {
    fn get_value(self: &Arc<Self>, key: &minijinja::Value) -> Option<minijinja::Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<minijinja::Value> {
        let at = self.roots.iter().position(|root| root.name == key)?;
        self.values.get(at)?.clone()
    }
}

#[derive(Debug)]
struct Made(Arc<dyn Fields>);

impl Object for Made {
    fn get_value(self: &Arc<Self>, key: &minijinja::Value) -> Option<minijinja::Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<minijinja::Value> {
        self.0.value(key).map(|value| lowered(Known::Made(value), Use::Show))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Str(self.0.keys())
    }
}

fn lowered(known: Known<'_>, used: Use) -> minijinja::Value {
    match known {
        Known::Kept(value) => lowered_to(value, MAX_VALUE_DEPTH, used),
        Known::Made(value) => lowered_to(&value, MAX_VALUE_DEPTH, used),
        Known::Fields(fields) => minijinja::Value::from_object(Made(fields)),
    }
}

/// The recursion is bounded by `depth`: what lies deeper is not seen.
fn lowered_to(value: &Value, depth: usize, used: Use) -> minijinja::Value {
    let Some(below) = depth.checked_sub(1) else { return minijinja::Value::UNDEFINED };
    match value {
        Value::Null => minijinja::Value::from(()),
        Value::Bool(truth) => (*truth).into(),
        Value::Int(number) => (*number).into(),
        Value::Float(number) => (*number).into(),
        Value::Text(text) => text.as_str().into(),
        Value::List(items) => items.iter().map(|item| lowered_to(item, below, used)).collect(),
        Value::Map(map) => {
            let figures = if used == Use::Compare { figures(map) } else { None };
            minijinja::Value::from_pairs(map.iter().map(|(key, item)| {
                let own = figures.filter(|_| key == AMOUNT);
                (key.as_str(), own.map_or_else(|| lowered_to(item, below, used), Into::into))
            }))
        }
    }
}

const AMOUNT: &str = "amount";

/// The amount of a map that is money.
fn figures(map: &BTreeMap<String, Value>) -> Option<f64> {
    map.get("currency")?;
    map.get(AMOUNT)?.as_str()?.parse().ok().filter(|figures: &f64| figures.is_finite())
}
