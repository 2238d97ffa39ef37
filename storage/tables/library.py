"""The library, and what is learned about it."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
)

from storage.columns import Moment
from storage.tables.metadata import metadata

entries = Table(
    "entries",
    metadata,
    Column("entry_id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("published", Integer),
    Column("draft", Integer),
    Column("standing", String(16), nullable=False),
    Column("retired_at", Moment),
    Column("changed_at", Moment, nullable=False),
    Column("facts", Text, nullable=False),
    Column("report", Text),
    Column("asked_from", Text),
)
_e = entries.c
LIVE = _e.published.is_not(None) & _e.retired_at.is_(None)
DRAFTED = _e.draft.is_not(None)
RETIRED = _e.retired_at.is_not(None)

Index("drafted_entries", _e.changed_at, sqlite_where=DRAFTED, postgresql_where=DRAFTED)
Index("retired_entries", _e.retired_at, sqlite_where=RETIRED, postgresql_where=RETIRED)

entry_versions = Table(
    "entry_versions",
    metadata,
    Column("entry_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    Column("author", BigInteger),
    Column("at", Moment, nullable=False),
    Column("note", Text, nullable=False),
)

remarks = Table(
    "remarks",
    metadata,
    Column("subject", String(32), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
)

golden = Table(
    "golden",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("question", Text, nullable=False),
    Column("entry_id", Text, index=True),
    Column("source", String(16), nullable=False),
    Column("added_by", BigInteger),
    Column("at", Moment, nullable=False),
)

reminders = Table(
    "reminders",
    metadata,
    Column("entry_id", Text, primary_key=True),
    Column("why", String(16), primary_key=True),
    Column("on_day", Date, primary_key=True),
    Column("at", Moment, nullable=False),
)

labels = Table(
    "labels",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("part", SmallInteger, primary_key=True, autoincrement=False),
    Column("conversation_id", BigInteger, ForeignKey("conversations.id"), nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("entry_id", Text),
    Column("confidence", Float, nullable=False),
    Column("direct", Boolean, nullable=False),
    Column("exact", Boolean, nullable=False),
    Column("leans", Boolean, nullable=False),
    Column("source", String(24), nullable=False),
    Column("was_right", Boolean, nullable=False),
    Column("correct", Text),
)

gap_questions = Table(
    "gap_questions",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("part", SmallInteger, primary_key=True, autoincrement=False),
    Column("conversation_id", BigInteger, ForeignKey("conversations.id"), nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("how", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("answer", Text),
)

gaps = Table(
    "gaps",
    metadata,
    Column("key", String(16), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("body", Text, nullable=False),
)

gap_decisions = Table(
    "gap_decisions",
    metadata,
    Column("key", String(16), primary_key=True),
    Column("decision", String(16), nullable=False),
    Column("entry_id", Text),
    Column("by", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    Column("text", Text, nullable=False),
)
