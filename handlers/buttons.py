"""What a button carries: its meaning packed into Telegram's 64 bytes, and read back with suspicion.

    1t:9:4            take conversation 9 as of epoch 4       1y=zh-fee-pay    this answer helped
    1r:9:4:210        resolve it, 210 was the last message    1n=zh-fee-pay    it did not
    1s:9:4=zh-fee-pay send an entry's answer                  1c=zh-fee-pay    this question I meant
                                                              1p               a person, please

The first sign is the version. A long entry id is carried as `#` and a digest. Whoever writes their own client can
send anything, so nothing here is believed to be allowed: it is only well-formed, and the desk looks at who pressed.
Those of an area have a file of their own, named by the sign behind the version: see `_AREAS`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from handlers.action_buttons import ActionButton, pack_action, unpack_action
from handlers.agreement_buttons import AgreementButton, pack_agreement, unpack_agreement
from handlers.callback_buttons import CallbackButton, pack_callback, unpack_callback
from handlers.carrying import ENTRY, Named, long, short
from handlers.case_buttons import CaseButton, pack_case, unpack_case
from handlers.clock_buttons import ClockButton, pack_clock, unpack_clock
from handlers.complaint_buttons import ComplaintButton, pack_complaint, unpack_complaint
from handlers.editor_buttons import EditorButton, pack_editor, unpack_editor
from handlers.file_buttons import FileButton, pack_file, unpack_file
from handlers.form_buttons import FormButton, pack_form, unpack_form
from handlers.hours_buttons import HoursButton, pack_hours, unpack_hours
from handlers.learning_buttons import LearningButton, pack_learning, unpack_learning
from handlers.offer_buttons import OfferButton, pack_offer, unpack_offer
from handlers.quote_buttons import QuoteButton, pack_quote, unpack_quote
from handlers.shift_buttons import ShiftButton, pack_shift, unpack_shift
from handlers.waiting_buttons import WaitingButton, pack_waiting, unpack_waiting
from handlers.work_buttons import WorkButton, pack_work, unpack_work

MOST: Final = 64
"""Bytes of callback data."""
_LARGEST: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class TakeIt:
    """Take a conversation as it was at an epoch."""

    conversation: int
    epoch: int


@dataclass(frozen=True, slots=True)
class ResolveIt:
    """Resolve a conversation, having seen the customer's messages up to `seen`."""

    conversation: int
    epoch: int
    seen: int | None


@dataclass(frozen=True, slots=True)
class SendIt:
    """Send an entry's answer."""

    conversation: int
    epoch: int
    entry: str


@dataclass(frozen=True, slots=True)
class JudgeIt:
    """Say whether an answer helped."""

    entry: str
    helpful: bool


@dataclass(frozen=True, slots=True)
class ChooseIt:
    """Pick a question."""

    entry: str


@dataclass(frozen=True, slots=True)
class PersonPlease:
    """Ask for a person."""


Plain = TakeIt | ResolveIt | SendIt | JudgeIt | ChooseIt | PersonPlease
Button = (
    Plain
    | EditorButton
    | LearningButton
    | WaitingButton
    | HoursButton
    | ActionButton
    | OfferButton
    | ShiftButton
    | ClockButton
    | CallbackButton
    | CaseButton
    | WorkButton
    | QuoteButton
    | FileButton
    | FormButton
    | ComplaintButton
    | AgreementButton
)

_NUMBER = "(0|[1-9][0-9]{0,18})"
_ENTRY = f"({ENTRY})"
_FORMS: Final = {
    "t": re.compile(f"1t:{_NUMBER}:{_NUMBER}"),
    "r": re.compile(f"1r:{_NUMBER}:{_NUMBER}:{_NUMBER}?"),
    "s": re.compile(f"1s:{_NUMBER}:{_NUMBER}{_ENTRY}", re.DOTALL),
    "y": re.compile(f"1y{_ENTRY}", re.DOTALL),
    "n": re.compile(f"1n{_ENTRY}", re.DOTALL),
    "c": re.compile(f"1c{_ENTRY}", re.DOTALL),
    "p": re.compile("1p"),
}
_AREAS: Mapping[str, tuple[Any, Callable[[Any], str], Callable[[str, Named], Any]]] = {
    "a": (ActionButton, pack_action, unpack_action),
    "d": (ShiftButton, pack_shift, unpack_shift),
    "f": (FormButton, pack_form, unpack_form),
    "g": (CaseButton, pack_case, unpack_case),
    "h": (HoursButton, pack_hours, unpack_hours),
    "i": (QuoteButton, pack_quote, unpack_quote),
    "j": (WorkButton, pack_work, unpack_work),
    "k": (ClockButton, pack_clock, unpack_clock),
    "l": (EditorButton, pack_editor, unpack_editor),
    "m": (LearningButton, pack_learning, unpack_learning),
    "o": (OfferButton, pack_offer, unpack_offer),
    "q": (CallbackButton, pack_callback, unpack_callback),
    "u": (FileButton, pack_file, unpack_file),
    "v": (ComplaintButton, pack_complaint, unpack_complaint),
    "w": (WaitingButton, pack_waiting, unpack_waiting),
    "x": (AgreementButton, pack_agreement, unpack_agreement),
}
"""The buttons of each area by their second sign: what they are, how they are packed, how they are read back."""
_NAMING_AN_ENTRY: Final = frozenset("sync")


def pack(button: Button) -> str:
    """Return the data of a button, at most 64 bytes."""
    match button:
        case TakeIt(conversation, epoch):
            return f"1t:{conversation}:{epoch}"
        case ResolveIt(conversation, epoch, seen):
            return f"1r:{conversation}:{epoch}:{'' if seen is None else seen}"
        case SendIt(conversation, epoch, entry):
            return f"1s:{conversation}:{epoch}{short(entry)}"
        case JudgeIt(entry, helpful):
            return f"1{'y' if helpful else 'n'}{short(entry)}"
        case ChooseIt(entry):
            return f"1c{short(entry)}"
        case PersonPlease():
            return "1p"
        case _:
            return next(pack_it(button) for kind, pack_it, _ in _AREAS.values() if isinstance(button, kind))


def unpack(data: str, named: Named) -> Button | None:
    """Return what a button means, or None if it is none of ours; `named` tells what a digest stands for."""
    if len(data.encode("utf-8", "replace")) > MOST:
        return None
    if data[:1] == "1" and data[1:2] in _AREAS:
        of_area: Button | None = _AREAS[data[1]][2](data, named)
        return of_area
    form = _FORMS.get(data[1:2])
    found = form.fullmatch(data) if form else None
    if found is None:
        return None
    signs: tuple[str | None, ...] = found.groups()
    numbers = [int(sign) for sign in signs if sign and sign.isdigit()]
    if any(number > _LARGEST for number in numbers):
        return None
    return _read(data[1], numbers, long(signs[-1], named) if data[1] in _NAMING_AN_ENTRY else None)


def _read(kind: str, numbers: list[int], entry: str | None) -> Button | None:
    match kind, numbers, entry:
        case "t", [conversation, epoch], None:
            return TakeIt(conversation, epoch)
        case "r", [conversation, epoch, *seen], None:
            return ResolveIt(conversation, epoch, seen[0] if seen else None)
        case "s", [conversation, epoch], str():
            return SendIt(conversation, epoch, entry)
        case (("y" | "n"), [], str()):
            return JudgeIt(entry, helpful=kind == "y")
        case "c", [], str():
            return ChooseIt(entry)
        case "p", [], None:
            return PersonPlease()
        case _:
            return None
