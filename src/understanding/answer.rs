//! The reading of a message as an answer to the open question for a slot.

use serde::Serialize;

use super::EntityValue;

/// What a message gives as an answer to the question that was asked.
///
/// Part of an [`Understanding`](super::Understanding) while a slot is asked for; `None` there if
/// the message has no value of the slot's type, also where some other value was found.
///
/// Answers are read more kindly than values elsewhere: "17" is a day after "Which day?", and
/// "shop.com" an address after "Which page?".
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Answer {
    /// The value; its `slot` is the one that was asked for. For a slot of type `text` the whole
    /// message.
    pub value: EntityValue,
    /// Whether the message says nothing else: politeness and words that lead to the value ("it's",
    /// "my order number is", "on") do not count.
    pub is_whole: bool,
}
