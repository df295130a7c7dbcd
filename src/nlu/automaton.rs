//! The token automaton: all phrases of a bot (or all values of its entities) in one table.
//!
//! Built from a [`Net`] by subset construction, so that phrases share what they begin with and a
//! word leads from a state to at most one other. Where that would grow too large, a state splits
//! into one state for each of its positions instead: the table stays linear in what the authors
//! wrote, and walking it takes more steps. [`walk`](super::walk) runs it.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use super::lexicon::WordId;
use super::net::{Label, Net};

/// The number of a state.
pub(super) type State = u32;

/// The table: for each state its edges, sorted by label.
#[derive(Debug)]
pub(super) struct Automaton {
    /// Where the edges of each state begin, and where those of the last end.
    rows: Vec<u32>,
    edges: Vec<(Label, State)>,
    /// The states after the first word, by word: the first state has very many edges.
    first: Vec<State>,
    /// The first state's other edges.
    first_specials: (u32, u32),
}

impl Automaton {
    const NONE: State = u32::MAX;
    /// Where every phrase begins.
    pub(super) const START: State = 0;

    pub(super) fn new(net: &Net) -> Automaton {
        Construction::new(net).run()
    }

    /// The state after `word`.
    #[inline]
    pub(super) fn step(&self, state: State, word: WordId) -> Option<State> {
        if state == Self::START {
            return self.first.get(word as usize).copied().filter(|&next| next != Self::NONE);
        }
        let edges = self.edges(state);
        let label = Label::word(word);
        let at = match edges.len() {
            // Most states have one to three edges.
            0..=8 => edges.iter().position(|edge| edge.0 == label)?,
            _ => edges.binary_search_by_key(&label, |edge| edge.0).ok()?,
        };
        edges.get(at).map(|edge| edge.1)
    }

    /// The edges of `state` that are not words: slots, then ends of phrases, then splits.
    #[inline]
    pub(super) fn specials(&self, state: State) -> &[(Label, State)] {
        let edges = if state == Self::START {
            let (from, to) = self.first_specials;
            self.edges.get(from as usize..to as usize).unwrap_or_default()
        } else {
            self.edges(state)
        };
        // There are few: count them from the end.
        let words = edges.iter().rposition(|edge| edge.0.is_word()).map_or(0, |last| last + 1);
        edges.get(words..).unwrap_or_default()
    }

    fn edges(&self, state: State) -> &[(Label, State)] {
        let from = self.rows.get(state as usize).copied().unwrap_or_default() as usize;
        let to = self.rows.get(state as usize + 1).copied().unwrap_or_default() as usize;
        self.edges.get(from..to).unwrap_or_default()
    }

    /// How many states there are.
    pub(super) fn states(&self) -> usize {
        self.rows.len().saturating_sub(1)
    }

    /// Memory of the tables, in bytes.
    pub(super) fn size(&self) -> usize {
        self.rows.len() * 4 + self.edges.len() * 8 + self.first.len() * 4
    }
}

/// Subset construction, breadth first: what many phrases share is made before the budget is spent.
struct Construction<'n> {
    net: &'n Net,
    table: Automaton,
    /// The positions of the states that are still to do, in order of their numbers.
    sets: Vec<u32>,
    todo: Vec<(u32, u32)>,
    /// The state of a set of one position, by position.
    single: Vec<State>,
    /// The state of a set of several, by hash: open addressing, numbers of states plus one.
    several: Vec<u32>,
    several_len: usize,
    /// Positions that may still be looked at in sets of several.
    budget: usize,
}

impl<'n> Construction<'n> {
    /// How often each position may stand in a set of several. Bots that share beginnings such as
    /// `(how do i|can i|i want to)` between all intents stand at 2 to 16.
    const VISITS: usize = 32;
    const SEED: u64 = 0x70_68_72_61_73_65;

