//! Values in a message, found once for all matchers: those of the author's lists word by word,
//! those of regular expressions in the folded text, and those of the built-in types that phrases
//! and slots use, which [`built_in`](super::built_in) reads.
//!
//! Of the values of one entity that overlap, the one that starts first counts, then the longest,
//! then the one that was defined first. Values of different entities may overlap.

use std::sync::Arc;

use smallvec::SmallVec;

use super::automaton::Automaton;
use super::built_in::BuiltIn;
use super::kinds::{self, Kinds};
use super::lexicon::{Lexicon, WordId};
use super::literals::LiteralsBuilder;
use super::near::Near;
use super::net::{Label, Net};
use super::pattern::Expressions;
use super::spot::{Spot, SpotValue, choose, sort};
use super::values::{FoundValue, ValueType};
use super::walk::{Accepts, Step};
use crate::clock::Timestamp;
use crate::def::{Definitions, Entity, Text};
use crate::error::Problem;
use crate::limits::Limits;
use crate::text::{Language, Utterance, read_words};
use crate::understanding::{EntityValue, Span};
use crate::value::Value;

/// The entities of a bot.
#[derive(Debug)]
pub(super) struct Entities {
    pub(super) kinds: Kinds,
    built_in: Option<BuiltIn>,
    /// All values of all lists, as phrases.
    lists: Automaton,
    /// By number of value: the entity, and what is remembered.
    values: Vec<(u32, Arc<str>)>,
    /// Values with typos, if an entity allows them.
    near: Option<Near>,
    /// By kind of the author's: whether it is a list that says itself how many typos it allows.
    as_typed: Vec<bool>,
    /// Numbers of expressions from `first_expression` on, and the entity of each.
    expressions: Vec<u32>,
    first_expression: u32,
    /// The type of free text.
    text: Arc<str>,
    max_values: usize,
}

impl Entities {
    /// Matches of one expression in one message at most.
    const MAX_MATCHES: usize = 16;

    pub(super) fn build(
        definitions: &Definitions,
        language: &Language,
        limits: &Limits,
        lexicon: &mut Lexicon,
        expressions: &mut Expressions,
        literals: &mut LiteralsBuilder,
        problems: &mut Vec<Problem>,
    ) -> Entities {
        let mut net = Net::default();
        let mut values = Vec::new();
        let mut of_expressions = Vec::new();
        let first_expression = expressions.len();
        for (entity, (_, written)) in kinds::own(definitions).enumerate() {
            for listed in written.values.iter().flat_map(|values| &values.list) {
                let name: Arc<str> = listed.name.as_str().into();
                for text in std::iter::once(&listed.name).chain(&listed.synonyms) {
                    if add_value(text, values.len() as u32, language, lexicon, &mut net) {
                        values.push((entity as u32, Arc::clone(&name)));
                    }
                }
            }
            if let Some(text) = &written.regex {
                let number = expressions.add(text, true, definitions, limits, literals, problems);
                of_expressions.extend(number.map(|_| entity as u32));
            }
        }
        let kinds = Kinds::build(definitions, language);
        let near = near(definitions, lexicon, language);
        let as_typed = kinds::own(definitions).map(|(_, entity)| entity.typos.is_some()).collect();
        let built_in = BuiltIn::build(definitions, &kinds);
        Entities {
            kinds,
            built_in,
            lists: Automaton::new(&net),
            values,
            near,
            as_typed,
            expressions: of_expressions,
            first_expression,
            text: ValueType::Text.name().into(),
            max_values: limits.max_entities,
        }
    }

