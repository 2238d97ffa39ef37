"""Notices to staff: what a lead tells every shift, and who has read it (003:331)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffNotice:
    """A notice to all, and by user id who has read it."""

    id: int
    author: int
    at: datetime
    text: str
    readers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Somebody has read a notice."""

    notice: int
    agent: int
    at: datetime
