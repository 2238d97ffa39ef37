"""The promises of time about repairs: the emergency, the worker's yes, the visit, and word of how far it is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from desk import events as e
from desk.case import fold
from desk.cases import commands as k
from desk.cases import events as v
from desk.cases import notices as common
from desk.cases.complaints.notices import CaseWanted
from desk.cases.kinds import CaseKind, Scope, Waits
from desk.cases.life import CASE
from desk.cases.outcomes import CaseOutcome, CaseTold
from desk.cases.repairs import commands as w
from desk.cases.repairs import notices as n
from desk.cases.repairs import work_notices as o
from desk.cases.state import CaseState
from desk.clocks.ledger import lines
from desk.clocks.replay import Recorded, replay
from desk.events import Clock
from desk.hours import ALWAYS, CLOSED, Calendar
from desk.hours.working_days import DayEnds
from desk.people import Agent, Role
from desk.rules import OnCall, Rules
from tests.kit.case_script import ROOM, CaseScript
from tests.kit.cast import LIN, MEI, TEN, WANG, ZHAO, at

QIAN = Agent(user_id=21, number="21", role=Role.WORKER, on_duty_since=TEN)
SUN = Agent(user_id=22, number="22", role=Role.WORKER)
STAFF = (LIN, WANG, ZHAO, QIAN, SUN)
AS_LIN: dict[str, Any] = {"agent": LIN.user_id, "origin": ROOM}
AS_QIAN: dict[str, Any] = {"agent": QIAN.user_id, "origin": ROOM}
WEEKDAYS = Calendar(zone=ZoneInfo("UTC"), week=(((480, 720), (780, 1080)),) * 5 + (CLOSED, CLOSED))
"""From eight to six with a break at noon."""
OPEN_ON_WEEKDAYS = Rules(hours=WEEKDAYS)


def ordered(rules: Rules | None = None) -> CaseScript:
    play = CaseScript(CaseKind.REPAIR, rules=rules, agents=STAFF).filed(place="3 栋 502", what="水龙头漏水")
    return play.play(w.DecideScope(**AS_LIN, scope=Scope.FREE))


def dispatched(rules: Rules | None = None) -> CaseScript:
    return ordered(rules).play(w.DispatchTo(**AS_LIN, to="21"))


def accepted(rules: Rules | None = None) -> CaseScript:
    return dispatched(rules).play(w.AcceptWork(**AS_QIAN))


_ToSomebody = o.StatusWanted | o.RepairEmergencyRing | common.CaseRing


def rung(play: CaseScript, kind: type[_ToSomebody] = o.StatusWanted) -> list[int | None]:
    return [one.agent for one in play.says if isinstance(one, kind)]


def breaches(play: CaseScript) -> list[tuple[Clock, datetime]]:
    return [(one.clock, one.due) for one in play.history if isinstance(one, e.Breached) and one.tier == 1]


# --- emergency -------------------------------------------------------------------------------------------------------


def burst_pipe(*people: int) -> CaseScript:
    """At three in the night, while we are closed."""
    rules = Rules(on_call=OnCall(people=people), hours=WEEKDAYS)
    play = CaseScript(CaseKind.REPAIR, rules=rules, agents=STAFF, now=at(hours=17))
    return play.filed(emergency=True, place="3 栋 502", contact="13800138000")


@pytest.mark.rule("emergency")
def test_who_is_on_call_has_three_minutes_for_an_emergency_repair_day_and_night() -> None:
    play = burst_pipe(WANG.user_id)
    assert play.deadlines[Clock.EMERGENCY] == play.now + timedelta(minutes=3)
    play.until(Clock.EMERGENCY)
    assert breaches(play) == [(Clock.EMERGENCY, at(hours=17, minutes=3))]


def test_the_next_on_call_is_rung_every_three_minutes_then_the_leads() -> None:
    play = burst_pipe(WANG.user_id, 99)
    called = [rung(play, o.RepairEmergencyRing)]
    called += [rung(play.wait(minutes=3).strike(), o.RepairEmergencyRing) for _ in range(3)]
    assert called == [[WANG.user_id], [99], [ZHAO.user_id], [ZHAO.user_id]]


def test_without_anybody_on_call_the_leads_are_rung_at_once() -> None:
    assert rung(burst_pipe(), o.RepairEmergencyRing) == [ZHAO.user_id]


def test_once_somebody_has_it_in_hand_nobody_else_is_rung_and_the_customer_hears_it() -> None:
    play = burst_pipe(WANG.user_id).wait(minutes=1)
    play.play(w.TakeEmergency(agent=WANG.user_id, origin=ROOM, emergency=1))
    assert play.told(n.EmergencyHelpComes).helper == play.told(o.RepairEmergencyTaken).helper == "12"
    assert (play.case.handler, play.case.taken) == (WANG.user_id, True)
    assert not {Clock.EMERGENCY, Clock.RING} & set(play.deadlines)
    play.wait(minutes=10).strike()
    assert (play.news, breaches(play)) == ((), [])


def test_whoever_is_on_call_need_not_be_on_the_staff() -> None:
    play = burst_pipe(99).play(w.TakeEmergency(agent=99, origin=ROOM, emergency=1))
    assert (play.case.emergency_at, play.case.handler) == (None, None)
    assert play.told(o.StopGapWanted).agent == ZHAO.user_id


def test_a_stranger_takes_no_emergency() -> None:
    play = burst_pipe(WANG.user_id).play(w.TakeEmergency(agent=98, origin=ROOM, emergency=1))
    assert (play.told(CaseTold).outcome, play.news) == (CaseOutcome.NOT_ON_CALL, ())


def test_taking_an_emergency_twice_is_said_to_be_over() -> None:
    play = burst_pipe(WANG.user_id)
    for _ in range(2):
        play.play(w.TakeEmergency(agent=WANG.user_id, origin=ROOM, emergency=1))
    assert (play.told(CaseTold).outcome, play.news) == (CaseOutcome.EMERGENCY_OVER, ())


def test_a_worker_who_accepts_an_emergency_has_it_in_hand() -> None:
    play = burst_pipe(WANG.user_id).play(w.DecideScope(**AS_LIN, scope=Scope.FREE))
    play.play(w.DispatchTo(**AS_LIN, to="21")).play(w.AcceptWork(**AS_QIAN))
    assert play.case.emergency_at is None


# --- repair_accept ---------------------------------------------------------------------------------------------------


@pytest.mark.rule("repair_accept")
def test_a_worker_has_three_minutes_to_accept_then_the_lead_sends_another() -> None:
    play = dispatched().until(Clock.REPAIR_ACCEPT)
    assert breaches(play) == [(Clock.REPAIR_ACCEPT, at(minutes=3))]
    assert play.told(common.CaseAlarm).owner == "21"
    wanted = play.told(o.DispatchWanted)
    assert (wanted.agent, wanted.worker, wanted.why) == (ZHAO.user_id, "21", None)
    assert [one.number for one in wanted.workers] == ["22"]


def test_the_worker_is_told_before_the_three_minutes_are_over() -> None:
    play = dispatched().wait(seconds=150).strike()
    assert play.told(common.CaseDueSoon).agent == QIAN.user_id


def test_each_dispatch_is_a_promise_of_its_own() -> None:
    play = dispatched().until(Clock.REPAIR_ACCEPT).play(w.DispatchTo(**AS_LIN, to="22")).wait(minutes=4).strike()
    assert breaches(play) == [(Clock.REPAIR_ACCEPT, at(minutes=3)), (Clock.REPAIR_ACCEPT, at(minutes=6))]


def test_the_minutes_to_accept_are_field_hours() -> None:
    play = ordered(OPEN_ON_WEEKDAYS)
    play.now = at(hours=9)
    play.play(w.DispatchTo(**AS_LIN, to="21"))
    assert play.deadlines[Clock.REPAIR_ACCEPT] == datetime(2026, 11, 24, 8, 3, tzinfo=UTC)


def test_workers_who_are_out_at_night_have_their_three_minutes_then() -> None:
    play = ordered(replace(OPEN_ON_WEEKDAYS, field_hours=ALWAYS))
    play.now = at(hours=9)
    play.play(w.DispatchTo(**AS_LIN, to="21"))
    assert play.deadlines[Clock.REPAIR_ACCEPT] == at(hours=9, minutes=3)


def test_a_worker_who_accepts_in_time_breaks_nothing() -> None:
    assert breaches(dispatched().wait(minutes=2).play(w.AcceptWork(**AS_QIAN)).wait(minutes=5).strike()) == []


def test_accepting_late_is_measured() -> None:
    play = dispatched().until(Clock.REPAIR_ACCEPT).wait(minutes=2).play(w.AcceptWork(**AS_QIAN))
    over = [one for one in play.news if isinstance(one, e.Overran)]
    assert [(one.clock, one.overrun, one.tier) for one in over] == [(Clock.REPAIR_ACCEPT, timedelta(minutes=2), 1)]


# --- repair_visit ----------------------------------------------------------------------------------------------------


@pytest.mark.rule("repair_visit")
def test_the_agreed_window_is_kept_or_worker_lead_and_customer_hear_of_it() -> None:
    play = accepted(OPEN_ON_WEEKDAYS).play(w.AgreeVisit(**AS_LIN, words="明天上午"))
    assert play.deadlines[Clock.REPAIR_VISIT] == datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    play.until(Clock.REPAIR_VISIT)
    assert breaches(play)[-1] == (Clock.REPAIR_VISIT, play.now)
    assert rung(play, common.CaseRing) == [QIAN.user_id, ZHAO.user_id]
    missed = play.told(n.VisitMissed)
    assert missed.windows[:3] == ("2026-11-24p", "2026-11-25a", "2026-11-25p")


@pytest.mark.rule("repair_visit")
def test_an_agreed_window_to_which_nobody_was_sent_is_told_to_who_has_the_case_and_the_customer() -> None:
    play = ordered().play(w.AgreeVisit(**AS_LIN, words="明天上午")).until(Clock.REPAIR_VISIT)
    assert breaches(play)[-1] == (Clock.REPAIR_VISIT, play.now)
    assert rung(play, common.CaseRing) == [LIN.user_id, ZHAO.user_id]
    assert play.told(n.VisitMissed).windows
    play.play(w.DispatchTo(**AS_LIN, to="22")).wait(hours=1).strike()
    assert [clock for clock, _ in breaches(play)].count(Clock.REPAIR_VISIT) == 1


@pytest.mark.rule("repair_visit")
def test_without_an_agreed_window_somebody_comes_within_a_day() -> None:
    assert accepted().deadlines[Clock.REPAIR_VISIT] == at(hours=24)


def test_a_visit_agreed_anew_is_a_new_promise() -> None:
    play = accepted(OPEN_ON_WEEKDAYS).play(w.AgreeVisit(**AS_LIN, words="明天上午")).until(Clock.REPAIR_VISIT)
    play.play(w.PickVisit(customer=MEI.chat_id, visits=1, code="2026-11-25a"))
    assert play.news[0] == v.VisitAgreed(
        at=play.now,
        since=datetime(2026, 11, 25, 8, tzinfo=UTC),
        until=datetime(2026, 11, 25, 12, tzinfo=UTC),
    )
    assert (play.told(o.VisitMoved).agent, play.told(n.VisitChosen).until) == (21, play.deadlines[Clock.REPAIR_VISIT])


@pytest.mark.rule("repair_visit")
def test_who_was_there_and_comes_again_is_on_the_way_and_the_new_window_is_a_promise() -> None:
    play = accepted(OPEN_ON_WEEKDAYS).play(w.Arrive(agent=21, origin=ROOM))
    play.play(w.AgreeVisit(**AS_LIN, words="明天下午3点到5点"))
    assert play.case.state is CaseState.ACCEPTED
    assert play.deadlines[Clock.REPAIR_VISIT] == datetime(2026, 11, 24, 17, tzinfo=UTC)
    assert (play.told(o.VisitMoved).agent, play.told(o.WorkToDo).agent) == (21, 21)
    told = play.told(CaseTold)
    assert (told.outcome, told.since, told.until) == (
        CaseOutcome.VISIT_AGREED,
        datetime(2026, 11, 24, 15, tzinfo=UTC),
        datetime(2026, 11, 24, 17, tzinfo=UTC),
    )
    play.play(w.Arrive(agent=21, origin=ROOM))
    assert (play.case.state, Clock.REPAIR_VISIT in play.deadlines) == (CaseState.ON_SITE, False)


def test_who_has_come_waits_for_nothing_any_more() -> None:
    play = accepted().play(w.SetAside(**AS_LIN, why=Waits.PARTS, words="水泵"))
    assert play.play(w.Arrive(agent=21, origin=ROOM)).case.waits is None


def test_who_comes_again_may_find_that_it_costs_something() -> None:
    play = accepted().play(w.Arrive(agent=21, origin=ROOM)).play(w.AgreeVisit(**AS_LIN, words="明天下午"))
    play.play(w.TellPrice(**AS_LIN, amount=12_000, words="换水泵"))
    assert play.case.state is CaseState.QUOTED


@pytest.mark.rule("repair_status")
def test_who_waits_for_what_is_to_come_on_a_day_is_asked_that_evening_and_then_weekly() -> None:
    play = accepted(OPEN_ON_WEEKDAYS).play(w.SetAside(**AS_LIN, why=Waits.PARTS, words="水泵，后天到"))
    evening = datetime(2026, 11, 25, 17, tzinfo=UTC)
    assert (play.told(CaseTold).outcome, play.told(CaseTold).at) == (CaseOutcome.SET_ASIDE_UNTIL, evening)
    play.now = evening
    assert (rung(play.strike()), play.told(o.StatusWanted).expected) == ([21], evening)
    assert rung(play.wait(hours=24).strike()) == []
    assert rung(play.wait(hours=6 * 24).strike()) == [21, ZHAO.user_id]
    assert play.told(o.StatusWanted).expected is None


def test_the_next_worker_is_not_late_for_a_window_that_was_over_before() -> None:
    play = accepted(OPEN_ON_WEEKDAYS).play(w.AgreeVisit(**AS_LIN, words="明天上午")).until(Clock.REPAIR_VISIT)
    play.play(w.DispatchTo(**AS_LIN, to="22")).play(w.AcceptWork(agent=22, origin=ROOM))
    assert play.deadlines[Clock.REPAIR_VISIT] == play.now + timedelta(hours=24)
    assert play.told(n.WorkerComes).since is None


def missed_before_it_was_accepted() -> CaseScript:
    """The window was over at twelve, and the worker it was given to accepts six minutes later."""
    play = ordered(OPEN_ON_WEEKDAYS).play(w.AgreeVisit(**AS_LIN, words="明天上午"))
    play.now = datetime(2026, 11, 24, 11, 58, tzinfo=UTC)
    play.play(w.DispatchTo(**AS_LIN, to="21")).until(Clock.REPAIR_VISIT)
    return play.wait(minutes=6).strike().play(w.AcceptWork(**AS_QIAN))


def visits_overrun(play: CaseScript) -> list[tuple[datetime, timedelta | None]]:
    return [(line.due, line.overrun) for line in play.ledger if line.clock is Clock.REPAIR_VISIT]


@pytest.mark.rule("repair_visit")
def test_a_window_that_was_over_before_it_was_accepted_is_settled_and_the_worker_has_a_day() -> None:
    play = missed_before_it_was_accepted()
    noon, accepted_at = datetime(2026, 11, 24, 12, tzinfo=UTC), play.now
    assert visits_overrun(play) == [(noon, timedelta(minutes=6))]
    assert (play.told(n.WorkerComes).since, play.deadlines[Clock.REPAIR_VISIT]) == (None, play.now + timedelta(days=1))
    play.now = accepted_at + timedelta(hours=20)
    assert play.strike().told(common.CaseDueSoon, clock=Clock.REPAIR_VISIT).agent == QIAN.user_id
    play.until(Clock.REPAIR_VISIT)
    assert rung(play, common.CaseRing) == [QIAN.user_id, ZHAO.user_id]
    assert play.told(n.VisitMissed).windows
    play.wait(hours=6).play(w.Arrive(**AS_QIAN))
    assert visits_overrun(play)[1:] == [(accepted_at + timedelta(days=1), timedelta(hours=6))]


def test_a_missed_window_rings_once_though_the_worker_who_accepted_after_it_refuses() -> None:
    play = missed_before_it_was_accepted().play(w.RefuseWork(**AS_QIAN, words="病了")).wait(hours=1).strike()
    assert [clock for clock, _ in breaches(play)].count(Clock.REPAIR_VISIT) == 1


def test_a_missed_window_rings_once_though_the_worker_sent_after_it_never_accepts() -> None:
    play = ordered(OPEN_ON_WEEKDAYS).play(w.AgreeVisit(**AS_LIN, words="明天上午")).until(Clock.REPAIR_VISIT)
    play.wait(minutes=6).play(w.DispatchTo(**AS_LIN, to="21")).play(w.RefuseWork(**AS_QIAN, words="病了"))
    assert play.wait(hours=1).strike().silent_about(n.VisitMissed)
    assert visits_overrun(play) == [(datetime(2026, 11, 24, 12, tzinfo=UTC), timedelta(minutes=6))]


def test_the_half_days_offered_for_a_missed_window_can_be_chosen_after_somebody_has_accepted() -> None:
    play = missed_before_it_was_accepted()
    play.play(w.PickVisit(customer=MEI.chat_id, visits=1, code="2026-11-25a"))
    assert play.deadlines[Clock.REPAIR_VISIT] == datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_an_acceptance_recorded_before_it_said_so_is_computed_again_as_it_was() -> None:
    """Then the worker's day was counted as the same run as the window that was over."""
    play = missed_before_it_was_accepted()
    before = [one for one in play.history if not isinstance(one, e.Overran)]
    then = [replace(one, late=False) if isinstance(one, v.WorkAccepted) else one for one in before]
    stands = fold(play.begun, then)
    strikes = {(one.clock, one.occurrence, one.tier, one.due) for one in then if isinstance(one, e.Struck)}
    ledger = lines(then, play.rules)
    whole = Recorded(life=CASE, stands=stands, history=then, strikes=frozenset(strikes), ledger=ledger)
    assert replay(whole, play.rules, TEN, play.now + timedelta(days=1)) == []


