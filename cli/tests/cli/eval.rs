//! `frontdesk eval`: the way through, and files that are not as they should be. The figures have
//! their tests beside the code.

use std::fs;
use std::path::Path;

use super::{Ran, assert_golden, frontdesk, json};

/// Only texts whose confidence is 1 or 0 whatever the matchers are: whole phrases, and no words.
const LINES: &str = "hello\tHello!\nhello\t?!\nopening_hours\twhen are you open\n\
                     menu\tagent please\noos\t...\noos\tgood morning\n";

fn eval(lines: impl AsRef<[u8]>, more: &[&str]) -> Ran {
    frontdesk(&[&["eval", "bots/tea.yaml", "-"], more].concat(), lines)
}

fn write(folder: &Path, name: &str, text: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn the_report() {
    let ran = eval(LINES, &[]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_golden("eval.txt", &ran.out);
}

#[test]
fn as_json() {
    let ran = eval(LINES, &["--json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let found = json(&ran.out);
    let figures = &found["figures"];
    assert_eq!((&figures["lines"], &figures["in_scope"]), (&6.into(), &4.into()));
    assert_eq!(figures["accuracy"], 0.5);
    assert_eq!(figures["in_scope_accuracy_argmax"], 0.5);
    assert_eq!(figures["out_of_scope_recall"], 0.5);
    assert_eq!(found["thresholds"].as_array().unwrap().len(), 101);
    assert_eq!(found["intents"].as_array().unwrap().len(), 5, "all intents, and out of scope");
    assert_eq!(found["in_scope"]["acted_wrong"], 1);
    assert!(found["intervals_95"]["accuracy"][0].as_f64().unwrap() < 0.2);
}

#[test]
fn what_went_wrong_goes_into_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = folder.path().join("wrong.tsv");
    let ran = eval(LINES, &["--errors", wrong.to_str().unwrap()]);
    assert_eq!(ran.code, 0);
    let expected = "line\tintent\tpredicted\tconfidence\tdecision\ttext\n\
                    2\thello\t-\t0.000\tmiss\t?!\n\
                    4\tmenu\thuman\t1.000\tact\tagent please\n\
                    6\toos\thello\t1.000\tact\tgood morning\n";
    assert_eq!(fs::read_to_string(wrong).unwrap(), expected);
}

#[test]
fn faulty_lines_and_unknown_intents_are_all_told_and_the_others_measured() {
    let mut lines =
        b"\xef\xbb\xbfhello\thello\r\nno tab here\r\n\r\nmenus\tcaf\xc3\xa9\r\n".to_vec();
    lines.extend(
        b"\ttext\nhello\t\nmenu\tcaf\xe9\nmenus\tteas\nnone\tx\nmenu\twhich teas do you have",
    );
    let ran = eval(&lines, &["--json"]);
    assert_eq!(ran.code, 1);
    let told: Vec<&str> = ran.err.lines().collect();
    let expected = [
        "standard input:2: no tab between intent and text",
        "standard input:5: no intent before the tab",
        "standard input:6: no text after the tab",
        "standard input:7: the line is not UTF-8",
        "standard input:4: the bot has no intent \"menus\" (also in line 8); did you mean `menu`?",
        "standard input:9: the bot has no intent \"none\"; what is out of scope has the label `oos`",
    ];
    assert_eq!(told.len(), expected.len(), "{}", ran.err);
    for (told, expected) in told.iter().zip(expected) {
        assert!(told.starts_with(&format!("error: {expected}")), "{told}");
    }
    let found = json(&ran.out);
    assert_eq!((&found["figures"]["lines"], &found["empty_lines"]), (&2.into(), &1.into()));
    assert_eq!(found["figures"]["accuracy"], 1.0);
    assert_eq!(found["faults"].as_array().unwrap().len(), 4);
    assert_eq!(found["unknown_labels"][0]["lines"], serde_json::json!([4, 8]));
    let report = eval(&lines, &[]);
    assert!(report.out.contains("7 more lines could not be used"), "{}", report.out);
}

#[test]
fn files_without_a_line_to_measure() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("wrong.tsv");
    for lines in ["", "\n \n", "no tab", "unknown\ttext"] {
        let ran = eval(lines, &["--errors", out.to_str().unwrap()]);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{lines:?}");
        let last = ran.err.lines().last().unwrap();
        assert!(last.contains("`standard input` has no line to measure"), "{lines:?}: {last}");
        assert!(!out.exists(), "nothing is written");
    }
    let prose = "This is no table.\n".repeat(500);
    let ran = eval(prose, &[]);
    assert!(ran.code == 1 && ran.err.lines().count() < 30, "{}", ran.err);
    let labels: String = (0..500).map(|n| format!("label{n}\ttext\n")).collect();
    let ran = eval(labels, &[]);
    assert!(ran.err.contains("and 480 unknown labels more, of 480 lines"), "{}", ran.err);
}

#[test]
fn what_cannot_be_read_or_written_ends_with_2() {
    for (args, what) in [
        (["eval", "bots/tea.yaml", "nowhere.tsv"], "cannot read `nowhere.tsv`"),
        (["eval", "nowhere", "-"], "nowhere"),
        (["eval", "bots/tea.yaml", "bots"], "cannot read `bots`"),
        (["eval", "nowhere", "--cv=2"], "nowhere"),
    ] {
        let ran = frontdesk(&args, "hello\thello\n");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains(what), "{}", ran.err);
    }
    for option in ["--errors", "--html"] {
        for (path, why) in [("/nowhere/file", "there is no folder `/nowhere`"), ("bots", "")] {
            let ran = eval(LINES, &[option, path]);
            assert_eq!((ran.code, ran.out.as_str()), (2, ""));
            assert!(ran.err.contains(&format!("cannot write `{path}`: {why}")), "{}", ran.err);
        }
        // Before anything is read or measured.
        let ran = frontdesk(&["eval", "nowhere", "-", option, "/nowhere/file"], LINES);
        assert!(ran.err.contains("no folder") && !ran.err.contains("`nowhere`"), "{}", ran.err);
    }
}

#[test]
fn arguments_that_make_no_sense_end_with_2() {
    for more in [
        &["--threshold", "1.5"][..],
        &["--threshold", "NaN"],
        &["--threshold", "half"],
        &["--threshold", "0.5", "--choose-threshold", "val.tsv"],
        &["--all", "--json"],
        &["--cv", "5"],
    ] {
        let ran = eval(LINES, more);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{more:?}: {}", ran.err);
    }
    for args in
        [&["--cv", "1"][..], &["--cv", "101"], &["--cv", "2", "--choose-threshold", "x"], &[]]
    {
        let ran = frontdesk(&[&["eval", "bots/tea.yaml"], args].concat(), "");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}: {}", ran.err);
    }
}

