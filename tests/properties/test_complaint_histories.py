"""Complaints nobody thought of: whatever is asked in whatever order, the fold agrees and no rule is walked around."""

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.cases import commands as k
from desk.cases import events as v
from desk.cases.clocks import running
from desk.cases.complaints import commands as c
from desk.cases.kinds import CaseKind, Cause, Class, Ending
from desk.cases.state import CaseState
from desk.commands import Command
from desk.content import Content
from desk.errors import IllegalMove
from tests.kit.case_script import ROOM, CaseScript
from tests.kit.cast import LIN, MEI, TEN, WANG, ZHAO

_PEOPLE = st.sampled_from([ZHAO.user_id, LIN.user_id, WANG.user_id])
_WORDS = st.sampled_from(["The vase", "", "我要找你们总公司"])
_AMOUNTS = st.sampled_from([30_000, 80_000])
_MOVES: dict[type[Command], dict[str, st.SearchStrategy[Any]]] = {
    k.Assign: {"to": st.sampled_from([None, LIN.number, WANG.number])},
    k.Undertake: {},
    k.Classify: {"klass": st.sampled_from(Class)},
    k.FollowUp: {},
    k.Inform: {},
    k.Reopen: {},
    c.JudgeCase: {"justified": st.booleans(), "cause": st.just(Cause.DELAY), "unit": st.just("工程部")},
    c.AskMoney: {"amount": _AMOUNTS},
    c.DecideMoney: {"amount": _AMOUNTS, "granted": st.booleans()},
    c.ReportRemedy: {"amount": st.sampled_from([None, 30_000, 80_000])},
    c.SeekAgreement: {},
    c.NoteAgreement: {"agreed": st.booleans()},
    c.SettleUnreached: {},
    c.Reject: {},
    c.NoteWithdrawal: {},
    c.CloseCase: {},
    c.AskCustomer: {},
    c.GoOnWith: {},
    c.SendSlip: {"to": st.sampled_from([WANG.number, ZHAO.number])},
    c.ReturnSlip: {"slip": st.none() | st.integers(1, 2)},
    c.Escalate: {"level": st.none() | st.integers(1, 3), "emergency": st.booleans()},
    c.Instruct: {},
    c.ReportSkip: {},
    c.ReportDelay: {},
    c.AskExclusion: {},
    c.DecideExclusion: {"excluded": st.booleans()},
    c.CancelUnsettled: {},
    c.AcknowledgeCrisis: {"crisis": st.integers(1, 2)},
}


def _by_staff(kind: type[Command]) -> st.SearchStrategy[Command]:
    return st.builds(kind, agent=_PEOPLE, origin=st.just(ROOM), words=_WORDS, **_MOVES[kind])


_ANSWERS = st.builds(c.AnswerRemedy, customer=st.just(MEI.chat_id), remedy=st.integers(1, 2), agreed=st.booleans())
_CORE = (c.ReportRemedy, c.SeekAgreement, c.SettleUnreached, c.JudgeCase, c.Reject, c.CloseCase, c.NoteAgreement)
"""What leads far: tried more often than its share."""
_STEPS = st.one_of(
    st.sampled_from(_CORE).flatmap(_by_staff),
    st.sampled_from(_CORE).flatmap(_by_staff),
    st.just(timedelta(days=1)),
    st.sampled_from(list(_MOVES)).flatmap(_by_staff),
    _ANSWERS,
    st.builds(k.Urge, customer=st.just(MEI.chat_id)),
    _WORDS.map(lambda text: k.NoteWord(at=TEN, content=Content(chat_id=1, message_id=1, sent_at=TEN, text=text))),
    st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=4)),
)


@settings(max_examples=100)
@given(st.lists(_STEPS, min_size=20, max_size=50))
def test_no_history_of_a_complaint_walks_around_a_rule(steps: list[Command | timedelta]) -> None:
    play = CaseScript(CaseKind.COMPLAINT).filed(what="The cleaners broke my vase")
    play.play(k.Assign(agent=LIN.user_id, origin=ROOM))
    for step in steps:
        before = play.case
        if isinstance(step, timedelta):
            play.now += step
            play.strike()
            assert not [due for due in running(play.case, play.rules) if due.at <= play.now]
        else:
            try:
                play.play(step)
            except IllegalMove:
                assert play.case is before
    _nothing_above_the_limit_without_a_yes(play)
    _nothing_grave_archived_without_its_result(play)
    _no_end_without_agreement_before_three_days_of_trying(play)


def _nothing_above_the_limit_without_a_yes(play: CaseScript) -> None:
    granted = 50_000
    for event in play.history:
        if isinstance(event, v.MoneyDecided) and event.granted:
            assert event.by == ZHAO.user_id
            granted = max(granted, event.amount)
        elif isinstance(event, v.RemedyDone):
            assert (event.amount or 0) <= granted


def _nothing_grave_archived_without_its_result(play: CaseScript) -> None:
    case = play.case
    withdrawn = case.ending is Ending.WITHDRAWN
    if case.state is CaseState.CLOSED and case.klass is not Class.ORDINARY and not withdrawn:
        assert case.justified is not None


def _no_end_without_agreement_before_three_days_of_trying(play: CaseScript) -> None:
    days: set[Any] = set()
    for event in play.history:
        match event:
            case v.AgreementSought():
                days.add(event.at.date())
            case v.Disagreed() | v.CaseReopened():
                days.clear()
            case v.CaseSettled(ending=Ending.UNREACHED):
                assert len(days) >= play.rules.attempts
            case _:
                pass
