//! What the scorer makes of a bot's own phrases: pairs that it cannot tell apart, phrases that it
//! would give to another intent, and intents that it cannot learn.

use super::super::held_out::{Dealt, deal, first_readings};
use super::place;
use crate::def::{Definitions, Intent, Notes, PhraseText};
use crate::nlu::{Examples, Opinion, Understander};
use crate::text::{Language, read_words};

/// Each phrase is judged by a bot that has not learnt from it: so many bots, without a part each.
const PARTS: usize = 4;
/// Phrases times intents beyond which that would take too long (CLINC150 has 2.3 million).
const MOST_WORK: usize = 5_000_000;

/// Two phrases have at least so much in common …
const ALIKE: f32 = 0.8;
/// … and the score of the own intent leads by less than this, though the bot learnt the phrase:
/// usual is 1 and more.
const NO_LEAD: f32 = 0.3;

/// A phrase looks mislabelled if its own intent's score is so far behind another one's …
const FAR_BEHIND: f32 = -0.8;
/// … and the bot is sure enough of that, for what stands beside it.
const SIGNS: [Signs; 2] = [
    Signs { others: 15, confidence: 0.95, likeness: 0.6, more: 0.2 },
    Signs { others: 4, confidence: 0.99, likeness: 0.7, more: 0.4 },
];

/// What it takes to doubt a phrase. On CLINC150 and BANKING77, whose labels are known to be wrong
/// here and there, three of four phrases told are; an intent with few phrases may well have
/// one that is like no other, hence the second row.
struct Signs {
    /// Other phrases that the own intent has at least.
    others: usize,
    /// How sure the bot is of the other intent.
    confidence: f64,
    /// What the nearest phrase there has in common with it, and how much more than its own nearest.
    likeness: f32,
    more: f32,
}

/// An intent has too few phrases if it has this share of what intents have in the middle, or less.
const FEW: usize = 5;

/// A phrase by the numbers of its intent and of itself.
type PhraseId = (usize, usize);

pub(super) fn tell(
    definitions: &mut Definitions,
    language: &'static Language,
    understander: &Understander,
    notes: &mut Notes,
) {
    let readings = first_readings(definitions);
    let Some(examples) = understander.examples() else { return };
    let phrases = readings.iter().map(Vec::len).sum::<usize>();
    if phrases.saturating_mul(readings.len()) > MOST_WORK {
        return;
    }
    let desk = Desk { readings: &readings, examples, language };
    let alike = desk.alike();
    for (one, other) in &alike {
        tell_alike(definitions, *one, *other, notes);
    }
    let dealt = deal(&readings, language, PARTS);
    let opinions = held_out_opinions(definitions, &readings, &dealt, language);
    for (phrase, opinion) in opinions.iter().enumerate().flat_map(|(intent, own)| {
        own.iter().enumerate().filter_map(move |(at, of)| Some(((intent, at), (*of)?)))
    }) {
        let is_told = alike.iter().any(|(one, other)| *one == phrase || *other == phrase);
        if is_told || opinion.lead.is_none_or(|lead| lead > FAR_BEHIND) {
            continue;
        }
        if let Some(nearest) = desk.belongs_to(phrase, &opinion) {
            tell_mislabelled(definitions, phrase, &opinion, nearest, notes);
        }
    }
    tell_few(definitions, &opinions, notes);
}

/// What all phrases are compared with.
struct Desk<'r> {
    readings: &'r [Vec<String>],
    examples: &'r Examples,
    language: &'static Language,
}

