//! `frontdesk test`: the utterances of `tests.matches` and the talks of `tests.talks`, run against
//! the bot that has them.

mod coverage;
mod junit;
mod matches;
mod show;
mod talks;
mod wildcard;

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use frontdesk::Bot;
use serde::Serialize;

use self::coverage::{Coverage, Covered};
use self::junit::Case;
use self::matches::Ran;
use self::talks::TalkRun;
use crate::exit::{Exit, Failure};
use crate::load;
use crate::output::{Output, Paint};
use crate::report::counted;

/// Run the bot's own tests: the utterances of `tests.matches`, the talks of `tests.talks`
#[derive(Debug, Args)]
#[command(after_help = "\
An utterance under an intent passes if the bot acts on that intent by itself; being asked \"did you
mean …?\" is not enough. One under `none` passes if the bot acts on no intent. A talk passes if all
its turns come out as they say; of one that does not, what was said is shown up to that turn.

Examples:
  frontdesk test intents/shop
  frontdesk test intents/shop --filter return --coverage
  frontdesk test intents/shop --junit report.xml
  frontdesk test intents/shop --json | jq '.talks[] | select(.passed | not)'

Exit codes: 0 all passed, 1 some failed (or there is none), 2 PATH cannot be read.")]
pub(crate) struct Test {
    /// Directory of YAML files, or one file
    path: PathBuf,
    /// Run only tests with WORD in the text, the intent or the name
    #[arg(long, value_name = "WORD")]
    filter: Option<String>,
    /// Show which parts of the definitions no test reaches
    #[arg(long)]
    coverage: bool,
    /// Print one JSON object instead of the list
    #[arg(long)]
    json: bool,
    /// Write the results to FILE as JUnit XML too
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Results<'a> {
    passed: usize,
    failed: usize,
    intents: Vec<IntentResults<'a>>,
    tests: Vec<Ran<'a>>,
    talks: Vec<TalkRun<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<Vec<Covered<'a>>>,
}

#[derive(Serialize)]
struct IntentResults<'a> {
    /// `null` for the utterances under `none`.
    intent: Option<&'a str>,
    passed: usize,
    failed: usize,
}

impl Test {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Exit, Failure> {
        let bot = load::bot(&self.path, output)?;
        let results = self.results(&bot);
        if self.json {
            output.json(&results)?;
        } else {
            self.print(output, &bot, &results)?;
        }
        if let Some(path) = &self.junit {
            std::fs::write(path, results.junit()).map_err(|error| {
                let message = format!("cannot write `{}`: {error}", path.display());
                Failure::new(message, Exit::Misused)
            })?;
        }
        if results.tests.is_empty() && results.talks.is_empty() {
            return Err(self.nothing(&bot));
        }
        Ok(if results.failed == 0 { Exit::Fine } else { Exit::Problems })
    }

