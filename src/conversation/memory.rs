//! What a conversation remembers: values of slots, forms that wait for an answer.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::handoff::{HandoffReason, HandoffState, Priority};
use crate::understanding::Span;
use crate::value::{Source, Value};

/// A value that the bot remembers, and where it came from.
///
/// `Debug` shows no value whose slot is `mask` or `secret`.
///
/// ```
/// use frontdesk::{Bot, Conversation, Source, Value};
/// let bot = Bot::from_yaml_str("order.yaml", r"
/// slots:
///   order_no: {type: {regex: '\d{7}'}, ask: What is your order number?}
/// intents:
///   status: {user: where is my order, needs: order_no, bot: 'I am looking for {{ order_no }}.'}
/// ")?;
/// let mut conversation = Conversation::new();
/// assert_eq!(bot.respond(&mut conversation, "Where is my order?").text(), "What is your order number?");
/// assert_eq!(bot.respond(&mut conversation, "it is 1234567").text(), "I am looking for 1234567.");
/// let known = conversation.slot("order_no").unwrap();
/// assert_eq!((&known.value, known.source, known.turn), (&Value::from("1234567"), Source::Customer, 2));
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Filled {
    /// The value as its type has it: a date is `2026-03-04`, a listed value its canonical name.
    #[serde(rename = "v")]
    pub value: Value,
    /// What the customer wrote for it, if that is another text.
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Where in the message of its turn, in bytes, if it came from one.
    #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// The turn in which it was given, from 1.
    #[serde(rename = "t", default)]
    pub turn: u64,
    /// Where it came from.
    #[serde(rename = "f", default, skip_serializing_if = "Source::is_customer")]
    pub source: Source,
    /// When it was given, in milliseconds since the Unix epoch.
    #[serde(rename = "at", default)]
    pub(crate) at: i64,
    /// Whether people may not see it.
    #[serde(rename = "p", default, skip_serializing_if = "is_false")]
    pub(crate) is_private: bool,
}

impl fmt::Debug for Filled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Filled");
        if self.is_private {
            shown.field("value", &"(private)");
        } else {
            shown.field("value", &self.value).field("text", &self.text);
        }
        shown.field("turn", &self.turn).field("source", &self.source).finish_non_exhaustive()
    }
}

/// How the customer's messages sounded so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MoodMemory {
    /// The sum of the scores of all messages that had any mood, in thousandths (text formats do not
    /// keep every float), and how many those were.
    #[serde(default)]
    pub(crate) sum: i64,
    #[serde(default)]
    pub(crate) count: u32,
    /// Messages in a row that sounded bad.
    #[serde(default)]
    pub(crate) negative_in_a_row: u32,
}

impl MoodMemory {
    /// A message this bad is one of those in a row: "this is annoying", not "it arrived broken".
    const NEGATIVE: f32 = -0.35;

    pub(crate) fn add(&mut self, score: f32) {
        if score <= Self::NEGATIVE {
            self.negative_in_a_row = self.negative_in_a_row.saturating_add(1);
        } else {
            self.negative_in_a_row = 0;
        }
        if score != 0.0 {
            self.sum = self.sum.saturating_add((f64::from(score) * 1_000.0).round() as i64);
            self.count = self.count.saturating_add(1);
        }
    }

    /// From -1 to 1; 0 before anything sounded.
    pub(crate) fn average(&self) -> f64 {
        // Scores are in steps of 0.001, and so is their average.
        (self.sum as f64 / f64::from(self.count.max(1))).round() / 1_000.0
    }

    pub(crate) fn is_new(&self) -> bool {
        *self == MoodMemory::default()
    }
}

/// An intent that waits for something: values it needs, or a yes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Form {
    pub(crate) intent: String,
    #[serde(default, skip_serializing_if = "Waiting::is_nothing")]
    pub(crate) waiting: Waiting,
    /// When the customer last did something about it, in milliseconds since the Unix epoch.
    #[serde(default)]
    pub(crate) at: i64,
    /// Optional slots that the customer skipped.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) skipped: Vec<String>,
    /// What the answers are for, if it is no intent but a handoff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) handoff: Option<Wanted>,
}

/// A handoff on its way: what it is for, while something is asked first, and while it lasts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Wanted {
    pub(crate) queue: String,
    #[serde(default)]
    pub(crate) priority: Priority,
    pub(crate) reason: HandoffReason,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
    /// Where the definitions say what is special about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) route: Option<String>,
}

/// The last handoff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Held {
    pub(crate) queue: String,
    pub(crate) state: HandoffState,
    /// Since when, in milliseconds since the Unix epoch.
    #[serde(default)]
    pub(crate) at: i64,
    /// Since when the bot has left the conversation to humans.
    #[serde(default)]
    pub(crate) since: i64,
    /// Who has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) by: Option<String>,
    /// What it is for, until it is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) wanted: Option<Wanted>,
    /// What the human said of it in the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) word: Option<String>,
}

impl Held {
    /// As saved by versions that knew nothing but the queue.
    pub(super) fn assigned(queue: String) -> Held {
        let state = HandoffState::Assigned;
        Held { queue, state, at: 0, since: 0, by: None, wanted: None, word: None }
    }

    /// Goes where an event leads, and forgets what is over.
    pub(crate) fn go(&mut self, state: HandoffState, at: i64) {
        self.state = state;
        self.at = at;
        if !state.is_with_human() && state != HandoffState::Ticket {
            self.by = None;
            self.wanted = None;
        }
    }
}

/// What a form waits for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Waiting {
    /// Nothing was asked yet, or what was asked is no longer needed.
    #[default]
    Nothing,
    /// The value of a slot.
    Slot {
        slot: String,
        /// Answers that were not understood.
        #[serde(default, skip_serializing_if = "is_zero")]
        tries: u32,
        /// Answers that were understood and not allowed.
        #[serde(default, skip_serializing_if = "is_zero")]
        refused: u32,
    },
    /// Yes or no to what was gathered.
    Confirm {
        #[serde(default, skip_serializing_if = "is_zero")]
        tries: u32,
    },
    /// Which of the values is wrong.
    Change {
        #[serde(default, skip_serializing_if = "is_zero")]
        tries: u32,
    },
}

impl Waiting {
    fn is_nothing(&self) -> bool {
        *self == Waiting::Nothing
    }

    /// Counts from the beginning.
    pub(crate) fn start_again(&mut self) {
        match self {
            Waiting::Nothing => {}
            Waiting::Slot { tries, refused, .. } => (*tries, *refused) = (0, 0),
            Waiting::Confirm { tries } | Waiting::Change { tries } => *tries = 0,
        }
    }
}

fn is_false(truth: &bool) -> bool {
    !truth
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}
