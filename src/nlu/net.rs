//! Phrases as a net of positions: each position is one word, one slot or the end of a phrase, and
//! knows the positions that may come next. What [`Automaton`](super::automaton::Automaton) is made of.
//!
//! A net grows from the end of a phrase to its beginning, with alternatives and options sharing
//! what comes after them, so it is as large as what the author wrote and never larger.

/// What a position or an edge of the automaton stands for: a word, a slot, or the end of a phrase.
/// Ordered in this order, so that in sorted edges everything but words stands at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Label(pub(super) u32);

impl Label {
    const SLOT: u32 = 1 << 30;
    const END: u32 = 1 << 31;
    /// An edge that consumes nothing; in the automaton only.
    pub(super) const SPLIT: Label = Label(u32::MAX);

    pub(super) fn word(id: u32) -> Label {
        Label(id.min(Self::SLOT - 1))
    }

    pub(super) fn slot(id: u32) -> Label {
        Label(Self::SLOT | id)
    }

    fn end(phrase: u32) -> Label {
        Label(Self::END | phrase)
    }

    pub(super) fn is_word(self) -> bool {
        self.0 < Self::SLOT
    }

    pub(super) fn as_slot(self) -> Option<u32> {
        (Self::SLOT..Self::END).contains(&self.0).then_some(self.0 ^ Self::SLOT)
    }

    pub(super) fn as_end(self) -> Option<u32> {
        (self.0 >= Self::END && self != Self::SPLIT).then_some(self.0 ^ Self::END)
    }
}

/// A set of positions: one, or a number in [`Net::lists`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Next(u32);

impl Next {
    const MANY: u32 = 1 << 31;

    /// The set of one position.
    fn one(position: u32) -> Next {
        Next(position)
    }
}

/// A phrase needs more positions, or more ways between them, than allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

/// The positions of all phrases.
#[derive(Debug, Default)]
pub(super) struct Net {
    pub(super) labels: Vec<Label>,
    next: Vec<Next>,
    /// Stretches of `members`.
    lists: Vec<(u32, u32)>,
    /// Sorted within each list.
    members: Vec<u32>,
    pub(super) starts: Vec<u32>,
    /// Positions and members that the phrase at hand may reach.
    most: usize,
    most_members: usize,
}

/// Where a net stood before a phrase, to go back to if the phrase is too large.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    labels: usize,
    lists: usize,
    members: usize,
}

impl Net {
    /// How many ways from position to position one position may add: `[a] [b] [c] …` has a way
    /// from each word to each later one, and 16 options in a row are more than anybody writes.
    const WAYS_PER_POSITION: usize = 16;

    /// Begins a phrase that may have at most `most` positions.
    pub(super) fn begin(&mut self, most: usize) -> Mark {
        self.most = self.labels.len().saturating_add(most).min(Next::MANY as usize);
        let ways = most.saturating_mul(Self::WAYS_PER_POSITION);
        self.most_members = self.members.len().saturating_add(ways);
        let Net { labels, lists, members, .. } = self;
        Mark { labels: labels.len(), lists: lists.len(), members: members.len() }
    }

    /// Forgets everything since `mark`.
    pub(super) fn undo(&mut self, mark: Mark) {
        self.labels.truncate(mark.labels);
        self.next.truncate(mark.labels);
        self.lists.truncate(mark.lists);
        self.members.truncate(mark.members);
    }

    /// The end of `phrase`.
    pub(super) fn end(&mut self, phrase: u32) -> Result<Next, TooLarge> {
        // Nothing comes after an end; its list is never read.
        self.position(Label::end(phrase), Next::one(0))
    }

    /// A word or slot, before `next`.
    pub(super) fn position(&mut self, label: Label, next: Next) -> Result<Next, TooLarge> {
        if self.labels.len() >= self.most {
            return Err(TooLarge);
        }
        self.labels.push(label);
        self.next.push(next);
        Ok(Next::one(self.labels.len() as u32 - 1))
    }

    /// The members of all sets.
    pub(super) fn any(&mut self, sets: &[Next]) -> Result<Next, TooLarge> {
        if let Some(&first) = sets.first().filter(|&first| sets.iter().all(|set| set == first)) {
            return Ok(first);
        }
        let mut all: Vec<u32> = sets.iter().flat_map(|set| self.of(*set)).collect();
        all.sort_unstable();
        all.dedup();
        let start = self.members.len();
        if start + all.len() > self.most_members {
            return Err(TooLarge);
        }
        self.members.extend(all);
        self.lists.push((start as u32, self.members.len() as u32));
        Ok(Next(Next::MANY | (self.lists.len() as u32 - 1)))
    }

    /// A phrase begins with any of these.
    pub(super) fn start(&mut self, set: Next) {
        let starts: Vec<u32> = self.of(set).collect();
        self.starts.extend(starts);
    }

    /// The positions after `position`.
    pub(super) fn after(&self, position: u32) -> impl Iterator<Item = u32> + '_ {
        self.next.get(position as usize).into_iter().flat_map(|&next| self.of(next))
    }

    /// The positions of a set, sorted.
    pub(super) fn of(&self, set: Next) -> impl Iterator<Item = u32> + use<'_> {
        let is_one = set.0 & Next::MANY == 0;
        let list = match is_one {
            true => &[],
            false => {
                let (from, to) =
                    self.lists.get((set.0 ^ Next::MANY) as usize).copied().unwrap_or_default();
                self.members.get(from as usize..to as usize).unwrap_or_default()
            }
        };
        is_one.then_some(set.0).into_iter().chain(list.iter().copied())
    }
}
