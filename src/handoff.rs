//! What a human gets with a conversation, the way of a handoff through a desk, and what comes back.
//!
//! Plain data and the table of allowed ways; what is said and done at each of them is in
//! `dialogue`.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::value::{Source, Value};

/// How soon a human should look.
///
/// ```
/// use frontdesk::Priority;
/// assert!(Priority::Low < Priority::Normal && Priority::High < Priority::Urgent);
/// assert_eq!(Priority::default(), Priority::Normal);
/// ```
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
///
/// ```
/// use frontdesk::{Bot, Conversation, HandoffReason};
/// let yaml = "intents: {broken: {user: it is broken, handoff: true}}";
/// let bot = Bot::from_yaml_str("bot.yaml", yaml)?;
/// let reason = |text: &str| {
///     let reply = bot.respond(&mut Conversation::new(), text);
///     reply.handoff().map(|handoff| handoff.reason.clone())
/// };
/// assert_eq!(reason("It is broken!"), Some(HandoffReason::Routed { intent: "broken".into() }));
/// assert_eq!(reason("let me talk to a human"), Some(HandoffReason::Requested));
/// # Ok::<(), frontdesk::Error>(())
/// ```
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
        /// The intent they were at, or the rule.
        intent: String,
    },
    /// No reply of the intent could be given: each reads a value that is not known.
    NoReply {
        /// The intent.
        intent: String,
    },
}

impl HandoffReason {
    pub(crate) const NAMES: [&'static str; 8] = [
        "requested",
        "routed",
        "not_understood",
        "action_failed",
        "rule",
        "stuck",
        "too_many_steps",
        "no_reply",
    ];

    /// The reason in one word, as it is written in JSON: for figures, and for `reason` in tests.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            HandoffReason::Requested => "requested",
            HandoffReason::Routed { .. } => "routed",
            HandoffReason::NotUnderstood { .. } => "not_understood",
            HandoffReason::ActionFailed { .. } => "action_failed",
            HandoffReason::Rule { .. } => "rule",
            HandoffReason::Stuck { .. } => "stuck",
            HandoffReason::TooManySteps { .. } => "too_many_steps",
            HandoffReason::NoReply { .. } => "no_reply",
        }
    }
}

/// One exchange of the conversation, cut to a length that keeps the state small.
///
/// ```
/// let bot = frontdesk::Bot::from_yaml_str("tea.yaml", "
/// intents:
///   tea: {user: a cup of tea please, bot: Here you are., buttons: {More: tea, Shop: 'https://tea.example'}}
///   human: {user: agent please, handoff: {queue: general, priority: high, reason: requested}}
/// ")?;
/// let mut conversation = frontdesk::Conversation::new();
/// bot.respond(&mut conversation, "a cup of tea please");
/// let reply = bot.respond(&mut conversation, "agent please");
/// let first = &reply.handoff().unwrap().recent[0];
/// assert_eq!((first.user.as_str(), first.bot.as_str()), ("a cup of tea please", "Here you are."));
/// assert_eq!(first.intent.as_deref(), Some("tea"));
/// # Ok::<(), frontdesk::Error>(())
/// ```
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
    /// How the customer sounded, from -100 (angry) to 100; 0 if nothing told it, or while a human
    /// had the conversation. One after the other they are the curve of the mood.
    #[serde(default, skip_serializing_if = "is_flat")]
    pub mood: i8,
}

fn is_flat(mood: &i8) -> bool {
    *mood == 0
}

/// What a human gets to go on with.
///
/// ```
/// use frontdesk::{Conversation, HandoffReason, Priority};
/// let bot = frontdesk::Bot::from_yaml_str("tea.yaml", "
/// intents:
///   tea: {user: a cup of tea please, bot: Here you are., buttons: {More: tea, Shop: 'https://tea.example'}}
///   human: {user: agent please, handoff: {queue: general, priority: high, reason: requested}}
/// ")?;
/// let reply = bot.respond(&mut Conversation::new(), "agent please");
/// let handoff = reply.handoff().unwrap();
/// assert_eq!((handoff.queue.as_str(), handoff.priority), ("general", Priority::High));
/// assert_eq!(handoff.reason, HandoffReason::Requested);
/// assert!(handoff.summary.starts_with("The customer asked for a person."));
/// # Ok::<(), frontdesk::Error>(())
/// ```
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
    /// What is known, by name of slot: as people may see it, without what is secret.
    #[serde(default)]
    pub slots: Vec<KnownSlot>,
    /// Intents that the bot has answered before, the latest last: this did not help.
    #[serde(default)]
    pub tried: Vec<String>,
    /// Nobody waits: the question is written down for later, and the bot stays with the customer.
    /// So it is while the queue is closed, and where its `overflow` is `ticket`.
    #[serde(default)]
    pub is_ticket: bool,
    /// When the queue opens, if it is closed and will open.
    #[serde(default)]
    pub opens: Option<Timestamp>,
    /// How long the customer waits at most (the queue's `wait`): tell the bot
    /// [`DeskEvent::Expired`] after it. Nothing for a ticket.
    #[serde(default)]
    pub wait: Option<Duration>,
}

/// A value that the bot remembers, as a human may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct KnownSlot {
    /// The name of the slot.
    pub name: String,
    /// What customers call it.
    pub label: String,
    /// The value; of a slot with `privacy: mask` only its end.
    pub value: String,
    /// Who gave it.
    pub source: Source,
    /// The turn in which it was given, from 1.
    pub turn: u64,
}

