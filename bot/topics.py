"""A customer's topic in a staff room: made once, found again, opened if we closed it, made anew when it is gone."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from aiogram import methods as m
from aiogram.exceptions import AiogramError, TelegramBadRequest

from bot.carriage import new_topic
from bot.clock import Clock
from bot.gate import Gate, NotYet
from bot.sight import Sight
from desk.ports import Outbox, Topic
from handlers.wording import Wording

NO_ROOM = "no staff room is bound: say /link in the staff group, or set DESK_STAFF_CHAT_ID"
_ROOM_ASKED_AGAIN = timedelta(seconds=10)


class Topics:
    """Finds and makes topics; two who need the same one wait for each other."""

    def __init__(self, outbox: Outbox, gate: Gate, clock: Clock, wording: Wording) -> None:
        self._outbox = outbox
        self._gate = gate
        self._clock = clock
        self._wording = wording
        self._making: dict[int, asyncio.Lock] = {}
        self.made = 0
        self.healed = 0

    async def room(self, customer: int | None = None) -> int:
        """Return the room a customer is in; of nobody the main room.

        Raises:
            NotYet: none is bound yet.
        """
        room = await self._outbox.room_of(customer)
        if room is None:
            raise NotYet(self._clock.now() + _ROOM_ASKED_AGAIN, NO_ROOM)
        return room

    async def of(self, customer: int, sight: Sight) -> Topic:
        """Return the customer's topic, made now if there is none.

        Raises:
            NotYet: no staff room is bound, or it may not be said more there now.
        """
        if customer not in sight.topics:
            try:
                async with self._making.setdefault(customer, asyncio.Lock()):
                    known = await self._outbox.topics_of([customer])
                    sight.topics[customer] = known.get(customer) or await self._make(customer)
            finally:
                self._making.pop(customer, None)
        topic = sight.topics[customer]
        if topic.closed:
            await self.reopen(topic)
            await self._outbox.topic_closed(customer, topic, closed=False)
            topic = sight.topics[customer] = replace(topic, closed=False)
        return topic

    async def gone(self, customer: int, topic: Topic, sight: Sight) -> None:
        """Forget a topic that Telegram does not know any more, and no other: two lanes may find it gone at once."""
        await self._outbox.forget_topic(customer, topic)
        if sight.topics.get(customer) == topic:
            del sight.topics[customer]
            self.healed += 1

    async def reopen(self, topic: Topic) -> None:
        """Let a closed topic be written in again."""
        with suppress(TelegramBadRequest):  # somebody was faster
            await self._gate.call(m.ReopenForumTopic(chat_id=topic.chat_id, message_thread_id=topic.thread_id))

    async def _make(self, customer: int) -> Topic:
        room = await self.room(customer)
        who = await self._outbox.customer(customer)
        title = self._wording.topic_title(who) if who is not None else str(customer)
        made = await self._gate.call(new_topic(room, title))
        self.made += 1
        ours = Topic(chat_id=room, thread_id=made.message_thread_id)
        theirs = await self._outbox.bind_topic(customer, ours)
        if theirs != ours:
            with suppress(AiogramError):  # an empty topic too many harms nobody
                delete = m.DeleteForumTopic(chat_id=ours.chat_id, message_thread_id=ours.thread_id)
                await self._gate.call_at_once(delete)
        return theirs
