//! The utterances of `tests.matches`.

use std::io::Write;

use frontdesk::{Bot, Decision, MatchTest};
use serde::Serialize;

use super::super::explain::word;
use crate::exit::Failure;
use crate::output::{Output, Paint};

/// One utterance and what the bot made of it.
#[derive(Serialize)]
pub(super) struct Ran<'a> {
    pub(super) text: &'a str,
    /// `null` under `none`.
    pub(super) expected: Option<&'a str>,
    pub(super) passed: bool,
    decision: Decision,
    /// The best candidate, whatever the decision.
    intent: Option<String>,
    confidence: f64,
    /// The confidence in the expected intent, if it is a candidate at all.
    expected_confidence: Option<f64>,
    pub(super) file: &'a str,
    pub(super) line: u32,
}

pub(super) fn run<'a>(bot: &Bot, test: &'a MatchTest) -> Ran<'a> {
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

/// A failure with its place.
pub(super) fn print(output: &mut Output, ran: &Ran<'_>) -> Result<(), Failure> {
    let (word, place) = (output.paint(Paint::Bad, "FAIL"), format!("{}:{}", ran.file, ran.line));
    let place = output.paint(Paint::Faint, place);
    writeln!(output, "{word}  {:?}  {place}", ran.text)?;
    writeln!(output, "      expected  {}", expected(ran))?;
    writeln!(output, "      got       {}", got(ran))?;
    Ok(())
}

pub(super) fn expected(ran: &Ran<'_>) -> String {
    match (ran.expected, ran.expected_confidence) {
        (None, _) => "no intent to be acted on".to_owned(),
        (Some(id), None) => format!("{id} (no candidate)"),
        (Some(id), Some(confidence)) => format!("{id} ({confidence:.3})"),
    }
}

pub(super) fn got(ran: &Ran<'_>) -> String {
    let Some(best) = &ran.intent else { return "miss: no candidate".to_owned() };
    let asked = match (ran.decision, ran.expected) {
        (Decision::Ask, Some(id)) if id == best => ": asked instead of acting",
        _ => "",
    };
    format!("{} {best} ({:.3}){asked}", word(ran.decision), ran.confidence)
}
