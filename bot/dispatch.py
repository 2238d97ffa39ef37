"""One step along a lane: say its first letters, and when that fails, do what the failure asks for."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from aiogram.exceptions import AiogramError

from bot.addressing import Addressing
from bot.clock import Clock
from bot.endings import done, given_up, mark_for, put_off, stale
from bot.gate import NotYet, said
from bot.joining import Together
from bot.mishaps import Fate, Mishap, Silence, backoff, mishap_of
from bot.pacing import Pacer
from bot.sending import Sender
from bot.sight import Sight
from bot.topics import Topics
from desk import notices as n
from desk.events import Excuse
from desk.notices.rooms import MovedOut
from desk.ports import Delivery, Letter, Outbox, Posted, Topic

log = logging.getLogger(__name__)

PRESS_LIVES = timedelta(minutes=1)
NETWORK_MAY_FAIL = timedelta(hours=24)
OUR_TRIES = 12
_FIRST_WAIT = timedelta(seconds=1)
_LONGEST_WAIT = timedelta(seconds=30)
_LONGEST_ROOM_WAIT = timedelta(minutes=1)
_TOKEN_REST = timedelta(seconds=10)
_CURES = 4  # a topic may be made, closed, and its group moved, all for one letter

_EXCUSES = {"telegram": Excuse.TELEGRAM, "token": Excuse.TELEGRAM, "storage": Excuse.OUTAGE}
_QUIETLY: tuple[type[n.Notice], ...] = (n.PassReaction, n.DeliveryMark)
_CLOSED_DOORS = frozenset({Fate.UNREACHABLE, Fate.REFUSED, Fate.MISSING})
_NOT_FOR_THE_LEAD: tuple[type[n.Notice], ...] = (n.Deliver, n.DeliverEdit, n.DeadLetter, *_QUIETLY)

Unreachable = Callable[[int], Awaitable[None]]
"""What is to be told that a customer's chat cannot be written to."""

RoomLost = Callable[[int], Awaitable[None]]
"""What is to be told that a team's room cannot be written to."""


async def nobody_is_told(_: int) -> None:
    """Leave it at that, where there is but one room."""


