//! What a turn means while a question of the bot is open: a button, a number, a typed label.

use crate::catalog::{Catalog, Intent};
use crate::conversation::{Conversation, OpenQuestion, Said, Turn};
use crate::reply::{Message, NONE_OF_THESE, Press};
use crate::text::{Language, read_words};
use crate::understanding::{Meaning, Understanding};

use super::draft::kept;

/// What a turn says before anything is guessed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Meant<'a> {
    /// This intent was chosen.
    Intent(&'a Intent),
    /// None of the intents on offer.
    NoneOfThese,
    /// This was written, or stands on the button that was pressed.
    Text(&'a str),
    /// Nothing was said: an event of the host's.
    Event,
}

/// A button always counts; a number or a label only right after they were shown, and then before
/// anything that the words could mean. A button that names no intent says what stands on it.
pub(crate) fn meant<'a>(
    catalog: &'a Catalog,
    before: &'a Conversation,
    turn: &'a Turn<'_>,
) -> Meant<'a> {
    let text: &str = match &turn.said {
        Said::Choice(choice) => return pressed(catalog, choice),
        Said::Event { .. } => return Meant::Event,
        Said::Text(text) => text,
    };
    let options = before.open.as_ref().map(|open| shown(catalog, open)).unwrap_or_default();
    match typed(text, &options, catalog.language) {
        Some((_, choice)) if !choice.is_empty() => pressed(catalog, choice),
        _ => Meant::Text(text),
    }
}

/// "Yes" to the only offer takes it, "no" to any refuses them all.
pub(super) fn answer_to_offer<'a>(
    catalog: &'a Catalog,
    open: Option<&'a OpenQuestion>,
    understanding: &Understanding,
) -> Option<Meant<'a>> {
    let Some(OpenQuestion::Clarify { between }) = open else { return None };
    match (understanding.meaning()?, between.as_slice()) {
        (Meaning::Decline, _) => Some(Meant::NoneOfThese),
        (Meaning::Accept, [only]) => catalog.find(only).map(Meant::Intent),
        _ => None,
    }
}

/// The buttons that a number or a label of the next turn may mean. Links do not count: the bot
/// cannot open them.
pub(super) fn shown_buttons(messages: &[Message]) -> Option<OpenQuestion> {
    let buttons = messages.iter().flat_map(|message| &message.buttons);
    let shown: Vec<(String, String)> = buttons
        .filter_map(|button| match &button.press {
            Press::Choice(choice) => Some((kept(&button.label, KEPT_LABEL), kept_choice(choice))),
            Press::Link(_) => None,
        })
        .take(Conversation::MAX_OPTIONS)
        .collect();
    (!shown.is_empty()).then_some(OpenQuestion::Buttons { shown })
}

/// The choices that the numbers 1, 2, … send while a question is open.
pub(super) fn choices(open: &OpenQuestion) -> Vec<String> {
    match open {
        OpenQuestion::Buttons { shown } => shown.iter().map(|(_, choice)| choice.clone()).collect(),
        OpenQuestion::Clarify { between } => {
            between.iter().cloned().chain([NONE_OF_THESE.to_owned()]).collect()
        }
    }
}

/// A choice as it is kept.
pub(super) fn kept_choice(choice: &str) -> String {
    kept(choice, KEPT_CHOICE)
}

/// Longest label that can be typed, in bytes of JSON: longer ones are pressed or counted.
const KEPT_LABEL: usize = 40;
/// Longest choice that a number can send, in bytes of JSON: the longest id of an intent. Of a label
/// that is said as a text, more would have to be pressed.
const KEPT_CHOICE: usize = 64;

fn pressed<'a>(catalog: &'a Catalog, choice: &'a str) -> Meant<'a> {
    if choice == NONE_OF_THESE {
        return Meant::NoneOfThese;
    }
    catalog.find(choice).map_or(Meant::Text(choice), Meant::Intent)
}

/// Labels and choices in the order in which they were shown. What the bot no longer has keeps its
/// place, so that numbers still mean what the customer saw.
fn shown<'a>(catalog: &'a Catalog, open: &'a OpenQuestion) -> Vec<(&'a str, &'a str)> {
    match open {
        OpenQuestion::Buttons { shown } => {
            shown.iter().map(|(label, choice)| (label.as_str(), choice.as_str())).collect()
        }
        OpenQuestion::Clarify { between } => {
            let offer = |id: &'a String| match catalog.find(id) {
                Some(intent) => (&*intent.label, id.as_str()),
                None => ("", ""),
            };
            let none = (&*catalog.fallback.none, NONE_OF_THESE);
            between.iter().map(offer).chain([none]).collect()
        }
    }
}

/// The option whose label or number was typed: the words of the label, "2", "2." or "#2".
fn typed<'a>(
    text: &str,
    options: &[(&'a str, &'a str)],
    language: &Language,
) -> Option<(&'a str, &'a str)> {
    const LONGEST_LABEL: usize = 200;
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST_LABEL || options.is_empty() {
        return None;
    }
    // What stands on a button comes first: of "2", "4" and "6" the customer who writes 2 means 2.
    let written = read_words(text, language);
    let is_label = |label: &str| !written.is_empty() && read_words(label, language) == written;
    if let Some(option) = options.iter().find(|(label, _)| is_label(label)) {
        return Some(*option);
    }
    let number = text.trim_start_matches('#').trim_end_matches(['.', ')']);
    let number = number.parse::<usize>().ok()?;
    // Nor is 3 the third of them.
    if options.iter().any(|(label, _)| label.trim().parse::<f64>().is_ok()) {
        return None;
    }
    number.checked_sub(1).and_then(|at| options.get(at)).copied()
}
