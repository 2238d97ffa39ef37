"""Values of the desk as text and back: events, conversations, notices, origins.

A stored row keeps the name of its type in a column and its fields as JSON, moments in UTC, spans as ISO 8601. What
was once stored must be readable for ever: `tests/storage/samples` holds one row of every type that ever was.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from desk.cases.all_notices import CASE_NOTICES
from desk.cases.brief import CaseInBrief
from desk.cases.events import CASE_EVENTS
from desk.cases.state import Case
from desk.commands import Origin
from desk.customers.events import FILE_EVENTS
from desk.customers.file import CustomerFile
from desk.customers.notices import FILE_NOTICES
from desk.events import EVENTS, Event
from desk.forms.form import Form
from desk.learning.gap_board import GapLine
from desk.learning.notices import LEARNING_NOTICES
from desk.library.events import LIBRARY_EVENTS
from desk.library.notices import LIBRARY_NOTICES
from desk.library.shelf import GateReport, Shelf
from desk.notices import NOTICES, Notice
from desk.people import Agent
from desk.shifts.events import SHIFT_EVENTS
from desk.shifts.room import Room
from desk.state import Conversation
from faq import Entry
from faq.matching.remembered import Measured

_EVENTS = (*EVENTS, *LIBRARY_EVENTS, *SHIFT_EVENTS, *CASE_EVENTS, *FILE_EVENTS)
EVENTS_BY_NAME: Mapping[str, type[Event]] = {kind.__name__: kind for kind in _EVENTS}
_NOTICES = (*NOTICES, *LIBRARY_NOTICES, *LEARNING_NOTICES, *CASE_NOTICES, *FILE_NOTICES)
NOTICES_BY_NAME: Mapping[str, type[Notice]] = {kind.__name__: kind for kind in _NOTICES}


def encode(value: object) -> str:
    """Return a value's fields as JSON; the name of its type is for the caller to keep."""
    return adapter(type(value)).dump_json(value).decode()


def event(name: str, body: str) -> Event:
    """Return the event a row holds."""
    found: Event = adapter(EVENTS_BY_NAME[name]).validate_json(body)
    return found


def notice(name: str, body: str) -> Notice:
    """Return the notice a row holds."""
    found: Notice = adapter(NOTICES_BY_NAME[name]).validate_json(body)
    return found


def conversation(conversation_id: int, facts: str) -> Conversation:
    """Return the conversation a row holds; a new one was written before its number was known."""
    found: Conversation = adapter(Conversation).validate_json(facts)
    if found.id is None:
        object.__setattr__(found, "id", conversation_id)  # nobody else has seen this value yet
    return found


def case(facts: str) -> Case:
    """Return the case a row holds."""
    found: Case = adapter(Case).validate_json(facts)
    return found


def case_in_brief(facts: str) -> CaseInBrief:
    """Return of the case a row holds what it is in brief."""
    found: CaseInBrief = adapter(CaseInBrief).validate_json(facts)
    return found


def form(facts: str) -> Form:
    """Return the form a row holds."""
    found: Form = adapter(Form).validate_json(facts)
    return found


def customer_file(facts: str) -> CustomerFile:
    """Return the customer file a row holds."""
    found: CustomerFile = adapter(CustomerFile).validate_json(facts)
    return found


def agent(facts: str) -> Agent:
    """Return the member of staff a row holds."""
    found: Agent = adapter(Agent).validate_json(facts)
    return found


def room(facts: str) -> Room:
    """Return the room a row holds."""
    found: Room = adapter(Room).validate_json(facts)
    return found


def origin(body: str | None) -> Origin | None:
    """Return the place a command was given at."""
    return None if body is None else adapter(Origin).validate_json(body)


def shelf(facts: str) -> Shelf:
    """Return the shelf a row holds."""
    found: Shelf = adapter(Shelf).validate_json(facts)
    return found


def entry(body: str) -> Entry:
    """Return the entry a version's row holds."""
    found: Entry = adapter(Entry).validate_json(body)
    return found


def report(body: str | None) -> GateReport | None:
    """Return what the gate found."""
    return None if body is None else adapter(GateReport).validate_json(body)


def measured(body: str | None) -> Measured | None:
    """Return the thresholds a library was found to need."""
    return None if body is None else adapter(Measured).validate_json(body)


def gap_line(body: str) -> GapLine:
    """Return a line of the board."""
    found: GapLine = adapter(GapLine).validate_json(body)
    return found


def adapter(kind: type[Any]) -> TypeAdapter[Any]:
    """Return what writes and reads values of a type; built once, when the type is first met."""
    known = _ADAPTERS.get(kind)
    if known is None:
        known = _ADAPTERS[kind] = TypeAdapter(kind)
    return known


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}