    /// The values in a message, sorted by start, then longest first; `tried` are the numbers of
    /// expressions worth trying. Of a corrected message `typed` are the values as it was typed: those
    /// of lists that say themselves how many typos they allow stay as they are there.
    pub(super) fn spot(
        &self,
        utterance: &Utterance<'_>,
        steps: &[Step],
        expressions: &Expressions,
        tried: &[u32],
        read: &[FoundValue],
        typed: Option<&[Spot]>,
    ) -> SmallVec<[Spot; 8]> {
        let mut spots = SmallVec::new();
        self.spot_own(utterance, steps, expressions, tried, &mut spots);
        match typed {
            None => self.spot_near(utterance, steps, false, &mut spots),
            Some(typed) => {
                let is_typed = |spot: &Spot| self.reads_as_typed(spot.entity);
                spots.retain(|spot| !is_typed(spot));
                let typed = typed.iter().filter(|spot| is_typed(spot)).cloned();
                spots.extend(typed.map(|spot| Spot { counts: true, ..spot }));
            }
        }
        self.spot_built_in(read, &mut spots);
        sort(&mut spots);
        choose(&mut spots);
        spots
    }

    /// The first value of one of the author's kinds, as [`Entities::spot`] finds it.
    pub(super) fn first_of(
        &self,
        kind: u32,
        utterance: &Utterance<'_>,
        steps: &[Step],
        expressions: &Expressions,
        tried: &[u32],
    ) -> Option<Spot> {
        let mut spots = SmallVec::new();
        self.spot_own(utterance, steps, expressions, tried, &mut spots);
        spots.retain(|spot| spot.entity == kind);
        if spots.is_empty() {
            self.spot_near(utterance, steps, true, &mut spots);
            spots.retain(|spot| spot.entity == kind);
        }
        sort(&mut spots);
        spots.into_iter().next()
    }

    /// The values of the built-in types that the bot uses.
    pub(super) fn read(&self, utterance: &Utterance<'_>, now: Timestamp) -> Vec<FoundValue> {
        let built_in = self.built_in.as_ref();
        built_in.map_or_else(Vec::new, |built_in| built_in.spot(utterance, &self.kinds, now))
    }

    /// An answer to a question for a value of a built-in type; `kind` is its number, `read` what
    /// [`Entities::read`] read.
    pub(super) fn read_as(
        &self,
        read: &[FoundValue],
        kind: u32,
        built_in: ValueType,
        utterance: &Utterance<'_>,
        now: Timestamp,
    ) -> Option<Spot> {
        let found = self.built_in.as_ref()?.answer(read, built_in, utterance, now)?;
        Some(Spot::read(kind, found))
    }

    /// Whether the values of a slot are of a list that says itself how many typos it allows.
    pub(super) fn is_read_as_typed(&self, slot: &str) -> bool {
        let kind = self.kinds.slot(slot).map(|slot| slot.accepts);
        matches!(kind, Some(Accepts::Entity(kind)) if self.reads_as_typed(kind))
    }

    fn reads_as_typed(&self, kind: u32) -> bool {
        self.as_typed.get(kind as usize).is_some_and(|as_typed| *as_typed)
    }

    /// Whether a value is of a list, and is written as these words.
    pub(super) fn is_listed(&self, spot: &Spot, mut words: impl Iterator<Item = WordId>) -> bool {
        let SpotValue::Listed(number) = spot.value else { return false };
        let end = words.try_fold(Automaton::START, |state, word| self.lists.step(state, word));
        let ends = end.into_iter().flat_map(|end| self.lists.specials(end));
        ends.filter_map(|(label, _)| label.as_end()).any(|value| value == number)
    }

    /// Whether a word says nothing beside a value, in an answer.
    pub(super) fn is_filler(&self, word: &str) -> bool {
        self.built_in.as_ref().is_some_and(|built_in| built_in.is_filler(word))
    }

    /// Values of the author's lists and expressions.
    fn spot_own(
        &self,
        utterance: &Utterance<'_>,
        steps: &[Step],
        expressions: &Expressions,
        tried: &[u32],
        spots: &mut SmallVec<[Spot; 8]>,
    ) {
        self.spot_listed(utterance, steps, spots);
        for &number in tried {
            let Some(own) = number.checked_sub(self.first_expression) else { continue };
            let entity = self.expressions.get(own as usize).copied();
            let regex = expressions.get(number).and_then(|expression| expression.regex());
            if let (Some(entity), Some(regex)) = (entity, regex) {
                self.spot_matches(entity, regex, utterance, spots);
            }
        }
    }

