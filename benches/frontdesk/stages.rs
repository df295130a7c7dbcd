//! Where the time of a message goes: the stages of `understand`, one by one.
//!
//! Measured with a clock between two stages, whose own cost (some 20 ns) is taken off. Bots: the
//! shop that ships, and one learnt from 15,000 phrases of 150 intents (CLINC150, Larson et al. 2019,
//! CC BY 3.0, read from beside the repository; left out where it is not there).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use frontdesk::{Bot, escape_phrase};

use crate::memory;

/// Passes over all messages; each stage of a message is told by its median.
const PASSES: usize = 15;
const MESSAGES: usize = 400;

pub(crate) fn print() {
    println!("\nStages of `understand`, median of a message, one thread");
    let shop = Bot::from_yaml_dir("intents/shop").expect("the shop");
    let texts: Vec<String> =
        shop.match_tests().iter().take(MESSAGES).map(|test| test.text.clone()).collect();
    table("shop", &shop, &texts);
    let data = Path::new("../shared/data/clinc150");
    let read = |name: &str| std::fs::read_to_string(data.join(name)).ok();
    let (Some(train), Some(val)) = (read("train.tsv"), read("val.tsv")) else {
        println!("clinc150: left out, no data beside the repository");
        return;
    };
    let begun = Instant::now();
    let yaml = imported(&train);
    let bot = Bot::from_yaml_str("clinc150.yaml", &yaml).expect("the bot");
    println!("clinc150: built in {:.2} s", begun.elapsed().as_secs_f64());
    if let Some(held) = memory::held_mib(&yaml) {
        println!("clinc150: the built bot holds {held:.1} MiB");
    }
    let texts = val.lines().filter_map(|line| Some(line.split_once('\t')?.1.to_owned()));
    table("clinc150", &bot, &texts.take(MESSAGES).collect::<Vec<_>>());
}

/// A bot of lines `intent<TAB>text`.
fn imported(lines: &str) -> String {
    let mut intents: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (intent, text) in lines.lines().filter_map(|line| line.split_once('\t')) {
        intents.entry(intent).or_default().push(text);
    }
    let mut yaml = String::from("intents:\n");
    for (intent, texts) in intents {
        writeln!(yaml, "  {intent}:\n    bot: {intent}\n    user:").expect("a string");
        for text in texts {
            let phrase = escape_phrase(text).replace('\'', "''");
            writeln!(yaml, "      - '{phrase}'").expect("a string");
        }
    }
    yaml
}

fn table(name: &str, bot: &Bot, texts: &[String]) {
    let mut stages: Vec<(&'static str, Vec<Duration>)> = Vec::new();
    let mut whole: Vec<Duration> = Vec::new();
    let tick = tick();
    for _ in 0..PASSES {
        for text in texts {
            let begun = Instant::now();
            black_box(bot.understand(text));
            whole.push(begun.elapsed());
            let mut last = Instant::now();
            let mut at = 0;
            black_box(bot.understand_in_stages(text, &mut |stage| {
                let took = last.elapsed().saturating_sub(tick);
                match stages.get_mut(at) {
                    Some((_, times)) => times.push(took),
                    None => stages.push((stage, vec![took])),
                }
                at += 1;
                last = Instant::now();
            }));
        }
    }
    println!("{name}: {} messages, the whole of `understand` {}", texts.len(), shown(&mut whole));
    for (stage, times) in &mut stages {
        println!("  {stage:<22} {}", shown(times));
    }
}

/// What reading the clock costs.
fn tick() -> Duration {
    let mut times: Vec<Duration> = (0..1_000).map(|_| Instant::now().elapsed()).collect();
    median(&mut times)
}

fn shown(times: &mut [Duration]) -> String {
    format!("{:>7.2} µs", median(times).as_nanos() as f64 / 1e3)
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
