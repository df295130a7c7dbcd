//! The peak memory of a process that loads a bot and nothing else, and what a built bot holds: this
//! program, started anew.
//!
//! Linux only, since it reads `/proc`; elsewhere there is no figure.

use std::process::Command;

use frontdesk::Bot;

/// The argument that makes this program the measured process, before the path of the definitions.
const CHILD: &str = "--memory-of";
/// The same for what the bot holds once it is built.
const HELD: &str = "--memory-held-by";
/// Bots built one after the other, all kept. What building needs beside the bot is used again by the
/// next, so that after the first few the process grows by what a bot holds.
const BOTS: usize = 6;
const FIRST: usize = 2;

/// If this process is the measured one: loads the bot, prints its own peak, and is done.
pub(crate) fn is_child() -> bool {
    let mut args = std::env::args().skip(1);
    let what = args.next();
    let path = args.next().unwrap_or_default();
    match what.as_deref() {
        Some(CHILD) => {}
        Some(HELD) => {
            print_held(&path);
            return true;
        }
        _ => return false,
    }
    let bot = Bot::from_yaml_dir(&path).expect("the parent wrote sound definitions");
    if let (Some(peak), true) = (kib("VmHWM:"), bot.intents().next().is_some()) {
        println!("{peak}");
    }
    true
}

/// Prints by how much this process grows with one bot more, in KiB.
fn print_held(path: &str) {
    let mut bots = Vec::new();
    let mut sizes = Vec::new();
    for _ in 0..BOTS {
        bots.push(Bot::from_yaml_dir(path).expect("the parent wrote sound definitions"));
        sizes.extend(kib("VmRSS:"));
    }
    if let (Some(first), Some(last)) = (sizes.get(FIRST - 1), sizes.get(BOTS - 1)) {
        println!("{}", last.saturating_sub(*first) / (BOTS - FIRST) as u64);
    }
}

/// The peak of a fresh process that loads `yaml`, in MiB.
pub(crate) fn peak_mib(yaml: &str) -> Option<f64> {
    of_child(CHILD, yaml)
}

/// What a built bot holds, in MiB, without the tables of its language, which all bots share.
pub(crate) fn held_mib(yaml: &str) -> Option<f64> {
    of_child(HELD, yaml)
}

fn of_child(what: &str, yaml: &str) -> Option<f64> {
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("measured.yaml");
    std::fs::write(&file, yaml).ok()?;
    let output = Command::new(std::env::current_exe().ok()?).arg(what).arg(&file).output().ok()?;
    let kib: f64 = String::from_utf8(output.stdout).ok()?.trim().parse().ok()?;
    Some(kib / 1024.0)
}

/// `VmHWM`, the most resident memory that this process ever had, or `VmRSS`, what it has now.
fn kib(what: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(what))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
