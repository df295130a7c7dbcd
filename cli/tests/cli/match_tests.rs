//! `frontdesk test`.

use super::{assert_golden, frontdesk, json};

#[test]
fn all_pass() {
    let ran = frontdesk(&["test", "bots/tea.yaml"], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    assert_eq!(ran.out, "2 intents without a test: menu, human\n4 passed, 0 failed\n");
}

#[test]
fn failures_are_listed_with_their_place() {
    let ran = frontdesk(&["test", "bots/failing.yaml"], "");
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    assert_golden("test_failing.txt", &ran.out);
}

#[test]
fn as_json() {
    let ran = frontdesk(&["test", "bots/failing.yaml", "--json"], "");
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let found = json(&ran.out);
    assert_eq!((&found["passed"], &found["failed"]), (&1.into(), &2.into()));
    let tests = found["tests"].as_array().unwrap();
    assert_eq!(tests.len(), 3);
    let none = tests.iter().find(|test| test["expected"].is_null()).unwrap();
    assert_eq!((&none["text"], &none["passed"]), (&"goodbye".into(), &false.into()));
    assert_eq!((&none["intent"], &none["decision"]), (&"bye".into(), &"act".into()));
    assert_eq!((&none["file"], &none["line"]), (&"bots/failing.yaml".into(), &10.into()));
}

#[test]
fn no_tests_at_all_is_a_failure() {
    let ran = frontdesk(&["test", "bots/untested.yaml"], "");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("`bots/untested.yaml` has no tests"), "{}", ran.err);
    let ran = frontdesk(&["test", "bots/untested.yaml", "--json"], "");
    assert_eq!((ran.code, json(&ran.out)["tests"].as_array().map(Vec::len)), (1, Some(0)));
}
