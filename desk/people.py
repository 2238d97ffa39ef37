"""Who works here: staff by numeric user id, known to customers by number only."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from desk.events import Clock
from desk.rung import Rung


class Role(StrEnum):
    """What a member of staff may do; a customer has none."""

    AGENT = "agent"
    LEAD = "lead"
    EDITOR = "editor"
    WORKER = "worker"


class Absence(StrEnum):
    """Why an agent who is on duty is not there (003:282)."""

    UNSAID = "unsaid"  # /away without a reason: counts from five minutes on
    MISSED = "missed"  # two offers missed while idle everywhere: nobody said so, the desk concluded it
    MEAL = "meal"
    REASON = "reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOn:
    """A written hand-over that nobody has acknowledged yet: the conversations in it, by number, and from when on."""

    number: int
    at: datetime
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """A member of staff as the history leaves them; `number` ("07") is the only name a customer ever sees.

    `version` counts the events. `working_since` is when the present stretch of work began, which only a rest ends,
    `present_since` when the agent last came or came back, `leaving_since` when a shift began to end: no new offers from
    then on; `off_asked_at` when the agent asked to leave while conversations were open, `handing` those of them with a
    hand-over note. `planned_from` is when we began to look for the next planned shift. `missed` are the offers missed
    in a row, `missed_at` and `missed_of` when the last that counts was missed and of which conversation, `offered_at`
    when the last one was made. `stints`, `absences`, `handovers` tell one run of a clock from the next, `rung` are
    those that have struck, `pending` the hand-overs nobody has acknowledged.
    """

    user_id: int
    number: str
    role: Role = Role.AGENT
    on_duty_since: datetime | None = None
    off_since: datetime | None = None
    working_since: datetime | None = None
    leaving_since: datetime | None = None
    away_since: datetime | None = None
    absence: Absence | None = None
    missed: int = 0
    missed_at: datetime | None = None
    missed_of: int | None = None
    offered_at: datetime | None = None
    removed: bool = False
    version: int = 0
    stints: int = 0
    absences: int = 0
    rung: tuple[Rung, ...] = ()
    off_asked_at: datetime | None = None
    handing: tuple[int, ...] = ()
    planned_from: datetime | None = None
    handovers: int = 0
    pending: tuple[HandedOn, ...] = ()
    present_since: datetime | None = None

    @property
    def on_duty(self) -> bool:
        """Tell whether the agent has said so; Telegram shows no presence."""
        return self.on_duty_since is not None

    @property
    def serves(self) -> bool:
        """Tell whether the role is one that talks with customers: editors keep the library, workers repair."""
        return self.role in {Role.AGENT, Role.LEAD}

    @property
    def available(self) -> bool:
        """Tell whether the agent may be offered something: there, not away, not about to leave."""
        return self.on_duty and self.serves and self.away_since is None and self.leaving_since is None

    @property
    def present(self) -> bool:
        """Tell whether the agent is on duty and not away."""
        return self.on_duty and self.away_since is None

    @property
    def tired(self) -> bool:
        """Tell whether the agent has worked for too long at a stretch: offers go to others, if there are any."""
        return Rung(Clock.ON_DUTY, self.stints) in self.rung

    @property
    def leads(self) -> bool:
        """Tell whether the agent may do what only a lead may."""
        return self.role is Role.LEAD and not self.removed


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """Who writes to us: the private chat's id, the name Telegram shows, the language their program speaks.

    `called` is how the file says they are addressed, where that was looked up; it makes no other customer.
    """

    chat_id: int
    name: str
    username: str | None = None
    locale: str = "zh"
    called: str = field(default="", compare=False)
