//! Where a conversation for a human goes: a queue where somebody is, or a note for later.

use std::sync::Arc;

use crate::catalog::Catalog;
use crate::clock::Timestamp;

/// The word of the format for an `overflow` that is no queue.
const TICKET: &str = "ticket";

/// Where a conversation goes.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) queue: Arc<str>,
    /// Nobody is there: it is written down.
    pub(super) is_ticket: bool,
    /// When the queue opens, if it is closed.
    pub(super) opens: Option<Timestamp>,
}

impl Place {
    /// The place for what belongs to `queue`: itself if it is open, else the first queue of its
    /// overflow that is. Where none is it is written down for `queue`, whose people know about it.
    pub(super) fn of(catalog: &Catalog, queue: &str, now: Timestamp) -> Place {
        let opens = opens(catalog, queue, now);
        if opens == Some(now) {
            return Place { queue: Arc::from(queue), is_ticket: false, opens: None };
        }
        // A ring is an error of the definitions; nobody walks further than through all queues.
        let mut at = queue;
        for _ in 0..catalog.queues.len() {
            let Some(next) = overflow(catalog, at) else { break };
            if self::opens(catalog, next, now) == Some(now) {
                return Place { queue: Arc::from(next), is_ticket: false, opens: None };
            }
            at = next;
        }
        Place { queue: Arc::from(queue), is_ticket: true, opens }
    }

    /// Where it goes when nobody in `queue` takes it; `None` if there is nothing more.
    pub(super) fn after(catalog: &Catalog, queue: &str, now: Timestamp) -> Option<Place> {
        if let Some(next) = overflow(catalog, queue) {
            return Some(Place::of(catalog, next, now));
        }
        let last = catalog.queues.get(queue)?.overflow.as_deref()?;
        (last == TICKET).then(|| Place { queue: Arc::from(queue), is_ticket: true, opens: None })
    }
}

/// The queue that another overflows into.
fn overflow<'c>(catalog: &'c Catalog, queue: &str) -> Option<&'c str> {
    let overflow = catalog.queues.get(queue)?.overflow.as_deref()?;
    catalog.queues.get(overflow).map(|_| overflow)
}

/// The moment at which somebody is there in `queue`: `now` if somebody is, or if the definitions
/// give it no hours; `None` if nobody comes in the time that hours look ahead.
pub(super) fn opens(catalog: &Catalog, queue: &str, now: Timestamp) -> Option<Timestamp> {
    let hours = catalog.queues.get(queue).and_then(|queue| queue.hours.as_ref());
    hours.map_or(Some(now), |hours| hours.opens(now))
}
