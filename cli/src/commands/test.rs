//! `frontdesk test`: the utterances of `tests.matches`, run against the bot that has them.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use frontdesk::{Bot, Decision, MatchTest};
use serde::Serialize;

use super::explain::word;
use crate::exit::{Exit, Failure};
use crate::load;
use crate::output::{Output, Paint};
use crate::report::counted;

/// Run the bot's own tests: the utterances of `tests.matches`
#[derive(Debug, Args)]
#[command(after_help = "\
An utterance under an intent passes if the bot acts on that intent by itself; being asked \"did you
mean …?\" is not enough. One under `none` passes if the bot acts on no intent.

Examples:
  frontdesk test intents/shop
  frontdesk test intents/shop --json | jq '.tests[] | select(.passed | not)'

Exit codes: 0 all passed, 1 some failed (or there is none), 2 PATH cannot be read.")]
pub(crate) struct Test {
    /// Directory of YAML files, or one file
    path: PathBuf,
    /// Print one JSON object instead of the list
    #[arg(long)]
    json: bool,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Results<'a> {
    passed: usize,
    failed: usize,
    intents: Vec<IntentResults<'a>>,
    tests: Vec<Ran<'a>>,
}

#[derive(Serialize)]
struct IntentResults<'a> {
    /// `null` for the utterances under `none`.
    intent: Option<&'a str>,
    passed: usize,
    failed: usize,
}

/// One utterance and what the bot made of it.
#[derive(Serialize)]
struct Ran<'a> {
    text: &'a str,
    /// `null` under `none`.
    expected: Option<&'a str>,
    passed: bool,
    decision: Decision,
    /// The best candidate, whatever the decision.
    intent: Option<String>,
    confidence: f64,
    /// The confidence in the expected intent, if it is a candidate at all.
    expected_confidence: Option<f64>,
    file: &'a str,
    line: u32,
}

impl Test {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Exit, Failure> {
        let bot = load::bot(&self.path, output)?;
        let results = Results::of(&bot);
        if self.json {
            output.json(&results)?;
        } else {
            print(output, &bot, &results)?;
        }
        if results.tests.is_empty() {
            return Err(Failure::new(
                format!(
                    "`{}` has no tests: write utterances under `tests: {{matches: {{INTENT: […]}}}}`",
                    self.path.display()
                ),
                Exit::Problems,
            ));
        }
        Ok(if results.failed == 0 { Exit::Fine } else { Exit::Problems })
    }
}

impl<'a> Results<'a> {
    fn of(bot: &'a Bot) -> Results<'a> {
        let tests: Vec<Ran<'a>> = bot.match_tests().iter().map(|test| run(bot, test)).collect();
        let intents = bot.intents().map(Some).chain([None]);
        let intents = intents.filter_map(|intent| {
            let of_intent = || tests.iter().filter(|ran| ran.expected == intent);
            let passed = of_intent().filter(|ran| ran.passed).count();
            let failed = of_intent().count() - passed;
            (passed + failed > 0).then_some(IntentResults { intent, passed, failed })
        });
        let intents = intents.collect();
        let passed = tests.iter().filter(|ran| ran.passed).count();
        Results { passed, failed: tests.len() - passed, intents, tests }
    }
}

fn run<'a>(bot: &Bot, test: &'a MatchTest) -> Ran<'a> {
    let understanding = bot.understand(&test.text);
    let decision = bot.decide(&understanding);
    let best = understanding.best();
    let expected = test.intent.as_deref();
    let acted_on = best.filter(|_| decision == Decision::Act).map(|best| &*best.intent);
    Ran {
        text: &test.text,
        expected,
        passed: acted_on == expected,
        decision,
        intent: best.map(|best| best.intent.to_string()),
        confidence: best.map_or(0.0, |best| best.confidence),
        expected_confidence: expected.and_then(|id| {
            understanding.candidates.iter().find(|c| &*c.intent == id).map(|c| c.confidence)
        }),
        file: &test.place.file,
        line: test.place.line,
    }
}

fn print(output: &mut Output, bot: &Bot, results: &Results<'_>) -> Result<(), Failure> {
    for ran in results.tests.iter().filter(|ran| !ran.passed) {
        let (word, place) =
            (output.paint(Paint::Bad, "FAIL"), format!("{}:{}", ran.file, ran.line));
        let place = output.paint(Paint::Faint, place);
        writeln!(output, "{word}  {:?}  {place}", ran.text)?;
        writeln!(output, "      expected  {}", expected(ran))?;
        writeln!(output, "      got       {}", got(ran))?;
    }
    if results.failed > 0 {
        writeln!(output)?;
        print_intents(output, results)?;
    }
    let untested: Vec<&str> = bot
        .intents()
        .filter(|id| !results.intents.iter().any(|tested| tested.intent == Some(id)))
        .collect();
    if !untested.is_empty() && !results.tests.is_empty() {
        let line =
            format!("{} without a test: {}", counted(untested.len(), "intent"), some(&untested));
        writeln!(output, "{}", output.paint(Paint::Faint, line))?;
    }
    if !results.tests.is_empty() {
        let paint = if results.failed == 0 { Paint::Good } else { Paint::Bad };
        let total = format!("{} passed, {} failed", results.passed, results.failed);
        writeln!(output, "{}", output.paint(paint, total))?;
    }
    Ok(())
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

fn expected(ran: &Ran<'_>) -> String {
    match (ran.expected, ran.expected_confidence) {
        (None, _) => "no intent to be acted on".to_owned(),
        (Some(id), None) => format!("{id} (no candidate)"),
        (Some(id), Some(confidence)) => format!("{id} ({confidence:.3})"),
    }
}

fn got(ran: &Ran<'_>) -> String {
    let Some(best) = &ran.intent else { return "miss: no candidate".to_owned() };
    let asked = match (ran.decision, ran.expected) {
        (Decision::Ask, Some(id)) if id == best => ": asked instead of acting",
        _ => "",
    };
    format!("{} {best} ({:.3}){asked}", word(ran.decision), ran.confidence)
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
