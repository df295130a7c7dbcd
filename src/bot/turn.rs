//! The turn from text to reply: with the host's actions run here, or step by step for hosts that run
//! them.

use super::Bot;
use crate::action::{ActionCall, ActionError, ActionResult};
use crate::clock::Timestamp;
use crate::conversation::{Conversation, Customer, Turn};
use crate::dialogue::{self, Meant, Pending, Progress, Reading};
use crate::nlu::{Detail, Hint};
use crate::reply::Reply;
use crate::understanding::Understanding;

/// What [`Bot::step`] came to.
///
/// ```
/// use frontdesk::{Bot, Conversation, Step, Timestamp, Turn, Value};
/// let yaml = "intents: {time: {user: how late is it, call: {time: clock}, bot: 'It is {{ time }}.'}}";
/// let bot = Bot::from_yaml_str("bot.yaml", yaml)?;
/// let now = Timestamp::from_seconds(0);
/// let step = bot.step(&Conversation::new(), Turn::from("How late is it?"), now);
/// let Step::Call(pending) = step else { panic!("the action comes first") };
/// match bot.resume(pending, Ok(Value::from("noon")), now) {
///     Step::Done { next, reply } => {
///         assert_eq!((next.turns(), reply.text().as_str()), (1, "It is noon."));
///     }
///     Step::Call(_) => panic!("one action only"),
/// }
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Debug)]
pub enum Step {
    /// The turn is over.
    Done {
        /// The conversation after the turn: save it.
        next: Box<Conversation>,
        /// What to show.
        reply: Box<Reply>,
    },
    /// The host must run an action, then give its result to [`Bot::resume`].
    Call(PendingCall),
}

/// A turn that waits for the result of an action. [`Bot::resume`] takes it, so a turn cannot go on
/// twice; dropping it abandons the turn.
///
/// ```
/// use frontdesk::{Bot, Conversation, Step, Timestamp, Turn, Value};
/// let yaml = "intents: {time: {user: how late is it, call: {time: clock}, bot: 'It is {{ time }}.'}}";
/// let bot = Bot::from_yaml_str("bot.yaml", yaml)?;
/// let now = Timestamp::from_seconds(0);
/// let step = bot.step(&Conversation::new(), Turn::from("How late is it?"), now);
/// let Step::Call(pending) = step else { panic!("the action comes first") };
/// assert_eq!((pending.call().action.as_str(), pending.call().intent.as_str()), ("clock", "time"));
/// // The call is consumed: a second `resume` with it does not compile.
/// assert!(matches!(bot.resume(pending, Ok(Value::Null), now), Step::Done { .. }));
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Debug)]
#[must_use = "give it to `Bot::resume` with the result of the action"]
pub struct PendingCall {
    pending: Box<Pending>,
}

impl PendingCall {
    /// What to run.
    #[must_use]
    pub fn call(&self) -> &ActionCall {
        &self.pending.call
    }
}

