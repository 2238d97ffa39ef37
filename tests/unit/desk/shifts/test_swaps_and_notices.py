"""Swaps that a lead approves, and notices that every shift reads."""

from datetime import date
from typing import Any

import pytest

from desk import commands as c
from desk.notices import Called
from desk.notices import shifts as n
from desk.people import Agent
from desk.shifts import Swap, read_rota
from desk.shifts import events as s
from desk.shifts.room import Consent, apply_swaps
from tests.kit.cast import LIN, TEN, WANG, ZHAO, at, off
from tests.kit.crew import HERE, PRESSED, StaffRoom

_O = n.ShiftOutcome
_ROTA = read_rota(
    """
zone = "UTC"
[agents.01]
id = 1
[agents.07]
id = 7
[agents.12]
id = 12
[shifts.late]
hours = ["17:30", "25:00"]
[rota]
tue = { late = ["07"] }
""",
    "rota.toml",
)
_TUESDAY = date(2026, 11, 24)
_FACTS: dict[str, Any] = {"day": _TUESDAY, "shift": "late", "giver": "07", "taker": "12"}
_EVENT: dict[str, Any] = {"swap": 1, **_FACTS}


def _asks(day: date | None = _TUESDAY, shift: str = "late", taker: str = "12", who: Agent = LIN) -> c.AskSwap:
    return c.AskSwap(agent=who.user_id, origin=HERE, day=day, shift=shift, taker=taker)


def _agrees(who: Agent) -> c.AnswerSwap:
    return c.AnswerSwap(agent=who.user_id, origin=PRESSED, swap=1, yes=True)


def _refuses(who: Agent) -> c.AnswerSwap:
    return c.AnswerSwap(agent=who.user_id, origin=PRESSED, swap=1, yes=False)


def test_a_swap_is_asked_agreed_and_approved_and_then_the_rota_has_it() -> None:
    play = StaffRoom(rota=_ROTA).do(_asks())
    assert play.news == [s.SwapAsked(at=TEN, **_EVENT)]
    assert play.said == [
        n.ShiftTold(outcome=_O.SWAP_ASKED, number="12"),
        n.SwapProposed(**_EVENT, rung=(Called(agent=WANG.user_id, number="12"),)),
    ]
    play.do(_agrees(WANG))
    assert play.news == [s.SwapAgreed(at=TEN, swap=1, by=WANG.user_id)]
    assert play.told(n.SwapToApprove) == [n.SwapToApprove(**_EVENT, rung=(Called(agent=ZHAO.user_id, number="01"),))]
    play.do(_agrees(ZHAO))
    assert s.SwapApproved(at=TEN, swap=1, by=ZHAO.user_id) in play.news
    assert play.told(n.SwapSettled) == [n.SwapSettled(**_EVENT, approved=True)]
    assert play.rota is not None
    assert play.rota.plan(_TUESDAY).shifts == {"late": frozenset({"12"})}
    assert play.room.approved == (Swap(**_FACTS),)
    assert apply_swaps(_ROTA, play.room.approved) == play.rota


@pytest.mark.parametrize(
    ("command", "outcome"),
    [
        (_asks(day=None), _O.HOW_TO_SWAP),
        (_asks(day=date(2026, 11, 17)), _O.HOW_TO_SWAP),
        (_asks(shift="early"), _O.NOT_YOUR_SHIFT),
        (_asks(who=WANG), _O.NOT_YOUR_SHIFT),
        (_asks(taker="99"), _O.NO_SUCH_TAKER),
        (_asks(taker="07"), _O.NO_SUCH_TAKER),
    ],
)
def test_a_swap_that_cannot_be_is_refused_with_the_reason(command: c.AskSwap, outcome: n.ShiftOutcome) -> None:
    play = StaffRoom(rota=_ROTA).do(command)
    assert (play.news, play.said) == ([], [n.ShiftTold(outcome=outcome)])


def test_without_a_rota_there_is_nothing_to_swap() -> None:
    assert StaffRoom().do(_asks()).said == [n.ShiftTold(outcome=_O.NO_ROTA)]


