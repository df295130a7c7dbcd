//! German.

use super::{Numeral, Part, Rule, Set, Unit, Words};

pub(super) static WORDS: Words = Words {
    code: "de",
    whens: WHENS,
    durations: DURATIONS,
    months: [
        "januar jan jänner",
        "februar feb",
        "märz maerz",
        "april apr",
        "mai",
        "juni jun",
        "juli jul",
        "august aug",
        "september sep sept",
        "oktober okt",
        "november nov",
        "dezember dez",
    ],
    weekdays: [
        "montag montags",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag sonnabend",
        "sonntag",
    ],
    short_weekdays: ["mo", "di", "mi", "do", "fr", "sa", "so"],
    numerals: NUMERALS,
    ordinals: &[
        "erste ersten erster",
        "zweite zweiten zweiter",
        "dritte dritten dritter",
        "vierte vierten vierter",
        "fünfte fünften fünfter",
        "sechste sechsten sechster",
        "siebte siebten siebter",
        "achte achten achter",
        "neunte neunten neunter",
        "zehnte zehnten zehnter",
        "elfte elften elfter",
        "zwölfte zwölften zwölfter",
        "dreizehnte dreizehnten",
        "vierzehnte vierzehnten",
        "fünfzehnte fünfzehnten",
        "sechzehnte sechzehnten",
        "siebzehnte siebzehnten",
        "achtzehnte achtzehnten",
        "neunzehnte neunzehnten",
        "zwanzigste zwanzigsten",
        "einundzwanzigste einundzwanzigsten",
        "zweiundzwanzigste zweiundzwanzigsten",
        "dreiundzwanzigste dreiundzwanzigsten",
        "vierundzwanzigste vierundzwanzigsten",
        "fünfundzwanzigste fünfundzwanzigsten",
        "sechsundzwanzigste sechsundzwanzigsten",
        "siebenundzwanzigste siebenundzwanzigsten",
        "achtundzwanzigste achtundzwanzigsten",
        "neunundzwanzigste neunundzwanzigsten",
        "dreißigste dreißigsten",
        "einunddreißigste einunddreißigsten",
    ],
    units: &[
        ("sekunde sekunden sek", Unit::Second),
        ("minute minuten min", Unit::Minute),
        ("viertelstunde viertelstunden", Unit::Quarter),
        ("stunde stunden std", Unit::Hour),
        ("tag tage tagen", Unit::Day),
        ("woche wochen", Unit::Week),
        ("monat monate monaten", Unit::Month),
        ("jahr jahre jahren", Unit::Year),
    ],
    parts: &[
        ("morgen morgens früh vormittag vormittags", Part::Morning),
        ("mittag mittags", Part::Noon),
        ("nachmittag nachmittags", Part::Afternoon),
        ("abend abends", Part::Evening),
        ("nacht nachts", Part::Night),
    ],
    currencies: &[
        ("euro euros", "EUR", false),
        ("dollar", "$", false),
        ("pfund", "GBP", false),
        ("franken", "CHF", false),
        ("cent cents", "", true),
        ("rappen", "CHF", true),
    ],
    sets: SETS,
    compound: Some(compound),
    dotted_ordinals: true,
    space_groups: true,
    vigesimal: false,
    and_after_tens: false,
    and_a_half: &[],
    loose_numbers: &["ein", "eine", "einen", "einem", "einer", "eins", "acht"],
    loose_months: &[],
    and_in_ranges: &["und"],
    articles: &["ein", "einen"],
    my_number: &[("meine", "nummer"), ("meiner", "nummer")],
    hours_with_h: true,
    hours_are_long: false,
    accented_at: false,
    has_am_pm: true,
    has_am: false,
    decimal_comma: true,
    currency: "EUR",
};

