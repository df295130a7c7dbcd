//! How fast a bot is built and answers, beside a floor and what people write by hand.
//!
//! `cargo bench` measures everything and ends with a table (about five minutes); `cargo bench --
//! understand` only what has this in its name; `cargo bench -- --quick` roughly, in a minute. The
//! stages of a message come last. All on one thread. The bots are generated with a fixed seed, so two runs measure the same work.
#![allow(clippy::print_stdout, reason = "a bench prints its figures")]
#![allow(clippy::expect_used, reason = "a bench that cannot go on should stop")]

mod generate;
mod memory;
mod stages;
mod table;

use std::hint::black_box;
use std::time::Duration;

use aho_corasick::AhoCorasick;
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion, SamplingMode, Throughput};
use frontdesk::{Bot, Conversation, Decision, Outcome, Timestamp};

use generate::{Generated, Kind};

/// Numbers of intents: from a first try to what no person writes any more.
const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];

fn main() {
    if memory::is_child() {
        return;
    }
    let fresh = table::Figures::begin();
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .sample_size(30)
        .output_directory(&table::folder())
        .configure_from_args();

    let bots: Vec<(usize, Generated)> =
        SIZES.into_iter().map(|n| (n, generate::bot(n, Kind::Mixed))).collect();
    build(&mut criterion, &bots);
    understand(&mut criterion, &bots);
    by_hand(&mut criterion, &bots);
    shop(&mut criterion);
    conversation(&mut criterion);
    let faq = generate::bot(10_000, Kind::Faq);
    load_faq(&mut criterion, &faq);
    criterion.final_summary();

    if !std::env::args().any(|arg| matches!(arg.as_str(), "--test" | "--list")) {
        table::print(&fresh, &faq);
        stages::print();
    }
}

/// From YAML to a bot that answers.
fn build(criterion: &mut Criterion, bots: &[(usize, Generated)]) {
    let mut group = criterion.benchmark_group("build");
    for (intents, generated) in bots {
        slow(&mut group, *intents);
        group.throughput(Throughput::Elements(*intents as u64));
        group.bench_function(BenchmarkId::new("mixed", intents), |b| {
            b.iter(|| built(black_box(&generated.yaml)));
        });
    }
    group.finish();
}

/// A message at a time, with its floor: one Aho-Corasick scan of the same text for the plain words
/// of all phrases. Less than that no search for all phrases at once can cost.
fn understand(criterion: &mut Criterion, bots: &[(usize, Generated)]) {
    for (intents, generated) in bots {
        let bot = built(&generated.yaml);
        assert_kinds(&bot, generated);
        let automaton = AhoCorasick::new(&generated.phrases).expect("an automaton");
        let texts =
            [("hit", &generated.hits), ("miss", &generated.misses), ("long", &generated.long)];
        for (kind, texts) in texts {
            let mut group = criterion.benchmark_group("understand");
            group.throughput(per_text(texts));
            group.bench_function(BenchmarkId::new(kind, intents), |b| {
                b.iter(|| each(texts, |text| bot.understand(text).candidates.len()));
            });
            group.finish();

            let mut group = criterion.benchmark_group("floor");
            let folded: Vec<String> = texts.iter().map(|text| text.to_lowercase()).collect();
            group.throughput(per_text(texts));
            group.bench_function(BenchmarkId::new(kind, intents), |b| {
                b.iter(|| each(&folded, |text| automaton.find_overlapping_iter(text).count()));
            });
            group.finish();
        }
        let mut group = criterion.benchmark_group("respond");
        group.throughput(per_text(&generated.hits));
        group.bench_function(BenchmarkId::new("hit", intents), |b| {
            let mut conversation = Conversation::new();
            b.iter(|| each(&generated.hits, |text| respond(&bot, &mut conversation, text)));
        });
        group.finish();
    }
}

/// A bench of hits that are none would be fast and worth nothing.
fn assert_kinds(bot: &Bot, generated: &Generated) {
    let acts = |texts: &[String]| {
        let acts = texts.iter().filter(|text| bot.decide(&bot.understand(text)) == Decision::Act);
        acts.count() as f64 / texts.len() as f64
    };
    let (hits, misses) = (acts(&generated.hits), acts(&generated.misses));
    // About half of the hits are exact phrases.
    assert!(hits > 0.4 && misses < 0.2, "acts on {hits} of the hits, {misses} of the misses");
}

