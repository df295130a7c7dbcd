//! Cross-validation: a part of the bot's own phrases is left out of it and comes back as tests.
//!
//! Only deals phrases; building with what is left is as always, in [`super::builder`].

use std::collections::BTreeMap;

use crate::def::{Definitions, Intent};
use crate::nlu::Sampler;
use crate::text::{Language, read_words};

use super::MatchTest;

/// Takes the phrases of `part` (from 0) of `parts` parts out of the definitions and gives them as
/// plain texts.
///
/// Phrases of one intent that a bot reads as the same words stay together: else the bot would know
/// what it is tested with. They are dealt one after the other, in a shuffled order, and the next
/// intent goes on where the last one ended: so the parts of each intent and of all differ by one.
pub(super) fn hold_out(
    definitions: &mut Definitions,
    language: &Language,
    part: usize,
    parts: usize,
) -> Vec<MatchTest> {
    let readings = first_readings(definitions);
    let dealt = deal(&readings, language, parts);
    let mut tests = Vec::new();
    let intents = definitions.intents.iter().zip(&readings).zip(&dealt);
    for (((id, intent), texts), own) in intents {
        for ((text, phrase), own) in texts.iter().zip(&intent.user).zip(own) {
            if *own != Some(part) {
                continue;
            }
            let place = definitions.sources.place(phrase.at);
            tests.push(MatchTest {
                text: text.clone(),
                intent: Some(id.as_str().to_owned()),
                place,
            });
        }
    }
    for (intent, own) in definitions.sections.intents.values_mut().zip(dealt) {
        let mut own = own.into_iter();
        intent.user.retain(|_| own.next().flatten() != Some(part));
    }
    tests
}

/// By intent and phrase: the part that it is dealt to, none if it stays with the bot always.
pub(super) type Dealt = Vec<Vec<Option<usize>>>;

/// Deals phrases, given by their first readings, into parts.
pub(super) fn deal(readings: &[Vec<String>], language: &Language, parts: usize) -> Dealt {
    // With one part nothing would be left to learn from.
    let parts = parts.max(2);
    let mut turn = 0;
    let mut dealt = Vec::with_capacity(readings.len());
    for (texts, number) in readings.iter().zip(0..) {
        let mut own = vec![None; texts.len()];
        let mut groups = same_words(texts, language);
        shuffle(&mut groups, number);
        // What an intent has only one of it keeps.
        let is_dealt = groups.len() > 1;
        for group in groups.into_iter().filter(|_| is_dealt) {
            for index in group {
                if let Some(own) = own.get_mut(index) {
                    *own = Some(turn % parts);
                }
            }
            turn += 1;
        }
        dealt.push(own);
    }
    dealt
}

/// The first reading of each phrase of each intent; empty for one that has none.
pub(super) fn first_readings(definitions: &Definitions) -> Vec<Vec<String>> {
    // One value of each entity is enough for a first reading.
    let sampler = Sampler::new(definitions, 1);
    let of = |intent: &Intent| {
        let readings = sampler.all(intent.user.iter(), 1);
        readings.into_iter().map(|reading| reading.into_iter().next().unwrap_or_default()).collect()
    };
    definitions.intents.iter().map(|(_, intent)| of(intent)).collect()
}

/// The numbers of texts with the same words, in the order of the first; texts without words are in
/// no group.
fn same_words(texts: &[String], language: &Language) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut seen: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for (index, text) in texts.iter().enumerate() {
        let words = read_words(text, language);
        if words.is_empty() {
            continue;
        }
        let group = *seen.entry(words).or_insert(groups.len());
        match groups.get_mut(group) {
            Some(group) => group.push(index),
            None => groups.push(vec![index]),
        }
    }
    groups
}

/// Fisher and Yates' shuffle, the same on every run: phrases that stand side by side are often
/// variants of one another, and dealing them in turn would put one of them into each part.
fn shuffle<T>(items: &mut [T], seed: u64) {
    let mut random = seed;
    for last in (1..items.len()).rev() {
        random = random.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let other = splitmix64(random) % (last as u64 + 1);
        items.swap(last, other as usize);
    }
}

