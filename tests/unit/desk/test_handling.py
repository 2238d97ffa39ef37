"""How long somebody has a conversation in hand is counted now and then, so that many turns cost what few do."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk import events as e
from desk.clocks.explaining import explain
from desk.clocks.handling import KEPT
from desk.clocks.lives import TALK
from desk.clocks.replay import What, replay
from desk.events import Clock
from desk.hours import Calendar
from desk.rules import Former, Rules
from desk.state import Count
from tests.kit.cast import TEN, at
from tests.kit.lines import Block, Reply, Say, Strike, Take, Unblock
from tests.kit.recorded import recorded
from tests.kit.script import Script

_HOUR = timedelta(hours=1)
_PATIENT = Rules(next_reply=_HOUR, first_reply=_HOUR, idle_prompts=(_HOUR * 99,), overrun=())
_EVER = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))
_LUNCH = Calendar(zone=ZoneInfo("UTC"), week=(((9 * 60, 10 * 60 + 15), (11 * 60, 17 * 60)),) * 7)


def served(turns: int, rules: Rules = _PATIENT, *, strikes: bool = True) -> Script:
    """Lin answers after ten seconds, and Mei asks on after twenty, again and again; it begins at ten."""
    play = Script(rules=rules) >> Say("My tap leaks")
    play.clear()
    play >> Take()
    play.clear()
    return talked(play, turns, strikes=strikes)


def talked(play: Script, turns: int, *, strikes: bool = True) -> Script:
    for _ in range(turns):
        play.wait(seconds=10) >> Reply("Which tap?")
        play.clear()
        play.wait(seconds=20) >> Say("The one in the kitchen")
        play.clear()
        if strikes:
            play >> Strike()
            play.clear()
    return play


def counts(play: Script) -> Sequence[e.HandlingCounted]:
    return [event for event in play.history if isinstance(event, e.HandlingCounted)]


def reminded(play: Script) -> Sequence[e.Reminded]:
    return [event for event in play.history if isinstance(event, e.Reminded)]


def test_few_turns_are_kept_and_nothing_is_counted() -> None:
    play = served(KEPT)
    assert (len(play.conversation.customers_turns), counts(play)) == (KEPT, [])


def test_with_one_turn_more_the_handling_is_counted_when_the_customer_is_answered_and_that_turn_goes_on() -> None:
    play = served(KEPT)
    play.wait(seconds=10) >> Reply("Which tap?")
    play.clear()
    now = at(seconds=30 * KEPT + 10)
    ran = timedelta(seconds=10 * (KEPT + 1))
    assert counts(play) == [e.HandlingCounted(at=now, until=now, ran=ran)]
    assert [pause.end for pause in play.conversation.customers_turns] == [None]
    assert play.conversation.handled == Count(until=now, ran=ran)


def test_after_a_thousand_events_a_conversation_keeps_what_it_keeps_after_a_hundred() -> None:
    play = served(30)
    sizes = []
    for _ in range(16):
        talked(play, 30)
        sizes.append(len(play.conversation.customers_turns))
    assert len(play.history) > 1000
    assert max(sizes) <= KEPT
    assert len(counts(play)) <= len(play.history) // (2 * KEPT)


@pytest.mark.rule("long_handling")
def test_after_many_turns_the_lead_is_told_at_the_same_moment_as_if_all_were_kept() -> None:
    """Ten of every thirty seconds count: with the 120th answer twenty minutes have run."""
    play = served(130)
    (struck,) = reminded(play)
    assert (struck.due, struck.at) == (at(minutes=59, seconds=40), at(hours=1))
    assert len(counts(play)) > 5


@pytest.mark.rule("long_handling")
def test_what_was_counted_over_the_lunch_break_is_open_time_only() -> None:
    """Thirty turns until a quarter past ten, of ten seconds each; none while we are closed."""
    play = served(100, replace(_PATIENT, hours=_LUNCH, long_handling=timedelta(minutes=6)))
    assert play.now == at(minutes=50)
    assert play.conversation.handled is not None
    assert play.conversation.handled.ran == timedelta(minutes=5)
    assert play.clocks[Clock.LONG_HANDLING] == at(hours=1, minutes=1)


def test_a_clock_that_was_counted_keeps_the_rules_it_began_under() -> None:
    play = served(40)
    old = play.rules
    longer = timedelta(hours=9)
    play.rules = replace(old, version=2, long_handling=longer, former=(Former(rules=old, until=play.now),))
    talked(play, 90)
    assert [one.due for one in reminded(play)] == [at(minutes=59, seconds=40)]


def test_a_shorter_span_that_a_lead_lets_apply_is_due_at_the_latest_when_the_handling_was_counted() -> None:
    play = served(40)
    handled = play.conversation.handled
    assert handled is not None
    former = Former(rules=play.rules, until=play.now, replaced_at=play.now)
    play.rules = replace(play.rules, version=2, long_handling=timedelta(minutes=1), former=(former,))
    play.wait(seconds=1) >> Strike()
    play.clear()
    assert [one.due for one in reminded(play)] == [handled.until]
    assert replay(recorded(play), play.rules, *_EVER) == []


def test_while_its_strike_is_due_and_not_recorded_nothing_is_counted_so_that_it_bears_its_moment() -> None:
    play = served(200, strikes=False)
    assert len(play.conversation.customers_turns) > 2 * KEPT
    play >> Strike()
    play.clear()
    assert [one.due for one in reminded(play)] == [at(minutes=59, seconds=40)]
    assert counts(play)[-1] == e.HandlingCounted(
        at=play.now, until=play.now, ran=timedelta(seconds=2000), due=at(minutes=59, seconds=40)
    )
    assert play.conversation.customers_turns == ()


def test_who_comes_back_is_counted_anew() -> None:
    play = served(KEPT + 4)
    assert len(counts(play)) == 1
    play >> Block()
    play.clear()
    play.wait(minutes=1) >> Unblock()
    play.clear()
    assert play.conversation.handled is None
    assert play.conversation.served_since == play.now


def test_why_tells_every_turn_however_often_it_was_counted() -> None:
    play = served(100)
    told = explain(TALK, play.conversation, play.history, play.rules, play.now)
    (one,) = (one for one in told if one.clock is Clock.LONG_HANDLING)
    assert (one.since, one.deadline, one.ran) == (TEN, at(minutes=53, seconds=20), timedelta(seconds=1000))
    assert len(one.pauses) == len(one.stretches) == 100
    assert sum((end - start for start, end in one.stretches), timedelta()) == one.ran


def test_a_replay_counts_again_and_tells_what_was_counted_otherwise() -> None:
    play = served(50)
    assert replay(recorded(play), play.rules, *_EVER) == []
    first = next(place for place, one in enumerate(play.history) if isinstance(one, e.HandlingCounted))
    counted = counts(play)[0]
    play.history[first] = replace(counted, ran=counted.ran + timedelta(seconds=1))
    differences = replay(recorded(play), play.rules, *_EVER)
    assert [one.what for one in differences] == [What.COUNT, What.COUNT]  # the next one goes on from it
    assert (differences[0].recorded, differences[0].computed) == ("0:02:51 (–)", "0:02:50 (–)")


def test_a_history_from_before_anything_was_counted_leaves_all_turns_until_the_next_deed() -> None:
    play = served(KEPT)
    before = Script(rules=_PATIENT, conversation=play.conversation)
    old = replace(play.conversation, customers_turns=play.conversation.customers_turns * 20)
    before.conversation, before.now = old, play.now
    before.wait(seconds=10) >> Reply("Which tap?")
    before.clear()
    assert len(before.conversation.customers_turns) == 1
    assert before.conversation.handled is not None
    assert before.conversation.handled.ran == timedelta(seconds=10 * (KEPT + 1))
