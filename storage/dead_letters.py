"""Updates nobody could handle and letters nobody could deliver, kept for the lead."""

from datetime import datetime

from sqlalchemy import delete, func, select, update

from storage.connections import Connections
from storage.dialects import upsert
from storage.tables import dead_letters, handled_updates

_UPDATE = "update"
_d = dead_letters.c


class DeadLetters:
    """What was given up, and what may have to be."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def note(self, update_id: int, at: datetime, error: str, raw: str) -> int:
        """Keep an update that could not be handled, with the last error; return how often it has been tried."""
        async with self._connections.writing() as connection:
            insert = upsert(connection, dead_letters).values(
                kind=_UPDATE, number=update_id, tries=1, at=at, error=error, body=raw
            )
            again = insert.on_conflict_do_update(
                index_elements=["kind", "number"], set_={"tries": _d.tries + 1, "at": at, "error": error}
            )
            tries: int = (await connection.execute(again.returning(_d.tries))).scalar_one()
            return tries

    async def forget(self, update_id: int) -> None:
        """Keep nothing of an update that could be handled after all."""
        async with self._connections.writing() as connection:
            await connection.execute(delete(dead_letters).where(_d.kind == _UPDATE, _d.number == update_id))

    async def put_aside(self, update_id: int, at: datetime) -> None:
        """Give an update up: it counts as handled, so that it may be confirmed and never comes again."""
        async with self._connections.writing() as connection:
            given_up = update(dead_letters).where(_d.kind == _UPDATE, _d.number == update_id)
            await connection.execute(given_up.values(put_aside_at=at))
            handled = upsert(connection, handled_updates).values(update_id=update_id, at=at)
            await connection.execute(handled.on_conflict_do_nothing())

    async def count(self) -> int:
        """Return how many updates and letters were given up."""
        given_up = select(func.count()).select_from(dead_letters).where(_d.put_aside_at.is_not(None))
        async with self._connections.reading() as connection:
            return (await connection.execute(given_up)).scalar_one()
