"""What is said about work orders: to the worker, to whoever sends one, to those on call."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from desk.cases.kinds import Refusal, Waits
from desk.cases.notices import CaseNotice
from desk.notices.notice import Audience, Notice, Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOffered(CaseNotice):
    """A work order with all one needs, in the worker's private chat; the photos follow. `text` is for the worker."""

    audience: ClassVar[Audience] = Audience.AGENT
    priority: ClassVar[Priority] = Priority.OFFER
    agent: int
    dispatch: int
    until: datetime | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCall(CaseNotice):
    """The same in the customer's topic, where the worker is mentioned."""

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.ALARM
    agent: int
    worker: str
    dispatch: int
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkFile(CaseNotice):
    """A photo of the damage, for the worker."""

    audience: ClassVar[Audience] = Audience.AGENT
    priority: ClassVar[Priority] = Priority.MIRROR
    agent: int
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkToDo(CaseNotice):
    """What one has accepted, with the next step as a button."""

    audience: ClassVar[Audience] = Audience.AGENT
    priority: ClassVar[Priority] = Priority.OFFER
    agent: int
    dispatch: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkReported(CaseNotice):
    """The worker's report is with the case, and the customer is asked."""

    audience: ClassVar[Audience] = Audience.AGENT
    priority: ClassVar[Priority] = Priority.OFFER
    agent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkTakenAway(CaseNotice):
    """Somebody else has it now, since when; `worker` is empty where it was ended."""

    audience: ClassVar[Audience] = Audience.AGENT
    priority: ClassVar[Priority] = Priority.OFFER
    agent: int
    worker: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitMoved(CaseNotice):
    """The worker hears when to come."""

    audience: ClassVar[Audience] = Audience.AGENT
    priority: ClassVar[Priority] = Priority.OFFER
    agent: int
    at: datetime
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerThatIs:
    """Somebody who could do it: user id, number, whether they are on duty."""

    agent: int
    number: str
    on_duty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkersShown(CaseNotice):
    """Who could do it, one press each, in the customer's topic; `dispatch` counts those so far."""

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.ALARM
    dispatch: int
    workers: tuple[WorkerThatIs, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchWanted(WorkersShown):
    """A lead hears that somebody else must be found: not accepted in time, or refused for a reason."""

    audience: ClassVar[Audience] = Audience.AGENT
    agent: int
    worker: str
    why: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDeclined(CaseNotice):
    """The topic hears that the worker cannot, and why."""

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.ALARM
    worker: str
    why: Refusal
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerWrote(CaseNotice):
    """The topic hears what the worker has written; `waits`: that it waits for something, and for what."""

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.ALARM
    worker: str
    text: str
    waits: Waits | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusWanted(CaseNotice):
    """Nothing has moved since: whoever has it, and a lead, are to say how far it is (002:568).

    `expected`: what it waits for should have come by now.
    """

    audience: ClassVar[Audience] = Audience.AGENT
    priority: ClassVar[Priority] = Priority.ALARM
    agent: int
    since: datetime
    owner: str = ""
    expected: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairEmergency(CaseNotice):
    """Somebody on call is rung, in the room (003:216)."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.CUSTOMER
    agent: int | None
    called: str
    emergency: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairEmergencyRing(RepairEmergency):
    """The same, in the private chat of whoever is rung."""

    audience: ClassVar[Audience] = Audience.AGENT


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairEmergencyTaken(CaseNotice):
    """The room hears who has it in hand."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    helper: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StopGapWanted(CaseNotice):
    """Whoever has the emergency in hand is asked to write down what was done for the moment (003:217)."""

    audience: ClassVar[Audience] = Audience.AGENT
    priority: ClassVar[Priority] = Priority.OFFER
    agent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerGreeted(Notice):
    """A worker who writes to us in private hears what that chat is for; `number` is theirs."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerHeard(Notice):
    """A worker who has written in private hears to which order it was put; of many orders they are asked which."""

    orders: tuple[str, ...]


WORK_NOTICES: tuple[type[Notice], ...] = (
    WorkOffered,
    WorkCall,
    WorkFile,
    WorkToDo,
    WorkReported,
    WorkTakenAway,
    VisitMoved,
    WorkersShown,
    DispatchWanted,
    WorkDeclined,
    WorkerWrote,
    StatusWanted,
    RepairEmergency,
    RepairEmergencyRing,
    RepairEmergencyTaken,
    StopGapWanted,
    WorkerGreeted,
    WorkerHeard,
)
"""Every notice about work orders."""
