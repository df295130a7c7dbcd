//! What conditions compare: values that a slot can never have, and checks that no value fulfils.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime, Time};

use super::Check;
use super::entities::TYPES;
use super::names::is_taken;
use crate::def::model::{Entity, EntityValue, Slot, SlotType};
use crate::def::place::Text;
use crate::text::template::{Comparison, Condition, comparisons};
use crate::value::Value;

/// What a slot or an entity gives to conditions.
#[derive(Clone, Copy, Debug)]
enum Holds<'d> {
    Number { is_whole: bool },
    Truth,
    Money,
    OneOf(&'d [EntityValue]),
    Text { of: &'d str, such_as: &'static str },
}

/// Most places where values are tried: a condition that compares with more is not tried.
const MOST_TRIED: usize = 32;

impl<'d> Check<'d> {
    /// Warns of values that what is compared with them never has.
    pub(super) fn compared(&mut self, text: &Text) {
        for one in comparisons(text).0 {
            if let ("intent.id", Value::Text(id)) = (one.name.as_str(), &one.value) {
                self.is_intent(text, &one, id);
            }
            let Some(holds) = self.holds(&one.name) else { continue };
            let Comparison { name, value, is_equality, .. } = &one;
            let Some((message, help)) = self.differs(holds, name, value, *is_equality) else {
                continue;
            };
            let at = self.sources.within(text, one.at.start, one.at.end);
            self.notes.warning("never-equal", at, message).help(help);
        }
    }

    /// `intent.id` is compared with an intent that is there.
    fn is_intent(&mut self, text: &Text, one: &Comparison, id: &str) {
        let intents = &self.sections.intents;
        if !self.whole || intents.knows(id) {
            return;
        }
        let at = self.sources.within(text, one.at.start, one.at.end);
        let names = intents.iter().map(|(name, _)| name.as_str());
        let help = match self.notes.nearest(id, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "compare it with the name of an intent".to_owned(),
        };
        self.notes.warning("never-equal", at, format!("there is no intent `{id}`")).help(help);
    }

    /// Whether a check holds for no value at all. Only what is certain: `false` where it cannot
    /// be told.
    pub(super) fn is_never(
        &self,
        (name, slot): (&str, &'d Slot),
        text: &str,
        must: &Condition,
    ) -> bool {
        let Some(holds) = self.slot_holds(name, slot) else { return false };
        let is_day = matches!(holds, Holds::Text { of: "date", .. });
        let is_own = |read: &String| read == name || (is_day && read == "today");
        if !must.reads().iter().all(is_own) || !must.opens().is_empty() {
            return false;
        }
        let asks_today = must.reads().iter().any(|read| read == "today");
        let (compared, is_plain) = comparisons(text);
        if compared.len() > MOST_TRIED {
            return false;
        }
        let holds_for = |value: &Value, today: Option<&Value>| {
            let names = [(name, Some(value)), ("today", today)];
            let names =
                names.into_iter().filter_map(|(name, v)| Some((name.to_owned(), v?.clone())));
            must.holds(&names.collect::<BTreeMap<_, _>>())
        };
        let todays = if asks_today { texts(&compared) } else { Vec::new() };
        let values = match holds {
            Holds::Truth => vec![Value::Bool(false), Value::Bool(true)],
            Holds::OneOf(values) if values.len() <= MOST_TRIED => {
                values.iter().map(|value| Value::from(value.name.as_str())).collect()
            }
            Holds::Number { is_whole } if is_plain => numbers(&compared, is_whole),
            Holds::Text { .. } if is_plain => texts(&compared),
            _ => return false,
        };
        let fits = |value: &Value| {
            let without = todays.is_empty() && holds_for(value, None);
            without || todays.iter().any(|today| holds_for(value, Some(today)))
        };
        !values.iter().any(fits)
    }

    /// A value that a talk gives to a slot, or expects of it, has to be one that the slot can have.
    pub(super) fn can_have(&mut self, slot: &Text, value: &Value) {
        let Some(holds) = self.holds(slot).filter(|_| *value != Value::Null) else { return };
        let differs = match (holds, value) {
            (Holds::Money, value) if !matches!(value, Value::Map(_)) => {
                let message = format!("`{}` is an amount with its currency", &**slot);
                Some((message, "write it as `{amount: \"5.00\", currency: EUR}`".to_owned()))
            }
            (Holds::Text { of, such_as }, Value::Text(text)) => {
                let is_one = match of {
                    "date" => text.parse::<Date>().is_ok(),
                    "time" => text.parse::<Time>().is_ok(),
                    "moment" => text.parse::<DateTime>().is_ok(),
                    _ => true,
                };
                let message = format!("`{}` is a {of}, never the text `{text}`", &**slot);
                (!is_one).then(|| (message, format!("write one such as `{such_as}`")))
            }
            _ => self.differs(holds, slot, value, true),
        };
        if let Some((message, help)) = differs {
            self.notes.error("wrong-value", slot.at, message).help(help);
        }
    }

    /// Why a slot or an entity cannot have a value, and what would do.
    fn differs(
        &mut self,
        holds: Holds<'d>,
        name: &str,
        value: &Value,
        is_equality: bool,
    ) -> Option<(String, String)> {
        let never = |is: &str| Some(format!("`{name}` is {is}, never {}", shown(value)));
        let (message, help) = match (holds, value) {
            (Holds::Number { .. }, Value::Float(_) | Value::Int(_))
            | (Holds::Truth, Value::Bool(_))
            | (Holds::Money, Value::Map(_))
            | (Holds::Text { .. }, Value::Text(_)) => return None,
            (Holds::OneOf(values), Value::Text(text)) => {
                if !is_equality || values.iter().any(|value| value.name.as_str() == text) {
                    return None;
                }
                let names = values.iter().map(|value| value.name.as_str());
                let help = match self.notes.nearest(text, names.clone()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "compare it with one of its values".to_owned(),
                };
                return Some((format!("`{name}` has no value `{text}`"), help));
            }
            (Holds::Number { .. }, _) => (never("a number"), "write a number".to_owned()),
            (Holds::Truth, _) => {
                (never("true or false"), format!("write `{name}` or `not {name}` alone"))
            }
            (Holds::Money, _) => (
                never("an amount with its currency"),
                format!("compare the amount, such as `{name}.amount > 100`"),
            ),
            (Holds::OneOf(_), _) => {
                (never("one of its values"), "write the value in quotes".to_owned())
            }
            (Holds::Text { such_as: "", .. }, _) => {
                (never("a text"), "write the value in quotes".to_owned())
            }
            (Holds::Text { of, such_as }, _) => {
                (never(&format!("a {of}")), format!("write it in quotes, such as `\"{such_as}\"`"))
            }
        };
        Some((message?, help))
    }

    /// What the name of a slot or an entity stands for, unless something else gives it values too.
    fn holds(&self, name: &str) -> Option<Holds<'d>> {
        if let Some((money, field)) = name.split_once('.') {
            return match (self.holds(money)?, field) {
                (Holds::Money, "amount") => Some(Holds::Number { is_whole: false }),
                (Holds::Money, "currency") => Some(Holds::Text { of: "text", such_as: "" }),
                _ => None,
            };
        }
        let sections = self.sections;
        let is_set = sections.set_names().any(|set| set.as_str() == name);
        let is_result = sections
            .blocks()
            .any(|(_, block)| block.call.is_some_and(|call| call.result.as_str() == name));
        if is_set || is_result || is_taken(name) {
            return None;
        }
        let slots = &sections.slots;
        match slots.position(name).and_then(|number| slots.iter().nth(number)) {
            Some((_, slot)) => self.slot_holds(name, slot),
            None if slots.knows(name) => None,
            None => self.entity_holds(name),
        }
    }

