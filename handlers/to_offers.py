"""What staff are told about offers: whose turn it is, how it ended, when everybody may take."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from desk import notices as n
from handlers.buttons import TakeIt
from handlers.lettering import escape, one_line
from handlers.moments import clock_time
from handlers.offer_buttons import SkipIt
from handlers.spoken import Spoken, Voice, keyboard
from handlers.to_staff import customer_named, line_named

_MENTIONED = 8


def _offer(voice: Voice, notice: n.OfferMade) -> Spoken:
    words = voice.words
    text = words(
        "offer.call" if notice.audience is n.Audience.AGENT else "offer.made",
        agent=_mention(notice.agent, notice.number),
        customer=_whose(voice, notice.customer, notice.ticket),
        line=line_named(voice, notice.line),
        until=clock_time(notice.until, voice.zone, seconds=True),
    )
    if voice.conversation is None:
        return Spoken(text)
    take, skip = TakeIt(voice.conversation, notice.epoch), SkipIt(voice.conversation, notice.offer)
    return Spoken(text, keyboard([(words("button.take"), take), (words("button.skip"), skip)]))


def _over(voice: Voice, notice: n.OfferOver) -> Spoken:
    key = f"offer.{notice.ending.value}"
    of_transfer = f"{key}_transfer"
    text = voice.words(
        of_transfer if notice.transfer and of_transfer in voice.words else key,
        ticket=escape(one_line(notice.ticket)) or voice.words("offer.this_one"),
        number=escape(one_line(notice.number)),
        by=escape(one_line(notice.by or "")),
        at=clock_time(notice.at, voice.zone, seconds=True),
    )
    return Spoken(text)


def _open_to_all(voice: Voice, notice: n.OpenToAll) -> Spoken:
    if notice.over_at is not None:
        return _open_no_more(voice, notice, notice.over_at)
    text = voice.words(
        "offer.open_to_all",
        customer=_whose(voice, notice.customer, notice.ticket),
        agents=" ".join(_mentions(notice.agents, notice.numbers)),
    )
    take = TakeIt(notice.conversation, notice.epoch)
    return Spoken(text, keyboard([(voice.words("button.take"), take)]) if notice.conversation else None)


def _open_no_more(voice: Voice, notice: n.OpenToAll, at: datetime) -> Spoken:
    text = voice.words(
        "offer.withdrawn" if notice.by is None else "offer.taken_by_other",
        ticket=escape(one_line(notice.ticket)) or voice.words("offer.this_one"),
        by=escape(one_line(notice.by or "")),
        at=clock_time(at, voice.zone, seconds=True),
    )
    return Spoken(text)


def _mentions(agents: Sequence[int], numbers: Sequence[str]) -> list[str]:
    called = list(zip(agents, numbers, strict=False))
    rest = ["…"] if len(called) > _MENTIONED else []
    return [_mention(*one) for one in called[:_MENTIONED]] + rest


def _mention(agent: int, number: str) -> str:
    """A number that rings whoever has it; staff are called by no other name here (003:410)."""
    return f'<a href="tg://user?id={agent}">{escape(one_line(number))}</a>'


def _whose(voice: Voice, customer: int, ticket: str) -> str:
    shown = customer_named(voice, customer)
    return f"{escape(one_line(ticket))} {shown}" if ticket else shown


TO_OFFERS: Mapping[type[n.Notice], Callable[[Voice, Any], Spoken]] = {
    n.OfferMade: _offer,
    n.OfferCall: _offer,
    n.OfferOver: _over,
    n.OfferCallOver: _over,
    n.OpenToAll: _open_to_all,
}
"""How each notice about an offer is said."""
