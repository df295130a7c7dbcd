//! The lines on which a bot did the wrong thing, as a table for other programs.

use std::io::{self, Write};

use super::answer::Answer;
use crate::commands::explain::word;
use crate::labelled::OUT_OF_SCOPE;

/// Writes a line with the names of the columns, then one for each answer that is not right, in
/// their order. The best candidate stands there whatever the decision; where there is none, `-`.
pub(crate) fn write_errors(answers: &[Answer], mut to: impl Write) -> io::Result<()> {
    writeln!(to, "line\tintent\tpredicted\tconfidence\tdecision\ttext")?;
    for answer in answers.iter().filter(|answer| !answer.is_right()) {
        writeln!(
            to,
            "{}\t{}\t{}\t{:.3}\t{}\t{}",
            answer.place,
            answer.gold.as_deref().unwrap_or(OUT_OF_SCOPE),
            answer.best.as_deref().unwrap_or("-"),
            answer.confidence,
            word(answer.decision),
            // The last column, but a tab in it would still be one more.
            answer.text.replace(char::is_control, " "),
        )?;
    }
    to.flush()
}

#[cfg(test)]
mod tests {
    use super::super::answer::sample;
    use super::*;

    #[test]
    fn only_what_went_wrong_is_written() {
        let mut answers = vec![
            sample("a", "a", 0.9),
            sample("a", "b", 0.75),
            sample("a", "a", 0.4),
            sample("oos", "b", 0.5),
            sample("oos", "b", 0.4),
            sample("b", "", 0.0),
        ];
        answers[1].text = "one\ttwo".into();
        answers[1].place = "7".into();
        let mut out = Vec::new();
        write_errors(&answers, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "line\tintent\tpredicted\tconfidence\tdecision\ttext\n\
             7\ta\tb\t0.750\tact\tone two\n\
             1\ta\ta\t0.400\task\t\n\
             1\toos\tb\t0.500\tact\t\n\
             1\tb\t-\t0.000\tmiss\t\n"
        );
    }
}
