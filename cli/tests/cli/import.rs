//! `frontdesk import tsv`.

use std::fs;
use std::path::Path;

use super::{assert_golden, frontdesk, json};

/// Imports `tsv` and gives back the run and the path of the bot.
fn import(folder: &Path, tsv: impl AsRef<[u8]>) -> (super::Ran, String) {
    let file = folder.join("train.tsv");
    let bot = folder.join("bot.yaml").to_str().unwrap().to_owned();
    fs::write(&file, tsv).unwrap();
    (frontdesk(&["import", "tsv", file.to_str().unwrap(), "-o", &bot], ""), bot)
}

#[test]
fn lines_become_a_bot_that_checks_and_classifies() {
    let folder = tempfile::tempdir().unwrap();
    let tsv = "hours\twhen (exactly) are you open?\nhours\topening hours\noos\tweather in rome\n\
               price\thow much is [one] <cup> {of} a|b \\ tea\nprice\tkey: value # 12\nprice\tno\n";
    let (ran, bot) = import(folder.path(), tsv);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert_eq!(ran.err, "2 intents, 5 phrases; 1 line of `oos` left out\n");
    // With warnings: to the scorer "in%side 5" and "in$side 4" are the same.
    let check = frontdesk(&["check", &bot], "");
    assert_eq!(check.code, 0, "{}", check.out);
    let lines: Vec<&str> = tsv.lines().filter(|line| !line.starts_with("oos")).collect();
    let input: String =
        lines.iter().map(|line| line.split_once('\t').unwrap().1.to_owned() + "\n").collect();
    let ran = frontdesk(&["classify", &bot], input);
    for (line, answer) in lines.iter().zip(ran.out.lines()) {
        let found = json(answer);
        assert_eq!(found["intent"], line.split_once('\t').unwrap().0, "{answer}");
        assert_eq!((&found["confidence"], &found["decision"]), (&1.0.into(), &"act".into()));
    }
}

#[test]
fn without_an_output_file_the_bot_goes_to_standard_output() {
    let ran = frontdesk(&["import", "tsv", "-"], "a\tone\r\nb\ttwo (2)");
    assert_eq!((ran.code, ran.err.as_str()), (0, "2 intents, 2 phrases\n"));
    assert_golden("import.yaml", &ran.out);
}

#[test]
fn what_is_repeated_is_counted_and_what_two_labels_share_is_told() {
    let ran = frontdesk(
        &["import", "tsv", "-"],
        "a\tI'm lost\na\tim lost!\nb\ti am lost\n\n  \nb\ttwo\n",
    );
    assert_eq!(ran.code, 0);
    assert_eq!(
        ran.err,
        "warning: lines 1 and 3: \"i am lost\" is a phrase of `a` and of `b`\n\
         2 intents, 3 phrases; 1 repeated line left out; 2 empty lines\n"
    );
}

/// A label stays what it is wherever a bot can have an intent of that name, so that what
/// `classify` says can be compared with the labels.
#[test]
fn strange_labels_stay_and_impossible_ones_become_ids() {
    let folder = tempfile::tempdir().unwrap();
    let tsv = "card?\tone\nnone\ttwo\nnone_2\tthree\n{{ x }} {% y\tfour\na: 'b' #c\tfive\n\
               a\u{1}b\tsix\na_b\tseven\n- ~\teight\nnone_of_these\ttwelve\nx\u{202e}y\tthirteen\n123\tnine\nyes\tten\n\"q\"\televen\n";
    let (ran, bot) = import(folder.path(), tsv);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let told: Vec<&str> = ran.err.lines().filter(|line| line.starts_with("warning")).collect();
    assert_eq!(
        told,
        [
            "warning: the label \"none\" became the intent `none_3`",
            "warning: the label \"a\\u{1}b\" became the intent `a_b_2`",
            "warning: the label \"none_of_these\" became the intent `none_of_these_2`",
            "warning: the label \"x\\u{202e}y\" became the intent `x_y`"
        ]
    );
    // With warnings: to the scorer "in%side 5" and "in$side 4" are the same.
    let check = frontdesk(&["check", &bot], "");
    assert_eq!(check.code, 0, "{}", check.out);
    let words = "one two three four five six seven eight twelve thirteen nine ten eleven"
        .replace(' ', "\n");
    let ran = frontdesk(&["classify", &bot], words);
    let found: Vec<_> = ran.out.lines().map(|line| json(line)["intent"].clone()).collect();
    let labels = ["card?", "none_3", "none_2", "{{ x }} {% y", "a: 'b' #c", "a_b_2", "a_b", "- ~"];
    let expected: Vec<_> =
        labels.into_iter().chain(["none_of_these_2", "x_y", "123", "yes", "\"q\""]).collect();
    assert_eq!(found, expected);
}

