"""What a desk's database says when it is over, on either kind."""

from collections import Counter
from collections.abc import AsyncGenerator, Collection
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import NullPool, Select, func, select
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.clock import WallClock
from desk import events as e
from storage import codec
from storage.subjects import of_conversation
from storage.tables import cases, conversations, events, handled_updates, outbox, strikes

Strike = tuple[str, str, int, int]
"""Whose, of which clock, at which tier, of which run."""


class Past:
    """Reads a database beside the desk."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._clock = WallClock()

    async def unsent(self) -> int:
        """Return how many letters have not ended."""
        return await self._count(select(func.count()).select_from(outbox).where(outbox.c.settled_at.is_(None)))

    async def overdue(self, late: timedelta = timedelta()) -> int:
        """Return how many conversations and cases have something due, so long ago, that has not happened."""
        now = self._clock.now() - late
        return sum(
            [await self._count(select(func.count()).select_from(table).where(table.c.due_at < now))
             for table in (conversations, cases)]
        )  # fmt: skip

    async def handled(self) -> int:
        """Return how many updates are known to have been handled."""
        return await self._count(select(func.count()).select_from(handled_updates))

    async def heard(self) -> int:
        """Return how often the history says that a customer wrote: words are kept once whatever happens."""
        return await self._count(select(func.count()).select_from(events).where(events.c.type == "CustomerWrote"))

    async def numbers(self) -> list[str]:
        """Return the numbers of all cases."""
        return [number for (number,) in await self._rows(select(cases.c.number))]

    async def subjects_of(self, customers: Collection[int]) -> list[str]:
        """Return under which names the conversations of these are in the history."""
        found = await self._rows(select(conversations.c.id).where(conversations.c.customer.in_(customers)))
        return [of_conversation(number) for (number,) in found]

    async def strikes(self) -> Counter[Strike]:
        """Return how often the history says that each clock struck; the table of strikes must say the same."""
        told: Counter[Strike] = Counter()
        of_conversations = events.c.subject.like("conversation:%")
        for subject, name, body in await self._rows(
            select(events.c.subject, events.c.type, events.c.body).where(of_conversations)
        ):
            match codec.event(name, body):
                case e.Struck(clock=clock, tier=tier, occurrence=occurrence):
                    told[subject, clock.value, tier, occurrence] += 1
                case _:
                    pass
        kept = await self._rows(select(strikes.c.subject, strikes.c.clock, strikes.c.tier, strikes.c.occurrence))
        assert set(told) <= {(one[0], one[1], one[2], one[3]) for one in kept}
        return told

    async def second_owners(self) -> int:
        """Return how many conversations were taken by somebody while somebody else had them."""
        taken = await self._rows(
            select(events.c.subject, func.count()).where(events.c.type == "Taken").group_by(events.c.subject)
        )
        offered = await self._rows(
            select(events.c.subject, func.count()).where(events.c.type == "TransferOffered").group_by(events.c.subject)
        )
        handed = {one[0]: one[1] for one in offered}
        return sum(count > 1 + handed.get(subject, 0) for subject, count in taken)

    async def _count(self, query: Select[Any]) -> int:
        return int((await self._rows(query))[0][0])

    async def _rows(self, query: Select[Any]) -> list[Any]:
        async with self._engine.connect() as connection:
            return list((await connection.execute(query)).all())


@asynccontextmanager
async def past_of(address: str) -> AsyncGenerator[Past]:
    """Read a database."""
    engine = create_async_engine(address, poolclass=NullPool)  # whoever was connected may have been cut off
    try:
        yield Past(engine)
    finally:
        await engine.dispose()
