"""Several staff rooms: a customer's topic in each of them, whose room a customer is in, and where each card stands.

What people had as their one topic is copied, not taken away: the version before this one may still run beside it.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"


def upgrade() -> None:
    make_topics()
    op.add_column("people", sa.Column("team", sa.String(length=20), server_default="", nullable=False))
    for table in ("conversations", "cases"):
        op.add_column(table, sa.Column("card_chat", sa.BigInteger(), nullable=True))
        op.execute(
            f"UPDATE {table} SET card_chat ="  # noqa: S608 - the names are the two above
            f" (SELECT topic_chat FROM people WHERE people.chat_id = {table}.customer)"
            " WHERE card_message IS NOT NULL"
        )


def make_topics() -> None:
    op.create_table(
        "topics",
        sa.Column("customer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("closed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("customer", "chat_id", name="pk_topics"),
        sa.UniqueConstraint("chat_id", "thread_id", name="uq_topics_chat_id_thread_id"),
    )
    op.execute(
        "INSERT INTO topics (customer, chat_id, thread_id) SELECT chat_id, topic_chat, topic_thread FROM people"
        " WHERE topic_chat IS NOT NULL AND topic_thread IS NOT NULL"
    )