impl Desk<'_> {
    /// Pairs of phrases of two intents that a bot which learnt both cannot tell apart; each once.
    fn alike(&self) -> Vec<(PhraseId, PhraseId)> {
        let mut pairs = Vec::new();
        for (intent, texts) in self.readings.iter().enumerate() {
            for (at, text) in texts.iter().enumerate() {
                let opinion = self.examples.opinion(text, intent as u32, self.language);
                let Some(opinion) = opinion else { continue };
                if opinion.lead.is_none_or(|lead| lead > NO_LEAD) {
                    continue;
                }
                let own = (intent, at);
                let nearest = self.nearest(own, opinion.other as usize);
                let Some((other, _)) = nearest.filter(|(_, alike)| *alike >= ALIKE) else {
                    continue;
                };
                if !self.is_same(own, other) {
                    pairs.push((own.min(other), own.max(other)));
                }
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    /// The other phrase of an intent with most in common, and how much.
    fn nearest(&self, own: PhraseId, intent: usize) -> Option<(PhraseId, f32)> {
        let text = self.text(own)?;
        let others = self.readings.get(intent)?.iter().enumerate();
        let likeness = |other: &str| self.examples.likeness(text, other, self.language);
        others
            .map(|(at, reading)| ((intent, at), reading))
            .filter(|(other, _)| *other != own)
            .map(|(other, reading)| (other, likeness(reading)))
            .max_by(|(a, x), (b, y)| x.total_cmp(y).then(b.cmp(a)))
    }

    /// The phrase of the other intent that shows where this one belongs, if it looks mislabelled.
    fn belongs_to(&self, own: PhraseId, opinion: &Opinion) -> Option<PhraseId> {
        let others = self.readings.get(own.0)?.len() - 1;
        let (there, likeness) = self.nearest(own, opinion.other as usize)?;
        let (_, here) = self.nearest(own, own.0).unwrap_or((own, 0.0));
        let is_sure = |signs: &Signs| {
            others >= signs.others
                && opinion.confidence >= signs.confidence
                && likeness >= signs.likeness
                && likeness - here >= signs.more
        };
        SIGNS.iter().any(is_sure).then_some(there)
    }

    /// The same words: `def` told that.
    fn is_same(&self, a: PhraseId, b: PhraseId) -> bool {
        let words = |of| self.text(of).map(|text| read_words(text, self.language));
        words(a) == words(b)
    }

    fn text(&self, (intent, at): PhraseId) -> Option<&str> {
        self.readings.get(intent)?.get(at).map(String::as_str)
    }
}

/// By intent and phrase: what bots that have not learnt from the phrase say of it.
fn held_out_opinions(
    definitions: &mut Definitions,
    readings: &[Vec<String>],
    dealt: &Dealt,
    language: &'static Language,
) -> Vec<Vec<Option<Opinion>>> {
    let mut opinions: Vec<Vec<Option<Opinion>>> =
        readings.iter().map(|texts| vec![None; texts.len()]).collect();
    let intents = definitions.sections.intents.values_mut();
    let all: Vec<Vec<PhraseText>> =
        intents.map(|intent| std::mem::take(&mut intent.user)).collect();
    for part in 0..PARTS {
        let intents = definitions.sections.intents.values_mut();
        for ((intent, texts), own) in intents.zip(&all).zip(dealt) {
            let left = texts.iter().zip(own).filter(|(_, own)| **own != Some(part));
            intent.user = left.map(|(text, _)| text.clone()).collect();
        }
        let Some(examples) = Examples::learn_from(definitions, language) else { continue };
        let intents = opinions.iter_mut().zip(readings).zip(dealt).zip(0..);
        for (((opinions, texts), own), intent) in intents {
            for ((opinion, text), own) in opinions.iter_mut().zip(texts).zip(own) {
                if *own == Some(part) {
                    *opinion = examples.opinion(text, intent, language);
                }
            }
        }
    }
    for (intent, user) in definitions.sections.intents.values_mut().zip(all) {
        intent.user = user;
    }
    opinions
}

fn tell_alike(definitions: &Definitions, one: PhraseId, other: PhraseId, notes: &mut Notes) {
    let (first, second) = (place(definitions, one.0, one.1), place(definitions, other.0, other.1));
    let (Some(first), Some(second)) = (first, second) else { return };
    let id = definitions.intents.name(one.0);
    let message = format!("`{id}` has a phrase that the bot cannot tell from this one");
    notes
        .warning("alike", second, message)
        .see("here", first)
        .help("say in one of them what only that intent is about, or leave one out");
}

fn tell_mislabelled(
    definitions: &Definitions,
    phrase: PhraseId,
    opinion: &Opinion,
    nearest: PhraseId,
    notes: &mut Notes,
) {
    let Some(at) = place(definitions, phrase.0, phrase.1) else { return };
    let id = definitions.intents.name(opinion.other as usize);
    let message = format!("by all other phrases this one means `{id}`");
    let note = notes.warning("mislabelled", at, message);
    if let Some(there) = place(definitions, nearest.0, nearest.1) {
        note.see("the phrase there that is most like it", there);
    }
    note.help(format!(
        "move it there, or give `{}` more phrases like it",
        definitions.intents.name(phrase.0)
    ));
}

/// Intents that have far fewer phrases than the bot's others, and no other way to be found, and
/// whose phrases the bot would not understand if it had not learnt them.
fn tell_few(definitions: &Definitions, opinions: &[Vec<Option<Opinion>>], notes: &mut Notes) {
    let mut counts: Vec<usize> = definitions.intents.iter().map(|(_, i)| i.user.len()).collect();
    counts.retain(|count| *count > 0);
    counts.sort_unstable();
    let Some(&middle) = counts.get(counts.len() / 2) else { return };
    for ((id, intent), opinions) in definitions.intents.iter().zip(opinions) {
        let count = intent.user.len();
        let is_few = count > 0 && count * FEW <= middle && is_plain(intent);
        let is_learnt = opinions.iter().flatten().any(|opinion| opinion.lead > Some(0.0));
        if is_few && !is_learnt {
            let phrases = if count == 1 { "phrase" } else { "phrases" };
            let message = format!(
                "`{}` has {count} {phrases}, most intents of this bot {middle} or more",
                &**id
            );
            notes.warning("few-phrases", id.at, message).help(
                "say it in more ways: the bot takes what customers write for an intent with more",
            );
        }
    }
}

/// Whether an intent is found by plain phrases only.
fn is_plain(intent: &Intent) -> bool {
    let has_brackets = |text: &PhraseText| text.contains(['(', '[', '{', '<']);
    intent.keywords.is_none() && intent.patterns.is_empty() && !intent.user.iter().any(has_brackets)
}
