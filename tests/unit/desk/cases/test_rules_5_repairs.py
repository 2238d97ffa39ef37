"""RULES §5, sentence by sentence: what a repair is owed."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from desk.cases import commands as k
from desk.cases import events as v
from desk.cases.callbacks.commands import RecordCallback
from desk.cases.defects import COMMON
from desk.cases.figure import FigureName
from desk.cases.figures import MonthCount
from desk.cases.kinds import CaseKind, Category, Ending, Refusal, Result, Scope, Waits
from desk.cases.months import Month
from desk.cases.notices import CaseTakenAway, CaseWords
from desk.cases.outcomes import CaseOutcome, CaseTold
from desk.cases.repairs import commands as w
from desk.cases.repairs import notices as n
from desk.cases.repairs import work_notices as o
from desk.cases.repairs.quoting import digest_of
from desk.cases.state import CaseState
from desk.commands import BeginReport, OfCustomer
from desk.forms.form import Answer, Field, Filing, Form, FormKind
from desk.hours import CLOSED, Calendar
from desk.library.live import LiveLibrary
from desk.people import Agent, Role
from desk.ports import CaseFacts
from desk.rules import OnCall, Rules
from handlers.wording import Wording
from tests.kit.case_script import ROOM, CaseScript
from tests.kit.cast import KNOWLEDGE, LIN, MEI, TEN, WANG, ZHAO, at, off

QIAN = Agent(user_id=21, number="21", role=Role.WORKER, on_duty_since=TEN)
SUN = Agent(user_id=22, number="22", role=Role.WORKER)
STAFF = (LIN, WANG, ZHAO, QIAN, SUN)
AS_LIN: dict[str, Any] = {"agent": LIN.user_id, "origin": ROOM}
AS_QIAN: dict[str, Any] = {"agent": QIAN.user_id, "origin": ROOM}
AS_SUN: dict[str, Any] = {"agent": SUN.user_id, "origin": ROOM}
PLACE = "3 栋 502"
WEEKDAYS = Calendar(zone=ZoneInfo("UTC"), week=(((480, 1080),),) * 5 + (CLOSED, CLOSED))
"""From eight to six."""


@pytest.fixture
def at_night() -> CaseScript:
    """A repair to come at ten in the evening, when only Wang is on call."""
    rules = Rules(on_call=OnCall(people=(WANG.user_id,)), hours=WEEKDAYS)
    return CaseScript(CaseKind.REPAIR, rules=rules, agents=STAFF, now=at(hours=12))


def repair(rules: Rules | None = None) -> CaseScript:
    """A repair that was filed in the chat just now."""
    answers = {"category": Answer(code="water"), "place": PLACE, "what": "水龙头漏水", "contact": "13800138000"}
    return CaseScript(CaseKind.REPAIR, rules=rules, agents=STAFF).filed(**answers)  # type: ignore[arg-type]


def ordered() -> CaseScript:
    return repair().play(w.DecideScope(**AS_LIN, scope=Scope.FREE))


def dispatched() -> CaseScript:
    return ordered().play(w.DispatchTo(**AS_LIN, to="21"))


def accepted() -> CaseScript:
    return dispatched().play(w.AcceptWork(**AS_QIAN, dispatch=1))


def finished() -> CaseScript:
    play = accepted().play(w.Arrive(**AS_QIAN))
    return play.play(k.SubmitReport(worker=QIAN.user_id, filing=report(play)))


def report(play: CaseScript, *files: str) -> Filing:
    answers = {Field.WHAT: Answer(text="换了垫圈"), Field.EVIDENCE: Answer(files=files)}
    form = Form(chat_id=QIAN.user_id, kind=FormKind.REPORT, began_at=play.now, answers=answers, case=1)
    return Filing(form=form, at=play.now)


def priced(amount: int = 18_000) -> CaseScript:
    return repair().play(w.TellPrice(**AS_LIN, amount=amount, words="更换水龙头，含材料"))


def outcome(play: CaseScript) -> CaseOutcome:
    return play.told(CaseTold).outcome


def kinds(play: CaseScript) -> list[type]:
    return [type(one) for one in play.news]


# --- categories, households, items, repeat repairs -------------------------------------------------------------------


def test_a_repair_has_one_of_the_nine_categories_of_the_source() -> None:
    assert repair().case.category is Category.WATER
    assert [one.value for one in Category] == [
        "parts",
        "electrical",
        "water",
        "common_area",
        "cracks",
        "doors_windows",
        "leakage",
        "sanitary",
        "finishing",
    ]


def test_households_and_items_are_both_counted() -> None:
    one, same, other = repair().case, repair().case, CaseScript(CaseKind.REPAIR).filed(place="7 栋 101").case
    assert one.household == same.household != other.household
    assert PLACE not in str(one)
    assert [case.items for case in (one, same, other)] == [1, 1, 1]


def test_a_month_counts_households_items_repeats_and_the_categories_that_recur() -> None:
    month = MonthCount(Month(2026, 11), now=at(days=20), rules=Rules())
    for place in range(COMMON):
        play = CaseScript(CaseKind.REPAIR, agents=STAFF).filed(category=Answer(code="water"), place=f"{place} 栋 101")
        play.play(w.DecideScope(**AS_LIN, scope=Scope.FREE))
        month.count(replace(play.case, number=f"BX-20261123-{place:04}", items=2))
    counted = {one.name: one for one in month.figures()}
    assert (counted[FigureName.HOUSEHOLDS].value, counted[FigureName.ITEMS].value) == (COMMON, 2 * COMMON)
    recurring = counted[FigureName.RECURRING_DEFECTS]
    assert (recurring.of, recurring.value, len(recurring.cases)) == ("water", COMMON, COMMON)


def test_repeat_repairs_are_counted_and_each_needs_a_new_order() -> None:
    play = finished().play(w.ConfirmWork(customer=MEI.chat_id, remedy=1, fixed=False))
    assert kinds(play) == [v.NotFixed, v.WorkOrdered]
    assert (play.case.repeat_repairs, play.case.orders, play.case.state) == (1, 2, CaseState.ORDERED)
    assert play.silent_about(n.NotFixedAgain)


def test_the_lead_is_told_of_the_second_repeat_repair() -> None:
    play = finished().play(w.ConfirmWork(customer=MEI.chat_id, remedy=1, fixed=False))
    play.play(w.DispatchTo(**AS_LIN, to="21")).play(w.AcceptWork(**AS_QIAN)).play(w.FinishWork(**AS_QIAN, words="好了"))
    play.play(w.ConfirmWork(customer=MEI.chat_id, remedy=2, fixed=False))
    assert play.told(n.NotFixedAgain) == n.NotFixedAgain(
        case=1, number=play.case.number, customer=MEI.chat_id, agent=ZHAO.user_id, count=2
    )


# --- scope -----------------------------------------------------------------------------------------------------------


def test_a_free_repair_is_a_work_order_at_once() -> None:
    play = ordered()
    assert kinds(play) == [v.Assigned, v.Scoped, v.WorkOrdered]
    assert play.told(n.WorkOrderMade).free
    assert [one.number for one in play.told(o.WorkersShown).workers] == ["21", "22"]


def test_a_paid_repair_is_not_ordered_before_the_price_is_agreed() -> None:
    play = repair().play(w.DecideScope(**AS_LIN, scope=Scope.PAID))
    assert (outcome(play), play.case.orders) == (CaseOutcome.PRICE_WANTED, 0)
    play.play(w.DispatchTo(**AS_LIN, to="21"))
    assert (outcome(play), play.news) == (CaseOutcome.PRICE_NOT_AGREED, ())
    play.play(w.TellPrice(**AS_LIN, amount=18_000, words="更换水龙头")).play(w.DispatchTo(**AS_LIN, to="21"))
    assert (outcome(play), play.news) == (CaseOutcome.PRICE_NOT_AGREED, ())


def test_the_text_is_kept_before_it_can_be_agreed_to_and_the_agreement_names_it() -> None:
    play = priced()
    text = f"{play.case.number}\n更换水龙头，含材料\n¥180.00"
    assert [(one.field, one.text) for one in play.last.texts] == [("quote", text)]
    assert play.told(n.PriceTold).text == text
    play.play(w.AnswerPrice(customer=MEI.chat_id, quote=1, agreed=True))
    assert play.news[0] == v.QuoteAgreed(at=play.now, digest=digest_of(text))
    assert kinds(play)[1:] == [v.WorkOrdered]
    assert play.told(n.PriceAgreed).digest == digest_of(text)


def test_an_older_price_cannot_be_agreed_to() -> None:
    play = priced().play(w.TellPrice(**AS_LIN, amount=22_000, words="更换水龙头和软管"))
    play.play(w.AnswerPrice(customer=MEI.chat_id, quote=1, agreed=True))
    assert (outcome(play), play.news, play.case.state) == (CaseOutcome.PRICE_OLD, (), CaseState.QUOTED)
    play.play(w.AnswerPrice(customer=MEI.chat_id, quote=2, agreed=True))
    assert (play.case.agreed, play.case.quote, play.case.state) == (True, 22_000, CaseState.ORDERED)


def test_agreeing_twice_orders_once() -> None:
    play = priced()
    for _ in range(2):
        play.play(w.AnswerPrice(customer=MEI.chat_id, quote=1, agreed=True))
    assert (outcome(play), play.news, play.case.orders) == (CaseOutcome.PRICE_AGREED, (), 1)


def test_whoever_declines_a_price_gets_no_order_and_may_change_their_mind() -> None:
    play = priced().play(w.AnswerPrice(customer=MEI.chat_id, quote=1, agreed=False))
    assert (play.case.state, play.case.orders, play.told(n.PriceAnswered).agreed) == (CaseState.ASSIGNED, 0, False)
    play.play(w.AnswerPrice(customer=MEI.chat_id, quote=1, agreed=True))
    assert (play.case.state, play.case.orders) == (CaseState.ORDERED, 1)


def test_a_declined_price_can_be_the_end_of_it() -> None:
    play = priced().play(w.AnswerPrice(customer=MEI.chat_id, quote=1, agreed=False))
    play.play(w.DropRepair(**AS_LIN, words="客户自己找人修"))
    assert (play.case.ending, play.case.state) == (Ending.DECLINED, CaseState.CLOSED)
    assert not play.silent_about(n.RepairDropped)


def test_a_price_can_be_agreed_to_by_phone() -> None:
    play = priced().play(w.NotePriceAnswer(**AS_LIN, agreed=True, words="电话里同意"))
    assert [one.by for one in play.news if isinstance(one, v.QuoteAgreed)] == [LIN.user_id]
    assert play.case.state is CaseState.ORDERED


@pytest.mark.parametrize("amount", [0, -1, 100_000_000 * 100 + 1])
def test_a_price_is_a_sum(amount: int) -> None:
    play = repair().play(w.TellPrice(**AS_LIN, amount=amount, words="更换水龙头"))
    assert (outcome(play), play.news) == (CaseOutcome.PRICE_UNCLEAR, ())


def test_a_price_told_on_site_must_be_agreed_to_and_the_same_worker_goes_on() -> None:
    play = accepted().play(w.Arrive(**AS_QIAN)).play(w.TellPrice(**AS_LIN, amount=9_900, words="另换软管"))
    assert (play.case.state, play.case.scope) == (CaseState.QUOTED, Scope.PAID)
    play.play(w.AnswerPrice(customer=MEI.chat_id, quote=1, agreed=True))
    assert (play.case.state, play.case.worker) == (CaseState.DISPATCHED, QIAN.user_id)
    assert play.told(o.WorkOffered).agent == QIAN.user_id


def test_invoice_and_payment_are_tracked() -> None:
    play = priced().play(w.AnswerPrice(customer=MEI.chat_id, quote=1, agreed=True))
    play.play(w.NotePayment(**AS_LIN, amount=18_000)).play(w.NoteInvoice(**AS_LIN, words="发票 0231"))
    assert (play.case.paid, play.case.invoiced_at) == (18_000, play.now)
    assert [(one.field, one.text) for one in play.last.texts] == [("invoice", "发票 0231")]


# --- never refused, never put off ------------------------------------------------------------------------------------


def test_a_request_may_not_be_refused_without_a_reason_and_goes_on_to_another() -> None:
    play = dispatched().play(w.RefuseWork(**AS_QIAN, dispatch=1))
    assert (outcome(play), play.news) == (CaseOutcome.REASON_WANTED, ())
    play.play(w.RefuseWork(**AS_QIAN, dispatch=1, why=Refusal.TRADE))
    assert (play.case.state, play.case.worker) == (CaseState.ORDERED, None)
    wanted = play.told(o.DispatchWanted)
    assert (wanted.agent, wanted.why, [one.number for one in wanted.workers]) == (ZHAO.user_id, Refusal.TRADE, ["22"])


def test_only_the_customers_word_ends_it_without_a_repair() -> None:
    play = repair().play(w.DropRepair(**AS_LIN))
    assert (outcome(play), play.news) == (CaseOutcome.WORDS_WANTED, ())


def test_whoever_files_an_ordinary_repair_at_night_hears_when_we_open(at_night: CaseScript) -> None:
    assert at_night.filed(place=PLACE, what="水龙头滴水").told(n.RepairAtNight).opening == at(hours=22)
    assert at_night.silent_about(o.RepairEmergency)


def test_at_night_we_open_when_the_line_of_repairs_does(at_night: CaseScript) -> None:
    at_night.rules = replace(at_night.rules, line_hours={"C": replace(WEEKDAYS, week=(((7 * 60, 8 * 60),),) * 7)})
    assert at_night.filed(place=PLACE, what="水龙头滴水").told(n.RepairAtNight).opening == at(hours=21)


def test_an_emergency_at_night_needs_only_place_and_phone_and_rings_who_is_on_call(at_night: CaseScript) -> None:
    at_night.filed(emergency=True, place=PLACE, contact="13800138000")
    assert (at_night.told(o.RepairEmergency).agent, at_night.told(o.RepairEmergencyRing).agent) == (12, 12)
    assert at_night.silent_about(n.RepairAtNight)


def test_the_stop_gap_is_asked_for_and_written_down(at_night: CaseScript) -> None:
    play = at_night.filed(emergency=True, place=PLACE, contact="13800138000")
    play.play(w.TakeEmergency(agent=WANG.user_id, origin=ROOM, emergency=1))
    assert play.told(o.StopGapWanted).agent == WANG.user_id
    play.play(w.ReportStopGap(agent=WANG.user_id, origin=ROOM, words="已关总阀"))
    assert [(one.field, one.text) for one in play.last.texts] == [("stopgap", "已关总阀")]


def test_what_an_emergency_lacks_is_told_afterwards(at_night: CaseScript) -> None:
    play = at_night.filed(emergency=True, place=PLACE, contact="13800138000")
    answers = {Field.CATEGORY: Answer(code="leakage"), Field.WHAT: Answer(text="水管爆了")}
    form = Form(chat_id=MEI.chat_id, kind=FormKind.REPAIR, began_at=play.now, answers=answers, case=1)
    play.play(k.Complete(filing=Filing(form=form, at=play.now)))
    assert (play.case.category, kinds(play)) == (Category.LEAKAGE, [v.Completed])


def test_a_repair_that_is_no_emergency_has_no_stop_gap() -> None:
    assert outcome(repair().play(w.ReportStopGap(**AS_LIN, words="已关总阀"))) is CaseOutcome.NO_EMERGENCY


# --- dispatched, accepted, on site, done, accepted by the customer ---------------------------------------------------


def test_a_named_worker_has_it_from_the_dispatch_to_the_customers_yes() -> None:
    play = dispatched()
    assert (play.case.worker, play.told(o.WorkOffered).agent, play.told(o.WorkCall).worker) == (21, 21, "21")
    play.play(w.AcceptWork(**AS_QIAN, dispatch=1))
    assert play.told(n.WorkerComes).worker == "21"
    play.play(w.Arrive(**AS_QIAN, dispatch=1))
    assert play.told(n.WorkerThere).worker == "21"
    play.play(k.SubmitReport(worker=21, filing=report(play, "photo:a", "photo:b")))
    assert play.news == (v.WorkDone(at=play.now, worker=21, photos=2),)
    assert play.told(n.WorkToConfirm).remedy == 1
    play.play(w.ConfirmWork(customer=MEI.chat_id, remedy=1, fixed=True))
    assert (play.case.ending, play.case.state) == (Ending.AGREED, CaseState.SETTLED)


def test_the_report_is_asked_for_in_the_workers_private_chat() -> None:
    play = accepted().play(w.FinishWork(**AS_QIAN, dispatch=1))
    assert play.last.orders == ((OfCustomer(QIAN.user_id), BeginReport(case=1)),)
    assert (outcome(play), play.news) == (CaseOutcome.REPORT_BEGUN, ())


def test_words_and_photos_of_the_work_are_kept() -> None:
    play = accepted()
    play.play(k.SubmitReport(worker=21, filing=report(play, "photo:a")))
    assert [(one.field, one.text, one.files, one.author) for one in play.last.texts] == [
        ("report", "换了垫圈", ("photo:a",), 21)
    ]


def test_the_callback_is_made_by_somebody_other_than_the_worker() -> None:
    play = finished().play(w.ConfirmWork(customer=MEI.chat_id, remedy=1, fixed=True)).wait(days=3)
    play.play(RecordCallback(**AS_QIAN, result=Result.SATISFIED))
    assert (outcome(play), play.news) == (CaseOutcome.CALLBACK_BY_WORKER, ())
    play.play(RecordCallback(agent=WANG.user_id, origin=ROOM, result=Result.SATISFIED))
    assert play.case.callback_result is Result.SATISFIED


def test_a_wish_for_a_visit_is_agreed_to_by_accepting() -> None:
    wish = Answer(text="明天上午", since=at(hours=22), until=at(hours=26))
    play = CaseScript(CaseKind.REPAIR, agents=STAFF).filed(place=PLACE, what="漏水", visit=wish)
    play.play(w.DecideScope(**AS_LIN, scope=Scope.FREE)).play(w.DispatchTo(**AS_LIN, worker=21))
    play.play(w.AcceptWork(**AS_QIAN))
    assert kinds(play) == [v.WorkAccepted, v.VisitAgreed, v.Answered]
    assert (play.told(n.WorkerComes).since, play.told(n.WorkerComes).until) == (at(hours=22), at(hours=26))


def test_a_confirmation_of_work_that_was_done_again_since_is_old() -> None:
    play = finished().play(w.ConfirmWork(customer=MEI.chat_id, remedy=1, fixed=False))
    play.play(w.DispatchTo(**AS_LIN, to="21")).play(w.AcceptWork(**AS_QIAN)).play(w.FinishWork(**AS_QIAN, words="好了"))
    play.play(w.ConfirmWork(customer=MEI.chat_id, remedy=1, fixed=True))
    assert (outcome(play), play.news) == (CaseOutcome.CONFIRM_OLD, ())


def test_the_customer_may_find_out_later_that_it_is_not_mended() -> None:
    play = finished().play(w.ConfirmWork(customer=MEI.chat_id, remedy=1, fixed=True)).wait(days=1)
    play.play(w.ConfirmWork(customer=MEI.chat_id, remedy=1, fixed=False))
    assert (play.case.state, play.case.ending, play.case.repeat_repairs) == (CaseState.ORDERED, None, 1)


def test_special_wishes_names_phone_and_charges_are_told_again_at_every_hand_on() -> None:
    play = CaseScript(CaseKind.REPAIR, agents=STAFF)
    play.filed(place=PLACE, what="漏水", contact="13800138000", called="王先生", wishes="家里有老人，请轻声")
    told = {one.field: one.text for one in play.last.texts}
    play.play(w.TellPrice(**AS_LIN, amount=18_000, words="更换水龙头"))
    told |= {one.field: one.text for one in play.last.texts}
    play.play(w.AnswerPrice(customer=MEI.chat_id, quote=1, agreed=True)).play(w.DispatchTo(**AS_LIN, to="21"))
    first = play.told(o.WorkOffered)
    second = play.play(w.DispatchTo(**AS_LIN, to="22")).told(o.WorkOffered)
    facts = CaseFacts(case=play.case, customer=MEI, words=told)
    for offered in (first, second):
        text = Wording(LiveLibrary(KNOWLEDGE), Rules()).speak(offered, "zh", case=facts).text
        assert text.splitlines()[1] == "⚠️ <b>特别要求：家里有老人，请轻声</b>"
        assert [said for said in ("王先生", "13800138000", "¥180.00") if said not in text] == []


# --- whose it is -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("deed", [w.AcceptWork, w.Arrive, w.FinishWork, w.RefuseWork])
def test_a_worker_from_whom_it_was_taken_hears_who_has_it_and_since_when(deed: type[w.WorkCommand]) -> None:
    play = accepted().wait(minutes=5).play(w.DispatchTo(**AS_LIN, to="22"))
    assert play.told(o.WorkTakenAway).worker == "22"
    since = play.now
    play.wait(minutes=5).play(deed(**AS_QIAN, dispatch=1))
    assert play.says == (CaseTold(outcome=CaseOutcome.WORK_TAKEN_AWAY, number="22", at=since),)
    assert play.news == ()


def test_a_report_on_work_that_was_taken_away_is_not_taken() -> None:
    play = accepted().play(w.DispatchTo(**AS_LIN, to="22"))
    play.play(k.SubmitReport(worker=21, filing=report(play)))
    assert (play.news, play.told(o.WorkTakenAway).worker) == ((), "22")


def test_a_worker_presses_nothing_of_anothers() -> None:
    assert outcome(dispatched().play(w.AcceptWork(**AS_SUN))) is CaseOutcome.WORKER_ONLY


def test_work_that_was_called_back_is_nobodys_yet() -> None:
    play = dispatched().play(w.RefuseWork(**AS_QIAN, why=Refusal.BUSY)).play(w.AcceptWork(**AS_QIAN))
    assert outcome(play) is CaseOutcome.WORK_CALLED_BACK


@pytest.mark.parametrize(
    "command",
    [
        w.DecideScope(**AS_QIAN, scope=Scope.FREE),
        w.TellPrice(**AS_QIAN, amount=100, words="x"),
        w.DispatchTo(**AS_QIAN, to="22"),
        w.NoteConfirmation(**AS_QIAN, fixed=True),
        w.DropRepair(**AS_QIAN, words="x"),
    ],
)
def test_workers_do_not_do_the_offices_part(command: k.CaseCommand) -> None:
    play = repair().play(command)
    assert (outcome(play), play.news) == (CaseOutcome.OFFICE_ONLY, ())


def test_only_who_has_it_or_a_lead_arranges_it() -> None:
    play = ordered().play(w.DispatchTo(agent=WANG.user_id, origin=ROOM, to="21"))
    assert play.says == (CaseTold(outcome=CaseOutcome.HANDLER_ONLY, number="07"),)
    play.play(w.DispatchTo(agent=ZHAO.user_id, origin=ROOM, to="21"))
    assert outcome(play) is CaseOutcome.DISPATCHED_TO


def test_whose_handler_went_home_is_arranged_and_taken_by_whoever_is_on_duty() -> None:
    play = ordered()
    play.floor = replace(play.floor, agents={**play.floor.agents, LIN.user_id: off(LIN)})
    play.play(w.AgreeVisit(agent=WANG.user_id, origin=ROOM, words="明天下午"))
    assert outcome(play) is CaseOutcome.VISIT_AGREED
    play.play(k.Assign(agent=WANG.user_id, origin=ROOM))
    assert play.case.handler == WANG.user_id
    assert play.told(CaseTakenAway).agent == LIN.user_id


def test_what_a_worker_waits_for_is_told_to_the_office_and_what_they_tell_the_customer_bears_their_name() -> None:
    play = accepted().play(w.SetAside(**AS_QIAN, why=Waits.CUSTOMER, words="家里没有人，请回个电话"))
    assert (play.told(o.WorkerWrote).worker, play.told(o.WorkerWrote).waits) == ("21", Waits.CUSTOMER)
    assert play.play(k.Inform(**AS_QIAN, words="我十分钟后到")).told(CaseWords).worker
    assert not play.play(k.Inform(**AS_LIN, words="师傅十分钟后到")).told(CaseWords).worker


def test_what_a_worker_writes_in_private_is_shown_to_the_office_and_kept() -> None:
    play = accepted().play(w.HearWorker(worker=21, at=TEN, words="到了，没人开门"))
    assert (play.told(o.WorkerWrote).text, play.news) == ("到了，没人开门", (v.FollowedUp(at=TEN, by=21),))


def test_a_list_of_workers_is_old_once_somebody_was_sent() -> None:
    play = dispatched().play(w.DispatchTo(**AS_LIN, worker=22, dispatch=0))
    assert (outcome(play), play.news) == (CaseOutcome.CASE_STALE, ())


def test_nobody_is_sent_before_it_was_decided_who_pays() -> None:
    assert outcome(repair().play(w.DispatchTo(**AS_LIN, to="21"))) is CaseOutcome.NOT_ORDERED


@pytest.mark.parametrize("number", ["99", "03"])
def test_only_somebody_there_is_sent(number: str) -> None:
    assert outcome(ordered().play(w.DispatchTo(**AS_LIN, to=number))) is CaseOutcome.NO_SUCH_AGENT


def test_a_complaint_is_no_repair() -> None:
    play = CaseScript(CaseKind.COMPLAINT, agents=STAFF).filed(what="态度不好")
    assert outcome(play.play(w.DecideScope(**AS_LIN, scope=Scope.FREE))) is CaseOutcome.ONLY_REPAIRS
