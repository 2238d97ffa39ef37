"""Many processes on one PostgreSQL: who is there, whose letters they hold, and what of Telegram's limits is used."""

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"

COUNTED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.add_column("outbox", sa.Column("claimed_by", sa.BigInteger(), nullable=True))
    op.create_table(
        "processes",
        sa.Column("id", COUNTED, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("session", sa.Integer(), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_processes"),
    )
    op.create_table(
        "paces",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("quiet_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_paces"),
    )
    if op.get_context().dialect.name == "postgresql":
        op.execute("ALTER TABLE paces SET UNLOGGED")  # a minute's memory need not outlive the server
