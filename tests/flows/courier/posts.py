"""The courier between the real outbox and the sandbox's Telegram: letters in, what people see out."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer

from bot.clock import WallClock
from bot.courier import Courier
from bot.line import JsonSession
from bot.papers import Papers
from bot.sandbox.acts import Person
from bot.sandbox.chats import RIGHTS, PrivateChat
from bot.sandbox.control import migrate
from bot.sandbox.methods.forum import remove_topic
from bot.sandbox.server import serve
from bot.sandbox.words import Words
from bot.sandbox.world import World, default_cast
from desk.commands import Command, Given, OfCustomer, Origin, Say
from desk.content import Content, Kind
from desk.desk import Desk
from desk.events import Excuse, Opened
from desk.evolution import evolve
from desk.library.live import LiveLibrary
from desk.notices import Deliver, Mirror, Notice
from desk.people import Customer
from desk.ports import Change, Letter
from desk.rules import Rules
from desk.rules.live_rules import live
from desk.state import Conversation
from handlers.lettering import visible
from handlers.wording import Wording
from storage.engine import Database
from tests.kit.cast import KNOWLEDGE
from tests.kit.crowds import Place
from tests.kit.databases import opened
from tests.kit.tested_on import place_in

ROOM = -1001234567890
LIN = 900007
MEI = Customer(chat_id=1001, name="Mei", locale="en")
TOM = Customer(chat_id=1002, name="Tom", locale="en")


@dataclass(slots=True)
class Post:
    """A courier's district, or that of three couriers who share one outbox and one bot's limits."""

    world: World
    place: Place
    database: Database
    couriers: Sequence[Courier]
    clock: WallClock
    wording: Wording
    desk: Desk
    unreachable: list[int] = field(default_factory=list[int])

    @property
    def courier(self) -> Courier:
        """Return the first of them."""
        return self.couriers[0]

    def counted(self, what: str) -> int:
        """Return what all couriers have counted together, of what has this name."""
        return sum(getattr(courier, what) for courier in self.couriers)

    async def has_said(self, chat_id: int, count: int) -> None:
        """Let so much have been said in a chat just now, and every courier know of it."""
        for courier in self.couriers:
            await courier._gate.pace.take(chat_id, count=count)
            count = 0

    async def post(self, *letters: Letter) -> None:
        """Put letters into the outbox."""
        async with self.database.begin() as unit:
            await unit.post(letters)

    async def carry(self, *letters: Letter) -> None:
        """Put letters into the outbox and wait until nothing is left in it."""
        await self.post(*letters)
        await self.empty()

    async def carry_only(self, letter: Letter) -> None:
        """Put a letter into the outbox and wait until it is sent, whatever else waits there."""
        await self.post(letter)
        (newest,) = await self.place.rows("SELECT max(id) AS id FROM outbox")
        async with asyncio.timeout(20):
            while await self.place.rows("SELECT 1 FROM outbox WHERE id = :id AND settled_at IS NULL", id=newest.id):
                await self.clock.sleep(0.02 * self.clock.rate)

    async def empty(self) -> None:
        """Wait until every letter has found its end."""
        async with asyncio.timeout(20):
            while await self.unsent():
                await self.clock.sleep(0.02 * self.clock.rate)

    async def unsent(self) -> int:
        """Return how many letters have not found their end."""
        return (await self.database.figures(self.clock.now())).letters

    def writes(self, customer: Customer, text: str = "My tap leaks", **words: Any) -> dict[str, Any]:
        """Let a customer write to the bot."""
        return Person.at(self.world, customer.chat_id).write(Words(text=text, **words))

    def answers(self, thread_id: int, text: str, **words: Any) -> dict[str, Any]:
        """Let Lin write in a topic."""
        return Person.at(self.world, LIN, ROOM).write(Words(text=text, thread_id=thread_id, **words))

    def mirror(self, message: dict[str, Any], **more: Any) -> Letter:
        """Return the letter that shows a customer's message in the topic."""
        return Letter(notice=Mirror(**_relayed(message), **more), locale="en", customer=message["chat"]["id"])

    def deliver(self, message: dict[str, Any], customer: Customer = MEI, **more: Any) -> Letter:
        """Return the letter that brings an agent's message to the customer."""
        return Letter(notice=Deliver(**_relayed(message), **more), locale="en", customer=customer.chat_id)

    def tell(self, notice: Notice, customer: Customer = MEI, **more: Any) -> Letter:
        """Return a letter of our own words."""
        return Letter(notice=notice, locale="en", customer=customer.chat_id, **more)

    def told(self, notice: Notice, press_id: str) -> Letter:
        """Return an outcome for a press of Mei's."""
        return Letter(notice=notice, locale="en", origin=Origin(chat_id=MEI.chat_id, press_id=press_id))

    def told_at(self, notice: Notice, message: dict[str, Any]) -> Letter:
        """Return an outcome for a message in the staff room."""
        thread_id, message_id = message["message_thread_id"], message["message_id"]
        origin = Origin(chat_id=ROOM, message_id=message_id, thread_id=thread_id)
        return Letter(notice=notice, locale="en", origin=origin)

    def presses(self, customer: Customer) -> str:
        """Let a customer press the first button there is; return the press."""
        person = Person.at(self.world, customer.chat_id)
        message = next(m for m in person.chat.messages.values() if "reply_markup" in m)
        button = message["reply_markup"]["inline_keyboard"][0][0]
        return person.press(message["message_id"], button["callback_data"]).id

    def room(self, chat_id: int = ROOM) -> list[tuple[int | None, str]]:
        """Return what the bot said in the staff room: topic and text."""
        return [(m.get("message_thread_id"), said(m)) for m in self._by_bot(chat_id)]

    def chat(self, customer: Customer = MEI) -> list[str]:
        """Return what the bot said to a customer."""
        return [said(message) for message in self._by_bot(customer.chat_id)]

    def topics(self, chat_id: int = ROOM) -> list[int]:
        """Return the topics of the staff room."""
        return sorted(
            message["message_thread_id"]
            for message in self.world.groups[chat_id].messages.values()
            if "forum_topic_created" in message
        )

    def calls(self, method: str) -> int:
        """Return how often a method was called."""
        return len(self.world.journal.calls(method=method))

    def moves(self, to: int) -> None:
        """Let the staff room get another id."""
        migrate(self.world, {"chat": ROOM, "to": to})

    def delete_topic(self, thread_id: int) -> None:
        """Let the lead delete a topic."""
        remove_topic(self.world, self.world.groups[ROOM], thread_id)

    def block(self, customer: Customer) -> None:
        """Let a customer block the bot."""
        chat = self.world.chat(customer.chat_id, None)
        assert isinstance(chat, PrivateChat)
        chat.blocked = True

    def trouble(self) -> str | None:
        """Return what health would say."""
        return next((courier.trouble for courier in self.couriers if courier.trouble), None)

    def excuses(self) -> set[Excuse]:
        """Return what a promise is excused by that is broken just now."""
        return {one for courier in self.couriers for one in courier.excuses}

    def demote(self, *, can: tuple[str, ...]) -> None:
        """Leave the bot only these rights in the staff room."""
        for bot_id in self.world.bots:
            self.world.groups[ROOM].members[bot_id].rights = frozenset(can)

    def promote(self) -> None:
        """Give the bot all rights back."""
        self.demote(can=RIGHTS)

    async def run_a_while(self, courier: Courier | None = None) -> None:
        """Let a courier work until nothing is left, and stop it; the first, if none is named."""
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task((courier or self.courier).run(stop))
            await self.empty()
            stop.set()

    async def speaks(self, customer: Customer, text: str) -> None:
        """Let the desk hear a customer, so that there is a conversation."""
        message = self.writes(customer, text)
        content = Content(
            chat_id=customer.chat_id, message_id=message["message_id"], sent_at=self.clock.now(), text=text
        )
        say = Say(customer=customer, content=content)
        await self.happens(customer, say)

    async def happens(self, customer: Customer, command: Command) -> None:
        """Let the desk handle a command about a customer's conversation."""
        assert await self.desk.handle([Given(command=command, subject=OfCustomer(customer.chat_id))]) == []

    def first_lines(self, *notices: Notice) -> list[str]:
        """Return the first lines of notices in words."""
        return [visible(self.wording.speak(notice, "en").text).splitlines()[0] for notice in notices]

    def _by_bot(self, chat_id: int) -> list[dict[str, Any]]:
        chat = self.world.chat(chat_id, None)
        return [m for _, m in sorted(chat.messages.items()) if m["from"]["is_bot"] and said(m)]


