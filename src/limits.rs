//! Every bound in one place: what a stranger's text or an author's file can make the bot do.
//!
//! Units stand in the names or comments; a bot is built with one [`Limits`], mostly the default.

/// How much a bot may take in, keep and do. All have defaults; raise one only with a reason.
///
/// ```
/// let mut limits = frontdesk::Limits::default();
/// limits.max_input = 500;
/// let bot = frontdesk::Bot::builder()
///     .yaml_str("hi.yaml", "intents: {hi: {user: hello, bot: Hi!}}")
///     .limits(limits)
///     .build()?;
/// assert!(bot.understand(&"hello ".repeat(1_000)).is_cut());
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Longest message that is read, in characters; the rest is cut at a grapheme and flagged.
    /// `privacy.max_input` of the definitions overrides it. Default 2,000.
    pub max_input: usize,
    /// Most tokens read of one message. Default 512.
    pub max_tokens: usize,
    /// Most candidates kept in an [`Understanding`](crate::Understanding). Default 8.
    pub max_candidates: usize,
    /// Most entity values found in one message. Default 64.
    pub max_entities: usize,
    /// Most states of the phrase automaton that are visited for one message. Default 20,000.
    pub max_phrase_steps: usize,
    /// Largest definition file, in bytes. Default 64 MiB.
    pub max_file: usize,
    /// Most files in one directory of definitions. Default 10,000.
    pub max_files: usize,
    /// Most YAML values (texts, lists, maps) in all files together. Default 4,000,000.
    pub max_nodes: usize,
    /// Deepest nesting of YAML values. Default 64.
    pub max_depth: usize,
    /// Most automaton states one phrase may need. Default 4,096.
    pub max_phrase_states: usize,
    /// Most automaton states all phrases of a bot may need. Default 4,000,000.
    pub max_bot_states: usize,
    /// Longest regular expression, in bytes. Default 1,024.
    pub max_pattern: usize,
    /// Largest compiled regular expression, in bytes. Default 1 MiB.
    pub max_pattern_size: usize,
    /// Longest text of one reply message, in bytes; the rest is cut at a character. Default 8 KiB.
    pub max_reply: usize,
    /// Steps a template may take (minijinja's fuel); a condition has no loops and takes no more than its
    /// length allows. Default 10,000.
    pub max_template_steps: u64,
    /// Most steps (replies, calls, jumps) in one turn. Default 16, from the format.
    pub max_steps: u32,
    /// Exchanges (a customer's message and the answer) kept for the summary of a handoff. Default 5;
    /// more than 16 are never kept, so that a saved conversation stays small.
    pub max_recent: usize,
    /// Longest customer's or bot's text kept in a conversation, in bytes of JSON. Default 120.
    pub max_kept_text: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            max_input: 2_000,
            max_tokens: 512,
            max_candidates: 8,
            max_entities: 64,
            max_phrase_steps: 20_000,
            max_file: 64 << 20,
            max_files: 10_000,
            max_nodes: 4_000_000,
            max_depth: 64,
            max_phrase_states: 4_096,
            max_bot_states: 4_000_000,
            max_pattern: 1_024,
            max_pattern_size: 1 << 20,
            max_reply: 8 << 10,
            max_template_steps: 10_000,
            max_steps: 16,
            max_recent: 5,
            max_kept_text: 120,
        }
    }
}
