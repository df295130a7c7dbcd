//! `frontdesk chat`: a conversation with a bot, on a terminal or through a pipe.

mod input;
mod record;
mod show;

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use frontdesk::{Bot, Reply, Tier, Timestamp, Turn};

use self::input::Input;
use self::record::Record;
use self::show::Screen;
use super::explain;
use crate::exit::{Exit, Failure};
use crate::load;
use crate::output::{Output, Paint};
use crate::play::{self, Calls, Play};
use crate::report::counted;

/// Talk to a bot
#[derive(Debug, Args)]
#[command(after_help = "\
Press a button by typing its number or its label. Lines that start with a colon are for the chat:
  :why     why the bot understood the last message as it did
  :state   the conversation as JSON, as a host would save it
  :back    the human hands the conversation back to the bot
  :reset   start a new conversation
  :help    list these commands
  :quit    leave (so does Ctrl-D)

Each line of a pipe is a message; only the replies are printed then. Actions of the host program
(`call:`) are missing here, as if it had none, but for those in the file of --calls: a map from
action to result, `{error: KIND}`, or a list of them for one call after the other.

With --record the chat is added to FILE as a talk for `frontdesk test` when it ends, or at :reset.
The bot's clock stands still meanwhile, so that the talk comes out the same when it is run.

What you type is kept for the arrow keys, in frontdesk/history in your state directory if you have
one ($XDG_STATE_HOME or ~/.local/state).

Examples:
  frontdesk chat intents/shop
  frontdesk chat intents/shop --calls calls.yaml --record intents/shop/talks.yaml
  printf 'hello\\nwhere is my order\\n' | frontdesk chat intents/shop")]
pub(crate) struct Chat {
    /// Directory of YAML files, or one file
    path: PathBuf,
    /// The channel that replies may test (`if: channel == "sms"`)
    #[arg(long, value_name = "NAME")]
    channel: Option<String>,
    /// What actions of the host program give, as YAML
    #[arg(long, value_name = "FILE")]
    calls: Option<PathBuf>,
    /// Add the chat to FILE as a talk under `tests: talks:`
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// Keep nothing of what you type in the state directory
    #[arg(long)]
    no_history: bool,
}

const COMMANDS: &[(&str, &str)] = &[
    (":why", "why the bot understood the last message as it did"),
    (":state", "the conversation as JSON, as a host would save it"),
    (":back", "the human hands the conversation back to the bot"),
    (":reset", "start a new conversation"),
    (":help", "list these commands"),
    (":quit", "leave (so does Ctrl-D)"),
];

/// A chat under way.
struct Talk<'a> {
    bot: &'a Bot,
    channel: Option<&'a str>,
    calls: &'a Calls,
    play: Play<'a>,
    /// The time of all turns, where they are recorded.
    now: Option<Timestamp>,
    record: Option<Record>,
    /// The last message, with the reply to it.
    last: Option<(String, Reply)>,
    screen: Screen,
}

impl Chat {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Exit, Failure> {
        let bot = load::bot(&self.path, output)?;
        let mut input = Input::new(output.is_coloured(), !self.no_history)?;
        let screen = Screen { is_terminal: input.is_terminal() };
        if screen.is_terminal {
            self.greet(&bot, output)?;
        }
        let channel = self.channel.as_deref();
        let calls = match &self.calls {
            Some(path) => record::calls(path)?,
            None => Calls::new(),
        };
        let now = self.record.as_ref().map(|_| this_minute());
        let record = self.record.as_deref().map(|path| {
            let local = now.and_then(|now| bot.local_time(now));
            Record::new(path, local.as_deref(), channel, &calls)
        });
        record.as_ref().map_or(Ok(()), Record::check)?;
        let play = Play::new(&bot, &calls);
        let mut talk =
            Talk { bot: &bot, channel, calls: &calls, play, now, record, last: None, screen };
        loop {
            output.flush()?;
            let Some(line) = input.next()? else { break };
            if line.trim().is_empty() {
                continue;
            }
            match command(&line) {
                Some(":quit") => break,
                Some(command) => talk.obey(command, output)?,
                None => talk.say(line, input.width(), output)?,
            }
        }
        talk.save(output)?;
        if screen.is_terminal {
            writeln!(output, "{}", output.paint(Paint::Faint, "Goodbye."))?;
        }
        Ok(Exit::Fine)
    }

