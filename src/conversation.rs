//! The dialogue's state as a small value that the host owns, and what a customer does in a turn.
//!
//! Nothing here decides anything. Saved conversations carry names, never ids of compiled tables.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::handoff::{Exchange, HandoffState};
use crate::value::Value;

mod customer;
mod memory;
mod saved;
mod turn;
mod unasked;

pub use crate::value::Source;
pub use customer::CustomerSource;
pub use memory::Filled;
pub(crate) use memory::{Form, Held, MoodMemory, Waiting, Wanted};
pub use turn::Turn;
pub(crate) use turn::{Customer, Said};
pub(crate) use unasked::{OpenSurvey, Times};

/// The state of one dialogue: what the bot remembers between two turns.
///
/// The host keeps one for each dialogue and hands it to [`Bot::respond`](crate::Bot::respond). It
/// is small (below 4 KiB as JSON), does not grow with the number of turns, and outlives the
/// process through serde: save it after each turn, load it before the next. One saved under an
/// older version of the bot goes on; what the new bot no longer knows is forgotten.
///
/// ```
/// use frontdesk::{Bot, Conversation};
/// let bot = Bot::from_yaml_str("hi.yaml", "intents: {hi: {user: hello, bot: [Hi!, Hello again!]}}")?;
/// let mut conversation = Conversation::new();
/// assert_eq!(bot.respond(&mut conversation, "hello").text(), "Hi!");
///
/// let saved = serde_json::to_string(&conversation).unwrap();
/// let mut loaded: Conversation = serde_json::from_str(&saved).unwrap();
/// assert_eq!(bot.respond(&mut loaded, "hello").text(), "Hello again!");
/// # Ok::<(), frontdesk::Error>(())
/// ```
///
/// # Errors
/// Loading fails with a text that names the trouble if the state was saved by a newer version of
/// this library, or if it is no state at all. Unknown fields are ignored, missing ones take their
/// defaults, and lists that are too long are cut.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "saved::Saved", into = "saved::Saved")]
pub struct Conversation {
    /// Fingerprint of the bot that spoke last; empty before the first turn.
    pub(crate) bot: String,
    /// Turns so far, those while a human had the conversation included.
    pub(crate) turns: u64,
    /// Turns in a row that were not understood.
    pub(crate) misses: u32,
    /// A question of the bot that waits for its answer.
    pub(crate) open: Option<OpenQuestion>,
    /// What happened with intents that were answered lately.
    pub(crate) intents: BTreeMap<String, IntentMemory>,
    /// Values of slots, by name.
    pub(crate) slots: BTreeMap<String, Filled>,
    /// Intents that wait for something; the last one asks, the others wait below it.
    pub(crate) forms: Vec<Form>,
    /// The intent whose `next` the coming turn may take.
    pub(crate) next: Option<String>,
    /// How the customer's messages sounded.
    pub(crate) mood: MoodMemory,
    /// When messages of events with an `at_most` were sent, by intent.
    pub(crate) sent: Times,
    /// When surveys with an `at_most` were asked.
    pub(crate) surveys: Times,
    /// The survey whose answer is waited for.
    pub(crate) survey: Option<OpenSurvey>,
    /// The last exchanges, oldest first.
    pub(crate) recent: Vec<Exchange>,
    /// The last handoff, and where it is.
    pub(crate) held: Option<Held>,
}

/// A question that the next turn may answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OpenQuestion {
    /// "Did you mean …?": the intents on offer, in the order shown; "none of these" comes after.
    Clarify { between: Vec<String> },
    /// Buttons were shown: their labels with the choice each sends, in the order shown.
    Buttons { shown: Vec<(String, String)> },
}

/// What the bot remembers of an intent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct IntentMemory {
    /// How often it was answered.
    #[serde(rename = "n", default)]
    pub(crate) times: u32,
    /// The variant without a condition that comes next.
    #[serde(rename = "v", default)]
    pub(crate) next_variant: u32,
    /// The turn of the last answer, to forget the oldest first.
    #[serde(rename = "t", default)]
    pub(crate) last_turn: u64,
}

