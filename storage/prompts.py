"""Which prompt still waits for its text in a private chat: the last thing said there, neither answered nor left."""

from datetime import datetime

from sqlalchemy import bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.library.notices import FillIn
from storage import letters
from storage.notices import notice
from storage.tables import IS_PROMPT, SENDING, outbox


async def waiting(connection: AsyncConnection, chat_id: int, since: datetime) -> tuple[int, FillIn] | None:
    """Return the message of the prompt that waits (0: it is being sent), and the prompt; None where none does."""
    here = letters.at_origin(chat_id, None)
    asked = (await connection.execute(_ASKED, {"here": here, "since": since})).all()
    if not asked:
        return None
    prompt = max(asked, key=lambda row: row.id)
    said_here = {"lanes": [here, f"c{chat_id}", f"a{chat_id}"]}
    for row in (await connection.execute(_LATER, {"prompt": prompt.id, **said_here})).all():
        place = letters.origin(row.origin)
        if row.lane in said_here["lanes"]:
            return None
        if place is not None and (place.chat_id, place.message_id) == (chat_id, prompt.message_id):
            return None  # its button was pressed, which is answered in a small window
    found = notice(prompt.type, prompt.body)
    return (prompt.message_id or 0, found) if isinstance(found, FillIn) else None


_o = outbox.c
_ASKED = select(_o.id, _o.type, _o.body, _o.message_id).where(
    IS_PROMPT,
    _o.lane == bindparam("here"),
    _o.posted_at >= bindparam("since", type_=_o.posted_at.type),
    or_(_o.message_id.is_not(None), SENDING),
)
_LATER = select(_o.lane, _o.origin).where(
    _o.id > bindparam("prompt"), or_(_o.lane.in_(bindparam("lanes", expanding=True)), _o.lane.like("p%"))
)
