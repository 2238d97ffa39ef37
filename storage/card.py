"""What the card of a conversation shows, read when it is about to be sent."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Integer, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.people import Agent, Role
from desk.ports import CardFacts, Said
from storage import codec, finding
from storage.columns import AnyRow
from storage.subjects import of_conversation
from storage.tables import conversations, customer_files, events, messages, people, staff

_LINES = 12
_LOOKED_AT = 40


async def facts(connection: AsyncConnection, conversation_id: int) -> CardFacts | None:
    """Return what the card of a conversation shows now."""
    row = (await connection.execute(_CARD, {"this": conversation_id})).one_or_none()
    if row is None:
        return None
    why = await connection.execute(_WHY, {"subject": of_conversation(conversation_id)})
    return CardFacts(
        conversation=codec.conversation(row.id, row.facts),
        customer=replace(finding.named(row), called=row.called or ""),
        owner=_owner(row),
        lines=_answers_once(await lines(connection, conversation_id, _LOOKED_AT))[-_LINES:],
        card_message=row.card_message,
        card_chat=row.card_chat,
        reason=_reason(why.one_or_none()),
    )


async def lines(connection: AsyncConnection, conversation_id: int, most: int) -> tuple[Said, ...]:
    """Return the last that was said in a conversation, oldest first."""
    said = (await connection.execute(_SAID, {"this": conversation_id, "most": most})).all()
    return tuple(_line(one) for one in sorted(said, key=_as_said))


def _answers_once(said: Sequence[Said]) -> tuple[Said, ...]:
    """Leave out what the bot said after its own words: how sorry it is, again and again, pushes nobody's out."""
    before = (None, *(one.author for one in said))
    return tuple(one for one, last in zip(said, before, strict=False) if (one.author, last) != ("bot", "bot"))


def _owner(row: AnyRow) -> Agent | None:
    if row.user_id is None:
        return None
    return Agent(user_id=row.user_id, number=row.number, role=Role(row.role), on_duty_since=row.on_duty_since)


def _line(row: AnyRow) -> Said:
    return Said(author=row.author, at=row.sent_at, kind=row.kind, text=row.text, number=row.number)


def _as_said(row: AnyRow) -> tuple[datetime, bool, int]:
    """Telegram tells whole seconds and we tell finer ones: within one the numbers of the private chat count.

    The staff room has numbers of its own (and is a group, below zero); what agents said comes after what they answer.
    """
    return row.sent_at.replace(microsecond=0), row.chat_id < 0, row.message_id


def _reason(row: AnyRow | None) -> str | None:
    reason = getattr(codec.event(row.type, row.body), "reason", None) if row is not None else None
    return reason.value if reason is not None else None


_c = conversations.c
_m = messages.c
_s = staff.c
_CARD = (
    select(
        *finding.NAMED,
        _c.id,
        _c.facts,
        _c.card_message,
        _c.card_chat,
        customer_files.c.called,
        _s.user_id,
        _s.number,
        _s.role,
        _s.on_duty_since,
    )
    .join(people, people.c.chat_id == _c.customer)
    .join(customer_files, customer_files.c.chat_id == _c.customer, isouter=True)
    .join(staff, _s.user_id == _c.owner, isouter=True)
    .where(_c.id == bindparam("this"))
)
_SAID = (
    select(_m.chat_id, _m.message_id, _m.author, _m.sent_at, _m.kind, _m.text, _s.number)
    .join_from(messages, staff, _s.user_id == _m.agent, isouter=True)
    .where(_m.conversation_id == bindparam("this"))
    .order_by(_m.sent_at.desc(), _m.message_id.desc())
    .limit(bindparam("most", type_=Integer()))
)
_WHY = (
    select(events.c.type, events.c.body)
    .where(events.c.subject == bindparam("subject"), events.c.type.in_(["HandedOff", "Requeued"]))
    .order_by(events.c.seq.desc())
    .limit(1)
)