    fn spot_listed(
        &self,
        utterance: &Utterance<'_>,
        steps: &[Step],
        spots: &mut SmallVec<[Spot; 8]>,
    ) {
        for start in 0..steps.len() {
            let mut state = Automaton::START;
            for (end, step) in steps.iter().enumerate().skip(start) {
                let Some(next) = self.lists.step(state, step.word) else { break };
                state = next;
                for (label, _) in self.lists.specials(state) {
                    let value =
                        label.as_end().and_then(|v| Some((v, self.values.get(v as usize)?)));
                    let Some((value, &(entity, _))) = value else { continue };
                    if spots.len() >= self.max_spots() {
                        return;
                    }
                    spots.push(Spot {
                        entity,
                        start: start as u32,
                        end: end as u32 + 1,
                        value: SpotValue::Listed(value),
                        span: utterance.span_of_tokens(start..end + 1),
                        counts: true,
                    });
                }
            }
        }
    }

    /// Listed values with typos, where no value of their kind stands as it is.
    fn spot_near(
        &self,
        utterance: &Utterance<'_>,
        steps: &[Step],
        reads_all: bool,
        spots: &mut SmallVec<[Spot; 8]>,
    ) {
        let Some(near) = &self.near else { return };
        let exact = spots.len();
        for found in near.find(&self.lists, &self.values, utterance, steps, reads_all) {
            let (start, end) = (found.start as u32, found.end as u32);
            let overlaps =
                |spot: &Spot| spot.entity == found.kind && spot.start < end && start < spot.end;
            if spots.iter().take(exact).any(overlaps) || spots.len() >= self.max_spots() {
                continue;
            }
            spots.push(Spot {
                entity: found.kind,
                start,
                end,
                value: SpotValue::Listed(found.value),
                span: utterance.span_of_tokens(found.start..found.end),
                counts: true,
            });
        }
    }

    fn spot_matches(
        &self,
        entity: u32,
        regex: &regex::Regex,
        utterance: &Utterance<'_>,
        spots: &mut SmallVec<[Spot; 8]>,
    ) {
        let text = utterance.folded();
        let mut from = 0;
        // Each search is linear; their number is bounded, since together they are not.
        for _ in 0..Self::MAX_MATCHES {
            let captures = regex.captures_at(text, from);
            let Some((captures, whole)) = captures.and_then(|c| c.get(0).map(|whole| (c, whole)))
            else {
                return;
            };
            from = whole.end();
            let tokens = utterance.tokens_in(whole.range());
            if !utterance.is_whole(whole.range()) || tokens.is_empty() {
                continue;
            }
            if spots.len() >= self.max_spots() {
                return;
            }
            let group = captures.get(1).filter(|group| !group.is_empty()).unwrap_or(whole);
            spots.push(Spot {
                entity,
                start: tokens.start as u32,
                end: tokens.end as u32,
                value: SpotValue::Written,
                span: utterance.span(group.range()),
                counts: true,
            });
        }
    }

    /// Values of the built-in types; those that are parts of others do not count, and neither do
    /// figures that are a value of the author's.
    fn spot_built_in(&self, read: &[FoundValue], spots: &mut SmallVec<[Spot; 8]>) {
        let own = spots.len();
        for found in read {
            let entity = self.kinds.number_of(found.kind);
            let Some(entity) = entity.filter(|_| spots.len() < self.max_spots()) else { return };
            let is_figures =
                matches!(found.kind, ValueType::Number | ValueType::Integer | ValueType::Phone);
            let mut spot = Spot::read(entity, found.clone());
            // The digits of an order number, or of a product's name, are that and no number.
            let has_it = |own: &Spot| own.start <= spot.start && spot.end <= own.end;
            if is_figures && spots.iter().take(own).any(has_it) {
                spot.counts = false;
            }
            spots.push(spot);
        }
    }

    /// Values that do not count can fill slots too, so more are kept than are told.
    fn max_spots(&self) -> usize {
        self.max_values.saturating_mul(4)
    }

