//! How a command ends: the exit codes, and what stops a command half-way.

use std::io;
use std::process::ExitCode;

use crate::output::Output;

/// The exit codes of all commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All is well.
    Fine,
    /// The command did its work and found something wrong.
    Problems,
    /// It was used wrongly: wrong options (clap ends with the same code), or nothing to read.
    Misused,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        match exit {
            Exit::Fine => ExitCode::SUCCESS,
            Exit::Problems => ExitCode::from(1),
            Exit::Misused => ExitCode::from(2),
        }
    }
}

/// Why a command stopped before its end.
#[derive(Debug)]
pub(crate) enum Failure {
    /// What it writes cannot be written, or its standard input cannot be read.
    Stream(io::Error),
    /// Anything else, already in words for the user.
    Told { message: String, exit: Exit },
}

impl Failure {
    /// `message` is one sentence without a full stop.
    pub(crate) fn new(message: impl Into<String>, exit: Exit) -> Failure {
        Failure::Told { message: message.into(), exit }
    }

    /// Prints what is to be said, and gives the exit code.
    pub(crate) fn tell(self, output: &mut Output) -> Exit {
        match self {
            // Whoever read our output has seen enough (`| head`): no reason to say anything.
            Failure::Stream(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Fine,
            Failure::Stream(error) => {
                output.error(&error.to_string());
                Exit::Misused
            }
            Failure::Told { message, exit } => {
                output.error(&message);
                exit
            }
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Stream(error)
    }
}