def test_who_is_there_in_time_has_kept_it() -> None:
    play = accepted().wait(hours=23).play(w.Arrive(**AS_QIAN)).wait(hours=2).strike()
    assert Clock.REPAIR_VISIT not in [clock for clock, _ in breaches(play)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("今天上午八点", CaseOutcome.VISIT_PAST),
        ("有空再说", CaseOutcome.VISIT_UNCLEAR),
        ("明年三月五号", CaseOutcome.VISIT_UNCLEAR),
    ],
)
def test_a_visit_lies_ahead_and_not_too_far(words: str, told: CaseOutcome) -> None:
    play = accepted().play(w.AgreeVisit(**AS_LIN, words=words))
    assert (play.told(CaseTold).outcome, play.news) == (told, ())


@pytest.mark.parametrize(
    ("visits", "code", "told"),
    [
        (1, "2026-11-24a", CaseOutcome.VISIT_CHOSEN_ALREADY),
        (0, "2026-11-20a", CaseOutcome.VISIT_PAST),
        (0, "2027-11-24a", CaseOutcome.VISIT_PAST),
    ],
)
def test_only_a_window_that_is_proposed_can_be_chosen(visits: int, code: str, told: CaseOutcome) -> None:
    play = accepted(OPEN_ON_WEEKDAYS).play(w.PickVisit(customer=MEI.chat_id, visits=visits, code=code))
    assert (play.told(CaseTold).outcome, play.news) == (told, ())


