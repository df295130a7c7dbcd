//! How do I keep a conversation between two messages, across processes and versions of the bot?
//!
//! A conversation is a small value with serde: JSON, or any other format that describes itself.
//! This program answers one message, saves, and starts itself anew for the next one.
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use frontdesk::{Bot, Conversation, Outcome, Turn};

const MONDAY: &str = r#"
intents:
  help:
    user: [help, what can you do]
    bot: What is it about?
    buttons: {Shipping: shipping, Returns: returns}
  shipping: {user: shipping, bot: Shipping is free from 50 €.}
  returns: {user: returns, bot: You have 30 days.}
"#;

/// On Tuesday the author has renamed an intent and written other texts.
const TUESDAY: &str = r#"
intents:
  help:
    user: [help, what can you do]
    bot: How can I help?
    buttons: {Shipping: shipping, Returns: send_back}
  shipping: {user: shipping, bot: Shipping is free from 40 €.}
  send_back: {user: [returns, send back], bot: You have 60 days.}
"#;

fn main() -> Result<(), Box<dyn Error>> {
    if let Some(file) = env::args_os().nth(1) {
        return on_tuesday(Path::new(&file));
    }
    let bot = Bot::from_yaml_str("monday.yaml", MONDAY)?;
    let mut conversation = Conversation::new();
    println!("Monday:  {}", bot.respond(&mut conversation, "help").text());

    // After each turn, before its reply is sent: a row in a database, a file, a cookie.
    let saved = serde_json::to_string(&conversation)?;
    println!("saved:   {saved}");
    assert!(saved.len() < 4096, "it stays small, however long the talk");
    let file = env::temp_dir().join(format!("frontdesk-keep-state-{}.json", std::process::id()));
    fs::write(&file, &saved)?;

    let status = Command::new(env::current_exe()?).arg(&file).status()?;
    fs::remove_file(&file)?;
    assert!(status.success(), "the second process failed");

    not_every_text_is_a_conversation();
    Ok(())
}

/// Another process, another version of the bot, the same conversation.
fn on_tuesday(file: &Path) -> Result<(), Box<dyn Error>> {
    let bot = Bot::from_yaml_str("tuesday.yaml", TUESDAY)?;
    let mut conversation: Conversation = serde_json::from_str(&fs::read_to_string(file)?)?;

    // The buttons of Monday still mean what the customer saw.
    let mut first = conversation.clone();
    assert_eq!(bot.respond(&mut first, "1").text(), "Shipping is free from 40 €.");

    // The intent behind the second is gone, so what stands on the button counts as written.
    let reply = bot.respond(&mut conversation, Turn::choice("Returns"));
    println!("Tuesday: {}", reply.text());
    assert!(matches!(&reply.outcome, Outcome::Answer { intent, .. } if intent == "send_back"));
    assert_eq!(conversation.turns(), 2);
    Ok(())
}

/// What a host does when a saved state cannot be read: it says so in its log and begins anew. The
/// customer gets an answer in any case.
fn load(saved: &str) -> (Conversation, Option<String>) {
    match serde_json::from_str(saved) {
        Ok(conversation) => (conversation, None),
        Err(error) => (Conversation::new(), Some(error.to_string())),
    }
}

fn not_every_text_is_a_conversation() {
    // Fields may be missing, and those of a later library that are not known are ignored.
    let (conversation, error) = load(r#"{"version": 1, "turns": 7, "weather": "rain"}"#);
    assert_eq!((conversation.turns(), error), (7, None));

    let (conversation, error) = load(r#"{"version": 99}"#);
    println!("log:     {}", error.as_deref().unwrap_or_default());
    assert!(error.is_some_and(|error| error.contains("version 99")));
    assert_eq!(conversation, Conversation::new());

    let (_, error) = load("<html>");
    assert!(error.is_some());
}
