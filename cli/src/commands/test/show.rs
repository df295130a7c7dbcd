//! How a talk that failed looks: what was said up to there, and what is not as expected.

use std::fmt::Write;

use super::talks::{Difference, TalkRun, TurnRun};
use crate::output::{Paint, Painter};

/// For what is not for a terminal.
pub(super) const PLAIN: Painter = Painter::PLAIN;

/// Columns before a text: its speaker.
const INDENT: usize = 12;

/// The talk with its differences, in some lines.
pub(super) fn talk(talk: &TalkRun<'_>, painter: Painter) -> String {
    let mut out = String::new();
    let place = format!("{}:{}", talk.file, talk.line);
    let (fail, name) = (painter.paint(Paint::Bad, "FAIL"), painter.paint(Paint::Strong, talk.name));
    // A `String` takes whatever is written to it.
    let _ = writeln!(out, "{fail}  {name}  {}", painter.paint(Paint::Faint, place));
    for turn in &talk.turns {
        said(&mut out, turn, painter);
    }
    for difference in talk.turns.iter().flat_map(|turn| &turn.differences) {
        differs(&mut out, difference, painter);
    }
    for action in &talk.calls_not_given {
        let line = format!("the action `{action}` failed: `given.calls` has no result for it");
        let _ = writeln!(out, "      {}", painter.paint(Paint::Faint, line));
    }
    if talk.left_out > 0 {
        let plural = if talk.left_out == 1 { "" } else { "s" };
        let line = format!("{} more turn{plural} not taken", talk.left_out);
        let _ = writeln!(out, "      {}", painter.paint(Paint::Faint, line));
    }
    out
}

/// The first difference in one line.
pub(super) fn line(talk: &TalkRun<'_>) -> String {
    let first = talk.turns.iter().find_map(|turn| Some((turn, turn.differences.first()?)));
    first.map_or_else(String::new, |(turn, difference)| {
        let Difference { what, expected, got, .. } = difference;
        format!("after {:?}: {what}: expected {expected:?}, got {got:?}", turn.user)
    })
}

fn said(out: &mut String, turn: &TurnRun<'_>, painter: Painter) {
    let who = if turn.is_button { "button" } else { "user" };
    let place = if turn.differences.is_empty() {
        String::new()
    } else {
        format!("  {}:{}", turn.file, turn.line)
    };
    let place = painter.paint(Paint::Faint, place);
    let _ = writeln!(out, "      {}{}{place}", column(who), indented(turn.user));
    for text in &turn.bot {
        let _ = writeln!(out, "      {}{}", column("bot"), indented(text));
    }
    if !turn.buttons.is_empty() {
        let buttons: Vec<String> = turn.buttons.iter().map(|label| format!("[{label}]")).collect();
        let _ = writeln!(out, "      {}{}", column(""), buttons.join(" "));
    }
    if !matches!(turn.outcome, "answer" | "ask" | "confirm") {
        let outcome = painter.paint(Paint::Faint, format!("({})", turn.outcome));
        let _ = writeln!(out, "      {}{outcome}", column(""));
    }
}

/// The difference as two lines of a diff, with a mark where it begins.
fn differs(out: &mut String, difference: &Difference, painter: Painter) {
    let Difference { what, expected, got, at, why } = difference;
    let width = INDENT.max(what.chars().count() + 2);
    let (minus, plus) = (painter.paint(Paint::Good, "-"), painter.paint(Paint::Bad, "+"));
    let _ = writeln!(out, "    {minus} {what:width$}{}", super::wildcard::folded(expected));
    let _ = writeln!(out, "    {plus} {what:width$}{got}");
    if let Some(at) = at {
        let mark = painter.paint(Paint::Bad, "^");
        let _ = writeln!(out, "      {:1$}{mark}", "", width + at);
    }
    if let Some(why) = why {
        let _ = writeln!(out, "      {:width$}{}", "", painter.paint(Paint::Faint, why));
    }
}

fn column(who: &str) -> String {
    format!("{who:INDENT$}")
}

/// A text of several lines below its first.
fn indented(text: &str) -> String {
    text.lines().collect::<Vec<_>>().join(&format!("\n      {:INDENT$}", ""))
}
