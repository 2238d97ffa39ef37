"""The town around the desk: a sandbox's world, the people in it, and what each of them gets to see.

People are moved by what they see: a message, a changed card, the answer to a press. What somebody does on seeing it
stands in `customers.py` and `agents.py`, in small functions that are asked one after another.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random  # noqa: TID251 - seeded: the same town every time
from typing import Any, Protocol

from bot.sandbox.acts import Person
from bot.sandbox.chats import RIGHTS, Group, Member
from bot.sandbox.errors import Refusal
from bot.sandbox.people import User
from bot.sandbox.words import Words
from bot.sandbox.world import World
from tests.kit.desks import ROOM, ZHAO
from tests.simulation.virtual import VirtualClock

Message = dict[str, Any]
_A_WHILE = timedelta(seconds=1)


class Sees(Protocol):
    """Somebody with eyes."""

    def sees(self, message: Message) -> None:
        """Notice a new or changed message."""
        ...

    def hears(self, press: Message) -> None:
        """Notice what a press of one's own was answered."""
        ...


class Town:
    """The world, and who watches what happens in it.

    `heard_late` has, of what was told to the bot only after a while, the chat, when it was done and when it was told.
    """

    def __init__(self, clock: VirtualClock, chance: Random) -> None:
        self.clock = clock
        self.chance = chance
        self.world = World(clock)
        self.world.journal.on = False
        self.room = self.world.add_group(Group(ROOM, "客服工作室", is_forum=True))
        self.private: dict[int, Sees] = {}
        self.staff: dict[int, Sees] = {}
        self.asleep = False
        self.heard_late: list[tuple[int, datetime, datetime]] = []
        lead = self.world.add_user(User(ZHAO, "赵", language_code="zh-hans"))
        self.room.members[lead.id] = Member(lead, "creator")
        for bot in self.world.bots.values():
            self.room.members[bot.id] = Member(bot.user, "administrator", frozenset(RIGHTS))

    def join(self, user: User, eyes: Sees, *, staff: bool = False) -> None:
        """Let somebody live here."""
        self.world.add_user(user)
        self.private[user.id] = eyes
        if staff:
            self.room.members[user.id] = Member(user)
            self.staff[user.id] = eyes

    # --- what people do ------------------------------------------------------------------------------------------

    def later(self, seconds: float, act: Callable[[], object]) -> None:
        """Have somebody do something after a while; what cannot be done any more is let be."""
        self.clock.at(self.clock.now() + timedelta(seconds=seconds), lambda: self._act(act))

    def write(self, who: int, text: str, *, chat: int | None = None, thread: int | None = None, **more: Any) -> Message:
        """Let somebody write."""
        return Person.at(self.world, who, chat).write(Words(text=text, thread_id=thread, **more))

    def press(self, who: int, message: Message, words: str) -> str | None:
        """Let somebody press the first button with these words, as the message stands by now; return the press."""
        chat = message["chat"]["id"]
        person = Person.at(self.world, who, chat)
        standing = person.chat.messages.get(message["message_id"])
        data = button(standing, words) if standing is not None else None
        return person.press(message["message_id"], data).id if data is not None else None

    def _act(self, act: Callable[[], object]) -> None:
        if self.asleep:
            return
        with suppress(Refusal):
            act()

    def note_what_was_late(self) -> None:
        """Remember of what the bot is told now what was done long before: a storm has kept it from hearing."""
        now = self.clock.now()
        waiting = self.world.bot().updates.waiting
        self.heard_late += [(one.chat_id, one.at, now) for one in waiting if now - one.at > _A_WHILE]

    # --- what people see -----------------------------------------------------------------------------------------

    async def watch(self) -> None:
        """Show everybody what happens, for ever."""
        seq = 0
        while True:
            events = await self.world.feed.wait(seq, 1e9)
            seq = events[-1]["seq"] if events else seq
            for event in events:
                self._show(event)

    def _show(self, event: dict[str, Any]) -> None:
        if event["kind"] in {"message", "edited"}:
            message: Message = event["message"]
            if message["from"]["is_bot"]:
                for eyes in self._watching(message):
                    eyes.sees(message)
        elif event["kind"] == "answer" and event["user_id"] in self.private:
            self.private[event["user_id"]].hears(event)

    def _watching(self, message: Message) -> Iterable[Sees]:
        chat = message["chat"]["id"]
        if chat == ROOM:
            return self.staff.values()
        return [self.private[chat]] if chat in self.private else []


def button(message: Message, words: str) -> str | None:
    """Return the data of the first button with these words in it, if there is one."""
    return next((data for label, data in buttons(message) if words in label), None)


def buttons(message: Message) -> list[tuple[str, str]]:
    """Return the labels and data of a message's buttons."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [(one["text"], one["callback_data"]) for row in rows for one in row if "callback_data" in one]


def said(message: Message) -> str:
    """Return the words of a message."""
    return str(message.get("text") or message.get("caption") or "")
