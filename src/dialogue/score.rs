//! A score in whatever form customers give it: "4", "4/5", "four stars", "⭐⭐⭐⭐", "👍".

/// Longest answer that is a score and not a sentence with a number in it, in words.
const MOST_WORDS: usize = 6;

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
    let numbers: Vec<i64> = words.iter().filter_map(number).collect();
    match numbers.as_slice() {
        [score] => Some(*score).filter(is_on_scale),
        // "4/5", "8 out of 10"
        [score, most] if *most == to => Some(*score).filter(is_on_scale),
        [] if stars > 0 => i64::try_from(stars).ok().filter(is_on_scale),
        [] if words.is_empty() => face(&text, (from, to)),
        _ => None,
    }
}

/// "-3" and "4.5" are on no scale, and must not be read as 3 and 4.
fn has_sign_or_fraction(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let is_digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
    let signed = matches!(letters.first(), Some('-' | '−')) && is_digit(letters.get(1));
    let mut threes = letters.windows(3);
    signed
        || threes.any(|three| match three {
            [a, '.' | ',', b] => a.is_ascii_digit() && b.is_ascii_digit(),
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
            ("vier", "en", five, None),
            ("99999999999999999999", "en", five, None),
        ];
        for (text, language, scale, score) in table {
            assert_eq!(read_score(text, *scale, language), *score, "{text:?}");
        }
    }
}
