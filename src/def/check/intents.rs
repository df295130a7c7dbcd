//! Intents as a whole: that they do something, that something leads to them.

use std::collections::{BTreeMap, BTreeSet};

use super::Check;
use crate::def::NOBODY;
use crate::def::model::{Buttons, Intent, Sections, Target};
use crate::def::place::Text;
use crate::reply::NONE_OF_THESE;
use crate::text::folded;

impl Check<'_> {
    pub(super) fn intents(&mut self) {
        let sections = self.sections;
        if !self.whole {
            return;
        }
        if sections.intents.is_empty() && !sections.intents.knows("") && self.notes.errors() == 0 {
            self.notes
                .error("no-intents", None, "there are no intents")
                .help("a bot needs at least one: `intents: {hello: {user: hello, bot: Hello!}}`");
        }
        let reached = reached(sections);
        let mut labels: BTreeMap<String, (&Text, &Text)> = BTreeMap::new();
        for (id, intent) in sections.intents.iter() {
            self.intent(id, intent, &reached);
            let Some(label) = &intent.label else { continue };
            match labels.get(&folded(label)) {
                None => {
                    labels.insert(folded(label), (id, label));
                }
                Some((other, first)) => {
                    self.notes
                        .warning(
                            "same-label",
                            label.at,
                            format!("`{}` has the same label", &***other),
                        )
                        .see("here", first.at)
                        .help("customers have to tell them apart when the bot asks");
                }
            }
        }
    }

    fn intent(&mut self, id: &Text, intent: &Intent, reached: &BTreeSet<&str>) {
        let name = id.as_str();
        if name == NONE_OF_THESE {
            self.notes
                .error("wrong-name", id.at, format!("an intent cannot be called `{name}`"))
                .help("that is the choice which refuses all offers of a clarification");
        } else if name == NOBODY {
            self.notes
                .error("wrong-name", id.at, "an intent cannot be called `none`")
                .help("in `tests.matches` that means: belongs to no intent");
        } else {
            self.id(id, "an intent");
        }
        if intent.broken {
            return;
        }
        let ends = intent.handoff.is_some() || intent.go.is_some() || intent.survey.is_some();
        if intent.bot.is_empty() && !ends && intent.call.is_none() && intent.set.is_empty() {
            self.notes
                .error("does-nothing", id.at, format!("`{name}` does nothing"))
                .help("give it a `bot`, a `handoff` or a `call`");
        }
        if let Some(buttons) = intent.buttons.as_ref().filter(|_| intent.bot.is_empty()) {
            self.notes
                .warning("never", buttons.at, "these buttons are never shown: there is no `bot`")
                .help("give the intent an answer, or put them into the `bot` of its `handoff`");
        }
        if !reached.contains(name) {
            self.notes.warning("unreachable", id.at, format!("nothing leads to `{name}`")).help(
                "give it `user` phrases, `keywords` or `patterns`, or a button that points to it",
            );
        }
    }
}

fn targets(buttons: &Buttons) -> impl Iterator<Item = &str> {
    buttons.list.iter().filter_map(|button| match &button.target {
        Target::Intent(id) => Some(id.as_str()),
        _ => None,
    })
}

/// Intents that something leads to: words of the customer, an event of the host, or a button or
/// `go` of what is reached itself.
fn reached(sections: &Sections) -> BTreeSet<&str> {
    let begins = |intent: &Intent| {
        let has_words = intent.keywords.as_ref().is_some_and(|keywords| {
            keywords.broken || !keywords.all.is_empty() || !keywords.any.is_empty()
        });
        let is_said = !intent.user.is_empty() || !intent.patterns.is_empty() || has_words;
        // Of what is broken nobody knows what leads to it.
        is_said || intent.event.is_some() || intent.broken
    };
    let mut ways: BTreeMap<Option<&str>, Vec<&str>> = BTreeMap::new();
    for (id, intent) in sections.intents.iter() {
        let buttons = intent.buttons.iter().flat_map(targets);
        ways.entry(Some(id.as_str())).or_default().extend(buttons);
    }
    let of_handoff = sections.handoff.bot.iter().filter_map(|answer| answer.buttons.as_ref());
    ways.entry(None).or_default().extend(of_handoff.flat_map(targets));
    for (from, block) in sections.blocks() {
        let own = ways.entry(from.map(|from| from.as_str())).or_default();
        let handoff = block.handoff.into_iter().flat_map(|handoff| &handoff.bot);
        own.extend(
            block
                .bot
                .iter()
                .chain(handoff)
                .filter_map(|answer| answer.buttons.as_ref())
                .flat_map(targets),
        );
        own.extend(block.go.map(|to| to.as_str()));
    }
    let mut todo = ways.remove(&None).unwrap_or_default();
    let begun = sections.intents.iter().filter(|(_, intent)| begins(intent));
    todo.extend(begun.map(|(id, _)| id.as_str()));
    let mut reached = BTreeSet::new();
    while let Some(id) = todo.pop() {
        if reached.insert(id) {
            todo.extend(ways.remove(&Some(id)).unwrap_or_default());
        }
    }
    reached
}
