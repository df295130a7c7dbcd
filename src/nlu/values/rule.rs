//! What the rules of languages mean: their meanings, what they catch, sets of words around them.

use super::clock::Hour;
use super::decimal::Decimal;
use super::words::{Part, Unit};

/// What a rule means, with what was caught as its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// So many days from today.
    Days(i32),
    /// `{quantity} {unit}` from now.
    In,
    /// The same from so many days after today, or from the next `{weekday}`.
    InFrom(i32),
    /// `{quantity} {unit}` before now.
    Ago,
    /// Half a `{unit}` before now.
    AgoHalf,
    /// Half a `{unit}` from now.
    InHalf,
    /// One `{unit}` and a half from now.
    InOneAndHalf,
    /// The next such day after today.
    Weekday,
    /// The same, or today.
    ThisWeekday,
    /// Such a day of next week, weeks beginning on Monday.
    WeekdayOfNextWeek,
    /// The last such day before today.
    LastWeekday,
    /// So many days after the next such day.
    Beside(i32),
    /// The `{ordinal}` such day of this month, or so many months later, or of the `{month}`; the last
    /// one where no ordinal stands.
    NthOfMonth(i32),
    NthOfNamed,
    /// A week after the next such day.
    WeekAfter,
    /// The next day with this number; words such as "first" need a cue.
    DayOfMonth,
    DayOfNextMonth,
    /// A day of a month, maybe with a year.
    DayMonth,
    /// The last day of this month, or so many months later.
    MonthEnd(i32),
    /// The last day of the `{month}`.
    NamedMonthEnd,
    /// The coming Friday, or today.
    WeekEnd,
    /// The coming Saturday and Sunday, so many weeks later.
    Weekend(i32),
    /// A day of every year.
    Fixed(i8, i8),
    /// A moment of the day, in minutes.
    At(u16),
    /// `{hour}` with nothing, or with minutes.
    Hour,
    /// The hour in words, without a sign that it is one.
    LooseHour,
    /// So many minutes from the `{hour}`.
    Off(i16),
    /// `{minute}` minutes after, or before, the `{hour}`.
    Past,
    To,
    /// Half an hour past the `{hour}`, or something else: "half ten".
    LooseHalf,
    /// The same from half an hour before it: "fünf nach halb drei".
    PastHalf,
    ToHalf,
    /// A part of a day alone: "in the morning". The part is the `{part}` where none stands here,
    /// as in the rules below.
    Part(Option<Part>),
    /// The same, where the words have other meanings too.
    LoosePart(Option<Part>),
    /// The same of today.
    PartToday(Option<Part>),
    /// Of the next such weekday.
    WeekdayPart,
    /// `{hour}` in a part.
    HourPart(Option<Part>),
    /// Words that are no date or time although they have one in them: "good morning".
    Nothing,
    Now,
    /// `now` alone, which people say without meaning a time.
    LooseNow,
    /// `{quantity} {unit}`.
    Span,
    /// One `{unit}`.
    OneUnit,
    HalfUnit,
    OneAndHalfUnits,
    /// `{count} {unit}` and a half.
    CountAndHalf,
    /// So many minutes.
    Minutes(i64),
    /// Yes or no.
    Answer(bool),
}

/// What the classes of a rule caught.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Caught {
    pub(super) quantity: Option<Decimal>,
    pub(super) day: Option<i8>,
    /// Whether the day was a word ("first"), not a figure.
    pub(super) day_in_words: bool,
    pub(super) month: Option<i8>,
    pub(super) year: Option<i16>,
    /// 0 is Monday.
    pub(super) weekday: Option<i8>,
    /// Whether the weekday was an abbreviation that is also another word.
    pub(super) weekday_is_short: bool,
    pub(super) hour: Option<Hour>,
    pub(super) minute: Option<i16>,
    pub(super) unit: Option<Unit>,
    pub(super) part: Option<Part>,
}

/// The sets of words that only stand beside values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Set {
    /// Before an hour: "at", "by", "from".
    HourCue,
    /// Before a date: "on", "until".
    DateCue,
    /// Behind a bare hour or day, where a thing that is counted does not stand.
    Follow,
    /// Between a date and a time.
    Join,
    /// Between the ends of a range.
    To,
    /// Before a range: "between", "from".
    From,
    /// Around a bare answer: "the", "please".
    Filler,
    /// Zero, as an answer to "how many?": "none".
    Zero,
    /// Beside a value in an answer, where they say nothing new: "my", "number".
    Beside,
    /// Before a phone number.
    PhoneCue,
    /// Before numbers that are no phone numbers: "order".
    CodeCue,
    /// Before a duration, where hours are no time: "pendant 9 heures".
    LengthCue,
    /// Before "one" where it counts nothing: "that one".
    Pointer,
}