# --- repair_status ---------------------------------------------------------------------------------------------------


@pytest.mark.rule("repair_status")
def test_at_the_end_of_each_working_day_on_which_nothing_moved_worker_and_lead_are_reminded() -> None:
    play = accepted(OPEN_ON_WEEKDAYS).play(w.AgreeVisit(**AS_LIN, words="12月1日上午"))
    play.now = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
    assert rung(play.strike()) == []  # it has moved today
    ends = []
    while play.now < datetime(2026, 11, 30, 20, 0, tzinfo=UTC):
        play.wait(minutes=30).strike()
        if rung(play):
            assert rung(play) == [QIAN.user_id, ZHAO.user_id]
            ends.append(play.now.strftime("%a %H:%M"))
    assert ends == ["Tue 18:00", "Wed 18:00", "Thu 18:00", "Fri 18:00", "Mon 18:00"]


def test_a_working_day_ends_when_the_workers_go_home() -> None:
    week = (((480, 960),),) * 6 + (CLOSED,)
    play = accepted(replace(OPEN_ON_WEEKDAYS, field_hours=replace(WEEKDAYS, week=week)))
    play.now = datetime(2026, 11, 28, 15, 30, tzinfo=UTC)  # a Saturday
    play.strike()
    assert rung(play.wait(minutes=30).strike()) == [QIAN.user_id, ZHAO.user_id]


