//! German. The values are our own: the known German lists may not be used in a work that is sold,
//! or are machine translations. Words as folded: without the dots of umlauts.

use super::speech::{Effect, Label, Speech};
use crate::understanding::WordClass;
use Effect::{But, Negate, Scale, Value};

pub(super) static SPEECH: Speech =
    Speech { words: "", effects: EFFECTS, fillers: FILLERS, labels: LABELS };

/// Values as in English: a report of a problem stays small, what is said in anger does not.
const EFFECTS: &[(Effect, &[&str])] = &[
    (
        Value(-60),
        &[
            "(problem|probleme|problemen|fehler|verspätet|verspätung|verloren|fehlt|fehlen|falsch|falsche|falschen|falscher|falsches|gestohlen|geklaut|betrug|reklamation|beschwerde|beschweren|leider|schwierig|schwierigkeiten|langsam|spät)",
        ],
    ),
    (
        Value(-120),
        &[
            "(kaputt|kaputte|kaputter|kaputtes|defekt|defekte|defekter|defektes|beschädigt|beschädigte|beschädigter|zerbrochen|zerkratzt|mangelhaft|mängel|abgestürzt|ignoriert|vergeblich|umsonst gewartet|durcheinander)",
        ],
    ),
    (
        Value(-150),
        &[
            "(immer noch|noch immer) (nicht|kein|keine|keinen|nichts|keiner)",
            "(zum|das) (zweiten|dritten|vierten|fünften|hundertsten|zigsten|letzten) mal",
            "(keine|keinerlei) (antwort|reaktion|rückmeldung|hilfe)",
            "(niemand|keiner) (antwortet|hilft|meldet sich|geht ran|reagiert)",
            "(funktioniert|geht|klappt|läuft) [immer noch|überhaupt|gar|einfach] nicht",
            "(nichts) (funktioniert|geht|klappt)",
            "(warte|warten) [immer noch|noch immer|seit wochen|ewig]",
            "seit (wochen|monaten)",
        ],
    ),
    (
        Value(-300),
        &[
            "(schlecht|schlechte|schlechten|schlechter|schlechtes|schade|traurig|nervig|nervige|nervt|nerven|ärgerlich|ärgerliche|ärgert|unzufrieden|umständlich|unfreundlich|unfreundliche|unfreundlicher|unhöflich|lästig|unbrauchbar|unbrauchbare|mies|miese|mieser|mieses|frech|blöd|blöde|blöder|blödes|doof|dumm|mist|scheinbar egal|unzuverlässig|ungeduldig)",
            "(hilft|helfen|hat geholfen) (mir|uns) [überhaupt|gar|auch|so|leider|kein bisschen] nicht [weiter]",
            "(hilft|bringt) [mir|uns] [überhaupt|gar|auch|leider] (nicht|nichts)",
            "(gefällt|passt|schmeckt) mir [überhaupt|gar|leider] nicht",
            "(nicht|kaum) (hilfreich|zu gebrauchen)",
            "(zu|viel zu) (langsam|spät|teuer|kompliziert|lange)",
            "dauert [mir] [viel] (zu lange|ewig)",
        ],
    ),
    (
        Value(-500),
        &[
            "(enttäuscht|enttäuschend|enttäuschung|enttäuschende|sauer|genervt|frustriert|frustrierend|verärgert|peinlich|lächerlich|lächerliche|lächerlicher|unmöglich|inakzeptabel|zumutung|verarscht|veräppelt|belogen|gelogen|lüge|lügen|betrogen|hasse|hass|furchtbar|schrecklich|grauenhaft|fürchterlich|grässlich|ekelhaft|entsetzt|entsetzlich|saftladen|sauladen|verarschen|verarsche|nutzlos|nutzlose|nutzloser)",
            "(die nase|die schnauze) [gestrichen] voll",
            "(das|es) reicht [mir]",
            "[mir] reicht es",
            "(nie|niemals) (wieder|mehr)",
            "(geht|geht ja|geht echt|geht mir) gar nicht",
            "(so ein|so eine|was für ein|was für eine) (mist|blödsinn|quatsch|unsinn|witz|farce|laden|sauerei)",
            "(wollen sie|willst du|wollt ihr) mich (verarschen|veräppeln|auf den arm nehmen)",
            "(schlechter|ein) (scherz|witz)",
            "auf den (sack|geist|keks)",
            "danke für (nichts|gar nichts)",
        ],
    ),
    (
        Value(-650),
        &[
            "(wütend|frechheit|unverschämt|unverschämtheit|unverschämte|schlechteste|schlechtester|schlechtesten|schlechtestes|schlimmste|schlimmster|schlimmsten|scheisse|scheiss|beschissen|beschissene|beschissener|dreist|dreistigkeit|unfähig|unfähige|unfähiger|unfassbar schlecht|abzocke|abzocker|skandal|schweinerei|sauerei|kotzt|verdammt nochmal|katastrophe|katastrophal|unterirdisch|unter aller sau|stinksauer|stocksauer|arschloch|idiot|idioten|drecksladen|mistladen|saustall|empörend|schande)",
            "zum kotzen",
            "(halt die fresse|verpiss dich|leck mich|fick dich)",
        ],
    ),
    (
        Value(100),
        &[
            "(freundliche grüsse|freundlichen grüssen|viele grüsse|liebe grüsse|im voraus|in ordnung|alles klar|macht nichts)",
        ],
    ),
    (Value(150), &["(kein problem|keine probleme|kein thema|keine sorge|erledigt|geklärt|gelöst)"]),
    (
        Value(450),
        &[
            "(danke|dankeschön|vielen dank|herzlichen dank|besten dank|lieben dank|danke schön|danke sehr|gut|gute|guten|guter|gutes|zufrieden|hilfreich|hilfreiche|nett|nette|netter|netten|freundlich|freundliche|freundlicher|schön|schöne|schönes|schöner|freue|freuen|freut|froh|gefällt|angenehm|schnell geholfen|gut gemacht|dankbar|lieb|passt perfekt)",
        ],
    ),
    (
        Value(600),
        &[
            "(super|toll|tolle|toller|tolles|klasse|prima|spitze|spitzen|perfekt|perfekte|perfekter|ausgezeichnet|ausgezeichnete|hervorragend|hervorragende|hervorragender|wunderbar|wunderbare|grossartig|grossartige|fantastisch|fantastische|genial|begeistert|glücklich|liebe es|liebe euch|beste|bester|besten|bestes|sensationell|mega|hammer|einwandfrei|vorbildlich)",
        ],
    ),
    (
        Value(0),
        &[
            "(blöde|dumme|doofe) (frage|fragen)",
            "(ich|bin ich|bin|wie) [ein] (idiot|trottel|depp)",
            "(guten|gute) (tag|morgen|abend|nacht)",
            "(schönen|schönes|schöne) (tag|abend|wochenende|grüsse|woche)",
            "(am|im) besten",
            "(beste|besten) (grüsse|grüssen|zeit|preis|weg)",
            "(nein|nee|nö) danke",
            "(liebe|lieber|liebes) (damen|herr|frau|team|kundenservice)",
            "gut(schein|haben|schrift)[s]",
            "nicht nur",
            "(wie|so) (gut|schnell) (wie|ist|sind|geht)",
        ],
    ),
    (
        Negate,
        &[
            "(nicht|nie|niemals|kein|keine|keinen|keiner|keinem|keines|ohne|kaum|weder|nichts|nirgends|net|nich)",
        ],
    ),
    (
        Scale(140),
        &[
            "(sehr|so|echt|wirklich|total|absolut|extrem|völlig|komplett|richtig|ziemlich|unglaublich|unfassbar|höchst|äusserst|besonders|mehr als|dermassen|derart|verdammt|voll|ganz besonders|überaus)",
        ],
    ),
    (Scale(60), &["(etwas|ein bisschen|bisschen|ein wenig|wenig|leicht|eher|relativ|halbwegs)"]),
    (But, &["(aber|jedoch|trotzdem|allerdings)"]),
];

