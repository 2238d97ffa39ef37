"""What is needed to say something about a case, read when it is about to be sent."""

import json

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.cases.state import Case
from desk.ports import CaseFacts
from storage import codec, finding
from storage.tables import case_texts, cases, people, staff

_NOTES = 200


async def facts(connection: AsyncConnection, case_id: int) -> CaseFacts | None:
    """Return a case as it stands now, with its words, files and people; what a grievance said, its complaint says."""
    row = (await connection.execute(_CASE, {"this": case_id})).one_or_none()
    if row is None:
        return None
    case = codec.decode(Case, row.facts)
    told_in = [case_id] if case.turned_from is None else [case_id, case.turned_from]
    written = list(reversed((await connection.execute(_TEXTS, {"these": told_in})).all()))
    numbers = await connection.execute(_NUMBERS)
    return CaseFacts(
        case=case,
        customer=finding.named(row),
        words={one.field: one.text for one in written if one.text},
        files=tuple(file for one in written if one.files for file in json.loads(one.files)),
        numbers={row.user_id: row.number for row in numbers},
        notes=tuple((one.at, one.field, one.author, one.text) for one in written),
        card_message=row.card_message,
        card_chat=row.card_chat,
    )


async def card_shown(connection: AsyncConnection, case_id: int, message_id: int, chat_id: int) -> None:
    """Remember which message is a case's card, and in which room."""
    shown = update(cases).where(cases.c.id == case_id).values(card_message=message_id, card_chat=chat_id)
    await connection.execute(shown)


_CASE = (
    select(*finding.NAMED, cases.c.facts, cases.c.card_message, cases.c.card_chat)
    .join(people, people.c.chat_id == cases.c.customer)
    .where(cases.c.id == bindparam("this"))
)
_t = case_texts.c
_TEXTS = (
    select(_t.at, _t.field, _t.author, _t.text, _t.files)
    .where(_t.case_id.in_(bindparam("these", expanding=True)))
    .order_by(_t.id.desc())
    .limit(_NOTES)
)
_NUMBERS = select(staff.c.user_id, staff.c.number)
