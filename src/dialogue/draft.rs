//! A turn in the making: the next state, what was said, and the messages so far.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::catalog::{Catalog, Intent, SlotPrivacy};
use crate::clock::Timestamp;
use crate::conversation::{Conversation, Form, OpenQuestion, OpenSurvey, Said, Turn, Waiting};
use crate::reply::{Exchange, Message, Outcome, Reply, Schedule};
use crate::understanding::{Answer, Candidate, Span, Understanding};
use crate::value::Value;

use super::names::Seen;
use super::{Progress, Task, options, shape, slots};

/// A turn in the making.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) next: Conversation,
    pub(super) now: Timestamp,
    pub(super) channel: Option<String>,
    /// What the host tells about the customer.
    pub(super) customer: Option<Value>,
    pub(super) understanding: Understanding,
    pub(super) messages: Vec<Message>,
    /// What is still to be done; the last comes first.
    pub(super) tasks: Vec<Task>,
    pub(super) outcome: Option<Outcome>,
    /// The question that was open before, and the intent whose `next` was.
    pub(super) open: Option<OpenQuestion>,
    pub(super) branch: Option<String>,
    /// The intent that is acted on.
    pub(super) intent: Option<Arc<str>>,
    /// The intent that the message will lead to, while rules are looked at.
    pub(super) expected: Option<Arc<str>>,
    /// Whether the intent's answer is counted in its memory already.
    pub(super) is_counted: bool,
    /// The rule that spoke last.
    pub(super) rule: Option<Arc<str>>,
    /// The message read as an answer for another slot than the one asked.
    pub(super) read_again: Option<(Arc<str>, Option<Answer>)>,
    /// Places of the message whose values fill slots.
    pub(super) used: Vec<Span>,
    /// The message only says what the answer to the open question is not.
    pub(super) is_denial: bool,
    /// What is done now is for an emergency, beside a human who is awaited.
    pub(super) is_emergency: bool,
    /// The customer has confirmed the summary.
    pub(super) is_confirmed: bool,
    /// The survey that was open before.
    pub(super) survey: Option<OpenSurvey>,
    /// The host raised an event; the customer did nothing.
    pub(super) is_event: bool,
    /// Events to raise later.
    pub(super) schedule: Vec<Schedule>,
    /// A form came to its end, so that one below it goes on.
    pub(super) has_ended: bool,
    /// A form's question is gone since the bot was changed.
    pub(super) has_restarted: bool,
    /// The conversation was saved under other definitions.
    pub(super) is_other_bot: bool,
    /// The customer did nothing: it is no turn.
    is_beside: bool,
    /// How often steps ran, and `go` jumped.
    pub(super) runs: u32,
    pub(super) jumps: u32,
    /// Tasks worked off so far.
    pub(super) steps: u32,
    /// Results of calls, and values of the message whose names are no slots.
    told: Values,
    /// The moment of the turn on the bot's clocks, once somebody has read it.
    local: OnceLock<Option<String>>,
    /// Texts that people may not see, and how private they are.
    hidden: Vec<Private>,
    /// What the customer did, for the record.
    said: String,
}

/// A text that people may not see, and how private it is.
type Private = (String, Option<SlotPrivacy>);

