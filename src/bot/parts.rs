//! The parts of the definitions that tests can reach, so that a run of tests can tell which ones it
//! did not.

use std::collections::BTreeMap;

use crate::def::{Definitions, Owner, StepKind, deeds};
use crate::error::Place;

/// A part of the definitions that a test can reach.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Its name; of a text the intent, slot or rule it belongs to (or `handoff`); of a fallback
    /// step its number, from 1.
    pub name: String,
    /// What a text says, as the author wrote it, or what a fallback step does; else empty.
    pub text: String,
    /// Of a text, what it belongs to; `None` for those of `handoff`.
    pub of: Option<PartKind>,
    /// Where it stands.
    pub place: Place,
}

/// What a [`Part`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PartKind {
    /// An intent.
    Intent,
    /// One variant of what the bot says.
    Text,
    /// A slot.
    Slot,
    /// A rule that says something or hands off; of others nobody sees whether they applied.
    Rule,
    /// A step of `fallback.steps`.
    FallbackStep,
}

/// All parts, and the numbers of texts by where they are written.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) all: Vec<Part>,
    texts: BTreeMap<(u32, u32), u32>,
}

impl Parts {
    pub(super) fn of(definitions: &Definitions) -> Parts {
        let mut parts = Parts::default();
        let mut add = |kind, name: &str, text: &str, at| {
            let (name, text) = (name.to_owned(), text.to_owned());
            parts.all.push(Part {
                kind,
                name,
                text,
                of: None,
                place: definitions.sources.place(at),
            });
        };
        for name in definitions.intents.names() {
            add(PartKind::Intent, name, "", name.at);
        }
        for name in definitions.slots.names() {
            add(PartKind::Slot, name, "", name.at);
        }
        let seen = |rule: &crate::def::Rule| !rule.bot.is_empty() || rule.handoff.is_some();
        for (name, _) in definitions.rules.iter().filter(|(_, rule)| seen(rule)) {
            add(PartKind::Rule, name, "", name.at);
        }
        for (number, step) in (1..).zip(&definitions.fallback.steps) {
            let what = match &step.kind {
                StepKind::Clarify(_) => "clarify",
                StepKind::Rephrase(_) => "rephrase",
                StepKind::Handoff(_) => "handoff",
            };
            add(PartKind::FallbackStep, &number.to_string(), what, step.at);
        }
        parts.add_texts(definitions);
        parts
    }

    fn add_texts(&mut self, definitions: &Definitions) {
        for deed in deeds(definitions) {
            let (name, of) = match deed.of {
                Owner::Intent(name) => (name, Some(PartKind::Intent)),
                Owner::Slot(name) => (name, Some(PartKind::Slot)),
                Owner::Rule(name) => (name, Some(PartKind::Rule)),
                Owner::Handoff => ("handoff", None),
            };
            for variant in deed.says {
                let at = variant.at;
                self.texts.insert((at.file, at.from), self.all.len() as u32);
                self.all.push(Part {
                    kind: PartKind::Text,
                    name: name.to_owned(),
                    text: variant.text.as_deref().unwrap_or_default().to_owned(),
                    of,
                    place: definitions.sources.place(at),
                });
            }
        }
    }

    pub(super) fn written_at(&self, at: (u32, u32)) -> Option<&Part> {
        self.texts.get(&at).and_then(|&number| self.all.get(number as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::PartKind;
    use crate::{Bot, Conversation};

    #[test]
    fn every_text_that_is_said_is_a_part() {
        let bot = Bot::from_yaml_str(
            "parts.yaml",
            "
slots: {day: {type: text, ask: Which day?, else: {bot: Never mind.}}}
intents:
  visit:
    user: a visit
    needs: day
    bot: [{if: turns == 5, text: Five.}, 'See you on {{ day }}.']
    handoff: {queue: desk, bot: A colleague comes.}
rules: {second: {if: turns == 2, bot: Second., handoff: desk}, silent: {if: turns == 9, set: {day: x}}}
fallback: {steps: [rephrase, handoff]}
",
        )
        .unwrap();
        let of = |kind| bot.parts().iter().filter(|part| part.kind == kind).collect::<Vec<_>>();
        let names = |kind| of(kind).iter().map(|part| part.name.as_str()).collect::<Vec<_>>();
        assert_eq!(names(PartKind::Intent), ["visit"]);
        assert_eq!(names(PartKind::Rule), ["second"], "a silent rule cannot be seen");
        assert_eq!(names(PartKind::FallbackStep), ["1", "2"]);
        let texts: Vec<&str> = of(PartKind::Text).iter().map(|part| part.text.as_str()).collect();
        let expected = [
            "Five.",
            "See you on {{ day }}.",
            "Which day?",
            "Never mind.",
            "Second.",
            "A colleague comes.",
        ];
        assert_eq!(texts, expected);

        let reply = bot.respond(&mut Conversation::new(), "a visit");
        let part = bot.part_of(&reply.messages[0]).unwrap();
        assert_eq!((part.name.as_str(), part.text.as_str()), ("day", "Which day?"));
        assert_eq!((part.place.file.as_str(), part.place.line), ("parts.yaml", 2));
        let own = bot.respond(&mut Conversation::new(), "qwertz");
        assert_eq!(bot.part_of(&own.messages[0]), None, "the language's own words");
    }
}
