//! The compiled tables that a bot talks from: intents in the order of their definition, replies
//! with their templates compiled, queues, fallback steps.
//!
//! Made once by [`lower`] from checked definitions; never changed after. No matching and no
//! decisions here: `nlu` and `dialogue` read it.

mod event;
mod form;
mod hours;
mod lower;
mod survey;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use foldhash::fast::FixedState;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::clock::Timestamp;
use crate::limits::Limits;
use crate::reply::{ChannelProfile, Priority};
use crate::text::language::Language;
use crate::text::template::{Condition, Template};
use crate::value::Value;

pub(crate) use event::{Limit, Moment};
pub(crate) use form::{End, Need, Next, Rule, Setting, Slot, SlotCheck, Steps};
pub(crate) use hours::Hours;
pub(crate) use lower::lower;
pub(crate) use survey::{Follow, Survey};

pub(crate) use crate::def::{Keep, Meanwhile, SlotPrivacy};

/// Everything about a bot that is not matching.
#[derive(Debug)]
pub(crate) struct Catalog {
    /// Changes whenever the definitions change; written into conversations.
    pub(crate) fingerprint: String,
    pub(crate) name: Option<Arc<str>>,
    pub(crate) language: &'static Language,
    /// In the order of definition; matchers and ranking know an intent by its place here.
    pub(crate) intents: Vec<Intent>,
    pub(crate) by_id: HashMap<Arc<str>, u32, FixedState>,
    /// In the order of definition.
    pub(crate) slots: Vec<Slot>,
    pub(crate) slots_by_name: BTreeMap<Arc<str>, u32>,
    /// Highest priority first.
    pub(crate) rules: Vec<Rule>,
    pub(crate) queues: BTreeMap<Arc<str>, Queue>,
    /// On whose clocks days begin.
    pub(crate) zone: TimeZone,
    pub(crate) fallback: Fallback,
    pub(crate) handoff: HandoffDefaults,
    /// In the order of definition.
    pub(crate) surveys: Vec<Survey>,
    /// What channels can show, by name: the host's.
    pub(crate) channels: BTreeMap<String, ChannelProfile>,
    /// Whether any template or condition reads facts about the customer.
    pub(crate) reads_customer: bool,
    /// Handoffs with texts or questions of their own, by name.
    pub(crate) routes: BTreeMap<Arc<str>, Arc<Route>>,
    pub(crate) limits: Limits,
}

impl Catalog {
    pub(crate) fn find(&self, id: &str) -> Option<&Intent> {
        self.by_id.get(id).and_then(|&at| self.intents.get(at as usize))
    }

    /// All actions that the definitions call.
    pub(crate) fn calls(&self) -> impl Iterator<Item = &Call> {
        let of_intents = self.intents.iter().flat_map(|intent| {
            std::iter::once(&intent.steps).chain(intent.next.iter().map(|(_, steps)| steps))
        });
        let of_rules = self.rules.iter().map(|rule| &rule.steps);
        let of_slots = self.slots.iter().filter_map(|slot| slot.otherwise.as_ref());
        of_intents.chain(of_rules).chain(of_slots).flat_map(|steps| {
            let of_replies = steps.replies.iter().filter_map(|reply| reply.steps.as_ref());
            of_replies.chain([steps]).filter_map(|steps| steps.call.as_ref())
        })
    }

    pub(crate) fn survey(&self, name: &str) -> Option<&Survey> {
        self.surveys.iter().find(|survey| *survey.name == *name)
    }

    pub(crate) fn slot(&self, name: &str) -> Option<&Slot> {
        self.slots_by_name.get(name).and_then(|&at| self.slots.get(at as usize))
    }

    /// The name that a slot of a saved conversation has now.
    pub(crate) fn name_now<'n>(&'n self, name: &'n str) -> &'n str {
        let renamed = || self.slots.iter().find(|slot| slot.was.iter().any(|was| **was == *name));
        if self.slot(name).is_some() { name } else { renamed().map_or(name, |slot| &slot.name) }
    }

    /// What is asked before a handoff: that of its own definition, else what all of them ask.
    pub(crate) fn asks_before(&self, route: Option<&str>) -> Option<&Intent> {
        let own = route.and_then(|name| self.routes.get(name)?.needs.as_ref());
        own.or(self.handoff.needs.as_ref())
    }

    /// The moment that a text names on the bot's clocks: a date (its beginning), a date with a time,
    /// or one with an offset of its own.
    pub(crate) fn moment(&self, text: &str) -> Option<Timestamp> {
        let text = text.trim();
        if let Ok(moment) = text.parse::<jiff::Timestamp>() {
            return Some(Timestamp::from_millis(moment.as_millisecond()));
        }
        let date = || text.parse::<Date>().ok().map(DateTime::from);
        let wall = text.parse::<DateTime>().ok().or_else(date)?;
        let moment = self.zone.to_ambiguous_timestamp(wall).compatible().ok()?;
        Some(Timestamp::from_millis(moment.as_millisecond()))
    }

    /// A moment on the bot's clocks, to the minute: `2026-03-04T15:00`, as values of the type
    /// `datetime` are.
    pub(crate) fn local(&self, at: Timestamp) -> Option<String> {
        let at = jiff::Timestamp::from_millisecond(at.as_millis()).ok()?;
        let local = self.zone.to_datetime(at);
        Some(format!("{}T{:02}:{:02}", local.date(), local.hour(), local.minute()))
    }
}

