//! One turn of a dialogue as a pure function: definitions × state × understanding × time gives the
//! next state and a reply, or an action to run first.
//!
//! Lives here: the turn as a list of tasks, worked off one by one. What a message leads to is in
//! [`route`], forms are in [`form`], answers to their questions in [`answer`] and [`correction`],
//! values in [`slots`], steps in [`steps`], rules in [`rules`], misses in [`fallback`], the way to a
//! human in [`handoff`], its place in [`queues`], what the human gets in [`packet`], what comes of it
//! in [`desk`], what cannot wait for it in [`emergency`], what is said without being asked in
//! [`event`] and [`survey`], the choice of words in [`wording`], and how a channel shows them in
//! [`shape`]. Nothing here matches text to intents, reads a clock or does I/O.

mod answer;
mod correction;
mod desk;
mod draft;
mod emergency;
mod event;
mod fallback;
mod form;
mod handoff;
mod names;
mod older;
mod options;
mod packet;
mod policy;
mod queues;
mod route;
mod rules;
mod score;
mod shape;
mod slots;
mod steps;
mod survey;
mod wording;

use std::sync::Arc;

use crate::action::{ActionCall, ActionResult};
use crate::catalog::{Catalog, Meanwhile};
use crate::clock::Timestamp;
use crate::conversation::{Conversation, Said, Turn};
use crate::reply::{Outcome, Reply};
use crate::understanding::{Answer, Span, Understanding};
use crate::value::Value;

pub(crate) use desk::desk;
use draft::Draft;
pub(crate) use older::next_conversation;
pub(crate) use options::{Meant, meant};
pub(crate) use packet::again as handoff_again;
pub(crate) use policy::{decision, verdict};
use steps::Run;

/// What a turn came to.
#[derive(Debug)]
pub(crate) enum Progress {
    Done { next: Box<Conversation>, reply: Box<Reply> },
    Call(Box<Pending>),
    Read(Box<Reading>),
}

/// A turn that waits for the result of an action.
#[derive(Clone, Debug)]
pub(crate) struct Pending {
    pub(crate) call: ActionCall,
    draft: Draft,
}

/// A turn whose message has to be read once more, as an answer to another question than the open
/// one: "change the time to 4".
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    pub(crate) slot: Arc<str>,
    /// Where in the message the answer may begin, in bytes.
    from: usize,
    draft: Draft,
}

impl Reading {
    /// The part of the message that may be the answer.
    pub(crate) fn text(&self) -> &str {
        self.draft.understanding.text.get(self.from..).unwrap_or_default()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.draft.now
    }
}

/// What is still to be done in a turn. The last of the list comes first.
#[derive(Clone, Debug)]
enum Task {
    /// Look at the rules from this number on.
    Rules(usize),
    /// Find out what the message leads to.
    Message,
    /// None of the intents on offer was meant.
    NoneOfThese,
    /// Act on an intent. `is_said` if the customer wants it, not a `go`.
    Begin { intent: Arc<str>, is_said: bool },
    /// Ask for what the form still needs, or go on to its steps.
    Fill,
    /// Work off steps.
    Run(Run),
    /// After the action of steps.
    Say(Run, Option<ActionResult>),
    /// After the reply of steps.
    Leave(Run),
    /// Look whether what is known is still allowed after a correction.
    CheckAgain,
    /// Go back to a form that waits, or end.
    Resume,
    /// Beside a human: what may be said of this intent.
    Meanwhile(Option<Arc<str>>),
    /// Beside a human: the turn is over.
    Silence,
}

/// How a task ends.
enum Flow {
    On,
    Done(Outcome),
    Call(ActionCall),
    Read(Arc<str>),
}

/// Whether a message is read at all: it is not once a human has the conversation.
pub(crate) fn listens(catalog: &Catalog, before: &Conversation) -> bool {
    before.with_human().is_none()
        || emergency::is_awaiting(before)
        || catalog.handoff.meanwhile != Meanwhile::Silent
}

