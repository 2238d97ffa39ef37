"""RULES §4, sentence by sentence: every test is named after what it says."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from desk.cases import commands as k
from desk.cases import events as v
from desk.cases import notices as n
from desk.cases.commands import CaseCommand
from desk.cases.complaints import commands as c
from desk.cases.complaints.notices import AgreementAsked, CaseCall, CaseEnded, CasePoint, MissingHeard, Point
from desk.cases.evolution import evolve
from desk.cases.kinds import CaseKind, Cause, Channel, Class, Ending, Remedy, Result, Waits
from desk.cases.outcomes import CaseOutcome, CaseTold
from desk.cases.state import CaseState
from desk.content import Content
from desk.events import Breached, Clock
from desk.forms.form import Answer, Field, Filing, Form, FormKind
from desk.rules import Rules
from tests.kit.case_script import ROOM, CaseScript
from tests.kit.cast import LIN, MEI, TEN, WANG, ZHAO

ABOVE, WITHIN = 80_000, 30_000
"""Money above and within the limit of 500, in hundredths."""


def complaint(**answers: Answer | str) -> CaseScript:
    told: dict[str, Any] = {**(answers or {"what": "The cleaners broke my vase"})}
    return CaseScript(CaseKind.COMPLAINT).filed(**told)


def taken(**answers: Answer | str) -> CaseScript:
    return ask(complaint(**answers), k.Assign)


def remedied() -> CaseScript:
    return ask(taken(), c.ReportRemedy, words="A new vase was brought")


def ask(play: CaseScript, kind: type[CaseCommand], by: int = LIN.user_id, **fields: Any) -> CaseScript:
    return play.play(kind(agent=by, origin=ROOM, **fields))


def outcome(play: CaseScript) -> CaseOutcome:
    return play.told(CaseTold).outcome


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("昨天晚上东门保安骂我", "2026-11-22 18:00–22:00（昨天晚上东门保安骂我）"),
        ("last night", "2026-11-22 18:00–22:00 (last night)"),
        ("", "2026-11-22 18:00–22:00"),
    ],
)
def test_the_time_of_an_incident_is_kept_with_its_date_and_its_hours(said: str, kept: str) -> None:
    since = datetime(2026, 11, 22, 18, tzinfo=UTC)
    play = complaint(what="保安骂我", when=Answer(text=said, since=since, until=since + timedelta(hours=4)))
    assert [one.text for one in play.last.texts if one.field == "when"] == [kept]


def test_a_whole_day_is_kept_as_its_date() -> None:
    since = datetime(2026, 11, 22, tzinfo=UTC)
    play = complaint(what="保安骂我", when=Answer(text="昨天", since=since, until=since + timedelta(days=1)))
    assert [one.text for one in play.last.texts if one.field == "when"] == ["2026-11-22（昨天）"]


# --- classes, fields, grievances -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "klass"),
    [
        ("The cleaners broke my vase", Class.ORDINARY),
        ("我妈妈在大厅滑倒受伤了", Class.CRISIS),
        ("再不处理我就打 12315", Class.REGULATOR),
    ],
)
def test_the_class_is_proposed_by_the_words_and_set_by_a_person(what: str, klass: Class) -> None:
    play = complaint(what=what)
    assert play.case.klass is klass
    ask(play, k.Classify, klass=Class.MAJOR)
    assert (play.case.klass, play.news[-1]) == (
        Class.MAJOR,
        v.Classed(at=play.now, klass=Class.MAJOR, by=LIN.user_id),
    )


def test_a_grievance_below_complaint_level_has_its_own_series_and_no_class() -> None:
    play = CaseScript(CaseKind.GRIEVANCE).filed(what="The lift is slow")
    assert play.case.number == "BY-20261123-0001"
    ask(play, k.Assign)
    ask(play, k.Classify, klass=Class.CRISIS)
    assert (outcome(play), play.news) == (CaseOutcome.ONLY_COMPLAINTS, ())


def test_a_grievance_is_handled_before_it_becomes_a_complaint_and_closed_with_an_outcome() -> None:
    play = ask(CaseScript(CaseKind.GRIEVANCE).filed(what="The lift is slow"), k.Assign)
    ask(play, c.Conclude, words="The lift was set right")
    assert outcome(play) is CaseOutcome.ANSWER_FIRST
    ask(play, k.Inform, words="We have had the lift set right")
    ask(play, c.Conclude, words="The lift was set right")
    assert (play.case.state, play.case.ending) == (CaseState.CLOSED, Ending.ANSWERED)
    assert play.told(CaseEnded).text == "The lift was set right"


def test_a_suggestion_is_answered_and_kept_with_an_outcome() -> None:
    play = ask(CaseScript(CaseKind.SUGGESTION).filed(what="A bench, please"), k.Assign)
    ask(play, k.Inform, words="A good idea, thank you")
    ask(play, c.Conclude, words="A bench is put up in May")
    assert (play.case.state, play.case.ending) == (CaseState.CLOSED, Ending.ANSWERED)


def test_a_complaint_is_no_suggestion_and_needs_more_than_an_outcome() -> None:
    assert outcome(ask(taken(), c.Conclude, words="Done")) is CaseOutcome.ONLY_GRIEVANCES


def test_a_grievance_turned_into_a_complaint_ends_under_the_number_of_the_new_one() -> None:
    play = ask(CaseScript(CaseKind.GRIEVANCE).filed(what="The lift is slow"), k.Assign)
    ask(play, c.TurnIntoComplaint, words="She was stuck in it")
    assert (play.case.state, play.case.ending, play.case.turned_into) == (
        CaseState.CLOSED,
        Ending.TURNED,
        "TS-20261123-0001",
    )
    ((_, order),) = play.last.orders
    assert isinstance(order, c.FileTurned)
    complaint_ = CaseScript(CaseKind.COMPLAINT, now=play.now + timedelta(hours=1)).play(order)
    assert (complaint_.case.number, complaint_.case.turned_from, complaint_.case.handler) == (
        "TS-20261123-0001",
        1,
        LIN.user_id,
    )
    assert Clock.COMPLAINT_REPLY in complaint_.deadlines
    complaint_.told(n.CaseRegistered, number="TS-20261123-0001", until=complaint_.deadlines[Clock.COMPLAINT_REPLY])


def test_only_a_grievance_becomes_a_complaint() -> None:
    assert outcome(ask(taken(), c.TurnIntoComplaint)) is CaseOutcome.ONLY_GRIEVANCES


def test_what_was_told_is_kept_beside_the_filing_money_and_remedy_as_figures() -> None:
    play = complaint(
        what="The cleaners broke my vase",
        remedy=Answer(text="a new one", code="redo"),
        money=Answer(text="300", amount=WITHIN),
        evidence=Answer(files=("photo:A",)),
    )
    assert (play.case.wanted, play.case.money) == (Remedy.REDO, WITHIN)
    kept = {one.field: (one.text, one.files) for one in play.last.texts}
    assert kept["what"] == ("The cleaners broke my vase", ())
    assert kept["evidence"] == ("", ("photo:A",))


def test_a_case_from_the_phone_is_entered_by_an_agent_who_read_it_back() -> None:
    play = CaseScript(CaseKind.COMPLAINT)
    form = Form(
        chat_id=MEI.chat_id,
        kind=FormKind.COMPLAINT,
        began_at=TEN,
        answers={Field.WHAT: Answer(text="The cleaners broke my vase")},
        agent=LIN.user_id,
    )
    play.play(k.File(filing=Filing(form=form, at=TEN, read_back_by=LIN.user_id), customer=MEI.chat_id))
    assert (play.case.channel, play.case.first) == (Channel.PHONE, LIN.user_id)


# --- the handler, the verdict, the end -------------------------------------------------------------------------------


def test_the_first_of_us_who_had_it_stays_answerable_until_somebody_took_it_from_them() -> None:
    play = ask(taken(), k.Assign, to=WANG.number)
    assert (play.case.handler, play.case.owner) == (WANG.user_id, LIN.user_id)
    ask(play, k.Undertake, by=WANG.user_id)
    assert play.case.owner == WANG.user_id


def test_the_verdict_names_its_cause_and_the_responsible_unit() -> None:
    play = ask(taken(), c.JudgeCase, justified=True, cause=Cause.QUALITY, unit="保洁部", words="Seen on site")
    assert (play.case.justified, play.case.cause, play.case.unit) == (True, Cause.QUALITY, "保洁部")


@pytest.mark.rule("units")
def test_a_unit_that_the_rules_do_not_name_answers_for_nothing() -> None:
    play = ask(taken(), c.JudgeCase, justified=True, cause=Cause.QUALITY, unit="Circus")
    assert (outcome(play), play.case.justified) == (CaseOutcome.NO_SUCH_UNIT, None)
    own = CaseScript(CaseKind.COMPLAINT, rules=Rules(units=("Circus",))).filed(what="A vase")
    ask(ask(own, k.Assign), c.JudgeCase, justified=True, cause=Cause.QUALITY, unit="Circus")
    assert own.case.unit == "Circus"


def test_who_does_not_have_it_in_hand_judges_nothing_but_the_lead_may() -> None:
    play = ask(taken(), c.JudgeCase, by=WANG.user_id, justified=True, cause=Cause.QUALITY, unit="保洁部")
    assert play.told(CaseTold) == CaseTold(outcome=CaseOutcome.HANDLER_ONLY, number=LIN.number)
    ask(play, c.JudgeCase, by=ZHAO.user_id, justified=True, cause=Cause.QUALITY, unit="保洁部")
    assert play.case.justified


def test_what_nobody_has_in_hand_must_be_given_to_somebody_first() -> None:
    play = ask(complaint(), c.JudgeCase, justified=True, cause=Cause.QUALITY, unit="保洁部")
    assert outcome(play) is CaseOutcome.ASSIGN_FIRST


def test_an_unjustified_complaint_still_has_its_deadlines_until_it_is_settled_with_reasons() -> None:
    play = ask(taken(), c.JudgeCase, justified=False, cause=Cause.INFORMATION, unit="客服部")
    assert {Clock.COMPLAINT_REPLY, Clock.COMPLAINT_RESOLVE} <= set(play.deadlines)
    ask(play, c.Reject, words="The vase was broken before we came")
    assert (play.case.state, play.case.ending) == (CaseState.SETTLED, Ending.UNJUSTIFIED)
    assert play.told(CaseEnded).text == "The vase was broken before we came"
    assert Clock.COMPLAINT_RESOLVE not in play.deadlines


def test_nothing_is_unjustified_without_a_verdict_and_nothing_rejected_without_reasons() -> None:
    play = taken()
    assert outcome(ask(play, c.Reject, words="No")) is CaseOutcome.NOT_UNJUSTIFIED
    ask(play, c.JudgeCase, justified=False, cause=Cause.INFORMATION, unit="客服部")
    assert outcome(ask(play, c.Reject, words=" ")) is CaseOutcome.WORDS_WANTED


def test_the_customer_is_asked_to_agree_that_it_is_done_and_does() -> None:
    play = remedied()
    assert play.told(AgreementAsked).remedy == 1
    play.play(c.AnswerRemedy(customer=MEI.chat_id, origin=ROOM, remedy=1, agreed=True))
    assert (play.case.state, play.case.ending) == (CaseState.SETTLED, Ending.AGREED)
    assert play.told(CaseCall, agent=LIN.user_id).point is Point.AGREED


def test_who_does_not_agree_sends_it_back_to_the_handler_and_the_next_words_are_why() -> None:
    play = remedied()
    play.play(c.AnswerRemedy(customer=MEI.chat_id, origin=ROOM, remedy=1, agreed=False))
    assert (play.case.state, play.case.disagreed, play.case.remedied_at) == (CaseState.ASSIGNED, 1, None)
    assert Clock.COMPLAINT_RESOLVE in play.deadlines
    play.play(k.NoteWord(at=play.now, content=said("It is the wrong colour")))
    assert play.told(CaseCall, agent=LIN.user_id) == CaseCall(
        case=1,
        number=play.case.number,
        customer=MEI.chat_id,
        point=Point.EXPLAINED,
        agent=LIN.user_id,
        text="It is the wrong colour",
    )
    assert [(one.field, one.text) for one in play.last.texts] == [("word", "It is the wrong colour")]
    play.play(k.NoteWord(at=play.now, content=said("Hello?")))
    assert play.news == ()


def test_who_writes_what_is_missing_before_they_are_asked_does_not_agree_by_it() -> None:
    play = remedied()
    play.play(c.TellMissing(at=play.now, words="It is the wrong colour"))
    assert (play.case.state, play.case.disagreed, play.case.explains) == (CaseState.ASSIGNED, 1, False)
    assert play.told(CaseCall, agent=LIN.user_id).text == "It is the wrong colour"
    assert play.told(MissingHeard).number == play.case.number
    assert [(one.field, one.text) for one in play.last.texts] == [("disagreement", "It is the wrong colour")]
    play.play(c.TellMissing(at=play.now, words="And it is too small"))
    assert play.news == ()


def test_who_writes_what_is_missing_when_asked_hears_that_it_goes_on() -> None:
    play = remedied()
    play.play(c.AnswerRemedy(customer=MEI.chat_id, origin=ROOM, remedy=1, agreed=False))
    play.play(c.TellMissing(at=play.now, words="It is the wrong colour"))
    assert (play.case.disagreed, play.case.explains) == (1, False)
    assert play.told(CaseCall, agent=LIN.user_id).point is Point.EXPLAINED
    assert play.told(MissingHeard).number == play.case.number


def test_nobody_is_asked_why_any_more_once_it_is_settled() -> None:
    play = remedied()
    play.play(c.AnswerRemedy(customer=MEI.chat_id, origin=ROOM, remedy=1, agreed=False))
    assert play.case.explains
    ask(play, c.NoteWithdrawal, words="It was a misunderstanding")
    assert (play.case.settled_at, play.case.explains) == (play.now, False)
    play.play(k.NoteWord(at=play.now, content=said("Thank you")))
    assert play.news == ()


def test_an_old_question_is_answered_no_more_and_a_second_yes_changes_nothing() -> None:
    play = remedied()
    play.play(c.AnswerRemedy(customer=MEI.chat_id, origin=ROOM, remedy=1, agreed=False))
    play.play(c.AnswerRemedy(customer=MEI.chat_id, origin=ROOM, remedy=1, agreed=True))
    assert (outcome(play), play.case.state) == (CaseOutcome.CASE_STALE, CaseState.ASSIGNED)
    ask(play, c.ReportRemedy)
    play.play(c.AnswerRemedy(customer=MEI.chat_id, origin=ROOM, remedy=1, agreed=True))
    assert outcome(play) is CaseOutcome.CASE_STALE
    play.play(c.AnswerRemedy(customer=MEI.chat_id, origin=ROOM, remedy=2, agreed=True))
    play.play(c.AnswerRemedy(customer=MEI.chat_id, origin=ROOM, remedy=2, agreed=True))
    assert (outcome(play), play.news) == (CaseOutcome.AGREED_ALREADY, ())


def test_who_says_after_the_end_that_it_is_not_settled_has_it_begun_again() -> None:
    play = remedied()
    play.play(c.AnswerRemedy(customer=MEI.chat_id, origin=ROOM, remedy=1, agreed=True))
    play.wait(days=1).play(c.AnswerRemedy(customer=MEI.chat_id, origin=ROOM, remedy=1, agreed=False))
    assert (play.case.state, play.case.reopened) == (CaseState.ASSIGNED, 1)
    play.play(k.NoteWord(at=play.now, content=said("It leaks again")))
    assert play.told(CaseCall, agent=LIN.user_id).text == "It leaks again"


def test_what_the_customer_says_by_phone_is_recorded_with_words() -> None:
    play = remedied()
    assert outcome(ask(play, c.NoteAgreement, agreed=True)) is CaseOutcome.WORDS_WANTED
    ask(play, c.NoteAgreement, agreed=True, words="Said yes by phone, heard by 07")
    assert play.news[-1] == v.CaseSettled(at=play.now, ending=Ending.AGREED, by=LIN.user_id)


@pytest.mark.rule("attempts")
def test_where_the_customer_never_agrees_three_recorded_attempts_on_different_days_allow_closing() -> None:
    play = remedied()
    for missing in (3, 2, 1):
        ask(play, c.SettleUnreached)
        assert play.told(CaseTold) == CaseTold(outcome=CaseOutcome.ATTEMPTS_WANTED, count=missing)
        ask(play, c.SeekAgreement, words="Rang twice")
        assert outcome(ask(play, c.SeekAgreement)) is CaseOutcome.TRIED_TODAY
        play.wait(days=1)
    ask(play, c.SettleUnreached)
    assert (play.case.state, play.case.ending) == (CaseState.SETTLED, Ending.UNREACHED)


@pytest.mark.parametrize("klass", [Class.MAJOR, Class.CRISIS, Class.REGULATOR])
def test_grave_ones_are_archived_only_with_the_result_recorded_and_the_callback_made(klass: Class) -> None:
    play = ask(remedied(), k.Classify, klass=klass)
    assert outcome(ask(play, c.CloseCase)) is CaseOutcome.NOT_SETTLED
    play.play(c.AnswerRemedy(customer=MEI.chat_id, origin=ROOM, remedy=1, agreed=True))
    assert outcome(ask(play, c.CloseCase)) is CaseOutcome.VERDICT_FIRST
    ask(play, c.JudgeCase, justified=True, cause=Cause.QUALITY, unit="保洁部")
    assert outcome(ask(play, c.CloseCase)) is CaseOutcome.CALLBACK_FIRST
    assert play.case.state is CaseState.SETTLED


def test_a_grave_one_that_nobody_could_be_had_to_agree_to_is_archived_after_three_attempts() -> None:
    play = ask(remedied(), k.Classify, klass=Class.MAJOR)
    ask(play, c.JudgeCase, justified=True, cause=Cause.QUALITY, unit="保洁部")
    for _ in range(3):
        ask(play.wait(days=1), c.SeekAgreement)
    ask(ask(play, c.SettleUnreached), c.CloseCase)
    assert play.case.state is CaseState.CLOSED


def test_an_ordinary_one_is_archived_once_it_is_settled_and_the_callback_is_made() -> None:
    play = remedied()
    play.play(c.AnswerRemedy(customer=MEI.chat_id, origin=ROOM, remedy=1, agreed=True))
    assert outcome(ask(play, c.CloseCase)) is CaseOutcome.CALLBACK_FIRST
    rated = v.CallbackTried(at=play.now, result=Result.SATISFIED, by=WANG.user_id)
    play.case = evolve(play.case, rated)
    play.history.append(rated)
    assert ask(play, c.CloseCase).case.state is CaseState.CLOSED


def test_a_customer_may_withdraw_and_how_we_know_is_written_down() -> None:
    play = taken()
    assert outcome(ask(play, c.NoteWithdrawal)) is CaseOutcome.WORDS_WANTED
    assert ask(play, c.NoteWithdrawal, words="Rang us").case.ending is Ending.WITHDRAWN


# --- what raises it --------------------------------------------------------------------------------------------------


def test_a_repeated_complaint_is_raised_and_the_lead_told_at_once() -> None:
    play = CaseScript(CaseKind.COMPLAINT).filed(repeats=7, what="The vase again")
    assert play.case.level == 1
    play.told(CaseCall, point=Point.REPEAT, agent=ZHAO.user_id)
    play.told(CasePoint, point=Point.REPEAT)


def test_a_threat_to_go_over_our_heads_is_told_to_the_lead_at_once_when_filed_or_toldlater() -> None:
    play = complaint(what="我要找你们总公司投诉")
    assert play.case.level == 1
    play.told(CaseCall, point=Point.OVER_HEAD, agent=ZHAO.user_id)
    later = taken()
    later.play(k.NoteWord(at=later.now, content=said("I will go to the ombudsman")))
    assert (later.case.over_head, later.case.level) == (True, 1)
    later.told(CaseCall, point=Point.OVER_HEAD, agent=ZHAO.user_id)
    later.play(k.NoteWord(at=later.now, content=said("I will go to the ombudsman")))
    assert later.news == ()


def test_exclusion_from_the_figures_needs_a_request_with_reasons_and_a_leads_approval() -> None:
    play = taken()
    assert outcome(ask(play, c.AskExclusion)) is CaseOutcome.WORDS_WANTED
    ask(play, c.AskExclusion, words="Not our building")
    play.told(CaseCall, point=Point.EXCLUSION_ASKED, agent=ZHAO.user_id, text="Not our building")
    assert outcome(ask(play, c.DecideExclusion, excluded=True)) is CaseOutcome.LEADS_ONLY
    ask(play, c.DecideExclusion, by=ZHAO.user_id, excluded=True)
    assert play.case.excluded
    play.told(CaseCall, point=Point.EXCLUSION_GRANTED, agent=LIN.user_id)
    assert outcome(ask(play, c.DecideExclusion, by=ZHAO.user_id, excluded=True)) is CaseOutcome.NOTHING_ASKED


def test_nobody_approves_an_exclusion_of_their_own() -> None:
    play = ask(complaint(), k.Assign, by=ZHAO.user_id)
    ask(play, c.AskExclusion, by=ZHAO.user_id, words="Not our building")
    ask(play, c.DecideExclusion, by=ZHAO.user_id, excluded=True)
    assert (outcome(play), play.case.excluded) == (CaseOutcome.OWN_REQUEST, False)


def test_escalation_climbs_level_by_level_with_the_handlers_proposal() -> None:
    play = taken()
    assert outcome(ask(play, c.Escalate)) is CaseOutcome.WORDS_WANTED
    ask(play, c.Escalate, words="Pay half of it")
    assert play.news == (v.Escalated(at=play.now, level=1, by=LIN.user_id),)
    play.told(CaseCall, point=Point.ESCALATED, agent=ZHAO.user_id, level=1, text="Pay half of it")
    assert [(one.field, one.text) for one in play.last.texts] == [("proposal", "Pay half of it")]
    ask(play, c.Escalate, level=3, words="Pay all of it")
    assert play.told(CaseTold) == CaseTold(outcome=CaseOutcome.LEVEL_BY_LEVEL, count=2)
    assert outcome(ask(play, c.Escalate, level=1, words="Again")) is CaseOutcome.LEVEL_REACHED
    assert outcome(ask(play, c.Escalate, level=4, words="Higher")) is CaseOutcome.TOP_LEVEL


def test_a_level_is_skipped_only_in_an_emergency_with_a_report_afterwards() -> None:
    play = ask(taken(), c.Escalate, level=2, emergency=True, words="Water in the lift")
    assert (play.case.level, play.case.skip_unreported) == (2, True)
    play.told(CasePoint, point=Point.SKIPPED, level=2)
    ask(play, c.ReportSkip, words="Nobody answered")
    assert not play.case.skip_unreported
    assert outcome(ask(play, c.ReportSkip, words="Again")) is CaseOutcome.NO_SKIP


def test_a_crisis_may_skip_a_level() -> None:
    play = ask(ask(complaint(what="我妈妈摔伤了"), k.Assign), c.Escalate, level=2, words="Pay at once")
    assert (play.case.level, play.case.skip_unreported) == (2, True)


def test_the_instruction_received_is_recorded_and_told_to_the_handler() -> None:
    play = taken()
    assert outcome(ask(play, c.Instruct, by=ZHAO.user_id, words="Pay half")) is CaseOutcome.NOT_ESCALATED
    ask(play, c.Escalate, words="Pay half of it")
    assert outcome(ask(play, c.Instruct, words="Pay half")) is CaseOutcome.LEADS_ONLY
    ask(play, c.Instruct, by=ZHAO.user_id, words="Pay half")
    assert play.news == (v.Instructed(at=play.now, level=1, by=ZHAO.user_id),)
    play.told(CaseCall, point=Point.INSTRUCTED, agent=LIN.user_id, text="Pay half")


# --- in time ---------------------------------------------------------------------------------------------------------


def test_what_cannot_be_done_in_time_is_told_to_whoever_gave_the_task_before_the_deadline() -> None:
    play = ask(ask(complaint(), k.Assign, by=WANG.user_id, to=LIN.number), k.Undertake)
    ask(play, c.ReportDelay, words="The vase must be ordered")
    for agent in (WANG.user_id, ZHAO.user_id):
        told = play.told(CaseCall, agent=agent)
        assert (told.point, told.at) == (Point.DELAYED, play.deadlines[Clock.COMPLAINT_REPLY])


@pytest.mark.parametrize(("klass", "leads"), [(Class.ORDINARY, 0), (Class.MAJOR, 1), (Class.REGULATOR, 1)])
def test_of_a_grave_one_the_lead_hears_too_before_it_is_late(klass: Class, leads: int) -> None:
    play = ask(taken(), k.Classify, klass=klass)
    play.wait(hours=20).strike()
    told = [one.agent for one in play.says if isinstance(one, n.CaseDueSoon)]
    assert told == [LIN.user_id, ZHAO.user_id][: 1 + leads]


def test_urging_is_counted_and_passed_to_the_owner_and_the_second_raises_the_level() -> None:
    play = taken().play(k.Urge(customer=MEI.chat_id))
    assert (play.case.urged, play.case.level) == (1, 0)
    play.told(CaseCall, point=Point.URGED, agent=LIN.user_id)
    play.play(k.Urge(customer=MEI.chat_id))
    assert (play.case.urged, play.case.level) == (2, 1)
    play.told(CaseCall, point=Point.URGED_AGAIN, agent=ZHAO.user_id)


def test_another_posts_help_is_asked_by_a_slip_with_a_named_colleague_a_limit_and_a_returned_text() -> None:
    play = ask(taken(), c.SendSlip, to=WANG.number, until=timedelta(hours=24), words="Who cleaned on Friday?")
    until = TEN + timedelta(hours=24)
    assert play.told(CaseCall, agent=WANG.user_id) == CaseCall(
        case=1,
        number=play.case.number,
        customer=MEI.chat_id,
        point=Point.SLIP,
        agent=WANG.user_id,
        by=LIN.number,
        to=WANG.number,
        text="Who cleaned on Friday?",
        slip=1,
        at=until,
    )
    assert (play.case.waits, play.case.waits_until) == (Waits.THIRD_PARTY, until)
    assert outcome(ask(play, c.ReturnSlip, slip=1, words="Me")) is CaseOutcome.NOT_YOUR_SLIP
    assert outcome(ask(play, c.ReturnSlip, by=WANG.user_id)) is CaseOutcome.WORDS_WANTED
    ask(play, c.ReturnSlip, by=WANG.user_id, words="It was Peng")
    assert (play.case.waits, play.case.slips[0].returned_at) == (None, TEN)
    play.told(CaseCall, point=Point.SLIP_RETURNED, agent=LIN.user_id, text="It was Peng")
    assert outcome(ask(play, c.ReturnSlip, by=WANG.user_id, slip=1, words="Again")) is CaseOutcome.NO_SLIP


@pytest.mark.parametrize(("to", "told"), [("99", CaseOutcome.NO_SUCH_AGENT), (LIN.number, CaseOutcome.SLIP_TO_ONESELF)])
def test_a_slip_goes_to_somebody_who_is_there(to: str, told: CaseOutcome) -> None:
    play = ask(taken(), c.SendSlip, to=to, until=timedelta(hours=1), words="Who cleaned?")
    assert (outcome(play), play.news) == (told, ())


@pytest.mark.rule("money_limit")
def test_a_promise_of_money_above_the_limit_needs_the_leads_yes() -> None:
    play = ask(taken(), c.ReportRemedy, amount=ABOVE, words="Paid for the vase")
    assert (outcome(play), play.case.state) == (CaseOutcome.MONEY_ASKED, CaseState.ASSIGNED)
    play.told(CaseCall, point=Point.MONEY_ASKED, agent=ZHAO.user_id, amount=ABOVE)
    assert outcome(ask(play, c.ReportRemedy, amount=ABOVE)) is CaseOutcome.MONEY_WAITS
    assert outcome(ask(play, c.ReportRemedy)) is CaseOutcome.MONEY_WAITS
    assert outcome(ask(play, c.DecideMoney, amount=ABOVE, granted=True)) is CaseOutcome.LEADS_ONLY
    ask(play, c.DecideMoney, by=ZHAO.user_id, amount=ABOVE + 1, granted=True)
    assert outcome(play) is CaseOutcome.NOTHING_ASKED
    ask(play, c.DecideMoney, by=ZHAO.user_id, amount=ABOVE, granted=True)
    play.told(CaseCall, point=Point.MONEY_GRANTED, agent=LIN.user_id, amount=ABOVE)
    ask(play, c.ReportRemedy, amount=ABOVE)
    assert play.news[-1] == v.RemedyDone(at=play.now, by=LIN.user_id, amount=ABOVE)


def test_what_a_lead_refused_is_not_paid_and_what_is_within_the_limit_needs_nobody() -> None:
    play = ask(taken(), c.AskMoney, amount=ABOVE, words="For the vase")
    ask(play, c.DecideMoney, by=ZHAO.user_id, amount=ABOVE, granted=False)
    play.told(CaseCall, point=Point.MONEY_REFUSED, agent=LIN.user_id)
    assert outcome(ask(play, c.ReportRemedy, amount=ABOVE)) is CaseOutcome.MONEY_ASKED
    ask(play, c.DecideMoney, by=ZHAO.user_id, amount=ABOVE, granted=False)
    assert outcome(ask(play, c.AskMoney, amount=WITHIN)) is CaseOutcome.MONEY_WITHIN
    assert ask(play, c.ReportRemedy, amount=50_000).case.state is CaseState.DONE


def test_injury_danger_and_a_data_leak_are_reported_to_every_lead_at_once() -> None:
    play = complaint(what="我的个人信息泄露了")
    told = play.told(CaseCall, point=Point.CRISIS, agent=ZHAO.user_id)
    assert (told.crisis, told.level) == (1, 1)
    play.told(CasePoint, point=Point.CRISIS)
    late = ask(taken(), k.Classify, klass=Class.CRISIS)
    late.told(CaseCall, point=Point.CRISIS, agent=ZHAO.user_id)


def test_a_crisis_that_a_lead_knows_of_is_rung_no_more() -> None:
    play = complaint(what="我的个人信息泄露了")
    assert outcome(ask(play, c.AcknowledgeCrisis, crisis=1)) is CaseOutcome.LEADS_ONLY
    ask(play, c.AcknowledgeCrisis, by=ZHAO.user_id, crisis=1)
    assert not {Clock.CRISIS_REPORT, Clock.RING} & set(play.deadlines)
    assert outcome(ask(play, c.AcknowledgeCrisis, by=ZHAO.user_id, crisis=1)) is CaseOutcome.NO_CRISIS


def test_a_button_of_the_remedy_is_good_for_one_remedy() -> None:
    play = ask(taken(), c.ReportRemedy, after=0)
    play.play(c.AnswerRemedy(customer=MEI.chat_id, remedy=1, agreed=False))
    assert outcome(ask(play, c.ReportRemedy, after=0)) is CaseOutcome.CASE_STALE
    assert ask(play, c.ReportRemedy, after=1).case.state is CaseState.DONE


def test_breaches_of_complaints_are_charged_to_who_owes_them() -> None:
    play = taken()
    play.until(Clock.COMPLAINT_REPLY)
    (breach,) = [one for one in play.news if isinstance(one, Breached)]
    assert (breach.clock, breach.agent) == (Clock.COMPLAINT_REPLY, LIN.user_id)


def said(text: str) -> Content:
    return Content(chat_id=MEI.chat_id, message_id=5, text=text, sent_at=TEN)


@pytest.mark.parametrize(("agreed", "state"), [(True, CaseState.SETTLED), (False, CaseState.ASSIGNED)])
def test_who_writes_after_the_case_came_to_rest_can_still_answer_what_was_asked(agreed: bool, state: CaseState) -> None:  # noqa: FBT001
    play = remedied()
    for _ in range(6):
        play.wait(days=2).strike()
    assert play.case.state is CaseState.RESTING
    word = Content(chat_id=MEI.chat_id, message_id=5, sent_at=play.now, text="Sorry, I was away")
    play.play(k.NoteWord(at=play.now, content=word))
    assert (play.case.state, play.case.remedied_at is None) == (CaseState.ASSIGNED, False)
    play.play(c.AnswerRemedy(customer=MEI.chat_id, remedy=1, agreed=agreed))
    assert (play.case.state, play.case.remedied_at is None) == (state, not agreed)
    play.told(CaseTold, outcome=CaseOutcome.AGREED_THANKS if agreed else CaseOutcome.NOT_AGREED)
