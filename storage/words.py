"""What people wrote and the bot said, kept apart from the history that refers to it."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.ports import Written
from storage.dialects import replacing
from storage.tables import messages, revisions

_ALL = ("conversation_id", "author", "agent", "kind", "text", "file_id", "album", "reply_to", "sent_at")
_WORDS = ("kind", "text", "file_id")


async def keep(connection: AsyncConnection, written: Iterable[tuple[int | None, Written]]) -> None:
    """Keep messages; an edit puts its words in the place of the former ones, which move to the revisions.

    A message that is here already comes from a chat that began to count anew, and takes the old one's place.
    """
    fresh: list[dict[str, Any]] = []
    edits: list[dict[str, Any]] = []
    for conversation_id, one in written:
        (edits if one.revision else fresh).append(_row(conversation_id, one))
    await put(connection, fresh)
    for once in _one_by_one(edits):
        former = [{"of_chat": r["chat_id"], "of_message": r["message_id"], "edited_at": r["sent_at"]} for r in once]
        await connection.execute(_SET_ASIDE, former)
        await connection.execute(_upsert(connection, _WORDS), once)


def _one_by_one(edits: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Return first every message's first edit, then every second: each sets aside the wording of the one before."""
    rounds: list[list[dict[str, Any]]] = []
    seen: Counter[tuple[int, int]] = Counter()
    for row in edits:
        message = (row["chat_id"], row["message_id"])
        if seen[message] == len(rounds):
            rounds.append([])
        rounds[seen[message]].append(row)
        seen[message] += 1
    return rounds


async def put(connection: AsyncConnection, rows: list[dict[str, Any]]) -> None:
    """Write whole messages."""
    if rows:
        await connection.execute(_upsert(connection, _ALL), rows)


def _row(conversation_id: int | None, written: Written) -> dict[str, Any]:
    content = written.content
    return {
        "chat_id": content.chat_id,
        "message_id": content.message_id,
        "conversation_id": conversation_id,
        "author": written.author,
        "agent": written.agent,
        "kind": content.kind.value,
        "text": content.text,
        "file_id": content.file_id,
        "album": content.album,
        "reply_to": content.reply_to,
        "sent_at": content.sent_at,
    }


def _upsert(connection: AsyncConnection, replaced: tuple[str, ...]) -> Any:
    return replacing(connection, messages, key=("chat_id", "message_id"), replaced=replaced)


_SET_ASIDE = insert(revisions).from_select(
    ["chat_id", "message_id", "text", "file_id", "replaced_at"],
    select(
        messages.c.chat_id,
        messages.c.message_id,
        messages.c.text,
        messages.c.file_id,
        bindparam("edited_at", type_=revisions.c.replaced_at.type),
    ).where(messages.c.chat_id == bindparam("of_chat"), messages.c.message_id == bindparam("of_message")),
)
