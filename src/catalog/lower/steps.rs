//! Steps, answers and handoffs: what happens in a turn, from the keys that stand in many places.

use std::sync::Arc;
use std::time::Duration;

use super::{HANDOFF, Lowering, TIMEOUT, all_shared, shared};
use crate::catalog::{
    Call, End, Intent, Limit, Moment, Next, Route, Setting, Steps, Target, Variant,
};
use crate::def;
use crate::text::template::Template;
use crate::value::Value;

impl Lowering<'_> {
    pub(super) fn steps(&self, steps: &def::Steps) -> Arc<Steps> {
        Arc::new(self.block(&steps.block(), None))
    }

    /// `usual` are the buttons of answers that have none of their own.
    pub(super) fn block(&self, block: &def::Block<'_>, usual: Option<&def::Buttons>) -> Steps {
        Steps {
            set: self.settings(block.set),
            call: block.call.map(call),
            replies: self.variants(block.bot, usual),
            schedule: self.schedule(block.schedule),
            forget: all_shared(block.forget),
            end: self.end(block),
        }
    }

    fn settings(&self, set: &def::Map<Value>) -> Vec<(Arc<str>, Setting)> {
        let settings = set.iter().filter_map(|(name, value)| {
            let setting = match value {
                Value::Text(text) if text.contains("{{") || text.contains("{%") => {
                    Setting::Template(self.template(text)?)
                }
                value => Setting::Value(value.clone()),
            };
            Some((Arc::from(name.as_str()), setting))
        });
        settings.collect()
    }

    fn schedule(&self, schedule: &def::Map<def::Moment>) -> Vec<(Arc<str>, Moment)> {
        let millis = |time: Option<def::Spanned<Duration>>| {
            time.map_or(0, |time| i64::try_from(time.value.as_millis()).unwrap_or(i64::MAX))
        };
        let moments = schedule.iter().map(|(event, moment)| {
            let at = moment.at_time.as_ref().and_then(|at| self.template(at));
            let offset = millis(moment.after) - millis(moment.before);
            (Arc::from(event.as_str()), Moment { at, offset })
        });
        moments.collect()
    }

    fn end(&self, block: &def::Block<'_>) -> Option<End> {
        let def::Block { go, survey, handoff, .. } = block;
        if let Some(survey) = survey {
            return Some(End::Survey(Arc::from(survey.as_str())));
        }
        match (go, handoff) {
            (Some(go), _) => Some(End::Go(Arc::from(go.as_str()))),
            (None, Some(handoff)) => Some(End::Handoff(self.route(handoff))),
            (None, None) => None,
        }
    }

    pub(super) fn owner_is(&self, kind: &str, name: &str) {
        *self.owner.borrow_mut() = (format!("{kind} {name}"), 0);
    }

    fn route(&self, handoff: &def::Handoff) -> Arc<Route> {
        let name = {
            let (owner, count) = &mut *self.owner.borrow_mut();
            *count += 1;
            format!("{owner} {count}")
        };
        let route = Arc::new(Route {
            name: Arc::from(name),
            queue: shared(handoff.queue.as_ref()).unwrap_or_else(|| self.queue.clone()),
            priority: handoff.priority.as_ref().map(|p| p.value),
            note: shared(handoff.reason.as_ref()),
            replies: self.variants(&handoff.bot, None),
            closed: self.variants(&handoff.closed, None),
            needs: handoff.needs.as_ref().map(|needs| self.asks(needs)),
        });
        self.routes.borrow_mut().insert(route.name.clone(), Arc::clone(&route));
        route
    }

    /// An intent that only asks, for what is needed before a handoff.
    pub(super) fn asks(&self, needs: &[def::Need]) -> Intent {
        Intent {
            id: Arc::from(HANDOFF),
            label: Arc::from(HANDOFF),
            act: self.act,
            priority: 0,
            valid_until: None,
            topic: None,
            link: None,
            guard: None,
            needs: needs.iter().map(|need| self.need(need)).collect(),
            confirm: Vec::new(),
            timeout: TIMEOUT,
            steps: Arc::default(),
            next: Next::new(),
            event: None,
            limit: Limit::default(),
            was: Vec::new(),
        }
    }

    pub(super) fn variants(
        &self,
        bot: &[def::Variant],
        usual: Option<&def::Buttons>,
    ) -> Vec<Variant> {
        bot.iter().filter_map(|variant| self.variant(variant, usual)).collect()
    }

    /// `None` if a part does not compile, which the checks have told.
    fn variant(&self, variant: &def::Variant, usual: Option<&def::Buttons>) -> Option<Variant> {
        let template = |text: &def::Text| self.template(text);
        let optional = |text: &Option<def::Text>| match text {
            Some(text) => template(text).map(Some),
            None => Some(None),
        };
        let condition = match &variant.condition {
            Some(text) => Some(self.condition(Some(text))?),
            None => None,
        };
        let steps = self.block(&variant.block(), None);
        Some(Variant {
            condition,
            text: optional(&variant.text)?,
            buttons: self.buttons(variant.buttons.as_ref().or(usual))?,
            image: optional(&variant.image)?,
            custom: variant.custom.clone(),
            steps: (!steps.is_empty()).then(|| Arc::new(steps)),
            written_at: (variant.at.file, variant.at.from),
        })
    }

    /// `None` if a label or an address does not compile.
    pub(super) fn buttons(
        &self,
        buttons: Option<&def::Buttons>,
    ) -> Option<Vec<(Template, Target)>> {
        let template = |text: &def::Text| self.template(text);
        let mut lowered = Vec::new();
        for button in buttons.map_or(&[][..], |buttons| &buttons.list) {
            let target = match &button.target {
                def::Target::Say => Target::Say,
                def::Target::Intent(intent) => Target::Intent(Arc::from(intent.as_str())),
                def::Target::Url(link) => Target::Link(template(link)?),
            };
            lowered.push((template(&button.label)?, target));
        }
        Some(lowered)
    }
}

fn call(call: &def::Call) -> Call {
    Call { result: Arc::from(call.result.as_str()), action: Arc::from(call.action.as_str()) }
}
