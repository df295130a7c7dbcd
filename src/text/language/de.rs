//! German.

use super::{Language, LeadIns, Meaning, ShortForm, ShortForms, Wording};

pub(super) static LANGUAGE: Language = Language {
    code: "de",
    wording: &WORDING,
    short_forms: ShortForms::new(SHORT_FORMS),
    suffixes: SUFFIXES,
    meanings: MEANINGS,
    alone: ALONE,
    lead_ins: LEAD_INS,
};

static WORDING: Wording = Wording {
    rephrase: "Das habe ich leider nicht verstanden. Können Sie es anders sagen?",
    did_you_mean: "Meinten Sie:",
    none_of_these: "Nichts davon",
    in_other_words: "In Ordnung. Können Sie es anders sagen?",
    handoff: "Einen Moment, ich verbinde Sie mit jemandem aus unserem Team.",
    handoff_first: "Ich hole eine Kollegin oder einen Kollegen dazu. Vorher noch:",
    written_down: "Im Moment ist niemand da. Ich habe Ihre Frage notiert, und wir melden uns bei Ihnen.",
    nobody_free: "Es tut mir leid, im Moment ist niemand frei. Bitte versuchen Sie es später noch einmal.",
    handoff_stuck: "Dabei kann ich leider nicht helfen. Ich verbinde Sie mit jemandem aus unserem Team.",
    failed: "Bei uns ist leider etwas schiefgegangen. Ich verbinde Sie mit jemandem aus unserem Team.",
    and: "und",
    no_answer: "Das habe ich leider nicht verstanden.",
    not_allowed: "Das geht leider nicht.",
    needed: "Ich brauche das, um weiterzumachen.",
    stopped: "In Ordnung, ich habe abgebrochen.",
    all_right: "In Ordnung.",
    go_on: "Machen wir weiter mit: {}",
    what_to_change: "Was soll ich ändern?",
    stop: "Abbrechen",
    yes: "Ja",
    no: "Nein",
};

/// Joined words, and what people type for words.
const SHORT_FORMS: &[ShortForm] = &[
    ("hab", &["habe"]),
    ("nen", &["einen"]),
    ("bzgl", &["bezuglich"]),
    ("evtl", &["eventuell"]),
    ("habs", &["habe", "es"]),
    ("vllt", &["vielleicht"]),
    ("gehts", &["geht", "es"]),
    ("gibts", &["gibt", "es"]),
    ("wurds", &["wurde", "es"]),
    ("konnts", &["konnte", "es"]),
    ("nochmal", &["noch", "einmal"]),
];

/// Endings after an apostrophe, and the word each one is.
const SUFFIXES: &[(&str, &str)] = &[("'s", "es"), ("'n", "ein"), ("'ne", "eine")];

const LEAD_INS: LeadIns = LeadIns {
    before: &["hi|hallo|hey|tja|also|oh|ok|okay|ahm|ja|gerne|klar|bitte", "guten morgen|tag|abend"],
    correcting: &[
        "nein|nee|ne|no|sorry|stopp|moment|halt|korrektur|eigentlich|entschuldigung|verzeihung|quatsch",
        "ich meine|meinte",
        "ich habe mich vertippt|verschrieben|vertan",
        "das war|ist falsch",
    ],
    any: &["es|das ist|war|ware", "es|das sollte", "das heisst"],
    name: &["ich bin", "ich heisse", "man nennt mich", "hier ist|spricht"],
    own: &[
        "mein|meine|unser|unsere|der|die|das|ihr|ihre|sein|seine * ist|lautet|heisst|ware|war",
        "* ist|lautet",
    ],
    change: &[
        "konnen|konnten|kannst|konntest? sie|du|wir|ich? bitte? andere|andern|korrigiere|korrigieren|setze|setzen sie? bitte? meinen|meine|mein|unseren|unsere|den|die|das? * bitte? auf|in|zu",
    ],
    names: &[
        "name",
        "namen",
        "nachname",
        "nachnamen",
        "vorname",
        "vornamen",
        "familienname",
        "heissen",
    ],
    not: &["nicht", "kein", "keine", "keinen", "nie", "nichts", "nein"],
    why: &["warum", "wieso", "weshalb", "wenn"],
    has_capital_nouns: true,
};

