//! Learning and scoring: the same whatever the threads and the order, like the reference, bounded.

use std::fmt::Write as _;

use super::*;
use crate::def::Loader;
use crate::error::Severity;
use crate::limits::Limits;
use crate::nlu::math::sigmoid;
use dense::Dense;
use large::Large;

fn load(yaml: &str) -> Definitions {
    let mut loader = Loader::default();
    loader.yaml_str("t.yaml", yaml);
    let (definitions, problems) = loader.load(&Limits::default());
    assert!(problems.iter().all(|problem| problem.severity() != Severity::Error), "{problems:#?}");
    definitions
}

fn vectors() -> Vectors {
    Vectors::of(Language::of("en"))
}

fn learn(yaml: &str) -> Option<Examples> {
    Examples::build(&load(yaml), Language::of("en"))
}

fn yaml<'t>(lines: impl Iterator<Item = (&'t str, &'t str)>) -> String {
    let mut yaml = String::from("intents:\n");
    let mut last = "";
    for (intent, text) in lines {
        if intent != last {
            writeln!(yaml, "  {intent}:\n    bot: x\n    user:").unwrap();
        }
        last = intent;
        writeln!(yaml, "      - {:?}", crate::text::escape_phrase(text)).unwrap();
    }
    yaml
}

fn lines(tsv: &str) -> Vec<Vec<&str>> {
    tsv.lines().map(|line| line.split('\t').collect()).collect()
}

const TRAIN: &str = include_str!("parity/train.tsv");
const EXPECTED: &str = include_str!("parity/expected.tsv");

fn train() -> Vec<(&'static str, &'static str)> {
    let mut all: Vec<_> = lines(TRAIN).into_iter().map(|line| (line[0], line[1])).collect();
    all.sort_unstable();
    all
}

impl Examples {
    /// The best intent with its confidence, and all scores.
    fn best_of(&self, text: &str) -> Option<(u32, f64, Vec<f32>)> {
        let utterance = Utterance::new(text, Language::of("en"), &Limits::default());
        let scored = self.score(&utterance)?;
        let best: Vec<_> = self.in_order(&scored).take(2).collect();
        let (intent, _) = *best.first()?;
        let log_odds = self.log_odds(&scored, intent, best.get(1).copied())?;
        Some((intent, sigmoid(log_odds), scored.scores))
    }
}

/// The reference has no vectors.
fn learn_without_vectors(definitions: &Definitions) -> Examples {
    let lessons = Lessons::gather(definitions, Language::of("en"));
    let count = definitions.intents.iter().len();
    Examples::learn(lessons, Vectors::default(), count, 2, Model::build).unwrap()
}

/// `parity/expected.tsv` holds what a reference implementation in Python says, trained on
/// `parity/train.tsv` (match tests of the clinic bot), of phrases of that bot: to the optimum, pairs
/// of words up to 10 apart, no spelling, with the constants of `confidence` (`parity/expected.py`). The
/// library stops before that, so near ties may fall differently.
#[test]
fn agrees_with_the_reference() {
    let definitions = load(&yaml(train().into_iter()));
    let examples = learn_without_vectors(&definitions);
    let (mut same, mut all, mut off) = (0, 0, 0.0_f64);
    for line in lines(EXPECTED) {
        let (intent, confidence) = (line[0], line[1].parse::<f64>().unwrap());
        let Some((found, own, _)) = examples.best_of(line[2]) else { continue };
        all += 1;
        if definitions.intents.name(found as usize) == intent {
            same += 1;
            off = off.max((own - confidence).abs());
        }
    }
    assert!(all > 120 && same * 100 >= all * 94, "{same} of {all}");
    assert!(off < 0.08, "confidence is off by {off}");
}

#[test]
fn any_number_of_threads_learns_the_same() {
    let definitions = load(&yaml(train().into_iter()));
    type Build = fn(&Features, &count::Counted, &[Lesson], usize, usize) -> Model;
    let builds: [Build; 2] = [
        |f, c, l, classes, threads| Model::Dense(Dense::build(f, c, l, classes, threads)),
        |f, c, l, classes, threads| Model::Large(Large::build(f, c, l, classes, threads)),
    ];
    for build in builds {
        let bits = |threads: usize| {
            let lessons = Lessons::gather(&definitions, Language::of("en"));
            let count = definitions.intents.iter().len();
            let examples = Examples::learn(lessons, vectors(), count, threads, build).unwrap();
            let of = |text: &str| examples.best_of(text).map(|(_, _, scores)| scores);
            let scores = lines(EXPECTED).into_iter().filter_map(|line| of(line[2]));
            scores.flatten().map(f32::to_bits).collect::<Vec<_>>()
        };
        let one = bits(1);
        assert!(one.len() > 1_000);
        for threads in [2, 3, 8] {
            assert!(bits(threads) == one, "{threads} threads");
        }
    }
}

