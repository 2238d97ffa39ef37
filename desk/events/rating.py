"""What a customer thought of a talk with us, once it was over."""

from dataclasses import dataclass

from desk.events.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated(Event):
    """The customer said whether they were satisfied, and how much from 1 (worst) to 5, if they pressed that too.

    `agent` is who had settled the matter.
    """

    agent: int
    satisfied: bool
    value: int | None = None
