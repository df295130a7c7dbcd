//! Events: what the bot says without being asked, how often and when, and what it schedules.

use std::time::Duration;

use super::Period;
use crate::def::format::{Format, Shared, expected, keys};
use crate::def::kinds::duration;
use crate::def::notes::Notes;
use crate::def::place::{Spanned, Text};
use crate::def::tree::{Kind, Node};
use crate::value::Value;

keys! {
    /// When the message of an event may be sent: all of it has to hold.
    Limit is "a limit" {
        /// How often in which time: `1 per 1d`; 5 times at most.
        at_most: Option<Spanned<AtMost>>,
        /// The hours of a day in which it is sent, on the bot's clocks: `08:00-20:00`.
        between: Vec<Spanned<Period>>,
        /// The channels on which it is sent; any if absent.
        channels: Vec<Text>,
        /// What the customer has to have agreed to: an expression such as `customer.wants_updates`.
        consent: Option<Text>,
    }
    later []
}

/// `1 per 1d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AtMost {
    /// 1 to [`AtMost::MOST`].
    pub(crate) times: u32,
    pub(crate) within: Duration,
}

impl AtMost {
    /// Conversations remember each of them, and are small.
    const MOST: u32 = 5;
}

impl Format for Spanned<AtMost> {
    const WHAT: &'static str = "a number of times and a duration, like `1 per 1d`,";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        let parts = match &node.kind {
            Kind::Text { text, .. } => text.split_once(" per "),
            _ => None,
        };
        let read = parts.and_then(|(times, within)| {
            Some((times.trim().parse::<u32>().ok()?, duration(within.trim())?))
        });
        match read {
            Some((times, within)) if (1..=AtMost::MOST).contains(&times) => {
                Some(Spanned::new(AtMost { times, within }, node.at))
            }
            Some((times, _)) => {
                let message = format!("`at_most` is {times} times, not 1 to {}", AtMost::MOST);
                notes
                    .error("out-of-range", node.at, message)
                    .help("without `at_most` an event is sent as often as it is raised");
                None
            }
            None => {
                expected(node, Self::WHAT, notes);
                None
            }
        }
    }

    fn schema(_: &mut Shared) -> Value {
        Value::map([("type", Value::from("string"))])
    }
}

keys! {
    /// When an event should be raised.
    Moment is "a moment", short at_time {
        /// A date, or a date with a time, mostly values of slots: `{{ visit_day }} {{ visit_time }}`.
        "at" at_time: Option<Text>,
        /// How long before it, such as `1d`.
        before: Option<Spanned<Duration>>,
        /// How long after it, or after the turn where `at` is absent, such as `3d`.
        after: Option<Spanned<Duration>>,
    }
    later []
}
