"""F13: updates nobody can handle among good ones, and words whose markup Telegram refuses."""

import pytest

from tests.fire.conftest import Tally
from tests.fire.figures import Figures
from tests.fire.spells import Spell, delays, p99
from tests.fire.square import Square, told, under_fire

pytestmark = pytest.mark.fire

_NAME = "F13 poison among good updates"
_PEOPLE = 12
_POISON = 40
_SECONDS = 300.0
_MOST_TRIES = 5


async def _poisoned(square: Square) -> tuple[Figures, list[float], list[float]]:
    people = await square.served(_PEOPLE)
    world = square.town.world
    quiet = await delays(square, Spell("quiet", _SECONDS), people[0], people[1:])
    await square.passes(120)
    for n in range(_POISON):
        chat = {"id": people[0].id, "type": "private", "first_name": people[0].name}
        broken = {"message": {"message_id": "none", "chat": chat, "text": f"secret {n}"}}
        unknown = {"a_kind_of_next_year": {"id": n}}
        update = broken if n % 2 else unknown
        square.town.later(_SECONDS * n / _POISON, lambda update=update: world.bot().updates.inject(dict(update)))  # type: ignore[misc]
    refused = {"kind": "error", "code": 400, "description": "Bad Request: can't parse entities"}
    world.faults.switch_on(**refused, chat_id=people[0].id)
    for n in range(_POISON // 2):
        square.town.later(_SECONDS * n / _POISON, lambda n=n: square.clerk.answers(people[0], f"refused {n}"))  # type: ignore[misc]
    loaded = await delays(square, Spell("loaded", _SECONDS), people[0], people[1:])
    world.faults.switch_off()
    await square.quiet()
    tries = square.record.rows("SELECT tries, put_aside_at FROM dead_letters WHERE kind = 'update'")
    assert len(tries) == _POISON // 2
    assert all(tried <= _MOST_TRIES and aside is not None for tried, aside in tries)
    kept = [told([text for text in one.wrote if " " in text], square.clerk.in_topic(one.thread)) for one in people]
    figures = Figures(
        scenario=_NAME,
        lost=sum(one.lost for one in kept),
        doubled=sum(one.doubled for one in kept),
        out_of_order=sum(one.out_of_order for one in kept),
    )
    return figures, quiet, loaded


def test_poison_is_put_aside_and_nobody_else_waits_for_it(tally: Tally, *, long: bool) -> None:
    quiet, loaded = list[float](), list[float]()
    for seed in range(1, 50 if long else 2):
        figures, before, meanwhile = under_fire(_poisoned, seed=seed)
        tally(figures)
        quiet += before
        loaded += meanwhile
    tally(Figures(scenario=_NAME, others_p99=p99(sorted(loaded)) / p99(sorted(quiet))))  # of all, for a run has eleven
