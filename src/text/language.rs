//! What a bot knows of a language without being told: contractions, words for the built-in
//! meanings, and the bot's own wordings. Chosen by `about.language`; data, no code.

mod en;

/// The data of one language. A language without data has no contractions and no built-in meanings,
/// and speaks English where the author wrote nothing.
#[derive(Debug)]
pub(crate) struct Language {
    /// ISO 639-1 code; empty for a language without data.
    pub(crate) code: &'static str,
    short_forms: ShortForms,
    suffixes: &'static [(&'static str, &'static str)],
}

/// Words that stand for others, sorted by length (then as it reads best), as folded text has them.
#[derive(Debug)]
struct ShortForms {
    entries: &'static [ShortForm],
    /// Where the entries of each length begin.
    from: [u8; ShortForms::LONGEST + 2],
}

type ShortForm = (&'static str, &'static [&'static str]);

static ENGLISH: Language =
    Language { code: "en", short_forms: ShortForms::new(en::SHORT_FORMS), suffixes: en::SUFFIXES };
static OTHER: Language = Language { code: "", short_forms: ShortForms::new(&[]), suffixes: &[] };

impl Language {
    /// The data for a tag such as `en` or `de-AT`: only its first part counts, in any case.
    pub(crate) fn of(tag: &str) -> &'static Language {
        let code = tag.split(['-', '_']).next().unwrap_or_default();
        let all = [&ENGLISH];
        all.into_iter().find(|known| known.code.eq_ignore_ascii_case(code)).unwrap_or(&OTHER)
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

    #[expect(
        clippy::indexing_slicing,
        reason = "evaluated at compile time, within the bounds of both"
    )]
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
        ShortForms { entries, from }
    }

    #[inline]
    fn find(&self, word: &str) -> Option<&'static [&'static str]> {
        let from = *self.from.get(word.len())?;
        let to = *self.from.get(word.len() + 1)?;
        let entries = self.entries.get(usize::from(from)..usize::from(to))?;
        entries.iter().find(|(short, _)| *short == word).map(|&(_, words)| words)
    }
}
