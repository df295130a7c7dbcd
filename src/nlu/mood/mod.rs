//! How a message sounds: the words, emoji and marks that count, and classes of words that call for
//! care.
//!
//! [`Moods`] is the door, called by [`Understander`](super::Understander) before spelling is
//! corrected: a corrector that knows only the bot's words would make "ship" of an oath. The data is in [`speech`] and the files
//! of languages, look-up in [`table`], sums in [`score`]. What a mood leads to is not decided here.

mod de;
mod en;
mod es;
mod fr;
mod marks;
mod score;
mod speech;
mod table;

use std::sync::{Arc, LazyLock};

use smallvec::SmallVec;

use crate::def::Definitions;
use crate::text::{Language, Readings, Utterance, read_words};
use crate::understanding::{FoundClass, Mood, WordClass};

use marks::Marks;
use score::Sum;
use speech::{Effect, Label, Speech};
use table::{Sequence, Table, WordId};

/// Readings of one of an author's phrases at most; ours have no more.
const READINGS: usize = 2_000;

/// Tells the mood of messages.
pub(super) struct Moods {
    table: Arc<Table>,
}

/// A word or phrase that does something to the mood.
#[derive(Clone, Copy, Debug)]
struct Item {
    /// Its tokens, from the first to one past the last.
    start: u32,
    end: u32,
    effect: Effect,
    /// Whether it was written with letters repeated.
    is_drawn_out: bool,
    /// A picture, which nothing changes: "not here 😡".
    is_emoji: bool,
}

type Items = SmallVec<[Item; 16]>;

/// The words of a message by number.
type Words = SmallVec<[WordId; 32]>;

impl Moods {
    /// The data of the bot's language, and the author's `words` that have the name of a class.
    pub(super) fn build(definitions: &Definitions, language: &Language) -> Moods {
        let more = own_words(definitions, language);
        let table = if more.is_empty() {
            shared(language)
        } else {
            Arc::new(Table::build(Speech::of(language), language, more))
        };
        Moods { table }
    }

    /// The mood of a message whose spelling is not corrected. Linear in it; allocates only for what
    /// counts.
    #[inline(never)] // Its arrays would lie on the stack of all that `understand` calls.
    pub(super) fn read(&self, utterance: &Utterance<'_>) -> Mood {
        let table = &*self.table;
        let mut words = Words::with_capacity(utterance.len());
        let mut drawn_out: SmallVec<[u32; 4]> = SmallVec::new();
        let mut emoji: SmallVec<[(u32, i16); 4]> = SmallVec::new();
        for (word, at) in utterance.words().zip(0..) {
            let mut number = table.find(word);
            if number == 0 {
                match marks::emoji(word) {
                    0 => {
                        number = find_squeezed(table, word);
                        if number != 0 {
                            drawn_out.push(at);
                        }
                    }
                    value => emoji.push((at, value)),
                }
            }
            words.push(number);
        }
        let mut items = items(table, &words, &drawn_out);
        for &(at, value) in &emoji {
            let (start, end) = (at, at + 1);
            let effect = Effect::Value(value);
            items.push(Item { start, end, effect, is_drawn_out: false, is_emoji: true });
        }
        if !emoji.is_empty() {
            items.sort_by_key(|item| item.start);
        }
        let mut sum = Sum::new(utterance, Marks::count(utterance.text()));
        let classes = classes(table, &words, utterance);
        sum.add_items(&items);
        sum.add_classes(&classes);
        sum.add_marks();
        let (score, words) = sum.finish();
        Mood { score, words, classes }
    }

    /// Memory of this bot in bytes; the table of a language is shared by all bots.
    pub(super) fn size(&self) -> usize {
        if Arc::strong_count(&self.table) > 1 { 0 } else { self.table.size() }
    }
}

/// The table of a language without additions, built when the first bot needs it. It never changes
/// after, so that sharing it cannot show in a result.
fn shared(language: &Language) -> Arc<Table> {
    type Shared = LazyLock<Arc<Table>>;
    fn of(tag: &str) -> Arc<Table> {
        let language = Language::of(tag);
        Arc::new(Table::build(Speech::of(language), language, Vec::new()))
    }
    static EN: Shared = LazyLock::new(|| of("en"));
    static DE: Shared = LazyLock::new(|| of("de"));
    static ES: Shared = LazyLock::new(|| of("es"));
    static FR: Shared = LazyLock::new(|| of("fr"));
    static OTHER: Shared = LazyLock::new(|| of(""));
    let table = match language.code {
        "en" => &EN,
        "de" => &DE,
        "es" => &ES,
        "fr" => &FR,
        _ => &OTHER,
    };
    Arc::clone(table)
}

