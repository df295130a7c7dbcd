//! `frontdesk classify`: lines in, one JSON object a line out, in order and in bounded memory.

use std::io::{self, BufReader, Write};
use std::path::PathBuf;

use clap::Args;
use frontdesk::{Bot, Decision};
use serde::Serialize;

use crate::exit::{Exit, Failure};
use crate::lines::Lines;
use crate::load;
use crate::output::Output;

/// Read utterances from standard input, one a line, and write one JSON object a line
#[derive(Debug, Args)]
#[command(after_help = "\
Each line becomes
  {\"text\":…,\"intent\":\"id\"|null,\"confidence\":0.0–1.0,\"decision\":\"act\"|\"ask\"|\"miss\",
   \"candidates\":[{\"intent\":…,\"confidence\":…},…]}
in the order of the input. `intent` is the best candidate even when the decision is `miss`, and null
only where there is none; there are at most five candidates. An empty line gives an object too.
What is no UTF-8 is replaced; of a line longer than 1 MiB only the start is read, with a warning.

Example:
  cut -f2 test.tsv | frontdesk classify intents/shop >answers.jsonl")]
pub(crate) struct Classify {
    /// Directory of YAML files, or one file
    path: PathBuf,
}

/// The object of one line.
#[derive(Serialize)]
struct Classified<'a> {
    text: &'a str,
    intent: Option<&'a str>,
    confidence: f64,
    decision: Decision,
    candidates: Vec<Scored<'a>>,
}

#[derive(Serialize)]
struct Scored<'a> {
    intent: &'a str,
    confidence: f64,
}

impl Classify {
    /// Candidates of one line at most; part of the promise of the output.
    const MAX_CANDIDATES: usize = 5;
    /// Bytes read at once.
    const BUFFER: usize = 64 << 10;

    pub(crate) fn run(&self, output: &mut Output) -> Result<Exit, Failure> {
        let bot = load::bot(&self.path, output)?;
        let input = BufReader::with_capacity(Classify::BUFFER, io::stdin().lock());
        let mut lines = Lines::new(input);
        loop {
            // No whole line at hand: whoever writes to us may wait for the answer to the last one.
            if !lines.input().buffer().contains(&b'\n') {
                output.flush()?;
            }
            let Some(line) = lines.next()? else { return Ok(Exit::Fine) };
            if line.is_cut {
                output.warning(&format!(
                    "line {} is longer than 1 MiB: only its start was read",
                    line.number
                ));
            }
            write_line(output, &bot, &line.text)?;
        }
    }
}

fn write_line(output: &mut Output, bot: &Bot, text: &str) -> io::Result<()> {
    let understanding = bot.understand(text);
    let candidates: Vec<Scored<'_>> = understanding
        .candidates
        .iter()
        .take(Classify::MAX_CANDIDATES)
        .map(|candidate| Scored { intent: &candidate.intent, confidence: candidate.confidence })
        .collect();
    let classified = Classified {
        text,
        intent: candidates.first().map(|best| best.intent),
        confidence: candidates.first().map_or(0.0, |best| best.confidence),
        decision: bot.decide(&understanding),
        candidates,
    };
    serde_json::to_writer(&mut *output, &classified)?;
    writeln!(output)
}
