"""What is asked about promises that were broken: excuses by rule, and appeals."""

from dataclasses import dataclass
from datetime import datetime

from desk.commands.command import Command, StaffCommand
from desk.content import Content
from desk.events import Clock, Excuse


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcuseAll(Command):
    """Nothing that was due between two moments counts, whosever it was: our own fault, or Telegram's."""

    since: datetime
    until: datetime
    why: Excuse


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcuseOne(Command):
    """A broken promise of this conversation does not count."""

    clock: Clock
    occurrence: int
    due: datetime
    why: Excuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal(StaffCommand):
    """An agent asks that the last breach charged to them here be looked at again; the `content` says why (003:310)."""

    content: Content
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeAppeal(StaffCommand):
    """A lead grants an appeal, or lets the breach stand."""

    clock: Clock
    occurrence: int
    grant: bool