/// The mixing step of SplitMix64 (Steele, Lea and Flood, 2014).
fn splitmix64(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::bot::Bot;

    fn build(yaml: &str, part: usize, parts: usize) -> (Bot, Vec<MatchTest>) {
        Bot::builder().yaml_str("bot.yaml", yaml).build_without(part, parts).unwrap()
    }

    fn numbered(intents: usize, phrases: usize) -> String {
        let phrases = |i: usize| (0..phrases).map(move |p| format!("word{i} phrase{p}"));
        let intent = |i: usize| {
            format!("  i{i}: {{user: [{}], bot: x}}\n", phrases(i).collect::<Vec<_>>().join(", "))
        };
        format!("intents:\n{}", (0..intents).map(intent).collect::<String>())
    }

    #[test]
    fn each_phrase_is_in_one_part_and_unknown_to_its_bot() {
        let yaml = numbered(3, 7);
        let mut all = Vec::new();
        for part in 0..4 {
            let (bot, tests) = build(&yaml, part, 4);
            for test in &tests {
                let exact = bot.understand(&test.text).best().map(|best| best.confidence == 1.0);
                assert_ne!(exact, Some(true), "{}", test.text);
            }
            let of = |id: &str| tests.iter().filter(|t| t.intent.as_deref() == Some(id)).count();
            for id in ["i0", "i1", "i2"] {
                assert!((1..=2).contains(&of(id)), "part {part} has {} of {id}", of(id));
            }
            assert!((5..=6).contains(&tests.len()));
            all.extend(tests.into_iter().map(|test| test.text));
        }
        assert_eq!(all.len(), 21);
        assert_eq!(all.into_iter().collect::<BTreeSet<_>>().len(), 21);
        let known = |part| {
            build(&yaml, part, 4)
                .0
                .understand("word0 phrase0")
                .best()
                .is_some_and(|best| best.confidence == 1.0)
        };
        assert_eq!((0..4).filter(|&part| known(part)).count(), 3);
    }

    #[test]
    fn the_same_on_every_run_and_not_in_the_order_of_the_file() {
        let yaml = numbered(1, 12);
        let (one, again) = (build(&yaml, 1, 3).1, build(&yaml, 1, 3).1);
        assert_eq!(one, again);
        let texts: Vec<&str> = one.iter().map(|test| test.text.as_str()).collect();
        assert_eq!(texts.len(), 4);
        let in_turn = ["word0 phrase1", "word0 phrase4", "word0 phrase7", "word0 phrase10"];
        assert_ne!(texts, in_turn);
    }

    #[test]
    fn phrases_of_the_same_words_stay_together_and_a_single_one_stays_in() {
        let yaml = "intents:\n  a: {user: [hello, Hello!, 'HELLO?'], bot: x}\n  b: {user: [\"what's up\", whats up, bye], bot: x}";
        let mut sizes = Vec::new();
        for part in 0..2 {
            let (bot, tests) = build(yaml, part, 2);
            assert!(bot.understand("hello").best().is_some(), "a has one phrase, written thrice");
            assert!(tests.iter().all(|test| test.intent.as_deref() == Some("b")));
            sizes.push(tests.len());
        }
        sizes.sort_unstable();
        assert_eq!(sizes, [1, 2]);
    }

    #[test]
    fn a_phrase_with_brackets_comes_back_as_its_first_reading() {
        let yaml = "words: {parcel: (order|parcel)}\nentities: {colour: {values: [red, blue]}}\n\
                    intents:\n  a: {user: ['where is [my] <parcel>', 'the {colour} one'], bot: x}";
        let mut texts: Vec<(String, u32)> = (0..2)
            .flat_map(|part| build(yaml, part, 2).1)
            .map(|test| (test.text, test.place.line))
            .collect();
        texts.sort();
        assert_eq!(texts, [("the red one".to_owned(), 4), ("where is my order".to_owned(), 4)]);
    }

    #[test]
    fn parts_that_make_no_sense_leave_a_bot() {
        let yaml = numbered(1, 3);
        assert_eq!(build(&yaml, 5, 3).1, [], "there is no such part");
        for parts in [0, 1] {
            let (bot, tests) = build(&yaml, 0, parts);
            assert_eq!(tests.len(), 2, "as two parts");
            assert_eq!(bot.intents().count(), 1);
        }
        let more = (0..9).map(|part| build(&yaml, part, 9).1.len()).sum::<usize>();
        assert_eq!(more, 3, "more parts than phrases");
    }

    #[test]
    fn definitions_with_errors_are_no_bot() {
        let broken = "intents: {a: {user: [hello, bye]}}";
        let built = Bot::builder().yaml_str("bot.yaml", broken).build_without(0, 2);
        assert!(built.is_err());
    }
}
