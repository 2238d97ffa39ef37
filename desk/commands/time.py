"""What time asks, and what follows from others' leaving."""

from dataclasses import dataclass
from enum import StrEnum

from desk.commands.command import Command
from desk.events import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Strike(Command):
    """A clock may have come due; the conversation's facts decide."""

    clock: Clock | None = None


class Departure(StrEnum):
    """How somebody went: what becomes of the conversations depends on it."""

    OFF = "off"  # what waits for the customer stays
    MEAL = "meal"  # so does what is promised for later than that
    REMOVED = "removed"  # nothing stays
    NOT_SERVING = "not_serving"  # no conversation stays, but cases do


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerLeft(Command):
    """The owner is not there any more."""

    agent: int
    departure: Departure = Departure.OFF
