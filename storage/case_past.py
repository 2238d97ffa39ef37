"""Cases as they were registered, page by page, for ledgers and figures: however many there are, a page is in memory."""

import json
from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, func, insert, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.audit.deed import Action, Deed
from desk.cases.brief import CaseInBrief
from desk.cases.figures import Talks
from desk.cases.kinds import CaseKind
from desk.cases.ledgers import (
    CALLBACK_EVENTS,
    OF_CASES,
    TOLD,
    CallbackEntry,
    CaseEntry,
    Entry,
    LedgerKind,
    OverrunEntry,
)
from desk.cases.state import Case
from desk.customers.looks import Seen
from desk.events import Event
from storage import audit, codec, ledger
from storage.columns import AnyRow
from storage.connections import Connections
from storage.subjects import CASES, CONVERSATIONS, is_case, number_in, of_case
from storage.tables import case_texts, cases, events, file_looks, overruns

_PAGE = 1000
_FIRST, _LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2999, 1, 1, tzinfo=UTC)
_c, _t, _e, _o = cases.c, case_texts.c, events.c, overruns.c
_CALLBACKS = tuple(kind.__name__ for kind in CALLBACK_EVENTS)
_REMEDIES = ("RemedyDone", "WorkDone", "CaseSettled", "Disagreed", "NotFixed", *_CALLBACKS)
_FAREWELLS = ("Resolved", "Rated")
_PEOPLE = ("HandedOff", "CallbackAgreed", "Requeued", "Taken", "AgentReplied", "EntrySent", "Resolved", "IdleClosed")


