//! The JSON Schema that ships: it is the one that the library makes, it takes the bots that ship,
//! and it refuses what the loader refuses for its shape.
//!
//! `FRONTDESK_BLESS=1 cargo test --test schema` writes the file anew.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test fails by panicking

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn schema() -> Value {
    serde_json::to_value(frontdesk::format_schema()).unwrap()
}

#[test]
fn the_file_is_what_the_library_makes() {
    let file = root().join("frontdesk.schema.json");
    let made = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    if std::env::var_os("FRONTDESK_BLESS").is_some() {
        fs::write(&file, &made).unwrap();
    }
    assert!(fs::read_to_string(&file).unwrap() == made, "{} is out of date", file.display());
}

#[test]
fn it_takes_the_bots_that_ship() {
    let schema = schema();
    let mut files = 0;
    for folder in ["intents/shop", "intents/clinic"] {
        for file in yaml_files(&root().join(folder)) {
            files += 1;
            let wrong = refused(&schema, &schema, &read(&file).unwrap(), "");
            assert!(wrong.is_none(), "{}: {}", file.display(), wrong.unwrap());
        }
    }
    assert!(files > 10, "only {files} files");
}

#[test]
fn it_refuses_keys_and_kinds_that_the_format_does_not_have() {
    let schema = schema();
    for (name, part) in [
        ("unknown_key", "/intents/hello/"),
        ("unknown_section", "/greetings"),
        ("other_names", "/"),
        ("not_yet", "/"),
        ("wrong_kinds", "/"),
        ("wrong_version", "/format"),
        ("call_shapes", "/intents/"),
        ("out_of_range", "/"),
        ("fallback_steps", "/fallback/steps"),
        ("unknown_queue", "/intents/y/handoff"),
        ("empty_in_intent", "/intents/"),
    ] {
        let file = root().join(format!("tests/problems/{name}.yaml"));
        let document = read(&file).unwrap();
        let wrong = refused(&schema, &schema, &document, "").unwrap_or_default();
        assert!(wrong.starts_with(part), "{name}: {wrong:?}");
    }
}

fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|name| name == "yaml")).collect()
}

/// As an editor reads it.
fn read(file: &Path) -> Option<Value> {
    serde_yaml::from_str(&fs::read_to_string(file).unwrap()).ok()
}

/// Where and why `value` is not as `schema` says; knows the words that our schema uses.
fn refused(root: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
    let words = schema.as_object().unwrap();
    words.iter().find_map(|(word, says)| match word.as_str() {
        "$schema" | "$defs" | "title" | "description" | "format" => None,
        "$ref" => {
            let name = says.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
            refused(root, &root["$defs"][name], value, at)
        }
        "type" => {
            let one = std::slice::from_ref(says);
            let types = says.as_array().map_or(one, |types| types.as_slice());
            let fits = types.iter().any(|kind| is_of(value, kind.as_str().unwrap()));
            (!fits).then(|| format!("{at}: {value} is no {says}"))
        }
        "const" => (value != says).then(|| format!("{at}: {value} is not {says}")),
        "enum" => {
            let fits = says.as_array().unwrap().contains(value);
            (!fits).then(|| format!("{at}: {value} is none of {says}"))
        }
        "required" => {
            let keys = says.as_array().unwrap().iter().filter_map(Value::as_str);
            let map = value.as_object()?;
            let mut missing = keys.filter(|key| !map.contains_key(*key));
            missing.next().map(|key| format!("{at}/{key} is missing"))
        }
        "minimum" | "maximum" => {
            let (found, bound) = (value.as_f64()?, says.as_f64().unwrap());
            let fits = if word == "minimum" { found >= bound } else { found <= bound };
            (!fits).then(|| format!("{at}: {found} is beyond {bound}"))
        }
        "minProperties" | "maxProperties" => {
            let (found, bound) = (value.as_object()?.len() as u64, says.as_u64().unwrap());
            let fits = if word == "minProperties" { found >= bound } else { found <= bound };
            (!fits).then(|| format!("{at}: {found} keys"))
        }
        "anyOf" => {
            let forms = says.as_array().unwrap();
            let wrong: Vec<String> =
                forms.iter().map_while(|form| refused(root, form, value, at)).collect();
            // The form that goes deepest is the one that was meant.
            let deepest = wrong.iter().max_by_key(|wrong| wrong.matches('/').count());
            (wrong.len() == forms.len()).then(|| deepest.unwrap().clone())
        }
        "items" => {
            let items = value.as_array()?.iter().enumerate();
            items.into_iter().find_map(|(i, item)| refused(root, says, item, &format!("{at}/{i}")))
        }
        "properties" => {
            says.as_object().unwrap().iter().find_map(|(key, says)| {
                refused(root, says, value.get(key)?, &format!("{at}/{key}"))
            })
        }
        "additionalProperties" => {
            let known = words.get("properties").and_then(Value::as_object);
            let others = value.as_object()?.iter();
            let mut others =
                others.filter(|(key, _)| known.is_none_or(|map| !map.contains_key(*key)));
            match says {
                Value::Bool(false) => {
                    others.next().map(|(key, _)| format!("{at}/{key} is not known"))
                }
                says => others
                    .find_map(|(key, value)| refused(root, says, value, &format!("{at}/{key}"))),
            }
        }
        other => panic!("the schema uses `{other}`, which this test does not know"),
    })
}

fn is_of(value: &Value, kind: &str) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("type {other}"),
    }
}
