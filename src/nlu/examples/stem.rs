//! A light English stemmer for the pairs of words: "orders" pairs like "order". Used for nothing
//! else, and never shown. It changes nothing in scripts without these endings.

/// The stem of a folded word.
pub(super) fn stem(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() > 3 {
        plural(&mut letters);
    }
    if letters.len() > 5 && letters.ends_with(&['i', 'n', 'g']) {
        shorten(&mut letters, 3);
    } else if letters.len() > 4 && letters.ends_with(&['e', 'd']) {
        shorten(&mut letters, 2);
    }
    if let [.., before, last] = letters.as_slice()
        && letters.len() > 4
        && before == last
        && !['l', 's', 'z'].contains(last)
    {
        shorten(&mut letters, 1);
    }
    if letters.len() > 4 && letters.ends_with(&['e']) {
        shorten(&mut letters, 1);
    }
    letters.into_iter().collect()
}

fn plural(letters: &mut Vec<char>) {
    match letters.as_slice() {
        [_, _, .., 'i', 'e', 's'] => {
            shorten(letters, 3);
            letters.push('y');
        }
        [.., 's' | 'x' | 'z', 'e', 's'] => shorten(letters, 2),
        [.., before, 's'] if !['s', 'u'].contains(before) => shorten(letters, 1),
        _ => {}
    }
}

fn shorten(letters: &mut Vec<char>, by: usize) {
    letters.truncate(letters.len().saturating_sub(by));
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn endings_table() {
        for (word, expected) in [
            ("orders", "order"),
            ("ordering", "order"),
            ("ordered", "order"),
            ("parties", "party"),
            ("dies", "die"),
            ("boxes", "box"),
            ("address", "address"),
            ("status", "status"),
            ("shipping", "ship"),
            ("cancelled", "cancell"),
            ("arrive", "arriv"),
            ("is", "is"),
            ("bus", "bus"),
            ("the", "the"),
            ("", ""),
            ("订单", "订单"),
            ("größes", "größ"),
            ("#6", "#6"),
        ] {
            assert_eq!(stem(word), expected, "{word}");
        }
    }
}
