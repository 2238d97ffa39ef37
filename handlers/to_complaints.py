"""What is said about complaints: to the customer, to whoever has one in hand, to leads and the room."""

from collections.abc import Callable, Mapping
from typing import Any

from desk.cases.complaints import notices as n
from desk.cases.kinds import Cause
from desk.cases.state import CaseState
from desk.cases.units import code_of
from desk.notices import Notice
from handlers.agreement_buttons import AgreementButton
from handlers.case_buttons import ShowCaseIt
from handlers.complaint_buttons import KnowCrisisIt, VerdictIt
from handlers.complaint_card import Row, exclusion_row, money_row, sum_of
from handlers.lettering import TEXT, cut, escape, one_line, units, visible
from handlers.moments import day_and_time
from handlers.spoken import Spoken, Voice, keyboard
from handlers.to_staff import customer_named

_CAUSES_IN_A_ROW = 3
_UNITS_IN_A_ROW = 2
_NAME = 60


def _point(voice: Voice, notice: n.CasePoint) -> Spoken:
    text = voice.words(
        f"complaint_point.{notice.point.value}",
        number=notice.number,
        customer=customer_named(voice, notice.customer),
        by=escape(one_line(notice.by)) or "–",
        to=escape(one_line(notice.to)) or "–",
        amount=sum_of(notice.amount or 0),
        level=notice.level,
        slip=notice.slip,
        at=day_and_time(notice.at, voice.zone) if notice.at is not None else "–",
    )
    return Spoken(_with(voice, text, notice.text), keyboard(*_rows(voice, notice)))


def _with(voice: Voice, text: str, said: str) -> str:
    """Put what somebody wrote beneath a sentence, as much of it as fits."""
    if not said.strip():
        return text
    room = TEXT - units(visible(text)) - units(visible(voice.words("complaint.quoted", text=""))) - 1
    return f"{text}\n{voice.words('complaint.quoted', text=escape(cut(said, room, voice.words('mark.cut'))))}"


def _rows(voice: Voice, notice: n.CasePoint) -> list[Row]:
    """The buttons that go with it; those of what is decided by now are left out."""
    case = voice.case.case if voice.case is not None else None
    rows: list[Row] = []
    if notice.point is n.Point.CRISIS and (case is None or case.crisis_at is not None):
        rows.append([(voice.words("complaint_button.crisis"), KnowCrisisIt(notice.case, notice.crisis))])
    if notice.point is n.Point.MONEY_ASKED and (case is None or case.money_asked == notice.amount):
        rows.append(money_row(voice, notice.case, notice.amount or 0))
    if notice.point is n.Point.EXCLUSION_ASKED and (case is None or case.exclusion_asked):
        rows.append(exclusion_row(voice, notice.case))
    rows.append([(voice.words("case_button.show"), ShowCaseIt(notice.case))])
    return rows


def _verdict(voice: Voice, notice: n.VerdictWanted) -> Spoken:
    """First the cause is chosen, then the unit."""
    verdict = voice.words("complaint_card.justified" if notice.justified else "complaint_card.unjustified")
    if notice.cause is None:
        buttons = [
            (voice.words(f"case_cause.{one.value}"), VerdictIt(notice.case, notice.justified, one)) for one in Cause
        ]
        text = voice.words("complaint.which_cause", number=notice.number, verdict=verdict)
        return Spoken(text, keyboard(*_in_rows(buttons, _CAUSES_IN_A_ROW)))
    cause = voice.words(f"case_cause.{notice.cause.value}")
    buttons = [
        (cut(one_line(unit), _NAME), VerdictIt(notice.case, notice.justified, notice.cause, code_of(unit)))
        for unit in voice.rules.units
    ]
    text = voice.words("complaint.which_unit", number=notice.number, verdict=verdict, cause=cause)
    return Spoken(text, keyboard(*_in_rows(buttons, _UNITS_IN_A_ROW)))


def _in_rows(buttons: list[tuple[str, VerdictIt]], wide: int) -> list[Row]:
    return [buttons[place : place + wide] for place in range(0, len(buttons), wide)]


def _agreement(voice: Voice, notice: n.AgreementAsked) -> Spoken:
    key = "complaint.agreement_again" if notice.again else "complaint.agreement"
    text = _with(voice, voice.words(key, number=notice.number), _done(voice))
    buttons = [
        (voice.words(f"complaint_button.{name}"), AgreementButton(notice.case, notice.remedy, agreed=yes))
        for name, yes in (("agree", True), ("disagree", False))
    ]
    return Spoken(text, keyboard(buttons[:1], buttons[1:]))


def _done(voice: Voice) -> str:
    """What the handler wrote about the remedy."""
    return voice.case.words.get("remedy_done", "") if voice.case is not None else ""


def _missing(voice: Voice, notice: n.WhatIsMissing) -> Spoken:
    return Spoken(voice.words("complaint.what_is_missing", number=notice.number))


def _missing_heard(voice: Voice, notice: n.MissingHeard) -> Spoken:
    return Spoken(voice.words("complaint.missing_heard", number=notice.number))


def _wanted(voice: Voice, notice: n.CaseWanted) -> Spoken:
    said = notice.text or (voice.case.words.get("wanted", "") if voice.case is not None else "")
    key = "complaint.wanted_again" if notice.again else "complaint.wanted"
    return Spoken(_with(voice, voice.words(key, number=notice.number), said))


def _resting(voice: Voice, notice: n.CaseResting) -> Spoken:
    return Spoken(voice.words("complaint.resting", number=notice.number))


def _ended(voice: Voice, notice: n.CaseEnded) -> Spoken:
    text = voice.words(f"complaint_ended.{notice.ending.value}", number=notice.number)
    closed = voice.case is not None and voice.case.case.state is CaseState.CLOSED
    if not closed and f"complaint_later.{notice.ending.value}" in voice.words:
        text += "\n" + voice.words(f"complaint_later.{notice.ending.value}")
    return Spoken(_with(voice, text, notice.text))


TO_COMPLAINTS: Mapping[type[Notice], Callable[[Voice, Any], Spoken]] = {
    n.CasePoint: _point,
    n.CaseCall: _point,
    n.VerdictWanted: _verdict,
    n.AgreementAsked: _agreement,
    n.WhatIsMissing: _missing,
    n.MissingHeard: _missing_heard,
    n.CaseWanted: _wanted,
    n.CaseResting: _resting,
    n.CaseEnded: _ended,
}
"""How each notice about complaints is said."""
