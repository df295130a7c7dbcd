//! The commands that the README shows are run, and must print what it shows.
//!
//! A block `console` has lines `$ COMMAND`, each followed by its output; what `$ cat FILE` shows is
//! the file that later commands read. Run with `GOLDEN=update` to write the outputs anew.

#![cfg(unix)] // the commands are a shell's
#![allow(clippy::expect_used, clippy::panic)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn the_readme_shows_what_is_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let desk = tempfile::tempdir().expect("a directory");
    std::os::unix::fs::symlink(root.join("intents"), desk.path().join("intents")).expect("a link");

    let path = root.join("README.md");
    let written = std::fs::read_to_string(&path).expect("README.md");
    let (mut played, mut commands) = (String::new(), 0);
    for (at, part) in written.split("```").enumerate() {
        let fence = if at == 0 { "" } else { "```" };
        played.push_str(fence);
        match part.strip_prefix("console\n").filter(|_| at % 2 == 1) {
            Some(block) => {
                played.push_str("console\n");
                commands += play(block, desk.path(), &mut played);
            }
            None => played.push_str(part),
        }
    }
    assert!(commands >= 4, "only {commands} commands found");
    if std::env::var_os("GOLDEN").is_some_and(|value| value == "update") {
        return std::fs::write(&path, &played).expect("can be written");
    }
    if let Some((is, should)) = written.lines().zip(played.lines()).find(|(a, b)| a != b) {
        panic!("README.md shows\n  {is}\nwhere this is printed\n  {should}");
    }
    assert_eq!(written, played, "README.md shows more or less than is printed");
}

/// Runs the commands of a block and writes them with their real output; how many there were.
fn play(block: &str, desk: &Path, played: &mut String) -> usize {
    let block = block.strip_prefix("$ ").expect("a block begins with a command");
    let runs: Vec<&str> = block.trim_end().split("\n$ ").collect();
    for (at, run) in runs.iter().enumerate() {
        let (command, shown) = run.split_once('\n').unwrap_or((run, ""));
        let printed = match command.strip_prefix("cat ") {
            Some(file) => {
                std::fs::write(desk.join(file), shown.trim_end()).expect("can be written");
                shown.to_owned()
            }
            None => output(command, desk),
        };
        let gap = if at + 1 < runs.len() { "\n\n" } else { "\n" };
        writeln!(played, "$ {command}\n{}", printed.trim_end()).expect("a string");
        played.push_str(gap.strip_prefix('\n').unwrap_or_default());
    }
    runs.len()
}

fn output(command: &str, desk: &Path) -> String {
    let folder = PathBuf::from(env!("CARGO_BIN_EXE_frontdesk"));
    let mut path = folder.parent().expect("a folder").as_os_str().to_owned();
    path.push(":/usr/bin:/bin");
    let output = Command::new("sh")
        .args(["-c", &format!("{{ {command}; }} 2>&1")])
        .current_dir(desk)
        .env("PATH", path)
        .env("HOME", "/nowhere")
        .output()
        .expect("a shell");
    String::from_utf8(output.stdout).expect("output is UTF-8")
}
