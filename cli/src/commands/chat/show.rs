//! How replies look: texts, numbered buttons, and what became of the turn.

use std::io::Write;

use frontdesk::{Handoff, HandoffReason, Message, Outcome, Press, Priority, Reply};

use crate::exit::Failure;
use crate::output::{Output, Paint};

/// How much a chat shows: on a terminal the speaker and line breaks; through a pipe the replies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Screen {
    pub(super) is_terminal: bool,
}

/// What stands before the bot's first line; its later lines start below its text.
const SPEAKER: &str = "bot › ";

impl Screen {
    /// Shows a reply; `width` is the number of columns of the terminal.
    pub(super) fn reply(
        self,
        output: &mut Output,
        reply: &Reply,
        with_human: Option<&str>,
        width: usize,
    ) -> Result<(), Failure> {
        let mut lines = Vec::new();
        let mut number = 0;
        for message in &reply.messages {
            self.message(output, message, &mut number, width, &mut lines);
        }
        for (i, line) in lines.iter().enumerate() {
            match (self.is_terminal, i) {
                (false, _) => writeln!(output, "{line}")?,
                (true, 0) => writeln!(output, "{}{line}", output.paint(Paint::Good, SPEAKER))?,
                (true, _) => writeln!(output, "{:1$}{line}", "", SPEAKER.chars().count())?,
            }
        }
        match &reply.outcome {
            Outcome::Answer { link: Some(link), .. } => self.aside(output, &format!("↗ {link}"))?,
            Outcome::Handoff(handoff) => self.handoff(output, handoff, width)?,
            Outcome::Paused => {
                let queue = with_human.unwrap_or("a human");
                let line =
                    format!("(`{queue}` has the conversation, the bot is silent; :back ends that)");
                self.aside(output, &line)?;
            }
            _ => {}
        }
        self.end(output)
    }

    /// Sets a turn apart from the next one.
    pub(super) fn end(self, output: &mut Output) -> Result<(), Failure> {
        writeln!(output)?;
        Ok(())
    }

    /// The lines of one message. Numbers go on over all messages of a reply; a link has none,
    /// since it is nothing that one could say.
    fn message(
        self,
        output: &Output,
        message: &Message,
        number: &mut usize,
        width: usize,
        lines: &mut Vec<String>,
    ) {
        let room = self.room(width);
        if !message.text.is_empty() {
            lines.extend(message.text.lines().flat_map(|line| wrapped(line, room)));
        }
        if let Some(image) = &message.image {
            lines.push(format!("[image] {image}"));
        }
        if let Some(custom) = &message.custom {
            let json = serde_json::to_string(custom).unwrap_or_default();
            lines.push(format!("[custom] {json}"));
        }
        for button in &message.buttons {
            lines.push(match &button.press {
                Press::Link(address) => format!("↗ {}: {address}", button.label),
                _ => {
                    *number += 1;
                    let number = output.paint(Paint::Name, format!("{number:2})"));
                    format!("{number} {}", button.label)
                }
            });
        }
    }

    fn handoff(self, output: &mut Output, handoff: &Handoff, width: usize) -> Result<(), Failure> {
        let priority = match handoff.priority {
            Priority::Low => "low",
            Priority::Normal => "normal",
            Priority::High => "high",
            Priority::Urgent => "urgent",
        };
        let title = output.paint(Paint::Doubtful, format!("→ handed to `{}`", handoff.queue));
        self.aside(output, &format!("{title}, {priority} priority: {}", reason(handoff)))?;
        let room = self.room(width).saturating_sub(2);
        for line in handoff.summary.lines().flat_map(|line| wrapped(line, room)) {
            self.aside(output, &format!("  {line}"))?;
        }
        Ok(())
    }

    /// Columns for a text beside the speaker; a pipe breaks no lines.
    fn room(self, width: usize) -> usize {
        if self.is_terminal { width.saturating_sub(SPEAKER.chars().count()) } else { usize::MAX }
    }

    /// A line that is not the bot's.
    fn aside(self, output: &mut Output, line: &str) -> Result<(), Failure> {
        let indent = if self.is_terminal { SPEAKER.chars().count() } else { 0 };
        writeln!(output, "{:indent$}{}", "", output.paint(Paint::Faint, line))?;
        Ok(())
    }
}

fn reason(handoff: &Handoff) -> String {
    let reason = match &handoff.reason {
        HandoffReason::Requested => "the customer asked for a human".to_owned(),
        HandoffReason::Routed { intent } => format!("the intent `{intent}` goes to humans"),
        HandoffReason::NotUnderstood { misses: 1 } => "not understood".to_owned(),
        HandoffReason::NotUnderstood { misses } => {
            format!("not understood {misses} times in a row")
        }
        HandoffReason::ActionFailed { action } => {
            format!("the action `{action}` failed (a chat has no actions)")
        }
        HandoffReason::Rule { rule } => format!("the rule `{rule}` applies"),
        HandoffReason::Stuck { slot } => format!("the customer could not give `{slot}`"),
        HandoffReason::TooManySteps { intent } => format!("`{intent}` did not come to an end"),
        HandoffReason::NoReply { intent } => format!("no reply of `{intent}` could be given"),
        other => format!("{other:?}"),
    };
    match &handoff.note {
        Some(note) => format!("{reason} ({note})"),
        None => reason,
    }
}

/// What became of a turn, in one line.
pub(super) fn outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Answer { intent, .. } => format!("outcome: `{intent}` answered"),
        Outcome::Ask { intent, slot, attempt, .. } => {
            format!("outcome: `{intent}` asks for `{slot}`, question {attempt}")
        }
        Outcome::Confirm { intent, .. } => format!("outcome: `{intent}` asks whether all is right"),
        Outcome::Rule { rule } => format!("outcome: the rule `{rule}` spoke"),
        Outcome::Clarify { between } => format!("outcome: asked between {}", between.join(", ")),
        Outcome::Miss { in_a_row } => format!("outcome: not understood, {in_a_row} in a row"),
        Outcome::Handoff(handoff) => {
            format!("outcome: handed to `{}`: {}", handoff.queue, reason(handoff))
        }
        Outcome::Paused => "outcome: silent, a human has the conversation".to_owned(),
        other => format!("outcome: {other:?}"),
    }
}

/// Breaks a line between words so that no part is longer than `room` characters, where words allow.
fn wrapped(line: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in line.split(' ') {
        let length = word.chars().count();
        let Some(last) = lines.last_mut() else { break };
        if last.is_empty() {
            last.push_str(word);
            used = length;
        } else if used + 1 + length <= room {
            last.push(' ');
            last.push_str(word);
            used += 1 + length;
        } else {
            lines.push(word.to_owned());
            used = length;
        }
    }
    lines
}
