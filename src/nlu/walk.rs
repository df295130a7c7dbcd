//! Runs the token automaton over the words of a message: every phrase that stands anywhere in it,
//! with what its slots captured. Bounded by a number of steps, whatever the phrases are.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use smallvec::SmallVec;

use super::automaton::{Automaton, State};
use super::lexicon::WordId;
use super::net::Label;

/// One word of a message, as the walk needs it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) word: WordId,
    /// How much it says about what the message is about.
    pub(super) weight: u32,
    /// How long it is, in characters.
    pub(super) chars: u32,
}

/// What a slot edge accepts: any words, or the values of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Accepts {
    Text,
    Entity(u32),
}

/// A value that stands at the tokens `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) entity: u32,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// A phrase found at the tokens `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) phrase: u32,
    pub(super) start: u32,
    pub(super) end: u32,
    /// Weights of the words that the phrase spells out, and of the values in its slots.
    pub(super) weight: u32,
    /// Weights of the words that free text took.
    pub(super) free: u32,
    /// Characters of the words that the phrase spells out.
    pub(super) chars: u32,
    thread: u32,
}

/// What a slot captured: the tokens, and the number of the value if it was one of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Capture {
    pub(super) slot: u32,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) value: Option<u32>,
}

/// One way of reading the words up to a token.
#[derive(Clone, Copy, Debug)]
struct Thread {
    state: State,
    start: u32,
    weight: u32,
    free: u32,
    chars: u32,
    /// The thread it came from; `NONE` at the first word.
    from: u32,
    /// The next thread at the same token.
    next: u32,
    via: Via,
}

/// Which of two threads counts, the lower: where it began, then how many characters of the author's
/// own words it lacks.
type Rank = (u32, u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Via {
    Word,
    Value {
        slot: u32,
        value: u32,
    },
    /// Free text that may go on.
    Text {
        slot: u32,
    },
}

const NONE: u32 = u32::MAX;

/// The threads at one token, in the order in which they were found.
#[derive(Clone, Copy, Debug)]
struct Queue {
    first: u32,
    last: u32,
    len: u32,
}

/// A walk over one message.
#[derive(Debug)]
pub(super) struct Walk<'m> {
    automaton: &'m Automaton,
    slots: &'m [Accepts],
    steps: &'m [Step],
    /// Sorted by start, then longest first.
    values: &'m [Place],
    threads: SmallVec<[Thread; 32]>,
    queues: SmallVec<[Queue; 32]>,
    /// The best thread, by token, state and whether it is in free text; only for
    /// tokens with many threads.
    seen: HashMap<(u32, State, bool), Rank, FixedState>,
    /// States that may still be visited.
    left: usize,
    found: SmallVec<[Found; 8]>,
}

impl<'m> Walk<'m> {
    /// Above this many threads at a token, a hash table looks for the same state.
    const MANY: u32 = 24;

