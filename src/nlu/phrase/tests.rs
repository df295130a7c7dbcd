//! The automaton against a naive reader that writes out every reading of a phrase.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::def::Loader;
use crate::text::{Piece, Utterance};

/// What one test asks: entity 0 is `e`, with values given as words.
struct Bot {
    phrases: Phrases,
    problems: Vec<Problem>,
    lexicon: Lexicon,
    values: Vec<Vec<u32>>,
}

const VALUES: [&str; 3] = ["a", "a b", "c c"];

fn bot(phrases: &[String], words: &[(&str, String)], limits: &Limits) -> Bot {
    let mut yaml = String::from("format: 1\nwords: {}\n");
    if !words.is_empty() {
        yaml = String::from("format: 1\nwords:\n");
    }
    for (name, text) in words {
        yaml += &format!("  {name}: '{text}'\n");
    }
    yaml += "intents:\n";
    for (i, phrase) in phrases.iter().enumerate() {
        yaml += &format!("  i{i}: {{user: '{phrase}', bot: x}}\n");
    }
    let mut loader = Loader::default();
    loader.yaml_str("t.yaml", &yaml);
    let (definitions, _) = loader.load(limits);
    assert_eq!(definitions.intents.len(), phrases.len(), "{yaml}");
    let mut lexicon = Lexicon::new();
    let values = VALUES.map(|value| value.split(' ').map(|word| lexicon.add(word)).collect());
    let mut problems = Vec::new();
    let language = Language::of("en");
    let kinds = Kinds::of_entities(&["e"]);
    let phrases =
        Phrases::build(&definitions, language, &kinds, &mut lexicon, limits, &mut problems);
    Bot { phrases, problems, lexicon, values: values.to_vec() }
}

fn utterance(text: &str) -> Utterance<'_> {
    Utterance::new(text, Language::of("en"), &Limits::default())
}

impl Bot {
    fn steps(&self, text: &str) -> Vec<Step> {
        let step = |word: &str| {
            let id = self.lexicon.find(word);
            Step { word: id, weight: self.phrases.weight(id), chars: word.len() as u32 }
        };
        utterance(text).words().map(step).collect()
    }

    fn places(&self, steps: &[Step]) -> Vec<Place> {
        let mut places = Vec::new();
        for start in 0..steps.len() {
            for value in &self.values {
                let words = steps.iter().skip(start).map(|step| step.word).take(value.len());
                if words.eq(value.iter().copied()) {
                    let end = (start + value.len()) as u32;
                    places.push(Place { entity: 0, start: start as u32, end });
                }
            }
        }
        places.sort_by_key(|place| (place.start, u32::MAX - place.end));
        places
    }

    /// Phrase, start and end of all that is found.
    fn found(&self, text: &str) -> BTreeSet<(u32, u32, u32)> {
        let steps = self.steps(text);
        let places = self.places(&steps);
        let walk = self.phrases.walk(&steps, &places);
        walk.found().iter().map(|found| (found.phrase, found.start, found.end)).collect()
    }

    fn hits(&self, text: &str) -> Vec<PhraseHit> {
        let utterance = utterance(text);
        let steps = self.steps(text);
        let places = self.places(&steps);
        let walk = self.phrases.walk(&steps, &places);
        self.phrases.hits(&walk, &steps, &utterance).0.to_vec()
    }

    /// Slot and captured words of the best phrase.
    fn captured(&self, text: &str) -> Vec<(String, String)> {
        let words: Vec<&str> = text.split(' ').collect();
        let steps = self.steps(text);
        let places = self.places(&steps);
        let walk = self.phrases.walk(&steps, &places);
        let (hits, _) = self.phrases.hits(&walk, &steps, &utterance(text));
        let best = hits.first().expect("a phrase is found");
        let captures = self.phrases.captures(&walk, best);
        captures
            .map(|(name, at)| {
                (name.to_string(), words[at.start as usize..at.end as usize].join(" "))
            })
            .collect()
    }
}

fn plain(phrases: &[&str]) -> Bot {
    let phrases: Vec<String> = phrases.iter().map(|&phrase| phrase.to_owned()).collect();
    bot(&phrases, &[], &Limits::default())
}

