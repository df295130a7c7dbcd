//! The talks of the bots that ship, as hosts see them: the state stays small, and saving it between
//! any two turns changes nothing. What the talks expect is for `frontdesk test`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails by panicking

use frontdesk::{ActionError, Bot, Conversation, Press, Reply, Step, TalkTest, Timestamp, Turn};

/// The most that a saved conversation may take, in bytes of JSON.
const MOST: usize = 4 << 10;

#[test]
fn the_state_of_the_longest_talk_is_small() {
    let mut longest = (0, String::new());
    let mut talks = 0;
    for path in ["intents/shop", "intents/clinic"] {
        let bot = Bot::from_yaml_dir(path).unwrap();
        for talk in bot.talk_tests() {
            talks += 1;
            let bytes = play(&bot, talk);
            assert!(bytes < MOST, "{path}, {}: {bytes} bytes of state", talk.name);
            longest = longest.max((bytes, talk.name.clone()));
        }
    }
    assert!(talks >= 150, "only {talks} talks");
    assert!(longest.0 > 500, "the longest state has {longest:?} bytes: was anything remembered?");
}

/// Plays a talk twice, once with the state saved between all turns; gives its largest state.
fn play(bot: &Bot, talk: &TalkTest) -> usize {
    let mut kept = Conversation::new();
    for (slot, value) in &talk.slots {
        kept.fill(slot, value.clone());
    }
    let mut loaded = kept.clone();
    let mut now = talk.now;
    let (mut calls, mut calls_of_loaded) = (Vec::new(), Vec::new());
    let mut reply: Option<Reply> = None;
    let mut longest = 0;
    for turn in &talk.turns {
        now = Timestamp::from_millis(now.as_millis() + turn.after.as_millis() as i64);
        let shown = reply.iter().flat_map(Reply::buttons);
        let choice = shown.filter(|button| button.label == turn.said).find_map(|button| {
            match &button.press {
                Press::Choice(choice) => Some(choice.clone()),
                _ => None,
            }
        });
        let said = || {
            let said = match (turn.is_button, &choice) {
                (true, Some(choice)) => Turn::choice(choice.clone()),
                (true, None) => Turn::choice(turn.said.clone()),
                (false, _) => Turn::say(turn.said.clone()),
            };
            let said =
                talk.channel.iter().fold(said, |said, channel| said.on_channel(channel.clone()));
            talk.customer.iter().fold(said, |said, facts| said.for_customer(facts.clone()))
        };
        let told = take(bot, talk, &mut kept, said(), now, &mut calls);
        let again = take(bot, talk, &mut loaded, said(), now, &mut calls_of_loaded);
        assert_eq!(told, again, "{}: {}", talk.name, turn.said);
        assert_eq!(kept, loaded, "{}: {}", talk.name, turn.said);
        let state = serde_json::to_string(&loaded).unwrap();
        longest = longest.max(state.len());
        loaded = serde_json::from_str(&state).unwrap();
        reply = Some(told);
    }
    longest
}

/// A turn by hand; `calls` are the names of the actions so far.
fn take(
    bot: &Bot,
    talk: &TalkTest,
    conversation: &mut Conversation,
    turn: Turn<'_>,
    now: Timestamp,
    calls: &mut Vec<String>,
) -> Reply {
    let mut step = bot.step(conversation, turn, now);
    loop {
        match step {
            Step::Done { next, reply } => {
                *conversation = *next;
                return *reply;
            }
            Step::Call(pending) => {
                let action = pending.call().action.clone();
                let before = calls.iter().filter(|call| **call == action).count();
                calls.push(action.clone());
                let given = talk.calls.get(&action);
                let result = given.and_then(|given| given.get(before).or(given.last())).cloned();
                let missing = || Err(ActionError::new("missing", "not given"));
                step = bot.resume(pending, result.unwrap_or_else(missing), now);
            }
        }
    }
}
