//! `bot`: templates and conditions that compile, names that somebody sets, buttons that lead
//! somewhere, answers that can be given.

use std::collections::BTreeSet;

use super::Check;
use super::names::{ALWAYS, OF_HANDOFFS, fields};
use super::phrases::Captured;
use crate::def::model::{Buttons, StepKind, Target, Variant};
use crate::def::place::Text;
use crate::text::Phrase;
use crate::text::template::{Opens, TemplateError};

impl<'d> Check<'d> {
    pub(super) fn answers(&mut self, captured: &'d Captured) {
        let sections = self.sections;
        let mut known: BTreeSet<&'d str> = captured.iter().map(String::as_str).collect();
        known.extend(ALWAYS);
        known.extend(sections.slots.names().map(Text::as_str));
        known.extend(sections.set_names().map(Text::as_str));
        let mut results: BTreeSet<&str> = BTreeSet::new();
        for (_, intent) in sections.intents.iter() {
            // The result of a call is there for this intent's answers only.
            let result = intent.call.as_ref().map(|call| {
                self.value_name(&call.result, call.result.at, "a result");
                call.result.as_str()
            });
            let own = result.filter(|result| known.insert(result));
            results.extend(result);
            self.variants(&intent.bot, &known);
            if let Some(buttons) = &intent.buttons {
                self.buttons(buttons, &known);
            }
            if let Some(own) = own {
                known.remove(own);
            }
        }
        self.dialogue(&known);
        // A handoff may follow any intent.
        known.extend(results);
        self.events(&known);
        self.handoffs(&known);
        self.without_intent(&sections.handoff.bot);
        self.plain_texts();
    }

    /// After misses there is no intent: a handoff whose every text reads it says nothing then.
    fn without_intent(&mut self, variants: &[Variant]) {
        let read = |text: &Text, is_condition: bool| {
            let compiled = if is_condition {
                self.templates.condition(text).map(|condition| condition.reads().to_vec())
            } else {
                self.templates.template(text).map(|template| template.reads().to_vec())
            };
            let reads = compiled.unwrap_or_default();
            let is_intent = |name: &String| name.split(['.', '[']).next() == Some("intent");
            reads.iter().any(is_intent).then_some(text.at)
        };
        let of_variant = |variant: &Variant| {
            let texts = variant.text.iter().chain(&variant.image);
            let condition = variant.condition.iter().find_map(|text| read(text, true));
            condition.or_else(|| texts.clone().find_map(|text| read(text, false)))
        };
        let places: Option<Vec<_>> = variants.iter().map(of_variant).collect();
        if let Some(&at) = places.as_deref().and_then(<[_]>::first) {
            self.notes
                .warning(
                    "unset-name",
                    at,
                    "after misses there is no `intent`: this is not said then",
                )
                .help("add a text that does not read it");
        }
    }

    /// Texts that are said as they are, without values.
    fn plain_texts(&mut self) {
        let sections = self.sections;
        let steps = sections.fallback.steps.iter().filter_map(|step| match &step.kind {
            StepKind::Clarify(text) | StepKind::Rephrase(text) => text.as_ref(),
            StepKind::Handoff(_) => None,
        });
        let labels = sections.intents.iter().filter_map(|(_, intent)| intent.label.as_ref());
        for text in steps.chain(&sections.fallback.none).chain(labels) {
            if text.trim().is_empty() {
                self.notes.error(
                    "empty-text",
                    text.at,
                    "a text is expected here, found an empty one",
                );
            } else if text.contains("{{") || text.contains("{%") {
                self.notes
                    .warning("no-template", text.at, "customers will see this template as it is")
                    .help("values can be inserted under `bot` only");
            }
        }
    }

    pub(super) fn variants(&mut self, variants: &[Variant], known: &BTreeSet<&str>) {
        for variant in variants {
            self.variant(variant, known);
        }
        self.behind(variants);
    }

    fn variant(&mut self, variant: &Variant, known: &BTreeSet<&str>) {
        if let Some(text) = &variant.condition {
            self.condition(text, known, "this never holds");
        }
        for text in variant.text.iter().chain(&variant.image) {
            self.template(text, known);
        }
        if let Some(buttons) = &variant.buttons {
            self.buttons(buttons, known);
        }
        let Variant { text, image, custom, broken, .. } = variant;
        // `{if: …, go: …}` says nothing itself.
        let ends = variant.go.is_some() || variant.handoff.is_some() || variant.survey.is_some();
        if text.is_none() && image.is_none() && custom.is_none() && !broken && !ends {
            self.notes
                .error("empty-answer", variant.at, "this answer says nothing")
                .help("give it a `text`, an `image` or something `custom`");
        }
        if let Some(text) = text.as_ref().filter(|text| text.trim().is_empty()) {
            self.notes.error("empty-answer", text.at, "this answer says nothing");
        }
    }

    pub(super) fn template(&mut self, text: &Text, known: &BTreeSet<&str>) {
        match self.templates.template(text) {
            Ok(template) => {
                self.names(text, template.reads(), known, "the answer is never given");
                self.opens(text, template.opens());
            }
            Err(error) => self.not_compiled("template", text, error),
        }
        self.single_braces(text, known);
    }

    pub(super) fn not_compiled(&mut self, code: &'static str, text: &Text, error: TemplateError) {
        let at = self.sources.within(text, error.at.start, error.at.end);
        let what = if code == "condition" { "condition" } else { "template" };
        let note =
            self.notes.error(code, at, format!("this {what} cannot be read: {}", error.message));
        note.help(error.help.unwrap_or(if code == "condition" {
            "write an expression such as `channel == \"sms\"`"
        } else {
            "a value is written `{{ name }}`"
        }));
    }

