//! From checked definitions to the tables a bot talks from.
//!
//! Tells no problems: what could not be compiled was told by the checks of `def`, and then no bot
//! is built.

mod steps;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use foldhash::fast::FixedState;
use jiff::tz::TimeZone;

use crate::clock::Timestamp;
use crate::def::{self, Definitions, StepKind};
use crate::limits::Limits;
use crate::reply::Priority;
use crate::text::Phrase;
use crate::text::language::Language;
use crate::text::template::{Condition, Template, Templates};

use super::hours::{self, AllHours};
use super::{
    Catalog, Fallback, FallbackStep, Follow, HandoffDefaults, Hours, Intent, Limit, Need, Queue,
    Route, Rule, Slot, SlotCheck, Survey,
};

/// Questions for a slot before the bot gives up.
const TRIES: u32 = 3;
/// How long a form waits for an answer.
const TIMEOUT: Duration = Duration::from_secs(3_600);
/// What outcomes call the questions before a handoff.
const HANDOFF: &str = "handoff";
/// The queue where the definitions name none.
const QUEUE: &str = "general";

/// Compiles what is not matching. `limits` are the host's; the definitions may lower the input's.
pub(crate) fn lower(definitions: &Definitions, limits: &Limits) -> Catalog {
    let mut limits = limits.clone();
    if let Some(most) = &definitions.privacy.max_input {
        limits.max_input = usize::try_from(most.value).unwrap_or(limits.max_input);
    }
    let language = Language::of(definitions.about.language());
    let zone = definitions.about.zone();
    let hours = all_hours(definitions, &zone);
    let lowering = Lowering {
        definitions,
        templates: Templates::new(language, &zone, &limits)
            .opened_by(&zone, hours::is_open(hours.clone(), zone.clone())),
        language,
        queue: usual_queue(definitions),
        act: definitions.fallback.act(),
        reads_customer: Cell::new(false),
        owner: RefCell::default(),
        routes: RefCell::default(),
    };
    let intents: Vec<Intent> =
        definitions.intents.iter().map(|(id, intent)| lowering.intent(id, intent)).collect();
    let mut by_id = HashMap::with_capacity_and_hasher(intents.len(), FixedState::default());
    for (at, intent) in intents.iter().enumerate() {
        by_id.insert(intent.id.clone(), at as u32);
    }
    let slots: Vec<Slot> =
        definitions.slots.iter().map(|(name, slot)| lowering.slot(name, slot)).collect();
    let slots_by_name = slots.iter().zip(0..).map(|(slot, at)| (slot.name.clone(), at)).collect();
    let mut rules: Vec<(i64, Rule)> =
        definitions.rules.iter().filter_map(|(name, rule)| lowering.rule(name, rule)).collect();
    rules.sort_by_key(|(priority, _)| std::cmp::Reverse(*priority));
    let rules = rules.into_iter().map(|(_, rule)| rule).collect();
    let queues = queues(definitions, &hours);
    let surveys = definitions.surveys.iter();
    let surveys = surveys.map(|(name, survey)| lowering.survey(name, survey)).collect();
    let fallback = lowering.fallback();
    let handoff = lowering.handoff_defaults();
    let routes = lowering.routes.take();
    let fingerprint = fingerprint(definitions);
    let name = shared(definitions.about.name.as_ref());
    Catalog {
        fingerprint,
        name,
        language,
        intents,
        by_id,
        slots,
        slots_by_name,
        rules,
        queues,
        zone,
        fallback,
        handoff,
        surveys,
        channels: BTreeMap::new(),
        reads_customer: lowering.reads_customer.get(),
        routes,
        limits,
    }
}

fn all_hours(definitions: &Definitions, zone: &TimeZone) -> AllHours {
    let hours = definitions.hours.iter();
    let compiled = hours
        .map(|(name, hours)| (Arc::from(name.as_str()), Arc::new(Hours::new(hours, zone.clone()))));
    compiled.collect()
}

fn queues(definitions: &Definitions, hours: &AllHours) -> BTreeMap<Arc<str>, Queue> {
    let queues = definitions.queues.iter().map(|(name, queue)| {
        let lowered = Queue {
            priority: queue.priority.as_ref().map_or(Priority::Normal, |p| p.value),
            hours: queue.hours.as_ref().and_then(|name| hours.get(name.as_str()).cloned()),
            wait: queue.wait.as_ref().map(|wait| wait.value),
            overflow: shared(queue.overflow.as_ref()),
        };
        (Arc::from(name.as_str()), lowered)
    });
    queues.collect()
}

struct Lowering<'d> {
    definitions: &'d Definitions,
    templates: Templates,
    language: &'static Language,
    queue: Arc<str>,
    act: f64,
    /// Whether anything compiled so far reads facts about the customer.
    reads_customer: Cell<bool>,
    /// Whose handoffs are compiled, and how many it had: they are named after it.
    owner: RefCell<(String, usize)>,
    routes: RefCell<BTreeMap<Arc<str>, Arc<Route>>>,
}

