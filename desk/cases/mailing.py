"""Notices about a case put on their way: to whom, in which language, and where a press is answered."""

from dataclasses import replace

from desk.cases.notices import CaseCard, CaseNotice
from desk.cases.state import Case
from desk.commands import Origin
from desk.notices import Audience, Notice
from desk.ports.letter import Letter


def letter_about(case: Case, notice: Notice, origin: Origin | None, *, locale: str) -> Letter:
    """Return the letter of a notice that a command led to; `locale` is the staff room's language."""
    to_origin = notice.audience is Audience.ORIGIN
    to_customer = notice.audience is Audience.CUSTOMER or (
        to_origin and origin is not None and origin.chat_id == case.customer
    )
    return Letter(
        notice=notice,
        locale=case.locale if to_customer else locale,
        customer=case.customer,
        origin=_answered_at(notice, origin) if to_origin else None,
        key=f"case:{case.id}" if isinstance(notice, CaseCard) else None,
    )


def stays(notice: Notice) -> bool:
    """Tell whether it is a message also where a press is answered."""
    return isinstance(notice, CaseNotice) and notice.stays


def answers_press(notice: Notice) -> bool:
    """Tell whether whoever pressed hears it in the small window of the press."""
    return notice.audience is Audience.ORIGIN and not stays(notice)


def _answered_at(notice: Notice, origin: Origin | None) -> Origin | None:
    """Return where an answer goes: to whoever pressed, or below what was pressed where it is to stay."""
    return replace(origin, press_id=None) if origin is not None and stays(notice) else origin
