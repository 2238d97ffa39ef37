"""A case's card in the customer's topic: one message, edited as the case goes on, at most once in some seconds."""

from datetime import datetime

from aiogram.exceptions import AiogramError

from bot import carriage
from bot.addressing import Addressing
from bot.cards import RESTS
from bot.clock import Clock
from bot.endings import sent, stale
from bot.gate import Gate, NotYet
from bot.mishaps import Fate, mishap_of
from bot.sight import Sight
from desk.cases.notices import CaseCard
from desk.ports import Delivery, Outbox, Posted
from handlers.spoken import Spoken
from handlers.wording import Wording

_KEPT = 5_000


class CaseCards:
    """Shows the cards of cases; one that would look the same is not sent at all."""

    def __init__(self, outbox: Outbox, gate: Gate, clock: Clock, addressing: Addressing, wording: Wording) -> None:
        self._outbox = outbox
        self._gate = gate
        self._clock = clock
        self._addressing = addressing
        self._wording = wording
        self._shown: dict[int, tuple[datetime, int, Spoken]] = {}

    async def show(self, posted: Posted, notice: CaseCard, sight: Sight, *, plain: bool) -> Delivery:
        """Edit the case's card, or put up its first.

        Raises:
            NotYet: it was shown a moment ago.
        """
        shown_at, message_id, shown = self._shown.get(notice.case, (None, None, None))
        now = self._clock.now()
        if shown_at is not None and now - shown_at < RESTS:
            raise NotYet(shown_at + RESTS)
        facts = await self._outbox.case_facts(notice.case)
        if facts is None:
            return stale(posted, now)
        spoken = self._wording.speak(notice, posted.letter.locale, case=facts, customer=facts.customer)
        place = await self._addressing.of(posted, sight)
        card = facts.card_message if facts.card_chat == place.chat_id else None
        if card is not None and (self._gate.shared or (card, spoken) != (message_id, shown)):
            try:
                await self._gate.call(carriage.rewording(place, card, spoken, plain=plain))
            except AiogramError as error:
                fate = mishap_of(error).fate
                if fate is Fate.MISSING:
                    card = None
                elif fate is not Fate.UNCHANGED:
                    raise
        if card is None:
            text = self._wording.marked(posted, spoken.text)
            method = carriage.words_at(place, text, spoken.keyboard, plain=plain)
            card = (await self._gate.call(method)).message_id
            await self._outbox.case_card_shown(notice.case, card, place.chat_id)
        if len(self._shown) >= _KEPT:
            self._shown = {key: kept for key, kept in self._shown.items() if now - kept[0] < RESTS}
        self._shown[notice.case] = (self._clock.now(), card, spoken)
        return sent(posted, self._clock.now(), (place.chat_id, card), spoken.text)
