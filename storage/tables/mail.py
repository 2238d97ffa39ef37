"""Letters on their way, and updates already handled."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    literal_column,
)

from storage.columns import Counted, Moment
from storage.tables.metadata import metadata

outbox = Table(
    "outbox",
    metadata,
    Column("id", Counted, primary_key=True),
    Column("lane", String(96), nullable=False),
    Column("customer", BigInteger),
    Column("conversation_id", BigInteger),
    Column("type", String(32), nullable=False),
    Column("body", Text, nullable=False),
    Column("locale", String(8), nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("key", String(64)),
    Column("guard", Integer),
    Column("origin", Text),
    Column("not_before", Moment),
    Column("posted_at", Moment),
    Column("status", String(8), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("maybe_sent", Boolean, nullable=False),
    Column("settled_at", Moment),
    Column("chat_id", BigInteger),
    Column("message_id", BigInteger),
    Column("text", Text),
    Column("error", Text),
    Column("claimed_by", BigInteger),
)
_o = outbox.c
UNSENT = _o.settled_at.is_(None)
READY = _o.status == literal_column("'ready'")
BEHIND = _o.status == literal_column("'behind'")
SENDING = _o.status == literal_column("'sending'")
PUT_OFF = BEHIND & _o.not_before.is_not(None)
KEYED = UNSENT & _o.key.is_not(None)
_OFFERS = ("OfferMade", "OfferCall", "TransferWanted", "TransferCall", "OpenToAll")
IS_OFFER = _o.type.in_([literal_column(f"'{name}'") for name in _OFFERS])
IS_PROMPT = _o.type == literal_column("'FillIn'")

Index("letters_of_a_lane", _o.lane, _o.id, sqlite_where=UNSENT, postgresql_where=UNSENT)
Index("letters_ready", _o.priority, _o.id, sqlite_where=READY, postgresql_where=READY)
Index("letters_sending", _o.lane, sqlite_where=SENDING, postgresql_where=SENDING)
Index("letters_put_off", _o.not_before, sqlite_where=PUT_OFF, postgresql_where=PUT_OFF)
Index("letters_by_key", _o.key, sqlite_where=KEYED, postgresql_where=KEYED)
Index("offers_sent", _o.key, sqlite_where=IS_OFFER, postgresql_where=IS_OFFER)
Index("prompts_sent", _o.message_id, _o.chat_id, sqlite_where=IS_PROMPT, postgresql_where=IS_PROMPT)

handled_updates = Table(
    "handled_updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False, index=True),
)

dead_letters = Table(
    "dead_letters",
    metadata,
    Column("kind", String(8), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("tries", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("error", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("put_aside_at", Moment),
)
