//! Runs the built `frontdesk` as a user would, one module for each command.
//!
//! The bots are in `tests/bots`, expected outputs in `tests/golden`: run with `GOLDEN=update` to
//! write them anew, then read the difference.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod chat;
mod check;
mod classify;
mod eval;
mod explain;
mod general;
mod import;
mod match_tests;
mod schema;
mod talk_tests;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run gave back.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

/// Runs `frontdesk` in `cli/tests` with `input` on standard input.
fn frontdesk(args: &[&str], input: impl AsRef<[u8]>) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_frontdesk"))
        .args(args)
        .current_dir(tests())
        .env("HOME", "/nowhere")
        .env_remove("XDG_STATE_HOME")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("frontdesk is built");
    let mut stdin = child.stdin.take().expect("piped");
    let input = input.as_ref().to_vec();
    let writer = std::thread::spawn(move || {
        // A command that reads no input closes it early.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("the writer ends");
    let err = String::from_utf8(output.stderr).expect("messages are UTF-8");
    assert!(!err.contains("panicked"), "{args:?}: {err}");
    Ran {
        code: output.status.code().expect("it ends by itself"),
        out: String::from_utf8(output.stdout).expect("output is UTF-8"),
        err,
    }
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// Compares with `tests/golden/NAME`.
fn assert_golden(name: &str, found: &str) {
    let path = tests().join("golden").join(name);
    if std::env::var_os("GOLDEN").is_some_and(|value| value == "update") {
        std::fs::create_dir_all(path.parent().expect("a directory")).expect("can be made");
        std::fs::write(&path, found).expect("can be written");
    }
    let expected = std::fs::read_to_string(&path).expect("the golden file is there");
    assert_eq!(found, expected, "differs from {}", path.display());
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}
