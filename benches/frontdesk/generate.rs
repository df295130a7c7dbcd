//! Bots of any size, and messages to them, from a fixed seed.
//!
//! An intent is about a thing, a deed and mostly a product with an invented name, so that the
//! vocabulary grows with the bot as that of a real FAQ does (about one new word an entry).

use std::collections::BTreeSet;
use std::fmt::Write as _;

/// A generated bot and what is said to it.
pub(crate) struct Generated {
    pub(crate) yaml: String,
    /// One plain reading of each phrase, in lower case.
    pub(crate) phrases: Vec<String>,
    /// Messages that belong to an intent: phrases as people write them, half of them exact.
    pub(crate) hits: Vec<String>,
    /// Messages that belong to nobody.
    pub(crate) misses: Vec<String>,
    /// Messages of 2,000 characters, the most that is read.
    pub(crate) long: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Phrases with syntax, a third with keywords, some with patterns and `not_user`.
    Mixed,
    /// `user` and `bot` only, with answers of a usual length.
    Faq,
}

/// Messages of each kind: enough that no branch predictor learns them by heart.
const MESSAGES: usize = 64;
/// Characters of a long message: the default of `max_input`.
const LONG: usize = 2_000;
const PHRASES: usize = 4;

const DEEDS: &str = "change cancel return exchange repair order buy reserve track extend renew \
    activate download print update delete transfer upgrade replace report book move pay insure \
    register unlock reset install clean wash store charge refill adjust measure compare rent sell \
    gift wrap collect ship pause resume share export";
const THINGS: &str = "order parcel invoice account password address subscription voucher receipt \
    warranty contract card balance payment refund delivery appointment ticket seat booking profile \
    newsletter device battery charger cable screen cover filter tent jacket boot backpack lamp stove \
    mattress pillow blanket table chair shelf drawer handle lock key alarm camera printer scanner \
    router modem phone tablet laptop keyboard monitor speaker headset microphone watch bicycle helmet \
    tyre pump engine brake mirror wiper heater boiler pipe valve meter contractor policy claim deposit";
const KINDS: &str = "new old broken lost late wrong second first small large red blue green used \
    monthly yearly digital printed shared private spare missing damaged expired open delayed free \
    foreign local international annual wireless folding waterproof electric";
const SYLLABLES: &str = "al ba cor da el fen gar hol in jo ka lum mar nor os pra quin ros sel tor \
    ul ven wil xan yor zet bri cla dro fle gri";
/// Written in the phrase grammar; `$d` a deed, `$k` a kind, `$t` a thing, `$n` a name.
const FRAMES: [&str; 8] = [
    "how (do|can) i $d (my|the) $k $t $n",
    "i (want|need) to $d [a|the] $k $t [for] $n",
    "$d [my] $k $t $n [please]",
    "can (i|you) $d the $n $t if it is $k",
    "what does it cost to $d a $k $n $t",
    "where can i $d [my] $k $t from $n",
    "is it possible to $d (a|the|my) $k $t of $n",
    "why can't i $d my $n $t when it is $k",
];
const ANSWERS: [&str; 4] = [
    "You find this in your profile, under the heading of the same name; it takes about two minutes.",
    "Our team does that for you within three working days, and you get a mail as soon as it is done.",
    "Please have the number at hand that stands on the back, and the date on which you bought it.",
    "It is free of charge in the first 30 days, and costs 4.95 € after that, shipping included.",
];
const STRANGERS: [&str; 8] = [
    "what is the weather in rome tomorrow",
    "who won the football match last night",
    "tell me a story about a dragon and a brave princess",
    "my grandmother bakes the best apple pie of the village",
    "how many planets are there in the solar system",
    "sing the song about the yellow submarine again",
    "le petit chat dort sur le canapé depuis ce matin",
    "asdf qwer uiop hjkl yxcv bnm",
];

/// A bot of `intents` intents and messages to it; the same in every run.
pub(crate) fn bot(intents: usize, kind: Kind) -> Generated {
    let mut dice = Dice(0x5eed ^ intents as u64);
    let names: Vec<String> = names(&mut dice, intents.max(20));
    let mut yaml = String::from("intents:\n");
    let mut taken = BTreeSet::new();
    let mut readings = Vec::new();
    while readings.len() < intents * PHRASES {
        let about = About::any(&mut dice, &names);
        if taken.insert((about.deed, about.kind, about.thing, about.name)) {
            about.write(&mut dice, kind, &mut yaml, &mut readings);
        }
    }
    let hits: Vec<String> = (0..MESSAGES).map(|_| hit(&mut dice, &readings)).collect();
    let misses: Vec<String> = STRANGERS.iter().map(ToString::to_string).collect();
    let long = (0..4).map(|_| long(&mut dice, &hits, &misses)).collect();
    Generated { yaml, phrases: readings, hits, misses, long }
}

