//! Loading a bot for a command that cannot do without one.

use std::path::Path;

use frontdesk::{Bot, Error, ErrorKind, Problem};

use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::report::{Count, report};

/// The bot of `path`; if its definitions have problems, all of them are printed.
pub(crate) fn bot(path: &Path, output: &mut Output) -> Result<Bot, Failure> {
    Bot::from_yaml_dir(path).map_err(|error| {
        if error.kind() == ErrorKind::Read {
            return unreadable(&error);
        }
        output.note_report(|renderer| report(error.problems(), renderer));
        output.note("");
        let exit = exit_of(&error);
        Failure::new(format!("there is no bot: {}", Count::of(error.problems())), exit)
    })
}

/// How a command ends that finds no bot: with nothing to read, its path was a wrong one.
pub(crate) fn exit_of(error: &Error) -> Exit {
    let is_empty = |problem: &Problem| matches!(problem.code(), "no-files" | "no-file");
    if error.kind() == ErrorKind::Read || error.problems().iter().any(is_empty) {
        Exit::Misused
    } else {
        Exit::Problems
    }
}

/// What is said where there is nothing to read.
pub(crate) fn unreadable(error: &Error) -> Failure {
    Failure::new(error.to_string(), Exit::Misused)
}
