"""A case's card in the customer's topic: one message, edited as the case goes on, at most once in some seconds."""

from aiogram.exceptions import AiogramError

from bot import carriage
from bot.addressing import Addressing
from bot.clock import Clock
from bot.endings import sent, stale
from bot.gate import Gate
from bot.mishaps import Fate, mishap_of
from bot.shown import Shown
from bot.sight import Sight
from desk.cases.notices import CaseCard
from desk.ports import Delivery, Outbox, Posted
from handlers.wording import Wording


class CaseCards:
    """Shows the cards of cases; one that would look the same is not sent at all."""

    def __init__(self, outbox: Outbox, gate: Gate, clock: Clock, addressing: Addressing, wording: Wording) -> None:
        self._outbox = outbox
        self._gate = gate
        self._clock = clock
        self._addressing = addressing
        self._wording = wording
        self._shown = Shown(gate.pace, clock, "case")

    async def show(self, posted: Posted, notice: CaseCard, sight: Sight, *, plain: bool) -> Delivery:
        """Edit the case's card, or put up its first.

        Raises:
            NotYet: it was shown a moment ago.
        """
        await self._shown.rested(notice.case)
        facts = await self._outbox.case_facts(notice.case)
        if facts is None:
            return stale(posted, self._clock.now())
        spoken = self._wording.speak(notice, posted.letter.locale, case=facts, customer=facts.customer)
        place = await self._addressing.of(posted, sight)
        card = facts.card_message if facts.card_chat == place.chat_id else None
        if card is not None and not self._shown.stands(notice.case, card, spoken):
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
        await self._shown.note(notice.case, card, spoken)
        return sent(posted, self._clock.now(), (place.chat_id, card), spoken.text)
