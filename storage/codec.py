"""Values of the desk as text and back.

A stored row keeps the name of its type in a column and its fields as JSON, moments in UTC, spans as ISO 8601. What
was once stored must be readable for ever: `tests/storage/samples` holds one row of every type that ever was.
Notices are read by `storage.notices`, so that who only looks back at what happened needs none of them.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter

from desk.cases.events import CASE_EVENTS
from desk.customers.events import FILE_EVENTS
from desk.events import EVENTS, Event
from desk.library.events import LIBRARY_EVENTS
from desk.shifts.events import SHIFT_EVENTS
from desk.state import Conversation

T = TypeVar("T")

_EVENTS = (*EVENTS, *LIBRARY_EVENTS, *SHIFT_EVENTS, *CASE_EVENTS, *FILE_EVENTS)
EVENTS_BY_NAME: Mapping[str, type[Event]] = {kind.__name__: kind for kind in _EVENTS}


def encode(value: object) -> str:
    """Return a value's fields as JSON; the name of its type is for the caller to keep."""
    return adapter(type(value)).dump_json(value).decode()


def decode(kind: type[T], body: str) -> T:
    """Return the value of this type that a row holds."""
    found: T = adapter(kind).validate_json(body)
    return found


def event(name: str, body: str) -> Event:
    """Return the event a row holds."""
    return decode(EVENTS_BY_NAME[name], body)


def conversation(conversation_id: int, facts: str) -> Conversation:
    """Return the conversation a row holds; a new one was written before its number was known."""
    found = decode(Conversation, facts)
    if found.id is None:
        object.__setattr__(found, "id", conversation_id)  # nobody else has seen this value yet
    return found


def adapter(kind: type[Any]) -> TypeAdapter[Any]:
    """Return what writes and reads values of a type; built once, when the type is first met."""
    known = _ADAPTERS.get(kind)
    if known is None:
        known = _ADAPTERS[kind] = TypeAdapter(kind)
    return known


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}
