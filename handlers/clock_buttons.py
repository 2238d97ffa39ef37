"""What the buttons about broken promises carry.

1ky:9:next_reply:4   grant the appeal against run 4 of that clock in conversation 9
1kn:9:next_reply:4   let the breach stand
"""

import re
from dataclasses import dataclass
from typing import Final

from desk.events import Clock
from handlers.carrying import Named


@dataclass(frozen=True, slots=True)
class JudgeAppealIt:
    """Grant an appeal, or not."""

    conversation: int
    clock: Clock
    occurrence: int
    grant: bool


ClockButton = JudgeAppealIt

_CLOCKS: Final = "|".join(clock.value for clock in Clock)
_JUDGE: Final = re.compile(f"1k([yn]):([1-9][0-9]{{0,17}}):({_CLOCKS}):([0-9]{{1,9}})", re.ASCII)


def pack_clock(button: ClockButton) -> str:
    """Return the data of a button, at most 64 bytes."""
    sign = "y" if button.grant else "n"
    return f"1k{sign}:{button.conversation}:{button.clock.value}:{button.occurrence}"


def unpack_clock(data: str, _: Named) -> ClockButton | None:
    """Return what a button means, or None if it is none of ours."""
    found = _JUDGE.fullmatch(data)
    if found is None:
        return None
    return JudgeAppealIt(int(found[2]), Clock(found[3]), int(found[4]), grant=found[1] == "y")
