//! How do I let my own code take part in understanding?
//!
//! Where the host knows something that no definition can say. Here: a parcel number of the Universal
//! Postal Union (S10) is told from any other number by its check digit.
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::error::Error;

use frontdesk::{Bot, Conversation, Decision, Hits, Matcher, Utterance};

const SHOP: &str = r#"
intents:
  track_parcel:
    user: [where is my parcel, track my parcel]
    bot: Please put the parcel number into track.example, it knows more than I do.
  return_policy:
    user: [what is your return policy, i want to send something back]
    bot: You have 30 days.
"#;

/// Sees parcel numbers such as `RR 473124829 DE`.
struct ParcelNumber;

impl Matcher for ParcelNumber {
    fn name(&self) -> &'static str {
        "parcel number"
    }

    fn find(&self, utterance: &Utterance<'_>, hits: &mut Hits<'_>) {
        // Tokens are folded words and numbers, so capitals and blanks need no thought here.
        let words: Vec<&str> = utterance.words().collect();
        for (at, window) in words.windows(3).enumerate() {
            let [service, digits, country] = window else { continue };
            if is_two_letters(service) && is_two_letters(country) && is_checked(digits) {
                // The probability that the customer means this intent, if nothing else is known.
                let span = utterance.span_of_tokens(at..at + 3);
                hits.add_at("track_parcel", 0.9, "its check digit is right", span);
            }
        }
    }
}

fn is_two_letters(word: &str) -> bool {
    word.len() == 2 && word.bytes().all(|b| b.is_ascii_lowercase())
}

/// Eight digits and the check digit of S10.
fn is_checked(digits: &str) -> bool {
    const WEIGHTS: [u32; 8] = [8, 6, 4, 2, 3, 5, 9, 7];
    let values: Option<Vec<u32>> = digits.chars().map(|c| c.to_digit(10)).collect();
    let Some([number @ .., check]) = values.as_deref() else { return false };
    if number.len() != WEIGHTS.len() {
        return false;
    }
    let sum: u32 = number.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let expected = match 11 - sum % 11 {
        10 => 0,
        11 => 5,
        other => other,
    };
    *check == expected
}

fn main() -> Result<(), Box<dyn Error>> {
    let bot = Bot::builder().yaml_str("shop.yaml", SHOP).matcher(ParcelNumber).build()?;

    let reply = bot.respond(&mut Conversation::new(), "RR 473124829 DE??");
    println!("{}\n", reply.text());
    assert!(reply.text().contains("track.example"));

    // The evidence stands in the explanation beside that of the built-in matchers.
    let understanding = bot.explain("any news of rr473124829de?");
    println!("{}\n", understanding.explain());
    let best = understanding.best().ok_or("the matcher has found it")?;
    let own = best.evidence.iter().find(|e| e.matcher == "parcel number").ok_or("no evidence")?;
    let span = own.span.ok_or("it stands in one place")?;
    assert_eq!(span.of(&understanding.text), "rr473124829de");

    // A wrong check digit is just another number.
    let wrong = bot.understand("RR 473124820 DE");
    assert_eq!(bot.decide(&wrong), Decision::Miss);

    // It is one voice among others: an exact phrase of another intent still wins.
    let exact = bot.understand("What is your return policy?");
    assert!(exact.best().is_some_and(|best| &*best.intent == "return_policy"));
    Ok(())
}
