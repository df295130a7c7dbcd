//! frontdesk answers customers or hands them to a human.
#![allow(dead_code)] // until the rooms that use the vocabulary stand

mod action;
mod clock;
mod error;
mod limits;
mod value;

pub use action::{Action, ActionCall, ActionError, ActionResult};
pub use clock::{Clock, Timestamp};
pub use error::{Error, ErrorKind, Place, Problem, Severity};
pub use limits::Limits;
pub use value::Value;
