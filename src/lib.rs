//! frontdesk answers customers or hands them to a human.
#![allow(dead_code)] // until the rooms that use the vocabulary stand

mod action;
mod bot;
mod catalog;
mod clock;
mod conversation;
mod def;
mod dialogue;
mod error;
mod limits;
mod nlu;
mod reply;
mod text;
mod understanding;
mod value;

pub use action::{Action, ActionCall, ActionError, ActionResult};
pub use bot::{Bot, BotBuilder, MatchTest, PendingCall, Step};
pub use clock::{Clock, Timestamp};
pub use conversation::{Conversation, Turn};
pub use def::format_schema;
pub use error::{Error, ErrorKind, Place, Problem, Severity};
pub use limits::Limits;
pub use nlu::{Hits, Matcher};
pub use reply::{
    Button, Exchange, Handoff, HandoffReason, Message, Outcome, Press, Priority, Reply,
};
pub use text::{Token, TokenKind, Utterance, escape_phrase, words_of};
#[cfg(fuzzing)]
#[doc(hidden)]
pub use text::{check_phrase, check_text};
pub use understanding::{
    Candidate, Correction, Decision, EntityValue, Evidence, Explanation, FoundMeaning, Meaning,
    RankRule, Span, Tier, Understanding, Verdict, Veto,
};
pub use value::Value;
