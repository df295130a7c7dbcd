//! French.

use super::{Language, LeadIns, Meaning, ShortForm, ShortForms, Wording};

pub(super) static LANGUAGE: Language = Language {
    code: "fr",
    wording: &WORDING,
    short_forms: ShortForms::new(SHORT_FORMS),
    suffixes: &[],
    meanings: MEANINGS,
    alone: ALONE,
    lead_ins: LEAD_INS,
};

static WORDING: Wording = Wording {
    rephrase: "Désolé, je n'ai pas compris. Pouvez-vous le dire autrement ?",
    did_you_mean: "Vouliez-vous dire :",
    none_of_these: "Rien de tout cela",
    in_other_words: "D'accord. Pouvez-vous le dire autrement ?",
    handoff: "Un instant, je vous mets en relation avec un conseiller.",
    handoff_first: "Je fais venir un collègue. Avant cela :",
    written_down: "Il n'y a personne pour le moment. J'ai noté votre question, et un collègue reviendra vers vous.",
    nobody_free: "Je suis désolé, personne n'est libre pour le moment. Veuillez réessayer plus tard.",
    handoff_stuck: "Désolé, je ne peux pas vous aider sur ce point. Je vous mets en relation avec un conseiller.",
    failed: "Désolé, un problème est survenu de notre côté. Je vous mets en relation avec un conseiller.",
    and: "et",
    no_answer: "Désolé, je n'ai pas compris.",
    not_allowed: "Désolé, ce n'est pas possible.",
    needed: "J'en ai besoin pour continuer.",
    stopped: "D'accord, j'ai arrêté.",
    all_right: "D'accord.",
    go_on: "Reprenons : {}",
    what_to_change: "Que dois-je changer ?",
    stop: "Arrêter",
    yes: "Oui",
    no: "Non",
};

/// What people type for words, and elisions without their apostrophe.
const SHORT_FORMS: &[ShortForm] = &[
    ("jai", &["j", "ai"]),
    ("svp", &["s", "il", "vous", "plait"]),
    ("stp", &["s", "il", "te", "plait"]),
    ("bjr", &["bonjour"]),
    ("slt", &["salut"]),
    ("mrc", &["merci"]),
    ("rdv", &["rendez", "vous"]),
    ("cest", &["c", "est"]),
    ("daccord", &["d", "accord"]),
    ("pourkoi", &["pourquoi"]),
];

const LEAD_INS: LeadIns = LeadIns {
    before: &["bonjour|bonsoir|salut|oui|ok|alors|euh|bien|donc", "bien sur"],
    correcting: &[
        "non|pardon|desole|desolee|attendez|correction|plutot",
        "je voulais dire",
        "je veux dire",
        "j ai dit",
    ],
    any: &["c est|etait", "ce est|serait|sera"],
    name: &["je suis", "ici", "je m appelle", "on m appelle", "appelez moi"],
    own: &["mon|ma|mes|notre|nos|le|la|les|son|sa * est|serait|sont que?", "l * est", "* est"],
    change: &[
        "pouvez|pourriez|peux|puis? vous|tu|je? changer|changez|change|corriger|corrigez|corrige|modifier|modifiez|modifie mon|ma|mes|notre|le|la|les? * en|pour|par|a",
        "changez|corrigez|modifiez l * en|pour|par|a",
    ],
    names: &["nom", "prenom", "appelez", "surnom"],
    not: &["pas", "non", "jamais", "rien", "aucun", "aucune"],
    why: &["pourquoi", "si"],
    has_capital_nouns: false,
};

/// "For one person" asks for nobody.
const ALONE: &[(Meaning, &[&str])] =
    &[(Meaning::Human, &["[bonjour|non] [une] personne [s'il vous plaît|s'il te plaît]"])];

