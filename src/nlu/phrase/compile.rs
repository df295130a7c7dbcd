//! From the pieces of phrases to the net of positions that the automaton is made from.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use foldhash::fast::FixedState;

use crate::def::Definitions;
use crate::limits::Limits;
use crate::nlu::kinds::Kinds;
use crate::nlu::lexicon::Lexicon;
use crate::nlu::net::{Label, Net, Next, TooLarge};
use crate::nlu::walk::Accepts;

use crate::text::{Language, Phrase, Piece};

/// A slot of phrases: the name it fills, and what it takes.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) name: Arc<str>,
    pub(super) accepts: Accepts,
}

/// Why a phrase cannot be compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// `def` has told: it has no word, value or text in it, or a named piece that names itself.
    Told,
    /// Any message would be an exact hit.
    FitsEverything,
    TooLarge,
}

/// What is gathered while phrases are compiled.
pub(super) struct Compiler<'d> {
    pub(super) net: Net,
    pub(super) slots: Vec<Slot>,
    /// In how many phrases each word of the lexicon stands.
    pub(super) spread: Vec<u32>,
    lexicon: &'d mut Lexicon,
    language: &'d Language,
    definitions: &'d Definitions,
    kinds: &'d Kinds,
    limits: &'d Limits,
    pieces: HashMap<String, Rc<[Piece]>, FixedState>,
    slot_numbers: BTreeMap<(Option<String>, String), u32>,
    /// The last phrase that each word was seen in, plus one.
    last: Vec<u32>,
    phrase: u32,
    /// Slots of the phrase at hand.
    used: Vec<u32>,
    visits: usize,
    is_too_deep: bool,
}

impl<'d> Compiler<'d> {
    /// Named pieces in named pieces at most; more is a circle, which `def` tells.
    const MAX_DEPTH: usize = Phrase::MAX_DEPTH;
    /// Pieces visited for each position allowed: named pieces that name many others, all of them
    /// empty, would take forever without making any position.
    const VISITS_PER_POSITION: usize = 4;

    pub(super) fn new(
        lexicon: &'d mut Lexicon,
        language: &'d Language,
        definitions: &'d Definitions,
        kinds: &'d Kinds,
        limits: &'d Limits,
    ) -> Compiler<'d> {
        Compiler {
            net: Net::default(),
            slots: Vec::new(),
            spread: Vec::new(),
            lexicon,
            language,
            definitions,
            kinds,
            limits,
            pieces: HashMap::with_hasher(FixedState::default()),
            slot_numbers: BTreeMap::new(),
            last: Vec::new(),
            phrase: 0,
            used: Vec::new(),
            visits: 0,
            is_too_deep: false,
        }
    }

    /// Adds a phrase under its number, which must be new; gives the number of its different slots.
    pub(super) fn add(&mut self, phrase: &Phrase, number: u32) -> Result<u32, Refused> {
        let pieces = phrase.pieces(self.language);
        if pieces.is_empty() {
            return Err(Refused::Told);
        }
        self.phrase = number;
        self.used.clear();
        self.is_too_deep = false;
        self.visits = self.limits.max_phrase_states.saturating_mul(Self::VISITS_PER_POSITION);
        let mark = self.net.begin(self.limits.max_phrase_states);
        let start = self.net.end(number).and_then(|end| {
            let start = self.sequence(&pieces, end, 0)?;
            Ok((start, end))
        });
        let refused = match start {
            // Named pieces nest so deep only where they name themselves.
            Err(TooLarge) if self.is_too_deep => Refused::Told,
            Err(TooLarge) => Refused::TooLarge,
            Ok((start, end)) if self.fits_everything(start, end) => Refused::FitsEverything,
            Ok((start, _)) => {
                self.net.start(start);
                self.used.sort_unstable();
                self.used.dedup();
                return Ok(self.used.len() as u32);
            }
        };
        self.net.undo(mark);
        Err(refused)
    }

    // Recursion below goes as deep as brackets in phrases (`Phrase::MAX_DEPTH`) times named pieces
    // in named pieces (`MAX_DEPTH`).

    fn sequence(&mut self, pieces: &[Piece], next: Next, depth: usize) -> Result<Next, TooLarge> {
        pieces.iter().rev().try_fold(next, |next, piece| self.piece(piece, next, depth))
    }

    fn piece(&mut self, piece: &Piece, next: Next, depth: usize) -> Result<Next, TooLarge> {
        self.visits = self.visits.checked_sub(1).ok_or(TooLarge)?;
        match piece {
            Piece::Word(word) => self.word(word, next),
            Piece::Any(branches) => {
                let mut starts = Vec::with_capacity(branches.len());
                for branch in branches {
                    starts.push(self.sequence(branch, next, depth)?);
                }
                if starts.is_empty() { Ok(next) } else { self.net.any(&starts) }
            }
            Piece::Slot { kind, name } => {
                let slot = self.slot(kind.as_deref(), name);
                self.used.push(slot);
                self.net.position(Label::slot(slot), next)
            }
            Piece::Words(name) => {
                if depth >= Self::MAX_DEPTH {
                    self.is_too_deep = true;
                    return Err(TooLarge);
                }
                let pieces = self.named(name);
                self.sequence(&pieces, next, depth + 1)
            }
        }
    }

    fn word(&mut self, word: &str, next: Next) -> Result<Next, TooLarge> {
        let id = self.lexicon.add(word);
        let at = id as usize;
        if at >= self.last.len() {
            self.last.resize(at + 1, 0);
            self.spread.resize(at + 1, 0);
        }
        if let (Some(last), Some(spread)) = (self.last.get_mut(at), self.spread.get_mut(at))
            && *last != self.phrase + 1
        {
            *last = self.phrase + 1;
            *spread += 1;
        }
        self.net.position(Label::word(id), next)
    }

    /// The pieces under a key of `words`; none if there is no such key, which `def` tells.
    fn named(&mut self, name: &str) -> Rc<[Piece]> {
        if let Some(pieces) = self.pieces.get(name) {
            return Rc::clone(pieces);
        }
        let phrase = self.definitions.piece(name);
        let pieces = phrase.map(|phrase| phrase.pieces(self.language)).unwrap_or_default();
        let pieces: Rc<[Piece]> = pieces.into();
        self.pieces.insert(name.to_owned(), Rc::clone(&pieces));
        pieces
    }

    fn slot(&mut self, kind: Option<&str>, name: &str) -> u32 {
        let key = (kind.map(str::to_owned), name.to_owned());
        let next = self.slots.len() as u32;
        let number = *self.slot_numbers.entry(key).or_insert(next);
        if number == next {
            let accepts = self.kinds.accepts(kind, name);
            self.slots.push(Slot { name: name.into(), accepts });
        }
        number
    }

    /// Whether one can get from the start to the end without any word or value of a kind.
    fn fits_everything(&self, start: Next, end: Next) -> bool {
        let is_text = |position: u32| {
            let label = self.net.labels.get(position as usize);
            let slot = label.and_then(|label| label.as_slot());
            let slot = slot.and_then(|slot| self.slots.get(slot as usize));
            slot.is_some_and(|slot| slot.accepts == Accepts::Text)
        };
        let ends: Vec<u32> = self.net.of(end).collect();
        let mut seen = BTreeSet::new();
        let mut todo: Vec<u32> = self.net.of(start).collect();
        while let Some(position) = todo.pop() {
            if is_text(position) && seen.insert(position) {
                let after: Vec<u32> = self.net.after(position).collect();
                if after.iter().any(|next| ends.contains(next)) {
                    return true;
                }
                todo.extend(after);
            }
        }
        false
    }
}
