"""What the buttons of staff about cases carry; the first sign is the version, the number is that of the case's row.

1gm:7      give case 7 to me            1gu:7      take what was given to me
1gs:7      show it                      1gk:7:m    it is a major one (o ordinary, m major, c crisis, r regulator)
1gy:7:repair_accept:2   grant the appeal against run 2 of that clock         1gn:7:…   let the breach stand
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desk.cases.kinds import Class
from desk.events import Clock
from handlers.carrying import Named


@dataclass(frozen=True, slots=True)
class AssignMeIt:
    """Give a case to me."""

    case: int


@dataclass(frozen=True, slots=True)
class UndertakeIt:
    """Take what was given to me."""

    case: int


@dataclass(frozen=True, slots=True)
class ShowCaseIt:
    """Show a case."""

    case: int


@dataclass(frozen=True, slots=True)
class ClassifyIt:
    """Say how grave a case is."""

    case: int
    klass: Class


@dataclass(frozen=True, slots=True)
class JudgeCaseAppealIt:
    """Grant an appeal, or not."""

    case: int
    clock: Clock
    occurrence: int
    grant: bool


CaseButton = AssignMeIt | UndertakeIt | ShowCaseIt | ClassifyIt | JudgeCaseAppealIt

_CLASSES: Final[Mapping[str, Class]] = {one.value[0]: one for one in Class}
_CASE = "([1-9][0-9]{0,17})"
_ONE = re.compile(f"1g([mus]):{_CASE}", re.ASCII)
_CLASS = re.compile(f"1gk:{_CASE}:([{''.join(_CLASSES)}])", re.ASCII)
_JUDGE = re.compile(f"1g([yn]):{_CASE}:({'|'.join(clock.value for clock in Clock)}):([0-9]{{1,9}})", re.ASCII)
_Plain = AssignMeIt | UndertakeIt | ShowCaseIt
_PLAIN: Final[Mapping[str, type[_Plain]]] = {"m": AssignMeIt, "u": UndertakeIt, "s": ShowCaseIt}


def pack_case(button: CaseButton) -> str:
    """Return the data of a button, at most 64 bytes."""
    match button:
        case AssignMeIt(case):
            return f"1gm:{case}"
        case UndertakeIt(case):
            return f"1gu:{case}"
        case ShowCaseIt(case):
            return f"1gs:{case}"
        case ClassifyIt(case, klass):
            return f"1gk:{case}:{klass.value[0]}"
        case JudgeCaseAppealIt(case, clock, occurrence, grant):
            return f"1g{'y' if grant else 'n'}:{case}:{clock.value}:{occurrence}"


def unpack_case(data: str, _: Named) -> CaseButton | None:
    """Return what a button means, or None if it is none of ours."""
    if found := _ONE.fullmatch(data):
        return _PLAIN[found[1]](int(found[2]))
    if found := _CLASS.fullmatch(data):
        return ClassifyIt(int(found[1]), _CLASSES[found[2]])
    if found := _JUDGE.fullmatch(data):
        return JudgeCaseAppealIt(int(found[2]), Clock(found[3]), int(found[4]), grant=found[1] == "y")
    return None