    /// Finds all phrases; visits at most `most` states.
    pub(super) fn new(
        automaton: &'m Automaton,
        slots: &'m [Accepts],
        steps: &'m [Step],
        values: &'m [Place],
        most: usize,
    ) -> Walk<'m> {
        let empty = Queue { first: NONE, last: NONE, len: 0 };
        let mut walk = Walk {
            automaton,
            slots,
            steps,
            values,
            threads: SmallVec::new(),
            queues: smallvec::smallvec![empty; steps.len() + 1],
            seen: HashMap::with_hasher(FixedState::with_seed(0)),
            left: most,
            found: SmallVec::new(),
        };
        walk.run();
        walk
    }

    /// The phrases, in order of where they end; the same phrase may stand at several places.
    pub(super) fn found(&self) -> &[Found] {
        &self.found
    }

    /// How many more states could have been visited.
    #[cfg(test)]
    pub(super) fn steps_left(&self) -> usize {
        self.left
    }

    /// What the slots of a found phrase captured, in order of place.
    pub(super) fn captures(&self, found: &Found) -> SmallVec<[Capture; 4]> {
        let mut captures: SmallVec<[Capture; 4]> = SmallVec::new();
        let mut end = found.end;
        let mut at = found.thread;
        // A thread's origin stands before it, so this ends.
        while let Some(thread) = self.threads.get(at as usize) {
            let origin = self.threads.get(thread.from as usize);
            let start = match thread.via {
                Via::Value { value, .. } => {
                    self.values.get(value as usize).map_or(end, |value| value.start)
                }
                Via::Word | Via::Text { .. } => end.saturating_sub(1),
            };
            match thread.via {
                Via::Word => {}
                Via::Value { slot, value } => {
                    captures.push(Capture { slot, start, end, value: Some(value) });
                }
                Via::Text { slot } => match captures.last_mut() {
                    Some(c) if c.value.is_none() && c.slot == slot && c.start == end => {
                        c.start = start;
                    }
                    _ => captures.push(Capture { slot, start, end, value: None }),
                },
            }
            end = start;
            if origin.is_none() {
                break;
            }
            at = thread.from;
        }
        captures.reverse();
        captures
    }

    fn run(&mut self) {
        let specials = self.automaton.specials(Automaton::START).iter();
        let is_text = |slot: u32| self.slots.get(slot as usize) == Some(&Accepts::Text);
        let text_first = specials.filter_map(|(label, _)| label.as_slot()).any(is_text);
        let mut values = self.values;
        for at in 0..self.steps.len() as u32 {
            values = values.get(values.partition_point(|v| v.start < at)..).unwrap_or_default();
            let here = values.get(..values.partition_point(|v| v.start == at)).unwrap_or_default();
            let first = (self.values.len() - values.len()) as u32;
            let token = Token { at, here, first };
            let mut next = self.queues.get(at as usize).map_or(NONE, |queue| queue.first);
            while let Some(&thread) = self.threads.get(next as usize) {
                self.step(token, &thread, next);
                self.step_special(token, &thread, next);
                next = self.threads.get(next as usize).map_or(NONE, |thread| thread.next);
            }
            // A phrase may begin anywhere.
            let begin = Thread::begin(at);
            self.step(token, &begin, NONE);
            if text_first || !here.is_empty() {
                self.step_special(token, &begin, NONE);
            }
        }
    }

    /// Takes one thread over the word at a token.
    fn step(&mut self, token: Token<'_>, thread: &Thread, id: u32) {
        let Some(&step) = self.steps.get(token.at as usize) else { return };
        if let Some(state) = self.automaton.step(thread.state, step.word) {
            let weight = thread.weight + step.weight;
            let chars = thread.chars + step.chars;
            let thread = Thread { state, weight, chars, from: id, via: Via::Word, ..*thread };
            self.push(token.at + 1, thread);
        }
    }

    /// Takes one thread into the slots that begin at a token, or on in its free text.
    fn step_special(&mut self, token: Token<'_>, thread: &Thread, id: u32) {
        let Some(&step) = self.steps.get(token.at as usize) else { return };
        let slots = self.slots;
        for &(label, state) in self.automaton.specials(thread.state) {
            let Some(slot) = label.as_slot() else { continue };
            match slots.get(slot as usize) {
                Some(&Accepts::Entity(entity)) => {
                    for (i, place) in token.here.iter().enumerate() {
                        if place.entity == entity {
                            let via = Via::Value { slot, value: token.first + i as u32 };
                            let weight = thread.weight + self.weight(place);
                            self.push(
                                place.end,
                                Thread { state, weight, from: id, via, ..*thread },
                            );
                        }
                    }
                }
                Some(Accepts::Text) => {
                    let free = thread.free + step.weight;
                    let via = Via::Text { slot };
                    self.push(token.at + 1, Thread { state, free, from: id, via, ..*thread });
                }
                None => {}
            }
        }
        // Last, so that free text ends where the phrase can go on.
        if matches!(thread.via, Via::Text { .. }) {
            let free = thread.free + step.weight;
            self.push(token.at + 1, Thread { free, from: id, ..*thread });
        }
    }

    fn weight(&self, place: &Place) -> u32 {
        let tokens = self.steps.get(place.start as usize..place.end as usize).unwrap_or_default();
        tokens.iter().map(|step| step.weight).sum()
    }

    /// Adds a thread before the token at `at`.
    fn push(&mut self, at: u32, thread: Thread) {
        let specials = self.automaton.specials(thread.state);
        if specials.last().is_some_and(|(label, _)| *label == Label::SPLIT) {
            // The parts of a split are single positions, which never split again.
            for &(_, state) in specials {
                self.push_whole(at, Thread { state, ..thread });
            }
        } else {
            self.push_whole(at, thread);
        }
    }

    /// Of two threads that get to the same state, the one that began earlier counts: it covers
    /// more. Of two that began at the same token, the one with more of the author's own words ("from
    /// 4 march" and "to 6 march" rather than one value), then the first.
    fn push_whole(&mut self, at: u32, thread: Thread) {
        let Some(left) = self.left.checked_sub(1) else { return };
        self.left = left;
        if self.earliest(at, &thread).is_some_and(|known| known <= thread.rank()) {
            return;
        }
        let id = self.append(at, thread);
        for (label, _) in self.automaton.specials(thread.state) {
            if let Some(phrase) = label.as_end() {
                let Some(left) = self.left.checked_sub(1) else { return };
                self.left = left;
                let Thread { start, weight, free, chars, .. } = thread;
                self.found.push(Found { phrase, start, end: at, weight, free, chars, thread: id });
            }
        }
    }

    /// The best of the threads that are in the same state at this token.
    fn earliest(&self, at: u32, thread: &Thread) -> Option<Rank> {
        let queue = self.queues.get(at as usize)?;
        if queue.len > Self::MANY {
            return self.seen.get(&thread.key(at)).copied();
        }
        let mut earliest: Option<Rank> = None;
        let mut next = queue.first;
        while let Some(other) = self.threads.get(next as usize) {
            if other.key(at) == thread.key(at) {
                earliest = Some(earliest.map_or(other.rank(), |rank| rank.min(other.rank())));
            }
            next = other.next;
        }
        earliest
    }

    fn append(&mut self, at: u32, thread: Thread) -> u32 {
        let id = self.threads.len() as u32;
        self.threads.push(Thread { next: NONE, ..thread });
        let Some(queue) = self.queues.get_mut(at as usize) else { return id };
        if let Some(last) = self.threads.get_mut(queue.last as usize) {
            last.next = id;
        } else {
            queue.first = id;
        }
        queue.last = id;
        queue.len += 1;
        if queue.len > Self::MANY {
            let mut next = if queue.len == Self::MANY + 1 { queue.first } else { id };
            while let Some(thread) = self.threads.get(next as usize) {
                let rank = self.seen.entry(thread.key(at)).or_insert(thread.rank());
                *rank = thread.rank().min(*rank);
                next = thread.next;
            }
        }
        id
    }
}

/// A token, and the values that begin at it.
#[derive(Clone, Copy)]
struct Token<'v> {
    at: u32,
    here: &'v [Place],
    /// Number of the first of them.
    first: u32,
}

impl Thread {
    fn begin(start: u32) -> Thread {
        let state = Automaton::START;
        Thread {
            state,
            start,
            weight: 0,
            free: 0,
            chars: 0,
            from: NONE,
            next: NONE,
            via: Via::Word,
        }
    }

    fn rank(&self) -> Rank {
        (self.start, u32::MAX - self.chars)
    }

    fn key(&self, at: u32) -> (u32, State, bool) {
        (at, self.state, matches!(self.via, Via::Text { .. }))
    }
}