@pytest.mark.rule("repair_status")
def test_while_it_waits_for_parts_the_customer_hears_why_at_least_weekly() -> None:
    play = accepted().play(w.SetAside(**AS_LIN, why=Waits.PARTS, words="等厂家发阀芯"))
    assert (play.told(n.RepairWaits).why, play.told(n.RepairWaits).text) == (Waits.PARTS, "等厂家发阀芯")
    told = []
    for _ in range(16):
        play.wait(days=1).strike()
        told += [(play.now - at()).days for one in play.says if isinstance(one, n.StillOpen)]
    assert told == [7, 14]


def test_a_repair_that_is_worked_on_every_day_is_told_of_weekly_too() -> None:
    play = accepted()
    told = []
    for _ in range(8):
        play.wait(days=1).strike()
        told += [(play.now - at()).days for one in play.says if isinstance(one, n.StillOpen)]
        play.play(k.FollowUp(**AS_LIN, words="还在排查"))
    assert told == [7]


def test_the_weekly_word_waits_for_the_morning() -> None:
    play = ordered()
    play.now = at(hours=13)  # eleven in the evening
    play.play(w.SetAside(**AS_LIN, why=Waits.PARTS, words="等阀芯"))
    play.now += timedelta(days=7)
    assert play.strike().silent_about(n.StillOpen)
    play.now = at(days=7, hours=22)
    assert play.strike().told(n.StillOpen).waits is Waits.PARTS


