"""What the buttons of staff about complaints carry; the first sign is the version, the number that of the case's row.

1vm:7:80000:y   money is granted (n: not)      1vx:7:y     it is excluded from the figures (n: not)
1vc:7:1         I know of this crisis          1vr:7:0     it is done, after no remedy before
1va:7           ask the customer again         1vu:7       end it without the customer
1ve:7           archive it                     1vg:7       go on with it
1vt:7           it becomes a complaint         1vj:7:y     it is justified (n: not); then …:s the cause, …:s:1a2b3c4d
                                               the unit by its code
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from desk.cases.kinds import Cause
from handlers.carrying import Named


@dataclass(frozen=True, slots=True)
class DecideMoneyIt:
    """Grant an amount in hundredths, or not."""

    case: int
    amount: int
    granted: bool


@dataclass(frozen=True, slots=True)
class DecideExclusionIt:
    """Let a case count no more in the figures, or not."""

    case: int
    excluded: bool


@dataclass(frozen=True, slots=True)
class KnowCrisisIt:
    """Say that one knows of a crisis."""

    case: int
    crisis: int


@dataclass(frozen=True, slots=True)
class RemedyIt:
    """Say that what was to be done has been done."""

    case: int
    after: int


@dataclass(frozen=True, slots=True)
class VerdictIt:
    """Give a verdict, or choose what is still missing of it; `unit` is a code."""

    case: int
    justified: bool
    cause: Cause | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class SeekIt:
    """Ask the customer again."""

    case: int


@dataclass(frozen=True, slots=True)
class UnreachedIt:
    """End it without the customer's agreement."""

    case: int


@dataclass(frozen=True, slots=True)
class CloseIt:
    """Archive it."""

    case: int


@dataclass(frozen=True, slots=True)
class GoOnIt:
    """Go on with what waits or rests."""

    case: int


@dataclass(frozen=True, slots=True)
class TurnIt:
    """Make a complaint of a grievance."""

    case: int


ComplaintButton = (
    DecideMoneyIt
    | DecideExclusionIt
    | KnowCrisisIt
    | RemedyIt
    | VerdictIt
    | SeekIt
    | UnreachedIt
    | CloseIt
    | GoOnIt
    | TurnIt
)

_CAUSES: Final[Mapping[str, Cause]] = {one.value[0]: one for one in Cause}
_PLAIN: Final[Mapping[str, Callable[[int], ComplaintButton]]] = {
    "a": SeekIt,
    "u": UnreachedIt,
    "e": CloseIt,
    "g": GoOnIt,
    "t": TurnIt,
}
_SIGN_OF: Final = {kind: sign for sign, kind in _PLAIN.items()}
_CASE = "([1-9][0-9]{0,17})"
_COUNT = "(0|[1-9][0-9]{0,17})"
_ONE = re.compile(f"1v([{''.join(_PLAIN)}]):{_CASE}", re.ASCII)
_TWO = re.compile(f"1v([cr]):{_CASE}:{_COUNT}", re.ASCII)
_MONEY = re.compile(f"1vm:{_CASE}:{_COUNT}:([yn])", re.ASCII)
_EXCLUSION = re.compile(f"1vx:{_CASE}:([yn])", re.ASCII)
_VERDICT = re.compile(f"1vj:{_CASE}:([yn])(?::([{''.join(_CAUSES)}])(?::([0-9a-f]{{8}}))?)?", re.ASCII)


def pack_complaint(button: ComplaintButton) -> str:
    """Return the data of a button, at most 64 bytes."""
    match button:
        case DecideMoneyIt(case, amount, granted):
            return f"1vm:{case}:{amount}:{_yes(granted)}"
        case DecideExclusionIt(case, excluded):
            return f"1vx:{case}:{_yes(excluded)}"
        case KnowCrisisIt(case, crisis):
            return f"1vc:{case}:{crisis}"
        case RemedyIt(case, after):
            return f"1vr:{case}:{after}"
        case VerdictIt(case, justified, cause, unit):
            chosen = (cause.value[0] if cause is not None else None, unit)
            return ":".join([f"1vj:{case}", _yes(justified), *filter(None, chosen)])
        case SeekIt(case) | UnreachedIt(case) | CloseIt(case) | GoOnIt(case) | TurnIt(case):
            return f"1v{_SIGN_OF[type(button)]}:{case}"


def unpack_complaint(data: str, _: Named) -> ComplaintButton | None:
    """Return what a button means, or None if it is none of ours."""
    if found := _ONE.fullmatch(data):
        return _PLAIN[found[1]](int(found[2]))
    if found := _TWO.fullmatch(data):
        kind = KnowCrisisIt if found[1] == "c" else RemedyIt
        return kind(int(found[2]), int(found[3]))
    if found := _MONEY.fullmatch(data):
        return DecideMoneyIt(int(found[1]), int(found[2]), granted=found[3] == "y")
    if found := _EXCLUSION.fullmatch(data):
        return DecideExclusionIt(int(found[1]), excluded=found[2] == "y")
    if found := _VERDICT.fullmatch(data):
        cause = _CAUSES[found[3]] if found[3] else None
        return VerdictIt(int(found[1]), found[2] == "y", cause, found[4])
    return None


def _yes(yes: bool) -> str:  # noqa: FBT001 - one sign for one answer
    return "y" if yes else "n"
