"""A courier in virtual time with always something to say, between a real outbox and a sandbox that counts."""

import json
from asyncio import Event, TaskGroup
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random  # noqa: TID251 - seeded: the same line every time
from typing import Any

from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer

from bot.courier import Courier
from bot.sandbox.acts import Person
from bot.sandbox.people import User
from bot.sandbox.words import Words
from bot.sandbox.world import World, default_cast
from desk.content import Kind
from desk.library.live import LiveLibrary
from desk.notices import Deliver, Mirror
from desk.people import Customer
from desk.ports import Letter
from desk.rules import Rules
from handlers.wording import Wording
from storage.engine import Database, open_database
from tests.flows.courier.posts import LIN, ROOM, meet
from tests.kit.cast import KNOWLEDGE
from tests.simulation.in_place import Drive, sqlite_in_place
from tests.simulation.line import Latency, Line, Wire
from tests.simulation.virtual import VirtualClock

FIRST = 6_000_000
_TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class Call:
    """A call as the bot saw it: when it began and was answered, and for how long it was asked to be quiet."""

    method: str
    chat_id: int | None
    begun: datetime
    ended: datetime
    retry_after: int | None
    whole_bot: bool


class Overheard(Wire):
    """A wire on which somebody listens."""

    calls: list[Call]

    async def call(self, url: str, values: dict[str, Any], longest: float) -> tuple[int, bytes]:
        """Return status and body of the sandbox's answer, and remember the call."""
        begun = self._clock.now()
        status, body = await super().call(url, values, longest)
        answer = json.loads(body) if status == _TOO_MANY else {}
        retry_after = answer.get("parameters", {}).get("retry_after")
        whole_bot = "global" in answer.get("description", "")
        method, chat_id = url.rpartition("/")[2], values.get("chat_id")
        self.calls.append(Call(method, chat_id, begun, self._clock.now(), retry_after, whole_bot))
        return status, body


@dataclass
class Office:
    """One courier's world; `expected` are the texts each chat should read, in order."""

    clock: VirtualClock
    world: World
    database: Database
    courier: Courier
    customers: list[Customer]
    calls: list[Call]
    expected: dict[int, list[str]] = field(default_factory=dict[int, list[str]])

    async def to_customers(self, each: int) -> None:
        """Let an agent have so many messages on their way to every customer."""
        person = Person.at(self.world, LIN, ROOM)
        letters: list[Letter] = []
        for turn in range(each):
            for one in self.customers:
                text = f"to {one.chat_id} number {turn}"
                notice = Deliver(**_relayed(person.write(Words(text=text)), text))
                letters.append(Letter(notice=notice, locale="zh", customer=one.chat_id))
                self.expected.setdefault(one.chat_id, []).append(text)
        await self._post(letters)

    async def to_the_room(self, each: int) -> None:
        """Let every customer have sent so many photos, which cannot be joined."""
        letters: list[Letter] = []
        for turn in range(each):
            for one in self.customers:
                text = f"of {one.chat_id} number {turn}"
                message = Person.at(self.world, one.chat_id).write(Words(kind="photo", caption=text))
                notice = Mirror(**_relayed(message, text, Kind.PHOTO))
                letters.append(Letter(notice=notice, locale="zh", customer=one.chat_id))
                self.expected.setdefault(one.chat_id, []).append(text)
        await self._post(letters)

    async def _post(self, letters: list[Letter]) -> None:
        async with self.database.begin() as unit:
            await unit.post(letters)

    async def passes(self, seconds: float) -> None:
        """Let time pass."""
        end = self.clock.now() + timedelta(seconds=seconds)
        while self.clock.now() < end:
            await self.clock.sleep(1)
            self.clock.beat()

    async def empty(self) -> None:
        """Wait until every letter has ended."""
        while (await self.database.figures(self.clock.now())).letters:
            await self.passes(1)

    def out_of_order(self) -> int:
        """Return in how many chats something else is read than was said, or in another order."""
        return sum(self.arrived(chat) != texts for chat, texts in self.expected.items())

    def arrived(self, chat_id: int) -> list[str]:
        """Return what the bot said in a chat, in the order it stands there."""
        messages = self.world.chat(chat_id).messages
        return [said(messages[number]) for number in sorted(messages) if messages[number]["from"]["is_bot"]]


def said(message: dict[str, Any]) -> str:
    """Return the words of a message."""
    return str(message.get("text") or message.get("caption") or "")


def _relayed(message: dict[str, Any], text: str, kind: Kind = Kind.TEXT) -> dict[str, Any]:
    return {"from_chat": message["chat"]["id"], "message": message["message_id"], "kind": kind, "text": text}


@asynccontextmanager
async def office(clock: VirtualClock, folder: Path, latency: Latency, *, customers: int) -> AsyncGenerator[Office]:
    """Have a courier that runs until the block ends."""
    world = World(clock)
    world.journal.on = False
    default_cast(world)
    known = [Customer(chat_id=FIRST + n, name=f"客户{n}") for n in range(customers)]
    for one in known:
        world.add_user(User(one.chat_id, one.name))
        Person.at(world, one.chat_id).write(Words(text="/start"))
    drive = Drive(lambda: False, clock.beat)
    with sqlite_in_place(lambda: drive):
        database = await open_database(f"sqlite+aiosqlite:///{folder}/desk.sqlite3")
        await database.outbox.bind_room(ROOM, clock.now())
        await meet(database, clock, *known)
        wire = Overheard(world, clock, drive.fuse, latency, lambda: None)
        wire.calls = []
        session = Line(wire, api=TelegramAPIServer.from_base("http://sandbox"))
        courier = Courier(
            database.outbox,
            Bot(next(iter(world.tokens)), session=session),
            clock,
            Wording(LiveLibrary(KNOWLEDGE), Rules(), "zh"),
            on_unreachable=_never,
            chance=Random(7).random,  # noqa: S311 - seeded, and not to be kept secret
        )
        database.posted.append(courier.wake)
        stop = Event()
        async with TaskGroup() as group:
            group.create_task(courier.run(stop))
            yield Office(clock, world, database, courier, known, wire.calls)
            stop.set()
        await database.close()


async def _never(chat_id: int) -> None:
    raise AssertionError(f"nobody blocked the bot, and it was told so of {chat_id}")
