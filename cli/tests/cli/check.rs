//! `frontdesk check`.

use std::fs;

use super::{assert_golden, frontdesk, json};

#[test]
fn a_sound_bot() {
    let ran = frontdesk(&["check", "bots/tea.yaml"], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    assert_eq!(ran.out, "no problems: 4 intents, 4 test utterances\n");
}

#[test]
fn all_problems_of_all_files_in_one_run() {
    let ran = frontdesk(&["check", "bots/broken"], "");
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    assert_golden("check_broken.txt", &ran.out);
}

#[test]
fn problems_as_json() {
    let ran = frontdesk(&["check", "bots/broken", "--json"], "");
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let found = json(&ran.out);
    let problems = found["problems"].as_array().unwrap();
    assert_eq!(found["errors"].as_u64(), Some(problems.len() as u64), "{}", ran.out);
    assert!(found["intents"].is_null());
    for problem in problems {
        assert_eq!(problem["severity"], "error");
        assert!(problem["place"]["line"].as_u64().is_some_and(|line| line > 0), "{problem}");
        assert!(problem["message"].as_str().is_some_and(|text| !text.is_empty()), "{problem}");
    }

    let sound = json(&frontdesk(&["check", "bots/tea.yaml", "--json"], "").out);
    assert_eq!((&sound["errors"], &sound["intents"]), (&0.into(), &4.into()));
    assert_eq!(sound["problems"], serde_json::json!([]));
}

#[test]
fn what_cannot_be_read_is_json_too() {
    let ran = frontdesk(&["check", "bots/nothing", "--json"], "");
    assert_eq!((ran.code, ran.err.as_str()), (2, ""));
    let found = json(&ran.out);
    assert!(found["unreadable"].as_str().unwrap().contains("bots/nothing"), "{found}");
    assert_eq!(found["errors"], 1);
}

#[test]
fn files_that_are_no_bot() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::create_dir(path("empty")).unwrap();
    fs::write(path("binary.yaml"), b"intents:\n  a: {user: caf\xe9}\n").unwrap();
    fs::write(path("nothing.yaml"), "").unwrap();
    fs::write(path("list.yaml"), "- a\n- b\n").unwrap();
    let long = format!("intents: {{a: {{user: {}, bot: x, bto: y}}}}\n", "x".repeat(30_000));
    fs::write(path("long_line.yaml"), long).unwrap();
    let control = "intents:\n  \"a\\u001b[31m\\u0007\": {usr: \"\\u202e\"}\n";
    fs::write(path("control.yaml"), control).unwrap();
    fs::write(path("tabs.yaml"), "intents:\n\ta: {}\n").unwrap();
    fs::write(path("open.yaml"), "intents: {a: {user: [x\n").unwrap();
    for name in ["empty", "binary.yaml", "nothing.yaml", "list.yaml", "long_line.yaml"]
        .into_iter()
        .chain(["control.yaml", "tabs.yaml", "open.yaml"])
    {
        let ran = frontdesk(&["check", &path(name)], "");
        let expected = if name == "empty" { 2 } else { 1 };
        assert_eq!(ran.code, expected, "{name}: {}{}", ran.out, ran.err);
        assert!(ran.out.starts_with("error["), "{name}: {}", ran.out);
        assert!(!ran.out.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{name}: {}", ran.out);
        assert!(ran.out.lines().all(|line| line.chars().count() < 400), "{name}: {}", ran.out);
        let found = json(&frontdesk(&["check", &path(name), "--json"], "").out);
        assert!(found["errors"].as_u64().is_some_and(|errors| errors > 0), "{name}");
    }
    let chat = frontdesk(&["chat", &path("empty")], "");
    assert_eq!(chat.code, 2, "{}", chat.err);
    assert!(chat.err.ends_with("error: there is no bot: 1 error\n"), "{}", chat.err);
}
#[test]
fn warnings_are_told_apart_and_can_be_denied() {
    let folder = tempfile::tempdir().unwrap();
    let bot = folder.path().join("bot.yaml");
    // The same phrase twice in one intent: it works, but it is not meant.
    fs::write(&bot, "intents:\n  a: {user: [hello, hello], bot: Hi!}\n").unwrap();
    let bot = bot.to_str().unwrap();
    let ran = frontdesk(&["check", bot], "");
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(ran.out.starts_with("warning["), "{}", ran.out);
    assert!(ran.out.ends_with("1 warning in 1 file: 1 intent, 0 test utterances\n"), "{}", ran.out);
    let denied = frontdesk(&["check", bot, "--deny-warnings"], "");
    assert_eq!(denied.code, 1, "{}", denied.out);
    let as_json = frontdesk(&["check", bot, "--deny-warnings", "--json"], "");
    assert_eq!((as_json.code, json(&as_json.out)["warnings"].as_u64()), (1, Some(1)));
}

/// The wrong definitions of the library's own tests: whatever is wrong, it can be shown.
#[test]
fn every_known_mistake_can_be_shown() {
    let folder = super::tests().join("../../tests/problems");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files: Vec<_> = files.filter(|path| path.extension() == Some("yaml".as_ref())).collect();
    assert!(files.len() > 30, "{files:?}");
    for file in files {
        let ran = frontdesk(&["check", file.to_str().unwrap()], "");
        let found = json(&frontdesk(&["check", file.to_str().unwrap(), "--json"], "").out);
        assert_eq!(ran.code, i32::from(found["errors"] != 0), "{file:?}");
        for problem in found["problems"].as_array().unwrap() {
            let code = problem["code"].as_str().unwrap();
            assert!(ran.out.contains(&format!("[{code}]")), "{file:?}: {code}");
            // The report says `FILE:LINE:COLUMN` of the file, also where a long line is cut.
            let at = &problem["place"];
            let place = format!(":{}:{}", at["line"], at["column"]);
            assert!(at.is_null() || ran.out.contains(&place), "{file:?}: {place}\n{}", ran.out);
        }
    }
}
