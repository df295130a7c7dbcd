//! A talk with a bot in which the host's actions are played: their results are given beforehand.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use frontdesk::{ActionError, ActionResult, Bot, Conversation, Reply, Step, Timestamp, Turn};

/// What actions give, call by call; the last result holds for all later calls.
pub(crate) type Calls = BTreeMap<String, Vec<ActionResult>>;

/// A talk under way.
#[derive(Debug)]
pub(crate) struct Play<'a> {
    bot: &'a Bot,
    calls: &'a Calls,
    /// How often each action was called.
    called: BTreeMap<String, usize>,
    /// The actions that were called and are not given.
    pub(crate) missing: BTreeSet<String>,
    pub(crate) conversation: Conversation,
}

impl<'a> Play<'a> {
    pub(crate) fn new(bot: &'a Bot, calls: &'a Calls) -> Play<'a> {
        Play {
            bot,
            calls,
            called: BTreeMap::new(),
            missing: BTreeSet::new(),
            conversation: Conversation::new(),
        }
    }

    /// Takes a turn as [`Bot::respond`] does.
    pub(crate) fn turn(&mut self, turn: Turn<'_>, now: Timestamp) -> Reply {
        let mut step = self.bot.step(&self.conversation, turn, now);
        loop {
            match step {
                Step::Done { next, reply } => {
                    self.conversation = *next;
                    return *reply;
                }
                Step::Call(pending) => {
                    let result = self.result(&pending.call().action);
                    step = self.bot.resume(pending, result, now);
                }
            }
        }
    }

    fn result(&mut self, action: &str) -> ActionResult {
        let results = self.calls.get(action).map_or(&[][..], |results| results);
        let called = self.called.entry(action.to_owned()).or_default();
        let result = results.get(*called).or(results.last()).cloned();
        *called += 1;
        result.unwrap_or_else(|| {
            self.missing.insert(action.to_owned());
            Err(ActionError::new("missing", format!("no action `{action}`")))
        })
    }
}

/// The time of the machine.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    later(Timestamp::from_millis(0), since.unwrap_or_default())
}

/// The moment a while after another.
pub(crate) fn later(now: Timestamp, after: Duration) -> Timestamp {
    let millis = i64::try_from(after.as_millis()).unwrap_or(i64::MAX);
    Timestamp::from_millis(now.as_millis().saturating_add(millis))
}
