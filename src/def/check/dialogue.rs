//! What happens in a dialogue: slots that can be asked for, steps that lead somewhere, follow-ups,
//! rules.

use std::collections::{BTreeMap, BTreeSet};

use super::Check;
use crate::def::block::Block;
use crate::def::model::{Intent, Need, Slot, Target, Variant};
use crate::def::place::Text;
use crate::understanding::Meaning;
use crate::value::Value;

/// Most questions for one slot that anybody answers.
const MOST_TRIES: i64 = 20;

impl<'d> Check<'d> {
    /// All of it. `known` are the names that templates and conditions may read.
    pub(super) fn dialogue(&mut self, known: &BTreeSet<&'d str>) {
        let sections = self.sections;
        for (name, slot) in sections.slots.iter() {
            self.slot_asks(name, slot, known);
        }
        for (id, intent) in sections.intents.iter() {
            let mut known = known.clone();
            known.extend(intent.call.as_ref().map(|call| call.result.as_str()));
            self.needed(&intent.needs, &known);
            self.was(intent);
            self.questions(&intent.confirm, &known);
            if let Some(condition) = &intent.condition {
                self.condition(condition, &known, "the intent is never meant");
            }
            if let Some(consent) = intent.limit.as_ref().and_then(|limit| limit.consent.as_ref()) {
                self.condition(consent, &known, "the event is never sent");
            }
            for (name, steps) in intent.next.branches.iter() {
                self.branch(id, name);
                self.steps(&steps.block(), &known);
            }
        }
        for (name, rule) in sections.rules.iter() {
            let block = rule.block();
            if block.does_nothing() && !rule.broken {
                self.notes
                    .error("does-nothing", name.at, format!("the rule `{}` does nothing", &**name))
                    .help("give it a `bot`, a `handoff`, a `go` or a `set`");
            }
            self.condition(&rule.condition, known, "the rule never applies");
            self.steps(&block, known);
        }
        let set: BTreeSet<&str> = sections.set_names().map(Text::as_str).collect();
        for (_, block) in sections.blocks() {
            self.ends(&block, &set);
        }
        self.surveys(known);
        self.circles();
        self.asked_again();
    }

    fn slot_asks(&mut self, name: &Text, slot: &'d Slot, known: &BTreeSet<&'d str>) {
        self.questions(&slot.ask, known);
        self.questions(&slot.help, known);
        if let Some(buttons) = &slot.buttons {
            // A button of a question may stand for a value: "Small: s".
            for button in &buttons.list {
                self.template(&button.label, known);
                if let Target::Url(url) = &button.target {
                    self.template(url, known);
                }
            }
        }
        for check in &slot.check {
            self.condition(&check.must, known, "no value is ever allowed");
            self.must(name, slot, &check.must);
            self.questions(&check.bot, known);
        }
        self.all_musts(name, slot);
        if let Some(tries) = slot.tries.as_ref().filter(|t| !(1..=MOST_TRIES).contains(&t.value)) {
            let message = format!("`tries` is {}, not 1 to {MOST_TRIES}", tries.value);
            self.notes.error("out-of-range", tries.at, message);
        }
        if let Some(steps) = &slot.otherwise {
            self.steps(&steps.block(), known);
        }
        for was in slot.was.iter().filter(|was| self.sections.slots.knows(was)) {
            let message = format!("`was: {}` names a slot that is there", &**was);
            self.notes.error("still-there", was.at, message).help("remove it");
        }
    }

    /// A check that reads no value is the same for all of them; another may hold for none.
    fn must(&mut self, name: &Text, slot: &'d Slot, text: &Text) {
        let Ok(condition) = self.templates.condition(text) else { return };
        let is_false = condition.reads().is_empty() && !condition.holds(&BTreeMap::new());
        if is_false || self.is_never((name, slot), text, &condition) {
            self.notes
                .error("never", text.at, "this never holds: no value is ever allowed")
                .help(format!("write an expression over `{}`", &**name));
        } else if condition.reads().iter().all(|read| read.split('.').next() != Some(&**name)) {
            self.notes
                .warning("check", text.at, format!("this check does not look at `{}`", &**name))
                .help("a check says what a value of its own slot has to fulfil");
        }
    }

