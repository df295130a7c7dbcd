//! Meanings that every bot understands without an intent, where its language has words for them.

use serde::Serialize;

use super::Span;

/// What a customer may mean in any bot, whatever its intents are.
///
/// ```
/// use frontdesk::Meaning;
/// let yaml = "intents: {tea: {user: a cup of tea, bot: A}}";
/// let bot = frontdesk::Bot::from_yaml_str("bot.yaml", yaml)?;
/// assert_eq!(bot.understand("Yes!").meaning(), Some(Meaning::Accept));
/// assert_eq!(bot.understand("yes a cup of tea").meaning(), None); // not the whole message
/// assert!(bot.understand("please get me a human").mentions(Meaning::Human));
/// assert_eq!(Meaning::Human.name(), "human");
/// # Ok::<(), frontdesk::Error>(())
/// ```
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
///
/// ```
/// use frontdesk::Meaning;
/// let yaml = "intents: {tea: {user: a cup of tea, bot: A}}";
/// let bot = frontdesk::Bot::from_yaml_str("bot.yaml", yaml)?;
/// let understanding = bot.understand("no thanks");
/// let found = understanding.meanings[0];
/// assert_eq!((found.meaning, found.is_whole), (Meaning::Decline, true));
/// assert_eq!(found.span.of(&understanding.text), "no thanks");
/// # Ok::<(), frontdesk::Error>(())
/// ```
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
