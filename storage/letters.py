"""Letters on their way into the outbox: which lane keeps their order, and whether they are first in it.

Of a lane's unsent letters at most one is `ready`: its first, unless that is put off. All others are `behind`. So the
courier finds its next letters in an index as short as the list of lanes that can move, however many wait behind
them.
"""

import json
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

from sqlalchemy import ColumnElement, String, bindparam, case, exists, insert, literal_column, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.commands import Origin
from desk.notices import Audience, OfferMade, OpenToAll, TransferWanted
from desk.ports import Letter
from storage import codec
from storage.tables import PUT_OFF, outbox

ALBUM_HELD = timedelta(seconds=5)  # from its first part
_ROOM = "room"  # the lane of the main room
_MADE_LATE = "late"  # what is counted first: no alarm waits for it, and it is joined to none
_LANES = 0x0F_D0_0B  # what keeps writers of letters and the courier apart on PostgreSQL

_KEPT = (
    "lane",
    "customer",
    "conversation_id",
    "type",
    "body",
    "locale",
    "priority",
    "key",
    "guard",
    "origin",
    "not_before",
    "posted_at",
)


def lane(letter: Letter, customer: int | None, team: str = "") -> str:
    """Return what a letter must keep its order in; each room has a lane of its own."""
    asked_at = letter.origin
    match letter.notice.audience:
        case Audience.CUSTOMER:
            return f"c{customer}"
        case Audience.TOPIC if letter.key is not None:
            return f"k{customer}"  # a card that waits its seconds must not hold back what is said
        case Audience.TOPIC:
            return f"t{customer}"
        case Audience.ROOM if letter.notice.made_late:
            return _MADE_LATE
        case Audience.ROOM:
            return f"{_ROOM}:{team}" if team else _ROOM
        case Audience.AGENT:
            agent: int | None = getattr(letter.notice, "agent", None)
            if agent is None:
                raise ValueError(f"{type(letter.notice).__name__} names no agent to be told")
            return f"a{agent}"
        case Audience.ORIGIN:
            if asked_at is None:
                raise ValueError(f"{type(letter.notice).__name__} has no origin to be told at")
            return f"p{asked_at.press_id}" if asked_at.press_id else at_origin(asked_at.chat_id, asked_at.thread_id)


def at_origin(chat_id: int, thread_id: int | None) -> str:
    """Return the lane of what is told where a command was given."""
    return f"o{chat_id}:{thread_id or 0}"


def joins(name: str) -> bool:
    """Tell whether the letters of a lane may be joined into one message: those of the staff room may."""
    return name.startswith("t") or name.partition(":")[0] == _ROOM


def row(
    letter: Letter,
    at: datetime | None,
    conversation_id: int | None = None,
    customer: int | None = None,
    *,
    team: str = "",
) -> dict[str, Any]:
    """Return a letter, written at a moment, as it is stored; its own customer goes before the conversation's.

    `team` is whose room the conversation is in.
    """
    whose = letter.customer if letter.customer is not None else customer
    return {
        "lane": lane(letter, whose, team),
        "customer": whose,
        "conversation_id": conversation_id,
        "type": type(letter.notice).__name__,
        "body": codec.encode(letter.notice),
        "locale": letter.locale,
        "priority": int(letter.notice.priority),
        "key": _key(letter, conversation_id),
        "guard": letter.guard,
        "origin": None if letter.origin is None else codec.encode(letter.origin),
        "not_before": letter.not_before,
        "posted_at": at,
    }


def origin(body: str | None) -> Origin | None:
    """Return the place a command was given at."""
    return None if body is None else codec.adapter(Origin).validate_json(body)


def _key(letter: Letter, conversation_id: int | None) -> str | None:
    """Return a letter's key; each conversation of a customer has a card of its own, and offers of its own."""
    if isinstance(letter.notice, OfferMade):
        return offer_key(conversation_id, letter.notice.offer, letter.notice.audience)
    if isinstance(letter.notice, TransferWanted):
        return offer_key(conversation_id, letter.notice.lease, letter.notice.audience)
    if isinstance(letter.notice, OpenToAll) and letter.notice.over_at is None:
        return offer_key(conversation_id, letter.notice.epoch, letter.notice.audience)
    if letter.key is None or conversation_id is None or letter.notice.audience is not Audience.TOPIC:
        return letter.key
    return f"{letter.key}:{conversation_id}"


def offer_key(conversation_id: int | None, offer: int, audience: Audience) -> str:
    """Return what the letter that tells of an offer is known by, in the topic, the agent's own chat and the room."""
    return f"offer:{conversation_id}:{offer}{_WHERE[audience]}"


