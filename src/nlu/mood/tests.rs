//! The room at work: tables of messages, what it is known to get wrong, and what always holds.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::table::sequences;
use super::*;
use crate::limits::Limits;
use crate::nlu::tests::bot;
use crate::nlu::{Detail, Hint, Timestamp};
use crate::text::words_of;
use crate::understanding::Understanding;

const LANGUAGES: [&str; 4] = ["en", "de", "es", "fr"];

fn read(tag: &str, text: &str) -> Mood {
    let language = Language::of(tag);
    let moods = Moods { table: shared(language) };
    moods.read(&Utterance::new(text, language, &Limits::default()))
}

fn score(text: &str) -> f32 {
    read("en", text).score
}

fn classes_of(mood: &Mood) -> Vec<&'static str> {
    let mut names: Vec<_> = mood.classes.iter().map(|found| found.class.name()).collect();
    names.sort_unstable();
    names
}

/// What is wrong with a line of a table of cases; `None` if all is right.
fn fault(line: &str) -> Option<String> {
    let [tag, band, classes, text] = line.split('\t').collect::<Vec<_>>()[..] else {
        panic!("four cells: {line}");
    };
    let mood = read(tag, text);
    let is_in_band = match band {
        "angry" => mood.score <= -0.6,
        "bad" => mood.score <= -0.25,
        "calm" => mood.score.abs() < 0.35,
        "good" => mood.score >= 0.25,
        "happy" => mood.score >= 0.6,
        _ => panic!("no band: {line}"),
    };
    let mut expected: Vec<&str> = classes.split(' ').filter(|class| *class != "-").collect();
    expected.sort_unstable();
    let found = classes_of(&mood);
    (!is_in_band || found != expected).then(|| format!("{line}\n    {mood} {found:?}"))
}

