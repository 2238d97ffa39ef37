"""What a line of each ledger holds (RULES §7, 002:50): a view over the events, written anew whenever it is asked for.

    complaints, repairs, grievances, suggestions   a line for each case, by its number, as the fold of its events
    callbacks                                      a line for each thing that was done to learn how it went
    overruns                                       a line for each promise of time that was broken

A line is cut out of what it is about by the columns of its ledger; how a cell is told, its `Shows` says.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter
from typing import Any, Final

from desk.cases.brief import CaseInBrief
from desk.cases.events import CallbackAsked, CallbackFailed, CallbackMoved, CallbackRated, CallbackTried
from desk.cases.kinds import CaseKind, Result
from desk.cases.state import Case
from desk.clocks.ledger import Line
from desk.events import Event


class LedgerKind(StrEnum):
    """One ledger (台账) for each kind of record."""

    COMPLAINTS = "complaints"
    REPAIRS = "repairs"
    GRIEVANCES = "grievances"
    SUGGESTIONS = "suggestions"
    CALLBACKS = "callbacks"
    OVERRUNS = "overruns"


OF_CASES: Final[Mapping[LedgerKind, CaseKind]] = {
    LedgerKind.COMPLAINTS: CaseKind.COMPLAINT,
    LedgerKind.REPAIRS: CaseKind.REPAIR,
    LedgerKind.GRIEVANCES: CaseKind.GRIEVANCE,
    LedgerKind.SUGGESTIONS: CaseKind.SUGGESTION,
}
"""The ledgers of which a line is a case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEntry:
    """A case, the words beside its events by field (the latest of each), and how many files there are."""

    case: Case
    words: Mapping[str, str] = field(default_factory=dict[str, str])
    files: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackEntry:
    """One thing that was done about a callback, with the words beside it."""

    case: Case | CaseInBrief
    event: Event
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrunEntry:
    """A broken promise, and what it was about: a conversation by its number, or the number of a case."""

    line: Line
    conversation: int | None = None
    case: str | None = None


Entry = CaseEntry | CallbackEntry | OverrunEntry


