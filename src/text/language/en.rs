//! English.

use super::{Language, Meaning, ShortForm, ShortForms, Wording};

pub(super) static LANGUAGE: Language = Language {
    code: "en",
    wording: &WORDING,
    short_forms: ShortForms::new(SHORT_FORMS),
    suffixes: SUFFIXES,
    meanings: MEANINGS,
};

pub(super) static WORDING: Wording = Wording {
    rephrase: "Sorry, I did not understand that. Could you say it in other words?",
    did_you_mean: "Did you mean:",
    none_of_these: "None of these",
    in_other_words: "All right. Could you say it in other words?",
    handoff: "One moment, I am transferring you to a colleague.",
    handoff_stuck: "I am sorry, I cannot help with that. I am transferring you to a colleague.",
    failed: "Sorry, something went wrong on our side. I am transferring you to a colleague.",
    and: "and",
};

/// Contractions without their apostrophe, and what people type for words.
const SHORT_FORMS: &[ShortForm] = &[
    ("u", &["you"]),
    ("r", &["are"]),
    ("im", &["i", "am"]),
    ("ur", &["your"]),
    ("ive", &["i", "have"]),
    ("pls", &["please"]),
    ("plz", &["please"]),
    ("thx", &["thanks"]),
    ("dont", &["do", "not"]),
    ("cant", &["can", "not"]),
    ("wont", &["will", "not"]),
    ("isnt", &["is", "not"]),
    ("hows", &["how", "'s"]),
    ("whos", &["who", "'s"]),
    ("lets", &["let", "'s"]),
    ("didnt", &["did", "not"]),
    ("can't", &["can", "not"]),
    ("won't", &["will", "not"]),
    ("arent", &["are", "not"]),
    ("whats", &["what", "'s"]),
    ("thats", &["that", "'s"]),
    ("youre", &["you", "are"]),
    ("gonna", &["going", "to"]),
    ("wanna", &["want", "to"]),
    ("gotta", &["got", "to"]),
    ("wasnt", &["was", "not"]),
    ("hasnt", &["has", "not"]),
    ("doesnt", &["does", "not"]),
    ("cannot", &["can", "not"]),
    ("wheres", &["where", "'s"]),
    ("theres", &["there", "'s"]),
    ("havent", &["have", "not"]),
    ("couldnt", &["could", "not"]),
    ("wouldnt", &["would", "not"]),
    ("shouldnt", &["should", "not"]),
];

/// Endings after an apostrophe, and the word each one is.
const SUFFIXES: &[(&str, &str)] = &[
    ("n't", "not"),
    ("'m", "am"),
    ("'re", "are"),
    ("'ve", "have"),
    ("'ll", "will"),
    ("'d", "would"),
    ("'s", "'s"),
];