    /// Checks of which each holds for some value, and all together for none.
    fn all_musts(&mut self, name: &Text, slot: &'d Slot) {
        let [.., _, last] = slot.check.as_slice() else { return };
        let never = |check: &Self, text: &str| {
            let condition = check.templates.condition(text);
            condition.is_ok_and(|condition| check.is_never((name, slot), text, &condition))
        };
        let each = slot.check.iter().map(|check| format!("({})", &*check.must));
        let all = each.collect::<Vec<_>>().join(" and ");
        if never(self, &all) && !slot.check.iter().any(|check| never(self, &check.must)) {
            let message = "no value fulfils this check and those before it";
            self.notes
                .error("never", last.must.at, message)
                .help(format!("leave some value of `{}` that all of them allow", &**name));
        }
    }

    /// Slots that are needed: there, with a question, each once.
    pub(super) fn needed(&mut self, needs: &[Need], known: &BTreeSet<&'d str>) {
        let sections = self.sections;
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for Need { slot, condition, .. } in needs {
            if let Some(condition) = condition {
                self.condition(condition, known, "it is never needed");
            }
            if !seen.insert(slot) {
                self.notes.warning("twice", slot.at, format!("`{}` is needed twice", &**slot));
            }
            match sections.slots.iter().find(|(name, _)| name.value == slot.value) {
                Some((_, defined)) if defined.ask.is_empty() && !defined.broken => {
                    let message = format!("`{}` is needed but has no question", &**slot);
                    self.notes
                        .error("no-question", slot.at, message)
                        .see("the slot", defined.at)
                        .help("give the slot an `ask`");
                }
                Some(_) => {}
                None if sections.slots.knows(slot) => {}
                None => {
                    let message = format!("there is no slot `{}`", &**slot);
                    self.unknown("unknown-slot", slot.at, (slot, message), sections.slots.names());
                }
            }
        }
    }

    fn was(&mut self, intent: &Intent) {
        for was in intent.was.iter().filter(|was| self.sections.intents.knows(was)) {
            let message = format!("`was: {}` names an intent that is there", &**was);
            self.notes.error("still-there", was.at, message).help("remove it");
        }
    }

    /// Texts that ask or explain: they say something and do nothing else.
    pub(super) fn questions(&mut self, variants: &'d [Variant], known: &BTreeSet<&'d str>) {
        self.variants(variants, known);
        for variant in variants {
            if !variant.only_says() {
                self.notes
                    .error("only-says", variant.at, "a question can only say something")
                    .help("`set`, `call`, `forget`, `go` and `handoff` belong to answers");
            }
        }
    }

    fn steps(&mut self, block: &Block<'d>, known: &BTreeSet<&'d str>) {
        let mut known = known.clone();
        known.extend(block.call.map(|call| call.result.as_str()));
        self.variants(block.bot, &known);
    }

    /// What steps refer to.
    fn ends(&mut self, block: &Block<'d>, set: &BTreeSet<&str>) {
        let sections = self.sections;
        if let (Some(go), Some(handoff)) = (block.go, block.handoff) {
            self.notes
                .error("two-ends", handoff.at, "`go` and `handoff` exclude one another")
                .see("here", go.at)
                .help("steps end in one way");
        }
        if let Some((survey, other)) =
            block.survey.zip(block.go.map(|go| go.at).or(block.handoff.map(|handoff| handoff.at)))
        {
            self.notes
                .error("two-ends", survey.at, "`survey` excludes `go` and `handoff`")
                .see("here", other)
                .help("steps end in one way");
        }
        if let Some(go) = block.go.filter(|go| !sections.intents.knows(go)) {
            let message = format!("there is no intent `{}`", &**go);
            self.unknown("unknown-intent", go.at, (go, message), sections.intents.names());
        }
        for slot in block.forget {
            if !sections.slots.knows(slot) && !set.contains(&**slot) {
                let message = format!("there is no slot `{}`", &**slot);
                self.unknown("unknown-slot", slot.at, (slot, message), sections.slots.names());
            }
        }
        for name in block.set.names() {
            self.value_name(name, name.at, "a slot");
        }
        for (_, value) in block.set.iter() {
            if let Value::Text(text) = value
                && self.templates.template(text).is_err()
            {
                let message = "a value of this `set` is a template that cannot be read";
                self.notes
                    .error("template", block.at, message)
                    .help("a value is written `{{ name }}`");
            }
        }
    }

