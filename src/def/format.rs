//! One source of truth for the authoring format: the [`keys!`] macro makes, from one list of
//! keys with their documentation, the struct, its reading, "did you mean", and its JSON Schema.
//!
//! Lives here: the trait [`Format`] and the macro. The types that use it are in
//! [`model`](super::model); plain kinds (texts, numbers, lists) in [`kinds`](super::kinds).

use std::collections::BTreeMap;

use crate::value::Value;

use super::notes::Notes;
use super::place::At;
use super::tree::{Entry, Kind, Node};

/// A part of the format: how it is read from a tree, and its JSON Schema.
pub(crate) trait Format: Sized {
    /// "a text", "a list of phrases": completes "... is expected here".
    const WHAT: &'static str;

    /// Reads a value; `None` after telling `notes` what is wrong.
    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self>;

    /// The value where the key is not given; `None` if it has to be.
    fn absent() -> Option<Self> {
        None
    }

    /// The JSON Schema; structs add themselves to `shared` and give a reference.
    fn schema(shared: &mut Shared) -> Value;
}

/// The `$defs` of the JSON Schema.
pub(crate) type Shared = BTreeMap<String, Value>;

/// A key of a struct, for "did you mean".
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
}

/// Declares a struct of the format from its keys.
///
/// `"if" condition: Type` gives a key that is no Rust name. `short FIELD` takes a value that is
/// not a map as that key's; `or "true"` takes this text as the empty map; `may be empty` takes
/// nothing as the empty map. `later` lists the keys of the format that do not work yet: refused
/// by name.
macro_rules! keys {
    (
        $(#[doc = $about:literal])*
        $name:ident is $what:literal $(, short $short:ident $(or $bare:literal)?)?
        $(, may be $empty:ident)? {
            $( $(#[doc = $doc:literal])* $($key:literal)? $field:ident: $ty:ty, )*
        }
        later [$($later:literal),* $(,)?]
    ) => {
        $(#[doc = $about])*
        #[derive(Clone, Debug, Default)]
        #[allow(dead_code, reason = "the same in all: place, state, and keys that reading alone checks")]
        pub(crate) struct $name {
            /// Where the value stands.
            pub(crate) at: $crate::def::place::At,
            /// Whether a part of it could not be read: what is missing here may have been given.
            pub(crate) broken: bool,
            $( $(#[doc = $doc])* pub(crate) $field: $ty, )*
        }

        impl $name {
            pub(crate) const KEYS: &'static [$crate::def::format::Key] = &[
                $( $crate::def::format::Key {
                    name: keys!(@name $field $($key)?),
                }, )*
            ];
            pub(crate) const LATER: &'static [&'static str] = &[$($later),*];
        }

        impl $crate::def::format::Format for $name {
            const WHAT: &'static str = $what;

            fn read(
                node: &$crate::def::tree::Node<'_>,
                notes: &mut $crate::def::notes::Notes,
            ) -> Option<Self> {
                use $crate::def::format::{self, Format};
                $(
                    if !matches!(node.kind, $crate::def::tree::Kind::Map(_)) {
                        $( if format::is_bare(node, $bare) {
                            let empty = Self::absent()?;
                            return Some($name { at: node.at, ..empty });
                        } )?
                        let before = notes.losses();
                        let $short = Format::read(node, notes)?;
                        let broken = notes.losses() != before;
                        return Some($name { at: node.at, broken, $short, ..Self::default() });
                    }
                )?
                $(
                    if matches!(node.kind, $crate::def::tree::Kind::Nothing) {
                        let $empty = Self::absent()?;
                        return Some($name { at: node.at, ..$empty });
                    }
                )?
                let before = notes.losses();
                let entries = format::entries(node, Self::WHAT, notes)?;
                $( let mut $field: Option<Option<$ty>> = None; )*
                for entry in entries {
                    match &*entry.key {
                        $( keys!(@name $field $($key)?) => {
                            $field = Some(Format::read(&entry.node, notes));
                        } )*
                        _ => format::unknown_key(entry, Self::WHAT, Self::KEYS, Self::LATER, notes),
                    }
                }
                $( let $field = match $field {
                    Some(Some(value)) => value,
                    given => match (<$ty as Format>::absent(), given) {
                        (Some(value), _) => value,
                        (None, Some(_)) => return None,
                        (None, None) => {
                            format::missing_key(node.at, keys!(@name $field $($key)?), notes);
                            return None;
                        }
                    },
                }; )*
                Some($name { at: node.at, broken: notes.losses() != before, $($field),* })
            }

            fn absent() -> Option<Self> {
                Some($name {
                    at: $crate::def::place::At::default(),
                    broken: false,
                    $( $field: $crate::def::format::Format::absent()?, )*
                })
            }

            fn schema(shared: &mut $crate::def::format::Shared) -> $crate::value::Value {
                use $crate::def::format::{self, Format};
                if let Some(known) = format::begin_schema(stringify!($name), shared) {
                    return known;
                }
                let about = concat!($($about),*);
                let parts = [$( format::Part {
                    key: keys!(@name $field $($key)?),
                    doc: concat!($($doc),*),
                    schema: <$ty as Format>::schema(shared),
                    required: <$ty as Format>::absent().is_none(),
                }, )*];
                let short: Option<&str> = None $( .or(Some(stringify!($short))) )?;
                let bare: Option<&str> = None $( $( .or(Some($bare)) )? )?;
                let empty: Option<&str> = None $( .or(Some(stringify!($empty))) )?;
                let others = [short, bare, empty];
                format::struct_schema(stringify!($name), about, Vec::from(parts), others, shared)
            }
        }
    };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $key:literal) => { $key };
}
pub(crate) use keys;

/// One key's part of a struct's schema.
pub(crate) struct Part {
    pub(crate) key: &'static str,
    pub(crate) doc: &'static str,
    pub(crate) schema: Value,
    pub(crate) required: bool,
}

/// The entries of a map; anything else is a problem.
pub(crate) fn entries<'n, 's>(
    node: &'n Node<'s>,
    what: &str,
    notes: &mut Notes,
) -> Option<&'n [Entry<'s>]> {
    match &node.kind {
        Kind::Map(entries) => Some(entries),
        // Sections are called by their name.
        _ if what.starts_with('`') => {
            expected(node, &format!("a map for {what}"), notes);
            None
        }
        _ => {
            expected(node, what, notes);
            None
        }
    }
}

/// Tells that something else was expected here.
pub(crate) fn expected(node: &Node<'_>, what: &str, notes: &mut Notes) {
    match &node.kind {
        Kind::Told => notes.pass_over(),
        Kind::Nothing => {
            notes
                .error("empty-value", node.at, format!("{what} is expected here, found nothing"))
                .help("write a value, or remove this; `null` and `~` are texts only in quotes");
        }
        _ => {
            let message = format!("{what} is expected here, found {}", node.found());
            let note = notes.error("wrong-kind", node.at, message);
            let help = match (&node.kind, node.flow) {
                _ if !what.starts_with("a text") => None,
                (Kind::Map(_), true) => Some("a text that begins with `{` needs quotes"),
                (Kind::List(_), true) => Some("a text that begins with `[` needs quotes"),
                (Kind::Map(_), false) => {
                    Some("a `: ` in a text makes it a map: put the whole text in quotes")
                }
                _ => None,
            };
            if let Some(help) = help {
                note.help(help);
            }
        }
    }
}

pub(crate) fn is_bare(node: &Node<'_>, word: &str) -> bool {
    matches!(&node.kind, Kind::Text { text, quoted: false } if text == word)
}

/// Tells of a key that the format does not know, or not yet.
pub(crate) fn unknown_key(
    entry: &Entry<'_>,
    what: &str,
    keys: &[Key],
    later: &[&str],
    notes: &mut Notes,
) {
    let key = super::tree::shortened(&entry.key);
    if later.contains(&&*entry.key) {
        notes
            .error(
                "not-yet",
                entry.at,
                format!("`{key}` is part of the format but does not work in this version yet"),
            )
            .help("remove it");
        return;
    }
    let full = notes.is_full();
    let near = notes.nearest(&entry.key, keys.iter().map(|key| key.name));
    let note = notes.error("unknown-key", entry.at, format!("unknown key `{key}` in {what}"));
    if full {
        return;
    }
    if let Some(near) = near {
        note.help(format!("did you mean `{near}`?"));
        return;
    }
    if let Some((_, meant)) = ELSEWHERE
        .iter()
        .find(|(other, meant)| *other == entry.key && keys.iter().any(|key| key.name == *meant))
    {
        note.help(format!("it is called `{meant}` here"));
        return;
    }
    let known: Vec<String> = keys.iter().map(|key| format!("`{}`", key.name)).collect();
    let known = known.join(", ");
    // No key of the format has a space in it: this is a sentence with a colon.
    if entry.key.contains(' ') {
        note.help(format!("if this is a text, put the whole of it in quotes; known keys: {known}"));
    } else {
        note.help(format!("known keys: {known}"));
    }
}

/// What other tools and people call the keys of this format.
const ELSEWHERE: [(&str, &str); 22] = [
    ("examples", "user"),
    ("utterances", "user"),
    ("phrases", "user"),
    ("questions", "user"),
    ("question", "user"),
    ("says", "user"),
    ("answer", "bot"),
    ("answers", "bot"),
    ("response", "bot"),
    ("responses", "bot"),
    ("reply", "bot"),
    ("replies", "bot"),
    ("say", "bot"),
    ("action", "call"),
    ("title", "label"),
    ("regex", "patterns"),
    ("pattern", "regex"),
    ("condition", "if"),
    ("when", "if"),
    ("synonyms", "values"),
    ("timezone", "zone"),
    ("lang", "language"),
];

pub(crate) fn missing_key(at: At, key: &str, notes: &mut Notes) {
    notes.error("missing-key", at, format!("`{key}` is missing here"));
}

/// The nearest of `names`, if it is near enough to have been meant: one slip in a short word, one
/// more for every three letters. Of equally near names the first.
pub(crate) fn nearest<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let letters = word.chars().count();
    let most = (letters / 3).clamp(1, 3);
    // Longer than any name somebody slipped in: not worth the quadratic distance.
    if letters > 64 {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for name in names.filter(|name| name.len() <= 4 * 64) {
        if name.chars().count().abs_diff(letters) > most {
            continue;
        }
        let distance = strsim::osa_distance(word, name);
        if distance <= most && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

/// The reference to a struct whose schema is there, or being made: an answer may hand off, and a
/// handoff has answers. `None` the first time.
pub(crate) fn begin_schema(name: &str, shared: &mut Shared) -> Option<Value> {
    if shared.contains_key(name) {
        return Some(Value::map([("$ref", Value::from(format!("#/$defs/{name}")))]));
    }
    shared.insert(name.to_owned(), Value::Null);
    None
}

/// The schema of a struct, put into `shared`; gives the reference to it.
pub(crate) fn struct_schema(
    name: &str,
    about: &str,
    parts: Vec<Part>,
    [short, bare, empty]: [Option<&str>; 3],
    shared: &mut Shared,
) -> Value {
    let reference = Value::map([("$ref", Value::from(format!("#/$defs/{name}")))]);
    let mut required = Vec::new();
    let mut properties = BTreeMap::new();
    let mut forms = Vec::new();
    for part in parts {
        if part.required {
            required.push(Value::from(part.key));
        }
        if short == Some(part.key) {
            forms.push(part.schema.clone());
        }
        let described = match part.schema {
            Value::Map(mut map) => {
                map.insert("description".to_owned(), Value::from(part.doc.trim()));
                Value::Map(map)
            }
            other => other,
        };
        properties.insert(part.key.to_owned(), described);
    }
    let mut map = BTreeMap::from([
        ("type".to_owned(), Value::from("object")),
        ("properties".to_owned(), Value::Map(properties)),
        ("additionalProperties".to_owned(), Value::from(false)),
    ]);
    if !required.is_empty() {
        map.insert("required".to_owned(), Value::from(required));
    }
    if bare == Some("true") {
        forms.push(Value::map([("const", Value::from(true))]));
    }
    if empty.is_some() {
        forms.push(Value::map([("type", Value::from("null"))]));
    }
    let mut schema = if forms.is_empty() {
        map
    } else {
        forms.push(Value::Map(map));
        BTreeMap::from([("anyOf".to_owned(), Value::from(forms))])
    };
    schema.insert("description".to_owned(), Value::from(about.trim()));
    shared.insert(name.to_owned(), Value::Map(schema));
    reference
}
