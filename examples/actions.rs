//! How does the bot look something up in my system, and what if that fails?
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::collections::BTreeMap;
use std::error::Error;

use frontdesk::{
    Action, ActionCall, ActionError, ActionResult, Bot, Conversation, HandoffReason, Reply, Value,
};

const SHOP: &str = r#"
entities:
  order_no: {regex: '#?(\d{6,8})'}
  product: {values: {tent: [tents], lamp: [lamps, headlamp]}}

intents:
  order_status:
    user: (where is|track) [my] order {order_no}
    call: {order: lookup_order}           # result name: name of the action
    bot:
      - {if: order.error == "not_found", text: "I cannot find order {{ order_no }}. Please check the number."}
      - {if: order.status == "shipped", text: "Order {{ order_no }} is on its way and arrives on {{ order.eta }}."}
      - Order {{ order_no }} is being packed.

  stock:
    user: (do you have|are there) [any] {product}
    call: {stock: count_stock}
    bot: We have {{ stock }} of them.

  invoice:
    user: send me [my|the] invoice
    call: {invoice: mail_invoice}         # nobody registers this one below
    bot: It is on its way to your mailbox.
"#;

/// What stands for the shop's database.
struct Orders(BTreeMap<&'static str, &'static str>);

impl Action for Orders {
    fn run(&self, call: &ActionCall) -> ActionResult {
        let number = call
            .text("order_no")
            .ok_or_else(|| ActionError::new("no_number", "called without an order number"))?;
        match self.0.get(number) {
            // The author of the replies tests this kind; the message is for logs.
            None => Err(ActionError::new("not_found", format!("no order {number}"))),
            Some(&"offline") => Err(ActionError::new("offline", "the database does not answer")),
            Some(&status) => {
                Ok(Value::map([("status", Value::from(status)), ("eta", Value::from("4 March"))]))
            }
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let orders = [("1234567", "shipped"), ("1234568", "packing"), ("1234569", "offline")];
    let bot = Bot::builder()
        .yaml_str("shop.yaml", SHOP)
        .action("lookup_order", Orders(orders.into()))
        // A closure is an action too.
        .action_fn("count_stock", |call| match call.text("product") {
            Some("tent") => Ok(Value::from(3)),
            _ => Ok(Value::from(0)),
        })
        .build()?;

    assert!(ask(&bot, "Where is my order 1234567?").text().ends_with("arrives on 4 March."));
    assert_eq!(ask(&bot, "Track order #1234568").text(), "Order 1234568 is being packed.");
    assert_eq!(ask(&bot, "Do you have any tents?").text(), "We have 3 of them.");

    // An error that a reply is written for is an answer.
    let reply = ask(&bot, "Where is my order 7654321?");
    assert!(reply.text().starts_with("I cannot find order 7654321."));
    assert!(reply.handoff().is_none());

    // Any other error, and an action that nobody registered, is a case for a human. The bot never
    // answers as if it had worked.
    for (message, action) in
        [("where is my order 1234569", "lookup_order"), ("send me the invoice", "mail_invoice")]
    {
        let reply = ask(&bot, message);
        let handoff = reply.handoff().ok_or("a failed action is a handoff")?;
        assert_eq!(handoff.reason, HandoffReason::ActionFailed { action: action.to_owned() });
    }
    Ok(())
}

fn ask(bot: &Bot, message: &str) -> Reply {
    let reply = bot.respond(&mut Conversation::new(), message);
    println!("customer: {message}\nbot:      {}", reply.text());
    reply
}
