"""The staff's part of a transaction: who works here, the room they work in, notices to them, what they hand over."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import bindparam, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.errors import Conflict
from desk.ports import DutyChange, LastWords
from desk.shifts.bulletin import Reading, StaffNotice
from desk.shifts.room import Room, RoomChange
from storage import codec, duty, histories
from storage.brought import Brought
from storage.dialects import upsert
from storage.strikes import strikes_of
from storage.tables import conversations, messages, notice_reads, people, rooms, staff_notices, strikes

SUBJECT = "room"
"""What the room's history is kept under."""

_THE_ROOM = 1


class SqlStaffWork:
    """The part of a `UnitOfWork` that is about staff and room."""

    _connection: AsyncConnection
    _brought: Brought

    async def record_duty(self, changes: Sequence[DutyChange]) -> None:
        """Write members of staff as they are now, and what led there.

        Raises:
            Conflict: something else has happened to one of them meanwhile.
        """
        await duty.keep(self._connection, changes)
        for change in changes:
            self._brought.comes_due(change.next_due_at)

    async def room(self) -> Room:
        """Return the room as it is; before anything has happened in it there is no row."""
        facts = (await self._connection.execute(_ROOM)).scalar_one_or_none()
        return Room() if facts is None else codec.decode(Room, facts)

    async def record_room(self, change: RoomChange) -> None:
        """Write the room as it is now, and what led there.

        Raises:
            Conflict: something else has happened in it meanwhile.
        """
        row = {
            "was_at": change.before.version,
            "id": _THE_ROOM,
            "version": change.after.version,
            "due_at": change.next_due_at,
            "facts": codec.encode(change.after),
        }
        if not (await self._connection.execute(_save(self._connection.dialect.name), row)).rowcount:
            raise Conflict("the room has moved on since it was loaded")
        self._brought.comes_due(change.next_due_at)
        self._brought.news.add("crew")
        happened = histories.facts(SUBJECT, change.news, first=change.before.version + 1)
        await histories.keep(self._connection, happened)
        if struck := strikes_of(SUBJECT, change.news):
            await self._connection.execute(_STRIKES, struck)

    async def bulletin(self, most: int) -> Sequence[StaffNotice]:
        """Return the latest notices to staff, oldest first, with who has read them."""
        rows = (await self._connection.execute(_BULLETIN.limit(most))).all()
        shown = [row.id for row in rows]
        reads = (await self._connection.execute(_READS.where(_r.notice_id.in_(shown)))).all()
        return [
            StaffNotice(
                id=row.id,
                author=row.author,
                at=row.at,
                text=row.text,
                readers=tuple(read.agent for read in reads if read.notice_id == row.id),
            )
            for row in reversed(rows)
        ]

    async def record_bulletin(self, posted: Collection[StaffNotice], read: Collection[Reading]) -> None:
        """Write notices to staff, and who has read one.

        Raises:
            Conflict: somebody else was faster with a notice of this number.
        """
        if posted:
            rows = [{"id": one.id, "author": one.author, "at": one.at, "text": one.text} for one in posted]
            await self._connection.execute(insert(staff_notices), rows)
        if read:
            once = upsert(self._connection, notice_reads).on_conflict_do_nothing()
            marks = [{"notice_id": one.notice, "agent": one.agent, "at": one.at} for one in read]
            await self._connection.execute(once, marks)

    async def last_words(self, conversations: Collection[int]) -> Mapping[int, LastWords]:
        """Return these conversations by number, each with the customer's name and last message."""
        if not conversations:
            return {}
        rows = (await self._connection.execute(_LAST_WORDS.where(_c.id.in_(sorted(conversations))))).all()
        return {
            row.id: LastWords(conversation=codec.conversation(row.id, row.facts), name=row.name, text=row.words or "")
            for row in rows
        }


@cache
def _save(dialect: str) -> Any:
    """Write the room, if it is still at the version it was at."""
    insert_ = (postgresql if dialect == "postgresql" else sqlite).insert(rooms)
    kept = ("version", "due_at", "facts")
    return insert_.values({name: bindparam(name) for name in ("id", *kept)}).on_conflict_do_update(
        index_elements=[rooms.c.id],
        set_={name: insert_.excluded[name] for name in kept},
        where=rooms.c.version == bindparam("was_at"),
    )


_STRIKES = insert(strikes)
_c = conversations.c
_m = messages.c
_r = notice_reads.c
_ROOM = select(rooms.c.facts).where(rooms.c.id == _THE_ROOM)
_BULLETIN = select(staff_notices).order_by(staff_notices.c.id.desc())
_READS = select(_r.notice_id, _r.agent).order_by(_r.at, _r.agent)
_WORDS = (
    select(_m.text)
    .where(_m.conversation_id == _c.id, _m.author == "customer")
    .order_by(_m.sent_at.desc(), _m.message_id.desc())
    .limit(1)
    .correlate(conversations)
    .scalar_subquery()
)
_NAMED = people.c.chat_id == _c.customer
_LAST_WORDS = select(_c.id, _c.facts, people.c.name, _WORDS.label("words")).join(people, _NAMED)
