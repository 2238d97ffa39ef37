"""F9: updates come twice, backwards, a day late, and with numbers that start lower again.

What comes of them is what comes of each of them once, in the order of their numbers.
"""

import pytest

from tests.fire.conftest import Tally
from tests.fire.figures import Figures
from tests.fire.square import Square, told, under_fire
from tests.simulation.invariants import every_update_is_handled, strikes_are_punctual

pytestmark = pytest.mark.fire

_PEOPLE = 4
_EACH = 12
_LATE = 23 * 3600.0  # Telegram keeps them for a day


async def _odd(square: Square) -> Figures:
    people = await square.served(_PEOPLE)
    updates = square.town.world.bot().updates
    words = {one.id: [f"word {one.id} {n}" for n in range(_EACH * 4)] for one in people}
    for part, how in enumerate(("twice", "backwards", "late", "lower")):
        square.lives.found = how != "backwards"
        if how == "twice":
            updates.disturb(duplicate=_PEOPLE * _EACH)
        if how == "lower":
            updates.disturb(next_id=square.chance.randrange(1, updates.next_id // 2))
        for n in range(part * _EACH, (part + 1) * _EACH):
            for one in people:
                one.writes(words[one.id][n])
            if how != "late":
                await square.passes(square.chance.uniform(1, 10))
        if how == "backwards":
            updates.disturb(reverse=True)
        if how == "late":
            await _held_back(square, _LATE)
        square.lives.found = True
        await square.quiet()
    square.check(every_update_is_handled, strikes_are_punctual)
    kept = [told(words[one.id], square.clerk.in_topic(one.thread)) for one in people]
    heard = square.record.count("SELECT count(*) FROM events WHERE type = 'CustomerWrote'")
    return Figures(
        scenario="F9 twice, backwards, a day late, lower numbers",
        lost=sum(one.lost for one in kept),
        doubled=sum(one.doubled + one.repeated for one in kept) + heard - _PEOPLE * (_EACH * 4 + 1),
        out_of_order=sum(one.out_of_order for one in kept),
    )


async def _held_back(square: Square, seconds: float) -> None:
    """Hold back what was just written while time passes, and let it come then."""
    updates = square.town.world.bot().updates
    held = list(updates.waiting)
    updates.waiting.clear()
    await square.passes(seconds, step=900)
    for one in held:
        updates._put(one)


def test_updates_that_come_oddly_have_the_effect_of_each_once_in_its_order(tally: Tally, *, long: bool) -> None:
    for seed in range(1, 100 if long else 2):
        tally(under_fire(_odd, seed=seed))
