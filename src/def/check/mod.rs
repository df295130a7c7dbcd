//! What is wrong with definitions that could be read: references to nothing, numbers that make no
//! sense, phrases, patterns and templates that are none, and what works but is not what was meant.
//!
//! An error is what cannot work, a warning what works but hardly as meant. All of it is told.

mod answers;
mod compared;
mod customer;
mod dialogue;
mod entities;
mod events;
mod handoffs;
mod hours;
mod intents;
mod names;
mod numbers;
mod phrases;
mod queues;
mod surveys;
mod talks;
mod types;
mod words;

pub(crate) use entities::is_built_in;

use jiff::civil::Date;

use super::model::Sections;
use super::notes::Notes;
use super::place::{At, Sources, Text};
use crate::limits::Limits;
use crate::text::Language;
use crate::text::template::Templates;

/// Definitions under examination.
pub(super) struct Check<'d> {
    sections: &'d Sections,
    sources: &'d Sources,
    limits: &'d Limits,
    language: &'static Language,
    templates: Templates,
    /// Whether all files were read to their end: if not, what is missing may stand in the rest.
    whole: bool,
    notes: &'d mut Notes,
}

/// Tells all that is wrong. Gives the numbers of `words` that refer to themselves: whoever lowers
/// the definitions must not follow them.
pub(super) fn check(
    sections: &Sections,
    sources: &Sources,
    limits: &Limits,
    whole: bool,
    notes: &mut Notes,
) -> Vec<usize> {
    let language = Language::of(sections.about.language());
    let templates = Templates::new(language, &sections.about.zone(), limits);
    let mut check = Check { sections, sources, limits, language, templates, whole, notes };
    check.numbers();
    check.hours();
    check.queues();
    check.entities();
    check.slot_types();
    let words = check.words();
    let captured = check.phrases(&words);
    check.answers(&captured);
    check.intents();
    check.private_answers();
    check.tests();
    words.cyclic
}

/// Answers that are out of date on the day `today`. A warning: a bot that was right yesterday
/// goes on serving; it does not give that answer.
pub(super) fn out_of_date(sections: &Sections, today: Date, notes: &mut Notes) {
    for (id, intent) in sections.intents.iter() {
        let Some(until) = intent.valid_until.filter(|until| until.value < today) else { continue };
        let owner = intent.owner.as_ref().map(|owner| format!(", which {} looks after,", &**owner));
        let answer =
            format!("the answer of `{}`{} is out of date", &**id, owner.unwrap_or_default());
        notes.warning("out-of-date", until.at, answer).help(
            "check the answer and move the date, or remove the intent; until then it is not given",
        );
    }
}

impl<'d> Check<'d> {
    /// A reference to something that must be there; tells with the nearest name if it is not.
    fn unknown<'n>(
        &mut self,
        code: &'static str,
        at: At,
        (name, message): (&str, String),
        names: impl Iterator<Item = &'n Text>,
    ) where
        'd: 'n,
    {
        if !self.whole {
            return;
        }
        const MOST: usize = 8;
        let mut names = names.map(Text::as_str);
        let first: Vec<&str> = names.by_ref().take(MOST + 1).collect();
        let near = self.notes.nearest(name, first.iter().copied().chain(names));
        let full = self.notes.is_full();
        let note = self.notes.error(code, at, message);
        let shown: Vec<String> = first.iter().take(MOST).map(|name| format!("`{name}`")).collect();
        let more = if first.len() > MOST { ", ..." } else { "" };
        if full {
        } else if let Some(near) = near {
            note.help(format!("did you mean `{near}`?"));
        } else if shown.is_empty() {
            note.help("none is defined");
        } else {
            note.help(format!("there are {}{more}", shown.join(", ")));
        }
    }
}
