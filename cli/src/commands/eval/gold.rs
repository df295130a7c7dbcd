//! Labelled lines beside the intents of a bot: which line means which intent, and which label
//! means none that the bot has.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use crate::labelled::{LabelledFile, OUT_OF_SCOPE, named, shortened};
use crate::output::Output;
use crate::report::counted;

/// A text with the intent that it should be taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GoldLine {
    pub(crate) place: String,
    pub(crate) text: String,
    /// `None` if it is out of scope.
    pub(crate) gold: Option<Arc<str>>,
}

/// A label that is no intent of the bot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct UnknownLabel {
    pub(crate) label: String,
    /// All lines that have it.
    pub(crate) lines: Vec<u64>,
    /// The intents whose names are most like it, if any is.
    pub(crate) nearest: Vec<String>,
}

/// A labelled file, sorted into what can be measured with a bot and what cannot.
#[derive(Debug, Default)]
pub(crate) struct Labelled {
    pub(crate) lines: Vec<GoldLine>,
    /// In the order of their first lines.
    pub(crate) unknown: Vec<UnknownLabel>,
    /// What was wrong with the file itself; its utterances have moved to `lines`.
    pub(crate) file: LabelledFile,
}

impl Labelled {
    /// Unknown labels that are told, and compared with the names of intents; the others are
    /// counted. A file for another bot has only such.
    const SHOWN: usize = 20;

    pub(crate) fn of(mut file: LabelledFile, intents: &[Arc<str>]) -> Labelled {
        let intents: BTreeSet<Arc<str>> = intents.iter().cloned().collect();
        let mut lines = Vec::new();
        let mut unknown: Vec<UnknownLabel> = Vec::new();
        let mut at: BTreeMap<String, usize> = BTreeMap::new();
        for utterance in std::mem::take(&mut file.utterances) {
            let gold = match intents.get(utterance.label.as_str()) {
                Some(intent) => Some(intent.clone()),
                None if utterance.label == OUT_OF_SCOPE => None,
                None => {
                    let label = utterance.label;
                    let index = *at.entry(label.clone()).or_insert(unknown.len());
                    if index == unknown.len() {
                        unknown.push(UnknownLabel { label, lines: vec![], nearest: vec![] });
                    }
                    unknown
                        .iter_mut()
                        .skip(index)
                        .take(1)
                        .for_each(|u| u.lines.push(utterance.line));
                    continue;
                }
            };
            lines.push(GoldLine { place: utterance.line.to_string(), text: utterance.text, gold });
        }
        for unknown in unknown.iter_mut().take(Labelled::SHOWN) {
            unknown.nearest = nearest(&unknown.label, &intents);
        }
        Labelled { lines, unknown, file }
    }

    /// Lines that hold something but could not be used.
    pub(crate) fn unused(&self) -> usize {
        self.file.faults.len() + self.unknown.iter().map(|u| u.lines.len()).sum::<usize>()
    }

    /// Prints what could not be used, with its lines.
    pub(crate) fn tell(&self, path: &Path, output: &mut Output) {
        self.file.tell_faults(path, output);
        for unknown in self.unknown.iter().take(Labelled::SHOWN) {
            output.error(&format!("{}:{}", named(path), unknown.message()));
        }
        let more = self.unknown.iter().skip(Labelled::SHOWN);
        let lines: usize = more.clone().map(|unknown| unknown.lines.len()).sum();
        if lines > 0 {
            let labels = counted(more.count(), "unknown label");
            output.error(&format!("and {labels} more, of {}", counted(lines, "line")));
        }
    }
}

impl UnknownLabel {
    /// Lines that are named in a message.
    const NAMED: usize = 5;

