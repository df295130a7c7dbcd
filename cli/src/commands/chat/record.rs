//! A chat as a talk for `tests.talks`, and the file that it is added to.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use frontdesk::{
    ActionError, ActionResult, Bot, Conversation, Decision, HandoffReason, Outcome, Reply, Value,
};
use serde_yaml::Value as Yaml;

use crate::exit::{Exit, Failure};
use crate::play::Calls;

/// The turns of a chat so far, as YAML.
#[derive(Debug)]
pub(super) struct Record {
    path: PathBuf,
    given: String,
    turns: Vec<String>,
    /// What the customer said first: the talk's name.
    first: Option<String>,
    /// The human has handed back, which no talk can say.
    is_over: bool,
}

impl Record {
    /// For a chat that stays at one moment, so that the talk comes out the same when it is run.
    pub(super) fn new(
        path: &Path,
        now: Option<&str>,
        channel: Option<&str>,
        calls: &Calls,
    ) -> Record {
        let mut given: Vec<String> =
            now.iter().map(|now| format!("now: {}", quoted(now))).collect();
        given.extend(channel.map(|channel| format!("channel: {}", quoted(channel))));
        if !calls.is_empty() {
            let calls = calls.iter().map(|(action, results)| {
                let results: Vec<String> = results.iter().map(result).collect();
                format!("{}: [{}]", quoted(action), results.join(", "))
            });
            given.push(format!("calls: {{{}}}", calls.collect::<Vec<_>>().join(", ")));
        }
        Record {
            path: path.to_owned(),
            given: given.join(", "),
            turns: Vec::new(),
            first: None,
            is_over: false,
        }
    }

    /// Adds a turn with what came of it.
    pub(super) fn add(
        &mut self,
        bot: &Bot,
        said: &str,
        reply: &Reply,
        before: &Conversation,
        after: &Conversation,
    ) {
        if self.is_over {
            return;
        }
        self.first.get_or_insert_with(|| said.to_owned());
        let mut turn = format!("- user: {}\n", scalar(said));
        let mut key = |name: &str, value: String| {
            // A `String` takes whatever is written to it.
            let _ = writeln!(turn, "  {name}: {value}");
        };
        // What asks before a handoff, or is built in, is no intent of the bot that a talk can name.
        match intent(bot, reply).filter(|intent| bot.intents().any(|known| known == *intent)) {
            Some(intent) => key("intent", scalar(intent)),
            None => key("outcome", reply.outcome.name().to_owned()),
        }
        if let Some(handoff) = reply.handoff() {
            key("handoff", scalar(&handoff.queue));
        }
        let known = |conversation: &Conversation, name: &str| {
            conversation.slot(name).map(|slot| slot.value.clone())
        };
        let all = before.slots().chain(after.slots()).map(|(name, _)| name);
        let changed = all.collect::<BTreeSet<&str>>().into_iter().filter_map(|name| {
            let value = known(after, name);
            let is_new = known(before, name) != value;
            is_new.then(|| format!("{}: {}", quoted(name), json(&value.unwrap_or_default())))
        });
        let slots: Vec<String> = changed.collect();
        if !slots.is_empty() {
            key("slots", format!("{{{}}}", slots.join(", ")));
        }
        let texts: Vec<&str> = reply
            .messages
            .iter()
            .map(|m| m.text.as_str())
            .filter(|text| !text.is_empty())
            .collect();
        match texts[..] {
            [text] => key("bot", scalar(text)),
            ref texts => {
                let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
                key("bot", format!("[{}]", texts.join(", ")));
            }
        }
        self.turns.push(turn);
    }

    /// Nothing after this can be part of the talk.
    pub(super) fn stop(&mut self) {
        self.is_over = true;
    }

