"""Customer files, and who has looked at them."""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from storage.columns import Counted, Moment
from storage.tables.metadata import metadata

customer_files = Table(
    "customer_files",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("called", Text, nullable=False),
    Column("klass", String(16), nullable=False),
    Column("merged_into", BigInteger),
    Column("facts", Text, nullable=False),
    Index("files_merged", "merged_into"),
)

file_looks = Table(
    "file_looks",
    metadata,
    Column("id", Counted, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("agent", BigInteger),
    Column("at", Moment, nullable=False),
    Column("what", String(16), nullable=False),
    Index("looks_at", "chat_id", "id"),
)
