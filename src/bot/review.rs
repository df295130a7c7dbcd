//! A second look at the phrases of a bot that works: sentences that two intents take, phrases that
//! it cannot tell apart, phrases that look as if they belonged elsewhere, intents with too few.
//!
//! Only for `frontdesk check` and its like: it learns several more bots. Every number here says
//! how sure a warning has to be; they are set so that sound bots have none.

mod doubts;
mod overlaps;

use crate::catalog::Catalog;
use crate::clock::Timestamp;
use crate::def::{At, Definitions, Notes};
use crate::error::Problem;
use crate::nlu::Understander;

/// Warnings about phrases. `definitions` come back as they were.
pub(super) fn review(
    definitions: &mut Definitions,
    catalog: &Catalog,
    understander: &Understander,
    now: Timestamp,
) -> Vec<Problem> {
    let mut notes = Notes::default();
    overlaps::tell(definitions, catalog, understander, now, &mut notes);
    doubts::tell(definitions, catalog.language, understander, &mut notes);
    notes.into_problems(&definitions.sources)
}

/// The place of a phrase by the numbers of its intent and of itself.
fn place(definitions: &Definitions, intent: usize, phrase: usize) -> Option<At> {
    let (_, written) = definitions.intents.iter().nth(intent)?;
    written.user.get(phrase).map(|text| text.at)
}

/// A sentence, short enough for a message.
fn quoted(text: &str) -> String {
    /// Characters shown of a longer one.
    const SHOWN: usize = 60;
    let cut = if text.chars().nth(SHOWN).is_some() { "…" } else { "" };
    format!("\"{}{cut}\"", text.chars().take(SHOWN).collect::<String>())
}
