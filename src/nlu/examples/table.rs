//! A map from a 64-bit key to a number: filled while a bot is built, then packed to 8 bytes a place,
//! what else is asked for with a number beside it, and only read.
//!
//! Keys are mixed, so that neighbouring ones do not stand together. The upper half of a mixed key says
//! where its search begins, and a place keeps the lower half: one in some billions of keys is taken for
//! another one, so one table of 50,000 keys in 50,000 has such a key, and one of 5 million in a thousand.
//! It counts as the other then, which costs a little accuracy and nothing else. Knows nothing of features.

/// Marks a free place.
const FREE: u32 = u32::MAX;

/// Key → number, while keys are added: open addressing.
#[derive(Debug)]
pub(super) struct Growing {
    /// The lower half of a mixed key with its number: eight of them are one cache line.
    places: Vec<(u32, u32)>,
    /// By number: the mixed key.
    mixed: Vec<u64>,
}

/// Key → number and a value, read only.
#[derive(Debug)]
pub(super) struct Table<V> {
    places: Box<[(u32, u32, V)]>,
    len: usize,
}

/// A one-to-one mix of 64 bits (the last steps of splitmix64).
pub(super) fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

impl Default for Growing {
    fn default() -> Growing {
        Growing::with_room(32)
    }
}

impl Growing {
    /// Empty, with room for so many keys before it grows.
    pub(super) fn with_room(keys: usize) -> Growing {
        Growing { places: vec![(0, FREE); keys * 2 + 1], mixed: Vec::with_capacity(keys) }
    }

    /// How many keys there are; numbers are below it.
    pub(super) fn len(&self) -> usize {
        self.mixed.len()
    }

    /// The number of `key`, the next free one if it was not there.
    pub(super) fn add(&mut self, key: u64) -> u32 {
        if self.len() * 3 >= self.places.len() * 2 {
            self.grow();
        }
        let (mixed, next) = (mix(key), self.len() as u32);
        let number = self.put(mixed, next);
        if number == next {
            self.mixed.push(mixed);
        }
        number
    }

    /// The same for reading, with values that [`Table::fill`] sets.
    pub(super) fn pack<V: Copy + Default>(self) -> Table<V> {
        // A quarter stays free, and one place at least: a free place ends each search.
        let size = self.len() + self.len() / 3 + 1;
        let free = (0, FREE, V::default());
        let mut table = Table { places: vec![free; size].into(), len: self.len() };
        // In the order of mixed keys, about: so they fill the table from its beginning to its end.
        for (half, number) in self.places.into_iter().filter(|(_, number)| *number != FREE) {
            let mixed = self.mixed.get(number as usize).copied().unwrap_or_default();
            let mut at = first(mixed, size);
            while table.places.get(at).is_some_and(|(_, number, _)| *number != FREE) {
                at = after(at, size);
            }
            if let Some(place) = table.places.get_mut(at) {
                (place.0, place.1) = (half, number);
            }
        }
        table
    }

    fn put(&mut self, mixed: u64, number: u32) -> u32 {
        let size = self.places.len();
        let mut at = first(mixed, size);
        // At most two thirds are taken, so a free place ends the search.
        while let Some(place) = self.places.get_mut(at) {
            if place.1 == FREE {
                *place = (mixed as u32, number);
                return number;
            }
            if place.0 == mixed as u32 {
                return place.1;
            }
            at = after(at, size);
        }
        number
    }

    /// Keys that are taken for others now keep their numbers, which nobody finds any more.
    fn grow(&mut self) {
        self.places = vec![(0, FREE); self.places.len() * 2];
        let mixed = std::mem::take(&mut self.mixed);
        for (&mixed, number) in mixed.iter().zip(0..) {
            self.put(mixed, number);
        }
        self.mixed = mixed;
    }
}

/// Where the search for a key begins: its upper half as a share of the places.
fn first(mixed: u64, places: usize) -> usize {
    (((mixed >> 32) * places as u64) >> 32) as usize
}

fn after(at: usize, places: usize) -> usize {
    if at + 1 == places { 0 } else { at + 1 }
}

impl<V: Copy + Default> Default for Table<V> {
    fn default() -> Table<V> {
        Growing::default().pack()
    }
}

impl<V: Copy> Table<V> {
    /// How many keys there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Sets the values, by number.
    pub(super) fn fill(&mut self, value_of: impl Fn(u32) -> V) {
        for (_, number, value) in self.places.iter_mut().filter(|place| place.1 != FREE) {
            *value = value_of(*number);
        }
    }

    /// The number of `key`, and its value.
    pub(super) fn find(&self, key: u64) -> Option<(u32, V)> {
        let (mixed, size) = (mix(key), self.places.len());
        let mut at = first(mixed, size);
        while let Some(&(half, number, value)) = self.places.get(at) {
            if number == FREE {
                return None;
            }
            if half == mixed as u32 {
                return Some((number, value));
            }
            at = after(at, size);
        }
        None
    }

    /// Memory in bytes.
    pub(super) fn size(&self) -> usize {
        size_of_val(&*self.places)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_keep_their_numbers() {
        let mut growing = Growing::default();
        for i in 0..5_000_u64 {
            assert_eq!(growing.add(i * 7), i as u32);
            assert_eq!(growing.add(i * 7), i as u32);
        }
        assert_eq!(growing.len(), 5_000);
        let mut table = growing.pack();
        table.fill(|number| -f64::from(number));
        assert_eq!(table.len(), 5_000);
        for i in 0..35_000_u64 {
            let number = (i / 7) as u32;
            let expected = i.is_multiple_of(7).then_some((number, -f64::from(number)));
            assert_eq!(table.find(i), expected, "{i}");
        }
        assert!(table.size() < 5_000 * 16 * 3 / 2);
        assert_eq!(Table::<()>::default().find(0), None);
    }
}
