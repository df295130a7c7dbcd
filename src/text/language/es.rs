//! Spanish.

use super::{Language, LeadIns, Meaning, ShortForm, ShortForms, Wording};

pub(super) static LANGUAGE: Language = Language {
    code: "es",
    wording: &WORDING,
    short_forms: ShortForms::new(SHORT_FORMS),
    suffixes: &[],
    meanings: MEANINGS,
    alone: ALONE,
    lead_ins: LEAD_INS,
};

static WORDING: Wording = Wording {
    rephrase: "Lo siento, no lo he entendido. ¿Puede decirlo con otras palabras?",
    did_you_mean: "¿Quería decir:",
    none_of_these: "Nada de esto",
    in_other_words: "De acuerdo. ¿Puede decirlo con otras palabras?",
    handoff: "Un momento, le paso con una persona de nuestro equipo.",
    handoff_first: "Voy a llamar a un compañero. Antes:",
    written_down: "Ahora no hay nadie. He anotado su pregunta y un compañero se pondrá en contacto con usted.",
    nobody_free: "Lo siento, ahora no hay nadie libre. Inténtelo de nuevo más tarde.",
    handoff_stuck: "Lo siento, no puedo ayudarle con eso. Le paso con una persona de nuestro equipo.",
    failed: "Lo siento, algo ha fallado por nuestra parte. Le paso con una persona de nuestro equipo.",
    and: "y",
    no_answer: "Lo siento, no lo he entendido.",
    not_allowed: "Lo siento, eso no es posible.",
    needed: "Lo necesito para continuar.",
    stopped: "De acuerdo, lo he dejado.",
    all_right: "De acuerdo.",
    go_on: "Sigamos con: {}",
    what_to_change: "¿Qué debo cambiar?",
    stop: "Dejarlo",
    yes: "Sí",
    no: "No",
};

/// What people type for words.
const SHORT_FORMS: &[ShortForm] = &[
    ("q", &["que"]),
    ("k", &["que"]),
    ("xq", &["porque"]),
    ("pq", &["porque"]),
    ("tb", &["tambien"]),
    ("xfa", &["por", "favor"]),
    ("porfa", &["por", "favor"]),
    ("porfis", &["por", "favor"]),
];

const LEAD_INS: LeadIns = LeadIns {
    before: &["hola|si|vale|bueno|pues|eh|claro", "buenos dias", "buenas tardes|noches"],
    correcting: &[
        "no|perdon|perdona|perdone|espera|espere|correccion,",
        "quiero|queria decir",
        "lo siento",
        "mejor dicho",
    ],
    any: &["es|era|seria", "esto|eso es"],
    name: &["soy", "yo soy", "me llamo", "me llaman", "llameme", "llamame"],
    own: &["mi|mis|nuestro|nuestra|el|la|los|las|su * es|seria|son que|porque?", "* es"],
    change: &[
        "puede|puedes|podria|podrias? usted? cambiar|cambie|cambia|corregir|corrija|corrige|modificar|modifique mi|mis|nuestro|el|la|los? * a|por|en",
    ],
    names: &["nombre", "apellido", "apellidos", "llama", "llamas", "apodo"],
    not: &["no", "nunca", "nada", "ningun", "ninguno", "ninguna"],
    why: &["que", "si"],
    has_capital_nouns: false,
};

/// "For one person" asks for nobody.
const ALONE: &[(Meaning, &[&str])] =
    &[(Meaning::Human, &["[hola|no] [una|con una] persona [por favor]"])];

