//! The model of bots too large for [`dense`](super::dense) rows: each class learns from its own
//! phrases and from those of others that come near it, keeps its strongest weights, and the row of
//! a feature lists only the classes that have one.
//!
//! Letters would fill every row, so stems stand in for them; letters still tell how much of a
//! message is known.

use super::count::Counted;
use super::features::{Features, Reading};
use super::learn::{Lesson, Says, shuffle, slack, step};
use crate::nlu::math::ln;
use crate::nlu::threads::share;

/// Near classes of a phrase that learn what it is not: with 32 as good as with all (94.0 on
/// CLINC150), with 8 five points worse.
const NEAR: usize = 32;
/// The same where intents have few phrases (FAQ collections), so that 10,000 of them build in a
/// second or two.
const NEAR_OF_FEW: usize = 10;
/// Phrases of an intent on average that are few.
const FEW: usize = 10;
/// Classes that one feature may lead to while near ones are looked for.
const LEADS: usize = 48;
/// Passes over the phrases.
const PASSES: usize = 6;
/// Weights that a class keeps.
const KEPT: usize = 1_000;
/// What a class scores before anything is said: not learnt, since a class sees only what is near.
const BIAS: f32 = -1.0;
/// How much a stem counts beside its word.
const STEM: f32 = 1.0;
/// Classes that a thread takes at a time.
const SHARE: usize = 64;

/// What each feature says of the classes that it says anything of.
#[derive(Debug)]
pub(super) struct Large {
    classes: usize,
    /// By feature, stems after all others: how much it counts.
    weights: Vec<f32>,
    /// Where the cells of each feature begin, and the end.
    starts: Vec<u32>,
    class_of: Vec<u32>,
    cells: Vec<i8>,
    /// What one unit of a cell is worth.
    unit: f32,
    first_stem: u32,
}

/// Phrases without letters, with stems.
struct Phrases {
    starts: Vec<usize>,
    items: Vec<u32>,
    weights: Vec<f32>,
    /// One over the length of each phrase.
    norms: Vec<f32>,
    /// By feature: in how many phrases it stands.
    spread: Vec<u32>,
}

/// By class: the phrases that it learns from.
#[derive(Clone, Debug, Default)]
struct Pupil {
    own: Vec<u32>,
    others: Vec<u32>,
}

impl Large {
    /// Learns from phrases.
    pub(super) fn build(
        features: &Features,
        counted: &Counted,
        lessons: &[Lesson],
        classes: usize,
        threads: usize,
    ) -> Large {
        let phrases = Phrases::new(features, counted);
        let pupils = phrases.pupils(lessons, classes);
        let learnt = learn(&phrases, lessons, &pupils, threads);
        let all = || learnt.iter().flatten();
        let unit =
            all().fold(1e-9_f32, |most, (_, cell)| most.max(cell.abs())) / f32::from(i8::MAX);
        let mut starts = vec![0_u32; phrases.weights.len() + 1];
        for &(feature, _) in all() {
            if let Some(count) = starts.get_mut(feature as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut class_of = vec![0_u32; sum as usize];
        let mut cells = vec![0_i8; sum as usize];
        for (own, class) in learnt.iter().zip(0..) {
            for &(feature, cell) in own {
                let Some(at) = next.get_mut(feature as usize) else { continue };
                if let (Some(to), Some(of)) =
                    (cells.get_mut(*at as usize), class_of.get_mut(*at as usize))
                {
                    (*to, *of) = ((cell / unit).round() as i8, class);
                }
                *at += 1;
            }
        }
        let first_stem = features.len() as u32;
        Large { classes, weights: phrases.weights, starts, class_of, cells, unit, first_stem }
    }

    /// The scores of all classes.
    pub(super) fn scores(&self, features: &Features, reading: &Reading) -> Vec<f32> {
        let mut scores = vec![BIAS; self.classes];
        let by = self.unit * self.norm(features, reading);
        for feature in self.features(features, reading) {
            for (class, cell) in self.row(feature) {
                if let Some(score) = scores.get_mut(class as usize) {
                    *score += by * f32::from(cell);
                }
            }
        }
        scores
    }

    /// What a feature adds to the score of a class in a message.
    pub(super) fn share(
        &self,
        features: &Features,
        reading: &Reading,
        feature: u32,
        class: usize,
    ) -> f32 {
        if !self.features(features, reading).any(|known| known == feature) {
            return 0.0;
        }
        let cell = self.row(feature).find(|(of, _)| *of as usize == class);
        let by = self.unit * self.norm(features, reading);
        by * f32::from(cell.map_or(0, |(_, cell)| cell))
    }

    /// The features of a message that count here.
    fn features<'r>(
        &self,
        features: &Features,
        reading: &'r Reading,
    ) -> impl Iterator<Item = u32> + 'r {
        let (first_letters, first_link) = (features.first_letters(), features.first_link());
        let first_stem = self.first_stem;
        // The same ones stand together.
        let all = reading.words.iter().copied().chain(reading.other_features());
        let is_counted = move |&feature: &u32| feature < first_letters || feature >= first_link;
        let mut last = None;
        let once = all.filter(move |feature| last.replace(*feature) != Some(*feature));
        once.filter(is_counted).chain(reading.stems.iter().map(move |stem| first_stem + stem))
    }

