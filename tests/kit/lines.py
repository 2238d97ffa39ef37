"""What people say and do in a script; what is left out is taken from the conversation as it stands."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from desk import commands as c
from desk.content import Content, Kind
from desk.events import Clock, Code
from desk.people import Agent, Customer
from desk.state import Conversation
from tests.kit.cast import LIN, MEI, STAFF_ROOM

NOW = timedelta(0)


class Stage(Protocol):
    """What a line may look at."""

    conversation: Conversation

    def content(
        self, chat: int, text: str, *, kind: Kind, album: str | None, ago: timedelta, message: int | None = None
    ) -> Content:
        """Return a message sent so long ago; a new one unless `message` names it."""
        ...


class Line(Protocol):
    """Something to be done."""

    def command(self, stage: Stage) -> c.Command:
        """Return it as the desk is asked it."""
        ...


def in_topic(press: str | None = None) -> c.Origin:
    """Return where an agent's command came from."""
    return c.Origin(chat_id=STAFF_ROOM, message_id=1, thread_id=5, press_id=press)


def in_chat(customer: Customer = MEI) -> c.Origin:
    """Return where a customer's press came from."""
    return c.Origin(chat_id=customer.chat_id, message_id=1, press_id="press")


# --- customers ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Say:
    """Mei writes, or sends something."""

    text: str = ""
    kind: Kind = Kind.TEXT
    album: str | None = None
    ago: timedelta = NOW
    locale: str = MEI.locale

    def command(self, stage: Stage) -> c.Command:
        content = stage.content(MEI.chat_id, self.text, kind=self.kind, album=self.album, ago=self.ago)
        return c.Say(customer=replace(MEI, locale=self.locale), content=content)


@dataclass(frozen=True)
class Edit:
    """Mei changes a message she sent so long ago."""

    message: int
    text: str
    ago: timedelta = NOW

    def command(self, stage: Stage) -> c.Command:
        return c.Correct(
            content=stage.content(
                MEI.chat_id, self.text, kind=Kind.TEXT, album=None, ago=self.ago, message=self.message
            )
        )


@dataclass(frozen=True)
class Greet:
    """Mei says /start."""

    def command(self, _: Stage) -> c.Command:
        return c.Greet(customer=MEI)


@dataclass(frozen=True)
class Help:
    """Mei says /help."""

    def command(self, _: Stage) -> c.Command:
        return c.Help(customer=MEI)


@dataclass(frozen=True)
class AskForPerson:
    """Mei presses "a person, please"."""

    def command(self, _: Stage) -> c.Command:
        return c.AskForPerson(customer=MEI, origin=in_chat())


@dataclass(frozen=True)
class Judge:
    """Mei says whether an answer helped."""

    entry_id: str
    helpful: bool

    def command(self, _: Stage) -> c.Command:
        return c.Judge(entry_id=self.entry_id, helpful=self.helpful, customer=MEI, origin=in_chat())


@dataclass(frozen=True)
class Choose:
    """Mei picks one of the questions suggested."""

    entry_id: str

    def command(self, _: Stage) -> c.Command:
        return c.Choose(entry_id=self.entry_id, customer=MEI, origin=in_chat())


@dataclass(frozen=True)
class React:
    """Somebody puts an emoji to a message of a chat."""

    emoji: str | None
    chat: int = MEI.chat_id
    message: int = 1

    def command(self, _: Stage) -> c.Command:
        return c.React(chat_id=self.chat, message_id=self.message, emoji=self.emoji)


@dataclass(frozen=True)
class Block:
    """Mei blocks the bot; without `sent_at` we just found it out."""

    sent_at: datetime | None = None

    def command(self, _: Stage) -> c.Command:
        return c.Block(sent_at=self.sent_at)


@dataclass(frozen=True)
class Unblock:
    """Mei unblocks the bot."""

    def command(self, _: Stage) -> c.Command:
        return c.Unblock()


@dataclass(frozen=True)
class Unreadable:
    """Mei sends a poll."""

    def command(self, _: Stage) -> c.Command:
        return c.Unreadable(customer=MEI, origin=in_chat())


@dataclass(frozen=True)
class Forged:
    """Somebody presses a button that is not ours."""

    def command(self, _: Stage) -> c.Command:
        return c.Forged(origin=in_chat())


# --- staff -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Take:
    """An agent takes the conversation; without `epoch` by word, else by a button shown for it."""

    by: Agent = LIN
    epoch: int | None = None
    sent_at: datetime | None = None

    def command(self, _: Stage) -> c.Command:
        return c.Take(agent=self.by.user_id, origin=in_topic("press"), epoch=self.epoch, sent_at=self.sent_at)


@dataclass(frozen=True)
class Reply:
    """An agent writes in the topic."""

    text: str = "Please close the valve below it."
    by: Agent = LIN
    ago: timedelta = NOW
    kind: Kind = Kind.TEXT

    def command(self, stage: Stage) -> c.Command:
        content = stage.content(STAFF_ROOM, self.text, kind=self.kind, album=None, ago=self.ago)
        return c.Reply(agent=self.by.user_id, origin=in_topic(), content=content)


@dataclass(frozen=True)
class EditReply:
    """An agent corrects a message already sent."""

    message: int
    text: str
    by: Agent = LIN

    def command(self, stage: Stage) -> c.Command:
        content = stage.content(STAFF_ROOM, self.text, kind=Kind.TEXT, album=None, ago=NOW, message=self.message)
        return c.CorrectReply(agent=self.by.user_id, origin=in_topic(), content=content)


@dataclass(frozen=True)
class Resolve:
    """An agent says it is settled; a button tells the last message it was shown with."""

    by: Agent = LIN
    seen: int | None = None
    epoch: int | None = None
    sent_at: datetime | None = None
    code: Code | None = None

    def command(self, _: Stage) -> c.Command:
        return c.Resolve(
            agent=self.by.user_id,
            origin=in_topic("press"),
            epoch=self.epoch,
            seen=self.seen,
            sent_at=self.sent_at,
            code=self.code,
        )


@dataclass(frozen=True)
class SendEntry:
    """An agent sends an entry's answer with one press; without `epoch`, of a card that is up to date."""

    entry_id: str
    by: Agent = LIN
    epoch: int | None = None

    def command(self, stage: Stage) -> c.Command:
        epoch = stage.conversation.epoch if self.epoch is None else self.epoch
        return c.SendEntry(agent=self.by.user_id, origin=in_topic("press"), entry_id=self.entry_id, epoch=epoch)


@dataclass(frozen=True)
class Why:
    """An agent asks which clocks run."""

    by: Agent = LIN

    def command(self, _: Stage) -> c.Command:
        return c.Why(agent=self.by.user_id, origin=in_topic())


# --- time --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Strike:
    """The timekeeper looks."""

    clock: Clock | None = None

    def command(self, _: Stage) -> c.Command:
        return c.Strike(clock=self.clock)


@dataclass(frozen=True)
class OwnerLeft:
    """An agent is no longer there."""

    agent: Agent = LIN

    def command(self, _: Stage) -> c.Command:
        return c.OwnerLeft(agent=self.agent.user_id)