    fn branch(&mut self, id: &Text, name: &Text) {
        let is_meaning = Meaning::ALL.iter().any(|meaning| meaning.name() == &**name);
        if is_meaning || self.sections.intents.knows(name) {
            return;
        }
        let message = format!("`next` of `{}` knows no `{}`", &**id, &**name);
        let near = self.notes.nearest(
            name,
            Meaning::ALL
                .iter()
                .map(|meaning| meaning.name())
                .chain(self.sections.intents.names().map(Text::as_str)),
        );
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                let meanings: Vec<String> =
                    Meaning::ALL.iter().map(|meaning| format!("`{}`", meaning.name())).collect();
                format!("an intent is expected, or {}", meanings.join(", "))
            }
        };
        if self.whole {
            self.notes.error("unknown-branch", name.at, message).help(help);
        }
    }

    /// Intents that go to one another without asking anything: a turn would never end.
    fn circles(&mut self) {
        let sections = self.sections;
        // A text with a name in it is left out where the name has no value.
        let is_plain = |text: &Text| !text.contains("{{");
        let is_always_said = |answer: &Variant| {
            answer.condition.is_none() && answer.text.as_ref().is_none_or(is_plain)
        };
        let next = |id: &str| {
            let at = sections.intents.position(id)?;
            let (_, intent) = sections.intents.iter().nth(at)?;
            let stops = !intent.needs.is_empty() || !intent.confirm.is_empty();
            let only = match intent.bot.as_slice() {
                [only] if is_always_said(only) => only.go.as_ref(),
                _ => None,
            };
            // An answer that ends otherwise may be the one that is given.
            let may_end = intent.bot.iter().any(|answer| {
                let Block { go, survey, handoff, .. } = answer.block();
                go.is_some() || survey.is_some() || handoff.is_some()
            });
            only.or(intent.go.as_ref().filter(|_| !may_end)).filter(|_| !stops)
        };
        let mut told: BTreeSet<&str> = BTreeSet::new();
        for (id, _) in sections.intents.iter() {
            let mut seen: Vec<&str> = vec![id];
            let mut at = next(id);
            while let Some(go) = at {
                if go.value == id.value {
                    if told.is_disjoint(&seen.iter().copied().collect()) {
                        let way = format!("{} → {}", seen.join(" → "), &**id);
                        self.notes
                            .error("go-circle", go.at, format!("this never ends: {way}"))
                            .help("let one of them answer without `go`");
                    }
                    told.extend(&seen);
                    break;
                }
                if seen.contains(&&**go) {
                    break;
                }
                seen.push(go);
                at = next(go);
            }
        }
    }

    /// Slots that give up into a form that asks for them: whoever has no answer never gets out.
    fn asked_again(&mut self) {
        let sections = self.sections;
        let intent = |id: &str| {
            let at = sections.intents.position(id)?;
            sections.intents.iter().nth(at).map(|(_, intent)| intent)
        };
        for (name, slot) in sections.slots.iter() {
            let mut go = slot.otherwise.as_ref().and_then(|steps| steps.go.as_ref());
            let mut seen: BTreeSet<&str> = BTreeSet::new();
            while let Some(to) = go.filter(|to| seen.insert(to)) {
                let Some(next) = intent(to) else { break };
                let mut needed = next.needs.iter().filter(|need| need.condition.is_none());
                if needed.any(|need| need.slot.value == name.value) {
                    let message = format!("`{}` asks for `{}` again, without end", &**to, &**name);
                    self.notes
                        .warning("go-circle", to.at, message)
                        .see("when it gives up, it goes on here", slot.at)
                        .help("let `else` say something, hand off, or go where it is not needed");
                    break;
                }
                let stops = !next.needs.is_empty() || !next.confirm.is_empty();
                go = next.go.as_ref().filter(|_| !stops);
            }
        }
    }

    pub(super) fn condition(&mut self, text: &Text, known: &BTreeSet<&str>, so: &str) {
        match self.templates.condition(text) {
            Ok(condition) => {
                self.names(text, condition.reads(), known, so);
                self.opens(text, condition.opens());
                self.compared(text);
            }
            Err(error) => self.not_compiled("condition", text, error),
        }
    }
}
