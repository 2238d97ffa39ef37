"""What the buttons of those who keep the library carry.

    1lm 1ld 1lb          the library, its drafts, the recycle bin     1ls:3=zh-fee-pay    submit version 3
    1ln 1lo              what is unused, what has lapsed
    1le:3=zh-fee-pay     show version 3 (without a number: as it is)  1lp:3=…  1lx:3=…    publish it, drop it
    1lh=zh-fee-pay       its history                                  1lr:=…   1lu:=…     retire, restore
    1la:q:3=zh-fee-pay   ask for its question                         1lv:2=…             go back to version 2
    1lt:v:0:3=zh-fee-pay take its first phrasing out                  1lc:u:3=zh-fee-pay  let it end never
    1ll                  leave a prompt unanswered, by which a prompt is known

The first sign is the version; the number after the last colon is that of the version the button was made for.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desk.library.alterations import LISTS, Field
from desk.library.commands import Blank
from handlers.carrying import ENTRY, Named, long, short


class View(StrEnum):
    """A list to be opened."""

    LIBRARY = "m"
    DRAFTS = "d"
    BIN = "b"
    UNUSED = "n"
    LAPSED = "o"


class Deed(StrEnum):
    """What is decided about an entry."""

    SUBMIT = "s"
    APPROVE = "p"
    DROP = "x"
    RETIRE = "r"
    RESTORE = "u"
    ROLL_BACK = "v"


@dataclass(frozen=True, slots=True)
class OpenView:
    """Show a list."""

    view: View


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """Show an entry, as it is now or one version of it."""

    entry: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class OpenHistory:
    """Show the versions of an entry."""

    entry: str


@dataclass(frozen=True, slots=True)
class AskFor:
    """Have a prompt made."""

    blank: Field | Blank
    entry: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Decide:
    """Decide about an entry; a draft by its number, a version to go back to by its own (None: the one before)."""

    deed: Deed
    entry: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class TakeOut:
    """Take one item out of a list."""

    entry: str
    number: int
    field: Field
    place: int


@dataclass(frozen=True, slots=True)
class ClearIt:
    """Leave a field empty."""

    entry: str
    number: int
    field: Field


@dataclass(frozen=True, slots=True)
class LeaveIt:
    """Leave a prompt unanswered."""


EditorButton = OpenView | OpenEntry | OpenHistory | AskFor | Decide | TakeOut | ClearIt | LeaveIt

LEAVE: Final = "1ll"
"""The mark of a prompt."""

CODES: Final[Mapping[Field | Blank, str]] = {
    Field.QUESTION: "q",
    Field.VARIANTS: "v",
    Field.ANSWER: "a",
    Field.LANGUAGE: "l",
    Field.CATEGORY: "c",
    Field.KEYWORDS: "k",
    Field.OWNER: "o",
    Field.VALID_FROM: "f",
    Field.VALID_UNTIL: "u",
    Field.REVIEW_ON: "r",
    Field.VETO: "x",
    Field.ATTACHMENTS: "m",
    Field.APPLIES_TO: "t",
    Field.LEADS_TO: "d",
    Blank.NEW: "n",
    Blank.GOLDEN: "g",
    Blank.GOLDEN_NONE: "z",
    Blank.REASON_TO_INSIST: "i",
    Blank.REASON_TO_REJECT: "j",
    Blank.SEARCH: "s",
    Blank.TRY: "y",
    Blank.PART: "p",
    Blank.RETIRE: "e",
    Blank.ROLL_BACK: "b",
}
_CODED: Final = {code: blank for blank, code in CODES.items()}
_LARGEST: Final = 2**63 - 1
_N = "(?P<number>0|[1-9][0-9]{0,18})"
_E = f"(?P<entry>{ENTRY})"
_FORMS: Final = {
    **{view.value: re.compile(f"1l{view.value}") for view in View},
    **{deed.value: re.compile(f"1l{deed.value}:{_N}?{_E}", re.DOTALL) for deed in Deed},
    "e": re.compile(f"1le:{_N}?{_E}", re.DOTALL),
    "h": re.compile(f"1lh{_E}", re.DOTALL),
    "a": re.compile(f"1la:(?P<code>[a-z]):{_N}?{_E}?", re.DOTALL),
    "t": re.compile(f"1lt:(?P<code>[a-z]):(?P<place>0|[1-9][0-9]{{0,3}}):{_N}{_E}", re.DOTALL),
    "c": re.compile(f"1lc:(?P<code>[a-z]):{_N}{_E}", re.DOTALL),
    "l": re.compile(LEAVE),
}
_BY_NUMBER: Final = frozenset({Deed.SUBMIT, Deed.APPROVE, Deed.DROP})
_WITHOUT_NUMBER: Final = frozenset({Deed.RETIRE, Deed.RESTORE})


def pack_editor(button: EditorButton) -> str:
    """Return the data of a button, at most 64 bytes."""
    match button:
        case OpenView(view):
            return f"1l{view.value}"
        case OpenEntry(entry, number):
            return f"1le:{_or_nothing(number)}{short(entry)}"
        case OpenHistory(entry):
            return f"1lh{short(entry)}"
        case AskFor(blank, entry, number):
            return f"1la:{CODES[blank]}:{_or_nothing(number)}{'' if entry is None else short(entry)}"
        case Decide(deed, entry, number):
            return f"1l{deed.value}:{_or_nothing(number)}{short(entry)}"
        case TakeOut(entry, number, field, place):
            return f"1lt:{CODES[field]}:{place}:{number}{short(entry)}"
        case ClearIt(entry, number, field):
            return f"1lc:{CODES[field]}:{number}{short(entry)}"
        case LeaveIt():
            return LEAVE


def unpack_editor(data: str, named: Named) -> EditorButton | None:
    """Return what a button means, or None if it is none of ours."""
    form = _FORMS.get(data[2:3])
    found = form.fullmatch(data) if form else None
    if found is None:
        return None
    said = found.groupdict()
    entry, number = long(said.get("entry"), named), _number(said.get("number"))
    if (said.get("entry") and entry is None) or (number or 0) > _LARGEST:
        return None
    blank = _CODED.get(said.get("code") or "")
    if said.get("code") and blank is None:
        return None
    if data[2] == "a" and blank is not None:
        return AskFor(blank, entry, number)
    if entry is None:
        return LeaveIt() if data == LEAVE else OpenView(View(data[2]))
    return _about(data[2], entry, number, blank, _number(said.get("place")))


def _about(
    kind: str, entry: str, number: int | None, blank: Field | Blank | None, place: int | None
) -> EditorButton | None:
    match kind, number, blank, place:
        case "e", _, None, None:
            return OpenEntry(entry, number)
        case "h", None, None, None:
            return OpenHistory(entry)
        case "t", int(), Field(), int() if blank in LISTS:
            return TakeOut(entry, number, blank, place)
        case "c", int(), Field(), None:
            return ClearIt(entry, number, blank)
        case _, _, None, None:
            return _decided(Deed(kind), entry, number)
        case _:
            return None


def _decided(deed: Deed, entry: str, number: int | None) -> Decide | None:
    wrong = (number is None and deed in _BY_NUMBER) or (number is not None and deed in _WITHOUT_NUMBER)
    return None if wrong else Decide(deed, entry, number)


def _or_nothing(number: int | None) -> str:
    return "" if number is None else str(number)


def _number(sign: str | None) -> int | None:
    return int(sign) if sign else None
