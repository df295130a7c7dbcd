//! What a score is made of, in words that people understand: "order", "where … order", the letters
//! of an unknown word. For explanations only; nothing is decided here.

use std::collections::BTreeMap;

use super::Examples;
use super::Scored;
use super::features::Reading;
use super::keys::{letters, spans};
use super::vectors::{Direction, Sum};
use crate::nlu::confidence::Scale;
use crate::nlu::weights;
use crate::text::{Token, Utterance};

/// Parts told one by one at most; the others are summed up.
const MOST: usize = 8;
/// Parts below this are not worth a line.
const LEAST: f64 = 0.05;

impl Examples {
    /// The parts of an intent's evidence, largest first; with what all messages start from, they
    /// add up to its log-odds less [`weights::BASE`].
    pub(in crate::nlu) fn parts(
        &self,
        scored: &Scored,
        utterance: &Utterance<'_>,
        intent: u32,
        rival: Option<(u32, f32)>,
    ) -> Vec<(String, f64)> {
        let class_of = |intent: u32| self.classes.get(intent as usize).copied();
        let (Some(class), Some(log_odds)) =
            (class_of(intent), self.log_odds(scored, intent, rival))
        else {
            return Vec::new();
        };
        let total = log_odds - weights::BASE;
        let likeness = self.of_likeness(scored, intent, rival);
        let rival = rival.and_then(|(intent, _)| class_of(intent));
        // What moves the own score, and the rival's, moves the log-odds.
        let moves = |by: &dyn Fn(u32) -> f32| {
            let rival = rival.map_or(0.0, |rival| self.scale.by_rival() * f64::from(by(rival)));
            self.scale.by_score() * f64::from(by(class)) + rival
        };
        let mut told: BTreeMap<String, f64> = BTreeMap::new();
        for (label, features) in self.labels(utterance) {
            for (feature, share) in features {
                let by = |class| self.model.share(&self.features, &scored.reading, feature, class);
                *told.entry(label.clone()).or_default() += share * moves(&by);
            }
        }
        for (label, direction) in self.meanings(&scored.reading, utterance) {
            *told.entry(label).or_default() += moves(&|class| self.model.worth(&direction, class));
        }
        let mut told: Vec<(String, f64)> = told.into_iter().collect();
        told.sort_by(|(a, x), (b, y)| y.abs().total_cmp(&x.abs()).then(a.cmp(b)));
        let rest = told.split_off(told.len().min(MOST));
        let (told_alone, small): (Vec<_>, Vec<_>) =
            told.into_iter().partition(|(_, share)| share.abs() >= LEAST);
        let mut told = told_alone;
        let others: f64 = rest.iter().chain(&small).map(|(_, share)| share).sum();
        told.push(("other words".to_owned(), others));
        told.push(("how like the best intent's phrases it is in meaning".to_owned(), likeness));
        told.push((
            "words that no phrase has".to_owned(),
            Scale::missing(scored.reading.known_share()),
        ));
        let sum: f64 = told.iter().map(|(_, share)| share).sum();
        told.push(("what every message starts from".to_owned(), total - sum));
        told.retain(|(_, share)| *share != 0.0);
        told
    }

    /// What each word adds to where the message points, by what people call it.
    fn meanings(&self, reading: &Reading, utterance: &Utterance<'_>) -> Vec<(String, Direction)> {
        let meaning = |token: Token<'_>| {
            let mut own = Sum::default();
            self.features.vectors.add(self.features.vector_of(token.class()), &mut own);
            let is_known = self.features.words.contains_key(token.class());
            let word = token.word();
            let label = if is_known { word.to_owned() } else { format!("the meaning of {word}") };
            (label, own.share_of(&reading.meaning))
        };
        utterance.tokens().map(meaning).collect()
    }

    /// The features of a message by what people call them. A feature that stands at several places
    /// is shared by them.
    fn labels(&self, utterance: &Utterance<'_>) -> Vec<(String, Vec<(u32, f64)>)> {
        let features = &self.features;
        let words: Vec<(&str, &str)> =
            utterance.tokens().map(|token| (token.class(), token.word())).collect();
        let mut all: Vec<(String, u32)> = Vec::new();
        for (class, word) in &words {
            let label = match features.words.get(*class) {
                Some(&id) => {
                    all.push(((*word).to_owned(), id));
                    (*word).to_owned()
                }
                None => format!("letters of {word}"),
            };
            if let Some(stem) = features.stem_of(class) {
                all.push((label.clone(), features.len() as u32 + stem));
            }
            for (number, _) in letters(class).filter_map(|key| features.letters.find(key)) {
                all.push((label.clone(), features.first_letters() + number));
            }
        }
        let classes = words.iter().map(|(class, _)| *class);
        let (ids, stems) = features.all_numbers(classes);
        let found = spans(&ids, &stems);
        let word = |at: usize| words.get(at).map_or("", |(_, word)| *word);
        for (key, from, to) in found {
            let Some((number, _)) = features.links.find(key) else { continue };
            let label = match (from, to) {
                (None, Some(to)) => format!("{} at the start", word(to)),
                (Some(from), None) => format!("{} at the end", word(from)),
                (Some(from), Some(to)) if from + 1 == to => format!("{} {}", word(from), word(to)),
                (Some(from), Some(to)) => format!("{} … {}", word(from), word(to)),
                (None, None) => continue,
            };
            all.push((label, features.first_link() + number));
        }
        gather(all)
    }
}

/// By label, the features with the share of each that the label has.
fn gather(mut all: Vec<(String, u32)>) -> Vec<(String, Vec<(u32, f64)>)> {
    let mut places: Vec<u32> = all.iter().map(|(_, feature)| *feature).collect();
    places.sort_unstable();
    let count = |feature: u32| {
        places.partition_point(|&f| f <= feature) - places.partition_point(|&f| f < feature)
    };
    all.sort_unstable();
    let mut gathered: Vec<(String, Vec<(u32, f64)>)> = Vec::new();
    for (label, feature) in all {
        let share = 1.0 / count(feature).max(1) as f64;
        match gathered.last_mut() {
            Some((known, features)) if *known == label => features.push((feature, share)),
            _ => gathered.push((label, vec![(feature, share)])),
        }
    }
    gathered
}
