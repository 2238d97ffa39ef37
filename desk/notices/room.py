"""What the staff room is told."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from desk.events import Clock
from desk.notices.notice import Audience, Called, Notice, Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Notice):
    """The conversation at a glance, with its buttons; one per conversation, edited.

    `more`: with every way it can end, until the card changes again.
    """

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.ALARM
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm(Notice):
    """A promise of time was broken or is about to be."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    clock: Clock
    due: datetime
    customer: int
    number: str | None = None
    tier: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmWithdrawn(Notice):
    """The answer was given in time after all."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    clock: Clock
    due: datetime
    customer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LongWait(Notice):
    """A customer has waited long; whoever can, please help. From half an hour on the `leads` are called."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    customer: int
    waited: timedelta
    leads: tuple[Called, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InDanger(Notice):
    """A customer tells of danger to life: whoever is there takes it now."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.CUSTOMER
    customer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyOnDuty(Notice):
    """A customer waits and nobody is on duty."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    customer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted(Notice):
    """A member of the staff group became an agent; the lead is told."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    user_id: int
    number: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter(Notice):
    """Something could not be understood or delivered and was put aside for the lead."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSoon(Notice):
    """A promise will be broken soon: whoever owes it is told before (004:287)."""

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.ALARM
    clock: Clock
    due: datetime
    agent: int
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LongHandling(Notice):
    """A customer has been in an agent's hands for long: the lead may want to look (001:1869)."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    customer: int
    number: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyCall(Notice):
    """Somebody on call is rung: a customer tells of danger to life."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.CUSTOMER
    customer: int
    agent: int
    number: str
    conversation: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyRing(EmergencyCall):
    """The same, in the private chat of whoever is rung."""

    audience: ClassVar[Audience] = Audience.AGENT


ROOM_NOTICES: tuple[type[Notice], ...] = (
    Card,
    Alarm,
    AlarmWithdrawn,
    LongWait,
    InDanger,
    NobodyOnDuty,
    Admitted,
    DeadLetter,
    DueSoon,
    LongHandling,
    EmergencyCall,
    EmergencyRing,
)
"""Every kind of notice to the staff room."""
