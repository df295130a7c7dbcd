//! frontdesk answers an app's customers from intents and FAQs written in YAML, or hands the
//! conversation to a human. In process, deterministic, microseconds a message.
//!
//! Definitions are compiled once into a [`Bot`], which never changes and is shared by all threads.
//! A [`Conversation`] is a small value that the host keeps for each customer. A turn takes both and
//! what was said, and gives a [`Reply`].
//!
//! ```
//! use frontdesk::{Bot, Conversation};
//!
//! let bot = Bot::from_yaml_str("shop.yaml", "
//! intents:
//!   shipping_cost:
//!     user: [how much is (shipping|delivery), is (shipping|delivery) free]
//!     bot: Shipping is free from 50 €.
//!   human:
//!     user: (talk|speak) to a (human|person)
//!     handoff: true
//! ")?;
//! let mut conversation = Conversation::new();
//!
//! let reply = bot.respond(&mut conversation, "Is delivery free?");
//! assert_eq!(reply.text(), "Shipping is free from 50 €.");
//!
//! let reply = bot.respond(&mut conversation, "Can I talk to a person?");
//! assert!(reply.handoff().is_some());
//! # Ok::<(), frontdesk::Error>(())
//! ```
//!
//! Bots are mostly written in files: [`Bot::from_yaml_dir`] reads a directory. `docs/format.md` tells
//! how they are written, the README of the program `frontdesk` that checks and tries them, and
//! `intents/` has two to take and change.
//!
//! # What everyone does
//!
//! **Show the reply.** A reply has messages with text, buttons, perhaps an image or the author's own
//! data, and an [`Outcome`] that says what became of the turn. A pressed button comes back as
//! [`Turn::choice`]; its number or label, typed, means the same.
//!
//! ```
//! use frontdesk::{Bot, Conversation, Outcome, Press, Turn};
//! # let bot = Bot::from_yaml_str("help.yaml", "
//! # intents:
//! #   help: {user: help, bot: What is it about?, buttons: {Returns: returns, Our page: 'https://shop.example'}}
//! #   returns: {user: returns, bot: You have 30 days., topic: after sales}
//! # ")?;
//! # let mut conversation = Conversation::new();
//! let reply = bot.respond(&mut conversation, "help");
//! let buttons: Vec<_> = reply.buttons().collect();
//! assert_eq!(buttons[0].label, "Returns");
//! assert_eq!(buttons[1].press, Press::Link("https://shop.example".to_owned()));
//!
//! let Press::Choice(choice) = &buttons[0].press else { unreachable!() };
//! let reply = bot.respond(&mut conversation, Turn::choice(choice));
//! assert_eq!(reply.text(), "You have 30 days.");
//! assert!(matches!(reply.outcome, Outcome::Answer { topic: Some(t), .. } if t == "after sales"));
//! # Ok::<(), frontdesk::Error>(())
//! ```
//!
//! **Fetch a human.** A [`Handoff`] has the queue, how urgent it is, why, a summary and the last
//! exchanges. From then on the bot is silent ([`Outcome::Paused`]) until
//! [`Conversation::hand_back`]; only an emergency is answered as long as nobody has taken it. Customers get there by asking for it, by an intent that belongs to
//! humans, after misses in a row, and when an action fails.
//!
//! **Keep the conversation.** It is serde, below 4 KiB as JSON, and outlives the process and the
//! version of the bot: save it after each turn, before the reply is sent.
//!
//! # What most do
//!
//! **Look something up.** An intent may `call` an [`Action`] of the host, registered by name; its
//! replies read the result. An error that a reply is written for is an answer, any other a handoff.
//!
//! ```
//! use frontdesk::{ActionError, Bot, Conversation, Value};
//! let bot = Bot::builder()
//!     .yaml_str("shop.yaml", "
//! entities: {product: {values: {tent: [tents], lamp: [lamps]}}}
//! intents:
//!   stock:
//!     user: do you have {product}
//!     call: {stock: count}
//!     bot: ['We have {{ stock }}.']
//! ")
//!     .action_fn("count", |call| match call.text("product") {
//!         Some("tent") => Ok(Value::from(3)),
//!         _ => Err(ActionError::new("offline", "the database does not answer")),
//!     })
//!     .build()?;
//! assert_eq!(bot.respond(&mut Conversation::new(), "Do you have tents?").text(), "We have 3.");
//! assert!(bot.respond(&mut Conversation::new(), "Do you have lamps?").handoff().is_some());
//! # Ok::<(), frontdesk::Error>(())
//! ```
//!
//! **Report mistakes of the author.** Building fails with all problems at once; `{:#}` of the
//! [`Error`] is the report, [`Error::problems`] the list. What is only suspicious is in
//! [`Bot::warnings`].
//!
//! ```
//! let yaml = "intents:\n  hi: {user: hello, bott: Hi!}\n  bye: {user: bye, bot: Bye, act: often}\n";
//! let error = frontdesk::Bot::from_yaml_str("hi.yaml", yaml).unwrap_err();
//! let report = format!("{error:#}");
//! assert!(report.contains("hi.yaml:2:") && report.contains("did you mean `bot`?"));
//! assert!(report.contains("hi.yaml:3:"));
//! ```
//!
//! # What few need
//!
//! - **Actions with an own `await`**, or turns as a pure function of time: [`Bot::step`] and
//!   [`Bot::resume`].
//! - **Only what a message means**: [`Bot::understand`], [`Bot::decide`], and for people
//!   [`Bot::explain`], whose [`Explanation`] shows what each confidence is made of and why each
//!   loser lost.
//! - **Own code in understanding**: a [`Matcher`].
//! - **A fixed time**: a [`Clock`]. **Other bounds**: [`Limits`].
//! - **Completion in editors**: [`format_schema`], the JSON Schema of the format.
//!
//! # Promises
//!
//! - [`Bot::respond`] always replies, in time linear in the message, whatever the message is. A
//!   message longer than [`Limits::max_input`] is cut and flagged.
//! - The same bot, conversation, turn and time give the same reply, bit for bit, on every machine.
//! - [`Candidate::confidence`] means the same on every bot: the probability that acting on it is
//!   right.
//! - No I/O while talking, no thread, no global state, no `unsafe` code.
//! - A conversation saved by an older version of this library loads.
//!
//! # What it does not do
//!
//! It generates no text, learns nothing while it talks, stores nothing, sends nothing, and logs
//! nothing. Storing conversations, delivering messages and telling the people is the host's part.

