//! Where the lines of a chat come from: a terminal with line editing and history, or a pipe.

use std::fmt;
use std::fs;
use std::io::{self, BufReader, IsTerminal, StdinLock};
use std::path::PathBuf;

use rustyline::error::ReadlineError;
use rustyline::{Config, DefaultEditor};

use crate::exit::{Exit, Failure};
use crate::lines::Lines;

/// The lines that are typed or piped in.
pub(super) enum Input {
    Terminal(Box<Editor>),
    Pipe(Lines<BufReader<StdinLock<'static>>>),
}

/// A line editor, and where it keeps what was typed.
pub(super) struct Editor {
    editor: DefaultEditor,
    /// Without and with colours.
    prompt: (&'static str, &'static str),
    history: Option<PathBuf>,
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_terminal() { "Terminal" } else { "Pipe" })
    }
}

impl Input {
    /// Columns assumed where the terminal does not tell.
    const DEFAULT_WIDTH: usize = 80;

    /// A terminal if both sides are one.
    pub(super) fn new(is_coloured: bool, keeps_history: bool) -> Result<Input, Failure> {
        if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
            return Ok(Input::Pipe(Lines::new(BufReader::new(io::stdin().lock()))));
        }
        let config = Config::builder().history_ignore_space(true).auto_add_history(true).build();
        let mut editor = DefaultEditor::with_config(config).map_err(no_terminal)?;
        if is_coloured {
            // The editor shows the coloured prompt only if it has somebody to ask about colours.
            editor.set_helper(Some(()));
        }
        let history = if keeps_history { history_file() } else { None };
        if let Some(file) = &history {
            // Not there yet, or unreadable: the chat goes on without.
            let _ = editor.load_history(file);
        }
        let styled = if is_coloured { "\u{1b}[1;36myou ›\u{1b}[0m " } else { "you › " };
        Ok(Input::Terminal(Box::new(Editor { editor, prompt: ("you › ", styled), history })))
    }

    pub(super) fn is_terminal(&self) -> bool {
        matches!(self, Input::Terminal(_))
    }

    /// Columns of the terminal.
    pub(super) fn width(&mut self) -> usize {
        let columns = match self {
            Input::Terminal(terminal) => terminal.editor.dimensions().map(|(columns, _)| columns),
            Input::Pipe(_) => None,
        };
        columns.map_or(Input::DEFAULT_WIDTH, usize::from)
    }

    /// The next line; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<String>, Failure> {
        let terminal = match self {
            Input::Pipe(lines) => return Ok(lines.next()?.map(|line| line.text)),
            Input::Terminal(terminal) => terminal,
        };
        loop {
            match terminal.editor.readline(&terminal.prompt) {
                Ok(line) => return Ok(Some(line)),
                // Ctrl-C gives up the line, Ctrl-D leaves.
                Err(ReadlineError::Interrupted) => {}
                Err(ReadlineError::Eof) => return Ok(None),
                Err(ReadlineError::Io(error)) => return Err(Failure::Stream(error)),
                Err(error) => return Err(no_terminal(error)),
            }
        }
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        if let Some(file) = &self.history {
            if let Some(folder) = file.parent() {
                let _ = fs::create_dir(folder);
            }
            let _ = self.editor.append_history(file);
        }
    }
}

fn no_terminal(error: ReadlineError) -> Failure {
    Failure::new(format!("cannot use the terminal: {error}"), Exit::Misused)
}

/// `frontdesk/history` in the user's state directory, if there is such a directory: a chat does not
/// invent places to write to.
fn history_file() -> Option<PathBuf> {
    let is_set = |path: &PathBuf| path.is_absolute();
    let state = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from).filter(is_set);
    let home = || std::env::var_os("HOME").map(PathBuf::from).filter(is_set);
    let state = state.or_else(|| Some(home()?.join(".local/state")))?;
    state.is_dir().then(|| state.join("frontdesk").join("history"))
}
