//! A score in whatever form customers give it: "4", "4/5", "four stars", "⭐⭐⭐⭐", "👍".

/// Longest answer that is a score and not a sentence with a number in it, in words.
const MOST_WORDS: usize = 10;

/// Stars that are counted.
const STARS: [char; 3] = ['⭐', '★', '🌟'];

/// Where on the scale a face or a hand stands, in quarters of it.
const FACES: [(&str, i64); 5] = [
    ("😡🤬👎😠😭", 0),
    ("😞😟🙁☹😢😕", 1),
    ("😐😑🤷", 2),
    ("🙂😊☺", 3),
    ("😀😃😄😁😍🤩🥰👍❤💯", 4),
];

/// The numbers from nothing to ten, by language.
const WORDS: [(&str, [&str; 11]); 4] = [
    ("en", ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]),
    (
        "de",
        ["null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn"],
    ),
    (
        "es",
        ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"],
    ),
    ("fr", ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"]),
];

/// Words that stand beside a score and say nothing else, by language; of the first line those between
/// a score and the highest one.
const BESIDE: [(&str, [&str; 2]); 4] = [
    (
        "en",
        [
            "out of",
            "a an i d ll would will go with say give you it that is was be s my rating score from me \
             star stars point points think guess suppose maybe about probably definitely only just \
             solid clear strong so well um please thanks",
        ],
    ),
    (
        "de",
        [
            "von aus",
            "ich würde wurde sagen gebe euch ihnen eine einen ein klare solide note stern sterne punkt \
             punkte es ist war das etwa vielleicht wohl nur glaube denke mal so also mir bitte danke",
        ],
    ),
    (
        "es",
        [
            "de sobre",
            "yo diría diria doy le les un una nota estrella estrellas punto puntos es creo que quizás \
             quizas solo pues supongo gracias",
        ],
    ),
    (
        "fr",
        [
            "sur",
            "je j dirais donne mets vous une note étoile étoiles etoile etoiles point points c est \
             environ peut être etre seulement pense merci",
        ],
    ),
];

/// The score that a text gives on the scale, if it is one and nothing else.
pub(super) fn read_score(text: &str, (from, to): (i64, i64), language: &str) -> Option<i64> {
    let is_on_scale = |score: &i64| (from..=to).contains(score);
    let text = text.trim().to_lowercase();
    let stars = text.chars().filter(|c| STARS.contains(c)).count();
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.len() > MOST_WORDS || has_sign_or_fraction(&text) {
        return None;
    }
    let code = language.split('-').next().unwrap_or(language);
    let names = WORDS.iter().find(|(known, _)| *known == code).map(|(_, names)| names);
    let number = |word: &&str| {
        let named = || names?.iter().position(|name| name == word);
        word.parse::<i64>().ok().or_else(|| i64::try_from(named()?).ok())
    };
    let [between, beside] =
        BESIDE.iter().find(|(known, _)| *known == code).map_or([""; 2], |b| b.1);
    let is_among = |list: &str, word: &str| list.split_whitespace().any(|known| known == word);
    let is_out_of = text.contains('/') || words.iter().any(|word| is_among(between, word));
    // A sentence with a number in it is about something else.
    let mut others = words.iter().filter(|word| number(word).is_none());
    if others.any(|word| !is_among(beside, word) && !is_among(between, word)) {
        return None;
    }
    let numbers: Vec<i64> = words.iter().filter_map(number).collect();
    match numbers.as_slice() {
        [score] => Some(*score).filter(is_on_scale),
        // "4/5", "8 out of 10"
        [score, most] if *most == to && is_out_of => Some(*score).filter(is_on_scale),
        [] if stars > 0 => i64::try_from(stars).ok().filter(is_on_scale),
        [] if words.is_empty() => face(&text, (from, to)),
        _ => None,
    }
}

/// "-3" and "4.5" are on no scale, and must not be read as 3 and 4.
fn has_sign_or_fraction(text: &str) -> bool {
    // A space before, so that the first sign is as any other.
    let letters: Vec<char> = std::iter::once(' ').chain(text.chars()).collect();
    letters.windows(3).any(|three| match three {
        [a, '.' | ',', b] => a.is_ascii_digit() && b.is_ascii_digit(),
        [a, '-' | '−', b] => a.is_whitespace() && b.is_ascii_digit(),
        _ => false,
    })
}

fn face(text: &str, (from, to): (i64, i64)) -> Option<i64> {
    const QUARTERS: i64 = 4;
    let mut found = text.chars().filter_map(|c| {
        FACES.iter().find(|(faces, _)| faces.contains(c)).map(|(_, quarters)| *quarters)
    });
    let first = found.next()?;
    // Faces that say different things say nothing.
    if found.any(|other| other != first) {
        return None;
    }
    Some(from + ((to - from) * first + QUARTERS / 2) / QUARTERS)
}

#[cfg(test)]
mod tests {
    use super::read_score;

    #[test]
    fn scores_in_many_forms() {
        let five = (1, 5);
        type Row = (&'static str, &'static str, (i64, i64), Option<i64>);
        let table: &[Row] = &[
            ("4", "en", five, Some(4)),
            (" 5! ", "en", five, Some(5)),
            ("4/5", "en", five, Some(4)),
            ("4 out of 5", "en", five, Some(4)),
            ("a four, i think", "en", five, Some(4)),
            ("Four stars", "en", five, Some(4)),
            ("vier von fünf", "de", five, Some(4)),
            ("fünf", "de-AT", five, Some(5)),
            ("dix", "fr", (0, 10), Some(10)),
            ("cero", "es", (0, 10), Some(0)),
            ("⭐⭐⭐", "en", five, Some(3)),
            ("★★★★☆", "en", five, Some(4)),
            ("👍", "en", five, Some(5)),
            ("👍👍🏽", "en", five, Some(5)),
            ("👎", "en", (0, 10), Some(0)),
            ("😐", "en", five, Some(3)),
            ("🙂", "en", (0, 10), Some(8)),
            // No scores.
            ("", "en", five, None),
            ("0", "en", five, None),
            ("6", "en", five, None),
            ("4.5", "en", five, None),
            ("-3", "en", five, None),
            ("4 or 3", "en", five, None),
            ("⭐⭐⭐⭐⭐⭐", "en", five, None),
            ("👍👎", "en", five, None),
            ("i have 4 orders and none of them came", "en", five, None),
            ("great", "en", five, None),
            ("is store 3 open", "en", five, None),
            ("i have two questions", "en", five, None),
            ("4 days late", "en", five, None),
            ("one of the best", "en", five, None),
            ("no one helped me", "en", five, None),
            ("un très bon service", "fr", five, None),
            ("4 or 5", "en", five, None),
            ("4-5", "en", five, None),
            ("i would say -3", "en", five, None),
            ("i would say 3", "en", five, Some(3)),
            ("a 4 i guess", "en", five, Some(4)),
            ("well, i'd go with a solid 4", "en", (0, 10), Some(4)),
            ("ich würde vier sagen", "de", five, Some(4)),
            ("8 sur 10", "fr", (0, 10), Some(8)),
            ("vier", "en", five, None),
            ("99999999999999999999", "en", five, None),
        ];
        for (text, language, scale, score) in table {
            assert_eq!(read_score(text, *scale, language), *score, "{text:?}");
        }
    }
}
