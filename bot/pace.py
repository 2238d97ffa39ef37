"""Turns taken under Telegram's limits, by one process alone or by all that speak for one bot."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.clock import Clock
from bot.pacing import Pacer
from storage.paces import SqlPaces


class Pace(Protocol):
    """Where the courier's turns come from; `shared` if others speak for the bot, too."""

    shared: bool

    async def take(
        self, chat_id: int | None, *, count: int = 1, light: bool = False, topic: int | None = None
    ) -> timedelta:
        """Take a turn for `count` messages and return nothing, or take none and return how long until there is one.

        Which topics have said much lately, each process knows for itself.

        Raises:
            StorageDown: it cannot be known what the others have said.
        """
        ...

    async def rest(self, chat_id: int | None, until: datetime) -> None:
        """Say nothing there (None: nowhere) until a moment."""
        ...


class OwnPace:
    """The turns of a process that is alone."""

    shared = False

    def __init__(self, pacer: Pacer, clock: Clock) -> None:
        self._pacer = pacer
        self._clock = clock

    async def take(
        self, chat_id: int | None, *, count: int = 1, light: bool = False, topic: int | None = None
    ) -> timedelta:
        """Take a turn, or return how long until there is one."""
        return _take(self._pacer, _Want(chat_id, count, light, topic), self._clock.now())

    async def rest(self, chat_id: int | None, until: datetime) -> None:
        """Say nothing there until a moment."""
        self._pacer.rest(chat_id, until)


@dataclass(frozen=True, slots=True)
class _Want:
    chat_id: int | None
    count: int
    light: bool
    topic: int | None


class SharedPace:
    """The turns of many processes: whoever wants one reads what all have said and writes down what it will say.

    Those of a process who want a turn while another of it asks are asked for together. The pacer knows afterwards
    what the rows say, for all questions that may be answered roughly.
    """

    shared = True

    def __init__(self, pacer: Pacer, paces: SqlPaces, clock: Clock) -> None:
        self._pacer = pacer
        self._paces = paces
        self._clock = clock
        self._asking = asyncio.Lock()
        self._wanted: list[tuple[_Want, asyncio.Future[timedelta]]] = []

    async def take(
        self, chat_id: int | None, *, count: int = 1, light: bool = False, topic: int | None = None
    ) -> timedelta:
        """Take a turn, or return how long until there is one."""
        turn: asyncio.Future[timedelta] = asyncio.get_running_loop().create_future()
        self._wanted.append((_Want(chat_id, count, light, topic), turn))
        async with self._asking:
            if not turn.done():
                wanted, self._wanted = self._wanted, []
                await self._ask(wanted)
        return turn.result()

    async def rest(self, chat_id: int | None, until: datetime) -> None:
        """Say nothing there until a moment."""
        chats = _chats([chat_id])
        async with self._asking, self._paces.held(chats) as states:
            self._pacer.learn(states)
            self._pacer.rest(chat_id, until)
            states.update(self._pacer.known(chats))

    async def _ask(self, wanted: list[tuple[_Want, asyncio.Future[timedelta]]]) -> None:
        chats = _chats(want.chat_id for want, _ in wanted)
        try:
            async with self._paces.held(chats) as states:
                self._pacer.learn(states)
                now = self._clock.now()
                waits = [_take(self._pacer, want, now) for want, _ in wanted]
                states.update(self._pacer.known(chats))
        except BaseException as error:
            for _, turn in wanted:
                if not turn.done():
                    turn.set_exception(error)
                    turn.exception()  # whoever has given up waiting need not hear of it
            raise
        for (_, turn), wait in zip(wanted, waits, strict=True):
            if not turn.done():
                turn.set_result(wait)


def _take(pacer: Pacer, want: _Want, now: datetime) -> timedelta:
    wait = pacer.wait(want.chat_id, now, count=want.count, light=want.light, topic=want.topic)
    if not wait:
        pacer.spend(want.chat_id, now, count=want.count, light=want.light, topic=want.topic)
    return wait


def _chats(chats: Iterable[int | None]) -> set[int]:
    return {chat for chat in chats if chat is not None}