/// Where a handoff is on its way.
///
/// ```text
/// requested ─► queued ─► assigned ─► closed
///     └───────────┼─► expired, refused ─► (requested at the overflow, ticket)
///                 └─► requested once more, and more urgent: an emergency
/// ticket ─► assigned, closed
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum HandoffState {
    /// The bot has asked for a human; the desk has said nothing yet.
    Requested,
    /// The desk knows of it; nobody has it yet.
    Queued,
    /// A human has the conversation.
    Assigned,
    /// Written down for later; the bot talks on.
    Ticket,
    /// The human is done.
    Closed,
    /// Nobody came in time, and there is no other queue.
    Expired,
    /// The desk did not take it, and there is no other queue.
    Refused,
}

impl HandoffState {
    /// Whether the bot leaves the conversation to a human: it waits for one, or one has it.
    ///
    /// ```
    /// use frontdesk::HandoffState;
    /// assert!(HandoffState::Queued.is_with_human());
    /// assert!(!HandoffState::Ticket.is_with_human());
    /// ```
    #[must_use]
    pub fn is_with_human(self) -> bool {
        matches!(self, HandoffState::Requested | HandoffState::Queued | HandoffState::Assigned)
    }

    /// Where an event leads from `from`; nothing if it cannot happen there. The only table of it.
    pub(crate) fn after(from: Option<HandoffState>, event: &DeskEvent) -> Option<HandoffState> {
        use HandoffState::{Assigned, Closed, Expired, Queued, Refused, Requested, Ticket};
        match (from?, event) {
            (Requested, DeskEvent::Queued) => Some(Queued),
            // From one colleague to another, too.
            (Requested | Queued | Ticket | Assigned, DeskEvent::Assigned { .. }) => Some(Assigned),
            (Requested | Queued | Ticket | Assigned, DeskEvent::Closed(_)) => Some(Closed),
            (Requested | Queued, DeskEvent::Expired) => Some(Expired),
            (Requested | Queued, DeskEvent::Refused) => Some(Refused),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            HandoffState::Requested => "requested",
            HandoffState::Queued => "queued",
            HandoffState::Assigned => "assigned",
            HandoffState::Ticket => "written down",
            HandoffState::Closed => "closed",
            HandoffState::Expired => "expired",
            HandoffState::Refused => "refused",
        }
    }
}

/// What happened to a handoff at the desk. The host tells the bot with
/// [`Bot::desk`](crate::Bot::desk).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum DeskEvent {
    /// The desk has taken it into its queue.
    Queued,
    /// A human has the conversation.
    Assigned {
        /// Who.
        by: String,
    },
    /// The human is done: the bot goes on.
    Closed(HandBack),
    /// Nobody came in the time of the queue: its overflow is next.
    Expired,
    /// The desk does not take it: the overflow is next.
    Refused,
}

impl DeskEvent {
    /// `by` has the conversation.
    pub fn assigned(by: impl Into<String>) -> DeskEvent {
        DeskEvent::Assigned { by: by.into() }
    }

    pub(crate) fn name(&self) -> &'static str {
        match self {
            DeskEvent::Queued => "queued",
            DeskEvent::Assigned { .. } => "assigned",
            DeskEvent::Closed(_) => "closed",
            DeskEvent::Expired => "expired",
            DeskEvent::Refused => "refused",
        }
    }
}

/// What a human decided, for the bot to go on with.
///
/// Made with [`HandBack::resolved`] or [`HandBack::unresolved`].
///
/// ```
/// use frontdesk::{HandBack, Value};
/// let back = HandBack::unresolved().set("order_no", "1234567").note("number read from the photo");
/// assert_eq!(back.slots["order_no"], Value::from("1234567"));
/// assert!(!back.is_resolved);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct HandBack {
    /// Whether the matter is done. If it is not, a form that was left open goes on.
    pub is_resolved: bool,
    /// Values that the human found out, by name of slot; their checks do not apply.
    pub slots: BTreeMap<String, Value>,
    /// What happened, in a word, for whoever gets the next handoff of this conversation.
    pub note: Option<String>,
}

impl HandBack {
    /// The matter is done: forms that were left open are closed.
    #[must_use]
    pub fn resolved() -> HandBack {
        HandBack { is_resolved: true, ..HandBack::default() }
    }

    /// The matter goes on with the bot: the form that was left open goes on, if there is one.
    #[must_use]
    pub fn unresolved() -> HandBack {
        HandBack::default()
    }

    /// Fills a slot.
    #[must_use]
    pub fn set(mut self, slot: impl Into<String>, value: impl Into<Value>) -> HandBack {
        self.slots.insert(slot.into(), value.into());
        self
    }

    /// Leaves a word for the next human.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> HandBack {
        self.note = Some(note.into());
        self
    }
}

/// An event of the desk that cannot happen where the handoff is: told twice, too late, or of
/// another conversation. The conversation is as it was.
///
/// ```
/// use frontdesk::{Bot, Conversation, DeskEvent};
/// let bot = Bot::from_yaml_str("hi.yaml", "intents: {hi: {user: hello, bot: Hi!}}")?;
/// let error = bot.desk(&mut Conversation::new(), DeskEvent::Expired).unwrap_err();
/// assert_eq!(error.to_string(), "`expired` without a handoff");
/// assert_eq!(error.state(), None);
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongEvent {
    pub(crate) event: &'static str,
    pub(crate) state: Option<HandoffState>,
}

impl WrongEvent {
    /// Where the last handoff of the conversation is; `None` if there was none.
    #[must_use]
    pub fn state(&self) -> Option<HandoffState> {
        self.state
    }
}

impl fmt::Display for WrongEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.state {
            Some(state) => write!(f, "`{}` while the handoff is {}", self.event, state.name()),
            None => write!(f, "`{}` without a handoff", self.event),
        }
    }
}

impl std::error::Error for WrongEvent {}
