"""The library's part of a transaction: entries found and locked, versions and golden questions written."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, insert, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.learning.autonomy import Autonomy, Outcome
from desk.learning.gap_board import GapLine, Verdict
from desk.library.commands import Remind
from desk.library.notices import FillIn
from desk.library.shelf import GateReport, Shelf, Shelved, Version
from desk.notices import Notice
from desk.ports import Answered, LibraryChange, LibraryCounts, ShelfChange
from faq import Entry, Manner, manner_of
from faq.upkeep.golden import Golden
from storage import codec, histories, learning, letters, prompts
from storage.brought import Brought
from storage.columns import AnyRow
from storage.connections import patiently
from storage.dialects import replacing
from storage.notices import notice
from storage.tables import (
    DRAFTED,
    IS_PROMPT,
    LIVE,
    RETIRED,
    SENDING,
    entries,
    entry_versions,
    events,
    golden,
    messages,
    outbox,
    remarks,
    reminders,
)

SUBJECT = "library"
"""What the library's history is kept under."""

_MANY = 500  # ids or pairs in one statement


class SqlLibraryWork:
    """The `LibraryWork` of a transaction on one connection."""

    _brought: Brought

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def revision(self) -> int:
        """Return how many events the library has had."""
        return await revision(self._connection)

    async def shelves(self, wanted: Mapping[str, Collection[int]]) -> dict[str, Shelved]:
        """Return the entries there are of these, locked, each with its usual versions and those wanted."""
        rows = (await self._connection.execute(_LOCKED, {"ids": sorted(wanted)})).all()
        return await self._shelved(rows, wanted)

    async def every_shelf(self) -> dict[str, Shelved]:
        """Return all entries, each with what is published, and let what is decided of them take its time."""
        await patiently(self._connection)
        rows = (await self._connection.execute(select(entries))).all()
        joined = (await self._connection.execute(_IN_FORCE)).all()
        versions = {row.entry_id: _version(row) for row in joined}
        return {row.entry_id: _whole(row, [versions[row.entry_id]] if row.entry_id in versions else []) for row in rows}

    async def drafts(self, most: int) -> tuple[int, Sequence[Shelved]]:
        """Return how many entries have a draft, and the first of them: the longest unfinished first."""
        return await self._some(_DRAFTED, most)

    async def retired(self, most: int) -> tuple[int, Sequence[Shelved]]:
        """Return how many entries are retired, and the last of them."""
        return await self._some(_RETIRED, most)

    async def history(self, entry_id: str, most: int) -> tuple[int, Sequence[Version]]:
        """Return how many versions an entry has, and the newest of them, the newest first."""
        of_entry = _v.entry_id == entry_id
        total = (
            await self._connection.execute(select(func.count()).select_from(entry_versions).where(of_entry))
        ).scalar_one()
        found = select(entry_versions).where(of_entry).order_by(_v.number.desc()).limit(most)
        return total, [_version(row) for row in (await self._connection.execute(found)).all()]

    async def counts(self) -> LibraryCounts:
        """Return how the library stands."""
        row = (await self._connection.execute(_COUNTS)).one()
        return LibraryCounts(
            live=row.live, drafts=row.drafts, waiting=row.waiting, retired=row.retired, golden=row.golden
        )

    async def golden_of(self, entry_ids: Collection[str]) -> dict[str, int]:
        """Return how many golden questions belong to each of these; those with none are left out."""
        rows = await self._connection.execute(_GOLDEN_OF, {"ids": sorted(entry_ids)})
        return {row.entry_id: row.questions for row in rows.all()}

    async def golden_like(self, texts: Collection[str]) -> dict[str, Golden]:
        """Return those of these questions that are in the golden set, by their text."""
        rows = await self._connection.execute(_GOLDEN_LIKE, {"keys": sorted(map(key_of, texts))})
        return {row.question: _golden(row) for row in rows.all()}

    async def reminded(self, entry_ids: Collection[str]) -> frozenset[tuple[str, Remind, date]]:
        """Return what the owners of these entries have been reminded of: the entry, why, and the day it is about."""
        rows = (await self._connection.execute(_REMINDED, {"ids": sorted(entry_ids)})).all()
        return frozenset((row.entry_id, Remind(row.why), row.on_day) for row in rows)

    async def prompts(self, replied: Mapping[tuple[int, int], int | None]) -> dict[tuple[int, int], FillIn]:
        """Return the prompts that were sent as these messages (chat, message), each given with its thread.

        One that is answered before the courier has recorded where it stands is the one being sent there: of a lane
        only one is.
        """
        found: dict[tuple[int, int], Notice] = {}
        for place, thread_id in replied.items():  # first, for it may be recorded between the two questions
            being_sent = _BEING_SENT.where(outbox.c.lane == letters.at_origin(place[0], thread_id))
            row = (await self._connection.execute(being_sent)).one_or_none()
            if row is not None:
                found[place] = notice(row.type, row.body)
        rows = (await self._connection.execute(_PROMPTS, {"sent_as": sorted(replied)})).all()
        found |= {(row.chat_id, row.message_id): notice(row.type, row.body) for row in rows}
        return {place: one for place, one in found.items() if isinstance(one, FillIn)}

    async def waiting_prompt(self, chat_id: int, since: datetime) -> tuple[int, FillIn] | None:
        """Return the prompt that waits for its text in a private chat, with its message (0: it is being sent)."""
        return await prompts.waiting(self._connection, chat_id, since)

    async def answered(self, messages: Collection[tuple[int, int]]) -> dict[tuple[int, int], Answered]:
        """Return what agents answered with these messages (chat, message), with what had been asked last."""
        rows = (await self._connection.execute(_ANSWERED, {"written_as": sorted(messages)})).all()
        found: dict[tuple[int, int], Answered] = {}
        for row in rows:
            before = {"conversation": row.conversation_id, "until": row.sent_at}
            said = (await self._connection.execute(_SAID_BEFORE, before)).scalars().all()
            found[row.chat_id, row.message_id] = Answered(question=_asking(said), answer=row.answer)
        return found

    async def gap_board(self) -> Sequence[GapLine]:
        """Return what waits to be decided, as it was last put together."""
        return await learning.board(self._connection)

    async def gap_verdicts(self) -> dict[str, Verdict]:
        """Return what was decided, by key."""
        return await learning.verdicts(self._connection)

    async def autonomy(self) -> Autonomy:
        """Return how the library stands, from its history."""
        return await learning.autonomy(self._connection)

    async def gaps_told(self) -> date | None:
        """Return the Monday of the last week whose gaps were told."""
        return await learning.gaps_told(self._connection)

    async def outcomes(self, most: int) -> Sequence[Outcome]:
        """Return labelled outcomes of sure answers, the newest first."""
        return await learning.outcomes(self._connection, most)

    async def record_library(self, change: LibraryChange) -> None:
        """Write versions, shelves, events, remarks and golden questions, each kind in one go.

        Raises:
            Conflict: an entry or the library is not where it was when it was loaded.
        """
        self._brought.news.add("library")
        await self._insert_events(change)
        await self._insert_versions(change)
        await self._insert_shelves([one for one in change.shelves if not one.before.version], change)
        await self._update_shelves([one for one in change.shelves if one.before.version], change)
        await self._keep_golden(change)
        if change.board is not None:
            await learning.put_up(self._connection, change.board)
        await learning.rule(self._connection, change.verdicts)
        rows = [
            {"entry_id": one.entry.id, "why": one.why.value, "on_day": one.on, "at": change.at}
            for one in change.reminders
        ]
        if rows:
            await self._connection.execute(insert(reminders), rows)

    async def _insert_events(self, change: LibraryChange) -> None:
        happened = histories.facts(SUBJECT, change.news, first=change.revision + 1)
        await histories.keep(self._connection, happened)
        words = [
            {"subject": SUBJECT, "seq": change.revision + 1 + one.news, "text": one.text} for one in change.remarks
        ]
        if words:
            await self._connection.execute(insert(remarks), words)

    async def _insert_versions(self, change: LibraryChange) -> None:
        rows = [
            {
                "entry_id": one.entry.id,
                "number": one.number,
                "body": codec.encode(one.entry),
                "author": one.author,
                "at": one.at,
                "note": one.note,
            }
            for shelf in change.shelves
            for one in shelf.versions
        ]
        if rows:
            await self._connection.execute(insert(entry_versions), rows)

    async def _insert_shelves(self, changes: Sequence[ShelfChange], change: LibraryChange) -> None:
        rows = [{"entry_id": one.after.entry_id, **_row(one, change)} for one in changes]
        if rows:
            await self._connection.execute(insert(entries), rows)

    async def _update_shelves(self, changes: Sequence[ShelfChange], change: LibraryChange) -> None:
        """Nobody else has moved them since they were loaded: the number of our first event would not be free."""
        rows = [{"this": one.after.entry_id, **_new(_row(one, change))} for one in changes]
        if rows:
            await self._connection.execute(_MOVE, rows)

    async def _keep_golden(self, change: LibraryChange) -> None:
        rows = [
            {
                "key": key_of(one.text),
                "question": one.text,
                "entry_id": one.expected,
                "source": one.source,
                "added_by": by,
                "at": change.at,
            }
            for one, by in change.golden
        ]
        if rows:
            kept = ("question", "entry_id", "source", "added_by", "at")
            await self._connection.execute(replacing(self._connection, golden, key=("key",), replaced=kept), rows)
        if change.forgotten:
            keys = [key_of(text) for text in change.forgotten]
            await self._connection.execute(golden.delete().where(golden.c.key.in_(keys)))

    async def _some(self, which: Select[Any], most: int) -> tuple[int, Sequence[Shelved]]:
        counted = select(func.count()).select_from(which.order_by(None).subquery())
        total = (await self._connection.execute(counted)).scalar_one()
        rows = (await self._connection.execute(which.limit(most))).all()
        found = await self._shelved(rows, {})
        return total, [found[row.entry_id] for row in rows]

    async def _shelved(self, rows: Iterable[AnyRow], wanted: Mapping[str, Collection[int]]) -> dict[str, Shelved]:
        shelves = {row.entry_id: (row, codec.decode(Shelf, row.facts)) for row in rows}
        pairs = sorted({(one, number) for one, (_, s) in shelves.items() for number in _needed(s, wanted.get(one, ()))})
        versions: dict[str, list[Version]] = {}
        for begin in range(0, len(pairs), _MANY):
            found = await self._connection.execute(_VERSIONS, {"pairs": pairs[begin : begin + _MANY]})
            for row in found.all():
                versions.setdefault(row.entry_id, []).append(_version(row))
        return {one: _whole(row, versions.get(one, [])) for one, (row, _) in shelves.items()}


