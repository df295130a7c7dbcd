//! The plain kinds of value in the format: texts, numbers, dates, lists, maps by name.

use std::time::Duration;

use jiff::civil::Date;

use crate::value::Value;

use super::format::{Format, Shared, expected};
use super::notes::Notes;
use super::place::{Spanned, Text};
use super::tree::{Entry, Kind, Node, shortened};

/// Values by a name of the author's, in the order of the files; each name once.
#[derive(Clone, Debug)]
pub(crate) struct Map<T> {
    entries: Vec<(Text, T)>,
    /// Numbers of entries, sorted by name.
    by_name: Vec<u32>,
    /// Names whose values could not be read, sorted.
    lost: Vec<String>,
    /// Nothing of the map could be read.
    unread: bool,
}

impl<T> Map<T> {
    fn new(entries: Vec<(Text, T)>, mut lost: Vec<String>) -> Map<T> {
        lost.sort_unstable();
        let mut by_name: Vec<u32> = (0..entries.len() as u32).collect();
        by_name.sort_by_key(|&i| entries.get(i as usize).map(|(name, _)| name.as_str()));
        Map { entries, by_name, lost, unread: false }
    }

    /// Takes the entries with these numbers out; their names are still known.
    pub(crate) fn lose(&mut self, mut numbers: Vec<usize>) {
        if numbers.is_empty() {
            return;
        }
        numbers.sort_unstable();
        let mut lost = std::mem::take(&mut self.lost);
        let mut kept = Vec::with_capacity(self.entries.len());
        for (number, (name, value)) in self.entries.drain(..).enumerate() {
            if numbers.binary_search(&number).is_ok() {
                lost.push(name.to_string());
            } else {
                kept.push((name, value));
            }
        }
        *self = Map { unread: self.unread, ..Map::new(kept, lost) };
    }

    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = (&Text, &T)> {
        self.entries.iter().map(|(name, value)| (name, value))
    }

    pub(crate) fn values_mut(&mut self) -> impl ExactSizeIterator<Item = &mut T> {
        self.entries.iter_mut().map(|(_, value)| value)
    }

    pub(crate) fn names(&self) -> impl ExactSizeIterator<Item = &Text> {
        self.entries.iter().map(|(name, _)| name)
    }

    /// The name of the entry with this number; empty for a number beyond the last.
    pub(crate) fn name(&self, number: usize) -> &str {
        self.entries.get(number).map_or("", |(name, _)| name.as_str())
    }

    /// The number of the entry with this name, in the order of the files.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        let named = |&i: &u32| self.entries.get(i as usize).map(|(name, _)| name.as_str());
        let found = self.by_name.binary_search_by_key(&Some(name), named).ok()?;
        self.by_name.get(found).map(|&i| i as usize)
    }

    /// The value of this name.
    pub(crate) fn get(&self, name: &str) -> Option<&T> {
        self.entries.get(self.position(name)?).map(|(_, value)| value)
    }

    /// Whether the author gave it, even if its value could not be read.
    pub(crate) fn knows(&self, name: &str) -> bool {
        let lost = |lost: &String| lost.as_str().cmp(name);
        self.unread || self.position(name).is_some() || self.lost.binary_search_by(lost).is_ok()
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<T> Default for Map<T> {
    fn default() -> Map<T> {
        Map { entries: Vec::new(), by_name: Vec::new(), lost: Vec::new(), unread: false }
    }
}

impl<T: Format> Format for Map<T> {
    const WHAT: &'static str = "a map";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        let Some(entries) = super::format::entries(node, Self::WHAT, notes) else {
            return Some(Map { unread: true, ..Map::default() });
        };
        let mut read = Vec::with_capacity(entries.len());
        let mut lost = Vec::new();
        for Entry { key, at, node } in entries {
            match T::read(node, notes) {
                Some(value) => read.push((Text::new(key.as_ref().into(), *at), value)),
                None => lost.push(key.as_ref().into()),
            }
        }
        Some(Map::new(read, lost))
    }

    fn absent() -> Option<Self> {
        Some(Map::default())
    }

    fn schema(shared: &mut Shared) -> Value {
        Value::map([("type", Value::from("object")), ("additionalProperties", T::schema(shared))])
    }
}

impl<T: Format> Format for Option<T> {
    const WHAT: &'static str = T::WHAT;

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        T::read(node, notes).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn schema(shared: &mut Shared) -> Value {
        T::schema(shared)
    }
}

impl<T: Format> Format for Box<T> {
    const WHAT: &'static str = T::WHAT;

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        T::read(node, notes).map(Box::new)
    }

    fn absent() -> Option<Self> {
        T::absent().map(Box::new)
    }

    fn schema(shared: &mut Shared) -> Value {
        T::schema(shared)
    }
}

/// One value, or a list of them: the short and the long form are the same.
impl<T: Format> Format for Vec<T> {
    const WHAT: &'static str = T::WHAT;

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        let Kind::List(items) = &node.kind else {
            return T::read(node, notes).map(|one| vec![one]);
        };
        Some(items.iter().filter_map(|item| T::read(item, notes)).collect())
    }

    fn absent() -> Option<Self> {
        Some(Vec::new())
    }

    fn schema(shared: &mut Shared) -> Value {
        let one = T::schema(shared);
        let list = Value::map([("type", Value::from("array")), ("items", one.clone())]);
        Value::map([("anyOf", Value::List(vec![one, list]))])
    }
}

