"""What the buttons about gaps and autonomy carry.

    1ml:10        what was asked in vain, from the eleventh on     1ma            how autonomy stands
    1mg:KEY       one line of it                                   1md  1md=fee   sure answers are given directly
    1mp:KEY       make it a phrasing, 1mn an entry of its own,     1ms  1ms=fee   … are suggested only
                  1mi nothing, 1mx it does not belong there        1mr  1mr=fee   … as they have earned it

The first sign is the version; an entry's id stands behind the sign it is carried with, without one it is the library.
"""

import re
from dataclasses import dataclass
from typing import Final

from desk.library.events import GapDecision
from handlers.carrying import ENTRY, Named, long, short


@dataclass(frozen=True, slots=True)
class OpenGaps:
    """Show what was asked in vain, from a place on."""

    start: int = 0


@dataclass(frozen=True, slots=True)
class OpenGap:
    """Show one line of it."""

    key: str


@dataclass(frozen=True, slots=True)
class DecideGapIt:
    """Decide about a line."""

    decision: GapDecision
    key: str


@dataclass(frozen=True, slots=True)
class OpenAutonomy:
    """Show how autonomy stands."""


@dataclass(frozen=True, slots=True)
class SetAutonomyIt:
    """Say whether sure answers of an entry (None: of the library) are direct; None: as earned."""

    direct: bool | None
    entry: str | None = None


LearningButton = OpenGaps | OpenGap | DecideGapIt | OpenAutonomy | SetAutonomyIt

_DECISIONS: Final = {
    "p": GapDecision.PHRASING,
    "n": GapDecision.ENTRY,
    "i": GapDecision.IGNORED,
    "x": GapDecision.REFUSED,
}
_CODES: Final = {decision: code for code, decision in _DECISIONS.items()}
_SET: Final[dict[str, bool | None]] = {"d": True, "s": False, "r": None}
_LIST = re.compile("1ml:(0|[1-9][0-9]{0,3})")
_KEYED = re.compile("1m([gpnix]):([0-9a-z]{1,16})")
_STANDING = re.compile(f"1m([dsr])({ENTRY})?", re.DOTALL)


def pack_learning(button: LearningButton) -> str:
    """Return the data of a button, at most 64 bytes."""
    match button:
        case OpenGaps(start):
            return f"1ml:{start}"
        case OpenGap(key):
            return f"1mg:{key}"
        case DecideGapIt(decision, key):
            return f"1m{_CODES[decision]}:{key}"
        case OpenAutonomy():
            return "1ma"
        case SetAutonomyIt(direct, entry):
            code = next(code for code, said in _SET.items() if said is direct)
            return f"1m{code}{'' if entry is None else short(entry)}"


def unpack_learning(data: str, named: Named) -> LearningButton | None:
    """Return what a button means, or None if it is none of ours."""
    if data == "1ma":
        return OpenAutonomy()
    if found := _LIST.fullmatch(data):
        return OpenGaps(int(found[1]))
    if found := _KEYED.fullmatch(data):
        return OpenGap(found[2]) if found[1] == "g" else DecideGapIt(_DECISIONS[found[1]], found[2])
    if found := _STANDING.fullmatch(data):
        entry = long(found[2], named)
        return None if found[2] and entry is None else SetAutonomyIt(_SET[found[1]], entry)
    return None
