"""Members of staff as rows: who they are and whether they are there in columns, everything else as facts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.people import Agent, Role
from desk.ports import DutyChange
from storage import codec
from storage.columns import AnyRow
from storage.dialects import replacing
from storage.strikes import strikes_of
from storage.tables import events, staff, strikes

_KEPT = ("number", "role", "on_duty_since", "version", "due_at", "facts")


def agent(row: AnyRow) -> Agent:
    """Return the member of staff a row holds; the columns count, where they were written by an older version."""
    return _agent(row.user_id, row.number, row.role, row.on_duty_since, row.facts)


@lru_cache(maxsize=1000)  # every batch reads everybody, and few of them have changed
def _agent(user_id: int, number: str, role: str, on_duty_since: datetime | None, facts: str | None) -> Agent:
    who = Agent(user_id=user_id, number=number) if facts is None else codec.agent(facts)
    return replace(who, user_id=user_id, number=number, role=Role(role), on_duty_since=on_duty_since)


async def keep(connection: AsyncConnection, changes: Sequence[DutyChange]) -> None:
    """Write members of staff as they are now, and the facts that led there."""
    if not changes:
        return
    save = replacing(connection, staff, key=("user_id",), replaced=_KEPT)
    await connection.execute(save, [_row(change) for change in changes])
    history = [
        {
            "subject": subject_of(change.agent.user_id),
            "seq": seq,
            "type": type(news).__name__,
            "at": news.at,
            "body": codec.encode(news),
        }
        for change in changes
        for seq, news in enumerate(change.news, start=change.agent.version - len(change.news) + 1)
    ]
    if history:
        await connection.execute(_EVENTS, history)
    struck = [row for change in changes for row in strikes_of(subject_of(change.agent.user_id), change.news)]
    if struck:
        await connection.execute(_STRIKES, struck)


def subject_of(user_id: int) -> str:
    """Return what the history of a member of staff is kept under."""
    return f"agent:{user_id}"


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
    }


_EVENTS = insert(events)
_STRIKES = insert(strikes)
