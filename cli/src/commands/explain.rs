//! `frontdesk explain`: what a message means to a bot, and why.

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use frontdesk::{Bot, Decision, Understanding};
use serde::Serialize;

use crate::exit::{Exit, Failure};
use crate::load;
use crate::output::{Output, Paint};

/// Show what a message means to the bot: every candidate, its evidence, and the decision
#[derive(Debug, Args)]
#[command(after_help = "\
The parts of each candidate add up to its log-odds, and those give its confidence.

Examples:
  frontdesk explain intents/shop \"wheres my parcel\"
  frontdesk explain intents/shop --json \"wheres my parcel\" | jq .decision")]
pub(crate) struct Explain {
    /// Directory of YAML files, or one file
    path: PathBuf,
    /// What a customer writes; several words need no quotes
    #[arg(required = true, num_args = 1..)]
    text: Vec<OsString>,
    /// Print one JSON object instead of the tree
    #[arg(long)]
    json: bool,
}

/// The object that `--json` prints.
#[derive(Serialize)]
struct Explained<'a> {
    text: &'a str,
    decision: Decision,
    /// The decision in one line.
    reason: String,
    thresholds: Thresholds,
    understanding: &'a Understanding,
}

#[derive(Serialize)]
struct Thresholds {
    /// Of the best candidate's intent; `null` if there is none.
    act: Option<f64>,
    ask: f64,
    gap: f64,
}

impl Explain {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Exit, Failure> {
        let bot = load::bot(&self.path, output)?;
        let text = self.text.join(std::ffi::OsStr::new(" "));
        let text = text.to_string_lossy();
        let understanding = bot.explain(&text);
        if self.json {
            let verdict = bot.verdict(&understanding);
            output.json(&Explained {
                text: &text,
                decision: verdict.decision,
                reason: verdict.to_string(),
                thresholds: Thresholds { act: verdict.act, ask: verdict.ask, gap: verdict.gap },
                understanding: &understanding,
            })?;
        } else {
            print(output, &bot, &understanding)?;
        }
        Ok(Exit::Fine)
    }
}

/// The tree, and the decision below it.
pub(crate) fn print(
    output: &mut Output,
    bot: &Bot,
    understanding: &Understanding,
) -> Result<(), Failure> {
    let verdict = bot.verdict(understanding);
    write!(output, "{}", understanding.explain())?;
    let paint = match verdict.decision {
        Decision::Act => Paint::Good,
        Decision::Ask => Paint::Doubtful,
        Decision::Miss => Paint::Bad,
    };
    writeln!(output, "{}", output.paint(paint, format!("→ {verdict}")))?;
    Ok(())
}

/// The decision as `classify` and `test` call it.
pub(crate) fn word(decision: Decision) -> &'static str {
    match decision {
        Decision::Act => "act",
        Decision::Ask => "ask",
        Decision::Miss => "miss",
    }
}