/// What the author's `words` add to classes.
fn own_words(definitions: &Definitions, language: &Language) -> Vec<(Sequence, Label)> {
    let piece = |name: &str| definitions.piece(name);
    let readings = Readings::new(&piece, &|_| &[]);
    let mut more = Vec::new();
    // Words that are of two classes are of the one that comes last.
    let mut classes = WordClass::ALL;
    classes.sort_unstable_by_key(|class| class.name());
    for class in classes {
        let Some(phrase) = definitions.piece(class.name()) else { continue };
        for reading in readings.sample(phrase, READINGS) {
            let sequence = read_words(&reading, language);
            if !sequence.is_empty() {
                more.push((sequence, Label::Class(class)));
            }
        }
    }
    more
}

/// The number of a word with a letter repeated three times and more, which are read as two or one:
/// "sooo", "goooood".
fn find_squeezed(table: &Table, word: &str) -> WordId {
    /// Longer ones are no words.
    const LONGEST: usize = 32;
    let bytes = word.as_bytes();
    let repeats = |run: &[u8]| matches!(run, [a, b, c] if a == b && b == c);
    if bytes.len() > LONGEST || !word.is_ascii() || !bytes.windows(3).any(repeats) {
        return 0;
    }
    for most in [2, 1] {
        let mut squeezed: SmallVec<[u8; LONGEST]> = SmallVec::new();
        for run in bytes.chunk_by(|a, b| a == b) {
            let kept = if run.len() > 2 { most } else { run.len() };
            squeezed.extend(run.iter().copied().take(kept));
        }
        let number = std::str::from_utf8(&squeezed).map_or(0, |word| table.find(word));
        if number != 0 {
            return number;
        }
    }
    0
}

/// What does something to the mood, the longest phrase at each place.
fn items(table: &Table, words: &[WordId], drawn_out: &[u32]) -> Items {
    let mut items = Items::new();
    let mut free = 0;
    for (start, &word) in words.iter().enumerate() {
        if word == 0 || start < free {
            continue;
        }
        let mut longest = None;
        table.walk(words.get(start..).unwrap_or_default(), |len, node| {
            longest = node.effect.map(|effect| (len, effect)).or(longest);
        });
        if let Some((len, effect)) = longest {
            free = start + len;
            let is_drawn_out = drawn_out.iter().any(|&at| (start..free).contains(&(at as usize)));
            let (start, end) = (start as u32, free as u32);
            items.push(Item { start, end, effect, is_drawn_out, is_emoji: false });
        }
    }
    items
}

/// The classes found, each at its first place; what lies within something innocent does not count.
fn classes(table: &Table, words: &[WordId], utterance: &Utterance<'_>) -> Vec<FoundClass> {
    let mut found: Vec<FoundClass> = Vec::new();
    // Without fillers, each word with the number of its token.
    let kept: SmallVec<[usize; 32]> = (0..words.len())
        .filter(|&at| words.get(at).is_some_and(|&w| !table.is_filler(w)))
        .collect();
    let words: Words = kept.iter().filter_map(|&at| words.get(at).copied()).collect();
    let mut innocent_until = 0;
    for (start, &word) in words.iter().enumerate() {
        if word == 0 {
            continue;
        }
        let mut seen: SmallVec<[(usize, WordClass); 4]> = SmallVec::new();
        table.walk(words.get(start..).unwrap_or_default(), |len, node| match node.label {
            Some(Label::Innocent) => innocent_until = innocent_until.max(start + len),
            Some(Label::Class(class)) => seen.push((start + len, class)),
            None => {}
        });
        for (end, class) in seen.into_iter().rev() {
            if end > innocent_until && found.iter().all(|known| known.class != class) {
                let token = |at: usize| kept.get(at).copied().unwrap_or(0);
                let tokens = token(start)..token(end - 1) + 1;
                found.push(FoundClass { class, span: utterance.span_of_tokens(tokens) });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;
