"""The one door: load, decide, record, commit.

A batch of commands is loaded in bulk, decided in memory one by one in order, and written in bulk: one transaction.
If anything in it goes wrong, nothing of it has happened, and it is done again update by update, so that one bad
message cannot hold up the others.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby
from secrets import token_hex

from desk import commands as c
from desk.batch import Batch
from desk.breath import in_one_breath
from desk.cases.loading import open_cases, reporters
from desk.clocks.excuses import Trouble
from desk.clocks.looking_back import look_back
from desk.customers.keeping import keep_files, open_files
from desk.errors import Conflict, StorageDown
from desk.library.batch import LibraryBatch
from desk.library.commands import EditorCommand, LibraryCommand
from desk.library.live import LiveLibrary
from desk.library.loading import load_stock
from desk.library.without_reply import as_replies
from desk.linking_kept import keep_rooms, open_rooms
from desk.people import Agent
from desk.ports import Letter, Loaded, Storage, UnitOfWork
from desk.queue.offering import count_hands, offer_what_waits, offered_elsewhere, takers
from desk.rules import Rules
from desk.rules.live_rules import LiveRules, live
from desk.shifts.loading import Roster, open_crew
from desk.state import State

_TRIES = 5
_new_code = partial(token_hex, 4)
_TROUBLES = 50  # the latest, by which what is noticed late is excused
_TELLS_NO_PLACE = (c.Take, c.Decline, c.Resolve)
_RELAYS = (c.Say, c.Reply, c.Correct, c.CorrectReply, c.React, c.SendEntry)


@dataclass(frozen=True, slots=True)
class Failure:
    """An update the desk could not handle, or what our own command was about, and why."""

    update_id: int | None
    error: Exception
    subject: c.Subject | None = None


class Desk:
    """What everything that happens goes through."""

    def __init__(
        self,
        storage: Storage,
        library: LiveLibrary,
        rules: Rules | LiveRules,
        *,
        now: Callable[[], datetime],
        locale: str,
        link_code: str | None = None,
        new_code: Callable[[], str] = _new_code,
    ) -> None:
        self._storage = storage
        self._library = library
        self._rules = live(rules)
        self._now = now
        self._locale = locale
        self._link_code = link_code
        self._new_code = new_code
        self._troubles: tuple[Trouble, ...] = ()
        self._roster = Roster()

    async def handle(self, given: Sequence[c.Given]) -> list[Failure]:
        """Let everything given happen, and return what could not be handled.

        Raises:
            StorageDown: the database does not answer; nothing of this call's last transaction has happened, and
                calling again is safe: an update already handled finds itself.
        """
        if not given:
            return []
        try:
            await self._transact(given)
        except StorageDown:
            raise
        except Exception:  # noqa: BLE001 - whatever it is, it must not take the others with it
            return await self._one_by_one(given)
        return []

    def forget_room(self) -> None:
        """Read the staff's room anew before the next decision: another process has changed it."""
        self._roster.outdated = True

    async def post(self, letters: Sequence[Letter]) -> None:
        """Have something said that belongs to no conversation."""
        async with self._storage.begin() as unit:
            await unit.post(letters)

    async def _one_by_one(self, given: Sequence[c.Given]) -> list[Failure]:
        failures: list[Failure] = []
        for part in _parts(given):
            failures += await self._alone(part)
        return failures

    async def _alone(self, given: Sequence[c.Given]) -> list[Failure]:
        for left in reversed(range(_TRIES)):
            try:
                await self._transact(given)
            except Conflict as error:  # somebody was faster: decide again on what is there now
                if not left:
                    return [Failure(given[0].update_id, error, given[0].subject)]
            except StorageDown:
                raise
            except Exception as error:  # noqa: BLE001 - put aside by the intake, with its reason
                return [Failure(given[0].update_id, error, given[0].subject)]
            else:
                break
        return []

    async def _transact(self, given: Sequence[c.Given]) -> None:
        batch: Batch | None = None
        async with self._storage.begin() as unit:
            now = self._now()  # only here, so that moments come in the order of the transactions
            fresh = await unit.unseen({one.update_id for one in given if one.update_id is not None}, now)
            todo = [one for one in given if one.update_id is None or one.update_id in fresh]
            if todo:
                batch = await self._decide(unit, todo, now)
        if batch is not None and batch.general.rooms.linked is not None:  # which spends the code
            self._link_code = None
        if batch is not None and batch.library is not None:
            batch.library.exchange(self._library)
        if batch is not None and batch.crew.room is not None:
            self._roster.learn(batch.crew.room)
        if batch is not None:
            self._troubles = (*self._troubles, *batch.troubles)[-_TROUBLES:]
        if batch is not None and batch.general.rules_applied_at is not None:
            self._rules.exchange(self._rules.book.applied(batch.general.rules_applied_at))

    async def _decide(self, unit: UnitOfWork, todo: Sequence[c.Given], now: datetime) -> Batch:
        """Decide and record."""
        agents = await unit.staff()
        todo = in_one_breath(await as_replies(unit, todo, agents, now))
        loaded = await unit.load({one.subject for one in todo} | offered_elsewhere(todo, unit) | reporters(todo))
        book = self._rules.book  # taken after loading: who is loaded after a change is decided by what is new
        batch = Batch(
            now=now,
            rules=book.rules,
            book=book,
            knowledge=self._library.knowledge,
            locale=self._locale,
            loaded=loaded,
            agents=agents,
            link_code=self._link_code,
            library=await self._open_library(unit, todo, now, book.rules, agents),
            autonomy=self._library.autonomy,
        )
        batch.floor.troubles = self._troubles
        stirring = [one for one in todo if not _calm(one, batch)]
        if stirring:
            if not all(isinstance(one.command, _TELLS_NO_PLACE) for one in stirring):
                batch.floor.queue, batch.floor.lately_waited = await unit.queue()
                batch.floor.tickets = await unit.tickets(batch.today)
            if also := takers(todo) | _may_resume(loaded):
                await count_hands(unit, batch, also)
        await open_crew(unit, todo, batch, self._roster)
        await open_files(unit, todo, batch)
        await open_cases(unit, todo, batch, loaded)
        await open_rooms(unit, todo, batch.general.rooms, now=now, new_code=self._new_code)
        for one in todo:
            if isinstance(one.command, c.ShowQueue):
                batch.general.first_waiting = await unit.waiting(most=10)
            await look_back(unit, one, batch)
            batch.handle(one)
        await offer_what_waits(unit, batch)
        batch.settle()
        await self._record(unit, batch)
        return batch

    async def _open_library(
        self, unit: UnitOfWork, todo: Sequence[c.Given], now: datetime, rules: Rules, agents: Mapping[int, Agent]
    ) -> LibraryBatch | None:
        """Load what the commands about the library need; most batches have none."""
        asked = [one.command for one in todo if isinstance(one.command, LibraryCommand)]
        if not asked:
            return None
        return LibraryBatch(
            now=now,
            rules=rules,
            knowledge=self._library.knowledge,
            agents=agents,
            stock=await load_stock(unit, asked),
            entry_ids=self._library.entry_ids,
            autonomy=self._library.autonomy,
            unused=self._library.unused,
        )

    async def _record_cases(self, unit: UnitOfWork, batch: Batch) -> None:
        if batch.cases.kept_forms:
            await unit.keep_forms(batch.cases.kept_forms)
        if changed := batch.cases.changes():
            await unit.record_cases(changed, batch.floor.case_counters)

    async def _record(self, unit: UnitOfWork, batch: Batch) -> None:
        await unit.record(batch.changes())
        await keep_files(unit, batch.files)
        await self._record_cases(unit, batch)
        if batch.floor.tickets:
            await unit.record_tickets(batch.today, batch.floor.tickets)
        if batch.general.rules_applied_at is not None:  # touches much, and so comes before the audit is locked
            await unit.replace_former_rules(batch.general.rules_applied_at)
            await unit.look_again(batch.general.rules_applied_at)
        if batch.duty:
            await unit.record_duty(batch.duty)
        if (room := batch.room_change) is not None:
            await unit.record_room(room)
        if batch.crew.posted or batch.crew.read:
            await unit.record_bulletin(batch.crew.posted, batch.crew.read)
        await keep_rooms(unit, batch.general.rooms, batch.now)
        if batch.general.deeds:
            await unit.attest(batch.general.deeds)
        if batch.library is not None and (change := batch.library.changes()) is not None:
            await unit.record_library(change)
        if batch.loose:
            await unit.post(batch.loose)


def _parts(given: Sequence[c.Given]) -> list[list[c.Given]]:
    """Split a batch into what must stand or fall together: the commands of one update, or a single other one."""
    whole = groupby(given, key=lambda one: one.update_id if one.update_id is not None else object())
    return [list(group) for _, group in whole]


def _may_resume(loaded: Loaded) -> set[int]:
    """Return who goes on serving if a customer writes again after the resolve."""
    found = (one for one in loaded.conversations.values() if one is not None and one.state is State.RESOLVED)
    return {one.owner for one in found if one.owner is not None}


def _calm(given: c.Given, batch: Batch) -> bool:
    """Tell whether a command only passes words on, so that nobody's place in the queue matters."""
    if isinstance(given.command, LibraryCommand):
        stranger = isinstance(given.command, EditorCommand) and given.command.agent not in batch.floor.agents
        return not stranger
    conversation = batch.about(given.subject)
    return (
        isinstance(given.command, _RELAYS)
        and conversation is not None
        and conversation.state is State.ACTIVE
        and batch.floor.answers(conversation.owner, batch.now)
    )
