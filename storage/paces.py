"""What of Telegram's limits all processes have used, a row for each chat, read and written by one of them at a time."""

from collections.abc import AsyncGenerator, Collection
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.connections import Connections
from storage.dialects import replacing, upsert
from storage.tables import paces

_WHOLE_BOT = 0
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

States = dict[int, tuple[str, int]]
"""By chat (0: the whole bot), what its meter knows, and from when on, in microseconds since 1970, that is nothing."""


class SqlPaces:
    """The meters that the processes on one database share."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    @asynccontextmanager
    async def held(self, chats: Collection[int]) -> AsyncGenerator[States]:
        """Read what is known of these chats and the whole bot; what stands there in the end is written.

        The whole bot's row is what makes the others wait.

        Raises:
            StorageDown: the database does not answer; nothing was written.
        """
        keys = sorted({_WHOLE_BOT, *chats})
        async with self._connections.writing() as connection:
            await self._lock(connection)
            rows = (await connection.execute(_READ, {"keys": keys})).all()
            states: States = {row.chat_id: (row.state, row.quiet_at) for row in rows if row.state}
            yield states
            save = replacing(connection, paces, key=("chat_id",), replaced=("state", "quiet_at"))
            kept = [{"chat_id": chat, "state": state, "quiet_at": at} for chat, (state, at) in sorted(states.items())]
            if kept:
                await connection.execute(save, kept)

    async def rests(self, key: int) -> datetime | None:
        """Return until when something is to be left as it is, if that was ever said and is not forgotten.

        Raises:
            StorageDown: the database does not answer.
        """
        async with self._connections.reading() as connection:
            quiet_at = (await connection.execute(_QUIET_AT, {"key": key})).scalar_one_or_none()
        return None if quiet_at is None else _EPOCH + quiet_at * _MICROSECOND

    async def rest(self, key: int, until: datetime) -> None:
        """Let something be left as it is until a moment; `key` is no chat's.

        Raises:
            StorageDown: the database does not answer; nothing was written.
        """
        async with self._connections.writing() as connection:
            save = replacing(connection, paces, key=("chat_id",), replaced=("state", "quiet_at"))
            row = {"chat_id": key, "state": "", "quiet_at": (until - _EPOCH) // _MICROSECOND}
            await connection.execute(save, [row])

    async def _lock(self, connection: AsyncConnection) -> None:
        while (await connection.execute(_LOCK)).scalar_one_or_none() is None:
            await connection.execute(upsert(connection, paces).on_conflict_do_nothing(), [_FIRST])

    async def forget_quiet(self, now: datetime) -> None:
        """Forget the chats whose meters know nothing any more."""
        async with self._connections.writing() as connection:
            await self._lock(connection)
            quiet = (paces.c.quiet_at < (now - _EPOCH) // _MICROSECOND) & (paces.c.chat_id != _WHOLE_BOT)
            await connection.execute(delete(paces).where(quiet))


_FIRST = {"chat_id": _WHOLE_BOT, "state": "", "quiet_at": 0}
_LOCK = select(paces.c.chat_id).where(paces.c.chat_id == _WHOLE_BOT).with_for_update()
_READ = select(paces).where(paces.c.chat_id.in_(bindparam("keys", expanding=True)))
_QUIET_AT = select(paces.c.quiet_at).where(paces.c.chat_id == bindparam("key"))
