"""Who is offered what."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk import events as e
from desk.events import Reason
from desk.evolution import evolve
from desk.people import Agent
from desk.queue import rank_of
from desk.queue.dispatch import Hand, Reach, assign, capacity_of, reach_of
from desk.rules import LINES, Line, Rules
from desk.shifts import Rota, RotaAgent
from desk.state import Conversation
from tests.kit.cast import LIN, TEN, WANG, ZHAO, at

HU = Agent(user_id=9, number="09", on_duty_since=TEN)


def _waits(customer: int = 1, **facts: object) -> Conversation:
    conversation = evolve(Conversation(customer=customer, id=customer), e.HandedOff(at=TEN, reason=Reason.ASKED))
    return replace(conversation, **facts)  # type: ignore[arg-type]


def _hand(agent: Agent, **facts: object) -> Hand:
    return Hand(agent=agent, **facts)  # type: ignore[arg-type]


def _made(waiting: list[Conversation], *hands: Hand) -> list[tuple[int, int]]:
    return [(conversation.customer, agent) for conversation, agent in assign(waiting, hands)]


def test_who_waits_is_offered_to_whoever_has_least_in_hand() -> None:
    assert _made([_waits()], _hand(LIN, held=2), _hand(WANG, held=1)) == [(1, WANG.user_id)]


def test_of_two_with_as_much_in_hand_it_goes_to_who_had_no_offer_for_longest() -> None:
    asked_lately, asked_before = replace(LIN, offered_at=at(minutes=5)), replace(WANG, offered_at=at(minutes=1))
    assert _made([_waits()], _hand(asked_lately), _hand(asked_before)) == [(1, WANG.user_id)]
    assert _made([_waits()], _hand(asked_before), _hand(HU)) == [(1, HU.user_id)]


def test_who_was_asked_for_goes_before_who_served_before_and_both_before_the_idle() -> None:
    wanted = _waits(wanted=WANG.user_id, former=LIN.user_id)
    assert _made([wanted], _hand(HU), _hand(LIN), _hand(WANG, held=5)) == [(1, WANG.user_id)]
    assert _made([wanted], _hand(HU), _hand(LIN, held=5)) == [(1, LIN.user_id)]


def test_who_was_asked_for_and_is_busy_is_not_waited_for() -> None:
    assert _made([_waits(wanted=WANG.user_id)], _hand(LIN), _hand(WANG, offered=True)) == [(1, LIN.user_id)]


def test_a_lead_is_asked_when_nobody_else_is_free() -> None:
    assert _made([_waits()], _hand(ZHAO), _hand(LIN, held=5)) == [(1, LIN.user_id)]
    assert _made([_waits()], _hand(ZHAO), _hand(LIN, offered=True)) == [(1, ZHAO.user_id)]


def test_an_agent_has_one_offer_at_a_time() -> None:
    assert _made([_waits(1), _waits(2)], _hand(LIN)) == [(1, LIN.user_id)]
    assert _made([_waits(1)], _hand(LIN, offered=True)) == []


@pytest.mark.rule("capacity")
def test_whoever_has_as_many_as_one_may_is_offered_nothing() -> None:
    assert _made([_waits()], _hand(LIN, held=3, capacity=3)) == []
    assert _made([_waits()], _hand(LIN, held=2, capacity=3)) == [(1, LIN.user_id)]


def test_who_passed_it_on_is_asked_again_only_when_there_is_nobody_else() -> None:
    passed_on = _waits(skipped=(LIN.user_id,))
    assert _made([passed_on], _hand(LIN), _hand(WANG, held=7)) == [(1, WANG.user_id)]
    assert _made([passed_on], _hand(LIN), _hand(WANG, held=1, offered=True)) == []
    assert _made([passed_on], _hand(LIN), _hand(WANG, held=8, offered=True)) == [(1, LIN.user_id)]
    assert _made([passed_on], _hand(LIN)) == [(1, LIN.user_id)]


def test_who_is_full_with_the_offer_just_made_is_not_waited_for() -> None:
    waiting = [_waits(1), _waits(2, skipped=(LIN.user_id,))]
    assert _made(waiting, _hand(LIN, held=1), _hand(WANG, capacity=1)) == [(1, WANG.user_id), (2, LIN.user_id)]
    assert _made(waiting, _hand(LIN, held=1), _hand(WANG, capacity=2)) == [(1, WANG.user_id)]


def test_who_passed_one_on_is_asked_for_the_next() -> None:
    waiting = [_waits(1, skipped=(LIN.user_id,)), _waits(2)]
    assert _made(waiting, _hand(LIN), _hand(WANG, held=1, offered=True)) == [(2, LIN.user_id)]


@pytest.mark.rule("lines")
def test_a_line_that_needs_a_skill_goes_to_who_has_it_and_holds_up_nobody_behind() -> None:
    rules = Rules(lines={**LINES, "C": Line(name="报修", name_en="Repairs", skill="repair")})
    rota = Rota(
        zone=ZoneInfo("UTC"),
        agents=(
            RotaAgent(number="07", user_id=7, skills=frozenset({"repair"})),
            RotaAgent(number="12", user_id=12, languages=frozenset({"en"}), capacity=3),
        ),
    )
    lin, wang, hu = (_hand(one, reach=reach_of(one, rota, rules)) for one in (LIN, WANG, HU))
    tap, fee = _waits(1, line="C", locale="en"), _waits(2, line="A", locale="en")
    assert _made([tap, fee], wang) == [(2, WANG.user_id)]
    assert _made([tap, fee], wang, lin) == [(1, LIN.user_id), (2, WANG.user_id)]
    assert hu.reach == Reach(), "of whom the rota says nothing, it is taken that everything can be served"
    assert [capacity_of(one.user_id, rota, rules) for one in (LIN, WANG, HU)] == [8, 3, 8]


def test_a_language_is_spoken_by_who_speaks_it() -> None:
    chinese = Reach(languages=frozenset({"zh"}))
    assert _made([_waits(1, locale="en"), _waits(2, locale="zh")], _hand(LIN, reach=chinese)) == [(2, LIN.user_id)]


@pytest.mark.rule("ageing")
def test_no_stream_of_important_customers_can_starve_an_ordinary_one() -> None:
    rules = Rules(ageing=timedelta(minutes=10))
    ordinary = _waits(1)
    important = [
        evolve(Conversation(customer=10 + n, id=10 + n), e.HandedOff(at=at(minutes=n), reason=Reason.ANGER, level=2))
        for n in range(60)
    ]

    def served_before(now: datetime) -> int:
        ranks = [(rank_of(one, rules), one.customer) for one in important if (one.queued_at or now) <= now]
        return sum(rank < (rank_of(ordinary, rules), ordinary.customer) for rank in ranks if rank[0] is not None)

    assert [served_before(at(minutes=m)) for m in (0, 10, 20, 40, 59)] == [1, 11, 20, 20, 20]