/// "For one person" asks for nobody.
const ALONE: &[(Meaning, &[&str])] =
    &[(Meaning::Human, &["[hallo|nein|ok|nur|bitte] [ein|eine|einen|einem] person [bitte]"])];

const MEANINGS: &[(Meaning, &[&str])] = &[
    (
        Meaning::Accept,
        &[
            "(ja|jo|jup|jep|jap|jaa|joa|jawohl|klar|na klar|sicher|gerne|gern|sehr gern[e]|ja gern[e]) [bitte|genau|gern|gerne|natürlich|klar|danke|das stimmt|das passt|mach das|machen sie das]",
            "(ok|okay|okey|oki|alles klar|in ordnung|einverstanden|abgemacht|passt|passt so|gut) [danke|bitte|gerne]",
            "(natürlich|selbstverständlich|auf jeden fall|unbedingt|genau|exakt|richtig|korrekt|stimmt|jawoll|freilich|perfekt|super|prima) [danke]",
            "[ja] (das|es) (stimmt|ist richtig|ist korrekt|passt|ist ok|ist okay|ist in ordnung|ist gut) [so]",
            "[ja] [bitte] (mach|machen sie) (das|es)",
            "[ja] [das] sieht gut aus [danke]",
            "[ja] (kein problem|kein thema)",
            "[ich] (denke|glaube) (ja|schon)",
            "(warum|wieso) nicht",
            "(bestätigt|bestätige ich|ich bestätige)",
            "👍",
            "👌",
            "✅",
        ],
    ),
    (
        Meaning::Decline,
        &[
            "(nein|nee|ne|nö|nope|nicht) [danke|nicht|das stimmt nicht|bitte nicht|vielen dank|lieber nicht|jetzt nicht|doch nicht]",
            "(auf keinen fall|keinesfalls|lieber nicht|eher nicht|jetzt nicht|noch nicht|heute nicht|bitte nicht|gar nicht|niemals|doch nicht)",
            "[nein] (das|es) (stimmt nicht|ist falsch|ist nicht richtig|ist nicht korrekt|passt nicht)",
            "(falsch|nicht richtig|stimmt nicht|passt nicht)",
            "[nein] (das|es) (war|ist|wäre) [schon] alles [danke]",
            "[nein] (nichts|sonst nichts|nichts mehr|nichts weiter|weiter nichts) [danke]",
            "[ich] (will|möchte) [das] nicht",
            "👎",
            "❌",
        ],
    ),
    (
        Meaning::Cancel,
        &[
            "[bitte] (abbrechen|abbruch|stopp|stop|aufhören|beenden|stornieren) [bitte]",
            "[bitte] (brich|brechen sie) [das|es] ab",
            "(vergiss|vergessen sie) (es|das)",
            "(lass|lassen sie) (es|das|mal) [gut sein|sein|bleiben]",
            "(schon gut|egal|hat sich erledigt|erledigt|doch egal|macht nichts)",
            "(ich habe|habe) (es|mir es|mir das) anders überlegt",
            "ich (will|möchte) das [doch] nicht mehr",
        ],
    ),
    (
        Meaning::Back,
        &[
            "[bitte] (zurück|wieder zurück) [bitte]",
            "[bitte] (einen schritt|eine frage|ein schritt) zurück",
            "[bitte] (geh|gehen sie|geh wieder) [einen schritt|eine frage] zurück",
            "[zur] (vorherige|letzte|vorige)[n] frage",
            "ich (will|möchte) zurück",
            "rückgängig [machen]",
        ],
    ),
    (
        Meaning::Repeat,
        &[
            "[bitte] (wiederholen|wiederhole|wiederholen sie) [das|es] [bitte]",
            "(kannst du|können sie) [das|es] [bitte] (wiederholen|noch einmal sagen)",
            "(wie bitte|wie|was|bitte noch einmal|noch einmal|noch einmal bitte|was war das)",
            "(sag|sagen sie) das [bitte] noch einmal",
            "(was|wie) war die frage [noch einmal|noch]",
        ],
    ),
    (
        Meaning::Why,
        &[
            "[aber] (warum|wieso|weshalb|wozu|wofür) [das|denn|ist das wichtig|ist das nötig]",
            "(warum|wieso|weshalb|wozu|wofür) (brauchen sie|brauchst du|fragen sie|fragst du|wollen sie|willst du) [das] [wissen]",
            "(warum|wieso|weshalb) (muss|soll) ich das (sagen|angeben|wissen)",
            "was soll das",
        ],
    ),
    (
        Meaning::Help,
        &[
            "[bitte] (hilfe|hilf mir|helfen sie mir|help) [bitte]",
            "ich (brauche|bräuchte|möchte) [mal] hilfe",
            "(kannst du|können sie) [mir] [bitte] helfen",
            "was (kannst du|können sie|kann ich) [hier] [alles] (tun|machen|fragen|sagen)",
            "was (kannst du|können sie) [alles]",
            "(wie funktioniert das|wie geht das|menü|hauptmenü|optionen|befehle)",
            "ich weiß nicht (was|wie) ich (sagen|schreiben|antworten|machen) soll",
        ],
    ),
    (
        Meaning::Human,
        &[
            "[bitte] [ein|eine|einen|einem|echter|echten|einen echten|ein echter] (mensch|menschen|mitarbeiter|mitarbeiterin|berater|beraterin|ansprechpartner|kundenservice|kundendienst|support|kundenbetreuer|servicemitarbeiter|echte person|reale person) [bitte]",
            "[ich (möchte|will|würde gern[e]|muss)] [bitte] [gern[e]] [mal] mit (einem|einer|jemandem|nem|eurem|ihrem|dem) [echten|richtigen|echter|richtigen] [mensch[en]|mitarbeiter|mitarbeiterin|berater|beraterin|person|kundenservice|kundendienst|ansprechpartner|kollegen] (sprechen|reden|chatten|schreiben|telefonieren)",
            "(kann|könnte|darf) ich [bitte] [mal] mit (einem|einer|jemandem) [echten|richtigen|echter] [mensch[en]|mitarbeiter|mitarbeiterin|berater|beraterin|person] (sprechen|reden|chatten|schreiben)",
            "[bitte] (verbinden sie|verbinde) mich [bitte] [mit (einem|einer|jemandem|dem|ihrem)] [echten|richtigen] [mensch[en]|mitarbeiter|mitarbeiterin|berater|person|kundenservice|kundendienst]",
            "ich (möchte|will|brauche) (einen|eine|nen) [echten|echte|richtigen] (menschen|mitarbeiter|mitarbeiterin|berater|person|ansprechpartner) [sprechen]",
            "(gibt es|ist) (hier|da) [auch] [noch] (einen|echte|ein|jemand) [echten|echter|echtes] [menschen|mensch|mitarbeiter]",
            "ich (will|möchte) nicht mit (einem|einer|dem) (bot|roboter|maschine|computer) (reden|sprechen|schreiben)",
            "(rufen sie|ruf) mich [bitte] (an|zurück)",
        ],
    ),
    (
        Meaning::Skip,
        &[
            "[bitte] (uberspringen|auslassen|weglassen) [bitte]",
            "(nachste|nachste frage) [bitte]",
            "[das] mochte ich nicht (sagen|angeben|verraten)",
            "[das] (habe ich|hab ich) nicht",
            "keine angabe",
        ],
    ),
    (
        Meaning::Unsure,
        &[
            "[das] weiß ich [leider|noch|gerade] nicht [genau|auswendig]",
            "ich weiß [es|das] [leider|noch] nicht [genau]",
            "keine ahnung",
            "weiß nicht",
            "[ich bin] [mir] nicht sicher",
            "[das] habe ich vergessen",
            "(ist mir egal|ganz egal)",
        ],
    ),
    (
        Meaning::Correct,
        &[
            "ich (meinte|meine)",
            "(andere|andern|korrigiere|korrigieren) (sie|das|die|den|bitte|mein|meine)",
            "eigentlich",
            "doch (lieber|eher)",
            "lieber",
            "stattdessen",
            "nicht (die|der|das|diese|dieser|dieses)",
            "(die|der|das) andere",
            "(moment|halt|sorry|entschuldigung) (nein|nicht|doch|ich meinte)",
            "das (war falsch|war ein fehler|ist ein fehler|war ein tippfehler)",
            "korrektur",
        ],
    ),
];
