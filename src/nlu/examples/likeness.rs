//! How like the phrases of the best intent a message is in what its words mean: scores tell which
//! intent is meant, this whether any is. For the confidence.

use super::count::Counted;
use super::learn::{Lesson, Says};
use super::vectors::{DIMENSIONS, Direction, WEIGHT};

const _: () = assert!(DIMENSIONS.is_multiple_of(4), "`likeness` takes four at a time");

/// Where the phrases of each class point on average.
#[derive(Debug, Default)]
pub(super) struct Centres(Vec<Direction>);

impl Centres {
    /// None where no phrase has a word with a vector, as in a language without data.
    pub(super) fn new(counted: &Counted, lessons: &[Lesson], classes: usize) -> Centres {
        if counted.meanings.is_empty() {
            return Centres::default();
        }
        let mut centres = vec![[0.0; DIMENSIONS]; classes];
        for (lesson, meaning) in lessons.iter().zip(&counted.meanings) {
            let Says::Is(class) = lesson.says else { continue };
            let Some(centre) = centres.get_mut(class as usize) else { continue };
            for (sum, value) in centre.iter_mut().zip(meaning) {
                *sum += lesson.times * value;
            }
        }
        if centres.iter().flatten().all(|value| *value == 0.0) {
            return Centres::default();
        }
        for centre in &mut centres {
            let length = centre.iter().map(|value| value * value).sum::<f32>().sqrt();
            // So that with a direction of length `WEIGHT` the cosine comes out.
            let by = if length > 0.0 { 1.0 / (length * WEIGHT) } else { 0.0 };
            centre.iter_mut().for_each(|value| *value *= by);
        }
        Centres(centres)
    }

    /// The cosine of a direction and where the phrases of a class point, -1 to 1; 0 without words
    /// that have vectors.
    pub(super) fn likeness(&self, direction: &Direction, class: usize) -> f32 {
        let Some(centre) = self.0.get(class) else { return 0.0 };
        // Four sums side by side, since each addition waits for the one before it.
        let mut sums = [0.0; 4];
        let (centre, direction) = (centre.as_chunks::<4>().0, direction.as_chunks::<4>().0);
        for (centre, direction) in centre.iter().zip(direction) {
            for ((sum, a), b) in sums.iter_mut().zip(centre).zip(direction) {
                *sum += a * b;
            }
        }
        let [a, b, c, d] = sums;
        (a + b) + (c + d)
    }

    /// Whether the bot has vectors.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Memory in bytes.
    pub(super) fn size(&self) -> usize {
        self.0.len() * size_of::<Direction>()
    }
}

#[cfg(test)]
mod tests {
    use super::super::count::count;
    use super::super::vectors::{Sum, Vectors};
    use super::*;
    use crate::text::Language;

    const PHRASES: [(&str, f32); 4] =
        [("where is my parcel", 1.0), ("track the package", 1.0), ("good morning", 1.0), ("", 1.0)];

    fn direction(text: &str) -> Direction {
        let vectors = Vectors::of(Language::of("en"));
        let mut sum = Sum::default();
        text.split(' ').for_each(|word| vectors.add(vectors.find(word), &mut sum));
        sum.direction()
    }

    fn centres(vectors: Vectors) -> Centres {
        let says = [Says::Is(0), Says::Is(0), Says::Is(1), Says::Not(0)];
        let lessons = says.map(|says| Lesson { says, times: 1.0 });
        Centres::new(&count(&PHRASES, vectors, true).1, &lessons, 3)
    }

    #[test]
    fn a_message_is_like_the_phrases_that_mean_the_same() {
        let centres = centres(Vectors::of(Language::of("en")));
        let of = |text, class| centres.likeness(&direction(text), class);
        assert!(of("has the shipment arrived", 0) > 0.3);
        assert!(of("has the shipment arrived", 0) > of("has the shipment arrived", 1) + 0.1);
        assert!((of("good morning", 1) - 1.0).abs() < 1e-3, "{}", of("good morning", 1));
        assert_eq!(of("xqzt", 0), 0.0);
        assert_eq!(of("good morning", 2), 0.0, "a class without words that have vectors");
        assert_eq!(of("good", 3), 0.0, "no class");
    }

    #[test]
    fn without_vectors_nothing_is_known() {
        let centres = centres(Vectors::default());
        assert!(centres.is_empty());
        assert_eq!(centres.likeness(&direction("good morning"), 0), 0.0);
        let strange = [("dónde está mi pedido", 1.0)];
        let lessons = [Lesson { says: Says::Is(0), times: 1.0 }];
        let counted = count(&strange, Vectors::of(Language::of("en")), true).1;
        assert!(Centres::new(&counted, &lessons, 1).is_empty());
    }
}
