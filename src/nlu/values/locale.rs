//! What a country decides: the order of day and month, the decimal sign, the money.

use super::words::Words;

/// The country's habits, and the words of the language.
#[derive(Debug)]
pub(super) struct Locale {
    pub(super) words: &'static Words,
    /// 12/03 is December 3.
    pub(super) month_first: bool,
    /// 1,50 is one and a half, and 1.000 a thousand.
    pub(super) decimal_comma: bool,
    /// The money that a number without a sign is in, as an ISO 4217 code.
    pub(super) currency: &'static str,
    /// What `$` means.
    pub(super) dollar: &'static str,
}

/// Countries that write the month first.
const MONTH_FIRST: [&str; 2] = ["us", "ph"];
/// Countries that speak a language of decimal commas and write points.
const DECIMAL_POINT: [&str; 6] = ["ch", "li", "mx", "us", "pr", "gt"];
/// Money by country; the first of a language stands in its tables.
const MONEY: [(&str, &str); 13] = [
    ("us", "USD"),
    ("gb", "GBP"),
    ("ie", "EUR"),
    ("ca", "CAD"),
    ("au", "AUD"),
    ("nz", "NZD"),
    ("in", "INR"),
    ("sg", "SGD"),
    ("ch", "CHF"),
    ("li", "CHF"),
    ("mx", "MXN"),
    ("ar", "ARS"),
    ("co", "COP"),
];
/// Countries whose own money is written `$`.
const DOLLARS: [&str; 8] = ["USD", "CAD", "AUD", "NZD", "SGD", "MXN", "ARS", "COP"];

impl Locale {
    pub(super) fn new(tag: &str, words: &'static Words) -> Locale {
        // `zh-Hant-TW`: the country is the part of two letters behind the first.
        let mut parts = tag.split(['-', '_']).skip(1);
        let country = parts.find(|part| part.len() == 2).unwrap_or_default().to_ascii_lowercase();
        let is = |known: &str| known == country;
        let money = MONEY.iter().find(|(known, _)| is(known));
        let currency = money.map_or(words.currency, |(_, code)| code);
        let has_dollars = money.is_some() && DOLLARS.contains(&currency);
        Locale {
            words,
            month_first: MONTH_FIRST.into_iter().any(is),
            decimal_comma: words.decimal_comma && !DECIMAL_POINT.into_iter().any(is),
            currency,
            dollar: if has_dollars { currency } else { "USD" },
        }
    }
}
