"""The ledger of overruns, what excuses a breach, and appeals."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk import events as e
from desk import notices as n
from desk.clocks.excuses import Trouble
from desk.clocks.ledger import Appeal as Standing
from desk.clocks.ledger import Line, lines
from desk.clocks.overrun import tier_of
from desk.events import Clock, Excuse
from desk.rules import Rules
from desk.shifts import Plan, Rota, RotaAgent
from tests.kit.cast import LIN, MEI, WANG, ZHAO, at
from tests.kit.lines import Block, Reply, Say, Strike, Take
from tests.kit.lines_ledger import Appeal, JudgeAppeal
from tests.kit.script import (
    AgentReplied,
    Alarm,
    AppealJudged,
    AppealRefused,
    BecameUnreachable,
    Breached,
    CustomerWrote,
    Excused,
    HandedOff,
    Overran,
    Queued,
    Script,
    Taken,
    TakenBy,
    Told,
)

_DAY = timedelta(days=1)


def served(**rules: object) -> Script:
    """Mei waits for the first answer of Lin, who has taken her over."""
    play = Script(rules=Rules(**{"long_handling": _DAY, **rules})) >> Say("My tap leaks")  # type: ignore[arg-type] # spans
    play << CustomerWrote << HandedOff << Queued
    return play >> Take() << Taken << TakenBy << Told


def line(play: Script) -> Line:
    """Return the one line of the ledger."""
    (only,) = lines(play.history, play.rules).values()
    return only


@pytest.mark.rule("overrun")
@pytest.mark.parametrize(
    ("late", "tier", "points"),
    [
        (timedelta(seconds=1), 1, 5),
        (timedelta(minutes=10), 1, 5),
        (timedelta(minutes=10, seconds=1), 2, 10),
        (timedelta(minutes=30), 2, 10),
        (timedelta(minutes=30, seconds=1), 3, 20),
    ],
)
def test_an_overrun_is_told_by_whole_minutes_rounded_up(late: timedelta, tier: int, points: int) -> None:
    play = served()
    play.now = at(minutes=5) + late
    play >> Reply("Which tap?")
    play.clear()
    assert line(play) == Line(
        clock=Clock.FIRST_REPLY,
        occurrence=1,
        due=at(minutes=5),
        tier=tier,
        points=points,
        agent=LIN.user_id,
        overrun=late,
        met_at=play.now,
    )


def test_a_breach_that_nobody_ends_is_raised_tier_by_tier_and_stays_one_line() -> None:
    play = served()
    for minutes, tier, points in ((5, 1, 5), (15, 2, 10), (35, 3, 20)):
        play.now = at(minutes=minutes)
        play >> Strike()
        play << Breached(Clock.FIRST_REPLY, tier=tier, agent=LIN.user_id) << Alarm(due=at(minutes=5), tier=tier)
        assert (line(play).tier, line(play).points, line(play).overrun) == (tier, points, None)


@pytest.mark.rule("points")
def test_the_points_of_a_tier_are_a_setting() -> None:
    play = served(points=(1, 2, 3)).wait(minutes=5) >> Strike() << Breached << Alarm
    assert line(play).points == 1


@pytest.mark.rule("scoring")
def test_scoring_can_be_switched_off_and_the_facts_stay() -> None:
    play = served(scoring=False).wait(minutes=5) >> Strike() << Breached << Alarm
    assert (line(play).points, line(play).tier) == (0, 1)


def test_clocks_of_hours_have_no_tiers() -> None:
    assert [tier_of(clock, _DAY, Rules()) for clock in (Clock.PROMISED_REPLY, Clock.NEXT_REPLY)] == [1, 3]


def test_what_nobody_was_offered_in_time_is_charged_to_the_queue() -> None:
    play = Script() >> Say("My tap leaks") << CustomerWrote << HandedOff << Queued
    play.wait(minutes=3) >> Strike() << Breached(Clock.ACCEPT, agent=None) << Alarm
    assert line(play).agent is None


def test_an_answer_in_time_that_arrives_late_takes_its_line_out() -> None:
    play = served().wait(minutes=5) >> Strike() << Breached << Alarm
    play >> Reply(ago=timedelta(seconds=1))
    play.clear()
    assert lines(play.history, play.rules) == {}


# --- excuses -------------------------------------------------------------------------------------------------------


def rota(start: int, end: int) -> Rota:
    """Return a rota by which Lin is there between two hours of every day."""
    return Rota(
        zone=ZoneInfo("UTC"),
        agents=(RotaAgent(number="07", user_id=LIN.user_id),),
        hours={"only": ((start * 60, end * 60),)},
        week=(Plan(shifts={"only": frozenset({"07"})}),) * 7,
    )


def test_a_breach_is_excused_where_by_the_rota_nobody_was_planned_all_the_while() -> None:
    play = served()
    play.floor.rota = rota(11, 17)
    play.wait(minutes=5) >> Strike() << Breached << Excused(Clock.FIRST_REPLY, excuse=Excuse.NOBODY_PLANNED) << Alarm
    assert (line(play).points, line(play).excuse) == (0, Excuse.NOBODY_PLANNED)


def test_it_is_not_excused_where_somebody_was_planned_for_a_part_of_it() -> None:
    play = served(first_reply=timedelta(minutes=61))
    play.floor.rota = rota(11, 17)
    play.wait(minutes=61) >> Strike() << Breached << Alarm


def test_without_a_rota_nobody_is_excused() -> None:
    served().wait(minutes=5) >> Strike() << Breached << Alarm


@pytest.mark.parametrize(
    ("since", "until", "excused"),
    [(at(minutes=4), at(minutes=6), True), (at(minutes=5), at(minutes=5), True), (at(minutes=6), at(minutes=9), False)],
)
def test_what_came_due_while_we_were_down_is_excused_and_nothing_else(
    since: datetime, until: datetime, *, excused: bool
) -> None:
    play = served()
    play.floor.troubles = (Trouble(since=since, until=until, why=Excuse.OUTAGE),)
    play.wait(minutes=9) >> Strike()
    play.clear()
    assert line(play).excuse == (Excuse.OUTAGE if excused else None)


def test_an_excused_breach_costs_no_points_however_long_it_lasts() -> None:
    play = served()
    play.floor.troubles = (Trouble(since=at(minutes=4), until=at(minutes=6), why=Excuse.TELEGRAM),)
    play.wait(minutes=40) >> Reply()
    play.clear()
    assert (line(play).tier, line(play).points, line(play).overrun) == (3, 0, timedelta(minutes=35))


def test_a_customer_who_had_gone_before_the_deadline_excuses_the_breach() -> None:
    play = served().wait(minutes=6) >> Strike() << Breached << Alarm
    play >> Block(sent_at=at(minutes=4)) << BecameUnreachable(at=at(minutes=4)) << Overran(overrun=timedelta())
    play << Excused(Clock.FIRST_REPLY, excuse=Excuse.UNREACHABLE)


def test_a_customer_who_went_after_the_deadline_excuses_nothing() -> None:
    play = served().wait(minutes=6) >> Strike() << Breached << Alarm
    play >> Block(sent_at=at(minutes=5.5)) << BecameUnreachable << Overran(overrun=timedelta(seconds=30))


# --- appeals -------------------------------------------------------------------------------------------------------


def breached() -> Script:
    """Lin was late and has answered since."""
    play = served().wait(minutes=6) >> Reply() << Breached << AgentReplied << Overran
    play.clear()
    return play


def appealed() -> Script:
    play = (
        breached()
        >> Appeal("I was on the phone")
        << e.Appealed(
            at=at(minutes=6), clock=Clock.FIRST_REPLY, occurrence=1, due=at(minutes=5), agent=LIN.user_id, message=3
        )
    )
    play << n.AppealMade(
        conversation=1,
        customer=MEI.chat_id,
        clock=Clock.FIRST_REPLY,
        occurrence=1,
        due=at(minutes=5),
        tier=1,
        number="07",
        reason="I was on the phone",
    )
    return play << Told(n.Outcome.APPEALED)


def test_an_appeal_goes_to_the_lead_with_its_reason() -> None:
    assert line(appealed()).appeal is Standing.OPEN


def test_a_granted_appeal_takes_the_points_away_by_event() -> None:
    play = appealed() >> JudgeAppeal(Clock.FIRST_REPLY, 1, grant=True)
    play << Excused(excuse=Excuse.APPEAL, agent=ZHAO.user_id) << AppealJudged(number="07", granted=True)
    play << Told(n.Outcome.APPEAL_GRANTED)
    assert (line(play).points, line(play).excuse, line(play).appeal) == (0, Excuse.APPEAL, Standing.GRANTED)


def test_a_refused_appeal_leaves_the_breach_as_it_is() -> None:
    play = appealed() >> JudgeAppeal(Clock.FIRST_REPLY, 1, grant=False) << AppealRefused(agent=ZHAO.user_id)
    play << AppealJudged(granted=False) << Told(n.Outcome.APPEAL_REFUSED)
    assert (line(play).points, line(play).excuse, line(play).appeal) == (5, None, Standing.REFUSED)


def test_an_appeal_is_decided_once_and_by_a_lead() -> None:
    play = appealed() >> JudgeAppeal(Clock.FIRST_REPLY, 1, grant=True, by=WANG) << Told(n.Outcome.APPEAL_FOR_LEADS)
    play >> JudgeAppeal(Clock.FIRST_REPLY, 1, grant=False) << AppealRefused << AppealJudged << Told
    play >> JudgeAppeal(Clock.FIRST_REPLY, 1, grant=True) << Told(n.Outcome.NO_APPEAL)


def test_an_appeal_needs_a_reason_and_a_breach_of_ones_own_that_counts() -> None:
    breached() >> Appeal("") << Told(n.Outcome.APPEAL_UNREASONED)
    breached() >> Appeal(by=WANG) << Told(n.Outcome.NOTHING_CHARGED)
    appealed() >> Appeal() << Told(n.Outcome.APPEALED_ALREADY)
    play = appealed() >> JudgeAppeal(Clock.FIRST_REPLY, 1, grant=True) << Excused << AppealJudged << Told
    play >> Appeal() << Told(n.Outcome.EXCUSED_ALREADY)
