"""The promise behind all others: a desk killed at any instant loses nothing, repeats nothing silently, keeps order."""

from collections import Counter
from pathlib import Path
from random import Random  # noqa: TID251 - seeded: the same instants every time

from bot.clock import WallClock
from tests.kit.crowds import Place, all_ready, place
from tests.kit.databases import postgres
from tests.kit.desks import ZHAO, Sandbox, sandbox
from tests.kit.mirrors import in_order, mirrored, quiet, said_unmarked

__all__ = ["place", "postgres"]

CUSTOMERS = 20
UPDATES = 200
KILLS = 20  # of one process; where there are three, each death is worth more, and half as many will do
FIRST = 50000
PACE = 1000
TEXTS = "SELECT text FROM messages WHERE author = 'customer' AND text LIKE '消息 %'"
HEARD = "SELECT subject FROM events WHERE type = 'CustomerWrote'"
"""The history: words are kept once whatever happens, facts are not."""


async def everybody_asks_for_a_person(play: Sandbox) -> None:
    await play.do("bulk", count=CUSTOMERS, users=CUSTOMERS, first_user=FIRST, text="转人工")


async def test_two_hundred_updates_survive_twenty_kills(tmp_path: Path, place: Place) -> None:
    chance, clock = Random(20261122), WallClock()  # noqa: S311 - seeded, see above
    async with sandbox(pace=PACE) as play:
        desks = place.desks(tmp_path, play.url, DESK_PACE=str(PACE), DESK_LEADS=str(ZHAO))
        for one in desks:
            one.start()
        await all_ready(desks, play.session)
        await everybody_asks_for_a_person(play)
        await quiet(play, clock, topics=CUSTOMERS)

        kills = KILLS if place.many == 1 else KILLS // 2
        for kill in range(kills):
            await play.do(
                "bulk", count=UPDATES // kills, users=CUSTOMERS, first_user=FIRST, text=f"消息 {kill:02}-{{n}}"
            )
            await clock.sleep(chance.uniform(0, 0.12))
            victim = chance.choice(desks)
            victim.kill()
            victim.start()
            if chance.random() < 0.5:  # half of the kills hit a desk that is still starting
                await victim.ready(play.session)
        await all_ready(desks, play.session)
        await quiet(play, clock, topics=CUSTOMERS)
        room = await play.room()
        assert [one.stop() for one in desks] == [0] * place.many

    sent = Counter(line for lines in mirrored(room).values() for line in lines)
    written = [row.text for row in await place.rows(TEXTS)]
    assert len(written) == UPDATES
    assert len(await place.rows(HEARD)) == UPDATES + CUSTOMERS, "an update was handled twice, or not at all"
    assert set(sent) == set(written), "lost on the way to the room"
    repeated = sum(count - 1 for count in sent.values())
    assert max(said_unmarked(room).values()) == 1, "a repeat that is not marked"
    assert all(in_order(lines) for lines in mirrored(room).values())
    figures = f"kills {kills}, updates {UPDATES}, lost 0, handled twice 0, repeated in the cut-off window {repeated}"
    print(f"processes {place.many}, {figures}")  # noqa: T201 - the figure is the point
