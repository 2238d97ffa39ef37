"""What is said about appeals against breaches."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from desk.events import Clock
from desk.notices.notice import Audience, Notice, Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealMade(Notice):
    """An agent asks that a breach be looked at again: a lead decides (003:310)."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    conversation: int
    customer: int
    clock: Clock
    occurrence: int
    due: datetime
    tier: int
    number: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealJudged(Notice):
    """What the lead has decided about an appeal."""

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.ALARM
    clock: Clock
    due: datetime
    number: str
    granted: bool


APPEAL_NOTICES: tuple[type[Notice], ...] = (AppealMade, AppealJudged)
"""Every kind of notice about appeals."""
