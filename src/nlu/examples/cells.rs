//! Rows of bytes, a cell for each class, as the model of dense bots keeps them: whole, or as a list
//! where most cells are 0.
//!
//! Most features stand in few phrases and say something of few classes: of 57,000 rows of CLINC150,
//! with 150 classes, 49,000 become lists of six cells on average, and all take 2.7 MB instead of 9.

use super::learn::LANES;

/// A row becomes a list if at most one cell of so many is not 0: it is half as large then.
const ONE_OF: usize = 8;

/// Rows, each at a place of its own.
#[derive(Debug)]
pub(super) struct Cells {
    /// Blocks of 16 classes, which is what a whole row has.
    blocks: usize,
    whole: Vec<[i8; LANES]>,
    /// Lists, each after a cell that has its length as class.
    listed: Vec<Cell>,
}

/// A cell that is not 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) class: u16,
    pub(super) value: i8,
}

/// Where a row stands: twice its number, plus 1 if it is a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place(u32);

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row<'c> {
    Whole(&'c [[i8; LANES]]),
    Listed(&'c [Cell]),
}

impl Default for Place {
    /// That of a row of zeros.
    fn default() -> Place {
        Place(u32::MAX)
    }
}

impl Cells {
    /// Rows given as columns of blocks, all of one length; and the place of each.
    pub(super) fn new(blocks: &[&[[i8; LANES]]]) -> (Cells, Vec<Place>) {
        let mut cells = Cells { blocks: blocks.len(), whole: Vec::new(), listed: Vec::new() };
        let rows = blocks.first().map_or(0, |block| block.len());
        let places = (0..rows).map(|at| cells.add(blocks.iter().filter_map(|b| b.get(at))));
        let places = places.collect();
        cells.whole.shrink_to_fit();
        cells.listed.shrink_to_fit();
        (cells, places)
    }

    fn add<'b>(&mut self, row: impl Iterator<Item = &'b [i8; LANES]> + Clone) -> Place {
        let one = |value: &i8| u8::from(*value != 0);
        let count = |block: &[i8; LANES]| usize::from(block.iter().map(one).sum::<u8>());
        let length: usize = row.clone().map(count).sum();
        // Dense bots have some 2,450 classes at most; the number of a class in a list would have room for
        // 65,535.
        if length > self.blocks * LANES / ONE_OF || self.blocks * LANES > usize::from(u16::MAX) {
            let place = Place((self.whole.len() / self.blocks) as u32 * 2);
            self.whole.extend(row);
            return place;
        }
        let place = Place(self.listed.len() as u32 * 2 + 1);
        self.listed.push(Cell { class: length as u16, value: 0 });
        for (block, first) in row.zip((0_u16..).step_by(LANES)) {
            let mut rest = u128::from_le_bytes(block.map(i8::cast_unsigned));
            while rest != 0 {
                let at = rest.trailing_zeros() / 8;
                let value = ((rest >> (at * 8)) as u8).cast_signed();
                self.listed.push(Cell { class: first + at as u16, value });
                rest &= !(0xFF << (at * 8));
            }
        }
        place
    }

    /// The row at a place.
    pub(super) fn row(&self, Place(place): Place) -> Row<'_> {
        let at = place as usize / 2;
        if place.is_multiple_of(2) {
            let from = at * self.blocks;
            return Row::Whole(self.whole.get(from..from + self.blocks).unwrap_or_default());
        }
        let rest = self.listed.get(at..).unwrap_or_default();
        let Some((head, rest)) = rest.split_first() else { return Row::Listed(&[]) };
        Row::Listed(rest.get(..usize::from(head.class)).unwrap_or_default())
    }

    /// Memory in bytes.
    pub(super) fn size(&self) -> usize {
        self.whole.len() * LANES + self.listed.len() * size_of::<Cell>()
    }
}

impl Row<'_> {
    /// The value of a class.
    pub(super) fn value(&self, class: usize) -> i8 {
        match self {
            Row::Whole(row) => row.as_flattened().get(class).copied().unwrap_or(0),
            Row::Listed(cells) => {
                let own = cells.iter().find(|cell| usize::from(cell.class) == class);
                own.map_or(0, |cell| cell.value)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_whether_listed_or_whole() {
        // Two blocks of classes: up to four values are a list.
        let row = |count: usize| -> [[i8; LANES]; 2] {
            let mut row = [[0; LANES]; 2];
            let cells = row.as_flattened_mut().iter_mut().step_by(6).zip([-3, 7, i8::MIN, 1, 9, 4]);
            cells.take(count).for_each(|(cell, value)| *cell = value);
            row
        };
        let rows: Vec<_> = (0..=6).map(row).collect();
        let block = |at: usize| -> Vec<[i8; LANES]> { rows.iter().map(|row| row[at]).collect() };
        let (cells, places) = Cells::new(&[&block(0), &block(1)]);
        for ((place, row), count) in places.into_iter().zip(&rows).zip(0..) {
            let read = cells.row(place);
            assert_eq!(matches!(read, Row::Listed(_)), count <= 4, "{count}");
            for (class, value) in row.as_flattened().iter().enumerate() {
                assert_eq!(read.value(class), *value);
            }
            assert_eq!(read.value(32), 0, "no class");
        }
        assert_eq!(cells.row(Place::default()), Row::Listed(&[]));
        assert!(cells.size() < 7 * 32);
    }

    #[test]
    fn no_class_and_no_row() {
        let (cells, places) = Cells::new(&[]);
        assert!(places.is_empty());
        assert_eq!(cells.row(Place(0)), Row::Whole(&[]));
        let (cells, places) = Cells::new(&[&[[0; LANES]]]);
        assert_eq!(cells.row(places[0]), Row::Listed(&[]));
    }
}
