//! The command line of frontdesk: check, try, explain, test and feed bots, and make new ones.
//!
//! One file per command in `commands`; what several of them need stands beside this file. It uses
//! only the public interface of the library, so what it can do, a host can do.

mod commands;
mod exit;
mod labelled;
mod lines;
mod load;
mod markup;
mod output;
mod play;
mod report;

use std::process::ExitCode;

use clap::Parser;

use commands::Command;
use output::{ColourChoice, Output};

/// Check, try out and test bots that answer customers or hand them to a human.
///
/// A bot is a directory of YAML files, or one file: PATH is either.
#[derive(Debug, Parser)]
#[command(name = "frontdesk", version, after_help = EXAMPLES, disable_help_subcommand = true)]
struct Cli {
    /// Colours: auto (on a terminal without NO_COLOR), always, or never
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    color: ColourChoice,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  frontdesk check intents/shop                   every problem of the definitions, with its place
  frontdesk chat intents/shop                    talk to the bot
  frontdesk explain intents/shop \"where is it\"  why it understands that as it does
  frontdesk test intents/shop                    run its own tests: utterances and talks
  frontdesk eval intents/shop lines.tsv          how good it is on lines `intent<TAB>text`
  frontdesk classify intents/shop <lines.txt     one JSON object for each line
  frontdesk import tsv train.tsv -o bot.yaml     a bot from lines `intent<TAB>text`

Exit codes: 0 all is well, 1 problems were found, 2 used wrongly (or nothing to read there).";

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut output = Output::new(cli.color);
    let result = cli.command.run(&mut output).and_then(|exit| {
        output.finish()?;
        Ok(exit)
    });
    result.unwrap_or_else(|failure| failure.tell(&mut output)).into()
}
