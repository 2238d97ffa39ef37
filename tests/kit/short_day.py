"""A desk on a database with a clock moved by hand: Mei asks, and nobody is in time."""

from datetime import datetime

from desk import commands as c
from desk.content import Content
from desk.desk import Desk
from desk.library.live import LiveLibrary
from desk.rules import Rules
from storage.engine import Database
from tests.kit.cast import KNOWLEDGE, LIN, MEI, STAFF_ROOM, TEN, WANG, ZHAO, at
from tests.kit.lines import in_topic
from tests.storage.steps import employ

NUMBER = c.OfNumber(1)
"""Mei's conversation."""


class ShortDay:
    """What happens in a few minutes."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.moment = TEN
        self.desk = Desk(database, LiveLibrary(KNOWLEDGE), Rules(), now=self.now, locale="zh")

    def now(self) -> datetime:
        """Return the moment it has become."""
        return self.moment

    async def sleep(self, seconds: float) -> None:
        """Nobody waits here."""
        raise AssertionError(f"nothing to wait for, and {seconds} seconds of it")

    async def give(self, command: c.Command, subject: c.Subject = NUMBER) -> None:
        """Let the desk handle a command."""
        assert await self.desk.handle([c.Given(command=command, subject=subject)]) == []

    async def mei_asks(self) -> None:
        """Lin, Wang and Zhao are there, and Mei asks."""
        await employ(self.database, LIN, WANG, ZHAO)
        content = Content(chat_id=MEI.chat_id, message_id=1, sent_at=self.moment, text="My tap leaks")
        await self.give(c.Say(customer=MEI, content=content), c.OfCustomer(MEI.chat_id))

    async def lin_takes_her(self) -> None:
        """Lin takes her at once."""
        await self.give(c.Take(agent=LIN.user_id, origin=in_topic("press")))

    async def lin_answers(self, minutes: float) -> None:
        """Lin answers so long after ten."""
        self.moment = at(minutes=minutes)
        content = Content(chat_id=STAFF_ROOM, message_id=5, sent_at=self.moment, text="Which tap is it?")
        await self.give(c.Reply(agent=LIN.user_id, origin=in_topic(), content=content))

    async def clocks_strike(self, minutes: float) -> None:
        """The timekeeper looks so long after ten."""
        self.moment = at(minutes=minutes)
        await self.give(c.Strike())
