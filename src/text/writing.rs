//! How dates, times and money are written for customers, by the bot's language: data, and the few
//! lines that fill it in. What a value is, the templates know.

use jiff::civil::{Date, DateTime, Time};

use super::Language;

/// A day, a time of day, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    Day(Date),
    Time(Time),
    Moment(DateTime),
}

/// An amount of money: digits as they are written, and its currency as an ISO 4217 code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Amount {
    pub(crate) is_negative: bool,
    pub(crate) whole: String,
    /// Empty where the currency has no smaller coin.
    pub(crate) decimals: String,
    pub(crate) currency: Option<String>,
}

/// The way of one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Writing(Option<&'static Words>);

/// Words and forms; in a form stands `{weekday}`, `{day}`, `{month}`, `{year}`, `{date}`, `{time}`.
#[derive(Debug)]
struct Words {
    code: &'static str,
    /// Monday first.
    weekdays: [&'static str; 7],
    months: [&'static str; 12],
    /// The first of a month.
    first: &'static str,
    /// A date without its day of the week, in this year and in another.
    date: [&'static str; 2],
    /// A date with its day of the week.
    weekday_date: &'static str,
    time: &'static str,
    full_hour: &'static str,
    /// Yesterday, today, tomorrow.
    near: [&'static str; 3],
    on_weekday: &'static str,
    on_date: &'static str,
    at_time: &'static str,
    /// Before times from one to two in the night, where they are in the singular.
    at_one: &'static str,
    money: &'static Figures,
}

/// How figures of money are written.
#[derive(Debug)]
struct Figures {
    point: &'static str,
    group: &'static str,
    /// Digits from which on they stand in groups of three.
    grouped_from: usize,
    /// "€12.50" and not "12,50 €".
    sign_first: bool,
}

/// Dates farther away than this, about nine months, are told with their year: a day and a month
/// alone would be taken for the nearest.
const SAME_YEAR_DAYS: i32 = 270;
/// A day of the week alone means the next such day: from the day after tomorrow to one before the
/// same day again.
const WEEKDAY_ALONE: std::ops::RangeInclusive<i32> = 2..=6;
/// Signs that everybody knows; other currencies are written as their code.
const SIGNS: [(&str, &str); 8] = [
    ("EUR", "€"),
    ("USD", "$"),
    ("GBP", "£"),
    ("JPY", "¥"),
    ("INR", "₹"),
    ("RUB", "₽"),
    ("TRY", "₺"),
    ("KRW", "₩"),
];

impl Writing {
    /// Languages without data write `2026-03-04`, `15:00` and `12.50 EUR`.
    pub(crate) fn of(language: &Language) -> Writing {
        Writing(ALL.into_iter().find(|words| words.code == language.code))
    }

    /// "Wednesday, 4 March", with the year where it is far from `today` or that is not known.
    pub(crate) fn day(self, day: Date, today: Option<Date>) -> String {
        let Some(words) = self.0 else { return day.to_string() };
        let date = words.date(day, today);
        filled(words.weekday_date, &[("{weekday}", words.weekday(day)), ("{date}", &date)])
    }

    /// "15:00".
    pub(crate) fn time(self, time: Time) -> String {
        let (hour, minute) = (time.hour(), time.minute());
        let Some(words) = self.0 else { return format!("{hour:02}:{minute:02}") };
        let form = if minute == 0 { words.full_hour } else { words.time };
        let padded = form.contains("{hh}");
        let hour = if padded { format!("{hour:02}") } else { hour.to_string() };
        filled(form, &[("{hh}", &hour), ("{h}", &hour), ("{mm}", &format!("{minute:02}"))])
    }

    /// As one says it from `today` on: "today at 15:00", "on Monday at 08:00", "tomorrow".
    pub(crate) fn when(self, when: When, today: Option<Date>) -> String {
        match when {
            When::Day(day) => self.on_day(day, today),
            When::Time(time) => self.at(time),
            When::Moment(moment) => {
                format!("{} {}", self.on_day(moment.date(), today), self.at(moment.time()))
            }
        }
    }

    fn on_day(self, day: Date, today: Option<Date>) -> String {
        let Some(words) = self.0 else { return day.to_string() };
        let near = today.and_then(|today| days_between(today, day));
        let named = near.and_then(|days| usize::try_from(days + 1).ok());
        if let Some(named) = named.and_then(|at| words.near.get(at)) {
            return (*named).to_owned();
        }
        if near.is_some_and(|days| WEEKDAY_ALONE.contains(&days)) {
            return filled(words.on_weekday, &[("{weekday}", words.weekday(day))]);
        }
        filled(words.on_date, &[("{date}", &words.date(day, today))])
    }

    fn at(self, time: Time) -> String {
        let shown = self.time(time);
        let Some(words) = self.0 else { return shown };
        let form = if time.hour() == 1 { words.at_one } else { words.at_time };
        filled(form, &[("{time}", &shown)])
    }

    /// "€12.50", "12,50 €".
    pub(crate) fn money(self, amount: &Amount) -> String {
        let figures = self.0.map_or(&PLAIN, |words| words.money);
        let mut out = String::new();
        let digits = amount.whole.len();
        for (at, digit) in amount.whole.chars().enumerate() {
            let is_border = at > 0 && (digits - at).is_multiple_of(3);
            if is_border && digits >= figures.grouped_from {
                out.push_str(figures.group);
            }
            out.push(digit);
        }
        if !amount.decimals.is_empty() {
            out.push_str(figures.point);
            out.push_str(&amount.decimals);
        }
        let minus = if amount.is_negative { "-" } else { "" };
        let Some(code) = &amount.currency else { return format!("{minus}{out}") };
        let sign = SIGNS.iter().find(|(known, _)| known == code).map(|(_, sign)| *sign);
        match sign.filter(|_| self.0.is_some()) {
            Some(sign) if figures.sign_first => format!("{minus}{sign}{out}"),
            Some(sign) => format!("{minus}{out} {sign}"),
            None if figures.sign_first => format!("{code} {minus}{out}"),
            None => format!("{minus}{out} {code}"),
        }
    }
}

impl Words {
    fn weekday(&self, day: Date) -> &'static str {
        let at = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default();
        self.weekdays.get(at).copied().unwrap_or_default()
    }

    fn date(&self, date: Date, today: Option<Date>) -> String {
        let month = usize::try_from(date.month() - 1).ok().and_then(|at| self.months.get(at));
        let day = if date.day() == 1 { self.first.to_owned() } else { date.day().to_string() };
        let near = today.and_then(|today| days_between(today, date));
        let is_near = near.is_some_and(|days| days.abs() <= SAME_YEAR_DAYS);
        let [in_this_year, with_year] = self.date;
        let form = if is_near { in_this_year } else { with_year };
        let month = month.copied().unwrap_or_default();
        let year = date.year().to_string();
        filled(form, &[("{day}", &day), ("{month}", month), ("{year}", &year)])
    }
}

fn days_between(from: Date, to: Date) -> Option<i32> {
    from.until(to).ok().map(|span| span.get_days())
}

/// The form with its parts in place; what is filled in is not looked at again.
fn filled(form: &str, parts: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = form;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, behind) = after.split_once('}').unwrap_or((after, ""));
        let part = parts.iter().find(|(known, _)| known.get(1..known.len() - 1) == Some(name));
        out.push_str(part.map_or("", |(_, text)| text));
        rest = behind;
    }
    out + rest
}

static PLAIN: Figures = Figures { point: ".", group: "", grouped_from: 4, sign_first: false };
static COMMA: Figures = Figures { point: ",", group: ".", grouped_from: 4, sign_first: false };

static ALL: [&Words; 4] = [&ENGLISH, &GERMAN, &SPANISH, &FRENCH];

static ENGLISH: Words = Words {
    code: "en",
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    first: "1",
    date: ["{day} {month}", "{day} {month} {year}"],
    weekday_date: "{weekday}, {date}",
    // Twelve hours or 24 is a matter of countries; these nobody reads wrong.
    time: "{hh}:{mm}",
    full_hour: "{hh}:{mm}",
    near: ["yesterday", "today", "tomorrow"],
    on_weekday: "on {weekday}",
    on_date: "on {date}",
    at_time: "at {time}",
    at_one: "at {time}",
    money: &Figures { point: ".", group: ",", grouped_from: 4, sign_first: true },
};

static GERMAN: Words = Words {
    code: "de",
    weekdays: ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    months: [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    first: "1",
    date: ["{day}. {month}", "{day}. {month} {year}"],
    weekday_date: "{weekday}, {date}",
    time: "{hh}:{mm} Uhr",
    full_hour: "{hh}:{mm} Uhr",
    near: ["gestern", "heute", "morgen"],
    on_weekday: "am {weekday}",
    on_date: "am {date}",
    at_time: "um {time}",
    at_one: "um {time}",
    money: &COMMA,
};

static SPANISH: Words = Words {
    code: "es",
    weekdays: ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
    months: [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    first: "1",
    date: ["{day} de {month}", "{day} de {month} de {year}"],
    weekday_date: "{weekday}, {date}",
    time: "{hh}:{mm}",
    full_hour: "{hh}:{mm}",
    near: ["ayer", "hoy", "mañana"],
    on_weekday: "el {weekday}",
    on_date: "el {date}",
    at_time: "a las {time}",
    at_one: "a la {time}",
    // Spanish writes four digits together: 1234,50.
    money: &Figures { point: ",", group: ".", grouped_from: 5, sign_first: false },
};

static FRENCH: Words = Words {
    code: "fr",
    weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    first: "1er",
    date: ["{day} {month}", "{day} {month} {year}"],
    weekday_date: "{weekday} {date}",
    time: "{h}h{mm}",
    full_hour: "{h}h",
    near: ["hier", "aujourd'hui", "demain"],
    on_weekday: "{weekday}",
    on_date: "le {date}",
    at_time: "à {time}",
    at_one: "à {time}",
    money: &Figures { point: ",", group: " ", grouped_from: 4, sign_first: false },
};

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn days() {
        let today = date("2026-03-02");
        for (code, day, expected) in [
            ("en", "2026-03-04", "Wednesday, 4 March"),
            ("en", "2026-03-02", "Monday, 2 March"),
            ("en", "2026-11-27", "Friday, 27 November"),
            ("en", "2026-11-28", "Saturday, 28 November 2026"),
            ("en", "2025-06-05", "Thursday, 5 June"),
            ("en", "2025-06-04", "Wednesday, 4 June 2025"),
            ("de", "2026-03-01", "Sonntag, 1. März"),
            ("de", "2027-03-01", "Montag, 1. März 2027"),
            ("fr", "2026-04-01", "mercredi 1er avril"),
            ("fr", "2028-08-02", "mercredi 2 août 2028"),
            ("es", "2026-03-07", "sábado, 7 de marzo"),
            ("es", "2028-03-07", "martes, 7 de marzo de 2028"),
            ("nl", "2026-03-07", "2026-03-07"),
            ("en", "9999-12-31", "Friday, 31 December 9999"),
        ] {
            let writing = Writing::of(Language::of(code));
            assert_eq!(writing.day(date(day), Some(today)), expected, "{code} {day}");
        }
        let writing = Writing::of(Language::of("en"));
        assert_eq!(writing.day(today, None), "Monday, 2 March 2026");
    }

    #[test]
    fn moments_from_now() {
        let today = date("2026-03-02");
        for (code, when, expected) in [
            ("en", "2026-03-02T15:00", "today at 15:00"),
            ("en", "2026-03-03T08:00", "tomorrow at 08:00"),
            ("en", "2026-03-01T23:59", "yesterday at 23:59"),
            ("en", "2026-02-28T08:00", "on 28 February at 08:00"),
            ("en", "2026-03-04T08:00", "on Wednesday at 08:00"),
            ("en", "2026-03-08T08:00", "on Sunday at 08:00"),
            ("en", "2026-03-09T08:00", "on 9 March at 08:00"),
            ("en", "2027-03-09T08:05", "on 9 March 2027 at 08:05"),
            ("de", "2026-03-02T15:00", "heute um 15:00 Uhr"),
            ("de", "2026-03-05T08:00", "am Donnerstag um 08:00 Uhr"),
            ("de", "2026-04-01T08:30", "am 1. April um 08:30 Uhr"),
            ("fr", "2026-03-02T15:00", "aujourd'hui à 15h"),
            ("fr", "2026-03-06T08:05", "vendredi à 8h05"),
            ("fr", "2026-04-01T09:30", "le 1er avril à 9h30"),
            ("es", "2026-03-03T01:30", "mañana a la 01:30"),
            ("es", "2026-03-07T13:30", "el sábado a las 13:30"),
            ("es", "2026-03-20T08:00", "el 20 de marzo a las 08:00"),
            ("nl", "2026-03-02T15:00", "2026-03-02 15:00"),
        ] {
            let writing = Writing::of(Language::of(code));
            let moment: DateTime = when.parse().unwrap();
            let told = writing.when(When::Moment(moment), Some(today));
            assert_eq!(told, expected, "{code} {when}");
            let day = writing.when(When::Day(moment.date()), Some(today));
            let time = writing.when(When::Time(moment.time()), Some(today));
            assert_eq!(format!("{day} {time}"), expected, "{code} {when}");
        }
    }

    #[test]
    fn money() {
        let amount = |text: &str, currency: Option<&str>| {
            let (is_negative, text) = text.strip_prefix('-').map_or((false, text), |t| (true, t));
            let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
            let (whole, decimals) = (whole.to_owned(), decimals.to_owned());
            Amount { is_negative, whole, decimals, currency: currency.map(str::to_owned) }
        };
        for (code, text, currency, expected) in [
            ("en", "12.50", Some("EUR"), "€12.50"),
            ("en", "-1234567.50", Some("USD"), "-$1,234,567.50"),
            ("en", "12.50", Some("CHF"), "CHF 12.50"),
            ("en", "999", Some("JPY"), "¥999"),
            ("en", "1234.50", None, "1,234.50"),
            ("de", "1234.50", Some("EUR"), "1.234,50 €"),
            ("de", "-0.99", Some("CHF"), "-0,99 CHF"),
            ("fr", "12345.00", Some("EUR"), "12 345,00 €"),
            ("es", "1234.50", Some("EUR"), "1234,50 €"),
            ("es", "12345.50", Some("MXN"), "12.345,50 MXN"),
            ("nl", "12345.50", Some("EUR"), "12345.50 EUR"),
        ] {
            let writing = Writing::of(Language::of(code));
            assert_eq!(writing.money(&amount(text, currency)), expected, "{code} {text}");
        }
    }
}