const FILLERS: &str = "(ein|eine|einen|einem|einer|der|die|das|den|dem|echt|wirklich|total|absolut|völlig|komplett|verdammte|verdammter|verdammten|so|ja|doch|alle|alles|einfach|nur|auch|halt|eben|richtig|sehr|ganz|jetzt|bald|gleich)";

const LABELS: &[(Label, &[&str])] = &[
    (
        Label::Class(WordClass::Insult),
        &[
            "(idiot|idioten|vollidiot|vollidioten|arschloch|arschlöcher|wichser|hurensohn|hurensöhne|schlampe|fotze|missgeburt|vollpfosten|trottel|volltrottel|depp|deppen|vollhorst|drecksau|penner|spast|spasti|schwachkopf|schwachköpfe|hornochse|mistkerl|blödmann|dummkopf|armleuchter|flachpfeife)",
            "(fick dich|fickt euch|leck mich [am arsch]|verpiss dich|verpisst euch|halt (maul|fresse|klappe|schnauze)|halts maul|geh sterben|fahr zur hölle|fahrt zur hölle)",
            "(du|ihr|sie|du bist|ihr seid|sie sind|bot ist|laden ist) (dumm|blöd|doof|bescheuert|dämlich|bekloppt|hirnlos|behindert|abschaum|lügner|betrüger|verbrecher|clown|clowns|dreckschwein|schweine|schwein|versager)",
            "(dumme|dummer|blöde|blöder|doofe|doofer|dämliche|dämlicher|bescheuerte|bescheuerter|bekloppter|hirnlose|hirnloser) (bot|bots|roboter|chatbot|kuh|sau|maschine|ki|lügner|leute|mitarbeiter|penner)",
            "(dummes|blödes|dämliches) (schwein|stück|ding|huhn|arschloch)",
            "(bist du|seid ihr|sind sie) (dumm|blöd|doof|bescheuert|dämlich|bekloppt|behindert)",
            "ihr (dummen|blöden|verlogenen|scheiss) (idioten|schweine|lügner|betrüger)",
        ],
    ),
    (
        Label::Class(WordClass::Threat),
        &[
            "(ich|wir) (bringe|bringen|mache|machen|schlage|schlagen|steche|stechen) (dich|euch|sie) (um|kalt|fertig|tot|zusammen|ab)",
            "(ich|wir) (werde|werden) (dich|euch|sie) (umbringen|töten|schlagen|verprügeln|fertigmachen|fertig machen|erschiessen|abstechen|finden und (umbringen|töten|schlagen))",
            "(ich|wir) (finde|finden|kriege|kriegen) (dich|euch) und",
            "ich (weiss|weiß) wo (du|ihr) (wohnst|wohnt|arbeitest|arbeitet|lebst|lebt)",
            "ich (weiss|weiß) wo (deine|eure) (familie|kinder) (wohnt|wohnen|lebt|leben)",
            "(pass|passt) auf (dich|euch) auf sonst",
            "(du|ihr) (wirst|werdet) (es|das) [noch] bereuen",
            "(du|ihr) (bist|seid) tot",
            "(ich|wir) (zünde|zünden|brenne|brennen|jage|jagen|sprenge|sprengen) (euren|euer|ihren|diesen) (laden|geschäft|haus|büro|firma) (an|nieder|ab|in luft)",
            "(ich habe|hier ist|da ist) bombe",
            "ich hoffe (du stirbst|ihr sterbt|ihr verreckt|du verreckst)",
        ],
    ),
    (
        Label::Class(WordClass::Legal),
        &[
            "(anwalt|anwälte|anwältin|rechtsanwalt|rechtsanwältin|rechtsanwälte|anwaltlich|anwalts|klage einreichen|sammelklage|verklage|verklagen|verklagt|gerichtlich|gerichtliche|gerichtlichen|strafanzeige|rechtsstreit|mahnbescheid|rechtsschutz|rechtsschutzversicherung|verbraucherschutz|verbraucherzentrale|verbraucherschutzzentrale|schlichtungsstelle|ombudsmann|ombudsstelle|staatsanwalt|staatsanwaltschaft|juristisch|juristische|juristischen)",
            "(rechtliche|rechtlichen|rechtlich) (schritte|schritten|konsequenzen|mittel|vorgehen|gegen)",
            "(vor|zum|beim|bei) (gericht|amtsgericht)",
            "(anzeige) (erstatten|erstatte|aufgeben|machen)",
            "(zeige|zeigen) (sie|euch|dich) an",
            "(zur|bei|von|mit) polizei",
            "klage (erheben|gegen)",
            "frist setzen",
        ],
    ),
    (
        Label::Class(WordClass::SelfHarm),
        &[
            "(mich|mir) (umbringen|töten|umzubringen|zu töten|aufhängen|erhängen|erschiessen|ritzen|antun|etwas antun|was antun|leben nehmen|das leben zu nehmen)",
            "(bringe|bring) mich um",
            "(selbstmord|suizid|suizidal|selbstmordgedanken|suizidgedanken|selbstverletzung|lebensmüde)",
            "(will|möchte|mag|kann) nicht mehr (leben|weiterleben|weiter leben|aufwachen|da sein|existieren)",
            "(will|möchte) (sterben|tot sein)",
            "(wäre|wär) (lieber|besser|am liebsten|gern|gerne) tot",
            "(leben) (hat|macht) keinen sinn [mehr]",
            "(keinen) (lebenswillen|grund zu leben|lebensmut) [mehr]",
            "meinem leben (ende|ein ende) (setzen|machen|zu setzen)",
            "leben beenden",
            "mich selbst (verletzen|verletze|umbringen)",
        ],
    ),
    (
        Label::Innocent,
        &[
            "(ich|bin|bin ich) [ich] (idiot|trottel|depp|dummkopf|blödmann|volltrottel|vollidiot)",
            "(ich|mir|mich) (wie) (idiot|trottel|depp|vollidiot)",
            "(kein|keinen) (anwalt|rechtsanwalt|idiot|trottel)",
            "(suicide|selbstmord) squad",
            "(will|möchte|kann|mag) nicht mehr (in|bei|mit|hier|dort|da|ohne|so|leben in|leben ohne|warten|länger)",
            "(kaffee|mittag) (vor|bei) gericht",
            "für (dummies|idioten)",
            "frist setzen (sie|ist)",
        ],
    ),
];
