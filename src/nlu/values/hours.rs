//! Pieces that are hours: "3pm", "half past 3", "15h30", "at 5", and ranges of hours. Which half of
//! the day is meant is decided in [`clock`](super::clock).

use super::Reader;
use super::clock::Hour;
use super::pieces::{Piece, What};
use super::rule::{Rule, Set};
use super::shape;

impl Reader<'_> {
    /// The longest time at `at`, with its end if it is a range.
    pub(super) fn hours(&self, at: usize) -> Option<Piece> {
        let sure = self.hour(at);
        let (from, end, is_sure) = match sure {
            Some((hour, end, counts)) => (hour, end, counts),
            None => {
                let (hour, end) = self.bare_hour(at)?;
                let is_padded = self.line.digits(at).is_some_and(|digits| digits.starts_with('0'));
                (Hour::new(hour, 0, is_padded), end, false)
            }
        };
        if let Some(next) = self.to(at, end) {
            let parted = Some((end, next));
            let until = self.hour(next);
            let is_hour = until.is_some();
            let until = until.or_else(|| {
                let (hour, end) = self.bare_hour(next)?;
                Some((Hour::new(hour, 0, false), end, false))
            });
            if let Some((until, end, ends_sure)) = until {
                // "De 9 a 12 horas"
                let is_from = at > 0 && self.grammar.is_in(Set::From, self.line.id(at - 1));
                let counts = is_sure || ends_sure || is_from && is_hour;
                let is_free = counts || self.is_followed(end);
                let what = What::Clock(from, Some(until));
                let piece = Piece { parted, ..Piece::new(what, at..end, counts) };
                return is_free.then_some(piece);
            }
        }
        let is_told = self.has_cue(Set::HourCue, at);
        if sure.is_none() && (!is_told || self.line.is_link(end)) {
            return None;
        }
        let counts = is_sure || is_told && self.is_followed(end);
        Some(Piece::new(What::Clock(from, None), at..end, counts))
    }

    /// An hour that is said to be one: "3pm", "15:30", "half past 3"; where it ends, and whether it
    /// counts without a word before it.
    fn hour(&self, at: usize) -> Option<(Hour, usize, bool)> {
        let mut best: Option<(Hour, usize, bool)> = None;
        let mut offer = |found: (Hour, usize, bool)| {
            if best.is_none_or(|best| best.1 < found.1) {
                best = Some(found);
            }
        };
        if let Some((hour, end)) = shape::figures(self.line, at, false) {
            let (hour, end) = self.half(hour, end).unwrap_or((hour, end));
            offer((hour, end, true));
        }
        let dotted = shape::figures(self.line, at, true);
        let bare = self.bare_hour(at).filter(|(hour, _)| *hour > 0);
        let bare = bare.map(|(hour, end)| (Hour::new(hour, 0, false), end));
        for (hour, end) in dotted.into_iter().chain(bare) {
            if let Some((hour, end)) = self.half(hour, end) {
                offer((hour, end, true));
            }
        }
        if let Some((hour, end)) = self.with_h(at) {
            offer((hour, end, true));
        }
        self.by_rules(at, &mut |rule, caught, end| {
            let hour = caught.hour.unwrap_or(Hour::exact(0));
            let minute = caught.minute.unwrap_or(0);
            let (hour, counts) = match rule {
                Rule::At(minutes) => (Hour::exact(minutes), true),
                Rule::Hour => (hour.plus(minute), true),
                Rule::LooseHour => (hour.plus(minute), false),
                Rule::LooseHalf => (hour.plus(30), false),
                Rule::Off(minutes) => (hour.plus(minutes), true),
                Rule::Past => (hour.plus(minute), true),
                Rule::PastHalf => (hour.plus(minute - 30), true),
                Rule::ToHalf => (hour.plus(-minute - 30), true),
                Rule::To => (hour.plus(-minute), self.is_followed(end)),
                _ => return,
            };
            // "At noon" is said of a moment already; the other hours may have "pm".
            let (hour, end) = self.half(hour, end).unwrap_or((hour, end));
            let has_hour = caught.hour.is_some() && self.locale.words.hours_are_long;
            offer((hour, end, counts && (!has_hour || self.is_no_duration(at, hour))));
        });
        best
    }

    /// `15h`, `15h30`: a time where that is how times are written.
    fn with_h(&self, at: usize) -> Option<(Hour, usize)> {
        let line = self.line;
        let (hour, end) = line.figure(at).filter(|(hour, _)| *hour <= 24)?;
        let is_h = line.written(end) == "h" && matches!(line.gap(end), "" | " ");
        if !is_h || !self.locale.words.hours_with_h {
            return None;
        }
        let minute = line.digits(end + 1).filter(|digits| digits.len() == 2);
        let minute = minute.filter(|_| matches!(line.gap(end + 1), "" | " "));
        let (found, end) = match minute.and_then(|minute| shape::of(line.digits(at)?, minute)) {
            Some(found) => (found, end + 2),
            None => (Hour::new(hour, 0, false), end + 1),
        };
        self.is_no_duration(at, found).then_some((found, end))
    }

    /// Where the same words say how long: before 7 o'clock it is that, without a word that tells.
    fn is_no_duration(&self, at: usize, hour: Hour) -> bool {
        let has_cue = self.has_cue(Set::HourCue, at) || matches!(self.line.gap(at), "-" | "–");
        !self.has_cue(Set::LengthCue, at) && (hour.is_late() || has_cue)
    }

    /// "am" or "pm" behind an hour.
    fn half(&self, hour: Hour, end: usize) -> Option<(Hour, usize)> {
        let line = self.line;
        if end >= line.len() || !matches!(line.gap(end), "" | " ") || !self.locale.words.has_am_pm {
            return None;
        }
        let is_pm = match line.written(end) {
            "pm" => true,
            "am" if self.locale.words.has_am => false,
            letter @ ("p" | "a") if line.written(end + 1) == "m" => {
                let gap = line.gap(end + 1);
                return matches!(gap, "." | ". ").then(|| (hour.half(letter == "p"), end + 2));
            }
            _ => return None,
        };
        Some((hour.half(is_pm), end + 1))
    }

    /// A number from 0 to 24, in figures or words.
    fn bare_hour(&self, at: usize) -> Option<(i16, usize)> {
        let in_words = || {
            let (hour, end) = self.grammar.count(self.line, at, self.locale, 24)?;
            Some((i16::try_from(hour).ok()?, end))
        };
        self.line.figure(at).or_else(in_words).filter(|(hour, _)| *hour <= 24)
    }
}
