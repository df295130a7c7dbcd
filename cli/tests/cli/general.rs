//! What holds for all commands: usage, help, paths that are not there, colours, broken pipes.

use super::frontdesk;

#[test]
fn wrong_usage_ends_with_2_and_says_how() {
    let wrong: &[&[&str]] = &[
        &[],
        &["frobnicate"],
        &["check"],
        &["check", "bots/tea.yaml", "--jsno"],
        &["check", "a", "b"],
        &["explain", "bots/tea.yaml"],
        &["import"],
        &["import", "csv", "x"],
        &["chat", "bots/tea.yaml", "--channel"],
        &["--color", "sometimes", "schema"],
    ];
    for args in wrong {
        let ran = frontdesk(args, "");
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.err);
        assert!(ran.err.contains("Usage") || ran.err.contains("--help"), "{args:?}: {}", ran.err);
        assert_eq!(ran.out, "", "{args:?}");
    }
}

#[test]
fn a_path_that_is_not_there_ends_with_2() {
    let commands: &[&[&str]] = &[
        &["check", "bots/nothing"],
        &["chat", "bots/nothing"],
        &["explain", "bots/nothing", "hello"],
        &["test", "bots/nothing"],
        &["classify", "bots/nothing"],
        &["import", "tsv", "bots/nothing"],
    ];
    for args in commands {
        let ran = frontdesk(args, "hello\n");
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.err);
        assert!(ran.err.starts_with("error: cannot read `bots/nothing`"), "{args:?}: {}", ran.err);
        assert_eq!(ran.out, "", "{args:?}");
    }
}

#[test]
fn a_broken_bot_ends_with_1_and_its_report() {
    for args in [
        &["chat", "bots/broken"][..],
        &["explain", "bots/broken", "hello"],
        &["test", "bots/broken"],
        &["classify", "bots/broken"],
    ] {
        let ran = frontdesk(args, "hello\n");
        assert_eq!(ran.code, 1, "{args:?}: {}", ran.err);
        assert!(ran.err.contains("bots/broken/first.yaml:3:5"), "{args:?}: {}", ran.err);
        assert_eq!(ran.out, "", "{args:?}");
    }
}

#[test]
fn every_command_has_help_with_an_example() {
    for command in ["check", "chat", "explain", "test", "classify", "schema"] {
        let ran = frontdesk(&[command, "--help"], "");
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{command}");
        assert!(ran.out.contains(&format!("frontdesk {command} ")), "{command}: {}", ran.out);
        assert!(ran.out.lines().all(|line| line.chars().count() <= 100), "{}", ran.out);
    }
    let ran = frontdesk(&["import", "tsv", "--help"], "");
    assert!(ran.code == 0 && ran.out.contains("frontdesk import tsv "), "{}", ran.out);
}

#[test]
fn colours_come_only_when_asked_for() {
    let plain = frontdesk(&["check", "bots/broken"], "");
    assert!(!plain.out.contains('\u{1b}'), "{}", plain.out);
    let coloured = frontdesk(&["check", "bots/broken", "--color", "always"], "");
    assert!(coloured.out.contains('\u{1b}'), "{}", coloured.out);
    assert_eq!(plain.code, coloured.code);
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_early_is_no_error() {
    use std::process::{Command, Stdio};

    let mut child = Command::new(env!("CARGO_BIN_EXE_frontdesk"))
        .arg("schema")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
