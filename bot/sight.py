"""What was looked up for one round of letters, and the copies made that storage has not learned of yet."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from desk.notices import Audience, Relay
from desk.ports import Copied, Outbox, Posted, Topic

Spot = tuple[int, int]  # a chat and one of its messages


@dataclass(slots=True)
class Sight:
    """Topics by customer, and the copies just made; `copies` is shared by all rounds of a courier."""

    outbox: Outbox
    topics: dict[int, Topic] = field(default_factory=dict[int, Topic])
    copies: dict[Spot, Spot] = field(default_factory=dict[Spot, Spot])

    async def counterpart(self, chat_id: int, message_id: int) -> Spot | None:
        """Return where the other side sees a message."""
        spot = (chat_id, message_id)
        if spot in self.copies:
            return self.copies[spot]
        return (await self.outbox.copies_of([spot])).get(spot)

    def remember(self, made: Iterable[Copied]) -> None:
        """Know these at once: an edit or a reply may come right behind its message."""
        for copy in made:
            original, other = spots_of(copy)
            self.copies[original] = other
            self.copies[other] = original


def spots_of(copy: Copied) -> tuple[Spot, Spot]:
    """Return where the original stands, and where the copy."""
    return (copy.from_chat, copy.from_message), (copy.to_chat, copy.to_message)


async def sight_of(outbox: Outbox, posted: Iterable[Posted], copies: dict[Spot, Spot]) -> Sight:
    """Look up once what all of these letters need."""
    customers = {
        one.letter.customer
        for one in posted
        if one.letter.customer is not None
        and (one.letter.notice.audience is Audience.TOPIC or isinstance(one.letter.notice, Relay))
    }
    return Sight(outbox, dict(await outbox.topics_of(customers)) if customers else {}, copies)