impl Lowering<'_> {
    fn intent(&self, id: &str, intent: &def::Intent) -> Intent {
        self.owner_is("intent", id);
        Intent {
            id: Arc::from(id),
            label: label(id, intent),
            act: intent.act.as_ref().map_or(self.act, |act| act.value),
            priority: intent.priority.as_ref().map_or(0, |p| clamped(p.value)),
            valid_until: intent.valid_until.as_ref().map(|day| self.end_of(day.value)),
            topic: shared(intent.topic.as_ref()),
            link: shared(intent.link.as_ref()),
            guard: self.condition(intent.condition.as_ref()),
            needs: intent.needs.iter().map(|need| self.need(need)).collect(),
            confirm: self.variants(&intent.confirm, None),
            timeout: intent.timeout.as_ref().map_or(TIMEOUT, |timeout| timeout.value),
            steps: Arc::new(self.block(&intent.block(), intent.buttons.as_ref())),
            next: intent
                .next
                .branches
                .iter()
                .map(|(name, steps)| (Arc::from(name.as_str()), self.steps(steps)))
                .collect(),
            event: shared(intent.event.as_ref()),
            limit: intent.limit.as_ref().map(|limit| self.limit(limit)).unwrap_or_default(),
            was: all_shared(&intent.was),
        }
    }

    fn rule(&self, name: &str, rule: &def::Rule) -> Option<(i64, Rule)> {
        self.owner_is("rule", name);
        let steps = self.block(&rule.block(), None);
        let condition = self.condition(Some(&rule.condition))?;
        let priority = rule.priority.as_ref().map_or(0, |priority| priority.value);
        Some((priority, Rule { name: Arc::from(name), condition, steps: Arc::new(steps) }))
    }

    fn slot(&self, name: &str, slot: &def::Slot) -> Slot {
        self.owner_is("slot", name);
        let kind = match &slot.kind {
            Some(def::SlotType::Named(kind)) => kind.as_str(),
            Some(def::SlotType::Own(_)) => name,
            None if self.definitions.entities.knows(name) || def::is_built_in(name) => name,
            None => "text",
        };
        let checks = slot.check.iter().filter_map(|check| {
            let must = self.condition(Some(&check.must))?;
            Some(SlotCheck { must, replies: self.variants(&check.bot, None) })
        });
        let label = slot.label.as_ref().map_or_else(|| name.replace('_', " "), |l| l.to_string());
        Slot {
            words: slot.words(name, self.language),
            name: Arc::from(name),
            label: Arc::from(label),
            kind: Arc::from(kind),
            ask: self.variants(&slot.ask, None),
            help: self.variants(&slot.help, None),
            buttons: self.buttons(slot.buttons.as_ref()).unwrap_or_default(),
            checks: checks.collect(),
            tries: slot.tries.as_ref().map_or(TRIES, |tries| clamped(tries.value).max(1) as u32),
            otherwise: slot.otherwise.as_ref().map(|steps| self.steps(steps)),
            keep: slot.keep.unwrap_or(def::Keep::Conversation),
            privacy: slot.privacy.as_ref().map(|privacy| privacy.value),
            was: all_shared(&slot.was),
        }
    }

    fn need(&self, need: &def::Need) -> Need {
        Need {
            slot: Arc::from(need.slot.as_str()),
            condition: self.condition(need.condition.as_ref()),
            is_optional: need.optional.as_ref().is_some_and(|optional| optional.value),
        }
    }

    /// `None` if there is none, or it does not compile, which the checks have told.
    fn condition(&self, text: Option<&def::Text>) -> Option<Condition> {
        let condition = self.templates.condition(text?).ok()?;
        self.note_reads(condition.reads());
        Some(condition)
    }

    /// `None` if it does not compile, which the checks have told.
    fn template(&self, text: &str) -> Option<Template> {
        let template = self.templates.template(text).ok()?;
        self.note_reads(template.reads());
        Some(template)
    }

    fn note_reads(&self, reads: &[String]) {
        if reads.iter().any(|name| name.split(['.', '[']).next() == Some("customer")) {
            self.reads_customer.set(true);
        }
    }

    fn limit(&self, limit: &def::Limit) -> Limit {
        let at_most = limit.at_most.map(|most| (most.value.times, most.value.within));
        let hours = (!limit.between.is_empty())
            .then(|| Hours::daily(&limit.between, self.definitions.about.zone()));
        let consent = self.condition(limit.consent.as_ref());
        Limit { at_most, hours, channels: all_shared(&limit.channels), consent }
    }

    fn survey(&self, name: &str, survey: &def::Survey) -> Survey {
        let follow = survey.follow.iter().map(|follow| Follow {
            condition: self.condition(follow.condition.as_ref()),
            ask: self.variants(&follow.ask, None),
            save: shared(follow.save.as_ref()),
        });
        let scale = survey.scale.map_or(def::Scale::USUAL, |scale| scale.value);
        Survey {
            name: Arc::from(name),
            start: all_shared(&survey.start),
            at_most: survey.at_most.map(|most| (most.value.times, most.value.within)),
            ask: self.variants(&survey.ask, None),
            scale: (scale.from, scale.to),
            follow: follow.collect(),
            closing: self.variants(&survey.bot, None),
        }
    }

    fn fallback(&self) -> Fallback {
        let given = &self.definitions.fallback;
        let mut steps: Vec<FallbackStep> = Vec::new();
        for step in &given.steps {
            steps.push(match &step.kind {
                StepKind::Clarify(text) => FallbackStep::Clarify(shared(text.as_ref())),
                StepKind::Rephrase(text) => FallbackStep::Rephrase(shared(text.as_ref())),
                StepKind::Handoff(queue) => FallbackStep::Handoff(self.plain_route(queue.as_ref())),
            });
        }
        if steps.is_empty() {
            // The steps of the format's own example, without its second question.
            steps.push(FallbackStep::Clarify(None));
            steps.push(FallbackStep::Rephrase(None));
            steps.push(FallbackStep::Handoff(self.plain_route(None)));
        }
        Fallback {
            ask: given.ask(),
            gap: given.gap(),
            offer: given.offer(),
            none: shared(given.none.as_ref())
                .unwrap_or_else(|| Arc::from(self.language.wording.none_of_these)),
            steps,
        }
    }

    /// Without texts of its own it needs no name.
    fn plain_route(&self, queue: Option<&def::Text>) -> Arc<Route> {
        let queue = shared(queue).unwrap_or_else(|| self.queue.clone());
        let name = Arc::from("");
        let (replies, closed) = (Vec::new(), Vec::new());
        Arc::new(Route { name, queue, priority: None, note: None, replies, closed, needs: None })
    }

    fn handoff_defaults(&self) -> HandoffDefaults {
        let given = &self.definitions.handoff;
        let needs = (!given.needs.is_empty()).then(|| self.asks(&given.needs));
        HandoffDefaults {
            queue: self.queue.clone(),
            replies: self.variants(&given.bot, None),
            closed: self.variants(&given.closed, None),
            needs,
            meanwhile: given.meanwhile.unwrap_or_default(),
            after: shared(given.after.as_ref()),
        }
    }

    /// The first moment after the day in the bot's zone, and the day as text.
    fn end_of(&self, day: jiff::civil::Date) -> (Timestamp, Arc<str>) {
        let next = day.tomorrow().unwrap_or(day);
        let start = next.to_zoned(self.definitions.about.zone());
        let millis = start.map_or(i64::MAX, |start| start.timestamp().as_millisecond());
        (Timestamp::from_millis(millis), Arc::from(day.to_string()))
    }
}

