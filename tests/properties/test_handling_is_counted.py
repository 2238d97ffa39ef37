"""What is counted of the handling now and then changes no moment, over breaks, nights, holds, new rules and hours."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import event as note
from hypothesis import given
from hypothesis import strategies as st

from desk import events as e
from desk.clocks import Run, come_due, running
from desk.clocks.handling import counted_until
from desk.clocks.runs import handling_of
from desk.errors import IllegalMove
from desk.events import Clock, Event
from desk.evolution import evolve, fold
from desk.hours import ALWAYS, Calendar, Calendars
from desk.rules import Former, Rules
from tests.kit.cast import LIN, MEI, TEN, WANG

_UTC = ZoneInfo("UTC")
_LUNCH = Calendar(zone=_UTC, week=(((9 * 60, 10 * 60 + 4), (10 * 60 + 11, 17 * 60)),) * 7)
_NIGHTS = Calendar(zone=ZoneInfo("Europe/Berlin"), week=(((20 * 60, 30 * 60),),) * 7)
_HOURS = st.sampled_from([ALWAYS, _LUNCH, _NIGHTS])
_GAPS = st.one_of(st.integers(0, 90), st.integers(0, 900), st.sampled_from([0, 3600, 86_400])).map(
    lambda seconds: timedelta(seconds=seconds)
)
_MINUTES = st.integers(1, 60).map(lambda minutes: timedelta(minutes=minutes))
_PLAYED = st.sampled_from(
    ["asks", "thanks", "replies", "holds", "waits", "promises", "goes on", "is taken", "blocks", "comes back"]
)
_STEPS = st.lists(
    st.tuples(
        _GAPS,
        st.one_of(
            _PLAYED,
            _PLAYED,
            st.just("counted"),
            st.sampled_from(["counted", "struck", "lead applies"]),
            st.tuples(st.just("rules"), _MINUTES),
            st.tuples(st.just("hours"), _HOURS),
        ),
    ),
    min_size=5,
    max_size=60,
)


class Twice:
    """A conversation in somebody's hands, once with all its turns and once with what was counted of them."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.now = TEN
        begun = [
            e.Opened(at=TEN),
            e.CustomerWrote(at=TEN, message=1),
            e.HandedOff(at=TEN, reason=e.Reason.ASKED),
            e.Taken(at=TEN, agent=LIN.user_id),
        ]
        self.whole = self.counted = fold(MEI.chat_id, begun)
        self.counts = 0

    def play(self, what: Any) -> None:
        """Let one thing happen, where it can."""
        match what:
            case "counted":
                self.count()
            case "struck":
                self.strike()
            case "lead applies":
                applied = tuple(
                    one if one.replaced_at else replace(one, replaced_at=self.now) for one in self.rules.former
                )
                self.rules = replace(self.rules, former=applied)
            case ("rules", span):
                old = replace(self.rules, hours=ALWAYS, former=())
                former = (*self.rules.former, Former(rules=old, until=self.now))
                self.rules = replace(self.rules, version=old.version + 1, long_handling=span, former=former)
            case ("hours", hours):
                known = self.rules.hours
                known = known if isinstance(known, Calendars) else Calendars(known)
                self.rules = replace(self.rules, hours=known.changed(self.now, hours))
            case _:
                self.happen(_EVENTS[what](self.now))

    def happen(self, event: Event) -> None:
        try:
            whole, counted = evolve(self.whole, event), evolve(self.counted, event)
        except IllegalMove:
            return
        self.whole, self.counted = whole, counted

    def count(self) -> None:
        """Count until the last thing somebody did, as the desk does."""
        until = self.counted.last_fact_at
        assert until is not None
        counted = counted_until(until, self.counted, self.rules, self.now)
        if counted is not None:
            self.counted = evolve(self.counted, counted)
            self.counts += 1

    def strike(self) -> None:
        for due in come_due(self.counted, self.rules, self.now):
            if due.clock is Clock.LONG_HANDLING:
                self.happen(
                    e.Reminded(at=self.now, clock=due.clock, occurrence=due.occurrence, due=due.at, tier=due.tier)
                )

    @property
    def runs(self) -> tuple[Run, Run] | None:
        """The handling with all turns, and with what was counted."""
        whole, counted = handling_of(self.whole, self.rules), handling_of(self.counted, self.rules)
        if whole is None or counted is None:
            assert whole is counted
            return None
        return whole, counted


