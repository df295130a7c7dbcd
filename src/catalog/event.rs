//! Compiled events: when they may be sent, and when they are scheduled.

use std::sync::Arc;
use std::time::Duration;

use super::Hours;
use crate::text::template::{Condition, Template};

/// When the message of an event may be sent; the default is always.
#[derive(Debug, Default)]
pub(crate) struct Limit {
    /// So many times in this time.
    pub(crate) at_most: Option<(u32, Duration)>,
    pub(crate) hours: Option<Hours>,
    /// Any if empty.
    pub(crate) channels: Vec<Arc<str>>,
    pub(crate) consent: Option<Condition>,
}

/// When an event should be raised.
#[derive(Debug)]
pub(crate) struct Moment {
    /// Gives a date or a date with a time; the turn's time if absent.
    pub(crate) at: Option<Template>,
    /// What is added to it, in milliseconds; negative for earlier.
    pub(crate) offset: i64,
}
