//! Labelled files: one utterance a line, `intent<TAB>text`, as corpora have them.
//!
//! Every line ends up in one of four places: an utterance, an empty line, out of scope, or a
//! fault with its line number; so a command can account for all of them.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use crate::exit::{Exit, Failure};
use crate::lines::{Line, Lines};
use crate::output::Output;
use crate::report::counted;

/// The label of what is not the bot's business.
pub(crate) const OUT_OF_SCOPE: &str = "oos";

/// An utterance with the intent that somebody gave it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Utterance {
    /// From 1.
    pub(crate) line: u64,
    /// As in the file, without white space around it; [`OUT_OF_SCOPE`] included.
    pub(crate) label: String,
    /// As in the file, without white space around it.
    pub(crate) text: String,
}

/// What a labelled file holds.
#[derive(Debug, Default)]
pub(crate) struct LabelledFile {
    /// In the order of the file.
    pub(crate) utterances: Vec<Utterance>,
    /// Lines without anything.
    pub(crate) empty_lines: usize,
    /// Lines that cannot be used, each with what is wrong with it.
    pub(crate) faults: Vec<(u64, String)>,
}

impl LabelledFile {
    /// Faulty lines that are shown; the others are counted. A file of another kind has one fault
    /// in each line, and the first few tell as much as all.
    const SHOWN_FAULTS: usize = 20;

    /// Reads the file, or standard input for `-`.
    pub(crate) fn read(path: &Path) -> Result<LabelledFile, Failure> {
        let read = if path.as_os_str() == "-" {
            LabelledFile::from_lines(io::stdin().lock())
        } else {
            File::open(path).and_then(|file| LabelledFile::from_lines(BufReader::new(file)))
        };
        read.map_err(|error| {
            Failure::new(format!("cannot read `{}`: {error}", named(path)), Exit::Misused)
        })
    }

    fn from_lines(input: impl BufRead) -> io::Result<LabelledFile> {
        let mut file = LabelledFile::default();
        let mut lines = Lines::new(input);
        while let Some(line) = lines.next()? {
            if line.is_utf8 && line.text.trim().is_empty() {
                file.empty_lines += 1;
                continue;
            }
            match utterance(&line) {
                Ok(utterance) => file.utterances.push(utterance),
                Err(fault) => file.faults.push((line.number, fault)),
            }
        }
        Ok(file)
    }

    /// Prints the faults with their lines.
    pub(crate) fn tell_faults(&self, path: &Path, output: &mut Output) {
        let path = named(path);
        for (line, fault) in self.faults.iter().take(LabelledFile::SHOWN_FAULTS) {
            output.error(&format!("{path}:{line}: {fault}"));
        }
        let more = self.faults.len().saturating_sub(LabelledFile::SHOWN_FAULTS);
        if more > 0 {
            let last = self.faults.last().map_or(0, |(line, _)| *line);
            output.error(&format!("and {}, up to line {last}", counted(more, "more faulty line")));
        }
    }
}

/// The name of a labelled file for messages.
pub(crate) fn named(path: &Path) -> String {
    if path.as_os_str() == "-" { "standard input".to_owned() } else { path.display().to_string() }
}

fn utterance(line: &Line) -> Result<Utterance, String> {
    if !line.is_utf8 {
        return Err(format!("the line is not UTF-8: {}", shortened(&line.text)));
    }
    if line.is_cut {
        return Err("the line is longer than 1 MiB".to_owned());
    }
    let Some((label, text)) = line.text.split_once('\t') else {
        return Err(format!(
            "no tab between intent and text (`intent<TAB>text`): {}",
            shortened(&line.text)
        ));
    };
    let (label, text) = (label.trim(), text.trim());
    match (label.is_empty(), text.is_empty()) {
        (true, _) => Err(format!("no intent before the tab: {}", shortened(text))),
        (_, true) => Err(format!("no text after the tab: {}", shortened(label))),
        _ => Ok(Utterance { line: line.number, label: label.to_owned(), text: text.to_owned() }),
    }
}

/// The beginning of a text in quotes, with control characters made visible.
pub(crate) fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    let start: String = text.chars().take(MOST).collect();
    let more = if start.len() < text.len() { "…" } else { "" };
    format!("\"{}{more}\"", start.escape_debug())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_accounted_for() {
        let text =
            b"a\tone\r\nno tab here\n\n\ttext\nb\t \noos\twhat\nc\tx\ty\nd\tcaf\xe9\n a \t two ";
        let file = LabelledFile::from_lines(&text[..]).unwrap();
        let found: Vec<_> =
            file.utterances.iter().map(|u| (u.line, u.label.as_str(), u.text.as_str())).collect();
        assert_eq!(found, [(1, "a", "one"), (6, "oos", "what"), (7, "c", "x\ty"), (9, "a", "two")]);
        assert_eq!(file.empty_lines, 1);
        let faults: Vec<u64> = file.faults.iter().map(|(line, _)| *line).collect();
        assert_eq!(faults, [2, 4, 5, 8]);
        assert!(file.faults[0].1.contains("no tab"), "{:?}", file.faults);
    }
}
