//! What stands around a value and tells that it is one: words before it, the end of the sentence
//! behind it, the sign or word of a range.

use super::Reader;
use super::rule::Set;

impl Reader<'_> {
    /// Whether a word of the set stands just before `at`; for hours also `@`.
    pub(super) fn has_cue(&self, set: Set, at: usize) -> bool {
        let sign = set == Set::HourCue && self.line.gap(at).trim_end().ends_with('@');
        let is_cue = |at: usize| {
            self.grammar.is_in(set, self.line.id(at)) && !(set == Set::HourCue && self.is_has(at))
        };
        sign || at > 0 && is_cue(at - 1) && matches!(self.line.gap(at), " " | " (" | ": " | ":")
    }

    /// Whether a bare number ends before `end` as a day or hour does: the sentence is over, or goes
    /// on with a word that is not counted.
    pub(super) fn is_followed(&self, end: usize) -> bool {
        let line = self.line;
        let sense = self.grammar.sense(line.id(end));
        let is_when = sense.is_some_and(|sense| sense.weekday.is_some() || sense.month.is_some());
        let joined = line.is_joined(end) || line.is_link(end);
        let sign = line.gap(end).trim_start().starts_with(['%', '€', '$', '£', '°', '/', '#']);
        !joined
            && !sign
            && (line.is_end(end) || is_when || self.grammar.is_in(Set::Follow, line.id(end)))
    }

    pub(super) fn is_all(&self, start: usize, end: usize) -> bool {
        start == 0 && end == self.line.len()
    }

    /// Where the end of a range begins, if one does behind a value at `start..end`.
    pub(super) fn to(&self, start: usize, end: usize) -> Option<usize> {
        let line = self.line;
        if end >= line.len() {
            return None;
        }
        if matches!(line.gap(end), "-" | "–" | " - " | " – " | ".-" | ". - " | ".–") {
            return Some(end);
        }
        let is_between = start > 0 && {
            // "entre les 3 et 5", "between the 3rd and 5th"
            let before = [start - 1, start.saturating_sub(2)];
            before.into_iter().any(|at| self.grammar.is_in(Set::From, line.id(at)))
        };
        let is_to = self.grammar.is_in(Set::To, line.id(end))
            || is_between && self.locale.words.and_in_ranges.contains(&line.word(end));
        let next = end + 1;
        let is_article = self.grammar.is_in(Set::Join, line.id(next)) && line.is_near(next);
        let next = if is_article { next + 1 } else { next };
        // "vom 3. bis 5."
        let is_open =
            line.gap(end) == " " || line.gap(end) == ". " && line.digits(end - 1).is_some();
        (is_to && is_open && line.is_near(next)).then_some(next)
    }

    /// Whether a French "a" was written without its accent: then it is mostly "has".
    fn is_has(&self, at: usize) -> bool {
        let written = self.line.utterance.span_of_tokens(at..at + 1);
        let is_plain = written.of(self.line.utterance.text()).is_ascii();
        self.locale.words.accented_at && self.line.word(at) == "a" && is_plain
    }
}
