//! What does my program do with a handoff, and how does the bot get the conversation back?
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::error::Error;

use frontdesk::{
    Bot, Conversation, DeskEvent, HandBack, Handoff, HandoffReason, HandoffState, Outcome, Priority,
};

const SHOP: &str = r#"
slots:
  order_no: {type: {regex: '\d{7}'}, ask: What is your order number?}

queues:
  general: {wait: 3m, overflow: ticket}
  complaints: {priority: high}
  security: {priority: urgent}

handoff: {bot: One moment please., queue: general}

intents:
  stolen: {user: "somebody [else] ordered with my account", handoff: security}
  complaint: {user: i want to complain, handoff: {queue: complaints, bot: I am sorry. A colleague will read this.}}
  human: {user: talk to a (human|person), handoff: {reason: requested}}
  status: {label: your order, user: where is my order, needs: order_no, bot: "Order {{ order_no }} is on its way."}
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

    // The desk tells what happens; an event that cannot be is refused.
    let ann = conversations.entry("ann").or_default();
    bot.desk(ann, DeskEvent::assigned("Ms Lovelace"))?;
    assert_eq!(ann.assigned_to(), Some("Ms Lovelace"));
    assert!(bot.desk(ann, DeskEvent::Expired).is_err(), "somebody has it");

    // The human is done, and the bot answers again. `ann.hand_back()` is the short way.
    bot.desk(ann, DeskEvent::Closed(HandBack::resolved().note("sent a voucher")))?;
    assert_eq!(ann.handoff_state(), Some(HandoffState::Closed));
    assert_eq!(bot.respond(ann, "Is shipping free?").text(), "Shipping is free from 50 €.");

    // A human who found out what the bot had asked for lets it go on with that.
    let eve = conversations.entry("eve").or_default();
    bot.respond(eve, "Where is my order?");
    bot.respond(eve, "Can I talk to a person?");
    bot.desk(eve, DeskEvent::assigned("Mr Hopper"))?;
    let found = HandBack::unresolved().set("order_no", "1234567");
    let reply = bot.desk(eve, DeskEvent::Closed(found))?;
    assert_eq!(reply.text(), "Let us go on with: your order\nOrder 1234567 is on its way.");

    // Nobody comes in the three minutes of the queue: it is written down, and the bot is back.
    let fay = conversations.entry("fay").or_default();
    let reply = bot.respond(fay, "Can I talk to a person?");
    let wait = reply.handoff().and_then(|handoff| handoff.wait);
    println!("-- nobody comes in {wait:?}");
    let reply = bot.desk(fay, DeskEvent::Expired)?;
    println!("  bot: {}", reply.text());
    assert!(reply.handoff().is_some_and(|ticket| ticket.is_ticket));
    assert_eq!(fay.with_human(), None);
    Ok(())
}
