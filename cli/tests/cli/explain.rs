//! `frontdesk explain`.

use super::{frontdesk, json};

#[test]
fn the_whole_decision() {
    let ran = frontdesk(&["explain", "bots/tea.yaml", "When are you OPEN?"], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("\"When are you OPEN?\"\n1. opening_hours  1.000"), "{}", ran.out);
    assert!(ran.out.contains("when are you open"), "the phrase is named: {}", ran.out);
    let last = ran.out.lines().last().unwrap();
    assert!(
        last.starts_with("→ act: opening_hours has 1.000, not less than act 0.5"),
        "{}",
        ran.out
    );
}

#[test]
fn words_need_no_quotes() {
    let quoted = frontdesk(&["explain", "bots/tea.yaml", "when are you open"], "");
    let bare = frontdesk(&["explain", "bots/tea.yaml", "when", "are", "you", "open"], "");
    assert_eq!(quoted.out, bare.out);
}

#[test]
fn as_json() {
    let ran = frontdesk(&["explain", "bots/tea.yaml", "--json", "hello"], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let found = json(&ran.out);
    assert_eq!((&found["text"], &found["decision"]), (&"hello".into(), &"act".into()));
    assert_eq!(found["understanding"]["candidates"][0]["intent"], "hello");
    assert_eq!(found["thresholds"]["act"], 0.5, "{found}");
}

#[test]
fn texts_that_nobody_can_understand() {
    for text in ["", " ", "🙈🙈", "qwertz", "\u{1}\u{7f}\u{1b}[31m", "-5 degrees", "שלום"] {
        let ran = frontdesk(&["explain", "bots/tea.yaml", "--", text], "");
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{text:?}");
        assert!(ran.out.contains("→ miss"), "{text:?}: {}", ran.out);
        assert!(!ran.out.contains('\u{1b}'), "{text:?}: {}", ran.out);
        let found = json(&frontdesk(&["explain", "--json", "bots/tea.yaml", "--", text], "").out);
        assert_eq!(found["decision"], "miss", "{text:?}");
    }
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_no_utf8_is_read_all_the_same() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::process::Command;

    let output = Command::new(env!("CARGO_BIN_EXE_frontdesk"))
        .current_dir(super::tests())
        .args(["explain", "bots/tea.yaml"])
        .arg(OsStr::from_bytes(b"caf\xe9"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stdout).contains("caf\u{fffd}"));
}