    fn results<'a>(&self, bot: &'a Bot) -> Results<'a> {
        let wanted = |text: &str| {
            let word = self.filter.as_deref().unwrap_or_default().to_lowercase();
            text.to_lowercase().contains(&word)
        };
        let mut coverage = Coverage::new(bot);
        let utterances = bot.match_tests().iter();
        let utterances = utterances
            .filter(|test| wanted(&test.text) || wanted(test.intent.as_deref().unwrap_or("none")));
        let tests: Vec<Ran<'a>> = utterances.map(|test| matches::run(bot, test)).collect();
        for intent in tests.iter().filter(|ran| ran.passed).filter_map(|ran| ran.expected) {
            coverage.intent(intent);
        }
        let talks = bot.talk_tests().iter().filter(|talk| wanted(&talk.name));
        let talks: Vec<TalkRun<'a>> =
            talks.map(|talk| talks::run(bot, talk, &mut coverage)).collect();
        let intents = bot.intents().map(Some).chain([None]);
        let intents = intents.filter_map(|intent| {
            let of_intent = || tests.iter().filter(|ran| ran.expected == intent);
            let passed = of_intent().filter(|ran| ran.passed).count();
            let failed = of_intent().count() - passed;
            (passed + failed > 0).then_some(IntentResults { intent, passed, failed })
        });
        let intents = intents.collect();
        let passed = tests.iter().filter(|ran| ran.passed).count()
            + talks.iter().filter(|talk| talk.passed).count();
        let failed = tests.len() + talks.len() - passed;
        let coverage = self.coverage.then(|| coverage.covered());
        Results { passed, failed, intents, tests, talks, coverage }
    }

    fn print(&self, output: &mut Output, bot: &Bot, results: &Results<'_>) -> Result<(), Failure> {
        for ran in results.tests.iter().filter(|ran| !ran.passed) {
            matches::print(output, ran)?;
        }
        if results.tests.iter().any(|ran| !ran.passed) {
            writeln!(output)?;
            print_intents(output, results)?;
        }
        for talk in results.talks.iter().filter(|talk| !talk.passed) {
            let painter = output.painter();
            write!(output, "{}", show::talk(talk, painter))?;
            writeln!(output)?;
        }
        if let Some(coverage) = &results.coverage {
            coverage::print(output, coverage)?;
        } else if self.filter.is_none() {
            print_untested(output, bot, results)?;
        }
        if results.tests.is_empty() && results.talks.is_empty() {
            return Ok(());
        }
        let paint = if results.failed == 0 { Paint::Good } else { Paint::Bad };
        let total = format!("{} passed, {} failed", results.passed, results.failed);
        writeln!(output, "{}", output.paint(paint, total))?;
        Ok(())
    }

    fn nothing(&self, bot: &Bot) -> Failure {
        let path = self.path.display();
        let has_some = !bot.match_tests().is_empty() || !bot.talk_tests().is_empty();
        let message = match &self.filter {
            Some(word) if has_some => format!("`{path}` has no test with `{word}` in it"),
            _ => format!(
                "`{path}` has no tests: write utterances under `tests: {{matches: {{INTENT: […]}}}}`"
            ),
        };
        Failure::new(message, Exit::Problems)
    }
}

impl Results<'_> {
    fn junit(&self) -> String {
        let tests = self.tests.iter().map(|ran| Case {
            class: format!("matches.{}", ran.expected.unwrap_or("none")),
            name: ran.text,
            file: ran.file,
            line: ran.line,
            failure: (!ran.passed).then(|| {
                let (expected, got) = (matches::expected(ran), matches::got(ran));
                let line = format!("expected {expected}, got {got}");
                (line.clone(), line)
            }),
        });
        let talks = self.talks.iter().map(|talk| Case {
            class: "talks".to_owned(),
            name: talk.name,
            file: talk.file,
            line: talk.line,
            failure: (!talk.passed).then(|| (show::line(talk), show::talk(talk, show::PLAIN))),
        });
        junit::document(&[("matches", tests.collect()), ("talks", talks.collect())])
    }
}

/// A line for each intent with failures, and one for all others.
fn print_intents(output: &mut Output, results: &Results<'_>) -> Result<(), Failure> {
    let failed: Vec<&IntentResults<'_>> =
        results.intents.iter().filter(|tested| tested.failed > 0).collect();
    let name = |tested: &IntentResults<'_>| tested.intent.unwrap_or("none").to_owned();
    let width = failed.iter().map(|tested| name(tested).chars().count()).max().unwrap_or(0);
    for tested in &failed {
        let all = tested.passed + tested.failed;
        writeln!(output, "{:width$}  {} of {all} passed", name(tested), tested.passed)?;
    }
    let fine = results.intents.len() - failed.len();
    if fine > 0 {
        writeln!(output, "all passed in {}", counted(fine, "more intent"))?;
    }
    writeln!(output)?;
    Ok(())
}

/// The intents that no utterance is for.
fn print_untested(output: &mut Output, bot: &Bot, results: &Results<'_>) -> Result<(), Failure> {
    let untested: Vec<&str> = bot
        .intents()
        .filter(|id| !results.intents.iter().any(|tested| tested.intent == Some(id)))
        .collect();
    if !untested.is_empty() && !results.tests.is_empty() {
        let line =
            format!("{} without a test: {}", counted(untested.len(), "intent"), some(&untested));
        writeln!(output, "{}", output.paint(Paint::Faint, line))?;
    }
    Ok(())
}

/// The first few names, and how many more there are.
fn some(names: &[&str]) -> String {
    const SHOWN: usize = 10;
    let shown = names.get(..SHOWN).unwrap_or(names).join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