    fn new(net: &'n Net) -> Construction<'n> {
        let positions = net.labels.len();
        let table = Automaton {
            rows: Vec::with_capacity(positions),
            edges: Vec::with_capacity(positions),
            first: Vec::new(),
            first_specials: (0, 0),
        };
        Construction {
            net,
            table,
            sets: Vec::with_capacity(positions),
            todo: Vec::with_capacity(positions),
            single: vec![Automaton::NONE; positions],
            several: vec![0; 1024],
            several_len: 0,
            budget: positions.saturating_mul(Self::VISITS).saturating_add(4_096),
        }
    }

    fn run(mut self) -> Automaton {
        let mut starts = self.net.starts.clone();
        starts.sort_unstable();
        starts.dedup();
        // The first state is never met again (nothing leads back), so it needs no entry.
        self.push(&starts);
        let mut labelled: Vec<(Label, u32)> = Vec::new();
        let mut after: Vec<u32> = Vec::new();
        let mut state = 0;
        while let Some(&(from, to)) = self.todo.get(state) {
            self.table.rows.push(self.table.edges.len() as u32);
            let set = self.sets.get(from as usize..to as usize).unwrap_or_default();
            let is_single = set.len() == 1;
            if state > 0 && !is_single && self.budget < set.len() {
                let set = set.to_vec();
                for position in set {
                    let next = self.state_of(&[position]);
                    self.table.edges.push((Label::SPLIT, next));
                }
            } else {
                if !is_single {
                    self.budget = self.budget.saturating_sub(set.len());
                }
                labelled.clear();
                let label = |&p: &u32| self.net.labels.get(p as usize).map(|&label| (label, p));
                labelled.extend(set.iter().filter_map(label));
                labelled.sort_unstable();
                self.edges_of(&labelled, &mut after);
            }
            state += 1;
        }
        self.table.rows.push(self.table.edges.len() as u32);
        self.index_first();
        self.table.rows.shrink_to_fit();
        self.table.edges.shrink_to_fit();
        self.table
    }

    /// Pushes one edge for each label.
    fn edges_of(&mut self, labelled: &[(Label, u32)], after: &mut Vec<u32>) {
        for group in labelled.chunk_by(|a, b| a.0 == b.0) {
            let Some(&(label, first)) = group.first() else { continue };
            let next = if label.as_end().is_some() {
                Automaton::NONE
            } else {
                after.clear();
                after.extend(group.iter().flat_map(|&(_, position)| self.net.after(position)));
                if group.len() > 1 || after.len() > 1 {
                    after.sort_unstable();
                    after.dedup();
                }
                debug_assert!(!after.is_empty(), "position {first} has nothing after it");
                self.state_of(after)
            };
            self.table.edges.push((label, next));
        }
    }

    /// The state of a set of positions, a new one if it was not met yet.
    fn state_of(&mut self, set: &[u32]) -> State {
        if let [position] = set {
            let known = self.single.get(*position as usize).copied().unwrap_or(Automaton::NONE);
            if known != Automaton::NONE {
                return known;
            }
            let state = self.push(set);
            if let Some(slot) = self.single.get_mut(*position as usize) {
                *slot = state;
            }
            return state;
        }
        let at = match self.seek(set) {
            Ok(state) => return state,
            Err(at) => at,
        };
        let state = self.push(set);
        if let Some(slot) = self.several.get_mut(at) {
            *slot = state + 1;
        }
        self.several_len += 1;
        if self.several_len * 2 > self.several.len() {
            self.grow();
        }
        state
    }

    fn push(&mut self, set: &[u32]) -> State {
        let from = self.sets.len() as u32;
        self.sets.extend_from_slice(set);
        self.todo.push((from, self.sets.len() as u32));
        self.todo.len() as u32 - 1
    }

    /// The state of the set, or the place in the hash table where it belongs.
    fn seek(&self, set: &[u32]) -> Result<State, usize> {
        let mask = self.several.len() - 1;
        let mut at = FixedState::with_seed(Self::SEED).hash_one(set) as usize & mask;
        loop {
            match self.several.get(at) {
                Some(0) | None => return Err(at),
                Some(state) if self.set_of(state - 1) == set => return Ok(state - 1),
                Some(_) => at = (at + 1) & mask,
            }
        }
    }

    fn set_of(&self, state: State) -> &[u32] {
        let (from, to) = self.todo.get(state as usize).copied().unwrap_or_default();
        self.sets.get(from as usize..to as usize).unwrap_or_default()
    }

    fn grow(&mut self) {
        let old = std::mem::take(&mut self.several);
        self.several = vec![0; old.len() * 2];
        for state in old.into_iter().filter(|&state| state > 0) {
            if let Err(at) = self.seek(self.set_of(state - 1))
                && let Some(slot) = self.several.get_mut(at)
            {
                *slot = state;
            }
        }
    }

    fn index_first(&mut self) {
        let edges = self.table.edges(Automaton::START);
        let words = edges.partition_point(|edge| edge.0.is_word());
        let most = words.checked_sub(1).and_then(|last| edges.get(last));
        let mut first = vec![Automaton::NONE; most.map_or(0, |edge| edge.0.0 as usize + 1)];
        for &(label, next) in edges.iter().take(words) {
            if let Some(slot) = first.get_mut(label.0 as usize) {
                *slot = next;
            }
        }
        let end = edges.len() as u32;
        self.table.first = first;
        self.table.first_specials = (words as u32, end);
    }
}
