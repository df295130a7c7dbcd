//! Times of day: what hour is meant.
//!
//! An hour that does not say whether it is before or after noon is in the afternoon from 1 to 6 and
//! in the morning from 7 to 11; 12 is noon. "03:00" with its zero is as written, and so is every
//! hour from 13 on. A part of the day beside it decides instead ("8 in the evening", "tomorrow
//! evening at 8"). In a date-time of today that is over, the later half of the day is meant. The
//! end of a range tells about its start ("3-5 pm"), and is the first such hour after it ("9-5").

use super::words::Part;

/// An hour as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hour {
    hour: i16,
    /// Minutes from it; negative for "quarter to".
    off: i16,
    half: Half,
}

/// What was said about the half of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Open,
    Am,
    Pm,
    /// Of 24 hours.
    Exact,
}

/// Minutes of a day.
const DAY: i16 = 24 * 60;
const NOON: i16 = 12 * 60;
/// From 1 up to this hour the afternoon is meant.
const LAST_OF_AFTERNOON: i16 = 6;

impl Hour {
    pub(super) fn new(hour: i16, off: i16, is_padded: bool) -> Hour {
        let is_exact = is_padded || hour == 0 || hour > 12;
        Hour { hour, off, half: if is_exact { Half::Exact } else { Half::Open } }
    }

    pub(super) fn exact(minutes: u16) -> Hour {
        let minutes = i16::try_from(minutes).unwrap_or(0);
        Hour { hour: minutes / 60, off: minutes % 60, half: Half::Exact }
    }

    pub(super) fn plus(self, minutes: i16) -> Hour {
        Hour { off: self.off + minutes, ..self }
    }

    /// Of 24 hours, whatever it looks like.
    pub(super) fn exactly(self) -> Hour {
        Hour { half: Half::Exact, ..self }
    }

    /// With "am" or "pm", which say nothing new of "15:00 pm".
    pub(super) fn half(self, is_pm: bool) -> Hour {
        let half = if is_pm { Half::Pm } else { Half::Am };
        if self.hour > 12 || self.hour == 0 { self } else { Hour { half, ..self } }
    }

    /// Whether it is an hour that people mean when they say how late it is, not how long.
    pub(super) fn is_late(self) -> bool {
        const EARLIEST: i16 = 7;
        self.hour >= EARLIEST
    }

    /// Whether the half of the day is open.
    pub(super) fn is_open(self) -> bool {
        self.half == Half::Open
    }

    /// Whether it is the midnight that ends a day.
    pub(super) fn is_next_day(self) -> bool {
        self.hour == 24
    }

    /// Minutes of the day, 0 to 1439.
    pub(super) fn minutes(self, part: Option<Part>) -> i16 {
        let hour = match (self.half, part) {
            (Half::Exact, _) => self.hour,
            (Half::Am, _) => self.hour % 12,
            (Half::Pm, _) => self.hour % 12 + 12,
            (Half::Open, None) => match self.hour {
                1..=LAST_OF_AFTERNOON => self.hour + 12,
                hour => hour,
            },
            (Half::Open, Some(part)) => part.hour(self.hour),
        };
        (hour * 60 + self.off).rem_euclid(DAY)
    }

    /// The minutes of a range's two ends.
    pub(super) fn range(self, until: Hour, part: Option<Part>) -> (i16, i16) {
        let mut from = self;
        let is_told = matches!(until.half, Half::Am | Half::Pm);
        if self.is_open() && is_told {
            from.half = until.half;
            if from.minutes(part) >= until.minutes(part) {
                from.half = if until.half == Half::Pm { Half::Am } else { Half::Pm };
            }
        }
        let start = from.minutes(part);
        let mut end = until.minutes(part);
        if until.is_open() {
            // The first such hour after the start.
            end %= NOON;
            while end <= start && end + NOON < DAY {
                end += NOON;
            }
        }
        (start, end)
    }
}

impl Part {
    /// When it begins, in minutes; for shops, not for astronomers.
    pub(super) fn minutes(self) -> i16 {
        let from = match self {
            Part::Morning => 9,
            Part::Noon => 12,
            Part::Afternoon => 14,
            Part::Evening => 18,
            Part::Night => 20,
        };
        from * 60
    }

    /// An hour from 1 to 12 in it.
    fn hour(self, hour: i16) -> i16 {
        /// Up to this hour a night goes on after midnight.
        const LAST_OF_NIGHT: i16 = 5;
        match self {
            Part::Morning => hour % 12,
            Part::Noon if hour < 12 && hour > LAST_OF_AFTERNOON => hour,
            Part::Noon | Part::Afternoon => hour % 12 + 12,
            Part::Evening if hour == 12 => 0,
            Part::Evening => hour + 12,
            Part::Night if hour == 12 => 0,
            Part::Night if hour <= LAST_OF_NIGHT => hour,
            Part::Night => hour + 12,
        }
    }
}

/// `HH:MM`.
pub(super) fn text(minutes: i16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
