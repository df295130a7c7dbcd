//! `frontdesk schema`: the JSON Schema of the authoring format.

use clap::Args;

use crate::exit::{Exit, Failure};
use crate::output::Output;

/// Print the JSON Schema of the authoring format, for editors that complete and check
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  frontdesk schema >frontdesk.schema.json
and in the first line of each file of the bot:
  # yaml-language-server: $schema=frontdesk.schema.json")]
pub(crate) struct Schema {}

impl Schema {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Exit, Failure> {
        output.json(&frontdesk::format_schema())?;
        Ok(Exit::Fine)
    }
}