/// What people write before they look for a library: the phrase most like the message, by the
/// quicker of the two usual measures of `strsim`.
fn by_hand(criterion: &mut Criterion, bots: &[(usize, Generated)]) {
    let mut group = criterion.benchmark_group("by_hand");
    for (intents, generated) in bots {
        // Few texts, since each costs milliseconds.
        let texts: Vec<String> = generated.hits.iter().take(4).map(|t| t.to_lowercase()).collect();
        slow(&mut group, *intents);
        group.throughput(per_text(&texts));
        group.bench_function(BenchmarkId::new("strsim", intents), |b| {
            b.iter(|| {
                each(&texts, |text| {
                    let likeness = |phrase: &String| strsim::jaro_winkler(phrase, text);
                    let best = generated.phrases.iter().map(likeness).fold(0.0, f64::max);
                    (best * 100.0) as usize
                })
            });
        });
    }
    group.finish();
}

/// The bot that ships, on the messages of its own tests.
fn shop(criterion: &mut Criterion) {
    let build = || Bot::from_yaml_dir("intents/shop").expect("intents/shop is sound");
    let bot = build();
    let texts: Vec<String> = bot.match_tests().iter().map(|test| test.text.clone()).collect();
    let mut group = criterion.benchmark_group("shop");
    group.bench_function("build", |b| b.iter(build));
    group.throughput(per_text(&texts));
    group.bench_function("understand", |b| {
        b.iter(|| each(&texts, |text| bot.understand(text).candidates.len()));
    });
    group.bench_function("respond", |b| {
        let mut conversation = Conversation::new();
        b.iter(|| each(&texts, |text| respond(&bot, &mut conversation, text)));
    });
    group.throughput(Throughput::Elements(1));
    let in_a_form = form();
    group.bench_function("turn in a form", |b| {
        b.iter(|| {
            let reply =
                in_a_form.0.respond(&mut in_a_form.1.clone(), black_box("tomorrow at 3 pm"));
            assert!(matches!(reply.outcome, Outcome::Confirm { .. }), "{:?}", reply.outcome);
        });
    });
    group.finish();
}

/// The shop's bot when it has asked for the day of a call; on a Monday morning.
fn form() -> (Bot, Conversation) {
    let clock = || Timestamp::from_seconds(1_772_445_600); // 2026-03-02T10:00Z
    let bot = Bot::builder().yaml_dir("intents/shop").clock(clock).build().expect("the shop");
    let mut conversation = Conversation::new();
    for text in ["please call me back", "030 1234567"] {
        bot.respond(&mut conversation, text);
    }
    assert_eq!(conversation.asked(), Some("callback_day"), "the form has changed");
    (bot, conversation)
}

/// Saving and loading the state of a long talk.
fn conversation(criterion: &mut Criterion) {
    let long = long_talk();
    let saved = serde_json::to_string(&long).expect("a conversation is JSON");
    let mut group = criterion.benchmark_group("conversation");
    group.throughput(Throughput::Bytes(saved.len() as u64));
    group.bench_function("save", |b| {
        b.iter(|| serde_json::to_string(black_box(&long)).expect("a conversation is JSON").len());
    });
    group.bench_function("load", |b| {
        b.iter(|| serde_json::from_str::<Conversation>(black_box(&saved)).expect("as saved"));
    });
    group.finish();
}

/// 100 turns with the shop's bot.
fn long_talk() -> Conversation {
    let bot = Bot::from_yaml_dir("intents/shop").expect("intents/shop is sound");
    let mut conversation = Conversation::new();
    for test in bot.match_tests().iter().take(100) {
        respond(&bot, &mut conversation, &test.text);
    }
    conversation
}

/// 10,000 FAQ entries of two keys, 40,000 phrases, 4 MB.
fn load_faq(criterion: &mut Criterion, faq: &Generated) {
    let mut group = criterion.benchmark_group("faq");
    slow(&mut group, 10_000);
    group.throughput(Throughput::Bytes(faq.yaml.len() as u64));
    group.bench_function("load", |b| b.iter(|| built(black_box(&faq.yaml))));
    group.finish();
}

fn built(yaml: &str) -> Bot {
    Bot::from_yaml_str("generated.yaml", yaml).unwrap_or_else(|error| {
        println!("{error:#}");
        std::process::exit(1)
    })
}

fn respond(bot: &Bot, conversation: &mut Conversation, text: &str) -> usize {
    // A paused bot would answer nothing, and very fast.
    conversation.hand_back();
    bot.respond(conversation, text).messages.len()
}

fn each(texts: &[String], mut measured: impl FnMut(&str) -> usize) -> usize {
    texts.iter().map(|text| measured(black_box(text))).sum()
}

fn per_text(texts: &[String]) -> Throughput {
    Throughput::Elements(texts.len() as u64)
}

/// Fewer and longer samples for what takes milliseconds and more.
fn slow(group: &mut BenchmarkGroup<'_, WallTime>, intents: usize) {
    if intents >= 1_000 {
        group.sampling_mode(SamplingMode::Flat).sample_size(10);
        group.measurement_time(Duration::from_secs(if intents >= 10_000 { 10 } else { 2 }));
    }
}
