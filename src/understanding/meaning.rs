//! Meanings that every bot understands without an intent, where its language has words for them.

use serde::Serialize;

use super::Span;

/// What a customer may mean in any bot, whatever its intents are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Meaning {
    /// Yes to what was just asked.
    Accept,
    /// No to what was just asked.
    Decline,
    /// Stop what we are doing.
    Cancel,
    /// To the question before.
    Back,
    /// Say the last thing again.
    Repeat,
    /// Why is this asked?
    Why,
    /// What can I say here?
    Help,
    /// Let me talk to a person.
    Human,
    /// No answer to this question, go on.
    Skip,
    /// I do not know.
    Unsure,
    /// What I said before was wrong, or I changed my mind.
    Correct,
}

impl Meaning {
    /// All of them, in the order of the format.
    pub(crate) const ALL: [Meaning; 11] = [
        Meaning::Accept,
        Meaning::Decline,
        Meaning::Cancel,
        Meaning::Back,
        Meaning::Repeat,
        Meaning::Why,
        Meaning::Help,
        Meaning::Human,
        Meaning::Skip,
        Meaning::Unsure,
        Meaning::Correct,
    ];

    /// Its name in the format, such as `accept`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Meaning::Accept => "accept",
            Meaning::Decline => "decline",
            Meaning::Cancel => "cancel",
            Meaning::Back => "back",
            Meaning::Repeat => "repeat",
            Meaning::Why => "why",
            Meaning::Help => "help",
            Meaning::Human => "human",
            Meaning::Skip => "skip",
            Meaning::Unsure => "unsure",
            Meaning::Correct => "correct",
        }
    }
}

/// A built-in meaning found in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FoundMeaning {
    /// What it means.
    pub meaning: Meaning,
    /// Where it stands.
    pub span: Span,
    /// Whether nothing else is said in the message.
    pub is_whole: bool,
}
