//! What the bot said without being asked: messages of events, surveys.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Names whose times are remembered at most; the one of long ago is forgotten first.
const MOST_NAMES: usize = 8;
/// Times remembered of each: what `at_most` of the format can count.
const MOST_TIMES: usize = 5;

/// When something was said, by its name, oldest first, in milliseconds since the Unix epoch. Only
/// what the definitions limit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Times(BTreeMap<String, Vec<i64>>);

impl Times {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The times from `from` on, oldest first.
    pub(crate) fn since(&self, name: &str, from: i64) -> Vec<i64> {
        let times = self.0.get(name).into_iter().flatten().copied();
        times.filter(|time| *time > from).collect()
    }

    pub(crate) fn remember(&mut self, name: &str, at: i64) {
        self.0.entry(name.to_owned()).or_default().push(at);
        self.bound();
    }

    /// Forgets what is too much; also what somebody wrote into a saved state.
    pub(crate) fn bound(&mut self) {
        for times in self.0.values_mut() {
            let too_many = times.len().saturating_sub(MOST_TIMES);
            times.drain(..too_many);
        }
        while self.0.len() > MOST_NAMES {
            let oldest = self.0.iter().min_by_key(|(_, times)| times.last().copied());
            let Some(oldest) = oldest.map(|(name, _)| name.clone()) else { return };
            self.0.remove(&oldest);
        }
    }
}

/// A survey whose answer is waited for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OpenSurvey {
    pub(crate) name: String,
    /// When it was begun, in milliseconds since the Unix epoch.
    #[serde(default)]
    pub(crate) at: i64,
    /// Known already: the question after it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) score: Option<i64>,
    /// The number of that question.
    #[serde(default)]
    pub(crate) follow: usize,
    /// The question was asked a second time.
    #[serde(default)]
    pub(crate) is_again: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_names_and_few_times_are_remembered() {
        let mut times = Times::default();
        for at in 0..50 {
            times.remember(&format!("early{}", at % 5), at);
        }
        for at in 50..100 {
            times.remember(&format!("event{}", 5 + at % 5), at);
        }
        assert_eq!(times.0.len(), MOST_NAMES);
        assert_eq!(times.since("event9", 0), [79, 84, 89, 94, 99]);
        assert_eq!(times.since("event9", 84), [89, 94, 99]);
        assert_eq!(times.since("early0", 0), [0; 0], "the one of long ago is forgotten");
    }
}
