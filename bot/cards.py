"""A conversation's card in its topic: one message, edited, at most once in some seconds."""

from aiogram.exceptions import AiogramError

from bot import carriage
from bot.addressing import Addressing, known
from bot.carriage import Place
from bot.clock import Clock
from bot.endings import sent, stale
from bot.gate import Gate
from bot.mishaps import Fate, mishap_of
from bot.shown import Shown
from bot.sight import Sight
from desk.ports import Delivery, Outbox, Posted
from handlers.spoken import Spoken
from handlers.wording import Wording


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
        self._shown = Shown(gate.pace, clock, "conversation")

    async def show(self, posted: Posted, sight: Sight, *, plain: bool) -> Delivery:
        """Edit the conversation's card, or put up its first.

        Raises:
            NotYet: it was shown a moment ago.
        """
        conversation = known(posted.conversation_id)
        await self._shown.rested(conversation)
        facts = await self._outbox.card(conversation)
        if facts is None:
            return stale(posted, self._clock.now())
        spoken = self._wording.speak(posted.letter.notice, posted.letter.locale, card=facts)
        place = await self._addressing.of(posted, sight)
        card = facts.card_message if facts.card_chat == place.chat_id else None
        if card is not None and not self._shown.stands(conversation, card, spoken):
            card = await self._edit(place, card, spoken, plain=plain)
        if card is None:
            text = self._wording.marked(posted, spoken.text)
            method = carriage.words_at(place, text, spoken.keyboard, plain=plain)
            card = (await self._gate.call(method)).message_id
            await self._outbox.card_shown(conversation, card, place.chat_id)
        await self._shown.note(conversation, card, spoken)
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
