"""What happens to any case: whose it is, what is said about it, what it waits for, how it ends."""

from dataclasses import dataclass
from datetime import datetime

from desk.cases.kinds import CaseKind, Category, Channel, Class, Ending, Remedy, Waits
from desk.events.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed(Event):
    """A case was registered; `by` is who did it for the customer, who read it back where it came by phone (003:162).

    `household` is a digest of the place, so that households can be counted without keeping one's address here;
    `repeats` is the case that the same customer had about the same matter (001:1543).
    """

    kind: CaseKind
    number: str
    customer: int
    locale: str = "zh"
    conversation: int | None = None
    channel: Channel = Channel.CHAT
    by: int | None = None
    klass: Class = Class.ORDINARY
    category: Category | None = None
    wanted: Remedy | None = None
    money: int | None = None
    items: int = 1
    household: str | None = None
    emergency: bool = False
    repeats: int | None = None
    since: datetime | None = None  # when the customer wishes that somebody comes
    until: datetime | None = None
    over_head: bool = False  # the customer threatens to go to a regulator or over our heads (001:1543)
    turned_from: int | None = None  # the grievance it was before


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed(Event):
    """What was missing of a case filed in an emergency has been told; the words are kept beside it."""

    category: Category | None = None
    household: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(Event):
    """A named person has it from here; whoever had it before stays answerable until they take it (002:568)."""

    to: int
    by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undertaken(Event):
    """The person it was given to has taken it."""

    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Classed(Event):
    """How grave it is was set by a person."""

    klass: Class
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Event):
    """A person wrote to the customer about it."""

    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedUp(Event):
    """Somebody did something about it and wrote down what."""

    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Urged(Event):
    """The customer wants to know what becomes of it (催办); passed on, counted."""

    by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitBegun(Event):
    """It waits for something that is not ours to do."""

    why: Waits
    by: int | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitOver(Event):
    """What it waited for has come, or is waited for no more."""

    by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rested(Event):
    """The customer never answered: it rests until they do (002:96).

    `due` is when the last span was over (None: recorded by an earlier version).
    """

    due: datetime | None = None

    @property
    def due_at(self) -> datetime:
        """Return when the last span was over; no promise that was due after it was broken."""
        return self.at if self.due is None else self.due


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitedInVain(Event):
    """The customer never answered what work in the field needs: it cannot rest, and is ours to move again (002:568)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Woken(Event):
    """The customer has answered, or somebody takes it up again: it goes on."""

    by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSettled(Event):
    """The matter is settled, in one of the ways there are."""

    ending: Ending
    by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed(Event):
    """All is done about it, the callback too."""

    by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReopened(Event):
    """It is not over after all."""

    by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsettledCancelled(Event):
    """Its unit has reviewed why it is not settled; never cancelled by who handles it (002:92)."""

    by: int
