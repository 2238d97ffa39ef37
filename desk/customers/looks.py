"""Who looked at customer files, which is remembered (001:2153)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Seen(StrEnum):
    """What somebody saw of a file, or did with all of it."""

    FILE = "file"
    PHONES = "phones"
    EXPORT = "export"
    ERASURE = "erasure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Who looked at which file, and when (001:2153); `agent` None: somebody at the machine."""

    chat_id: int
    agent: int | None
    at: datetime
    what: Seen