#[test]
fn a_bot_with_an_intent_of_the_name_of_out_of_scope_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let bot = write(folder.path(), "bot.yaml", "intents: {oos: {user: hello, bot: Hi!}}");
    let ran = frontdesk(&["eval", &bot, "-"], "oos\thello\n");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("has an intent `oos`"), "{}", ran.err);
}

#[test]
fn a_threshold_is_given_or_chosen_on_other_lines() {
    let folder = tempfile::tempdir().unwrap();
    let ran = eval(LINES, &["--threshold", "0", "--json"]);
    assert_eq!(json(&ran.out)["threshold"], 0.0);
    let other = write(folder.path(), "val.tsv", "hello\thello\noos\twhat\nno tab\n");
    let ran = eval(LINES, &["--choose-threshold", &other]);
    assert_eq!(ran.code, 1, "a line of the other file could not be used");
    assert!(ran.err.contains("val.tsv:3: no tab"), "{}", ran.err);
    assert!(ran.out.contains("acting from confidence 1.000, chosen on"), "{}", ran.out);
    let one_kind = write(folder.path(), "one.tsv", "hello\thello\n");
    let ran = eval(LINES, &["--choose-threshold", &one_kind]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("needs lines in scope and lines of `oos`"), "{}", ran.err);
}

/// Each phrase is measured once, by a bot that does not have it.
#[test]
fn cross_validation() {
    let ran = frontdesk(&["eval", "bots/tea.yaml", "--cv", "2", "--json"], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "no progress where nobody sees it");
    let found = json(&ran.out);
    assert_eq!((&found["folds"], &found["figures"]["lines"]), (&2.into(), &8.into()));
    for class in found["intents"].as_array().unwrap().iter().take(4) {
        assert_eq!(class["support"], 2, "{class}");
    }
    assert_eq!(found["figures"]["auroc"], serde_json::Value::Null);
    assert_eq!(found["best_threshold"], serde_json::Value::Null);
    let again = frontdesk(&["eval", "bots/tea.yaml", "--cv", "2", "--json"], "");
    assert_eq!(again.out, ran.out);
}

#[test]
fn phrases_that_cross_validation_got_wrong_have_their_place() {
    let folder = tempfile::tempdir().unwrap();
    let yaml = "intents:\n  a:\n    user:\n      - one\n      - two\n    bot: x\n";
    let bot = write(folder.path(), "bot.yaml", yaml);
    let wrong = folder.path().join("wrong.tsv");
    let args = ["eval", &bot, "--cv", "5", "--threshold", "1", "--errors", wrong.to_str().unwrap()];
    assert_eq!(frontdesk(&args, "").code, 0);
    let table = fs::read_to_string(wrong).unwrap();
    let places: Vec<&str> =
        table.lines().skip(1).filter_map(|line| line.split('\t').next()).collect();
    assert_eq!(places, [format!("{bot}:4"), format!("{bot}:5")]);
}

#[test]
fn cross_validation_that_cannot_be() {
    let folder = tempfile::tempdir().unwrap();
    let bot = write(folder.path(), "bot.yaml", "intents: {a: {user: hello, bot: Hi!}}");
    let ran = frontdesk(&["eval", &bot, "--cv", "5"], "");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("no intent of"), "{}", ran.err);
    let broken = frontdesk(&["eval", "bots/broken", "--cv", "5"], "");
    assert_eq!((broken.code, broken.out.as_str()), (1, ""));
}

#[test]
fn a_page_is_written_beside_the_report() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.html");
    let ran = eval(LINES, &["--html", page.to_str().unwrap()]);
    assert_eq!(ran.code, 0);
    assert_golden("eval.txt", &ran.out);
    let page = fs::read_to_string(page).unwrap();
    assert!(
        page.starts_with("<!doctype html>") && page.contains("bots/tea.yaml on standard input")
    );
}

#[test]
fn texts_cannot_write_to_the_terminal() {
    let ran = eval("menu\tagent\u{1b}[31m please\nmenu\tagent please\u{7}\n", &[]);
    assert!(!ran.out.contains('\u{1b}') && !ran.out.contains('\u{7}'), "{}", ran.out);
}
