//! What holds for every file, whatever is in it: the loader comes back, its places stand in the
//! file, and it reads the same tree as another YAML library where that reads one.

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use super::tree::{Entry, Kind, Node};
use super::*;

fn config(cases: u32) -> ProptestConfig {
    let file = FileFailurePersistence::WithSource("regressions");
    ProptestConfig { cases, failure_persistence: Some(Box::new(file)), ..ProptestConfig::default() }
}

/// Pieces that YAML files and bots are made of, and some that they are not.
fn piece() -> impl Strategy<Value = String> {
    let pieces = [
        "intents:",
        "words:",
        "entities:",
        "queues:",
        "fallback:",
        "tests:",
        "about:",
        "user:",
        "bot:",
        "keywords:",
        "buttons:",
        "patterns:",
        "handoff:",
        "values:",
        "regex:",
        "if:",
        "text:",
        "steps:",
        "matches:",
        "call:",
        "custom:",
        "format: 1",
        "zone: UTC",
        "hours:",
        "mon-fri:",
        "closed:",
        "12-24..2027-01-01",
        "08:00-24:00",
        "wait: 3m",
        "overflow: a",
        "a:",
        "b:",
        "a: b",
        "- ",
        "-",
        "? ",
        ": ",
        ":",
        "\n",
        "\n\n",
        "\n  ",
        "\n    ",
        "\n      ",
        "\n\t",
        "\r\n",
        "\r",
        "  ",
        " ",
        "#",
        " # ",
        " #12",
        "[",
        "]",
        "{",
        "}",
        ",",
        ", ",
        "'",
        "\"",
        "''",
        "\\",
        "\\d",
        "\\\"",
        "|",
        "|-\n  ",
        ">",
        "> ",
        "&a ",
        "*a",
        "!t ",
        "!!str ",
        "%",
        "---\n",
        "...\n",
        "@",
        "`",
        "~",
        "null",
        "true",
        "no",
        "007",
        "1e3",
        "0.5",
        "13:00",
        "hello",
        "<a>",
        "<b>",
        "{a}",
        "{text:b}",
        "(a|b)",
        "[a]",
        "(a",
        "{{ a }}",
        "{{ a",
        "{% if a %}",
        "a == 1",
        "äöü",
        "東京",
        "👋🏽",
        "\u{feff}",
        "\u{0}",
        "\u{7}",
        "\u{202e}",
        "\u{2028}",
        "\u{85}",
        "e\u{301}",
        "handoff",
        "clarify",
        "none",
        "https://a.example",
    ];
    prop_oneof![
        12 => proptest::sample::select(pieces.to_vec()).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-z]{1,8}",
    ]
}

fn any_file() -> impl Strategy<Value = String> {
    proptest::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat())
}

/// A shipped bot's file or a wrong one of the tests, with a few places changed.
fn changed_file() -> impl Strategy<Value = String> {
    let change = (any::<prop::sample::Index>(), 0..12usize, piece());
    let changes = proptest::collection::vec(change, 1..5);
    (proptest::sample::select(files()), changes).prop_map(|(mut text, changes)| {
        for (at, cut, new) in changes {
            let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let Some(&from) = borders.get(at.index(borders.len().max(1))) else { continue };
            let to = borders.iter().copied().find(|&b| b >= from + cut).unwrap_or(text.len());
            text.replace_range(from..to, &new);
        }
        text
    })
}

/// Files of the repository, cut to a length that keeps the test short.
fn files() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Sources::default();
    let limits = Limits::default();
    for folder in ["intents", "tests/problems"] {
        files::read_path(&root.join(folder), &limits, &mut sources, &mut Notes::default()).unwrap();
    }
    let texts: Vec<String> =
        sources.files().iter().map(|source| source.text.chars().take(6_000).collect()).collect();
    assert!(texts.len() > 50, "only {} files", texts.len());
    texts
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn any_text_is_loaded_or_told_about(text in any_file()) {
        check_definitions(&text);
    }

    #[test]
    fn a_bot_of_pieces_is_loaded_or_told_about(text in any_file()) {
        check_definitions(&format!("intents:\n  a:\n    user: [a, b]\n    bot: {text}\n"));
        check_definitions(&format!("intents:\n  a:\n    user:\n      - {text}\n    bot: A\n"));
    }
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn a_changed_bot_is_loaded_or_told_about(text in changed_file()) {
        check_definitions(&text);
    }
}

// The oracle: `serde_yaml` (the package yaml_serde) reads the same.

type Other = serde_yaml::Value;