    /// One over the length of a message.
    fn norm(&self, features: &Features, reading: &Reading) -> f32 {
        let weight = |feature: u32| self.weights.get(feature as usize).copied().unwrap_or(0.0);
        let square: f32 = self.features(features, reading).map(|f| weight(f) * weight(f)).sum();
        1.0 / square.max(1e-9).sqrt()
    }

    /// Memory in bytes.
    pub(super) fn size(&self) -> usize {
        self.cells.len() * 5 + self.starts.len() * 8
    }

    fn row(&self, feature: u32) -> impl Iterator<Item = (u32, i8)> {
        let start = |at| self.starts.get(at).copied().unwrap_or(0) as usize;
        let own = start(feature as usize)..start(feature as usize + 1);
        let classes = self.class_of.get(own.clone()).unwrap_or_default();
        classes.iter().copied().zip(self.cells.get(own).unwrap_or_default().iter().copied())
    }
}

impl Phrases {
    fn new(features: &Features, counted: &Counted) -> Phrases {
        let (first_letters, first_link) = (features.first_letters(), features.first_link());
        let first_stem = features.len() as u32;
        let all = features.len() + features.stems.len();
        let mut phrases = Phrases {
            starts: vec![0],
            items: Vec::new(),
            weights: features.weights.clone(),
            norms: Vec::new(),
            spread: vec![0; all],
        };
        for at in 0..counted.len() {
            let from = phrases.items.len();
            let several = counted.several(at).iter().map(|(feature, _)| *feature);
            for feature in counted.once(at).iter().copied().chain(several) {
                if feature < first_letters {
                    let stem = features.known.get(feature as usize).map(|word| word.stem);
                    phrases.items.extend(stem.map(|stem| first_stem + stem));
                }
                if feature < first_letters || feature >= first_link {
                    phrases.items.push(feature);
                }
            }
            let own = phrases.items.get_mut(from..).unwrap_or_default();
            own.sort_unstable();
            let mut last = None;
            let mut left: Vec<u32> = own.to_vec();
            left.retain(|feature| last.replace(*feature) != Some(*feature));
            phrases.items.truncate(from);
            phrases.items.extend(left);
            phrases.starts.push(phrases.items.len());
        }
        for &feature in &phrases.items {
            if let Some(spread) = phrases.spread.get_mut(feature as usize) {
                *spread += 1;
            }
        }
        let total = counted.len() as f64;
        let stems = phrases.spread.iter().skip(features.len());
        let of_stems = stems.map(|&spread| {
            let ratio = (1.0 + total) / (1.0 + f64::from(spread));
            STEM * (ln(ratio) + 1.0).sqrt() as f32
        });
        phrases.weights.extend(of_stems);
        for at in 0..counted.len() {
            let square: f32 = phrases.phrase(at as u32).iter().map(|&f| phrases.square(f)).sum();
            phrases.norms.push(1.0 / square.max(1e-9).sqrt());
        }
        phrases
    }

    fn phrase(&self, at: u32) -> &[u32] {
        let start = |at: usize| self.starts.get(at).copied().unwrap_or(0);
        self.items.get(start(at as usize)..start(at as usize + 1)).unwrap_or_default()
    }

    fn square(&self, feature: u32) -> f32 {
        self.weights.get(feature as usize).map_or(0.0, |weight| weight * weight)
    }

    fn norm(&self, at: u32) -> f32 {
        self.norms.get(at as usize).copied().unwrap_or(0.0)
    }

    /// The phrases that each class learns from: its own, those that are said not to be it, and
    /// those of others that are near it.
    fn pupils(&self, lessons: &[Lesson], classes: usize) -> Vec<Pupil> {
        let mut pupils = vec![Pupil::default(); classes];
        for (lesson, at) in lessons.iter().zip(0..) {
            let (Says::Is(class) | Says::Not(class)) = lesson.says;
            let Some(pupil) = pupils.get_mut(class as usize) else { continue };
            match lesson.says {
                Says::Is(_) => pupil.own.push(at),
                Says::Not(_) => pupil.others.push(at),
            }
        }
        let near = if lessons.len() >= classes * FEW { NEAR } else { NEAR_OF_FEW };
        let leads = self.leads(&pupils);
        let mut sums = vec![0.0_f32; classes];
        let mut touched: Vec<u32> = Vec::new();
        for (lesson, at) in lessons.iter().zip(0..) {
            let Says::Is(own) = lesson.says else { continue };
            for &(class, lead) in
                self.phrase(at).iter().filter_map(|&f| leads.get(f as usize)).flatten()
            {
                let Some(sum) = sums.get_mut(class as usize) else { continue };
                if *sum == 0.0 {
                    touched.push(class);
                }
                *sum += lead;
            }
            let sum = |class: u32| sums.get(class as usize).copied().unwrap_or(0.0);
            if touched.len() > near {
                let order = |a: &u32, b: &u32| sum(*b).total_cmp(&sum(*a)).then(a.cmp(b));
                touched.select_nth_unstable_by(near, order);
            }
            for &class in touched.iter().take(near).filter(|class| **class != own) {
                if let Some(pupil) = pupils.get_mut(class as usize) {
                    pupil.others.push(at);
                }
            }
            for class in touched.drain(..) {
                if let Some(sum) = sums.get_mut(class as usize) {
                    *sum = 0.0;
                }
            }
        }
        pupils
    }

