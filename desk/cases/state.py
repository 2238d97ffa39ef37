"""A case and the states it can be in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk.cases.kinds import (
    CaseKind,
    Category,
    Cause,
    Channel,
    Class,
    Ending,
    Remedy,
    Result,
    Scope,
    Waits,
)
from desk.events import Clock
from desk.rung import Rung
from desk.state import Breach, Pause


class CaseState(StrEnum):
    """Where a case stands, and so who must act."""

    OPEN = "OPEN"  # registered; somebody must be found for it
    ASSIGNED = "ASSIGNED"  # a named person has it
    QUOTED = "QUOTED"  # a price was told; the customer must agree
    ORDERED = "ORDERED"  # a work order; a worker must be found
    DISPATCHED = "DISPATCHED"  # a named worker must accept
    ACCEPTED = "ACCEPTED"  # the worker must come
    ON_SITE = "ON_SITE"  # the worker is there
    DONE = "DONE"  # the remedy is done; the customer must agree
    SETTLED = "SETTLED"  # agreed, or settled otherwise; the callback is owed
    RESTING = "RESTING"  # the customer never answered; it waits for them
    CLOSED = "CLOSED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A joint slip: whose help was asked, until when, and when it came back."""

    number: int
    to: int
    sent_at: datetime
    until: datetime
    by: int
    returned_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One matter that outlives the talk it was told in, from its number to the callback.

    Counters tell one run of a clock from the next: `version` counts the events, `promises` the first replies
    promised, `crises`, `emergencies`, `dispatches`, `visits`, `belated` (times a worker accepted after the
    agreed window), `moves` (of a repair's state, or a status given), `waitings`, `follow_ups`, `remedies`, `tellings`
    (of how far it is, to the customer).

    `level` is how high it has climbed: 0 the handler, 1 the lead, and on.
    `first` is the first of us who had it, answerable until `handler` has `taken` it (002:568). `quote` is the price
    told last and `digest` of its text, `agreed` that it was agreed to. `explains`: whoever has not agreed is asked why.
    Money is in hundredths. `rated` (whether the customer was satisfied), `promptness` and `manner` are what was said in
    the chat about the remedy `rated_remedy`; since `more_asked_at` what the customer writes is what else there is.
    """

    customer: int
    kind: CaseKind
    id: int | None = None
    number: str = ""
    conversation: int | None = None
    locale: str = "zh"
    version: int = 0
    state: CaseState = CaseState.OPEN
    filed_at: datetime | None = None
    last_fact_at: datetime | None = None
    channel: Channel = Channel.CHAT

    klass: Class = Class.ORDINARY
    category: Category | None = None
    wanted: Remedy | None = None
    money: int | None = None
    items: int = 1
    household: str | None = None
    repeats: int | None = None
    over_head: bool = False
    level: int = 0

    handler: int | None = None
    first: int | None = None
    given_by: int | None = None
    taken: bool = False
    assigned_at: datetime | None = None
    promises: int = 0
    replied_at: datetime | None = None
    followed_at: datetime | None = None
    follow_ups: int = 0
    urged: int = 0
    urged_at: datetime | None = None

    waits: Waits | None = None
    waits_since: datetime | None = None
    waits_until: datetime | None = None
    waitings: int = 0
    customers_turns: tuple[Pause, ...] = ()

    justified: bool | None = None
    cause: Cause | None = None
    unit: str | None = None
    money_asked: int | None = None
    money_granted: int | None = None
    remedied_at: datetime | None = None
    remedies: int = 0
    attempts: tuple[datetime, ...] = ()
    disagreed: int = 0
    explains: bool = False
    slips: tuple[Slip, ...] = ()
    exclusion_asked: bool = False
    exclusion_by: int | None = None
    excluded: bool = False
    skip_unreported: bool = False
    crisis_at: datetime | None = None
    crises: int = 0
    turned_into: str | None = None
    turned_from: int | None = None

    emergency: bool = False
    emergency_at: datetime | None = None
    emergencies: int = 0
    scope: Scope | None = None
    quote: int | None = None
    digest: str | None = None
    quotes: int = 0
    agreed: bool = False
    orders: int = 0
    worker: int | None = None
    workers: tuple[int, ...] = ()
    dispatched_at: datetime | None = None
    dispatches: int = 0
    accepted_at: datetime | None = None
    visit_since: datetime | None = None
    visit_until: datetime | None = None
    visit_agreed_at: datetime | None = None
    visits: int = 0
    belated: int = 0
    arrived_at: datetime | None = None
    moved_at: datetime | None = None
    moves: int = 0
    repeat_repairs: int = 0
    paid: int | None = None
    invoiced_at: datetime | None = None
    informed_at: datetime | None = None
    tellings: int = 0

    callback_asked_at: datetime | None = None
    callback_until: datetime | None = None
    callback_tries: tuple[datetime, ...] = ()
    callback_done_at: datetime | None = None
    callback_result: Result | None = None
    callback_failed: bool = False
    contact_stale: bool = False
    rated: bool | None = None
    rated_remedy: int = 0
    promptness: int | None = None
    manner: int | None = None
    more_asked_at: datetime | None = None

    ending: Ending | None = None
    settled_at: datetime | None = None
    closed_at: datetime | None = None
    reopened: int = 0
    reopened_at: datetime | None = None
    reviewed: bool = False

    rung: tuple[Rung, ...] = ()
    breaches: tuple[Breach, ...] = ()

    @property
    def open(self) -> bool:
        """Tell whether somebody still has to do something about it."""
        return self.state is not CaseState.CLOSED

    @property
    def owner(self) -> int | None:
        """Who owes what is due: the worker while it is theirs, else who handles it, or who had it first."""
        if self.state in {CaseState.DISPATCHED, CaseState.ACCEPTED, CaseState.ON_SITE}:
            return self.worker
        return self.handler if self.taken or self.first is None else self.first

    def has_rung(self, clock: Clock, occurrence: int, tier: int = 1) -> bool:
        """Tell whether this run of the clock has struck for this tier, or a higher one."""
        return any((one.clock, one.occurrence) == (clock, occurrence) and one.tier >= tier for one in self.rung)