def test_nobody_agrees_for_another_and_only_a_lead_approves() -> None:
    play = StaffRoom(rota=_ROTA).do(_asks())
    assert play.do(_agrees(LIN)).said == [n.ShiftTold(outcome=_O.NOT_FOR_YOU)]
    assert play.do(_agrees(ZHAO)).said == [n.ShiftTold(outcome=_O.SWAP_NOT_AGREED)]
    play.do(_agrees(WANG))
    assert play.do(_agrees(WANG)).said == [n.ShiftTold(outcome=_O.LEADS_DECIDE)]
    assert [one.consent for one in play.room.swaps] == [Consent.AGREED]


@pytest.mark.parametrize("who", [LIN, WANG, ZHAO])
def test_who_asked_who_was_asked_and_a_lead_may_each_say_no(who: Agent) -> None:
    play = StaffRoom(rota=_ROTA).do(_asks()).do(_refuses(who))
    assert play.news == [s.SwapRefused(at=TEN, swap=1, by=who.user_id)]
    assert play.told(n.SwapSettled) == [n.SwapSettled(**_EVENT, approved=False)]
    assert play.do(_agrees(WANG)).said == [n.ShiftTold(outcome=_O.SWAP_OVER)]


def test_a_swap_the_rota_no_longer_knows_is_left_out() -> None:
    other = read_rota('zone = "UTC"\n[agents.07]\nid = 7\n', "rota.toml")
    assert apply_swaps(other, [Swap(**_FACTS)]) == other


# --- notices ---------------------------------------------------------------------------------------------------------


def _posts(text: str = "The lift is serviced on Friday", who: Agent = ZHAO) -> c.PostNotice:
    return c.PostNotice(agent=who.user_id, origin=HERE, text=text)


def _reads(who: Agent = LIN, notice: int = 1) -> c.ReadNotice:
    return c.ReadNotice(agent=who.user_id, origin=PRESSED, notice=notice)


def test_what_a_lead_posts_is_shown_to_every_shift_until_it_is_read() -> None:
    play = StaffRoom(agents=[off(LIN), WANG, ZHAO]).do(_posts())
    posted: dict[str, Any] = {"notice": 1, "number": "01", "at": TEN, "text": "The lift is serviced on Friday"}
    assert play.told(n.NoticePosted) == [n.NoticePosted(**posted)]
    on, gone = c.GoOn(agent=LIN.user_id, origin=HERE), c.GoOff(agent=LIN.user_id, origin=HERE)
    assert play.do(on).told(n.NoticeUnread) == [n.NoticeUnread(**posted)]
    assert play.do(_reads()).said == [n.ShiftTold(outcome=_O.NOTICE_READ)]
    assert play.do(gone).do(on).told(n.NoticeUnread) == []


def test_it_can_be_seen_who_has_read_a_notice_and_who_has_not() -> None:
    play = StaffRoom().do(_posts()).do(_reads()).do(_reads()).wait(hours=1).do(_posts("Tea is served"))
    shown = play.do(c.ShowNotices(agent=WANG.user_id, origin=HERE)).told(n.NoticesShown)[0]
    assert shown.lines == (
        n.NoticeLine(notice=2, at=at(hours=1), text="Tea is served", read=("01",), unread=("07", "12")),
        n.NoticeLine(notice=1, at=TEN, text="The lift is serviced on Friday", read=("01", "07"), unread=("12",)),
    )


@pytest.mark.parametrize(
    ("command", "outcome"),
    [
        (_posts(who=LIN), n.ShiftTold(outcome=_O.LEADS_DECIDE)),
        (_posts("  "), n.ShiftTold(outcome=_O.HOW_TO_NOTIFY, count=1000)),
        (_posts("x" * 1001), n.ShiftTold(outcome=_O.HOW_TO_NOTIFY, count=1000)),
        (_reads(), n.ShiftTold(outcome=_O.NO_NOTICES)),
        (c.ShowNotices(agent=LIN.user_id, origin=HERE), n.ShiftTold(outcome=_O.NO_NOTICES)),
    ],
)
def test_what_is_no_notice_is_told_so(command: c.CrewCommand, outcome: n.ShiftTold) -> None:
    play = StaffRoom().do(command)
    assert (play.said, play.bulletin) == ([outcome], [])
