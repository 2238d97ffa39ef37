"""Alarms of one cause and minute in one message, instead of forty: the first at once, the others beneath it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiogram.exceptions import TelegramBadRequest

from bot import carriage
from bot.carriage import Place
from bot.clock import Clock
from bot.gate import Gate
from bot.joining import PARAGRAPHS, fitting, saying
from desk import events as e
from handlers.lettering import visible
from handlers.spoken import Spoken

TOGETHER = timedelta(minutes=1)


@dataclass(slots=True)
class _Digest:
    since: datetime
    message_id: int
    texts: list[str] = field(default_factory=list[str])


class Digests:
    """The message each cause has in each room, which takes in what follows within a minute.

    They are remembered in this process only: after a restart the next alarm begins a message of its own.
    """

    def __init__(self, gate: Gate, clock: Clock) -> None:
        self._gate = gate
        self._clock = clock
        self._open: dict[tuple[int, e.Clock], _Digest] = {}
        self.joined = 0
        """How many messages were saved."""

    async def tell(self, place: Place, cause: e.Clock, texts: Sequence[str], *, plain: bool) -> tuple[int, int]:
        """Say as many of these alarms as fit into one message; return its number, and how many those were."""
        key, now = (place.chat_id, cause), self._clock.now()
        known = self._open.get(key)
        if known is not None and now - known.since < TOGETHER:
            count = fitting([visible(text) for text in (*known.texts, *texts)], PARAGRAPHS) - len(known.texts)
            if count > 0 and await self._add(place, known, texts[:count], plain=plain):
                self.joined += count
                return known.message_id, count
        count = fitting([visible(text) for text in texts], PARAGRAPHS)
        with saying(count):
            said = await self._gate.call(carriage.words_at(place, PARAGRAPHS.join(texts[:count]), plain=plain))
        self._open[key] = _Digest(now, said.message_id, list(texts[:count]))
        self.joined += count - 1
        return said.message_id, count

    async def _add(self, place: Place, known: _Digest, texts: Sequence[str], *, plain: bool) -> bool:
        """Put alarms beneath those that stand; a message that was deleted meanwhile takes in nothing."""
        whole = Spoken(PARAGRAPHS.join((*known.texts, *texts)))
        try:
            await self._gate.call(carriage.rewording(place, known.message_id, whole, plain=plain))
        except TelegramBadRequest:
            return False
        known.texts.extend(texts)
        return True
