//! Which parts of the definitions the tests reach.

use std::io::Write;

use frontdesk::{Bot, Conversation, HandoffReason, Outcome, Part, PartKind, Reply};
use serde::Serialize;

use crate::exit::Failure;
use crate::output::{Output, Paint};

/// What was reached so far.
pub(super) struct Coverage<'a> {
    bot: &'a Bot,
    /// For each part of the bot.
    reached: Vec<bool>,
    misses: u32,
}

/// The parts of one kind, as `--json` prints them.
#[derive(Serialize)]
pub(super) struct Covered<'a> {
    what: &'static str,
    reached: usize,
    of: usize,
    not_reached: Vec<Missing<'a>>,
}

#[derive(Serialize)]
struct Missing<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    text: &'a str,
    file: &'a str,
    line: u32,
}

const KINDS: [(PartKind, &str); 5] = [
    (PartKind::Intent, "intents"),
    (PartKind::Text, "texts"),
    (PartKind::Slot, "slots"),
    (PartKind::Rule, "rules"),
    (PartKind::FallbackStep, "fallback steps"),
];

impl<'a> Coverage<'a> {
    pub(super) fn new(bot: &'a Bot) -> Coverage<'a> {
        Coverage { bot, reached: vec![false; bot.parts().len()], misses: 0 }
    }

    pub(super) fn intent(&mut self, id: &str) {
        self.mark(|part| part.kind == PartKind::Intent && part.name == id);
    }

    /// A turn with its reply, and the conversation after it.
    pub(super) fn reached(&mut self, reply: &Reply, after: &Conversation) {
        let bot = self.bot;
        for text in reply.messages.iter().filter_map(|message| bot.part_of(message)) {
            self.mark(|part| std::ptr::eq(part, text));
            self.mark(|part| Some(part.kind) == text.of && part.name == text.name);
        }
        match &reply.outcome {
            Outcome::Answer { intent, .. } => self.intent(intent),
            Outcome::Ask { intent, answered, .. } | Outcome::Confirm { intent, answered } => {
                self.intent(intent);
                answered.iter().for_each(|answered| self.intent(answered));
            }
            Outcome::Rule { rule } => self.rule(rule),
            Outcome::Handoff(handoff) => match &handoff.reason {
                HandoffReason::Routed { intent } => self.intent(intent),
                HandoffReason::Rule { rule } => self.rule(rule),
                _ => {}
            },
            _ => {}
        }
        for (name, _) in after.slots() {
            self.mark(|part| part.kind == PartKind::Slot && part.name == name);
        }
        if after.misses() > 0 && (after.misses() > self.misses || after.turns() == 1) {
            self.fallback_step(after.misses());
        }
        self.misses = after.misses();
    }

    fn rule(&mut self, rule: &str) {
        self.mark(|part| part.kind == PartKind::Rule && part.name == rule);
    }

    /// The step of the miss with this number; the last one is repeated.
    fn fallback_step(&mut self, number: u32) {
        let steps = self.bot.parts().iter().filter(|part| part.kind == PartKind::FallbackStep);
        let number = steps.count().min(number as usize).to_string();
        self.mark(|part| part.kind == PartKind::FallbackStep && part.name == number);
    }

    fn mark(&mut self, is_it: impl Fn(&Part) -> bool) {
        for (part, reached) in self.bot.parts().iter().zip(&mut self.reached) {
            *reached |= is_it(part);
        }
    }

    /// By kind; kinds that the bot has none of are left out.
    pub(super) fn covered(&self) -> Vec<Covered<'a>> {
        let parts = || self.bot.parts().iter().zip(&self.reached);
        let kinds = KINDS.iter().map(|&(kind, what)| {
            let of_kind = || parts().filter(|(part, _)| part.kind == kind);
            let missing = of_kind().filter(|(_, reached)| !**reached).map(|(part, _)| Missing {
                name: &part.name,
                text: &part.text,
                file: &part.place.file,
                line: part.place.line,
            });
            let not_reached: Vec<_> = missing.collect();
            let of = of_kind().count();
            Covered { what, reached: of - not_reached.len(), of, not_reached }
        });
        kinds.filter(|covered| covered.of > 0).collect()
    }
}

/// A table, and what no test reaches.
pub(super) fn print(output: &mut Output, all: &[Covered<'_>]) -> Result<(), Failure> {
    for covered in all {
        let share = covered.reached * 100 / covered.of.max(1);
        let Covered { what, reached, of, .. } = covered;
        writeln!(output, "{what:14}  {reached:4} of {of:4}  {share:3} %")?;
    }
    for covered in all.iter().filter(|covered| !covered.not_reached.is_empty()) {
        writeln!(output, "\n{} that no test reaches", covered.what)?;
        for missing in &covered.not_reached {
            let place = format!("{}:{}", missing.file, missing.line);
            let text = super::wildcard::folded(missing.text);
            let text = if text.is_empty() { text } else { format!(": {}", cut(&text)) };
            let place = output.paint(Paint::Faint, place);
            writeln!(output, "  {}{text}  {place}", missing.name)?;
        }
    }
    writeln!(output)?;
    Ok(())
}

/// The beginning of a text that is long for a table.
fn cut(text: &str) -> String {
    const MOST: usize = 60;
    let mut shown: String = text.chars().take(MOST).collect();
    if text.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    shown
}