def said(message: dict[str, Any]) -> str:
    """Return the words of a message, or its kind where it has none."""
    kinds = (kind.value for kind in Kind if kind.value in message)
    return str(message.get("text") or message.get("caption") or next(kinds, ""))


def _relayed(message: dict[str, Any]) -> dict[str, Any]:
    kind = next((kind for kind in Kind if kind.value in message), Kind.OTHER)
    return {
        "from_chat": message["chat"]["id"],
        "message": message["message_id"],
        "kind": kind,
        "text": message.get("text") or message.get("caption") or "",
        "album": message.get("media_group_id"),
    }


async def meet(database: Database, clock: WallClock, *customers: Customer) -> None:
    """Let the desk know these customers already."""
    opened = Opened(at=clock.now())
    befores = [Conversation(customer=customer.chat_id) for customer in customers]
    changes = [
        Change(before=before, after=evolve(before, opened), news=(opened,), customer=customer)
        for before, customer in zip(befores, customers, strict=True)
    ]
    async with database.begin() as unit:
        await unit.record(changes)


@asynccontextmanager
async def district(
    folder: Path,
    *,
    limits: bool = False,
    rate: float = 1.0,
    running: bool = True,
    pace: float = 100.0,
    bound: bool = True,
    patience: int = 2,
    place: Place | None = None,
) -> AsyncGenerator[Post]:
    """Open a world, a database and a courier between them, which runs until the block ends; three where three are."""
    clock = WallClock(rate)
    world = World(clock, limits=limits, pace=pace)
    default_cast(world)
    for customer in (MEI, TOM):
        Person.at(world, customer.chat_id).write(Words(text="/start"))
    wording = Wording(LiveLibrary(KNOWLEDGE), Rules(), "en")
    place = place or await place_in(folder)
    async with AsyncExitStack() as stack:
        databases = [await stack.enter_async_context(opened(place.address)) for _ in range(place.many)]
        database = databases[0]
        if bound:
            await database.outbox.bind_room(ROOM, clock.now())
        await meet(database, clock, MEI, TOM)
        desk = Desk(database, LiveLibrary(KNOWLEDGE), Rules(), now=clock.now, locale="en")
        server = await stack.enter_async_context(serve(world, "127.0.0.1", 0))
        session = JsonSession(api=TelegramAPIServer.from_base(server.url))
        stack.push_async_callback(session.close)
        bot = Bot(next(iter(world.tokens)), session=session)
        unreachable: list[int] = []

        async def note(chat_id: int) -> None:
            unreachable.append(chat_id)

        couriers = [
            Courier(
                one.outbox,
                bot,
                clock,
                wording,
                on_unreachable=note,
                chance=lambda: 0.05,
                pace=pace,
                answers_within=patience,
                papers=Papers(one, live(Rules()), clock),
                paces=None if one.alone else one.paces,
            )
            for one in databases
        ]
        for one, courier in zip(databases, couriers, strict=True):
            assert await one.presence.arrive()
            database.posted.append(courier.wake)
        post = Post(world, place, database, couriers, clock, wording, desk, unreachable)
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            for courier in couriers if running else ():
                group.create_task(courier.run(stop))
            try:
                yield post
            finally:
                stop.set()
