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
        let targets = targets(sections);
        let mut labels: BTreeMap<String, (&Text, &Text)> = BTreeMap::new();
        for (id, intent) in sections.intents.iter() {
            self.intent(id, intent, &targets);
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

    fn intent(&mut self, id: &Text, intent: &Intent, targets: &BTreeSet<&str>) {
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
        let has_words = intent.keywords.as_ref().is_some_and(|keywords| {
            keywords.broken || !keywords.all.is_empty() || !keywords.any.is_empty()
        });
        let spoken = !intent.user.is_empty() || !intent.patterns.is_empty() || has_words;
        if !spoken && intent.event.is_none() && !targets.contains(name) {
            self.notes.warning("unreachable", id.at, format!("nothing leads to `{name}`")).help(
                "give it `user` phrases, `keywords` or `patterns`, or a button that points to it",
            );
        }
    }
}

/// Intents that a button or a `go` leads to.
fn targets(sections: &Sections) -> BTreeSet<&str> {
    let intents = || sections.intents.iter().map(|(_, intent)| intent);
    let of_intents = intents().filter_map(|intent| intent.buttons.as_ref());
    let handoffs =
        intents().filter_map(|intent| intent.handoff.as_ref()).map(|handoff| &handoff.bot);
    let variants =
        intents().map(|intent| &intent.bot).chain(handoffs).chain([&sections.handoff.bot]);
    let of_variants = variants.flatten().filter_map(|variant| variant.buttons.as_ref());
    let all = of_intents.chain(of_variants).flat_map(|buttons: &Buttons| &buttons.list);
    let targets = all.filter_map(|button| match &button.target {
        Target::Intent(id) => Some(id.as_str()),
        _ => None,
    });
    // What leads back to where it comes from leads nowhere.
    let jumps = sections.blocks().filter_map(|(from, block)| Some((from, block.go?)));
    let jumps = jumps.filter(|(from, to)| from.is_none_or(|from| from.value != to.value));
    targets.chain(jumps.map(|(_, to)| to.as_str())).collect()
}