    /// `3: no intent …`, to stand behind the name of the file.
    fn message(&self) -> String {
        let first = self.lines.first().copied().unwrap_or_default();
        let label = shortened(&self.label);
        let mut message = format!("{first}: the bot has no intent {label}");
        let others: Vec<String> =
            self.lines.iter().skip(1).take(Self::NAMED).map(u64::to_string).collect();
        if !others.is_empty() {
            let more = self.lines.len().saturating_sub(Self::NAMED + 1);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let plural = if self.lines.len() == 2 { "line" } else { "lines" };
            message.push_str(&format!(" (also in {plural} {}{more})", others.join(", ")));
        }
        if self.label == "none" {
            message.push_str(&format!("; what is out of scope has the label `{OUT_OF_SCOPE}`"));
        } else if !self.nearest.is_empty() {
            let names: Vec<String> = self.nearest.iter().map(|name| format!("`{name}`")).collect();
            message.push_str(&format!("; did you mean {}?", names.join(" or ")));
        }
        message
    }
}

/// At most three names that are most like `label`, the most alike first.
fn nearest(label: &str, intents: &BTreeSet<Arc<str>>) -> Vec<String> {
    const MOST: usize = 3;
    /// Below this, names have little in common but their length.
    const ALIKE: f64 = 0.6;
    let label = label.to_lowercase();
    let alike = |name: &str| {
        let name = name.to_lowercase();
        let pairs = strsim::sorensen_dice(&label, &name); // `status_refund`, `refund_status`
        pairs.max(strsim::normalized_levenshtein(&label, &name)) // short ones: `refnd`
    };
    let mut all: Vec<(f64, &str)> = intents.iter().map(|name| (alike(name), &**name)).collect();
    all.retain(|(likeness, _)| *likeness >= ALIKE);
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    all.into_iter().take(MOST).map(|(_, name)| name.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labelled::Utterance;

    fn labelled(labels: &[&str], intents: &[&str]) -> Labelled {
        let utterance = |(label, line): (&&str, u64)| Utterance {
            line,
            label: (*label).into(),
            text: format!("text {line}"),
        };
        let utterances = labels.iter().zip(1..).map(utterance).collect();
        let intents: Vec<Arc<str>> = intents.iter().copied().map(Arc::from).collect();
        Labelled::of(LabelledFile { utterances, ..LabelledFile::default() }, &intents)
    }

    fn golds(labelled: &Labelled) -> Vec<&str> {
        labelled.lines.iter().map(|line| line.gold.as_deref().unwrap_or("-")).collect()
    }

    #[test]
    fn every_line_is_used_or_told() {
        let labelled = labelled(&["a", "oos", "x", "a", "y", "x"], &["a", "b"]);
        assert_eq!(golds(&labelled), ["a", "-", "a"]);
        assert_eq!(labelled.lines[2].place, "4");
        let unknown: Vec<_> =
            labelled.unknown.iter().map(|u| (u.label.as_str(), u.lines.clone())).collect();
        assert_eq!(unknown, [("x", vec![3, 6]), ("y", vec![5])]);
        assert_eq!(labelled.unused(), 3);
    }

    #[test]
    fn messages_name_lines_and_near_intents() {
        let intents = ["refund", "refund_status", "late"];
        let message = |labels: &[&str]| labelled(labels, &intents).unknown[0].message();
        assert_eq!(
            message(&["refnd"]),
            "1: the bot has no intent \"refnd\"; did you mean `refund`?"
        );
        assert_eq!(
            message(&["late", "status_refund", "status_refund"]),
            "2: the bot has no intent \"status_refund\" (also in line 3); did you mean `refund_status`?"
        );
        assert_eq!(
            message(&["zzz"; 9]),
            "1: the bot has no intent \"zzz\" (also in lines 2, 3, 4, 5, 6 and 3 more)"
        );
        assert!(message(&["none"]).ends_with("what is out of scope has the label `oos`"));
        assert!(message(&["LATE"]).ends_with("did you mean `late`?"));
        assert!(message(&["a\u{1b}[31m"]).contains(r"\u{1b}"), "no control character is printed");
    }
}
