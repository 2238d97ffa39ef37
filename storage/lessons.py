"""What conversations teach, kept: labelled outcomes, questions asked in vain, and what agents answered to them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.learning.labels import Label, Lessons
from faq import parts_of
from faq.masking import mask
from storage.dialects import replacing
from storage.tables import gap_questions, labels, messages

_PLACE = ("chat_id", "message_id", "part")
_LABELLED = (
    "conversation_id", "at", "entry_id", "confidence", "direct", "exact", "leans", "source", "was_right", "correct",
)  # fmt: skip
_ASKED = ("conversation_id", "at", "how", "text")

Taught = tuple[int | None, int, Lessons]
"""A conversation's number, its customer's chat, and what it taught."""


async def keep(connection: AsyncConnection, taught: Iterable[Taught]) -> None:
    """Write what a batch taught, each kind in one go; most batches teach nothing."""
    some = [one for one in taught if one[2]]
    if not some:
        return
    await _keep_labels(connection, some)
    await _keep_questions(connection, some)
    answers = [
        {"in_chat": chat, "of_message": message, "of_part": part, "said": answer.text}
        for _, chat, lessons in some
        for answer in lessons.answers
        for message, part in answer.questions
    ]
    if answers:
        await connection.execute(_ANSWER, answers)


async def _keep_labels(connection: AsyncConnection, taught: Iterable[Taught]) -> None:
    """The last word about a question counts; a statement may name each place but once."""
    latest = {
        (chat, label.thought.message, label.thought.part): (number, label)
        for number, chat, lessons in taught
        for label in lessons.labels
    }
    rows = [_row(chat, number, label) for (chat, _, _), (number, label) in latest.items()]
    if rows:
        await connection.execute(replacing(connection, labels, key=_PLACE, replaced=_LABELLED), rows)


def _row(chat: int, conversation_id: int | None, label: Label) -> dict[str, Any]:
    thought = label.thought
    return {
        "chat_id": chat,
        "message_id": thought.message,
        "part": thought.part,
        "conversation_id": conversation_id,
        "at": label.at,
        "entry_id": thought.entry_id,
        "confidence": thought.confidence,
        "direct": thought.direct,
        "exact": thought.exact,
        "leans": thought.leans,
        "source": label.source.value,
        "was_right": label.right,
        "correct": label.correct,
    }


async def _keep_questions(connection: AsyncConnection, taught: Iterable[Taught]) -> None:
    """The words stand in `messages`, where this batch's have just been written."""
    asked = {
        (chat, one.message, one.part): (number, one) for number, chat, lessons in taught for one in lessons.in_vain
    }
    if not asked:
        return
    places = sorted({(chat, message) for chat, message, _ in asked})
    rows = (await connection.execute(_WORDS, {"places": places})).all()
    words = {(row.chat_id, row.message_id): row.text for row in rows}
    kept = [
        {
            "chat_id": chat,
            "message_id": message,
            "part": part,
            "conversation_id": number,
            "at": one.at,
            "how": one.how.value,
            "text": mask(part_of(words[chat, message], part)),
        }
        for (chat, message, part), (number, one) in asked.items()
        if (chat, message) in words
    ]
    if kept:
        await connection.execute(replacing(connection, gap_questions, key=_PLACE, replaced=_ASKED), kept)


def part_of(text: str, part: int) -> str:
    """Return one of a message's questions, or all of it."""
    parts = parts_of(text)
    return parts[part] if 0 <= part < len(parts) else text


_m = messages.c
_q = gap_questions.c
_WORDS = select(_m.chat_id, _m.message_id, _m.text).where(
    tuple_(_m.chat_id, _m.message_id).in_(bindparam("places", expanding=True))
)
_ANSWER = (
    update(gap_questions)
    .where(
        _q.chat_id == bindparam("in_chat"),
        _q.message_id == bindparam("of_message"),
        _q.part == bindparam("of_part"),
        func.length(func.coalesce(_q.answer, "")) < func.length(bindparam("said", type_=_q.answer.type)),
    )
    .values(answer=bindparam("said", type_=_q.answer.type))
)
