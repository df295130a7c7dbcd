//! Phrases, patterns and keywords of intents: each one by itself, and against those of
//! the other intents.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::quality::FixedState;

use super::Check;
use super::entities::TYPES;
use super::words::Pieces;
use crate::def::model::{Intent, Keywords};
use crate::def::phrase::PhraseText;
use crate::def::place::{At, Text};
use crate::text::{Phrase, each_word, folded, read_words};

/// Names of values that phrases and patterns take from a message.
pub(super) type Captured = BTreeSet<String>;

/// Where each phrase was seen first. Only asked, never walked through.
type Phrases = HashMap<String, Seen, FixedState>;

/// Where a phrase was seen first.
struct Seen {
    intent: usize,
    at: At,
}

impl Check<'_> {
    /// Checks everything that is matched against messages; gives all names that get a value.
    pub(super) fn phrases(&mut self, pieces: &Pieces) -> Captured {
        let mut captured: Captured =
            self.sections.entities.names().map(|name| name.to_string()).collect();
        captured.extend(self.sections.slots.names().map(|name| name.to_string()));
        for phrase in pieces.phrases.iter().flatten() {
            captured.extend(phrase.slots().iter().map(|slot| slot.name.clone()));
        }
        let mut seen = Phrases::default();
        for (number, (id, intent)) in self.sections.intents.iter().enumerate() {
            self.user(number, intent, &mut seen, &mut captured);
            for pattern in &intent.patterns {
                let groups = self.pattern(pattern);
                self.groups(pattern, &groups);
                captured.extend(groups);
            }
            if let Some(keywords) = &intent.keywords {
                self.keywords(id, keywords);
            }
        }
        captured
    }

    fn user(
        &mut self,
        number: usize,
        intent: &Intent,
        seen: &mut Phrases,
        captured: &mut Captured,
    ) {
        let mut own: BTreeMap<String, At> = BTreeMap::new();
        for text in &intent.not_user {
            if let Some(phrase) = self.phrase(text) {
                own.insert(self.reading(phrase), text.at);
            }
        }
        for text in &intent.user {
            let Some(phrase) = self.phrase(text) else { continue };
            captured.extend(phrase.slots().iter().map(|slot| slot.name.clone()));
            let reading = self.reading(phrase);
            if reading.is_empty() {
                continue; // told by itself: it is no phrase, so not the same as another
            }
            if let Some(at) = own.get(&reading) {
                self.notes
                    .warning("never", text.at, "this phrase never counts: `not_user` has it too")
                    .see("here", *at);
            }
            match seen.get(&reading) {
                None => {
                    seen.insert(reading, Seen { intent: number, at: text.at });
                }
                Some(first) if first.intent == number => {
                    self.notes
                        .warning("twice", text.at, "this phrase is given twice")
                        .see("first given here", first.at);
                }
                Some(first) => {
                    let other = self.sections.intents.name(first.intent);
                    self.notes
                        .warning("same-phrase", text.at, format!("`{other}` has the same phrase"))
                        .see("here", first.at)
                        .help("leave it with one of them, or the bot has to ask each time");
                }
            }
        }
    }

    /// Tells what is wrong with a phrase by itself and with what it refers to; `None` if it is no
    /// phrase.
    pub(super) fn phrase<'t>(&mut self, text: &'t PhraseText) -> Option<&'t Phrase> {
        let phrase = match text.parsed() {
            Ok(phrase) => phrase,
            Err(error) if text.is_too_long() => {
                self.notes
                    .error("too-large", text.at, error.message.as_str())
                    .help(error.help.as_str());
                return None;
            }
            Err(error) => {
                let at = self.sources.within(text, error.at.start, error.at.end);
                self.notes.error("phrase", at, error.message.as_str()).help(error.help.as_str());
                return None;
            }
        };
        if phrase.is_plain() && text.contains(char::is_alphanumeric) {
            return Some(phrase);
        }
        if phrase.can_be_empty(self.language) {
            let note = if phrase.is_plain() {
                self.notes.error("empty-phrase", text.at, "this phrase has no word in it")
            } else {
                self.notes.error("empty-phrase", text.at, "all of this phrase may be left out")
            };
            note.help("a phrase needs a word that a customer has to say");
        }
        for slot in phrase.slots() {
            let at = self.sources.within(text, slot.at.start, slot.at.end);
            match slot.kind.as_deref() {
                Some(kind) => {
                    self.slot(at, kind, true);
                    self.role(at, kind, &slot.name);
                    self.not_taken(&slot.name, at);
                }
                None if self.sections.slots.knows(&slot.name) => {}
                None => self.slot(at, &slot.name, false),
            }
        }
        for reference in phrase.words() {
            if !self.sections.words.knows(&reference.name) {
                let at = self.sources.within(text, reference.at.start, reference.at.end);
                let message = format!("there are no words `{}`", reference.name);
                self.unknown(
                    "unknown-words",
                    at,
                    (&reference.name, message),
                    self.sections.words.names(),
                );
            }
        }
        Some(phrase)
    }

    /// `{name}` that is no slot, or `{kind:slot}`: an entity of that name, or a built-in type.
    fn slot(&mut self, at: At, name: &str, is_kind: bool) {
        let entities = &self.sections.entities;
        if TYPES.contains(&name) || entities.knows(name) {
            return;
        }
        let slots = &self.sections.slots;
        let what = match (is_kind, slots.is_empty()) {
            (true, _) => "entity or type",
            (false, true) => "entity",
            (false, false) => "slot or entity",
        };
        let message = format!("there is no {what} `{name}`");
        let slots = slots.names().map(Text::as_str).filter(|_| !is_kind);
        let names = slots.chain(entities.names().map(Text::as_str)).chain(TYPES);
        let near = self.notes.nearest(name, names);
        if let Some(near) = near.filter(|_| self.whole) {
            self.notes.error("unknown-entity", at, message).help(format!("did you mean `{near}`?"));
        } else if near.is_none() && self.whole && !is_kind {
            self.notes.error("unknown-entity", at, message).help(format!(
                "define it under `slots` or `entities`, or write {{text:{name}}} for any words"
            ));
        } else {
            self.unknown("unknown-entity", at, (name, message), entities.names());
        }
    }

    /// A named group fills the slot of its name; one that is nearly an entity was meant as it.
    fn groups(&mut self, pattern: &Text, groups: &[String]) {
        for group in groups {
            let entities = &self.sections.entities;
            if entities.knows(group) || self.sections.slots.knows(group) {
                continue;
            }
            let from = pattern.find(&format!("<{group}>")).map_or(0, |from| from + 1);
            let at = self.sources.within(pattern, from, from + group.len());
            self.value_name(group, at, "a group");
            let slots = self.sections.slots.names().map(Text::as_str);
            let names = slots.chain(entities.names().map(Text::as_str));
            let near = self.notes.nearest(group, names);
            if let Some(near) = near {
                self.notes
                    .warning("unknown-entity", at, format!("there is no slot or entity `{group}`"))
                    .help(format!("did you mean `{near}`?"));
            }
        }
    }

    fn keywords(&mut self, id: &Text, keywords: &Keywords) {
        let Keywords { all, any, none, .. } = keywords;
        if all.is_empty() && any.is_empty() && none.is_empty() && !keywords.broken {
            self.notes.error(
                "empty-value",
                keywords.at,
                format!("`{}` has no keywords here", &**id),
            );
        }
        let mut vetoes = BTreeMap::new();
        for word in none {
            vetoes.insert(self.words_of(word), word.at);
        }
        for word in all.iter().chain(any) {
            let key = self.words_of(word);
            if let Some(at) = vetoes.get(&key) {
                self.notes
                    .warning(
                        "never",
                        word.at,
                        format!("`{}` never counts: `none` has it too", &**word),
                    )
                    .see("here", *at);
            }
        }
    }

    /// The words of a keyword; tells if it has none.
    fn words_of(&mut self, keyword: &Text) -> Vec<String> {
        let words = read_words(keyword, self.language);
        if words.is_empty() {
            self.notes
                .error("empty-text", keyword.at, "this keyword has no word in it")
                .help("a keyword is one word or a few, without brackets");
        }
        words
    }

    /// What makes two phrases the same: the words of a plain text, else the folded source.
    fn reading(&self, phrase: &Phrase) -> String {
        match phrase.plain_text() {
            Some(text) => {
                let mut words = String::with_capacity(text.len());
                each_word(text, self.language, |word| {
                    words.push_str(if words.is_empty() { "" } else { " " });
                    words.push_str(word);
                });
                words
            }
            None => folded(phrase.source()),
        }
    }
}
