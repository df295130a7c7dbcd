//! Brings the trees of all files together: sections merge by key, and no key is given twice.

use super::notes::Notes;
use super::tree::{Entry, Kind, Node, shortened};

/// The entries without those whose key was there before; each of these is told with both places.
pub(crate) fn distinct<'s>(entries: Vec<Entry<'s>>, notes: &mut Notes) -> Vec<Entry<'s>> {
    let twice = repeated(&entries);
    if twice.is_empty() {
        return entries;
    }
    let mut drop = vec![false; entries.len()];
    for (first, again) in twice {
        let (Some(first), Some(entry)) = (entries.get(first), entries.get(again)) else { continue };
        notes
            .error("duplicate-key", entry.at, format!("`{}` is given twice", shortened(&entry.key)))
            .see("first given here", first.at)
            .help("keep one of them");
        if let Some(drop) = drop.get_mut(again) {
            *drop = true;
        }
    }
    entries.into_iter().zip(drop).filter(|(_, drop)| !drop).map(|(entry, _)| entry).collect()
}

/// Pairs of an entry's number and that of a later one with its key, in order of the latter.
fn repeated(entries: &[Entry<'_>]) -> Vec<(usize, usize)> {
    let mut order: Vec<(&str, usize)> =
        entries.iter().enumerate().map(|(i, entry)| (&*entry.key, i)).collect();
    order.sort_unstable();
    let mut pairs = Vec::new();
    let mut first: Option<(&str, usize)> = None;
    for (key, i) in order {
        match first {
            Some((same, at)) if same == key => pairs.push((at, i)),
            _ => first = Some((key, i)),
        }
    }
    pairs.sort_unstable_by_key(|&(_, again)| again);
    pairs
}

/// One tree from the entries of all files' top levels. Sections merge by key, and so do
/// `matches` and `talks` in `tests`; deeper down a key belongs to one file.
pub(crate) fn sections<'s>(all: Vec<Entry<'s>>, notes: &mut Notes) -> Vec<Entry<'s>> {
    let mut sections = distinct(joined(all), notes);
    for section in &mut sections {
        let Kind::Map(entries) = &mut section.node.kind else { continue };
        let all = std::mem::take(entries);
        if section.key != "tests" {
            *entries = distinct(all, notes);
            continue;
        }
        *entries = distinct(joined(all), notes);
        for entry in entries {
            if let Kind::Map(cases) = &mut entry.node.kind {
                *cases = distinct(std::mem::take(cases), notes);
            }
        }
    }
    sections
}

/// Puts the entries of maps with the same key together, at the place of the first.
fn joined(all: Vec<Entry<'_>>) -> Vec<Entry<'_>> {
    let twice = repeated(&all);
    let mut slots: Vec<Option<Entry<'_>>> = all.into_iter().map(Some).collect();
    for (first, again) in twice {
        let Some(entry) = slots.get_mut(again).and_then(Option::take) else { continue };
        let into = slots.get_mut(first).and_then(Option::as_mut).map(|entry| &mut entry.node.kind);
        match (into, entry.node.kind) {
            (Some(Kind::Map(into)), Kind::Map(more)) => into.extend(more),
            (_, kind) => {
                let kept = Entry { node: Node { kind, ..entry.node }, ..entry };
                if let Some(slot) = slots.get_mut(again) {
                    *slot = Some(kept);
                }
            }
        }
    }
    slots.into_iter().flatten().collect()
}
