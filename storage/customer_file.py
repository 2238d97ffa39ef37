"""Customer files as rows: read and written with a batch, and the looks at them, which are only ever added to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.cases.state import Case
from desk.customers.file import CustomerFile
from desk.customers.looks import Look, Seen
from desk.customers.notices import HistoryLine
from desk.errors import Conflict
from desk.people import Customer
from desk.ports.files import FileChange
from desk.state import State
from storage import codec, finding, histories
from storage.columns import AnyRow
from storage.subjects import of_conversation, of_file
from storage.tables import STANDING, cases, conversations, customer_files, events, file_looks, people

_f = customer_files.c
_l = file_looks.c
_KEPT = ("version", "called", "klass", "merged_into", "facts")
_OVER = frozenset({State.RESOLVED.value, State.CLOSED.value})


class SqlFileWork:
    """The part of a `UnitOfWork` that is about customer files."""

    _connection: AsyncConnection

    async def files(self, chats: Collection[int]) -> Mapping[int, CustomerFile]:
        """Return the files there are of these private chats, locked until the end of the transaction."""
        if not chats:
            return {}
        rows = (await self._connection.execute(_FILES, {"chats": sorted(chats)})).all()
        return {row.chat_id: file_of(row) for row in rows}

    async def known(self, chats: Collection[int]) -> Mapping[int, Customer]:
        """Return those of these who ever wrote to us."""
        if not chats:
            return {}
        rows = (await self._connection.execute(_KNOWN, {"chats": sorted(chats)})).all()
        return {row.chat_id: finding.named(row) for row in rows}

    async def file_history(self, chats: Collection[int], most: int) -> tuple[int, Sequence[HistoryLine]]:
        """Return how many conversations and cases these chats had, and the first of them: what is open, then latest."""
        whose = {"chats": sorted(chats), "most": most}
        talks = (await self._connection.execute(_TALKS, whose)).all()
        registered = (await self._connection.execute(_CASES, whose)).all()
        count = sum([row.total for row in (*talks[:1], *registered[:1])])
        lines = [*map(_case_line, registered), *await self._talk_lines(talks)]
        lines.sort(key=lambda one: one.at.timestamp() if one.at is not None else 0.0, reverse=True)
        lines.sort(key=lambda one: not one.open)
        return count, lines[:most]

    async def _talk_lines(self, rows: Sequence[AnyRow]) -> list[HistoryLine]:
        ended = await self._connection.execute(_ENDINGS, {"subjects": [of_conversation(row.id) for row in rows]})
        codes = {row.subject: getattr(codec.event(row.type, row.body), "code", None) for row in ended}
        lines: list[HistoryLine] = []
        for row in rows:
            code = codes.get(of_conversation(row.id))
            lines.append(
                HistoryLine(
                    number=str(row.id),
                    at=codec.conversation(row.id, row.facts).opened_at,
                    state=row.state,
                    ending=code.value if code is not None and row.state in _OVER else None,
                    open=row.state not in _OVER,
                )
            )
        return lines

    async def file_looks(self, chats: Collection[int], most: int) -> tuple[int, Sequence[Look]]:
        """Return how often somebody looked at the files of these chats, and the latest looks, the last first."""
        rows = (await self._connection.execute(_LOOKS, {"chats": sorted(chats), "most": most})).all()
        looks = [Look(chat_id=row.chat_id, agent=row.agent, at=row.at, what=Seen(row.what)) for row in rows]
        return (rows[0].total if rows else 0), looks

    async def record_files(self, changes: Sequence[FileChange], looks: Sequence[Look]) -> None:
        """Write files as they are now, what led there, and who looked.

        Raises:
            Conflict: something else has happened to one of them meanwhile.
        """
        await keep(self._connection, changes)
        await look(self._connection, looks)


async def keep(connection: AsyncConnection, changes: Sequence[FileChange]) -> None:
    """Write files as they are now, and the facts that led there; who was merged is called as who stands for them.

    Raises:
        Conflict: something else has happened to one of them since they were loaded.
    """
    happened: list[histories.Fact] = []
    for change in sorted(changes, key=lambda one: one.after.chat_id):
        file, before = change.after, change.before
        if not (await connection.execute(_save(connection.dialect.name), _row(change))).rowcount:
            raise Conflict(f"the file of {file.chat_id} has moved on since it was loaded")
        happened += histories.facts(of_file(file.chat_id), change.news, first=before.version + 1)
    await histories.keep(connection, happened)
    for change in changes:
        file = change.after
        if file.merged:
            follows = update(customer_files).where(_f.chat_id.in_(file.merged))
            await connection.execute(
                follows.values(called=file.called, klass=file.klass.value, merged_into=file.chat_id)
            )


async def look(connection: AsyncConnection, looks: Sequence[Look]) -> None:
    """Add looks at files to those there are."""
    rows = [{"chat_id": one.chat_id, "agent": one.agent, "at": one.at, "what": one.what.value} for one in looks]
    if rows:
        await connection.execute(insert(file_looks), rows)


def file_of(row: AnyRow) -> CustomerFile:
    """Return the file a row holds.

    Who stands for it, and its version, are told by the columns: the one follows every further merge, and by the other
    a file is written.
    """
    return replace(codec.decode(CustomerFile, row.facts), merged_into=row.merged_into, version=row.version)


def _row(change: FileChange) -> dict[str, Any]:
    file = change.after
    return {
        "chat_id": file.chat_id,
        "version": file.version,
        "called": file.called,
        "klass": file.klass.value,
        "merged_into": file.merged_into,
        "facts": codec.encode(file),
        "was_at": change.before.version,
    }


def _case_line(row: AnyRow) -> HistoryLine:
    case = codec.decode(Case, row.facts)
    return HistoryLine(
        number=case.number,
        at=row.filed_at,
        state=row.state,
        kind=row.kind,
        ending=case.ending.value if case.ending is not None else None,
        open=case.open,
    )


@cache
def _save(dialect: str) -> Any:
    """Write a file, new or still at the version that was loaded."""
    insert_ = (postgresql if dialect == "postgresql" else sqlite).insert(customer_files)
    return insert_.values({name: bindparam(name) for name in ("chat_id", *_KEPT)}).on_conflict_do_update(
        index_elements=[_f.chat_id],
        set_={name: insert_.excluded[name] for name in _KEPT},
        where=_f.version == bindparam("was_at"),
    )


_chats: BindParameter[Any] = bindparam("chats", expanding=True)
_most: BindParameter[Any] = bindparam("most")
FILE_COLUMNS = (_f.chat_id, _f.version, _f.called, _f.merged_into, _f.facts)
"""What a file is read from."""

_FILES = select(*FILE_COLUMNS).where(_f.chat_id.in_(_chats)).order_by(_f.chat_id).with_for_update()
_KNOWN = select(*finding.NAMED).where(people.c.chat_id.in_(_chats))
_total = func.count().over().label("total")
_t = conversations.c
_TALKS = (
    select(_t.id, _t.state, _t.facts, _total)
    .where(_t.customer.in_(_chats))
    .order_by(_t.state.in_(_OVER), _t.id.desc())
    .limit(_most)
)
_CASES = (
    select(cases.c.kind, cases.c.state, cases.c.filed_at, cases.c.facts, _total)
    .where(cases.c.customer.in_(_chats))
    .order_by(~STANDING, cases.c.id.desc())
    .limit(_most)
)
_ENDINGS = (
    select(events.c.subject, events.c.type, events.c.body)
    .where(events.c.subject.in_(bindparam("subjects", expanding=True)), events.c.type == "Resolved")
    .order_by(events.c.subject, events.c.seq)
)
_LOOKS = (
    select(_l.chat_id, _l.agent, _l.at, _l.what, _total)
    .where(_l.chat_id.in_(_chats))
    .order_by(_l.id.desc())
    .limit(_most)
)
