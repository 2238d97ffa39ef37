"""F6 and F7: Telegram fails in every way there is, before and after a call had its effect; both sides go on writing.

A cut is a call that had its effect and was not answered: only what was cut may be said twice, and then it is marked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain

import pytest

from bot.sandbox.faults import Fault
from tests.fire.conftest import Tally
from tests.fire.figures import Figures
from tests.fire.square import Square, told, under_fire
from tests.simulation.life import Lives

_WITHOUT_EFFECT: tuple[Mapping[str, object], ...] = (
    {"kind": "error", "code": 500},
    {"kind": "error", "code": 502},
    {"kind": "html"},
    {"kind": "reset_before"},
    {"kind": "delay", "seconds": 4.0},
    {"kind": "delay", "seconds": 45.0},
)
_CUTS: tuple[Mapping[str, object], ...] = (
    {"kind": "reset_after", "method": "[!g]*"},
    {"kind": "hang", "method": "[!g]*"},
)
_SECONDS = 600.0
_THINKS = 7  # seconds until an agent answers
_FAIL = 0.5  # of all calls
_EACH = 12
_SERVED = 6


@dataclass(frozen=True, slots=True)
class _Storm:
    """Ten minutes in which every other call fails, and both sides write all the time."""

    name: str
    faults: tuple[Mapping[str, object], ...]
    nameless: bool = False

    async def blows(self, square: Square) -> Figures:
        """Play it, and count what came of it when it is over."""
        people = await square.served(_SERVED)
        asked = {one.id: [f"word {one.id} {n}" for n in range(_EACH)] for one in people}
        answered = {one.id: [f"answer {one.id} {n}" for n in range(_EACH)] for one in people}
        for one in people:
            for n in range(_EACH):
                after = (n + square.chance.random()) * (_SECONDS - _THINKS) / _EACH
                square.town.later(after, partial(one.writes, asked[one.id][n]))
                square.town.later(after + _THINKS, partial(square.clerk.answers, one, answered[one.id][n]))
        faults = self._begin(square)
        await square.passes(_SECONDS)
        square.town.world.faults.switch_off()
        ended = square.clock.now()
        people[0].writes("is anybody still there?")
        await square.quiet()
        square.check()
        come = [told(asked[one.id], square.clerk.seen) for one in people]
        come += [told(answered[one.id], one.seen) for one in people]
        repeated = sum(one.repeated for one in come)
        cuts = sum(fault.struck for fault in faults if fault.kind in {"reset_after", "hang"})
        assert repeated <= cuts, f"{repeated} were said twice, and only {cuts} calls were cut off"
        return Figures(
            scenario=self.name,
            lost=sum(one.lost for one in come),
            doubled=sum(one.doubled for one in come),
            repeated=repeated,
            out_of_order=sum(one.out_of_order for one in come),
            recovery=_first_after(square, ended),
        )

    def _begin(self, square: Square) -> list[Fault]:
        lives, later = square.lives, square.town.later
        for n in range(3 if self.nameless else 0):
            later(n * _SECONDS / 3, partial(_find, lives, found=False))
            later(n * _SECONDS / 3 + 90, partial(_find, lives, found=True))
        chance = _FAIL / max(len(self.faults), 1)
        switch_on = square.town.world.faults.switch_on
        return [switch_on(**fault, chance=chance, seed=square.chance.getrandbits(32)) for fault in self.faults]


def _find(lives: Lives, *, found: bool) -> None:
    lives.found = found


def _first_after(square: Square, moment: datetime) -> float:
    """Return how long after a moment somebody read something."""
    seen = chain(square.clerk.seen, *(one.seen for one in square.visitors))
    return min((one.at - moment).total_seconds() for one in seen if one.at >= moment)


_STORMS = (
    _Storm("F6 500, 502, HTML, resets, slow", _WITHOUT_EFFECT),
    _Storm("F6 Telegram's name not found", (), nameless=True),
    _Storm("F7 reset or silent after the effect", _CUTS),
    _Storm("F6+F7 everything at once", (*_WITHOUT_EFFECT, *_CUTS), nameless=True),
)


@pytest.mark.fire
@pytest.mark.parametrize("storm", _STORMS, ids=lambda storm: storm.name)
def test_what_fails_at_telegram_is_said_all_the_same_and_marked_where_it_may_stand_twice(
    tally: Tally, storm: _Storm, *, long: bool
) -> None:
    for seed in range(1, 200 if long else 2):
        tally(under_fire(storm.blows, seed=seed))
