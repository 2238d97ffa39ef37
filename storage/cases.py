"""Cases and forms as rows: what may be asked for in columns, everything else as facts; words apart from the history."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, insert, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.cases.state import Case
from desk.clocks.ledger import Line
from desk.errors import Conflict
from desk.events import Event
from desk.forms.form import Form
from desk.ports import Letter
from desk.ports.cases import CaseChange
from storage import codec, histories, ledger, letters
from storage.brought import Brought
from storage.dialects import replacing, upsert
from storage.strikes import strikes_of
from storage.subjects import is_case, of_case
from storage.tables import STANDING, case_texts, cases, counters, strikes
from storage.tables import forms as form_rows

_c = cases.c
_FEW = 20
_KEPT = (
    "state",
    "klass",
    "category",
    "handler",
    "worker",
    "emergency",
    "moved_at",
    "closed_at",
    "version",
    "due_at",
    "facts",
)


class SqlCaseWork:
    """The part of a `UnitOfWork` that is about cases and forms."""

    _connection: AsyncConnection
    _brought: Brought
    _at: Any
    _letters: list[dict[str, Any]]
    _counters: dict[str, int]

    async def forms(self, chats: Collection[int]) -> Mapping[int, Form]:
        """Return the open forms of some chats, locked until the end of the transaction."""
        if not chats:
            return {}
        rows = (await self._connection.execute(_FORMS, {"chats": sorted(chats)})).all()
        return {row.chat_id: codec.decode(Form, row.facts) for row in rows}

    async def keep_forms(self, forms: Mapping[int, Form | None]) -> None:
        """Write forms as they are now; None: there is none any more."""
        gone = sorted(chat for chat, form in forms.items() if form is None)
        rows = [
            {"chat_id": chat, "kept_at": self._at, "facts": codec.encode(form)}
            for chat, form in sorted(forms.items())
            if form is not None
        ]
        if gone:
            await self._connection.execute(delete(form_rows).where(form_rows.c.chat_id.in_(gone)))
        if rows:
            save = replacing(self._connection, form_rows, key=("chat_id",), replaced=("kept_at", "facts"))
            await self._connection.execute(save, rows)

    async def cases(self, ids: Collection[int]) -> Sequence[Case]:
        """Return these cases, locked until the end of the transaction."""
        return await self._cases(_OF_IDS, {"ids": sorted(ids)}) if ids else []

    async def cases_of(self, customers: Collection[int]) -> Sequence[Case]:
        """Return the cases of some customers that are open, or the latest that are not, latest first, locked."""
        ids: list[int] = []
        for customer in sorted(customers):
            ids += (await self._connection.execute(_IDS_OF_CUSTOMER, {"customer": customer})).scalars()
        return list(reversed(await self.cases(ids)))

    async def cases_numbered(self, numbers: Collection[str]) -> Sequence[Case]:
        """Return the cases with these numbers, locked."""
        return await self._cases(_NUMBERED, {"numbers": sorted(numbers)}) if numbers else []

    async def cases_with(self, user_id: int) -> Sequence[Case]:
        """Return the open cases that a member of staff handles or works on, locked."""
        return await self._cases(_WITH, {"user_id": user_id})

    async def open_cases(self, most: int) -> Sequence[Case]:
        """Return open cases, those longest untouched first."""
        return await self._cases(_STANDING.limit(most), {})

    async def case_history(self, case_id: int) -> Sequence[Event]:
        """Return everything that has happened to a case."""
        return await histories.of(self._connection, of_case(case_id))

    async def broken_cases(self, since: datetime, until: datetime) -> Sequence[tuple[Case, Sequence[Line]]]:
        """Return the cases of which something was due between two moments that nothing excuses yet, locked."""
        found = await ledger.unexcused(self._connection, since, until, is_case)
        return [(case, found[case.id or 0]) for case in await self.cases(found)]

    async def case_lines(self, case_id: int) -> Sequence[Line]:
        """Return the lines of a case in the ledger of overruns."""
        subject = of_case(case_id)
        return list((await ledger.of_subjects(self._connection, {subject})).get(subject, {}).values())

    async def case_counters(self) -> dict[str, int]:
        """Return the last numbers given, by series, locked until the end of the transaction."""
        rows = (await self._connection.execute(_COUNTERS)).all()
        self._counters = {row.series: row.value for row in rows}
        return dict(self._counters)

    async def record_cases(self, changes: Sequence[CaseChange], counters: Mapping[str, int]) -> None:
        """Write cases, their events, words, letters and deadlines, and the numbers given.

        Raises:
            Conflict: a case is not at the version that was loaded, or somebody else has given the same number.
        """
        await self._count(counters)
        for change in sorted(changes, key=lambda one: one.after.id or 0):
            saved = await self._connection.execute(_save(self._connection.dialect.name), _row(change))
            if not saved.rowcount:
                raise Conflict(f"case {change.after.number} has moved on since it was loaded")
        await self._keep_history(changes)
        posted: list[tuple[Letter, Case]] = [(one, change.after) for change in changes for one in change.letters]
        self._letters += [letters.row(one, self._at, None, case.customer) for one, case in posted]
        for change in changes:
            self._brought.comes_due(change.next_due_at)

    async def _keep_history(self, changes: Sequence[CaseChange]) -> None:
        happened: list[histories.Fact] = []
        struck: list[dict[str, Any]] = []
        words: list[dict[str, Any]] = []
        for change in changes:
            subject, first = of_case(change.after.id), change.before.version + 1
            struck += strikes_of(subject, change.news)
            happened += histories.facts(subject, change.news, first=first, customer=change.after.customer)
            words += [
                {
                    "case_id": change.after.id,
                    "seq": first + one.news,
                    "field": one.field,
                    "text": one.text,
                    "files": json.dumps(one.files) if one.files else None,
                    "author": one.author,
                    "at": change.news[one.news].at,
                }
                for one in change.texts
            ]
        await histories.keep(self._connection, happened)
        for table, rows in ((strikes, struck), (case_texts, words)):
            if rows:
                await self._connection.execute(insert(table), rows)
        postings = [(of_case(change.after.id), one) for change in changes for one in change.ledger]
        await ledger.keep(self._connection, postings)

    async def _count(self, counted: Mapping[str, int]) -> None:
        save = upsert(self._connection, counters)
        for series, value in sorted(counted.items()):
            was = self._counters.get(series, 0)
            if value == was:
                continue
            taken = await self._connection.execute(
                save.values(series=series, value=value).on_conflict_do_update(
                    index_elements=[counters.c.series], set_={"value": value}, where=counters.c.value == was
                )
            )
            if not taken.rowcount:
                raise Conflict(f"the numbers of {series} were given by somebody else")

    async def _cases(self, query: Any, given: Mapping[str, Any]) -> list[Case]:
        rows = (await self._connection.execute(query, given)).all()
        return [codec.decode(Case, row.facts) for row in rows]


def _row(change: CaseChange) -> dict[str, Any]:
    case = change.after
    return {
        "id": case.id,
        "number": case.number,
        "kind": case.kind.value,
        "customer": case.customer,
        "state": case.state.value,
        "klass": case.klass.value,
        "category": case.category and case.category.value,
        "handler": case.handler,
        "worker": case.worker,
        "emergency": case.emergency,
        "filed_at": case.filed_at,
        "moved_at": case.moved_at or case.filed_at,
        "closed_at": case.closed_at,
        "version": case.version,
        "due_at": change.next_due_at,
        "facts": codec.encode(case),
        "was_at": change.before.version,
    }


@cache
def _save(dialect: str) -> Any:
    """Write a case, new or still at the version that was loaded."""
    insert_ = (postgresql if dialect == "postgresql" else sqlite).insert(cases)
    names = [column.name for column in cases.columns if column.name not in {"card_message", "card_chat"}]
    return insert_.values({name: bindparam(name) for name in names}).on_conflict_do_update(
        index_elements=[_c.id],
        set_={name: insert_.excluded[name] for name in _KEPT},
        where=_c.version == bindparam("was_at"),
    )


_CASES = select(_c.facts)
_OF_IDS = _CASES.where(_c.id.in_(bindparam("ids", expanding=True))).order_by(_c.id).with_for_update()
_NUMBERED = _CASES.where(_c.number.in_(bindparam("numbers", expanding=True))).order_by(_c.id).with_for_update()
_latest = select(_c.id).where(_c.customer == bindparam("customer")).order_by(_c.id.desc()).limit(_FEW).scalar_subquery()
_IDS_OF_CUSTOMER = select(_c.id).where(_c.customer == bindparam("customer"), or_(STANDING, _c.id.in_(_latest)))
_STANDING = _CASES.where(STANDING).order_by(_c.moved_at, _c.id)
_WITH = (
    _CASES.where(STANDING, or_(_c.handler == bindparam("user_id"), _c.worker == bindparam("user_id")))
    .order_by(_c.id)
    .with_for_update()
)
_COUNTERS = select(counters).where(counters.c.series.startswith("case")).order_by(counters.c.series).with_for_update()
_FORMS = (
    select(form_rows)
    .where(form_rows.c.chat_id.in_(bindparam("chats", expanding=True)))
    .order_by(form_rows.c.chat_id)
    .with_for_update()
)
