"""What each card showed last, and when: it is not shown again as it is, and no oftener than every three seconds."""

from datetime import timedelta

from bot.clock import Clock
from bot.gate import NotYet
from bot.pace import Pace
from handlers.spoken import Spoken

RESTS = timedelta(seconds=3)
_KEPT = 5_000


class Shown:
    """The cards of one kind, each known by its number; `kind` keeps them apart from cards of another."""

    def __init__(self, pace: Pace, clock: Clock, kind: str) -> None:
        self._pace = pace
        self._clock = clock
        self._kind = kind
        self._last: dict[int, tuple[int, Spoken]] = {}

    async def rested(self, number: int) -> None:
        """Make sure that nobody who speaks for the bot has shown this card a moment ago.

        The clocks of two machines may differ by a little; a rest twice as long as any was begun before somebody's
        clock was set back, and is over.

        Raises:
            NotYet: somebody has.
            StorageDown: it cannot be known.
        """
        until, now = await self._pace.card_rests(self._kind, number), self._clock.now()
        if until is not None and now < until < now + 2 * RESTS:
            raise NotYet(until)

    def stands(self, number: int, message_id: int, spoken: Spoken) -> bool:
        """Tell whether the card shows this already; where others speak for the bot, nobody knows."""
        return not self._pace.shared and self._last.get(number) == (message_id, spoken)

    async def note(self, number: int, message_id: int, spoken: Spoken) -> None:
        """Remember what the card shows from now on."""
        if len(self._last) >= _KEPT:
            self._last.clear()
        self._last[number] = (message_id, spoken)
        await self._pace.card_shown(self._kind, number, self._clock.now() + RESTS)
