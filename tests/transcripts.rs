//! Dialogues as golden files: `tests/transcripts/*.txt`.
//!
//! A file is a bot in YAML (or one line `bot: PATH`), perhaps the same bot edited after a line `+++`,
//! a line `---`, then the talk:
//!
//! ```text
//! > what the customer writes          > \u{1F44B} escapes are read as in Rust
//! >> choice of a pressed button       @sms > written on the channel `sms`
//! ! hand_back | save and load | new | at SECONDS | next_conversation (of the same customer)
//! ! edited: saved, and loaded under the next bot of the file
//! ! customer {JSON}: facts from now on      ! event NAME {JSON}: the host raises an event
//! ! packet: what the human gets, once more
//! ! desk queued | assigned NAME | expired | refused | solved SLOT=VALUE ... NOTE | unsolved ...
//! < what the bot says                 [1] Label → choice      (image) (custom)
//! = what became of the turn
//! ```
//!
//! Lines with `<`, `[` and `=` are the expectation. With FRONTDESK_BLESS=1 they are written anew.
//! `sms` shows 160 characters of text and no buttons, `whatsapp` 300 and three buttons.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::indexing_slicing
)] // a test fails by panicking

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use frontdesk::{
    ActionError, Bot, ChannelProfile, Conversation, DeskEvent, HandBack, Handoff, HandoffReason,
    KnownSlot, NotSent, Outcome, Press, Reply, Schedule, Timestamp, Turn, Value,
};

/// The moment of every talk until it says `! at`: 2026-03-02T10:00Z, a Monday.
const NOW: i64 = 1_772_445_600;