impl Conversation {
    /// The version of the saved form that this library writes.
    pub const VERSION: u32 = 2;
    /// Intents remembered at most; the one answered longest ago is forgotten first.
    pub(crate) const MAX_INTENTS: usize = 12;
    /// Buttons and offers that a typed number or label can choose.
    pub(crate) const MAX_OPTIONS: usize = 8;
    /// Values remembered at most; the oldest is forgotten first.
    pub(crate) const MAX_SLOTS: usize = 32;
    /// Forms that wait at most, the one that asks included.
    pub(crate) const MAX_FORMS: usize = 3;
    /// Exchanges kept at most, whatever a saved state says.
    const MAX_RECENT: usize = 16;

    /// A dialogue that has not begun.
    #[must_use]
    pub fn new() -> Conversation {
        Conversation {
            bot: String::new(),
            turns: 0,
            misses: 0,
            open: None,
            intents: BTreeMap::new(),
            slots: BTreeMap::new(),
            forms: Vec::new(),
            next: None,
            sent: Times::default(),
            surveys: Times::default(),
            survey: None,
            mood: MoodMemory::default(),
            recent: Vec::new(),
            held: None,
        }
    }

    /// How many turns there were.
    ///
    /// ```
    /// let bot = frontdesk::Bot::from_yaml_str("bot.yaml", "intents: {hi: {user: hi, bot: Hi!}}")?;
    /// let mut conversation = frontdesk::Conversation::new();
    /// bot.respond(&mut conversation, "hi");
    /// assert_eq!(conversation.turns(), 1);
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    #[must_use]
    pub fn turns(&self) -> u64 {
        self.turns
    }

    /// How many turns in a row were not understood.
    #[must_use]
    pub fn misses(&self) -> u32 {
        self.misses
    }

    /// The queue whose human has the conversation, or is awaited: the bot is silent then, but for
    /// emergencies as long as nobody has it.
    #[must_use]
    pub fn with_human(&self) -> Option<&str> {
        let held = self.held.as_ref().filter(|held| held.state.is_with_human());
        held.map(|held| held.queue.as_str())
    }

    /// Where the last handoff is on its way; `None` before the first.
    ///
    /// ```
    /// use frontdesk::{Bot, Conversation, DeskEvent, HandoffState};
    /// let bot = Bot::from_yaml_str("help.yaml", "intents: {human: {user: agent please, handoff: true}}")?;
    /// let mut conversation = Conversation::new();
    /// bot.respond(&mut conversation, "Agent, please!");
    /// assert_eq!(conversation.handoff_state(), Some(HandoffState::Requested));
    /// bot.desk(&mut conversation, DeskEvent::assigned("Ada")).unwrap();
    /// assert_eq!(conversation.handoff_state(), Some(HandoffState::Assigned));
    /// assert_eq!(conversation.assigned_to(), Some("Ada"));
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    #[must_use]
    pub fn handoff_state(&self) -> Option<HandoffState> {
        self.held.as_ref().map(|held| held.state)
    }

    /// The human who has the conversation, as told by the desk.
    #[must_use]
    pub fn assigned_to(&self) -> Option<&str> {
        self.held.as_ref()?.by.as_deref()
    }

    /// The human is done: the bot answers again from the next turn on. Without a handoff it does
    /// nothing.
    ///
    /// The short way: [`Bot::desk`](crate::Bot::desk) with [`DeskEvent::Closed`](crate::DeskEvent)
    /// takes what the human decided, and lets the bot say how it goes on.
    ///
    /// ```
    /// let yaml = "intents: {hi: {user: hi, bot: Hi!}, human: {user: agent, handoff: desk}}";
    /// let bot = frontdesk::Bot::from_yaml_str("bot.yaml", yaml)?;
    /// let mut conversation = frontdesk::Conversation::new();
    /// bot.respond(&mut conversation, "agent");
    /// assert_eq!(conversation.with_human(), Some("desk"));
    /// assert_eq!(bot.respond(&mut conversation, "hi").text(), "");
    /// conversation.hand_back();
    /// assert_eq!(conversation.with_human(), None);
    /// assert_eq!(bot.respond(&mut conversation, "hi").text(), "Hi!");
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    pub fn hand_back(&mut self) {
        if let Some(held) = self.held.as_mut().filter(|held| held.state.is_with_human()) {
            let at = held.at;
            held.go(HandoffState::Closed, at);
            self.misses = 0;
            self.mood.negative_in_a_row = 0;
            self.open = None;
            self.forms.iter_mut().for_each(|form| form.waiting.start_again());
        }
    }

