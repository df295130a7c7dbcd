//! What a bot knows of a language without being told: contractions, phrases of the built-in
//! meanings, and the bot's own wordings. Chosen by `about.language`; data, no code.

use super::lead_in::LeadIns;
pub(crate) use crate::understanding::Meaning;

mod de;
mod en;
mod es;
mod fr;

/// The data of one language. A language without data has no contractions and no built-in meanings,
/// and speaks English where the author wrote nothing.
#[derive(Debug)]
pub(crate) struct Language {
    /// ISO 639-1 code; empty for a language without data.
    pub(crate) code: &'static str,
    /// What the bot itself says.
    pub(crate) wording: &'static Wording,
    short_forms: ShortForms,
    suffixes: &'static [(&'static str, &'static str)],
    meanings: &'static [(Meaning, &'static [&'static str])],
    /// As `meanings`, for what means it only where nothing else is said: "a person".
    alone: &'static [(Meaning, &'static [&'static str])],
    pub(super) lead_ins: LeadIns,
}

/// What the bot says of itself where the author wrote nothing. Each is plain text and stands alone.
#[derive(Debug)]
pub(crate) struct Wording {
    /// The first miss, and after "none of these": asks for other words.
    pub(crate) rephrase: &'static str,
    /// Above the buttons of a clarification.
    pub(crate) did_you_mean: &'static str,
    /// The last button of a clarification.
    pub(crate) none_of_these: &'static str,
    /// After "none of these".
    pub(crate) in_other_words: &'static str,
    /// The conversation goes to a human.
    pub(crate) handoff: &'static str,
    /// Above the questions before a handoff.
    pub(crate) handoff_first: &'static str,
    /// The conversation would go to a human, and nobody is there.
    pub(crate) written_down: &'static str,
    /// Nobody took the conversation.
    pub(crate) nobody_free: &'static str,
    /// The conversation goes to a human because the bot cannot go on.
    pub(crate) handoff_stuck: &'static str,
    /// Something failed on our side, and a human is told.
    pub(crate) failed: &'static str,
    /// Between the last two of several things: "a, b and c".
    pub(crate) and: &'static str,
    /// An answer to the bot's question was not understood; the question comes after it.
    pub(crate) no_answer: &'static str,
    /// A value was understood but is not allowed.
    pub(crate) not_allowed: &'static str,
    /// Why a question is asked, where the author gave no help.
    pub(crate) needed: &'static str,
    /// A form was stopped at the customer's wish.
    pub(crate) stopped: &'static str,
    /// Something was done of which the author says nothing.
    pub(crate) all_right: &'static str,
    /// Back to a form that waited, whose label stands for `{}`.
    pub(crate) go_on: &'static str,
    /// Asked after "no" to a summary.
    pub(crate) what_to_change: &'static str,
    /// The label of the button that stops a form.
    pub(crate) stop: &'static str,
    /// The labels of the buttons below a summary.
    pub(crate) yes: &'static str,
    pub(crate) no: &'static str,
}

/// Words that stand for others, as folded text has them, sorted by their length in bytes.
#[derive(Debug)]
struct ShortForms {
    entries: &'static [ShortForm],
    /// Where the entries of each length begin.
    from: [u8; ShortForms::LONGEST + 2],
    /// The [`ShortForms::mark`]s of the entries of each length: most words are none, and cost no more.
    marks: [u64; ShortForms::LONGEST + 2],
}

type ShortForm = (&'static str, &'static [&'static str]);

static OTHER: Language = Language {
    code: "",
    wording: &en::WORDING,
    short_forms: ShortForms::new(&[]),
    suffixes: &[],
    meanings: &[],
    alone: &[],
    lead_ins: LeadIns::NONE,
};

static ALL: [&Language; 4] = [&en::LANGUAGE, &de::LANGUAGE, &es::LANGUAGE, &fr::LANGUAGE];

impl Language {
    /// The data for a tag such as `en` or `de-AT`: only its first part counts, in any case.
    pub(crate) fn of(tag: &str) -> &'static Language {
        let code = tag.split(['-', '_']).next().unwrap_or_default();
        ALL.into_iter().find(|known| known.code.eq_ignore_ascii_case(code)).unwrap_or(&OTHER)
    }

    /// Phrases (in the grammar of [`Phrase`](super::Phrase)) for a built-in meaning; empty for a
    /// language without data. Meant to match a whole message.
    pub(crate) fn phrases(&self, meaning: Meaning) -> &'static [&'static str] {
        let found = self.meanings.iter().find(|(known, _)| *known == meaning);
        found.map_or(&[], |(_, phrases)| phrases)
    }

    /// Phrases that have a built-in meaning only as a whole message.
    pub(crate) fn phrases_alone(&self, meaning: Meaning) -> &'static [&'static str] {
        let found = self.alone.iter().find(|(known, _)| *known == meaning);
        found.map_or(&[], |(_, phrases)| phrases)
    }

    /// What a folded word stands for, if it is a short form: `dont` for `do`, `not`.
    #[inline]
    pub(super) fn short_form(&self, word: &str) -> Option<&'static [&'static str]> {
        self.short_forms.find(word)
    }

