//! `frontdesk classify`.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use super::{assert_golden, frontdesk, json, tests};

fn texts(out: &str) -> Vec<String> {
    out.lines().map(|line| json(line)["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn one_object_a_line_in_order() {
    let ran = frontdesk(&["classify", "bots/tea.yaml"], "hello\nqwertz\nwhen are you open\n");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_golden("classify.jsonl", &ran.out);
}

#[test]
fn the_keys_are_those_of_the_promise() {
    let ran = frontdesk(&["classify", "bots/tea.yaml"], "talk to me please\n\nhello\n");
    assert_eq!(ran.out.lines().count(), 3);
    for line in ran.out.lines() {
        let keys: Vec<&str> = ["text", "intent", "confidence", "decision", "candidates"].into();
        let found = json(line);
        let found = found.as_object().unwrap();
        assert!(found.len() == 5 && keys.iter().all(|key| found.contains_key(*key)), "{line}");
        let candidates = found["candidates"].as_array().unwrap();
        assert!(candidates.len() <= 5, "{line}");
        let best = candidates.first();
        assert_eq!(found["intent"], best.map_or(serde_json::Value::Null, |c| c["intent"].clone()));
        for candidate in candidates {
            assert!((0.0..=1.0).contains(&candidate["confidence"].as_f64().unwrap()), "{line}");
        }
    }
}

#[test]
fn line_ends_empty_lines_and_a_last_line_without_end() {
    let input = b"hello\r\n\r\n\n  \nqwertz";
    let ran = frontdesk(&["classify", "bots/tea.yaml"], input);
    assert_eq!(texts(&ran.out), ["hello", "", "", "  ", "qwertz"]);
    assert_eq!(frontdesk(&["classify", "bots/tea.yaml"], "").out, "");
}

#[test]
fn bytes_of_every_kind_give_an_object() {
    let mut input: Vec<u8> = (0..=255).filter(|&byte| byte != b'\n').collect();
    input.extend(b"\nhello\n\xed\xa0\x80 \xf0\x9f\n");
    input.extend("\"quotes\" \\ \t \u{2028} 👋\n".as_bytes());
    let ran = frontdesk(&["classify", "bots/tea.yaml"], &input);
    assert_eq!((ran.code, ran.out.lines().count()), (0, 4), "{}", ran.out);
    let texts = texts(&ran.out);
    assert!(texts[0].contains('\u{fffd}') && texts[2].contains('\u{fffd}'));
    assert_eq!((texts[1].as_str(), texts[3].as_str()), ("hello", "\"quotes\" \\ \t \u{2028} 👋"));
}

#[test]
fn very_long_lines() {
    let long = "hello ".repeat(100_000);
    let too_long = "x".repeat(3 << 20);
    let ran = frontdesk(&["classify", "bots/tea.yaml"], format!("{long}\n{too_long}\nhello\n"));
    assert_eq!(ran.code, 0);
    let texts = texts(&ran.out);
    assert_eq!((texts[0].len(), texts[1].len(), texts[2].as_str()), (600_000, 1 << 20, "hello"));
    assert!(ran.err.starts_with("warning: line 2 is longer than 1 MiB"), "{}", ran.err);
}

#[test]
fn ten_thousand_lines() {
    let input: String = (0..10_000).map(|i| format!("hello number {i}\n")).collect();
    let ran = frontdesk(&["classify", "bots/tea.yaml"], input);
    assert_eq!((ran.code, ran.out.lines().count()), (0, 10_000));
    let last = json(ran.out.lines().last().unwrap());
    assert_eq!(last["text"], "hello number 9999");
}

/// A program may write one line and wait for its answer before it writes the next.
#[test]
fn an_answer_comes_before_the_next_question() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_frontdesk"))
        .args(["classify", "bots/tea.yaml"])
        .current_dir(tests())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for text in ["hello", "qwertz"] {
        stdin.write_all(format!("{text}\n").as_bytes()).unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert_eq!(json(&line)["text"], text);
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}
