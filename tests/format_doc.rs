//! Holds `docs/format.md` to the library: every YAML block in it is a sound bot, every section and
//! every key of an intent is described, and no key is that does not work.

#![allow(clippy::unwrap_used, clippy::panic)] // a test fails by panicking

use frontdesk::{Bot, Value, format_schema};

fn page() -> String {
    std::fs::read_to_string("docs/format.md").unwrap()
}

/// The blocks between fences of `yaml`, each with its line.
fn blocks(page: &str) -> Vec<(usize, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (number, line) in page.lines().enumerate() {
        match (&mut open, line) {
            (None, "```yaml") => open = Some((number + 1, String::new())),
            (Some(_), "```") => blocks.extend(open.take()),
            (Some((_, text)), _) => *text += &format!("{line}\n"),
            (None, _) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    blocks
}

#[test]
fn every_block_is_a_bot_without_problems() {
    let blocks = blocks(&page());
    assert!(blocks.len() >= 12, "only {} blocks", blocks.len());
    for (line, mut yaml) in blocks {
        if !yaml.contains("intents:") {
            yaml += "intents: {hello: {user: hello, bot: Hello!}}\n";
        }
        match Bot::from_yaml_str(&format!("docs/format.md, line {line}"), &yaml) {
            Ok(bot) => assert!(bot.warnings().is_empty(), "line {line}: {:?}", bot.warnings()),
            Err(error) => panic!("line {line}: {error:#}"),
        }
    }
}

fn keys(schema: &Value, name: &str) -> Vec<String> {
    let of = schema.get("$defs").and_then(|shared| shared.get(name)).unwrap();
    let map = match of.get("anyOf") {
        Some(Value::List(forms)) => forms.iter().find_map(|form| form.get("properties")),
        _ => of.get("properties"),
    };
    let Some(Value::Map(keys)) = map else { panic!("{name} has no keys") };
    keys.keys().cloned().collect()
}

#[test]
fn every_key_is_described() {
    let (page, schema) = (page(), format_schema());
    for name in ["Sections", "About", "Intent", "Keywords", "Variant", "Fallback", "Privacy"] {
        for key in keys(&schema, name) {
            let written = [format!("`{key}`"), format!("{key}:"), format!("[`{key}`]")];
            assert!(
                written.iter().any(|written| page.contains(written.as_str())),
                "{key} of {name} is not in docs/format.md"
            );
        }
    }
}
