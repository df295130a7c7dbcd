//! Wrong definitions and what authors are told: each `tests/problems/NAME.yaml`, or directory
//! `NAME/`, against its report `NAME.txt`.
//!
//! `FRONTDESK_BLESS=1 cargo test --test problems` writes the reports anew: look at the diff.

#![allow(clippy::unwrap_used)] // a test may fail at once

use std::fs;
use std::path::{Path, PathBuf};

use frontdesk::{Bot, Timestamp};

/// 2026-03-02T12:00Z, the day on which answers are in or out of date.
const NOW: Timestamp = Timestamp::from_seconds(1_772_452_800);

/// As many wrong definitions as were ever here: they do not get fewer unseen.
const LEAST: usize = 70;

#[test]
fn every_wrong_definition_gets_its_report() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/problems");
    let (cases, reports) = listed(&folder);
    assert!(cases.len() >= LEAST, "{} wrong definitions in {}", cases.len(), folder.display());
    let bless = std::env::var_os("FRONTDESK_BLESS").is_some();
    let mut differ = Vec::new();
    for case in &cases {
        let found = report(case, &folder);
        let golden = case.with_extension("txt");
        if bless {
            fs::write(&golden, &found).unwrap();
        } else if fs::read_to_string(&golden).ok().as_ref() != Some(&found) {
            differ.push(format!("--- {} should be:\n{found}", golden.display()));
        }
    }
    assert!(differ.is_empty(), "{} reports differ:\n{}", differ.len(), differ.join("\n"));
    for report in reports {
        let known = cases.iter().any(|case| case.with_extension("txt") == report);
        assert!(known, "{} belongs to no definition", report.display());
    }
}

/// Every error says where, what, and what to do; every line of a report is fit for a terminal.
#[test]
fn every_report_has_a_place_and_no_control_characters() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/problems");
    let (mut placed, mut helped, mut all) = (0, 0, 0);
    for case in listed(&folder).0 {
        let Err(error) = Bot::builder().yaml_dir(&case).clock(|| NOW).review().build() else {
            continue;
        };
        for problem in error.problems() {
            all += 1;
            placed += usize::from(problem.place().is_some());
            helped += usize::from(problem.help().is_some());
            let first = problem.message().chars().next().unwrap();
            assert!(!first.is_uppercase(), "{problem}");
            assert!(!problem.message().ends_with('.'), "{problem}");
            let shown = format!("{problem:#}");
            let fit = |c: char| c == '\n' || c == '\t' || !c.is_control();
            assert!(shown.chars().all(fit), "{shown:?}");
        }
    }
    assert!(all > 50, "only {all} problems");
    assert!(placed * 100 >= all * 90, "{placed} of {all} have a place");
    assert!(helped * 100 >= all * 80, "{helped} of {all} have help");
}

/// What the checker takes for granted is really there.
#[test]
fn every_answer_may_read_these_names() {
    let yaml = "intents: {a: {user: a, bot: '{{ channel }} {{ turns }} {{ misses }} {{ intent.id }} {{ intent.times }} {{ now }} {{ today }}'}}";
    let zoned = format!("about: {{zone: Asia/Tokyo}}\n{yaml}");
    let bot = Bot::builder().yaml_str("names.yaml", &zoned).clock(|| NOW).build().unwrap();
    assert!(bot.warnings().is_empty(), "{:?}", bot.warnings());
    let turn = frontdesk::Turn::from("a").on_channel("sms");
    let reply = bot.respond(&mut frontdesk::Conversation::new(), turn);
    assert_eq!(reply.text(), "sms 1 0 a 1 2026-03-02T21:00 2026-03-02");
}

#[test]
fn a_path_that_is_not_there_is_an_error_of_reading() {
    let error = Bot::from_yaml_dir("no/such/bot").unwrap_err();
    assert_eq!(error.kind(), frontdesk::ErrorKind::Read);
    assert!(error.to_string().starts_with("cannot read `no/such/bot`: "), "{error}");
    assert!(error.problems().is_empty());
}

/// The definitions, and the reports beside them.
fn listed(folder: &Path) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (reports, cases): (Vec<PathBuf>, Vec<PathBuf>) =
        paths.into_iter().partition(|path| path.extension().is_some_and(|name| name == "txt"));
    assert!(!cases.is_empty(), "no definitions in {}", folder.display());
    (cases, reports)
}

fn report(case: &Path, folder: &Path) -> String {
    let shown = match Bot::builder().yaml_dir(case).clock(|| NOW).review().build() {
        Err(error) => format!("{error:#}\n"),
        Ok(bot) => {
            assert!(!bot.warnings().is_empty(), "{} has no problem", case.display());
            let shown: Vec<String> =
                bot.warnings().iter().map(|problem| format!("{problem:#}\n")).collect();
            shown.join("\n")
        }
    };
    shown.replace(&format!("{}/", folder.display()), "")
}
