//! Many short lists in two vectors: what hangs on each literal, each state, each intent.

/// Lists numbered from 0.
#[derive(Clone, Debug)]
pub(super) struct Lists<T> {
    /// Where each list ends; it begins where the one before ends.
    ends: Vec<u32>,
    items: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Lists<T> {
        Lists { ends: Vec::new(), items: Vec::new() }
    }
}

impl<T: Copy + Ord> Lists<T> {
    /// `count` lists from pairs of a list's number and an item; each list sorted, no item twice.
    pub(super) fn new(count: usize, mut pairs: Vec<(u32, T)>) -> Lists<T> {
        pairs.sort_unstable();
        pairs.dedup();
        let mut ends = vec![0_u32; count];
        let mut items = Vec::with_capacity(pairs.len());
        for (list, item) in pairs {
            if let Some(end) = ends.get_mut(list as usize) {
                items.push(item);
                *end = items.len() as u32;
            }
        }
        let mut last = 0;
        for end in &mut ends {
            last = last.max(*end);
            *end = last;
        }
        Lists { ends, items }
    }
}

impl<T> Lists<T> {
    /// Adds a list after the last one.
    pub(super) fn push(&mut self, items: impl IntoIterator<Item = T>) {
        self.items.extend(items);
        self.ends.push(self.items.len() as u32);
    }

    /// The list with this number; empty if there is none.
    pub(super) fn of(&self, list: u32) -> &[T] {
        let list = list as usize;
        let start = list.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let end = self.ends.get(list).copied().unwrap_or(0);
        self.items.get(start.unwrap_or(0) as usize..end as usize).unwrap_or_default()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_has_its_list() {
        let lists = Lists::new(5, vec![(3, 'b'), (1, 'z'), (3, 'a'), (3, 'b'), (9, 'x')]);
        let all: Vec<&[char]> = (0..6).map(|i| lists.of(i)).collect();
        assert_eq!(all, [&[][..], &['z'], &[], &['a', 'b'], &[], &[]]);
        let mut pushed = Lists::default();
        pushed.push([1, 2]);
        pushed.push([]);
        pushed.push([3]);
        assert_eq!([pushed.of(0), pushed.of(1), pushed.of(2)], [&[1, 2][..], &[], &[3]]);
    }
}
