"""What staff write about a callback behind `/case`: what came of it, or when it is to be.

/case [NUMBER] 回访 满意 … | 不满意 … | 没联系上 | 不愿评价 | 改时间 明天 15:00      callback satisfied …
/case [NUMBER] 更新联系方式 …                                              contact …
"""

from collections.abc import Callable, Mapping
from typing import Final

from desk.cases import commands as k
from desk.cases.callbacks import commands as cb
from desk.cases.kinds import Result
from desk.commands import Origin
from handlers.until import UnreadableTimeError, read_until

_RESULTS: Final[Mapping[str, Result]] = {
    "满意": Result.SATISFIED,
    "satisfied": Result.SATISFIED,
    "不满意": Result.NOT_SATISFIED,
    "unsatisfied": Result.NOT_SATISFIED,
    "没联系上": Result.NOT_REACHED,
    "未接通": Result.NOT_REACHED,
    "unreached": Result.NOT_REACHED,
    "不愿评价": Result.REFUSED,
    "refused": Result.REFUSED,
}
_LATER: Final = frozenset({"改时间", "改期", "later"})


def _callback(rest: str, agent: int, origin: Origin) -> k.CaseCommand | None:
    first, _, words = rest.strip().partition(" ")
    if first.lower() in _LATER:
        return _move(words.strip(), agent, origin)
    result = _RESULTS.get(first.lower())
    if result is None:
        return None
    return cb.RecordCallback(agent=agent, origin=origin, result=result, words=words.strip())


def _move(rest: str, agent: int, origin: Origin) -> k.CaseCommand | None:
    try:
        until, words = read_until(rest)
    except UnreadableTimeError:
        return None
    return cb.MoveCallback(agent=agent, origin=origin, until=until, words=words) if until is not None else None


def _contact(rest: str, agent: int, origin: Origin) -> k.CaseCommand:
    return cb.RenewContact(agent=agent, origin=origin, words=rest.strip())


VERBS: Final[Mapping[str, Callable[[str, int, Origin], k.CaseCommand | None]]] = {
    "回访": _callback,
    "callback": _callback,
    "更新联系方式": _contact,
    "contact": _contact,
}
"""How each verb is read."""
