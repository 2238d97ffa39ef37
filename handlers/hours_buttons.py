"""What the button about the rules carries: `1h:3`, let version 3 apply to clocks that already run."""

import re
from dataclasses import dataclass

from handlers.carrying import Named


@dataclass(frozen=True, slots=True)
class ApplyRulesIt:
    """Let a version of the rules apply to clocks that already run."""

    version: int


HoursButton = ApplyRulesIt

_APPLY = re.compile(r"1h:([1-9][0-9]{0,8})", re.ASCII)


def pack_hours(button: HoursButton) -> str:
    """Return the data of a button, at most 64 bytes."""
    return f"1h:{button.version}"


def unpack_hours(data: str, _: Named) -> HoursButton | None:
    """Return what a button means, or None if it is none of ours."""
    found = _APPLY.fullmatch(data)
    return ApplyRulesIt(int(found[1])) if found else None
