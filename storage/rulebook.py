"""The versions of the rules as rows, and what must be looked at again when they change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.hours import Arrangement
from desk.rules.editions import Edition, Sources
from storage import codec
from storage.columns import AnyRow
from storage.connections import Connections
from storage.dialects import upsert
from storage.tables import STANDING, cases, conversations, counters, rooms, rule_versions, staff

_v = rule_versions.c
_STATE = select(func.max(_v.version).label("newest"), func.max(_v.replaced_at).label("replaced"))
_c = conversations.c


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hours:
    """The hours of a version: the file, and the public holidays as they were known."""

    text: str
    known: tuple[Arrangement, ...] = ()


class SqlRulebook:
    """The versions there are, for who begins."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def state(self) -> tuple[int, datetime | None]:
        """Return the newest version, and when a lead last let one apply to running clocks; cheap."""
        async with self._connections.reading() as connection:
            row = (await connection.execute(_STATE)).one()
        return row.newest or 0, row.replaced

    async def editions(self) -> Sequence[Edition]:
        """Return all versions, oldest first."""
        async with self._connections.reading() as connection:
            return await editions(connection)


async def editions(connection: AsyncConnection) -> Sequence[Edition]:
    """Return all versions, oldest first."""
    rows = (await connection.execute(select(rule_versions).order_by(_v.version))).all()
    return [_edition(row) for row in rows]


async def keep(connection: AsyncConnection, edition: Edition) -> None:
    """Write a new version.

    Raises:
        Conflict: there is one of this number already.
    """
    hours = None
    if edition.sources.hours is not None:
        hours = codec.encode(_Hours(text=edition.sources.hours, known=edition.known))
    await connection.execute(
        insert(rule_versions).values(
            version=edition.version,
            at=edition.at,
            rules=edition.sources.rules,
            hours=hours,
            rota=edition.sources.rota,
            replaced_at=edition.replaced_at,
        )
    )


async def replace_former(connection: AsyncConnection, at: datetime) -> None:
    """Let clocks that began under an older version keep it no longer: from this moment on the newest applies."""
    newest = select(func.max(_v.version)).scalar_subquery()
    former = (_v.version < newest) & _v.replaced_at.is_(None)
    await connection.execute(update(rule_versions).where(former).values(replaced_at=at))


async def look_again(connection: AsyncConnection, now: datetime) -> None:
    """Have the timekeeper look at all that may have another deadline now; what was due before stays in front."""
    later = or_(_c.due_at.is_(None), _c.due_at > now)
    await connection.execute(update(conversations).where(_c.state.not_in(["BOT", "CLOSED"]), later).values(due_at=now))
    standing = cases.c.due_at.is_(None) | (cases.c.due_at > now)
    await connection.execute(update(cases).where(STANDING, standing).values(due_at=now))
    at_work = staff.c.due_at > now
    await connection.execute(
        update(staff)
        .where(or_(at_work, staff.c.due_at.is_(None) & staff.c.on_duty_since.is_not(None)))
        .values(due_at=now)
    )
    await connection.execute(
        update(rooms).where(or_(rooms.c.due_at.is_(None), rooms.c.due_at > now)).values(due_at=now)
    )


async def first_time(connection: AsyncConnection, what: str) -> bool:
    """Tell whether this is the first time that something is said that is said only once."""
    said = upsert(connection, counters).values(series=f"said:{what}", value=1).on_conflict_do_nothing()
    return bool((await connection.execute(said)).rowcount)


def _edition(row: AnyRow) -> Edition:
    hours = None if row.hours is None else codec.decode(_Hours, row.hours)
    return Edition(
        version=row.version,
        at=row.at,
        sources=Sources(rules=row.rules, hours=hours.text if hours else None, rota=row.rota),
        known=hours.known if hours else (),
        replaced_at=row.replaced_at,
    )
