"""What the courier asks about offers: whether one still stands, and where it was said."""

from sqlalchemy import bindparam, select

from desk.notices import Audience
from desk.state import State
from storage import codec, letters
from storage.connections import Connections
from storage.tables import IS_OFFER, conversations, outbox


class OffersSaid:
    """The part of an `Outbox` that knows about offers."""

    _connections: Connections

    async def offer_stands(self, conversation_id: int, offer: int) -> bool:
        """Tell whether a conversation is still kept for somebody by this offer of it."""
        async with self._connections.reading() as connection:
            row = (await connection.execute(_OFFERED, {"this": conversation_id})).one_or_none()
        if row is None:
            return False
        found = codec.conversation(row.id, row.facts)
        return found.state is State.OFFERED and found.offers == offer

    async def offer_said(self, conversation_id: int, offer: int, audience: Audience) -> tuple[int, int] | None:
        """Return where (chat, message) an offer was told to an audience last; None: nowhere."""
        key = letters.offer_key(conversation_id, offer, audience)
        async with self._connections.reading() as connection:
            row = (await connection.execute(_SAID, {"this": key})).first()
        return (row.chat_id, row.message_id) if row is not None else None


_c = conversations.c
_OFFERED = select(_c.id, _c.facts).where(_c.id == bindparam("this"))
_SAID = (
    select(outbox.c.chat_id, outbox.c.message_id)
    .where(IS_OFFER, outbox.c.message_id.is_not(None), outbox.c.key == bindparam("this"))
    .order_by(outbox.c.id.desc())
)
