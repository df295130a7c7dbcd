//! What a turn gives back: messages, and what became of the turn.

use serde::{Deserialize, Serialize};

use crate::understanding::Understanding;
use crate::value::Value;

/// A button under a message. The host shows the label and sends the choice back with
/// [`Turn::choice`](crate::Turn::choice) when the customer presses it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Button {
    /// What the customer reads.
    pub label: String,
    /// What to send back, or where to go.
    pub press: Press,
}

/// What a button does.
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
pub const NONE_OF_THESE: &str = "none_of_these";

/// One message of the bot. At least one of its parts is not empty.
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
}

impl Message {
    pub(crate) fn text(text: impl Into<String>) -> Message {
        Message { text: text.into(), ..Message::default() }
    }
}

/// How soon a human should look.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Priority {
    /// When there is time.
    Low,
    /// In turn.
    #[default]
    Normal,
    /// Before the others.
    High,
    /// At once.
    Urgent,
}

/// Why a human is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum HandoffReason {
    /// The customer asked for a human.
    Requested,
    /// The intent belongs to humans (`handoff:` in its definition).
    Routed {
        /// The intent.
        intent: String,
    },
    /// The bot did not understand.
    NotUnderstood {
        /// How many times in a row.
        misses: u32,
    },
    /// An action failed or is missing, and no reply was written for that.
    ActionFailed {
        /// The action.
        action: String,
    },
    /// A rule of the definitions fetched a human.
    Rule {
        /// The rule.
        rule: String,
    },
    /// The customer could not give what the bot needs.
    Stuck {
        /// The slot, or the intent whose summary was not confirmed.
        slot: String,
    },
    /// The definitions did not come to an end in this turn.
    TooManySteps {
        /// The intent they were at.
        intent: String,
    },
    /// No reply of the intent could be given: each reads a value that is not known.
    NoReply {
        /// The intent.
        intent: String,
    },
}

/// One exchange of the conversation, cut to a length that keeps the state small.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Exchange {
    /// What the customer wrote or pressed.
    #[serde(default)]
    pub user: String,
    /// What the bot answered; empty while a human had the conversation.
    #[serde(default)]
    pub bot: String,
    /// The intent that was acted on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<String>,
}

/// What a human gets to go on with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Handoff {
    /// The queue, as named in `queues`.
    pub queue: String,
    /// How soon.
    pub priority: Priority,
    /// Why.
    pub reason: HandoffReason,
    /// The author's own word for the reason, if the definition has one.
    pub note: Option<String>,
    /// One paragraph for the human: why, and what it was about.
    pub summary: String,
    /// The last exchanges, oldest first.
    pub recent: Vec<Exchange>,
}

/// What became of a turn.
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
    /// A human should take over.
    Handoff(Handoff),
    /// A human has the conversation; the bot is silent.
    Paused,
}

/// The bot's answer to one turn.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Reply {
    /// What to show, in order; empty while a human has the conversation.
    pub messages: Vec<Message>,
    /// What became of the turn.
    pub outcome: Outcome,
    /// What the message was taken to mean.
    pub understanding: Understanding,
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
