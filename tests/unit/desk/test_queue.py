"""Who waits, in which order, for how long at most."""

from datetime import datetime, timedelta

import pytest

from desk import events as e
from desk.events import Reason
from desk.evolution import evolve
from desk.floor import Floor
from desk.queue import Place, in_order, longest_wait, place_of
from desk.rules import Rules
from desk.state import Conversation, State
from tests.kit.cast import CHEN, KNOWLEDGE, LIN, MEI, PENG, TEN, ZHAO, at, off


def _minutes(*minutes: float) -> tuple[timedelta, ...]:
    return tuple(timedelta(minutes=each) for each in minutes)


def waits(customer: int, since: datetime, level: int = 0) -> Conversation:
    return Conversation(id=1, customer=customer, state=State.QUEUED, waiting_since=since, level=level)


def test_level_goes_before_waiting_and_waiting_before_anything_else() -> None:
    urgent, early, late = (
        place_of(waits(3, at(minutes=9), level=1), Rules()),
        place_of(waits(2, TEN), Rules()),
        place_of(waits(1, at(minutes=1)), Rules()),
    )
    assert urgent is not None
    assert early is not None
    assert late is not None
    queue = in_order([late, early, urgent])
    assert queue.places == [urgent, early, late]
    assert [queue.ahead_of(place) for place in (urgent, early, late)] == [0, 1, 2]


def test_joining_twice_is_once_and_leaving_twice_is_nothing() -> None:
    queue, place = in_order([]), Place(TEN, MEI.chat_id, "A")
    queue.join(place)
    queue.join(place)
    assert queue.places == [place]
    queue.leave(place)
    queue.leave(place)
    assert queue.places == []


@pytest.mark.parametrize(
    ("recent", "told"),
    [
        ((), 3),
        (_minutes(0.1), 1),
        (_minutes(1.5), 2),
        (_minutes(*range(1, 11)), 10),
        (_minutes(*range(1, 21)), 19),
    ],
)
def test_the_longest_wait_to_expect_is_what_nine_of_ten_did_not_exceed(
    recent: tuple[timedelta, ...], told: float
) -> None:
    assert longest_wait(recent, otherwise=timedelta(minutes=3)) == timedelta(minutes=told)


def test_the_floor_knows_who_is_there_and_by_which_number() -> None:
    floor = Floor(knowledge=KNOWLEDGE, agents={LIN.user_id: LIN, CHEN.user_id: CHEN})
    assert (floor.on_duty(LIN.user_id), floor.on_duty(CHEN.user_id), floor.on_duty(None)) == (True, False, False)
    assert (floor.number(LIN.user_id), floor.number(999), floor.anyone_on_duty()) == ("07", "–", True)
    assert not Floor(knowledge=KNOWLEDGE, agents={ZHAO.user_id: off(ZHAO)}).anyone_on_duty()


def test_the_floor_follows_a_conversation_through_queue_and_hands() -> None:
    floor = Floor(knowledge=KNOWLEDGE, agents={LIN.user_id: LIN})
    floor.queue.join(Place(at(minutes=-1), PENG.chat_id, "A"))
    served = Conversation(customer=MEI.chat_id)
    waiting = evolve(served, e.HandedOff(at=TEN, reason=Reason.ASKED))
    taken = evolve(waiting, e.Taken(at=TEN, agent=LIN.user_id))
    assert (floor.ahead_of(served), floor.ahead_of(waiting)) == (0, 1)
    floor.follow(served, waiting)
    assert len(floor.queue.places) == 2
    floor.follow(waiting, taken)
    assert (len(floor.queue.places), floor.load, taken.state) == (1, {LIN.user_id: 1}, State.ACTIVE)
    assert (floor.full(LIN.user_id, Rules(capacity=1)), floor.full(LIN.user_id, Rules(capacity=2))) == (True, False)


def test_what_is_told_of_a_line_is_what_was_waited_in_it_and_without_a_past_the_promise() -> None:
    waits = {"A": _minutes(7), "B": _minutes(20)}
    floor = Floor(knowledge=KNOWLEDGE, rules=Rules(accept=timedelta(minutes=4)), recent_waits=waits)
    told = {line: floor.wait(line) for line in "ABC"}
    assert told == {"A": timedelta(minutes=7), "B": timedelta(minutes=20), "C": timedelta(minutes=4)}
