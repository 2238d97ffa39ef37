"""Everything that is kept about one person: brought together for them, or erased at their wish.

What happened stays, and so do the figures: histories, ledgers and counts hold ids, moments and codes. What goes are
words: theirs, those about them, the name and what their file says.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, Select, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.audit.deed import Action, Deed
from desk.customers.events import PersonErased
from desk.customers.file import CustomerFile
from desk.customers.looks import Look, Seen
from desk.ports.files import FileChange
from storage import audit, codec, customer_file, letters
from storage.connections import Connections
from storage.customer_file import FILE_COLUMNS, file_of
from storage.subjects import of_case, of_conversation, of_file
from storage.tables import (
    OPEN,
    STANDING,
    UNSENT,
    case_texts,
    cases,
    conversations,
    customer_files,
    dead_letters,
    events,
    file_looks,
    forms,
    gap_questions,
    messages,
    outbox,
    overruns,
    people,
    revisions,
)

KEPT_BODIES = ("FillIn",)
"""Letters that are read again after they were sent, and say nothing about a customer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """What is not over yet for a person: conversations by number, cases by theirs."""

    conversations: tuple[int, ...] = ()
    cases: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.conversations or self.cases)


class SqlPersons:
    """What is kept about persons in one database."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def chats(self, chat_id: int) -> tuple[int, ...]:
        """Return the private chats of the person one of whose is given; nothing where nobody ever wrote from there."""
        async with self._connections.reading() as connection:
            return await _chats(connection, chat_id)

    async def open(self, chats: Sequence[int]) -> Open:
        """Return what is not over yet for a person."""
        async with self._connections.reading() as connection:
            return await _open(connection, chats)

    async def export(self, chats: Sequence[int], at: datetime) -> Mapping[str, Any]:
        """Return everything that is kept about a person, as JSON has it; that it was is kept among the looks."""
        async with self._connections.writing() as connection:
            looks = [Look(chat_id=chats[0], agent=None, at=at, what=Seen.EXPORT)]
            await customer_file.look(connection, looks)
            subjects = tuple(of_file(chat) for chat in chats)
            await audit.append(connection, [Deed(at=at, action=Action.PERSON_EXPORTED, subjects=subjects)])
            return await _everything(connection, chats)

    async def erase(self, chats: Sequence[int], at: datetime) -> Mapping[str, int]:
        """Erase every word of a person and about them, and return how many there were, by where they stood.

        Done again it finds nothing, and nothing more is recorded.
        """
        async with self._connections.writing() as connection:
            unsent = await _drop_letters(connection, chats, at)
            erased = await _erase(connection, chats)
            erased["letters"] += unsent
            if any(erased.values()):
                await _record(connection, chats[0], at, sum(erased.values()))
            return erased


async def _chats(connection: AsyncConnection, chat_id: int) -> tuple[int, ...]:
    own = (await connection.execute(_FILE.where(_f.chat_id == chat_id))).one_or_none()
    keeper = own.merged_into if own is not None and own.merged_into is not None else chat_id
    merged = (await connection.execute(select(_f.chat_id).where(_f.merged_into == keeper))).scalars().all()
    chats = (keeper, *sorted(merged))
    met = (await connection.execute(select(people.c.chat_id).where(people.c.chat_id.in_(chats)))).scalars().all()
    return chats if met or own is not None else ()


async def _open(connection: AsyncConnection, chats: Sequence[int]) -> Open:
    mine = conversations.c.customer.in_(chats) & OPEN & (conversations.c.state != "RESOLVED")
    talks = await connection.execute(select(conversations.c.id).where(mine).order_by(conversations.c.id))
    own = cases.c.customer.in_(chats) & STANDING
    standing = await connection.execute(select(cases.c.number).where(own).order_by(cases.c.id))
    return Open(conversations=tuple(talks.scalars()), cases=tuple(standing.scalars()))


# --- bringing together -----------------------------------------------------------------------------------------------


async def _everything(connection: AsyncConnection, chats: Sequence[int]) -> Mapping[str, Any]:
    talks = await _rows(connection, select(conversations).where(conversations.c.customer.in_(chats)))
    files = await _rows(connection, select(customer_files).where(_f.chat_id.in_(chats)))
    registered = await _rows(connection, select(cases).where(cases.c.customer.in_(chats)).order_by(cases.c.id))
    numbers = [one["id"] for one in talks]
    subjects = [*map(of_file, chats), *map(of_conversation, numbers), *(of_case(one["id"]) for one in registered)]
    texts = await _rows(
        connection,
        select(case_texts).where(case_texts.c.case_id.in_([one["id"] for one in registered])).order_by(case_texts.c.id),
    )
    return {
        "person": await _rows(connection, select(people).where(people.c.chat_id.in_(chats))),
        "files": files,
        "looks": await _rows(
            connection, select(file_looks).where(file_looks.c.chat_id.in_(chats)).order_by(file_looks.c.id)
        ),
        "conversations": talks,
        "messages": await _rows(connection, _messages(chats).order_by(messages.c.sent_at, messages.c.message_id)),
        "revisions": await _rows(connection, select(revisions).where(_revised(chats)).order_by(revisions.c.id)),
        "letters": await _rows(connection, select(outbox).where(outbox.c.customer.in_(chats)).order_by(outbox.c.id)),
        "cases": registered,
        "case_texts": texts,
        "forms": await _rows(connection, select(forms).where(forms.c.chat_id.in_(chats))),
        "history": await _rows(
            connection, select(events).where(events.c.subject.in_(subjects)).order_by(events.c.subject, events.c.seq)
        ),
        "overruns": await _rows(
            connection, select(overruns).where(overruns.c.subject.in_(subjects)).order_by(overruns.c.due)
        ),
        "questions": await _rows(connection, select(gap_questions).where(gap_questions.c.chat_id.in_(chats))),
        "dead_letters": [{"kind": kind, "number": number} for kind, number in await _dead(connection, chats)],
    }


async def _rows(connection: AsyncConnection, query: Select[Any]) -> list[dict[str, Any]]:
    found = await connection.execute(query)
    return [{name: _told(value) for name, value in row.items()} for row in found.mappings()]


def _told(value: object) -> object:
    """A moment in UTC, and what is kept as JSON as the JSON it is."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str) and value[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


