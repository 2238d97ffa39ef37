"""Offers on their way: said while they stand, and reworded where they were said once they are over."""

from aiogram.exceptions import AiogramError

from bot import carriage
from bot.addressing import Addressing, known
from bot.carriage import Place
from bot.clock import Clock
from bot.endings import sent, stale
from bot.gate import Gate
from bot.mishaps import Fate, mishap_of
from bot.sight import Sight
from desk import notices as n
from desk.ports import Delivery, Outbox, Posted
from handlers.wording import Wording

_GONE = frozenset({Fate.MISSING, Fate.UNCHANGED, Fate.UNREACHABLE})


class Offers:
    """Says offers; one that is over before it could be said is not said at all."""

    def __init__(self, outbox: Outbox, gate: Gate, clock: Clock, addressing: Addressing, wording: Wording) -> None:
        self._outbox = outbox
        self._gate = gate
        self._clock = clock
        self._addressing = addressing
        self._wording = wording

    async def make(self, posted: Posted, offer: n.OfferMade, sight: Sight, *, plain: bool) -> Delivery:
        """Mention whose turn it is, in the topic or in the agent's own chat.

        Raises:
            NotYet: it is not its turn.
        """
        conversation = known(posted.conversation_id)
        if not await self._outbox.offer_stands(conversation, offer.offer):
            return stale(posted, self._clock.now())
        place = await self._addressing.of(posted, sight)
        customer = await self._outbox.customer(offer.customer)
        topics = sight.topics or await self._outbox.topics_of([offer.customer])
        spoken = self._wording.speak(
            offer,
            posted.letter.locale,
            customer=customer,
            topic=topics.get(offer.customer),
            conversation=conversation,
        )
        text = self._wording.marked(posted, spoken.text)
        said = await self._gate.call(carriage.words_at(place, text, spoken.keyboard, plain=plain))
        return sent(posted, self._clock.now(), (place.chat_id, said.message_id), text)

    async def end(self, posted: Posted, over: n.OfferOver | n.OpenToAll, *, plain: bool) -> Delivery:
        """Put how it ended in the place of the offer, which takes its buttons away; one never said is left unsaid.

        Raises:
            NotYet: it is not its turn.
        """
        offer = over.epoch if isinstance(over, n.OpenToAll) else over.offer
        spot = await self._outbox.offer_said(known(posted.conversation_id), offer, over.audience)
        if spot is None:
            return stale(posted, self._clock.now())
        chat_id, message_id = spot
        spoken = self._wording.speak(over, posted.letter.locale)
        place = Place(self._addressing.moved.get(chat_id, chat_id))
        try:
            await self._gate.call(carriage.rewording(place, message_id, spoken, plain=plain))
        except AiogramError as error:
            if mishap_of(error).fate not in _GONE:
                raise
            return stale(posted, self._clock.now())
        return sent(posted, self._clock.now(), (place.chat_id, message_id), spoken.text)
