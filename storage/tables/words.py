"""What was written, and which message is a copy of which."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
)

from storage.columns import Counted, Moment
from storage.tables.metadata import metadata

messages = Table(
    "messages",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("conversation_id", BigInteger, ForeignKey("conversations.id"), nullable=False),
    Column("author", String(16), nullable=False),
    Column("agent", BigInteger),
    Column("kind", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("file_id", Text),
    Column("album", Text),
    Column("reply_to", BigInteger),
    Column("sent_at", Moment, nullable=False),
    Index("messages_of", "conversation_id", "sent_at"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("id", Counted, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
    Column("file_id", Text),
    Column("replaced_at", Moment, nullable=False),
    Index("revisions_of", "chat_id", "message_id"),
)

copies = Table(
    "copies",
    metadata,
    Column("from_chat", BigInteger, primary_key=True, autoincrement=False),
    Column("from_message", BigInteger, primary_key=True, autoincrement=False),
    Column("to_chat", BigInteger, primary_key=True, autoincrement=False),
    Column("to_message", BigInteger, nullable=False),
    Index("originals_of", "to_chat", "to_message"),
    sqlite_with_rowid=False,
)