# --- erasing ---------------------------------------------------------------------------------------------------------


async def _erase(connection: AsyncConnection, chats: Sequence[int]) -> dict[str, int]:
    numbers = select(cases.c.id).where(cases.c.customer.in_(chats))
    mine = messages.c.conversation_id.in_(_conversations(chats))
    o = outbox.c
    sent = o.customer.in_(chats) & o.settled_at.is_not(None) & o.type.not_in(KEPT_BODIES)
    said = or_(o.text.is_not(None), o.body != "{}")
    steps: dict[str, Any] = {
        "revisions": delete(revisions).where(_revised(chats)),
        "messages": update(messages)
        .where(mine, or_(messages.c.text != "", messages.c.file_id.is_not(None)))
        .values(text="", file_id=None),
        "case texts": update(case_texts)
        .where(case_texts.c.case_id.in_(numbers), or_(case_texts.c.text != "", case_texts.c.files.is_not(None)))
        .values(text="", files=None),
        "forms": delete(forms).where(forms.c.chat_id.in_(chats)),
        "letters": update(outbox).where(sent, said).values(text=None, body="{}", error=None),
        "questions": update(gap_questions)
        .where(gap_questions.c.chat_id.in_(chats), or_(gap_questions.c.text != "", gap_questions.c.answer.is_not(None)))
        .values(text="", answer=None),
        "names": update(people)
        .where(people.c.chat_id.in_(chats), or_(people.c.name != "", people.c.username.is_not(None)))
        .values(name="", username=None),
    }
    erased = {where: await _count(connection, step) for where, step in steps.items()}
    erased["files"] = await _erase_files(connection, chats)
    erased["dead letters"] = await _erase_dead(connection, chats)
    return erased


