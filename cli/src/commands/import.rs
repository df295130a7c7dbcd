//! `frontdesk import`: a bot file made from what others have.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use self::draft::Draft;
use crate::exit::{Exit, Failure};
use crate::labelled::{LabelledFile, OUT_OF_SCOPE, named, shortened};
use crate::output::Output;
use crate::report::counted;

mod draft;

/// Make a bot file out of examples in another format
#[derive(Debug, Args)]
pub(crate) struct Import {
    #[command(subcommand)]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum Format {
    Tsv(Tsv),
}

/// Turn lines `intent<TAB>text` into a bot file
#[derive(Debug, Args)]
#[command(after_help = "\
Each label becomes an intent with its texts as phrases (what has a meaning in phrases is escaped)
and a placeholder as its answer. Lines of the label `oos` (out of scope) are left out and counted,
and so is a text whose words an intent already has. Lines that cannot be used are told with their number;
the others are imported all the same.

Example:
  frontdesk import tsv train.tsv -o bot.yaml && frontdesk check bot.yaml

Exit codes: 0 all lines were used, 1 some could not be, 2 FILE cannot be read.")]
struct Tsv {
    /// The labelled lines, in UTF-8; `-` for standard input
    file: PathBuf,
    /// Where to write the bot; standard output if not given
    #[arg(short, long, value_name = "OUT.yaml")]
    output: Option<PathBuf>,
}

impl Import {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Exit, Failure> {
        match &self.format {
            Format::Tsv(tsv) => tsv.run(output),
        }
    }
}

impl Tsv {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Exit, Failure> {
        let mut labelled = LabelledFile::read(&self.file)?;
        let draft = Draft::of(&mut labelled);
        labelled.tell_faults(&self.file, output);
        if draft.intents.is_empty() {
            return Err(Failure::new(
                format!("`{}` has no line to import", named(&self.file)),
                Exit::Problems,
            ));
        }
        tell_changes(&draft, output);
        let yaml = draft.to_yaml().map_err(|error| {
            Failure::new(format!("cannot write the bot as YAML: {error}"), Exit::Problems)
        })?;
        match &self.output {
            None => output.write_all(yaml.as_bytes())?,
            Some(path) => write_file(path, &yaml)?,
        }
        output.note(&summary(&draft, &labelled));
        Ok(if labelled.faults.is_empty() { Exit::Fine } else { Exit::Problems })
    }
}

fn write_file(path: &Path, yaml: &str) -> Result<(), Failure> {
    fs::write(path, yaml).map_err(|error| {
        Failure::new(format!("cannot write `{}`: {error}", path.display()), Exit::Misused)
    })
}

/// What an author should know: labels that got another id, and texts under two labels.
fn tell_changes(draft: &Draft, output: &mut Output) {
    for (label, id) in &draft.renamed {
        output.warning(&format!("the label {} became the intent `{id}`", shortened(label)));
    }
    let mut seen: BTreeMap<&[String], (&str, u64)> = BTreeMap::new();
    for intent in &draft.intents {
        for phrase in &intent.phrases {
            if let Some((other, line)) = seen.insert(&phrase.words, (&intent.id, phrase.line)) {
                output.warning(&format!(
                    "lines {line} and {}: {} is a phrase of `{other}` and of `{}`",
                    phrase.line,
                    shortened(&phrase.text),
                    intent.id
                ));
            }
        }
    }
}

fn summary(draft: &Draft, labelled: &LabelledFile) -> String {
    let phrases = draft.intents.iter().map(|intent| intent.phrases.len()).sum();
    let mut parts =
        vec![format!("{}, {}", counted(draft.intents.len(), "intent"), counted(phrases, "phrase"))];
    let plural = |number: usize, what: &str, rest: &str| {
        (number > 0).then(|| format!("{}{rest}", counted(number, what)))
    };
    parts.extend(plural(draft.out_of_scope, "line", &format!(" of `{OUT_OF_SCOPE}` left out")));
    parts.extend(plural(draft.duplicates, "repeated line", " left out"));
    parts.extend(plural(labelled.empty_lines, "empty line", ""));
    parts.extend(plural(labelled.faults.len(), "line", " not imported"));
    parts.join("; ")
}
