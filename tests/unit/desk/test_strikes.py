"""What becomes of time."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desk import events as e
from desk import notices as n
from desk.events import Clock
from desk.rules import Rules
from tests.kit.cast import LIN, MEI, TEN, at
from tests.kit.lines import Block, Reply, Resolve, Say, Strike, Take
from tests.kit.script import (
    AgentReplied,
    Alarm,
    BecameUnreachable,
    Breached,
    CustomerWrote,
    Deliver,
    Farewell,
    HandedOff,
    LongWait,
    Mirror,
    Queued,
    Resolved,
    Resumed,
    Script,
    StillWaiting,
    Taken,
    TakenBy,
    Told,
    WaitExplained,
    WaitNoticed,
)

_HOUR = timedelta(hours=1)


def queued(rules: Rules | None = None) -> Script:
    return Script(rules=rules) >> Say("My tap leaks") << CustomerWrote << HandedOff << Queued


def answered(rules: Rules | None = None) -> Script:
    play = queued(rules) >> Take() << Taken << TakenBy << Told
    return play >> Reply() << AgentReplied << Deliver


@pytest.mark.rule("accept")
def test_nobody_taking_within_three_minutes_is_a_breach_at_the_deadline() -> None:
    play = queued().wait(minutes=2, seconds=59) >> Strike()
    play.wait(seconds=1) >> Strike()
    play << e.Breached(at=at(minutes=3), clock=Clock.ACCEPT, occurrence=1, due=at(minutes=3))
    play << n.Alarm(clock=Clock.ACCEPT, due=at(minutes=3), customer=MEI.chat_id)


@pytest.mark.rule("wait_comfort")
def test_a_customer_who_waits_is_comforted_at_five_minutes_and_told_the_place_in_the_queue() -> None:
    play = Script(rules=Rules(accept=_HOUR, first_reply=_HOUR)) >> Say("My tap leaks")
    play << CustomerWrote << HandedOff << Queued(place=1)
    play.wait(minutes=5) >> Strike() << WaitNoticed << StillWaiting(timedelta(minutes=5), place=1)


@pytest.mark.rule("wait_explain")
def test_a_customer_who_waits_long_is_given_an_explanation_and_the_room_a_nudge() -> None:
    play = queued(Rules(accept=_HOUR, first_reply=_HOUR, wait_comfort=_HOUR)).wait(minutes=15) >> Strike()
    play << WaitNoticed(Clock.WAIT_EXPLAIN) << n.WaitExplained(waited=timedelta(minutes=15), place=1)
    play << n.LongWait(customer=MEI.chat_id, waited=timedelta(minutes=15))


@pytest.mark.rule("first_reply")
def test_a_taken_conversation_without_a_word_is_a_breach_charged_to_its_owner() -> None:
    play = queued() >> Take() << Taken << TakenBy << Told
    play.wait(minutes=5) >> Strike() << Breached(Clock.FIRST_REPLY, due=at(minutes=5))
    play << n.Alarm(clock=Clock.FIRST_REPLY, due=at(minutes=5), customer=MEI.chat_id, number="07")


@pytest.mark.rule("next_reply")
def test_the_next_reply_is_due_five_minutes_after_the_first_unanswered_message() -> None:
    play = answered().wait(minutes=10) >> Say("And the kitchen?") << CustomerWrote << Mirror
    play.wait(minutes=4) >> Say("Hello?") << CustomerWrote << Mirror
    play.wait(minutes=1) >> Strike() << Breached(Clock.NEXT_REPLY, occurrence=2, due=at(minutes=15)) << Alarm


def test_the_next_reply_never_runs_before_the_first_is_given() -> None:
    play = queued() >> Take() << Taken << TakenBy << Told
    play.wait(minutes=1) >> Say("Hello?") << CustomerWrote << Mirror
    assert play.clocks == {Clock.FIRST_REPLY: at(minutes=5)}


@pytest.mark.parametrize(
    ("field", "clock"),
    [("accept", Clock.ACCEPT), ("wait_comfort", Clock.WAIT_COMFORT), ("first_reply", Clock.FIRST_REPLY)],
)
def test_each_span_is_a_setting(field: str, clock: Clock) -> None:
    spans: dict[str, Any] = {field: timedelta(seconds=17)}
    play = queued(replace(Rules(), **spans))
    assert play.clocks[clock] == at(seconds=17)


def test_each_clock_strikes_once() -> None:
    play = queued().wait(minutes=3) >> Strike() << Breached << Alarm
    play >> Strike()
    play.wait(minutes=1) >> Strike()


def test_a_second_real_breach_is_not_swallowed() -> None:
    play = answered()
    for _ in range(2):
        play >> Say("And the kitchen?") << CustomerWrote << Mirror
        play.wait(minutes=5) >> Strike() << Breached(Clock.NEXT_REPLY) << Alarm
        play.wait(seconds=1) >> Reply() << AgentReplied << Deliver
    occurrences = [breach.occurrence for breach in play.history if isinstance(breach, e.Breached)]
    assert occurrences == [2, 3]


def test_a_clock_that_came_due_while_we_were_down_is_a_breach_of_its_due_moment_not_of_the_noticing() -> None:
    play = queued(Rules(wait_comfort=_HOUR, first_reply=_HOUR)).wait(minutes=14) >> Strike()
    (
        play
        << e.Breached(at=at(minutes=14), clock=Clock.ACCEPT, occurrence=1, due=at(minutes=3))
        << Alarm(due=at(minutes=3))
    )


def test_of_two_tiers_come_due_at_once_both_are_recorded_and_only_the_highest_is_told() -> None:
    play = queued(Rules(accept=_HOUR, first_reply=_HOUR)).wait(minutes=20) >> Strike()
    play << WaitNoticed(Clock.WAIT_COMFORT) << WaitNoticed(Clock.WAIT_EXPLAIN) << WaitExplained << LongWait


def test_a_strike_moves_no_fact_of_the_customers() -> None:
    play = queued().wait(minutes=4) >> Strike() << Breached << Alarm
    play >> Take(by=LIN) << Taken << TakenBy << Told
    assert play.conversation.last_fact_at == at(minutes=4)
    assert play.conversation.handed_off_at == TEN


def test_a_settled_matter_strikes_no_more() -> None:
    play = answered() >> Say("And the kitchen?") << CustomerWrote << Mirror
    play >> Resolve() << Resolved << Farewell << Told
    play.wait(hours=1) >> Strike()


def test_who_cannot_be_reached_has_no_promise_to_break() -> None:
    play = queued() >> Block() << BecameUnreachable
    play.wait(hours=1) >> Strike()


def test_what_was_settled_without_an_answer_is_not_owed_again_when_it_reopens() -> None:
    play = answered() >> Say("And the kitchen?") << CustomerWrote << Mirror
    play >> Resolve() << Resolved << Farewell << Told
    play.wait(hours=1) >> Say("Hello?") << CustomerWrote << Resumed << Mirror
    assert play.clocks == {Clock.NEXT_REPLY: at(minutes=65)}
