//! Messages as a channel can show them: long texts in parts, buttons as a numbered list, images as
//! links. The last thing that happens to a reply; nothing is decided here.

use unicode_segmentation::UnicodeSegmentation;

use crate::reply::{Button, ChannelProfile, Message, Press};

/// Shapes messages. `choices` are those that the typed numbers 1, 2, … send, in this order.
pub(super) fn shape(
    messages: Vec<Message>,
    profile: &ChannelProfile,
    choices: &[String],
) -> Vec<Message> {
    let mut numbers = Numbers { choices, next: 0 };
    let mut shaped = Vec::with_capacity(messages.len());
    for mut message in messages {
        let listed = numbers.list(&message.buttons);
        let too_many = profile.max_buttons.is_some_and(|most| message.buttons.len() > most);
        if (profile.is_text_only || too_many) && !message.buttons.is_empty() {
            add_line(&mut message.text, &listed);
            message.buttons.clear();
        }
        if profile.is_text_only
            && let Some(image) = message.image.take()
        {
            add_line(&mut message.text, &image);
        }
        match profile.max_text {
            Some(most) => in_parts(message, most, &mut shaped),
            None => shaped.push(message),
        }
    }
    shaped
}

/// The numbers that customers can type, in the order of the buttons.
struct Numbers<'c> {
    choices: &'c [String],
    next: usize,
}

impl Numbers<'_> {
    /// The buttons as lines. Those that no number stands for are on one line if all are such.
    fn list(&mut self, buttons: &[Button]) -> String {
        let numbers: Vec<Option<usize>> = buttons.iter().map(|button| self.of(button)).collect();
        let are_plain = buttons.iter().all(|button| matches!(button.press, Press::Choice(_)));
        if are_plain && numbers.iter().all(Option::is_none) {
            let labels: Vec<&str> = buttons.iter().map(|button| button.label.as_str()).collect();
            return labels.join(" / ");
        }
        let lines = buttons.iter().zip(numbers).map(|(Button { label, press }, number)| {
            match (number, press) {
                (Some(number), _) => format!("{number}. {label}"),
                (None, Press::Link(link)) if link == label => link.clone(),
                (None, Press::Link(link)) => format!("{label}: {link}"),
                (None, Press::Choice(_)) => format!("- {label}"),
            }
        });
        lines.collect::<Vec<String>>().join("\n")
    }

    fn of(&mut self, button: &Button) -> Option<usize> {
        let Press::Choice(choice) = &button.press else { return None };
        let choice = super::options::kept_choice(choice);
        let found = self.choices.iter().skip(self.next).position(|known| *known == choice)?;
        self.next += found + 1;
        Some(self.next)
    }
}

fn add_line(text: &mut String, line: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}

fn in_parts(message: Message, most: usize, shaped: &mut Vec<Message>) {
    let Message { text, buttons, image, custom, written_at } = message;
    let mut parts: Vec<Message> = split(&text, most).into_iter().map(Message::text).collect();
    if parts.is_empty() {
        parts.push(Message::text(text));
    }
    for part in &mut parts {
        part.written_at = written_at;
    }
    if let Some(first) = parts.first_mut() {
        first.image = image;
    }
    if let Some(last) = parts.last_mut() {
        last.buttons = buttons;
        last.custom = custom;
    }
    shaped.extend(parts);
}

/// A line or a sentence that ends before this share of the room ends too early: it would make a
/// very short message, so the part ends between words instead.
const LEAST_SHARE: usize = 3;

/// A text in parts of at most `most` characters.
fn split(text: &str, most: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (part, after) = rest.split_at_checked(cut(rest, most)).unwrap_or((rest, ""));
        parts.push(part.trim_end());
        rest = after.trim_start();
    }
    parts
}

