//! Private answers: who may see them, in a bot that tells verified customers from others.

use super::Check;
use crate::def::model::{Call, Intent, Variant};
use crate::def::place::{At, Text};

/// The fact by which such a bot is known: a bot that never asks for it has no customers to tell
/// apart, and gets no warning.
const VERIFIED: &str = "customer.verified";

impl Check<'_> {
    /// Intents that call an action or show a private slot to anybody, where others ask for
    /// `customer.verified` first.
    pub(super) fn private_answers(&mut self) {
        let sections = self.sections;
        if !self.asks_for_verified() {
            return;
        }
        for (id, intent) in sections.intents.iter() {
            if self.is_guarded(intent.condition.as_ref()) {
                continue;
            }
            let Some((at, what)) = self.shows(intent) else { continue };
            let message = format!("`{}` {what} for anybody, verified or not", &**id);
            self.notes.warning("not-guarded", at, message).help(
                "give the intent or the answer `if: customer.verified`, as others of this bot have",
            );
        }
    }

    fn asks_for_verified(&self) -> bool {
        let sections = self.sections;
        let of_intents = sections.intents.iter().flat_map(|(_, intent)| {
            let answers = intent.bot.iter().filter_map(|variant| variant.condition.as_ref());
            let needs = intent.needs.iter().filter_map(|need| need.condition.as_ref());
            intent.condition.iter().chain(answers).chain(needs)
        });
        let of_rules = sections.rules.iter().map(|(_, rule)| &rule.condition);
        let mut conditions = of_intents.chain(of_rules);
        conditions.any(|text| self.reads(text, true).iter().any(|name| name == VERIFIED))
    }

    fn is_guarded(&self, condition: Option<&Text>) -> bool {
        let reads = condition.map(|text| self.reads(text, true)).unwrap_or_default();
        reads.iter().any(|name| root(name) == "customer")
    }

    /// The first place where the intent does something private that nothing guards.
    fn shows(&self, intent: &Intent) -> Option<(At, String)> {
        let call = |call: &Call| (call.action.at, format!("calls `{}`", &*call.action));
        if let Some(found) = intent.call.as_ref() {
            return Some(call(found));
        }
        let after = || intent.next.branches.iter().map(|(_, steps)| steps);
        if let Some(found) = after().find_map(|steps| steps.call.as_ref()) {
            return Some(call(found));
        }
        let answers = intent.bot.iter().chain(after().flat_map(|steps| &steps.bot));
        let mut open = answers.filter(|answer| !self.is_guarded(answer.condition.as_ref()));
        open.find_map(|answer| self.shown(answer, call))
    }

    fn shown(
        &self,
        answer: &Variant,
        call: impl Fn(&Call) -> (At, String),
    ) -> Option<(At, String)> {
        if let Some(found) = &answer.call {
            return Some(call(found));
        }
        let text = answer.text.as_ref()?;
        let reads = self.reads(text, false);
        let is_private = |name: &&str| {
            let mut slots = self.sections.slots.iter();
            slots.any(|(slot, defined)| slot.as_str() == *name && defined.privacy.is_some())
        };
        let slot = reads.iter().map(|name| root(name)).find(is_private)?;
        Some((text.at, format!("shows the private slot `{slot}`")))
    }

    fn reads(&self, text: &Text, is_condition: bool) -> Vec<String> {
        let reads = if is_condition {
            self.templates.condition(text).map(|condition| condition.reads().to_vec())
        } else {
            self.templates.template(text).map(|template| template.reads().to_vec())
        };
        reads.unwrap_or_default()
    }
}

fn root(name: &str) -> &str {
    name.split(['.', '[']).next().unwrap_or(name)
}
