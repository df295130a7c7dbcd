//! What the README, the list of examples and `.ci/run` say must be so.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;

use frontdesk::{Bot, Decision, Value};

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The names of the files in `folder` that end in `.rs`, without the ending.
fn names(folder: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let files = entries.map(|entry| entry.expect("an entry").file_name());
    let names = files.filter_map(|name| Some(name.to_str()?.strip_suffix(".rs")?.to_owned()));
    names.collect()
}

/// The blocks of a page between lines of three backticks, by the word behind the first.
fn blocks(page: &str, word: &str) -> Vec<String> {
    let mut pieces = page.split("\n```");
    let mut blocks = Vec::new();
    while let Some(block) = { pieces.next().and_then(|_before| pieces.next()) } {
        if let Some(text) = block.strip_prefix(word).and_then(|rest| rest.strip_prefix('\n')) {
            blocks.push(text.to_owned());
        }
    }
    blocks
}

#[test]
fn the_bot_of_the_readme_works_as_its_tests_say() {
    let yaml = blocks(&read("README.md"), "yaml");
    let [yaml] = yaml.as_slice() else { panic!("{} blocks of YAML", yaml.len()) };
    let bot = Bot::builder()
        .yaml_str("README.md", yaml)
        .action_fn("lookup_order", |_| Ok(Value::Null))
        .build()
        .expect("a sound bot");
    assert!(bot.warnings().is_empty(), "{:#?}", bot.warnings());
    assert!(!bot.match_tests().is_empty());
    for test in bot.match_tests() {
        let understanding = bot.understand(&test.text);
        let acts = bot.decide(&understanding) == Decision::Act;
        let intent = understanding.best().filter(|_| acts).map(|best| &*best.intent);
        assert_eq!(intent, test.intent.as_deref(), "{}", understanding.explain());
    }
}

#[test]
fn the_two_commands_of_the_readme_are_run() {
    let (readme, ci) = (read("README.md"), read(".ci/run"));
    for command in [
        "cargo run --release -p frontdesk-cli -- chat intents/shop",
        "cargo test --workspace --all-features",
    ] {
        assert!(readme.contains(command), "README.md does not say `{command}`");
        assert!(ci.contains(command), ".ci/run does not run `{command}`");
    }
}

#[test]
fn the_index_lists_every_example_by_its_question() {
    let index = read("examples/README.md");
    let examples = names("examples");
    assert!(examples.len() >= 7, "{examples:?}");
    for name in &examples {
        let source = read(&format!("examples/{name}.rs"));
        let question = source.lines().next().and_then(|line| line.strip_prefix("//! "));
        let question =
            question.unwrap_or_else(|| panic!("{name} does not begin with its question"));
        let row = format!("| {question} | [`{name}`]({name}.rs) |");
        assert!(index.contains(&row), "examples/README.md does not have:\n{row}");
    }
    assert_eq!(index.matches(".rs)").count(), examples.len(), "the index lists what is not there");
}

#[test]
fn the_readme_says_what_each_dependency_is_for() {
    let manifest = read("Cargo.toml");
    let (_, after) = manifest.split_once("\n[dependencies]\n").expect("dependencies");
    let (dependencies, _) = after.split_once("\n[").expect("a section after the dependencies");
    let crates: Vec<&str> = dependencies
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name.trim())
        .collect();
    assert!(crates.len() >= 7, "{crates:?}");
    let readme = read("README.md");
    let rows = readme.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    let told: Vec<&str> = rows.map(|(name, _)| name).filter(|name| !name.contains(' ')).collect();
    for name in &crates {
        assert!(told.contains(name), "README.md does not say what `{name}` is for");
    }
}

#[test]
fn every_link_of_a_page_leads_somewhere() {
    for (page, folder) in [
        ("README.md", "."),
        ("ARCHITECTURE.md", "."),
        ("CHANGELOG.md", "."),
        ("examples/README.md", "examples"),
        ("intents/README.md", "intents"),
    ] {
        let text = read(page);
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = format!("{folder}/{link}");
            assert!(link.contains("://") || fs::exists(&path).unwrap_or(false), "{page}: {link}");
        }
    }
}
