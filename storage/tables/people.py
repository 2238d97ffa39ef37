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
    Column("topic_chat", BigInteger),
    Column("topic_thread", BigInteger),
    Column("barred_at", Moment),
    Column("care", Boolean),
    UniqueConstraint("topic_chat", "topic_thread"),
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