    /// `is open("name")` of hours that are not there.
    pub(super) fn opens(&mut self, text: &Text, opens: &[Opens]) {
        let hours = &self.sections.hours;
        for Opens { name, at } in opens.iter().filter(|opens| !hours.knows(&opens.name)) {
            let at = self.sources.within(text, at.start, at.end);
            let message = format!("there are no hours `{name}`");
            self.unknown("unknown-hours", at, (name, message), hours.names());
        }
    }

    /// Names that a template or a condition reads and nobody sets.
    pub(super) fn names(
        &mut self,
        text: &Text,
        reads: &[String],
        known: &BTreeSet<&str>,
        so: &str,
    ) {
        let mut told = BTreeSet::new();
        for read in reads {
            self.field(text, read, so);
        }
        for name in reads {
            let name = name.split(['.', '[']).next().unwrap_or(name);
            if known.contains(name) || !told.insert(name) || !self.whole {
                continue;
            }
            let at = find_word(text, name)
                .map_or(text.at, |from| self.sources.within(text, from, from + name.len()));
            let near = self.notes.nearest(name, known.iter().copied());
            let note = self.notes.warning("unset-name", at, format!("nobody sets `{name}`: {so}"));
            match near {
                _ if OF_HANDOFFS.contains(&name) => note.help("only texts of a handoff read it"),
                Some(near) => note.help(format!("did you mean `{near}`?")),
                None => note.help(
                    "values come from slots in phrases, groups in patterns, and results of `call`",
                ),
            };
        }
    }

    /// `mood.nows`: a field that a name of the bot's own never has.
    fn field(&mut self, text: &Text, read: &str, so: &str) {
        let Some((name, rest)) = read.split_once('.') else { return };
        let Some(fields) = fields(name) else { return };
        let field = rest.split(['.', '[']).next().unwrap_or(rest);
        if fields.contains(&field) {
            return;
        }
        let whole = format!("{name}.{field}");
        let at = text
            .find(&whole)
            .map_or(text.at, |from| self.sources.within(text, from, from + whole.len()));
        let near = self.notes.nearest(field, fields.iter().copied());
        let note = self.notes.warning("unset-name", at, format!("`{name}` has no `{field}`: {so}"));
        note.help(match near {
            Some(near) => format!("did you mean `{name}.{near}`?"),
            None => {
                let all: Vec<String> =
                    fields.iter().map(|field| format!("`{name}.{field}`")).collect();
                format!("there are {}", all.join(", "))
            }
        });
    }

    /// `{name}` is how phrases write a value; answers write `{{ name }}`.
    fn single_braces(&mut self, text: &Text, known: &BTreeSet<&str>) {
        for (from, _) in text.match_indices('{') {
            let before = text.get(..from).unwrap_or("");
            let inside = text.get(from + 1..).unwrap_or("");
            let Some((name, after)) = inside.split_once('}') else { return };
            let doubled = before.ends_with('{') || after.starts_with('}');
            if doubled || !Phrase::is_slot_name(name.trim()) {
                continue;
            }
            // Of a name that nobody knows, only a slip is told: the braces may be meant.
            let is_known = known.contains(name.trim());
            let meant = if is_known {
                Some(name.trim())
            } else {
                self.notes.nearest(name.trim(), known.iter().copied())
            };
            if let Some(meant) = meant {
                let at = self.sources.within(text, from, from + name.len() + 2);
                self.notes
                    .warning(
                        "single-braces",
                        at,
                        format!("customers will see `{{{name}}}` as it is"),
                    )
                    .help(format!("a value is written `{{{{ {meant} }}}}` in answers"));
            }
        }
    }

    pub(super) fn buttons(&mut self, buttons: &Buttons, known: &BTreeSet<&str>) {
        if buttons.list.is_empty() {
            self.notes.error("empty-value", buttons.at, "there are no buttons here");
        }
        for button in &buttons.list {
            if button.label.trim().is_empty() {
                self.notes.error("empty-text", button.label.at, "a button needs a label");
            }
            self.template(&button.label, known);
            match &button.target {
                Target::Say => {}
                Target::Url(url) => self.template(url, known),
                Target::Intent(id) if !self.sections.intents.knows(id) => {
                    let message = format!("there is no intent `{}`", &**id);
                    if id.contains('.') || id.contains('/') {
                        let note = self.notes.error("unknown-intent", id.at, message);
                        note.help("an address begins with https://, mailto: or tel:");
                    } else {
                        self.unknown(
                            "unknown-intent",
                            id.at,
                            (id, message),
                            self.sections.intents.names(),
                        );
                    }
                }
                Target::Intent(_) => {}
            }
        }
    }

    /// Answers that stand behind one that always holds.
    fn behind(&mut self, variants: &[Variant]) {
        let holds = |variant: &Variant| match &variant.condition {
            None => !variant.broken,
            Some(condition) => matches!(condition.trim(), "true" | "True" | "1"),
        };
        let Some(first) = variants.iter().position(holds) else { return };
        let Some(always) = variants.get(first) else { return };
        let takes_turns = always.condition.is_none();
        for variant in variants.iter().skip(first + 1) {
            if takes_turns && variant.condition.is_none() {
                continue;
            }
            let why = if takes_turns { "this one has no `if`" } else { "this `if` always holds" };
            self.notes
                .warning("never", variant.at, "this answer is never given: one before it always is")
                .see(why, always.at)
                .help("put answers with an `if` before those without");
        }
    }
}

/// Where a name stands in a text as a word of its own.
fn find_word(text: &str, name: &str) -> Option<usize> {
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name).map(|(at, _)| at).find(|&at| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(part_of_name) && !after.is_some_and(part_of_name)
    })
}