mod action;
mod bot;
mod catalog;
mod clock;
mod conversation;
mod def;
mod dialogue;
mod error;
mod handoff;
mod limits;
mod nlu;
mod reply;
mod text;
mod understanding;
mod value;

pub use action::{Action, ActionCall, ActionError, ActionResult};
pub use bot::{
    Bot, BotBuilder, ExpectedTexts, MatchTest, Part, PartKind, PendingCall, Step, TalkTest,
    TalkTurn,
};
pub use clock::{Clock, Timestamp};
pub use conversation::{Conversation, CustomerSource, Filled, Source, Turn};
#[cfg(fuzzing)]
#[doc(hidden)]
pub use def::check_definitions;
pub use def::format_schema;
pub use error::{Error, ErrorKind, Place, Problem, Severity};
pub use handoff::{
    DeskEvent, Exchange, HandBack, Handoff, HandoffReason, HandoffState, KnownSlot, Priority,
    WrongEvent,
};
pub use limits::Limits;
pub use nlu::{Hits, Matcher};
pub use reply::{
    Button, ChannelProfile, Message, NONE_OF_THESE, NotSent, Outcome, Press, Reply, Schedule,
    SurveyStep,
};
pub use text::{Token, TokenKind, Utterance, escape_phrase, words_of};
#[cfg(fuzzing)]
#[doc(hidden)]
pub use text::{check_phrase, check_text};
pub use understanding::{
    Answer, Candidate, Correction, Decision, EntityValue, Evidence, Explanation, FoundClass,
    FoundMeaning, ListedValue, Meaning, Mood, MoodWord, RankRule, Span, Tier, Understanding,
    Verdict, Veto, WordClass,
};
pub use value::Value;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(test)]
mod tests {
    use super::*;

    fn is_shared<T: Send + Sync>() {}
    fn is_cloned<T: Clone>() {}
    fn is_plain<T: Send + Sync + Clone + Unpin + std::panic::UnwindSafe + 'static>() {}

    #[test]
    fn threads_may_share_a_bot_and_move_everything_else() {
        is_shared::<Bot>();
        is_cloned::<Bot>();
        is_shared::<BotBuilder>();
        is_plain::<Conversation>();
        is_plain::<Turn<'static>>();
        is_plain::<Reply>();
        is_plain::<Understanding>();
        is_plain::<ActionCall>();
        is_plain::<ActionError>();
        is_plain::<Problem>();
        is_plain::<Limits>();
        is_shared::<Step>();
        is_shared::<PendingCall>();
        is_shared::<Error>();
    }

    #[test]
    fn traits_of_the_host_are_object_safe() {
        is_shared::<Box<dyn Action>>();
        is_shared::<Box<dyn Matcher>>();
        is_shared::<Box<dyn Clock>>();
        is_shared::<Box<dyn CustomerSource>>();
    }
}
