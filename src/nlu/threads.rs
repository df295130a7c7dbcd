//! Work that several threads share while a bot is built; never while talking.
//!
//! What comes out is the same for any number of threads. A thread that the system refuses is done
//! without. No worker panics; if one did, so would whoever waits for it.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, scope};

/// Does `parts` parts of work with up to `threads` threads, this one among them. Each calls `work`
/// once, with the numbers of the parts it is to do as they come, and gives numbered results; all
/// are returned in order of their numbers.
pub(super) fn share<T: Send>(
    parts: usize,
    threads: usize,
    work: impl Fn(&mut dyn Iterator<Item = usize>) -> Vec<(usize, T)> + Sync,
) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let work = || {
        let take = |_| Some(next.fetch_add(1, Ordering::Relaxed)).filter(|&part| part < parts);
        work(&mut std::iter::repeat_n((), parts).map_while(take))
    };
    let mut done = scope(|scope| {
        let others = (1..threads.min(parts)).map(|_| Builder::new().spawn_scoped(scope, work));
        let others: Vec<_> = others.filter_map(Result::ok).collect();
        let mut done = work();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    });
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_parts_are_done_once_and_come_in_order() {
        for (parts, threads) in [(0, 4), (1, 4), (100, 1), (100, 3), (3, 100)] {
            let squares = share(parts, threads, |numbers| numbers.map(|n| (n, n * n)).collect());
            let expected: Vec<usize> = (0..parts).map(|n| n * n).collect();
            assert_eq!(squares, expected, "{parts} parts, {threads} threads");
        }
    }
}
