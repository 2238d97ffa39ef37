"""Who works on the database beside us, and what of Telegram's limits all of them have used."""

from sqlalchemy import BigInteger, Column, Integer, Table, Text

from storage.columns import Counted, Moment
from storage.tables.metadata import metadata

processes = Table(
    "processes",
    metadata,
    Column("id", Counted, primary_key=True),
    Column("name", Text, nullable=False),
    Column("session", Integer, nullable=False),
    Column("seen_at", Moment, nullable=False),
)

paces = Table(
    "paces",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("state", Text, nullable=False),
    Column("quiet_at", BigInteger, nullable=False),
)
