"""A conversation that goes on in another room: told in the topic it leaves, which is closed, and where it goes on."""

from contextlib import suppress
from dataclasses import replace

from aiogram import methods as m
from aiogram.exceptions import AiogramError

from bot import carriage
from bot.addressing import known
from bot.carriage import Place
from bot.clock import Clock
from bot.endings import sent, stale
from bot.gate import Gate, NotYet
from bot.sight import Sight
from bot.topics import Topics
from desk.notices.rooms import MovedIn, MovedOut
from desk.ports import Delivery, Outbox, Posted, Topic
from handlers.wording import Wording

_LINES = 40


class Moving:
    """Says what both rooms hear of a move; where both are one group, there is nothing to say."""

    def __init__(self, outbox: Outbox, gate: Gate, clock: Clock, topics: Topics, wording: Wording) -> None:
        self._outbox = outbox
        self._gate = gate
        self._clock = clock
        self._topics = topics
        self._wording = wording

    async def leave(self, posted: Posted, notice: MovedOut, sight: Sight, *, plain: bool) -> Delivery:
        """Say in the old topic where it goes on, and close it.

        Raises:
            NotYet: it is not its turn.
        """
        here = await self._topics.of(notice.customer, sight)
        left = await self._outbox.topic_in(notice.customer, notice.former)
        if left is None or _same(left, here):
            return stale(posted, self._clock.now())
        spoken = self._wording.speak(notice, posted.letter.locale, topic=here)
        place, text = Place(left.chat_id, left.thread_id), self._wording.marked(posted, spoken.text)
        said = await self._gate.call(carriage.words_at(place, text, plain=plain), count=2)
        with suppress(AiogramError, NotYet):  # somebody was faster; the words stand there already
            await self._gate.call_at_once(m.CloseForumTopic(chat_id=left.chat_id, message_thread_id=left.thread_id))
        await self._outbox.topic_closed(notice.customer, left, closed=True)
        return sent(posted, self._clock.now(), (left.chat_id, said.message_id), text)

    async def arrive(self, posted: Posted, notice: MovedIn, sight: Sight, *, plain: bool) -> Delivery:
        """Say in the new topic what was said before.

        Raises:
            NotYet: it is not its turn.
        """
        here = await self._topics.of(notice.customer, sight)
        left = await self._outbox.topic_in(notice.customer, notice.former)
        if left is not None and _same(left, here):
            return stale(posted, self._clock.now())
        lines = await self._outbox.past(known(posted.conversation_id), _LINES)
        spoken = self._wording.speak(notice, posted.letter.locale, past=lines)
        place, text = Place(here.chat_id, here.thread_id), self._wording.marked(posted, spoken.text)
        said = await self._gate.call(carriage.words_at(place, text, plain=plain))
        ended = sent(posted, self._clock.now(), (place.chat_id, said.message_id), text)
        return replace(ended, text=None)  # these words are kept already, each for as long as its kind is


def _same(one: Topic, other: Topic) -> bool:
    return (one.chat_id, one.thread_id) == (other.chat_id, other.thread_id)
