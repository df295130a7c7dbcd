//! Hours as tables, and against a slow look at every minute.

use super::*;
use crate::def::Loader;
use crate::limits::Limits;

fn hours(yaml: &str) -> Hours {
    let mut loader = Loader::default();
    let text = format!("hours: {{x: {yaml}}}\nintents: {{a: {{user: a, bot: b}}}}");
    loader.yaml_str("hours.yaml", &text);
    let (definitions, problems) = loader.load(&Limits::default());
    assert!(problems.is_empty(), "{yaml}: {problems:?}");
    let (_, hours) = definitions.hours.iter().next().unwrap();
    Hours::new(hours, definitions.about.zone())
}

/// A moment by the clock of the hours' zone; "+" in front of the second of two equal times.
fn at(hours: &Hours, text: &str) -> Timestamp {
    let (text, later) = text.strip_prefix('+').map_or((text, false), |text| (text, true));
    let wall: DateTime = text.parse().unwrap();
    let ambiguous = hours.zone.to_ambiguous_timestamp(wall);
    let moment = if later { ambiguous.later() } else { ambiguous.compatible() };
    Timestamp::from_millis(moment.unwrap().as_millisecond())
}

fn shown(hours: &Hours, at: Option<Timestamp>) -> Option<String> {
    let at = jiff::Timestamp::from_millisecond(at?.as_millis()).unwrap();
    Some(hours.zone.to_datetime(at).strftime("%Y-%m-%d %H:%M").to_string())
}

const DESK: &str = r#"{mon-fri: ["13:00-18:00", "08:00-12:00"], sat: "10:00-14:00", zone: Europe/Berlin,
    closed: ["12-25", "2026-12-28..2026-12-30"], "2026-12-24": "08:00-12:00", "2026-12-29": "09-10",
    "12-31..01-01": closed}"#;

#[test]
fn open_or_not_and_until_when() {
    let desk = hours(DESK);
    for (now, opens, closes) in [
        ("2026-03-02T07:59", "2026-03-02 08:00", None),
        ("2026-03-02T08:00", "2026-03-02 08:00", Some("2026-03-02 12:00")),
        ("2026-03-02T11:59:59.999", "2026-03-02 11:59", Some("2026-03-02 12:00")),
        ("2026-03-02T12:00", "2026-03-02 13:00", None),
        ("2026-03-02T17:00", "2026-03-02 17:00", Some("2026-03-02 18:00")),
        ("2026-03-02T18:00", "2026-03-03 08:00", None),
        ("2026-03-06T18:00", "2026-03-07 10:00", None),
        ("2026-03-07T14:00", "2026-03-09 08:00", None),
        // Clocks are put forward on the Sunday between.
        ("2026-03-28T14:00", "2026-03-30 08:00", None),
        ("2026-12-24T11:00", "2026-12-24 11:00", Some("2026-12-24 12:00")),
        // A closed Friday, then a Saturday.
        ("2026-12-24T12:00", "2026-12-26 10:00", None),
        // In the closed days one has hours of its own.
        ("2026-12-28T09:00", "2026-12-29 09:00", None),
        ("2026-12-29T10:00", "2027-01-02 10:00", None),
    ] {
        let moment = at(&desk, now);
        assert_eq!(shown(&desk, desk.opens(moment)).as_deref(), Some(opens), "{now} opens");
        assert_eq!(shown(&desk, desk.closes(moment)).as_deref(), closes, "{now} closes");
        assert_eq!(desk.is_open(moment), closes.is_some(), "{now}");
    }
}

#[test]
fn days_with_any_hours() {
    let desk = hours(DESK);
    for (date, open) in [
        ("2026-03-02", true),
        ("2026-03-07", true),
        ("2026-03-08", false),
        ("2026-12-24", true),
        ("2026-12-25", false),
        ("2029-12-25", false),
        ("2026-12-28", false),
        ("2026-12-29", true),
        ("2026-12-30", false),
        ("2026-12-31", false),
        ("2027-01-01", false),
        ("2027-12-28", true),
    ] {
        assert_eq!(desk.is_open_on(date.parse().unwrap()), open, "{date}");
    }
}

