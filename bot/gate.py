"""Calls to Telegram, each no sooner than the limits allow."""

from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from datetime import datetime, timedelta

from aiogram import Bot
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType

from bot.clock import Clock
from bot.pace import OwnPace, Pace
from bot.pacing import Pacer
from desk.errors import Conflict, StorageDown

PATIENCE = timedelta(seconds=0.1)
_SILENCED = timedelta(seconds=1)
ANSWERS_WITHIN = 20  # seconds of the machine
_SAYING = ("send", "copy", "forward")  # what the names of methods that say something begin with

said: ContextVar[bool] = ContextVar("said", default=False)
"""Whether something was said in this task since it was last set: what fails after that stands there all the same."""


class NotYet(Exception):  # noqa: N818 - it is no error, only too early
    """This may not be said before a moment; `trouble` is why, where it is more than our turn."""

    def __init__(self, until: datetime, trouble: str | None = None) -> None:
        super().__init__(trouble or "not our turn yet")
        self.until = until
        self.trouble = trouble


class Gate:
    """The one place from which the courier speaks."""

    def __init__(
        self,
        bot: Bot,
        clock: Clock,
        pacer: Pacer,
        *,
        pace: Pace | None = None,
        speaks: Callable[[], bool] = lambda: True,
        answers_within: int = ANSWERS_WITHIN,
    ) -> None:
        self._bot = bot
        self._clock = clock
        self._pacer = pacer
        self.pace = pace or OwnPace(pacer, clock)
        self._speaks = speaks
        self._answers_within = answers_within
        self.told_to_rest = 0
        self.under_way = 0
        """How many calls have begun and are not answered."""

    async def call(
        self,
        method: TelegramMethod[TelegramType],
        *,
        count: int = 1,
        light: bool = False,
        last: bool = False,
        topic: int | None = None,
    ) -> TelegramType:
        """Call a method that says `count` messages; `last` is what goes after all others when there is little room.

        `topic` is where it is said, if the method does not name it.

        Raises:
            NotYet: the limits do not allow it for longer than it is worth to stand and wait.
            TelegramAPIError, ClientDecodeError: it was tried and failed.
        """
        chat_id: int | None = getattr(method, "chat_id", None)
        topic = getattr(method, "message_thread_id", topic)
        await self._stand(chat_id, topic, count=count, light=light, last=last)
        return await self.call_at_once(method)

    async def call_at_once(self, method: TelegramMethod[TelegramType]) -> TelegramType:
        """Call a method whose place has been paid for."""
        if not self._speaks():
            raise NotYet(self._clock.now() + _SILENCED)
        self.under_way += 1
        try:
            answer = await self._bot(method, request_timeout=self._answers_within)
        except TelegramRetryAfter as error:
            await self._rest(getattr(method, "chat_id", None), timedelta(seconds=error.retry_after), error.message)
            raise
        else:
            if method.__api_method__.startswith(_SAYING):
                said.set(True)
            return answer
        finally:
            self.under_way -= 1

    async def _stand(self, chat_id: int | None, topic: int | None, *, count: int, light: bool, last: bool) -> None:
        """Wait in place for a moment's turn, and take it."""
        begun = self._clock.now()
        while wait := await self._turn(chat_id, topic, count=count, light=light):
            now = self._clock.now()
            if now + wait - begun > PATIENCE:
                booked = last and chat_id is not None and not light
                raise NotYet(self._pacer.book(chat_id, now, topic) if booked and chat_id is not None else now + wait)
            await self._clock.sleep(wait.total_seconds())

    async def _turn(self, chat_id: int | None, topic: int | None, *, count: int, light: bool) -> timedelta:
        try:
            return await self.pace.take(chat_id, count=count, light=light, topic=topic)
        except (StorageDown, Conflict):  # who does not know what the others say, says nothing
            raise NotYet(self._clock.now() + _SILENCED) from None

    async def _rest(self, chat_id: int | None, span: timedelta, sentence: str) -> None:
        """A flood the sentence calls global, or one of no chat, is the whole bot's."""
        self.told_to_rest += 1
        whole = chat_id is None or "global" in sentence.lower()
        with suppress(StorageDown, Conflict):
            await self.pace.rest(None if whole else chat_id, self._clock.now() + span)
