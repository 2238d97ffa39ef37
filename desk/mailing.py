"""Notices about a conversation put on their way: to whom, in which language, and what makes an older one needless."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from desk import commands as c
from desk import notices as n
from desk.ports import Letter
from desk.state import Conversation

_SPEND = (c.PressForm, c.StartForm)
"""What a message asks once: pressed, its buttons are worth nothing any more."""
_ALBUM_WAITS = timedelta(seconds=1)


def letter_about(
    conversation: Conversation, notice: n.Notice, command: c.Command, *, now: datetime, locale: str
) -> Letter:
    """Return the letter of a notice that a command led to; `locale` is the staff room's language."""
    origin: c.Origin | None = getattr(command, "origin", None)
    to_origin = notice.audience is n.Audience.ORIGIN
    to_customer = notice.audience is n.Audience.CUSTOMER or (
        to_origin and origin is not None and origin.chat_id == conversation.customer
    )
    in_album = isinstance(notice, n.Relay) and notice.album is not None
    return Letter(
        notice=notice,
        locale=conversation.locale if to_customer else locale,
        customer=conversation.customer,
        origin=origin if to_origin else None,
        key=_key(conversation.customer, notice),
        guard=conversation.epoch if notice.guarded else None,
        not_before=now + _ALBUM_WAITS if in_album else None,
    )


def answered(command: c.Command, says: Sequence[n.Notice]) -> Sequence[n.Notice]:
    """Return what is said; a press waits for its answer, and where there is nothing to tell hears that it was done."""
    origin: c.Origin | None = getattr(command, "origin", None)
    pressed = origin is not None and origin.press_id is not None
    if pressed and not any(notice.audience is n.Audience.ORIGIN for notice in says):
        return (*says, n.Spent() if isinstance(command, _SPEND) else n.Told(outcome=n.Outcome.DONE))
    return says


def _key(customer: int, notice: n.Notice) -> str | None:
    """A card that waits to be shown is enough, but for one that shows more."""
    if not isinstance(notice, n.Card):
        return None
    return f"card:{customer}:more" if notice.more else f"card:{customer}"