_WHERE = {Audience.TOPIC: "", Audience.AGENT: ":a", Audience.ROOM: ":r"}


async def put(connection: AsyncConnection, rows: list[dict[str, Any]]) -> None:
    """Write letters, in one statement; an unsent one with the same key is enough."""
    await hold(connection, {row["lane"] for row in rows})
    await add(connection, rows)


async def add(connection: AsyncConnection, rows: list[dict[str, Any]]) -> None:
    """Write letters into lanes that are held already."""
    if rows:
        await connection.execute(_PUT, rows)
        await _keep_albums_together(connection, rows)


async def _keep_albums_together(connection: AsyncConnection, rows: list[dict[str, Any]]) -> None:
    """The parts of an album that wait already wait for the one that came last, though not for ever."""
    for row in rows:
        album = json.loads(row["body"]).get("album") if row["not_before"] is not None else None
        if album is None or row["posted_at"] is None:
            continue
        part = _o.body.contains(f'"album":{json.dumps(album, ensure_ascii=False)}', autoescape=True)
        earlier = PUT_OFF & (_o.lane == row["lane"]) & (_o.not_before < row["not_before"]) & part
        lately = _o.posted_at > row["posted_at"] - ALBUM_HELD
        await connection.execute(outbox.update().where(earlier, lately).values(not_before=row["not_before"]))


async def hold(connection: AsyncConnection, lanes: Collection[str]) -> None:
    """Keep everyone else from adding to these lanes or moving along them until the end of the transaction.

    A transaction does so once, for all its lanes: two that did it bit by bit could wait for each other for ever.
    """
    if lanes and connection.dialect.name == "postgresql":  # on SQLite there is one writer
        await connection.execute(_HOLD, {"lock": _LANES, "slots": _slots(lanes)})


async def hold_free(connection: AsyncConnection, lanes: Collection[str]) -> set[str]:
    """Return those of the lanes that nobody else holds, held until the end of the transaction."""
    if not lanes or connection.dialect.name != "postgresql":
        return set(lanes)
    free = set((await connection.execute(_HOLD_FREE, {"lock": _LANES, "slots": _slots(lanes)})).scalars())
    return {lane for lane in lanes if _slot(lane) in free}


async def move_up(connection: AsyncConnection, lanes: Iterable[str]) -> None:
    """Make the first unsent letter of each lane ready, unless it is being sent or put off."""
    rows = [{"in_lane": name} for name in sorted(set(lanes))]
    if rows:
        await connection.execute(_MOVE_UP, rows)


def _slots(lanes: Iterable[str]) -> list[int]:
    return sorted({_slot(lane) for lane in lanes})


def _slot(lane: str) -> int:
    """Return the lock of a lane; so few of them that a transaction can hold all there are."""
    return crc32(lane.encode()) % _SLOTS


_SLOTS = 1024
_HOLD = text(
    "SELECT pg_advisory_xact_lock(:lock, slot)"
    " FROM (SELECT unnest(CAST(:slots AS integer[])) AS slot ORDER BY slot) AS in_order"
)
_HOLD_FREE = text(
    "SELECT slot FROM unnest(CAST(:slots AS integer[])) AS slot WHERE pg_try_advisory_xact_lock(:lock, slot)"
)

_o = outbox.c
_other = outbox.alias("other")
_unsent_here = exists().where(
    _other.c.lane == bindparam("lane", type_=outbox.c.lane.type), _other.c.settled_at.is_(None)
)
_same_key = exists().where(
    _other.c.key == bindparam("key", type_=outbox.c.key.type),
    _other.c.settled_at.is_(None),
    _other.c.key.is_not(None),
    _other.c.status != literal_column("'sending'"),
)
_not_before = bindparam("not_before", type_=outbox.c.not_before.type)
_status: ColumnElement[str] = case(
    (_unsent_here | _not_before.is_not(None), literal_column("'behind'", String())),
    else_=literal_column("'ready'", String()),
)
_PUT = insert(outbox).from_select(
    [*_KEPT, "status", "tries", "maybe_sent"],
    select(
        *(bindparam(name, type_=outbox.c[name].type) for name in _KEPT),
        _status,
        literal_column("0"),
        literal_column("false"),
    ).where(~_same_key),
)
_first = (
    select(_other.c.id)
    .where(_other.c.lane == bindparam("in_lane"), _other.c.settled_at.is_(None))
    .order_by(_other.c.id)
    .limit(1)
    .scalar_subquery()
)
_MOVE_UP = (
    outbox.update()
    .where(outbox.c.id == _first, outbox.c.status == literal_column("'behind'"), outbox.c.not_before.is_(None))
    .values(status="ready")
)
