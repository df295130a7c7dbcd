//! What a turn gives back: messages, and what became of the turn.

use serde::Serialize;

pub(crate) use crate::handoff::{Exchange, Handoff, HandoffReason, HandoffState, Priority};
use crate::understanding::Understanding;
use crate::value::Value;

mod channel;
mod event;

pub use channel::ChannelProfile;
pub use event::{NotSent, Schedule, SurveyStep};

/// A button under a message. The host shows the label and sends the choice back with
/// [`Turn::choice`](crate::Turn::choice) when the customer presses it.
///
/// ```
/// use frontdesk::{Conversation, Press, Turn};
/// let bot = frontdesk::Bot::from_yaml_str("tea.yaml", "
/// intents:
///   tea: {user: a cup of tea please, bot: Here you are., buttons: {More: tea, Shop: 'https://tea.example'}}
///   human: {user: agent please, handoff: {queue: general, priority: high, reason: requested}}
/// ")?;
/// let mut conversation = Conversation::new();
/// let reply = bot.respond(&mut conversation, "a cup of tea please");
/// let buttons: Vec<_> = reply.buttons().collect();
/// assert_eq!((buttons[0].label.as_str(), buttons[1].label.as_str()), ("More", "Shop"));
/// if let Press::Choice(choice) = &buttons[0].press {
///     let reply = bot.respond(&mut conversation, Turn::choice(choice.as_str()));
///     assert_eq!(reply.text(), "Here you are.");
/// }
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Button {
    /// What the customer reads.
    pub label: String,
    /// What to send back, or where to go.
    pub press: Press,
}

/// What a button does.
///
/// ```
/// use frontdesk::{Conversation, Press};
/// let bot = frontdesk::Bot::from_yaml_str("tea.yaml", "
/// intents:
///   tea: {user: a cup of tea please, bot: Here you are., buttons: {More: tea, Shop: 'https://tea.example'}}
///   human: {user: agent please, handoff: {queue: general, priority: high, reason: requested}}
/// ")?;
/// let reply = bot.respond(&mut Conversation::new(), "a cup of tea please");
/// let presses: Vec<&Press> = reply.buttons().map(|button| &button.press).collect();
/// assert_eq!(presses[0], &Press::Choice("tea".into()));
/// assert_eq!(presses[1], &Press::Link("https://tea.example".into()));
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Press {
    /// Send this back as [`Turn::choice`](crate::Turn::choice).
    Choice(String),
    /// Open this address; the bot hears nothing of it.
    Link(String),
}

/// The choice of the last button of a clarification: none of the intents on offer is meant. No
/// intent can have this id.
///
/// ```
/// use frontdesk::{Bot, Conversation, NONE_OF_THESE, Outcome, Turn};
/// let yaml = "intents: {a: {user: red tea, bot: A}, b: {user: red tea, bot: B}}";
/// let bot = Bot::from_yaml_str("bot.yaml", yaml)?;
/// let mut conversation = Conversation::new();
/// let reply = bot.respond(&mut conversation, "red tea");
/// assert_eq!(reply.outcome, Outcome::Clarify { between: vec!["a".into(), "b".into()] });
/// let reply = bot.respond(&mut conversation, Turn::choice(NONE_OF_THESE));
/// assert_eq!(reply.outcome, Outcome::Miss { in_a_row: 1 });
/// # Ok::<(), frontdesk::Error>(())
/// ```
pub const NONE_OF_THESE: &str = "none_of_these";

/// One message of the bot. At least one of its parts is not empty.
///
/// ```
/// use frontdesk::{Bot, Conversation};
/// let bot = Bot::from_yaml_str("bot.yaml", "
/// intents:
///   shop: {user: show me, bot: {text: Look!, image: 'https://x.example/a.png', custom: {card: wide}}}
/// ")?;
/// let reply = bot.respond(&mut Conversation::new(), "show me");
/// let message = &reply.messages[0];
/// assert_eq!((message.text.as_str(), message.buttons.len()), ("Look!", 0));
/// assert_eq!(message.image.as_deref(), Some("https://x.example/a.png"));
/// let card = message.custom.as_ref().and_then(|custom| custom.get("card"));
/// assert_eq!(card.and_then(|card| card.as_str()), Some("wide"));
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Message {
    /// Plain text in UTF-8, never HTML: the channel escapes it.
    pub text: String,
    /// Buttons in the author's order.
    pub buttons: Vec<Button>,
    /// The address of an image.
    pub image: Option<String>,
    /// The author's own data for the host, such as a card or a template name.
    pub custom: Option<Value>,
    /// Which variant of the definitions it is; see `Bot::part_of`.
    #[serde(skip)]
    pub(crate) written_at: Option<(u32, u32)>,
}

impl Message {
    pub(crate) fn text(text: impl Into<String>) -> Message {
        Message { text: text.into(), ..Message::default() }
    }
}

