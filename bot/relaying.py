"""What others wrote, brought to the other side: words, files, albums, corrections and reactions."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from bot import carriage
from bot.addressing import Addressing, below
from bot.carriage import Place
from bot.clock import Clock
from bot.endings import can_wait, done, mark_for, sent, stale
from bot.gate import Gate
from bot.joining import LINES, MOST_JOINED, fitting, saying
from bot.pacing import Pacer
from bot.sight import Sight
from desk import notices as n
from desk.content import Kind
from desk.ports import Delivery, Posted
from desk.secrets import is_masked
from handlers.lettering import CAPTION, TEXT, units, unpinged
from handlers.wording import Wording


class Relaying:
    """Passes on; what arrives has a counterpart from then on, for answers, edits and reactions."""

    def __init__(self, gate: Gate, clock: Clock, pacer: Pacer, addressing: Addressing, wording: Wording) -> None:
        self._gate = gate
        self._clock = clock
        self._pacer = pacer
        self._addressing = addressing
        self._wording = wording
        self.joined = 0

    async def relay(self, letters: Sequence[Posted], relay: n.Relay, sight: Sight) -> list[Delivery]:
        """Pass on the message at the head of a lane, and those behind it that go by the same call."""
        place = await self._addressing.of(letters[0], sight)
        album = _album(letters)
        hidden = await _hidden(album or letters[:1], sight)
        captioned = any(_is_captioned(one) for one in album)
        if len(album) > 1 and not hidden and not captioned:
            return self._remembered(await self._pass_album(album, place, sight), sight)
        place = await below(place, relay.from_chat, relay.reply_to, sight)
        if isinstance(relay, n.Mirror) and relay.kind is Kind.TEXT and relay.text.strip():
            return self._remembered(await self._mirror_text(letters, place), sight)
        relay = hidden.get(relay.message, relay)
        if relay.kind is Kind.TEXT and is_masked(relay.text):
            text = unpinged(relay.text) if isinstance(relay, n.Mirror) else relay.text
            return self._remembered([await self._say_for(letters[0], text, place, sight)], sight)
        return self._remembered([await self._copy(letters[0], relay, place, sight)], sight)

    def _remembered(self, ended: list[Delivery], sight: Sight) -> list[Delivery]:
        for one in ended:
            sight.remember(one.copies)
        return ended

    async def _say_for(self, posted: Posted, text: str, place: Place, sight: Sight) -> Delivery:
        """Say somebody's words without what was hidden in them; a copy would show it."""
        mark = f"{self._wording.repeat_mark(posted.letter.locale)}{LINES}" if posted.maybe_sent else ""
        said = await self._gate.call(carriage.plain_at(place, mark + text), last=can_wait(posted))
        return self._passed(posted, place, said.message_id, sight)

    async def _mirror_text(self, letters: Sequence[Posted], place: Place) -> list[Delivery]:
        """A customer's words go as they are; a burst goes as one message when the group's budget is short."""
        first = letters[0]
        run = list(takewhile(_is_plain_text, letters[:MOST_JOINED]))
        if not run or not self._pacer.scarce(place.chat_id, self._clock.now(), place.thread_id):
            run = [first]
        texts = [_text(one) for one in run]
        count = fitting(texts, LINES)
        text = unpinged(LINES.join(texts[:count]))
        mark = f"{self._wording.repeat_mark(first.letter.locale)}{LINES}" if first.maybe_sent else ""
        fits = units(mark) + units(text) <= TEXT
        if fits:
            with saying(count):
                said = await self._gate.call(carriage.plain_at(place, mark + text), last=True)
        else:
            marked = await self._mark_repeat(first, place, copies=1)
            said = await self._gate.call_at_once(carriage.plain_at(marked, text))
        self.joined += count - 1
        return [sent(one, self._clock.now(), (place.chat_id, said.message_id), _text(one)) for one in run[:count]]

    async def _copy(self, posted: Posted, relay: n.Relay, place: Place, sight: Sight) -> Delivery:
        if posted.maybe_sent:
            marked = await self._mark_repeat(posted, place, copies=1)
            copy = await self._gate.call_at_once(carriage.copy_at(marked, relay))
        else:
            copy = await self._gate.call(carriage.copy_at(place, relay), last=can_wait(posted))
        passed = self._passed(posted, place, copy.message_id, sight)
        if not isinstance(relay, n.Mirror) or units(relay.text) <= CAPTION:
            return passed
        whole = replace(posted.letter, notice=replace(relay, kind=Kind.TEXT, album=None, reply_to=relay.message))
        return replace(passed, follow=(*passed.follow, whole))  # more than a bot may write below a picture

    async def _pass_album(self, album: Sequence[Posted], place: Place, sight: Sight) -> list[Delivery]:
        relays = [one.letter.notice for one in album if isinstance(one.letter.notice, n.Relay)]
        method = carriage.album_at(place, relays)
        if any(one.maybe_sent for one in album):
            await self._mark_repeat(album[0], place, copies=len(album))
            with saying(len(album)):
                made = await self._gate.call_at_once(method)
        else:
            with saying(len(album)):
                made = await self._gate.call(method, count=len(album), last=can_wait(album[0]))
        copies = [copy.message_id for copy in made]
        # Telegram leaves out what it cannot copy without saying which: then nobody's counterpart is known.
        known = dict(zip(method.message_ids, copies, strict=True)) if len(copies) == len(method.message_ids) else {}
        spots = [known.get(relay.message) for relay in relays]
        ended = [self._passed(one, place, spot, sight) for one, spot in zip(album, spots, strict=True)]
        return [ended[0], *(replace(one, follow=()) for one in ended[1:])]  # one mark for the whole album

    def _passed(self, posted: Posted, place: Place, message_id: int | None, sight: Sight) -> Delivery:
        topic = None if posted.letter.customer is None else sight.topics.get(posted.letter.customer)
        follow = mark_for(posted, self._wording.locale, topic)
        return sent(posted, self._clock.now(), (place.chat_id, message_id), _text(posted), follow)

    async def _mark_repeat(self, posted: Posted, place: Place, *, copies: int) -> Place:
        """Say that what follows may stand there already, and return its place; so no copy ever stands unmarked.

        The place of the copies is paid for with it.
        """
        mark = carriage.plain_at(Place(place.chat_id, place.thread_id), self._wording.repeat_mark(posted.letter.locale))
        said = await self._gate.call(mark, count=copies + 1, last=can_wait(posted))
        return place if place.below is not None else Place(place.chat_id, place.thread_id, said.message_id)

    async def correct(self, posted: Posted, edit: n.DeliverEdit, sight: Sight) -> Delivery:
        """Change what the customer reads."""
        spot = await sight.counterpart(edit.from_chat, edit.message)
        if spot is None:
            return stale(posted, self._clock.now())  # it never reached the customer, and the agent was told so
        await self._gate.call(carriage.correction(Place(spot[0]), spot[1], edit))
        return sent(posted, self._clock.now(), spot, edit.text)

    async def react(self, posted: Posted, reaction: n.PassReaction, sight: Sight) -> Delivery:
        """Show an emoji at the counterpart."""
        spot = await sight.counterpart(reaction.from_chat, reaction.message)
        if spot is None:
            return stale(posted, self._clock.now())
        await self._gate.call(carriage.reaction_to(spot[0], spot[1], reaction.emoji), light=True)
        return done(posted, self._clock.now())


