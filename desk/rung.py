"""How far the strikes of a clock have come."""

from dataclasses import dataclass

from desk.events import Clock


@dataclass(frozen=True, slots=True)
class Rung:
    """A clock that has struck: which run of it, up to which tier; 0 is the warning before the deadline."""

    clock: Clock
    occurrence: int
    tier: int = 1