    fn slot_holds(&self, name: &str, slot: &'d Slot) -> Option<Holds<'d>> {
        match &slot.kind {
            _ if slot.broken => None,
            Some(SlotType::Own(entity)) => of_entity(entity),
            Some(SlotType::Named(kind)) => self.type_holds(kind),
            None => self.type_holds(name).or_else(|| self.type_holds("text")),
        }
    }

    fn type_holds(&self, kind: &str) -> Option<Holds<'d>> {
        Some(match kind {
            "number" => Holds::Number { is_whole: false },
            "integer" | "duration" => Holds::Number { is_whole: true },
            "yes_no" => Holds::Truth,
            "money" => Holds::Money,
            "date" => Holds::Text { of: "date", such_as: "2026-03-06" },
            "time" => Holds::Text { of: "time", such_as: "15:30" },
            "datetime" => Holds::Text { of: "moment", such_as: "2026-03-06T15:30" },
            kind if TYPES.contains(&kind) => Holds::Text { of: "text", such_as: "" },
            kind => return self.entity_holds(kind),
        })
    }

    fn entity_holds(&self, name: &str) -> Option<Holds<'d>> {
        let entities = &self.sections.entities;
        let (_, entity) = entities.position(name).and_then(|number| entities.iter().nth(number))?;
        of_entity(entity)
    }
}

fn of_entity(entity: &Entity) -> Option<Holds<'_>> {
    match (&entity.values, &entity.regex) {
        _ if entity.from.is_some() || entity.broken => None,
        (Some(values), None) => Some(Holds::OneOf(&values.list)),
        (None, Some(_)) => Some(Holds::Text { of: "text", such_as: "" }),
        _ => None,
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("the text `{text}`"),
        Value::Int(number) => format!("the number {number}"),
        Value::Float(number) => format!("the number {number}"),
        Value::Bool(truth) => truth.to_string(),
        _ => "this".to_owned(),
    }
}

/// A number on each side of those it is compared with, and these: any other number has the same
/// place in the order as one of them.
fn numbers(compared: &[Comparison], is_whole: bool) -> Vec<Value> {
    let number = |one: &Comparison| match one.value {
        Value::Float(number) => Some(number),
        _ => None,
    };
    let mut all: Vec<f64> = compared.iter().filter_map(number).chain([0.0]).collect();
    all.sort_by(f64::total_cmp);
    let between = all.windows(2).map(|two| two.iter().sum::<f64>() / 2.0);
    let tried: Vec<f64> = if is_whole {
        let around = |n: &f64| [n.floor() - 1.0, n.floor(), n.ceil(), n.ceil() + 1.0];
        all.iter().flat_map(around).collect()
    } else {
        let around = |n: &f64| [n - 1.0, *n, n + 1.0];
        all.iter().flat_map(around).chain(between).collect()
    };
    tried.into_iter().map(Value::Float).collect()
}

/// Texts on each side of those it is compared with, and these. Several right behind each, so that two
/// values of which none is written can stand between the same two texts in any order.
fn texts(compared: &[Comparison]) -> Vec<Value> {
    let written = compared.iter().filter_map(|one| one.value.as_str()).chain([""]);
    let behind = ["", "\u{1}", "\u{2}", "\u{3}"];
    written.flat_map(|text| behind.map(|end| Value::from(format!("{text}{end}")))).collect()
}
