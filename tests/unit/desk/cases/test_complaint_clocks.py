"""The promises of time about complaints, grievances and suggestions: RULES §1."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from desk.cases import commands as k
from desk.cases import events as v
from desk.cases import notices as n
from desk.cases.commands import CaseCommand
from desk.cases.complaints import commands as c
from desk.cases.complaints.notices import AgreementAsked, CaseCall, CaseResting, CaseWanted, Point
from desk.cases.kinds import CaseKind, Cause, Class, Waits
from desk.cases.life import CASE
from desk.cases.outcomes import CaseOutcome, CaseTold
from desk.cases.state import CaseState
from desk.clocks.ledger import lines
from desk.clocks.replay import Recorded, replay
from desk.content import Content
from desk.events import Breached, Clock, Reminded, Struck, Warned
from desk.rules import Organisation, Rules
from tests.kit.case_script import ROOM, CaseScript
from tests.kit.cast import LIN, MEI, TEN, WANG, ZHAO


def filed(kind: CaseKind = CaseKind.COMPLAINT, what: str = "The cleaners broke my vase", **given: Any) -> CaseScript:
    return CaseScript(kind, **given).filed(what=what)


def ask(play: CaseScript, kind: type[CaseCommand], by: int = LIN.user_id, **fields: Any) -> CaseScript:
    return play.play(kind(agent=by, origin=ROOM, **fields))


def taken(kind: CaseKind = CaseKind.COMPLAINT, **given: Any) -> CaseScript:
    return ask(filed(kind, **given), k.Assign)


def breaches(play: CaseScript) -> list[Clock]:
    return [one.clock for one in play.news if isinstance(one, Breached)]


@pytest.mark.rule("request_reply")
@pytest.mark.parametrize("kind", [CaseKind.SUGGESTION, CaseKind.GRIEVANCE, CaseKind.REPAIR])
def test_any_request_is_answered_by_a_person_within_24_hours(kind: CaseKind) -> None:
    play = filed(kind)
    assert play.deadlines[Clock.REQUEST_REPLY] == TEN + timedelta(hours=24)
    assert Clock.COMPLAINT_REPLY not in play.deadlines
    play.until(Clock.REQUEST_REPLY)
    assert Clock.REQUEST_REPLY in breaches(play)
    play.told(n.CaseRing, clock=Clock.REQUEST_REPLY, agent=ZHAO.user_id)


@pytest.mark.rule("complaint_reply")
def test_a_complaint_is_answered_within_24_hours_by_day_and_night() -> None:
    play = taken()
    assert play.deadlines[Clock.COMPLAINT_REPLY] == TEN + timedelta(hours=24)
    ask(play.wait(hours=1), k.Inform, words="We are looking for the same vase")
    assert Clock.COMPLAINT_REPLY not in play.deadlines
    late = taken().until(Clock.COMPLAINT_REPLY)
    late.told(n.CaseAlarm, clock=Clock.COMPLAINT_REPLY, owner=LIN.number)
    assert [one.agent for one in late.says if isinstance(one, n.CaseRing)] == [LIN.user_id, ZHAO.user_id]


def test_an_answer_after_the_deadline_settles_the_broken_promise_by_its_overrun() -> None:
    play = taken().until(Clock.COMPLAINT_REPLY)
    ask(play.wait(hours=2), k.Inform, words="We are looking for the same vase")
    (line,) = play.ledger
    assert (line.clock, line.overrun, line.points) == (Clock.COMPLAINT_REPLY, timedelta(hours=2), 0)


@pytest.mark.rule("complaint_resolve")
def test_a_complaint_is_resolved_by_the_local_midnight_of_the_seventh_day() -> None:
    rules = Rules(organisation=Organisation(zone=ZoneInfo("Asia/Shanghai")))
    play = taken(rules=rules, now=datetime(2026, 11, 23, 15, 30, tzinfo=UTC))
    assert play.deadlines[Clock.COMPLAINT_RESOLVE] == datetime(2026, 11, 30, 16, tzinfo=UTC)
    ask(play.wait(days=3), c.ReportRemedy)
    assert Clock.COMPLAINT_RESOLVE not in play.deadlines


def test_a_remedy_the_customer_does_not_agree_to_was_none_and_the_deadline_is_the_old_one() -> None:
    play = taken()
    deadline = play.deadlines[Clock.COMPLAINT_RESOLVE]
    ask(play.wait(days=3), c.ReportRemedy)
    play.play(c.AnswerRemedy(customer=MEI.chat_id, remedy=1, agreed=False))
    assert play.deadlines[Clock.COMPLAINT_RESOLVE] == deadline
    play.until(Clock.COMPLAINT_RESOLVE)
    assert Clock.COMPLAINT_RESOLVE in breaches(play)


@pytest.mark.rule("crisis_report")
def test_a_crisis_climbs_and_rings_all_leads_every_15_minutes_until_one_knows() -> None:
    play = filed(what="我妈妈在大厅滑倒受伤了")
    assert play.deadlines[Clock.CRISIS_REPORT] == TEN + timedelta(minutes=15)
    levels = []
    for _ in range(4):
        play.wait(minutes=15).strike()
        levels.append(play.told(CaseCall, point=Point.CRISIS, agent=ZHAO.user_id).level)
    assert levels == [2, 3, 3, 3]
    ask(play, c.AcknowledgeCrisis, by=ZHAO.user_id, crisis=1)
    play.wait(minutes=15).strike()
    assert play.silent_about(CaseCall)


def test_a_crisis_nobody_knew_of_in_time_is_a_broken_promise_that_is_told_by_tiers() -> None:
    play = filed(what="我妈妈在大厅滑倒受伤了")
    play.wait(minutes=15).strike()
    assert breaches(play) == [Clock.CRISIS_REPORT]
    play.wait(minutes=10).strike()
    assert [one.tier for one in play.news if isinstance(one, Breached)] == [2]


@pytest.mark.rule("customer_chase")
@pytest.mark.rule("chases")
def test_the_customer_is_reminded_three_times_in_waking_hours_and_then_the_case_rests() -> None:
    play = ask(taken(now=TEN.replace(hour=23)), c.AskCustomer, words="A photo of the vase, please")
    play.told(CaseWanted, text="A photo of the vase, please", again=0)
    heard = []
    for day in (2, 4, 6):
        play.now = datetime(2026, 11, 23 + day, 23, tzinfo=UTC)
        play.strike()
        assert play.silent_about(CaseWanted)
        play.now = datetime(2026, 11, 24 + day, 8, tzinfo=UTC)
        play.strike()
        heard.append(play.told(CaseWanted).again)
    assert heard == [1, 2, 3]
    play.now = datetime(2026, 12, 2, 8, tzinfo=UTC)
    play.strike()
    assert play.case.state is CaseState.RESTING
    play.told(CaseResting)
    play.told(CaseCall, point=Point.RESTED, agent=LIN.user_id)
    play.wait(days=30).strike()
    assert play.silent_about(CaseWanted)


def test_what_should_have_rested_while_we_were_down_broke_nothing_that_was_due_afterwards() -> None:
    play = ask(taken(), c.AskCustomer, words="A photo of the vase, please")
    play.wait(days=20).strike()
    assert play.case.state is CaseState.RESTING
    assert Clock.FOLLOW_UP_GAP not in breaches(play)
    struck = {(one.clock, one.occurrence, one.tier, one.due) for one in play.history if isinstance(one, Struck)}
    ledger = lines(play.history, play.rules)
    whole = Recorded(life=CASE, stands=play.case, history=play.history, strikes=frozenset(struck), ledger=ledger)
    assert replay(whole, play.rules, TEN, play.now + timedelta(days=1)) == []


def test_any_word_of_the_customer_wakes_a_case_that_rests() -> None:
    play = ask(taken(), c.AskCustomer, words="A photo of the vase, please")
    for _ in range(4):
        play.wait(days=2).strike()
    assert [play.case.state] == [CaseState.RESTING]
    play.play(k.NoteWord(at=play.now, content=said("Here it is")))
    assert [play.case.state] == [CaseState.ASSIGNED]
    play.told(CaseCall, point=Point.WOKEN, agent=LIN.user_id, text="Here it is")


def test_a_word_of_the_customer_ends_the_waiting_for_them() -> None:
    play = ask(taken(), c.AskCustomer, words="A photo of the vase, please")
    assert (play.case.waits, Clock.COMPLAINT_REPLY in play.deadlines) == (Waits.CUSTOMER, False)
    play.wait(hours=1).play(k.NoteWord(at=play.now, content=said("Here it is")))
    assert (play.case.waits, [one.text for one in play.last.texts]) == (None, ["Here it is"])
    play.told(CaseCall, point=Point.WOKEN, agent=LIN.user_id, text="Here it is")


@pytest.mark.parametrize("passing", [{"courtesy": True}, {"answered": True}])
def test_thanks_or_a_question_the_bot_has_answered_end_no_waiting(passing: dict[str, bool]) -> None:
    play = ask(taken(), c.AskCustomer, words="A photo of the vase, please")
    play.wait(hours=1).play(k.NoteWord(at=play.now, content=said("Thank you"), **passing))
    assert (play.case.waits, play.news, play.says) == (Waits.CUSTOMER, (), ())


def test_who_has_it_may_go_on_without_waiting_any_longer() -> None:
    play = ask(taken(), c.AskCustomer, words="A photo of the vase, please")
    ask(play, c.GoOnWith)
    assert play.case.waits is None
    ask(play, c.GoOnWith)
    assert play.told(CaseTold).outcome is CaseOutcome.NOT_WAITING


def test_reminding_of_the_agreement_is_an_attempt_to_have_it() -> None:
    play = ask(taken(), c.ReportRemedy)
    for again in (1, 2, 3):
        play.wait(days=2).strike()
        assert play.told(AgreementAsked) == AgreementAsked(
            case=1, number=play.case.number, customer=MEI.chat_id, remedy=1, again=again
        )
    assert len(play.case.attempts) == 3
    play.wait(days=2).strike()
    assert [play.case.state] == [CaseState.RESTING]
    play.play(c.AnswerRemedy(customer=MEI.chat_id, remedy=1, agreed=True))
    assert [play.case.state] == [CaseState.SETTLED]


@pytest.mark.rule("follow_up_gap")
def test_thirteen_days_without_a_word_written_down_are_told_to_owner_and_lead() -> None:
    play = taken()
    assert play.deadlines[Clock.FOLLOW_UP_GAP] == TEN + timedelta(days=13)
    ask(play.wait(days=5), k.FollowUp, words="Rang the shop")
    assert play.deadlines[Clock.FOLLOW_UP_GAP] == TEN + timedelta(days=18)
    play.until(Clock.FOLLOW_UP_GAP)
    assert Clock.FOLLOW_UP_GAP in breaches(play)
    told = [one.agent for one in play.says if isinstance(one, n.CaseRing) and one.clock is Clock.FOLLOW_UP_GAP]
    assert told == [LIN.user_id, ZHAO.user_id]


@pytest.mark.rule("unsettled")
def test_thirteen_days_open_are_reviewed_by_the_unit_and_waiting_for_the_customer_does_not_count() -> None:
    play = taken()
    assert play.deadlines[Clock.UNSETTLED] == TEN + timedelta(days=13)
    ask(play, c.AskCustomer, words="A photo, please")
    play.wait(days=1).play(k.NoteWord(at=play.now, content=said("Here")))
    assert play.deadlines[Clock.UNSETTLED] == TEN + timedelta(days=14)
    play.until(Clock.UNSETTLED)
    assert Clock.UNSETTLED in breaches(play)


def test_only_somebody_else_than_the_handler_cancels_unsettled_after_three_recorded_follow_ups() -> None:
    play = taken()
    for left in (3, 2, 1):
        ask(play, c.CancelUnsettled, by=WANG.user_id, words="Seen")
        assert play.told(CaseTold) == CaseTold(outcome=CaseOutcome.FOLLOW_UPS_WANTED, count=left)
        ask(play.wait(hours=1), k.FollowUp, words="Rang the shop")
    ask(play, c.CancelUnsettled, words="Seen")
    assert play.told(CaseTold).outcome is CaseOutcome.NOT_THE_HANDLER
    ask(play, c.CancelUnsettled, by=WANG.user_id)
    assert play.told(CaseTold).outcome is CaseOutcome.WORDS_WANTED
    ask(play, c.CancelUnsettled, by=WANG.user_id, words="The shop delivers in May")
    assert play.news == (v.UnsettledCancelled(at=play.now, by=WANG.user_id),)
    assert Clock.UNSETTLED not in play.deadlines


@pytest.mark.rule("slip")
def test_a_slip_that_is_not_back_in_time_is_told_to_both_and_the_lead() -> None:
    play = ask(taken(), c.SendSlip, to=WANG.number, words="Who cleaned on Friday?")
    assert play.deadlines[Clock.SLIP] == TEN + timedelta(days=2)
    play.until(Clock.SLIP)
    told = [one.agent for one in play.says if isinstance(one, CaseCall) and one.point is Point.SLIP_OVERDUE]
    assert told == [WANG.user_id, LIN.user_id, ZHAO.user_id]
    play.wait(days=2).strike()
    assert [one for one in play.says if isinstance(one, CaseCall) and one.point is Point.SLIP_OVERDUE] == []


def test_a_slip_that_is_back_is_waited_for_no_more() -> None:
    play = ask(taken(), c.SendSlip, to=WANG.number, until=timedelta(hours=1), words="Who cleaned on Friday?")
    ask(play, c.ReturnSlip, by=WANG.user_id, words="It was Peng")
    assert Clock.SLIP not in play.deadlines


def test_whoever_owes_it_is_warned_at_four_fifths_of_the_span() -> None:
    play = taken()
    play.wait(hours=19, minutes=12).strike()
    assert play.news == (Warned(at=play.now, clock=Clock.COMPLAINT_REPLY, occurrence=1, due=play.now, tier=0),)
    play.told(n.CaseDueSoon, agent=LIN.user_id, clock=Clock.COMPLAINT_REPLY)


def test_what_nobody_has_in_hand_is_the_leads_to_know_before_it_is_late() -> None:
    play = filed().wait(hours=20).strike()
    assert play.told(n.CaseDueSoon).agent == ZHAO.user_id


def test_reminders_are_facts_of_time() -> None:
    play = ask(taken(), c.AskCustomer, words="A photo, please")
    play.wait(days=2).strike()
    assert Reminded(at=play.now, clock=Clock.CUSTOMER_CHASE, occurrence=1, due=play.now, tier=1) in play.news


def test_an_unjustified_one_is_late_if_it_is_rejected_late() -> None:
    play = ask(taken(), c.JudgeCase, justified=False, cause=Cause.INFORMATION, unit="客服部")
    play.until(Clock.COMPLAINT_RESOLVE)
    ask(play.wait(days=1), c.Reject, words="It was broken before")
    assert {line.clock: line.overrun for line in play.ledger}[Clock.COMPLAINT_RESOLVE] == timedelta(days=1)


def test_a_class_that_is_set_back_ends_the_crisis() -> None:
    play = ask(filed(what="我妈妈在大厅滑倒受伤了"), k.Classify, klass=Class.MAJOR)
    assert Clock.CRISIS_REPORT not in play.deadlines
    ask(play.wait(hours=1), k.Classify, klass=Class.CRISIS)
    assert play.deadlines[Clock.CRISIS_REPORT] == play.now + timedelta(minutes=15)


def said(text: str) -> Content:
    return Content(chat_id=MEI.chat_id, message_id=5, text=text, sent_at=TEN)


@pytest.mark.rule("follow_up_gap")
@pytest.mark.rule("unsettled")
def test_what_begins_again_after_weeks_is_followed_up_and_settled_within_thirteen_days_from_then() -> None:
    play = ask(ask(taken(), k.Inform, words="We look at it"), c.ReportRemedy, words="A new vase")
    play.play(c.AnswerRemedy(customer=MEI.chat_id, remedy=1, agreed=True)).wait(days=20)
    ask(play, k.Reopen).strike()
    assert {Clock.FOLLOW_UP_GAP, Clock.UNSETTLED}.isdisjoint(breaches(play))
    again = play.now + timedelta(days=13)
    assert (play.deadlines[Clock.FOLLOW_UP_GAP], play.deadlines[Clock.UNSETTLED]) == (again, again)
    play.until(Clock.UNSETTLED)
    assert {Clock.FOLLOW_UP_GAP, Clock.UNSETTLED} <= set(breaches(play))


@pytest.mark.rule("slip")
def test_a_slip_that_was_overdue_is_told_once_however_much_strikes_after_it() -> None:
    play = ask(taken(), c.SendSlip, to=WANG.number, words="Please look").wait(days=2).strike()
    play.told(CaseCall, point=Point.SLIP_OVERDUE, slip=1)
    for number in range(2, 60):
        ask(play, c.SendSlip, to=WANG.number, words="And this").wait(days=2).strike()
        assert [one.slip for one in play.says if isinstance(one, CaseCall) and one.agent == WANG.user_id] == [number]
