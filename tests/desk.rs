//! What happens between the bot and a desk: a double of a desk that takes, refuses, forgets and
//! closes, over random talks with a bot that has forms, questions before the handoff, hours and
//! overflow.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails by panicking

use std::sync::LazyLock;

use frontdesk::{
    Bot, Conversation, DeskEvent, HandBack, HandoffState, Outcome, Priority, Reply, Source, Step,
    Timestamp, Turn, Value,
};
use proptest::prelude::*;

/// 2026-03-02T10:00Z, a Monday.
const NOW: Timestamp = Timestamp::from_seconds(1_772_445_600);

const YAML: &str = r"
hours: {day: {daily: 8-18}, night: {daily: 18-24}}
queues:
  general: {hours: day, wait: 2m, overflow: orders}
  orders: {hours: day, overflow: ticket}
  late: {hours: night}
  alarm: {priority: urgent}
slots:
  email: {type: email, ask: Which address?, tries: 2, privacy: mask}
  order_no: {type: {regex: '\d{7}'}, ask: Which order?, tries: 2}
  pin: {type: {regex: '\d{4}'}, ask: Which PIN?, privacy: secret}
  day: {type: date, ask: Which day?}
handoff: {queue: general, needs: [email], meanwhile: MEANWHILE}
rules:
  care: {priority: 9, if: mood.self_harm, bot: Please call 112., handoff: {queue: late, priority: urgent}}
  circles: {if: intent.times >= 3, handoff: {queue: late, reason: going_in_circles}}
intents:
  status: {user: where is my order, needs: [order_no, pin], bot: 'Order {{ order_no }} is on its way.'}
  visit: {user: book a visit, needs: [day, order_no], confirm: '{{ day | day }}?', call: {visit: book}, bot: Booked.}
  price: {user: what does it cost, bot: 10 €.}
  stolen: {user: my card was stolen, handoff: alarm}
  late: {user: tell somebody tonight, handoff: {queue: late, needs: []}}
  human: {user: talk to a human, handoff: true}
";

fn bot(meanwhile: &str) -> Bot {
    let yaml = YAML.replace("MEANWHILE", meanwhile);
    let build = Bot::builder().yaml_str("desk.yaml", yaml.as_str());
    build.action_fn("book", |_| Ok(Value::Null)).clock(|| NOW).build().expect("a good bot")
}

static SILENT: LazyLock<Bot> = LazyLock::new(|| bot("silent"));
static FAQ: LazyLock<Bot> = LazyLock::new(|| bot("faq"));

/// What cannot wait for a human.
const EMERGENCIES: [&str; 2] = ["my card was stolen", "i want to kill myself"];

#[derive(Clone, Debug)]
enum Did {
    Said(String),
    Desk(DeskEvent),
}

fn talk() -> impl Strategy<Value = Vec<Did>> {
    let texts = vec![
        "where is my order",
        "book a visit",
        "what does it cost",
        "my card was stolen",
        "i want to kill myself",
        "tell somebody tonight",
        "talk to a human",
        "agent please",
        "ada@example.com",
        "1234567",
        "9876",
        "tomorrow",
        "yes",
        "no",
        "skip",
        "never mind",
        "back",
        "qwertz",
        "",
    ];
    let said = prop::sample::select(texts).prop_map(|text| Did::Said(text.to_owned()));
    let back = (any::<bool>(), prop::option::of(Just("1234567")), "\\PC{0,400}").prop_map(
        |(is_resolved, order, note)| {
            let back = if is_resolved { HandBack::resolved() } else { HandBack::unresolved() };
            let back = order.iter().fold(back, |back, order| back.set("order_no", *order));
            DeskEvent::Closed(back.note(note))
        },
    );
    let event = prop_oneof![
        Just(DeskEvent::Queued),
        "\\PC{0,300}".prop_map(DeskEvent::assigned),
        back,
        Just(DeskEvent::Expired),
        Just(DeskEvent::Refused),
    ];
    prop::collection::vec(prop_oneof![3 => said, 1 => event.prop_map(Did::Desk)], 1..24)
}

fn reloaded(conversation: &Conversation) -> Conversation {
    let state = serde_json::to_string(conversation).expect("a conversation is JSON");
    assert!(state.len() < 4096, "{} bytes: {state}", state.len());
    serde_json::from_str(&state).expect("what was saved loads")
}

fn finish(bot: &Bot, mut step: Step) -> (Conversation, Reply) {
    loop {
        match step {
            Step::Done { next, reply } => return (*next, *reply),
            Step::Call(pending) => step = bot.resume(pending, Ok(Value::Null), NOW),
        }
    }
}

