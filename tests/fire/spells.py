"""How long the words of many take to their topics in a stretch of time, with and without trouble in it."""

from dataclasses import dataclass

from tests.fire.square import Seen, Square, Visitor


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of time in which everybody but the flooder writes once, evenly but for a bit of chance."""

    name: str
    seconds: float
    flood: int = 0
    per_second: float = 1.0


async def delays(square: Square, spell: Spell, flooder: Visitor, others: list[Visitor]) -> list[float]:
    """Return how long each message of the others took to stand in its topic, sorted, in seconds."""
    begun = square.clock.now()
    each = spell.seconds / len(others)
    after = {one.id: each * (n + square.chance.random()) for n, one in enumerate(others)}
    for one in others:
        square.town.later(after[one.id], lambda one=one: one.writes(f"{spell.name} {one.id}"))  # type: ignore[misc]
    for n in range(spell.flood):
        square.town.later(n / spell.per_second, lambda n=n: flooder.writes(f"flood {n}"))  # type: ignore[misc]
    await square.passes(spell.seconds)
    await square.quiet()
    arrived = {one.id: _first(square.clerk.in_topic(one.thread), f"{spell.name} {one.id}") for one in others}
    return sorted((seen.at - begun).total_seconds() - after[who] for who, seen in arrived.items())


def _first(topic: list[Seen], text: str) -> Seen:
    return next(one for one in topic if text in one.text.splitlines())


def p99(sorted_spans: list[float]) -> float:
    """Return the span that one in a hundred exceeds; of fewer the longest."""
    return sorted_spans[max(round(len(sorted_spans) * 0.99) - 1, 0)]