    fn greet(&self, bot: &Bot, output: &mut Output) -> Result<(), Failure> {
        let path = self.path.display().to_string();
        let name = output.paint(Paint::Strong, bot.name().unwrap_or(&path));
        let intents = counted(bot.intents().count(), "intent");
        writeln!(output, "Talking to {name} ({path}, {intents}).")?;
        if !bot.warnings().is_empty() {
            let warnings = counted(bot.warnings().len(), "warning");
            let line = format!("{warnings}: `frontdesk check {}` shows them.", self.path.display());
            writeln!(output, "{}", output.paint(Paint::Doubtful, line))?;
        }
        let hint = ":help lists the commands, :quit leaves.";
        writeln!(output, "{}\n", output.paint(Paint::Faint, hint))?;
        Ok(())
    }
}

/// The present time as talks can say it.
fn this_minute() -> Timestamp {
    const MINUTE: i64 = 60_000;
    let now = play::now().as_millis();
    Timestamp::from_millis(now - now.rem_euclid(MINUTE))
}

/// The command that a line is: a colon and at least two small letters, so that `:)` and `:D` are
/// messages.
fn command(line: &str) -> Option<&str> {
    let line = line.trim_end();
    let word = line.strip_prefix(':')?;
    let is_command = word.len() >= 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    is_command.then_some(line)
}

impl Talk<'_> {
    fn say(&mut self, text: String, width: usize, output: &mut Output) -> Result<(), Failure> {
        let mut turn = Turn::say(text.as_str());
        if let Some(channel) = self.channel {
            turn = turn.on_channel(channel);
        }
        let before = self.record.as_ref().map(|_| self.play.conversation.clone());
        let reply = self.play.turn(turn, self.now.unwrap_or_else(play::now));
        if let (Some(record), Some(before)) = (&mut self.record, before) {
            record.add(self.bot, &text, &reply, &before, &self.play.conversation);
        }
        self.screen.reply(output, &reply, self.play.conversation.with_human(), width)?;
        self.last = Some((text, reply));
        Ok(())
    }

    fn obey(&mut self, command: &str, output: &mut Output) -> Result<(), Failure> {
        match command {
            ":why" => self.why(output)?,
            ":state" => output.json(&self.play.conversation)?,
            ":reset" => {
                self.save(output)?;
                self.play = Play::new(self.bot, self.calls);
                self.last = None;
                self.aside(output, "A new conversation.")?;
            }
            ":back" => match self.play.conversation.with_human().map(str::to_owned) {
                Some(queue) => {
                    self.play.conversation.hand_back();
                    if let Some(record) = &mut self.record {
                        record.stop();
                        output.note("what comes after a human hands back is not recorded");
                    }
                    self.aside(output, &format!("`{queue}` hands back: the bot answers again."))?;
                }
                None => self.aside(output, "No human has the conversation.")?,
            },
            ":help" => {
                for (command, what) in COMMANDS {
                    writeln!(
                        output,
                        "{}  {what}",
                        output.paint(Paint::Name, format!("{command:6}"))
                    )?;
                }
            }
            unknown => {
                self.aside(output, &format!("There is no command `{unknown}`; :help lists them."))?;
            }
        }
        self.screen.end(output)
    }

    /// The finer reading of the last message, or what its reply was made of where that counted:
    /// a chosen button means the same whatever its text.
    fn why(&self, output: &mut Output) -> Result<(), Failure> {
        let Some((text, reply)) = &self.last else {
            return self.aside(output, "Nothing was said yet.");
        };
        let is_pressed = reply.understanding.best().is_some_and(|best| best.tier == Tier::Button);
        if is_pressed {
            explain::print(output, self.bot, &reply.understanding)?;
        } else {
            explain::print(output, self.bot, &self.bot.explain(text))?;
        }
        writeln!(output, "  {}", output.paint(Paint::Faint, show::outcome(&reply.outcome)))?;
        Ok(())
    }

    /// Adds what was recorded to its file.
    fn save(&mut self, output: &mut Output) -> Result<(), Failure> {
        let Some(record) = &mut self.record else { return Ok(()) };
        if let Some(name) = record.save(self.bot)? {
            output.note(&format!("recorded as the talk `{name}`"));
        }
        Ok(())
    }

    /// A line of the chat itself.
    fn aside(&self, output: &mut Output, line: &str) -> Result<(), Failure> {
        writeln!(output, "{}", output.paint(Paint::Faint, line))?;
        Ok(())
    }
}