async def revision(connection: AsyncConnection) -> int:
    """Return how many events the library has had."""
    return (await connection.execute(_REVISION)).scalar_one() or 0


def key_of(question: str) -> str:
    """Return what a golden question is found by: its digest, for questions are too long to be keys."""
    return hashlib.sha256(question.encode()).hexdigest()


def _asking(said: Sequence[str]) -> str:
    """Return the first of these that asks for more than a person or a greeting."""
    asking = (text for text in said if manner_of(text) not in _ASKS_NOTHING)
    return next(asking, said[0] if said else "")


def _needed(shelf: Shelf, wanted: Collection[int]) -> set[int]:
    usual = {shelf.published, shelf.draft, *shelf.past[-2:-1]}
    return {number for number in (*usual, *wanted) if number is not None}


def _whole(row: AnyRow, versions: Iterable[Version]) -> Shelved:
    return Shelved(
        shelf=codec.decode(Shelf, row.facts),
        versions={one.number: one for one in versions},
        report=None if row.report is None else codec.decode(GateReport, row.report),
        asked_from=letters.origin(row.asked_from),
    )


def _version(row: AnyRow) -> Version:
    return Version(entry=codec.decode(Entry, row.body), number=row.number, author=row.author, at=row.at, note=row.note)


def _golden(row: AnyRow) -> Golden:
    return Golden(row.question, row.entry_id, row.source)