const MEANINGS: &[(Meaning, &[&str])] = &[
    (
        Meaning::Accept,
        &[
            "(sí|si|sip|sii|claro|claro que sí|por supuesto|desde luego) [por favor|gracias|claro|exacto|correcto|eso es|adelante|así es]",
            "(ok|okay|okey|vale|de acuerdo|está bien|muy bien|bien|bueno|perfecto|genial|estupendo|dale|va) [gracias|por favor]",
            "(exacto|exactamente|correcto|cierto|así es|eso es|efectivamente|en efecto|confirmo|confirmado|lo confirmo|seguro|con gusto|con mucho gusto|encantado|encantada)",
            "[sí] (es|está) (correcto|bien|cierto|perfecto|verdad)",
            "[sí] (adelante|hágalo|hazlo|proceda|me parece bien|quiero|lo quiero)",
            "por qué no",
            "👍",
            "👌",
            "✅",
        ],
    ),
    (
        Meaning::Decline,
        &[
            "(no|nop|nope|qué va|no no) [gracias|por favor|es correcto|es eso|ahora no|todavía no|para nada|está mal]",
            "(para nada|ahora no|todavía no|aún no|hoy no|nunca|en absoluto|de ninguna manera|claro que no|por supuesto que no|mejor no|prefiero que no)",
            "[no] (eso no|no es así|no es correcto|no es eso|eso está mal|está mal|es incorrecto|eso es falso)",
            "(falso|incorrecto|negativo)",
            "[no] [gracias] (eso es todo|es todo|nada más|nada) [gracias]",
            "[no] no (quiero|lo quiero|me interesa|creo)",
            "👎",
            "❌",
        ],
    ),
    (
        Meaning::Cancel,
        &[
            "(cancelar|cancela|cancele|cancelo|anular|parar|para|pare|salir|terminar|stop|abortar) [esto|eso|todo] [por favor]",
            "(olvídalo|olvídelo|olvida eso|olvide eso|déjalo|déjelo|déjalo así|da igual|no importa)",
            "(he cambiado|cambié) de (opinión|idea)",
            "ya no (lo quiero|quiero|me interesa)",
        ],
    ),
    (
        Meaning::Back,
        &[
            "(atrás|volver|volver atrás|vuelve|vuelva|regresar|retroceder|anterior) [por favor]",
            "(un paso|una pregunta) atrás",
            "[a] [la] pregunta anterior",
            "quiero volver [atrás]",
            "(volver|regresar) a la pregunta anterior",
        ],
    ),
    (
        Meaning::Repeat,
        &[
            "(repetir|repite|repita|repítelo|repítalo) [por favor]",
            "(puede|puedes|podría|podrías) (repetir|repetirlo|decirlo otra vez|repetir eso) [por favor]",
            "(cómo|qué|perdón|perdone|cómo dice|qué has dicho|qué ha dicho|otra vez|otra vez por favor|una vez más)",
            "cuál era la pregunta",
        ],
    ),
    (
        Meaning::Why,
        &[
            "[pero] (por qué|para qué|porque) [eso|esto|motivo]",
            "(por qué|para qué) (lo pregunta|lo preguntas|me lo pregunta|me preguntas eso|me pregunta eso|lo necesita|lo necesitas|necesita eso|necesitas eso|quiere saberlo)",
            "(por qué|para qué) es (necesario|importante|eso|esto)",
            "para qué sirve (eso|esto)",
        ],
    ),
    (
        Meaning::Help,
        &[
            "(ayuda|ayúdame|ayúdeme|socorro|help) [por favor]",
            "(necesito|quiero|quisiera) [una] ayuda",
            "(puede|puedes|podría|podrías) ayudarme [por favor]",
            "qué (puedes|puede|puedo) (hacer|preguntar|decir|preguntarte|preguntarle)",
            "en qué (puedes|puede) ayudar[me]",
            "(cómo funciona|cómo funciona esto|menú|menú principal|opciones|comandos)",
            "no sé qué (decir|hacer|responder|escribir)",
        ],
    ),
    (
        Meaning::Human,
        &[
            "[un|una|con un|con una] (humano|humana|agente|operador|operadora|asesor|asesora|representante|ser humano|persona real|agente humano|atención al cliente|empleado|teleoperador) [por favor]",
            "[(quiero|quisiera|necesito|deseo|me gustaría|prefiero|puedo|podría)] (hablar|chatear|comunicarme|escribir) con (un|una|el|alguien|algún|su|la) [verdadero|verdadera] [humano|persona|agente|operador|operadora|asesor|asesora|representante|ser humano|empleado|atención al cliente] [real|humano|humana|por favor]",
            "[quiero|quisiera|necesito|deseo] [hablar] [con] atención al cliente [por favor]",
            "(páseme|pásame|comuníqueme|comunícame|póngame|ponme|transfiérame|me puede pasar|puede pasarme|me pasa|me pasas) (con|a) (un|una|el|alguien|su) [humano|persona|agente|operador|operadora|asesor|asesora|representante] [real|humano|humana|por favor]",
            "(quiero|necesito) (un|una) (humano|persona|agente|operador|asesor|representante) [real|humano|humana|de verdad|por favor]",
            "no quiero hablar con (un|una) (robot|bot|máquina|ordenador|computadora)",
            "hay (alguien|alguna persona|una persona) [ahí|real]",
            "(llámeme|llámenme|llámame) [por favor]",
        ],
    ),
    (
        Meaning::Skip,
        &[
            "(saltar|omitir|saltalo) [esta|esto|esta pregunta] [por favor]",
            "(siguiente|siguiente pregunta)",
            "prefiero no (decirlo|decir|contestar)",
            "no tengo",
        ],
    ),
    (
        Meaning::Unsure,
        &[
            "no [lo] (se|recuerdo) [todavia|exactamente]",
            "ni idea",
            "no estoy seguro",
            "no estoy segura",
            "lo he olvidado",
            "me da igual",
        ],
    ),
    (
        Meaning::Correct,
        &[
            "(queria|quise) decir",
            "en realidad",
            "(cambie|cambiar|cambia|corrija|corregir|modificar) (el|la|los|las|mi)",
            "mejor",
            "ese no",
            "esa no",
            "(el otro|la otra)",
            "(es|era|fue) un error",
        ],
    ),
];