const WHENS: &[(&str, Rule)] = &[
    ("heute", Rule::Days(0)),
    ("morgen", Rule::Days(1)),
    ("übermorgen", Rule::Days(2)),
    ("gestern", Rule::Days(-1)),
    ("vorgestern", Rule::Days(-2)),
    ("(heute in einer woche|in acht tagen)", Rule::Days(7)),
    ("in vierzehn tagen", Rule::Days(14)),
    ("morgen in einer woche", Rule::Days(8)),
    ("in {quantity} {unit}", Rule::In),
    ("in (einer|einem|nem|ner) {unit}", Rule::In),
    ("in einer halben {unit}", Rule::InHalf),
    ("in (anderthalb|eineinhalb) {unit}", Rule::InOneAndHalf),
    ("vor {quantity} {unit}", Rule::Ago),
    ("vor (einer|einem) {unit}", Rule::Ago),
    ("{weekday}", Rule::Weekday),
    ("(nächsten|nächster|kommenden|kommender) {weekday}", Rule::Weekday),
    ("(diesen|dieser) {weekday}", Rule::ThisWeekday),
    ("{weekday} (nächster|kommender|nächste|kommende) woche", Rule::WeekdayOfNextWeek),
    ("(nächste|kommende) woche [am] {weekday}", Rule::WeekdayOfNextWeek),
    ("(letzten|letzter|vergangenen) {weekday}", Rule::LastWeekday),
    ("{weekday} in einer woche", Rule::WeekAfter),
    ("{ordinal}", Rule::DayOfMonth),
    ("{day} {month} [{year}]", Rule::DayMonth),
    ("(ende des monats|ende diesen monats|ende dieses monats|monatsende)", Rule::MonthEnd(0)),
    ("ende nächsten monats", Rule::MonthEnd(1)),
    ("(ende|letzten) {month}", Rule::NamedMonthEnd),
    ("ende der woche", Rule::WeekEnd),
    ("(dieses|am|das|kommendes|kommenden) wochenende", Rule::Weekend(0)),
    ("(nächstes|nächsten) wochenende", Rule::Weekend(1)),
    ("heiligabend", Rule::Fixed(12, 24)),
    ("silvester", Rule::Fixed(12, 31)),
    ("neujahr", Rule::Fixed(1, 1)),
    ("{hour} uhr [{minute}]", Rule::Hour),
    ("{clock} uhr", Rule::Hour),
    ("halb {hour}", Rule::Off(-30)),
    ("viertel nach {hour}", Rule::Off(15)),
    ("viertel vor {hour}", Rule::Off(-15)),
    ("viertel {hour_word}", Rule::Off(-45)),
    ("(dreiviertel|drei viertel) {hour_word}", Rule::Off(-15)),
    ("{minute} minuten nach {hour}", Rule::Past),
    ("{minute} minuten vor {hour}", Rule::To),
    ("{minute_word} nach {hour}", Rule::Past),
    ("{minute_word} vor {hour}", Rule::To),
    ("{minute_word} nach halb {hour}", Rule::PastHalf),
    ("{minute_word} vor halb {hour}", Rule::ToHalf),
    ("vor einer halben {unit}", Rule::AgoHalf),
    ("mitternacht", Rule::At(24 * 60)),
    ("{hour} uhr {part}", Rule::HourPart(None)),
    ("(am|in der) {part}", Rule::Part(None)),
    ("{part}", Rule::LoosePart(None)),
    ("heute {part}", Rule::PartToday(None)),
    ("{weekday} {part}", Rule::WeekdayPart),
    ("(guten|gute|schönen|schöne) (morgen|tag|abend|nacht|mittag)", Rule::Nothing),
    (
        "(schnellstmöglich|sofort|umgehend|asap|so (schnell|bald) wie möglich|jetzt sofort)",
        Rule::Now,
    ),
    ("jetzt", Rule::LooseNow),
];

const DURATIONS: &[(&str, Rule)] = &[
    ("{quantity} {unit}", Rule::Span),
    ("(eine|einen|ein|einer|einem|ne|nen) {unit}", Rule::OneUnit),
    ("(eine|einer|ne) halbe[n] {unit}", Rule::HalfUnit),
    ("(ein|einen) halbe[rsn] {unit}", Rule::HalfUnit),
    ("(anderthalb|eineinhalb) {unit}", Rule::OneAndHalfUnits),
    ("zweieinhalb stunden", Rule::Minutes(150)),
    ("(dreiviertelstunde|eine dreiviertelstunde)", Rule::Minutes(45)),
];

/// The others are put together, see [`compound`].
const NUMERALS: &[(&str, Numeral)] = &[
    ("null", Numeral::Small(0)),
    ("eins ein eine einen einem einer", Numeral::Small(1)),
    ("zwei zwo", Numeral::Small(2)),
    ("drei", Numeral::Small(3)),
    ("vier", Numeral::Small(4)),
    ("fünf fuenf", Numeral::Small(5)),
    ("sechs", Numeral::Small(6)),
    ("sieben", Numeral::Small(7)),
    ("acht", Numeral::Small(8)),
    ("neun", Numeral::Small(9)),
    ("zehn", Numeral::Small(10)),
    ("elf", Numeral::Small(11)),
    ("zwölf zwoelf", Numeral::Small(12)),
    ("hundert", Numeral::Hundred),
    ("tausend", Numeral::Scale(1_000)),
    ("million millionen mio", Numeral::Scale(1_000_000)),
    ("milliarde milliarden mrd", Numeral::Scale(1_000_000_000)),
    ("dutzend", Numeral::Dozen),
];