class Dispatch:
    """Sends what stands first in a lane; it never raises, and whatever happens is an ending."""

    def __init__(
        self,
        outbox: Outbox,
        clock: Clock,
        pacer: Pacer,
        sender: Sender,
        topics: Topics,
        *,
        addressing: Addressing,
        on_unreachable: Unreachable,
        on_room_lost: RoomLost,
        chance: Callable[[], float],
        room_locale: str,
    ) -> None:
        self._outbox = outbox
        self._clock = clock
        self._pacer = pacer
        self._sender = sender
        self._topics = topics
        self._addressing = addressing
        self._on_unreachable = on_unreachable
        self._on_room_lost = on_room_lost
        self._chance = chance
        self._room_locale = room_locale
        self._silence = Silence()
        self.troubles: dict[str, str] = {}

    @property
    def excuses(self) -> frozenset[Excuse]:
        """What promises are excused by that are broken just now; the room is our own staff's, and excuses nothing."""
        return frozenset(_EXCUSES[name] for name in self.troubles if name in _EXCUSES)

    async def first(self, letters: Sequence[Posted], sight: Sight) -> list[Delivery]:
        """Return how the first of a lane's letters ended, and those behind that went with it."""
        now = self._clock.now()
        if is_stale(letters[0], now):
            return [stale(letters[0], now)]
        plain = False
        for _ in range(_CURES):
            said.set(False)
            try:
                ended = await self._sender.send(letters, sight, plain=plain)
            except NotYet as early:
                return self._later(letters[0], early)
            except Exception as failure:  # whatever is wrong with one letter must not stop the others
                error, count = (failure.error, failure.count) if isinstance(failure, Together) else (failure, 1)
                mishap = mishap_of(error)
                if said.get():  # by an earlier call for the same letter
                    mishap = replace(mishap, uncertain=True)
                    letters = [replace(letters[0], maybe_sent=True), *letters[1:]]
                if mishap.fate is Fate.OUR_FAULT:
                    log.exception("a letter could not be sent", exc_info=error, extra={"letter": letters[0].id})
                if mishap.fate is Fate.UNREADABLE and plain:
                    mishap = replace(mishap, fate=Fate.REFUSED)
                plain = plain or mishap.fate is Fate.UNREADABLE
                cope = await self._guarded(letters[0], mishap, sight)
                if cope is not None:
                    return [*cope, *self._uncertain(letters[1:count], cope[0])]
            else:
                self._well(ended)
                return ended
        return self._again(letters[0], Mishap(fate=Fate.AGAIN, sentence="cured and failed again"))

    def _uncertain(self, with_it: Sequence[Posted], first: Delivery) -> list[Delivery]:
        """Return the endings of those that were to go by the same call, where it may have taken effect."""
        if first.again_at is None or not first.maybe_sent:
            return []
        return put_off(with_it, first.at, first.again_at, first.error, maybe_sent=True)

    def _well(self, ended: Sequence[Delivery]) -> None:
        self._silence.ends()
        self.troubles.pop("telegram", None)
        self.troubles.pop("token", None)
        if any(one.chat_id is not None and one.chat_id < 0 for one in ended):
            self.troubles.pop("room", None)

    async def _guarded(self, posted: Posted, mishap: Mishap, sight: Sight) -> list[Delivery] | None:
        try:
            return await self._cope(posted, mishap, sight)
        except NotYet as early:
            return self._later(posted, early)
        except AiogramError as error:
            return self._again(posted, mishap_of(error))
        except Exception as error:  # the database is away, or we are wrong
            log.exception("a failed letter could not be helped", extra={"letter": posted.id})
            return self._again(posted, mishap_of(error))

    async def _cope(self, posted: Posted, mishap: Mishap, sight: Sight) -> list[Delivery] | None:
        """Return the ending, or None if the cause is gone and the letter is to be tried at once."""
        now = self._clock.now()
        if mishap.fate in _CLOSED_DOORS and posted.letter.notice.audience is n.Audience.AGENT:
            return [stale(posted, now)]  # no chat with us was ever opened; it was said in the staff room too
        match mishap.fate:
            case Fate.TOPIC_GONE | Fate.TOPIC_CLOSED | Fate.MOVED | Fate.UNREADABLE:
                return await self._cure(posted, mishap, sight)
            case Fate.UNCHANGED:
                return [done(posted, now)]
            case Fate.TOO_LATE | Fate.NO_SUCH_EMOJI:
                return [stale(posted, now)]
            case Fate.NO_ROOM if mishap.chat_id not in {None, await self._outbox.staff_room()}:
                return await self._elsewhere(posted, mishap, sight)
            case Fate.REST | Fate.NO_ROOM | Fate.NO_TOKEN:
                return self._held_up(posted, mishap)
            case Fate.AGAIN | Fate.OUR_FAULT:
                return self._again(posted, mishap)
            case Fate.UNREACHABLE:
                if mishap.chat_id is not None and mishap.chat_id == posted.letter.customer:
                    await self._on_unreachable(mishap.chat_id)
                return [self._unwanted(posted, mishap, sight)]
            case _:
                return [self._lost(posted, mishap, sight)]

    async def _cure(self, posted: Posted, mishap: Mishap, sight: Sight) -> list[Delivery] | None:
        if mishap.fate is Fate.UNREADABLE:
            return None  # said plainly the next time round
        if mishap.fate is Fate.MOVED:
            await self._follow(mishap, sight)
            return None
        customer, of_customer = posted.letter.customer, posted.letter.notice.audience is n.Audience.TOPIC
        topic = self._topic_of(posted, mishap, sight)
        if topic is None:
            return None if of_customer else [self._lost(posted, mishap, sight)]
        if mishap.fate is Fate.TOPIC_CLOSED:
            await self._topics.reopen(topic)
            return None
        if not of_customer or customer is None:
            return [stale(posted, self._clock.now())]  # an outcome, to be told in a topic that is no more
        await self._topics.gone(customer, topic, sight)
        return None

    def _topic_of(self, posted: Posted, mishap: Mishap, sight: Sight) -> Topic | None:
        """Return the topic the failed call was for: another lane may have made a new one meanwhile."""
        if mishap.chat_id is not None and mishap.thread_id is not None:
            return Topic(chat_id=mishap.chat_id, thread_id=mishap.thread_id)
        origin, customer = posted.letter.origin, posted.letter.customer
        if posted.letter.notice.audience is n.Audience.TOPIC and customer is not None:
            return sight.topics.get(customer)
        if origin is not None and origin.thread_id is not None:
            return Topic(chat_id=origin.chat_id, thread_id=origin.thread_id)
        return None

    async def _follow(self, mishap: Mishap, sight: Sight) -> None:
        """A group got a new id: everything kept about it moves along."""
        old = mishap.chat_id
        if old is None:
            return
        await self._outbox.moved(old, mishap.moved_to)
        self._addressing.moved[old] = mishap.moved_to
        sight.topics = {who: topic for who, topic in sight.topics.items() if topic.chat_id != old}

    async def _elsewhere(self, posted: Posted, mishap: Mishap, sight: Sight) -> list[Delivery] | None:
        """A team's room is lost: what was for it goes to the main one, what is changed or answered there nowhere."""
        lost, notice = mishap.chat_id, posted.letter.notice
        if lost is not None and lost in (await self._outbox.rooms()).values():
            await self._on_room_lost(lost)
        sight.topics = {who: topic for who, topic in sight.topics.items() if topic.chat_id != lost}
        where_it_stood = isinstance(notice, n.OfferOver | MovedOut) or getattr(notice, "over_at", None) is not None
        if where_it_stood or notice.audience not in {n.Audience.TOPIC, n.Audience.ROOM}:
            return [stale(posted, self._clock.now())]
        return None

    def _held_up(self, posted: Posted, mishap: Mishap) -> list[Delivery]:
        now = self._clock.now()
        if mishap.fate is Fate.REST:
            return put_off([posted], now, now + mishap.rest, maybe_sent=mishap.uncertain)
        if mishap.fate is Fate.NO_ROOM:
            return self._later(posted, NotYet(now, mishap.sentence))
        self.troubles["token"] = f"Telegram refuses the token: {mishap.sentence}"
        self._pacer.rest(None, now + _TOKEN_REST)
        return put_off([posted], now, now + _TOKEN_REST, mishap.sentence)

    def _later(self, posted: Posted, early: NotYet) -> list[Delivery]:
        """Not its turn; or trouble in the room, which is asked after less and less often but never given up."""
        now = self._clock.now()
        if early.trouble is None:
            return put_off([posted], now, early.until, maybe_sent=said.get())
        self.troubles["room"] = early.trouble
        wait = backoff(posted.tries + 2, 1.0, first=_FIRST_WAIT, longest=_LONGEST_ROOM_WAIT)
        return put_off([posted], now, now + wait, early.trouble, maybe_sent=said.get())

    def _again(self, posted: Posted, mishap: Mishap) -> list[Delivery]:
        now = self._clock.now()
        if mishap.fate is Fate.AGAIN and (silence := self._silence.goes_on(now, mishap.sentence)) is not None:
            self.troubles["telegram"] = silence
        aged = posted.posted_at is not None and now - posted.posted_at > NETWORK_MAY_FAIL
        if aged or (mishap.fate is Fate.OUR_FAULT and posted.tries + 1 >= OUR_TRIES):
            return [self._lost(posted, mishap, None)]
        wait = backoff(posted.tries, self._chance(), first=_FIRST_WAIT, longest=_LONGEST_WAIT)
        return put_off([posted], now, now + wait, mishap.sentence, maybe_sent=mishap.uncertain)

    def _lost(self, posted: Posted, mishap: Mishap, sight: Sight | None) -> Delivery:
        """It will never arrive: whoever wrote it is told, or the lead."""
        now, notice = self._clock.now(), posted.letter.notice
        if isinstance(notice, _QUIETLY) or notice.audience is n.Audience.AGENT:
            return stale(posted, now)
        follow = self._mark(posted, mishap, sight)
        if not isinstance(notice, _NOT_FOR_THE_LEAD):
            what = f"{type(notice).__name__}: {mishap.sentence}"
            follow = (Letter(notice=n.DeadLetter(what=what), locale=self._room_locale, key=f"dead:{what}"[:64]),)
        return given_up(posted, now, mishap.sentence, follow)

    def _unwanted(self, posted: Posted, mishap: Mishap, sight: Sight) -> Delivery:
        """A customer who left is no fault of anybody: only the agent who wrote is told why it does not arrive."""
        return stale(posted, self._clock.now(), self._mark(posted, mishap, sight))

    def _mark(self, posted: Posted, mishap: Mishap, sight: Sight | None) -> tuple[Letter, ...]:
        customer = posted.letter.customer
        topic = sight.topics.get(customer) if sight is not None and customer is not None else None
        return mark_for(posted, self._room_locale, topic, mishap.code)


def is_stale(posted: Posted, now: datetime) -> bool:
    """Tell whether the conversation has changed hands since, or nobody waits for a press's answer any more."""
    letter = posted.letter
    if letter.guard is not None and posted.epoch != letter.guard:
        return True
    pressed = letter.origin is not None and letter.origin.press_id is not None
    return pressed and posted.posted_at is not None and now - posted.posted_at > PRESS_LIVES
