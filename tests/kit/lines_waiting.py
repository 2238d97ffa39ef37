"""What customers who wait, and agents about them, say and press in a script."""

from dataclasses import dataclass

from desk import commands as c
from desk.people import Agent
from tests.kit.cast import LIN, MEI, ZHAO
from tests.kit.lines import Stage, in_chat, in_topic


@dataclass(frozen=True)
class WaitNoMore:
    """Mei presses "no need to wait"."""

    def command(self, _: Stage) -> c.Command:
        return c.WaitNoMore(customer=MEI, origin=in_chat())


@dataclass(frozen=True)
class AnswerLater:
    """Mei presses "answer me later", or leaves an agent a message."""

    number: str | None = None

    def command(self, _: Stage) -> c.Command:
        return c.AnswerLater(customer=MEI, origin=in_chat(), number=self.number)


@dataclass(frozen=True)
class MarkCare:
    """Lin says that Mei needs special care."""

    by: Agent = LIN

    def command(self, _: Stage) -> c.Command:
        return c.MarkCare(agent=self.by.user_id, origin=in_topic())


@dataclass(frozen=True)
class ReportAbuse:
    """Lin asks that Mei be barred."""

    by: Agent = LIN

    def command(self, _: Stage) -> c.Command:
        return c.ReportAbuse(agent=self.by.user_id, origin=in_topic())


@dataclass(frozen=True)
class DecideBarring:
    """Zhao decides about it."""

    barred: bool = True
    by: Agent = ZHAO

    def command(self, _: Stage) -> c.Command:
        return c.DecideBarring(agent=self.by.user_id, origin=in_topic("press"), barred=self.barred)