fn lines(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

#[test]
fn messages_have_the_mood_that_people_hear() {
    let table = include_str!("cases.tsv");
    assert!(lines(table).count() > 250);
    let faults: Vec<String> = lines(table).filter_map(fault).collect();
    assert!(faults.is_empty(), "{} wrong:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn known_misses_still_miss() {
    let table = include_str!("known_misses.tsv");
    assert!(lines(table).count() > 10);
    let right: Vec<&str> = lines(table).filter(|line| fault(line).is_none()).collect();
    assert!(right.is_empty(), "these are right now:\n{}", right.join("\n"));
}

#[test]
fn what_counted_is_told() {
    let mut wrong = Vec::new();
    for (text, expected) in [
        (
            "This is ridiculous, worst service ever!!",
            "-0.86: ridiculous -0.45, worst -0.60, !! -0.14",
        ),
        ("not good", "-0.44: not good -0.35"),
        ("I'm REALLY angry", "-0.72: REALLY angry -0.73"),
        ("really ANGRY", "-0.81: really ANGRY -0.98"),
        ("a bit disappointed", "-0.40: a bit disappointed -0.31"),
        ("soooo goooood", "+0.82: soooo goooood +1.00"),
        ("good but broken", "+0.16: good +0.24, broken -0.12"),
        ("THIS IS BAD", "-0.52: BAD -0.25, capitals -0.18"),
        ("why???", "-0.17: ??? -0.12"),
        ("ok 😡 :(", "-0.87: 😡 -0.80, :( -0.45"),
        ("no, great!", "+0.69: great +0.60, ! +0.07"),
        ("hey, you idiot", "-0.73: idiot -0.45, idiot -0.30"),
        ("order 5", "+0.00"),
    ] {
        let told = read("en", text).to_string();
        if told != expected {
            wrong.push((text, told));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_word_is_changed_by_what_stands_before_it() {
    for (stronger, weaker) in [
        ("very good", "good"),
        ("sooo good", "so good"),
        ("good!!", "good!"),
        ("good", "kind of good"),
        ("GOOD stuff, it seems", "good stuff, it seems"),
        ("good", "not good"),
        ("not bad", "bad"),
        ("no, it is good", "no good"),
        ("bad", "very bad"),
        ("bad", "bad!!"),
        ("bad", "this is BAD"),
        ("bad but great", "great but bad"),
        ("good", "not what I call good"),
    ] {
        let (more, less) = (read("en", stronger), read("en", weaker));
        assert!(more.score > less.score, "{stronger}: {more}; {weaker}: {less}");
    }
    // Too far away, or in another part of the sentence.
    assert_eq!(score("not here and today it was good"), score("good"));
    assert_eq!(score("is it not? good"), score("good"));
}

#[test]
fn other_languages_have_emoji_and_marks() {
    for tag in ["nl", "sw", "fr", "es"] {
        assert!(read(tag, "waar blijft dat 😡").score <= -0.6, "{tag}");
        assert!(read(tag, "👍").score > 0.2, "{tag}");
        assert_eq!(read(tag, "terrible").score, 0.0, "{tag}");
    }
    assert!(read("de", "worst ever").words.is_empty());
}

#[test]
fn a_class_is_told_once_where_it_stands() {
    let text = "Idiots! You STUPID bot, my lawyer will call. Idiots!";
    let mood = read("en", text);
    let found: Vec<_> = mood.classes.iter().map(|f| (f.class, f.span.of(text))).collect();
    assert_eq!(found, [(WordClass::Insult, "Idiots"), (WordClass::Legal, "lawyer")]);
    let mood = read("en", "you really are such a complete fool");
    assert_eq!(mood.classes.first().map(|found| (found.span.start, found.span.end)), Some((0, 35)));
}

fn of_bot(yaml: &str, text: &str) -> Understanding {
    bot(yaml).understand(text, &Hint::default(), Timestamp::default(), Detail::Sums)
}

#[test]
fn authors_add_to_classes() {
    let tea = "intents: {tea: {user: tea, bot: A}}\n";
    let more = format!(
        "{tea}words: {{insult: '(you [complete] <bird>|numpty|a)', bird: (turkey|goose), legal: the bbc}}"
    );
    for (text, expected) in [
        ("what a numpty", &["insult"][..]),
        ("You really are, you complete GOOSE", &["insult"]),
        ("you idiot", &["insult"]),
        ("I will tell the BBC", &["legal"]),
        ("numpty, I will tell BBC", &["insult", "legal"]),
        // A word that is left out elsewhere is not found everywhere.
        ("a goose", &[]),
        ("bird", &[]),
    ] {
        assert_eq!(classes_of(&of_bot(&more, text).mood), expected, "{text}");
    }
    assert!(of_bot(tea, "what a numpty").mood.is_neutral());
    assert!(of_bot(&format!("{tea}words: {{insults: numpty}}"), "numpty").mood.is_neutral());
}

#[test]
fn spelling_is_not_corrected_before() {
    let yaml = "intents: {ship: {user: [do you ship, shipping to france], bot: A}}";
    let understanding = of_bot(yaml, "this is shite");
    assert!(understanding.mood.score <= -0.6, "{:?}", understanding.mood);
}

#[test]
fn explanations_tell_a_mood_where_there_is_one() {
    let yaml = "intents: {tea: {user: tea please, bot: A}}";
    let told = |text: &str| of_bot(yaml, text).explain().to_string();
    let angry = told("tea, you idiot");
    assert!(angry.contains("  mood -0.73: idiot -0.45, idiot -0.30\n"), "{angry}");
    assert!(angry.contains("  insult: \"idiot\"\n"), "{angry}");
    assert!(!told("tea please").contains("mood"));
    let json = serde_json::to_string(&of_bot(yaml, "I want to kill myself").mood).unwrap();
    assert!(
        json.contains("\"class\":\"self_harm\"") && json.starts_with("{\"score\":-0."),
        "{json}"
    );
}

/// All phrases of a language.
fn phrases(speech: &'static Speech) -> impl Iterator<Item = &'static str> {
    let effects = speech.effects.iter().flat_map(|(_, phrases)| phrases.iter());
    let labels = speech.labels.iter().flat_map(|(_, phrases)| phrases.iter());
    effects.chain(labels).copied().chain((!speech.fillers.is_empty()).then_some(speech.fillers))
}

#[test]
fn the_data_is_sound() {
    for tag in LANGUAGES {
        let language = Language::of(tag);
        let speech = Speech::of(language);
        for phrase in phrases(speech) {
            let found = sequences(phrase, language);
            assert!(!found.is_empty() && found.len() < READINGS, "{tag} {}: {phrase}", found.len());
            assert!(found.iter().all(|words| (1..=12).contains(&words.len())), "{tag} {phrase}");
        }
        let words: Vec<&str> =
            speech.words.lines().map(|line| line.split(' ').next().unwrap()).collect();
        assert_eq!(words.len(), speech.lexicon().count(), "{tag}: a line without a value");
        assert!(words.is_sorted() && speech.words.len() < 150_000);
        for word in &words {
            assert_eq!(words_of(word, "sw"), [*word], "{tag}: not one folded word");
        }
        for (_, value) in speech.lexicon() {
            assert!(value != 0 && value.abs() <= 600);
        }
        let table = shared(language);
        assert!(table.size() < 1_000_000, "{tag}: {}", table.size());
        for class in WordClass::ALL {
            assert!(speech.labels.iter().any(|(label, _)| *label == Label::Class(class)), "{tag}");
        }
    }
}

/// No words are in two classes, and none that is innocent is a class.
#[test]
fn no_words_have_two_labels() {
    for tag in LANGUAGES {
        let language = Language::of(tag);
        let mut seen: BTreeMap<Sequence, Label> = BTreeMap::new();
        for &(label, phrases) in Speech::of(language).labels {
            for words in phrases.iter().flat_map(|phrase| sequences(phrase, language)) {
                let before = *seen.entry(words.clone()).or_insert(label);
                assert_eq!(before, label, "{tag} {words:?}");
            }
        }
    }
}

/// Words of all roles, marks, and things that are no words.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        prop::sample::select(vec![
            "not", "very", "so", "sooo", "good", "bad", "GREAT", "but", "kind of", "idiot", "you",
            "i", "will", "sue", "kill", "myself", "😡", "👍", ":)", "!!", "??", "nicht", "12", "a",
            "isn't", "worst", ",", "fuckkk", "AAAA", "é", "订单",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,12}",
    ];
    prop::collection::vec(word, 0..40).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn any_text_has_a_mood_within_bounds(text in text(), tag in prop::sample::select(vec!["en", "de", "es", "fr", "nl"])) {
        let mood = read(tag, &text);
        prop_assert!((-1.0..=1.0).contains(&mood.score), "{}", mood.score);
        prop_assert!(mood.words.len() <= 64 && mood.classes.len() <= 4);
        prop_assert_eq!(&read(tag, &text), &mood);
        // The score is what its parts make.
        let sum: f64 = mood.words.iter().map(|word| f64::from(word.value)).sum();
        let whole = sum / (sum * sum + 0.5).sqrt();
        prop_assert!((whole - f64::from(mood.score)).abs() < 0.001, "{whole} {}", mood.score);
        for word in &mood.words {
            prop_assert!(word.value != 0.0 && word.value.abs() <= 1.0 && !word.text.is_empty());
            prop_assert!(text.get(word.span.start..word.span.end).is_some_and(|t| !t.is_empty()));
        }
        for found in &mood.classes {
            prop_assert!(!found.span.of(&text).is_empty());
        }
        if mood.words.is_empty() {
            prop_assert_eq!(mood.score, 0.0);
        }
    }

    #[test]
    fn negating_what_is_good_lowers_it(
        good in prop::sample::select(vec!["good", "great", "happy", "helpful", "perfect", "satisfied", "amazing"]),
        before in prop::sample::select(vec!["it is", "this was", "I am", "the lamp is"]),
        scale in prop::sample::select(vec!["", "very ", "so ", "really "]),
    ) {
        let plain = score(&format!("{before} {scale}{good}"));
        let negated = score(&format!("{before} not {scale}{good}"));
        prop_assert!(plain >= 0.5 && negated < 0.0, "{plain} {negated}");
    }
}

#[test]
fn long_texts_are_bounded() {
    for word in ["good ", "not ", "very ", "you ", "😡", "!", ":)", "a", "sooo ", "but bad ", "订"]
    {
        let mood = read("en", &word.repeat(2_000));
        assert!(mood.words.len() <= 64 && mood.score.abs() <= 1.0, "{word}");
    }
}
