//! A turn in the making: the next state, what was said, and the messages so far.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::catalog::{Catalog, Intent};
use crate::clock::Timestamp;
use crate::conversation::{Conversation, Said, Turn};
use crate::reply::{Exchange, Message, Outcome, Reply};
use crate::understanding::{Candidate, Understanding};
use crate::value::Value;

use super::Progress;

/// A turn in the making.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) next: Conversation,
    pub(super) now: Timestamp,
    pub(super) channel: Option<String>,
    pub(super) understanding: Understanding,
    pub(super) messages: Vec<Message>,
    /// The intent that is acted on.
    pub(super) intent: Option<Arc<str>>,
    /// What templates and conditions read; gathered only where something reads it.
    pub(super) names: BTreeMap<String, Value>,
    /// What the customer did, cut, for the record.
    said: String,
}

impl Draft {
    pub(super) fn begin(
        catalog: &Catalog,
        before: &Conversation,
        turn: &Turn<'_>,
        understanding: Understanding,
        now: Timestamp,
    ) -> Draft {
        let mut next = before.clone();
        next.turns = next.turns.saturating_add(1);
        next.bot.clone_from(&catalog.fingerprint);
        let (Said::Text(said) | Said::Choice(said)) = &turn.said;
        Draft {
            next,
            now,
            channel: turn.channel.as_deref().map(str::to_owned),
            understanding,
            messages: Vec::new(),
            intent: None,
            names: BTreeMap::new(),
            said: kept(said, catalog.limits.max_kept_text),
        }
    }

    /// The customer chose an intent: it becomes the certain best candidate.
    pub(super) fn press(&mut self, intent: &Intent) {
        let candidates = &mut self.understanding.candidates;
        candidates.retain(|candidate| candidate.intent != intent.id);
        candidates.insert(0, Candidate::pressed(intent.id.clone(), intent.priority));
    }

    /// The values that the message gave, by slot: those of the intent's own reading come before
    /// what was found anywhere.
    pub(super) fn slots(&self) -> impl Iterator<Item = (String, Value)> + '_ {
        let captured = self.understanding.best().map_or(&[][..], |best| &best.slots);
        // Later pairs replace earlier ones when collected into a map.
        let found = self.understanding.entities.iter().rev();
        found.chain(captured).map(|entity| (entity.slot.to_string(), entity.value.clone()))
    }

    /// Gathers what replies may read: slots, the channel, counts, the time.
    pub(super) fn gather_names(&mut self, catalog: &Catalog) {
        self.names = self.slots().collect();
        self.names.extend(catalog.time_names(self.now));
        if let Some(channel) = &self.channel {
            self.names.insert("channel".to_owned(), Value::from(channel.as_str()));
        }
        let turns = i64::try_from(self.next.turns).unwrap_or(i64::MAX);
        self.names.insert("turns".to_owned(), turns.into());
        self.names.insert("misses".to_owned(), i64::from(self.next.misses).into());
        if let Some(id) = &self.intent {
            let times = self.next.intents.get(&**id).map_or(1, |m| i64::from(m.times));
            let about = [("id", Value::from(&**id)), ("times", times.into())];
            self.names.insert("intent".to_owned(), Value::map(about));
        }
    }

    /// Ends the turn: writes the record and makes the reply.
    pub(super) fn finish(mut self, catalog: &Catalog, outcome: Outcome) -> Progress {
        let limits = &catalog.limits;
        let exchange = self.exchange(limits.max_kept_text);
        self.next.record(exchange, limits.max_recent);
        let Draft { next, messages, understanding, .. } = self;
        let reply = Reply { messages, outcome, understanding };
        Progress::Done { next: Box::new(next), reply: Box::new(reply) }
    }

    /// This turn as it is recorded.
    pub(super) fn exchange(&self, max_kept: usize) -> Exchange {
        let bot = self.messages.iter().map(|m| m.text.as_str()).find(|text| !text.is_empty());
        Exchange {
            user: self.said.clone(),
            bot: kept(bot.unwrap_or_default(), max_kept),
            intent: self.intent.as_deref().map(str::to_owned),
        }
    }
}

/// The beginning of `text`, on one line, in at most `max` bytes of JSON, with "…" where it was cut.
pub(super) fn kept(text: &str, max: usize) -> String {
    const CUT: &str = "…";
    let mut out = String::new();
    let mut bytes = 0;
    for c in text.trim().chars() {
        let c = if c.is_control() || c.is_whitespace() { ' ' } else { c };
        let cost = c.len_utf8() + usize::from(matches!(c, '"' | '\\'));
        if bytes + cost + CUT.len() > max {
            out.push_str(CUT);
            break;
        }
        bytes += cost;
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::kept;

    #[test]
    fn kept_text_is_short_as_json_too() {
        for text in ["x".repeat(500), "\"".repeat(500), "\u{1}\n".repeat(500), "ß👋".repeat(99)]
        {
            let json = serde_json::to_string(&kept(&text, 120)).unwrap();
            assert!(json.len() <= 120 + 2, "{} bytes: {json}", json.len());
        }
        assert_eq!(kept("  two\nlines ", 120), "two lines");
        assert_eq!(kept("abcdef", 8), "abcde…");
    }
}
