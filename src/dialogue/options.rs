//! What a turn means while a question of the bot is open: a button, a number, a typed label.

use crate::catalog::{Catalog, Intent};
use crate::conversation::{OpenQuestion, Said, Turn};
use crate::text::folded;
use crate::understanding::{Meaning, Tier, Understanding};

/// The choice that the button "none of these" sends.
pub(crate) const NONE_OF_THESE: &str = "none_of_these";

/// What a turn means before anything is guessed.
pub(super) enum Meant<'c> {
    /// This intent was chosen.
    Intent(&'c Intent),
    /// None of the intents on offer.
    NoneOfThese,
    /// Nothing was chosen: what was written counts.
    Open,
}

/// A button always counts; a number or a label only right after they were shown; "yes" and "no"
/// only after an offer. A phrase of the author that is the whole message comes before numbers and
/// labels, so that "1234567" is not the first button but an order number.
pub(super) fn meant<'c>(
    catalog: &'c Catalog,
    open: Option<&OpenQuestion>,
    turn: &Turn<'_>,
    understanding: &Understanding,
) -> Meant<'c> {
    let text = match &turn.said {
        Said::Choice(choice) => match pressed(catalog, choice) {
            Meant::Open => choice,
            chosen => return chosen,
        },
        Said::Text(text) => text,
    };
    let Some(open) = open else { return Meant::Open };
    if understanding.best().is_some_and(|best| best.tier == Tier::Exact) {
        return Meant::Open;
    }
    let options = shown(catalog, open);
    if let Some((_, choice)) = typed(text, &options) {
        return pressed(catalog, choice);
    }
    match (open, understanding.meaning()) {
        (OpenQuestion::Clarify { .. }, Some(Meaning::Decline)) => Meant::NoneOfThese,
        (OpenQuestion::Clarify { between }, Some(Meaning::Accept)) => match between.as_slice() {
            [only] => pressed(catalog, only),
            _ => Meant::Open,
        },
        _ => Meant::Open,
    }
}

fn pressed<'c>(catalog: &'c Catalog, choice: &str) -> Meant<'c> {
    if choice == NONE_OF_THESE {
        return Meant::NoneOfThese;
    }
    catalog.find(choice).map_or(Meant::Open, Meant::Intent)
}

/// Labels and choices in the order in which they were shown. What the bot no longer has keeps its
/// place, so that numbers still mean what the customer saw.
fn shown<'a>(catalog: &'a Catalog, open: &'a OpenQuestion) -> Vec<(&'a str, &'a str)> {
    match open {
        OpenQuestion::Buttons { shown } => {
            shown.iter().map(|(label, choice)| (label.as_str(), choice.as_str())).collect()
        }
        OpenQuestion::Clarify { between } => {
            let label = |id: &'a String| catalog.find(id).map_or("", |intent| &intent.label);
            let offers = between.iter().map(|id| (label(id), id.as_str()));
            offers.chain([(&*catalog.fallback.none, NONE_OF_THESE)]).collect()
        }
    }
}

/// The option whose number or label was typed: "2", "2.", "#2", or the label in any case.
fn typed<'a>(text: &str, options: &[(&'a str, &'a str)]) -> Option<(&'a str, &'a str)> {
    const LONGEST_LABEL: usize = 200;
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST_LABEL {
        return None;
    }
    let number = text.trim_start_matches('#').trim_end_matches(['.', ')']);
    if let Ok(number) = number.parse::<usize>() {
        return number.checked_sub(1).and_then(|at| options.get(at)).copied();
    }
    let written = folded(text);
    options.iter().find(|(label, _)| !label.is_empty() && folded(label) == written).copied()
}
