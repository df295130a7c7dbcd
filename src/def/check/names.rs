//! Names: one rule for those that phrases and templates write, one for those that other programs
//! meet too, and the names that are taken.

use super::Check;
use crate::def::place::{At, Text};
use crate::text::Phrase;
use crate::understanding::WordClass;

/// What every answer may read, beside the values from the message (see `dialogue`).
pub(super) const ALWAYS: [&str; 9] =
    ["intent", "channel", "customer", "event", "turns", "misses", "mood", "now", "today"];
/// What the texts of a handoff may read beside them.
pub(super) const OF_HANDOFFS: [&str; 1] = ["queue"];
/// What the conditions and texts of a survey may read beside them.
pub(super) const SCORE: &str = "score";

/// Whether templates read something of the bot's own under this name.
pub(super) fn is_taken(name: &str) -> bool {
    [&ALWAYS[..], &OF_HANDOFFS, &[SCORE]].iter().any(|taken| taken.contains(&name))
}

/// The fields of names that are the bot's own; others have those that the host gives them.
pub(super) fn fields(name: &str) -> Option<Vec<&'static str>> {
    match name {
        "intent" => Some(vec!["id", "times", "topic"]),
        "queue" => Some(vec!["name", "opens"]),
        "mood" => {
            let figures = ["now", "average", "negative_in_a_row"];
            Some(figures.into_iter().chain(WordClass::ALL.map(WordClass::name)).collect())
        }
        _ => None,
    }
}

/// Longest name of an intent or a queue, in bytes: conversations carry some twenty of them in 4 KiB.
const MAX_ID: usize = 64;

impl Check<'_> {
    /// The name of words, which phrases write as `<name>`.
    pub(super) fn words_name(&mut self, name: &Text) {
        if !Phrase::is_words_name(name) {
            self.notes
                .error("wrong-name", name.at, "words of this name cannot be written in a phrase")
                .help("letters a to z, digits, `_` and `-` can be used, and no digit or `-` first");
        }
    }

    /// The name of a value, which phrases write as `{name}` and answers as `{{ name }}`. `what`
    /// goes on with "of this name".
    pub(super) fn value_name(&mut self, name: &str, at: At, what: &str) {
        if !Phrase::is_slot_name(name) {
            self.notes
                .error(
                    "wrong-name",
                    at,
                    format!("{what} of this name cannot be written in a phrase or an answer"),
                )
                .help("letters a to z, digits and `_` can be used, and no digit first");
        } else {
            self.not_taken(name, at);
        }
    }

    /// What templates read under this name is never the author's value.
    pub(super) fn not_taken(&mut self, name: &str, at: At) {
        if is_taken(name) {
            self.notes
                .error("wrong-name", at, format!("`{name}` means something in answers already"))
                .help("choose another name");
        }
    }

    /// The name of an intent or a queue. Phrases never write it, but the programs around a bot do,
    /// and they have names of their own: any letters will do.
    pub(super) fn id(&mut self, name: &Text, what: &str) {
        let id = name.as_str();
        if id.trim() != id || id.is_empty() || id.contains(char::is_control) {
            self.notes
                .error("wrong-name", name.at, format!("{what} cannot have this name"))
                .help("letters, digits and `_` are best");
        }
        if id.len() > MAX_ID {
            self.notes
                .error("wrong-name", name.at, format!("{what}'s name has at most {MAX_ID} bytes"))
                .help(
                    "conversations carry it: a short name for the author, a `label` for customers",
                );
        }
    }
}
