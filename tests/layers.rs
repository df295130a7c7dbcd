//! Holds the table of layers in ARCHITECTURE.md: reads every `use crate::…` (and every path
//! `crate::…`) in `src/` and fails where a room enters one it may not enter.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::indexing_slicing
)] // a test fails by panicking

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A room and the rooms it may import, as ARCHITECTURE.md's table says.
fn table() -> BTreeMap<String, Vec<String>> {
    let text = fs::read_to_string("ARCHITECTURE.md").expect("ARCHITECTURE.md");
    let mut table = BTreeMap::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, row, room, _, imports, _] = cells.as_slice() else { continue };
        if row.parse::<u8>().is_err() {
            continue;
        }
        let names = |cell: &str| -> Vec<String> {
            cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
        };
        for room in names(room) {
            table.insert(room, names(imports));
        }
    }
    assert!(table.len() >= 14, "the table of layers has only {} rooms", table.len());
    table
}

fn sources(dir: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("src") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

fn room_of(path: &Path) -> String {
    let first = path.strip_prefix("src").expect("below src").components().next().expect("name");
    first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// The rooms that a source names after `crate::`, also inside of braces and over several lines; code
/// in comments does not count.
fn entered(source: &str) -> Vec<String> {
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    let code: String = source.lines().filter(is_code).map(|line| format!("{line}\n")).collect();
    let mut rooms = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => rooms.extend(names_of_group(group)),
            None => rooms.push(first_name(rest)),
        }
    }
    // Types and the end of a list are no rooms.
    rooms.retain(|name| name.chars().next().is_some_and(char::is_lowercase));
    rooms
}

/// The first names of the paths in a group up to the brace that closes it: `a` and `b` of
/// `a::{X, c::Y}, b::Z}`.
fn names_of_group(group: &str) -> Vec<String> {
    let mut names = vec![first_name(group)];
    let mut depth = 0;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(first_name(&group[at + 1..])),
            _ => {}
        }
    }
    names
}

fn first_name(path: &str) -> String {
    path.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn grouped_imports_are_read() {
    let source = "
        use crate::{def::{Text, Map}, nlu::Hint,
            text};
        // use crate::store::Store;
        pub(crate) use crate::value::Value;
        let x = crate::clock::now(crate::Bot);
        use crate::{
            reply::{self, Reply},
        };
    ";
    let expected = ["def", "nlu", "text", "value", "clock", "reply"];
    assert_eq!(entered(source), expected);
    assert_eq!(entered("use super::x; use std::{crate_like, b};"), Vec::<String>::new());
}

#[test]
fn every_room_enters_only_lower_ones() {
    let table = table();
    let mut files = Vec::new();
    sources(Path::new("src"), &mut files);
    assert!(files.len() > 20, "only {} files found", files.len());
    let mut wrong = Vec::new();
    for file in files {
        let room = room_of(&file);
        if room == "lib" {
            continue;
        }
        let Some(may) = table.get(&room) else {
            wrong.push(format!("{}: room `{room}` is not in the table", file.display()));
            continue;
        };
        for other in entered(&fs::read_to_string(&file).expect("source")) {
            if other != room && !may.contains(&other) {
                wrong.push(format!("{}: `{room}` may not enter `{other}`", file.display()));
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "layers crossed:\n{}", wrong.join("\n"));
}

#[test]
fn the_table_itself_only_points_down() {
    let table = table();
    fn below(table: &BTreeMap<String, Vec<String>>, room: &str, goal: &str, depth: u8) -> bool {
        depth > 0
            && table.get(room).is_some_and(|rooms| {
                rooms.iter().any(|r| r == goal || below(table, r, goal, depth - 1))
            })
    }
    for room in table.keys() {
        assert!(!below(&table, room, room, 12), "`{room}` can reach itself");
    }
}

#[test]
fn only_one_file_meets_the_yaml_parser() {
    let mut files = Vec::new();
    sources(Path::new("src"), &mut files);
    let meets =
        |file: &PathBuf| fs::read_to_string(file).expect("source").contains("granit_parser::");
    let found: Vec<String> =
        files.iter().filter(|f| meets(f)).map(|f| f.display().to_string()).collect();
    assert_eq!(found, ["src/def/yaml.rs"]);
}
