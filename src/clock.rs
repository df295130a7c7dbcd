//! Time as a value: a moment, and the trait that tells the present one.
//!
//! Nothing here reads the clock of the machine; the system clock lives in `bot`.

use serde::{Deserialize, Serialize};

/// A moment: milliseconds since 1970-01-01T00:00Z, without leap seconds (Unix time).
///
/// ```
/// use frontdesk::Timestamp;
/// let noon = Timestamp::from_seconds(1_772_452_800); // 2026-03-02T12:00Z
/// assert_eq!(noon.as_millis(), 1_772_452_800_000);
/// assert!(noon < Timestamp::from_millis(1_772_452_800_001));
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From milliseconds since the Unix epoch; negative before 1970.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Timestamp {
        Timestamp(millis)
    }

    /// From whole seconds since the Unix epoch; saturates at the ends of the range.
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Timestamp {
        Timestamp(seconds.saturating_mul(1_000))
    }

    /// Milliseconds since the Unix epoch.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }
}

/// Tells [`Bot::respond`](crate::Bot::respond) what time it is.
///
/// Hosts use the system clock (the default) and tests a fixed one; any `Fn() -> Timestamp` that
/// can be shared between threads is a clock. [`Bot::step`](crate::Bot::step) takes the time as an
/// argument instead and asks no clock.
///
/// ```
/// use frontdesk::{Bot, Conversation, Timestamp};
/// let bot = Bot::builder()
///     .yaml_str("tea.yaml", "intents: {tea: {user: tea, bot: Our tea is ready., valid_until: '2026-12-31'}}")
///     .clock(|| Timestamp::from_seconds(1_798_848_000)) // 2027-01-02: the answer is out of date
///     .build()?;
/// let reply = bot.respond(&mut Conversation::new(), "tea");
/// assert!(!reply.text().contains("ready"));
/// # Ok::<(), frontdesk::Error>(())
/// ```
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

impl<F: Fn() -> Timestamp + Send + Sync> Clock for F {
    fn now(&self) -> Timestamp {
        self()
    }
}
