"""How the sending of letters ended: what it leaves in the history, among the copies and for those behind."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.notices import AnswerFromAgent, Audience, DeliverEdit, DeliverReaction, Relay
from desk.ports import Copied, Delivery, Letter
from storage import letters, words
from storage.columns import AnyRow
from storage.dialects import replacing
from storage.notices import NOTICES_BY_NAME, notice
from storage.tables import UNSENT, copies, dead_letters, outbox, staff


async def settle(connection: AsyncConnection, deliveries: Sequence[Delivery], processes: Sequence[int]) -> None:
    """Record how tries ended, of letters claimed by one of these processes.

    One that was recorded already, by a commit we did not hear of, or that another process has claimed since, changes
    nothing more.
    """
    tried = sorted(one.id for one in deliveries)
    await letters.hold(connection, await _lanes_of(connection, deliveries, tried))
    found = await connection.execute(_UNSETTLED, {"tried": tried, "processes": processes})
    rows = {row.id: row for row in found.all()}
    ended = [one for one in sorted(deliveries, key=lambda one: one.id) if one.id in rows]
    if not ended:
        return
    await connection.execute(_SETTLE, [_ending(one) for one in ended])
    await _keep_words(connection, ended, rows)
    await _keep_copies(connection, [copy for one in ended for copy in one.copies])
    await _bury(connection, ended, rows)
    await letters.add(connection, [_following(letter, one, rows[one.id]) for one in ended for letter in one.follow])
    await letters.move_up(connection, (row.lane for row in rows.values()))


async def _lanes_of(connection: AsyncConnection, deliveries: Sequence[Delivery], tried: Sequence[int]) -> set[str]:
    """Return the lanes that will be moved along, and those of what follows."""
    if connection.dialect.name != "postgresql":
        return set()
    found = {row.id: row for row in (await connection.execute(_LANES, {"tried": tried})).all()}
    follow = {
        letters.lane(letter, letter.customer if letter.customer is not None else found[one.id].customer)
        for one in deliveries
        if one.id in found
        for letter in one.follow
    }
    return {row.lane for row in found.values()} | follow


def _ending(one: Delivery) -> dict[str, Any]:
    again = one.again_at is not None
    return {
        "this": one.id,
        "new_status": "behind" if again else "dropped" if one.dropped else "sent",
        "new_not_before": one.again_at,
        "new_settled_at": None if again else one.at,
        "new_chat_id": one.chat_id,
        "new_message_id": one.message_id,
        "new_text": one.text,
        "new_error": one.error,
        "new_maybe_sent": one.maybe_sent,
        "failed": int(again and one.error is not None),
    }


async def _keep_words(connection: AsyncConnection, deliveries: Sequence[Delivery], rows: Mapping[int, AnyRow]) -> None:
    """What the bot said to a customer belongs to the conversation; relayed words are kept already."""
    said: list[dict[str, Any]] = []
    worded = [rows[one.id] for one in deliveries if one.text is not None]
    senders = await _senders(connection, [row for row in worded if row.type == AnswerFromAgent.__name__])
    for one in deliveries:
        row = rows[one.id]
        if one.text is None or one.message_id is None or row.conversation_id is None or not _is_speech(row.type):
            continue
        said.append(
            {
                "chat_id": one.chat_id if one.chat_id is not None else row.customer,
                "message_id": one.message_id,
                "conversation_id": row.conversation_id,
                "author": "bot" if row.type != AnswerFromAgent.__name__ else "entry",
                "agent": senders.get(row.id),
                "kind": "text",
                "text": one.text,
                "file_id": None,
                "album": None,
                "reply_to": None,
                "sent_at": one.at,
            }
        )
    await words.put(connection, said)


async def _senders(connection: AsyncConnection, rows: Sequence[AnyRow]) -> dict[int, int]:
    """Return, by letter, the agent who sent an entry's answer: customers know the number, the history the person."""
    numbers = {row.id: getattr(notice(row.type, row.body), "number", "") for row in rows}
    if not numbers:
        return {}
    found = await connection.execute(_STAFF.where(staff.c.number.in_(sorted(set(numbers.values())))))
    by_number = {row.number: row.user_id for row in found.all()}
    return {letter: by_number[number] for letter, number in numbers.items() if number in by_number}


def _is_speech(name: str) -> bool:
    kind = NOTICES_BY_NAME[name]
    return kind.audience is Audience.CUSTOMER and not issubclass(kind, Relay | DeliverEdit | DeliverReaction)


async def _keep_copies(connection: AsyncConnection, made: Sequence[Copied]) -> None:
    rows = [
        {"from_chat": c.from_chat, "from_message": c.from_message, "to_chat": c.to_chat, "to_message": c.to_message}
        for c in made
    ]
    if rows:
        key = ("from_chat", "from_message", "to_chat")
        await connection.execute(replacing(connection, copies, key=key, replaced=("to_message",)), rows)


async def _bury(connection: AsyncConnection, deliveries: Sequence[Delivery], rows: Mapping[int, AnyRow]) -> None:
    dead = [
        {
            "kind": "letter",
            "number": one.id,
            "tries": rows[one.id].tries + 1,
            "at": one.at,
            "error": one.error,
            "body": rows[one.id].body,
            "put_aside_at": one.at,
        }
        for one in deliveries
        if one.dropped and one.error is not None
    ]
    if dead:
        await connection.execute(insert(dead_letters), dead)


def _following(letter: Letter, one: Delivery, row: AnyRow) -> dict[str, Any]:
    return letters.row(letter, one.at, row.conversation_id, row.customer)


_o = outbox.c
_STAFF = select(staff.c.number, staff.c.user_id)
_TRIED = _o.id.in_(bindparam("tried", expanding=True))
_LANES = select(_o.id, _o.lane, _o.customer).where(_TRIED)
_UNSETTLED = select(_o.id, _o.lane, _o.customer, _o.conversation_id, _o.type, _o.body, _o.tries).where(
    UNSENT, _TRIED, _o.claimed_by.is_(None) | _o.claimed_by.in_(bindparam("processes", expanding=True))
)
_SETTLE = (
    update(outbox)
    .where(_o.id == bindparam("this"))
    .values(
        status=bindparam("new_status"),
        not_before=bindparam("new_not_before"),
        settled_at=bindparam("new_settled_at"),
        chat_id=bindparam("new_chat_id"),
        message_id=bindparam("new_message_id"),
        text=bindparam("new_text"),
        error=bindparam("new_error"),
        claimed_by=None,
        tries=_o.tries + bindparam("failed", type_=_o.tries.type),
        maybe_sent=_o.maybe_sent | bindparam("new_maybe_sent", type_=_o.maybe_sent.type),
    )
)