/// What an intent is about.
struct About<'n> {
    deed: &'static str,
    kind: &'static str,
    thing: &'static str,
    name: &'n str,
}

impl<'n> About<'n> {
    fn any(dice: &mut Dice, names: &'n [String]) -> About<'n> {
        About {
            deed: dice.word(DEEDS),
            kind: dice.word(KINDS),
            thing: dice.word(THINGS),
            name: dice.pick(names),
        }
    }

    fn write(&self, dice: &mut Dice, kind: Kind, yaml: &mut String, readings: &mut Vec<String>) {
        let About { deed, kind: quality, thing, name } = self;
        let mut frames = FRAMES;
        dice.shuffle(&mut frames);
        let written = frames.iter().take(PHRASES).map(|frame| {
            let frame = frame.replace("$d", deed).replace("$k", quality);
            frame.replace("$t", thing).replace("$n", name)
        });
        let written: Vec<String> = written.collect();
        readings.extend(written.iter().map(|phrase| reading(dice, phrase)));

        // Writing to a string cannot fail.
        let number = readings.len() / PHRASES;
        let _ = writeln!(yaml, "  {deed}_{thing}_{number}:\n    user:");
        for phrase in &written {
            let _ = writeln!(yaml, "      - \"{phrase}\"");
        }
        if kind == Kind::Mixed {
            if dice.below(3) == 0 {
                let _ = writeln!(
                    yaml,
                    "    keywords: {{all: [{thing}], any: [{deed} {name}, {quality} {name}]}}"
                );
            }
            if dice.below(20) == 0 {
                let _ = writeln!(yaml, "    patterns: ['\\b{name}[- ]?\\d{{3,6}}\\b']");
            }
            if dice.below(20) == 0 {
                let _ = writeln!(yaml, "    not_user: do not {deed} the {thing} {name}");
            }
        }
        let answer = dice.pick(&ANSWERS);
        let _ = writeln!(yaml, "    bot: \"About your {quality} {thing} {name}: {answer}\"");
    }
}

/// One reading of a phrase: any of the alternatives, optional words or not.
fn reading(dice: &mut Dice, phrase: &str) -> String {
    let mut out = String::new();
    for piece in phrase.split_inclusive([')', ']']) {
        let (before, choice) = piece.split_once(['(', '[']).unwrap_or((piece, ""));
        out.push_str(before);
        let is_left_out = choice.ends_with(']') && dice.below(2) == 0;
        if !is_left_out {
            let options: Vec<&str> = choice.trim_end_matches([')', ']']).split('|').collect();
            out.push_str(dice.pick::<&str>(&options));
        }
    }
    let words: Vec<&str> = out.split_whitespace().collect();
    words.join(" ")
}

/// As people write: half of the messages are a phrase in other letters, half have more around it.
fn hit(dice: &mut Dice, readings: &[String]) -> String {
    let phrase = dice.pick(readings);
    match dice.below(4) {
        0 => format!("{phrase}?"),
        1 => phrase.to_uppercase(),
        2 => format!("Hi there, {phrase}? Thanks a lot!"),
        _ => format!("Since yesterday I have been asking myself: {phrase}"),
    }
}

fn long(dice: &mut Dice, hits: &[String], misses: &[String]) -> String {
    let mut text = String::new();
    while text.chars().count() < LONG {
        let next = if dice.below(2) == 0 { dice.pick(hits) } else { dice.pick(misses) };
        text.push_str(next);
        text.push_str(". ");
    }
    text.chars().take(LONG).collect()
}

fn names(dice: &mut Dice, count: usize) -> Vec<String> {
    let mut names = BTreeSet::new();
    while names.len() < count {
        let syllables = 3 + dice.below(2);
        names.insert((0..syllables).map(|_| dice.word(SYLLABLES)).collect::<String>());
    }
    names.into_iter().collect()
}

/// Numbers that look random and are the same in every run (xorshift64*, by G. Marsaglia and
/// S. Vigna).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % end
    }

    /// One of a list, which must not be empty.
    fn pick<'a, T: AsRef<str>>(&mut self, list: &'a [T]) -> &'a str {
        list.get(self.below(list.len())).map(T::as_ref).unwrap_or_default()
    }

    fn word(&mut self, list: &'static str) -> &'static str {
        let count = list.split_whitespace().count();
        list.split_whitespace().nth(self.below(count)).unwrap_or_default()
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }
}
