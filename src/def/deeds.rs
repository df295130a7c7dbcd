//! Everything the bot may do, as one list: each place of the definitions that answers, calls an
//! action or hands off, with what it belongs to. For checks and for the table of parts.

use super::block::Block;
use super::model::{Call, Handoff, Sections, Variant};

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

    fn block(of: Owner<'d>, block: Block<'d>) -> Deed<'d> {
        Deed { of, says: block.bot, call: block.call, handoff: block.handoff }
    }
}

/// All deeds, those of answers and handoffs too.
pub(crate) fn deeds(sections: &Sections) -> Vec<Deed<'_>> {
    let mut all = Vec::new();
    for (id, intent) in sections.intents.iter() {
        let of = Owner::Intent(id);
        all.push(Deed::block(of, intent.block()));
        all.push(Deed::says(of, &intent.confirm));
        all.extend(intent.next.branches.iter().map(|(_, steps)| Deed::block(of, steps.block())));
    }
    for (name, slot) in sections.slots.iter() {
        let of = Owner::Slot(name);
        all.push(Deed::says(of, &slot.ask));
        all.push(Deed::says(of, &slot.help));
        all.extend(slot.check.iter().map(|check| Deed::says(of, &check.bot)));
        all.extend(slot.otherwise.as_ref().map(|steps| Deed::block(of, steps.block())));
    }
    for (name, rule) in sections.rules.iter() {
        all.push(Deed::block(Owner::Rule(name), rule.block()));
    }
    all.push(Deed::says(Owner::Handoff, &sections.handoff.bot));
    // What answers do, and what handoffs say, is found by going on through what is added.
    let mut at = 0;
    while let Some(&Deed { of, says, handoff, .. }) = all.get(at) {
        all.extend(handoff.map(|handoff| Deed::says(of, &handoff.bot)));
        let own = says.iter().filter(|said| said.call.is_some() || said.handoff.is_some());
        all.extend(own.map(|said| Deed::block(of, said.block())));
        at += 1;
    }
    all
}
