"""Cases, the words that belong to them, and forms that are being filled in."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, Table, Text, literal_column

from storage.columns import Counted, Moment
from storage.tables.metadata import metadata

cases = Table(
    "cases",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("number", String(24), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("customer", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("klass", String(16), nullable=False),
    Column("category", String(16)),
    Column("handler", BigInteger),
    Column("worker", BigInteger),
    Column("emergency", Boolean, nullable=False),
    Column("filed_at", Moment, nullable=False),
    Column("moved_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Column("version", Integer, nullable=False),
    Column("due_at", Moment),
    Column("card_message", BigInteger),
    Column("card_chat", BigInteger),
    Column("facts", Text, nullable=False),
)
_c = cases.c
STANDING = _c.state != literal_column("'CLOSED'")
Index("cases_of", _c.customer, _c.id)
Index("cases_filed", _c.filed_at)
Index("cases_open", _c.moved_at, sqlite_where=STANDING, postgresql_where=STANDING)
Index("cases_due", _c.due_at, _c.id, sqlite_where=_c.due_at.is_not(None), postgresql_where=_c.due_at.is_not(None))

case_texts = Table(
    "case_texts",
    metadata,
    Column("id", Counted, primary_key=True),
    Column("case_id", BigInteger, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("field", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("files", Text),
    Column("author", BigInteger),
    Column("at", Moment, nullable=False),
    Index("texts_of_cases", "case_id", "id"),
)

forms = Table(
    "forms",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kept_at", Moment, nullable=False),
    Column("facts", Text, nullable=False),
)
