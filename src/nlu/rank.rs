//! From what the matchers found to candidates: evidence added up, vetoes, the written order.
//!
//! The one place that turns evidence into confidence. What each kind of evidence is worth stands in
//! [`weights`](super::weights), what comes before what in [`Candidate::beats`].

mod item;
mod told;

use std::cmp::Ordering;
use std::sync::Arc;

use smallvec::SmallVec;

use super::Detail;
use super::entity::Entities;
use super::examples::{Examples, Scored};
use super::keyword::{KeywordHit, Keywords};
use super::literals::Seen;
use super::matcher::HostHit;
use super::math::sigmoid;
use super::pattern::PatternHit;
use super::phrase::{PhraseHit, Phrases};
use super::spoken::Spoken;
use super::spot::Spot;
use super::walk::Walk;
use super::weights;
use crate::clock::Timestamp;
use crate::text::Utterance;
use crate::understanding::{Candidate, Tier, Veto};

use item::{Group, Item, Items, is_specific, keywords, open_slots, score, tier};

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
    /// What the scorer says, if the message has anything of the bot's phrases.
    pub(super) scored: Option<&'m Scored>,
    /// How many words were corrected.
    pub(super) corrected: usize,
}

/// What ranking knows of the bot.
#[derive(Clone, Copy)]
pub(super) struct Ranking<'m> {
    pub(super) intents: &'m [IntentRow],
    pub(super) phrases: &'m Phrases,
    pub(super) keywords: &'m Keywords,
    pub(super) entities: &'m Entities,
    pub(super) examples: Option<&'m Examples>,
    /// The words of the evidence that everything starts from, and of the scorer's.
    pub(super) base: &'m Arc<str>,
    pub(super) learnt: &'m Arc<str>,
    pub(super) max_candidates: usize,
    pub(super) now: Timestamp,
    pub(super) detail: Detail,
}

/// Candidates in order, and the intents that were ruled out.
pub(super) type Ranked = (Vec<Candidate>, Vec<(Arc<str>, Veto)>);

/// Intents with their scores, best first.
type Scores = SmallVec<[(u32, f32); 16]>;

/// The order of intents by their scores, best first.
fn by_score((a, x): &(u32, f32), (b, y): &(u32, f32)) -> Ordering {
    y.total_cmp(x).then(a.cmp(b))
}

/// The probability with these log-odds, to three digits.
fn confidence(log_odds: f64) -> f64 {
    (sigmoid(log_odds) * 1_000.0).round() / 1_000.0
}

/// A candidate while it is weighed.
struct Draft<'i, 'm> {
    candidate: Candidate,
    group: Group<'i, 'm>,
    /// The log-odds that the scorer gives, if they count.
    scored: Option<f64>,
    /// The intent with the best score but for this, and that score.
    rival: Option<(u32, f32)>,
    /// Whether the keywords in the message are another intent's.
    foreign_keywords: bool,
}

impl Draft<'_, '_> {
    /// Another intent's keywords speak against what has a score only.
    fn is_foreign(&self) -> bool {
        self.foreign_keywords && matches!(self.group, [(_, Item::Score(_))])
    }
}

impl<'m> Ranking<'m> {
    /// Intents with the best scores that are weighed at most: enough that some are left after vetoes.
    const SCORED: usize = 12;
    /// What the scorer alone says of an intent is told from this confidence on; of the best always,
    /// if the bot knows a word of the message …
    const TOLD: f64 = 0.01;
    /// … else from the first confidence that is not 0: the best guess by the letters of words.
    const TOLD_OF_STRANGE: f64 = 0.001;