    /// The values to tell, in order of place.
    pub(super) fn values(&self, spots: &[Spot], text: &str) -> Vec<EntityValue> {
        let counting = spots.iter().filter(|spot| spot.counts).take(self.max_values);
        counting.map(|spot| self.value(spot, self.kinds.name(spot.entity), text)).collect()
    }

    /// The value as what fills `slot`.
    pub(super) fn value(&self, spot: &Spot, slot: Arc<str>, text: &str) -> EntityValue {
        let written = spot.span.of(text);
        let listed = |number: u32| self.values.get(number as usize).map(|(_, name)| &**name);
        let value = match &spot.value {
            SpotValue::Listed(number) => Value::from(listed(*number).unwrap_or(written)),
            SpotValue::Written => Value::from(written),
            SpotValue::Read(value) => value.clone(),
        };
        EntityValue {
            slot,
            entity: self.kinds.name(spot.entity),
            value,
            text: written.to_owned(),
            span: spot.span,
        }
    }

    /// What a stretch of the message fills `slot` with: text, or where the slot has a type a value
    /// of it that was spotted there, if one was.
    pub(super) fn value_at(
        &self,
        span: Span,
        slot: &Arc<str>,
        spots: &[Spot],
        text: &str,
    ) -> Option<EntityValue> {
        let kind = match self.kinds.accepts_group(slot) {
            Accepts::Text => return Some(self.free_text(span, Arc::clone(slot), text)),
            Accepts::Entity(kind) => kind,
        };
        let of_kind = || spots.iter().filter(|spot| spot.entity == kind);
        let is_within = |spot: &&Spot| spot.span.start >= span.start && spot.span.end <= span.end;
        // Of those within the stretch the first is the longest that begins there.
        let spot = of_kind().find(|spot| spot.span == span).or_else(|| of_kind().find(is_within));
        match spot {
            Some(spot) => Some(self.value(spot, Arc::clone(slot), text)),
            // An entity that is no slot's type fills slots with any text, as it always did.
            None if self.kinds.slot(slot).is_none() => {
                Some(self.free_text(span, Arc::clone(slot), text))
            }
            None => None,
        }
    }

    /// A stretch of the message as what fills `slot`.
    pub(super) fn free_text(&self, span: Span, slot: Arc<str>, text: &str) -> EntityValue {
        let written = span.of(text);
        let value = Value::from(written);
        EntityValue { slot, entity: Arc::clone(&self.text), value, text: written.to_owned(), span }
    }
}

/// What finds the values of lists that allow typos.
fn near(definitions: &Definitions, lexicon: &Lexicon, language: &Language) -> Option<Near> {
    let typos = |entity: &Entity| {
        let typos = entity.typos.as_ref().map_or(0, |typos| typos.value);
        u32::try_from(typos).unwrap_or(0)
    };
    let allowed: Vec<u32> = kinds::own(definitions).map(|(_, entity)| typos(entity)).collect();
    let lists = kinds::own(definitions)
        .filter(|(_, entity)| typos(entity) > 0)
        .flat_map(|(_, entity)| entity.values.iter().flat_map(|values| &values.list));
    let texts = lists.flat_map(|value| std::iter::once(&value.name).chain(&value.synonyms));
    let words: Vec<String> = texts.flat_map(|text| read_words(text, language)).collect();
    Near::build(words.iter().map(String::as_str), allowed, lexicon, language)
}

/// Adds a value's words; false if it has none, or is too long to be a value.
fn add_value(
    text: &Text,
    value: u32,
    language: &Language,
    lexicon: &mut Lexicon,
    net: &mut Net,
) -> bool {
    /// Words of one value at most; nobody lists more.
    const MOST: usize = 64;
    let words = read_words(text, language);
    if words.is_empty() || words.len() > MOST {
        return false;
    }
    net.begin(MOST + 1);
    let end = net.end(value);
    let start = words
        .iter()
        .rev()
        .try_fold(end, |next, word| Ok(net.position(Label::word(lexicon.add(word)), next?)));
    start.and_then(|start| start).is_ok_and(|start| {
        net.start(start);
        true
    })
}
