//! What was found for an intent, one thing at a time, and what each kind of find means for the
//! order of candidates.

use smallvec::SmallVec;

use crate::nlu::keyword::KeywordHit;
use crate::nlu::matcher::HostHit;
use crate::nlu::pattern::PatternHit;
use crate::nlu::phrase::PhraseHit;
use crate::understanding::Tier;

/// One thing that was found for an intent.
#[derive(Clone, Copy)]
pub(super) enum Item<'m> {
    Phrase(&'m PhraseHit),
    Keywords(&'m KeywordHit),
    Pattern(&'m PatternHit),
    Host(&'static str, &'m HostHit),
    /// The scorer's score.
    Score(f32),
}

pub(super) type Items<'m> = SmallVec<[(u32, Item<'m>); 16]>;
/// The items of one intent.
pub(super) type Group<'i, 'm> = &'i [(u32, Item<'m>)];

pub(super) fn tier(item: &Item<'_>) -> Tier {
    match item {
        Item::Phrase(hit) if hit.is_exact => Tier::Exact,
        Item::Pattern(_) => Tier::Pattern,
        Item::Phrase(_) | Item::Keywords(_) | Item::Host(..) | Item::Score(_) => Tier::Evidence,
    }
}

pub(super) fn open_slots(item: &Item<'_>) -> u32 {
    match item {
        Item::Phrase(hit) => hit.open_slots,
        Item::Keywords(_) | Item::Pattern(_) | Item::Host(..) | Item::Score(_) => 0,
    }
}

/// Whether something may count alone where there is a score too. Not a phrase inside a longer
/// message: the scorer has learnt from it, and judges the rest of the message as well. Keywords only
/// where the scorer had `few` phrases to learn from.
pub(super) fn is_specific(item: &Item<'_>, few: bool) -> bool {
    match item {
        Item::Pattern(_) | Item::Host(..) => true,
        Item::Keywords(_) => few,
        Item::Phrase(_) | Item::Score(_) => false,
    }
}

pub(super) fn score(group: Group<'_, '_>) -> Option<f32> {
    group.iter().find_map(|(_, item)| match item {
        Item::Score(score) => Some(*score),
        _ => None,
    })
}

pub(super) fn keywords<'m>(group: Group<'_, 'm>) -> Option<&'m KeywordHit> {
    group.iter().find_map(|(_, item)| match item {
        Item::Keywords(hit) => Some(*hit),
        _ => None,
    })
}
