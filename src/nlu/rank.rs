//! From what the matchers found to candidates: evidence added up, vetoes, the written order.
//!
//! The one place that turns evidence into confidence. What each kind of evidence is worth stands in
//! [`weights`](super::weights), what comes before what in [`Candidate::beats`].

use std::borrow::Cow;
use std::sync::Arc;

use smallvec::SmallVec;

use super::Detail;
use super::entity::{Entities, Spot};
use super::keyword::{KeywordHit, Keywords};
use super::literals::Seen;
use super::matcher::HostHit;
use super::math::sigmoid;
use super::pattern::PatternHit;
use super::phrase::{PhraseHit, Phrases};
use super::spoken::Spoken;
use super::walk::Walk;
use super::weights;
use crate::clock::Timestamp;
use crate::text::Utterance;
use crate::understanding::{Candidate, EntityValue, Evidence, Span, Tier, Veto};

/// An intent as ranking sees it.
#[derive(Debug)]
pub(super) struct IntentRow {
    pub(super) id: Arc<str>,
    pub(super) act: f64,
    pub(super) priority: i32,
    /// From when on the answer is out of date, and the author's date for it.
    pub(super) expires: Option<(Timestamp, Arc<str>)>,
}

/// Everything that was found in one message.
pub(super) struct Found<'m> {
    pub(super) utterance: &'m Utterance<'m>,
    pub(super) spoken: &'m Spoken,
    pub(super) seen: &'m Seen,
    pub(super) spots: &'m [Spot],
    pub(super) walk: &'m Walk<'m>,
    pub(super) phrases: &'m [PhraseHit],
    pub(super) keywords: &'m [KeywordHit],
    pub(super) patterns: &'m [PatternHit],
    /// By name of the matcher, so that the order in which they were added does not matter.
    pub(super) hosts: &'m [(&'static str, HostHit)],
}

/// What ranking knows of the bot.
#[derive(Clone, Copy)]
pub(super) struct Ranking<'m> {
    pub(super) intents: &'m [IntentRow],
    pub(super) phrases: &'m Phrases,
    pub(super) keywords: &'m Keywords,
    pub(super) entities: &'m Entities,
    /// The words of the evidence that everything starts from.
    pub(super) base: &'m Arc<str>,
    pub(super) max_candidates: usize,
    pub(super) now: Timestamp,
    pub(super) detail: Detail,
}

/// Candidates in order, and the intents that were ruled out.
pub(super) type Ranked = (Vec<Candidate>, Vec<(Arc<str>, Veto)>);

/// One thing that was found for an intent.
#[derive(Clone, Copy)]
enum Item<'m> {
    Phrase(&'m PhraseHit),
    Keywords(&'m KeywordHit),
    Pattern(&'m PatternHit),
    Host(&'static str, &'m HostHit),
}

type Items<'m> = SmallVec<[(u32, Item<'m>); 16]>;
/// The items of one intent.
type Group<'i, 'm> = &'i [(u32, Item<'m>)];

impl<'m> Ranking<'m> {
    /// Ranks what was found.
    pub(super) fn rank(&self, found: &Found<'m>) -> Ranked {
        let mut items: Items<'m> = SmallVec::new();
        let speaks_for = found.phrases.iter().filter(|hit| !hit.speaks_against);
        items.extend(speaks_for.map(|hit| (hit.intent, Item::Phrase(hit))));
        items.extend(found.keywords.iter().map(|hit| (hit.intent, Item::Keywords(hit))));
        items.extend(found.patterns.iter().map(|hit| (hit.intent, Item::Pattern(hit))));
        items.extend(found.hosts.iter().map(|(name, hit)| (hit.intent, Item::Host(name, hit))));
        // Stable: within an intent the order of kinds above stays.
        items.sort_by_key(|(intent, _)| *intent);
        let mut vetoed = Vec::new();
        let mut drafts: SmallVec<[(Candidate, Group<'_, 'm>); 8]> = SmallVec::new();
        for group in items.chunk_by(|a, b| a.0 == b.0) {
            let Some(&(intent, _)) = group.first() else { continue };
            let Some(row) = self.intents.get(intent as usize) else { continue };
            match self.veto(intent, row, group, found) {
                Some(veto) => vetoed.push((Arc::clone(&row.id), veto)),
                None => drafts.push((self.draft(intent, row, group), group)),
            }
        }
        drafts.sort_by(|(a, _), (b, _)| a.beats(b).0);
        drafts.truncate(self.max_candidates);
        vetoed.truncate(self.max_candidates);
        let finish = |(mut candidate, group): (Candidate, Group<'_, 'm>)| {
            self.fill(&mut candidate, group, found);
            candidate
        };
        (drafts.into_iter().map(finish).collect(), vetoed)
    }

    /// Why an intent is ruled out. An exact phrase stands against the words of `none`, and against
    /// a `not_user` phrase that is only a part of the message: the author wrote just this.
    fn veto(
        &self,
        intent: u32,
        row: &IntentRow,
        group: Group<'_, '_>,
        found: &Found<'_>,
    ) -> Option<Veto> {
        if let Some((moment, day)) = &row.expires
            && self.now >= *moment
        {
            return Some(Veto::Expired(Arc::clone(day)));
        }
        let is_exact =
            group.iter().any(|(_, item)| matches!(item, Item::Phrase(hit) if hit.is_exact));
        let not_user = found.phrases.iter().find(|hit| hit.intent == intent && hit.speaks_against);
        if let Some(hit) = not_user.filter(|hit| hit.is_exact || !is_exact) {
            return Some(Veto::NotUser(self.phrases.source(hit.phrase)));
        }
        if is_exact {
            return None;
        }
        self.keywords.veto(intent, found.seen).map(Veto::Keyword)
    }

