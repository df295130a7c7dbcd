//! Compiled surveys.

use std::sync::Arc;
use std::time::Duration;

use super::Variant;
use crate::text::template::Condition;

/// A short question about how it went.
#[derive(Debug)]
pub(crate) struct Survey {
    pub(crate) name: Arc<str>,
    /// Events with which it begins.
    pub(crate) start: Vec<Arc<str>>,
    /// So many times in this time.
    pub(crate) at_most: Option<(u32, Duration)>,
    pub(crate) ask: Vec<Variant>,
    /// The lowest and the highest answer: 0 to 10.
    pub(crate) scale: (i64, i64),
    pub(crate) follow: Vec<Follow>,
    pub(crate) closing: Vec<Variant>,
}

/// A question after the score.
#[derive(Debug)]
pub(crate) struct Follow {
    pub(crate) condition: Option<Condition>,
    pub(crate) ask: Vec<Variant>,
    /// The slot that takes the answer.
    pub(crate) save: Option<Arc<str>>,
}
