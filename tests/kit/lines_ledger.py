"""What people say in a script about promises that were broken."""

from dataclasses import dataclass
from datetime import datetime

from desk import commands as c
from desk.content import Kind
from desk.events import Clock, Excuse
from desk.people import Agent
from tests.kit.cast import LIN, STAFF_ROOM, ZHAO
from tests.kit.lines import NOW, Stage, in_topic


@dataclass(frozen=True)
class Appeal:
    """An agent appeals."""

    reason: str = "I was helping another customer in danger"
    by: Agent = LIN

    def command(self, stage: Stage) -> c.Command:
        content = stage.content(STAFF_ROOM, self.reason, kind=Kind.TEXT, album=None, ago=NOW)
        return c.Appeal(agent=self.by.user_id, origin=in_topic(), content=content, reason=self.reason)


@dataclass(frozen=True)
class JudgeAppeal:
    """A lead decides about an appeal."""

    clock: Clock
    occurrence: int
    grant: bool
    by: Agent = ZHAO

    def command(self, _: Stage) -> c.Command:
        return c.JudgeAppeal(
            agent=self.by.user_id,
            origin=in_topic("press"),
            clock=self.clock,
            occurrence=self.occurrence,
            grant=self.grant,
        )


@dataclass(frozen=True)
class ExcuseOne:
    """A broken promise is excused by rule."""

    clock: Clock
    occurrence: int
    due: datetime
    why: Excuse

    def command(self, _: Stage) -> c.Command:
        return c.ExcuseOne(clock=self.clock, occurrence=self.occurrence, due=self.due, why=self.why)