#[test]
fn exact_and_contained_phrases_are_told_apart() {
    let bot = plain(&["what is your name", "my order", "where is my order [now]", "is is"]);
    for (text, expected) in [
        ("what is your name", vec![(0, true)]),
        ("What's your NAME?", vec![(0, true)]),
        ("so what is your name then", vec![(0, false)]),
        ("where is my order", vec![(1, false), (2, true)]),
        ("where is my order now", vec![(1, false), (2, true)]),
        ("where is my black order", vec![]),
        ("my order my order", vec![(1, false)]),
        ("what is is", vec![(3, false)]),
        ("name", vec![]),
        ("", vec![]),
        ("?!", vec![]),
    ] {
        let found: Vec<_> = bot.hits(text).iter().map(|hit| (hit.intent, hit.is_exact)).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn coverage_grows_with_what_is_said_and_is_one_for_all_of_it() {
    let bot = plain(&["where is my order", "is it open", "my order is late", "is my order open"]);
    let coverage = |text: &str| bot.hits(text).first().map_or(0.0, |hit| hit.coverage);
    assert_eq!(coverage("where is my order"), 1.0);
    let close = coverage("where is my order is");
    let far = coverage("where is my order supercalifragilistic zebra");
    assert!(1.0 > close && close > far && far > 0.2, "{close} {far}");
}

#[test]
fn slots_capture_words_up_to_the_next_piece() {
    for (phrase, text, expected) in [
        ("send {e} now", "send a b now", vec![("e", "a b")]),
        ("send {e:big} now", "send c c now", vec![("big", "c c")]),
        (
            "tell {text:who} about {text:what}",
            "tell my aunt about it about it",
            vec![("who", "my aunt"), ("what", "it about it")],
        ),
        ("name is {text}", "name is ann lee", vec![("text", "ann lee")]),
        ("{text} is my name", "ann lee is my name", vec![("text", "ann lee")]),
        ("go [to {e}] [with {text}]", "go with bob", vec![("text", "bob")]),
        ("{e} {e:two}", "a b c c", vec![("e", "a b"), ("two", "c c")]),
    ] {
        let captured = plain(&[phrase]).captured(text);
        let expected: Vec<(String, String)> =
            expected.into_iter().map(|(a, b): (&str, &str)| (a.into(), b.into())).collect();
        assert_eq!(captured, expected, "{phrase} on {text}");
    }
}

#[test]
fn what_cannot_be_a_phrase_is_told() {
    let code = |phrase: &str| plain(&[phrase]).problems.first().map(|problem| problem.code());
    assert_eq!(code("{text}"), Some("phrase-fits-everything"));
    assert_eq!(code("[please] {text} [{text:more}]"), Some("phrase-fits-everything"));
    assert_eq!(code("{text} {e}"), None);
    assert_eq!(code("please {text}"), None);
}

#[test]
fn phrases_beyond_the_limits_are_refused_and_the_others_stay() {
    let limits = Limits { max_phrase_states: 20, ..Limits::default() };
    let long = "a ".repeat(30);
    let found = bot(&["hello".into(), long, "hello a".into()], &[], &limits);
    assert_eq!(found.problems.len(), 1);
    assert_eq!(found.problems[0].code(), "phrase-too-large");
    assert_eq!(found.problems[0].place().map(|place| place.line), Some(5));
    assert_eq!(found.found("hello a"), BTreeSet::from([(0, 0, 1), (1, 0, 2)]));

    let limits = Limits { max_bot_states: 10, ..Limits::default() };
    let phrases: Vec<String> = (0..9).map(|i| format!("one two w{i}")).collect();
    let found = bot(&phrases, &[], &limits);
    assert_eq!(found.problems.iter().map(|p| p.code()).collect::<Vec<_>>(), ["bot-too-large"]);
}

#[test]
fn adversarial_phrases_are_bounded_when_they_are_built_and_when_they_run() {
    let choice = "(a|b) ".repeat(30);
    let options = "[a] [b] ".repeat(30);
    let nested = format!("{}a{}", "[a ".repeat(15), "]".repeat(15));
    let texts = "{text} a ".repeat(10) + "{text}";
    // After n words, 2^n different sets of these phrases can be left.
    let blowup: Vec<String> =
        (0..24).map(|i| format!("{}a {}", "(a|b) ".repeat(i), "(a|b) ".repeat(23 - i))).collect();
    let mut phrases = vec![choice, options, nested, texts];
    phrases.extend(blowup);
    let words = [("p0", "<p1> <p1>".into()), ("p1", "<p2> <p2>".into()), ("p2", "<p2>".into())];
    phrases.push("a <p0>".into());
    let start = std::time::Instant::now();
    let limits = Limits::default();
    let bot = bot(&phrases, &words, &limits);
    let (states, bytes) = bot.phrases.size();
    assert!(states < 100_000 && bytes < 4 << 20, "{states} states, {bytes} bytes");
    for text in ["a ".repeat(512), "a b ".repeat(256), "c c a ".repeat(170)] {
        let hits = bot.hits(&text);
        assert!(hits.len() <= phrases.len());
    }
    let all_choices = "b a ".repeat(15);
    assert!(plain(&[&phrases[0]]).hits(all_choices.trim()).iter().any(|hit| hit.is_exact));
    // Minutes, if anything were expanded; the bound is loose because machines are shared.
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn a_word_said_often_costs_linear_steps() {
    let mut bot =
        plain(&["order", "order order", "order [order] [order] [order] now", "{e} order"]);
    bot.phrases.max_steps = usize::MAX;
    let steps = |count: usize| {
        let steps = vec![bot.steps("order")[0]; count];
        let walk = bot.phrases.walk(&steps, &[]);
        usize::MAX - walk.steps_left()
    };
    assert_eq!(steps(10_000) - steps(9_000), steps(2_000) - steps(1_000));
    // And with the usual limit the walk ends early.
    bot.phrases.max_steps = Limits::default().max_phrase_steps;
    let steps = vec![bot.steps("order")[0]; 1_000_000];
    assert_eq!(bot.phrases.walk(&steps, &[]).steps_left(), 0);
}

/// Sources of phrases over three words, an entity and free text.
fn phrase() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => prop::sample::select(vec!["a", "b", "c"]).prop_map(str::to_owned),
        1 => Just("{e}".to_owned()),
        1 => Just("{text}".to_owned()),
    ];
    let tree = leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..3).prop_map(|parts| parts.join(" ")),
            prop::collection::vec(inner.clone(), 2..4)
                .prop_map(|parts| format!("({})", parts.join("|"))),
            inner.prop_map(|part| format!("[{part}]")),
        ]
    });
    prop::collection::vec(tree, 1..4).prop_map(|parts| parts.join(" "))
}

