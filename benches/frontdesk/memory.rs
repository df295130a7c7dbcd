//! The peak memory of a process that loads a bot and nothing else: this program, started anew.
//!
//! Linux only, since it reads `/proc`; elsewhere there is no figure.

use std::process::Command;

use frontdesk::Bot;

/// The argument that makes this program the measured process, before the path of the definitions.
const CHILD: &str = "--memory-of";

/// If this process is the measured one: loads the bot, prints its own peak, and is done.
pub(crate) fn is_child() -> bool {
    let mut args = std::env::args().skip(1);
    if args.next().as_deref() != Some(CHILD) {
        return false;
    }
    let path = args.next().unwrap_or_default();
    let bot = Bot::from_yaml_dir(&path).expect("the parent wrote sound definitions");
    if let (Some(peak), true) = (peak_kib(), bot.intents().next().is_some()) {
        println!("{peak}");
    }
    true
}

/// The peak of a fresh process that loads `yaml`, in MiB.
pub(crate) fn peak_mib(yaml: &str) -> Option<f64> {
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("faq.yaml");
    std::fs::write(&file, yaml).ok()?;
    let output = Command::new(std::env::current_exe().ok()?).arg(CHILD).arg(&file).output().ok()?;
    let kib: f64 = String::from_utf8(output.stdout).ok()?.trim().parse().ok()?;
    Some(kib / 1024.0)
}

/// `VmHWM`: the most resident memory that this process ever had.
fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