    /// What is remembered under the name of a slot.
    #[must_use]
    pub fn slot(&self, name: &str) -> Option<&Filled> {
        self.slots.get(name)
    }

    /// All that is remembered, by name of slot.
    pub fn slots(&self) -> impl Iterator<Item = (&str, &Filled)> {
        self.slots.iter().map(|(name, filled)| (name.as_str(), filled))
    }

    /// Fills a slot with what the host knows, so that the bot need not ask: an e-mail address of a
    /// customer who is signed in, or what was remembered of another conversation. Checks of the
    /// slot do not apply.
    ///
    /// ```
    /// use frontdesk::{Bot, Conversation, Source};
    /// let bot = Bot::from_yaml_str("shop.yaml", "
    /// slots: {email: {type: email, ask: Which address?}}
    /// intents: {label: {user: i need a label, needs: email, bot: 'Sent to {{ email }}.'}}
    /// ")?;
    /// let mut conversation = Conversation::new();
    /// conversation.fill("email", "ada@example.com");
    /// assert_eq!(bot.respond(&mut conversation, "I need a label").text(), "Sent to ada@example.com.");
    /// assert_eq!(conversation.slot("email").unwrap().source, Source::Host);
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    pub fn fill(&mut self, name: &str, value: impl Into<Value>) {
        let filled = Filled {
            value: value.into().cut(),
            text: None,
            span: None,
            turn: self.turns,
            source: Source::Host,
            at: 0,
            is_private: false,
        };
        self.put(name, filled);
    }

    /// Forgets what a slot holds; gives it back.
    pub fn forget(&mut self, name: &str) -> Option<Filled> {
        self.slots.remove(name)
    }

    /// The slot whose value the bot has asked for, if it waits for one.
    #[must_use]
    pub fn asked(&self) -> Option<&str> {
        match &self.forms.last()?.waiting {
            Waiting::Slot { slot, .. } => Some(slot),
            _ => None,
        }
    }

    /// Remembers a value; forgets the oldest if there are too many.
    pub(crate) fn put(&mut self, name: &str, filled: Filled) {
        self.slots.insert(name.to_owned(), filled);
        if self.slots.len() > Conversation::MAX_SLOTS {
            let oldest = self.slots.iter().min_by_key(|(_, filled)| filled.turn);
            if let Some(oldest) = oldest.map(|(name, _)| name.clone()) {
                self.slots.remove(&oldest);
            }
        }
    }

    /// The intent was answered in this turn; forgets the one answered longest ago if there are too
    /// many.
    pub(crate) fn remember(&mut self, intent: &str, memory: IntentMemory) {
        self.intents.insert(intent.to_owned(), memory);
        if self.intents.len() > Conversation::MAX_INTENTS {
            let oldest = self.intents.iter().min_by_key(|(_, m)| m.last_turn);
            if let Some(oldest) = oldest.map(|(intent, _)| intent.clone()) {
                self.intents.remove(&oldest);
            }
        }
    }

    /// Adds an exchange, cut so that the state stays small.
    pub(crate) fn record(&mut self, exchange: Exchange, max_recent: usize) {
        self.recent.push(exchange);
        let too_many = self.recent.len().saturating_sub(max_recent.min(Self::MAX_RECENT));
        self.recent.drain(..too_many);
    }
}

impl Default for Conversation {
    fn default() -> Conversation {
        Conversation::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_intent_answered_longest_ago_is_forgotten() {
        let mut c = Conversation::new();
        for turn in 0..20 {
            let memory = IntentMemory { times: 1, next_variant: 0, last_turn: turn };
            c.remember(&format!("i{turn}"), memory);
        }
        assert_eq!(c.intents.len(), Conversation::MAX_INTENTS);
        assert!(c.intents.contains_key("i19") && !c.intents.contains_key("i7"));
    }
}
