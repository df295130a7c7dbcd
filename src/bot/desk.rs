//! What happens at the desk, as the host tells it.

use super::{Bot, Step};
use crate::clock::Timestamp;
use crate::conversation::Conversation;
use crate::dialogue;
use crate::handoff::{DeskEvent, Handoff, WrongEvent};
use crate::reply::Reply;

impl Bot {
    /// Takes an event of the desk: a handoff was queued, taken, closed, or nobody came.
    ///
    /// The reply is what the bot says about it: nothing while a human has the conversation. After
    /// [`DeskEvent::Closed`] a form that was left open goes on (unless the human has
    /// [resolved][`HandBack::resolved`] the matter), and after [`DeskEvent::Expired`] or
    /// [`DeskEvent::Refused`] the queue's overflow is next: another [`Outcome::Handoff`], perhaps a
    /// ticket, or the bot goes on itself. It is no turn of the customer's.
    ///
    /// [`HandBack::resolved`]: crate::HandBack::resolved
    /// [`Outcome::Handoff`]: crate::Outcome::Handoff
    ///
    /// # Errors
    /// [`WrongEvent`] if it cannot happen where the handoff is: the event came twice or too late.
    /// The conversation stays as it was.
    ///
    /// ```
    /// use frontdesk::{Bot, Conversation, DeskEvent, HandBack, Outcome};
    /// let bot = Bot::from_yaml_str("shop.yaml", "
    /// slots: {order_no: {type: {regex: '\\d{7}'}, ask: What is your order number?}}
    /// intents:
    ///   status: {label: your order, user: where is my order, needs: order_no, bot: 'Order {{ order_no }} is on its way.'}
    ///   human: {user: agent please, handoff: true}
    /// ")?;
    /// let mut conversation = Conversation::new();
    /// assert_eq!(bot.respond(&mut conversation, "Where is my order?").text(), "What is your order number?");
    /// bot.respond(&mut conversation, "Agent, please!");
    ///
    /// let reply = bot.desk(&mut conversation, DeskEvent::assigned("ada")).unwrap();
    /// assert!(reply.messages.is_empty());
    /// let found = HandBack::unresolved().set("order_no", "1234567");
    /// let reply = bot.desk(&mut conversation, DeskEvent::Closed(found)).unwrap();
    /// assert_eq!(reply.text(), "Let us go on with: your order\nOrder 1234567 is on its way.");
    ///
    /// assert!(bot.desk(&mut conversation, DeskEvent::Expired).is_err(), "it is closed");
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    pub fn desk(
        &self,
        conversation: &mut Conversation,
        event: DeskEvent,
    ) -> Result<Reply, WrongEvent> {
        let progress = dialogue::desk(&self.0.catalog, conversation, event, self.0.clock.now())?;
        Ok(self.play(conversation, progress))
    }

    /// Takes an event of the desk as a pure function of its arguments, as [`Bot::step`] takes a
    /// turn.
    ///
    /// # Errors
    /// As [`Bot::desk`].
    ///
    /// ```
    /// use frontdesk::{Bot, Conversation, DeskEvent, HandoffState, Outcome, Step, Timestamp};
    /// let bot = Bot::from_yaml_str("help.yaml", "intents: {human: {user: agent please, handoff: true}}")?;
    /// let mut conversation = Conversation::new();
    /// bot.respond(&mut conversation, "Agent, please!");
    /// let now = Timestamp::from_seconds(0);
    /// let step = bot.desk_step(&conversation, DeskEvent::Refused, now).unwrap();
    /// let Step::Done { reply, .. } = step else { panic!("there is no action") };
    /// assert_eq!(reply.outcome, Outcome::Desk { state: HandoffState::Refused });
    /// assert!(!reply.messages.is_empty(), "the customer hears that nobody comes");
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    pub fn desk_step(
        &self,
        conversation: &Conversation,
        event: DeskEvent,
        now: Timestamp,
    ) -> Result<Step, WrongEvent> {
        dialogue::desk(&self.0.catalog, conversation, event, now)
            .map(|progress| self.settle(progress))
    }

    /// What the human gets, once more: for hosts that lost the reply with the handoff. `None` if
    /// no handoff is on its way.
    ///
    /// The same but for the text of the transfer, which is among the last exchanges by now.
    ///
    /// ```
    /// use frontdesk::{Bot, Conversation};
    /// let bot = Bot::from_yaml_str("help.yaml", "intents: {human: {user: agent please, handoff: care}}")?;
    /// let mut conversation = Conversation::new();
    /// assert_eq!(bot.handoff(&conversation), None);
    /// bot.respond(&mut conversation, "Agent, please!");
    /// assert_eq!(bot.handoff(&conversation).map(|handoff| handoff.queue), Some("care".to_owned()));
    /// # Ok::<(), frontdesk::Error>(())
    /// ```
    #[must_use]
    pub fn handoff(&self, conversation: &Conversation) -> Option<Handoff> {
        dialogue::handoff_again(&self.0.catalog, conversation)
    }
}
