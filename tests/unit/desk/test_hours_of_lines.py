"""Lines with hours of their own: repairs are taken until ten in the evening, all else until half past five."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from desk.events import Clock, Reason
from desk.floor import Floor
from desk.hours import WHOLE_DAY, Calendar, read_hours
from desk.queue import Place
from desk.rules import Rules
from tests.kit.cast import KNOWLEDGE, LIN, PENG, WANG, ZHAO, at
from tests.kit.lines import Say, Strike, Take
from tests.kit.lines_actions import Transfer
from tests.kit.lines_waiting import WaitNoMore
from tests.kit.script import (
    AgentAbsent,
    Card,
    ClosedNow,
    ClosingSoon,
    CustomerWrote,
    HandedOff,
    NobodyOnDuty,
    OpeningTold,
    PassedOn,
    Queued,
    Reminded,
    Requeued,
    Script,
    StillWaiting,
    Taken,
    TakenBy,
    Told,
    WaitNoticed,
    WaitTold,
)

DESK = read_hours(
    'zone = "UTC"\n[week]\n'
    + "".join(f'{day} = [["08:30", "17:30"]]\n' for day in ("mon", "tue", "wed", "thu", "fri")),
    "hours.toml",
).desk
REPAIRS = replace(DESK, week=(((8 * 60, 22 * 60),),) * 7)
TUESDAY = at(hours=22.5)
"""Half past eight on the next morning, when the desk opens; repairs have been taken since eight."""
_DAY = timedelta(days=1)


def on(when: datetime, repairs: Calendar = REPAIRS, **more: object) -> Script:
    play = Script(rules=replace(Rules(**more), hours=DESK, line_hours={"C": repairs}))  # type: ignore[arg-type]
    play.now = when
    return play


def asks(play: Script) -> Script:
    return play >> Say("Let me speak to a person") << CustomerWrote << HandedOff


def reports(play: Script) -> Script:
    return play >> Say("My tap leaks") << CustomerWrote << HandedOff << Queued


def test_in_the_evening_one_line_is_served_and_another_hears_of_tomorrow() -> None:
    reports(on(at(hours=8))).end()
    asks(on(at(hours=8))) << OpeningTold << ClosedNow(opening=TUESDAY, pause=False)


def test_early_in_the_morning_it_is_the_other_line_that_is_told_of_its_opening() -> None:
    late = on(at(hours=13), repairs=replace(REPAIRS, week=(((12 * 60, 22 * 60),),) * 7))
    late >> Say("My tap leaks") << CustomerWrote << HandedOff << OpeningTold
    late << ClosedNow(opening=at(hours=26), pause=False)


@pytest.mark.rule("accept")
def test_a_clock_counts_the_hours_of_its_line() -> None:
    assert reports(on(at(hours=8))).clocks[Clock.ACCEPT] == at(hours=8, minutes=3)
    late = reports(on(at(hours=11, minutes=59)))
    assert late.clocks[Clock.ACCEPT] == at(hours=22, minutes=2)


@pytest.mark.rule("closing_notice")
def test_who_waits_is_told_before_their_own_line_closes() -> None:
    play = reports(on(at(hours=7), accept=_DAY, first_reply=_DAY, wait_comfort=_DAY, wait_explain=_DAY))
    play.now = at(hours=7.4)
    play >> Strike()
    play.now = at(hours=11.75)
    play >> Strike() << Reminded(clock=Clock.CLOSING_NOTICE) << OpeningTold(opening=at(hours=22)) << ClosingSoon


def test_who_asks_for_somebody_after_leaving_a_line_hears_of_the_line_they_would_come_to() -> None:
    play = reports(on(at(hours=8))) >> WaitNoMore()
    play.clear().leaves(LIN) >> Say("Can I talk to agent 07?") << CustomerWrote
    play << AgentAbsent("07", back_at=None, opening=TUESDAY)


def test_nobody_on_duty_is_an_alarm_for_the_line_that_is_open() -> None:
    play = on(at(hours=8)).leaves(LIN).leaves(WANG).leaves(ZHAO)
    reports(play) << NobodyOnDuty
    play = on(at(hours=8)).leaves(LIN).leaves(WANG).leaves(ZHAO)
    asks(play) << OpeningTold << ClosedNow
    play.end()


@pytest.mark.rule("first_reply")
def test_what_a_customer_is_owed_stands_still_once_they_are_in_a_line_that_is_closed() -> None:
    play = reports(on(at(hours=8))) >> Take() << Taken << TakenBy << Told
    play.wait(minutes=2) >> Transfer("A") << Requeued(reason=Reason.TRANSFERRED, line="A")
    play << OpeningTold(opening=TUESDAY) << PassedOn(line="A", opening=TUESDAY) << Card << Told
    assert play.clocks[Clock.FIRST_REPLY] == TUESDAY + timedelta(minutes=3)
    assert play.clocks[Clock.ACCEPT] == TUESDAY + timedelta(minutes=3)


@pytest.mark.rule("wait_comfort")
def test_who_comes_from_a_closed_line_to_an_open_one_is_comforted_and_told_before_it_closes() -> None:
    seldom = {"accept": _DAY, "first_reply": _DAY, "wait_comfort": timedelta(hours=2), "wait_explain": _DAY}
    play = asks(on(at(hours=8), replace(REPAIRS, week=(((8 * 60 + 30, 22 * 60),),) * 7), **seldom))
    play << OpeningTold(opening=TUESDAY) << ClosedNow
    play >> Transfer("C", by=ZHAO) << Requeued(line="C") << PassedOn(opening=None) << Card << Told
    play.wait(hours=2) >> Strike() << WaitNoticed(Clock.WAIT_COMFORT) << WaitTold << StillWaiting
    play.now = at(hours=11.75)
    play >> Strike() << Reminded(clock=Clock.CLOSING_NOTICE) << OpeningTold(opening=TUESDAY) << ClosingSoon


@pytest.mark.rule("first_reply")
def test_a_night_in_a_closed_line_is_not_counted_when_they_come_to_one_that_is_open() -> None:
    play = asks(on(at(hours=8))) << OpeningTold << ClosedNow
    play.now = at(hours=22, minutes=10)
    play >> Transfer("C", by=ZHAO) << Requeued(line="C") << PassedOn(line="C", place=1, opening=None) << Card << Told
    assert play.clocks[Clock.FIRST_REPLY] == at(hours=22, minutes=15)
    assert play.clocks[Clock.ACCEPT] == at(hours=22, minutes=13)


def test_the_wait_to_expect_of_a_line_is_counted_in_its_hours() -> None:
    floor = Floor(knowledge=KNOWLEDGE, rules=Rules(hours=DESK, line_hours={"C": REPAIRS}))
    floor.lately_waited = {letter: [(at(hours=11.5), at(hours=22.1))] * 3 for letter in "AC"}
    assert (floor.wait("A"), floor.wait("C")) == (timedelta(minutes=1), timedelta(minutes=36))


def test_a_line_may_be_open_day_and_night() -> None:
    always = replace(DESK, week=(WHOLE_DAY,) * 7)
    assert reports(on(at(hours=14), always)).clocks[Clock.ACCEPT] == at(hours=14, minutes=3)


def test_a_place_knows_its_line() -> None:
    play = reports(on(at(hours=8)).ahead(PENG, at(hours=7)))
    assert [place.line for place in play.floor.queue.places] == ["A", "C"]
    assert all(isinstance(place, Place) for place in play.floor.queue.places)
