"""The command about a case: `/case TS-20261122-0007 note ...`, in Chinese 工单, in a topic or in General.

/case                        the open cases of this customer, or of the desk
/case TS-20261122-0007       this one
/case [NUMBER] VERB words    something about this one; without a number, about the customer's only open one
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from aiogram.types import Message

from desk.cases import commands as k
from desk.cases.kinds import SERIES, Class
from desk.commands import OfRoom, OfTopic, Origin, StaffCommand, Subject
from handlers import callback_verbs, complaint_verbs
from handlers.asking import Asked, first_word
from handlers.reading import origin_of, thread_of
from handlers.repair_verbs import REPAIR_VERBS

Read = Callable[[str, int, Origin], k.CaseCommand | None]
"""Reads the words behind a verb, said by whom and where; None: they do not say enough."""

_NUMBER: Final = re.compile(rf"(?:{'|'.join(SERIES.values())})-\d{{8}}-\d{{4,}}", re.ASCII | re.IGNORECASE)
_MINE: Final = frozenset({"mine", "我的"})
_CLASSES: Final[Mapping[str, Class]] = {
    "ordinary": Class.ORDINARY,
    "一般": Class.ORDINARY,
    "普通": Class.ORDINARY,
    "major": Class.MAJOR,
    "重大": Class.MAJOR,
    "crisis": Class.CRISIS,
    "危机": Class.CRISIS,
    "regulator": Class.REGULATOR,
    "监管": Class.REGULATOR,
}


def about_cases(asked: Asked, agent: int, message: Message) -> tuple[Subject, StaffCommand]:
    """Return what `/case` asks, and about whom."""
    origin, thread = origin_of(message), thread_of(message)
    where: Subject = OfTopic(message.chat.id, thread) if thread is not None else OfRoom()
    first, rest = first_word(asked.rest)
    number = first.upper() if _NUMBER.fullmatch(first) else None
    if number is not None:
        first, rest = first_word(rest)
    if not first or first.lower() in _MINE:
        if number is not None:
            return where, k.ShowByNumber(agent=agent, origin=origin, number=number)
        return where, k.ShowCases(agent=agent, origin=origin, mine=bool(first))
    read = VERBS.get(first.lower())
    command = read(rest, agent, origin) if read is not None else None
    if command is None:
        if read is None:
            return where, k.CaseUnclear(agent=agent, origin=origin, unknown=first)
        return where, k.CaseUnclear(agent=agent, origin=origin, verb=first)
    return where, k.OnCase(agent=agent, origin=origin, number=number, asked=command)


def _assign(rest: str, agent: int, origin: Origin) -> k.CaseCommand:
    to, words = first_word(rest)
    return k.Assign(agent=agent, origin=origin, to=to.removesuffix("号") or None, words=words)


def _mine(rest: str, agent: int, origin: Origin) -> k.CaseCommand:
    return k.Assign(agent=agent, origin=origin, to=None, words=rest)


def _note(rest: str, agent: int, origin: Origin) -> k.CaseCommand | None:
    return k.FollowUp(agent=agent, origin=origin, words=rest) if rest else None


def _tell(rest: str, agent: int, origin: Origin) -> k.CaseCommand | None:
    return k.Inform(agent=agent, origin=origin, words=rest) if rest else None


def _class(rest: str, agent: int, origin: Origin) -> k.CaseCommand | None:
    klass = _CLASSES.get(first_word(rest)[0].lower())
    return k.Classify(agent=agent, origin=origin, klass=klass) if klass is not None else None


def _why(_: str, agent: int, origin: Origin) -> k.CaseCommand:
    return k.WhyCase(agent=agent, origin=origin)


def _appeal(rest: str, agent: int, origin: Origin) -> k.CaseCommand | None:
    return k.AppealCase(agent=agent, origin=origin, words=rest) if rest else None


def _reopen(rest: str, agent: int, origin: Origin) -> k.CaseCommand:
    return k.Reopen(agent=agent, origin=origin, words=rest)


COMMON: Final[Mapping[str, Read]] = {
    "assign": _assign,
    "派给": _assign,
    "指派": _assign,
    "mine": _mine,
    "我来负责": _mine,
    "接手": _mine,
    "note": _note,
    "跟进": _note,
    "记录": _note,
    "tell": _tell,
    "回复": _tell,
    "告知": _tell,
    "class": _class,
    "级别": _class,
    "定级": _class,
    "why": _why,
    "为何": _why,
    "appeal": _appeal,
    "申诉": _appeal,
    "reopen": _reopen,
    "重开": _reopen,
}
VERBS: Final[Mapping[str, Read]] = {**COMMON, **REPAIR_VERBS, **callback_verbs.VERBS, **complaint_verbs.VERBS}
"""Every verb there is, of all areas."""
