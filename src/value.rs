//! A plain value: what actions take and give, what templates read, what `custom` carries.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A value as in JSON, with texts, numbers, lists and maps (sorted by key).
///
/// The result of an [`Action`](crate::Action) is one, and so are the slots that an action gets.
/// It is not for large data: a result is kept only for the turn.
///
/// ```
/// use frontdesk::Value;
/// let order = Value::map([("status", Value::from("shipped")), ("items", 3.into())]);
/// assert_eq!(order.get("status").and_then(Value::as_str), Some("shipped"));
/// assert_eq!(order.get("eta"), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Value {
    /// Nothing known.
    #[default]
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// A text.
    Text(String),
    /// Values in order.
    List(Vec<Value>),
    /// Values by name.
    Map(BTreeMap<String, Value>),
}

impl Value {
    /// A map from pairs; the last of two pairs with the same key wins.
    ///
    /// ```
    /// use frontdesk::Value;
    /// let value = Value::map([("a", Value::from(1)), ("a", Value::from(2))]);
    /// assert_eq!(value.get("a"), Some(&Value::Int(2)));
    /// ```
    pub fn map<K: Into<String>>(pairs: impl IntoIterator<Item = (K, Value)>) -> Value {
        Value::Map(pairs.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }

    /// Levels of what a host gives that are kept; below them stands nothing. Templates see no more,
    /// and JSON readers refuse what is nested much deeper.
    pub(crate) const MOST_LEVELS: usize = 16;

    /// The value without what lies below [`Value::MOST_LEVELS`]. Without recursion, also where the
    /// rest is dropped: a value nested deep enough would end the process.
    pub(crate) fn cut(mut self) -> Value {
        let mut below = Vec::new();
        let mut todo = vec![(&mut self, 1)];
        while let Some((value, level)) = todo.pop() {
            let inside: Vec<&mut Value> = match value {
                Value::List(items) => items.iter_mut().collect(),
                Value::Map(items) => items.values_mut().collect(),
                _ => continue,
            };
            if level < Value::MOST_LEVELS {
                todo.extend(inside.into_iter().map(|value| (value, level + 1)));
            } else {
                let deeper =
                    inside.into_iter().filter(|v| matches!(v, Value::List(_) | Value::Map(_)));
                below.extend(deeper.map(std::mem::take));
            }
        }
        while let Some(value) = below.pop() {
            match value {
                Value::List(items) => below.extend(items),
                Value::Map(items) => below.extend(items.into_values()),
                _ => {}
            }
        }
        self
    }

    /// A copy of the same.
    pub(crate) fn copied(&self) -> Value {
        self.copied_to(Value::MOST_LEVELS)
    }

    fn copied_to(&self, levels: usize) -> Value {
        match (self, levels.checked_sub(1)) {
            (Value::List(_) | Value::Map(_), None) => Value::Null,
            (Value::List(items), Some(rest)) => {
                Value::List(items.iter().map(|item| item.copied_to(rest)).collect())
            }
            (Value::Map(items), Some(rest)) => {
                let copied = items.iter().map(|(key, item)| (key.clone(), item.copied_to(rest)));
                Value::Map(copied.collect())
            }
            _ => self.clone(),
        }
    }

    /// A plain text as a value: `true`, `false` and numbers that YAML and JSON write alike are no texts.
    pub(crate) fn untyped(text: &str) -> Value {
        match text {
            "true" => return Value::Bool(true),
            "false" => return Value::Bool(false),
            _ => {}
        }
        // What is written back exactly as it was typed was meant as that number.
        if let Ok(number) = text.parse::<i64>()
            && number.to_string() == text
        {
            return Value::Int(number);
        }
        if let Ok(number) = text.parse::<f64>()
            && number.is_finite()
            && number.to_string() == text
        {
            return Value::Float(number);
        }
        Value::from(text)
    }

    /// The value under `key`, if this is a map that has it.
    ///
    /// ```
    /// use frontdesk::Value;
    /// assert_eq!(Value::map([("a", Value::Null)]).get("b"), None);
    /// assert_eq!(Value::from("a text").get("a"), None);
    /// ```
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Value::Map(map) => map.get(key),
            _ => None,
        }
    }

    /// The text, if this is one.
    ///
    /// ```
    /// use frontdesk::Value;
    /// assert_eq!(Value::from("tea").as_str(), Some("tea"));
    /// assert_eq!(Value::Int(3).as_str(), None); // numbers are not turned into texts
    /// ```
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Value {
        Value::Bool(truth)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Value {
        Value::Int(number)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Value {
        Value::Float(number)
    }
}

impl From<Vec<Value>> for Value {
    fn from(list: Vec<Value>) -> Value {
        Value::List(list)
    }
}

/// Who gave a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Source {
    /// The customer, in a message or by a button.
    #[default]
    Customer,
    /// The definitions, by `set`.
    Bot,
    /// The host, by [`Conversation::fill`](crate::Conversation::fill).
    Host,
    /// A human who had the conversation, by [`HandBack::set`](crate::HandBack::set).
    Human,
}

impl Source {
    pub(crate) fn is_customer(&self) -> bool {
        *self == Source::Customer
    }
}