    /// Ranks what was found.
    pub(in crate::nlu) fn rank(&self, found: &Found<'m>) -> Ranked {
        let items = self.items(found);
        let alone; // `left` will borrow from it
        let mut vetoed = Vec::new();
        let mut left: SmallVec<[(u32, &IntentRow, Group<'_, 'm>); 32]> = SmallVec::new();
        for group in items.chunk_by(|a, b| a.0 == b.0) {
            let Some(&(intent, _)) = group.first() else { continue };
            let Some(row) = self.intents.get(intent as usize) else { continue };
            match self.veto(intent, row, group, found) {
                Some(veto) => vetoed.push((Arc::clone(&row.id), veto)),
                None => left.push((intent, row, group)),
            }
        }
        let has_keywords = left.iter().any(|(_, _, group)| keywords(group).is_some());
        // The lead of an intent is the one over those that are left.
        let mut scores: Scores =
            left.iter().filter_map(|(intent, _, group)| Some((*intent, score(group)?))).collect();
        scores.sort_unstable_by(by_score);
        alone = self.scored_alone(&items, &mut scores, has_keywords, found);
        left.extend(alone.chunks(1).filter_map(|group| {
            let (intent, _) = *group.first()?;
            Some((intent, self.intents.get(intent as usize)?, group))
        }));
        let knows_a_word = match (self.examples, found.scored) {
            (Some(examples), Some(scored)) => examples.knows_a_word(scored),
            _ => false,
        };
        let least_of_best = if knows_a_word { 0.0 } else { Self::TOLD_OF_STRANGE };
        let mut drafts: SmallVec<[Draft<'_, 'm>; 8]> = SmallVec::new();
        for (intent, row, group) in left {
            let has_more = !matches!(group, [(_, Item::Score(_))]);
            let rival = scores.iter().find(|(other, _)| *other != intent).copied();
            let foreign_keywords = has_keywords && keywords(group).is_none();
            let draft = self.draft(intent, row, group, rival, foreign_keywords, found);
            let is_best = scores.first().is_some_and(|(best, _)| *best == intent);
            let told_from = if is_best { least_of_best } else { Self::TOLD };
            if has_more || draft.candidate.confidence >= told_from {
                drafts.push(draft);
            }
        }
        drafts.sort_by(|a, b| a.candidate.beats(&b.candidate).0);
        drafts.truncate(self.max_candidates);
        vetoed.truncate(self.max_candidates);
        (drafts.into_iter().map(|draft| self.fill(draft, found)).collect(), vetoed)
    }

    /// Everything that was found, sorted by intent, with the scores of these intents; within an intent
    /// in the order of [`Item`].
    fn items(&self, found: &Found<'m>) -> Items<'m> {
        let mut items: Items<'m> = SmallVec::new();
        let speaks_for = found.phrases.iter().filter(|hit| !hit.speaks_against);
        items.extend(speaks_for.map(|hit| (hit.intent, Item::Phrase(hit))));
        items.extend(found.keywords.iter().map(|hit| (hit.intent, Item::Keywords(hit))));
        items.extend(found.patterns.iter().map(|hit| (hit.intent, Item::Pattern(hit))));
        items.extend(found.hosts.iter().map(|(name, hit)| (hit.intent, Item::Host(name, hit))));
        if let (Some(examples), Some(scored)) = (self.examples, found.scored) {
            let mut intents: SmallVec<[u32; 16]> =
                items.iter().map(|(intent, _)| *intent).collect();
            intents.sort_unstable();
            intents.dedup();
            let score = |intent| Some((intent, Item::Score(examples.score_of(scored, intent)?)));
            items.extend(intents.into_iter().filter_map(score));
        }
        // Stable: within an intent the order of kinds above stays.
        items.sort_by_key(|(intent, _)| *intent);
        items
    }

    /// Intents that have a score and nothing else, best first, none that is ruled out: the two best,
    /// since a lead may be over those, and further ones that can be told. Their scores go to `scores`,
    /// and decide who is the last that is told, not the rounded confidence.
    fn scored_alone(
        &self,
        others: &Items<'_>,
        scores: &mut Scores,
        has_keywords: bool,
        found: &Found<'_>,
    ) -> Items<'m> {
        let mut alone = Items::new();
        let (Some(examples), Some(scored)) = (self.examples, found.scored) else { return alone };
        let foreign = if has_keywords { self.foreign_keywords() } else { 0.0 };
        let beside = foreign + weights::spelling(found.corrected);
        for (intent, score) in examples.in_order(scored).take(Self::SCORED) {
            let Some(row) = self.intents.get(intent as usize) else { continue };
            if others.iter().any(|(other, _)| *other == intent)
                || self.veto(intent, row, &[], found).is_some()
            {
                continue;
            }
            let at = scores.partition_point(|other| by_score(other, &(intent, score)).is_lt());
            let best = scores.first().copied();
            let log_odds = || Some(examples.log_odds(scored, intent, best)? + beside);
            let is_told = || log_odds().is_some_and(|sum| confidence(sum) >= Self::TOLD);
            // What comes next has no better score, and no higher confidence.
            if at > self.max_candidates || (alone.len() >= 2 && !is_told()) {
                break;
            }
            scores.insert(at, (intent, score));
            alone.push((intent, Item::Score(score)));
        }
        alone
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
    ///
    /// What was found counts by itself, or together with the score, whichever says more: a score
    /// is the better judge of whole messages, but where the author was specific (a pattern, several
    /// keywords) and the rest of the message is unknown, the author counts.
    fn draft<'i>(
        &self,
        intent: u32,
        row: &IntentRow,
        group: Group<'i, 'm>,
        rival: Option<(u32, f32)>,
        foreign_keywords: bool,
        found: &Found<'_>,
    ) -> Draft<'i, 'm> {
        let mut draft = Draft {
            candidate: Candidate {
                intent: Arc::clone(&row.id),
                confidence: 0.0,
                tier: group.iter().map(|(_, item)| tier(item)).min().unwrap_or(Tier::Evidence),
                evidence: Vec::new(),
                slots: Vec::new(),
                priority: row.priority,
                is_sure: false,
                literal_chars: group.iter().map(|(_, item)| self.chars(item)).max().unwrap_or(0),
                open_slots: group.iter().map(|(_, item)| open_slots(item)).max().unwrap_or(0),
                order: intent,
            },
            group,
            scored: None,
            rival,
            foreign_keywords,
        };
        draft.scored = match (self.examples, found.scored) {
            (Some(examples), Some(scored)) if draft.candidate.tier != Tier::Exact => {
                examples.log_odds(scored, intent, rival)
            }
            _ => None,
        };
        let mut log_odds = self.log_odds(&draft, found);
        let few = weights::keywords_doubted(1, self.phrases_each()).is_some();
        if draft.scored.is_some() && group.iter().any(|(_, item)| is_specific(item, few)) {
            let beside = draft.scored.take();
            let alone = self.log_odds(&draft, found);
            if alone >= log_odds {
                log_odds = alone;
            } else {
                draft.scored = beside;
            }
        }
        draft.candidate.confidence = confidence(log_odds);
        draft.candidate.is_sure = draft.candidate.confidence >= row.act;
        draft
    }

