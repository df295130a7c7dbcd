//! How a message sounds: a score with the words it is made of, and classes of words that call for
//! care.

use std::fmt;

use serde::Serialize;

use super::Span;

/// How a message sounds, told by its words, emoji, capitals and exclamation marks.
///
/// [`score`](Mood::score) runs from -1 (as bad as it gets) through 0 (nothing said about it) to 1;
/// a plain question or the report of a problem stays near 0, an angry message is at or below -0.6.
/// It is `s / sqrt(s² + 0.5)`, in steps of 0.001, where `s` is the sum of the values of
/// [`words`](Mood::words).
///
/// It counts words and does not understand: irony, and anger in polite words, go unseen. English
/// and German have lists of words; in other languages only emoji and punctuation count. Words are
/// read as they were written, before any correction of spelling.
///
/// ```
/// use frontdesk::{Bot, WordClass};
///
/// let bot = Bot::from_yaml_str("tea.yaml", "intents: {tea: {user: tea please, bot: Here you are.}}")?;
/// let mood = bot.understand("This is NOT good, and you are useless!!").mood;
/// assert!(mood.score < -0.6);
/// assert_eq!(mood.words[0].text, "NOT good");
/// assert!(bot.understand("where is my lost parcel").mood.score > -0.35);
/// assert!(bot.understand("you stupid bot").mood.has(WordClass::Insult));
/// assert!(bot.understand("a cup of tea").mood.is_neutral());
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Mood {
    /// From -1 to 1; 0 where nothing counts.
    pub score: f32,
    /// What counted, in order of place; punctuation and capitals last. At most 64.
    pub words: Vec<MoodWord>,
    /// Words that call for care, each class once, at its first place.
    pub classes: Vec<FoundClass>,
}

impl Mood {
    /// Whether nothing speaks for a mood: the score is 0 and no class of words was found.
    #[must_use]
    pub fn is_neutral(&self) -> bool {
        self.score == 0.0 && self.classes.is_empty()
    }

    /// Whether words of a class were found.
    #[must_use]
    pub fn has(&self, class: WordClass) -> bool {
        self.classes.iter().any(|found| found.class == class)
    }
}

/// A word (with what strengthens or negates it), an emoji, or a mark that counted.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MoodWord {
    /// What the customer wrote; `capitals` for a message all in capitals.
    pub text: String,
    /// Where; the whole message for `capitals`.
    pub span: Span,
    /// What it adds, -1 to 1: below 0 for a bad mood.
    pub value: f32,
}

/// Words that call for care, whatever the message means.
///
/// Found as whole words and phrases, some of them only where they are aimed at somebody: "you
/// stupid bot" is an insult, "stupid question, sorry" is none. A bot adds its own with `words` of
/// the class's name: `words: {insult: (numpty|you muppet)}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WordClass {
    /// Abuse of the bot or of people.
    Insult,
    /// Violence against somebody else.
    Threat,
    /// Lawyers, courts, authorities.
    Legal,
    /// The customer may want to harm or kill themselves. Found rather too often than too rarely.
    SelfHarm,
}

impl WordClass {
    /// All of them.
    pub const ALL: [WordClass; 4] =
        [WordClass::Insult, WordClass::Threat, WordClass::Legal, WordClass::SelfHarm];

    /// Its name in the format, such as `self_harm`.
    ///
    /// ```
    /// assert_eq!(frontdesk::WordClass::SelfHarm.name(), "self_harm");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            WordClass::Insult => "insult",
            WordClass::Threat => "threat",
            WordClass::Legal => "legal",
            WordClass::SelfHarm => "self_harm",
        }
    }
}

/// A class of words found in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FoundClass {
    /// The class.
    pub class: WordClass,
    /// Where the words stand.
    pub span: Span,
}

/// In one line: the score, and what it is made of.
impl fmt::Display for Mood {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:+.2}", self.score)?;
        for (i, word) in self.words.iter().enumerate() {
            let sign = if i == 0 { ":" } else { "," };
            write!(f, "{sign} {} {:+.2}", word.text.escape_debug(), word.value)?;
        }
        Ok(())
    }
}