async def _hidden(letters: Sequence[Posted], sight: Sight) -> dict[int, n.Relay]:
    """Return the messages in which something was hidden, as they are kept: their copies would show it.

    What is passed on long after it was written brings no words along; these are looked up.
    """
    relays = [one.letter.notice for one in letters if isinstance(one.letter.notice, n.Relay)]
    found = {relay.message: relay for relay in relays if is_masked(relay.text)}
    wordless = {(relay.from_chat, relay.message): relay for relay in relays if relay.kind is Kind.OTHER}
    if wordless:
        for spot, (kind, text) in (await sight.outbox.hidden_words(wordless)).items():
            found[spot[1]] = replace(wordless[spot], kind=kind, text=text)
    return found


def _text(posted: Posted) -> str:
    notice = posted.letter.notice
    return notice.text if isinstance(notice, n.Relay) else ""


def _is_captioned(posted: Posted) -> bool:
    """Tell whether a customer's words stand below a picture: an album would bring their links and mentions along."""
    notice = posted.letter.notice
    return isinstance(notice, n.Mirror) and bool(notice.text)


def _is_plain_text(posted: Posted) -> bool:
    """Tell whether a letter can be one of a joined burst."""
    notice = posted.letter.notice
    if not isinstance(notice, n.Mirror) or posted.maybe_sent:
        return False
    return notice.kind is Kind.TEXT and notice.reply_to is None and bool(notice.text.strip())


def _album(letters: Sequence[Posted]) -> list[Posted]:
    """Return the letters at the head of a lane that were sent as one album."""
    first = letters[0].letter.notice
    if not isinstance(first, n.Relay) or first.album is None:
        return []

    def belongs(posted: Posted) -> bool:
        notice = posted.letter.notice
        return isinstance(notice, type(first)) and notice.album == first.album

    return list(takewhile(belongs, letters[:10]))
