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
from tests.fire.spells import Spell, delays, p99
from tests.fire.square import Square, told, under_fire

MESSAGES = 1000


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
        quiet = await delays(square, Spell("quiet", self.others * 12), flooder, rest)
        await square.passes(120)
        spell = Spell("loaded", self.others * 12, self.messages, self.per_second)
        loaded = await delays(square, spell, flooder, rest)
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