class SqlCasePast:
    """What is kept of the cases of one database. Nothing here writes but who saw phone numbers."""

    def __init__(self, connections: Connections, *, page: int = _PAGE) -> None:
        self._connections = connections
        self._page = page

    async def cases(
        self, *, kind: CaseKind | None = None, since: datetime | None = None, until: datetime | None = None
    ) -> AsyncGenerator[Case]:
        """Yield the cases registered in a period as they stand now, in the order in which they were."""
        wanted = [] if kind is None else [_c.kind == kind.value]
        async for page in self._pages(wanted, since or _FIRST, until or _LAST, _c.facts):
            for _, _, facts in page:
                yield codec.decode(Case, facts)

    async def counted(self, *, until: datetime) -> AsyncGenerator[CaseInBrief]:
        """Yield the cases registered before a moment as they stand now, in brief, in the order in which they were."""
        async for page in self._pages([], _FIRST, until, _c.facts):
            for _, _, facts in page:
                yield codec.decode(CaseInBrief, facts)

    def entries(
        self, kind: LedgerKind, *, since: datetime | None = None, until: datetime | None = None
    ) -> AsyncGenerator[Entry]:
        """Yield what the lines of a ledger are about: cases by when they were registered, others by when it was."""
        start, end = since or _FIRST, until or _LAST
        if kind is LedgerKind.OVERRUNS:
            return self._overruns(start, end)
        if kind is LedgerKind.CALLBACKS:
            return self._callbacks(start, end)
        return self._entries(OF_CASES[kind], start, end)

    async def talks(self, since: datetime, until: datetime) -> Talks:
        """Return what the conversations of a period were: counted from their events."""
        async with self._connections.reading() as connection:
            talks = _talks(connection, since, until)
            wrote, people = talks.c.wrote > 0, talks.c.people > 0
            counted = select(_many(wrote), _many(and_(wrote, ~people)), _many(talks.c.ended > 0))
            conversations, by_bot, ended = (await connection.execute(counted)).one()
            bare = select(talks.c.subject).where(talks.c.ended > 0, talks.c.resolved == 0)
            subjects = (await connection.execute(bare)).scalars().all()
        unresolved = frozenset(number_in(subject) for subject in subjects)
        return Talks(conversations=conversations, by_bot=by_bot, ended=ended, unresolved=unresolved)

    async def remedies(self, since: datetime, until: datetime) -> Sequence[Sequence[Event]]:
        """Return of each case what was remedied and learnt about it, if any of it was in a period."""
        return await self._histories(CASES, _REMEDIES, since, until)

    async def farewells(self, since: datetime, until: datetime) -> Sequence[Sequence[Event]]:
        """Return of each conversation when it was settled and how it was rated, if any of it was in a period."""
        return await self._histories(CONVERSATIONS, _FAREWELLS, since, until)

    async def phones_seen(self, kind: LedgerKind, customers: Collection[int], at: datetime) -> None:
        """Remember that somebody at the machine has had the phone numbers of these customers (001:2153)."""
        rows = [
            {"chat_id": customer, "agent": None, "at": at, "what": Seen.PHONES.value} for customer in sorted(customers)
        ]
        if rows:
            async with self._connections.writing() as connection:
                await connection.execute(insert(file_looks), rows)
                subjects, details = (f"ledger:{kind.value}",), {"customers": len(rows)}
                deed = Deed(at=at, action=Action.PHONES_EXPORTED, subjects=subjects, details=details)
                await audit.append(connection, [deed])

    async def _pages(
        self,
        wanted: Sequence[ColumnElement[bool]],
        since: datetime,
        until: datetime,
        *told: ColumnElement[Any],
    ) -> AsyncGenerator[Sequence[AnyRow]]:
        """Yield the rows of cases in the order of their registration: the id, the moment and what is `told` of each."""
        query = (
            select(_c.id, _c.filed_at, *told)
            .where(
                *wanted,
                _c.filed_at >= bindparam("at"),
                or_(_c.filed_at > bindparam("at"), _c.id > bindparam("after")),
                _c.filed_at < until,
            )
            .order_by(_c.filed_at, _c.id)
            .limit(self._page)
        )
        at, after = since, -1
        while True:
            async with self._connections.reading() as connection:
                page = (await connection.execute(query, {"at": at, "after": after})).all()
            if page:
                yield page
            if len(page) < self._page:
                return
            at, after = page[-1].filed_at, page[-1].id

    async def _entries(self, kind: CaseKind, since: datetime, until: datetime) -> AsyncGenerator[CaseEntry]:
        async for page in self._pages([_c.kind == kind.value], since, until, _c.facts):
            words, files = await self._words([case_id for case_id, _, _ in page])
            for case_id, _, facts in page:
                yield CaseEntry(
                    case=codec.decode(Case, facts), words=words.get(case_id, {}), files=files.get(case_id, 0)
                )

    async def _words(self, ids: Sequence[int]) -> tuple[Mapping[int, Mapping[str, str]], Mapping[int, int]]:
        """Return the latest words of each field, and the number of files, by case."""
        words: dict[int, dict[str, str]] = {}
        files: dict[int, int] = {}
        async with self._connections.reading() as connection:
            rows = (await connection.execute(_TEXTS, {"ids": ids})).all()
        for case_id, field, text, named in rows:
            if text:
                words.setdefault(case_id, {})[field] = text
            if named:
                files[case_id] = files.get(case_id, 0) + len(json.loads(named))
        return words, files

    async def _callbacks(self, since: datetime, until: datetime) -> AsyncGenerator[CallbackEntry]:
        """Nothing is done about the callback of a case that is over."""
        wanted = [or_(_c.closed_at.is_(None), _c.closed_at >= since)]
        async for page in self._pages(wanted, _FIRST, until):
            async with self._connections.reading() as connection:
                given = {"subjects": [of_case(case_id) for case_id, _ in page], "since": since, "until": until}
                found: dict[int, list[tuple[int, str, str]]] = {}
                for subject, seq, name, body in await connection.execute(_CALLED, given):
                    found.setdefault(number_in(subject), []).append((seq, name, body))
                if not found:
                    continue
                ids = {"ids": sorted(found)}
                known = {row.id: row.facts for row in await connection.execute(_FACTS, ids)}
                seqs = {seq for events_ in found.values() for seq, _, _ in events_}
                rows = await connection.execute(_BESIDE, ids | {"seqs": sorted(seqs)})
                beside = {(case_id, seq): text for case_id, seq, text in rows}
            for case_id, _ in page:
                if case_id not in found:
                    continue
                brief = codec.decode(CaseInBrief, known[case_id])
                for seq, name, body in found[case_id]:
                    words = beside.get((case_id, seq), "")
                    yield CallbackEntry(case=brief, event=codec.event(name, body), words=words)

    async def _histories(
        self, kind: str, types: Sequence[str], since: datetime, until: datetime
    ) -> Sequence[Sequence[Event]]:
        """Return what of these types ever happened to those to whom it did in a period."""
        found: dict[str, list[Event]] = {}
        async with self._connections.reading() as connection:
            happened = (_e.type.in_(types), _e.at >= since, _e.at < until)
            of_these = select(_e.subject).where(*_named(connection, kind), *happened).distinct()
            subjects = sorted((await connection.execute(of_these)).scalars())
            for start in range(0, len(subjects), self._page):
                given = {"subjects": subjects[start : start + self._page], "types": types}
                for row in await connection.execute(_TOLD_OF, given):
                    found.setdefault(row.subject, []).append(codec.event(row.type, row.body))
        return list(found.values())

    async def _overruns(self, since: datetime, until: datetime) -> AsyncGenerator[OverrunEntry]:
        place = (_o.due, _o.subject, _o.clock, _o.occurrence)
        last: tuple[Any, ...] | None = None
        while True:
            beyond = [] if last is None else [tuple_(*place) > tuple_(*last)]
            query = select(overruns).where(_o.due >= since, _o.due < until, *beyond).order_by(*place).limit(self._page)
            async with self._connections.reading() as connection:
                page = (await connection.execute(query)).all()
                about = [number_in(row.subject) for row in page if is_case(row.subject)]
                named: Sequence[AnyRow] = ()
                if about:
                    named = (await connection.execute(_NUMBERS, {"ids": about})).all()
            numbers = {row.id: row.number for row in named}
            for row in page:
                yield _overrun(row, numbers)
            if len(page) < self._page:
                return
            last = (page[-1].due, page[-1].subject, page[-1].clock, page[-1].occurrence)