/// All readings, as sequences without alternatives; `None` if there are too many.
fn readings(pieces: &[Piece]) -> Option<Vec<Vec<Piece>>> {
    let mut all = vec![Vec::new()];
    for piece in pieces {
        let ends = match piece {
            Piece::Any(branches) => {
                let mut ends = Vec::new();
                for branch in branches {
                    ends.extend(readings(branch)?);
                }
                ends
            }
            single => vec![vec![single.clone()]],
        };
        if all.len() * ends.len() > 2_000 {
            return None;
        }
        all =
            all.iter().flat_map(|a| ends.iter().map(move |b| [&a[..], &b[..]].concat())).collect();
    }
    Some(all)
}

/// Whether the words are the reading.
fn accepts(reading: &[Piece], words: &[&str]) -> bool {
    let Some((first, rest)) = reading.split_first() else { return words.is_empty() };
    let with = |len: usize| words.len() >= len && accepts(rest, &words[len..]);
    match first {
        Piece::Word(word) => words.first() == Some(&word.as_str()) && with(1),
        Piece::Slot { name, .. } if name == "text" => (1..=words.len()).any(with),
        Piece::Slot { .. } => VALUES.iter().any(|value| {
            let value: Vec<&str> = value.split(' ').collect();
            words.starts_with(&value) && with(value.len())
        }),
        other => panic!("{other:?} is no step of a reading"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// For each phrase and each end, the automaton finds it from where the naive reader finds it
    /// first, and nothing else.
    #[test]
    fn the_automaton_equals_a_naive_reader(
        sources in prop::collection::vec(phrase(), 1..5),
        text in prop::collection::vec(prop::sample::select(vec!["a", "b", "c", "x"]), 0..7),
    ) {
        let bot = bot(&sources, &[], &Limits::default());
        let found = bot.found(&text.join(" "));
        let mut number = 0;
        for source in &sources {
            let pieces = Phrase::parse(source).unwrap().pieces(Language::of("en"));
            let Some(readings) = readings(&pieces) else { return Ok(()) };
            let only_text = |reading: &Vec<Piece>| {
                let is_text = |p: &Piece| matches!(p, Piece::Slot { name, .. } if name == "text");
                !reading.is_empty() && reading.iter().all(is_text)
            };
            if readings.iter().any(only_text) {
                continue; // refused
            }
            for end in 1..=text.len() {
                let reads = |start: &usize| readings.iter().any(|r| accepts(r, &text[*start..end]));
                let first = (0..end).find(reads);
                let automaton = found.iter().filter(|f| f.0 == number && f.2 as usize == end);
                let automaton = automaton.map(|found| found.1 as usize).min();
                prop_assert_eq!(automaton, first, "{} up to {} of {:?}", source, end, text);
            }
            number += 1;
        }
        prop_assert!(found.iter().all(|f| f.0 < number));
    }
}
