"""Why a deadline is what it is, and a period computed again from its events."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk import events as e
from desk.clocks.explaining import Explained, Stroke, explain
from desk.clocks.ledger import lines
from desk.clocks.lives import TALK
from desk.clocks.replay import Recorded, What, replay
from desk.events import Clock, Event, Excuse
from desk.hours import Calendar, Interval
from desk.rules import Former, Rules
from desk.state import Pause
from tests.kit.cast import LIN, TEN, at
from tests.kit.lines import Reply, Say, Strike, Take
from tests.kit.lines_actions import Hold
from tests.kit.recorded import recorded
from tests.kit.script import Script

_MORNING = Calendar(zone=ZoneInfo("UTC"), week=(((8 * 60, 10 * 60 + 2), (13 * 60, 17 * 60)),) * 7)
_EVER = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))


def told(play: Script, clock: Clock, occurrence: int = 1) -> Explained:
    found = explain(TALK, play.conversation, play.history, play.rules, play.now)
    return next(one for one in found if (one.clock, one.occurrence) == (clock, occurrence))


def late() -> Script:
    """Mei asked at ten, Lin took her at once and answered after six minutes."""
    play = Script() >> Say("My tap leaks")
    play.clear()
    play >> Take()
    play.clear()
    play.wait(minutes=5) >> Strike()
    play.clear()
    play.wait(minutes=1) >> Reply("Which tap?")
    play.clear()
    return play


def test_a_promise_that_was_broken_is_told_with_its_strikes_and_with_what_met_it() -> None:
    assert told(late(), Clock.FIRST_REPLY) == Explained(
        clock=Clock.FIRST_REPLY,
        occurrence=1,
        version=1,
        since=TEN,
        budget=timedelta(minutes=5),
        deadline=at(minutes=5),
        ran=timedelta(minutes=6),
        stretches=(Interval(TEN, at(minutes=6)),),
        strikes=(
            Stroke(tier=0, due=at(minutes=4), at=at(minutes=5)),
            Stroke(tier=1, due=at(minutes=5), at=at(minutes=5)),
        ),
        ended_at=at(minutes=6),
        ended_by="AgentReplied",
        broken_at=at(minutes=5),
        tier=1,
        agent=LIN.user_id,
        overrun=timedelta(minutes=1),
    )


def test_a_clock_over_a_break_is_told_in_the_stretches_it_counted() -> None:
    play = Script(rules=Rules(hours=_MORNING)) >> Say("My tap leaks")
    play.clear()
    play.now = at(hours=3, seconds=30)
    one = told(play, Clock.ACCEPT)
    assert (one.deadline, one.ran) == (at(hours=3, minutes=1), timedelta(minutes=2, seconds=30))
    assert one.stretches == (Interval(TEN, at(minutes=2)), Interval(at(hours=3), play.now))


def test_a_clock_that_stood_still_is_told_with_its_pause() -> None:
    play = Script() >> Say("My tap leaks")
    for line in (Take(), Reply("Which tap?"), Say("The one in the kitchen"), Hold(timedelta(hours=2))):
        play.clear()
        play.wait(minutes=1) >> line
    play.clear()
    one = told(play, Clock.NEXT_REPLY, 2)
    assert one.pauses == (Pause(at(minutes=4), at(minutes=124)),)
    assert (one.ran, one.deadline) == (timedelta(minutes=1), at(minutes=128))


def test_a_clock_keeps_the_rules_it_began_with_and_says_so() -> None:
    play = Script() >> Say("My tap leaks")
    play.clear()
    old = play.rules
    play.rules = Rules(version=2, accept=timedelta(minutes=9), former=(Former(rules=old, until=at(minutes=1)),))
    play.now = at(minutes=2)
    one = told(play, Clock.ACCEPT)
    assert (one.version, one.deadline) == (1, at(minutes=3))


def test_a_breach_that_was_withdrawn_is_none() -> None:
    play = Script() >> Say("My tap leaks")
    play.clear()
    play.wait(minutes=3) >> Strike()
    play.clear()
    play >> Take(sent_at=at(minutes=2))
    play.clear()
    one = told(play, Clock.ACCEPT)
    assert (one.broken_at, one.tier, one.ended_at) == (None, 0, at(minutes=2))


# --- the replay ----------------------------------------------------------------------------------------------------


def _without(kind: type[Event]) -> Callable[[Recorded], Recorded]:
    return lambda whole: replace(whole, history=tuple(one for one in whole.history if not isinstance(one, kind)))


def _later(kind: type[e.Struck]) -> Callable[[Recorded], Recorded]:
    def moved(one: Event) -> Event:
        return replace(one, due=one.due + timedelta(seconds=1)) if isinstance(one, kind) else one

    return lambda whole: replace(whole, history=tuple(map(moved, whole.history)))


def _longer(whole: Recorded) -> Recorded:
    def moved(one: Event) -> Event:
        return replace(one, overrun=timedelta(minutes=12)) if isinstance(one, e.Overran) else one

    return replace(whole, history=tuple(map(moved, whole.history)))


def _forgiven(whole: Recorded) -> Recorded:
    return replace(
        whole, ledger={key: replace(line, points=0, excuse=Excuse.OUTAGE) for key, line in whole.ledger.items()}
    )


def test_what_is_whole_is_computed_again_without_a_difference() -> None:
    assert replay(recorded(late()), Rules(), *_EVER) == []


@pytest.mark.parametrize(
    ("tampered", "found"),
    [
        (lambda whole: replace(whole, stands=replace(whole.stands, level=3)), {What.STATE}),
        (lambda whole: replace(whole, strikes=frozenset()), {What.STRIKE}),
        (_later(e.Breached), {What.STRIKE, What.LEDGER}),
        (_without(e.Breached), {What.STATE, What.STRIKE, What.LEDGER}),
        (_longer, {What.OVERRUN, What.LEDGER}),
        (_forgiven, {What.LEDGER}),
        (lambda whole: replace(whole, ledger={}), {What.LEDGER}),
    ],
)
def test_what_was_recorded_otherwise_is_told(tampered: Callable[[Recorded], Recorded], found: set[What]) -> None:
    assert {one.what for one in replay(tampered(recorded(late())), Rules(), *_EVER)} == found


def test_a_promise_that_was_kept_by_other_rules_than_those_in_force_then_is_told() -> None:
    stricter = Rules(first_reply=timedelta(minutes=4))
    differences = replay(recorded(late()), stricter, *_EVER)
    assert {one.what for one in differences} >= {What.STRIKE, What.OVERRUN}


def test_strikes_outside_the_period_are_not_looked_at() -> None:
    whole = _longer(recorded(late()))
    assert replay(replace(whole, ledger=lines(whole.history, Rules())), Rules(), at(hours=1), at(hours=2)) == []
