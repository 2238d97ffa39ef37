"""The one door: load, decide, record, commit.

A batch of commands is loaded in bulk, decided in memory one by one in order, and written in bulk: one transaction.
If anything in it goes wrong, nothing of it has happened, and it is done again update by update, so that one bad
message cannot hold up the others.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from desk import commands as c
from desk.batch import Batch
from desk.errors import Conflict, StorageDown
from desk.ports import Letter, Storage, UnitOfWork
from desk.rules import Rules
from desk.state import State
from faq import KnowledgeBase

_TRIES = 5
_RELAYS = (c.Say, c.Reply, c.Correct, c.CorrectReply, c.React, c.SendEntry)


@dataclass(frozen=True, slots=True)
class Failure:
    """An update the desk could not handle, and why."""

    update_id: int | None
    error: Exception


class Desk:
    """What everything that happens goes through."""

    def __init__(
        self,
        storage: Storage,
        knowledge: KnowledgeBase,
        rules: Rules,
        *,
        now: Callable[[], datetime],
        locale: str,
        link_code: str | None = None,
    ) -> None:
        self._storage = storage
        self._knowledge = knowledge
        self._rules = rules
        self._now = now
        self._locale = locale
        self._link_code = link_code

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
                    return [Failure(given[0].update_id, error)]
            except StorageDown:
                raise
            except Exception as error:  # noqa: BLE001 - put aside by the intake, with its reason
                return [Failure(given[0].update_id, error)]
            else:
                break
        return []

    async def _transact(self, given: Sequence[c.Given]) -> None:
        now = self._now()
        bound = False
        async with self._storage.begin() as unit:
            fresh = await unit.unseen({one.update_id for one in given if one.update_id is not None}, now)
            todo = [one for one in given if one.update_id is None or one.update_id in fresh]
            if todo:
                bound = await self._decide(unit, todo, now)
        if bound:
            self._link_code = None

    async def _decide(self, unit: UnitOfWork, todo: Sequence[c.Given], now: datetime) -> bool:
        """Decide and record; tell whether a staff room was bound, which spends the code."""
        loaded = await unit.load({one.subject for one in todo})
        batch = Batch(
            now=now,
            rules=self._rules,
            knowledge=self._knowledge,
            locale=self._locale,
            loaded=loaded,
            agents=await unit.staff(),
            link_code=self._link_code,
        )
        if not all(_calm(one, batch) for one in todo):
            batch.floor.queue, batch.floor.recent_waits = await unit.queue()
            if takers := {one.command.agent for one in todo if isinstance(one.command, c.Take | c.Reply)}:
                batch.floor.load = await unit.loads(takers)
        for one in todo:
            if isinstance(one.command, c.GoOff):
                batch.own(await unit.owned_by(one.command.agent))
            if isinstance(one.command, c.ShowQueue):
                batch.first_waiting = await unit.waiting(most=10)
            batch.handle(one)
        await unit.record(batch.changes())
        if batch.duty:
            await unit.record_duty(batch.duty)
        if batch.room is not None:
            await unit.bind_room(batch.room)
        if batch.loose:
            await unit.post(batch.loose)
        return batch.room is not None


def _parts(given: Sequence[c.Given]) -> list[list[c.Given]]:
    """Split a batch into what must stand or fall together: the commands of one update, or a single other one."""
    whole = groupby(given, key=lambda one: one.update_id if one.update_id is not None else object())
    return [list(group) for _, group in whole]


def _calm(given: c.Given, batch: Batch) -> bool:
    """Tell whether a command only passes words on, so that nobody's place in the queue matters."""
    conversation = batch.about(given.subject)
    return (
        isinstance(given.command, _RELAYS)
        and conversation is not None
        and conversation.state is State.ACTIVE
        and batch.floor.on_duty(conversation.owner)
    )
