//! The talks of `tests.talks`, run turn by turn up to the first that differs.

use frontdesk::{
    Bot, Conversation, Decision, ExpectedTexts, HandoffReason, Outcome, Press, Reply, TalkTest,
    TalkTurn, Turn, Value,
};
use serde::Serialize;

use super::coverage::Coverage;
use super::wildcard::{compare, folded};
use crate::play::{Play, later};

/// A talk that was run.
#[derive(Serialize)]
pub(super) struct TalkRun<'a> {
    pub(super) name: &'a str,
    pub(super) passed: bool,
    pub(super) file: &'a str,
    pub(super) line: u32,
    /// The turns that were taken: all, or those up to the first that differs.
    pub(super) turns: Vec<TurnRun<'a>>,
    /// How many turns come after that.
    pub(super) left_out: usize,
    /// Actions that were called and have no result in `given.calls`.
    pub(super) calls_not_given: Vec<String>,
}

/// A turn that was taken.
#[derive(Serialize)]
pub(super) struct TurnRun<'a> {
    pub(super) user: &'a str,
    #[serde(skip)]
    pub(super) is_button: bool,
    pub(super) bot: Vec<String>,
    pub(super) buttons: Vec<String>,
    pub(super) outcome: &'static str,
    pub(super) file: &'a str,
    pub(super) line: u32,
    pub(super) differences: Vec<Difference>,
}

/// Something that is not as expected.
#[derive(Serialize)]
pub(super) struct Difference {
    pub(super) what: String,
    pub(super) expected: String,
    pub(super) got: String,
    /// Where in `got` the difference begins, in characters.
    #[serde(skip)]
    pub(super) at: Option<usize>,
    /// Why it came to that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) why: Option<String>,
}

impl Difference {
    fn new(what: &str, expected: impl Into<String>, got: impl Into<String>) -> Difference {
        let (expected, got) = (expected.into(), got.into());
        Difference { what: what.to_owned(), expected, got, at: None, why: None }
    }
}

/// Runs a talk; what it reaches is added to `coverage`.
pub(super) fn run<'a>(
    bot: &'a Bot,
    test: &'a TalkTest,
    coverage: &mut Coverage<'a>,
) -> TalkRun<'a> {
    let mut play = Play::new(bot, &test.calls);
    for (slot, value) in &test.slots {
        play.conversation.fill(slot, value.clone());
    }
    let mut now = test.now;
    let mut turns: Vec<TurnRun<'a>> = Vec::new();
    let mut shown: Vec<(String, Press)> = Vec::new();
    for turn in &test.turns {
        now = later(now, turn.after);
        let unknown = turn.is_button && choice(bot, turn, &shown).is_none();
        let said = choice(bot, turn, &shown).unwrap_or(&turn.said).to_owned();
        let mut taken = if turn.is_button { Turn::choice(said) } else { Turn::say(said) };
        if let Some(channel) = &test.channel {
            taken = taken.on_channel(channel.as_str());
        }
        if let Some(facts) = &test.customer {
            taken = taken.for_customer(facts.clone());
        }
        let reply = play.turn(taken, now);
        coverage.reached(&reply, &play.conversation);
        let mut found = differences(bot, turn, &reply, &play.conversation);
        if unknown {
            let labels: Vec<&str> = shown.iter().map(|(label, _)| label.as_str()).collect();
            found.insert(0, Difference::new("button", &turn.said, listed(&labels)));
        }
        let buttons = || reply.buttons().map(|button| button.label.clone());
        turns.push(TurnRun {
            user: &turn.said,
            is_button: turn.is_button,
            bot: texts(&reply),
            buttons: buttons().collect(),
            outcome: reply.outcome.name(),
            file: &turn.place.file,
            line: turn.place.line,
            differences: found,
        });
        shown = reply.buttons().map(|b| (b.label.clone(), b.press.clone())).collect();
        if turns.last().is_some_and(|turn| !turn.differences.is_empty()) {
            break;
        }
    }
    TalkRun {
        name: &test.name,
        passed: turns.iter().all(|turn| turn.differences.is_empty()),
        file: &test.place.file,
        line: test.place.line,
        left_out: test.turns.len() - turns.len(),
        calls_not_given: play.missing.into_iter().collect(),
        turns,
    }
}

/// What a pressed button sends: one that was shown last, or any intent (menus stay on screens).
fn choice<'c>(bot: &'c Bot, turn: &'c TalkTurn, shown: &'c [(String, Press)]) -> Option<&'c str> {
    if !turn.is_button {
        return None;
    }
    let pressed = shown.iter().find_map(|(label, press)| match press {
        Press::Choice(choice) if *label == turn.said || *choice == turn.said => Some(&**choice),
        _ => None,
    });
    pressed.or_else(|| bot.intents().find(|id| *id == turn.said))
}