def test_a_status_given_today_is_enough_for_today() -> None:
    play = accepted(OPEN_ON_WEEKDAYS).play(w.AgreeVisit(**AS_LIN, words="12月1日上午"))
    play.now = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
    play.play(k.FollowUp(**AS_QIAN, words="已查明，是主管道的问题"))
    play.now = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
    assert rung(play.strike()) == []


def test_what_it_waited_for_has_come_and_the_customer_hears_so() -> None:
    play = accepted().play(w.SetAside(**AS_LIN, why=Waits.THIRD_PARTY, words="等自来水公司停水"))
    play.wait(days=1).play(w.TakeUp(**AS_LIN, waiting=1))
    assert (play.case.waits, play.case.state) == (None, CaseState.ACCEPTED)
    assert not play.silent_about(n.RepairGoesOn)
    assert play.play(w.TakeUp(**AS_LIN)).told(CaseTold).outcome is CaseOutcome.NOT_WAITING


def test_a_button_of_an_earlier_waiting_takes_nothing_up() -> None:
    play = accepted().play(w.SetAside(**AS_LIN, why=Waits.PARTS, words="等阀芯"))
    play.play(w.SetAside(**AS_LIN, why=Waits.PARTS, words="等软管")).play(w.TakeUp(**AS_LIN, waiting=1))
    assert (play.told(CaseTold).outcome, play.case.waits) == (CaseOutcome.CASE_STALE, Waits.PARTS)


