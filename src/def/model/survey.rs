//! `surveys`: a short question about how it went, on a scale.

use super::{AtMost, Variant};
use crate::def::format::{Format, Shared, expected, keys};
use crate::def::notes::Notes;
use crate::def::place::{Spanned, Text};
use crate::def::tree::{Kind, Node};
use crate::value::Value;

keys! {
    /// A short question about how it went: CSAT, CES, NPS.
    Survey is "a survey" {
        /// The events with which it begins: `solved` (raised by the host program), `handoff_closed`. A step `survey` begins it too.
        start: Vec<Text>,
        /// How often one customer is asked: `1 per 30d`; always if absent.
        at_most: Option<Spanned<AtMost>>,
        /// The question, to be answered by a number of the scale.
        ask: Vec<Variant>,
        /// The lowest and the highest answer, from 0 to 10: `[1, 5]` if absent.
        scale: Option<Spanned<Scale>>,
        /// Questions after the score; the first whose `if` holds is asked.
        follow: Vec<Follow>,
        /// What the bot says in the end.
        bot: Vec<Variant>,
    }
    later []
}

keys! {
    /// A question after the score.
    Follow is "a question" {
        /// When it is asked: an expression such as `score <= 3`; always if absent.
        "if" condition: Option<Text>,
        /// The question, to be answered by any text.
        ask: Vec<Variant>,
        /// The slot that takes the answer.
        save: Option<Text>,
    }
    later []
}

/// The lowest and the highest answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scale {
    pub(crate) from: i64,
    pub(crate) to: i64,
}

impl Scale {
    /// What customers are used to.
    pub(crate) const USUAL: Scale = Scale { from: 1, to: 5 };
    /// The NPS has 0 to 10; nobody answers on a longer scale.
    const MOST: i64 = 10;
}

impl Format for Spanned<Scale> {
    const WHAT: &'static str = "a scale like [1, 5]";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        let number = |node: &Node<'_>| match &node.kind {
            Kind::Text { text, .. } => text.parse::<i64>().ok(),
            _ => None,
        };
        let ends = match &node.kind {
            Kind::List(ends) => match ends.as_slice() {
                [from, to] => number(from).zip(number(to)),
                _ => None,
            },
            _ => None,
        };
        let Some((from, to)) = ends else {
            expected(node, Self::WHAT, notes);
            return None;
        };
        if from < 0 || to > Scale::MOST || from >= to {
            let message = format!("a scale from {from} to {to} cannot be answered");
            notes
                .error("out-of-range", node.at, message)
                .help("from the lowest to the highest number, between 0 and 10: `[1, 5]`");
            return None;
        }
        Some(Spanned::new(Scale { from, to }, node.at))
    }

    fn schema(_: &mut Shared) -> Value {
        let number = Value::map([("type", Value::from("integer"))]);
        Value::map([("type", Value::from("array")), ("items", number)])
    }
}
