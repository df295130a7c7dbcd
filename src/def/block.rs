//! Steps wherever they stand: intents, `next`, rules, slots that give up, and single answers have the
//! same keys, seen here as one thing by checks, by the table of parts, and by the catalog.

use super::kinds::Map;
use super::model::{Call, Handoff, Intent, Moment, Rule, Sections, Steps, Variant};
use super::place::{At, Text};
use crate::value::Value;

/// The steps at one place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block<'d> {
    pub(crate) at: At,
    pub(crate) set: &'d Map<Value>,
    pub(crate) call: Option<&'d Call>,
    pub(crate) bot: &'d [Variant],
    pub(crate) schedule: &'d Map<Moment>,
    pub(crate) forget: &'d [Text],
    pub(crate) go: Option<&'d Text>,
    pub(crate) survey: Option<&'d Text>,
    pub(crate) handoff: Option<&'d Handoff>,
}

macro_rules! has_block {
    ($($kind:ident),*) => { $(
        impl $kind {
            pub(crate) fn block(&self) -> Block<'_> {
                let $kind { at, set, call, bot, schedule, forget, go, survey, handoff, .. } = self;
                let (call, handoff) = (call.as_ref(), handoff.as_ref());
                let (go, survey) = (go.as_ref(), survey.as_ref());
                Block { at: *at, set, call, bot, schedule, forget, go, survey, handoff }
            }
        }
    )* };
}
has_block!(Intent, Steps, Rule);

impl Variant {
    /// What happens when the answer is given; it has no answers of its own.
    pub(crate) fn block(&self) -> Block<'_> {
        let Variant { at, set, call, schedule, forget, go, survey, handoff, .. } = self;
        let (call, handoff) = (call.as_ref(), handoff.as_deref());
        let (go, survey) = (go.as_ref(), survey.as_ref());
        Block { at: *at, set, call, bot: &[], schedule, forget, go, survey, handoff }
    }

    /// Whether nothing happens beside its being said.
    pub(crate) fn only_says(&self) -> bool {
        self.block().does_nothing()
    }
}

impl<'d> Block<'d> {
    pub(crate) fn does_nothing(&self) -> bool {
        let Block { set, call, bot, schedule, forget, go, survey, handoff, .. } = self;
        let ends = go.is_some() || handoff.is_some() || survey.is_some();
        let changes = !set.is_empty() || !forget.is_empty() || !schedule.is_empty();
        !changes && call.is_none() && bot.is_empty() && !ends
    }

    /// The block itself, and those of its answers.
    fn with_answers(self) -> impl Iterator<Item = Block<'d>> {
        self.bot.iter().map(Variant::block).chain([self])
    }
}

impl Sections {
    /// All blocks, each with the intent whose steps they are, if they are an intent's.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = (Option<&Text>, Block<'_>)> {
        let of_intents = self.intents.iter().flat_map(|(id, intent)| {
            let after = intent.next.branches.iter().map(|(_, steps)| steps.block());
            std::iter::once(intent.block()).chain(after).map(move |block| (Some(id), block))
        });
        let of_rules = self.rules.iter().map(|(_, rule)| rule.block());
        let stuck = self.slots.iter().filter_map(|(_, slot)| slot.otherwise.as_ref());
        let others = of_rules.chain(stuck.map(Steps::block)).map(|block| (None, block));
        let all = of_intents.chain(others);
        all.flat_map(|(id, block)| block.with_answers().map(move |block| (id, block)))
    }

    /// Names that steps set and surveys save, slots or not.
    pub(crate) fn set_names(&self) -> impl Iterator<Item = &Text> {
        let surveys = self.surveys.iter().flat_map(|(_, survey)| &survey.follow);
        let saved = surveys.filter_map(|follow| follow.save.as_ref());
        self.blocks().flat_map(|(_, block)| block.set.names()).chain(saved)
    }

    /// The surveys that steps begin.
    pub(crate) fn surveys_begun(&self) -> impl Iterator<Item = &Text> {
        self.blocks().filter_map(|(_, block)| block.survey).chain(&self.handoff.after)
    }
}
