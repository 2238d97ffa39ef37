"""Where a letter goes: the customer's chat, their topic, a staff room, or wherever a command was given."""

from typing import TypeVar

from bot.carriage import Place
from bot.sight import Sight
from bot.topics import Topics
from desk.commands import Origin
from desk.notices import Audience, DeadLetter, NobodyOnDuty
from desk.ports import Posted

T = TypeVar("T")

_OF_ALL = (DeadLetter, NobodyOnDuty)
"""What the main room is told, though it is about a customer of a team's."""


class Addressing:
    """Finds places; it remembers which groups have moved since the letters in hand were written."""

    def __init__(self, topics: Topics) -> None:
        self._topics = topics
        self.moved: dict[int, int] = {}

    async def of(self, posted: Posted, sight: Sight) -> Place:
        """Return the place of a letter.

        Raises:
            NotYet: it is in a staff room that is not bound, or in a topic that may not be made yet.
        """
        letter = posted.letter
        match letter.notice.audience:
            case Audience.CUSTOMER:
                return Place(known(letter.customer))
            case Audience.TOPIC:
                topic = await self._topics.of(known(letter.customer), sight)
                return Place(topic.chat_id, topic.thread_id)
            case Audience.ROOM:
                whose = None if isinstance(letter.notice, _OF_ALL) else letter.customer
                return Place(await self._topics.room(whose))
            case Audience.AGENT:
                return Place(known(getattr(letter.notice, "agent", None)))
            case Audience.ORIGIN:
                return self.origin(known(letter.origin))

    def origin(self, origin: Origin) -> Place:
        """Return the place where a command was given."""
        return Place(self.moved.get(origin.chat_id, origin.chat_id), origin.thread_id, origin.message_id)


async def below(place: Place, from_chat: int, message: int | None, sight: Sight) -> Place:
    """Return the place below the counterpart of a message, if it has one there."""
    if message is None:
        return place
    spot = await sight.counterpart(from_chat, message)
    if spot is None or spot[0] != place.chat_id:
        return place
    return Place(place.chat_id, place.thread_id, spot[1])


def known(value: T | None) -> T:
    """Return what a letter of this kind always has; one that lacks it was never rightly written."""
    if value is None:
        raise ValueError("the letter does not say whom it is for")
    return value
