//! `intents`: what people say and what happens then.

use std::time::Duration;

use jiff::civil::Date;

use super::{Buttons, Limit, Moment, Need, Next, Variant};
use crate::def::format::{Format, Shared, entries, keys};
use crate::def::kinds::Map;
use crate::def::notes::Notes;
use crate::def::phrase::PhraseText;
use crate::def::place::{Spanned, Text};
use crate::def::tree::Node;
use crate::reply::Priority;
use crate::value::Value;

keys! {
    /// One thing that people want: what they say (`user`) and what the bot answers (`bot`).
    Intent is "an intent" {
        /// Shown to customers where the bot asks "did you mean ...?"; the first phrase if absent.
        label: Option<Text>,
        /// Phrases that people say for this. `(a|b)` alternatives, `[a]` optional, `{slot}` or `{type:slot}` a value (an entity, or `text`, `number`, `integer`, `money`, `date`, `time`, `datetime`, `duration`, `email`, `phone`, `url`, `yes_no`), `<words>` a named piece.
        user: Vec<PhraseText>,
        /// Phrases that sound alike but mean something else: they veto this intent.
        not_user: Vec<PhraseText>,
        /// Words that speak for this intent.
        keywords: Option<Keywords>,
        /// Regular expressions over the message; named groups fill slots.
        patterns: Vec<Text>,
        /// When this intent can be meant: an expression such as `customer.verified`; always if absent.
        "if" condition: Option<Text>,
        /// Slots that the bot needs before it answers; it asks for those that it does not know, in this order.
        needs: Vec<Need>,
        /// The question that the customer has to accept before `call` and `bot`.
        confirm: Vec<Variant>,
        /// How long the bot waits for an answer to a question of this intent, such as `30m`; after that it starts anew. 1 hour if absent.
        timeout: Option<Spanned<Duration>>,
        /// Slots to fill: a value, or a text with `{{ }}`.
        set: Map<Value>,
        /// What the bot answers.
        bot: Vec<Variant>,
        /// Buttons below every answer that has none of its own.
        buttons: Option<Buttons>,
        /// The action of the host program to run before the answer, and the name for its result.
        call: Option<Call>,
        /// Events to raise later: the event, and when. The host gets them with the reply.
        schedule: Map<Moment>,
        /// Slots to forget after the answer.
        forget: Vec<Text>,
        /// The intent to go on with after the answer.
        go: Option<Text>,
        /// The survey to begin in the end, by its name.
        survey: Option<Text>,
        /// What happens if the next message says yes (`accept`), no (`decline`), or means an intent. Valid for one turn.
        next: Next,
        /// Hands the conversation to a person: the queue, or a map, or `true` for the usual queue.
        handoff: Option<Handoff>,
        /// What the host program raises for the bot to say this without being asked.
        event: Option<Text>,
        /// When the message of the event may be sent; always if absent.
        limit: Option<Limit>,
        /// A group of intents, for reports and rules.
        topic: Option<Text>,
        /// Wins over intents of lower priority where both fit equally well; 0 if absent.
        priority: Option<Spanned<i64>>,
        /// How sure the bot must be to act on this intent (0 to 1), instead of `fallback.act`.
        act: Option<Spanned<f64>>,
        /// Where the answer comes from.
        link: Option<Text>,
        /// Who looks after this intent.
        owner: Option<Text>,
        /// The last day on which the answer is right; it is not given after it.
        valid_until: Option<Spanned<Date>>,
        /// Ids that it had before, so that saved conversations go on.
        was: Vec<Text>,
    }
    later []
}

keys! {
    /// Words that speak for an intent; whole words, in any case and form of spelling that folds to the same.
    Keywords is "keywords", short any {
        /// All of these have to be there.
        all: Vec<Text>,
        /// One of these has to be there.
        any: Vec<Text>,
        /// None of these may be there: they veto the intent.
        none: Vec<Text>,
    }
    later []
}

keys! {
    /// A handoff to a person.
    Handoff is "a handoff", short queue or "true" {
        /// The queue; the usual one if absent.
        queue: Option<Text>,
        /// Why, for the person who takes over.
        reason: Option<Text>,
        /// How urgent it is; that of the queue if absent.
        priority: Option<Spanned<Priority>>,
        /// Slots that are asked for before the transfer; those of `handoff` if absent, none if empty.
        needs: Option<Vec<Need>>,
        /// What the bot says when it hands over; that of `handoff` if absent.
        bot: Vec<Variant>,
        /// What the bot says while the queue is closed; that of `handoff` if absent.
        closed: Vec<Variant>,
    }
    later ["after"]
}

/// `call: {result: action}`: runs the host's action and gives its result that name.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// The name under which answers see the result.
    pub(crate) result: Text,
    /// The action's name in the host program.
    pub(crate) action: Text,
}

impl Format for Call {
    const WHAT: &'static str = "a map from a name for the result to the action";

    fn read(node: &Node<'_>, notes: &mut Notes) -> Option<Self> {
        let entries = entries(node, Self::WHAT, notes)?;
        let [entry] = entries else {
            let found = entries.len();
            notes
                .error("wrong-kind", node.at, format!("one action is expected, found {found}"))
                .help("write it as `call: {order: lookup_order}`");
            return None;
        };
        let action = Text::read(&entry.node, notes)?;
        Some(Call { result: Text::new(entry.key.as_ref().into(), entry.at), action })
    }

    fn schema(shared: &mut Shared) -> Value {
        Value::map([
            ("type", Value::from("object")),
            ("additionalProperties", Text::schema(shared)),
            ("minProperties", Value::from(1)),
            ("maxProperties", Value::from(1)),
        ])
    }
}
