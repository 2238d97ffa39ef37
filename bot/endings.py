"""How a try to send ends, as the outbox is told. Pure."""

from collections.abc import Iterable
from datetime import datetime

from desk.commands import Origin
from desk.notices import Deliver, DeliverEdit, DeliveryMark, Priority, Relay
from desk.ports import Copied, Delivery, Letter, Posted, Topic


def sent(
    posted: Posted,
    at: datetime,
    spot: tuple[int, int | None],
    text: str,
    follow: tuple[Letter, ...] = (),
) -> Delivery:
    """It stands there now (chat, message); what was passed on has a counterpart from now on."""
    chat_id, message_id = spot
    notice = posted.letter.notice
    copies: tuple[Copied, ...] = ()
    if isinstance(notice, Relay) and message_id is not None:
        copies = (
            Copied(from_chat=notice.from_chat, from_message=notice.message, to_chat=chat_id, to_message=message_id),
        )
    return Delivery(
        id=posted.id, at=at, chat_id=chat_id, message_id=message_id, text=text, copies=copies, follow=follow
    )


def done(posted: Posted, at: datetime) -> Delivery:
    """It had its effect, and no message stands for it."""
    return Delivery(id=posted.id, at=at)


def stale(posted: Posted, at: datetime, follow: tuple[Letter, ...] = ()) -> Delivery:
    """Nobody needs it any more."""
    return Delivery(id=posted.id, at=at, dropped=True, follow=follow)


def given_up(posted: Posted, at: datetime, error: str, follow: tuple[Letter, ...] = ()) -> Delivery:
    """It can never be sent."""
    return Delivery(id=posted.id, at=at, error=error, dropped=True, follow=follow)


def put_off(
    letters: Iterable[Posted], at: datetime, again_at: datetime, error: str | None = None, *, maybe_sent: bool = False
) -> list[Delivery]:
    """They are tried later; without an error they were not tried now."""
    return [
        Delivery(id=posted.id, at=at, again_at=again_at, error=error, maybe_sent=maybe_sent or posted.maybe_sent)
        for posted in letters
    ]


def mark_for(posted: Posted, locale: str, topic: Topic | None, failed: str | None = None) -> tuple[Letter, ...]:
    """Return the mark an agent's message gets: it arrived, or why not; nothing for what no agent wrote."""
    notice = posted.letter.notice
    if not isinstance(notice, Deliver | DeliverEdit):
        return ()
    thread_id = topic.thread_id if topic is not None and topic.chat_id == notice.from_chat else None
    origin = Origin(chat_id=notice.from_chat, message_id=notice.message, thread_id=thread_id)
    return (Letter(notice=DeliveryMark(failed=failed), locale=locale, origin=origin),)


def can_wait(posted: Posted) -> bool:
    """Tell whether a letter is of those that go last when there is little room."""
    return posted.letter.notice.priority is Priority.MIRROR
