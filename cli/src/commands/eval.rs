//! `frontdesk eval`: how good a bot is on labelled lines, or on phrases it was built without.
//!
//! This file has the arguments and the way through; the figures and reports are in `eval/`. What
//! each figure means, and where its definition comes from, is told in `docs/evaluation.md`.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use frontdesk::Bot;

use self::answer::{Answer, answers};
use self::figures::{Evaluation, Fault, Source};
use self::gold::Labelled;
use self::terminal::Length;
use self::threshold::Sweep;
use crate::exit::{Exit, Failure};
use crate::labelled::{LabelledFile, OUT_OF_SCOPE, named};
use crate::load;
use crate::output::Output;

mod answer;
mod calibration;
mod classes;
mod errors;
mod figures;
mod gold;
mod plot;
mod roc;
mod share;
mod terminal;
mod threshold;

/// Measure a bot on labelled lines: accuracy, out-of-scope recall, calibration, confusions
#[derive(Debug, Args)]
#[command(after_help = "\
LABELLED has a line `intent<TAB>text` for each utterance; the label `oos` means out of scope: the
bot should not act. Lines that cannot be used are told with their number; the others are measured
all the same. docs/evaluation.md says what each figure means.

Examples:
  frontdesk eval bot.yaml test.tsv
  frontdesk eval bot.yaml test.tsv --html report.html --errors wrong.tsv
  frontdesk eval bot.yaml test.tsv --choose-threshold val.tsv
  frontdesk eval bot.yaml test.tsv --json | jq .figures.accuracy

Exit codes: 0 all lines were used, 1 some could not be, 2 a file cannot be read or written.")]
pub(crate) struct Eval {
    /// Directory of YAML files, or one file
    path: PathBuf,
    /// The labelled lines, in UTF-8; `-` for standard input
    labelled: PathBuf,
    /// Act from this confidence, instead of by the bot's own thresholds and lead
    #[arg(long, value_name = "T", value_parser = threshold, conflicts_with = "choose_threshold")]
    threshold: Option<f64>,
    /// Choose the threshold on other labelled lines (highest accuracy), and act by it
    #[arg(long, value_name = "VAL.tsv")]
    choose_threshold: Option<PathBuf>,
    /// Print one JSON object instead of the report
    #[arg(long)]
    json: bool,
    /// Print all intents and confusions, not only the worst
    #[arg(long, conflicts_with = "json")]
    all: bool,
    /// Write what went wrong: line, intent, predicted, confidence, decision, text
    #[arg(long, value_name = "FILE.tsv")]
    errors: Option<PathBuf>,
}

impl Eval {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Exit, Failure> {
        let bot = load::bot(&self.path, output)?;
        let intents: Vec<Arc<str>> = bot.intents().map(Arc::from).collect();
        let labelled = read(&self.labelled, &self.path, &intents, output)?;
        let mut unused = labelled.unused();
        let mut source = self.source(&labelled);
        let mut answers = answers(&bot, labelled.lines);
        if let Some(file) = &self.choose_threshold {
            let other = read(file, &self.path, &intents, output)?;
            unused += other.unused();
            source.threshold = Some(chosen(&bot, other, file)?);
            source.threshold_from = Some(named(file));
        }
        if let Some(threshold) = source.threshold {
            let steps = (threshold * f64::from(Answer::STEPS)).round() as u32;
            answers = answers.into_iter().map(|answer| answer.acting_from(steps)).collect();
        }
        let evaluation = Evaluation::of(source, answers, &intents);
        self.report(&evaluation, output)?;
        Ok(if unused == 0 { Exit::Fine } else { Exit::Problems })
    }

    fn source(&self, labelled: &Labelled) -> Source {
        let fault =
            |(line, message): &(u64, String)| Fault { line: *line, message: message.clone() };
        Source {
            bot: self.path.display().to_string(),
            lines_from: named(&self.labelled),
            threshold: self.threshold,
            empty_lines: labelled.file.empty_lines,
            faults: labelled.file.faults.iter().map(fault).collect(),
            unknown_labels: labelled.unknown.clone(),
            ..Source::default()
        }
    }

    /// Files first: a report that nobody reads to its end does not keep them from being written.
    fn report(&self, evaluation: &Evaluation, output: &mut Output) -> Result<(), Failure> {
        if let Some(path) = &self.errors {
            write_file(path, |file| errors::write_errors(&evaluation.answers, file))?;
        }
        if self.json {
            output.json(&evaluation.as_json())?;
        } else {
            let length = if self.all { Length::All } else { Length::Short };
            let painter = output.painter();
            terminal::print(output, painter, evaluation, length)?;
        }
        Ok(())
    }
}

/// The lines of a file that can be measured; what cannot is told.
fn read(
    file: &Path,
    bot: &Path,
    intents: &[Arc<str>],
    output: &mut Output,
) -> Result<Labelled, Failure> {
    if intents.iter().any(|intent| **intent == *OUT_OF_SCOPE) {
        return Err(Failure::new(
            format!(
                "`{}` has an intent `{OUT_OF_SCOPE}`: that is the label of lines out of scope; rename it",
                bot.display()
            ),
            Exit::Problems,
        ));
    }
    let labelled = Labelled::of(LabelledFile::read(file)?, intents);
    labelled.tell(file, output);
    if labelled.lines.is_empty() {
        let message = format!("`{}` has no line to measure `{}` with", named(file), bot.display());
        return Err(Failure::new(message, Exit::Problems));
    }
    Ok(labelled)
}

/// The best threshold of the lines of `file`.
fn chosen(bot: &Bot, labelled: Labelled, file: &Path) -> Result<f64, Failure> {
    let best = Sweep::of(&answers(bot, labelled.lines)).best();
    best.map(|best| best.threshold()).ok_or_else(|| {
        Failure::new(
            format!(
                "a threshold cannot be chosen on `{}`: it needs lines in scope and lines of `{OUT_OF_SCOPE}`",
                named(file)
            ),
            Exit::Problems,
        )
    })
}

fn write_file(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> Result<(), Failure> {
    let written = File::create(path).and_then(|file| {
        let mut file = BufWriter::new(file);
        write(&mut file)?;
        file.flush()
    });
    written.map_err(|error| {
        Failure::new(format!("cannot write `{}`: {error}", path.display()), Exit::Misused)
    })
}

/// A threshold in an argument.
fn threshold(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if (0.0..=1.0).contains(&value) => Ok(value),
        _ => Err("a threshold is a number from 0 to 1, such as 0.5".to_owned()),
    }
}
