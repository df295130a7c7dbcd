//! Surveys: the question, the score in whatever form it comes, one more question, and the end.
//!
//! [`start`] and [`start_on`] are for steps, events and handoffs; [`take`] reads the answer.

use super::draft::{Draft, kept};
use super::score::read_score;
use super::{Flow, older, policy, slots, wording};
use crate::catalog::{Catalog, Survey, Variant};
use crate::clock::Timestamp;
use crate::conversation::OpenSurvey;
use crate::reply::{Button, Message, Outcome, Press, SurveyStep};
use crate::understanding::{Decision, Meaning, Tier};
use crate::value::Value;

/// How long an answer is waited for, in milliseconds: after a day a "4" means something else.
const OPEN: i64 = 24 * 60 * 60 * 1_000;
/// Longest answer kept in a slot, in bytes of JSON: conversations are small.
const KEPT_ANSWER: usize = 300;

/// Why a survey is not begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotBegun {
    /// There is none of this name, or its question cannot be said.
    Unknown,
    /// A form waits, or a human has the conversation.
    Busy,
    /// It was asked often enough; from here on it may be again.
    AtMost(Timestamp),
}

/// Asks the question of the survey `name`, if it may be asked now. Does not end the turn.
pub(super) fn start(catalog: &Catalog, draft: &mut Draft, name: &str) -> Result<(), NotBegun> {
    let survey = catalog.survey(name).ok_or(NotBegun::Unknown)?;
    if !draft.next.forms.is_empty() || draft.next.with_human().is_some() {
        return Err(NotBegun::Busy);
    }
    let now = draft.now.as_millis();
    if let Some((times, within)) = survey.at_most {
        let within = older::millis(within);
        let asked = draft.next.surveys.since(name, now.saturating_sub(within));
        let full = asked.len().checked_sub(times as usize).and_then(|first| asked.get(first));
        if let Some(first) = full {
            return Err(NotBegun::AtMost(Timestamp::from_millis(first.saturating_add(within))));
        }
    }
    let message = question(catalog, draft, survey).ok_or(NotBegun::Unknown)?;
    if survey.at_most.is_some() {
        draft.next.surveys.remember(name, now);
    }
    ask(draft, message, OpenSurvey { name: name.to_owned(), at: now, ..OpenSurvey::default() });
    Ok(())
}

/// Asks the survey that begins with this event, if one does.
pub(super) fn start_on(
    catalog: &Catalog,
    draft: &mut Draft,
    event: &str,
) -> Option<Result<Outcome, NotBegun>> {
    let begins = |survey: &&Survey| survey.start.iter().any(|start| **start == *event);
    let name = catalog.surveys.iter().find(begins)?.name.clone();
    let asked = start(catalog, draft, &name);
    Some(asked.map(|()| outcome(&name, SurveyStep::Asked)))
}

/// The message as an answer to the survey that is open; `None` if it is about something else, which
/// ends the survey.
pub(super) fn take(catalog: &Catalog, draft: &mut Draft) -> Option<Flow> {
    let open = draft.survey.take()?;
    let survey = catalog.survey(&open.name)?;
    if draft.now.as_millis().saturating_sub(open.at) > OPEN {
        return None;
    }
    let flow = match open.score {
        None => score(catalog, draft, survey, open),
        Some(_) => comment(catalog, draft, survey, open),
    };
    if flow.is_some() {
        draft.next.misses = 0;
    }
    flow
}