    /// Whether a talk can be added to the file: told before the chat, which would be lost.
    pub(super) fn check(&self) -> Result<(), Failure> {
        let any = [format!("{}: {{}}", quoted("\u{1}"))]; // no talk has this name
        added(&self.before()?, &any).map_err(|why| self.wrong(&why))?;
        if let Err(error) = fs::OpenOptions::new().append(true).open(&self.path)
            && error.kind() != ErrorKind::NotFound
        {
            return Err(self.wrong(&error.to_string()));
        }
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        match folder {
            Some(folder) if !folder.is_dir() => {
                Err(self.wrong(&format!("there is no folder `{}`", folder.display())))
            }
            _ => Ok(()),
        }
    }

    /// What is in the file so far.
    fn before(&self) -> Result<String, Failure> {
        match fs::read_to_string(&self.path) {
            Ok(text) => Ok(text),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
            Err(error) => Err(self.wrong(&error.to_string())),
        }
    }

    fn wrong(&self, why: &str) -> Failure {
        let path = self.path.display();
        Failure::new(format!("cannot add the talk to `{path}`: {why}"), Exit::Misused)
    }

    /// Adds the talk to its file and begins a new one; gives its name, if anything was said.
    pub(super) fn save(&mut self, bot: &Bot) -> Result<Option<String>, Failure> {
        let Some(first) = &self.first else {
            self.is_over = false;
            return Ok(None);
        };
        let wrong = |why: String| self.wrong(&why);
        let before = self.before()?;
        let known = talks(&before).map_err(wrong)?;
        let taken = bot.talk_tests().iter().map(|talk| talk.name.clone()).chain(known);
        let name = name(first, &taken.collect());
        let mut talk = vec![format!("{}:", quoted(&name))];
        talk.push(format!("  given: {{{}}}", self.given));
        talk.push("  talk:".to_owned());
        talk.extend(
            self.turns.iter().flat_map(|turn| turn.lines()).map(|line| format!("    {line}")),
        );
        let after = added(&before, &talk).map_err(wrong)?;
        fs::write(&self.path, after).map_err(|error| wrong(error.to_string()))?;
        // Only now: a talk that could not be written is not lost.
        (self.first, self.is_over) = (None, false);
        self.turns.clear();
        Ok(Some(name))
    }
}

/// The intent that a talk can expect of the reply.
fn intent<'r>(bot: &Bot, reply: &'r Reply) -> Option<&'r str> {
    match &reply.outcome {
        Outcome::Answer { intent, .. } => Some(intent),
        Outcome::Ask { intent, answered, .. } | Outcome::Confirm { intent, answered } => {
            Some(answered.as_ref().unwrap_or(intent))
        }
        Outcome::Handoff(handoff) => match &handoff.reason {
            HandoffReason::Routed { intent } => Some(intent),
            _ => None,
        },
        Outcome::Rule { .. } => {
            let is_sure = bot.decide(&reply.understanding) == Decision::Act;
            reply.understanding.best().filter(|_| is_sure).map(|best| &*best.intent)
        }
        _ => None,
    }
}

/// What is said first, cut to a name that nobody has.
fn name(first: &str, taken: &BTreeSet<String>) -> String {
    const MOST: usize = 50;
    let words = first.split_whitespace().collect::<Vec<_>>().join(" ");
    let words: String = words.chars().filter(|c| !c.is_control()).take(MOST).collect();
    let base = match words.trim() {
        "" => "a talk",
        words => words,
    };
    let numbered = (2..).map(|number| format!("{base} ({number})"));
    let mut names = std::iter::once(base.to_owned()).chain(numbered);
    names.find(|name| !taken.contains(name)).unwrap_or_default()
}

/// The names of the talks in a file.
fn talks(text: &str) -> Result<Vec<String>, String> {
    let file: Yaml = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
    let talks = file.get("tests").and_then(|tests| tests.get("talks")).and_then(Yaml::as_mapping);
    let names = talks.into_iter().flat_map(|talks| talks.keys());
    Ok(names.filter_map(|name| name.as_str().map(str::to_owned)).collect())
}

