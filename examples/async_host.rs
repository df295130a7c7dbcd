//! How do I run actions, and look up who the customer is, with my own `await`?
//!
//! The library knows no runtime. `step` and `resume` are pure functions; the loop between them
//! belongs to the host, here in an `async fn`. It runs on any executor; this one is a few lines
//! long so that the example needs nothing else.
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::error::Error;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use frontdesk::{
    ActionCall, ActionError, ActionResult, Bot, Conversation, Reply, Step, Timestamp, Turn, Value,
};

const SHOP: &str = r#"
entities: {order_no: {regex: '\d{7}'}}
intents:
  order_status:
    user: where is [my] order {order_no}
    call: {order: lookup_order}
    bot:
      - {if: order.error == "timeout", text: "That takes longer than usual. Please ask again in a minute."}
      - Order {{ order_no }} is {{ order.status }}.
  points:
    user: how many points do i have
    bot: ["You have {{ customer.points }} points, {{ customer.name }}.", You have no account yet.]
"#;

/// A turn of the customer `id`, from the message to the saved conversation.
async fn turn(bot: &Bot, conversation: &mut Conversation, id: &str, text: &str) -> Reply {
    let mut turn = Turn::say(text).of_customer(id);
    // `step` asks nobody for facts about the customer; a bot that reads none needs no look-up.
    let known = match bot.wants_facts(&turn) {
        Some(id) => facts(id).await,
        None => None,
    };
    if let Some(facts) = known {
        turn = turn.for_customer(facts);
    }
    let mut step = bot.step(conversation, turn, now());
    loop {
        match step {
            Step::Done { next, reply } => {
                // Nothing was changed until here: a turn that is dropped half-way, by a timeout or
                // a closed connection, has not happened.
                *conversation = *next;
                return *reply;
            }
            Step::Call(pending) => {
                let result = run(pending.call()).await;
                step = bot.resume(pending, result, now());
            }
        }
    }
}

/// What the host knows about a customer: a database, say.
async fn facts(id: &str) -> Option<Value> {
    wait(Duration::from_millis(5)).await;
    (id == "ada").then(|| Value::map([("name", Value::from("Ada")), ("points", 12.into())]))
}

/// The host's actions, by name.
async fn run(call: &ActionCall) -> ActionResult {
    match (call.action.as_str(), call.text("order_no")) {
        ("lookup_order", Some("1234567")) => {
            wait(Duration::from_millis(20)).await;
            Ok(Value::map([("status", Value::from("on its way"))]))
        }
        ("lookup_order", _) => Err(ActionError::new("timeout", "no answer within a second")),
        (name, _) => Err(ActionError::new("missing", format!("no action `{name}`"))),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let bot = Bot::from_yaml_str("shop.yaml", SHOP)?;
    let mut conversation = Conversation::new();
    block_on(async {
        let reply = turn(&bot, &mut conversation, "ada", "Where is my order 1234567?").await;
        println!("{}", reply.text());
        assert_eq!(reply.text(), "Order 1234567 is on its way.");

        let reply = turn(&bot, &mut conversation, "ada", "Where is order 7654321?").await;
        println!("{}", reply.text());
        assert!(reply.text().starts_with("That takes longer"));

        let reply = turn(&bot, &mut conversation, "ada", "How many points do I have?").await;
        println!("{}", reply.text());
        assert_eq!(reply.text(), "You have 12 points, Ada.");

        let reply = turn(&bot, &mut Conversation::new(), "bob", "How many points do I have?").await;
        assert_eq!(reply.text(), "You have no account yet.");
    });
    assert_eq!(conversation.turns(), 3);

    // Dropped while its action runs: the conversation is as it was.
    {
        let mut half = pin!(turn(&bot, &mut conversation, "ada", "Where is my order 1234567?"));
        let waiting = half.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(waiting.is_pending());
    }
    assert_eq!(conversation.turns(), 3);
    Ok(())
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// Stands for a database or a web service: done after a while, on another thread.
async fn wait(time: Duration) {
    let done = Arc::new(AtomicBool::new(false));
    let mut is_started = false;
    poll_fn(|context| {
        if done.load(Ordering::Acquire) {
            return Poll::Ready(());
        }
        if !is_started {
            is_started = true;
            let (done, waker) = (Arc::clone(&done), context.waker().clone());
            thread::spawn(move || {
                thread::sleep(time);
                done.store(true, Ordering::Release);
                waker.wake();
            });
        }
        Poll::Pending
    })
    .await;
}

/// The smallest executor: polls one future, and sleeps until it is woken.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
        thread::park();
    }
}