    /// A candidate with all that ranking compares, and nothing else yet.
    fn draft(&self, intent: u32, row: &IntentRow, group: Group<'_, '_>) -> Candidate {
        let log_odds = group.iter().fold(weights::BASE, |sum, (_, item)| sum + self.log_odds(item));
        let confidence = (sigmoid(log_odds) * 1_000.0).round() / 1_000.0;
        let tier = group.iter().map(|(_, item)| tier(item)).min().unwrap_or(Tier::Evidence);
        let chars = group.iter().map(|(_, item)| self.chars(item)).max().unwrap_or(0);
        Candidate {
            intent: Arc::clone(&row.id),
            confidence,
            tier,
            evidence: Vec::new(),
            slots: Vec::new(),
            priority: row.priority,
            is_sure: confidence >= row.act,
            literal_chars: chars,
            open_slots: group.iter().map(|(_, item)| open_slots(item)).max().unwrap_or(0),
            order: intent,
        }
    }

    /// The parts that add up to what an item is worth.
    fn parts(&self, item: &Item<'_>) -> SmallVec<[(&'static str, f64); 3]> {
        match item {
            Item::Phrase(hit) if hit.is_exact && hit.free > 0.0 => {
                let [whole, free] = weights::exact_but_free(hit.free);
                smallvec::smallvec![("the whole message", whole), ("free text in it", free)]
            }
            Item::Phrase(hit) if hit.is_exact => {
                smallvec::smallvec![("the whole message", weights::EXACT)]
            }
            Item::Phrase(hit) => {
                let [part, says, coverage] = weights::phrase(hit.says, hit.coverage);
                smallvec::smallvec![
                    ("a part of the message", part),
                    ("what its words say", says),
                    ("how much it covers", coverage)
                ]
            }
            Item::Keywords(hit) => {
                let words = hit.found.iter().map(|&word| self.keywords.words_of(word)).sum();
                let [found, more] = weights::keywords(words);
                let shared = hit.found.iter().map(|&word| self.keywords.shared_by(word)).min();
                let shared = weights::shared(shared.unwrap_or(1));
                smallvec::smallvec![
                    ("keywords", found),
                    ("more than one word", more),
                    ("other intents have them too", shared)
                ]
            }
            Item::Pattern(_) => smallvec::smallvec![("it matches", weights::PATTERN)],
            Item::Host(_, hit) => {
                smallvec::smallvec![("its strength", weights::host(hit.strength))]
            }
        }
    }

    fn log_odds(&self, item: &Item<'_>) -> f64 {
        self.parts(item).iter().map(|(_, share)| share).sum()
    }

    fn chars(&self, item: &Item<'_>) -> u32 {
        match item {
            Item::Phrase(hit) => hit.chars,
            Item::Keywords(hit) => {
                hit.found.iter().map(|&word| self.keywords.word(word).chars().count() as u32).sum()
            }
            Item::Pattern(hit) => hit.chars,
            Item::Host(..) => 0,
        }
    }

    /// Adds the evidence in words, and the values that this reading captures.
    fn fill(&self, candidate: &mut Candidate, group: Group<'_, '_>, found: &Found<'_>) {
        candidate.evidence.reserve_exact(group.len() + 1);
        candidate.evidence.push(Evidence {
            matcher: Cow::Borrowed("base"),
            detail: Arc::clone(self.base),
            log_odds: weights::BASE,
            span: None,
            parts: Vec::new(),
        });
        for (_, item) in group {
            let (matcher, detail, span) = self.told(item, found);
            let parts = self.parts(item);
            let log_odds = parts.iter().map(|(_, share)| share).sum();
            let parts = match self.detail {
                Detail::Sums => Vec::new(),
                Detail::Parts => {
                    let told = parts.iter().filter(|(_, share)| *share != 0.0);
                    told.map(|&(what, share)| (what.to_owned(), share)).collect()
                }
            };
            let matcher = Cow::Borrowed(matcher);
            candidate.evidence.push(Evidence { matcher, detail, log_odds, span, parts });
            self.capture(&mut candidate.slots, item, found);
        }
        candidate.slots.sort_by_key(|value| value.span);
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
                    add(self.entities.value_at(*span, slot, found.spots, text));
                }
            }
            Item::Keywords(_) | Item::Host(..) => {}
        }
    }
}

fn tier(item: &Item<'_>) -> Tier {
    match item {
        Item::Phrase(hit) if hit.is_exact => Tier::Exact,
        Item::Pattern(_) => Tier::Pattern,
        Item::Phrase(_) | Item::Keywords(_) | Item::Host(..) => Tier::Evidence,
    }
}

fn open_slots(item: &Item<'_>) -> u32 {
    match item {
        Item::Phrase(hit) => hit.open_slots,
        Item::Keywords(_) | Item::Pattern(_) | Item::Host(..) => 0,
    }
}
