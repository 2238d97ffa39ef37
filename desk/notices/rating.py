"""What is said about ratings."""

from dataclasses import dataclass
from typing import ClassVar

from desk.notices.notice import Audience, Notice, Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingHeard(Notice):
    """The customer is thanked, and may say how much from 1 to 5."""

    episode: int
    satisfied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LowRating(Notice):
    """The room hears that a customer was not satisfied with a talk; a grievance was opened for it."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    customer: int
    number: str
    value: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LowRatingRing(LowRating):
    """The same, in the private chat of a lead."""

    audience: ClassVar[Audience] = Audience.AGENT
    agent: int


RATING_NOTICES: tuple[type[Notice], ...] = (RatingHeard, LowRating, LowRatingRing)
"""Every kind of notice about ratings."""