/// What became of a turn.
///
/// ```
/// use frontdesk::{Conversation, Outcome};
/// let bot = frontdesk::Bot::from_yaml_str("tea.yaml", "
/// intents:
///   tea: {user: a cup of tea please, bot: Here you are., buttons: {More: tea, Shop: 'https://tea.example'}}
///   human: {user: agent please, handoff: {queue: general, priority: high, reason: requested}}
/// ")?;
/// let mut conversation = Conversation::new();
/// let told = |outcome: &Outcome| match outcome {
///     Outcome::Answer { intent, .. } => format!("answered {intent}"),
///     Outcome::Clarify { between } => format!("asked between {between:?}"),
///     Outcome::Miss { in_a_row } => format!("not understood, {in_a_row} in a row"),
///     Outcome::Handoff(handoff) => format!("to {}", handoff.queue),
///     Outcome::Paused => "silent".to_owned(),
///     _ => "something newer".to_owned(),
/// };
/// let mut outcome = |text: &str| told(&bot.respond(&mut conversation, text).outcome);
/// assert_eq!(outcome("a cup of tea please"), "answered tea");
/// assert_eq!(outcome("xyzzy"), "not understood, 1 in a row");
/// assert_eq!(outcome("agent please"), "to general");
/// assert_eq!(outcome("hello?"), "silent");
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// The bot answered.
    Answer {
        /// The intent it answered.
        intent: String,
        /// The group of intents it belongs to (`topic:`), for figures.
        topic: Option<String>,
        /// The page that says more (`link:`).
        link: Option<String>,
    },
    /// The bot asks for the value of a slot.
    Ask {
        /// The intent that needs it.
        intent: String,
        /// The slot.
        slot: String,
        /// The how manieth question for it this is, from 1; questions and answers in between do
        /// not count.
        attempt: u32,
        /// The intent that was answered before the question, if one was.
        answered: Option<String>,
    },
    /// The bot asks whether what it gathered is right.
    Confirm {
        /// The intent.
        intent: String,
        /// The intent that was answered before the question, if one was.
        answered: Option<String>,
    },
    /// A rule of the definitions spoke, and nothing else was understood.
    Rule {
        /// The rule.
        rule: String,
    },
    /// The bot asks which of these intents is meant.
    Clarify {
        /// The intents on offer, best first.
        between: Vec<String>,
    },
    /// The bot did not understand and said so.
    Miss {
        /// How many times in a row, from 1.
        in_a_row: u32,
    },
    /// A human should take over, or has to read it later ([`Handoff::is_ticket`]). While one is
    /// awaited it takes the place of the handoff before: an emergency made it more urgent.
    Handoff(Handoff),
    /// Something happened at the desk ([`Bot::desk`](crate::Bot::desk)), and no question follows.
    Desk {
        /// Where the handoff is now.
        state: HandoffState,
    },
    /// The turn belonged to a survey and to nothing else.
    Survey {
        /// The survey.
        name: String,
        /// What happened.
        step: SurveyStep,
    },
    /// An event was raised, and nothing was said. The conversation is as it was.
    NotSent {
        /// The event.
        event: String,
        /// Why.
        reason: NotSent,
    },
    /// A human has the conversation, or is awaited; the bot is silent.
    ///
    /// Once a human has it (`assigned`) the bot never speaks, but for the plain answers of
    /// `meanwhile: faq`. Until then it speaks of emergencies: such a turn has another outcome.
    Paused,
}

impl Outcome {
    /// What a turn can come to: `desk` is none.
    pub(crate) const NAMES: [&'static str; 10] = [
        "answer", "ask", "confirm", "clarify", "miss", "handoff", "paused", "rule", "not_sent",
        "survey",
    ];

    /// The outcome in one word, as it is written in JSON: for figures, and for `outcome` in tests.
    ///
    /// ```
    /// use frontdesk::{Bot, Conversation};
    /// let bot = Bot::from_yaml_str("hi.yaml", "intents: {hi: {user: hello, bot: Hi!}}")?;
    /// assert_eq!(bot.respond(&mut Conversation::new(), "hello").outcome.name(), "answer");
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Outcome::Answer { .. } => "answer",
            Outcome::Ask { .. } => "ask",
            Outcome::Confirm { .. } => "confirm",
            Outcome::Clarify { .. } => "clarify",
            Outcome::Miss { .. } => "miss",
            Outcome::Handoff(_) => "handoff",
            Outcome::Desk { .. } => "desk",
            Outcome::Paused => "paused",
            Outcome::Rule { .. } => "rule",
            Outcome::NotSent { .. } => "not_sent",
            Outcome::Survey { .. } => "survey",
        }
    }
}

/// The bot's answer to one turn.
///
/// ```
/// let bot = frontdesk::Bot::from_yaml_str("tea.yaml", "
/// intents:
///   tea: {user: a cup of tea please, bot: Here you are., buttons: {More: tea, Shop: 'https://tea.example'}}
///   human: {user: agent please, handoff: {queue: general, priority: high, reason: requested}}
/// ")?;
/// let reply = bot.respond(&mut frontdesk::Conversation::new(), "A cup of tea, please!");
/// assert_eq!(reply.text(), "Here you are.");
/// assert_eq!((reply.messages.len(), reply.buttons().count()), (1, 2));
/// assert_eq!(reply.understanding.best().map(|best| best.confidence), Some(1.0));
/// assert!(reply.handoff().is_none());
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Reply {
    /// What to show, in order; empty while a human has the conversation.
    pub messages: Vec<Message>,
    /// What became of the turn.
    pub outcome: Outcome,
    /// What the message was taken to mean.
    pub understanding: Understanding,
    /// Events to raise later.
    pub schedule: Vec<Schedule>,
}

impl Reply {
    /// The texts of all messages, with a line break between them.
    #[must_use]
    pub fn text(&self) -> String {
        let texts: Vec<&str> =
            self.messages.iter().map(|m| m.text.as_str()).filter(|t| !t.is_empty()).collect();
        texts.join("\n")
    }

    /// The handoff, if this turn ended in one.
    #[must_use]
    pub fn handoff(&self) -> Option<&Handoff> {
        match &self.outcome {
            Outcome::Handoff(handoff) => Some(handoff),
            _ => None,
        }
    }

    /// All buttons of all messages, in order. Where a channel numbers them it leaves out links: the
    /// n-th [`Press::Choice`] (from 1) is what a customer who types "n" means.
    pub fn buttons(&self) -> impl Iterator<Item = &Button> {
        self.messages.iter().flat_map(|m| &m.buttons)
    }
}
