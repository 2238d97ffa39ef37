"""Conversations and their history."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
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

conversations = Table(
    "conversations",
    metadata,
    Column("id", Counted, primary_key=True),
    Column("customer", BigInteger, ForeignKey("people.chat_id"), nullable=False),
    Column("state", String(16), nullable=False),
    Column("owner", BigInteger),
    Column("epoch", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("level", Integer, nullable=False),
    Column("line", String(1), nullable=False, server_default="A"),
    Column("locale", String(8), nullable=False, server_default="zh"),
    Column("rank", Moment),
    Column("waiting_since", Moment),
    Column("queued_at", Moment),
    Column("owner_since", Moment),
    Column("due_at", Moment),
    Column("card_message", BigInteger),
    Column("card_chat", BigInteger),
    Column("facts", Text, nullable=False),
)
_c = conversations.c
OPEN = _c.state != literal_column("'CLOSED'")
WAITING = _c.state == literal_column("'QUEUED'")
OFFERED = _c.state == literal_column("'OFFERED'")
SERVED = _c.state == literal_column("'ACTIVE'")
ASIDE = _c.state == literal_column("'HOLD'")
DUE = _c.due_at.is_not(None)
WAS_SERVED = _c.owner_since.is_not(None)

Index("one_open_conversation", _c.customer, unique=True, sqlite_where=OPEN, postgresql_where=OPEN)
Index("conversations_of", _c.customer, _c.id)
Index("the_queue", _c.rank, _c.customer, sqlite_where=WAITING, postgresql_where=WAITING)
Index("who_is_offered", _c.owner, sqlite_where=OFFERED, postgresql_where=OFFERED)
Index("who_sets_aside", _c.owner, sqlite_where=ASIDE, postgresql_where=ASIDE)
Index("who_holds", _c.owner, sqlite_where=SERVED, postgresql_where=SERVED)
Index("the_agenda", _c.due_at, _c.id, sqlite_where=DUE, postgresql_where=DUE)
Index("lately_served", _c.owner_since, sqlite_where=WAS_SERVED, postgresql_where=WAS_SERVED)

events = Table(
    "events",
    metadata,
    Column("subject", String(32), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("type", String(32), nullable=False),
    Column("at", Moment, nullable=False),
    Column("body", Text, nullable=False),
    sqlite_with_rowid=False,
)

strikes = Table(
    "strikes",
    metadata,
    Column("subject", String(32), primary_key=True),
    Column("clock", String(32), primary_key=True),
    Column("tier", SmallInteger, primary_key=True, autoincrement=False),
    Column("occurrence", Integer, primary_key=True, autoincrement=False),
    Column("due", Moment, nullable=False),
    Column("at", Moment, nullable=False, index=True),
)

agenda = Table(
    "agenda",
    metadata,
    Column("subject", String(32), primary_key=True),
    Column("due_at", Moment, nullable=False),
)
