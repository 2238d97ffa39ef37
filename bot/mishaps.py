"""What a failed call to Telegram means, and so what is to be done about it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from aiogram import exceptions as x
from aiohttp import ClientConnectorError

from bot.logs import discreet
from desk.errors import StorageDown

A_MOMENT = timedelta(seconds=30)
_DATABASE_RESTS = timedelta(seconds=1)
_FORGOTTEN = timedelta(minutes=2)  # failures further apart than any wait for the next try are no one silence


class Fate(StrEnum):
    """What becomes of a letter whose call failed."""

    AGAIN = "again"  # the fault passes
    REST = "rest"  # not now, and nobody's fault: Telegram tells for how long to be quiet, or the database is away
    MOVED = "moved"  # the group has another id now
    UNREACHABLE = "unreachable"  # the customer cannot be written to
    NO_ROOM = "no_room"  # the staff room does not let us in, or is no forum
    NO_TOKEN = "no_token"  # noqa: S105 - the name of a fate: our token is refused
    TOPIC_GONE = "topic_gone"  # make a new one
    TOPIC_CLOSED = "topic_closed"  # open it
    UNREADABLE = "unreadable"  # our markup or length is refused: say it plainly
    UNCHANGED = "unchanged"  # it says so already
    MISSING = "missing"  # what it is about is not there
    NO_SUCH_EMOJI = "no_such_emoji"  # Telegram lets a bot react with some only, in some chats with none
    TOO_LATE = "too_late"  # nobody waits for it any more
    REFUSED = "refused"  # never
    OUR_FAULT = "our_fault"  # a mistake of this program


@dataclass(frozen=True, slots=True, kw_only=True)
class Mishap:
    """A failed call: its fate, Telegram's own sentence, and the coded reason an agent is told.

    `uncertain`: the request may have taken effect. `chat_id` is the chat it was for and `thread_id` the topic, where
    the call names one.
    """

    fate: Fate
    sentence: str
    code: str = "unknown"
    chat_id: int | None = None
    thread_id: int | None = None
    rest: timedelta = timedelta(0)
    moved_to: int = 0
    uncertain: bool = False


_SENTENCES: tuple[tuple[str, Fate, str], ...] = (
    ("message is not modified", Fate.UNCHANGED, "not_modified"),
    ("topic_not_modified", Fate.UNCHANGED, "not_modified"),
    ("message thread not found", Fate.TOPIC_GONE, "rejected"),
    ("topic_deleted", Fate.TOPIC_GONE, "rejected"),
    ("topic_id_invalid", Fate.TOPIC_GONE, "rejected"),
    ("topic_closed", Fate.TOPIC_CLOSED, "rejected"),
    ("can't parse entities", Fate.UNREADABLE, "rejected"),
    ("too long", Fate.UNREADABLE, "too_long"),
    ("message_too_long", Fate.UNREADABLE, "too_long"),
    ("query is too old", Fate.TOO_LATE, "rejected"),
    ("query id is invalid", Fate.TOO_LATE, "rejected"),
    ("to edit not found", Fate.MISSING, "gone"),
    ("to copy not found", Fate.MISSING, "gone"),
    ("no messages to copy", Fate.MISSING, "gone"),
    ("to react not found", Fate.MISSING, "gone"),
    ("message_id_invalid", Fate.MISSING, "gone"),
    ("can't be edited", Fate.MISSING, "too_old"),
    ("can't be copied", Fate.REFUSED, "unsupported"),
    ("reaction", Fate.NO_SUCH_EMOJI, "rejected"),
    ("was blocked", Fate.UNREACHABLE, "blocked"),
    ("deactivated", Fate.UNREACHABLE, "deactivated"),
    ("can't initiate", Fate.UNREACHABLE, "not_started"),
    ("chat not found", Fate.UNREACHABLE, "not_started"),
    ("peer_id_invalid", Fate.UNREACHABLE, "not_started"),
    ("not a forum", Fate.NO_ROOM, "rejected"),
    ("not enough rights", Fate.NO_ROOM, "rejected"),
    ("no rights", Fate.NO_ROOM, "rejected"),
    ("administrator rights", Fate.NO_ROOM, "rejected"),
    ("admin_required", Fate.NO_ROOM, "rejected"),
    ("administrator_required", Fate.NO_ROOM, "rejected"),
    ("chat_write_forbidden", Fate.NO_ROOM, "rejected"),
)
"""Words of Telegram's sentence (small letters), what they mean, and the reason an agent is told."""


