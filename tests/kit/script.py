"""A story as a script: `>>` gives a line, `<<` expects what comes of it, in order, and nothing may be left over.

    play = Script() >> Say("My tap leaks") << CustomerWrote << HandedOff << Queued(place=1)
    play.wait(minutes=5) >> Strike() << Breached << WaitNoticed << Alarm << StillWaiting(timedelta(minutes=5), place=1)

Facts come before notices. Every kind of event and notice can be imported from here: the bare name expects the kind,
with fields only these are compared. A value of the desk's own is compared whole. `Opened`, `BotReplied`, `Card`,
`WaitTold`, `OpenToAll`, the offer of a form and the warnings before a deadline are stage directions: checked when
expected, passed over when not.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any, NoReturn, Self, TypeVar

from desk import events as e
from desk import notices as n
from desk.clocks import BREACHABLE, started
from desk.clocks.ledger import lines
from desk.content import Content, Kind
from desk.conversation import decide, evolve
from desk.events import EVENTS, Clock, Event
from desk.floor import Floor
from desk.forms.form import Filing, Form
from desk.notices import NOTICES, Notice
from desk.notices import forms as form_notices
from desk.people import Agent, Customer
from desk.queue import Place
from desk.rules import Rules
from desk.state import Conversation
from faq import KnowledgeBase
from tests.kit.cast import KNOWLEDGE, LIN, MEI, TEN, WANG, ZHAO, off
from tests.kit.lines import Line

Outcome = Event | Notice
_Told = TypeVar("_Told", bound=Notice)
_OFFERS = (e.FormOffered, form_notices.FormOffer)
_STAGE_DIRECTIONS = (e.Opened, e.BotReplied, n.Card, e.Warned, n.DueSoon, e.WaitTold, n.OpenToAll, *_OFFERS)
_KINDS: tuple[type[Outcome], ...] = (*EVENTS, *NOTICES)
_FOUND = {kind.__name__: kind for kind in _KINDS}


@dataclass(frozen=True)
class Like:
    """A kind of event or notice, told by some of its fields."""

    kind: type[Outcome]
    named: dict[str, Any] = field(default_factory=dict)

    def __call__(self, *values: object, **named: object) -> "Like":
        own = [one.name for one in fields(self.kind) if one.name not in {"at", "person"}]
        return Like(self.kind, {**dict(zip(own, values, strict=False)), **named})

    def matches(self, outcome: Outcome) -> bool:
        """Tell whether it is of this kind, and alike in the fields that are named."""
        return type(outcome) is self.kind and all(getattr(outcome, name) == is_ for name, is_ in self.named.items())

    def __repr__(self) -> str:
        named = ", ".join(f"{name}={value!r}" for name, value in self.named.items())
        return f"{self.kind.__name__}({named})" if named else self.kind.__name__


def __getattr__(name: str) -> Like:
    if name in _FOUND:
        return Like(_FOUND[name])
    raise AttributeError(name)


class Script:
    """One conversation, played with a moment as argument on a floor of a few people."""

    unfinished: "list[Script]" = []  # noqa: RUF012 - shared by intent: whoever ends the test looks into all of them

    def __init__(
        self,
        *,
        rules: Rules | None = None,
        agents: Iterable[Agent] = (LIN, WANG, ZHAO),
        knowledge: KnowledgeBase = KNOWLEDGE,
        conversation: Conversation | None = None,
        recent_waits: tuple[timedelta, ...] = (),
    ) -> None:
        self.rules = rules or Rules()
        self.now = TEN
        self.conversation = conversation or Conversation(customer=MEI.chat_id, id=1)
        self.floor = Floor(
            knowledge=knowledge,
            rules=self.rules,
            agents={agent.user_id: agent for agent in agents},
            recent_waits=dict.fromkeys(self.rules.lines, recent_waits),
        )
        self.history: list[Event] = []
        self.filings: list[Filing] = []
        self.messages = 0
        self._so_far: list[str] = []
        self._left: deque[Outcome] = deque()
        Script.unfinished.append(self)

    # --- playing -------------------------------------------------------------------------------------------------

    def __rshift__(self, line: Line) -> Self:
        """Give a line."""
        self.end()
        self._so_far.append(f"{self.now:%d %H:%M:%S} >> {line}")
        decision = decide(self.conversation, line.command(self), self.now, self.rules, self.floor)
        self._left.extend((*decision.news, *decision.says))
        before = self.conversation
        for event in decision.news:
            self.conversation = evolve(self.conversation, event)
        self.floor.follow(before, self.conversation)
        self.filings += decision.filings
        if decision.kept is not None:
            self._keep(decision.kept.form)
        self.history += decision.news
        self._look_back()
        return self

    def __lshift__(self, expected: Like | Outcome | type[Outcome]) -> Self:
        """Expect this next."""
        while self._left and not _matches(expected, self._left[0]) and isinstance(self._left[0], _STAGE_DIRECTIONS):
            self._left.popleft()
        if not self._left:
            self._fail(f"expected << {expected}\nand nothing is left")
        outcome = self._left.popleft()
        if not _matches(expected, outcome):
            self._fail(f"expected << {expected}\nbut it is   {outcome}")
        self._so_far.append(f"            << {outcome}")
        return self

    def told(self, kind: type[_Told]) -> _Told:
        """Return the notice of a kind that comes next."""
        found = next((outcome for outcome in self._left if isinstance(outcome, kind)), None)
        if found is None:
            self._fail(f"expected << {kind.__name__}\nand there is none")
        self._left.remove(found)
        return found

    def end(self) -> None:
        """Expect nothing more."""
        rest = [outcome for outcome in self._left if not isinstance(outcome, _STAGE_DIRECTIONS)]
        self._left.clear()
        if rest:
            self._fail("\n".join(f"unexpected << {outcome}" for outcome in rest))

    def clear(self) -> Self:
        """Let whatever came of it be, unseen."""
        self._left.clear()
        return self

    def wait(self, **span: float) -> Self:
        """Let time pass."""
        self.end()
        self.now += timedelta(**span)
        self._so_far.append(f"            … {timedelta(**span)}")
        return self

    def _keep(self, form: Form | None) -> None:
        self.floor.forms.pop(self.conversation.customer, None)
        if form is not None:
            self.floor.forms[self.conversation.customer] = form

    def _look_back(self) -> None:
        """Let a decision know what has happened, where all of it happened in this script."""
        number = self.conversation.id
        if number is not None and self.conversation.version == len(self.history):
            self.floor.histories[number] = list(self.history)
            self.floor.ledger[number] = list(lines(self.history, self.rules).values())

    # --- the floor -----------------------------------------------------------------------------------------------

    def leaves(self, agent: Agent) -> Self:
        """Let somebody go off duty."""
        return self._attend(off(agent))

    def comes(self, agent: Agent) -> Self:
        """Let somebody come on duty."""
        return self._attend(agent)

    def ahead(self, customer: Customer, since: datetime, level: int = 0) -> Self:
        """Let another customer wait."""
        self.floor.queue.join(Place(since - self.rules.head_start(level), customer.chat_id, "A"))
        return self

    def _attend(self, agent: Agent) -> Self:
        self.floor.agents = {**self.floor.agents, agent.user_id: agent}
        return self

    # --- what is true now ----------------------------------------------------------------------------------------

    @property
    def clocks(self) -> dict[Clock, datetime]:
        """Which clocks run, until when."""
        runs = started(self.conversation, self.rules)
        fresh = [run for run in runs if not self.conversation.has_rung(run.clock, run.occurrence)]
        return {run.clock: run.deadline for run in fresh if run.deadline is not None}

    @property
    def owed(self) -> dict[Clock, datetime]:
        """What was promised the customer, until when."""
        return {clock: deadline for clock, deadline in self.clocks.items() if clock in BREACHABLE}

    def happened(self, *kinds: type[Event]) -> Sequence[Event]:
        """Return the facts of some kinds so far."""
        return [event for event in self.history if isinstance(event, kinds)]

    def content(
        self, chat: int, text: str, *, kind: Kind, album: str | None, ago: timedelta, message: int | None = None
    ) -> Content:
        """Return a message; a new one has the next number."""
        if message is None:
            self.messages += 1
        return Content(
            chat_id=chat,
            message_id=message or self.messages,
            sent_at=self.now - ago,
            kind=kind,
            text=text,
            album=album,
        )

    def _fail(self, why: str) -> NoReturn:
        Script.unfinished.clear()
        raise AssertionError("\n".join(("the script so far:", *self._so_far, why)))


def _matches(expected: Like | Outcome | type[Outcome], outcome: Outcome) -> bool:
    if isinstance(expected, Like):
        return expected.matches(outcome)
    if isinstance(expected, type):
        return type(outcome) is expected
    return expected == outcome
