"""The numbers customers are given: one counter for each line and day."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.errors import Conflict
from storage.dialects import upsert
from storage.tables import counters

_c = counters.c


async def given(connection: AsyncConnection, day: date) -> dict[str, int]:
    """Return the last number given in each line on a day, locked until the end of the transaction."""
    rows = await connection.execute(_GIVEN, {"of_day": _series(day, "")})
    return {series.rpartition(":")[2]: value for series, value in rows.all()}


async def keep(connection: AsyncConnection, day: date, tickets: Mapping[str, int], before: Mapping[str, int]) -> None:
    """Write the numbers given since `before`.

    Raises:
        Conflict: somebody else has given them meanwhile.
    """
    insert = upsert(connection, counters)
    for line, value in tickets.items():
        was = before.get(line, 0)
        if value == was:
            continue
        taken = await connection.execute(
            insert.values(series=_series(day, line), value=value).on_conflict_do_update(
                index_elements=[_c.series], set_={"value": value}, where=_c.value == was
            )
        )
        if not taken.rowcount:
            raise Conflict(f"the numbers of line {line} were given by somebody else")


def _series(day: date, line: str) -> str:
    return f"ticket:{day.isoformat()}:{line}"


_of_day = _c.series.startswith(bindparam("of_day", type_=_c.series.type))
_GIVEN = select(_c.series, _c.value).where(_of_day).with_for_update()