/// The file with the talk added under `tests: talks:`, with the ends that its first line has;
/// everything else stays as it is. An error where its sections are not written as blocks.
fn added(before: &str, talk: &[String]) -> Result<String, String> {
    let mut lines: Vec<String> = before.split_inclusive('\n').map(str::to_owned).collect();
    let end = if lines.first().is_some_and(|line| line.ends_with("\r\n")) { "\r\n" } else { "\n" };
    let all = 0..lines.len();
    let (at, indent, mut new) = match block(&lines, all, 0, "tests") {
        None => (lines.len(), 4, vec!["tests:".to_owned(), "  talks:".to_owned()]),
        Some(tests) => {
            let indent = lines.get(tests.clone()).and_then(inner).unwrap_or(2);
            match block(&lines, tests.clone(), indent, "talks") {
                None => (tests.end, indent + 2, vec![format!("{:indent$}talks:", "")]),
                Some(talks) => {
                    let inside = lines.get(talks.clone()).and_then(inner);
                    (talks.end, inside.unwrap_or(indent + 2), Vec::new())
                }
            }
        }
    };
    new.extend(talk.iter().map(|line| format!("{:indent$}{line}", "")));
    if let Some(last) = at.checked_sub(1).and_then(|last| lines.get_mut(last))
        && !last.ends_with('\n')
    {
        last.push_str(end);
    }
    lines.splice(at..at, new.into_iter().map(|line| line + end));
    let after = lines.concat();
    let is_whole = talks(&after)
        .is_ok_and(|found| talks(before).is_ok_and(|before| found.len() == before.len() + 1));
    if !is_whole {
        return Err("its `tests` are not written as lines of `key:` below one another".to_owned());
    }
    Ok(after)
}

/// The lines of the block below `key:` at this indent, within some lines.
fn block(
    lines: &[String],
    within: std::ops::Range<usize>,
    indent: usize,
    key: &str,
) -> Option<std::ops::Range<usize>> {
    let head = format!("{:indent$}{key}:", "");
    let is_head = |line: &String| {
        line.strip_prefix(&head).is_some_and(|rest| {
            let rest = rest.trim();
            rest.is_empty() || rest.starts_with('#')
        })
    };
    let start = within.start + lines.get(within.clone())?.iter().position(is_head)? + 1;
    let rest = lines.get(start..within.end)?;
    let is_out = |line: &&String| is_content(line) && depth(line) <= indent;
    let length = rest.iter().position(|line| is_out(&line)).unwrap_or(rest.len());
    // Blank lines and comments at the end belong to what comes next.
    let last = rest.get(..length)?.iter().rposition(|line| is_content(line));
    Some(start..start + last.map_or(0, |last| last + 1))
}

/// How deep the entries of a block are.
fn inner(lines: &[String]) -> Option<usize> {
    lines.iter().find(|line| is_content(line)).map(|line| depth(line))
}

fn depth(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn is_content(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with('#')
}

fn result(result: &ActionResult) -> String {
    match result {
        Ok(value) => json(value),
        Err(error) => {
            let (kind, message) = (quoted(error.kind()), quoted(error.message()));
            if error.message().is_empty() {
                format!("{{error: {kind}}}")
            } else {
                format!("{{error: {kind}, message: {message}}}")
            }
        }
    }
}

/// JSON is YAML.
fn json(value: &Value) -> String {
    let json = serde_json::to_string(value).unwrap_or_default();
    json.chars().map(safe).collect()
}

/// A text in double quotes.
fn quoted(text: &str) -> String {
    json(&Value::from(text))
}

/// A text without quotes where it is one without doubt.
fn scalar(text: &str) -> String {
    let is_plain = text.starts_with(char::is_alphabetic)
        && !text.ends_with(' ')
        && !matches!(text, "true" | "false" | "null" | "yes" | "no" | "on" | "off")
        && text.chars().all(|c| c.is_alphanumeric() || " _.,!?'-".contains(c));
    if is_plain { text.to_owned() } else { quoted(text) }
}

/// Characters that some readers of YAML take for line breaks or for nothing, escaped.
fn safe(c: char) -> String {
    match c {
        '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => {
            format!("\\u{:04x}", u32::from(c))
        }
        c => c.to_string(),
    }
}