const UNITS: [(&str, i64); 13] = [
    ("ein", 1),
    ("zwei", 2),
    ("drei", 3),
    ("vier", 4),
    ("funf", 5),
    ("fuenf", 5),
    ("sechs", 6),
    ("sieben", 7),
    ("acht", 8),
    ("neun", 9),
    ("zehn", 10),
    ("elf", 11),
    ("zwolf", 12),
];
const TEENS: [(&str, i64); 8] = [
    ("dreizehn", 13),
    ("vierzehn", 14),
    ("funfzehn", 15),
    ("fuenfzehn", 15),
    ("sechzehn", 16),
    ("siebzehn", 17),
    ("achtzehn", 18),
    ("neunzehn", 19),
];
const TENS: [(&str, i64); 9] = [
    ("zwanzig", 20),
    ("dreissig", 30),
    ("vierzig", 40),
    ("funfzig", 50),
    ("fuenfzig", 50),
    ("sechzig", 60),
    ("siebzig", 70),
    ("achtzig", 80),
    ("neunzig", 90),
];

/// "zweitausendfünfhundertsechsundzwanzig".
fn compound(word: &str) -> Option<i64> {
    /// The longest number below a million has 66 letters.
    const LONGEST: usize = 70;
    if word.len() < 6 || word.len() > LONGEST {
        return None;
    }
    match word.split_once("tausend") {
        Some((before, behind)) => Some(hundreds(before, 1)? * 1_000 + hundreds(behind, 0)?),
        None => hundreds(word, 0).filter(|number| *number > 0),
    }
}

fn hundreds(text: &str, empty: i64) -> Option<i64> {
    if text.is_empty() {
        return Some(empty);
    }
    let text = text.strip_prefix("und").unwrap_or(text);
    match text.split_once("hundert") {
        Some((before, "")) => Some(tens(before, 1)? * 100),
        Some((before, behind)) => {
            let behind =
                behind.strip_prefix("und").filter(|rest| tens(rest, 0).is_some()).unwrap_or(behind);
            Some(tens(before, 1)? * 100 + tens(behind, 0)?)
        }
        None => tens(text, 0),
    }
}

fn tens(text: &str, empty: i64) -> Option<i64> {
    if text.is_empty() {
        return Some(empty);
    }
    let find = |table: &[(&str, i64)], word: &str| {
        table.iter().find(|(known, _)| *known == word).map(|(_, number)| *number)
    };
    let whole = find(&UNITS, text).or_else(|| find(&TEENS, text)).or_else(|| find(&TENS, text));
    if let Some(number) = whole.or_else(|| (text == "eins").then_some(1)) {
        return Some(number);
    }
    TENS.iter().find_map(|(name, ten)| {
        let unit = text.strip_suffix(name)?.strip_suffix("und")?;
        Some(ten + find(&UNITS, unit).filter(|unit| *unit < 10)?)
    })
}

const SETS: &[(Set, &str)] = &[
    (Set::HourCue, "um ab gegen bis von vor nach zwischen seit"),
    (Set::DateCue, "am bis vom ab zum den dem der seit vor nach zwischen von"),
    (
        Set::Follow,
        "am um morgen heute übermorgen bitte oder und dann in für mit bis ist wäre geht passt danke \
         ok okay von uhr nachmittags abends morgens",
    ),
    (Set::Join, "um am den dem der ab gegen von zwischen bis vor nach so ca etwa circa im"),
    (Set::To, "bis"),
    (Set::From, "zwischen von vom"),
    (
        Set::Filler,
        "der die das den dem bitte vielleicht ich denke ähm hm ok okay ja klar es ist wäre passt \
         geht gut mir uns nur danke gerne gern möchte will hätte nehme tag am um uhr für circa ca \
         etwa so dann mal wir sind",
    ),
    (Set::Zero, "keine keiner keinen keins niemand"),
    (
        Set::Beside,
        "hallo hi also dann meine mein meinen meiner mir mich ich bin habe hab haben nehmen wähle wählen \
         bitte lautet heißt heisst ist sei wäre nummer nr code name adresse mail e wert datum uhrzeit ein eine \
         einen einem hier dies diese dieser dieses könnte kann soll sollte glaube vermutlich \
         wahrscheinlich ungefähr genau super perfekt besten liebsten lieber richtig zum zur zu im in auf \
         für von bei ab am an um es das wenn möglich vielen dank",
    ),
    (
        Set::PhoneCue,
        "telefon telefonnummer tel handy handynummer mobil anrufen ruf rufen rufnummer whatsapp sms fax erreichbar erreichen",
    ),
    (
        Set::CodeCue,
        "bestellung bestellnummer auftrag auftragsnummer rechnung rechnungsnummer sendung \
         sendungsnummer paket ticket kundennummer kunde konto id code karte iban artikel \
         artikelnummer vertrag plz",
    ),
    (Set::Pointer, "der die das dieser diese dieses welcher welche kein keine noch so"),
];