fn holds(bot: &Bot, may_answer: bool, talk: &[Did]) -> Result<(), TestCaseError> {
    let mut kept = Conversation::new();
    for did in talk {
        let before = reloaded(&kept);
        let silent = before.with_human().is_some();
        match did {
            Did::Said(text) => {
                let reply = bot.respond(&mut kept, text.as_str());
                let step = bot.step(&before, Turn::say(text.as_str()), NOW);
                prop_assert_eq!((&kept, &reply), (&finish(bot, step).0, &reply));
                let answers = may_answer && matches!(reply.outcome, Outcome::Answer { .. });
                // Only until somebody has the conversation, and only of an emergency.
                let is_assigned = before.handoff_state() == Some(HandoffState::Assigned);
                let may_speak = !is_assigned && EMERGENCIES.contains(&text.as_str());
                if silent && !answers && !may_speak {
                    prop_assert!(reply.messages.is_empty() && reply.outcome == Outcome::Paused);
                }
                if silent {
                    prop_assert_eq!(kept.asked(), before.asked());
                    let raised = reply.handoff().map(|handoff| handoff.priority);
                    match raised {
                        None => prop_assert_eq!(kept.handoff_state(), before.handoff_state()),
                        Some(raised) => prop_assert_eq!(raised, Priority::Urgent),
                    }
                    prop_assert!(raised.is_none() || may_speak);
                    prop_assert!(raised.is_some() || kept.with_human() == before.with_human());
                    prop_assert_eq!(reply.messages.is_empty(), reply.outcome == Outcome::Paused);
                } else {
                    prop_assert!(!reply.messages.is_empty(), "the bot said nothing: {:?}", reply);
                }
                if let Some(handoff) = reply.handoff() {
                    prop_assert_eq!(kept.with_human().is_none(), handoff.is_ticket);
                    prop_assert!(handoff.slots.iter().all(|slot| slot.name != "pin"));
                }
            }
            Did::Desk(event) => match bot.desk(&mut kept, event.clone()) {
                Err(wrong) => {
                    prop_assert_eq!(&kept, &before);
                    prop_assert_eq!(wrong.state(), before.handoff_state());
                }
                Ok(reply) => {
                    let step = bot.desk_step(&before, event.clone(), NOW).expect("as before");
                    let (next, by_hand) = finish(bot, step);
                    prop_assert_eq!((&kept, &reply), (&next, &by_hand));
                    prop_assert_eq!(kept.turns(), before.turns());
                    let is_quiet = matches!(event, DeskEvent::Queued | DeskEvent::Assigned { .. });
                    prop_assert!(!is_quiet || reply.messages.is_empty());
                    prop_assert!(!is_quiet || kept.with_human().is_some());
                }
            },
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn whatever_the_desk_does_a_paused_bot_is_silent(talk in talk()) {
        holds(&SILENT, false, &talk)?;
    }

    #[test]
    fn beside_a_human_it_only_answers(talk in talk()) {
        holds(&FAQ, true, &talk)?;
    }
}

/// A desk as hosts have it, without the people: it lets the first customers wait, refuses those it
/// has no room for, and closes what it took.
#[derive(Default)]
struct Desk {
    room: usize,
    taken: Vec<String>,
}

impl Desk {
    fn take(&mut self, bot: &Bot, conversation: &mut Conversation) -> Reply {
        if self.taken.len() >= self.room {
            return bot.desk(conversation, DeskEvent::Refused).expect("it was asked");
        }
        self.taken.push(conversation.with_human().expect("a handoff").to_owned());
        bot.desk(conversation, DeskEvent::Queued).expect("it was asked");
        bot.desk(conversation, DeskEvent::assigned("ada")).expect("it is queued")
    }
}

#[test]
fn a_full_desk_sends_to_the_overflow_and_then_writes_a_ticket() {
    let mut conversation = Conversation::new();
    conversation.fill("email", "ada@example.com");
    let reply = SILENT.respond(&mut conversation, "talk to a human");
    assert_eq!(reply.handoff().unwrap().wait.unwrap().as_secs(), 120);
    let mut desk = Desk::default();
    let reply = desk.take(&SILENT, &mut conversation);
    assert_eq!(reply.handoff().map(|handoff| handoff.queue.as_str()), Some("orders"));
    assert!(reply.messages.is_empty(), "the customer waits on");
    let reply = desk.take(&SILENT, &mut conversation);
    assert!(reply.handoff().unwrap().is_ticket && !reply.messages.is_empty());
    assert_eq!(conversation.handoff_state(), Some(HandoffState::Ticket));
    assert_eq!(SILENT.respond(&mut conversation, "what does it cost").text(), "10 €.");
}

#[test]
fn what_the_human_found_out_is_known_as_theirs() {
    let mut conversation = Conversation::new();
    conversation.fill("email", "ada@example.com");
    SILENT.respond(&mut conversation, "talk to a human");
    let mut desk = Desk { room: 1, ..Desk::default() };
    desk.take(&SILENT, &mut conversation);
    assert_eq!(desk.taken, ["general"]);
    let back = HandBack::resolved().set("order_no", "1234567").set("pin", "9876");
    let reply = SILENT.desk(&mut conversation, DeskEvent::Closed(back)).unwrap();
    assert_eq!(reply.outcome, Outcome::Desk { state: HandoffState::Closed });
    let known = conversation.slot("order_no").unwrap();
    assert_eq!((&known.value, known.source), (&Value::from("1234567"), Source::Human));
    assert!(!format!("{conversation:?}").contains("9876"), "a secret of the human's is one, too");
}
