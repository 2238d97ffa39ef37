"""Histories of cases nobody thought of: whatever happens in whatever order, fold, clocks, ledger and replay agree."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from desk import events as e
from desk.case import TRANSITIONS, Case, CaseState, decide, fold
from desk.cases import events as v
from desk.cases.clocks import come_due, running, started
from desk.cases.kinds import CaseKind, Category, Cause, Class, Ending, Result, Scope, Waits
from desk.cases.life import CASE
from desk.cases.repairs.office import WITH_A_WORKER
from desk.cases.turn import CaseTurn
from desk.clocks.explaining import explain
from desk.clocks.ledger import lines
from desk.clocks.replay import Recorded, replay
from desk.commands import Departure, OwnerLeft, Strike
from desk.events import Event
from desk.floor import Floor
from desk.people import Agent
from desk.rules import Rules
from tests.kit.cast import KNOWLEDGE, LIN, MEI, TEN, WANG, ZHAO

_STAFF = (LIN.user_id, WANG.user_id, ZHAO.user_id)
_WHENEVER = (TEN - timedelta(days=1), TEN + timedelta(days=4000))
_BY_TIME = (e.Struck, e.BreachWithdrawn, e.Overran, e.Excused, e.Appealed, e.AppealRefused, v.Filed)
_DRAWN: Mapping[str, Callable[[datetime], st.SearchStrategy[Any]]] = {
    "klass": lambda _: st.sampled_from(Class),
    "category": lambda _: st.none() | st.sampled_from(Category),
    "why": lambda _: st.sampled_from(Waits),
    "ending": lambda _: st.sampled_from(Ending),
    "cause": lambda _: st.sampled_from(Cause),
    "scope": lambda _: st.sampled_from(Scope),
    "result": lambda _: st.sampled_from(Result),
    "unit": lambda _: st.just("工程部"),
    "number": lambda _: st.just("TS-20261122-0009"),
    "digest": lambda _: st.just("a1"),
    "until": lambda now: st.integers(1, 200).map(lambda hours: now + timedelta(hours=hours)),
    "since": st.just,
    "household": lambda _: st.none() | st.just("h1"),
}


def _fitting(kind: type[Event], now: datetime) -> st.SearchStrategy[Event]:
    """Return events of a kind with fields that could be."""
    drawn: dict[str, st.SearchStrategy[Any]] = {}
    for one in fields(kind):
        if one.name == "at":
            continue
        if one.name in _DRAWN:
            drawn[one.name] = _DRAWN[one.name](now)
        elif one.type in {bool, "bool"}:
            drawn[one.name] = st.booleans()
        elif one.type in {int, "int"} and one.name not in {"by", "to", "worker"}:
            drawn[one.name] = st.integers(1, 5)
        elif one.type in {int, "int"} or one.name == "by":
            drawn[one.name] = st.sampled_from(_STAFF)
        else:
            drawn[one.name] = st.none()
    return st.fixed_dictionaries(drawn).map(lambda given: kind(at=now, **given))


class Lives(RuleBasedStateMachine):
    """One case; facts happen as its table of moves allows, and the clocks are let strike at any moment."""

    def __init__(self) -> None:
        super().__init__()
        self.history: list[Event] = []

    @initialize(kind=st.sampled_from(CaseKind), grave=st.booleans(), days=st.integers(0, 3))
    def begins(self, kind: CaseKind, grave: bool, days: int) -> None:  # noqa: FBT001 - drawn
        self.rules_in_force = Rules()
        self.floor = Floor(knowledge=KNOWLEDGE, agents={one.user_id: one for one in (LIN, WANG, ZHAO)})
        self.now = TEN + timedelta(days=days)
        self.begun = self.case = Case(id=1, customer=MEI.chat_id, kind=kind)
        klass = Class.CRISIS if grave and kind is CaseKind.COMPLAINT else Class.ORDINARY
        emergency = grave and kind is CaseKind.REPAIR
        filed = v.Filed(at=self.now, kind=kind, number="XX-1", customer=MEI.chat_id, klass=klass, emergency=emergency)
        self._deed(filed)

    @rule(data=st.data())
    def something_happens(self, data: Any) -> None:
        moves = TRANSITIONS[self.case.kind][self.case.state]
        kinds = [kind for kind in moves if not issubclass(kind, _BY_TIME)]
        onward = [kind for kind in kinds if moves[kind] is not self.case.state]
        if kinds:
            leads_on: bool = data.draw(st.booleans())
            kind: type[Event] = data.draw(st.sampled_from(onward if onward and leads_on else kinds))
            self._deed(data.draw(_fitting(kind, self.now)))

    @rule(minutes=st.sampled_from([1, 3, 16, 60, 600, 1500, 4000, 9000, 20000]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def clocks_strike(self) -> None:
        decision = decide(self.case, Strike(), self.now, self.rules_in_force, self.floor)
        self._take(decision.after, decision.news)
        tiers = {(one.clock, one.occurrence): one.tier for one in decision.news if isinstance(one, e.Struck)}
        left = come_due(self.case, self.rules_in_force, self.now)
        assert [due for due in left if (due.clock, due.occurrence) in tiers] == []

    @rule(who=st.sampled_from([LIN, WANG]))
    def whoever_were_removed_now_would_have_nothing_in_hand(self, who: Agent) -> None:
        staff = {**self.floor.agents, who.user_id: replace(who, removed=True)}
        left = OwnerLeft(agent=who.user_id, departure=Departure.REMOVED)
        case = decide(self.case, left, self.now, self.rules_in_force, replace(self.floor, agents=staff)).after
        assert not case.open or case.handler != who.user_id
        assert case.state not in WITH_A_WORKER or case.worker != who.user_id

    @invariant()
    def it_is_what_its_history_makes_of_it(self) -> None:
        if self.history:
            assert fold(self.begun, self.history) == self.case

    @invariant()
    def every_strike_is_one(self) -> None:
        struck = [(one.clock, one.occurrence, one.tier) for one in self.history if isinstance(one, e.Struck)]
        assert len(struck) == len(set(struck))

    @invariant()
    def what_is_closed_owes_nothing(self) -> None:
        if self.case.state is CaseState.CLOSED:
            assert running(self.case, self.rules_in_force) == []

    def teardown(self) -> None:
        """All of it is computed again without a difference, and explained by the engine's own arithmetic."""
        if not self.history:
            return
        struck = {(one.clock, one.occurrence, one.tier, one.due) for one in self.history if isinstance(one, e.Struck)}
        whole = Recorded(
            life=CASE,
            stands=self.case,
            history=tuple(self.history),
            strikes=frozenset(struck),
            ledger=dict(lines(self.history, self.rules_in_force)),
        )
        assert replay(whole, self.rules_in_force, *_WHENEVER) == []
        told = explain(CASE, self.case, self.history, self.rules_in_force, self.now)
        runs = {(one.clock, one.occurrence): one.deadline for one in told if one.ended_at is None}
        assert runs == {(run.clock, run.occurrence): run.deadline for run in started(self.case, self.rules_in_force)}
        for one in told:
            assert sum((end - start for start, end in one.stretches), timedelta()) == one.ran

    def _deed(self, event: Event) -> None:
        turn = CaseTurn(self.case, self.now, self.rules_in_force, self.floor)
        turn.meet(event)
        self._take(turn.case, tuple(turn.news))

    def _take(self, after: Case, news: tuple[Event, ...]) -> None:
        self.case = after
        self.history += news


TestLives = Lives.TestCase
