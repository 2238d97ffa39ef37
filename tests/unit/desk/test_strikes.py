"""What becomes of time."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desk import events as e
from desk import notices as n
from desk.events import Clock, Code
from desk.evolution import evolve
from desk.rules import Rules
from desk.state import State
from tests.kit.cast import LIN, MEI, TEN, ZHAO, at
from tests.kit.lines import Block, Reply, Resolve, Say, Strike, Take, Unblock
from tests.kit.script import (
    AgentReplied,
    Alarm,
    BecameReachable,
    BecameUnreachable,
    Breached,
    CustomerWrote,
    Deliver,
    Farewell,
    HandedOff,
    IdleClosed,
    LongWait,
    Mirror,
    Overran,
    Queued,
    Reminded,
    ResolveAsked,
    Resolved,
    Resumed,
    SameAgent,
    Script,
    StillWaiting,
    Taken,
    TakenBy,
    Told,
    WaitExplained,
    WaitNoticed,
    Warned,
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


@pytest.mark.rule("wait_comfort")
def test_whom_nobody_takes_for_half_an_hour_the_leads_are_called_for_and_again_ever_more_seldom() -> None:
    play = queued()
    for _ in range(5):
        (play.wait(minutes=5) >> Strike()).clear()
    play.wait(minutes=5) >> Strike()
    lead = n.Called(agent=ZHAO.user_id, number=ZHAO.number)
    assert play.told(n.LongWait) == n.LongWait(customer=MEI.chat_id, waited=timedelta(minutes=30), leads=(lead,))
    for _ in range(5):
        (play.clear().wait(minutes=5) >> Strike()).clear()
    assert (play.wait(minutes=5) >> Strike()).told(n.LongWait).waited == timedelta(minutes=60)
    play.clear()


@pytest.mark.rule("first_reply")
def test_a_taken_conversation_without_a_word_is_a_breach_charged_to_its_owner() -> None:
    play = queued() >> Take() << Taken << TakenBy << Told
    play.wait(minutes=5) >> Strike() << Breached(Clock.FIRST_REPLY, due=at(minutes=5))
    play << n.Alarm(clock=Clock.FIRST_REPLY, due=at(minutes=5), customer=MEI.chat_id, number="07")


@pytest.mark.rule("first_reply")
def test_while_nobody_has_taken_it_the_room_is_alarmed_once_for_taking_and_answering() -> None:
    play = queued(Rules(wait_comfort=_HOUR)).wait(minutes=3) >> Strike() << Breached(Clock.ACCEPT) << Alarm
    play.wait(minutes=2) >> Strike() << Breached(Clock.FIRST_REPLY, due=at(minutes=5), tier=1)
    play.wait(minutes=8) >> Strike() << Breached(Clock.ACCEPT, tier=2) << Alarm(Clock.ACCEPT, tier=2)
    play.wait(minutes=1) >> Take() << Taken << Overran(Clock.ACCEPT) << TakenBy << Told
    play.wait(minutes=1) >> Strike() << Breached(Clock.FIRST_REPLY, tier=2) << Alarm(Clock.FIRST_REPLY, number="07")


@pytest.mark.rule("next_reply")
def test_the_next_reply_is_due_five_minutes_after_the_first_unanswered_message() -> None:
    play = answered().wait(minutes=10) >> Say("And the kitchen?") << CustomerWrote << Mirror
    play.wait(minutes=4) >> Say("Hello?") << CustomerWrote << Mirror
    play.wait(minutes=1) >> Strike() << Breached(Clock.NEXT_REPLY, occurrence=2, due=at(minutes=15)) << Alarm


def test_the_next_reply_never_runs_before_the_first_is_given() -> None:
    play = queued() >> Take() << Taken << TakenBy << Told
    play.wait(minutes=1) >> Say("Hello?") << CustomerWrote << Mirror
    assert play.owed == {Clock.FIRST_REPLY: at(minutes=5)}


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
        play.wait(seconds=1) >> Reply() << AgentReplied << Overran(tier=1) << Deliver
    occurrences = [breach.occurrence for breach in play.history if isinstance(breach, e.Breached)]
    assert occurrences == [2, 3]


def test_a_clock_that_came_due_while_we_were_down_is_a_breach_of_its_due_moment_not_of_the_noticing() -> None:
    play = queued(Rules(wait_comfort=_HOUR, first_reply=_HOUR)).wait(minutes=12) >> Strike()
    play << e.Breached(at=at(minutes=12), clock=Clock.ACCEPT, occurrence=1, due=at(minutes=3))
    play << Alarm(due=at(minutes=3))


def test_of_a_comfort_and_an_explanation_come_due_at_once_both_are_recorded_and_only_the_explanation_is_told() -> None:
    play = queued(Rules(accept=_HOUR, first_reply=_HOUR)).wait(minutes=19) >> Strike()
    for tier in (1, 2):
        play << WaitNoticed(Clock.WAIT_COMFORT, due=at(minutes=5 * tier), tier=tier)
    play << WaitNoticed(Clock.WAIT_COMFORT, tier=3) << WaitNoticed(Clock.WAIT_EXPLAIN) << WaitExplained << LongWait


def test_a_strike_moves_no_fact_of_the_customers() -> None:
    play = queued().wait(minutes=4) >> Strike() << Breached << Alarm
    play >> Take(by=LIN) << Taken << Overran << TakenBy << Told
    assert play.conversation.last_fact_at == at(minutes=4)
    assert play.conversation.handed_off_at == TEN


def test_a_settled_matter_strikes_no_more() -> None:
    play = answered() >> Say("And the kitchen?") << CustomerWrote << Mirror
    play >> Resolve() << ResolveAsked << Told
    play >> Resolve(code=Code.UNSOLVED) << Resolved << Farewell << Told
    play.wait(hours=1) >> Strike()


def test_who_cannot_be_reached_has_no_promise_to_break() -> None:
    play = queued() >> Block() << BecameUnreachable
    play.wait(hours=1) >> Strike()


def test_what_was_settled_without_an_answer_is_not_owed_again_when_it_reopens() -> None:
    play = answered() >> Say("And the kitchen?") << CustomerWrote << Mirror
    play >> Resolve() << ResolveAsked << Told
    play >> Resolve(code=Code.UNSOLVED) << Resolved << Farewell << Told
    play.wait(hours=1) >> Say("Hello?") << CustomerWrote << Resumed << Mirror << SameAgent
    assert play.owed == {Clock.NEXT_REPLY: at(minutes=65)}


# --- before a deadline, and where nothing is broken -----------------------------------------------------------------


@pytest.mark.rule("warn")
def test_whoever_owes_an_answer_is_told_when_four_fifths_of_the_time_are_used() -> None:
    play = queued() >> Take() << Taken << TakenBy << Told
    play.wait(minutes=3, seconds=59) >> Strike()
    play.wait(seconds=1) >> Strike() << Warned(Clock.FIRST_REPLY, due=at(minutes=4), tier=0)
    play << n.DueSoon(clock=Clock.FIRST_REPLY, due=at(minutes=5), agent=LIN.user_id, number="07")
    assert play.conversation.breaches == ()


@pytest.mark.rule("warn")
def test_what_nobody_owes_yet_is_warned_of_to_nobody_and_the_warning_is_kept() -> None:
    play = queued().wait(minutes=2.4) >> Strike() << Warned(Clock.ACCEPT, due=at(minutes=2.4))
    assert play.conversation.has_rung(Clock.ACCEPT, 1, 0)
    assert not play.conversation.has_rung(Clock.ACCEPT, 1)


def test_who_is_late_already_is_not_warned_any_more() -> None:
    play = queued(Rules(first_reply=_HOUR, wait_comfort=_HOUR)).wait(minutes=3) >> Strike()
    assert play.told(n.Alarm).clock is Clock.ACCEPT
    play.clear()
    assert [one.due for one in play.history if isinstance(one, e.Warned)] == [at(minutes=2.4)]
    play.wait(minutes=1) >> Strike()


def test_a_customer_who_waits_for_hours_is_never_told_the_same_again() -> None:
    """More strikes than are carried along must not make the first of them strike again."""
    play = queued(Rules(accept=_HOUR * 99, first_reply=_HOUR * 99, wait_explain=_HOUR * 99))
    for _ in range(100):
        play.wait(minutes=5) >> Strike() << WaitNoticed
        play.clear()
        play >> Strike()
    assert [event.tier for event in play.history if isinstance(event, e.WaitNoticed)] == list(range(1, 101))


@pytest.mark.rule("long_handling")
def test_a_customer_long_in_ones_hands_is_told_to_the_lead_and_only_our_time_counts() -> None:
    play = answered(Rules(next_reply=_HOUR, idle_prompts=(_HOUR * 99,)))
    play.wait(minutes=30) >> Say("And the kitchen?") << CustomerWrote << Mirror
    play.wait(minutes=19, seconds=59) >> Strike()
    play.wait(seconds=1) >> Strike() << Reminded(Clock.LONG_HANDLING, due=at(minutes=50))
    play << n.LongHandling(customer=MEI.chat_id, number="07", since=TEN)


@pytest.mark.rule("idle_prompts")
def test_a_silent_customer_is_asked_twice_and_then_politely_left_in_peace() -> None:
    play = answered().wait(minutes=20) >> Strike() << Reminded(Clock.IDLE_PROMPTS, tier=1) << n.IdlePrompt(tier=1)
    play.wait(minutes=20) >> Strike() << Reminded(Clock.IDLE_PROMPTS, tier=2) << n.IdlePrompt(tier=2)
    play.wait(hours=24) >> Strike() << IdleClosed(tier=3, due=at(hours=24, minutes=40)) << n.IdleFarewell()
    assert play.conversation.state is State.RESOLVED


@pytest.mark.rule("idle_prompts")
def test_nobody_is_asked_at_night_and_of_two_prompts_only_the_second_is_said_in_the_morning() -> None:
    play = Script(conversation=replace(answered().conversation, idle_since=at(hours=11, minutes=50)))
    play.wait(hours=21, minutes=59) >> Strike()
    play.wait(minutes=1) >> Strike() << Reminded(due=at(hours=22), tier=1) << Reminded(due=at(hours=22), tier=2)
    play << n.IdlePrompt(tier=2)


@pytest.mark.rule("idle_prompts")
def test_a_word_of_the_customer_ends_the_prompts_and_thanks_begins_them_anew() -> None:
    play = answered().wait(minutes=19) >> Say("Thanks!") << CustomerWrote << Mirror
    assert play.clocks == {Clock.IDLE_PROMPTS: at(minutes=39)}
    play >> Say("And the kitchen?") << CustomerWrote << Mirror
    assert Clock.IDLE_PROMPTS not in play.clocks


@pytest.mark.rule("idle_prompts")
def test_whose_last_word_was_a_thank_you_is_asked_once_for_more_and_then_left_in_peace_without_a_word() -> None:
    play = answered() >> Say("好吧，谢谢") << CustomerWrote << Mirror
    play.wait(minutes=20) >> Strike() << Reminded << n.IdlePrompt(tier=1, thanked=True)
    play.wait(minutes=20) >> Strike() << Reminded(Clock.IDLE_PROMPTS, tier=2)
    play.wait(hours=24) >> Strike() << IdleClosed(tier=3)
    assert play.conversation.state is State.RESOLVED


def test_who_was_promised_an_answer_waits_for_us_and_is_not_asked_whether_anybody_is_there() -> None:
    play = answered()
    promised = evolve(play.conversation, e.Promised(at=TEN, agent=LIN.user_id, until=at(hours=2)))
    play = Script(conversation=promised) >> Reply("One moment.") << AgentReplied(answers=False) << Deliver
    assert (Clock.IDLE_PROMPTS in play.clocks, Clock.PROMISED_REPLY in play.clocks) == (False, True)


def test_who_comes_back_after_having_gone_is_not_asked_at_once_whether_anybody_is_there() -> None:
    play = answered() >> Block() << BecameUnreachable
    play.wait(hours=30) >> Unblock() << BecameReachable
    assert play.clocks[Clock.IDLE_PROMPTS] == at(hours=30, minutes=20)


def test_a_clock_that_goes_on_while_many_offers_lapse_strikes_once_for_each_tier() -> None:
    waiting = queued().conversation
    for number in range(1, 200):
        lapsed = e.OfferLapsed(at=TEN, clock=Clock.OFFER, occurrence=number, due=TEN, agent=LIN.user_id)
        if number == 1:
            waiting = evolve(waiting, e.Breached(at=TEN, clock=Clock.ACCEPT, occurrence=1, due=TEN, tier=3))
        waiting = evolve(evolve(waiting, e.Offered(at=TEN, agent=LIN.user_id)), lapsed)
    assert waiting.has_rung(Clock.ACCEPT, 1, tier=3)
    assert len(waiting.rung) <= 65


def test_of_a_months_worth_of_comfort_the_last_hour_is_recorded_and_nothing_is_told_twice() -> None:
    play = queued(Rules(accept=timedelta(days=90), first_reply=timedelta(days=90))).wait(days=30) >> Strike()
    play.clear()
    tiers = [one.tier for one in play.happened(e.WaitNoticed) if one.clock is Clock.WAIT_COMFORT]  # type: ignore[attr-defined]
    assert tiers == list(range(8629, 8641))
    play >> Strike()
    play.end()
