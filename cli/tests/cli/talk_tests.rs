//! `frontdesk test` with talks, and `chat --record`, which makes them.

use super::{assert_golden, frontdesk, json};

#[test]
fn talks_pass_and_tell_what_they_reach() {
    let ran = frontdesk(&["test", "bots/visits.yaml", "--coverage"], "");
    assert_golden("test_visits.txt", &ran.out);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.ends_with("\n6 passed, 0 failed\n"), "{}", ran.out);
}

#[test]
fn what_differs_is_shown() {
    let ran = frontdesk(&["test", "bots/talks_failing.yaml"], "");
    assert_golden("test_talks_failing.txt", &ran.out);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
}

#[test]
fn talks_as_json() {
    let ran = frontdesk(&["test", "bots/talks_failing.yaml", "--json", "--coverage"], "");
    let found = json(&ran.out);
    assert_eq!((ran.code, &found["passed"], &found["failed"]), (1, &1.into(), &5.into()));
    let talk = &found["talks"][0];
    assert_eq!((&talk["name"], &talk["left_out"]), (&"wrong text".into(), &1.into()));
    let difference = &talk["turns"][1]["differences"][0];
    assert_eq!(difference["expected"], "Green tea and *white tea.");
    assert_eq!(difference["got"], "Green tea and black tea.");
    assert_eq!(talk["turns"][1]["line"], 11);
    assert_eq!(found["coverage"][0]["what"], "intents");
}

#[test]
fn a_filter_leaves_tests_out() {
    let ran = frontdesk(&["test", "bots/visits.yaml", "--filter", "PERSON"], "");
    assert_eq!((ran.code, ran.out.as_str()), (0, "1 passed, 0 failed\n"), "{}", ran.err);
    let ran = frontdesk(&["test", "bots/visits.yaml", "--filter", "shipping"], "");
    assert_eq!((ran.code, ran.out.as_str()), (0, "1 passed, 0 failed\n"), "{}", ran.err);
    let ran = frontdesk(&["test", "bots/visits.yaml", "--filter", "xyzzy"], "");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("no test with `xyzzy` in it"), "{}", ran.err);
}

#[test]
fn junit_xml() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.xml");
    let path = file.to_str().unwrap();
    let ran = frontdesk(&["test", "bots/talks_failing.yaml", "--junit", path], "");
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_golden("test_talks_failing.xml", &std::fs::read_to_string(&file).unwrap());
    let ran = frontdesk(&["test", "bots/visits.yaml", "--junit", "no/such/folder/x.xml"], "");
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("cannot write `no/such/folder/x.xml`"), "{}", ran.err);
}

/// Records a chat beside a copy of the bot, and runs it.
#[test]
fn what_a_chat_records_passes_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let bot = folder.path().to_str().unwrap();
    std::fs::copy(super::tests().join("bots/visits.yaml"), folder.path().join("bot.yaml")).unwrap();
    let calls = folder.path().join("calls.txt");
    std::fs::write(&calls, "book_visit: [{error: taken}, {}]\n").unwrap();
    let file = folder.path().join("recorded.yaml");
    let (calls, path) = (calls.to_str().unwrap(), file.to_str().unwrap());
    let lines = "i need a visit\n1\nin 3 days\nyes\ntomorrow\nis shipping free\nyes\n:reset\n\
                 say \"x: #1\"\ntalk to a person\nyes\n:back\nhello\n:reset\ni need a visit\n";
    let ran =
        frontdesk(&["chat", bot, "--record", path, "--calls", calls, "--channel", "sms"], lines);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let recorded = std::fs::read_to_string(&file).unwrap();
    for name in ["`i need a visit`", "`say \"x: #1\"`", "`i need a visit (2)`"] {
        assert!(ran.err.contains(&format!("recorded as the talk {name}")), "{}", ran.err);
    }
    assert!(ran.out.contains("That day is taken."), "{}", ran.out);
    assert!(ran.out.contains("Booked!"), "{}", ran.out);
    let ran = frontdesk(&["test", bot], "");
    assert_eq!(ran.code, 0, "{recorded}\n{}{}", ran.out, ran.err);
    assert!(ran.out.ends_with("\n9 passed, 0 failed\n"), "{}", ran.out);
    let ran = frontdesk(&["check", bot], "");
    assert_eq!(ran.code, 0, "{recorded}\n{}{}", ran.out, ran.err);
}

/// What the bot asks before a handoff is no intent that a talk could name.
#[test]
fn questions_before_a_handoff_are_recorded_so_that_they_pass() {
    let folder = tempfile::tempdir().unwrap();
    let bot = folder.path().to_str().unwrap();
    let yaml = "slots: {email: {type: email, ask: Which address?, help: 'Such as a@b.example.'}}\n\
                queues: {desk: {}}\nhandoff: {needs: [email]}\n\
                intents: {hello: {user: hello, bot: Hi!}}\n";
    std::fs::write(folder.path().join("bot.yaml"), yaml).unwrap();
    let file = folder.path().join("recorded.yaml");
    let lines = "I want a \"human\"\nwhy?\nada@mail.example\n";
    let ran = frontdesk(&["chat", bot, "--record", file.to_str().unwrap()], lines);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("Which address?"), "{}", ran.out);
    let ran = frontdesk(&["test", bot], "");
    let recorded = std::fs::read_to_string(&file).unwrap();
    assert!(ran.out.ends_with("1 passed, 0 failed\n"), "{recorded}\n{}{}", ran.out, ran.err);
}

#[test]
fn a_chat_is_not_recorded_where_it_would_break_something() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("flow.yaml");
    std::fs::write(&file, "tests: {matches: {}}\n").unwrap();
    let path = file.to_str().unwrap();
    let ran = frontdesk(&["chat", "bots/tea.yaml", "--record", path], "hello\n");
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(ran.err.contains("cannot add the talk to"), "{}", ran.err);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "tests: {matches: {}}\n");
    // Told before anything is said: nobody talks for nothing.
    assert_eq!(ran.out, "");
    let missing = folder.path().join("no/such/talks.yaml");
    let ran =
        frontdesk(&["chat", "bots/tea.yaml", "--record", missing.to_str().unwrap()], "hello\n");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
    let ran = frontdesk(&["chat", "bots/tea.yaml", "--calls", "no/such/file"], "hello\n");
    assert_eq!(ran.code, 2, "{}", ran.out);
}
