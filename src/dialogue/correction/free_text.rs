//! Corrections of slots that any text fills: "no, it's Smith", "my name is Smith, not Smyth", "change
//! the name to Smith". Any words could be such a value, so what is not surely meant as one is left
//! to the question that is open.

use super::replace;
use crate::catalog::{Catalog, Intent, Slot};
use crate::dialogue::draft::Draft;
use crate::dialogue::{Flow, slots, slots::overlap};
use crate::text::{LeadIn, Led, Utterance, folded};
use crate::understanding::{EntityValue, Span};

/// How alike two texts are from which on one is a correction of the other: "Smyth", "Smith".
const ALIKE: f64 = 0.5;
/// Longer texts are not compared, in bytes.
const LONGEST: usize = 80;
/// Most words of a name.
const FEW: usize = 4;

/// What the message says for a slot, and how much speaks for it.
enum Told {
    /// Nothing else can be meant.
    Surely(Span),
    /// The slot is named; the value must look like one.
    Named(Span),
    /// Whatever was said last is wrong.
    Last(Span),
}

/// The message has a new value for a text slot that is filled already.
pub(in crate::dialogue) fn free_text(
    catalog: &Catalog,
    draft: &mut Draft,
    intent: &Intent,
    asked: Option<&Slot>,
) -> Option<Flow> {
    let needed = intent.needs.iter().filter_map(|need| catalog.slot(&need.slot));
    let known: Vec<&Slot> = needed
        .filter(|slot| &*slot.kind == slots::TEXT && draft.next.slots.contains_key(&*slot.name))
        .filter(|slot| asked.is_none_or(|asked| asked.name != slot.name))
        .collect();
    if known.is_empty() {
        return None;
    }
    let text = draft.understanding.text.clone();
    let utterance = Utterance::new(&text, catalog.language, &catalog.limits);
    let is_only = known.len() == 1;
    let mut best: Option<(u8, &Slot, Span)> = None;
    for slot in known {
        let old = old(draft, slot);
        let Some(told) = told(catalog, &utterance, slot, &old) else { continue };
        let Some((rank, span)) = accepted(catalog, draft, slot, asked, is_only, &told) else {
            continue;
        };
        if best.as_ref().is_none_or(|(before, ..)| rank < *before) {
            best = Some((rank, slot, span));
        }
    }
    let (_, slot, span) = best?;
    let value = EntityValue {
        slot: slot.name.clone(),
        entity: slot.kind.clone(),
        value: span.of(&text).into(),
        text: span.of(&text).to_owned(),
        span,
    };
    Some(replace(catalog, draft, slot, value))
}

fn old(draft: &Draft, slot: &Slot) -> String {
    let known = draft.next.slot(&slot.name);
    known.and_then(|known| known.value.as_str()).unwrap_or_default().to_owned()
}

fn told(catalog: &Catalog, utterance: &Utterance<'_>, slot: &Slot, old: &str) -> Option<Told> {
    let language = catalog.language;
    if let Some(end) = language.before_instead_of(utterance, old) {
        let before = utterance.text().get(..end).unwrap_or_default();
        let before = Utterance::new(before, language, &catalog.limits);
        return Some(Told::Surely(language.led(&before, &slot.words).span));
    }
    let Led { lead_in, corrects, span } = language.led(utterance, &slot.words);
    match lead_in {
        LeadIn::Change => Some(Told::Surely(span)),
        LeadIn::Own if corrects => Some(Told::Surely(span)),
        LeadIn::Own => Some(Told::Named(span)),
        LeadIn::None | LeadIn::Any | LeadIn::Name => corrects.then_some(Told::Last(span)),
    }
}

/// Whether what is told counts as a value of the slot; the lower the number, the surer.
fn accepted(
    catalog: &Catalog,
    draft: &Draft,
    slot: &Slot,
    asked: Option<&Slot>,
    is_only: bool,
    told: &Told,
) -> Option<(u8, Span)> {
    let text = &draft.understanding.text;
    let is_alike = |span: Span| is_alike(span.of(text), &old(draft, slot));
    let looks_like_one = |span: Span| is_alike(span) || has_capital(catalog, span.of(text));
    let asks_for_text = asked.is_some_and(|asked| &*asked.kind == slots::TEXT);
    match *told {
        // "My name is wrong" says nothing new.
        Told::Surely(span) => (!says_something_else(draft, span)).then_some((0, span)),
        Told::Named(span) => {
            let fits = !asks_for_text && !says_something_else(draft, span) && looks_like_one(span);
            fits.then_some((1, span))
        }
        Told::Last(span) => {
            let is_last = match asked {
                Some(_) => {
                    let known = draft.next.slot(&slot.name);
                    known.is_some_and(|known| known.turn.saturating_add(1) == draft.next.turns)
                }
                None => is_only || is_alike(span),
            };
            // A value of a type is for its own slot.
            let is_value = draft.understanding.entities.iter().any(|v| overlap(v.span, span))
                || !asks_for_text && draft.understanding.answer.is_some();
            let fits = if asks_for_text { is_alike(span) } else { looks_like_one(span) };
            (is_last && !is_value && fits && !says_something_else(draft, span)).then_some((2, span))
        }
    }
}

/// Whether a built-in meaning stands where the value would: "no, it's fine", "my name is wrong".
fn says_something_else(draft: &Draft, span: Span) -> bool {
    draft.understanding.meanings.iter().any(|found| overlap(found.span, span))
}

fn is_alike(new: &str, old: &str) -> bool {
    if new.len() > LONGEST || old.len() > LONGEST {
        return false;
    }
    let (new, old) = (folded(new), folded(old));
    new != old && strsim::normalized_damerau_levenshtein(&new, &old) >= ALIKE
}

/// Whether a few words are written as a name is.
fn has_capital(catalog: &Catalog, text: &str) -> bool {
    let is_short = text.split_whitespace().count() <= FEW;
    let is_name = |c: char| c.is_uppercase() || c.is_numeric();
    is_short && !catalog.language.has_capital_nouns() && text.starts_with(is_name)
}
