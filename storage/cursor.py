"""A cursor for SQLite that goes to the database's thread once for a statement, not four times.

The driver makes a cursor, executes, fetches and closes on its thread one after another, and each of these wakes two
threads; for the short statements of a desk that is most of what they cost.
"""

from collections import deque
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import event
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_cursor
from sqlalchemy.ext.asyncio import AsyncEngine


class _Done(NamedTuple):
    """What is known of a statement once it is over."""

    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None
    rows: Sequence[Any] = ()


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    __slots__ = ()

    def _make_new_cursor(self, connection: Any) -> Any:  # noqa: ARG002 - the driver's; the real one is made over there
        return _Done()

    def _aenter_cursor(self, cursor: Any) -> Any:
        return cursor

    async def _execute_async(self, operation: Any, parameters: Any) -> Any:
        await self._go(_execute, operation, parameters)

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> Any:
        await self._go(_execute_many, operation, seq_of_parameters)

    async def _go(self, statement: Any, operation: Any, parameters: Any) -> None:
        driver: Any = self._connection
        async with self._adapt_connection._execute_mutex:  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - as in the class above
            done: _Done = await driver._execute(statement, driver._conn, operation, parameters or ())  # noqa: SLF001 - its only way in
        self._cursor: Any = done
        self._rows = deque(done.rows)

    async def _async_soft_close(self) -> None:
        """Nothing is open over there."""

    def close(self) -> None:
        self._rows.clear()


class _Connection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()

    _cursor_cls = _Cursor


def go_once(engine: AsyncEngine) -> None:
    """Let the connections an engine makes from now on go to their thread once a statement."""

    @event.listens_for(engine.sync_engine, "do_connect")
    def connect(dialect: Any, _: object, args: Any, named: Any) -> Any:  # pyright: ignore[reportUnusedFunction] - the event calls it
        made: Any = dialect.loaded_dbapi.connect(*args, **named)
        return _Connection(dialect.loaded_dbapi, made.driver_connection)


def _execute(connection: Any, operation: str, parameters: Any) -> _Done:
    return _over(connection.execute(operation, parameters))


def _execute_many(connection: Any, operation: str, parameters: Any) -> _Done:
    return _over(connection.executemany(operation, parameters))


def _over(cursor: Any) -> _Done:
    rows = cursor.fetchall() if cursor.description else ()
    done = _Done(cursor.description, cursor.rowcount, cursor.lastrowid, rows)
    cursor.close()
    return done
