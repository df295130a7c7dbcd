//! What a channel can show.

/// What a channel can show: the bot's messages are shaped to it at the end of a turn.
///
/// Register one with [`BotBuilder::channel`](crate::BotBuilder::channel) under the name that turns
/// tell with [`Turn::on_channel`](crate::Turn::on_channel). Messages for a channel without a
/// profile, and turns without a channel, stay as the author wrote them.
///
/// - A text that is too long is split into several messages: at the end of a line or a sentence,
///   else between words, never inside a character. Buttons stay with the last part.
/// - If a message has too many buttons, or the channel shows none, all of them become lines of its
///   text: with the number that a customer can type, links with their address.
/// - On a channel with text only the address of an image is a line of the text.
///
/// ```
/// use frontdesk::{Bot, ChannelProfile, Conversation, Turn};
/// let bot = Bot::builder()
///     .yaml_str("tea.yaml", "
/// intents:
///   tea: {user: tea please, bot: Green or black?, buttons: {Green: green, Black: black}}
///   green: {bot: Here is your green tea.}
///   black: {bot: Here is your black tea.}
/// ")
///     .channel("sms", ChannelProfile::text_only().max_text(160))
///     .build()?;
/// let mut conversation = Conversation::new();
/// let reply = bot.respond(&mut conversation, Turn::say("tea please").on_channel("sms"));
/// assert_eq!(reply.text(), "Green or black?\n1. Green\n2. Black");
/// let reply = bot.respond(&mut conversation, Turn::say("2").on_channel("sms"));
/// assert_eq!(reply.text(), "Here is your black tea.");
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChannelProfile {
    pub(crate) is_text_only: bool,
    pub(crate) max_text: Option<usize>,
    pub(crate) max_buttons: Option<usize>,
}

impl ChannelProfile {
    /// Shortest text that a channel may be limited to, in characters: shorter ones would tear words.
    pub(crate) const LEAST_TEXT: usize = 20;

    /// A channel that shows everything, of any length.
    #[must_use]
    pub fn rich() -> ChannelProfile {
        ChannelProfile::default()
    }

    /// A channel without buttons and images.
    #[must_use]
    pub fn text_only() -> ChannelProfile {
        ChannelProfile { is_text_only: true, ..ChannelProfile::default() }
    }

    /// The longest text of one message, in characters, 20 at least; any length if not called.
    #[must_use]
    pub fn max_text(mut self, characters: usize) -> ChannelProfile {
        self.max_text = Some(characters.max(ChannelProfile::LEAST_TEXT));
        self
    }

    /// Most buttons of one message; any number if not called.
    #[must_use]
    pub fn max_buttons(mut self, buttons: usize) -> ChannelProfile {
        self.max_buttons = Some(buttons);
        self
    }
}
