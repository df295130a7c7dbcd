//! English: values beside and instead of those of the lexicon, phrases, classes.

use super::speech::{Effect, Label, Speech};
use crate::understanding::WordClass;
use Effect::{But, Negate, Scale, Value};

pub(super) static SPEECH: Speech = Speech {
    // 7,208 words of the VADER lexicon (see english.LICENCE): those of letters only.
    words: include_str!("english.txt"),
    effects: EFFECTS,
    fillers: FILLERS,
    labels: LABELS,
};

/// Our own values. The lexicon was rated on posts of social media; customers of a shop or a bank
/// write many of its words without any feeling ("my *lost* card", "*cancel*", "*free* delivery"),
/// and others say more to a service than to friends ("useless"). What reports a problem stays
/// small enough that a plain report is never taken for anger.
const EFFECTS: &[(Effect, &[&str])] = &[
    // Business, politeness and things, which tell no mood.
    (
        Value(0),
        &[
            "(order|return|cancel|cancels|cancelled|canceled|cancelling|cancellation|refund|stop|stops|stopped|stopping|no|yes|please|pls|plz|help|helping|helps|ok|okay|sure|want|wants|wanted|need|needs|like|likes|liked|well|kind|hope|hoping|wish|wishes)",
            "(free|save|saves|saved|saving|savings|gift|gifts|gifted|present|share|shared|shares|sharing|value|values|valued|worth|interest|interests|interested|credit|credits|credited|debt|debts|debit|asset|assets|bonus|reward|rewards|prize|benefit|benefits|trust|profit|profits|profitable|rich|luxury|solution|solutions|solve|solved|solving|resolve|resolved|resolving)",
            "(security|secure|secured|securely|safe|safely|safety|protect|protected|protection|certain|certainly|clear|clearly|ready|accept|accepts|accepted|accepting|acceptable|agree|agreed|agreement|active|actively|join|joined|joining|original|true|fair|top|natural|smart|special|important|interesting|welcome|dear|huge|fresh|clean|cleaner|easier|advantage|advantages|supported|supporting|supports|support|supporter|approved|approve|approval|allow|assure|assurance|assured|play|played|playing|plays|party|parties|fun|cool|pretty|beneficiary|beneficiaries|holiday|holidays|definitely|swift|swiftly|number|progress|united|create|creates|created|creating|creation|increase|increases|increased|increasing|alert|alerts|hand|hands|care|fan|fans|healthy|health|wells|liberty|alive|freedom|restore|restored|restoring|grand|efficient|efficiency|effective|effectively|promise|promises|promised|success|successful|successfully|improve|improved|improving|recommendation|incentive|incentives|positive|giving|fixed|works|working|work|responsible|intelligence|opportunity|opportunities|popular|attraction|attractions|entertainment|yeah|yep|swiftly|ensure|ensured|ensuring|gain|gained|impression|determined|competent|spirit|scoop|amazon|ability|greater|fit|energy|comfort|warm|warmth|chance|win|winner|winning|free|freely|challenge|contest|hero|heart|hearts|ease|better)",
            "(block|blocked|blocking|blocks|cut|cuts|cutting|pay|alone|demand|demanded|demands|dump|drop|dropped|drops|fire|fired|fight|hard|hardship|harder|heavy|sharp|strange|low|lower|lowest|limited|limitation|limits|limit|exhaust|leave|leaving|left|lack|excuse|apologise|apologize|sorry|ask|miss|tough|shock|shoot|gun|weapon|war|battle|kill|killed|die|died|dying|dies|dead|death|sick|ill|disease|pain|hurt|hurts|cry|crying|hell|god|blood|bloody|devil|ghost|monster|killer|killers|evil|trap|traps|crime|criminal|prison|jail|police|punish|punishment|penalty|penalties|fine|fines|obligation|obligations|emergency|emergencies|risk|risks|risky|danger|dangerous|warning|warnings|warn|warned|forget|forgot|forgotten|forgetting|deny|denied|denies|reject|rejected|rejects|rejecting|refuse|refused|refusing|decline|suspect|suspected|suspicious|suspicion|suspended|suspend|dispute|disputes|disputed|disputing|pressure|pressured|poison|poisonous|toxic|bomb|bombs|explosion|strike|strikes|terror|attack|attacks|burden|distance|isolated|empty|bug|bugs|fake|fakes|doubt|doubts|unsure|unclear|confused|confusing|confuse|alarm|alarms|protest|sue|sued|sues|suing|damn|vs|virus|scary|dirt|dirty|weird|greed|cheap|lazy|fat|gross|silly|nuts|crazy|mad|foul|fee|hidden|charge|charges|charging|harm|harms|harmed|cancer|wars|murder|murders|kia|tired|abandon|avoid|odd|freeze|crush|crushed|harsh|offensive|deceive|accident|accidents|accidental|accidentally|accidently|hack|negative|questionable|unaware|desperate|desperately|urgent|withdrawal|tumor|hurting|destroy|destroys|ruin|ass|fucking|bloody|damned|kindly|kindness|spite|exclusive|growing|rewarded|rewarding|honest|honestly)",
            "(worried|worry|worries|worrying|nervous|anxious|concern|concerns|concerned)",
            // Of small talk with assistants.
            "(joke|jokes|funny|humor|humour|laugh|laughs|laughing|friend|friends|lol|haha|hahaha|lmao|smile|bless|vacation|celebrate|celebration|luck|lucky|beautiful|pleasure|sweet|rest|treat|favorite|favourite|strong|strength|strongest)",
        ],
    ),
    // Reports of a problem: a little below nothing.
    (
        Value(-60),
        &[
            "(problem|problems|trouble|troubles|issue|issues|error|errors|mistake|mistakes|complaint|complaints|complain|complaining|lost|lose|losing|loses|loss|losses|missing|missed|late|delay|delays|delayed|delaying|stuck|slow|slowly|difficult|difficulty|difficulties|interrupted|interruption|interrupt|blame|conflict|steal|stole|stolen|steals|stealing|theft|thief|thieves|rob|robbed|robbery|mugged|fraud|frauds|fraudulent|fraudulently|unauthorized|unauthorised|illegal|hack|hacked|compromised|injury|injured|unfortunately|unfortunate|cracked|crack|torn|charged)",
        ],
    ),
    (
        Value(-120),
        &[
            "(wrong|wrongly|incorrect|incorrectly|fail|failed|failing|fails|failure|failures|failings|broken|broke|breaks|damage|damaged|damages|damaging|defect|defects|defective|faulty|fault|faults|crash|crashed|crashes|crashing|destroyed|ruined|leaking|malfunction|unhappily|ugly|lacking|weak|weakness|poor|poorly|ignored|ignore|ignores|ignoring|scared|afraid|fear|fears|panic|panicking|panicked|dirty|messed|mess|messy|confusion|overcharged|stupidly|disappeared|trapped|lagging)",
        ],
    ),
    (
        Value(-150),
        &[
            "(does|do|did|is|are|was|were|has|have) not (work|working|worked|help|helped|helping|helpful at all)",
            "(nothing|nobody|no one) (works|worked|helps|helped|answers|answered|replies|replied|responds|responded|cares|happened|happens)",
            "(still|yet) (waiting|not|no|nothing|have not|has not|did not)",
            "(been|keep|kept) waiting",
            "(can not|could not) believe [it|this|that]",
            "[for] the (second|third|fourth|fifth|hundredth|tenth|2nd|3rd|4th|5th|10th|100th|last) time [i|that|already|this]",
            "(how many times|how often) (do|must|should|did) i",
            "no (answer|reply|response|help|solution|reason)",
        ],
    ),
    // What is said to a service in anger.
    (
        Value(-450),
        &[
            "(unacceptable|unbelievable|incompetent|incompetence|unprofessional|clueless|outrageous|ridiculous|nonsense|joke of a|absurd|shoddy|dreadful|appalling|abysmal|atrocious|lousy|shambles|laughable|inexcusable|insane|nightmare|disaster|fiasco|miserable|worthless|despicable|vile|hopeless|deceptive|cheated|cheaters|cheater|cheating|infuriated|hateful|disrespectful|insulting|arrogant|idiotic|idiot|idiots|moron|morons|lied|lies|lying|lie|liar|liars)",
            "(waste|wasting|wasted) [of] [my|our] (time|money)",
            "(sick|tired|sick and tired|fed up|had enough|done) (of|with) (this|that|you|your|it|waiting|all)",
            "(fed up|have had enough|had enough of|enough is enough|that is enough|last straw)",
            "(are|were) you (kidding|joking|serious|fucking kidding|having a laugh) [me]",
            "(is|was) this (a joke|some kind of joke|supposed to be a joke)",
            "(rip off|ripoff|ripped [me|us] off|let me down|let down|letting me down)",
            "(never|not) (again|ever again|buy|buying|order|ordering|shop|shopping|use|using) (again|from you again|here again|with you again|this again|ever again)",
            "never again",
            "(i have|i've) never been (treated|served)",
            "(how dare you|shame on you|what a shame on you|you should be ashamed|you people|drop dead)",
            "(is|are|was|what|such|complete|total|absolute|utter|big|huge) [a] [big|complete|total|absolute|bad|sick] joke",
            "(is|are|was|such|total|absolute|complete|utter|pure|like|what a load of|load of|what) [a] [complete|total|absolute|utter|pure] (garbage|trash|rubbish|junk|nonsense|shambles|mess|disaster|joke)",
            "(do not|does not|did not|never) care [about|at all]",
            "thanks for (nothing|wasting|ignoring|ruining)",
            "thank you for (nothing|wasting|ignoring|ruining)",
            "worst of all",
            "(drives|driving|drive|drove) me (crazy|mad|nuts|insane)",
            "pain in the (neck|ass|arse|butt)",
            "not [at all] (acceptable|good enough)",
            "(can not|could not) (stand|bear|take) (it|this|that|you|any more|anymore)",
            "(so|very|really|quite|extremely|absolutely|bloody|i am|i'm|getting|makes me|made me) mad",
        ],
    ),
    (
        Value(-600),
        &[
            "(useless|worst|infuriating|infuriates|shit|shite|fuck|fucked|fuckers|bastards|bastard|disgrace|disgraceful|shameful|furious|livid|enraged|outraged|seething|fuming|pathetic|disgusting|disgusted|scam|scams|scammed|scammer|scammers|bullshit|crap|crappy|shitty|sucks|suck|swindle|swindlers|crooks|crook|con artists|screwed)",
            "(pissed|pisses|pissing) [me] off",
            "(piss|fuck|bugger) off",
            "what the (hell|fuck|heck|actual fuck)",
            "(go to|burn in|rot in) hell",
            "(bloody|damn|goddamn|god damn|freaking|effing) (useless|idiots|idiot|awful|ridiculous|joke|thing|bot|app|company)",
            "(piece|load|bunch|pile) of (shit|crap|garbage|trash|rubbish|junk)",
            "(horrible|terrible|awful|horrendous|horrific)",
        ],
    ),
    // Bad, but no anger.
    (
        Value(-250),
        &[
            "(bad|badly|sad|stupid|dumb|ridiculously|annoy|annoys|unhappy|dissatisfied|unsatisfied|dislike|dislikes|unpleasant|unhelpful|unreliable|inconvenient|inconvenience|regret|unfair|misleading|misled|embarrassing|embarrassed|embarrassment|worse|pointless|careless|ignorant|struggling|struggle|struggled|suffer|suffered|suffering|unsuccessful|impossible|joke|garbage|trash|rubbish|junk|distressed|distressing|distress|shocking|shocked|suspicious of you)",
            "not [at all] (ok|okay|cool|fair|fine)",
            "(do not|does not|did not) (really|even|quite) like (it|this|that|how|the|your|them)",
            "(do not|does not|did not) like (it|this|that|how|the|your|them)",
            "(too|so|very|really|way too|far too|extremely|incredibly|painfully) (slow|late|expensive|complicated|difficult)",
            "(taking|takes|took) (ages|forever|so long|too long|way too long)",
        ],
    ),
    (
        Value(-400),
        &[
            "(annoyed|annoying|irritated|irritating|frustrated|frustrating|frustration|nasty|rude|dishonest)",
        ],
    ),
    (
        Value(-520),
        &[
            "(disappointed|disappointing|disappointment|upset|upsetting|angry|anger|mad at you|hate|hates|hated)",
        ],
    ),
    // Good.
    (
        Value(0),
        &[
            "(no|not) (thanks|thank you|thx)",
            "(would|i'd|should|will) like",
            "(why|if|or|whether|not only|not just) not",
            "(not only|not just|is not it|is not that|are not they|do not worry|do not bother)",
            "(good|best) (time|place|way|day|days|price|date|moment|match) (to|for|of)",
            "(what|which|when|where|who|how) (is|are|'s) [the] (best|good|nice|greatest|happiest|worst)",
            "(is|are|was) (it|that|this|there|they) [a|any] (good|ok|fine|bad)",
            "(good|best|better) than",
            "[have] [a] good (morning|afternoon|evening|day|night)",
            "(something|anything) (good|nice|fun|wrong|bad|great)",
            "[am i] (in|have|no) good (standing|condition)",
            "(credit|security) (score|rating)",
            "happy (birthday|hour|with it or not)",
            "(thank you|thanks) (card|note)",
            "(would|should|will) (love|appreciate)",
            "(would|will|should) be (great|nice|good|perfect|helpful|appreciated|awesome|lovely)",
            "(for|in|my|of) love",
            "suicide (squad|doors)",
            "(am|feel|feeling|felt|look|looked) [like] [such] (a|an) (idiot|moron|fool)",
            "(stupid|dumb|silly) (question|questions|mistake)",
            "american idiot",
            "dumb (phone|phones|bell|bells)",
            "best (buy|western|man|before)",
            "(trash|garbage|rubbish) (bag|bags|can|cans|bin|bins|day|collection)",
            "(tell|share|hear|know|like|have) [me|us] [a|any|some] [good|funny] (joke|jokes)",
            "take out the (trash|garbage|rubbish)",
            "(die|dying|died) (for|to)",
        ],
    ),
    (
        Value(150),
        &[
            "(no problem|no worries|not a problem|no trouble|never mind|nevermind|no issue|no issues|no complaints)",
            "(works|working|fixed|sorted|solved|all good|fine now)",
        ],
    ),
    (
        Value(100),
        &["(in advance|kind regards|best regards|regards|cheers then|fine|all right|alright)"],
    ),
    (
        Value(350),
        &[
            "(i|we|really|also) (like|liked)",
            "(no problem at all|can not complain|all sorted|works (now|again|great|perfectly)|working (now|again)|thumbs up|cheers|ta|many thanks|much appreciated)",
            "not bad at all",
        ],
    ),
    (
        Value(700),
        &[
            "(awesome|amazing|amazingly|excellent|fantastic|brilliant|wonderful|superb|outstanding|marvelous|marvellous|love|loved|loving|loves|delighted|thrilled|ecstatic|exceptional|magnificent|phenomenal)",
        ],
    ),
    (
        Value(600),
        &[
            "(great|perfect|perfectly|happy|happier|happiest|best|beautifully|lovely|impressed|impressive|greatest)",
        ],
    ),
    (
        Value(475),
        &[
            "(thanks|thank|thankful|thx|ty|tysm|good|nice|nicely|glad|pleased|helpful|appreciate|appreciated|appreciates|grateful|gratitude|satisfied|satisfying|friendly|polite|wow|yay|enjoy|enjoyed|pleasant|congratulations|kudos|bravo|hooray)",
        ],
    ),
    (
        Value(300),
        &[
            "(easy|easily|recommend|recommended|reliable|convenient|comfortable|quick and easy|smooth|smoothly|professional|yummy|tasty|delicious|pleasing|decent|courteous)",
        ],
    ),
    (
        Value(450),
        &[
            "(can not wait|could not be better|good (job|work)|well done|nice (job|work|one)|looking forward)",
        ],
    ),
    (
        Value(650),
        &[
            "(could not be (happier|better|more pleased)|can not thank you enough|made my day|life saver|lifesaver|you are the best|you rock|well deserved|best (service|support|shop|store|company|bot|team|ever))",
            "killer (deal|price|offer|feature)",
        ],
    ),
    // What changes the next word.
    (
        Negate,
        &[
            "(not|never|neither|nor|none|nobody|nothing|nowhere|without|hardly|barely|rarely|scarcely|ain't|aint|lack of|far from|anything but|no longer|zero)",
            "no",
        ],
    ),
    (
        Scale(140),
        &[
            "(very|really|so|too|extremely|absolutely|totally|completely|utterly|incredibly|insanely|highly|deeply|super|truly|total|complete|absolute|utter|such|such a|more|most|much|fucking|freaking|bloody|damn|fking|effing|hella|seriously|beyond|particularly|exceptionally|remarkably|unbelievably|severely|grossly|terribly|awfully)",
            "(never|not ever) (been|had|seen|experienced|met|felt|heard|used) (so|such|such a|this|anything so|anything this|a more)",
        ],
    ),
    (
        Scale(60),
        &[
            "(slightly|somewhat|fairly|partly|kinda|sorta|mildly|almost|less|rather|quite|relatively|moderately|kind of|sort of|a bit|bit|a little|little|a little bit)",
        ],
    ),
    (But, &["(but|however|yet though|nevertheless)"]),
];

