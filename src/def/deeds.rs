//! Everything the bot may do, as one list: each place of the definitions that answers, calls an
//! action or hands off, with what it belongs to. For checks and for the table of parts.

use super::model::{Call, Handoff, Sections, Steps, Variant};
use super::place::Text;

/// What a deed belongs to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Owner<'d> {
    Intent(&'d str),
    Slot(&'d str),
    Rule(&'d str),
    /// The section `handoff`.
    Handoff,
}

/// One place that answers, calls or hands off.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deed<'d> {
    pub(crate) of: Owner<'d>,
    pub(crate) says: &'d [Variant],
    pub(crate) call: Option<&'d Call>,
    pub(crate) handoff: Option<&'d Handoff>,
}

impl<'d> Deed<'d> {
    fn says(of: Owner<'d>, says: &'d [Variant]) -> Deed<'d> {
        Deed { of, says, call: None, handoff: None }
    }

    fn steps(of: Owner<'d>, steps: &'d Steps) -> Deed<'d> {
        Deed { of, says: &steps.bot, call: steps.call.as_ref(), handoff: steps.handoff.as_ref() }
    }
}

/// All deeds, those of answers and handoffs too.
pub(crate) fn deeds(sections: &Sections) -> Vec<Deed<'_>> {
    let mut all = Vec::new();
    for (id, intent) in sections.intents.iter() {
        let of = Owner::Intent(id);
        let (call, handoff) = (intent.call.as_ref(), intent.handoff.as_ref());
        all.push(Deed { of, says: &intent.bot, call, handoff });
        all.push(Deed::says(of, &intent.confirm));
        all.extend(intent.next.branches.iter().map(|(_, steps)| Deed::steps(of, steps)));
    }
    for (name, slot) in sections.slots.iter() {
        let of = Owner::Slot(name);
        all.push(Deed::says(of, &slot.ask));
        all.push(Deed::says(of, &slot.help));
        all.extend(slot.check.iter().map(|check| Deed::says(of, &check.bot)));
        all.extend(slot.otherwise.as_ref().map(|steps| Deed::steps(of, steps)));
    }
    for (name, rule) in sections.rules.iter() {
        let (call, handoff) = (rule.call.as_ref(), rule.handoff.as_ref());
        all.push(Deed { of: Owner::Rule(name), says: &rule.bot, call, handoff });
    }
    all.push(Deed::says(Owner::Handoff, &sections.handoff.bot));
    // What answers do, and what handoffs say, is found by going on through what is added.
    let mut at = 0;
    while let Some(&Deed { of, says, handoff, .. }) = all.get(at) {
        all.extend(handoff.map(|handoff| Deed::says(of, &handoff.bot)));
        let own = says.iter().filter(|said| said.call.is_some() || said.handoff.is_some());
        all.extend(own.map(|said| Deed {
            of,
            says: &[],
            call: said.call.as_ref(),
            handoff: said.handoff.as_deref(),
        }));
        at += 1;
    }
    all
}

/// The names that steps set, slots or not.
pub(crate) fn set_names(sections: &Sections) -> impl Iterator<Item = &Text> {
    let intents = || sections.intents.iter().map(|(_, intent)| intent);
    let of_intents = intents().map(|intent| &intent.set);
    let branches = intents().flat_map(|intent| intent.next.branches.iter());
    let of_branches = branches.map(|(_, steps)| &steps.set);
    let of_rules = sections.rules.iter().map(|(_, rule)| &rule.set);
    let slots = sections.slots.iter().filter_map(|(_, slot)| slot.otherwise.as_ref());
    let of_slots = slots.map(|steps| &steps.set);
    let of_answers = deeds(sections).into_iter().flat_map(|deed| deed.says).map(|said| &said.set);
    let all = of_intents.chain(of_branches).chain(of_rules).chain(of_slots).chain(of_answers);
    all.flat_map(|set| set.names())
}
