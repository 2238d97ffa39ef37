"""What a report counts, from histories that were played."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.cases.kinds import CaseKind, Channel, Class
from desk.cases.life import CASE
from desk.clocks.replay import Recorded
from desk.events import Clock
from desk.reports.counting import ReportCount
from desk.reports.period import Period, Span
from desk.reports.report import Person, Promises, Report, Waits
from desk.rules import Organisation, Rules
from tests.kit.cast import LIN, MEI, WANG, ZHAO, at
from tests.kit.lines import Line, Reply, Resolve, Say, Strike, Take
from tests.kit.lines_actions import Promise, Transfer
from tests.kit.lines_ledger import Appeal, JudgeAppeal
from tests.kit.lines_waiting import WaitNoMore
from tests.kit.recorded import recorded
from tests.kit.registered import begun, change, history
from tests.kit.script import Script

MONDAY, TUESDAY = (Period(Span.DAY, date(2026, 11, day)) for day in (23, 24))
EVENING = at(hours=13)
HERE = Rules(organisation=Organisation(zone=ZoneInfo("UTC")))


def waiting() -> Script:
    """Mei waits for a person, Monday at ten."""
    play = Script() >> Say("My tap leaks")
    play.clear()
    return play


def after(play: Script, minutes: float, *lines: Line) -> Script:
    """Let time pass, with what comes due, and then do this."""
    play.now = at(minutes=minutes)
    for line in (Strike(), *lines):
        play >> line
        play.clear()
    return play


def counted(*played: Script | Recorded, period: Period = MONDAY, now: datetime = EVENING) -> Report:
    """Return the report of these."""
    count = ReportCount(period, rules=HERE, now=now)
    for one in played:
        count.add(recorded(one) if isinstance(one, Script) else one)
    return count.report()


def promises(report: Report) -> dict[Clock, Promises]:
    """Return what became of each clock's promises."""
    return {one.clock: one for one in report.promises}


def test_who_was_taken_and_answered_in_time_counts_as_kept_with_how_long_they_waited() -> None:
    play = after(waiting(), 2, Take(), Reply("Which tap?"))
    report = counted(after(play, 4, Resolve()))
    assert report.handed_over == {"C": 1}
    assert (report.taken, report.left, report.resolved) == (1, 0, 1)
    assert report.waits == Waits(mean=timedelta(minutes=2), longest=timedelta(minutes=2))
    assert [(one.clock, one.kept, one.broken) for one in report.promises] == [
        (Clock.ACCEPT, 1, 0),
        (Clock.FIRST_REPLY, 1, 0),
    ]
    assert report.people == (Person(agent=LIN.user_id, taken=1, resolved=1),)
    assert (report.points, report.hours[10]) == (0, 1)


def test_what_was_late_is_counted_by_its_tier_and_charged_to_whose_it_was() -> None:
    report = counted(after(after(waiting(), 1, Take()), 17, Reply("Which tap?")))
    assert promises(report)[Clock.FIRST_REPLY] == Promises(clock=Clock.FIRST_REPLY, broken=1, tiers=(0, 1, 0))
    assert promises(report)[Clock.FIRST_REPLY].share == 0
    assert report.points == 10
    assert report.people == (Person(agent=LIN.user_id, taken=1, broken=1),)


def test_what_is_excused_is_told_beside_and_costs_nobody() -> None:
    play = after(after(waiting(), 1, Take()), 17, Reply("Which tap?"))
    play >> Appeal("Telegram was slow")
    play.clear()
    play >> JudgeAppeal(Clock.FIRST_REPLY, 1, grant=True)
    play.clear()
    report = counted(play)
    assert promises(report)[Clock.FIRST_REPLY] == Promises(clock=Clock.FIRST_REPLY, excused=1)
    assert promises(report)[Clock.FIRST_REPLY].share is None
    assert (report.points, report.people[0].broken) == (0, 0)


def test_each_promise_is_counted_on_one_day_only() -> None:
    late = after(after(waiting(), 1, Take()), 24 * 60, Reply("Which tap?"), Resolve())
    monday, tuesday = counted(late), counted(late, period=TUESDAY, now=at(days=2))
    assert promises(monday)[Clock.FIRST_REPLY].broken == 1
    assert Clock.FIRST_REPLY not in promises(tuesday)
    assert (monday.resolved, tuesday.resolved, tuesday.hours[10]) == (0, 1, 0)