/// The results of actions from a file: a map as `given.calls` of a talk has it.
pub(super) fn calls(path: &Path) -> Result<Calls, Failure> {
    let wrong = |why: String| {
        Failure::new(format!("cannot read `{}`: {why}", path.display()), Exit::Misused)
    };
    let text = fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
    let read: std::collections::BTreeMap<String, Value> =
        serde_yaml::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    let is_error = |value: &Value| match value {
        Value::Map(map) => map.keys().all(|key| key == "error" || key == "message"),
        _ => false,
    };
    let one = |value: Value| match value.get("error").and_then(Value::as_str) {
        Some(kind) if is_error(&value) => {
            let message = value.get("message").and_then(Value::as_str).unwrap_or_default();
            Err(ActionError::new(kind, message))
        }
        _ => Ok(value),
    };
    let results = |value: Value| match value {
        Value::List(list) if !list.is_empty() => list.into_iter().map(one).collect(),
        value => vec![one(value)],
    };
    Ok(read.into_iter().map(|(action, value)| (action, results(value))).collect())
}

#[cfg(test)]
mod tests {
    use super::{added, name, scalar};

    #[test]
    fn a_talk_is_added_where_talks_are() {
        let talk = ["\"b\":".to_owned(), "  talk: []".to_owned()];
        for (before, after) in [
            ("", "tests:\n  talks:\n    \"b\":\n      talk: []\n"),
            ("x: 1\r\n", "x: 1\r\ntests:\r\n  talks:\r\n    \"b\":\r\n      talk: []\r\n"),
            (
                "x: 1\r\ny: 2\nz: 3",
                "x: 1\r\ny: 2\nz: 3\r\ntests:\r\n  talks:\r\n    \"b\":\r\n      talk: []\r\n",
            ),
            ("x: 1 # one\n", "x: 1 # one\ntests:\n  talks:\n    \"b\":\n      talk: []\n"),
            (
                "tests:\n    matches:\n        a: [b]\n\n# more\nx: 1\n",
                "tests:\n    matches:\n        a: [b]\n    talks:\n      \"b\":\n        talk: []\n\n# more\nx: 1\n",
            ),
            (
                "tests:\n  talks: # all\n   a:\n    talk: []\n  matches: {}\n",
                "tests:\n  talks: # all\n   a:\n    talk: []\n   \"b\":\n     talk: []\n  matches: {}\n",
            ),
        ] {
            assert_eq!(added(before, &talk).as_deref(), Ok(after), "{before}");
        }
        for before in ["tests: {talks: {a: {}}}\n", "tests:\n  talks: {a: {}}\n", "a: [\n"] {
            assert!(added(before, &talk).is_err(), "{before}");
        }
    }

    #[test]
    fn texts_stay_what_they_are() {
        for text in ["where is it?", "Hi! It's 5.", "ok"] {
            assert_eq!(scalar(text), text);
        }
        for (text, written) in [
            ("1234567", "\"1234567\""),
            ("yes", "\"yes\""),
            ("a: b", "\"a: b\""),
            ("a #b", "\"a #b\""),
            ("say \"x\"\n", "\"say \\\"x\\\"\\n\""),
            ("", "\"\""),
            ("a\u{2028}b", "\"a\\u2028b\""),
        ] {
            assert_eq!(scalar(text), written);
        }
    }

    #[test]
    fn no_name_is_given_twice() {
        let taken = ["hello".to_owned(), "hello (2)".to_owned()].into();
        assert_eq!(name(" hello\t", &taken), "hello (3)");
        assert_eq!(name("\u{1b}", &taken), "a talk");
    }
}
