"""Which groups are staff rooms: the main one and those of teams, and the codes that make more of them."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.audit.deed import Action, Deed, user
from storage import audit
from storage.brought import Brought
from storage.dialects import upsert
from storage.tables import bindings, people

MAIN = "staff_room"
OF_TEAM = "room:"  # and its name
_MOVED = "moved:"  # and the id a group had before
_CODE = "code:"  # and its digest


class SqlRoomWork:
    """The part of a `UnitOfWork` that is about staff rooms."""

    _connection: AsyncConnection
    _brought: Brought

    async def rooms(self) -> Mapping[str, int]:
        """Return the groups that are bound, by team; "" is the main room."""
        return await rooms(self._connection)

    async def bind_room(self, chat_id: int, at: datetime, *, team: str = "", by: int | None = None) -> None:
        """Make this group the staff room of a team, or the main room; `by` is who said so (None: the operator)."""
        self._brought.news.add("room")
        await bind(self._connection, chat_id, at, team=team, by=by)

    async def free_rooms(self, teams: Collection[str]) -> None:
        """Leave these teams without a room of their own."""
        self._brought.news.add("room")
        keys = sorted(OF_TEAM + team for team in teams if team)
        await self._connection.execute(delete(bindings).where(bindings.c.key.in_(keys)))

    async def link_codes(self, now: datetime) -> Mapping[str, datetime]:
        """Return the codes that hold, by their digest, each with its end; those that are over are forgotten."""
        rows = (await self._connection.execute(_CODES)).all()
        until = {row.key: datetime.fromisoformat(row.value) for row in rows}
        over = sorted(key for key, at in until.items() if at <= now)
        if over:
            await self._connection.execute(delete(bindings).where(bindings.c.key.in_(over)))
        return {key.removeprefix(_CODE): at for key, at in until.items() if at > now}

    async def keep_link_code(self, digest: str, until: datetime) -> None:
        """Let a code hold until a moment."""
        await _write(self._connection, _CODE + digest, until.isoformat())

    async def spend_link_code(self, digest: str) -> None:
        """Let a code hold no longer."""
        await self._connection.execute(delete(bindings).where(bindings.c.key == _CODE + digest))


async def rooms(connection: AsyncConnection) -> dict[str, int]:
    """Return the groups that are bound, by team; "" is the main room."""
    rows = (await connection.execute(_ROOMS)).all()
    return {"" if row.key == MAIN else row.key.removeprefix(OF_TEAM): int(row.value) for row in rows}


async def teams_of(connection: AsyncConnection, customers: Collection[int | None]) -> Mapping[int | None, str]:
    """Return in whose room each of these customers is; who is in the main one is left out."""
    if not customers:
        return {}
    rows = (await connection.execute(_TEAMS.where(people.c.chat_id.in_(customers)))).all()
    return {row.chat_id: row.team for row in rows}


async def bind(
    connection: AsyncConnection, chat_id: int, at: datetime, *, team: str = "", by: int | None = None
) -> None:
    """Make this group, or what it has become, a staff room; what stands in another is left behind there."""
    key, room = OF_TEAM + team if team else MAIN, str(await _now(connection, chat_id))
    if (await connection.execute(_READ, {"named": key})).scalar_one_or_none() == room:
        return
    await _write(connection, key, room)
    who, details = user(by) if by is not None else None, {"team": team} if team else {}
    deed = Deed(at=at, action=Action.ROOM_BOUND, subjects=(f"chat:{room}",), actor=who, details=details)
    await audit.append(connection, [deed])


async def follow(connection: AsyncConnection, old_chat: int, new_chat: int) -> None:
    """Let a group that got another id be the same rooms, and be known by the old one too."""
    bound = update(bindings).where(_IS_ROOM, bindings.c.value == str(old_chat))
    await connection.execute(bound.values(value=str(new_chat)))
    await _write(connection, f"{_MOVED}{old_chat}", str(new_chat))


async def _now(connection: AsyncConnection, chat_id: int) -> int:
    """Return the id a group has now; who names it may not have heard that it moved."""
    heard_of = {chat_id}
    while (moved_to := await _moved_to(connection, chat_id)) is not None and moved_to not in heard_of:
        heard_of.add(moved_to)
        chat_id = moved_to
    return chat_id


async def _moved_to(connection: AsyncConnection, chat_id: int) -> int | None:
    value = (await connection.execute(_READ, {"named": f"{_MOVED}{chat_id}"})).scalar_one_or_none()
    return int(value) if value is not None else None


async def _write(connection: AsyncConnection, key: str, value: str) -> None:
    insert = upsert(connection, bindings).values(key=key, value=value)
    await connection.execute(insert.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


_IS_ROOM = (bindings.c.key == MAIN) | bindings.c.key.startswith(OF_TEAM, autoescape=True)
_ROOMS = select(bindings.c.key, bindings.c.value).where(_IS_ROOM)
_TEAMS = select(people.c.chat_id, people.c.team).where(people.c.team != "")
_READ = select(bindings.c.value).where(bindings.c.key == bindparam("named"))
_CODES = select(bindings.c.key, bindings.c.value).where(bindings.c.key.startswith(_CODE, autoescape=True))
