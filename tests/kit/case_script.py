"""The story of a case as a script.

`play(command)` decides it, `wait(hours=3)` lets time pass, `strike()` lets clocks strike; `says` are the notices of the
last step, `news` its facts, `history` all of them.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from desk.case import Case, decide, fold
from desk.cases import commands as k
from desk.cases.clocks import started
from desk.cases.kinds import CaseKind
from desk.cases.turn import CaseDecision
from desk.clocks.ledger import Line, lines
from desk.commands import Command, Origin, Strike
from desk.events import Clock, Event
from desk.floor import Floor
from desk.forms.form import Answer, Field, Filing, Form, FormKind
from desk.notices import Notice
from desk.people import Agent
from desk.rules import Rules
from tests.kit.cast import KNOWLEDGE, LIN, MEI, TEN, WANG, ZHAO

ROOM = Origin(chat_id=-100, message_id=1)
_N = TypeVar("_N", bound=Notice)


class CaseScript:
    """One case, played with a moment as argument on a floor of a few people."""

    def __init__(
        self,
        kind: CaseKind,
        *,
        rules: Rules | None = None,
        agents: Iterable[Agent] = (LIN, WANG, ZHAO),
        now: datetime = TEN,
    ) -> None:
        self.rules = rules or Rules()
        self.now = now
        self.floor = Floor(knowledge=KNOWLEDGE, rules=self.rules, agents={one.user_id: one for one in agents})
        self.begun = Case(id=1, customer=MEI.chat_id, kind=kind)
        self.case = self.begun
        self.history: list[Event] = []
        self.last = CaseDecision(after=self.case)

    def filed(self, repeats: int | None = None, *, emergency: bool = False, **answers: Answer | str) -> "CaseScript":
        """Register it with these answers, by the names of their fields."""
        given = {Field(name): Answer(text=one) if isinstance(one, str) else one for name, one in answers.items()}
        form = Form(
            chat_id=MEI.chat_id,
            kind=FormKind(self.case.kind.value),
            began_at=self.now,
            answers=given,
            emergency=emergency,
        )
        return self.play(k.File(filing=Filing(form=form, at=self.now), customer=MEI.chat_id, repeats=repeats))

    def play(self, command: Command) -> "CaseScript":
        """Decide a command; the fold of all facts is the case."""
        self.last = decide(self.case, command, self.now, self.rules, self.floor)
        self.case = self.last.after
        self.history += self.last.news
        assert fold(self.begun, self.history) == self.case
        return self

    def strike(self) -> "CaseScript":
        """Let the clocks strike that are due."""
        return self.play(Strike())

    def wait(self, **span: float) -> "CaseScript":
        """Let time pass."""
        self.now += timedelta(**span)
        return self

    def until(self, clock: Clock) -> "CaseScript":
        """Wait until a clock's deadline has come, and let it strike."""
        self.now = self.deadlines[clock]
        return self.strike()

    @property
    def says(self) -> tuple[Notice, ...]:
        """What the last step had said."""
        return self.last.says

    @property
    def news(self) -> tuple[Event, ...]:
        """What the last step made happen."""
        return self.last.news

    def told(self, kind: type[_N], **named: Any) -> _N:
        """Return the notice of a kind that the last step said; there must be one with these fields."""
        found = [one for one in self.says if isinstance(one, kind)]
        fits = [one for one in found if all(getattr(one, name) == value for name, value in named.items())]
        assert fits, f"expected {kind.__name__} {named}, got {self.says}"
        return fits[0]

    def silent_about(self, kind: type[Notice]) -> bool:
        """Tell whether the last step said nothing of a kind."""
        return not any(isinstance(one, kind) for one in self.says)

    @property
    def deadlines(self) -> dict[Clock, datetime]:
        """Which clocks run, until when."""
        return {run.clock: run.deadline for run in started(self.case, self.rules) if run.deadline is not None}

    @property
    def ledger(self) -> list[Line]:
        """The lines of the ledger of overruns."""
        return list(lines(self.history, self.rules).values())
