"""What staff ask about shifts: being away, handing over, being removed, notices to all, swaps.

`whose` is the member of staff a button was made for: whoever else presses it is told so.
"""

from dataclasses import dataclass
from datetime import date

from desk.commands.command import Command, StaffCommand
from desk.people import Absence


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewCommand(StaffCommand):
    """Something about who works here and when; it is about no conversation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoAway(CrewCommand):
    """An agent is not there for a while; `anyway`: what is open is handed over without another question."""

    absence: Absence
    anyway: bool = False
    whose: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComeBack(CrewCommand):
    """An agent is there again."""

    whose: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantLeave(CrewCommand):
    """A lead allows somebody to be away; `absence` tells this time from the next."""

    whose: int
    absence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveNow(CrewCommand):
    """An agent goes off duty at once and hands over all that is open: nobody is trapped."""

    whose: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandItemOver(CrewCommand):
    """An agent who is about to leave hands one conversation over."""

    whose: int
    conversation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowHandovers(CrewCommand):
    """An agent asks what was handed over and not acknowledged yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeHandover(CrewCommand):
    """An agent has read what somebody handed over, and goes on with it."""

    whose: int
    handover: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove(CrewCommand):
    """A lead takes somebody off the staff; None: no number was named."""

    number: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetIn(CrewCommand):
    """A lead takes on, as an agent, somebody who knocked."""

    whose: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveGroup(Command):
    """Somebody has left the staff group, or was put out of it."""

    user_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostNotice(CrewCommand):
    """A lead tells something to every shift."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadNotice(CrewCommand):
    """An agent has read a notice to all."""

    notice: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowNotices(CrewCommand):
    """An agent asks for the notices to all, and who has read them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskSwap(CrewCommand):
    """An agent asks a colleague, by number, to take a shift; None: what was written names no day, shift and number."""

    day: date | None
    shift: str
    taker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSwap(CrewCommand):
    """The colleague, and then a lead, says yes or no to a swap."""

    swap: int
    yes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeAlarm(CrewCommand):
    """Somebody has it in hand that nobody is on duty; `gap` tells this time from the next."""

    gap: int