def test_who_leaves_the_queue_is_counted_as_having_left() -> None:
    report = counted(after(waiting(), 2, WaitNoMore()))
    assert (report.taken, report.left, report.waits) == (0, 1, None)


def test_who_leaves_or_is_moved_is_owed_nothing_any_more_and_no_promise_was_kept() -> None:
    assert counted(after(waiting(), 2, WaitNoMore())).promises == ()
    moved = after(after(waiting(), 2, Transfer("A", by=ZHAO)), 3, Take())
    assert promises(counted(moved))[Clock.ACCEPT] == Promises(clock=Clock.ACCEPT, kept=1)


def test_who_of_the_staff_writes_to_the_bot_is_no_customer_by_it() -> None:
    alone, served = Script() >> Say("How do I pay the property fee?"), waiting()
    count = ReportCount(MONDAY, rules=HERE, now=EVENING, staff={MEI.chat_id})
    for play in (alone.clear(), served):
        count.add(recorded(play))
    report = count.report()
    assert (report.conversations, report.by_bot, report.hours[10]) == (1, 0, 1)


def test_a_promise_that_is_made_anew_is_kept_once() -> None:
    play = after(after(waiting(), 1, Take()), 2, Promise(timedelta(hours=1)))
    report = counted(after(after(play, 30, Promise(timedelta(hours=2))), 60, Reply("It is the seal")))
    assert promises(report)[Clock.PROMISED_REPLY] == Promises(clock=Clock.PROMISED_REPLY, kept=1)


def test_who_waits_since_the_day_before_is_with_people_on_the_day() -> None:
    play = waiting()
    play.now = at(days=1)
    play >> Say("Is anybody there?")
    play.clear()
    monday, tuesday = counted(play), counted(play, period=TUESDAY, now=at(days=2))
    assert [(one.conversations, one.by_bot) for one in (monday, tuesday)] == [(1, 0), (1, 0)]
    alone = Script() >> Say("How do I pay the property fee?")
    alone.clear()
    assert (counted(alone).conversations, counted(alone).by_bot) == (1, 1)
    assert counted(alone, period=TUESDAY, now=at(days=2)).conversations == 0


def test_two_who_waited_are_averaged() -> None:
    report = counted(after(waiting(), 1, Take()), after(waiting(), 2, Take(by=WANG)))
    assert report.waits == Waits(mean=timedelta(seconds=90), longest=timedelta(minutes=2))
    assert [one.agent for one in report.people] == sorted((LIN.user_id, WANG.user_id))


def test_cases_count_by_the_day_they_were_registered_and_with_their_promises() -> None:
    written = change(begun(1, CaseKind.COMPLAINT), history(begun(1, CaseKind.COMPLAINT), at()))
    case = Recorded(life=CASE, stands=written.after, history=written.news, ledger={})
    report = counted(case)
    assert report.registered == {CaseKind.COMPLAINT: 1}
    assert promises(report)[Clock.COMPLAINT_REPLY].kept == 1
    assert (report.by_phone, report.classes, report.units) == (0, {Class.ORDINARY: 1}, {"unit 1": 1})
    assert counted(case, period=TUESDAY, now=at(days=2)).registered == {}


def test_of_complaints_it_is_counted_how_grave_whose_and_whether_told_by_phone() -> None:
    written = change(begun(1, CaseKind.COMPLAINT), history(begun(1, CaseKind.COMPLAINT), at()))
    stands = replace(written.after, channel=Channel.PHONE, klass=Class.MAJOR, unit="工程部")
    report = counted(Recorded(life=CASE, stands=stands, history=written.news, ledger={}))
    assert (report.by_phone, report.classes, report.units) == (1, {Class.MAJOR: 1}, {"工程部": 1})


@pytest.mark.parametrize(("now", "until"), [(EVENING, EVENING), (at(days=3), None)])
def test_a_period_that_is_not_over_says_until_when_it_was_counted(now: datetime, until: datetime | None) -> None:
    assert counted(now=now).counted_until == until


def test_nothing_at_all_is_an_empty_report() -> None:
    assert counted().is_empty
    assert not counted(waiting()).is_empty
