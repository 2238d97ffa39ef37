"""What the buttons below the questions of a form carry; a step is the change of the form they belong to.

1fn:repair          have this registered       1fp:12:water   choose this
1fs:12              skip, or keep the answer   1fc:12:place   put this question again
1fb:12              the question before        1fx:12         cancel
1fy:12  1fa:12      confirm; though it was filed just now     1fg:12   go on
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desk.forms.form import Field, FormKind
from desk.forms.moves import Change, Move, Pick, Press
from handlers.carrying import Named


@dataclass(frozen=True, slots=True)
class StartFormIt:
    """Have a matter registered."""

    kind: FormKind


@dataclass(frozen=True, slots=True)
class FormIt:
    """Do this with the form as it was at a step."""

    step: int
    what: Press


FormButton = StartFormIt | FormIt

_MOVES: Final[Mapping[Move, str]] = {
    Move.SKIP: "s",
    Move.BACK: "b",
    Move.CANCEL: "x",
    Move.CONFIRM: "y",
    Move.ANEW: "a",
    Move.GO_ON: "g",
}
_SIGNS: Final = {sign: move for move, sign in _MOVES.items()}
_OFFERED: Final = frozenset({FormKind.COMPLAINT, FormKind.REPAIR, FormKind.SUGGESTION, FormKind.GRIEVANCE})
_STEP = "(0|[1-9][0-9]{0,8})"
_START = re.compile("1fn:([a-z]{1,12})", re.ASCII)
_MOVE = re.compile(f"1f([sbxyag]):{_STEP}", re.ASCII)
_PICK = re.compile(f"1fp:{_STEP}:([a-z0-9_-]{{1,24}})", re.ASCII)
_CHANGE = re.compile(f"1fc:{_STEP}:([a-z]{{1,12}})", re.ASCII)


def pack_form(button: FormButton) -> str:
    """Return the data of a button, at most 64 bytes."""
    if isinstance(button, StartFormIt):
        return f"1fn:{button.kind.value}"
    match button.what:
        case Pick(code):
            return f"1fp:{button.step}:{code}"
        case Change(field):
            return f"1fc:{button.step}:{field.value}"
        case Move() as move:
            return f"1f{_MOVES[move]}:{button.step}"


def unpack_form(data: str, _: Named) -> FormButton | None:
    """Return what a button means, or None if it is none of ours."""
    if found := _START.fullmatch(data):
        kind = next((kind for kind in _OFFERED if kind.value == found[1]), None)
        return StartFormIt(kind) if kind is not None else None
    if found := _MOVE.fullmatch(data):
        return FormIt(int(found[2]), _SIGNS[found[1]])
    if found := _PICK.fullmatch(data):
        return FormIt(int(found[1]), Pick(found[2]))
    if found := _CHANGE.fullmatch(data):
        field = next((field for field in Field if field.value == found[2]), None)
        return FormIt(int(found[1]), Change(field)) if field is not None else None
    return None
