"""One transaction of the desk: what it reads is locked, what it writes is written together or not at all."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, literal_column, null, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.audit.deed import Deed
from desk.clocks.ledger import Line
from desk.commands import Subject
from desk.events import Event
from desk.notices import Audience
from desk.people import Customer
from desk.ports import Change, Letter, Loaded
from desk.queue import Place, Queue, in_order
from desk.rules.editions import Edition
from desk.state import Conversation
from storage import audit, codec, finding, histories, ledger, linking, rulebook, tickets
from storage import letters as mail
from storage.brought import Brought
from storage.cases import SqlCaseWork
from storage.columns import Moment
from storage.customer_file import SqlFileWork
from storage.dialects import once
from storage.dispatching import SqlOfferingWork
from storage.linking import SqlRoomWork
from storage.recording import Record
from storage.shelves import SqlLibraryWork
from storage.staffing import SqlStaffWork
from storage.subjects import of_conversation
from storage.tables import WAITING, WAS_SERVED, conversations, handled_updates

_REMEMBERED = timedelta(days=3)  # Telegram keeps what was not confirmed for one
_QUEUE_SHOWN = 1000
_RECENT = 60


class SqlUnitOfWork(SqlOfferingWork, SqlStaffWork, SqlLibraryWork, SqlCaseWork, SqlFileWork, SqlRoomWork):
    """A `UnitOfWork` on one connection; what it brings that others wait for is noted in `brought`."""

    def __init__(self, connection: AsyncConnection, brought: Brought | None = None) -> None:
        SqlLibraryWork.__init__(self, connection)
        SqlOfferingWork.__init__(self)
        self._customers: dict[int, Customer] = {}
        self._at: datetime | None = None
        self._tickets: dict[str, int] = {}
        self._counters: dict[str, int] = {}
        self._brought = brought or Brought()
        self._letters: list[dict[str, Any]] = []

    async def unseen(self, update_ids: Collection[int], at: datetime) -> set[int]:
        """Record these updates as handled and return those that were not handled before."""
        self._at = at
        if not update_ids:
            return set()
        rows = [{"update_id": number, "at": at} for number in sorted(update_ids)]
        found = await self._connection.execute(once(self._connection, handled_updates), rows)
        return set(found.scalars())

    async def load(self, subjects: Collection[Subject]) -> Loaded:
        """Return the conversations these are about, locked until the end of the transaction."""
        loaded = await finding.load(self._connection, subjects)
        self._customers.update(loaded.customers)
        return loaded

    async def queue(self) -> tuple[Queue, Mapping[str, Sequence[tuple[datetime, datetime]]]]:
        """Return the first thousand who wait, and of each line since when until when those lately served waited."""
        rows = (await self._connection.execute(_QUEUE)).all()
        waiting: list[Place] = []
        waits: dict[str, list[tuple[datetime, datetime]]] = {}
        for since, customer, line, until in rows:
            if until is None:
                waiting.append(Place(since, customer, line))
            else:
                waits.setdefault(line, []).append((since, until))
        return in_order(waiting), waits

    async def tickets(self, day: date) -> dict[str, int]:
        """Return the last number given in each line on a day."""
        self._tickets = await tickets.given(self._connection, day)
        return dict(self._tickets)

    async def record_tickets(self, day: date, given: Mapping[str, int]) -> None:
        """Write the last number given in each line on a day.

        Raises:
            Conflict: somebody else has given as many meanwhile.
        """
        await tickets.keep(self._connection, day, given, self._tickets)

    async def owned_by(self, agent: int) -> Sequence[Conversation]:
        """Return the conversations an agent holds, locked until the end of the transaction."""
        rows = (await self._connection.execute(_HELD, {"agent": agent})).all()
        return [codec.conversation(row.id, row.facts) for row in rows]

    async def happened(self, conversation_id: int) -> Sequence[Event]:
        """Return everything that has happened in a conversation."""
        return await histories.of(self._connection, of_conversation(conversation_id))

    async def ledger(self, conversation_id: int) -> Sequence[Line]:
        """Return the lines of a conversation in the ledger of overruns."""
        subject = of_conversation(conversation_id)
        return list((await ledger.of_subjects(self._connection, {subject})).get(subject, {}).values())

    async def broken(self, since: datetime, until: datetime) -> Sequence[tuple[Conversation, Sequence[Line]]]:
        """Return what was broken between two moments and not excused, with its conversation, locked."""
        return await ledger.broken(self._connection, since, until)

    async def record(self, changes: Sequence[Change]) -> None:
        """Write conversations, events, messages, letters and agenda, each kind in one go.

        Raises:
            Conflict: a conversation is not at the version that was loaded, or a second open one appeared.
        """
        record = Record(self._connection, changes, known=self._customers, at=self._at)
        await record.write()
        self._letters += record.letters()
        for change in changes:
            if change.before.team != change.after.team:
                self._brought.news.add("room")
            if change.due_changed:
                self._brought.comes_due(change.next_due_at)

    async def attest(self, deeds: Sequence[Deed]) -> None:
        """Add to the audit what no fact stands for; what one stands for is added where the fact is written."""
        await audit.append(self._connection, deeds)

    async def record_rules(self, edition: Edition) -> None:
        """Write a new version of the rules.

        Raises:
            Conflict: there is one of this number already.
        """
        self._brought.news.add("rules")
        await rulebook.keep(self._connection, edition)
        await audit.append(self._connection, [edition.deed])

    async def replace_former_rules(self, at: datetime) -> None:
        """Let clocks that began under an older version of the rules keep it no longer."""
        self._brought.news.add("rules")
        await rulebook.replace_former(self._connection, at)

    async def look_again(self, now: datetime) -> None:
        """Have all looked at again that may have another deadline now, because the rules have changed."""
        await rulebook.look_again(self._connection, now)
        self._brought.comes_due(now)

    async def first_time(self, what: str) -> bool:
        """Tell whether this is the first time that something is said that is said only once."""
        return await rulebook.first_time(self._connection, what)

    async def post(self, letters: Sequence[Letter]) -> None:
        """Put letters that belong to no conversation into the outbox."""
        of_rooms = {one.customer for one in letters if one.notice.audience is Audience.ROOM}
        teams = await linking.teams_of(self._connection, of_rooms - {None})
        self._letters += [mail.row(one, self._at, team=teams.get(one.customer, "")) for one in letters]

    async def finish(self) -> None:
        """Write the letters, all at once and last, so that nobody waits long for their lanes."""
        await mail.put(self._connection, self._letters)
        self._brought.letters = bool(self._letters)

    async def forget_updates(self, now: datetime) -> None:
        """Forget updates so old that Telegram cannot bring them again."""
        await self._connection.execute(delete(handled_updates).where(handled_updates.c.at < now - _REMEMBERED))


_c = conversations.c
_waiting = (
    select(_c.rank.label("since"), _c.customer, _c.line, null().cast(Moment).label("until"))
    .where(WAITING, _c.rank.is_not(None))
    .order_by(_c.rank, _c.customer)
    .limit(_QUEUE_SHOWN)
    .subquery()
)
_served = (
    select(
        _c.queued_at.label("since"),
        _c.customer,
        _c.line,
        _c.owner_since.label("until"),
    )
    .where(WAS_SERVED, _c.queued_at <= _c.owner_since)
    .order_by(_c.owner_since.desc())
    .limit(_RECENT)
    .subquery()
)
_QUEUE = union_all(select(_waiting), select(_served))
_HELD = (
    select(_c.id, _c.facts)
    .where(
        _c.state.in_([literal_column("'OFFERED'"), literal_column("'ACTIVE'"), literal_column("'HOLD'")]),
        _c.owner == bindparam("agent"),
    )
    .order_by(_c.id)
    .with_for_update(key_share=True)
)
