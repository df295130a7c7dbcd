//! The sections of a definition file as types: what an author may write, with places.
//!
//! Every struct here is declared with [`keys!`](super::format::keys), which also makes its
//! reading and its JSON Schema: a key that is not here is not in the format. Defaults and
//! meaning of a value are the business of the rooms that use it, unless a method says otherwise.

mod answer;
mod bot;
mod event;
mod hours;
mod intent;
mod settings;
mod slot;
mod step;
mod survey;
mod tests;

pub(crate) use answer::{Buttons, Target, Variant};
pub(crate) use bot::{Entity, EntityValue, EntityValues, Sections, Version};
pub(crate) use event::{AtMost, Limit, Moment};
pub(crate) use hours::{Days, Hours, Period};
pub(crate) use intent::{Call, Handoff, Intent, Keywords};
pub(crate) use settings::{About, Fallback, HandoffText, Meanwhile, Privacy, StepKind};
pub(crate) use slot::{Keep, Need, Slot, SlotPrivacy, SlotType};
pub(crate) use step::{Next, Rule, Steps};
pub(crate) use survey::{Scale, Survey};
pub(crate) use tests::{Talk, TalkTurn, TestResult, Tests, Texts};
