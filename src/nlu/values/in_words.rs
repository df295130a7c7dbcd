//! Numbers in words: "twenty-six", "one hundred and five", "quatre-vingt-dix-sept".

use super::decimal::Decimal;
use super::grammar::Grammar;
use super::line::Line;
use super::locale::Locale;
use super::number::Amount;
use super::words::Numeral;

/// Words that make six of a dozen, in all languages with numbers in words.
const HALVES: [&str; 4] = ["half", "halbes", "demi", "media"];

impl Grammar {
    /// Words of one number at most; the longest that people write have ten.
    const MOST_WORDS: usize = 16;

    pub(super) fn in_words(&self, line: &Line<'_>, at: usize, locale: &Locale) -> Option<Amount> {
        let mut reading = InWords::default();
        let mut end = at;
        for next in at..at + Self::MOST_WORDS {
            let Some(numeral) = self.numeral(line, next) else { break };
            if next > at && !line.is_near(next) {
                break;
            }
            if numeral == Numeral::And || (numeral == Numeral::Article && next == at) {
                // Counts only with a number behind it.
                let behind = self.numeral(line, next + 1).filter(|_| line.is_near(next + 1));
                if !behind.is_some_and(|behind| reading.takes_and(numeral, behind, locale)) {
                    break;
                }
                continue;
            }
            if !reading.take(numeral, locale.words.vigesimal) {
                break;
            }
            end = next + 1;
        }
        if end == at {
            return None;
        }
        let whole = reading.total + reading.part;
        // "Half a dozen", "ein halbes Dutzend".
        let before = |back: usize| at.checked_sub(back).map_or("", |at| line.word(at));
        let is_more = before(2) == "a" && before(3) == "and"; // "one and a half dozen"
        let is_half =
            reading.is_dozen && line.is_near(at) && HALVES.contains(&before(1)) && !is_more;
        let value = Decimal::whole(if is_half { whole / 2 } else { whole });
        let is_loose = end == at + 1 && locale.words.loose_numbers.contains(&line.word(at))
            || self.numeral(line, at) == Some(Numeral::Article) && reading.is_idiom;
        Some(Amount { value, end, is_loose })
    }

    fn numeral(&self, line: &Line<'_>, at: usize) -> Option<Numeral> {
        if line.digits(at).is_some() {
            return None;
        }
        match self.sense(line.id(at)).and_then(|sense| sense.numeral) {
            Some(numeral) => Some(numeral),
            None => self.compound(line.word(at)).map(Numeral::Whole),
        }
    }
}

/// A number in words, up to a word.
#[derive(Debug, Default)]
struct InWords {
    total: i64,
    /// Below the last "thousand".
    part: i64,
    last_scale: Option<i64>,
    words: usize,
    is_over: bool,
    /// One dozen, which may be half of one.
    is_dozen: bool,
    /// "A couple", "a million": said of what nobody counted.
    is_idiom: bool,
}

impl InWords {
    /// Whether an "and", or an "a" in front, can stand before `behind`.
    fn takes_and(&self, word: Numeral, behind: Numeral, locale: &Locale) -> bool {
        if word == Numeral::Article {
            return matches!(
                behind,
                Numeral::Hundred | Numeral::Scale(_) | Numeral::Dozen | Numeral::Couple
            );
        }
        let is_small = matches!(behind, Numeral::Small(_) | Numeral::Tens(_));
        let after_hundred = self.part % 100 == 0 && self.part + self.total > 0;
        let after_tens = self.part % 10 == 0 && self.part % 100 >= 20;
        is_small
            && self.words > 0
            && if locale.words.and_after_tens { after_tens } else { after_hundred }
    }

    /// Adds a word; false if it does not go on.
    fn take(&mut self, numeral: Numeral, vigesimal: bool) -> bool {
        if self.is_over {
            return false;
        }
        let is_first = self.words == 0;
        let rest = self.part % 100;
        let fits = match numeral {
            Numeral::Small(small) => {
                let small = i64::from(small);
                let after_tens = rest >= 20 && rest % 10 == 0 && (1..10).contains(&small);
                let after_score = vigesimal && matches!(rest, 60 | 80) && small < 20;
                let fits = is_first || small > 0 && (rest == 0 || after_tens || after_score);
                self.part += if fits { small } else { 0 };
                fits
            }
            Numeral::Tens(20) if vigesimal && rest == 4 => {
                self.part += 76; // quatre-vingts
                true
            }
            Numeral::Tens(10) if vigesimal && matches!(rest, 60 | 80) => {
                self.part += 10;
                true
            }
            Numeral::Tens(tens) => {
                let fits = rest == 0;
                self.part += if fits { i64::from(tens) } else { 0 };
                fits
            }
            Numeral::Hundreds(hundreds) => {
                let fits = self.part == 0;
                self.part += if fits { i64::from(hundreds) } else { 0 };
                fits
            }
            Numeral::Hundred => {
                let fits = self.part < 20 && (self.part > 0 || self.total == 0);
                self.part = if fits { self.part.max(1) * 100 } else { self.part };
                fits
            }
            Numeral::Scale(scale) => {
                let fits = self.last_scale.is_none_or(|last| scale < last) && self.part < 1_000_000;
                if fits {
                    self.total += self.part.max(1) * scale;
                    (self.part, self.last_scale) = (0, Some(scale));
                }
                fits
            }
            Numeral::Whole(number) => {
                let fits =
                    is_first || self.part == 0 && self.last_scale.is_some_and(|s| number < s);
                self.part += if fits { number } else { 0 };
                fits
            }
            Numeral::Dozen | Numeral::Couple => {
                let fits = is_first || numeral == Numeral::Dozen && self.part < 20;
                let factor = if numeral == Numeral::Dozen { 12 } else { 2 };
                if fits {
                    (self.part, self.is_over) = (self.part.max(1) * factor, true);
                    self.is_dozen = numeral == Numeral::Dozen && is_first;
                }
                fits
            }
            Numeral::And | Numeral::Article => false,
        };
        self.words += usize::from(fits);
        self.is_idiom |= matches!(numeral, Numeral::Couple | Numeral::Scale(1_000_000..));
        fits
    }
}
