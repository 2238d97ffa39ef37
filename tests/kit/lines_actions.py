"""What staff do with a conversation in a script: passing it on, setting it aside, helping."""

from dataclasses import dataclass

from desk import commands as c
from desk.content import Content, Kind
from desk.events import Hold as Why
from desk.people import Agent
from desk.service.until import Until
from tests.kit.cast import LIN, STAFF_ROOM, WANG, ZHAO
from tests.kit.lines import NOW, Stage, in_topic


def _note(stage: Stage, text: str) -> Content | None:
    return stage.content(STAFF_ROOM, text, kind=Kind.TEXT, album=None, ago=NOW) if text else None


@dataclass(frozen=True)
class Transfer:
    """An agent passes the conversation on."""

    to: str
    by: Agent = LIN
    note: str = ""
    warm: bool = False

    def command(self, stage: Stage) -> c.Command:
        note = _note(stage, self.note)
        return c.Transfer(agent=self.by.user_id, origin=in_topic(), to=self.to, warm=self.warm, note=note)


@dataclass(frozen=True)
class AnswerTransfer:
    """A colleague takes it or not; `epoch` and `lease` are those of a button that is up to date."""

    by: Agent = WANG
    taken: bool = True
    epoch: int | None = None
    lease: int | None = None

    def command(self, stage: Stage) -> c.Command:
        epoch = stage.conversation.epoch if self.epoch is None else self.epoch
        lease = stage.conversation.offers if self.lease is None else self.lease
        origin = in_topic("press")
        return c.AnswerTransfer(agent=self.by.user_id, origin=origin, taken=self.taken, epoch=epoch, lease=lease)


@dataclass(frozen=True)
class TakeBack:
    """The owner keeps it after all."""

    by: Agent = LIN

    def command(self, _: Stage) -> c.Command:
        return c.TakeBack(agent=self.by.user_id, origin=in_topic())


@dataclass(frozen=True)
class Hold:
    """An agent sets it aside."""

    until: Until | None = None
    hold: Why = Why.SCHEDULED
    note: str = ""
    by: Agent = LIN

    def command(self, stage: Stage) -> c.Command:
        note = _note(stage, self.note)
        return c.Hold(agent=self.by.user_id, origin=in_topic(), hold=self.hold, until=self.until, note=note)


@dataclass(frozen=True)
class Promise:
    """An agent promises an answer by a moment."""

    until: Until | None = None
    by: Agent = LIN

    def command(self, _: Stage) -> c.Command:
        return c.Promise(agent=self.by.user_id, origin=in_topic(), until=self.until)


@dataclass(frozen=True)
class Unhold:
    """An agent goes on with it; without `epoch` by word."""

    by: Agent = LIN
    epoch: int | None = None

    def command(self, _: Stage) -> c.Command:
        return c.Unhold(agent=self.by.user_id, origin=in_topic(), epoch=self.epoch)


@dataclass(frozen=True)
class Note:
    """An agent writes for colleagues only."""

    text: str = "She is hard of hearing."
    by: Agent = LIN

    def command(self, stage: Stage) -> c.Command:
        content = stage.content(STAFF_ROOM, self.text, kind=Kind.TEXT, album=None, ago=NOW)
        return c.Note(agent=self.by.user_id, origin=in_topic(), note=content)


@dataclass(frozen=True)
class AskHelp:
    """An agent asks the lead for help."""

    by: Agent = LIN

    def command(self, _: Stage) -> c.Command:
        return c.AskHelp(agent=self.by.user_id, origin=in_topic())


@dataclass(frozen=True)
class Assist:
    """A lead stands by; without `epoch`, of a notice that is up to date."""

    by: Agent = ZHAO
    epoch: int | None = None

    def command(self, stage: Stage) -> c.Command:
        epoch = stage.conversation.epoch if self.epoch is None else self.epoch
        return c.Assist(agent=self.by.user_id, origin=in_topic("press"), epoch=epoch)


@dataclass(frozen=True)
class TakeOver:
    """A lead takes it; without `epoch` by word."""

    by: Agent = ZHAO
    epoch: int | None = None

    def command(self, _: Stage) -> c.Command:
        return c.TakeOver(agent=self.by.user_id, origin=in_topic("press"), epoch=self.epoch)


@dataclass(frozen=True)
class SendAside:
    """Somebody sends the customer what was written as a note."""

    message: int
    by: Agent = WANG
    epoch: int | None = None

    def command(self, stage: Stage) -> c.Command:
        epoch = stage.conversation.epoch if self.epoch is None else self.epoch
        return c.SendAside(agent=self.by.user_id, origin=in_topic("press"), epoch=epoch, message=self.message)


@dataclass(frozen=True)
class ShowEndings:
    """An agent wants to see every way it can end."""

    by: Agent = LIN
    epoch: int | None = None

    def command(self, stage: Stage) -> c.Command:
        epoch = stage.conversation.epoch if self.epoch is None else self.epoch
        return c.ShowEndings(agent=self.by.user_id, origin=in_topic("press"), epoch=epoch)


@dataclass(frozen=True)
class AcknowledgeEmergency:
    """Somebody says that the emergency is in hand."""

    by: Agent = LIN

    def command(self, _: Stage) -> c.Command:
        return c.AcknowledgeEmergency(agent=self.by.user_id, origin=in_topic("press"))