fn score(catalog: &Catalog, draft: &mut Draft, survey: &Survey, open: OpenSurvey) -> Option<Flow> {
    let text = draft.understanding.text.clone();
    // A phrase of the author's with a number in it is no score, unless nothing else is said.
    let is_number = !text.contains(char::is_alphabetic);
    let best = draft.understanding.best();
    if !is_number && best.is_some_and(|best| best.tier == Tier::Exact) {
        return None;
    }
    if let Some(score) = read_score(&text, survey.scale, catalog.language.code) {
        draft.tell("score", Value::from(score));
        let names = draft.names(catalog);
        let follow = survey.follow.iter().position(|follow| {
            follow.condition.as_ref().is_none_or(|condition| condition.holds(&names))
        });
        let next =
            follow.and_then(|at| Some((at, said(catalog, draft, &survey.follow.get(at)?.ask)?)));
        match next {
            Some((at, message)) => {
                ask(draft, message, OpenSurvey { score: Some(score), follow: at, ..open });
            }
            None => close(catalog, draft, survey),
        }
        return Some(Flow::Done(outcome(&survey.name, SurveyStep::Scored { score })));
    }
    if is_refusal(draft) {
        draft.messages.push(Message::text(catalog.language.wording.all_right));
        return Some(Flow::Done(outcome(&survey.name, SurveyStep::Declined)));
    }
    let is_about_else = policy::decision(catalog, &draft.understanding) == Decision::Act;
    if is_about_else || open.is_again {
        return None;
    }
    let message = question(catalog, draft, survey)?;
    draft.messages.push(Message::text(catalog.language.wording.no_answer));
    ask(draft, message, OpenSurvey { is_again: true, ..open });
    Some(Flow::Done(outcome(&survey.name, SurveyStep::Asked)))
}

/// Any text answers the second question, but for a phrase of the author's or a no.
fn comment(
    catalog: &Catalog,
    draft: &mut Draft,
    survey: &Survey,
    open: OpenSurvey,
) -> Option<Flow> {
    let is_phrase = draft.understanding.best().is_some_and(|best| best.tier == Tier::Exact);
    if is_phrase && policy::decision(catalog, &draft.understanding) == Decision::Act {
        return None;
    }
    draft.tell("score", open.score.map_or(Value::Null, Value::from));
    let step = if is_refusal(draft) || draft.understanding.text.trim().is_empty() {
        SurveyStep::Declined
    } else {
        let save = survey.follow.get(open.follow).and_then(|follow| follow.save.clone());
        if let Some(slot) = save {
            let text = draft.understanding.text.clone();
            let privacy = catalog.slot(&slot).and_then(|slot| slot.privacy);
            if privacy.is_some() {
                draft.hide(&text, privacy);
            }
            slots::set_by_customer(catalog, draft, &slot, Value::from(kept(&text, KEPT_ANSWER)));
        }
        SurveyStep::Commented
    };
    close(catalog, draft, survey);
    Some(Flow::Done(outcome(&survey.name, step)))
}

fn is_refusal(draft: &Draft) -> bool {
    let meaning = draft.understanding.meaning();
    matches!(meaning, Some(Meaning::Decline | Meaning::Cancel | Meaning::Skip | Meaning::Unsure))
}

fn close(catalog: &Catalog, draft: &mut Draft, survey: &Survey) {
    let usual = || Message::text(catalog.language.wording.all_right);
    let message = said(catalog, draft, &survey.closing).unwrap_or_else(usual);
    draft.messages.push(message);
}

/// The question, with a button for each number of the scale where it has none of its own.
fn question(catalog: &Catalog, draft: &mut Draft, survey: &Survey) -> Option<Message> {
    let mut message = said(catalog, draft, &survey.ask)?;
    if message.buttons.is_empty() {
        let number = |number: i64| Button {
            label: number.to_string(),
            press: Press::Choice(number.to_string()),
        };
        message.buttons = (survey.scale.0..=survey.scale.1).map(number).collect();
    }
    Some(message)
}

fn ask(draft: &mut Draft, message: Message, open: OpenSurvey) {
    draft.messages.push(message);
    // A number is an answer now and no button of an answer before.
    draft.next.open = None;
    draft.next.next = None;
    draft.next.survey = Some(open);
}

fn said(catalog: &Catalog, draft: &mut Draft, variants: &[Variant]) -> Option<Message> {
    wording::first(variants, &draft.names(catalog)).map(|(message, _)| message)
}

fn outcome(name: &str, step: SurveyStep) -> Outcome {
    Outcome::Survey { name: name.to_owned(), step }
}