#[test]
fn faulty_lines_are_told_and_the_others_imported() {
    let folder = tempfile::tempdir().unwrap();
    let mut tsv = b"\xef\xbb\xbfa\tone\nno tab\n\ttext\na\t\n".to_vec();
    tsv.extend(b"a\tcaf\xe9\na\t?!\nb\ttwo\n");
    tsv.extend(format!("{}\tx\n", "long ".repeat(100)).as_bytes());
    let (ran, bot) = import(folder.path(), tsv);
    assert_eq!(ran.code, 1);
    let lines: Vec<&str> = ran.err.lines().collect();
    assert_eq!(lines.len(), 7, "{}", ran.err);
    for (line, (number, what)) in lines.iter().zip([
        (2, "no tab between intent and text"),
        (3, "no intent before the tab"),
        (4, "no text after the tab"),
        (5, "not UTF-8"),
        (6, "no word, number or emoji"),
        (8, "at most 64 characters"),
    ]) {
        assert!(line.contains(&format!("train.tsv:{number}: ")) && line.contains(what), "{line}");
    }
    assert_eq!(lines[6], "2 intents, 2 phrases; 6 lines not imported");
    assert_eq!(frontdesk(&["check", &bot], "").code, 0);
}

#[test]
fn files_without_anything_to_import() {
    let folder = tempfile::tempdir().unwrap();
    for (tsv, what) in [("", "has no line"), ("\n\n", "has no line"), ("oos\tx\n", "has no line")] {
        let (ran, bot) = import(folder.path(), tsv);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{tsv:?}");
        assert!(ran.err.contains(what), "{tsv:?}: {}", ran.err);
        assert!(!Path::new(&bot).exists(), "nothing is written");
    }
    let prose = "This is not a table at all.\n".repeat(1_000);
    let (ran, _) = import(folder.path(), prose);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("and 980 more faulty lines, up to line 1000"), "{}", ran.err);
    assert!(ran.err.lines().count() < 30, "{}", ran.err);
}

#[test]
fn an_output_that_cannot_be_written_ends_with_2() {
    let ran = frontdesk(&["import", "tsv", "-", "-o", "/nowhere/bot.yaml"], "a\tone\n");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("cannot write `/nowhere/bot.yaml`"), "{}", ran.err);
    let folder = tempfile::tempdir().unwrap();
    let ran = frontdesk(&["import", "tsv", folder.path().to_str().unwrap()], "");
    assert_eq!(ran.code, 2, "a directory is no file: {}", ran.err);
}

/// Whatever stands in a text, the phrase made of it is that text: for the phrase grammar, for YAML,
/// and for the reader of both.
#[test]
fn texts_with_characters_that_mean_something_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let marks = (' '..='~').filter(|c| !c.is_alphanumeric());
    let mut texts: Vec<String> = marks
        .enumerate()
        .flat_map(|(i, c)| {
            [format!("{c} first {i}"), format!("last {i} {c}"), format!("in{c}side {i}")]
        })
        .collect();
    texts.extend(
        ["null", "yes no", "1e3", "007", "13:00", "- 12", "? what", "key: value"].map(String::from),
    );
    texts.extend(
        ["{{ name }}", "{% if x %}", "\\n \\d+ back", "\u{85}next", "\u{feff}mark", "tab\there"]
            .map(String::from),
    );
    let letters = || 'a'..='t';
    let words: Vec<String> =
        letters().flat_map(|a| letters().map(move |b| format!("{a}x{b}"))).collect();
    texts.push(words.join(" "));
    let tsv: String =
        texts.iter().enumerate().map(|(i, text)| format!("intent_{i}\t{text}\n")).collect();
    let (ran, bot) = import(folder.path(), tsv);
    assert_eq!((ran.code, ran.err.lines().count()), (0, 1), "{}", ran.err);
    // With warnings: to the scorer "in%side 5" and "in$side 4" are the same.
    let check = frontdesk(&["check", &bot], "");
    assert_eq!(check.code, 0, "{}", check.out);
    let ran = frontdesk(&["classify", &bot], texts.join("\n"));
    for (i, answer) in ran.out.lines().enumerate() {
        let found = json(answer);
        assert_eq!(
            (&found["intent"], &found["confidence"]),
            (&format!("intent_{i}").into(), &1.0.into()),
            "{answer}"
        );
    }
}