async def _drop_letters(connection: AsyncConnection, chats: Sequence[int], at: datetime) -> int:
    """What was still to be said is said no more; what is being sent this moment is."""
    waiting = outbox.c.customer.in_(chats) & UNSENT & (outbox.c.status != "sending")
    await letters.hold(connection, set((await connection.execute(select(outbox.c.lane).where(waiting))).scalars()))
    drop = update(outbox).where(waiting).values(status="dropped", settled_at=at, text=None, body="{}", error=None)
    lanes = (await connection.execute(drop.returning(outbox.c.lane))).scalars().all()
    await letters.move_up(connection, lanes)
    return len(lanes)


async def _count(connection: AsyncConnection, step: Any) -> int:
    done: CursorResult[Any] = await connection.execute(step)
    return done.rowcount


async def _erase_files(connection: AsyncConnection, chats: Sequence[int]) -> int:
    """A file keeps its class, who stands for whom, and its count of events."""
    erased = 0
    locked = _FILE.where(_f.chat_id.in_(chats)).order_by(_f.chat_id).with_for_update()
    for row in (await connection.execute(locked)).all():
        file = file_of(row)
        empty = replace(file, called="", phones=(), home="", note="", noted_at=None, wish=None)
        if empty != file or row.called:
            values = {"called": "", "facts": codec.encode(empty)}
            await connection.execute(update(customer_files).where(_f.chat_id == file.chat_id).values(values))
            erased += 1
    return erased


async def _erase_dead(connection: AsyncConnection, chats: Sequence[int]) -> int:
    found = await _dead(connection, chats)
    d = dead_letters.c
    for kind, number in found:
        gone = update(dead_letters).where(d.kind == kind, d.number == number)
        await connection.execute(gone.values(body="{}", error=""))
    return len(found)


async def _dead(connection: AsyncConnection, chats: Sequence[int]) -> list[tuple[str, int]]:
    """Return what was put aside and has the number of one of these chats anywhere in it."""
    d = dead_letters.c
    named = re.compile(rf"(?<!\d)(?:{'|'.join(map(str, chats))})(?!\d)")
    rows = (await connection.execute(select(d.kind, d.number, d.body).where(d.body != "{}"))).all()
    return [(row.kind, row.number) for row in rows if named.search(row.body)]


async def _record(connection: AsyncConnection, chat_id: int, at: datetime, texts: int) -> None:
    row = (await connection.execute(_FILE.where(_f.chat_id == chat_id))).one_or_none()
    before = file_of(row) if row is not None else CustomerFile(chat_id=chat_id)
    after = replace(before, version=before.version + 1)
    change = FileChange(before=before, after=after, news=(PersonErased(at=at, texts=texts),))
    await customer_file.keep(connection, [change])
    await customer_file.look(connection, [Look(chat_id=chat_id, agent=None, at=at, what=Seen.ERASURE)])


def _conversations(chats: Sequence[int]) -> Select[Any]:
    return select(conversations.c.id).where(conversations.c.customer.in_(chats))


def _messages(chats: Sequence[int]) -> Select[Any]:
    return select(messages).where(messages.c.conversation_id.in_(_conversations(chats)))


def _revised(chats: Sequence[int]) -> Any:
    """Every earlier wording of a message of these conversations, the agents' too."""
    m = messages.c
    return (
        select(m.message_id)
        .where(
            m.chat_id == revisions.c.chat_id,
            m.message_id == revisions.c.message_id,
            m.conversation_id.in_(_conversations(chats)),
        )
        .correlate(revisions)
        .exists()
    )


_f = customer_files.c
_FILE = select(*FILE_COLUMNS)