#[test]
fn transcripts_are_as_written() {
    let mut files: Vec<_> = fs::read_dir("tests/transcripts")
        .expect("tests/transcripts")
        .map(|entry| entry.expect("entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    assert!(files.len() >= 20, "only {} transcripts found", files.len());
    let bless = std::env::var_os("FRONTDESK_BLESS").is_some();
    let mut wrong = Vec::new();
    for file in &files {
        let written = fs::read_to_string(file).expect("transcript");
        let played = play(file, &written);
        if bless {
            fs::write(file, &played).expect("write");
        } else if played != written {
            wrong.push(format!("{}:\n{}", file.display(), difference(&written, &played)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn play(file: &Path, written: &str) -> String {
    let (head, talk) = written.split_once("\n---\n").unwrap_or_else(|| panic!("{file:?}: no ---"));
    let now = Arc::new(AtomicI64::new(NOW));
    let mut bots = head.split("\n+++\n").map(|yaml| build(file, yaml, &now));
    let mut bot = bots.next().expect("a bot");
    let mut conversation = Conversation::new();
    let mut customer: Option<Value> = None;
    let mut out = format!("{head}\n---\n");
    for line in talk.lines() {
        let command = line.strip_prefix("! ").filter(|command| !command.starts_with("event "));
        if let Some(command) = command {
            writeln!(out, "{line}").unwrap();
            match command.split_once(' ').unwrap_or((command, "")) {
                ("new", _) => conversation = Conversation::new(),
                ("hand_back", _) => conversation.hand_back(),
                ("desk", event) => match bot.desk(&mut conversation, desk_event(event)) {
                    Ok(reply) => show(&mut out, &reply, now.load(Ordering::Relaxed)),
                    Err(wrong) => writeln!(out, "= refused: {wrong}").unwrap(),
                },
                ("packet", _) => match bot.handoff(&conversation) {
                    Some(handoff) => show_packet(&mut out, &handoff),
                    None => writeln!(out, "= no handoff").unwrap(),
                },
                ("save", _) => conversation = saved_and_loaded(file, &conversation),
                ("edited", _) => {
                    conversation = saved_and_loaded(file, &conversation);
                    bot = bots.next().unwrap_or_else(|| panic!("{file:?}: no other bot"));
                }
                ("at", seconds) => now.store(seconds.parse().unwrap(), Ordering::Relaxed),
                ("next_conversation", _) => conversation = bot.next_conversation(&conversation),
                ("customer", facts) => customer = Some(serde_json::from_str(facts).unwrap()),
                _ => panic!("{file:?}: unknown command {line}"),
            }
            continue;
        }
        let (channel, rest) = match line.strip_prefix('@').and_then(|l| l.split_once(' ')) {
            Some((channel, rest)) => (Some(channel), rest),
            None => (None, line),
        };
        let unescaped = |text: &str| -> String {
            serde_json::from_str(&format!("\"{}\"", text.replace('"', "\\\""))).unwrap()
        };
        let turn = if let Some(event) = rest.strip_prefix("! event ") {
            let (name, about) = event.split_once(' ').unwrap_or((event, "{}"));
            Turn::event(name.to_owned()).with(serde_json::from_str::<Value>(about).unwrap())
        } else if let Some(choice) = rest.strip_prefix(">> ") {
            Turn::choice(choice.to_owned())
        } else if let Some(text) = rest.strip_prefix('>') {
            Turn::say(unescaped(text.trim_start()))
        } else if line.starts_with('#') || line.is_empty() {
            writeln!(out, "{line}").unwrap();
            continue;
        } else {
            assert!(line.starts_with(['<', '=', '[', ' ']), "{file:?}: cannot read {line:?}");
            continue;
        };
        let turn = match channel {
            Some(channel) => turn.on_channel(channel),
            None => turn,
        };
        let turn = match &customer {
            Some(facts) => turn.for_customer(facts.clone()),
            None => turn,
        };
        writeln!(out, "{line}").unwrap();
        show(&mut out, &bot.respond(&mut conversation, turn), now.load(Ordering::Relaxed));
    }
    out
}

fn saved_and_loaded(file: &Path, conversation: &Conversation) -> Conversation {
    let saved = serde_json::to_string(conversation).unwrap();
    assert!(saved.len() < 4096, "{file:?}: {} bytes of state", saved.len());
    serde_json::from_str(&saved).unwrap()
}

/// Builds a bot with the actions and channels of these talks.
fn build(file: &Path, yaml: &str, clock: &Arc<AtomicI64>) -> Bot {
    let clock = Arc::clone(clock);
    let builder = match yaml.lines().find_map(|line| line.strip_prefix("bot: ")) {
        Some(path) => Bot::builder().yaml_dir(path),
        None => Bot::builder().yaml_str("bot.yaml", yaml),
    };
    builder
        .action_fn("lookup_order", |call| match call.text("order_no") {
            Some("1234567") => Ok(Value::map([("status", Value::from("shipped"))])),
            Some(_) => Err(ActionError::new("not_found", "no such order")),
            None => Err(ActionError::new("no_number", "the number is missing")),
        })
        .action_fn("book_visit", |call| match call.text("visit_time") {
            Some("16:30") => Ok(Value::map([
                ("error", Value::from("slot_taken")),
                ("free", Value::List(vec!["15:00".into(), "17:00".into()])),
            ])),
            _ => Ok(Value::map([("number", Value::from(7))])),
        })
        .action_fn("broken", |_| Err(ActionError::new("timeout", "the service did not answer")))
        .channel("sms", ChannelProfile::text_only().max_text(160))
        .channel("whatsapp", ChannelProfile::rich().max_buttons(3).max_text(300))
        .clock(move || Timestamp::from_seconds(clock.load(Ordering::Relaxed)))
        .build()
        .unwrap_or_else(|error| panic!("{file:?}: {error:#}"))
}

/// `assigned ada`, `solved order_no=1234567 sent a new one`.
fn desk_event(text: &str) -> DeskEvent {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let back = |back: HandBack| {
        let mut note: Vec<&str> = Vec::new();
        let filled = rest.split_whitespace().fold(back, |back, word| match word.split_once('=') {
            Some((slot, value)) => back.set(slot, value),
            None => {
                note.push(word);
                back
            }
        });
        DeskEvent::Closed(if note.is_empty() { filled } else { filled.note(note.join(" ")) })
    };
    match word {
        "queued" => DeskEvent::Queued,
        "assigned" => DeskEvent::assigned(rest),
        "expired" => DeskEvent::Expired,
        "refused" => DeskEvent::Refused,
        "solved" => back(HandBack::resolved()),
        "unsolved" => back(HandBack::unresolved()),
        _ => panic!("no event of a desk: {text}"),
    }
}

fn show_packet(out: &mut String, handoff: &Handoff) {
    writeln!(out, "= packet for {} {:?}", handoff.queue, handoff.priority).unwrap();
    writeln!(out, "  {}", handoff.summary).unwrap();
    for slot in &handoff.slots {
        let KnownSlot { name, label, value, source, turn, .. } = slot;
        writeln!(out, "  {name} \"{label}\" {value:?} {source:?} in turn {turn}").unwrap();
    }
    if !handoff.tried.is_empty() {
        writeln!(out, "  tried {}", handoff.tried.join(", ")).unwrap();
    }
}

fn show(out: &mut String, reply: &Reply, now: i64) {
    let mut number = 0;
    for message in &reply.messages {
        writeln!(out, "< {}", message.text.replace('\n', "\n  ")).unwrap();
        if let Some(image) = &message.image {
            writeln!(out, "  (image {image})").unwrap();
        }
        if let Some(custom) = &message.custom {
            writeln!(out, "  (custom {})", serde_json::to_string(custom).unwrap()).unwrap();
        }
        for button in &message.buttons {
            match &button.press {
                Press::Choice(choice) => {
                    number += 1;
                    writeln!(out, "[{number}] {} → {choice}", button.label)
                }
                Press::Link(link) => writeln!(out, "[↗] {} → {link}", button.label),
                other => panic!("a new way to press: {other:?}"),
            }
            .unwrap();
        }
    }
    match &reply.outcome {
        Outcome::Answer { intent, topic, link } => {
            write!(out, "= answer {intent}").unwrap();
            topic.iter().for_each(|topic| write!(out, " topic {topic}").unwrap());
            link.iter().for_each(|link| write!(out, " link {link}").unwrap());
        }
        Outcome::Clarify { between } => write!(out, "= clarify {}", between.join(", ")).unwrap(),
        Outcome::Miss { in_a_row } => write!(out, "= miss {in_a_row}").unwrap(),
        Outcome::Ask { intent, slot, attempt, answered } => {
            write!(out, "= ask {intent} {slot} {attempt}").unwrap();
            answered.iter().for_each(|intent| write!(out, " answered {intent}").unwrap());
        }
        Outcome::Confirm { intent, answered } => {
            write!(out, "= confirm {intent}").unwrap();
            answered.iter().for_each(|intent| write!(out, " answered {intent}").unwrap());
        }
        Outcome::Rule { rule } => write!(out, "= rule {rule}").unwrap(),
        Outcome::Survey { name, step } => write!(out, "= survey {name} {step:?}").unwrap(),
        Outcome::NotSent { event, reason } => {
            write!(out, "= not sent {event}: {}", shown(reason)).unwrap();
        }
        Outcome::Paused => write!(out, "= paused").unwrap(),
        Outcome::Handoff(handoff) => {
            let reason = match &handoff.reason {
                HandoffReason::Requested => "requested".to_owned(),
                HandoffReason::Routed { intent } => format!("routed by {intent}"),
                HandoffReason::NotUnderstood { misses } => format!("not understood {misses}"),
                HandoffReason::ActionFailed { action } => format!("action failed {action}"),
                HandoffReason::NoReply { intent } => format!("no reply {intent}"),
                HandoffReason::Rule { rule } => format!("rule {rule}"),
                HandoffReason::Stuck { slot } => format!("stuck {slot}"),
                HandoffReason::TooManySteps { intent } => format!("too many steps {intent}"),
                other => panic!("a new reason: {other:?}"),
            };
            let note = handoff.note.as_deref().map(|n| format!(" note {n}")).unwrap_or_default();
            write!(out, "= handoff {} {:?} {reason}{note}", handoff.queue, handoff.priority)
                .unwrap();
            if handoff.is_ticket {
                write!(out, " ticket").unwrap();
            }
            if let Some(opens) = handoff.opens {
                write!(out, " opens in {} min", (opens.as_millis() / 1000 - now) / 60).unwrap();
            }
            if let Some(wait) = handoff.wait {
                write!(out, " wait {wait:?}").unwrap();
            }
            write!(out, "\n  {}", handoff.summary).unwrap();
        }
        Outcome::Desk { state } => write!(out, "= desk {state:?}").unwrap(),
        other => panic!("a new outcome: {other:?}"),
    }
    out.push('\n');
    for Schedule { event, at, .. } in &reply.schedule {
        writeln!(out, "  (schedule {event} at {})", at.as_millis() / 1_000).unwrap();
    }
}

fn shown(reason: &NotSent) -> String {
    let until = |what: &str, at: &Timestamp| format!("{what} until {}", at.as_millis() / 1_000);
    match reason {
        NotSent::AtMost { until: at } => until("at most", at),
        NotSent::QuietHours { until: at } => until("quiet hours", at),
        NotSent::FormOpen { until: at } => until("form open", at),
        other => format!("{other:?}"),
    }
}

fn difference(written: &str, played: &str) -> String {
    let (a, b): (Vec<&str>, Vec<&str>) = (written.lines().collect(), played.lines().collect());
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let rest = |lines: &[&str], sign: &str| -> String {
        let lines = lines.iter().skip(same).take(6);
        lines.map(|line| format!("  {sign} {line}\n")).collect()
    };
    format!("line {}\n{}{}", same + 1, rest(&a, "written"), rest(&b, "played "))
}
