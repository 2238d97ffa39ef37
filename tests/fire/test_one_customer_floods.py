"""F14: a thousand messages of one customer while others are served.

The others are all served by people, so that whatever they write has to go through the staff group, which has twenty
messages a minute for everybody. How long each of their messages takes to stand in its topic is measured twice in one
run, without the flood and with it.
"""

from dataclasses import dataclass
from random import Random  # noqa: TID251 - seeded: the same line every time

import pytest

from tests.fire.conftest import Tally
from tests.fire.figures import Figures
from tests.fire.square import Seen, Square, Visitor, told, under_fire

MESSAGES = 1000


@dataclass(frozen=True, slots=True)
class _Spell:
    """A stretch of time in which everybody but the flooder writes once, evenly but for a bit of chance."""

    name: str
    seconds: float
    flood: int = 0
    per_second: float = 1.0


async def _delays(square: Square, spell: _Spell, flooder: Visitor, others: list[Visitor]) -> list[float]:
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


@dataclass(frozen=True, slots=True)
class _Flood:
    others: int
    messages: int = MESSAGES
    per_second: float = 100.0
    named: str = "F14"

    def play(self) -> Figures:
        """Play a quiet spell and one with the flood in it."""
        line = Random(14)  # noqa: S311 - seeded, and not to be kept secret
        figures: Figures = under_fire(self._run, latency=lambda: line.uniform(0.02, 0.12))
        return figures

    async def _run(self, square: Square) -> Figures:
        flooder, *rest = await square.served(self.others + 1)
        await square.passes(120)
        quiet = await _delays(square, _Spell("quiet", self.others * 12), flooder, rest)
        await square.passes(120)
        spell = _Spell("loaded", self.others * 12, self.messages, self.per_second)
        loaded = await _delays(square, spell, flooder, rest)
        square.check()
        kept = told(flooder.wrote[1:], square.clerk.in_topic(flooder.thread))
        return Figures(
            scenario=self.named,
            lost=kept.lost,
            doubled=kept.doubled,
            out_of_order=kept.out_of_order,
            provoked_429=sum(square.town.world.limits.refused.values()),
            others_p99=p99(loaded) / p99(quiet),
        )


@pytest.mark.fire
@pytest.mark.parametrize(("how", "per_second"), [("at once", 100.0), ("without a pause", 2.0)])
def test_who_writes_a_thousand_messages_keeps_nobody_waiting(
    tally: Tally, how: str, per_second: float, *, long: bool
) -> None:
    others = 200 if long else 40
    tally(_Flood(others, per_second=per_second, named=f"F14 1,000 messages {how}").play())


def test_words_of_others_pass_by_who_writes_without_a_pause() -> None:
    assert _Flood(others=12, messages=200, per_second=2.0).play().broken() == []