def mishap_of(error: Exception) -> Mishap:
    """Return what a failed call means; an error that is neither Telegram's nor the network's is ours.

    A database that is away is nobody's fault: the letter is tried again for as long as it takes.
    """
    if isinstance(error, StorageDown):
        return Mishap(fate=Fate.REST, sentence=f"the database does not answer: {error}", rest=_DATABASE_RESTS)
    if isinstance(error, x.ClientDecodeError):
        return Mishap(fate=Fate.AGAIN, sentence="the answer was no JSON")
    if not isinstance(error, x.TelegramAPIError):
        return Mishap(fate=Fate.OUR_FAULT, sentence=discreet(f"{type(error).__name__}: {error}"))
    chat_id: object = getattr(error.method, "chat_id", None)
    thread_id: object = getattr(error.method, "message_thread_id", None)
    mishap = _of_api(error, chat_id if isinstance(chat_id, int) else None)
    return replace(mishap, thread_id=thread_id) if isinstance(thread_id, int) else mishap


def _of_api(error: x.TelegramAPIError, chat_id: int | None) -> Mishap:
    sentence = discreet(error.message)  # aiogram names the URL of a call with a file, and in it the token
    match error:
        case x.TelegramRetryAfter():
            return Mishap(fate=Fate.REST, sentence=sentence, chat_id=chat_id, rest=timedelta(seconds=error.retry_after))
        case x.TelegramMigrateToChat():
            return Mishap(fate=Fate.MOVED, sentence=sentence, chat_id=chat_id, moved_to=error.migrate_to_chat_id)
        case x.TelegramEntityTooLarge():
            return Mishap(fate=Fate.REFUSED, sentence=sentence, chat_id=chat_id, code="too_large")
        case x.TelegramNetworkError() | x.TelegramServerError() | x.TelegramConflictError():
            uncertain = _may_have_happened(error)
            return Mishap(fate=Fate.AGAIN, sentence=sentence, chat_id=chat_id, uncertain=uncertain)
        case x.TelegramUnauthorizedError() | x.TelegramNotFound():  # a token Telegram cannot even read is a 404
            return Mishap(fate=Fate.NO_TOKEN, sentence=sentence, chat_id=chat_id)
        case _:
            fate, code = _read(error, chat_id)
            return Mishap(fate=fate, sentence=sentence, chat_id=chat_id, code=code)


def _read(error: x.TelegramAPIError, chat_id: int | None) -> tuple[Fate, str]:
    """A closed door is the customer's in a private chat, and the staff room's in a group."""
    sentence = error.message.lower()
    otherwise = Fate.UNREACHABLE if isinstance(error, x.TelegramForbiddenError) else Fate.REFUSED
    fate, code = next(((fate, code) for words, fate, code in _SENTENCES if words in sentence), (otherwise, "rejected"))
    private = chat_id is not None and chat_id > 0
    if fate is Fate.UNREACHABLE and not private:
        return (Fate.NO_ROOM if chat_id is not None else Fate.REFUSED), code
    if fate is Fate.NO_ROOM and private:
        return Fate.REFUSED, code
    return fate, code


def _may_have_happened(error: x.TelegramAPIError) -> bool:
    """A connection that broke may have broken after the effect; one that never stood has had none."""
    return isinstance(error, x.TelegramNetworkError) and not isinstance(error.__cause__, ClientConnectorError)


class Silence:
    """How long Telegram has taken nothing at all; one call that succeeds ends it."""

    def __init__(self) -> None:
        self._since: datetime | None = None
        self._last: datetime | None = None

    def goes_on(self, now: datetime, sentence: str) -> str | None:
        """Note a call that failed; return what is to be said when they have failed for longer than a moment."""
        if self._since is None or (self._last is not None and now - self._last > _FORGOTTEN):
            self._since = now
        self._last = now
        if now - self._since <= A_MOMENT:
            return None
        return f"Telegram does not take our messages since {self._since:%H:%M:%S} UTC: {sentence}"

    def ends(self) -> None:
        """Note a call that succeeded."""
        self._since = None


def backoff(tries: int, chance: float, *, first: timedelta, longest: timedelta) -> timedelta:
    """Return a wait for the next try: exponential, with full jitter (`chance` in 0…1)."""
    return min(first * (1 << min(tries, 20)), longest) * chance
