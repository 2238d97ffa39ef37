"""What is forgotten once an hour, and erased once a day."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.tidying import Tidying
from tests.kit.cast import TEN


class Hours:
    """A clock on which waiting takes no time, and which stops the loop after so many waits."""

    def __init__(self, waits: int) -> None:
        self.moment = TEN
        self.stop = asyncio.Event()
        self._left = waits

    def now(self) -> datetime:
        return self.moment

    async def sleep(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)
        self._left -= 1
        if not self._left:
            self.stop.set()


async def test_updates_are_forgotten_every_hour_and_words_erased_every_day() -> None:
    clock = Hours(waits=49)
    tidied: list[datetime] = []
    erased: list[datetime] = []

    async def tidy(now: datetime) -> None:
        tidied.append(now)

    async def erase(now: datetime) -> Mapping[str, int]:
        erased.append(now)
        return {"messages": 3, "notes": 0}

    await Tidying(tidy, clock, erase=erase).run(clock.stop)
    assert tidied == [TEN + timedelta(hours=hour) for hour in range(49)]
    assert erased == [TEN, TEN + timedelta(days=1), TEN + timedelta(days=2)]


async def test_a_loop_that_erases_nothing_only_forgets() -> None:
    clock = Hours(waits=2)
    tidied: list[datetime] = []

    async def tidy(now: datetime) -> None:
        tidied.append(now)

    await Tidying(tidy, clock).run(clock.stop)
    assert len(tidied) == 2


async def test_who_comes_to_keep_house_later_erases_then_and_no_sooner_than_a_day_after() -> None:
    clock = Hours(waits=40)
    erased: list[datetime] = []

    async def tidy(now: datetime) -> None:
        pass

    async def erase(now: datetime) -> Mapping[str, int]:
        erased.append(now)
        return {}

    seated = TEN + timedelta(hours=5)
    await Tidying(tidy, clock, erase=erase, keeps_house=lambda: clock.moment >= seated).run(clock.stop)
    assert erased == [seated, seated + timedelta(days=1)]