#[test]
fn days_on_which_clocks_are_changed() {
    let night = |periods: &str| hours(&format!("{{zone: Europe/Berlin, daily: {periods}}}"));
    for (periods, now, opens, closes) in [
        // Forward: 02:00 is 03:00 on 2026-03-29.
        ("'02:15-02:45'", "2026-03-29T00:00", Some("2026-03-30 02:15"), None),
        ("'01:00-02:30'", "2026-03-29T01:59", Some("2026-03-29 01:59"), Some("2026-03-29 03:00")),
        ("'02:30-04:00'", "2026-03-29T01:59", Some("2026-03-29 03:00"), None),
        ("'02:30-04:00'", "2026-03-29T03:10", Some("2026-03-29 03:10"), Some("2026-03-29 04:00")),
        // Back: 03:00 is 02:00 on 2026-10-25.
        ("'02:15-02:45'", "2026-10-25T02:50", Some("2026-10-26 02:15"), None),
        ("'02:15-02:45'", "+2026-10-25T02:20", Some("2026-10-26 02:15"), None),
        ("'02:30-04:00'", "+2026-10-25T02:15", Some("2026-10-25 02:15"), Some("2026-10-25 04:00")),
        ("'01:00-03:00'", "+2026-10-25T02:59", Some("2026-10-25 02:59"), Some("2026-10-25 03:00")),
        (
            "['20:00-24:00', '00:00-02:00']",
            "2026-10-24T23:00",
            Some("2026-10-24 23:00"),
            Some("2026-10-25 02:00"),
        ),
        ("24h", "2026-10-24T23:00", Some("2026-10-24 23:00"), None),
    ] {
        let hours = night(periods);
        let moment = at(&hours, now);
        assert_eq!(shown(&hours, hours.opens(moment)).as_deref(), opens, "{periods} {now} opens");
        assert_eq!(
            shown(&hours, hours.closes(moment)).as_deref(),
            closes,
            "{periods} {now} closes"
        );
    }
}

#[test]
fn what_never_opens_again_or_is_beyond_the_calendar() {
    let fair = hours("{'2026-05-01..2026-05-03': '10:00-20:00', zone: UTC}");
    assert_eq!(fair.closes(at(&fair, "2026-05-03T11:00")), Some(at(&fair, "2026-05-03T20:00")));
    assert_eq!(fair.opens(at(&fair, "2026-05-03T20:00")), None);
    assert_eq!(fair.opens(at(&fair, "2024-05-03T20:00")), None);
    assert_eq!(fair.opens(at(&fair, "2025-05-03T20:00")), Some(at(&fair, "2026-05-01T10:00")));
    let always = hours("{daily: 24h}");
    for moment in [i64::MIN, i64::MAX, 253_402_207_200_000, -377_705_023_201_000] {
        let moment = Timestamp::from_millis(moment);
        let _ = (always.is_open(moment), always.opens(moment), always.closes(moment));
        assert!(!fair.is_open(moment) && fair.opens(moment).is_none());
    }
}

/// `opens` and `closes` are where `is_open` changes, in zones with jumps at 2:00, at midnight, of
/// half an hour, and of a whole day; and away from jumps `is_open` is what the clock shows.
#[test]
fn answers_agree_with_every_minute() {
    const MINUTE: i64 = 60_000;
    let week = "mon-fri: ['00:00-00:45', '01:30-02:15', '22:00-24:00'], sat: 24h, 2011-12-30: '23:00-24:00'";
    for (zone, day) in [
        ("Europe/Berlin", "2026-03-28"),
        ("Europe/Berlin", "2026-10-24"),
        ("America/Havana", "2026-03-07"),
        ("America/Havana", "2026-10-31"),
        ("America/Sao_Paulo", "2018-02-17"),
        ("Australia/Lord_Howe", "2026-04-04"),
        ("Australia/Lord_Howe", "2026-10-03"),
        ("Pacific/Apia", "2011-12-29"),
        ("UTC", "2026-03-05"),
    ] {
        let hours = hours(&format!("{{zone: {zone}, {week}}}"));
        let start = at(&hours, &format!("{day}T00:00")).as_millis();
        let open = |minute: i64| hours.is_open(Timestamp::from_millis(start + minute * MINUTE));
        let minutes: Vec<bool> = (0..4 * 24 * 60).map(open).collect();
        let mut changes = 0;
        for now in (0..3 * 24 * 60).step_by(7) {
            let next = |wanted: bool| {
                let found = minutes.iter().skip(now).position(|open| *open == wanted);
                found.map(|after| Timestamp::from_millis(start + (now + after) as i64 * MINUTE))
            };
            let moment = Timestamp::from_millis(start + now as i64 * MINUTE);
            if let Some(opens) = next(true) {
                assert_eq!(hours.opens(moment), Some(opens), "{zone} {now} opens");
            }
            let closes = minutes.get(now).copied().unwrap().then(|| next(false)).flatten();
            if closes.is_some() || !hours.is_open(moment) {
                assert_eq!(hours.closes(moment), closes, "{zone} {now} closes");
            }
            changes += usize::from(closes.is_some());
        }
        assert!(changes > 5, "{zone}");
        if zone == "UTC" {
            for (minute, open) in minutes.iter().enumerate() {
                let clock = (minute % 1_440) as u16;
                let at = jiff::Timestamp::from_millisecond(start + minute as i64 * MINUTE).unwrap();
                let periods = hours.periods(hours.zone.to_datetime(at).date());
                let shows = periods.iter().any(|&(from, to)| (from..to).contains(&clock));
                assert_eq!(*open, shows, "{minute}");
            }
        }
    }
}
