"""What became of forms in a chat: kinds and moments; what was filled in is nobody's history."""

from dataclasses import dataclass

from desk.events.event import Event
from desk.forms.form import FormKind


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOffered(Event):
    """The customer told of a matter and was offered to have it registered."""

    kind: FormKind


@dataclass(frozen=True, slots=True, kw_only=True)
class FormBegun(Event):
    """A form was begun, by an agent for the customer or by the customer; the questions follow."""

    kind: FormKind
    agent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormEnded(Event):
    """A form was filed or given up; `digest` tells the same words filed again, and nothing else."""

    kind: FormKind
    filed: bool
    digest: str = ""
    agent: int | None = None
