//! `frontdesk check`: every problem of a bot's definitions in one run.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use frontdesk::{Bot, Error, ErrorKind, Problem};
use serde::Serialize;

use crate::exit::{Exit, Failure};
use crate::load::{exit_of, unreadable};
use crate::output::{Output, Paint};
use crate::report::{Count, counted, report};

/// Report every problem of a bot's definitions, with its place and what would do
#[derive(Debug, Args)]
#[command(after_help = "\
Errors come first, then warnings; a bot with warnings works. Phrases of intents are
compared with one another too, which takes some times as long as building the bot.

Examples:
  frontdesk check intents/shop
  frontdesk check intents/shop --deny-warnings    warnings end with exit code 1 too
  frontdesk check intents/shop --json | jq '.problems[].message'

Exit codes: 0 no errors, 1 errors (or denied warnings), 2 PATH cannot be read or has no YAML files.")]
pub(crate) struct Check {
    /// Directory of YAML files, or one file
    path: PathBuf,
    /// Print one JSON object instead of the report
    #[arg(long)]
    json: bool,
    /// End with exit code 1 if there are warnings
    #[arg(long)]
    deny_warnings: bool,
}

/// The object that `--json` prints.
#[derive(Serialize)]
struct Found<'a> {
    path: String,
    /// Why nothing could be read; no problems then.
    #[serde(skip_serializing_if = "Option::is_none")]
    unreadable: Option<String>,
    errors: usize,
    warnings: usize,
    /// `null` if there is no bot.
    intents: Option<usize>,
    /// Utterances of `tests.matches`; `null` if there is no bot.
    tests: Option<usize>,
    problems: &'a [Problem],
}

impl Check {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Exit, Failure> {
        let result = Bot::builder().yaml_dir(&self.path).review().build();
        let problems = match &result {
            Ok(bot) => bot.warnings(),
            Err(error) => error.problems(),
        };
        let count = Count::of(problems);
        if self.json {
            output.json(&self.found(&result, count, problems))?;
        }
        match &result {
            Err(error) if error.kind() == ErrorKind::Read => {
                return if self.json { Ok(Exit::Misused) } else { Err(unreadable(error)) };
            }
            _ if self.json => {}
            _ => self.print(output, result.as_ref().ok(), count, problems)?,
        }
        Ok(match &result {
            Err(error) => exit_of(error),
            Ok(_) if self.deny_warnings && count.warnings > 0 => Exit::Problems,
            Ok(_) => Exit::Fine,
        })
    }

    fn found<'a>(
        &self,
        result: &Result<Bot, Error>,
        count: Count,
        problems: &'a [Problem],
    ) -> Found<'a> {
        let bot = result.as_ref().ok();
        let error = result.as_ref().err().filter(|error| error.kind() == ErrorKind::Read);
        Found {
            path: self.path.display().to_string(),
            unreadable: error.map(Error::to_string),
            errors: count.errors + usize::from(error.is_some()),
            warnings: count.warnings,
            intents: bot.map(|bot| bot.intents().count()),
            tests: bot.map(|bot| bot.match_tests().len()),
            problems,
        }
    }

    fn print(
        &self,
        output: &mut Output,
        bot: Option<&Bot>,
        count: Count,
        problems: &[Problem],
    ) -> Result<(), Failure> {
        let renderer = output.renderer();
        output.write_all(report(problems, &renderer).as_bytes())?;
        let paint = match (count.errors, count.warnings) {
            (0, 0) => Paint::Good,
            (0, _) => Paint::Doubtful,
            _ => Paint::Bad,
        };
        let mut summary = output.paint(paint, count);
        if let Some(bot) = bot {
            summary.push_str(": ");
            summary.push_str(&counted(bot.intents().count(), "intent"));
            summary.push_str(", ");
            summary.push_str(&counted(bot.match_tests().len(), "test utterance"));
            if self.deny_warnings && count.warnings > 0 {
                summary.push_str("; warnings are denied");
            }
        }
        writeln!(output, "{summary}")?;
        Ok(())
    }
}