fn all_shared(texts: &[def::Text]) -> Vec<Arc<str>> {
    texts.iter().map(|text| Arc::from(text.as_str())).collect()
}

/// What customers read: the author's label, else the first phrase, else the id in words.
fn label(id: &str, intent: &def::Intent) -> Arc<str> {
    if let Some(label) = &intent.label {
        return Arc::from(label.as_str());
    }
    let phrase = intent.user.first().and_then(|text| text.phrase());
    let plain = phrase.and_then(Phrase::plain_text);
    let words = plain.map_or_else(|| id.replace('_', " "), str::to_owned);
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    Arc::from(first + letters.as_str())
}

/// The queue for handoffs that name none: that of `handoff`, else the first of `queues`.
fn usual_queue(definitions: &Definitions) -> Arc<str> {
    let first = definitions.queues.iter().next().map(|(name, _)| name.as_str());
    let named = definitions.handoff.queue.as_ref().map(def::Text::as_str);
    Arc::from(named.or(first).unwrap_or(QUEUE))
}

fn shared(text: Option<&def::Text>) -> Option<Arc<str>> {
    text.map(|text| Arc::from(text.as_str()))
}

fn clamped(value: i64) -> i32 {
    value.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
}

/// FNV-1a with 64 bits (Fowler, Noll, Vo) over all files: the same on every machine and in every
/// version, which a hasher for tables does not promise.
fn fingerprint(definitions: &Definitions) -> String {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let texts = definitions.sources.files().iter().map(|file| file.text.as_bytes());
    let bytes = texts.flat_map(|text| text.iter().chain(&[0xff]));
    let hash = bytes.fold(OFFSET, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME));
    format!("{hash:016x}")
}