const MEANINGS: &[(Meaning, &[&str])] = &[
    (
        Meaning::Accept,
        &[
            "(yes|yeah|yep|yup|yea|ya|yess|aye) [please|sure|of course|exactly|right|that is right|do it|i do|i am|it is]",
            "(ok|okay|okey|okie|k|kk|alright|all right) [then|sure|do it|sounds good|thanks|thank you]",
            "(sure|certainly|definitely|absolutely|of course|by all means|gladly) [thing|please|yes]",
            "(correct|right|exactly|precisely|indeed|true|perfect|fine|agreed|confirmed|affirmative|great)",
            "[yes] (that is|that's|this is|it is|it's|all) (right|correct|fine|good|ok|okay|perfect|it)",
            "[yes] [please] (do it|do that|do so|go ahead|go for it|please do|i do|i would|i agree|i confirm|i am sure)",
            "(sounds|looks) (good|great|fine|right)",
            "why not",
            "you bet",
            "👍",
            "👌",
            "✅",
        ],
    ),
    (
        Meaning::Decline,
        &[
            "(no|nope|nah|na|noo) [thanks|thank you|not really|not now|not yet|please|i do not|that is wrong|it is not|i am fine|i am good]",
            "(no way|not really|not now|not yet|not today|not at all|certainly not|definitely not|absolutely not|of course not|rather not|never)",
            "[no] (that is|that's|this is|it is|it's) (wrong|not right|not correct|incorrect|false|not it)",
            "(wrong|incorrect|false|negative)",
            "[no] (do not|please do not|i do not|i do not think so|i would not|i would rather not|i'd rather not)",
            "[no] [thanks|thank you] (that is|that's|that will be|that would be) all [thanks|thank you]",
            "no [that is] nothing else",
            "nothing [else] [thanks|thank you]",
            "👎",
            "❌",
        ],
    ),
    (
        Meaning::Cancel,
        &[
            "[please] (cancel|stop|abort|quit|exit|end) [it|that|this|now|please]",
            "(forget|drop|leave) (it|that|this)",
            "never mind",
            "nevermind",
            "[i] changed my mind",
            "i do not want (that|this|it) [any more|anymore]",
            "(stop|cancel) (asking|the process|everything)",
        ],
    ),
    (
        Meaning::Back,
        &[
            "[please] (back|go back|previous) [please]",
            "[go] one (step|question) back",
            "[go] back (one|a) (step|question)",
            "[the] previous (step|question)",
            "i want to go back",
            "undo [that|it]",
        ],
    ),
    (
        Meaning::Repeat,
        &[
            "[please] (repeat|say) (it|that|this) [again] [please]",
            "[please] repeat [please]",
            "(can|could|would) you [please] (repeat|say) (it|that|this) [again] [please]",
            "(what|what was that|what did you say|pardon|pardon me|sorry|come again|say again|once more|again please|again)",
            "(what|which) was (the|your) question [again]",
        ],
    ),
    (
        Meaning::Why,
        &[
            "[but] why [that|this|though|is that]",
            "why do you (ask|need|want) [it|that|this|to know] [for]",
            "why do you (need|want) to know [that|this]",
            "why (are you asking|is that needed|is this needed|is that necessary|is this necessary|should i)",
            "what (for|is that for|is this for|do you need (that|this|it) for)",
            "how come",
        ],
    ),
    (
        Meaning::Help,
        &[
            "[please] help [me] [please]",
            "(i need|i want|can i get|could i get) [some] help",
            "(can|could) you help [me] [please]",
            "what can (you do|i do|i say|i ask|i ask you|you help [me] with)",
            "what are my options",
            "(how does this work|how do i use this|what is this|menu|main menu|options|commands)",
            "i do not know what to (say|do|answer|write)",
        ],
    ),
    (
        Meaning::Human,
        &[
            "[please] (human|person|agent|operator|representative|rep|advisor|someone real|real person|real human|live agent|live person|human agent|live chat) [please]",
            "[(can|could|may) i] [please] [(i want|i need|i would like|i'd like|i wish) to] (talk|speak|chat|write) (to|with) (a|an|some|your|the|any) [real|live|actual|human|living] (human|person|agent|operator|representative|rep|advisor|employee|colleague|human being|member of staff|staff member|man|woman) [please]",
            "[(can|could|may) i] [please] [(i want|i need|i would like|i'd like|i wish) to] (talk|speak|chat) (to|with) (someone|somebody|customer service|customer support|support|the support team|staff) [real|human|else|please]",
            "(i want|i need|give me|get me|i would like|i'd like) (a|an|some) [real|live|actual] (human|person|agent|operator|representative|human being) [please]",
            "[please] (connect|transfer|put|forward|pass) me [through|over|on] (to|with) (a|an|your|the|some) [real|live|human] (human|person|agent|operator|representative|advisor|employee|colleague) [please]",
            "[please] (connect|transfer|put) me [through|over] (to|with) (someone|somebody|customer service|customer support|support) [please]",
            "(is there|are there) (a|any) [real] (human|humans|person|people) [there|here|i can talk to]",
            "(hand|pass) (me|this) over [to (a|an) (human|person|agent|colleague)]",
            "i do not want to (talk|speak|chat) (to|with) (a|the|this) (bot|robot|machine|computer)",
            "(call|ring) me [back] [please]",
        ],
    ),
];