_EVENTS: Mapping[str, Callable[[datetime], Event]] = {
    "asks": lambda at: e.CustomerWrote(at=at, message=2),
    "thanks": lambda at: e.CustomerWrote(at=at, message=3, courtesy=True),
    "replies": lambda at: e.AgentReplied(at=at, agent=LIN.user_id, message=4),
    "holds": lambda at: e.Held(at=at, agent=LIN.user_id, hold=e.Hold.THIRD_PARTY, until=at + timedelta(minutes=9)),
    "waits": lambda at: e.Held(at=at, agent=LIN.user_id, hold=e.Hold.CUSTOMER_INFO, until=None),
    "promises": lambda at: e.Promised(at=at, agent=LIN.user_id, until=at + timedelta(minutes=9)),
    "goes on": lambda at: e.Unheld(at=at, agent=LIN.user_id),
    "is taken": lambda at: e.Taken(at=at, agent=WANG.user_id),
    "blocks": lambda at: e.BecameUnreachable(at=at),
    "comes back": lambda at: e.BecameReachable(at=at),
}


@given(hours=_HOURS, span=_MINUTES, steps=_STEPS)
def test_what_was_counted_changes_no_moment_of_a_strike(
    hours: Calendar, span: timedelta, steps: list[tuple[timedelta, Any]]
) -> None:
    """Only where a lead lets a shorter span apply that was used up before the count is it due by that count."""
    play, shortened = Twice(Rules(hours=hours, long_handling=span)), False
    for gap, what in steps:
        play.now += gap
        play.play(what)
        shortened = shortened or what == "lead applies"
        if play.runs is None:
            continue
        whole, counted = play.runs
        assert counted.ran(play.now) == whole.ran(play.now)
        assert (counted.since, counted.version, counted.budget) == (whole.since, whole.version, whole.budget)
        if play.whole.has_rung(Clock.LONG_HANDLING, play.whole.stints):
            continue
        due = whole.deadline
        if counted.count is not None and due is not None and due <= counted.count.until:
            assert shortened
            due = counted.count.until
        assert counted.deadline == due
        if not shortened:
            assert running(play.counted, play.rules) == running(play.whole, play.rules)
            assert come_due(play.counted, play.rules, play.now) == come_due(play.whole, play.rules, play.now)
    note(f"counted {min(play.counts, 5)} times")


@given(hours=_HOURS, span=_MINUTES, steps=_STEPS)
def test_what_has_struck_is_told_with_the_moment_it_was_due(
    hours: Calendar, span: timedelta, steps: list[tuple[timedelta, Any]]
) -> None:
    play = Twice(Rules(hours=hours, long_handling=span))
    for gap, what in steps:
        if what == "lead applies":
            continue
        play.now += gap
        play.play(what)
        play.strike()
        if play.runs is not None:
            whole, counted = play.runs
            assert counted.deadline == whole.deadline


@given(hours=_HOURS, turns=st.lists(st.tuples(_GAPS, _GAPS), min_size=1, max_size=30))
def test_however_many_turns_there_were_those_that_are_over_are_not_kept(
    hours: Calendar, turns: list[tuple[timedelta, timedelta]]
) -> None:
    play = Twice(Rules(hours=hours))
    for ours, theirs in turns:
        play.now += ours
        play.play("replies")
        play.now += theirs
        play.play("asks")
        play.strike()
        play.count()
        assert play.counted.customers_turns == ()
