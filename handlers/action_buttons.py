"""What the buttons carry by which a conversation is passed on, set aside, helped with and ended.

    1ay:9:4:2       take what was passed on, 1an:9:4:2 do not      1am:9:4            show every way to end it
    1ah:9:4         stand by, 1ak:9:4 take over                    1ar:9:4:210:u      end it so, having seen 210
    1as:9:4:77      send my note 77 to the customer                1au:9:4            go on with what was set aside
    1ae:1001        I take care of this customer's emergency

Conversation and epoch come first; the first sign is the version.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from desk.events import Code
from handlers.carrying import Named


@dataclass(frozen=True, slots=True)
class AnswerTransferIt:
    """Take what was passed on, or not."""

    conversation: int
    epoch: int
    lease: int
    taken: bool


@dataclass(frozen=True, slots=True)
class AssistIt:
    """Stand by."""

    conversation: int
    epoch: int


@dataclass(frozen=True, slots=True)
class TakeOverIt:
    """Take a conversation over."""

    conversation: int
    epoch: int


@dataclass(frozen=True, slots=True)
class SendAsideIt:
    """Send the customer what was a note."""

    conversation: int
    epoch: int
    message: int


@dataclass(frozen=True, slots=True)
class ShowEndingsIt:
    """Show every way a matter can end."""

    conversation: int
    epoch: int


@dataclass(frozen=True, slots=True)
class EndItSo:
    """End it in one of these ways, having seen the customer's messages up to `seen`."""

    conversation: int
    epoch: int
    seen: int | None
    code: Code


@dataclass(frozen=True, slots=True)
class UnholdIt:
    """Go on with what was set aside."""

    conversation: int
    epoch: int


@dataclass(frozen=True, slots=True)
class EmergencyIt:
    """Take care of a customer's emergency."""

    customer: int


ActionButton = AnswerTransferIt | AssistIt | TakeOverIt | SendAsideIt | ShowEndingsIt | EndItSo | UnholdIt | EmergencyIt

_LETTERS: Final = {
    "s": Code.SOLVED,
    "u": Code.UNSOLVED,
    "w": Code.WRONG_ADDRESSEE,
    "n": Code.NO_ANSWER,
    "x": Code.SPAM,
}
_LETTER_OF: Final = {code: letter for letter, code in _LETTERS.items()}
_NUMBER = "(0|[1-9][0-9]{0,17})"
_ONE = re.compile(f"1ae:{_NUMBER}")
_TWO = re.compile(f"1a([hkmu]):{_NUMBER}:{_NUMBER}")
_THREE = re.compile(f"1a([yns]):{_NUMBER}:{_NUMBER}:{_NUMBER}")
_ENDING = re.compile(f"1ar:{_NUMBER}:{_NUMBER}:{_NUMBER}?:([{''.join(_LETTERS)}])")


def pack_action(button: ActionButton) -> str:
    """Return the data of a button, at most 64 bytes."""
    match button:
        case AnswerTransferIt(conversation, epoch, lease, taken):
            return f"1a{'y' if taken else 'n'}:{conversation}:{epoch}:{lease}"
        case AssistIt(conversation, epoch):
            return f"1ah:{conversation}:{epoch}"
        case TakeOverIt(conversation, epoch):
            return f"1ak:{conversation}:{epoch}"
        case SendAsideIt(conversation, epoch, message):
            return f"1as:{conversation}:{epoch}:{message}"
        case ShowEndingsIt(conversation, epoch):
            return f"1am:{conversation}:{epoch}"
        case EndItSo(conversation, epoch, seen, code):
            return f"1ar:{conversation}:{epoch}:{'' if seen is None else seen}:{_LETTER_OF[code]}"
        case UnholdIt(conversation, epoch):
            return f"1au:{conversation}:{epoch}"
        case EmergencyIt(customer):
            return f"1ae:{customer}"


def unpack_action(data: str, _: Named) -> ActionButton | None:
    """Return what a button means, or None if it is none of ours."""
    if found := _ONE.fullmatch(data):
        return EmergencyIt(int(found[1]))
    if found := _TWO.fullmatch(data):
        return _PAIRS[found[1]](int(found[2]), int(found[3]))
    if found := _THREE.fullmatch(data):
        conversation, epoch, third = int(found[2]), int(found[3]), int(found[4])
        if found[1] == "s":
            return SendAsideIt(conversation, epoch, third)
        return AnswerTransferIt(conversation, epoch, third, taken=found[1] == "y")
    if found := _ENDING.fullmatch(data):
        seen = int(found[3]) if found[3] else None
        return EndItSo(int(found[1]), int(found[2]), seen, _LETTERS[found[4]])
    return None


_PAIRS: Final[Mapping[str, Callable[[int, int], ActionButton]]] = {
    "h": AssistIt,
    "k": TakeOverIt,
    "m": ShowEndingsIt,
    "u": UnholdIt,
}
