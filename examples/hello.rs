//! How do I answer a message, and when does a human take over?
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::error::Error;

use frontdesk::{Bot, Conversation, HandoffReason, Outcome};

const SHOP: &str = r#"
queues:
  general: {}
  complaints: {priority: high}

intents:
  shipping_cost:
    user:
      - how much is (shipping|delivery)
      - is (shipping|delivery) free
    bot: Shipping is free from 50 €. Below that it costs 4.95 €.

  return_policy:
    user: [what is your return policy, "can i (return|send back) (something|it|this)"]
    bot: You can send anything back within 30 days, free of charge.

  broken:
    user: my <parcel> (arrived|is) (broken|damaged)
    bot: I am sorry about that.
    handoff: complaints

words:
  parcel: (order|parcel|package)
"#;

fn main() -> Result<(), Box<dyn Error>> {
    // Built once, at the start of the program. `{:#}` of the error is the whole report: every
    // mistake in the definitions, each with file, line, excerpt and help.
    let bot = Bot::from_yaml_str("shop.yaml", SHOP)?;

    // One for each customer; the host keeps it between the turns.
    let mut conversation = Conversation::new();

    let question = "Hi, is delivery free?";
    let reply = bot.respond(&mut conversation, question);
    println!("customer: {question}\nbot:      {}", reply.text());
    assert_eq!(reply.text(), "Shipping is free from 50 €. Below that it costs 4.95 €.");
    assert!(matches!(&reply.outcome, Outcome::Answer { intent, .. } if intent == "shipping_cost"));

    let trouble = "My package arrived damaged!";
    let reply = bot.respond(&mut conversation, trouble);
    println!("customer: {trouble}\nbot:      {}", reply.text());
    let handoff = reply.handoff().ok_or("a broken parcel belongs to humans")?;
    println!("to the queue `{}`, {:?}: {}", handoff.queue, handoff.priority, handoff.summary);
    assert_eq!(handoff.queue, "complaints");
    assert_eq!(handoff.reason, HandoffReason::Routed { intent: "broken".to_owned() });
    assert_eq!(handoff.recent.len(), 2, "the human sees the talk so far");
    Ok(())
}
