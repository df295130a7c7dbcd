//! The figures of a run as tables: medians that Criterion wrote, and how they relate.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::generate::Generated;
use crate::{SIZES, long_talk, memory};

/// Where Criterion keeps its figures.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("criterion")
}

/// The figures of this run, and not of an earlier one.
pub(crate) struct Figures {
    since: SystemTime,
}

impl Figures {
    pub(crate) fn begin() -> Figures {
        Figures { since: SystemTime::now() }
    }

    /// The median time of one iteration in nanoseconds; `None` if it was not measured.
    fn median(&self, name: &str) -> Option<f64> {
        let estimates = self.read(name, "estimates.json")?;
        estimates.get("median")?.get("point_estimate")?.as_f64()
    }

    /// The median time of one message in nanoseconds.
    fn message(&self, name: &str) -> Option<f64> {
        let about = self.read(name, "benchmark.json")?;
        let messages = about.get("throughput")?.get("Elements")?.as_f64()?;
        Some(self.median(name)? / messages)
    }

    fn read(&self, name: &str, file: &str) -> Option<serde_json::Value> {
        let path = folder().join(name).join("new").join(file);
        let is_new = std::fs::metadata(&path).ok()?.modified().ok()? >= self.since;
        let text = is_new.then(|| std::fs::read_to_string(&path).ok())??;
        serde_json::from_str(&text).ok()
    }
}

/// Prints what was measured in this run, as tables that can be pasted into the README.
pub(crate) fn print(figures: &Figures, faq: &Generated) {
    print_by_size(figures);
    print_times(figures);
    if let (Some(_), Ok(saved)) =
        (figures.median("conversation/save"), serde_json::to_string(&long_talk()))
    {
        line("conversation of 100 turns: size", &format!("{} bytes", saved.len()));
    }
    if let Some(load) = figures.median("faq/load") {
        let megabytes = faq.yaml.len() as f64 / 1e6;
        line("FAQ of 10,000 entries, 40,000 phrases", &format!("{megabytes:.1} MB of YAML"));
        line("FAQ: load", &time(load));
        if let Some(peak) = memory::peak_mib(&faq.yaml) {
            line("FAQ: peak memory of a process that loads it", &format!("{peak:.0} MiB"));
        }
    }
}

/// What grows with the bot, or should not.
fn print_by_size(figures: &Figures) {
    let message = |name: &str| SIZES.map(|n| figures.message(&format!("{name}/{n}")));
    let build = SIZES.map(|n| figures.median(&format!("build/mixed/{n}")));
    let [hit, miss, long] = ["hit", "miss", "long"].map(|m| message(&format!("understand/{m}")));
    let (floor, by_hand) = (message("floor/hit"), message("by_hand/strsim"));
    let rows = [
        ("build from YAML", show(build, time)),
        ("`understand`, a message that belongs to an intent", show(hit, time)),
        ("`understand`, one that belongs to nobody", show(miss, time)),
        ("`understand`, 2,000 characters", show(long, time)),
        ("`respond`, a message that belongs to an intent", show(message("respond/hit"), time)),
        ("messages a second (`understand`, belongs to an intent)", show(hit, a_second)),
        ("floor: one Aho-Corasick scan for all phrases", show(floor, time)),
        ("by hand: `strsim` with all phrases", show(by_hand, time)),
        ("`understand` to the floor", show(ratio(hit, floor), times)),
        ("by hand to `understand`", show(ratio(by_hand, hit), times)),
    ];
    let sizes = SIZES.map(|n| format!("{} intents", grouped(n)));
    println!("\n| median, one thread | {} |", sizes.join(" | "));
    println!("|---|{}", "--:|".repeat(SIZES.len()));
    for (name, cells) in rows {
        println!("| {name} | {} |", cells.join(" | "));
    }
    println!();
    for (name, [_, hundred, _, most]) in [("belongs", hit), ("to nobody", miss), ("long", long)] {
        if let Some((most, hundred)) = most.zip(hundred) {
            line(&format!("10,000 intents to 100, {name}"), &times(most / hundred));
        }
    }
}

fn print_times(figures: &Figures) {
    for (name, nanos) in [
        ("intents/shop: build", figures.median("shop/build")),
        ("intents/shop: understand", figures.message("shop/understand")),
        ("intents/shop: respond", figures.message("shop/respond")),
        ("conversation of 100 turns: save", figures.median("conversation/save")),
        ("conversation of 100 turns: load", figures.median("conversation/load")),
    ] {
        if let Some(nanos) = nanos {
            line(name, &time(nanos));
        }
    }
}

fn line(name: &str, value: &str) {
    println!("{name}: {value}");
}

type Row = [Option<f64>; SIZES.len()];

fn show(values: Row, show: impl Fn(f64) -> String) -> [String; SIZES.len()] {
    values.map(|value| value.map_or("–".to_owned(), &show))
}

fn ratio(over: Row, under: Row) -> Row {
    let mut ratio = [None; SIZES.len()];
    for ((ratio, over), under) in ratio.iter_mut().zip(over).zip(under) {
        *ratio = over.zip(under).map(|(over, under)| over / under);
    }
    ratio
}

fn time(nanos: f64) -> String {
    match nanos {
        ..1e3 => format!("{nanos:.0} ns"),
        ..1e6 => format!("{:.2} µs", nanos / 1e3),
        ..1e9 => format!("{:.2} ms", nanos / 1e6),
        _ => format!("{:.2} s", nanos / 1e9),
    }
}

fn times(ratio: f64) -> String {
    match ratio {
        ..100.0 => format!("× {ratio:.1}"),
        _ => format!("× {}", grouped(ratio.round() as usize)),
    }
}

fn a_second(nanos: f64) -> String {
    grouped((1e9 / nanos) as usize)
}

/// 10000 as "10,000".
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
