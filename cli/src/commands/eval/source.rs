//! What an evaluation was made from: the bot, the lines, the threshold, and what was left out.

use serde::Serialize;

use super::gold::{Labelled, UnknownLabel};
use super::threshold::RULE;

/// What was measured, and what had to be left out.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Source {
    /// The path of the bot.
    pub(crate) bot: String,
    /// Where the lines are from, in words for people.
    pub(crate) lines_from: String,
    /// Into how many parts the bot's own phrases were cut; `null` for a labelled file.
    pub(crate) folds: Option<usize>,
    /// The threshold that took the place of the bot's own rules; `null` if none did.
    pub(crate) threshold: Option<f64>,
    /// The file on which the threshold was chosen.
    pub(crate) threshold_from: Option<String>,
    /// Lines of that file that could not be used.
    pub(crate) unused_for_threshold: usize,
    pub(crate) empty_lines: usize,
    pub(crate) faults: Vec<Fault>,
    pub(crate) unknown_labels: Vec<UnknownLabel>,
}

/// A line that could not be used.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Fault {
    pub(crate) line: u64,
    pub(crate) message: String,
}

impl Source {
    /// Remembers what of a labelled file cannot be measured.
    pub(crate) fn take(&mut self, labelled: Labelled) {
        let fault = |(line, message): (u64, String)| Fault { line, message };
        self.empty_lines = labelled.file.empty_lines;
        self.faults = labelled.file.faults.into_iter().map(fault).collect();
        self.unknown_labels = labelled.unknown;
    }

    /// How the bot decides here, in words.
    pub(super) fn acting(&self) -> String {
        match (self.threshold, &self.threshold_from) {
            (None, _) => "acting and asking as the bot's definitions say".to_owned(),
            (Some(threshold), None) => format!("acting from confidence {threshold:.3}"),
            (Some(threshold), Some(file)) => {
                format!("acting from confidence {threshold:.3}, chosen on {file}: {RULE}")
            }
        }
    }

    /// Whether every line that holds something was used.
    pub(crate) fn is_whole(&self) -> bool {
        self.unused() + self.unused_for_threshold == 0
    }

    /// Lines that hold something but could not be used.
    pub(crate) fn unused(&self) -> usize {
        self.faults.len() + self.unknown_labels.iter().map(|u| u.lines.len()).sum::<usize>()
    }
}
