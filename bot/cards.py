"""A conversation's card in its topic: one message, edited, at most once in some seconds."""

from datetime import datetime, timedelta

from aiogram.exceptions import AiogramError

from bot import carriage
from bot.addressing import Addressing, known
from bot.carriage import Place
from bot.clock import Clock
from bot.endings import sent, stale
from bot.gate import Gate, NotYet
from bot.mishaps import Fate, mishap_of
from bot.sight import Sight
from desk.ports import Delivery, Outbox, Posted
from handlers.spoken import Spoken
from handlers.wording import Wording

RESTS = timedelta(seconds=3)
_KEPT = 5_000


class Cards:
    """Shows cards; one that would look the same is not sent at all.

    Where others speak for the bot, one of them may have shown something else meanwhile: then it is always sent.
    """

    def __init__(self, outbox: Outbox, gate: Gate, clock: Clock, addressing: Addressing, wording: Wording) -> None:
        self._outbox = outbox
        self._gate = gate
        self._clock = clock
        self._addressing = addressing
        self._wording = wording
        self._shown: dict[int, tuple[datetime, int, Spoken]] = {}

    async def show(self, posted: Posted, sight: Sight, *, plain: bool) -> Delivery:
        """Edit the conversation's card, or put up its first.

        Raises:
            NotYet: it was shown a moment ago.
        """
        conversation = known(posted.conversation_id)
        shown_at, message_id, shown = self._shown.get(conversation, (None, None, None))
        now = self._clock.now()
        if shown_at is not None and now - shown_at < RESTS:
            raise NotYet(shown_at + RESTS)
        facts = await self._outbox.card(conversation)
        if facts is None:
            return stale(posted, now)
        spoken = self._wording.speak(posted.letter.notice, posted.letter.locale, card=facts)
        place = await self._addressing.of(posted, sight)
        card = facts.card_message if facts.card_chat == place.chat_id else None
        if card is not None and (self._gate.shared or (card, spoken) != (message_id, shown)):
            card = await self._edit(place, card, spoken, plain=plain)
        if card is None:
            text = self._wording.marked(posted, spoken.text)
            method = carriage.words_at(place, text, spoken.keyboard, plain=plain)
            card = (await self._gate.call(method)).message_id
            await self._outbox.card_shown(conversation, card, place.chat_id)
        self._remember(conversation, card, spoken)
        return sent(posted, self._clock.now(), (place.chat_id, card), spoken.text)

    async def _edit(self, place: Place, card: int, spoken: Spoken, *, plain: bool) -> int | None:
        """Return the card's message, or None if there is nothing to edit any more."""
        try:
            await self._gate.call(carriage.rewording(place, card, spoken, plain=plain), topic=place.thread_id)
        except AiogramError as error:
            fate = mishap_of(error).fate
            if fate is Fate.MISSING:
                return None
            if fate is not Fate.UNCHANGED:
                raise
        return card

    def _remember(self, conversation: int, card: int, spoken: Spoken) -> None:
        now = self._clock.now()
        if len(self._shown) >= _KEPT:
            self._shown = {key: kept for key, kept in self._shown.items() if now - kept[0] < RESTS}
        self._shown[conversation] = (now, card, spoken)
