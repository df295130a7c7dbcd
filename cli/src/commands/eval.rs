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
use self::figures::Evaluation;
use self::gold::{GoldLine, Labelled};
use self::source::Source;
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
mod json;
mod page;
mod plot;
mod roc;
mod share;
mod source;
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
  frontdesk eval bot.yaml --cv 5               on its own phrases, each unknown to the bot it tests
  frontdesk eval bot.yaml test.tsv --json | jq .figures.accuracy

Exit codes: 0 all lines were used, 1 some could not be, 2 a file cannot be read or written.")]
pub(crate) struct Eval {
    /// Directory of YAML files, or one file
    path: PathBuf,
    /// The labelled lines, in UTF-8; `-` for standard input
    #[arg(required_unless_present = "cv")]
    labelled: Option<PathBuf>,
    /// Cross-validate: build the bot N times without 1/N of its own phrases, and measure on those
    #[arg(long, value_name = "N", conflicts_with_all = ["labelled", "choose_threshold"])]
    #[arg(value_parser = clap::value_parser!(u16).range(2..=100))]
    cv: Option<u16>,
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
    /// Write the report with its plots as one page, too
    #[arg(long, value_name = "FILE.html")]
    html: Option<PathBuf>,
    /// Write what went wrong: line, intent, predicted, confidence, decision, text
    #[arg(long, value_name = "FILE.tsv")]
    errors: Option<PathBuf>,
}

impl Eval {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Exit, Failure> {
        [&self.errors, &self.html].into_iter().flatten().try_for_each(|path| has_folder(path))?;
        let bot = load::bot(&self.path, output)?;
        let intents: Vec<Arc<str>> = bot.intents().map(Arc::from).collect();
        if intents.iter().any(|intent| **intent == *OUT_OF_SCOPE) {
            let path = self.path.display();
            let message = format!(
                "`{path}` has an intent `{OUT_OF_SCOPE}`: that is the label of lines out of scope; rename it"
            );
            return Err(Failure::new(message, Exit::Problems));
        }
        let (source, mut answers) = match (&self.labelled, self.cv) {
            (_, Some(parts)) => self.cross_validate(usize::from(parts), output)?,
            (Some(file), None) => self.measure(&bot, file, &intents, output)?,
            (None, None) => return Err(Failure::new("no LABELLED lines are given", Exit::Misused)),
        };
        if let Some(threshold) = source.threshold {
            let steps = Answer::to_steps(threshold);
            answers = answers.into_iter().map(|answer| answer.acting_from(steps)).collect();
        }
        let is_whole = source.is_whole();
        self.report(&Evaluation::of(source, answers, &intents), output)?;
        Ok(if is_whole { Exit::Fine } else { Exit::Problems })
    }

    /// The answers to a labelled file.
    fn measure(
        &self,
        bot: &Bot,
        file: &Path,
        intents: &[Arc<str>],
        output: &mut Output,
    ) -> Result<(Source, Vec<Answer>), Failure> {
        let mut labelled = read(file, &self.path, intents, output)?;
        let answers = answers(bot, std::mem::take(&mut labelled.lines));
        let mut source = self.source(named(file));
        source.take(labelled);
        if let Some(file) = &self.choose_threshold {
            let mut other = read(file, &self.path, intents, output)?;
            source.threshold = Some(chosen(bot, std::mem::take(&mut other.lines), file)?);
            source.threshold_from = Some(named(file));
            source.unused_for_threshold = other.unused();
        }
        Ok((source, answers))
    }

    /// The answers to the bot's own phrases, each by a bot that was built without it.
    fn cross_validate(
        &self,
        parts: usize,
        output: &mut Output,
    ) -> Result<(Source, Vec<Answer>), Failure> {
        let mut found = Vec::new();
        for part in 0..parts {
            output.progress(&format!("part {} of {parts}: building", part + 1));
            let built = Bot::builder().yaml_dir(&self.path).build_without(part, parts);
            let (bot, tests) =
                built.map_err(|error| Failure::new(error.to_string(), Exit::Problems))?;
            output.progress(&format!("part {} of {parts}: measuring", part + 1));
            for test in tests {
                let (file, line) = (test.place.file, test.place.line);
                let place = format!("{file}:{line}");
                let gold = test.intent.as_deref().map(Arc::from);
                let answer = Answer::of(&bot, GoldLine { place, text: test.text, gold });
                found.push(((file, line), answer));
            }
        }
        output.progress("");
        if found.is_empty() {
            let path = self.path.display();
            let message = format!("no intent of `{path}` has two phrases: one has to be left out");
            return Err(Failure::new(message, Exit::Problems));
        }
        found.sort_by(|(a, _), (b, _)| a.cmp(b));
        let mut source = self.source(format!("its own phrases, {parts}-fold cross-validation"));
        source.folds = Some(parts);
        Ok((source, found.into_iter().map(|(_, answer)| answer).collect()))
    }

    fn source(&self, lines_from: String) -> Source {
        let bot = self.path.display().to_string();
        Source { bot, lines_from, threshold: self.threshold, ..Source::default() }
    }

    /// Files first: a report that nobody reads to its end does not keep them from being written.
    fn report(&self, evaluation: &Evaluation, output: &mut Output) -> Result<(), Failure> {
        if let Some(path) = &self.errors {
            write_file(path, |file| errors::write_errors(&evaluation.answers, file))?;
        }
        if let Some(path) = &self.html {
            write_file(path, |file| file.write_all(page::page(evaluation).as_bytes()))?;
        }
        if self.json {
            output.json(&json::as_json(evaluation))?;
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
    let labelled = Labelled::of(LabelledFile::read(file)?, intents);
    labelled.tell(file, output);
    if labelled.lines.is_empty() {
        let message = format!("`{}` has no line to measure `{}` with", named(file), bot.display());
        return Err(Failure::new(message, Exit::Problems));
    }
    Ok(labelled)
}

/// The best threshold of the lines of `file`.
fn chosen(bot: &Bot, lines: Vec<GoldLine>, file: &Path) -> Result<f64, Failure> {
    let best = Sweep::of(&answers(bot, lines)).best();
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

/// Told before anything is measured, which may take minutes.
fn has_folder(path: &Path) -> Result<(), Failure> {
    match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) if !folder.is_dir() => {
            Err(not_written(path, &format!("there is no folder `{}`", folder.display())))
        }
        _ => Ok(()),
    }
}

fn not_written(path: &Path, why: &str) -> Failure {
    Failure::new(format!("cannot write `{}`: {why}", path.display()), Exit::Misused)
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
    written.map_err(|error| not_written(path, &error.to_string()))
}

/// A threshold in an argument.
fn threshold(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if (0.0..=1.0).contains(&value) => Ok(value),
        _ => Err("a threshold is a number from 0 to 1, such as 0.5".to_owned()),
    }
}
