//! Actions: what the host does for the bot in the middle of a turn, such as looking up an order.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::value::Value;

/// What the bot asks the host to do: the name from `call:` and what the bot knows.
///
/// ```
/// use frontdesk::Value;
/// let bot = frontdesk::Bot::builder()
///     .yaml_str("bot.yaml", "
/// intents:
///   add: {user: 'add {integer:many} of {text:what}', call: {sum: add}, bot: '{{ sum }}'}
/// ")
///     .action_fn("add", |call| {
///         assert_eq!((call.action.as_str(), call.intent.as_str()), ("add", "add"));
///         assert_eq!(call.slots.get("many"), Some(&Value::Int(3)));
///         assert_eq!((call.text("what"), call.text("many")), (Some("tea"), None));
///         Ok(Value::from("added"))
///     })
///     .build()?;
/// assert_eq!(bot.respond(&mut frontdesk::Conversation::new(), "add 3 of tea").text(), "added");
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ActionCall {
    /// The action's name, as the author wrote it in `call: {result: NAME}`.
    pub action: String,
    /// The intent that calls it.
    pub intent: String,
    /// Values found in the message, by slot.
    pub slots: BTreeMap<String, Value>,
    /// The channel of the turn, if the host told it.
    pub channel: Option<String>,
    /// The time of the turn.
    pub now: Timestamp,
}

impl ActionCall {
    pub(crate) fn new(action: &str, intent: &str, now: Timestamp) -> ActionCall {
        ActionCall {
            action: action.to_owned(),
            intent: intent.to_owned(),
            slots: BTreeMap::new(),
            channel: None,
            now,
        }
    }

    /// The slot's value as a text, if it is known and a text.
    #[must_use]
    pub fn text(&self, slot: &str) -> Option<&str> {
        self.slots.get(slot).and_then(Value::as_str)
    }
}

/// Why an action did not give a result.
///
/// The `kind` is what an author tests in a reply: `if: order.error == "not_found"`. A failure that
/// no reply of the intent is written for hands the conversation to a human.
///
/// ```
/// use frontdesk::{ActionError, Bot, Conversation};
/// let error = ActionError::new("not_found", "no such order");
/// assert_eq!((error.kind(), error.message()), ("not_found", "no such order"));
/// let bot = Bot::builder()
///     .yaml_str("bot.yaml", "
/// intents:
///   order:
///     user: where is my order
///     call: {order: look_up}
///     bot: {if: order.error == 'not_found', text: There is no such order.}
/// ")
///     .action_fn("look_up", move |_| Err(error.clone()))
///     .build()?;
/// let reply = bot.respond(&mut Conversation::new(), "where is my order");
/// assert_eq!(reply.text(), "There is no such order.");
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionError {
    kind: String,
    message: String,
}

impl ActionError {
    /// `kind` is a short name in snake case, `message` says more for logs (customers never see it).
    pub fn new(kind: impl Into<String>, message: impl Into<String>) -> ActionError {
        ActionError { kind: kind.into(), message: message.into() }
    }

    /// The name that replies test.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// What went wrong, for logs.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for ActionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind, self.message)
    }
}

impl std::error::Error for ActionError {}

/// A result that replies read under the call's name (`{{ order.status }}`), or why there is none.
pub type ActionResult = Result<Value, ActionError>;

/// Something the host can do for the bot.
///
/// Register one with [`BotBuilder::action`](crate::BotBuilder::action), or a closure with
/// [`BotBuilder::action_fn`](crate::BotBuilder::action_fn). It runs on the thread that called
/// [`Bot::respond`](crate::Bot::respond); hosts whose actions must not block drive
/// [`Bot::step`](crate::Bot::step) and run the call themselves. An action that panics leaves the
/// conversation as it was before the turn.
///
/// ```
/// use frontdesk::{Action, ActionCall, ActionError, ActionResult, Bot, Conversation, Value};
///
/// struct Orders;
/// impl Action for Orders {
///     fn run(&self, call: &ActionCall) -> ActionResult {
///         match call.text("order_no") {
///             Some("1234567") => Ok(Value::map([("status", "on its way".into())])),
///             _ => Err(ActionError::new("not_found", "no such order")),
///         }
///     }
/// }
///
/// let bot = Bot::builder()
///     .yaml_str("shop.yaml", "
/// entities: {order_no: {regex: '\\d{7}'}}
/// intents:
///   status:
///     user: where is order {order_no}
///     call: {order: lookup}
///     bot: 'Order {{ order_no }} is {{ order.status }}.'
/// ")
///     .action("lookup", Orders)
///     .build()?;
/// let reply = bot.respond(&mut Conversation::new(), "Where is order 1234567?");
/// assert_eq!(reply.text(), "Order 1234567 is on its way.");
/// let reply = bot.respond(&mut Conversation::new(), "Where is order 7654321?");
/// assert!(reply.handoff().is_some(), "nobody wrote a reply for `not_found`");
/// # Ok::<(), frontdesk::Error>(())
/// ```
pub trait Action: Send + Sync {
    /// Does it; must return in the time the customer will wait.
    ///
    /// # Errors
    /// An [`ActionError`] whose kind the author's replies may test; otherwise a human takes over.
    fn run(&self, call: &ActionCall) -> ActionResult;
}
