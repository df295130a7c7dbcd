//! A ranked candidate in full: its evidence in words, and the values that its reading captures.
//!
//! Only what is told in the end comes here; what it is worth was weighed before, in
//! [`rank`](super).

use std::borrow::Cow;
use std::sync::Arc;

use super::item::Item;
use super::{Draft, Found, Ranking};
use crate::nlu::{Detail, weights};
use crate::understanding::{Candidate, EntityValue, Evidence, Span};

impl Ranking<'_> {
    /// Adds the evidence in words, and the values that this reading captures.
    pub(super) fn fill(&self, draft: Draft<'_, '_>, found: &Found<'_>) -> Candidate {
        let mut evidence = Vec::with_capacity(draft.group.len() + 2);
        let mut slots = Vec::new();
        let mut add = |matcher, detail, span, log_odds, parts| {
            evidence.push(Evidence {
                matcher: Cow::Borrowed(matcher),
                detail,
                log_odds,
                span,
                parts,
            });
        };
        add("base", Arc::clone(self.base), None, weights::BASE, Vec::new());
        for (_, item) in draft.group {
            let parts = self.parts(item, &draft, found);
            self.capture(&mut slots, item, found);
            if parts.is_empty() {
                continue;
            }
            let (matcher, detail, span) = self.told(item, found);
            let log_odds = parts.iter().map(|(_, share)| share).sum();
            let parts = match (self.detail, item, self.examples, found.scored) {
                (Detail::Sums, ..) => Vec::new(),
                (Detail::Parts, Item::Score(_), Some(examples), Some(scored)) => {
                    let intent = draft.candidate.order;
                    examples.parts(scored, found.utterance, intent, draft.rival)
                }
                (Detail::Parts, ..) => {
                    let told = parts.iter().filter(|(_, share)| *share != 0.0);
                    told.map(|&(what, share)| (what.to_owned(), share)).collect()
                }
            };
            add(matcher, detail, span, log_odds, parts);
        }
        if draft.is_foreign() {
            let detail = Arc::from("those of another intent");
            add("keyword", detail, None, self.foreign_keywords(), Vec::new());
        }
        if found.corrected > 0 {
            let detail = Arc::from("words were corrected");
            add("spelling", detail, None, weights::spelling(found.corrected), Vec::new());
        }
        let mut candidate = draft.candidate;
        slots.sort_by_key(|value: &EntityValue| value.span);
        candidate.slots = slots;
        candidate.evidence = evidence;
        candidate
    }

    fn told(&self, item: &Item<'_>, found: &Found<'_>) -> (&'static str, Arc<str>, Option<Span>) {
        match item {
            Item::Phrase(hit) => {
                let (from, to) = hit.tokens;
                let span = found.utterance.span_of_tokens(from as usize..to as usize);
                ("phrase", self.phrases.source(hit.phrase), Some(span))
            }
            Item::Keywords(hit) => {
                let words: Vec<Arc<str>> =
                    hit.found.iter().map(|&word| self.keywords.word(word)).collect();
                let span = match hit.found.as_slice() {
                    [only] => found.seen.keyword(*only).map(|(from, to)| {
                        found.utterance.span_of_tokens(found.spoken.tokens(from, to))
                    }),
                    _ => None,
                };
                ("keyword", words.join(", ").into(), span)
            }
            Item::Pattern(hit) => ("pattern", Arc::clone(&hit.source), Some(hit.span)),
            Item::Host(name, hit) => (name, Arc::clone(&hit.reason), hit.span),
            Item::Score(_) => ("examples", Arc::clone(self.learnt), None),
        }
    }

    /// Adds what an item captured for slots that have no value yet: phrases come first.
    fn capture(&self, slots: &mut Vec<EntityValue>, item: &Item<'_>, found: &Found<'_>) {
        let text = found.utterance.text();
        let mut add = |value: EntityValue| {
            if !slots.iter().any(|known| known.slot == value.slot) {
                slots.push(value);
            }
        };
        match item {
            Item::Phrase(hit) => {
                for (slot, capture) in self.phrases.captures(found.walk, hit) {
                    let spot = capture.value.and_then(|value| found.spots.get(value as usize));
                    let tokens = capture.start as usize..capture.end as usize;
                    add(match spot {
                        Some(spot) => self.entities.value(spot, Arc::clone(slot), text),
                        None => {
                            let span = found.utterance.span_of_tokens(tokens);
                            self.entities.free_text(span, Arc::clone(slot), text)
                        }
                    });
                }
            }
            Item::Pattern(hit) => {
                for (slot, span) in &hit.groups {
                    if let Some(value) = self.entities.value_at(*span, slot, found.spots, text) {
                        add(value);
                    }
                }
            }
            Item::Keywords(_) | Item::Host(..) | Item::Score(_) => {}
        }
    }
}
