//! What becomes of an event, and events to come.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;

/// Why the message of an event was not sent. Where it may be sent later, the host finds when to
/// raise it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NotSent {
    /// No intent of the bot has this event.
    Unknown,
    /// A human has the conversation.
    WithHuman,
    /// No intent of this event has an `if` that holds.
    Condition,
    /// What the bot would say is out of date (`valid_until`).
    OutOfDate,
    /// The customer has not agreed (`limit.consent`).
    NoConsent,
    /// It is not sent on the channel of the turn, or the turn tells none (`limit.channels`).
    Channel,
    /// It was sent often enough (`limit.at_most`).
    AtMost {
        /// From here on it may be sent again.
        until: Timestamp,
    },
    /// Not at this time of the day (`limit.between`).
    QuietHours {
        /// From here on it may be sent.
        until: Timestamp,
    },
    /// The customer is in the middle of a form: a message about something else would interrupt it.
    FormOpen {
        /// At the latest the form is given up here, if the customer says no more.
        until: Timestamp,
    },
}

/// An event that the definitions want to be raised later: the host's part is to keep it and to take
/// a turn with [`Turn::event`](crate::Turn::event) when the time has come.
///
/// It takes the place of an earlier one of the same event: a visit that is moved reminds once.
///
/// ```
/// use frontdesk::{Bot, Conversation, Timestamp, Turn};
/// let bot = Bot::builder()
///     .yaml_str("visit.yaml", "
/// slots: {day: {type: date, ask: Which day?}}
/// intents:
///   book: {user: book a visit, needs: day, bot: Booked., schedule: {reminder: {at: '{{ day }} 09:00', before: 1d}}}
///   remind: {event: reminder, bot: 'See you on {{ day | day }}!'}
/// ")
///     .clock(|| Timestamp::from_seconds(1_772_445_600)) // 2026-03-02T10:00Z
///     .build()?;
/// let mut conversation = Conversation::new();
/// bot.respond(&mut conversation, "book a visit");
/// let reply = bot.respond(&mut conversation, "friday");
/// assert_eq!(reply.schedule[0].event, "reminder");
/// assert_eq!(reply.schedule[0].at, Timestamp::from_seconds(1_772_701_200)); // thursday at 9
///
/// let reply = bot.respond(&mut conversation, Turn::event("reminder"));
/// assert_eq!(reply.text(), "See you on Friday, 6 March!");
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Schedule {
    /// The event to raise.
    pub event: String,
    /// When.
    pub at: Timestamp,
}

/// What a turn meant for a survey.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SurveyStep {
    /// The question was asked; a second time, if the answer was not understood.
    Asked,
    /// The customer gave a score. Each survey has one such turn at most: count these.
    Scored {
        /// The number, on the survey's scale.
        score: i64,
    },
    /// The question after the score was answered.
    Commented,
    /// The customer did not want to answer.
    Declined,
}
