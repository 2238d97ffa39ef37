"""What is said about the rules themselves."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from desk.hours import Unpublished
from desk.notices.notice import Audience, Notice, Priority
from desk.rules.differences import Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesShown(Notice):
    """The rules in force: since when, what they changed, and which older versions running clocks still keep.

    `estimated` are years whose public holidays are not published yet, `unread` versions this program cannot read;
    `shut_lines` are the letters of lines that never open again, as the whole desk may.
    """

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    version: int
    since: datetime | None = None
    changed: tuple[Difference, ...] = ()
    kept: tuple[int, ...] = ()
    estimated: tuple[Unpublished, ...] = ()
    never_opens: bool = False
    shut_lines: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesChanged(Notice):
    """A new version is in force; clocks that run may still keep older ones."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    version: int
    changed: tuple[Difference, ...] = ()
    kept: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesRefused(Notice):
    """A file was changed into something impossible: what, where, how to mend it; the old rules stay in force."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    wrong: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverOpens(Notice):
    """By its hours the desk, or a line (its letter), never opens again: nothing that waits for that has a deadline."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    line: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidaysEstimated(Notice):
    """The public holidays of the coming year are not published yet, and only estimated."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    region: str
    year: int


RULES_NOTICES: tuple[type[Notice], ...] = (RulesShown, RulesChanged, RulesRefused, NeverOpens, HolidaysEstimated)
"""Every kind of notice about the rules."""
