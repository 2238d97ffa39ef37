"""Answers that only say how one gets to a form or to a person: nothing for who is there already.

Which they are, the library says: `Entry.leads_to`.
"""

from desk import events as e
from desk.forms import forming
from desk.forms.form import FormKind
from desk.state import State
from desk.turn import Turn

_WAITING = frozenset({State.QUEUED, State.OFFERED})


def is_there(turn: Turn, entry_id: str | None) -> bool:
    """Tell whether an answer would lead the customer to the form that is open, or to the people they wait for."""
    form = forming.open_form(turn)
    return is_led_to_person(turn, entry_id) or (form is not None and leads_to(turn, entry_id, form.kind))


def is_led_to_person(turn: Turn, entry_id: str | None) -> bool:
    """Tell whether an answer would lead to people somebody who waits for them."""
    conversation = turn.conversation
    waits = conversation.state in _WAITING or conversation.hold is e.Hold.CALLBACK
    return waits and _lead(turn, entry_id) == "person"


def leads_to(turn: Turn, entry_id: str | None, kind: FormKind) -> bool:
    """Tell whether an answer leads to a form."""
    return _lead(turn, entry_id) == kind.value


def is_met_by(turn: Turn, entry_id: str | None, kind: FormKind) -> bool:
    """Tell whether an answer leads to a form, or to a person, for whom a form and people are called in now."""
    return leads_to(turn, entry_id, kind) or _lead(turn, entry_id) == "person"


def _lead(turn: Turn, entry_id: str | None) -> str | None:
    entry = turn.floor.knowledge.entry(entry_id) if entry_id is not None else None
    return entry.leads_to if entry is not None else None