const MEANINGS: &[(Meaning, &[&str])] = &[
    (
        Meaning::Accept,
        &[
            "(oui|ouais|ouai|ouep|yep|mais oui|oui oui) [merci|bien sûr|s'il vous plaît|s'il te plaît|c'est ça|exactement|volontiers|d'accord|tout à fait|allez-y]",
            "(ok|okay|d'accord|entendu|c'est d'accord|ça marche|ça me va|ça roule|très bien|parfait|super|bien) [merci]",
            "(bien sûr|bien entendu|évidemment|certainement|absolument|volontiers|avec plaisir|tout à fait|exactement|exact|correct|effectivement|en effet|je confirme|confirmé|c'est confirmé)",
            "[oui] (c'est|c'était) (ça|exact|correct|juste|bon|bien ça|parfait)",
            "[oui] (allez-y|vas-y|faites-le|fais-le|je veux bien)",
            "pourquoi pas",
            "👍",
            "👌",
            "✅",
        ],
    ),
    (
        Meaning::Decline,
        &[
            "(non|nan|nope|mais non|non non) [merci|pas du tout|pas vraiment|pas maintenant|ce n'est pas ça|c'est faux|surtout pas]",
            "(pas du tout|pas vraiment|pas maintenant|pas encore|pas aujourd'hui|jamais|surtout pas|certainement pas|bien sûr que non|absolument pas|en aucun cas)",
            "[non] (c'est faux|c'est pas ça|ce n'est pas ça|c'est incorrect|ce n'est pas correct|ce n'est pas bon)",
            "(faux|incorrect)",
            "[non] [merci] (c'est tout|ce sera tout|rien d'autre|rien de plus|rien) [merci]",
            "[non] je (ne veux pas|veux pas|préfère pas|ne préfère pas|ne pense pas|pense pas)",
            "👎",
            "❌",
        ],
    ),
    (
        Meaning::Cancel,
        &[
            "(annuler|annulez|annule|arrêter|arrêtez|arrête|stop|quitter|abandonner) [tout|ça|cela] [s'il vous plaît|s'il te plaît]",
            "(laissez|laisse) tomber",
            "(oubliez|oublie) [ça|cela]",
            "(tant pis|peu importe|laissez|laisse)",
            "j'ai changé d'avis",
            "je (ne veux plus|veux plus)",
        ],
    ),
    (
        Meaning::Back,
        &[
            "(retour|en arrière|revenir|revenir en arrière|reviens|revenez|précédent|retourner) [s'il vous plaît]",
            "[la] question précédente",
            "[l'] étape précédente",
            "je (veux|voudrais|souhaite) revenir [en arrière]",
            "(retour|revenir) à la question précédente",
        ],
    ),
    (
        Meaning::Repeat,
        &[
            "(répéter|répétez|répète) [s'il vous plaît|s'il te plaît]",
            "(pouvez-vous|peux-tu|pourriez-vous|vous pouvez|tu peux) (répéter|redire) [ça|cela] [s'il vous plaît|s'il te plaît]",
            "(pardon|comment|quoi|hein|encore une fois|vous dites|qu'avez-vous dit)",
            "(quelle était|c'était quoi) (la|votre) question [déjà]",
        ],
    ),
    (
        Meaning::Why,
        &[
            "[mais] pourquoi [ça|cela|donc]",
            "pourquoi (demandez-vous|vous demandez|tu demandes|me demandez-vous|avez-vous besoin de|vous avez besoin de) [ça|cela]",
            "pourquoi (est-ce|c'est) (nécessaire|obligatoire|important)",
            "(à quoi ça sert|c'est pour quoi faire|pour quoi faire|à quoi cela sert)",
        ],
    ),
    (
        Meaning::Help,
        &[
            "(aide|aidez-moi|aide-moi|à l'aide|au secours|help) [s'il vous plaît|s'il te plaît]",
            "j'ai besoin d'aide",
            "(pouvez-vous|peux-tu|pourriez-vous|vous pouvez|tu peux) m'aider [s'il vous plaît|s'il te plaît]",
            "que (pouvez-vous|peux-tu|puis-je) (faire|demander|dire)",
            "(qu'est-ce que|qu'est ce que) (vous pouvez|tu peux|je peux) (faire|demander|dire)",
            "(comment ça marche|comment ça fonctionne|menu|menu principal|options|commandes)",
            "je ne sais pas quoi (dire|faire|répondre|écrire)",
        ],
    ),
    (
        Meaning::Human,
        &[
            "[un|une|le|vrai|vraie|un vrai|une vraie] (humain|vraie personne|conseiller|conseillère|agent|opérateur|opératrice|être humain|service client|employé) [s'il vous plaît|s'il te plaît]",
            "[je (veux|voudrais|souhaite|souhaiterais|aimerais|préfère|dois)] (parler|discuter|échanger|écrire) (à|avec|au|a) [un|une|le|votre|quelqu'un] [vrai|vraie] [humain|personne|conseiller|conseillère|agent|opérateur|service client|être humain|employé] [réel|réelle|s'il vous plaît|s'il te plaît]",
            "(puis-je|est-ce que je peux|je peux|pourrais-je) (parler|discuter) (à|avec) (un|une|quelqu'un) [vrai|vraie] [humain|personne|conseiller|conseillère|agent|être humain] [s'il vous plaît]",
            "[pouvez-vous|pourriez-vous] (passez-moi|mettez-moi en relation avec|me passer|me mettre en relation avec|transférez-moi à|me transférer à) (un|une|le|votre|quelqu'un) [vrai|vraie] [humain|personne|conseiller|conseillère|agent|opérateur|service client] [s'il vous plaît]",
            "je (ne veux pas|veux pas) (parler|discuter) (à|avec) (un|une) (robot|bot|machine|ordinateur)",
            "(y a-t-il|il y a) (quelqu'un|un humain|une personne|une vraie personne)",
            "(rappelez-moi|appelez-moi) [s'il vous plaît]",
        ],
    ),
    (
        Meaning::Skip,
        &[
            "[s'il vous plait] (passer|passe|sautez|sauter) [cette question]",
            "(suivant|question suivante)",
            "je prefere ne pas (dire|repondre)",
            "je n'en ai pas",
        ],
    ),
    (
        Meaning::Unsure,
        &[
            "je ne sais [pas|plus] [encore|exactement]",
            "je sais pas",
            "aucune idee",
            "pas sur",
            "j'ai oublie",
            "ca m'est egal",
        ],
    ),
    (
        Meaning::Correct,
        &[
            "je voulais dire",
            "en fait",
            "(changez|changer|modifiez|modifier|corrigez|corriger) (le|la|les|l'|mon|ma)",
            "plutot",
            "pas celui-la",
            "pas celle-la",
            "l'autre",
            "(c'est|c'etait) une erreur",
        ],
    ),
];
