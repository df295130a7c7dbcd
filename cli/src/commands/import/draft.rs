//! The bot file that an import makes: intents in the order of the labels, with phrases.

use std::collections::{BTreeMap, BTreeSet};

use frontdesk::{escape_phrase, words_of};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::labelled::{LabelledFile, OUT_OF_SCOPE, Utterance, shortened};

/// What will be written, and what was changed or left out on the way.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) intents: Vec<Intent>,
    /// Labels that cannot be ids, with the id that stands for each.
    pub(super) renamed: Vec<(String, String)>,
    pub(super) out_of_scope: usize,
    /// Texts that their intent already has, in the same words.
    pub(super) duplicates: usize,
}

#[derive(Debug)]
pub(super) struct Intent {
    pub(super) id: String,
    pub(super) phrases: Vec<Phrase>,
}

#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) line: u64,
    /// As it stood in the file.
    pub(super) text: String,
    /// As a bot reads it.
    pub(super) words: Vec<String>,
}

impl Draft {
    /// The language that a bot file without `about.language` has.
    const LANGUAGE: &str = "en";
    /// Longest label, in characters. A longer one is hardly a name, and no key in YAML.
    const MAX_LABEL: usize = 64;

    /// Sorts the utterances into intents; what cannot be a phrase becomes a fault of the file.
    pub(super) fn of(labelled: &mut LabelledFile) -> Draft {
        let mut draft = Draft::default();
        let mut at: BTreeMap<&str, usize> = BTreeMap::new();
        // Labels that are ids keep their name, whatever comes before them.
        let labels = labelled.utterances.iter().map(|utterance| &utterance.label);
        let mut ids: BTreeSet<String> = labels.filter(|label| is_id(label)).cloned().collect();
        let mut seen = BTreeSet::new();
        let mut faults = Vec::new();
        for Utterance { line, label, text } in &labelled.utterances {
            if label == OUT_OF_SCOPE {
                draft.out_of_scope += 1;
                continue;
            }
            let words = words_of(text, Draft::LANGUAGE);
            if words.is_empty() {
                let fault = format!("no word, number or emoji in the text: {}", shortened(text));
                faults.push((*line, fault));
                continue;
            }
            if label.chars().nth(Draft::MAX_LABEL).is_some() {
                let most = Draft::MAX_LABEL;
                let fault = format!("an intent's name has at most {most} characters");
                faults.push((*line, format!("{fault}: {}", shortened(label))));
                continue;
            }
            let index = *at.entry(label).or_insert_with(|| draft.add(label, &mut ids));
            if !seen.insert((index, words.clone())) {
                draft.duplicates += 1;
                continue;
            }
            if let Some(intent) = draft.intents.get_mut(index) {
                intent.phrases.push(Phrase { line: *line, text: text.clone(), words });
            }
        }
        labelled.faults.extend(faults);
        labelled.faults.sort();
        draft
    }

    /// Adds an intent for the label and gives its index.
    fn add(&mut self, label: &str, ids: &mut BTreeSet<String>) -> usize {
        let id = if is_id(label) { label.to_owned() } else { new_id(label, ids) };
        if id != label {
            self.renamed.push((label.to_owned(), id.clone()));
        }
        self.intents.push(Intent { id, phrases: Vec::new() });
        self.intents.len() - 1
    }

    pub(super) fn to_yaml(&self) -> Result<String, serde_yaml::Error> {
        serde_yaml::to_string(self)
    }
}

/// The keys of a bot file, in the order of the format.
impl Serialize for Draft {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("format", &1)?;
        map.serialize_entry("intents", &Intents(&self.intents))?;
        map.end()
    }
}

struct Intents<'a>(&'a [Intent]);

impl Serialize for Intents<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|intent| (&intent.id, intent)))
    }
}

impl Serialize for Intent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let user: Vec<String> =
            self.phrases.iter().map(|phrase| escape_phrase(&phrase.text)).collect();
        // A reply is a template: what has a meaning there stays out of it.
        let name: String = self.id.chars().filter(|c| !"{}%#".contains(*c)).collect();
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("user", &user)?;
        map.serialize_entry("bot", &format!("(The answer for {name} is not written yet.)"))?;
        map.end()
    }
}

/// Whether a bot may have an intent of this name: `none` means "no intent" in tests, and
/// `none_of_these` refuses all offers.
fn is_id(label: &str) -> bool {
    !["none", "none_of_these"].contains(&label) && !label.contains(is_unseen)
}

/// Characters that show nothing, or make what stands beside them look like something else.
fn is_unseen(c: char) -> bool {
    let is_mark = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}');
    c.is_control() || is_mark || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The label without such characters, and with a number behind it if that is no id or taken.
fn new_id(label: &str, taken: &mut BTreeSet<String>) -> String {
    let id: String = label.chars().map(|c| if is_unseen(c) { '_' } else { c }).collect();
    let numbered = (2..).map(|number| format!("{id}_{number}"));
    let mut free = std::iter::once(id.clone()).chain(numbered);
    let new = free.find(|new| is_id(new) && !taken.contains(new)).unwrap_or_default();
    taken.insert(new.clone());
    new
}
