//! A map from a 64-bit key to a number: open addressing, filled while a bot is built, then only read.
//!
//! Keys are mixed, so that neighbouring ones do not stand together. Knows nothing of features.

/// Marks a free place.
const FREE: u32 = u32::MAX;

/// Key → number.
#[derive(Clone, Debug)]
pub(super) struct Table {
    places: Vec<(u64, u32)>,
    len: usize,
}

/// A one-to-one mix of 64 bits (the last steps of splitmix64).
pub(super) fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

impl Default for Table {
    fn default() -> Table {
        Table { places: vec![(0, FREE); 64], len: 0 }
    }
}

impl Table {
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

    /// The number of `key`.
    pub(super) fn find(&self, key: u64) -> Option<u32> {
        let mask = self.places.len() - 1;
        let mut at = mix(key) as usize & mask;
        // At most two thirds are taken, so a free place ends the search.
        while let Some(&(known, number)) = self.places.get(at) {
            if number == FREE {
                return None;
            }
            if known == key {
                return Some(number);
            }
            at = (at + 1) & mask;
        }
        None
    }

    /// Memory in bytes.
    pub(super) fn size(&self) -> usize {
        self.places.len() * size_of::<(u64, u32)>()
    }

    fn put(&mut self, key: u64, number: u32) -> u32 {
        let mask = self.places.len() - 1;
        let mut at = mix(key) as usize & mask;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_keep_their_numbers() {
        let mut table = Table::default();
        for i in 0..5_000_u64 {
            assert_eq!(table.add(i * 7), i as u32);
            assert_eq!(table.add(i * 7), i as u32);
        }
        assert_eq!(table.len(), 5_000);
        for i in 0..35_000_u64 {
            let expected = (i % 7 == 0).then_some((i / 7) as u32);
            assert_eq!(table.find(i), expected, "{i}");
        }
        assert!(table.size() >= 5_000 * 12);
    }
}
