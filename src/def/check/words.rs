//! `words`: every piece is a phrase, refers to pieces that exist, and not to itself in the end.

use super::Check;
use crate::def::place::{At, Text};
use crate::text::Phrase;

/// The parsed pieces, by their number in `words`.
#[derive(Debug, Default)]
pub(super) struct Pieces<'d> {
    pub(super) phrases: Vec<Option<&'d Phrase>>,
    /// Pieces that a reference leads back to.
    pub(super) cyclic: Vec<usize>,
}

/// Where a search for cycles stands with a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    New,
    /// On the way that is being followed.
    Open,
    Done,
}

/// Reference to a piece by its number.
type Link = (usize, At);

impl<'d> Check<'d> {
    pub(super) fn words(&mut self) -> Pieces<'d> {
        let mut pieces = Pieces::default();
        for (name, text) in self.sections.words.iter() {
            self.words_name(name);
            pieces.phrases.push(self.phrase(text));
        }
        let texts: Vec<&Text> = self.sections.words.iter().map(|(_, text)| &**text).collect();
        let mut links = Vec::with_capacity(texts.len());
        for (text, phrase) in texts.iter().zip(&pieces.phrases) {
            links.push(phrase.map(|phrase| self.links(text, phrase)).unwrap_or_default());
        }
        pieces.cyclic = self.cycles(&links);
        pieces
    }

    fn links(&self, text: &Text, phrase: &Phrase) -> Vec<Link> {
        let words = &self.sections.words;
        let refs = phrase.words();
        let links = refs.iter().filter_map(|reference| {
            let at = self.sources.within(text, reference.at.start, reference.at.end);
            Some((words.position(&reference.name)?, at))
        });
        links.collect()
    }

    /// Follows all references, depth first, with a stack of its own.
    fn cycles(&mut self, links: &[Vec<Link>]) -> Vec<usize> {
        let mut cyclic = Vec::new();
        let mut states = vec![State::New; links.len()];
        for start in 0..links.len() {
            // (piece, number of its link that is followed next)
            let mut way: Vec<(usize, usize)> = Vec::new();
            if states.get(start) == Some(&State::New) {
                way.push((start, 0));
            }
            while let Some((piece, next)) = way.last_mut() {
                let piece = *piece;
                let link = links.get(piece).and_then(|links| links.get(*next)).copied();
                *next += 1;
                let state = |states: &mut Vec<State>, to: State| {
                    if let Some(state) = states.get_mut(piece) {
                        *state = to;
                    }
                };
                state(&mut states, State::Open);
                let Some((target, at)) = link else {
                    state(&mut states, State::Done);
                    way.pop();
                    continue;
                };
                match states.get(target) {
                    Some(State::New) => way.push((target, 0)),
                    Some(State::Open) => {
                        self.cycle(&way, target, at);
                        cyclic.push(target);
                    }
                    _ => {}
                }
            }
        }
        cyclic
    }

    /// Tells of the cycle that the link to `target` at the end of `way` closes.
    fn cycle(&mut self, way: &[(usize, usize)], target: usize, at: At) {
        const MOST: usize = 8;
        let words = &self.sections.words;
        let inside = way.iter().map(|&(piece, _)| piece).skip_while(|&piece| piece != target);
        let mut shown: Vec<String> =
            inside.map(|piece| format!("<{}>", words.name(piece))).take(MOST + 1).collect();
        if shown.len() > MOST {
            shown.truncate(MOST);
            shown.push("...".to_owned());
        }
        shown.push(format!("<{}>", words.name(target)));
        let message = format!("words refer to themselves: {}", shown.join(" -> "));
        self.notes.error("cycle", at, message).help("a piece of a phrase cannot contain itself");
    }
}