/// Where the two trees differ; `None` if they are the same.
fn difference(ours: &Node<'_>, other: &Other) -> Option<String> {
    let differ = || Some(format!("{:?} is not {other:?}", ours.kind));
    match (&ours.kind, other) {
        (Kind::Nothing, Other::Null) => None,
        (Kind::Text { text, quoted }, _) => {
            if same_text(text, *quoted, other) {
                None
            } else {
                differ()
            }
        }
        (Kind::List(items), Other::Sequence(others)) if items.len() == others.len() => {
            items.iter().zip(others).find_map(|(item, other)| difference(item, other))
        }
        (Kind::Map(entries), Other::Mapping(others)) if entries.len() == others.len() => {
            entries.iter().zip(others).find_map(|(Entry { key, node, .. }, (other, value))| {
                // Whether a key was in quotes is not kept.
                if same_text(key, false, other) || same_text(key, true, other) {
                    difference(node, value)
                } else {
                    Some(format!("key {key:?} is not {other:?}"))
                }
            })
        }
        _ => differ(),
    }
}

fn same_text(text: &str, quoted: bool, other: &Other) -> bool {
    match other {
        Other::String(other) => other == text,
        // A text without quotes that the other takes for a number or a truth: the same text again
        // gives the same.
        _ if !quoted => serde_yaml::from_str::<Other>(text).is_ok_and(|again| again == *other),
        _ => false,
    }
}

/// Where YAML 1.1, which the other library speaks, means something else than 1.2: these
/// characters end a line there, and the mark of the byte order is taken as text.
const OLD_BREAKS: [char; 4] = ['\u{85}', '\u{2028}', '\u{2029}', '\u{feff}'];

/// Reads `text` both ways; `None` if one of them has something to say against it.
fn read_both(text: &str) -> Option<Option<String>> {
    if text.contains(OLD_BREAKS) {
        return None;
    }
    let other: Other = serde_yaml::from_str(text).ok()?;
    let mut notes = Notes::default();
    let mut nodes = 1_000_000;
    let part = yaml::Part { text, from: 0, to: text.len(), file: 0, mended: &[] };
    let tree = yaml::read(part, &Limits::default(), &mut nodes, &mut notes);
    if notes.errors() > 0 {
        return None;
    }
    let nothing = Node { at: At::default(), flow: false, kind: Kind::Nothing };
    let root = tree.root.unwrap_or(nothing);
    // A document that is one block of text may stand at the left border in 1.2; the other library takes
    // a line with `#` there for a comment.
    let is_block = matches!(&root.kind, Kind::Text { .. });
    if is_block && text.lines().any(|line| line.starts_with('#')) {
        return None;
    }
    Some(difference(&root, &other))
}

#[test]
fn every_bot_of_the_repository_reads_the_same_in_another_library() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut read, mut told) = (0, 0);
    for folder in ["intents", "tests/problems"] {
        let mut sources = Sources::default();
        let limits = Limits::default();
        files::read_path(&root.join(folder), &limits, &mut sources, &mut Notes::default()).unwrap();
        for source in sources.files() {
            match read_both(&source.text) {
                Some(None) => read += 1,
                Some(Some(difference)) => panic!("{}: {difference}", source.name),
                None => told += 1,
            }
        }
        assert!(folder != "intents" || (read > 10 && told == 0), "{read} read, {told} not");
    }
    assert!(read > 50, "only {read} files were compared");
}

/// Any document that the other library can write.
fn document() -> impl Strategy<Value = Other> {
    let text = prop_oneof![
        4 => piece(),
        2 => proptest::collection::vec(piece(), 1..5).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ];
    let leaf = prop_oneof![
        6 => text.clone().prop_map(Other::String),
        1 => any::<bool>().prop_map(Other::Bool),
        1 => any::<i64>().prop_map(|number| Other::Number(number.into())),
        1 => Just(Other::Null),
    ];
    leaf.prop_recursive(4, 40, 5, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Other::Sequence),
            proptest::collection::btree_map(text.clone(), inner, 0..5).prop_map(|map| {
                Other::Mapping(map.into_iter().map(|(key, value)| (key.into(), value)).collect())
            }),
        ]
    })
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn what_another_library_writes_is_read_as_it_was(document in document()) {
        let text = serde_yaml::to_string(&document).unwrap();
        // What it cannot read back itself is no matter of ours.
        prop_assume!(!text.contains(OLD_BREAKS));
        prop_assume!(serde_yaml::from_str::<Other>(&text).is_ok_and(|again| again == document));
        let mut notes = Notes::default();
        let mut nodes = 1_000_000;
        let part = yaml::Part { text: &text, from: 0, to: text.len(), file: 0, mended: &[] };
        let tree = yaml::read(part, &Limits::default(), &mut nodes, &mut notes);
        let mut sources = Sources::default();
        sources.add("a.yaml", text.as_str());
        prop_assert_eq!(notes.errors(), 0, "{:?} of\n{}", notes.into_problems(&sources), text);
        let nothing = Node { at: At::default(), flow: false, kind: Kind::Nothing };
        let found = difference(&tree.root.unwrap_or(nothing), &document);
        prop_assert!(found.is_none(), "{:?} in\n{}", found, text);
    }

    #[test]
    fn where_both_libraries_read_a_text_they_read_the_same(text in any_file()) {
        if let Some(Some(difference)) = read_both(&text) {
            return Err(TestCaseError::fail(format!("{difference} in\n{text}")));
        }
    }
}