#[test]
fn the_large_model_agrees_with_the_dense_one() {
    let definitions = load(&yaml(train().into_iter()));
    let count = definitions.intents.iter().len();
    let lessons = || Lessons::gather(&definitions, Language::of("en"));
    let large = Examples::learn(lessons(), vectors(), count, 1, |f, c, l, classes, threads| {
        Model::Large(Large::build(f, c, l, classes, threads))
    });
    let (large, dense) =
        (large.unwrap(), Examples::learn(lessons(), vectors(), count, 1, Model::build).unwrap());
    let (mut same, mut all) = (0, 0);
    for (intent, text) in train() {
        let intent = definitions.intents.position(intent).unwrap() as u32;
        let is_right = |examples: &Examples| examples.best_of(text).unwrap().0 == intent;
        assert!(is_right(&dense), "{text}");
        same += usize::from(is_right(&large));
        all += 1;
    }
    assert!(same * 100 >= all * 98, "{same} of {all}");
}

#[test]
fn the_order_of_definitions_changes_nothing() {
    let there = load(&yaml(train().into_iter()));
    let back = load(&yaml(train().into_iter().rev()));
    let learnt = |definitions| Examples::build(definitions, Language::of("en")).unwrap();
    let (a, b) = (learnt(&there), learnt(&back));
    for line in lines(EXPECTED) {
        let (x, y) = (a.best_of(line[2]), b.best_of(line[2]));
        let named = |definitions: &Definitions, best: Option<(u32, f64, Vec<f32>)>| {
            best.map(|(intent, own, _)| (definitions.intents.name(intent as usize).to_owned(), own))
        };
        assert_eq!(named(&there, x), named(&back, y), "{}", line[2]);
    }
}

#[test]
fn bots_of_all_sizes_learn() {
    assert!(learn("intents: {a: {keywords: [x], bot: x}}").is_none(), "no phrases");
    let one = learn("intents: {a: {user: a cup of tea, bot: x}}").unwrap();
    assert!(one.best_of("a cup of tea").unwrap().1 > one.best_of("a cup of milk").unwrap().1);
    assert!(one.best_of("qqq ???").is_none_or(|best| best.1 < 0.01));
    assert!(one.best_of("").is_none());
    assert!(one.best_of("where is my order").is_none_or(|best| best.1 < 0.1), "another matter");
    let twice = learn("intents: {a: {user: tea, bot: x}, b: {user: tea, bot: x}}").unwrap();
    // Two lessons that contradict one another (which the checks refuse) pull to and fro around 0.
    let (_, _, scores) = twice.best_of("tea").unwrap();
    assert!((scores[0] + scores[1]).abs() < 1e-3, "{scores:?}");
    assert!(scores.iter().all(|score| score.abs() < 0.5), "a phrase scores 1: {scores:?}");
}

#[test]
fn other_scripts_are_learnt_by_their_words_and_letters() {
    let yaml = "{about: {language: zh}, intents: {a: {user: [我的订单在哪里, 订单状态], bot: x}, \
                b: {user: [怎么退款, 我要退货], bot: x}}}";
    let definitions = load(yaml);
    let examples = Examples::build(&definitions, Language::of("zh")).unwrap();
    assert_eq!(examples.best_of("请问我的订单到哪里了").unwrap().0, 0);
    assert_eq!(examples.best_of("可以退款吗").unwrap().0, 1);
}

#[test]
fn a_template_counts_as_one_phrase_and_not_user_as_none() {
    let lessons = |yaml: &str| Lessons::gather(&load(yaml), Language::of("en"));
    let bot = lessons(
        "{entities: {size: {values: {small: [tiny], large: []}}}, intents: {\
         a: {user: ['(where|when) is (my|the) [new] order', 'a {size} tea', thanks], \
             not_user: [where is my old order], bot: x}, z: {keywords: no, bot: x}}}",
    );
    assert_eq!((bot.intents.as_slice(), bot.phrases), (&[0][..], 3.0));
    let total: f32 = bot.lessons.iter().map(|lesson| lesson.times).sum();
    // The only intent also learns what it is not: nothing at all.
    assert!((total - 5.0).abs() < 1e-5, "{total}");
    let has = |text: &str| bot.texts.iter().any(|known| **known == *text);
    assert!(has("a small tea") && has("a tea") && has("thanks"));
    let many = (0..7_000).map(|i| format!("phrase number w{i}")).collect::<Vec<_>>();
    let many = lessons(&format!("intents: {{a: {{user: [{}], bot: x}}}}", many.join(", ")));
    assert_eq!(many.texts.len(), 5_000 + 1, "evenly thinned out, and nothing at all");
    assert_eq!(many.phrases, 7_000.0);
}

#[test]
fn scores_come_best_first() {
    for count in [0, 1, 7, 8, 9, 16, 17, 33] {
        let scores: Vec<f32> = (0..count).map(|at| ((at * 7) % 5) as f32 - 2.0).collect();
        let mut expected: Vec<usize> = (0..count).collect();
        expected.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
        let mut left = scores.clone();
        for at in expected {
            assert_eq!(highest(&left), scores[at]);
            assert_eq!(position(&left, scores[at]), Some(at));
            left[at] = f32::NAN;
        }
        assert_eq!((highest(&left), position(&left, 0.0)), (f32::NEG_INFINITY, None));
    }
}
