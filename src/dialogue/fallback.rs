//! What the bot does when it is not sure or has not understood: the author's fallback steps.

use std::sync::Arc;

use crate::catalog::{Catalog, FallbackStep};
use crate::conversation::OpenQuestion;
use crate::reply::{Button, HandoffReason, Message, NONE_OF_THESE, Outcome, Press};

use super::draft::Draft;
use super::{Flow, handoff};

/// After a miss, what is at least this likely is still worth an offer; less is noise.
const WORTH_OFFERING: f64 = 0.1;

/// The bot is unsure between intents: offers them. Does not count as a miss.
pub(super) fn clarify(catalog: &Catalog, draft: &mut Draft) -> Flow {
    let fallback = &catalog.fallback;
    let lead = draft.understanding.best().map_or(0.0, |best| best.confidence);
    let least = fallback.ask.min(lead - fallback.gap);
    let between = offers(catalog, draft, least.max(WORTH_OFFERING.min(lead)));
    offer(catalog, draft, between, catalog.language.wording.did_you_mean)
}

/// The bot has not understood: the next fallback step. After "none of these" nothing is offered, so
/// that the same offer does not come again.
pub(super) fn miss(catalog: &Catalog, draft: &mut Draft, none_of_these: bool) -> Flow {
    let misses = draft.next.misses.saturating_add(1);
    draft.next.misses = misses;
    let wording = catalog.language.wording;
    let other_words = if none_of_these { wording.in_other_words } else { wording.rephrase };
    let steps = &catalog.fallback.steps;
    match steps.get(misses as usize - 1).or(steps.last()) {
        Some(FallbackStep::Handoff(route)) => {
            handoff::after_misses(catalog, draft, route, HandoffReason::NotUnderstood { misses })
        }
        Some(FallbackStep::Clarify(text)) => {
            let between =
                if none_of_these { Vec::new() } else { offers(catalog, draft, WORTH_OFFERING) };
            if between.is_empty() {
                return rephrase(draft, other_words);
            }
            offer(catalog, draft, between, text.as_deref().unwrap_or(wording.did_you_mean))
        }
        Some(FallbackStep::Rephrase(text)) => {
            rephrase(draft, text.as_deref().unwrap_or(other_words))
        }
        None => rephrase(draft, other_words),
    }
}

/// The intent may not be acted on now: its `if` does not hold.
pub(super) fn refuse(catalog: &Catalog, draft: &mut Draft) -> Flow {
    draft.next.misses = draft.next.misses.saturating_add(1);
    draft.messages.push(Message::text(catalog.language.wording.not_allowed));
    Flow::Done(Outcome::Miss { in_a_row: draft.next.misses })
}

fn rephrase(draft: &mut Draft, text: &str) -> Flow {
    draft.messages.push(Message::text(text));
    Flow::Done(Outcome::Miss { in_a_row: draft.next.misses })
}

/// The intents worth offering, best first: at least `least` likely, at most `offer` of them.
fn offers(catalog: &Catalog, draft: &Draft, least: f64) -> Vec<Arc<str>> {
    let candidates = draft.understanding.candidates.iter();
    let likely = candidates.filter(|candidate| candidate.confidence >= least);
    likely.map(|candidate| candidate.intent.clone()).take(catalog.fallback.offer).collect()
}

fn offer(catalog: &Catalog, draft: &mut Draft, between: Vec<Arc<str>>, text: &str) -> Flow {
    let button = |label: &str, choice: &str| Button {
        label: label.to_owned(),
        press: Press::Choice(choice.to_owned()),
    };
    let intents = between.iter().filter_map(|id| catalog.find(id));
    let mut buttons: Vec<Button> =
        intents.map(|intent| button(&intent.label, &intent.id)).collect();
    buttons.push(button(&catalog.fallback.none, NONE_OF_THESE));
    draft.messages.push(Message { buttons, ..Message::text(text) });
    let between: Vec<String> = between.iter().map(ToString::to_string).collect();
    draft.next.open = Some(OpenQuestion::Clarify { between: between.clone() });
    Flow::Done(Outcome::Clarify { between })
}