/// A queue where customers wait for a person.
#[derive(Debug)]
pub(crate) struct Queue {
    pub(crate) priority: Priority,
    /// When somebody is there; always where there are none.
    pub(crate) hours: Option<Arc<Hours>>,
    /// How long a customer waits before the overflow.
    pub(crate) wait: Option<Duration>,
    /// Where the conversation goes then: another queue, or `ticket`.
    pub(crate) overflow: Option<Arc<str>>,
}

/// An intent: what ranking and dialogue need to know of it.
#[derive(Debug)]
pub(crate) struct Intent {
    pub(crate) id: Arc<str>,
    /// What customers read when they are asked which intent they mean.
    pub(crate) label: Arc<str>,
    /// The confidence from which to act, 0 to 1.
    pub(crate) act: f64,
    pub(crate) priority: i32,
    /// The first moment at which the answer is out of date, and the author's date for it.
    pub(crate) valid_until: Option<(Timestamp, Arc<str>)>,
    pub(crate) topic: Option<Arc<str>>,
    pub(crate) link: Option<Arc<str>>,
    /// What has to hold for this intent to be meant.
    pub(crate) guard: Option<Condition>,
    pub(crate) needs: Vec<Need>,
    /// The question that has to be accepted before the steps.
    pub(crate) confirm: Vec<Variant>,
    /// How long it waits for an answer.
    pub(crate) timeout: Duration,
    pub(crate) steps: Arc<Steps>,
    pub(crate) next: Next,
    /// What the host raises for the bot to say this without being asked.
    pub(crate) event: Option<Arc<str>>,
    pub(crate) limit: Limit,
    /// Ids that it had before.
    pub(crate) was: Vec<Arc<str>>,
}

impl Intent {
    /// Whether it always ends with a human.
    pub(crate) fn hands_off(&self) -> bool {
        matches!(self.steps.end, Some(End::Handoff(_)))
    }

    /// Whether it only says something, and nothing follows from it: an FAQ.
    pub(crate) fn only_answers(&self) -> bool {
        let does = |steps: &Steps| {
            let Steps { set, call, forget, end, .. } = steps;
            !set.is_empty() || call.is_some() || !forget.is_empty() || end.is_some()
        };
        let of_replies = self.steps.replies.iter().any(|variant| variant.steps.is_some());
        let says = !self.steps.replies.is_empty();
        says && !of_replies && !does(&self.steps) && !self.is_form() && self.next.is_empty()
    }

    /// Whether it may have to ask before it answers.
    pub(crate) fn is_form(&self) -> bool {
        !self.needs.is_empty() || !self.confirm.is_empty()
    }
}

/// `call: {result: action}`.
#[derive(Debug)]
pub(crate) struct Call {
    /// The name under which replies read the result.
    pub(crate) result: Arc<str>,
    pub(crate) action: Arc<str>,
}

/// One way to reply.
#[derive(Debug)]
pub(crate) struct Variant {
    pub(crate) condition: Option<Condition>,
    pub(crate) text: Option<Template>,
    pub(crate) buttons: Vec<(Template, Target)>,
    pub(crate) image: Option<Template>,
    pub(crate) custom: Option<Value>,
    /// What happens when it is given; its own replies are empty.
    pub(crate) steps: Option<Arc<Steps>>,
    /// The number of its file and where it begins there: for tests, which tell texts that no talk
    /// has led to.
    pub(crate) written_at: (u32, u32),
}

/// What a button leads to.
#[derive(Debug)]
pub(crate) enum Target {
    /// An intent.
    Intent(Arc<str>),
    /// As if the customer had typed the label.
    Say,
    /// An address.
    Link(Template),
}

/// Where a handoff goes.
#[derive(Debug)]
pub(crate) struct Route {
    /// Its place in the definitions, as conversations carry it.
    pub(crate) name: Arc<str>,
    pub(crate) queue: Arc<str>,
    /// Overrides the queue's own.
    pub(crate) priority: Option<Priority>,
    /// The author's word for the reason; `requested` means that the customer asked.
    pub(crate) note: Option<Arc<str>>,
    /// Override the general text.
    pub(crate) replies: Vec<Variant>,
    /// Override the general text while the queue is closed.
    pub(crate) closed: Vec<Variant>,
    /// Overrides what is asked first.
    pub(crate) needs: Option<Intent>,
}

/// What holds for every handoff.
#[derive(Debug)]
pub(crate) struct HandoffDefaults {
    pub(crate) queue: Arc<str>,
    /// The author's texts; where none can be said, the language's own by the reason.
    pub(crate) replies: Vec<Variant>,
    /// The author's texts while the queue is closed; else the language's own.
    pub(crate) closed: Vec<Variant>,
    /// What is asked first: an intent that only needs.
    pub(crate) needs: Option<Intent>,
    pub(crate) meanwhile: Meanwhile,
    /// The survey that follows.
    pub(crate) after: Option<Arc<str>>,
}

/// Thresholds, and what to do when nothing was understood.
#[derive(Debug)]
pub(crate) struct Fallback {
    pub(crate) ask: f64,
    pub(crate) gap: f64,
    pub(crate) offer: usize,
    /// The label of "none of these".
    pub(crate) none: Arc<str>,
    /// For the first miss in a row, the second, …; the last one repeats. Never empty.
    pub(crate) steps: Vec<FallbackStep>,
}

/// One step of the fallback.
#[derive(Debug)]
pub(crate) enum FallbackStep {
    /// Offer what is nearest, with the author's text; `rephrase` if nothing is near.
    Clarify(Option<Arc<str>>),
    /// Ask for other words, with the author's text.
    Rephrase(Option<Arc<str>>),
    /// Fetch a human.
    Handoff(Arc<Route>),
}