/// Left out of classes, in the message and in the lists below: "you are [such a bloody] idiot".
const FILLERS: &str = "(a|an|the|just|so|such|very|really|fucking|fking|effing|bloody|goddamn|freaking|incredibly|unbelievably|absolute|absolutely|complete|completely|total|totally|utter|utterly|right|quite|actually|even|simply)";

/// Classes, and what looks like one. A word that is often meant for nobody ("stupid", "dumb") counts
/// only where it is aimed at somebody; for self-harm we would rather find too much.
const LABELS: &[(Label, &[&str])] = &[
    (
        Label::Class(WordClass::Insult),
        &[
            // Meant for somebody wherever they stand.
            "(idiot|idiots|moron|morons|imbecile|imbeciles|cretin|cretins|halfwit|dimwit|nitwit|dumbass|dumbasses|jackass|jackasses|asshole|assholes|arsehole|arseholes|asshat|dickhead|dickheads|shithead|shitheads|fuckhead|fucker|fuckers|motherfucker|motherfuckers|bastard|bastards|bitch|bitches|cunt|cunts|twat|twats|wanker|wankers|tosser|tossers|douchebag|douchebags|scumbag|scumbags|retard|retards|bellend|knobhead)",
            "(fuck|screw|damn) (you|off|yourself|your (company|bot|shop|app|service|support))",
            "(piss|bugger|sod) off",
            "(shut up|stfu|shut your (mouth|face|trap)|kiss my (ass|arse)|go to hell|rot in hell|burn in hell|drop dead|eat shit)",
            // Only when aimed at somebody.
            "(you|you are|you are all|you all are|you guys are|you people are|you lot are|they are|he is|she is|bot is|company is|support is|team is|staff is|staff are|agent is|agents are|people are) [bunch of] (stupid|dumb|braindead|brainless|idiotic|retarded|dense|clown|clowns|crook|crooks|fool|fools|loser|losers|pig|pigs|scum|liar|liars|thieves|piece of shit|piece of crap|piece of garbage|waste of space)",
            "(stupid|dumb|idiotic|brainless|braindead) [little|useless] (bot|robot|chatbot|ai|company|people|person|agent|woman|man|cow|fool|clown|pig|liar|liars|thieves)",
            "are you [that] (stupid|dumb|retarded|braindead|brainless|dense)",
            "you [lying|dirty|stupid|dumb|useless] (clown|clowns|fool|fools|loser|losers|pig|pigs|scum|crook|crooks|liar|liars|thief|thieves|prick|pricks|dick|dicks|muppet|muppets|donkey)",
        ],
    ),
    (
        Label::Class(WordClass::Threat),
        &[
            "(i|we) (will|am going to|are going to|shall|would|should|could|want to) (kill|murder|hurt|stab|shoot|strangle|punch|slap|beat|smash|torture) (you|your family|your kids|your children|your wife|your husband|your staff|your face)",
            "(find you|hunt you down|track you down|come [over] [there]) and (kill|murder|hurt|stab|shoot|punch|beat|smash|harm) you",
            "(i|we) (will|am going to|are going to) (hunt|track) you down",
            "(i|we) (will|am going to|are going to) (come for|come after|be coming for|make) you (suffer|bleed|pay)",
            "(i|we) (will|am going to|are going to) break your (legs|neck|bones|face|nose)",
            "(i am|we are) coming for you",
            "(i|we) know where (you|your (family|kids|children|staff|people)) (live|lives|work|works|sleep|sleeps)",
            "[you] [better|should|had better] watch your back",
            "you (will|are going to) (regret this|be sorry for this|die|get what you deserve)",
            "you are (dead|dead man|dead meat)",
            "(burn|blow|smash|shoot) [down|up] (your|this) (shop|store|office|house|building|warehouse|company) [down|up]",
            "(i have|i have got|there is|i put|i will put|i will bring) (bomb|gun)",
            "i hope you (die|get cancer|burn|rot)",
        ],
    ),
    (
        Label::Class(WordClass::Legal),
        &[
            "(lawyer|lawyers|attorney|attorneys|solicitor|solicitors|lawsuit|lawsuits|litigation|barrister|ombudsman)",
            "legal (action|actions|steps|proceedings|counsel|consequences|dispute|threat)",
            "(take|taking|pursue) (this|it|matter|you) legally",
            "(to|in|through|before) court",
            "(court (case|action|order|proceedings|claim)|small claims [court]|class action|letter before action)",
            "(will|going to|want to|can|could|might|should|have to|shall|would|must) sue",
            "(sue|suing|sued) (you|your|this|company|shop|them|over)",
            "(press|file|filing|pressing|bring) charges",
            "(report|reporting|reported) (you|this|it|your company|shop|your shop) to (police|authorities|authority|bbb|ftc|fca|regulator|cfpb|ico)",
            "(trading standards|better business bureau|consumer (protection|rights|advice|court)|data protection authority|advertising standards|attorney general)",
            "(call|calling|go to|going to|contact|contacting|inform|informing|get) police",
            "breach of contract",
        ],
    ),
    (
        Label::Class(WordClass::SelfHarm),
        &[
            "(kill|killing|hang|hanging|drown|shoot) myself",
            "(end|ending|take|taking) my [own] life",
            "(end|ending) it all",
            "(suicide|suicidal|selfharm)",
            "(self (harm|harming)|harming myself|cutting myself)",
            "(want to|going to|thinking of|thinking about|need to|urge to|about to) (hurt|hurting|harm|cut) myself",
            "(want to|wanted to|ready to|rather|going to) (die|be dead)",
            "(wish|wished) i (was|were|am) (dead|never born|not alive|gone forever)",
            "(do not|never|no longer|not) want to (live|be alive|exist|wake up) (any more|anymore|any longer)",
            "(do not|no longer) want to (live|be alive|exist)",
            "(no|any) (reason|point|sense) (to live|in living|to go on living)",
            "better off (dead|without me)",
            "(can not|could not) (go on|live) (living|like this|any more|anymore|any longer)",
            "(life|living) is not worth (it|living)",
            "not worth living",
        ],
    ),
    (
        Label::Innocent,
        &[
            // Said of oneself.
            "(am|feel|felt|feeling|was|me|i) [like] (idiot|moron|imbecile|dumbass|bastard|asshole|jackass|retard|cretin|dimwit)",
            "(look|looks|looking|looked|makes me look|made me look|feel) like (idiot|moron|imbecile|dumbass|asshole|jackass)",
            "(not|no) (idiot|imbecile|moron)",
            "(treated|treat|treats|treating) [me] like (idiot|moron)",
            "american idiot",
            "(idiot|moron) proof",
            "for (idiots|dummies)",
            "(to|in|into|on|through) (tennis|basketball|food|squash|badminton|volleyball|clay|grass) court",
            "(to|in|into|on|through) court (shoes|shoe|yard)",
            "[lasting|enduring|general] power of attorney",
            "(no|without|not) (lawyer|lawyers|attorney|solicitor)",
            "suicide (squad|doors|door)",
            "(want to|wanted to|ready to|rather|going to) die (laughing|of laughter|of embarrassment|of boredom|of shame|for)",
            "(kill|killing) myself laughing",
            "(do not|no longer|never) want to (live|wake up|exist) [any more|anymore|any longer] (in|at|with|near|here|there|by|next|under|off|on|this|that|without|early|late)",
            "(can not|could not) (live|go on) [any more|anymore|like this] (in|at|with|near|here|there|without)",
            "(end|ending) it all (with|to|in|by|on|at)",
            "police (report|record|certificate)",
            "(courier|driver|parcel|delivery) is coming for you",
        ],
    ),
];