def test_it_waits_for_something_that_is_named() -> None:
    play = accepted().play(w.SetAside(**AS_LIN, why=Waits.PARTS))
    assert (play.told(CaseTold).outcome, play.news) == (CaseOutcome.WORDS_WANTED, ())


def test_the_customer_is_reminded_of_a_price_and_of_work_to_confirm() -> None:
    play = CaseScript(CaseKind.REPAIR, agents=STAFF).filed(place="3 栋 502", what="漏水")
    play.play(w.TellPrice(**AS_LIN, amount=18_000, words="换水龙头")).wait(days=2).strike()
    assert play.told(n.PriceAsked).digest == play.case.digest
    done = accepted().play(w.FinishWork(**AS_QIAN, words="换了垫圈")).wait(days=2).strike()
    assert done.told(n.WorkToConfirm).remedy == 1


def at_work(state: CaseState) -> CaseScript:
    play = ordered(OPEN_ON_WEEKDAYS)
    if state is not CaseState.ORDERED:
        play.play(w.DispatchTo(**AS_LIN, to="21"))
    if state in {CaseState.ACCEPTED, CaseState.ON_SITE}:
        play.play(w.AcceptWork(**AS_QIAN))
    if state is CaseState.ON_SITE:
        play.play(w.Arrive(**AS_QIAN))
    return play


