//! `tests`: that what they name is there, and that a talk can fail.

use super::Check;
use crate::def::NOBODY;
use crate::def::deeds::deeds;
use crate::def::model::{Talk, TalkTurn};
use crate::def::place::Text;
use crate::reply::HandoffReason;

/// What a talk may name beside intents.
struct Names<'d> {
    slots: Vec<&'d str>,
    actions: Vec<&'d str>,
    reasons: Vec<&'d str>,
}

impl<'d> Check<'d> {
    pub(super) fn tests(&mut self) {
        let sections = self.sections;
        for id in sections.tests.matches.names() {
            self.intent_or_none(id);
        }
        if sections.tests.talks.is_empty() {
            return;
        }
        let deeds = deeds(sections);
        let names = Names {
            slots: sections.slots.names().chain(sections.set_names()).map(Text::as_str).collect(),
            actions: deeds.iter().filter_map(|deed| Some(&*deed.call?.action)).collect(),
            reasons: deeds
                .iter()
                .filter_map(|deed| deed.handoff?.reason.as_deref())
                .chain(HandoffReason::NAMES)
                .collect(),
        };
        for (name, talk) in sections.tests.talks.iter() {
            self.talk(name, talk, &names);
        }
    }

    fn talk(&mut self, name: &Text, talk: &Talk, names: &Names<'d>) {
        for action in talk.given.calls.names() {
            self.one_of(action, "no definition calls an action", &names.actions);
        }
        for (slot, value) in talk.given.slots.iter() {
            self.named_slot(slot, names);
            self.can_have(slot, value);
        }
        for turn in &talk.talk {
            self.turn(turn, names);
        }
        if talk.broken {
            return;
        }
        if talk.talk.is_empty() {
            self.notes
                .error("no-turns", name.at, "this talk has no turns")
                .help("write them under `talk`: `- {user: hello, bot: Hello!}`");
        } else if talk.talk.iter().all(expects_nothing) {
            self.notes
                .warning("expects-nothing", name.at, "this talk expects nothing: it cannot fail")
                .help("give a turn a `bot`, an `intent`, or what else has to come of it");
        }
    }

    fn turn(&mut self, turn: &TalkTurn, names: &Names<'d>) {
        match (&turn.user, &turn.button) {
            (Some(_), Some(button)) => {
                self.notes
                    .error("two-deeds", button.at, "a turn has a `user` or a `button`, not both")
                    .help("make two turns of it");
            }
            (None, None) if !turn.broken => {
                self.notes
                    .error("missing-key", turn.at, "`user` or `button` is missing here")
                    .help("say what the customer does: `- {user: hello, bot: Hello!}`");
            }
            _ => {}
        }
        if let Some(intent) = &turn.intent {
            self.intent_or_none(intent);
        }
        for slot in turn.slots.names().chain(&turn.asks) {
            self.named_slot(slot, names);
        }
        for (slot, value) in turn.slots.iter() {
            self.can_have(slot, value);
        }
        let queues = &self.sections.queues;
        if let Some(queue) = &turn.handoff
            && !matches!(queue.as_str(), "true" | "false")
            && !queues.is_empty()
            && !queues.knows(queue)
        {
            let message = format!("there is no queue `{}`", &**queue);
            self.unknown("unknown-queue", queue.at, (queue, message), queues.names());
        }
        if let Some(reason) = &turn.reason {
            self.one_of(reason, "no handoff has a reason", &names.reasons);
        }
    }

    fn intent_or_none(&mut self, id: &Text) {
        let intents = &self.sections.intents;
        if id.as_str() != NOBODY && !intents.knows(id) {
            let message = format!("there is no intent `{}`", &**id);
            self.unknown("unknown-intent", id.at, (id, message), intents.names());
        }
    }

    fn named_slot(&mut self, slot: &Text, names: &Names<'d>) {
        if !self.sections.slots.knows(slot) {
            self.one_of(slot, "there is no slot", &names.slots);
        }
    }

    fn one_of(&mut self, name: &Text, what: &str, names: &[&str]) {
        if names.contains(&name.as_str()) || !self.whole {
            return;
        }
        let near = self.notes.nearest(name, names.iter().copied());
        let note = self.notes.error("unknown-name", name.at, format!("{what} `{}`", &**name));
        match near {
            Some(near) => note.help(format!("did you mean `{near}`?")),
            None if names.is_empty() => note.help("none is defined"),
            None => {
                const MOST: usize = 8;
                let shown: Vec<String> =
                    names.iter().take(MOST).map(|name| format!("`{name}`")).collect();
                let more = if names.len() > MOST { ", ..." } else { "" };
                note.help(format!("there are {}{more}", shown.join(", ")))
            }
        };
    }
}

fn expects_nothing(turn: &TalkTurn) -> bool {
    turn.bot.is_none()
        && turn.intent.is_none()
        && turn.slots.is_empty()
        && turn.buttons.is_none()
        && turn.handoff.is_none()
        && turn.reason.is_none()
        && turn.outcome.is_none()
        && turn.asks.is_none()
}