def _row(one: ShelfChange, change: LibraryChange) -> dict[str, Any]:
    after = one.after
    return {
        "version": after.version,
        "published": after.published,
        "draft": after.draft,
        "standing": after.standing.value,
        "retired_at": after.retired_at,
        "changed_at": change.at,
        "facts": codec.encode(after),
        "report": codec.encode(one.report) if one.report is not None else None,
        "asked_from": codec.encode(one.asked_from) if one.asked_from is not None else None,
    }


def _new(row: Mapping[str, Any]) -> dict[str, Any]:
    return {f"new_{name}": value for name, value in row.items()}


_e = entries.c
_v = entry_versions.c
_REVISION = select(func.max(events.c.seq)).where(events.c.subject == SUBJECT)
_LOCKED = (
    select(entries)
    .where(_e.entry_id.in_(bindparam("ids", expanding=True)))
    .order_by(_e.entry_id)
    .with_for_update(key_share=True)
)
_VERSIONS = select(entry_versions).where(tuple_(_v.entry_id, _v.number).in_(bindparam("pairs", expanding=True)))
_IN_FORCE = select(entry_versions).join(entries, and_(_v.entry_id == _e.entry_id, _v.number == _e.published))
_DRAFTED = select(entries).where(DRAFTED).order_by(_e.changed_at, _e.entry_id)
_RETIRED = select(entries).where(RETIRED).order_by(_e.retired_at.desc(), _e.entry_id)
_COUNTS = select(
    select(func.count()).select_from(entries).where(LIVE).scalar_subquery().label("live"),
    select(func.count()).select_from(entries).where(DRAFTED).scalar_subquery().label("drafts"),
    select(func.count())
    .select_from(entries)
    .where(DRAFTED, _e.standing == "review")
    .scalar_subquery()
    .label("waiting"),
    select(func.count()).select_from(entries).where(RETIRED).scalar_subquery().label("retired"),
    select(func.count()).select_from(golden).scalar_subquery().label("golden"),
)
_GOLDEN_OF = (
    select(golden.c.entry_id, func.count().label("questions"))
    .where(golden.c.entry_id.in_(bindparam("ids", expanding=True)))
    .group_by(golden.c.entry_id)
)
_GOLDEN_LIKE = select(golden).where(golden.c.key.in_(bindparam("keys", expanding=True)))
_REMINDED = select(reminders).where(reminders.c.entry_id.in_(bindparam("ids", expanding=True)))
_PROMPTS = select(outbox.c.chat_id, outbox.c.message_id, outbox.c.type, outbox.c.body).where(
    tuple_(outbox.c.chat_id, outbox.c.message_id).in_(bindparam("sent_as", expanding=True)),
    IS_PROMPT,
)
_BEING_SENT = select(outbox.c.type, outbox.c.body).where(SENDING, outbox.c.message_id.is_(None)).limit(1)
_m = messages.c
_ANSWERED = select(_m.chat_id, _m.message_id, _m.conversation_id, _m.sent_at, _m.text.label("answer")).where(
    tuple_(_m.chat_id, _m.message_id).in_(bindparam("written_as", expanding=True)), _m.author == "agent"
)
_SAID_BEFORE = (
    select(_m.text)
    .where(
        _m.conversation_id == bindparam("conversation"),
        _m.author == "customer",
        _m.text != "",
        _m.sent_at <= bindparam("until", type_=_m.sent_at.type),
    )
    .order_by(_m.sent_at.desc(), _m.message_id.desc())
    .limit(10)
)
_ASKS_NOTHING = frozenset({Manner.COURTESY, Manner.GREETING, Manner.IMPATIENT, Manner.PERSON_WANTED, Manner.NOISE})
_KEPT = ("version", "published", "draft", "standing", "retired_at", "changed_at", "facts", "report", "asked_from")
_MOVE = (
    update(entries)
    .where(_e.entry_id == bindparam("this"))
    .values({name: bindparam(f"new_{name}", type_=_e[name].type) for name in _KEPT})
)