/// Takes a turn: `before` and `turn` in, the next state and the reply out. `meant` is what
/// [`meant`] made of them, and `understanding` that of its text.
pub(crate) fn decide(
    catalog: &Catalog,
    before: &Conversation,
    turn: &Turn<'_>,
    meant: Meant<'_>,
    understanding: Understanding,
    now: Timestamp,
) -> Progress {
    let mut draft = Draft::begin(catalog, before, turn, understanding, now);
    correction::deny(catalog, &mut draft);
    if let Said::Event { name, data } = &turn.said {
        return event::raise(catalog, before, draft, name, data.as_ref());
    }
    if draft.next.with_human().is_some() {
        draft.next.bot.clone_from(&before.bot); // names are brought up to date when the bot goes on
        draft.tasks = desk::beside(catalog, &mut draft, meant);
        return run(catalog, draft);
    }
    draft.open = draft.next.open.take();
    draft.branch = draft.next.next.take();
    draft.survey = draft.next.survey.take();
    older::refresh(catalog, &mut draft);
    if matches!(meant, Meant::Text(_)) {
        draft.next.mood.add(draft.understanding.mood.score);
    }
    let task = match meant {
        Meant::Intent(intent) => {
            draft.press(intent);
            Task::Begin { intent: intent.id.clone(), is_said: true }
        }
        Meant::NoneOfThese => Task::NoneOfThese,
        Meant::Text(_) | Meant::Event => Task::Message,
    };
    draft.tasks = vec![Task::Resume, task, Task::Rules(0)];
    run(catalog, draft)
}

/// Goes on with a turn once its action has a result.
pub(crate) fn resume(catalog: &Catalog, pending: Pending, result: ActionResult) -> Progress {
    let Pending { mut draft, .. } = pending;
    if let Some(Task::Say(_, waiting)) = draft.tasks.last_mut() {
        *waiting = Some(result.map(Value::cut));
    }
    run(catalog, draft)
}

/// Goes on with a turn once its message was read as an answer for the slot.
pub(crate) fn read_again(catalog: &Catalog, reading: Reading, answer: Option<Answer>) -> Progress {
    let Reading { slot, from, mut draft } = reading;
    let answer = answer.map(|mut answer| {
        let Span { start, end } = answer.value.span;
        answer.value.span = Span::new(start + from, end + from);
        answer
    });
    draft.read_again = Some((slot, answer));
    draft.tasks.push(Task::Message);
    run(catalog, draft)
}

fn run(catalog: &Catalog, mut draft: Draft) -> Progress {
    loop {
        let Some(task) = draft.tasks.pop() else {
            let outcome = draft.outcome.take().unwrap_or(Outcome::Paused);
            return draft.finish(catalog, outcome);
        };
        match work(catalog, &mut draft, task) {
            Flow::On => {}
            Flow::Done(outcome) => return draft.finish(catalog, outcome),
            Flow::Call(call) => return Progress::Call(Box::new(Pending { call, draft })),
            Flow::Read(slot) => {
                let text = &draft.understanding.text;
                let known = catalog.slot(&slot);
                let from = known.map_or(0, |slot| correction::behind_name(catalog, slot, text));
                return Progress::Read(Box::new(Reading { slot, from, draft }));
            }
        }
    }
}

fn work(catalog: &Catalog, draft: &mut Draft, task: Task) -> Flow {
    draft.steps = draft.steps.saturating_add(1);
    match task {
        Task::Rules(from) => rules::look(catalog, draft, from),
        Task::Message => route::message(catalog, draft),
        Task::NoneOfThese => fallback::miss(catalog, draft, true),
        Task::Begin { intent, is_said } => form::begin(catalog, draft, &intent, is_said),
        Task::Fill => form::fill(catalog, draft),
        Task::Run(run) => steps::run(catalog, draft, run),
        Task::Say(run, result) => steps::say(catalog, draft, run, result),
        Task::Leave(run) => steps::leave(catalog, draft, &run),
        Task::CheckAgain => correction::check_again(catalog, draft),
        Task::Resume => form::resume(catalog, draft),
        Task::Meanwhile(intent) => desk::meanwhile(catalog, draft, intent),
        Task::Silence => desk::silence(catalog, draft),
    }
}
