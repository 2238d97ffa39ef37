"""How far the strikes of a clock have come."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desk.events import Clock


@dataclass(frozen=True, slots=True)
class Rung:
    """A clock that has struck: which run of it, up to which tier; 0 is the warning before the deadline."""

    clock: Clock
    occurrence: int
    tier: int = 1


def kept(rung: Sequence[Rung], most: int, lasts: Callable[[Rung], bool] = lambda _: False) -> tuple[Rung, ...]:
    """Return the latest strikes, and of every clock all those of its newest run: it may still go on.

    Occurrences only grow, so older ones can never be asked for again, but for those of which `lasts` says so.
    """
    newest: dict[Clock, int] = {}
    for one in rung:
        newest[one.clock] = max(newest.get(one.clock, one.occurrence), one.occurrence)
    older = len(rung) - most
    return tuple(
        one for place, one in enumerate(rung) if place >= older or one.occurrence == newest[one.clock] or lasts(one)
    )