/// Where the first part ends, in bytes: more than nothing.
fn cut(text: &str, most: usize) -> usize {
    let Some((room, _)) = text.char_indices().nth(most) else { return text.len() };
    let (mut line, mut sentence, mut word) = (0, 0, 0);
    let mut before = ' ';
    let least = most / LEAST_SHARE;
    for (number, (at, c)) in text.char_indices().take(most + 1).enumerate() {
        if c.is_whitespace() {
            word = at;
            if c == '\n' && number > least {
                line = at;
            }
            if matches!(before, '.' | '!' | '?' | '…' | ':') && number > least {
                sentence = at;
            }
        } else if matches!(before, '。' | '！' | '？') && number > least {
            sentence = at;
        }
        before = c;
    }
    let borders = [line, sentence, word];
    let whole =
        || text.grapheme_indices(true).map(|(at, _)| at).take_while(|at| *at <= room).last();
    borders.into_iter().find(|at| *at > 0).or_else(|| whole().filter(|at| *at > 0)).unwrap_or(room)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_end_at_lines_sentences_words_and_graphemes() {
        let table: &[(&str, usize, &[&str])] = &[
            ("", 20, &[]),
            ("short", 20, &["short"]),
            ("exactly twenty chars", 20, &["exactly twenty chars"]),
            ("Exactly twenty here. And more", 20, &["Exactly twenty here.", "And more"]),
            (
                "One sentence. Another one that is long.",
                24,
                &["One sentence.", "Another one that is", "long."],
            ),
            ("Ah. This one is so much longer", 24, &["Ah. This one is so much", "longer"]),
            ("first line\nsecond one. third", 24, &["first line", "second one. third"]),
            ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 20, &["aaaaaaaaaaaaaaaaaaaa", "aaaaaaaaa"]),
            (
                "これは長い文です。もう一つの文はここにあります。",
                20,
                &["これは長い文です。", "もう一つの文はここにあります。"],
            ),
            ("   spaces   all     around     here   ", 20, &["spaces   all", "around     here"]),
            ("🏳️‍🌈🏳️‍🌈🏳️‍🌈🏳️‍🌈🏳️‍🌈🏳️‍🌈", 20, &["🏳️‍🌈🏳️‍🌈🏳️‍🌈🏳️‍🌈🏳️‍🌈", "🏳️‍🌈"]),
        ];
        for (text, most, parts) in table {
            assert_eq!(split(text, *most), *parts, "{text:?}");
        }
        // One grapheme that is longer than the room.
        let stacked = format!("e{}", "\u{301}".repeat(50));
        assert_eq!(split(&stacked, 20).concat(), stacked);
    }

    fn choice(label: &str) -> Button {
        Button { label: label.to_owned(), press: Press::Choice(label.to_lowercase()) }
    }

    fn link(label: &str) -> Button {
        Button { label: label.to_owned(), press: Press::Link("https://x.example".to_owned()) }
    }

    fn lined(profile: &ChannelProfile, buttons: Vec<Button>, choices: &[&str]) -> String {
        let choices: Vec<String> = choices.iter().map(|c| (*c).to_owned()).collect();
        let message = Message { buttons, ..Message::text("Which?") };
        let shaped = shape(vec![message], profile, &choices);
        let shown = |m: &Message| format!("{}+{}", m.text.replace('\n', "|"), m.buttons.len());
        shaped.iter().map(shown).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn numbers_are_those_that_can_be_typed() {
        let text = ChannelProfile::text_only();
        let two = ChannelProfile::rich().max_buttons(2);
        let (a, b, l) = (|| choice("A"), || choice("B"), || link("Site"));
        assert_eq!(
            lined(&text, vec![a(), l(), b()], &["a", "b"]),
            "Which?|1. A|Site: https://x.example|2. B+0"
        );
        assert_eq!(lined(&text, vec![a(), b()], &["b"]), "Which?|- A|1. B+0");
        assert_eq!(lined(&text, vec![a(), b()], &[]), "Which?|A / B+0");
        assert_eq!(lined(&text, vec![], &["a"]), "Which?+0");
        assert_eq!(lined(&two, vec![a(), b()], &["a", "b"]), "Which?+2");
        assert_eq!(
            lined(&two, vec![a(), b(), l()], &["a", "b"]),
            "Which?|1. A|2. B|Site: https://x.example+0"
        );
        assert_eq!(lined(&ChannelProfile::rich(), vec![a(), b(), l()], &[]), "Which?+3");
    }

    #[test]
    fn buttons_of_an_earlier_message_keep_their_numbers() {
        let first = Message { buttons: vec![choice("A")], ..Message::text("One") };
        let second = Message { buttons: vec![choice("B"), choice("C")], ..Message::text("Two") };
        let choices = ["a", "b", "c"].map(str::to_owned);
        let profile = ChannelProfile::rich().max_buttons(1);
        let shaped = shape(vec![first, second], &profile, &choices);
        let texts: Vec<&str> = shaped.iter().map(|m| m.text.as_str()).collect();
        assert_eq!(texts, ["One", "Two\n2. B\n3. C"]);
    }

    #[test]
    fn parts_keep_all_that_the_message_had() {
        let message = Message {
            buttons: vec![choice("A")],
            image: Some("https://x.example/i.png".to_owned()),
            custom: Some(crate::value::Value::from(1)),
            ..Message::text("A sentence of words. Another sentence.")
        };
        let shaped = shape(vec![message.clone()], &ChannelProfile::rich().max_text(1), &[]);
        let [first, last] = shaped.as_slice() else { panic!("{shaped:?}") };
        assert_eq!((first.text.as_str(), first.image.is_some()), ("A sentence of words.", true));
        assert_eq!((last.buttons.len(), last.custom.is_some()), (1, true));
        let shaped = shape(vec![message], &ChannelProfile::text_only(), &[]);
        let [only] = shaped.as_slice() else { panic!("{shaped:?}") };
        assert!(only.text.ends_with("sentence.\nA\nhttps://x.example/i.png"), "{}", only.text);
        assert_eq!(only.image, None);
        // A message without any text stays one.
        let image = Message { image: Some("i".to_owned()), ..Message::default() };
        assert_eq!(shape(vec![image], &ChannelProfile::rich().max_text(50), &[]).len(), 1);
    }
}
