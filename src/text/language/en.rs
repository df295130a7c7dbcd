//! English.

use super::ShortForm;

/// Contractions without their apostrophe and what people type for words, by length.
pub(super) const SHORT_FORMS: &[ShortForm] = &[
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

/// Endings after an apostrophe and the word each one is.
pub(super) const SUFFIXES: &[(&str, &str)] = &[
    ("n't", "not"),
    ("'m", "am"),
    ("'re", "are"),
    ("'ve", "have"),
    ("'ll", "will"),
    ("'d", "would"),
    ("'s", "'s"),
];
