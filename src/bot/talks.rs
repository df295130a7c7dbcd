//! The section `tests` as data for whoever runs it: the bot itself does not.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::action::{ActionError, ActionResult};
use crate::catalog::Catalog;
use crate::clock::Timestamp;
use crate::def::{self, Definitions, Talk, TestResult, Texts};
use crate::error::Place;
use crate::value::Value;

/// The time of talks that do not say theirs: a Monday at ten, whatever the real clock says, so that
/// a talk that passes goes on passing.
const NOW: jiff::civil::DateTime = jiff::civil::datetime(2026, 3, 2, 10, 0, 0, 0);

/// One utterance of the section `tests.matches`.
///
/// ```
/// let bot = frontdesk::Bot::from_yaml_str("tea.yaml", "
/// intents: {tea: {user: a cup of tea, bot: Here.}}
/// tests:
///   matches:
///     tea: [one tea please]
///     none: [what is the time]
/// ")?;
/// let [first, second] = bot.match_tests() else { panic!("two tests") };
/// assert_eq!((first.text.as_str(), first.intent.as_deref()), ("one tea please", Some("tea")));
/// assert_eq!((first.place.file.as_str(), first.place.line), ("tea.yaml", 5));
/// assert_eq!(second.intent, None);
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MatchTest {
    /// What a customer writes.
    pub text: String,
    /// The intent that should be acted on; `None` if the bot should not act at all.
    pub intent: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// One talk of the section `tests.talks`: what is given, and the turns with what is expected of
/// them. `frontdesk test` runs them; a host can with [`Bot::step`](crate::Bot::step).
///
/// ```
/// use frontdesk::{Bot, Conversation, Step, Turn};
/// let bot = Bot::from_yaml_str("hi.yaml", "
/// intents: {hi: {user: hello, bot: Hi!}}
/// tests: {talks: {a greeting: {talk: [{user: hello, bot: Hi!}]}}}
/// ")?;
/// let talk = &bot.talk_tests()[0];
/// let turn = Turn::say(&*talk.turns[0].said);
/// let Step::Done { reply, .. } = bot.step(&Conversation::new(), turn, talk.now) else { panic!() };
/// assert_eq!(reply.text(), "Hi!");
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TalkTest {
    /// Its name.
    pub name: String,
    /// The time at which it begins.
    pub now: Timestamp,
    /// The channel of all turns.
    pub channel: Option<String>,
    /// Facts about the customer, told with each turn.
    pub customer: Option<Value>,
    /// Slots to fill before the first turn.
    pub slots: Vec<(String, Value)>,
    /// What actions give, call by call; the last result holds for all later calls.
    pub calls: BTreeMap<String, Vec<ActionResult>>,
    /// What the customer does, in order.
    pub turns: Vec<TalkTurn>,
    /// Where it stands.
    pub place: Place,
}

/// One turn of a [`TalkTest`]; what is `None` or empty is not expected to be anything.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TalkTurn {
    /// What the customer writes, or the button: its label or choice.
    pub said: String,
    /// Whether it is a button.
    pub is_button: bool,
    /// How much time passes before.
    pub after: Duration,
    /// What the bot says; `*` stands for any text.
    pub bot: Option<ExpectedTexts>,
    /// The intent that the message leads to; `none` for no intent.
    pub intent: Option<String>,
    /// What slots hold after the turn; [`Value::Null`] for one that is not known.
    pub slots: Vec<(String, Value)>,
    /// The labels of all buttons.
    pub buttons: Option<Vec<String>>,
    /// The queue of a handoff, `true` for any, `false` for no handoff.
    pub handoff: Option<String>,
    /// The author's word for the reason of a handoff, or its [name](crate::HandoffReason::name).
    pub reason: Option<String>,
    /// The outcome's [name](crate::Outcome::name).
    pub outcome: Option<String>,
    /// The slot that the bot asks for.
    pub asks: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// The texts that a [`TalkTurn`] expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpectedTexts {
    /// One of the messages is this.
    One(String),
    /// The messages are these, in order.
    All(Vec<String>),
}

pub(super) fn talk_tests(definitions: &Definitions, catalog: &Catalog) -> Vec<TalkTest> {
    let talks = definitions.tests.talks.iter();
    talks.map(|(name, talk)| talk_test(definitions, catalog, name, talk)).collect()
}

fn talk_test(
    definitions: &Definitions,
    catalog: &Catalog,
    name: &def::Text,
    talk: &Talk,
) -> TalkTest {
    let given = &talk.given;
    let now = given.now.as_ref().map_or(NOW, |now| now.value);
    // Only times that every zone can tell are read.
    let now = catalog.zone.to_timestamp(now).map_or(0, |now| now.as_millisecond());
    let results = |results: &[TestResult]| results.iter().map(result).collect();
    let calls = given.calls.iter();
    TalkTest {
        name: name.as_str().to_owned(),
        now: Timestamp::from_millis(now),
        channel: owned(given.channel.as_ref()),
        customer: (!given.customer.is_empty()).then(|| Value::map(values(&given.customer))),
        slots: values(&given.slots),
        calls: calls.map(|(name, r)| (name.as_str().to_owned(), results(&r.list))).collect(),
        turns: talk.talk.iter().map(|turn| talk_turn(definitions, turn)).collect(),
        place: definitions.sources.place(name.at),
    }
}

fn talk_turn(definitions: &Definitions, turn: &def::TalkTurn) -> TalkTurn {
    let texts = |texts: &[def::Text]| texts.iter().map(|text| text.as_str().to_owned()).collect();
    let said = turn.user.as_ref().or(turn.button.as_ref());
    TalkTurn {
        said: said.map(|said| said.as_str().to_owned()).unwrap_or_default(),
        is_button: turn.button.is_some(),
        after: turn.after.as_ref().map_or(Duration::ZERO, |after| after.value),
        bot: turn.bot.as_ref().map(|bot| match bot {
            Texts::One(text) => ExpectedTexts::One(text.as_str().to_owned()),
            Texts::All(all) => ExpectedTexts::All(texts(all)),
        }),
        intent: owned(turn.intent.as_ref()),
        slots: values(&turn.slots),
        buttons: turn.buttons.as_deref().map(texts),
        handoff: owned(turn.handoff.as_ref()),
        reason: owned(turn.reason.as_ref()),
        outcome: turn.outcome.as_ref().map(|outcome| outcome.name.to_owned()),
        asks: owned(turn.asks.as_ref()),
        place: definitions.sources.place(turn.at),
    }
}

fn result(result: &TestResult) -> ActionResult {
    match result {
        TestResult::Value(value) => Ok(value.clone()),
        TestResult::Error { kind, message } => {
            Err(ActionError::new(kind.as_str(), message.as_deref().unwrap_or_default()))
        }
    }
}

fn owned(text: Option<&def::Text>) -> Option<String> {
    text.map(|text| text.as_str().to_owned())
}

fn values(map: &def::Map<Value>) -> Vec<(String, Value)> {
    map.iter().map(|(name, value)| (name.as_str().to_owned(), value.clone())).collect()
}
