"""Who works on a database: one process on a file, many on a server, each noticed when it is gone."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from desk.errors import StorageDown
from desk.notices import Welcome
from desk.ports import Delivery
from storage.engine import Database
from storage.presence import Seat
from storage.tables import outbox
from tests.kit.cast import MEI, PENG, at
from tests.kit.databases import Server, opened, sqlite_address
from tests.storage.steps import claim, letter, post, rows

_CUT = text("SELECT pg_terminate_backend(session) FROM processes WHERE id = :process")
_LONG_AGO = text("UPDATE processes SET seen_at = seen_at - make_interval(secs => 20) WHERE id = :process")


@asynccontextmanager
async def processes(server: Server, many: int) -> AsyncGenerator[list[Database]]:
    """Open a database as many processes do."""
    address = await server.emptied()
    async with AsyncExitStack() as stack:
        found = [await stack.enter_async_context(opened(address)) for _ in range(many)]
        for one in found:
            assert await one.presence.arrive()
        yield found


async def tell(database: Database, statement: object, process: Database) -> None:
    """Do something to a process behind its back."""
    async with database.begin() as unit:
        await unit._connection.execute(statement, {"process": process._connections.processes[-1]})  # type: ignore[call-overload]


def sent_to(number: int) -> Delivery:
    return Delivery(id=number, at=at(), chat_id=MEI.chat_id, message_id=1)


async def letters_unsent(database: Database) -> int:
    return sum(row["settled_at"] is None for row in await rows(database, outbox))


async def test_only_one_process_may_run_on_a_file(migrated_file: Path) -> None:
    address = sqlite_address(migrated_file)
    async with opened(address) as first:
        assert await first.presence.arrive()
        assert await first.presence.arrive()
        async with opened(address) as second:
            assert (await second.presence.arrive(), await second.presence.others()) == (False, 1)
            await first.presence.leave()
            assert (await second.presence.arrive(), await second.presence.others()) == (True, 0)


async def test_many_processes_run_on_a_server_and_each_seat_is_one_s(postgres: Server) -> None:
    async with processes(postgres, 3) as (one, two, three):
        for each in (one, two, three):
            await each.presence.look()
        seated = [[each.presence.holds(seat) for seat in Seat] for each in (one, two, three)]
        assert seated == [[True, True], [False, False], [False, False]]
        assert [await each.presence.others() for each in (one, two, three)] == [2, 2, 2]


async def test_the_seats_of_who_leaves_are_free_at_once(postgres: Server) -> None:
    async with processes(postgres, 2) as (one, two):
        await one.presence.look()
        await one.presence.leave()
        await two.presence.look()
        assert all(two.presence.holds(seat) for seat in Seat)
        assert not one.presence.holds(Seat.POLLING)


async def test_a_process_whose_line_is_cut_is_gone_and_comes_back_as_another(postgres: Server) -> None:
    async with processes(postgres, 2) as (one, two):
        await one.presence.look()
        await tell(two, _CUT, one)
        async with asyncio.timeout(20):
            while not await two.presence.look():  # a session ends a moment after it is told to
                pass
        with pytest.raises(StorageDown):
            await one.presence.look()
        assert two.presence.holds(Seat.KEEPING)
        assert not one.presence.holds(Seat.KEEPING)
        await one.presence.arrive()
        await one.presence.look()
        assert await two.presence.look() is False
        assert len(set(one._connections.processes)) == 3


async def test_a_process_that_was_stopped_is_shown_the_door_and_may_not_speak(postgres: Server) -> None:
    async with processes(postgres, 2) as (one, two):
        await one.presence.look()
        await tell(two, _LONG_AGO, one)
        assert await two.presence.look()
        await two.presence.look()
        assert two.presence.holds(Seat.POLLING), "the session that held it was ended"
        with pytest.raises(StorageDown):
            await one.presence.look()
        assert one.presence.speaks_until < asyncio.get_running_loop().time()


async def test_a_process_that_takes_long_to_begin_is_not_taken_for_gone_yet(postgres: Server) -> None:
    async with processes(postgres, 2) as (one, two):
        await tell(two, _LONG_AGO, one)
        assert not await two.presence.look(), "it may still be reading its library"
        await one.presence.look()
        for _ in range(3):
            await tell(two, _LONG_AGO, one)
        assert await two.presence.look()


async def test_what_one_tells_the_others_hear(postgres: Server) -> None:
    async with processes(postgres, 3) as (one, two, three):
        heard: list[tuple[str, str]] = []
        for name, each in (("one", one), ("two", two), ("three", three)):
            each.presence.heard.append(lambda what, name=name: heard.append((name, what)))  # type: ignore[misc]
        await one.presence.tell("library", "due 5")
        for each in (two, three):
            await each.presence.look()
        assert sorted(heard) == [("three", "due 5"), ("three", "library"), ("two", "due 5"), ("two", "library")]


async def test_letters_of_a_process_that_is_gone_are_inherited_and_marked(postgres: Server) -> None:
    async with processes(postgres, 2) as (one, two):
        await post(one, letter(Welcome()), letter(Welcome(), PENG))
        (first,) = await claim(one, most=1)
        assert await two.outbox.inherit() == 0, "it is there, and sending"
        await one.presence.leave()
        assert await two.outbox.inherit() == 1
        taken = await claim(two)
        assert {one.id: one.maybe_sent for one in taken} == {first.id: True, first.id + 1: False}


async def test_what_is_inherited_is_not_settled_by_who_lost_it(postgres: Server) -> None:
    async with processes(postgres, 2) as (one, two):
        await post(one, letter(Welcome()))
        (lost,) = await claim(one)
        await one.presence.leave()
        await two.outbox.inherit()
        (inherited,) = await claim(two)
        assert inherited.id == lost.id
        await one.outbox.settle([sent_to(lost.id)])
        assert await letters_unsent(two) == 1, "the second try is still on its way"
        await two.outbox.settle([sent_to(inherited.id)])
        assert await letters_unsent(two) == 0
