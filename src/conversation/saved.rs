//! The saved form of a conversation: what older versions wrote is read, and what somebody made long
//! by hand is cut.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Conversation, Filled, Form, Held, IntentMemory, MoodMemory, OpenQuestion, OpenSurvey, Times,
};
use crate::handoff::Exchange;

/// The saved form: every field but the version may be missing.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Conversation")]
pub(super) struct Saved {
    version: u32,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    bot: String,
    #[serde(default)]
    turns: u64,
    #[serde(default)]
    misses: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    open: Option<OpenQuestion>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    intents: BTreeMap<String, IntentMemory>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    slots: BTreeMap<String, Filled>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    forms: Vec<Form>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    #[serde(default, skip_serializing_if = "MoodMemory::is_new")]
    mood: MoodMemory,
    #[serde(default, skip_serializing_if = "Times::is_empty")]
    sent: Times,
    #[serde(default, skip_serializing_if = "Times::is_empty")]
    surveys: Times,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    survey: Option<OpenSurvey>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    recent: Vec<Exchange>,
    /// Versions before handoffs had states: the queue of the human who has the conversation.
    #[serde(default, skip_serializing)]
    with_human: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    held: Option<Held>,
}

impl From<Conversation> for Saved {
    fn from(c: Conversation) -> Saved {
        let Conversation {
            bot,
            turns,
            misses,
            open,
            intents,
            slots,
            forms,
            next,
            sent,
            surveys,
            survey,
            mood,
            recent,
            held,
        } = c;
        Saved {
            version: Conversation::VERSION,
            bot,
            turns,
            misses,
            open,
            intents,
            slots,
            forms,
            next,
            sent,
            surveys,
            survey,
            mood,
            recent,
            with_human: None,
            held,
        }
    }
}

impl TryFrom<Saved> for Conversation {
    type Error = String;

    fn try_from(saved: Saved) -> Result<Conversation, String> {
        let Saved { version, bot, turns, misses, mut open, mut intents, .. } = saved;
        let Saved { mut slots, mut forms, next, mut sent, mut surveys, survey, mood, .. } = saved;
        let Saved { mut recent, with_human, held, .. } = saved;
        let mut held = held.or_else(|| with_human.map(Held::assigned));
        if version == 0 || version > Conversation::VERSION {
            return Err(format!(
                "this conversation was saved in version {version} of its form; this library reads up to {}",
                Conversation::VERSION
            ));
        }
        match &mut open {
            Some(OpenQuestion::Clarify { between }) => between.truncate(Conversation::MAX_OPTIONS),
            Some(OpenQuestion::Buttons { shown }) => shown.truncate(Conversation::MAX_OPTIONS),
            None => {}
        }
        while intents.len() > Conversation::MAX_INTENTS {
            intents.pop_last();
        }
        while slots.len() > Conversation::MAX_SLOTS {
            slots.pop_last();
        }
        forms.truncate(Conversation::MAX_FORMS);
        sent.bound();
        surveys.bound();
        let too_many = recent.len().saturating_sub(Conversation::MAX_RECENT);
        recent.drain(..too_many);
        for exchange in &mut recent {
            cut(&mut exchange.user);
            cut(&mut exchange.bot);
        }
        if let Some(held) = &mut held {
            held.word.iter_mut().chain(&mut held.by).for_each(cut);
        }
        Ok(Conversation {
            bot,
            turns,
            misses,
            open,
            intents,
            slots,
            forms,
            next,
            sent,
            surveys,
            survey,
            mood,
            recent,
            held,
        })
    }
}

/// Cuts a text that somebody made long by hand; what the library writes is far shorter.
fn cut(text: &mut String) {
    const LONGEST: usize = 512;
    if text.len() > LONGEST {
        let end = (0..=LONGEST).rev().find(|&at| text.is_char_boundary(at));
        text.truncate(end.unwrap_or(0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handoff::HandoffState;

    #[test]
    fn a_newer_version_is_refused_with_both_numbers() {
        let error = serde_json::from_str::<Conversation>(r#"{"version": 9}"#).unwrap_err();
        assert!(error.to_string().contains("version 9"), "{error}");
        assert!(error.to_string().contains("up to 2"), "{error}");
    }

    #[test]
    fn missing_and_unknown_fields_load() {
        let loaded: Conversation =
            serde_json::from_str(r#"{"version": 1, "weather": 3, "turns": 4}"#).unwrap();
        assert_eq!(loaded, Conversation { turns: 4, ..Conversation::new() });
    }

    #[test]
    fn a_human_of_version_1_is_assigned() {
        let saved = r#"{"version": 1, "turns": 2, "with_human": "orders"}"#;
        let mut loaded: Conversation = serde_json::from_str(saved).unwrap();
        assert_eq!(loaded.with_human(), Some("orders"));
        assert_eq!(loaded.handoff_state(), Some(HandoffState::Assigned));
        loaded.hand_back();
        assert_eq!(
            (loaded.with_human(), loaded.handoff_state()),
            (None, Some(HandoffState::Closed))
        );
    }

    #[test]
    fn lists_made_long_by_hand_are_cut() {
        let mut long = Conversation::new();
        long.recent = vec![Exchange::default(); 1_000];
        long.intents = (0..1_000).map(|i| (format!("i{i}"), IntentMemory::default())).collect();
        let loaded: Conversation =
            serde_json::from_str(&serde_json::to_string(&long).unwrap()).unwrap();
        assert_eq!((loaded.recent.len(), loaded.intents.len()), (16, 12));
    }
}
