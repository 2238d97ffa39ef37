"""What the buttons about work orders carry, for workers and the office; the first number is that of the case's row.

    1ja:7:2      I come, by the second dispatch    1jo:7:2      I am there        1jd:7:2   it is done
    1jr:7:2:b    I cannot: b busy, t another trade, u unwell
    1js:7:f      it is free (p: it is paid)         1jl:7        who could be sent?
    1jt:7:21:2   send 21, after two dispatches      1ju:7:1      what it waited for has come
    1je:7:1      I have the emergency in hand

The second number is a count of the case's: what is done by an older message is known to be old.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desk.cases.kinds import Refusal, Scope
from handlers.carrying import Named


@dataclass(frozen=True, slots=True)
class AcceptWorkIt:
    """I come."""

    case: int
    dispatch: int


@dataclass(frozen=True, slots=True)
class ArriveIt:
    """I am there."""

    case: int
    dispatch: int


@dataclass(frozen=True, slots=True)
class FinishIt:
    """It is done."""

    case: int
    dispatch: int


@dataclass(frozen=True, slots=True)
class RefuseWorkIt:
    """I cannot, for this reason."""

    case: int
    dispatch: int
    why: Refusal


@dataclass(frozen=True, slots=True)
class ScopeIt:
    """Say who pays."""

    case: int
    scope: Scope


@dataclass(frozen=True, slots=True)
class WorkersIt:
    """Show who could be sent."""

    case: int


@dataclass(frozen=True, slots=True)
class DispatchIt:
    """Send somebody, after so many dispatches."""

    case: int
    worker: int
    dispatch: int


@dataclass(frozen=True, slots=True)
class TakeUpIt:
    """What it waited for has come."""

    case: int
    waiting: int


@dataclass(frozen=True, slots=True)
class RepairEmergencyIt:
    """I have the emergency in hand."""

    case: int
    emergency: int


WorkButton = (
    AcceptWorkIt | ArriveIt | FinishIt | RefuseWorkIt | ScopeIt | WorkersIt | DispatchIt | TakeUpIt | RepairEmergencyIt
)

REASONS: Final[Mapping[str, Refusal]] = {"b": Refusal.BUSY, "t": Refusal.TRADE, "u": Refusal.UNWELL}
"""The reasons that can be pressed; any other is written."""
_SCOPES: Final[Mapping[str, Scope]] = {"f": Scope.FREE, "p": Scope.PAID}
_PAIRS: Final[Mapping[str, type[AcceptWorkIt | ArriveIt | FinishIt | TakeUpIt | RepairEmergencyIt]]] = {
    "a": AcceptWorkIt,
    "o": ArriveIt,
    "d": FinishIt,
    "u": TakeUpIt,
    "e": RepairEmergencyIt,
}
_SIGNS: Final = {kind: sign for sign, kind in _PAIRS.items()}
_ROW = "([1-9][0-9]{0,17})"
_COUNT = "(0|[1-9][0-9]{0,8})"
_PAIR = re.compile(f"1j([{''.join(_PAIRS)}]):{_ROW}:{_COUNT}", re.ASCII)
_REASON = re.compile(f"1jr:{_ROW}:{_COUNT}:([{''.join(REASONS)}])", re.ASCII)
_SCOPE = re.compile(f"1js:{_ROW}:([{''.join(_SCOPES)}])", re.ASCII)
_WORKERS = re.compile(f"1jl:{_ROW}", re.ASCII)
_DISPATCH = re.compile(f"1jt:{_ROW}:{_ROW}:{_COUNT}", re.ASCII)


def pack_work(button: WorkButton) -> str:
    """Return the data of a button, at most 64 bytes."""
    match button:
        case RefuseWorkIt(case, dispatch, why):
            return f"1jr:{case}:{dispatch}:{next(sign for sign, one in REASONS.items() if one is why)}"
        case ScopeIt(case, scope):
            return f"1js:{case}:{scope.value[0]}"
        case WorkersIt(case):
            return f"1jl:{case}"
        case DispatchIt(case, worker, dispatch):
            return f"1jt:{case}:{worker}:{dispatch}"
        case TakeUpIt(case, count) | RepairEmergencyIt(case, count):
            return f"1j{_SIGNS[type(button)]}:{case}:{count}"
        case AcceptWorkIt(case, count) | ArriveIt(case, count) | FinishIt(case, count):
            return f"1j{_SIGNS[type(button)]}:{case}:{count}"


def unpack_work(data: str, _: Named) -> WorkButton | None:
    """Return what a button means, or None if it is none of ours."""
    if found := _PAIR.fullmatch(data):
        return _PAIRS[found[1]](int(found[2]), int(found[3]))
    if found := _REASON.fullmatch(data):
        return RefuseWorkIt(int(found[1]), int(found[2]), REASONS[found[3]])
    if found := _SCOPE.fullmatch(data):
        return ScopeIt(int(found[1]), _SCOPES[found[2]])
    if found := _WORKERS.fullmatch(data):
        return WorkersIt(int(found[1]))
    if found := _DISPATCH.fullmatch(data):
        return DispatchIt(int(found[1]), int(found[2]), int(found[3]))
    return None