/// Values by name, as actions get them.
type Values = BTreeMap<String, Value>;

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
        let said = match &turn.said {
            Said::Text(said) | Said::Choice(said) => said,
            Said::Event { .. } => "",
        };
        // Private texts are looked for in it, so it is cut to what is kept only in the end.
        let said = kept(said, SAID * catalog.limits.max_kept_text);
        Draft {
            is_other_bot: before.bot != catalog.fingerprint && before.turns > 0,
            next,
            now,
            channel: turn.channel.as_deref().map(str::to_owned),
            customer: turn.customer.facts().filter(|_| catalog.reads_customer).map(Value::copied),
            understanding,
            messages: Vec::new(),
            tasks: Vec::new(),
            outcome: None,
            open: None,
            branch: None,
            intent: None,
            expected: None,
            is_counted: false,
            rule: None,
            read_again: None,
            used: Vec::new(),
            is_denial: false,
            is_beside: false,
            is_emergency: false,
            is_confirmed: false,
            survey: None,
            is_event: false,
            schedule: Vec::new(),
            has_ended: false,
            has_restarted: false,
            runs: 0,
            jumps: 0,
            steps: 0,
            told: Values::new(),
            local: OnceLock::new(),
            hidden: Vec::new(),
            said,
        }
    }

    /// Something happens that is no turn of the customer's.
    pub(super) fn beside(catalog: &Catalog, before: &Conversation, now: Timestamp) -> Draft {
        let turn = Turn::say("");
        let mut draft = Draft::begin(catalog, before, &turn, Understanding::default(), now);
        draft.next.turns = before.turns;
        draft.is_beside = true;
        draft
    }

    /// Ends it where the bot does not go on: what is old stays as it was.
    pub(super) fn finish_beside(
        mut self,
        catalog: &Catalog,
        before: &Conversation,
        outcome: Outcome,
    ) -> Progress {
        self.next.bot.clone_from(&before.bot);
        self.finish(catalog, outcome)
    }

    /// The customer chose an intent: it becomes the certain best candidate.
    pub(super) fn press(&mut self, intent: &Intent) {
        let candidates = &mut self.understanding.candidates;
        candidates.retain(|candidate| candidate.intent != intent.id);
        candidates.insert(0, Candidate::pressed(intent.id.clone(), intent.priority));
    }

    /// All values of slots, as actions get them: those of the message that no slot is defined for
    /// too.
    pub(super) fn values(&self) -> Values {
        let mut values = self.told.clone();
        let found = self.understanding.entities.iter().rev();
        values.extend(found.map(|value| (value.slot.to_string(), value.value.clone())));
        let captured = self.understanding.best().map_or(&[][..], |best| &best.slots);
        values.extend(captured.iter().map(|value| (value.slot.to_string(), value.value.clone())));
        let filled = self.next.slots.iter();
        values.extend(filled.map(|(name, filled)| (name.clone(), filled.value.clone())));
        values
    }

    /// What templates and conditions read.
    pub(super) fn names<'d>(&'d self, catalog: &'d Catalog) -> Seen<'d> {
        Seen { draft: self, catalog }
    }

    /// A result of a call; else one of [`Draft::values`], which comes after it.
    pub(super) fn value(&self, name: &str) -> Option<&Value> {
        let filled = || self.next.slots.get(name).map(|filled| &filled.value);
        let captured = || {
            let captured = self.understanding.best()?.slots.iter().rev();
            captured.into_iter().find(|value| &*value.slot == name).map(|value| &value.value)
        };
        let found = || {
            let mut found = self.understanding.entities.iter();
            found.find(|value| &*value.slot == name).map(|value| &value.value)
        };
        self.told.get(name).or_else(filled).or_else(captured).or_else(found)
    }

    /// The moment of the turn on the bot's clocks.
    pub(super) fn local(&self, catalog: &Catalog) -> Option<&str> {
        self.local.get_or_init(|| catalog.local(self.now)).as_deref()
    }

    /// A value for this turn only.
    pub(super) fn tell(&mut self, name: &str, value: Value) {
        self.told.insert(name.to_owned(), value);
    }

    /// A text that people may not see.
    pub(super) fn hide(&mut self, text: &str, privacy: Option<SlotPrivacy>) {
        self.hidden.push((text.to_owned(), privacy));
    }

    /// The form that asks.
    pub(super) fn form(&self) -> Option<&Form> {
        self.next.forms.last()
    }

    /// What the form waits for from now on.
    pub(super) fn wait(&mut self, waiting: Waiting) {
        let now = self.now.as_millis();
        if let Some(form) = self.next.forms.last_mut() {
            form.waiting = waiting;
            form.at = now;
        }
    }

    /// The intent that was answered before the bot asks on.
    pub(super) fn answered(&self) -> Option<String> {
        match &self.outcome {
            Some(Outcome::Answer { intent, .. }) => Some(intent.clone()),
            _ => None,
        }
    }

    /// Ends the turn: writes the record and makes the reply.
    pub(super) fn finish(mut self, catalog: &Catalog, outcome: Outcome) -> Progress {
        let limits = &catalog.limits;
        slots::end_of_turn(catalog, &mut self);
        let is_asked = self.next.asked().is_some() || self.next.survey.is_some();
        let shown = options::shown_buttons(&self.messages);
        if self.is_event && shown.is_some() && !is_asked {
            self.next.open = None;
        }
        // While a value is asked for, "2" is a value and no button of an answer before the question.
        if self.next.open.is_none() && self.next.with_human().is_none() && !is_asked {
            self.next.open = shown;
        }
        let private = self.private(catalog);
        if !self.is_beside || !self.messages.is_empty() {
            let exchange = self.exchange_without(catalog, &private);
            self.next.record(exchange, limits.max_recent);
        }
        self.redact(&private);
        let Draft { next, mut messages, understanding, schedule, .. } = self;
        if let Some(profile) = self.channel.and_then(|name| catalog.channels.get(&name)) {
            let choices = next.open.as_ref().map(options::choices).unwrap_or_default();
            messages = shape::shape(messages, profile, &choices);
        }
        let reply = Reply { messages, outcome, understanding, schedule };
        Progress::Done { next: Box::new(next), reply: Box::new(reply) }
    }

    /// All texts that people may not see, of this turn and remembered.
    fn private(&self, catalog: &Catalog) -> Vec<Private> {
        let remembered = self.next.slots.iter().filter(|(_, filled)| filled.is_private);
        let remembered = remembered.flat_map(|(name, filled)| {
            let privacy = catalog.slot(name).and_then(|slot| slot.privacy);
            let texts = filled.value.as_str().into_iter().chain(filled.text.as_deref());
            texts.map(move |text| (text.to_owned(), privacy))
        });
        // A short value stands in many words: only where it was said in this turn.
        const LEAST: usize = 3;
        let remembered = remembered.filter(|(text, _)| text.chars().count() >= LEAST);
        // A value that could have filled a private slot is hidden even if it did not.
        let values = self.understanding.entities.iter().filter_map(|value| {
            let slot = catalog.slots.iter().find(|slot| {
                slot.privacy.is_some() && slot.kind == value.entity && value.entity == slot.name
            })?;
            Some((value.text.clone(), slot.privacy))
        });
        self.hidden.iter().cloned().chain(remembered).chain(values).collect()
    }

    /// This turn as it is recorded.
    pub(super) fn exchange(&self, catalog: &Catalog) -> Exchange {
        self.exchange_without(catalog, &self.private(catalog))
    }

    fn exchange_without(&self, catalog: &Catalog, private: &[Private]) -> Exchange {
        let max_kept = catalog.limits.max_kept_text;
        let bot = self.messages.iter().map(|m| m.text.as_str()).find(|text| !text.is_empty());
        let shown = |text: &str| {
            let mut text = Cow::Borrowed(text);
            for (private, privacy) in private.iter().filter(|(private, _)| !private.is_empty()) {
                if text.contains(private.as_str()) {
                    let shown = slots::shown(private, *privacy);
                    text = text.replace(private.as_str(), &shown).into();
                }
            }
            kept(&text, max_kept)
        };
        Exchange {
            user: shown(&self.said),
            bot: shown(bot.unwrap_or_default()),
            intent: self.intent.as_deref().map(str::to_owned),
            mood: (self.understanding.mood.score * 100.0).round().clamp(-100.0, 100.0) as i8,
        }
    }

    /// Takes private values out of the understanding: a reply is logged easily. Every byte of a
    /// value becomes a star, so that spans stay right.
    fn redact(&mut self, hidden: &[Private]) {
        let Understanding { text, entities, candidates, answer, .. } = &mut self.understanding;
        for (private, _) in hidden.iter().filter(|(private, _)| !private.is_empty()) {
            if text.contains(private.as_str()) {
                *text = text.replace(private.as_str(), &"*".repeat(private.len()));
            }
            let captured = candidates.iter_mut().flat_map(|candidate| &mut candidate.slots);
            let answered = answer.iter_mut().map(|answer| &mut answer.value);
            let values = entities.iter_mut().chain(captured).chain(answered);
            for value in values.filter(|value| value.text.contains(private.as_str())) {
                value.text = "*".repeat(value.text.len());
                value.value = Value::Null;
            }
        }
    }
}

/// The message as it is kept in a turn, in lengths of what is kept in the conversation.
const SAID: usize = 8;

/// The beginning of `text`, on one line, in at most `max` bytes of JSON, with "…" where it was cut.
pub(super) fn kept(text: &str, max: usize) -> String {
    const CUT: &str = "…";
    let text = text.trim();
    // Most texts are plain: as far as they are, they are copied as they are.
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
    let plain = text.bytes().take_while(is_plain).count().min(max.saturating_sub(CUT.len()));
    let (plain, rest) = text.split_at_checked(plain).unwrap_or(("", text));
    let mut out = String::with_capacity(text.len().min(max));
    out.push_str(plain);
    let mut bytes = plain.len();
    for c in rest.chars() {
        let (c, cost) = match c {
            '"' | '\\' => (c, 2),
            ' '..='~' => (c, 1),
            _ if c.is_control() || c.is_whitespace() => (' ', 1),
            _ => (c, c.len_utf8()),
        };
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
