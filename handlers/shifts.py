"""What staff write about shifts: /away, /back, /handover, /remove, /notice, /swap."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from desk import commands as c
from desk.commands import Origin
from desk.people import Absence
from handlers.asking import Asked

SHIFTS: Final = frozenset({"away", "meal", "back", "handover", "remove", "notice", "notices", "swap"})
"""The names of these commands."""

_MEAL: Final = frozenset({"meal", "lunch", "dinner", "吃饭", "用餐", "午饭", "晚饭"})
_ALONE: Mapping[str, type[c.ComeBack | c.ShowHandovers | c.ShowNotices]] = {
    "back": c.ComeBack,
    "handover": c.ShowHandovers,
    "notices": c.ShowNotices,
}


def about_shifts(asked: Asked, agent: int, origin: Origin) -> c.CrewCommand:
    """Return what one of these names asks, with what follows it."""
    rest = asked.rest.strip()
    match asked.name:
        case "away":
            return c.GoAway(agent=agent, origin=origin, absence=_absence(rest))
        case "meal":
            return c.GoAway(agent=agent, origin=origin, absence=Absence.MEAL)
        case "remove":
            return c.Remove(agent=agent, origin=origin, number=rest or None)
        case "notice":
            return c.PostNotice(agent=agent, origin=origin, text=rest)
        case "swap":
            return _swap(rest.split(), agent, origin)
        case _:
            return _ALONE[asked.name or ""](agent=agent, origin=origin)


def _absence(rest: str) -> Absence:
    if not rest:
        return Absence.UNSAID
    return Absence.MEAL if rest.lower() in _MEAL else Absence.REASON


def _swap(words: list[str], agent: int, origin: Origin) -> c.AskSwap:
    """Read "2026-11-24 late 12"; the name of a shift may have spaces in it."""
    if len(words) < len(("day", "shift", "taker")):
        return c.AskSwap(agent=agent, origin=origin, day=None, shift="", taker="")
    day, *shift, taker = words
    return c.AskSwap(agent=agent, origin=origin, day=_day(day), shift=" ".join(shift), taker=taker)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
