//! A map from a 64-bit key to a number: filled while a bot is built, then packed to 8 bytes a place,
//! what else is asked for with a number beside it, and only read.
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

/// Key → number and a value, read only. A place keeps half of its mixed key: one in some billions of
/// keys that are not there is taken for one that is.
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

    /// The same for reading, in half the memory, with values that [`Table::fill`] sets.
    pub(super) fn pack<V: Copy + Default>(self) -> Table<V> {
        // A quarter stays free, and one place at least: a free place ends each search.
        let size = self.len + self.len / 3 + 1;
        let free = (0, FREE, V::default());
        let mut table = Table { places: vec![free; size].into(), len: self.len };
        for (key, number) in self.places.into_iter().filter(|(_, number)| *number != FREE) {
            let mixed = mix(key);
            let mut at = table.first(mixed);
            while table.places.get(at).is_some_and(|(_, number, _)| *number != FREE) {
                at = table.after(at);
            }
            if let Some(place) = table.places.get_mut(at) {
                (place.0, place.1) = (mixed as u32, number);
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
        let mixed = mix(key);
        let mut at = self.first(mixed);
        while let Some(&(half, number, value)) = self.places.get(at) {
            if number == FREE {
                return None;
            }
            if half == mixed as u32 {
                return Some((number, value));
            }
            at = self.after(at);
        }
        None
    }

    /// Memory in bytes.
    pub(super) fn size(&self) -> usize {
        size_of_val(&*self.places)
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
