//! Where a command writes: results to standard output, messages to standard error, both with
//! colours only where somebody can see them.

use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use annotate_snippets::Renderer;
use anstyle::{AnsiColor, Style};
use clap::ValueEnum;

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum ColourChoice {
    /// On a terminal, unless NO_COLOR is set or TERM is `dumb`
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What a stretch of the output is, for its colour.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Paint {
    Good,
    Bad,
    Doubtful,
    Name,
    Strong,
    Faint,
}

impl Paint {
    fn style(self) -> Style {
        match self {
            Paint::Good => AnsiColor::Green.on_default(),
            Paint::Bad => AnsiColor::Red.on_default().bold(),
            Paint::Doubtful => AnsiColor::Yellow.on_default(),
            Paint::Name => AnsiColor::Cyan.on_default(),
            Paint::Strong => Style::new().bold(),
            Paint::Faint => Style::new().dimmed(),
        }
    }
}

/// Colours text, or leaves it as it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Painter {
    coloured: bool,
}

impl Painter {
    /// For what is not for a terminal.
    pub(crate) const PLAIN: Painter = Painter { coloured: false };

    /// `text` in its colour.
    pub(crate) fn paint(self, paint: Paint, text: impl Display) -> String {
        painted(self.coloured, paint.style(), text)
    }
}

/// Standard output, buffered, and what is known about both streams.
#[derive(Debug)]
pub(crate) struct Output {
    out: BufWriter<StdoutLock<'static>>,
    colours_out: bool,
    colours_err: bool,
}

impl Output {
    /// Bytes gathered before they are written, unless a command flushes.
    const BUFFER: usize = 64 << 10;

    pub(crate) fn new(choice: ColourChoice) -> Output {
        let wanted = |is_terminal: bool| match choice {
            ColourChoice::Always => true,
            ColourChoice::Never => false,
            ColourChoice::Auto => is_terminal && !is_set("NO_COLOR") && !is_dumb(),
        };
        Output {
            out: BufWriter::with_capacity(Output::BUFFER, io::stdout().lock()),
            colours_out: wanted(io::stdout().is_terminal()),
            colours_err: wanted(io::stderr().is_terminal()),
        }
    }

    /// Whether standard output is coloured.
    pub(crate) fn is_coloured(&self) -> bool {
        self.colours_out
    }

    /// `text` in its colour for standard output.
    pub(crate) fn paint(&self, paint: Paint, text: impl Display) -> String {
        self.painter().paint(paint, text)
    }

    /// Colours for standard output, for a report that is written elsewhere in tests.
    pub(crate) fn painter(&self) -> Painter {
        Painter { coloured: self.colours_out }
    }

    /// The renderer of problems for standard output.
    pub(crate) fn renderer(&self) -> Renderer {
        renderer(self.colours_out)
    }

    /// `error: …` on standard error.
    pub(crate) fn error(&mut self, message: &str) {
        let word = painted(self.colours_err, Paint::Bad.style(), "error");
        self.note(&format!("{word}: {message}"));
    }

    /// `warning: …` on standard error.
    pub(crate) fn warning(&mut self, message: &str) {
        let word = painted(self.colours_err, Paint::Doubtful.style().bold(), "warning");
        self.note(&format!("{word}: {message}"));
    }

    /// A line on standard error, after what is already written to standard output. One that nobody
    /// can read is not worth failing for.
    pub(crate) fn note(&mut self, line: &str) {
        let _ = self.out.flush();
        let _ = writeln!(io::stderr(), "{line}");
    }

    /// Prints a report of problems to standard error.
    pub(crate) fn note_report(&mut self, report: impl FnOnce(&Renderer) -> String) {
        let report = report(&renderer(self.colours_err));
        self.note(report.trim_end());
    }

    /// What is going on, on a line of the terminal that the next call writes over; an empty text
    /// leaves it blank. Nothing where standard error is no terminal.
    pub(crate) fn progress(&self, text: &str) {
        if io::stderr().is_terminal() && !is_dumb() {
            // Back to the start of the line, the text, and away with what was longer.
            let _ = write!(io::stderr(), "\r{text}\x1b[K");
        }
    }

    /// A value as JSON on lines of its own.
    pub(crate) fn json(&mut self, value: &impl serde::Serialize) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut self.out, value)?;
        writeln!(self.out)
    }

    /// Writes what is still gathered; tells whether it arrived.
    pub(crate) fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn renderer(coloured: bool) -> Renderer {
    if coloured { Renderer::styled() } else { Renderer::plain() }
}

fn painted(coloured: bool, style: Style, text: impl Display) -> String {
    if coloured { format!("{style}{text}{style:#}") } else { text.to_string() }
}

fn is_set(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty())
}

fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|value| value == "dumb")
}
