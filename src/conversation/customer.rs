//! Where facts about a customer come from.

use crate::value::Value;

/// Tells [`Bot::respond`](crate::Bot::respond) what is known about a customer.
///
/// Register one with [`BotBuilder::customers`](crate::BotBuilder::customers). It is asked for the
/// customer that [`Turn::of_customer`](crate::Turn::of_customer) names, once a turn at most, and
/// only if the definitions read `customer` anywhere. It runs on the thread that called `respond`.
/// Hosts that have the facts at hand use [`Turn::for_customer`](crate::Turn::for_customer) instead;
/// those that have to wait for them ask [`Bot::wants_facts`](crate::Bot::wants_facts) first.
///
/// Any `Fn(&str) -> Option<Value>` that can be shared between threads is a source.
///
/// ```
/// use frontdesk::{Bot, Conversation, Turn, Value};
/// let bot = Bot::builder()
///     .yaml_str("shop.yaml", "
/// intents:
///   points: {user: how many points do i have, bot: ['{{ customer.points }}.', You have no account.]}
/// ")
///     .customers(|id: &str| (id == "ada").then(|| Value::map([("points", 12.into())])))
///     .build()?;
/// let ask = |id| {
///     let turn = Turn::say("How many points do I have?").of_customer(id);
///     bot.respond(&mut Conversation::new(), turn).text()
/// };
/// assert_eq!(ask("ada"), "12.");
/// assert_eq!(ask("bob"), "You have no account.");
/// # Ok::<(), frontdesk::Error>(())
/// ```
pub trait CustomerSource: Send + Sync {
    /// The facts about the customer with this id: a map; `None` if nothing is known.
    fn facts(&self, id: &str) -> Option<Value>;
}

impl<F: Fn(&str) -> Option<Value> + Send + Sync> CustomerSource for F {
    fn facts(&self, id: &str) -> Option<Value> {
        self(id)
    }
}
