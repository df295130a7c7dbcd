//! Spanish: classes only. The mood counts emoji and punctuation; words need a list that we have not.

use super::speech::{Effect, Label, Speech};
use crate::understanding::WordClass;

pub(super) static SPEECH: Speech =
    Speech { words: "", effects: EFFECTS, fillers: FILLERS, labels: LABELS };

const EFFECTS: &[(Effect, &[&str])] = &[];

const FILLERS: &str = "(un|una|unos|unas|el|la|los|las|muy|tan|realmente|totalmente|completamente|todos|todas|pedazo de|solo|sólo|ya)";

const LABELS: &[(Label, &[&str])] = &[
    (
        Label::Class(WordClass::Insult),
        &[
            "(idiota|idiotas|imbécil|imbéciles|gilipollas|cabrón|cabrones|cabrona|pendejo|pendejos|pendeja|estúpidos|subnormal|subnormales|capullo|capullos|hijueputa|malparido|malparidos|boludo|pelotudo|pelotudos|mamón|mamones)",
            "(hijo|hijos) de (puta|perra)",
            "(vete|váyanse|iros|idos) a (mierda|chingar|tomar por culo)",
            "(que te jodan|que os jodan|chinga tu madre|jódete|jodeos|cállate [boca]|cierra (boca|pico))",
            "(eres|sois|son|es usted|son ustedes) (estúpido|estúpida|estúpidos|tonto|tonta|tontos|ladrones|ladrón|mentiroso|mentirosos|estafadores|inútiles|basura)",
            "(bot|robot|máquina) (estúpido|estúpida|tonto|tonta|inútil|de mierda)",
            "(estúpido|estúpida|maldito|maldita|puto|puta) (bot|robot|máquina)",
        ],
    ),
    (
        Label::Class(WordClass::Threat),
        &[
            "(te|os|los|les) (voy a|vamos a) (matar|pegar|golpear|romper cara|encontrar y|partir cara|reventar)",
            "(voy a|vamos a) (matarte|mataros|matarlos|pegarte|golpearte|encontrarte|romperte la cara|romperte cara)",
            "sé (donde|dónde) (vives|vivís|viven|trabajas|trabajan)",
            "(te|os|se) (vas a|vais a|van a) arrepentir",
            "(tengo|hay|he puesto) bomba",
            "(voy a) (quemar|prender fuego a|incendiar) (tu|vuestra|su) (tienda|casa|oficina)",
        ],
    ),
    (
        Label::Class(WordClass::Legal),
        &[
            "(abogado|abogada|abogados|demandaré|demandarlos|demandarles|denunciaré|denunciarlos|denunciaros|denunciarles|tribunales|juzgado|litigio|burofax|querella)",
            "(voy a|vamos a|pienso|quiero) (demandar|denunciar|demandaros|denunciaros)",
            "(los|les|os|te) (voy a|vamos a) (demandar|denunciar)",
            "(acciones|medidas|vías|vía) (legales|legal|judiciales|judicial)",
            "(oficina|defensor|protección) (del|de|al) consumidor",
            "(poner|pongo|pondré|presentar) denuncia",
            "hojas de reclamaciones",
        ],
    ),
    (
        Label::Class(WordClass::SelfHarm),
        &[
            "(suicidarme|suicidio|matarme|quitarme vida|cortarme venas|autolesionarme|autolesiones|ahorcarme)",
            "(quiero|quisiera|prefiero|preferiría|ganas de) (morir|morirme|estar muerto|estar muerta)",
            "(no quiero|ya no quiero|no quiero seguir|sin ganas de) (vivir|viviendo|seguir viviendo)",
            "(acabar|terminar) con mi vida",
            "(me voy a|voy a) (matar|suicidar) yo",
            "me voy a (matar|suicidar)",
        ],
    ),
    (
        Label::Innocent,
        &[
            "(soy|siento|sentí|sintiendo|me|como) [como] (idiota|imbécil|gilipollas|pendejo)",
            "(morir|morirme|muero) de (risa|hambre|ganas|sed|vergüenza)",
            "(quiero|ganas de) (morir|morirme) de (risa|hambre|sed|vergüenza)",
            "no quiero (vivir|seguir viviendo) (en|con|aquí|ahí|sin|así)",
            "(abogado|abogados) (del diablo)",
            "suicide squad",
        ],
    ),
];
