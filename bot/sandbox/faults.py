"""What can go wrong between a bot and Telegram, on purpose and repeatably.

error         refused with `code`, `description` and `retry_after`; nothing happened
html          an HTML page with `code` (502) instead of JSON; nothing happened
reset_before  the connection is dropped; nothing happened
reset_after   the connection is dropped; it happened
hang          it happened; the answer never comes
delay         it happens `seconds` late (of the machine)
"""

import zlib
from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from typing import Any

from bot.sandbox.wire import Json

KINDS = ("error", "html", "reset_before", "reset_after", "hang", "delay")


@dataclass
class Fault:
    """One thing that goes wrong: for which calls, how often, and how."""

    kind: str
    method: str = "*"
    chat_id: str | None = None
    times: int | None = None
    skip: int = 0
    chance: float = 1.0
    seed: int = 0
    code: int = 500
    description: str = ""
    retry_after: int | None = None
    seconds: float = 0.0
    seen: int = 0
    struck: int = 0
    id: int = 0

    def strikes(self, method: str, params: Json) -> bool:
        """Tell whether this call is hit; each call it could hit is counted."""
        if not fnmatchcase(method.lower(), self.method.lower()):
            return False
        if self.chat_id is not None and str(params.get("chat_id")) != self.chat_id:
            return False
        self.seen += 1
        if self.seen <= self.skip or (self.times is not None and self.struck >= self.times):
            return False
        if self.chance < 1 and zlib.crc32(f"{self.seed}:{self.seen}".encode()) / 2**32 >= self.chance:
            return False
        self.struck += 1
        return True


class Faults:
    """The faults switched on; the first that strikes decides."""

    def __init__(self) -> None:
        self.active: list[Fault] = []
        self._last_id = 0

    def switch_on(self, **wish: Any) -> Fault:
        """Add a fault; unknown kinds and fields are refused with a ValueError or TypeError."""
        fault = Fault(**wish)
        if fault.kind not in KINDS:
            raise ValueError(f"a fault is one of {', '.join(KINDS)}, not {fault.kind!r}")
        fault.chat_id = None if fault.chat_id is None else str(fault.chat_id)
        self._last_id += 1
        fault.id = self._last_id
        self.active.append(fault)
        return fault

    def switch_off(self, fault_id: int | None = None) -> None:
        """Remove one fault, or all."""
        self.active = [fault for fault in self.active if fault_id is not None and fault.id != fault_id]

    def draw(self, method: str, params: Json) -> Fault | None:
        """Return the fault that hits this call, if one does."""
        return next((fault for fault in self.active if fault.strikes(method, params)), None)

    def shown(self) -> list[Json]:
        """Return them with how often they struck."""
        return [asdict(fault) for fault in self.active]
