"""A broken promise about a case costs the same and is told the same, whoever notices first: the clock or a deed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk import events as e
from desk.cases import commands as k
from desk.cases import notices as n
from desk.cases.kinds import CaseKind, Scope
from desk.cases.repairs import commands as w
from desk.cases.transitions import TRANSITIONS
from desk.clocks.excuses import Trouble
from desk.clocks.ledger import Line
from desk.commands import ExcuseOne
from desk.events import Clock, Excuse
from desk.people import Agent, Role
from tests.kit.case_script import ROOM, CaseScript
from tests.kit.cast import LIN, TEN, WANG, ZHAO, at

QIAN = Agent(user_id=21, number="21", role=Role.WORKER, on_duty_since=TEN)
DOWN = Trouble(since=at(minutes=1), until=at(minutes=20), why=Excuse.OUTAGE)
AWAY = Trouble(since=at(minutes=4), until=at(minutes=20), why=Excuse.TELEGRAM)


def dispatched(*troubles: Trouble) -> CaseScript:
    """Qian is to accept within three minutes."""
    play = CaseScript(CaseKind.REPAIR, agents=(LIN, WANG, ZHAO, QIAN)).filed(place="3 栋 502", what="水龙头漏水")
    play.play(w.DecideScope(agent=LIN.user_id, origin=ROOM, scope=Scope.FREE))
    play.play(w.DispatchTo(agent=LIN.user_id, origin=ROOM, to="21"))
    play.floor.troubles = troubles
    return play


def told(play: CaseScript) -> list[n.CaseAlarm]:
    """Return what the last step said of broken promises."""
    return [one for one in play.says if isinstance(one, n.CaseAlarm)]


def accepted_late(*troubles: Trouble, struck_first: bool) -> tuple[list[Line], list[n.CaseAlarm]]:
    """Return what it costs that Qian accepts twenty minutes after, and what was told of it."""
    play = dispatched(*troubles).wait(minutes=20)
    alarms = told(play.strike()) if struck_first else []
    play.play(w.AcceptWork(agent=QIAN.user_id, origin=ROOM))
    return play.ledger, alarms + told(play)


@pytest.mark.parametrize(
    ("troubles", "points", "excuse"), [((DOWN,), 0, Excuse.OUTAGE), ((AWAY,), 10, None), ((), 10, None)]
)
@pytest.mark.parametrize("struck_first", [True, False])
def test_a_promise_broken_while_we_were_down_costs_nothing_whether_clock_or_deed_finds_it(
    troubles: tuple[Trouble, ...], points: int, excuse: Excuse | None, *, struck_first: bool
) -> None:
    (line,), _ = accepted_late(*troubles, struck_first=struck_first)
    assert line == Line(
        clock=Clock.REPAIR_ACCEPT,
        occurrence=1,
        due=at(minutes=3),
        tier=2,
        points=points,
        agent=QIAN.user_id,
        overrun=timedelta(minutes=17),
        met_at=at(minutes=20),
        excuse=excuse,
    )


@pytest.mark.parametrize("troubles", [(), (DOWN,)])
def test_a_deed_that_finds_a_promise_broken_tells_what_the_strike_would_have_told(
    troubles: tuple[Trouble, ...],
) -> None:
    _, found = accepted_late(*troubles, struck_first=False)
    assert found == accepted_late(*troubles, struck_first=True)[1]
    assert [(type(one), one.tier, one.owner) for one in found] == [
        (n.CaseAlarm, 2, "21"),
        (n.CaseRing, 2, "21"),
        (n.CaseRing, 2, "21"),
    ]


def test_what_a_strike_has_told_a_deed_does_not_tell_again() -> None:
    play = dispatched().wait(minutes=20).strike()
    assert told(play.play(w.AcceptWork(agent=QIAN.user_id, origin=ROOM))) == []


def test_of_two_promises_a_deed_finds_broken_each_is_told() -> None:
    play = CaseScript(CaseKind.COMPLAINT).filed(what="noise").wait(days=15)
    play.play(k.FollowUp(agent=LIN.user_id, origin=ROOM, words="called"))
    due = [one.clock for one in told(play) if type(one) is n.CaseAlarm]
    assert due == [one.clock for one in play.news if isinstance(one, e.Breached)]
    assert len(due) > 1


def test_what_was_broken_can_be_excused_of_every_case_in_every_state() -> None:
    states = [moves for states in TRANSITIONS.values() for moves in states.values()]
    assert all(e.Excused in moves for moves in states)


def test_what_is_excused_afterwards_costs_nothing_any_more_and_leaves_the_case_where_it_is() -> None:
    play = dispatched().wait(minutes=20).strike()
    stands, (line,) = play.case, play.ledger
    play.play(ExcuseOne(clock=line.clock, occurrence=line.occurrence, due=line.due, why=Excuse.TELEGRAM))
    assert play.ledger == [replace(line, points=0, excuse=Excuse.TELEGRAM)]
    assert play.case == replace(stands, version=stands.version + 1)
    assert play.says == ()
