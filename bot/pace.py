"""Turns taken under Telegram's limits, by one process alone or by all that speak for one bot."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.clock import Clock
from bot.pacing import Pacer
from desk.errors import Conflict, StorageDown
from storage.paces import SqlPaces

_CARDS_KEPT = 5_000
_CARDS = {"conversation": 1 << 60, "case": 1 << 61}
"""Where the numbers of cards begin among those of chats, which have at most 52 bits."""


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

    async def card_rests(self, kind: str, number: int) -> datetime | None:
        """Return until when a card that was shown lately is to be left as it is.

        Raises:
            StorageDown: it cannot be known what the others have shown.
        """
        ...

    async def card_shown(self, kind: str, number: int, until: datetime) -> None:
        """Leave a card as it is until a moment."""
        ...


class OwnPace:
    """The turns of a process that is alone."""

    shared = False

    def __init__(self, pacer: Pacer, clock: Clock) -> None:
        self._pacer = pacer
        self._clock = clock
        self._cards: dict[tuple[str, int], datetime] = {}

    async def take(
        self, chat_id: int | None, *, count: int = 1, light: bool = False, topic: int | None = None
    ) -> timedelta:
        """Take a turn, or return how long until there is one."""
        return _take(self._pacer, _Want(chat_id, count, light, topic), self._clock.now())

    async def rest(self, chat_id: int | None, until: datetime) -> None:
        """Say nothing there until a moment."""
        self._pacer.rest(chat_id, until)

    async def card_rests(self, kind: str, number: int) -> datetime | None:
        """Return until when a card is to be left as it is."""
        return self._cards.get((kind, number))

    async def card_shown(self, kind: str, number: int, until: datetime) -> None:
        """Leave a card as it is until a moment."""
        if len(self._cards) >= _CARDS_KEPT:
            now = self._clock.now()
            self._cards = {card: rests for card, rests in self._cards.items() if rests > now}
        self._cards[kind, number] = until


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

    async def card_rests(self, kind: str, number: int) -> datetime | None:
        """Return until when a card is to be left as it is."""
        return await self._paces.rests(_CARDS[kind] + number)

    async def card_shown(self, kind: str, number: int, until: datetime) -> None:
        """Leave a card as it is until a moment; one that stands there is no worse for a database that is away."""
        with suppress(StorageDown, Conflict):
            await self._paces.rest(_CARDS[kind] + number, until)

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
