//! How do I try a bot's intents on a command line?
//!
//! `cargo run --example chat [PATH]`, where PATH is a directory of definitions or one file
//! (`intents/shop` if left out). The end of the input ends the talk, so a pipe works too. For
//! daily use there is the program `frontdesk chat`, with history and explanations.
#![allow(clippy::print_stdout, reason = "a command line prints")]

use std::error::Error;
use std::io::{self, BufRead, Write};

use frontdesk::{Bot, Conversation, Outcome, Press, Reply};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "intents/shop".to_owned());
    // On failure the whole report, not only its first line.
    let bot = Bot::from_yaml_dir(&path).map_err(|error| format!("{error:#}"))?;
    let mut conversation = Conversation::new();

    println!("{} intents. Write something; \"/back\" ends a handoff.", bot.intents().count());
    prompt()?;
    for line in io::stdin().lock().lines() {
        let line = line?;
        if line.trim() == "/back" {
            conversation.hand_back();
        } else {
            // A number chooses the button with this number: the bot remembers what it has shown.
            show(&bot.respond(&mut conversation, &line));
        }
        prompt()?;
    }
    println!();
    Ok(())
}

fn show(reply: &Reply) {
    for message in reply.messages.iter().filter(|message| !message.text.is_empty()) {
        println!("{}", message.text);
    }
    let mut number = 0;
    for button in reply.buttons() {
        if let Press::Link(address) = &button.press {
            println!("  {}: {address}", button.label);
        } else {
            number += 1;
            println!("  [{number}] {}", button.label);
        }
    }
    match &reply.outcome {
        Outcome::Handoff(handoff) => {
            println!("  (to the queue `{}`: {})", handoff.queue, handoff.summary);
        }
        Outcome::Paused => println!("  (a human has the conversation)"),
        _ => {}
    }
}

fn prompt() -> io::Result<()> {
    print!("> ");
    io::stdout().flush()
}