impl Format for Text {
    const WHAT: &'static str = "a text";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        if let Kind::Text { text, .. } = &node.kind {
            return Some(Text::new(text.as_ref().into(), node.at));
        }
        expected(node, Self::WHAT, notes);
        None
    }

    /// Without quotes an editor sees `no`, `007` or `1.5` as other types; they are texts here.
    fn schema(_: &mut Shared) -> Value {
        let types = ["string", "number", "boolean"].map(Value::from);
        Value::map([("type", Value::List(types.into()))])
    }
}

impl Format for Spanned<i64> {
    const WHAT: &'static str = "a whole number";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        parsed(node, Self::WHAT, notes)
    }

    fn schema(_: &mut Shared) -> Value {
        Value::map([("type", Value::from("integer"))])
    }
}

impl Format for Spanned<bool> {
    const WHAT: &'static str = "true or false";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        parsed(node, Self::WHAT, notes)
    }

    fn schema(_: &mut Shared) -> Value {
        Value::map([("type", Value::from("boolean"))])
    }
}

impl Format for Spanned<f64> {
    const WHAT: &'static str = "a number";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        let read: Spanned<f64> = parsed(node, Self::WHAT, notes)?;
        if read.value.is_finite() {
            return Some(read);
        }
        expected(node, Self::WHAT, notes);
        None
    }

    /// All numbers of the format that may have a fraction are shares of one.
    fn schema(_: &mut Shared) -> Value {
        Value::map([
            ("type", Value::from("number")),
            ("minimum", Value::from(0)),
            ("maximum", Value::from(1)),
        ])
    }
}

impl Format for Spanned<Date> {
    const WHAT: &'static str = "a date like 2027-12-31";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        parsed(node, Self::WHAT, notes)
    }

    fn schema(_: &mut Shared) -> Value {
        Value::map([("type", Value::from("string")), ("format", Value::from("date"))])
    }
}

impl Format for Spanned<Duration> {
    const WHAT: &'static str = "a duration like 90s, 3m, 1h or 30d";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        if let Kind::Text { text, .. } = &node.kind
            && let Some(value) = duration(text)
        {
            return Some(Spanned::new(value, node.at));
        }
        expected(node, Self::WHAT, notes);
        None
    }

    fn schema(_: &mut Shared) -> Value {
        Value::map([("type", Value::from("string"))])
    }
}

/// A whole number with its unit: seconds, minutes, hours, days or weeks. More than nothing, and at
/// most ten years.
pub(crate) fn duration(text: &str) -> Option<Duration> {
    const UNITS: [(char, u64); 5] =
        [('s', 1), ('m', 60), ('h', 3_600), ('d', 86_400), ('w', 7 * 86_400)];
    const MOST: u64 = 3_650 * 86_400;
    let (unit, seconds) = UNITS.into_iter().find(|(unit, _)| text.ends_with(*unit))?;
    let number = text.strip_suffix(unit)?;
    let all_digits = number.bytes().all(|byte| byte.is_ascii_digit());
    let number: u64 = number.parse().ok().filter(|_| all_digits)?;
    let all = number.checked_mul(seconds)?;
    (1..=MOST).contains(&all).then(|| Duration::from_secs(all))
}

/// A value that the text spells out, as its type reads it.
fn parsed<T: std::str::FromStr>(
    node: &Node<'_>,
    what: &str,
    notes: &mut Notes,
) -> Option<Spanned<T>> {
    if let Kind::Text { text, .. } = &node.kind
        && let Ok(value) = text.parse()
    {
        return Some(Spanned::new(value, node.at));
    }
    expected(node, what, notes);
    None
}

/// Anything, for `custom`: kept as the author wrote it. Of plain texts only `true`, `false` and
/// numbers that YAML and JSON write alike (`3`, `-1.5`; not `007`, `1e3`, `1.50`) are no texts.
impl Format for Value {
    const WHAT: &'static str = "any value";

    fn read(node: &Node<'_>, _: &mut Notes) -> Option<Self> {
        Some(any(node))
    }

    fn schema(_: &mut Shared) -> Value {
        Value::Map(Default::default())
    }
}

fn any(node: &Node<'_>) -> Value {
    match &node.kind {
        Kind::Told | Kind::Nothing => Value::Null,
        Kind::Text { text, quoted: true } => Value::from(&**text),
        Kind::Text { text, quoted: false } => Value::untyped(text),
        Kind::List(items) => Value::List(items.iter().map(any).collect()),
        Kind::Map(entries) => {
            Value::map(entries.iter().map(|entry| (entry.key.as_ref(), any(&entry.node))))
        }
    }
}

/// One of a few words.
pub(crate) fn one_of<T: Copy>(
    node: &Node<'_>,
    words: &[(&str, T)],
    notes: &mut Notes,
) -> Option<T> {
    if let Kind::Text { text, .. } = &node.kind {
        if let Some((_, value)) = words.iter().find(|(word, _)| word == text) {
            return Some(*value);
        }
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let message = format!("`{}` is not one of {}", shortened(text), known.join(", "));
        let near = notes.nearest(text, known.into_iter());
        let note = notes.error("wrong-word", node.at, message);
        if let Some(near) = near {
            note.help(format!("did you mean `{near}`?"));
        }
        return None;
    }
    expected(node, "a word", notes);
    None
}