    /// The sum of all evidence.
    fn log_odds(&self, draft: &Draft<'_, '_>, found: &Found<'_>) -> f64 {
        let items = draft.group.iter();
        let sum: f64 = items
            .flat_map(|(_, item)| self.parts(item, draft, found))
            .map(|(_, share)| share)
            .sum();
        let foreign = if draft.is_foreign() { self.foreign_keywords() } else { 0.0 };
        weights::BASE + sum + foreign + weights::spelling(found.corrected)
    }

    /// How many phrases an intent has on average, as far as they were learnt.
    fn phrases_each(&self) -> f64 {
        self.examples.map_or(0.0, Examples::phrases_each)
    }

    fn foreign_keywords(&self) -> f64 {
        weights::foreign_keywords(self.phrases_each())
    }

    /// The parts that add up to what an item is worth.
    fn parts(
        &self,
        item: &Item<'_>,
        draft: &Draft<'_, '_>,
        found: &Found<'_>,
    ) -> SmallVec<[(&'static str, f64); 3]> {
        let beside = draft.scored.is_some();
        match item {
            Item::Phrase(hit) if hit.is_exact && hit.free > 0.0 => {
                let [whole, free] = weights::exact_but_free(hit.free);
                smallvec::smallvec![("the whole message", whole), ("free text in it", free)]
            }
            Item::Phrase(hit) if hit.is_exact => {
                let exact = weights::exact(found.corrected);
                smallvec::smallvec![("the whole message", exact)]
            }
            Item::Phrase(hit) if beside => {
                smallvec::smallvec![("a part of the message", weights::phrase_beside(hit.coverage))]
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
                let shared = hit.found.iter().map(|&word| self.keywords.shared_by(word)).min();
                let shared = weights::shared(shared.unwrap_or(1));
                let each = self.phrases_each();
                let doubted =
                    score(draft.group).and_then(|_| weights::keywords_doubted(words, each));
                let [one, more] = match doubted {
                    _ if beside => weights::keywords_beside(words, each),
                    Some(doubted) => doubted,
                    None => weights::keywords(words),
                };
                // What others have too says nothing; it never speaks against the intent.
                let shared = shared.max(-(one + more).max(0.0));
                smallvec::smallvec![
                    ("keywords", one),
                    ("more than one word", more),
                    ("other intents have them too", shared)
                ]
            }
            Item::Pattern(_) if beside => {
                smallvec::smallvec![("it matches", weights::pattern_beside(self.phrases_each()))]
            }
            Item::Pattern(_) => smallvec::smallvec![("it matches", weights::PATTERN)],
            Item::Host(_, hit) if beside => {
                smallvec::smallvec![("its strength", weights::host_beside(hit.strength))]
            }
            Item::Host(_, hit) => {
                smallvec::smallvec![("its strength", weights::host(hit.strength))]
            }
            Item::Score(_) => match draft.scored {
                Some(scored) => smallvec::smallvec![("its score", scored - weights::BASE)],
                None => SmallVec::new(),
            },
        }
    }

    fn chars(&self, item: &Item<'_>) -> u32 {
        match item {
            Item::Phrase(hit) => hit.chars,
            Item::Keywords(hit) => {
                hit.found.iter().map(|&word| self.keywords.word(word).chars().count() as u32).sum()
            }
            Item::Pattern(hit) => hit.chars,
            Item::Host(..) | Item::Score(_) => 0,
        }
    }
}