class Shows(StrEnum):
    """How the value of a cell is told."""

    TEXT = "text"
    WORDS = "words"  # of a person
    CODE = "code"  # a code, which has words in every language
    MOMENT = "moment"
    STAFF = "staff"  # a member of staff, by number
    MONEY = "money"  # in hundredths
    COUNT = "count"
    YES = "yes"
    SPAN = "span"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, how its cells are told, and where a line has them from."""

    name: str
    shows: Shows
    of: Callable[[Any], Any]


def callback_step(event: Event) -> str | None:
    """Return what an event says about a callback, as a code; None: nothing."""
    return _STEPS.get(type(event))


CALLBACK_EVENTS: Final[tuple[type[Event], ...]] = (
    CallbackAsked,
    CallbackTried,
    CallbackMoved,
    CallbackRated,
    CallbackFailed,
)
"""The events that make a line in the ledger of callbacks."""

_STEPS: Final[Mapping[type[Event], str]] = dict(
    zip(CALLBACK_EVENTS, ("asked", "tried", "moved", "rated", "failed"), strict=True)
)


def _fact(name: str, shows: Shows) -> Column:
    return Column(name, shows, attrgetter(f"case.{name}"))


def _said(name: str) -> Column:
    def of(entry: CaseEntry) -> Any:
        return entry.words.get(name)

    return Column(name, Shows.WORDS, of)


def _told(name: str, shows: Shows) -> Column:
    def of(entry: CallbackEntry) -> Any:
        return getattr(entry.event, name, None)

    return Column(name, shows, of)


def _broken(name: str, shows: Shows) -> Column:
    return Column(name, shows, attrgetter(f"line.{name}"))


def _tries(entry: CaseEntry) -> int:
    return len(entry.case.callback_tries)


def _attempts(entry: CaseEntry) -> int:
    return len(entry.case.attempts)


def _result(entry: CallbackEntry) -> Result | None:
    event = entry.event
    if isinstance(event, CallbackRated):
        return Result.SATISFIED if event.satisfied else Result.NOT_SATISFIED
    return event.result if isinstance(event, CallbackTried) else None


def _step(entry: CallbackEntry) -> str | None:
    return callback_step(entry.event)


_HEAD = (
    _fact("number", Shows.TEXT),
    _fact("filed_at", Shows.MOMENT),
    _fact("state", Shows.CODE),
    _fact("channel", Shows.CODE),
)
_WHOSE = (
    _said("called"),
    _said("contact"),
    _said("place"),
)
_HANDLED = (
    _fact("handler", Shows.STAFF),
    _fact("replied_at", Shows.MOMENT),
    _fact("follow_ups", Shows.COUNT),
    _fact("urged", Shows.COUNT),
    _said("note"),
)
_ENDED = (
    _fact("ending", Shows.CODE),
    _fact("settled_at", Shows.MOMENT),
    _fact("closed_at", Shows.MOMENT),
    _fact("reopened", Shows.COUNT),
)
_CALLED_BACK = (
    _fact("callback_result", Shows.CODE),
    _fact("callback_done_at", Shows.MOMENT),
    Column("callback_tries", Shows.COUNT, _tries),
)
_SHORT = (
    *_HEAD,
    *_WHOSE,
    _said("what"),
    Column("files", Shows.COUNT, attrgetter("files")),
    *_HANDLED,
    _said("reply"),
    *_ENDED,
)

LEDGERS: Final[Mapping[LedgerKind, Sequence[Column]]] = {
    LedgerKind.COMPLAINTS: (
        *_HEAD,
        _fact("klass", Shows.CODE),
        *_WHOSE,
        _said("what"),
        _said("when"),
        _said("whom"),
        _fact("wanted", Shows.CODE),
        _fact("money", Shows.MONEY),
        Column("files", Shows.COUNT, attrgetter("files")),
        *_HANDLED,
        _fact("level", Shows.COUNT),
        _fact("justified", Shows.YES),
        _fact("cause", Shows.CODE),
        _fact("unit", Shows.TEXT),
        _fact("money_granted", Shows.MONEY),
        _fact("remedied_at", Shows.MOMENT),
        Column("attempts", Shows.COUNT, _attempts),
        _fact("disagreed", Shows.COUNT),
        *_ENDED,
        *_CALLED_BACK,
        _fact("excluded", Shows.YES),
    ),
    LedgerKind.REPAIRS: (
        *_HEAD,
        _fact("category", Shows.CODE),
        _fact("emergency", Shows.YES),
        *_WHOSE,
        _said("what"),
        _said("visit"),
        _said("wishes"),
        _fact("items", Shows.COUNT),
        Column("files", Shows.COUNT, attrgetter("files")),
        *_HANDLED,
        _fact("scope", Shows.CODE),
        _fact("quote", Shows.MONEY),
        _fact("agreed", Shows.YES),
        _fact("worker", Shows.STAFF),
        _fact("dispatched_at", Shows.MOMENT),
        _fact("arrived_at", Shows.MOMENT),
        _fact("remedied_at", Shows.MOMENT),
        _fact("repeat_repairs", Shows.COUNT),
        _fact("paid", Shows.MONEY),
        *_ENDED,
        *_CALLED_BACK,
    ),
    LedgerKind.GRIEVANCES: (*_SHORT, _fact("turned_into", Shows.TEXT)),
    LedgerKind.SUGGESTIONS: _SHORT,
    LedgerKind.CALLBACKS: (
        _fact("number", Shows.TEXT),
        _fact("kind", Shows.CODE),
        _fact("remedied_at", Shows.MOMENT),
        Column("at", Shows.MOMENT, attrgetter("event.at")),
        Column("step", Shows.CODE, _step),
        Column("result", Shows.CODE, _result),
        _told("by", Shows.STAFF),
        _told("promptness", Shows.COUNT),
        _told("manner", Shows.COUNT),
        _told("until", Shows.MOMENT),
        Column("words", Shows.WORDS, attrgetter("words")),
        _fact("handler", Shows.STAFF),
        _fact("worker", Shows.STAFF),
    ),
    LedgerKind.OVERRUNS: (
        Column("conversation", Shows.COUNT, attrgetter("conversation")),
        Column("case", Shows.TEXT, attrgetter("case")),
        _broken("clock", Shows.CODE),
        _broken("occurrence", Shows.COUNT),
        _broken("due", Shows.MOMENT),
        _broken("met_at", Shows.MOMENT),
        _broken("overrun", Shows.SPAN),
        _broken("tier", Shows.COUNT),
        _broken("points", Shows.COUNT),
        _broken("agent", Shows.STAFF),
        _broken("excuse", Shows.CODE),
        _broken("appeal", Shows.CODE),
    ),
}
"""The columns of each ledger, in their order."""

TOLD: Final = frozenset(column.name for kind in OF_CASES for column in LEDGERS[kind] if column.shows is Shows.WORDS)
"""The fields of words that stand in a ledger of cases."""
