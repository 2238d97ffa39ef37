"""Members of staff as rows: who they are and whether they are there in columns, everything else as facts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import bindparam, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.errors import Conflict
from desk.people import Agent, Role
from desk.ports import DutyChange
from storage import codec, histories
from storage.columns import AnyRow
from storage.strikes import strikes_of
from storage.subjects import of_agent
from storage.tables import staff, strikes

READ = (staff.c.user_id, staff.c.number, staff.c.role, staff.c.on_duty_since, staff.c.facts)
"""What a member of staff is made of."""
_KEPT = ("number", "role", "on_duty_since", "version", "due_at", "facts")


def agent(row: AnyRow) -> Agent:
    """Return the member of staff a row holds; the columns count, where they were written by an older version."""
    return _agent(row.user_id, row.number, row.role, row.on_duty_since, row.facts)


@lru_cache(maxsize=1000)  # every batch reads everybody, and few of them have changed
def _agent(user_id: int, number: str, role: str, on_duty_since: datetime | None, facts: str | None) -> Agent:
    who = Agent(user_id=user_id, number=number) if facts is None else codec.decode(Agent, facts)
    return replace(who, user_id=user_id, number=number, role=Role(role), on_duty_since=on_duty_since)


async def keep(connection: AsyncConnection, changes: Sequence[DutyChange]) -> None:
    """Write members of staff as they are now, and the facts that led there.

    Raises:
        Conflict: somebody else has changed one of them since they were loaded.
    """
    for change in changes:
        if not (await connection.execute(_save(connection.dialect.name), _row(change))).rowcount:
            raise Conflict(f"{change.agent.number} has moved on since the staff was loaded")
    happened: list[histories.Fact] = []
    for change in changes:
        first = change.agent.version - len(change.news) + 1
        happened += histories.facts(of_agent(change.agent.user_id), change.news, first=first)
    await histories.keep(connection, happened)
    struck = [row for change in changes for row in strikes_of(of_agent(change.agent.user_id), change.news)]
    if struck:
        await connection.execute(_STRIKES, struck)


def _row(change: DutyChange) -> dict[str, object]:
    who = change.agent
    return {
        "user_id": who.user_id,
        "number": who.number,
        "role": who.role.value,
        "on_duty_since": who.on_duty_since,
        "version": who.version,
        "due_at": change.next_due_at,
        "facts": codec.encode(who),
        "was_at": who.version - len(change.news),
    }


@cache
def _save(dialect: str) -> Any:
    """Write somebody, new or still at the version that was loaded."""
    insert_ = (postgresql if dialect == "postgresql" else sqlite).insert(staff)
    return insert_.values({name: bindparam(name) for name in ("user_id", *_KEPT)}).on_conflict_do_update(
        index_elements=[staff.c.user_id],
        set_={name: insert_.excluded[name] for name in _KEPT},
        where=staff.c.version == bindparam("was_at"),
    )


_STRIKES = insert(strikes)
