"""One decision about a case in the making: what happens, with which words, what is said, what follows for others."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from desk import events as e
from desk.cases import notices as n
from desk.cases.clocks import come_due, started
from desk.cases.evolution import evolve
from desk.cases.state import Case
from desk.clocks.meeting import Runs, broken_before, by_run, record_breach, settled
from desk.clocks.run import Due
from desk.commands import Command, Subject
from desk.events import Event
from desk.floor import Floor
from desk.notices import Notice
from desk.rules import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseText:
    """Words and files kept beside an event: `news` is which of the decision's, `field` what they are about.

    `author` is a member of staff; None: the customer.
    """

    news: int
    field: str
    text: str = ""
    files: tuple[str, ...] = ()
    author: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDecision:
    """What a command leads to; `orders` are commands that follow for others."""

    after: Case
    news: tuple[Event, ...] = ()
    says: tuple[Notice, ...] = ()
    texts: tuple[CaseText, ...] = ()
    orders: tuple[tuple[Subject, Command], ...] = ()


@dataclass(slots=True)
class CaseTurn:
    """A case while a command is decided; it never leaves `decide`."""

    case: Case
    now: datetime
    rules: Rules
    floor: Floor
    news: list[Event] = field(default_factory=list[Event])
    says: list[Notice] = field(default_factory=list[Notice])
    texts: list[CaseText] = field(default_factory=list[CaseText])
    orders: list[tuple[Subject, Command]] = field(default_factory=list[tuple[Subject, Command]])

    def happen(self, event: Event) -> None:
        """Let a fact be true from here on.

        Raises:
            IllegalMove: the case knows no such move.
        """
        self.case = evolve(self.case, event)
        self.news.append(event)

    def meet(self, event: Event) -> None:
        """Let a person's deed be true: promises broken before it are recorded, those it met or voided are settled.

        Raises:
            IllegalMove: the case knows no such move.
        """
        for due, told in broken_before(event, come_due(self.case, self.rules, event.at)):
            self.breach(due, told=told)
        before: Runs = self.runs() if self.case.breaches else {}
        self.happen(event)
        if not before:
            return
        for one in settled(self.case.breaches, before, self.runs(), event, self.now, self.rules, void=False):
            self.happen(one)
            if isinstance(one, e.BreachWithdrawn):
                self.say(n.CaseAlarmWithdrawn(**about(self), clock=one.clock, due=one.due))

    def breach(self, due: Due, *, told: bool) -> None:
        """Record that a promise is broken, and what excuses it; room, owner and a lead are told."""
        run = self.runs()[due.clock, due.occurrence]
        record_breach(self, due, run, agent=self.case.owner)
        if told:
            self._alarm(due, run.deadline or due.at)

    def keep(self, field_: str, text: str = "", files: tuple[str, ...] = (), *, author: int | None = None) -> None:
        """Keep words or files beside the last fact."""
        if text or files:
            self.texts.append(
                CaseText(news=len(self.news) - 1, field=field_, text=text, files=tuple(files), author=author)
            )

    def say(self, *notices: Notice) -> None:
        """Have something said."""
        self.says.extend(notices)

    def order(self, subject: Subject, command: Command) -> None:
        """Have something else decided after this."""
        self.orders.append((subject, command))

    def runs(self) -> Runs:
        """Return what runs now."""
        return by_run(started(self.case, self.rules))

    def moment(self, sent_at: datetime | None = None) -> datetime:
        """Return when a person did what we now hear of: never after now, never before the last fact."""
        at = self.now if sent_at is None else min(sent_at, self.now)
        return max(at, self.case.last_fact_at or at)

    @property
    def owner(self) -> int | None:
        """Who is told what is owed: the owner; where they have left the staff, a lead."""
        owner = self.case.owner
        if owner is None or self.floor.employs(owner):
            return owner
        return next(iter(self.floor.leads()), None)

    @property
    def id(self) -> int:
        """The number of the row; 0 until it has one."""
        return self.case.id or 0

    def decided(self) -> CaseDecision:
        """Return what came of it."""
        return CaseDecision(
            after=self.case,
            news=tuple(self.news),
            says=tuple(self.says),
            texts=tuple(self.texts),
            orders=tuple(self.orders),
        )

    def _alarm(self, due: Due, deadline: datetime) -> None:
        owner = self.owner
        number = self.floor.number(owner) if owner is not None else None
        said: dict[str, Any] = {**about(self), "clock": due.clock, "due": deadline, "tier": due.tier, "owner": number}
        rung = [owner] if owner is not None else []
        rung += [lead for lead in self.floor.leads()[:1] if lead != owner]
        self.say(n.CaseAlarm(**said), *[n.CaseRing(**said, agent=one) for one in rung], n.CaseCard(**about(self)))


def about(turn: CaseTurn) -> dict[str, Any]:
    """Return what every notice about a case says: its row, its number, whose it is."""
    return {"case": turn.id, "number": turn.case.number, "customer": turn.case.customer}
