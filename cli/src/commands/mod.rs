//! The commands: each has its own file with its arguments and its work.

mod chat;
mod check;
mod classify;
mod eval;
pub(crate) mod explain;
mod import;
mod schema;
mod test;

use clap::Subcommand;

use crate::exit::{Exit, Failure};
use crate::output::Output;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(check::Check),
    Chat(chat::Chat),
    Explain(explain::Explain),
    Test(test::Test),
    Eval(eval::Eval),
    Classify(classify::Classify),
    Import(import::Import),
    Schema(schema::Schema),
}

impl Command {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Exit, Failure> {
        match self {
            Command::Check(command) => command.run(output),
            Command::Chat(command) => command.run(output),
            Command::Explain(command) => command.run(output),
            Command::Test(command) => command.run(output),
            Command::Eval(command) => command.run(output),
            Command::Classify(command) => command.run(output),
            Command::Import(command) => command.run(output),
            Command::Schema(command) => command.run(output),
        }
    }
}
