//! What a customer does in a turn, and what the host tells about it.

use std::borrow::Cow;

use crate::value::Value;

/// What the customer did: wrote something, or pressed a button; or an event of the host's.
///
/// A `&str` is a turn: `bot.respond(&mut conversation, "hello")`.
///
/// ```
/// use frontdesk::Turn;
/// let written = Turn::from("where is my order").on_channel("sms");
/// assert_eq!(written.text(), Some("where is my order"));
/// assert_eq!(Turn::choice("order_status").text(), None);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Turn<'t> {
    pub(crate) said: Said<'t>,
    pub(crate) channel: Option<Cow<'t, str>>,
    pub(crate) customer: Customer<'t>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Said<'t> {
    Text(Cow<'t, str>),
    Choice(Cow<'t, str>),
    Event { name: Cow<'t, str>, data: Option<Value> },
}

/// What the host tells about the customer.
#[derive(Clone, Default, PartialEq)]
pub(crate) enum Customer<'t> {
    #[default]
    Unknown,
    /// Who it is, for a [`CustomerSource`](crate::CustomerSource).
    Named(Cow<'t, str>),
    Facts(Value),
}

impl Customer<'_> {
    pub(crate) fn facts(&self) -> Option<&Value> {
        match self {
            Customer::Facts(facts) => Some(facts),
            Customer::Unknown | Customer::Named(_) => None,
        }
    }
}

/// Facts about a customer belong into no log.
impl std::fmt::Debug for Customer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Customer::Unknown => "Unknown",
            Customer::Named(_) => "Named",
            Customer::Facts(_) => "Facts",
        })
    }
}

impl<'t> Turn<'t> {
    /// The customer wrote `text`: anything, of any length; an empty text is a turn too.
    pub fn say(text: impl Into<Cow<'t, str>>) -> Turn<'t> {
        Turn::new(Said::Text(text.into()))
    }

    /// The customer pressed the button whose [`Press::Choice`](crate::Press::Choice) is `choice`.
    /// One that the bot does not know is read as a written text.
    pub fn choice(choice: impl Into<Cow<'t, str>>) -> Turn<'t> {
        Turn::new(Said::Choice(choice.into()))
    }

    /// Something has happened in the host program, and the bot may say something about it without
    /// being asked: the intent with this `event` is answered, if its `if` and its `limit` allow.
    /// Otherwise the outcome is [`Outcome::NotSent`](crate::Outcome::NotSent), and the conversation
    /// stays as it was.
    ///
    /// It is no turn of the customer's: nothing is counted, rules are not looked at, and what the
    /// customer was offered stays open.
    ///
    /// ```
    /// use frontdesk::{Bot, Conversation, NotSent, Outcome, Turn, Value};
    /// let bot = Bot::from_yaml_str("shop.yaml", "
    /// intents:
    ///   parcel_left: {event: shipped, limit: {at_most: 1 per 1d}, bot: 'Order {{ event.order_no }} has left.'}
    /// ")?;
    /// let mut conversation = Conversation::new();
    /// let turn = || Turn::event("shipped").with(Value::map([("order_no", 17.into())]));
    /// assert_eq!(bot.respond(&mut conversation, turn()).text(), "Order 17 has left.");
    /// let reply = bot.respond(&mut conversation, turn());
    /// assert!(matches!(reply.outcome, Outcome::NotSent { reason: NotSent::AtMost { .. }, .. }));
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    pub fn event(name: impl Into<Cow<'t, str>>) -> Turn<'t> {
        Turn::new(Said::Event { name: name.into(), data: None })
    }

    /// What the event is about: a map that replies and conditions read as `event.NAME`. What
    /// stands in it under the name of a slot fills the slot once the message is sent. Means
    /// nothing for other turns.
    #[must_use]
    pub fn with(mut self, about: impl Into<Value>) -> Turn<'t> {
        if let Said::Event { data, .. } = &mut self.said {
            *data = Some(about.into().cut());
        }
        self
    }

    fn new(said: Said<'t>) -> Turn<'t> {
        Turn { said, channel: None, customer: Customer::Unknown }
    }

    /// Tells the channel ("sms", "web", …), which replies may test with `if: channel == "sms"`.
    /// A conversation may go on over another channel with every turn.
    #[must_use]
    pub fn on_channel(mut self, channel: impl Into<Cow<'t, str>>) -> Turn<'t> {
        self.channel = Some(channel.into());
        self
    }

    /// Tells what the host knows about the customer: a map that replies and conditions read as
    /// `customer.NAME`. It holds for this turn and is not remembered, so it is never out of date.
    ///
    /// Where nothing is told, every condition that reads `customer` is false.
    ///
    /// ```
    /// use frontdesk::{Bot, Conversation, Turn, Value};
    /// let bot = Bot::from_yaml_str("bank.yaml", "
    /// intents:
    ///   limit: {user: what is my limit, if: customer.verified, bot: 'It is {{ customer.limit }} €.'}
    ///   log_in: {user: what is my limit, if: not customer.verified, bot: Please log in first.}
    /// ")?;
    /// let mut ask = |facts| {
    ///     let turn = Turn::say("What is my limit?").for_customer(facts);
    ///     bot.respond(&mut Conversation::new(), turn).text()
    /// };
    /// assert_eq!(ask(Value::map([("verified", true.into()), ("limit", 500.into())])), "It is 500 €.");
    /// assert_eq!(ask(Value::map([("verified", false.into())])), "Please log in first.");
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    #[must_use]
    pub fn for_customer(mut self, facts: impl Into<Value>) -> Turn<'t> {
        self.customer = Customer::Facts(facts.into().cut());
        self
    }

    /// Tells who the customer is. [`Bot::respond`](crate::Bot::respond) asks the bot's
    /// [`CustomerSource`](crate::CustomerSource) for the facts then, once a turn and only if the
    /// definitions read them at all. [`Bot::step`](crate::Bot::step) asks nobody: tell it the facts
    /// with [`Turn::for_customer`] where [`Bot::wants_facts`](crate::Bot::wants_facts) says so.
    #[must_use]
    pub fn of_customer(mut self, id: impl Into<Cow<'t, str>>) -> Turn<'t> {
        self.customer = Customer::Named(id.into());
        self
    }

    /// What the customer wrote; `None` for a button and an event.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.said {
            Said::Text(text) => Some(text),
            Said::Choice(_) | Said::Event { .. } => None,
        }
    }
}

impl<'t> From<&'t str> for Turn<'t> {
    fn from(text: &'t str) -> Turn<'t> {
        Turn::say(text)
    }
}

impl<'t> From<&'t String> for Turn<'t> {
    fn from(text: &'t String) -> Turn<'t> {
        Turn::say(text.as_str())
    }
}

impl From<String> for Turn<'_> {
    fn from(text: String) -> Turn<'static> {
        Turn::say(text)
    }
}
