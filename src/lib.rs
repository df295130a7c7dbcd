//! frontdesk answers customers or hands them to a human.
#![allow(dead_code)] // until the rooms that use the vocabulary stand

mod action;
mod clock;
mod conversation;
mod def;
mod error;
mod limits;
mod reply;
mod text;
mod understanding;
mod value;

pub use action::{Action, ActionCall, ActionError, ActionResult};
pub use clock::{Clock, Timestamp};
pub use conversation::{Conversation, Turn};
pub use def::format_schema;
pub use error::{Error, ErrorKind, Place, Problem, Severity};
pub use limits::Limits;
pub use reply::{
    Button, Exchange, Handoff, HandoffReason, Message, Outcome, Press, Priority, Reply,
};
pub use text::{Token, TokenKind, Utterance};
pub use understanding::{
    Candidate, Correction, Decision, EntityValue, Evidence, Explanation, RankRule, Span, Tier,
    Understanding, Veto,
};
pub use value::Value;
