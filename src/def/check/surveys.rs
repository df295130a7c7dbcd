//! Surveys: that they ask, that something begins them, and what they refer to.

use std::collections::BTreeSet;

use super::Check;
use super::names::SCORE;
use crate::def::model::Sections;
use crate::def::place::Text;

impl<'d> Check<'d> {
    pub(super) fn surveys(&mut self, known: &BTreeSet<&'d str>) {
        let sections = self.sections;
        let mut known = known.clone();
        known.insert(SCORE);
        let begun: BTreeSet<&str> = sections.surveys_begun().map(|name| name.as_str()).collect();
        for (name, survey) in sections.surveys.iter() {
            self.id(name, "a survey");
            if survey.ask.is_empty() && !survey.broken {
                self.notes
                    .error("no-question", name.at, format!("the survey `{}` asks nothing", &**name))
                    .help("give it an `ask`");
            }
            if survey.start.is_empty() && !begun.contains(name.as_str()) && !survey.broken {
                self.notes
                    .warning("unreachable", name.at, format!("nothing begins `{}`", &**name))
                    .help("give it a `start`, such as `solved`, or begin it with a step `survey`");
            }
            self.questions(&survey.ask, &known);
            self.questions(&survey.bot, &known);
            for follow in &survey.follow {
                self.questions(&follow.ask, &known);
                if let Some(condition) = &follow.condition {
                    self.condition(condition, &known, "it is never asked");
                }
                if follow.ask.is_empty() && !follow.broken {
                    let message = "a question after the score asks nothing";
                    self.notes.error("no-question", follow.at, message).help("give it an `ask`");
                }
                // A name that is no slot is remembered too, as with `set`.
                if let Some(name) = &follow.save {
                    self.value_name(name, name.at, "a slot");
                }
            }
        }
        self.begun(sections);
    }

    fn begun(&mut self, sections: &'d Sections) {
        let unknown: Vec<&'d Text> =
            sections.surveys_begun().filter(|name| !sections.surveys.knows(name)).collect();
        for name in unknown {
            let message = format!("there is no survey `{}`", &**name);
            self.unknown("unknown-survey", name.at, (name, message), sections.surveys.names());
        }
    }
}
