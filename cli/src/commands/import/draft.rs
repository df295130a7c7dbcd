//! The bot file that an import makes: intents in the order of the labels, with phrases.

use std::collections::{BTreeMap, BTreeSet};

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::labelled::{LabelledFile, OUT_OF_SCOPE, Utterance};

/// What tests call "no intent": the id of no intent can be that.
const NO_INTENT: &str = "none";

/// What will be written, and what was changed or left out on the way.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) intents: Vec<Intent>,
    /// Labels that are no ids, with the id that stands for each.
    pub(super) renamed: Vec<(String, String)>,
    pub(super) out_of_scope: usize,
    /// Texts that their intent already has.
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
    /// Equal for texts that differ in case and white space only.
    pub(super) same_as: String,
}

impl Draft {
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
            if !has_word(text) {
                let fault = format!("no word, number or emoji in the text: {text:?}");
                faults.push((*line, fault));
                continue;
            }
            let index = *at.entry(label).or_insert_with(|| {
                let id = if is_id(label) { label.clone() } else { new_id(label, &mut ids) };
                if id != *label {
                    draft.renamed.push((label.clone(), id.clone()));
                }
                draft.intents.push(Intent { id, phrases: Vec::new() });
                draft.intents.len() - 1
            });
            let same_as = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            if !seen.insert((index, same_as.clone())) {
                draft.duplicates += 1;
                continue;
            }
            if let Some(intent) = draft.intents.get_mut(index) {
                intent.phrases.push(Phrase { line: *line, text: text.clone(), same_as });
            }
        }
        labelled.faults.extend(faults);
        labelled.faults.sort();
        draft
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
            self.phrases.iter().map(|phrase| frontdesk::escape_phrase(&phrase.text)).collect();
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("user", &user)?;
        map.serialize_entry("bot", &format!("(The answer for {} is not written yet.)", self.id))?;
        map.end()
    }
}

/// Whether anything in the text can be matched: punctuation alone cannot.
fn has_word(text: &str) -> bool {
    // Symbols from the arrows on are pictures, or near enough.
    text.chars().any(|c| c.is_alphanumeric() || c >= '\u{2190}')
}

/// The label with `_` for what an id cannot have, and a number if that is taken.
fn new_id(label: &str, taken: &mut BTreeSet<String>) -> String {
    let mut id = String::new();
    for c in label.chars() {
        match c {
            c if is_of_id(c) => id.push(c),
            _ if id.is_empty() || id.ends_with('_') => {}
            _ => id.push('_'),
        }
    }
    let id = id.trim_end_matches('_');
    let id = if id.is_empty() { "intent" } else { id };
    let numbered = (2..).map(|number| format!("{id}_{number}"));
    let mut free = std::iter::once(id.to_owned()).chain(numbered);
    let new = free.find(|new| new != NO_INTENT && !taken.contains(new)).unwrap_or_default();
    taken.insert(new.clone());
    new
}

fn is_id(label: &str) -> bool {
    label != NO_INTENT && label.chars().all(is_of_id)
}

fn is_of_id(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.')
}