impl Bot {
    /// Takes a turn: reads what the customer did, runs actions, changes `conversation`, replies.
    ///
    /// It always replies: a text of any length and content gets an answer, a question or a human,
    /// and an action that fails or is missing becomes a handoff. The conversation is written at the
    /// end only, so an action that panics leaves it as it was.
    ///
    /// ```
    /// use frontdesk::{Bot, Conversation, Turn};
    /// let bot = Bot::from_yaml_str("tea.yaml", "
    /// intents:
    ///   tea: {user: tea please, bot: Green or black?, buttons: {Green: green}}
    ///   green: {bot: Here is your green tea.}
    /// ")?;
    /// let mut conversation = Conversation::new();
    /// assert_eq!(bot.respond(&mut conversation, "tea please").text(), "Green or black?");
    /// let reply = bot.respond(&mut conversation, Turn::choice("green"));
    /// assert_eq!(reply.text(), "Here is your green tea.");
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    pub fn respond<'t>(&self, conversation: &mut Conversation, turn: impl Into<Turn<'t>>) -> Reply {
        let turn = self.with_facts(turn.into());
        let progress = self.progress(conversation, &turn, self.0.clock.now());
        self.play(conversation, progress)
    }

    /// Takes a turn as a pure function of its arguments: it asks no clock, runs no action and
    /// leaves `conversation` alone.
    ///
    /// While it gives [`Step::Call`], run the action and call [`Bot::resume`]; at most 16 times in
    /// a turn. Facts about the customer have to be there: [`Bot::wants_facts`] tells when.
    ///
    /// ```
    /// use frontdesk::{Bot, Conversation, Step, Timestamp, Turn, Value};
    /// let bot = Bot::from_yaml_str("time.yaml", "
    /// intents:
    ///   time: {user: what time is it, call: {clock: read}, bot: 'It is {{ clock.hour }}.'}
    /// ")?;
    /// let now = Timestamp::from_seconds(0);
    /// let Step::Call(pending) = bot.step(&Conversation::new(), Turn::say("What time is it?"), now)
    /// else { panic!("the intent has an action") };
    /// assert_eq!(pending.call().action, "read");
    ///
    /// let result = Ok(Value::map([("hour", Value::from("noon"))])); // from the host's own `await`
    /// let Step::Done { reply, .. } = bot.resume(pending, result, now) else { panic!("one action") };
    /// assert_eq!(reply.text(), "It is noon.");
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    #[must_use]
    pub fn step(&self, conversation: &Conversation, turn: Turn<'_>, now: Timestamp) -> Step {
        self.settle(self.progress(conversation, &turn, now))
    }

    /// The customer about whom the host has to find out before it gives this turn to
    /// [`Bot::step`], which asks nobody: the id of [`Turn::of_customer`]. `None` if the turn names
    /// nobody, has the facts already ([`Turn::for_customer`]), or if the definitions read nothing
    /// about customers, so that a look-up would be for nothing.
    ///
    /// ```
    /// use frontdesk::{Bot, Conversation, Step, Timestamp, Turn, Value};
    /// let bot = Bot::from_yaml_str("shop.yaml", "
    /// intents:
    ///   points: {user: how many points do i have, bot: ['{{ customer.points }}.', You have no account.]}
    /// ")?;
    /// let mut turn = Turn::say("How many points do I have?").of_customer("ada");
    /// if let Some(id) = bot.wants_facts(&turn) {
    ///     assert_eq!(id, "ada");
    ///     let facts = Value::map([("points", 12.into())]); // from the host's own `await`
    ///     turn = turn.for_customer(facts);
    /// }
    /// assert_eq!(bot.wants_facts(&turn), None);
    /// let step = bot.step(&Conversation::new(), turn, Timestamp::from_seconds(0));
    /// let Step::Done { reply, .. } = step else { panic!("there is no action") };
    /// assert_eq!(reply.text(), "12.");
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    #[must_use]
    pub fn wants_facts<'a>(&self, turn: &'a Turn<'_>) -> Option<&'a str> {
        match &turn.customer {
            Customer::Named(id) if self.0.catalog.reads_customer => Some(id),
            _ => None,
        }
    }

    /// Goes on with a turn once its action has a result, or an [`ActionError`].
    ///
    /// `now` is the time at which the result came. A pending call must go back to the bot that
    /// made it: another one hands the conversation to a human if it does not know the intent.
    #[must_use]
    pub fn resume(&self, pending: PendingCall, result: ActionResult, now: Timestamp) -> Step {
        let _ = now; // the moment of the turn stays that of its beginning
        self.settle(dialogue::resume(&self.0.catalog, *pending.pending, result))
    }

    /// Asks for the facts about the customer, if the definitions read any.
    fn with_facts<'t>(&self, mut turn: Turn<'t>) -> Turn<'t> {
        if let (Some(id), Some(source)) = (self.wants_facts(&turn), &self.0.customers) {
            turn.customer =
                source.facts(id).map_or(Customer::Unknown, |facts| Customer::Facts(facts.cut()));
        }
        turn
    }

    fn progress(&self, before: &Conversation, turn: &Turn<'_>, now: Timestamp) -> Progress {
        let catalog = &self.0.catalog;
        let meant = dialogue::meant(catalog, before, turn);
        let understanding = match meant {
            Meant::Text(text) if dialogue::listens(catalog, before) => {
                let hint = Hint { asked: before.asked().map(|slot| catalog.name_now(slot)) };
                self.0.understander.understand(text, &hint, now, Detail::Sums)
            }
            _ => Understanding::default(),
        };
        dialogue::decide(catalog, before, turn, meant, understanding, now)
    }

    /// Reads a message once more, as an answer for another slot than the one that was asked.
    fn read_again(&self, reading: Reading) -> Progress {
        let hint = Hint { asked: Some(&reading.slot) };
        let understander = &self.0.understander;
        let read = understander.understand(reading.text(), &hint, reading.now(), Detail::Sums);
        dialogue::read_again(&self.0.catalog, reading, read.answer)
    }

    /// Goes on to the end, and runs the actions itself.
    pub(super) fn play(&self, conversation: &mut Conversation, mut progress: Progress) -> Reply {
        loop {
            match progress {
                Progress::Done { next, reply } => {
                    *conversation = *next;
                    return *reply;
                }
                Progress::Call(pending) => {
                    let result = self.run(&pending.call);
                    progress = dialogue::resume(&self.0.catalog, *pending, result);
                }
                Progress::Read(reading) => progress = self.read_again(*reading),
            }
        }
    }

    /// Goes on until the host is needed.
    pub(super) fn settle(&self, mut progress: Progress) -> Step {
        loop {
            match progress {
                Progress::Done { next, reply } => return Step::Done { next, reply },
                Progress::Call(pending) => return Step::Call(PendingCall { pending }),
                Progress::Read(reading) => progress = self.read_again(*reading),
            }
        }
    }

    fn run(&self, call: &ActionCall) -> ActionResult {
        match self.0.actions.get(&call.action) {
            Some(action) => action.run(call),
            None => Err(ActionError::new("missing", format!("no action `{}`", call.action))),
        }
    }
}
