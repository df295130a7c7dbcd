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
///
/// ```
/// use frontdesk::{Bot, Conversation, Value};
/// let bot = Bot::from_yaml_str("visit.yaml", "
/// slots: {people: {type: integer, ask: How many people?}}
/// intents: {book: {user: book a table, needs: people, bot: 'A table for {{ people }}.'}}
/// ")?;
/// let mut conversation = Conversation::new();
/// bot.respond(&mut conversation, "Book a table");
/// let reply = bot.respond(&mut conversation, "twenty-six please");
/// let answer = reply.understanding.answer.unwrap();
/// assert_eq!((answer.value.value, answer.is_whole), (Value::from(26), true));
/// # Ok::<(), frontdesk::Error>(())
/// ```
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
