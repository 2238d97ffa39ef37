"""The rules, the room and what was promised: versions, numbers, overruns, notices to staff."""

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
)

from storage.columns import Counted, Moment
from storage.tables.metadata import metadata

rooms = Table(
    "rooms",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("due_at", Moment),
    Column("facts", Text, nullable=False),
)

rule_versions = Table(
    "rule_versions",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("rules", Text, nullable=False),
    Column("hours", Text),
    Column("rota", Text),
    Column("replaced_at", Moment),
)

counters = Table(
    "counters",
    metadata,
    Column("series", String(64), primary_key=True),
    Column("value", Integer, nullable=False),
)

overruns = Table(
    "overruns",
    metadata,
    Column("subject", String(32), primary_key=True),
    Column("clock", String(32), primary_key=True),
    Column("occurrence", Integer, primary_key=True, autoincrement=False),
    Column("due", Moment, nullable=False, index=True),
    Column("tier", SmallInteger, nullable=False),
    Column("points", Integer, nullable=False),
    Column("agent", BigInteger),
    Column("overrun", BigInteger),
    Column("met_at", Moment),
    Column("excuse", String(24)),
    Column("appeal", String(16)),
)

staff_notices = Table(
    "staff_notices",
    metadata,
    Column("id", Counted, primary_key=True),
    Column("author", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    Column("text", Text, nullable=False),
)

notice_reads = Table(
    "notice_reads",
    metadata,
    Column("notice_id", BigInteger, primary_key=True, autoincrement=False),
    Column("agent", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
)