    /// By feature: the classes whose phrases have it most, with how much it says. Features of one
    /// class only lead nowhere else.
    fn leads(&self, pupils: &[Pupil]) -> Vec<Vec<(u32, f32)>> {
        let mut leads: Vec<Vec<(u32, f32)>> = vec![Vec::new(); self.weights.len()];
        let mut own: Vec<(u32, f32)> = Vec::new();
        for (pupil, class) in pupils.iter().zip(0..) {
            own.clear();
            for &at in &pupil.own {
                own.extend(self.phrase(at).iter().map(|&f| (f, self.square(f) * self.norm(at))));
            }
            own.sort_unstable_by(|(a, x), (b, y)| a.cmp(b).then(x.total_cmp(y)));
            let size = (pupil.own.len().max(1) as f32).sqrt();
            for run in own.chunk_by(|a, b| a.0 == b.0) {
                let Some(&(feature, _)) = run.first() else { continue };
                let spread = self.spread.get(feature as usize).copied().unwrap_or(0);
                if let Some(leads) = leads.get_mut(feature as usize)
                    && spread as usize > run.len()
                {
                    leads.push((class, run.iter().map(|(_, share)| share).sum::<f32>() / size));
                }
            }
        }
        for leads in leads.iter_mut().filter(|leads| leads.len() > LEADS) {
            leads.select_nth_unstable_by(LEADS, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            leads.truncate(LEADS);
        }
        leads
    }
}

/// Weights of one class: features with what they are worth, times their own weight.
type Learnt = Vec<(u32, f32)>;

/// Learns all classes. Each is learnt by itself, so the result is the same for any `threads`.
fn learn(phrases: &Phrases, lessons: &[Lesson], pupils: &[Pupil], threads: usize) -> Vec<Learnt> {
    share(pupils.len().div_ceil(SHARE), threads, |shares| {
        let mut weights = vec![0.0_f32; phrases.weights.len()];
        let mut done = Vec::new();
        for from in shares.map(|share| share * SHARE) {
            let own = pupils.iter().enumerate().skip(from).take(SHARE);
            done.extend(own.map(|(class, pupil)| {
                (class, learn_class(phrases, lessons, pupil, class, &mut weights))
            }));
        }
        done
    })
}

/// Learns one class. `weights` is all 0 before and after; while learning they stand multiplied
/// with the features' own, so that phrases need no values.
fn learn_class(
    phrases: &Phrases,
    lessons: &[Lesson],
    pupil: &Pupil,
    class: usize,
    weights: &mut [f32],
) -> Learnt {
    let own = pupil.own.iter().map(|&at| (at, 1.0));
    let rows: Vec<(u32, f32)> = own.chain(pupil.others.iter().map(|&at| (at, -1.0))).collect();
    let mut multipliers = vec![0.0_f32; rows.len()];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut state = class as u64;
    for _ in 0..PASSES {
        shuffle(&mut order, &mut state);
        for &row in &order {
            let (Some(&(at, sign)), Some(old)) = (rows.get(row), multipliers.get_mut(row)) else {
                continue;
            };
            let (phrase, norm) = (phrases.phrase(at), phrases.norm(at));
            let sum: f32 = phrase.iter().filter_map(|&f| weights.get(f as usize)).sum();
            let times = lessons.get(at as usize).map_or(1.0, |lesson| lesson.times);
            let new = step(*old, sign, sum * norm + BIAS, 1.0, slack(times));
            let moved = (new - *old) * sign * norm;
            *old = new;
            if moved == 0.0 {
                continue;
            }
            for &feature in phrase {
                if let Some(weight) = weights.get_mut(feature as usize) {
                    *weight += moved * phrases.square(feature);
                }
            }
        }
    }
    let mut learnt = Learnt::new();
    for &feature in rows.iter().flat_map(|&(at, _)| phrases.phrase(at)) {
        if let Some(weight) = weights.get_mut(feature as usize)
            && *weight != 0.0
        {
            learnt.push((feature, std::mem::take(weight)));
        }
    }
    if learnt.len() > KEPT {
        let order =
            |a: &(u32, f32), b: &(u32, f32)| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0));
        learnt.select_nth_unstable_by(KEPT, order);
        learnt.truncate(KEPT);
    }
    learnt
}
