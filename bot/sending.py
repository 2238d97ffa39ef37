"""How each kind of notice goes out: its words and its calls, and who knows how to say it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from aiogram.exceptions import AiogramError

from bot import carriage
from bot.addressing import Addressing, below, known
from bot.cards import Cards
from bot.carriage import Place
from bot.case_cards import CaseCards
from bot.clock import Clock
from bot.digests import Digests
from bot.endings import can_wait, done, sent, stale
from bot.gate import Gate
from bot.joining import MOST_JOINED, PARAGRAPHS, fitting, saying
from bot.mishaps import Fate, mishap_of
from bot.moving import Moving
from bot.offers import Offers
from bot.pacing import Pacer
from bot.papers import Papers, Wanted
from bot.relaying import Relaying
from bot.sight import Sight
from desk import events as e
from desk import notices as n
from desk.cases.notices import CaseCard, CaseFile, CaseNotice
from desk.cases.repairs.work_notices import WorkFile, WorkOffered
from desk.content import file_of
from desk.notices.rooms import MovedIn, MovedOut
from desk.ports import Delivery, Letter, Outbox, Posted
from handlers.lettering import TEXT, units, visible
from handlers.spoken import Spoken
from handlers.to_customer import BY_NAME
from handlers.wording import Wording

_PHOTOS = 10
_NO_BUTTONS = {Fate.MISSING, Fate.UNCHANGED}
_NO_MARK = {Fate.NO_SUCH_EMOJI, Fate.MISSING, Fate.UNCHANGED}


class Sender:
    """Says letters: the first of those it is given, and as many behind it as go with it."""

    def __init__(
        self,
        outbox: Outbox,
        gate: Gate,
        clock: Clock,
        *,
        pacer: Pacer,
        addressing: Addressing,
        moving: Moving,
        wording: Wording,
        papers: Papers | None = None,
    ) -> None:
        self._outbox = outbox
        self._moving = moving
        self._papers = papers
        self._gate = gate
        self._clock = clock
        self._pacer = pacer
        self._addressing = addressing
        self._wording = wording
        self._relaying = Relaying(gate, clock, pacer, addressing, wording)
        self._cards = Cards(outbox, gate, clock, addressing, wording)
        self._case_cards = CaseCards(outbox, gate, clock, addressing, wording)
        self._offers = Offers(outbox, gate, clock, addressing, wording)
        self._digests = Digests(gate, clock)
        self._alarms_joined = 0

    @property
    def joined(self) -> int:
        """How many messages were saved by joining bursts."""
        return self._alarms_joined + self._digests.joined + self._relaying.joined

    async def send(self, letters: Sequence[Posted], sight: Sight, *, plain: bool = False) -> list[Delivery]:
        """Say the first of a lane's letters, plainly if its markup was refused.

        Raises:
            NotYet: it is not its turn.
            AiogramError: it was tried and failed.
        """
        first = letters[0]
        match first.letter.notice:
            case n.Relay() as relay:
                return await self._relaying.relay(letters, relay, sight)
            case n.DeliverEdit() as edit:
                return [await self._relaying.correct(first, edit, sight)]
            case n.PassReaction() as reaction:
                return [await self._relaying.react(first, reaction, sight)]
            case n.OfferMade() | n.OfferOver() | n.OpenToAll(over_at=datetime()) as offer:
                return [await self._offer(first, offer, sight, plain=plain)]
            case n.Card() | CaseCard() | MovedOut() | MovedIn() as shown:
                return [await self._show(first, shown, sight, plain=plain)]
            case n.Attachment() | CaseFile() | WorkFile() as attachment:
                return [await self._attach(first, attachment.file, sight)]
            case n.DeliveryMark() as mark:
                return [await self._mark(first, mark, plain=plain)]
            case wanted if self._papers is not None and isinstance(wanted, Wanted):
                return [await self._send_paper(first, wanted, self._papers, sight)]
            case notice if notice.audience is n.Audience.ROOM:
                return await self._alarm(letters, sight, plain=plain)
            case _:
                return [await self._say(first, sight, plain=plain)]

    async def _offer(
        self, posted: Posted, offer: n.OfferMade | n.OfferOver | n.OpenToAll, sight: Sight, *, plain: bool
    ) -> Delivery:
        if isinstance(offer, n.OfferMade):
            return await self._offers.make(posted, offer, sight, plain=plain)
        return await self._offers.end(posted, offer, plain=plain)

    async def _send_paper(self, posted: Posted, wanted: Wanted, papers: Papers, sight: Sight) -> Delivery:
        place = await self._addressing.of(posted, sight)
        made = await papers.made(wanted, posted.letter.locale)
        words = self._wording.marked(posted, made.words)
        if made.content is None:
            await self._gate.call(carriage.plain_at(place, words), last=can_wait(posted))
        else:
            upload = carriage.upload_at(place, made.name, made.content, words)
            await self._gate.call(upload, last=can_wait(posted))
        return done(posted, self._clock.now())

    async def _show(
        self, posted: Posted, shown: n.Card | CaseCard | MovedOut | MovedIn, sight: Sight, *, plain: bool
    ) -> Delivery:
        match shown:
            case CaseCard():
                return await self._case_cards.show(posted, shown, sight, plain=plain)
            case MovedOut():
                return await self._moving.leave(posted, shown, sight, plain=plain)
            case MovedIn():
                return await self._moving.arrive(posted, shown, sight, plain=plain)
            case _:
                return await self._cards.show(posted, sight, plain=plain)

    async def _say(self, posted: Posted, sight: Sight, *, plain: bool) -> Delivery:
        notice = posted.letter.notice
        origin = posted.letter.origin
        if notice.audience is n.Audience.AGENT or isinstance(notice, CaseNotice):
            spoken = await self._worded(posted)
        else:
            named = posted.letter.customer if isinstance(notice, BY_NAME) else None
            who = await self._outbox.customer(named) if named is not None else None
            spoken = self._wording.speak(
                notice, posted.letter.locale, origin=origin, customer=who, conversation=posted.conversation_id
            )
        if notice.audience is n.Audience.ORIGIN and origin is not None and origin.press_id is not None:
            await self._gate.call(carriage.press_answer(origin.press_id, spoken), light=True)
            if isinstance(notice, n.Spent) and origin.message_id is not None:
                await self._take_buttons_off(self._addressing.origin(origin), origin.message_id)
            return done(posted, self._clock.now())
        place = await self._addressing.of(posted, sight)
        if isinstance(notice, n.MirrorEdit):
            place = await below(place, notice.from_chat, notice.message, sight)
        photos = await self._photos(posted) if isinstance(notice, WorkOffered) else ()
        said = await self._speak(posted, place, spoken, plain=plain)
        return replace(said, follow=(*self._attachments(posted), *photos))

    async def _take_buttons_off(self, place: Place, message_id: int) -> None:
        """Let a message stand without buttons; one that is gone or has none is as good."""
        try:
            await self._gate.call(carriage.without_buttons(place, message_id), light=True)
        except AiogramError as error:
            if mishap_of(error).fate not in _NO_BUTTONS:
                raise

    def _attachments(self, posted: Posted) -> tuple[Letter, ...]:
        """Return what goes with an answer; each file is a letter of its own, so that one that fails costs no other."""
        letter = posted.letter
        return tuple(
            Letter(notice=n.Attachment(file=file), locale=letter.locale, customer=letter.customer, guard=letter.guard)
            for file in self._wording.attachments(letter.notice)
        )

    async def _photos(self, posted: Posted) -> tuple[Letter, ...]:
        """Return what the customer sent of the damage, for the worker who hears of it."""
        notice = posted.letter.notice
        facts = await self._outbox.case_facts(notice.case) if isinstance(notice, WorkOffered) else None
        if facts is None or not isinstance(notice, WorkOffered):
            return ()
        about: dict[str, Any] = {
            "case": notice.case,
            "number": notice.number,
            "customer": notice.customer,
            "agent": notice.agent,
        }
        return tuple(
            replace(posted.letter, notice=WorkFile(**about, file=file), origin=None) for file in facts.files[:_PHOTOS]
        )

    async def _attach(self, posted: Posted, named: str, sight: Sight) -> Delivery:
        """Send a file below what it belongs to; what is none of Telegram's stays where it is."""
        file = file_of(named)
        if file is None:
            return stale(posted, self._clock.now())
        caption = self._wording.marked(posted, visible((await self._worded(posted)).text))
        place = await self._addressing.of(posted, sight)
        await self._gate.call(carriage.file_at(place, *file, caption), last=can_wait(posted))
        return done(posted, self._clock.now())

    async def _speak(self, posted: Posted, place: Place, spoken: Spoken, *, plain: bool) -> Delivery:
        text = self._wording.marked(posted, spoken.text)
        plain = plain or (posted.maybe_sent and units(visible(text)) > TEXT)
        method = carriage.words_at(place, text, spoken.keyboard, plain=plain)
        said = await self._gate.call(method, last=can_wait(posted))
        return sent(posted, self._clock.now(), (place.chat_id, said.message_id), text)

    async def _alarm(self, letters: Sequence[Posted], sight: Sight, *, plain: bool) -> list[Delivery]:
        """Alarms of one cause and minute are told in one message, others where they pile up behind a short budget."""
        place = await self._addressing.of(letters[0], sight)
        spoken = await self._worded(letters[0])
        if isinstance(letters[0].letter.notice, n.Alarm) and _joins(letters[0], spoken):
            alike = await self._side_by_side(letters[:MOST_JOINED], place, sight)
            return await self._digest(alike, letters[0].letter.notice.clock, place, plain=plain)
        if not self._pacer.scarce(place.chat_id, self._clock.now()) or not _joins(letters[0], spoken):
            return [await self._speak(letters[0], place, spoken, plain=plain)]
        texts: list[str] = []
        for posted in await self._side_by_side(letters[:MOST_JOINED], place, sight):
            spoken = await self._worded(posted)
            if not _joins(posted, spoken):
                break
            texts.append(spoken.text)
        count = fitting([visible(text) for text in texts], PARAGRAPHS)
        method = carriage.words_at(place, PARAGRAPHS.join(texts[:count]), plain=plain)
        with saying(count):
            said = await self._gate.call(method)
        self._alarms_joined += count - 1
        together = zip(letters, texts[:count], strict=False)
        return [sent(one, self._clock.now(), (place.chat_id, said.message_id), text) for one, text in together]

    async def _side_by_side(self, letters: Sequence[Posted], place: Place, sight: Sight) -> Sequence[Posted]:
        """Return the first of these letters that all go to one room: a customer may have moved since."""
        for count, posted in enumerate(letters):
            if count and await self._addressing.of(posted, sight) != place:
                return letters[:count]
        return letters

    async def _digest(self, letters: Sequence[Posted], cause: e.Clock, place: Place, *, plain: bool) -> list[Delivery]:
        alike: list[Posted] = []
        for posted in letters:
            notice = posted.letter.notice
            if not isinstance(notice, n.Alarm) or notice.clock is not cause or posted.maybe_sent:
                break
            alike.append(posted)
        texts = [(await self._worded(posted)).text for posted in alike]
        message, count = await self._digests.tell(place, cause, texts, plain=plain)
        told = zip(alike[:count], texts[:count], strict=True)
        return [sent(one, self._clock.now(), (place.chat_id, message), text) for one, text in told]

    async def _worded(self, posted: Posted) -> Spoken:
        """An alarm names the customer and leads to the topic."""
        notice, locale = posted.letter.notice, posted.letter.locale
        if isinstance(notice, CaseNotice):
            case = await self._outbox.case_facts(notice.case)
            topics = await self._outbox.topics_of([notice.customer])
            return self._wording.speak(
                notice, locale, case=case, customer=case.customer if case else None, topic=topics.get(notice.customer)
            )
        customer: int | None = getattr(notice, "customer", None)
        if customer is None:
            return self._wording.speak(notice, locale)
        topics = await self._outbox.topics_of([customer])
        who = await self._outbox.customer(customer)
        return self._wording.speak(notice, locale, customer=who, topic=topics.get(customer))

    async def _mark(self, posted: Posted, mark: n.DeliveryMark, *, plain: bool) -> Delivery:
        """React to an agent's message; a failure is said in words too."""
        place = self._addressing.origin(known(posted.letter.origin))
        emoji = carriage.DELIVERED if mark.failed is None else carriage.NOT_DELIVERED
        try:
            await self._gate.call(carriage.reaction_to(place.chat_id, known(place.below), emoji), light=True)
        except AiogramError as error:
            if mishap_of(error).fate not in _NO_MARK:
                raise
        if mark.failed is None:
            return done(posted, self._clock.now())
        spoken = self._wording.speak(mark, posted.letter.locale)
        return await self._speak(posted, place, spoken, plain=plain)


def _joins(posted: Posted, spoken: Spoken) -> bool:
    return spoken.keyboard is None and not posted.maybe_sent
