//! French: classes only. The mood counts emoji and punctuation; words need a list that we have not.

use super::speech::{Effect, Label, Speech};
use crate::understanding::WordClass;

pub(super) static SPEECH: Speech =
    Speech { words: "", effects: EFFECTS, fillers: FILLERS, labels: LABELS };

const EFFECTS: &[(Effect, &[&str])] = &[];

const FILLERS: &str = "(un|une|le|la|les|des|de|du|vraiment|très|tellement|trop|si|complètement|totalement|gros|grosse|juste|tous|toutes)";

const LABELS: &[(Label, &[&str])] = &[
    (
        Label::Class(WordClass::Insult),
        &[
            "(idiot|idiote|idiots|imbécile|imbéciles|connard|connards|connasse|connasses|enculé|enculés|salaud|salauds|salope|salopes|abruti|abrutis|abrutie|crétin|crétins|débile|débiles|bouffon|bouffons|pute|fdp|tocard|ordure|ordures)",
            "(va te faire (foutre|voir|enculer)|allez vous faire (foutre|voir)|ferme [ta] (gueule)|ta gueule|vos gueules|nique ta mère|je t'emmerde|je vous emmerde)",
            "(tu es|t'es|vous êtes|vous) (con|cons|conne|stupide|stupides|nul à chier|bête|bêtes|menteur|menteurs|voleur|voleurs|escrocs|escroc)",
            "(stupide|sale|pauvre) (robot|bot|machine|con|conne|type|ia)",
            "(bot|robot) (stupide|débile|de merde|merde)",
        ],
    ),
    (
        Label::Class(WordClass::Threat),
        &[
            "(je|on|nous) (vais|va|allons) (te|vous) (tuer|frapper|buter|défoncer|casser la gueule|casser gueule|retrouver et|crever|égorger)",
            "je (te|vous) (retrouverai|tuerai|frapperai|buterai)",
            "je sais où (tu|vous) (habites|habitez|travailles|travaillez|vis|vivez)",
            "(tu|vous) (vas|allez) (le regretter|regretter|payer cher|mourir|crever)",
            "(j'ai|il y a) (bombe)",
            "(mettre|mets|mettrai) feu à (votre|ton) (magasin|boutique|bureau|maison)",
        ],
    ),
    (
        Label::Class(WordClass::Legal),
        &[
            "(mon|ma|mes|notre|nos) (avocat|avocate|avocats)",
            "(appeler|contacter|consulter|prendre|saisir|voir|avec) (avocat|avocate)",
            "(poursuivre|poursuivrai|attaquer|attaquerai|poursuites) (en justice|judiciaires)",
            "(poursuites judiciaires|action en justice|action judiciaire|porter plainte|porte plainte|dépôt plainte|dépose plainte|déposer plainte|au tribunal|tribunal|tribunaux|huissier|prud'hommes|mise en demeure|mise demeure|répression fraudes|dgccrf|ufc que choisir|médiateur consommation)",
        ],
    ),
    (
        Label::Class(WordClass::SelfHarm),
        &[
            "(veux|voudrais|envie|préfère|préférerais) [d'] (mourir|me tuer|me suicider|en finir|être mort|être morte|crever)",
            "(vais|pense à|songe à) (me tuer|me suicider|en finir)",
            "(suicide|suicider|suicidaire|me pendre|me scarifier|m'ôter vie|mettre fin à mes jours)",
            "(ne veux plus|veux plus) vivre",
            "(plus envie|plus raison) (vivre)",
            "(me faire) (mal|mal à moi même) volontairement",
        ],
    ),
    (
        Label::Innocent,
        &[
            "(suis|sens|sentie|senti|me|moi) (idiot|idiote|imbécile|crétin|débile|abruti)",
            "(mourir|crever) de (rire|faim|soif|chaud|froid)",
            "(veux|envie) (mourir|crever) (rire|faim|soif)",
            "(ne veux plus|veux plus) vivre (à|dans|avec|ici|là|chez|en|sans|comme)",
            "suicide squad",
        ],
    ),
];