    /// The ending of a word with an apostrophe that is a word of its own, and that word: for
    /// `isn't` `n't` and `not`. Never the whole word.
    pub(super) fn suffix(&self, word: &str) -> Option<(&'static str, &'static str)> {
        let fits = |(end, _): &&(&str, &str)| word.len() > end.len() && word.ends_with(end);
        self.suffixes.iter().find(fits).copied()
    }
}

impl ShortForms {
    /// Longest short form, in bytes.
    const LONGEST: usize = 12;

    #[expect(clippy::indexing_slicing, reason = "run at compile time, within both bounds")]
    const fn new(entries: &'static [ShortForm]) -> ShortForms {
        let mut from = [0; Self::LONGEST + 2];
        let mut len = 0;
        let mut at = 0;
        while len < from.len() {
            while at < entries.len() && entries[at].0.len() < len {
                at += 1;
            }
            from[len] = at as u8;
            len += 1;
        }
        let mut marks = [0; Self::LONGEST + 2];
        at = 0;
        while at < entries.len() {
            marks[entries[at].0.len()] |= Self::mark(entries[at].0);
            at += 1;
        }
        ShortForms { entries, from, marks }
    }

    /// One bit, by the first and the last byte.
    const fn mark(word: &str) -> u64 {
        match word.as_bytes() {
            [first, .., last] => 1 << ((*first as u32 * 7 + *last as u32) % u64::BITS),
            [only] => 1 << (*only as u32 % u64::BITS),
            [] => 0,
        }
    }

    #[inline]
    fn find(&self, word: &str) -> Option<&'static [&'static str]> {
        if self.marks.get(word.len())? & Self::mark(word) == 0 {
            return None;
        }
        let from = *self.from.get(word.len())?;
        let to = *self.from.get(word.len() + 1)?;
        let entries = self.entries.get(usize::from(from)..usize::from(to))?;
        entries.iter().find(|(short, _)| *short == word).map(|&(_, words)| words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Phrase, Readings, SlotRef, folded};

    #[test]
    fn a_tag_is_found_by_its_first_part() {
        for (tag, code) in
            [("en", "en"), ("de-AT", "de"), ("FR_ca", "fr"), ("es", "es"), ("nl", ""), ("", "")]
        {
            assert_eq!(Language::of(tag).code, code, "{tag:?}");
        }
    }

    #[test]
    fn a_language_without_data_has_no_meanings_and_speaks_english() {
        let other = Language::of("sw");
        assert!(Meaning::ALL.into_iter().all(|meaning| other.phrases(meaning).is_empty()));
        assert_eq!(other.wording.did_you_mean, Language::of("en").wording.did_you_mean);
    }

    #[test]
    fn short_forms_are_sorted_folded_and_found() {
        for language in ALL {
            let entries = language.short_forms.entries;
            assert!(entries.is_sorted_by_key(|(short, _)| short.len()), "{}", language.code);
            for (short, words) in entries {
                assert_eq!(language.short_form(short), Some(*words));
                let known = std::iter::once(short).chain(*words);
                known.for_each(|word| assert!(folded(word) == **word && !word.is_empty()));
            }
            let known = language.suffixes.iter().map(|(_, known)| known);
            known.for_each(|word| assert!(folded(word) == **word && !word.is_empty()));
        }
    }

    #[test]
    fn every_meaning_has_phrases_and_no_message_has_two_meanings() {
        let no_words = |_: &str| None;
        let no_values: fn(&SlotRef) -> &'static [String] = |_| &[];
        for language in ALL {
            let readings = Readings::new(&no_words, &no_values);
            let mut seen = std::collections::BTreeMap::new();
            for meaning in Meaning::ALL {
                assert!(language.phrases(meaning).len() >= 3, "{} {meaning:?}", language.code);
                let alone = language.phrases_alone(meaning);
                for source in language.phrases(meaning).iter().chain(alone) {
                    let phrase =
                        Phrase::parse(source).unwrap_or_else(|e| panic!("{source}: {e:?}"));
                    assert!(!phrase.can_be_empty(language), "{source}");
                    for reading in readings.sample(&phrase, 3_000) {
                        let before = *seen.entry(folded(&reading)).or_insert(meaning);
                        assert_eq!(before, meaning, "{} `{reading}` of {source}", language.code);
                    }
                }
            }
        }
    }
}
