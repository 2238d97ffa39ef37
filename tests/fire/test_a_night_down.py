"""F18: after a night in which the program did not run thousands of clocks are due at once, and updates have waited.

How long it takes until each has struck is measured in seconds of the machine.
"""

import time
from datetime import timedelta

import pytest

from desk.clocks import soonest
from desk.events import HandedOff, Opened, Reason
from desk.evolution import fold
from desk.people import Customer
from desk.ports import Change
from desk.rules import Rules
from desk.state import Conversation
from storage.engine import open_database
from tests.fire.conftest import Tally
from tests.fire.figures import Figures
from tests.fire.square import FIRST, Square, under_fire
from tests.simulation.in_place import Drive, sqlite_in_place

pytestmark = pytest.mark.fire

_NIGHT = timedelta(hours=10)
_BATCH = 500
_STAY = 50
"""How many of the customers wrote in the night that they do not wait any more."""
_CATCHES_UP = 600.0


async def _fill(square: Square, many: int) -> None:
    """Let so many customers have begun to wait just before the program went down."""
    rules, begun = Rules(), square.clock.now() - _NIGHT
    drive = Drive(lambda: False, lambda: None)
    with sqlite_in_place(lambda: drive):
        database = await open_database(f"sqlite+aiosqlite:///{square.lives.database}")
        for first in range(0, many, _BATCH):
            changes: list[Change] = []
            for n in range(first, min(first + _BATCH, many)):
                news = (Opened(at=begun), HandedOff(at=begun, reason=Reason.ASKED, ticket=n + 1))
                after = fold(FIRST + n, news)
                changes.append(
                    Change(
                        before=Conversation(customer=FIRST + n),
                        after=after,
                        news=news,
                        customer=Customer(chat_id=FIRST + n, name=f"客户{n:05}"),
                        next_due_at=soonest(after, rules),
                        rank=begun,
                    )
                )
            async with database.begin() as unit:
                await unit.record(changes)
        await database.close()


@pytest.mark.parametrize("many", [300, 10_000])
def test_after_a_night_down_each_clock_fires_once_and_what_waited_is_read_before(
    tally: Tally, many: int, *, long: bool
) -> None:
    if many > 300 and not long:
        pytest.skip("ten thousand are played in the long form")

    async def morning(square: Square) -> Figures:
        people = [square.visitor() for _ in range(many)]
        for one in people[:_STAY]:
            one.writes("不用等了")
        begun, began = int(square.clock.now().timestamp() * 1e6), time.perf_counter()
        square.begin()
        overdue = "SELECT count(*) FROM conversations WHERE due_at < ?"
        await square.until(lambda: square.record.count(overdue, begun) == 0, within=_CATCHES_UP)
        caught_up = time.perf_counter() - began
        record = square.record
        assert square.record.count("SELECT count(*) FROM handled_updates") >= _STAY
        first = record.count("SELECT min(at) FROM strikes WHERE subject LIKE 'conversation:%'")
        read = record.count("SELECT max(at) FROM handled_updates WHERE update_id < ?", 500_000_001 + _STAY)
        assert read <= first, "a clock struck before what had waited was read"
        fired = record.count("SELECT count(*) FROM strikes")
        once = "SELECT count(*) FROM (SELECT DISTINCT subject, clock, tier, occurrence FROM strikes)"
        waited = record.count(
            "SELECT count(DISTINCT subject) FROM strikes WHERE clock = 'accept' AND subject LIKE 'conversation:%'"
        )
        return Figures(
            scenario=f"F18 {many:,} due after a night down",
            missed=many - waited,
            fired_twice=fired - record.count(once),
            recovery=caught_up,
        )

    tally(under_fire(morning, before=lambda square: _fill(square, many)))