fn differences(bot: &Bot, turn: &TalkTurn, reply: &Reply, after: &Conversation) -> Vec<Difference> {
    let mut found = Vec::new();
    if let Some(expected) = &turn.intent {
        found.extend(intent(bot, expected, reply));
    }
    if let Some(expected) = &turn.outcome {
        let got = reply.outcome.name();
        found.extend((expected != got).then(|| Difference::new("outcome", expected, got)));
    }
    if let Some(expected) = &turn.asks {
        let got = match &reply.outcome {
            Outcome::Ask { slot, .. } => slot.as_str(),
            _ => "nothing",
        };
        found.extend((expected != got).then(|| Difference::new("asks", expected, got)));
    }
    for (name, expected) in &turn.slots {
        let got = after.slot(name).map_or(&Value::Null, |filled| &filled.value);
        if !is_same(expected, got) {
            found.push(Difference::new(&format!("slot {name}"), shown(expected), shown(got)));
        }
    }
    found.extend(handoff(turn, reply));
    match &turn.bot {
        Some(ExpectedTexts::One(expected)) => found.extend(one(expected, &texts(reply))),
        Some(ExpectedTexts::All(expected)) => found.extend(all(expected, &texts(reply))),
        None => {}
    }
    if let Some(expected) = &turn.buttons {
        let got: Vec<&str> = reply.buttons().map(|button| button.label.as_str()).collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        if expected != got {
            found.push(Difference::new("buttons", listed(&expected), listed(&got)));
        }
    }
    found
}

/// The intent that was understood, that answered, or that asks: each of them will do.
fn intent(bot: &Bot, expected: &str, reply: &Reply) -> Option<Difference> {
    let understanding = &reply.understanding;
    let is_sure = bot.decide(understanding) == Decision::Act;
    let understood = understanding.best().filter(|_| is_sure).map(|best| &*best.intent);
    let (led_to, asks) = match &reply.outcome {
        Outcome::Answer { intent, .. } => (Some(intent.as_str()), None),
        Outcome::Ask { intent, answered, .. } | Outcome::Confirm { intent, answered } => {
            (answered.as_deref(), Some(intent.as_str()))
        }
        Outcome::Handoff(handoff) => match &handoff.reason {
            HandoffReason::Routed { intent }
            | HandoffReason::NoReply { intent }
            | HandoffReason::TooManySteps { intent } => (Some(intent.as_str()), None),
            _ => (None, None),
        },
        _ => (None, None),
    };
    let got: Vec<&str> = understood.into_iter().chain(led_to).chain(asks).collect();
    let is_right = if expected == "none" { got.is_empty() } else { got.contains(&expected) };
    if is_right {
        return None;
    }
    let got = led_to.or(understood).or(asks).unwrap_or("none");
    let why = Some(bot.verdict(understanding).to_string());
    Some(Difference { why, ..Difference::new("intent", expected, got) })
}

fn handoff(turn: &TalkTurn, reply: &Reply) -> Vec<Difference> {
    let handoff = reply.handoff();
    let mut found = Vec::new();
    if let Some(expected) = &turn.handoff {
        let queue = handoff.map(|handoff| handoff.queue.as_str());
        let is_right = match expected.as_str() {
            "true" => queue.is_some(),
            "false" => queue.is_none(),
            expected => queue == Some(expected),
        };
        if !is_right {
            let got = queue.map_or("no handoff", |queue| queue);
            let expected = match expected.as_str() {
                "true" => "a handoff",
                "false" => "no handoff",
                queue => queue,
            };
            found.push(Difference::new("handoff", expected, got));
        }
    }
    if let Some(expected) = &turn.reason {
        let note = handoff.and_then(|handoff| handoff.note.as_deref());
        let name = handoff.map(|handoff| handoff.reason.name());
        if note != Some(expected) && name != Some(expected) {
            let got = note.or(name).unwrap_or("no handoff");
            found.push(Difference::new("reason", expected, got));
        }
    }
    found
}

/// The texts of the messages that have one.
pub(super) fn texts(reply: &Reply) -> Vec<String> {
    let texts = reply.messages.iter().map(|message| message.text.clone());
    texts.filter(|text| !text.is_empty()).collect()
}

/// One of the messages has to fit; the nearest is told.
fn one(expected: &str, got: &[String]) -> Option<Difference> {
    let mut nearest: Option<(usize, &String)> = None;
    for text in got {
        let Err(at) = compare(expected, text) else { return None };
        if nearest.is_none_or(|(best, _)| at > best) {
            nearest = Some((at, text));
        }
    }
    Some(match nearest {
        Some((at, text)) => {
            Difference { at: Some(at), ..Difference::new("bot", expected, folded(text)) }
        }
        None => Difference::new("bot", expected, "no message"),
    })
}

/// Each message has to fit; the first that does not is told.
fn all(expected: &[String], got: &[String]) -> Option<Difference> {
    let pairs = expected.iter().zip(got).zip(1..);
    for ((expected, text), number) in pairs {
        if let Err(at) = compare(expected, text) {
            let what = format!("bot {number}");
            return Some(Difference {
                at: Some(at),
                ..Difference::new(&what, expected, folded(text))
            });
        }
    }
    let missing = expected
        .get(got.len())
        .map(|text| Difference::new(&format!("bot {}", got.len() + 1), text, "no message"));
    missing.or_else(|| {
        let more = got.get(expected.len())?;
        Some(Difference::new(&format!("bot {}", expected.len() + 1), "no message", folded(more)))
    })
}

/// As values, or as they are written: `1234567` without quotes is a number, and means the text.
fn is_same(expected: &Value, got: &Value) -> bool {
    let is_plain = |value: &Value| {
        matches!(value, Value::Text(_) | Value::Int(_) | Value::Float(_) | Value::Bool(_))
    };
    expected == got || is_plain(expected) && is_plain(got) && shown(expected) == shown(got)
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Text(text) => text.clone(),
        other => serde_json::to_string(other).unwrap_or_default(),
    }
}

fn listed(labels: &[&str]) -> String {
    if labels.is_empty() { "none".to_owned() } else { labels.join(" | ") }
}
