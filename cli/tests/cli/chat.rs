//! `frontdesk chat` through a pipe.

use super::{assert_golden, frontdesk};

#[test]
fn a_conversation() {
    let lines = "hello\nhello\nwhich teas do you have\n1\nshow me the menu\nTalk to a person\n\
                 are you there?\n:back\nhello\n:quit\nnever read\n";
    let ran = frontdesk(&["chat", "bots/tea.yaml"], lines);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_golden("chat.txt", &ran.out);
}

#[test]
fn the_commands_of_the_chat() {
    let ran = frontdesk(&["chat", "bots/tea.yaml"], ":why\nwhen are you open\n:why\n:state\n");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.starts_with("Nothing was said yet.\n\nWe are open from 9 to 18.\n"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("→ act: opening_hours has 1.000"), "{}", ran.out);
    assert!(ran.out.contains("outcome: `opening_hours` answered"), "{}", ran.out);
    let state = ran.out.get(ran.out.find("{\n").unwrap()..).unwrap();
    assert_eq!(super::json(state)["turns"], 1, "{}", ran.out);

    let ran = frontdesk(&["chat", "bots/tea.yaml"], "hello\n:reset\n:state\n:help\n:back\n");
    assert!(ran.out.contains("A new conversation."), "{}", ran.out);
    assert!(ran.out.contains("\"turns\": 0"), "{}", ran.out);
    assert!(ran.out.contains(":quit   leave"), "{}", ran.out);
    assert!(ran.out.contains("No human has the conversation."), "{}", ran.out);
}

#[test]
fn a_button_that_was_pressed_is_explained_as_one() {
    let ran = frontdesk(&["chat", "bots/tea.yaml"], "show me the menu\n1\n:why\n");
    assert!(ran.out.contains("1. opening_hours  1.000 (button)"), "{}", ran.out);
}

#[test]
fn unknown_commands_are_told_and_smileys_are_messages() {
    let ran = frontdesk(&["chat", "bots/tea.yaml"], ":frob\n:)\n:D\n: hello\n");
    assert_eq!(ran.code, 0);
    assert!(
        ran.out.starts_with("There is no command `:frob`; :help lists them.\n\n"),
        "{}",
        ran.out
    );
    assert_eq!(ran.out.matches("There is no command").count(), 1, "{}", ran.out);
}

#[test]
fn any_bytes_get_a_reply() {
    let mut input = b"caf\xe9 \xff\n\x00\x01\x1b[31m\n\r\n\n".to_vec();
    input.extend("🙈\n".as_bytes());
    input.extend(vec![b'x'; 2 << 20]);
    let ran = frontdesk(&["chat", "bots/tea.yaml"], input);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.split("\n\n").filter(|reply| !reply.trim().is_empty()).count() >= 4);
    assert_eq!(frontdesk(&["chat", "bots/tea.yaml"], "").out, "");
}

#[test]
fn the_channel_reaches_the_replies() {
    let folder = tempfile::tempdir().unwrap();
    let bot = folder.path().join("bot.yaml");
    let yaml = "intents:\n  hi:\n    user: hello\n    bot:\n      - {if: channel == \"sms\", text: Short.}\n      - A long answer.\n";
    std::fs::write(&bot, yaml).unwrap();
    let bot = bot.to_str().unwrap();
    assert_eq!(frontdesk(&["chat", bot, "--channel", "sms"], "hello\n").out, "Short.\n\n");
    assert_eq!(frontdesk(&["chat", bot], "hello\n").out, "A long answer.\n\n");
}
