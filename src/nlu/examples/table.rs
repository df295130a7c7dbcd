//! A map from a 64-bit key to a number: filled while a bot is built, then packed to 8 bytes a place
//! and only read.
//!
//! Keys are mixed, so that neighbouring ones do not stand together. Knows nothing of features.

/// Marks a free place.
const FREE: u32 = u32::MAX;

/// Key → number, while keys are added: open addressing with whole keys.
#[derive(Debug)]
pub(super) struct Growing {
    places: Vec<(u64, u32)>,
    len: usize,
}

/// Key → number, read only. A place keeps half of its mixed key: one in some billions of keys that
/// are not there is taken for one that is.
#[derive(Debug)]
pub(super) struct Table {
    places: Box<[(u32, u32)]>,
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
        let places = (keys + keys / 2 + 1).next_power_of_two();
        Growing { places: vec![(0, FREE); places], len: 0 }
    }

    /// How many keys there are; numbers are below it.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The number of `key`, the next free one if it was not there.
    pub(super) fn add(&mut self, key: u64) -> u32 {
        if self.len * 3 >= self.places.len() * 2 {
            self.grow();
        }
        let next = self.len as u32;
        let number = self.put(key, next);
        self.len += usize::from(number == next);
        number
    }

    /// The same for reading, in half the memory.
    pub(super) fn pack(self) -> Table {
        // A quarter stays free, and one place at least: a free place ends each search.
        let size = self.len + self.len / 3 + 1;
        let mut table = Table { places: vec![(0, FREE); size].into(), len: self.len };
        for (key, number) in self.places.into_iter().filter(|(_, number)| *number != FREE) {
            let mixed = mix(key);
            let mut at = table.first(mixed);
            while table.places.get(at).is_some_and(|(_, number)| *number != FREE) {
                at = table.after(at);
            }
            if let Some(place) = table.places.get_mut(at) {
                *place = (mixed as u32, number);
            }
        }
        table
    }

    fn put(&mut self, key: u64, number: u32) -> u32 {
        let mask = self.places.len() - 1;
        let mut at = mix(key) as usize & mask;
        // At most two thirds are taken, so a free place ends the search.
        while let Some(place) = self.places.get_mut(at) {
            if place.1 == FREE {
                *place = (key, number);
                return number;
            }
            if place.0 == key {
                return place.1;
            }
            at = (at + 1) & mask;
        }
        number
    }

    fn grow(&mut self) {
        let size = self.places.len() * 2;
        let old = std::mem::replace(&mut self.places, vec![(0, FREE); size]);
        for (key, number) in old.into_iter().filter(|(_, number)| *number != FREE) {
            self.put(key, number);
        }
    }
}

impl Default for Table {
    fn default() -> Table {
        Growing::default().pack()
    }
}

impl Table {
    /// How many keys there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The number of `key`.
    pub(super) fn find(&self, key: u64) -> Option<u32> {
        let mixed = mix(key);
        let mut at = self.first(mixed);
        while let Some(&(half, number)) = self.places.get(at) {
            if number == FREE {
                return None;
            }
            if half == mixed as u32 {
                return Some(number);
            }
            at = self.after(at);
        }
        None
    }

    /// Memory in bytes.
    pub(super) fn size(&self) -> usize {
        self.places.len() * size_of::<(u32, u32)>()
    }

    /// Where the search for a key begins: its upper half as a share of the places.
    fn first(&self, mixed: u64) -> usize {
        (((mixed >> 32) * self.places.len() as u64) >> 32) as usize
    }

    fn after(&self, at: usize) -> usize {
        if at + 1 == self.places.len() { 0 } else { at + 1 }
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
        let table = growing.pack();
        assert_eq!(table.len(), 5_000);
        for i in 0..35_000_u64 {
            let expected = i.is_multiple_of(7).then_some((i / 7) as u32);
            assert_eq!(table.find(i), expected, "{i}");
        }
        assert!(table.size() < 5_000 * 12);
        assert_eq!(Table::default().find(0), None);
    }
}
