"""Customers, staff, and what is bound."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from storage.columns import Moment
from storage.tables.metadata import metadata

people = Table(
    "people",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("username", Text),
    Column("locale", String(8), nullable=False),
    Column("topic_chat", BigInteger),  # both are the former version's, which may still run beside this one
    Column("topic_thread", BigInteger),
    Column("barred_at", Moment),
    Column("care", Boolean),
    Column("team", String(20), nullable=False, server_default=""),
    UniqueConstraint("topic_chat", "topic_thread"),
)

topics = Table(
    "topics",
    metadata,
    Column("customer", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("thread_id", BigInteger, nullable=False),
    Column("closed", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("chat_id", "thread_id"),
)

staff = Table(
    "staff",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("number", String(8), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("on_duty_since", Moment),
    Column("version", Integer, nullable=False, server_default="0"),
    Column("due_at", Moment),
    Column("facts", Text),
)

bindings = Table(
    "bindings",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("value", Text, nullable=False),
)
