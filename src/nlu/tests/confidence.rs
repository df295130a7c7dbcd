//! What the confidence promises at its ends: an exact phrase is certain, noise is nothing.

use super::*;
use crate::text::escape_phrase;

/// Phrases of 48 intents, from 6 to 37 each.
const PHRASES: &str = include_str!("../examples/parity/train.tsv");

/// A bot of some of those intents, with some of their phrases.
fn cut(intents: usize, phrases: usize) -> (Understander, Vec<(&'static str, &'static str)>) {
    let mut by_intent: Vec<(&str, Vec<&str>)> = Vec::new();
    for (intent, text) in PHRASES.lines().filter_map(|line| line.split_once('\t')) {
        match by_intent.iter_mut().find(|(known, _)| *known == intent) {
            Some((_, texts)) => texts.push(text),
            None => by_intent.push((intent, vec![text])),
        }
    }
    by_intent.truncate(intents);
    let mut yaml = String::from("intents:\n");
    let mut kept = Vec::new();
    for (intent, texts) in by_intent {
        yaml.push_str(&format!("  {intent}:\n    bot: x\n    user:\n"));
        for text in texts.into_iter().take(phrases) {
            yaml.push_str(&format!("      - {:?}\n", escape_phrase(text)));
            kept.push((intent, text));
        }
    }
    (build(&yaml, Vec::new()).0, kept)
}

const SIZES: [(usize, usize); 7] = [(1, 2), (1, 6), (2, 3), (5, 5), (12, 5), (30, 6), (48, 50)];

#[test]
fn an_exact_phrase_is_certain_on_bots_of_all_sizes() {
    for (intents, phrases) in SIZES {
        let (bot, kept) = cut(intents, phrases);
        for (intent, text) in kept {
            let found = bot.read(text).candidates;
            let own = found.iter().find(|found| *found.intent == *intent);
            let own = own.map(|own| (own.tier, own.confidence));
            assert_eq!(own, Some((Tier::Exact, 1.0)), "{intents} x {phrases}: {text}");
        }
    }
}

#[test]
fn gibberish_and_words_that_the_bot_does_not_have_are_near_0() {
    let words = "asdfghjkl qwrtzp xqod fjdkslqpwo lkjhgfdsa zzzzzzzz vbnmcxy wqpox hgjfkd mnbvcxz \
                 umbrella guitar volcano democracy football keyboard poem lobster violin galaxy";
    let mut texts: Vec<String> = words.split(' ').map(str::to_owned).collect();
    let pairs: Vec<String> = texts.windows(2).map(|pair| pair.join(" ")).collect();
    texts.extend(pairs);
    texts.extend(["?!?", "42", "🦞🦞🦞", "ΑΒΓ δεζ", "订单"].map(str::to_owned));
    for (intents, phrases) in SIZES {
        let (bot, _) = cut(intents, phrases);
        let of = |text: &String| bot.best(text).map_or(0.0, |(_, _, confidence)| confidence);
        let mean = texts.iter().map(of).sum::<f64>() / texts.len() as f64;
        assert!(mean < 0.03, "{intents} x {phrases}: {mean}");
        for text in &texts {
            assert!(of(text) < 0.3, "{intents} x {phrases}: {text}: {}", of(text));
        }
    }
}

#[test]
fn the_only_intent_is_not_everything() {
    let bot = bot("intents: {hi: {user: [hello there, good morning], bot: Hi!}}");
    let of = |text: &str| bot.best(text).map_or(0.0, |(_, _, confidence)| confidence);
    assert_eq!(of("Hello there!"), 1.0);
    assert!(of("good morning to you") > 0.5);
    for text in ["where is my order", "shining", "do you sell tents", "moving house"] {
        assert!(of(text) < 0.3, "{text}: {}", of(text));
    }
}
