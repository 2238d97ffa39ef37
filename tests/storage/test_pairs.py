"""Rows named by several columns are looked up, whatever else the table holds."""

from typing import Any

import pytest
from sqlalchemy import Column, bindparam, select, text, tuple_

from storage.connections import Connections
from storage.connections import address as parsed
from storage.engine import migrate
from storage.tables import copies, messages, outbox, people


@pytest.fixture
async def connections(tmp_path: Any) -> Any:
    url = f"sqlite+aiosqlite:///{tmp_path}/desk.sqlite3"
    await migrate(url)
    found = Connections(parsed(url))
    yield found
    await found.close()


async def plan(connections: Connections, columns: tuple[Column[Any], ...], pairs: list[tuple[int, ...]]) -> str:
    wanted = select(columns[0]).where(tuple_(*columns).in_(bindparam("pairs", expanding=True))).params(pairs=pairs)
    how = {"literal_binds": True}
    statement = wanted.compile(connections.reader.sync_engine, compile_kwargs=how)
    async with connections.reading() as connection:
        rows = (await connection.execute(text(f"EXPLAIN QUERY PLAN {statement}"))).all()
    return "\n".join(row.detail for row in rows)


@pytest.mark.parametrize(
    "columns",
    [
        (people.c.topic_chat, people.c.topic_thread),
        (messages.c.chat_id, messages.c.message_id),
        (copies.c.from_chat, copies.c.from_message),
        (copies.c.to_chat, copies.c.to_message),
    ],
)
@pytest.mark.parametrize("pairs", [[(1, 2)], [(1, 2), (3, 4)], [(n, n) for n in range(100)]])
async def test_sqlite_looks_up_every_pair_in_an_index(
    connections: Connections, columns: tuple[Column[Any], ...], pairs: list[tuple[int, ...]]
) -> None:
    found = await plan(connections, columns, pairs)

    table = columns[0].table.name
    assert f"SEARCH {table} USING" in found
    assert f"SCAN {table}" not in found


async def test_of_no_pairs_there_are_no_rows(connections: Connections) -> None:
    wanted = select(outbox.c.id).where(
        tuple_(outbox.c.chat_id, outbox.c.message_id).in_(bindparam("pairs", expanding=True))
    )

    async with connections.reading() as connection:
        assert (await connection.execute(wanted, {"pairs": []})).all() == []