def _overrun(row: AnyRow, numbers: Mapping[int, str]) -> OverrunEntry:
    line = ledger.line_of(row)
    if is_case(row.subject):
        number = number_in(row.subject)
        return OverrunEntry(line=line, case=numbers.get(number, str(number)))
    return OverrunEntry(line=line, conversation=number_in(row.subject))


def _talks(connection: AsyncConnection, since: datetime, until: datetime) -> Any:
    """What happened in each conversation of a period, how often."""
    return (
        select(
            _e.subject,
            _many(_e.type == "CustomerWrote").label("wrote"),
            _many(_e.type.in_(_PEOPLE)).label("people"),
            _many(_e.type.in_(("Resolved", "IdleClosed"))).label("ended"),
            _many(_e.type == "Resolved").label("resolved"),
        )
        .where(*_named(connection, CONVERSATIONS), _e.at >= since, _e.at < until)
        .group_by(_e.subject)
        .subquery("talks")
    )


def _named(connection: AsyncConnection, kind: str) -> Sequence[ColumnElement[bool]]:
    """What is true of the events of conversations, or of cases; SQLite finds them by their place among the keys."""
    if connection.dialect.name == "postgresql":
        return [_e.subject.startswith(kind, autoescape=True)]
    return [_e.subject >= kind, _e.subject < kind[:-1] + chr(ord(kind[-1]) + 1)]


def _many(what: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((what, 1), else_=0)), 0)


_TEXTS = (
    select(_t.case_id, _t.field, _t.text, _t.files)
    .where(_t.case_id.in_(bindparam("ids", expanding=True)), or_(_t.field.in_(sorted(TOLD)), _t.files.is_not(None)))
    .order_by(_t.id)
)
_FACTS = select(_c.id, _c.facts).where(_c.id.in_(bindparam("ids", expanding=True)))
_BESIDE = (
    select(_t.case_id, _t.seq, _t.text)
    .where(_t.case_id.in_(bindparam("ids", expanding=True)), _t.seq.in_(bindparam("seqs", expanding=True)))
    .order_by(_t.id)
)
_CALLED = (
    select(_e.subject, _e.seq, _e.type, _e.body)
    .where(
        _e.subject.in_(bindparam("subjects", expanding=True)),
        _e.type.in_(_CALLBACKS),
        _e.at >= bindparam("since"),
        _e.at < bindparam("until"),
    )
    .order_by(_e.subject, _e.seq)
)
_TOLD_OF = (
    select(_e.subject, _e.type, _e.body)
    .where(_e.subject.in_(bindparam("subjects", expanding=True)), _e.type.in_(bindparam("types", expanding=True)))
    .order_by(_e.subject, _e.seq)
)
_NUMBERS = select(_c.id, _c.number).where(_c.id.in_(bindparam("ids", expanding=True)))