@pytest.mark.rule("customer_chase")
@pytest.mark.rule("unsettled")
@pytest.mark.parametrize("state", [CaseState.ORDERED, CaseState.DISPATCHED, CaseState.ACCEPTED, CaseState.ON_SITE])
def test_work_that_is_ordered_does_not_wait_for_the_customer_for_ever(state: CaseState) -> None:
    play = at_work(state).play(w.SetAside(**AS_LIN, why=Waits.CUSTOMER, words="请提供水表照片"))
    asked_again: list[int] = []
    while not any(isinstance(one, v.WaitedInVain) for one in play.wait(days=2).strike().news):
        asked_again += [one.again for one in play.says if isinstance(one, CaseWanted)]
        assert play.now < at(days=30)
    assert (asked_again, play.now, play.case.state) == ([1, 2, 3], at(days=8), state)
    has_it = LIN.user_id if state is CaseState.ORDERED else QIAN.user_id
    assert (rung(play), play.told(n.StillOpen).waits) == ([has_it, ZHAO.user_id], Waits.CUSTOMER)
    assert {Clock.REPAIR_STATUS, Clock.FOLLOW_UP_GAP, Clock.UNSETTLED} <= set(play.deadlines)
    assert play.deadlines[Clock.UNSETTLED] == at(days=13 + 8)
    play.now = at(days=8, hours=8)  # six in the evening
    assert rung(play.strike()) == []  # it has moved today
    play.now = at(days=9, hours=8)
    assert rung(play.strike()) == [has_it, ZHAO.user_id]
    told: list[n.StillOpen] = []
    while play.now < at(days=24):
        told += [one for one in play.wait(days=1).strike().says if isinstance(one, n.StillOpen)]
    assert (len(told), Clock.UNSETTLED in [clock for clock, _ in breaches(play)]) == (2, True)


def test_work_that_waited_in_vain_can_be_asked_about_again() -> None:
    play = at_work(CaseState.ACCEPTED).play(w.SetAside(**AS_LIN, why=Waits.CUSTOMER, words="请提供水表照片"))
    play.wait(days=8).strike().play(w.SetAside(**AS_LIN, why=Waits.CUSTOMER, words="请提供水表照片"))
    assert play.wait(days=2).strike().told(CaseWanted).again == 1


def test_a_price_that_was_never_answered_can_still_be_agreed_to_after_it_rests() -> None:
    play = CaseScript(CaseKind.REPAIR, agents=STAFF).filed(place="3 栋 502", what="漏水")
    play.play(w.TellPrice(**AS_LIN, amount=18_000, words="换水龙头")).wait(days=9).strike()
    rested = play.case.state
    play.play(w.AnswerPrice(customer=MEI.chat_id, quote=1, agreed=True))
    assert (rested, play.case.state) == (CaseState.RESTING, CaseState.ORDERED)


# --- the ends of working days ----------------------------------------------------------------------------------------


def test_days_end_at_the_last_closing_and_closed_ones_have_no_end() -> None:
    friday = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
    ends = [friday + span for (_, span), _ in zip(DayEnds(WEEKDAYS, UTC, friday), range(2), strict=False)]
    assert ends == [datetime(2026, 11, 30, 18, 0, tzinfo=UTC), datetime(2026, 12, 1, 18, 0, tzinfo=UTC)]


def test_a_desk_that_never_closes_ends_its_days_at_midnight() -> None:
    assert next(iter(DayEnds(ALWAYS, None, TEN))) == (1, timedelta(hours=38))


def test_a_desk_that_never_opens_has_no_working_days() -> None:
    assert list(DayEnds(Calendar(zone=ZoneInfo("UTC"), week=(CLOSED,) * 7), None, TEN)) == []
