//! Texts with `*` for any run of characters.

/// Whether `text` is what `pattern` says. Runs of white space count as one space.
///
/// # Errors
/// The character (from 0) of the folded text where it begins to differ.
pub(super) fn compare(pattern: &str, text: &str) -> Result<(), usize> {
    let (pattern, text) = (folded(pattern), letters(text));
    let pieces: Vec<Vec<char>> = pattern.split('*').map(|piece| piece.chars().collect()).collect();
    let Some((first, rest)) = pieces.split_first() else { return Ok(()) };
    let same = first.iter().zip(&text).take_while(|(a, b)| a == b).count();
    if same < first.len() {
        return Err(same);
    }
    let Some((last, between)) = rest.split_last() else {
        return if text.len() == first.len() { Ok(()) } else { Err(first.len()) };
    };
    let mut at = first.len();
    for piece in between {
        at = find(&text, at, piece).ok_or(at)? + piece.len();
    }
    let left = text.get(at..).unwrap_or_default();
    if left.ends_with(last) { Ok(()) } else { Err(at) }
}

/// The text on one line, each run of white space as one space: what [`compare`] counts in.
pub(super) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn letters(text: &str) -> Vec<char> {
    folded(text).chars().collect()
}

fn find(text: &[char], from: usize, piece: &[char]) -> Option<usize> {
    let ends = text.len().checked_sub(piece.len())?;
    (from..=ends).find(|&at| text.get(at..at + piece.len()) == Some(piece))
}

#[cfg(test)]
mod tests {
    use super::compare;

    #[test]
    fn stars_stand_for_anything() {
        for (pattern, text) in [
            ("Hi!", "Hi!"),
            ("*", ""),
            ("", ""),
            ("*", "x\ny"),
            ("a  b", "a\n b "),
            ("*b*", "abc"),
            ("a*c", "ac"),
            ("a**c", "abc"),
            ("*ab", "aab"),
            ("*ab*ab", "xabxxab"),
            ("5 * 5", "5 * 5"),
        ] {
            assert_eq!(compare(pattern, text), Ok(()), "{pattern:?} {text:?}");
        }
        for (pattern, text, at) in [
            ("Hi!", "hi!", 0),
            ("Hi", "Hi!", 2),
            ("Hi!", "Hi", 2),
            ("", "x", 0),
            ("a*c", "abd", 1),
            ("ab*ba", "aba", 2),
            ("*ab*ab", "xab", 3),
            ("*x*", "abc", 0),
        ] {
            assert_eq!(compare(pattern, text), Err(at), "{pattern:?} {text:?}");
        }
    }
}
