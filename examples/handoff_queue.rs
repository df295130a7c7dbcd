//! What does my program do with a handoff, and how does the bot get the conversation back?
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::error::Error;

use frontdesk::{Bot, Conversation, Handoff, HandoffReason, Outcome, Priority};

const SHOP: &str = r#"
queues:
  general: {}
  complaints: {priority: high}
  security: {priority: urgent}

handoff: {bot: One moment please., queue: general}

intents:
  stolen: {user: "somebody [else] ordered with my account", handoff: security}
  complaint: {user: i want to complain, handoff: {queue: complaints, bot: I am sorry. A colleague will read this.}}
  human: {user: talk to a (human|person), handoff: {reason: requested}}
  shipping_cost: {user: is shipping free, bot: Shipping is free from 50 €.}
"#;

/// The people's side: who waits, most urgent first, and among equals who came first.
#[derive(Default)]
struct Desk {
    waiting: BinaryHeap<(Priority, Reverse<u32>, String)>,
    handoffs: BTreeMap<String, Handoff>,
    arrivals: u32,
}

impl Desk {
    fn put(&mut self, customer: &str, handoff: &Handoff) {
        self.arrivals += 1;
        self.waiting.push((handoff.priority, Reverse(self.arrivals), customer.to_owned()));
        self.handoffs.insert(customer.to_owned(), handoff.clone());
    }

    fn next(&mut self) -> Option<(String, Handoff)> {
        let (_, _, customer) = self.waiting.pop()?;
        let handoff = self.handoffs.remove(&customer)?;
        Some((customer, handoff))
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let bot = Bot::from_yaml_str("shop.yaml", SHOP)?;
    let mut conversations: BTreeMap<&str, Conversation> = BTreeMap::new();
    let mut desk = Desk::default();

    for (customer, message) in [
        ("ann", "is shipping free"),
        ("ann", "Can I talk to a person?"),
        ("bob", "I want to complain"),
        ("cleo", "talk to a human"),
        ("dan", "Somebody else ordered with my account!!"),
    ] {
        let conversation = conversations.entry(customer).or_default();
        let reply = bot.respond(conversation, message);
        println!("{customer}: {message}\n  bot: {}", reply.text());
        if let Some(handoff) = reply.handoff() {
            desk.put(customer, handoff);
        }
    }

    // While a human has the conversation the bot says nothing, but keeps what was written.
    let ann = conversations.entry("ann").or_default();
    assert_eq!(ann.with_human(), Some("general"));
    let reply = bot.respond(ann, "Hello? Is shipping free?");
    assert_eq!(reply.outcome, Outcome::Paused);
    assert!(reply.messages.is_empty());

    println!("-- the people");
    let mut served = Vec::new();
    while let Some((customer, handoff)) = desk.next() {
        println!("{customer}: `{}`, {:?}. {}", handoff.queue, handoff.priority, handoff.summary);
        if customer == "ann" {
            assert_eq!(handoff.reason, HandoffReason::Requested);
            assert_eq!(handoff.recent.len(), 2, "nobody has to say anything twice");
        }
        served.push(customer);
    }
    assert_eq!(served, ["dan", "bob", "ann", "cleo"]);

    // The human is done: from the next turn on the bot answers again.
    let ann = conversations.entry("ann").or_default();
    ann.hand_back();
    assert_eq!(bot.respond(ann, "Is shipping free?").text(), "Shipping is free from 50 €.");
    Ok(())
}
