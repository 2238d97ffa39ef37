"""The library's tables: entries, their versions, the golden set."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"

MOMENT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    make_entries()
    make_golden()
    make_labels()
    make_gaps()
    op.create_index("prompts_sent", "outbox", ["message_id", "chat_id"], unique=False, **where("type = 'FillIn'"))


def make_entries() -> None:
    op.create_table(
        "entries",
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("published", sa.Integer(), nullable=True),
        sa.Column("draft", sa.Integer(), nullable=True),
        sa.Column("standing", sa.String(length=16), nullable=False),
        sa.Column("retired_at", MOMENT, nullable=True),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("asked_from", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("entry_id", name="pk_entries"),
    )
    op.create_index("drafted_entries", "entries", ["changed_at"], unique=False, **where("draft IS NOT NULL"))
    op.create_index("retired_entries", "entries", ["retired_at"], unique=False, **where("retired_at IS NOT NULL"))
    op.create_table(
        "entry_versions",
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("author", sa.BigInteger(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "number", name="pk_entry_versions"),
    )
    op.create_table(
        "remarks",
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "seq", name="pk_remarks"),
    )
    op.create_table(
        "reminders",
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("why", sa.String(length=16), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "why", "on_day", name="pk_reminders"),
    )


def make_golden() -> None:
    op.create_table(
        "golden",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=True),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("added_by", sa.BigInteger(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_golden"),
    )
    op.create_index("ix_golden_entry_id", "golden", ["entry_id"], unique=False)


def make_labels() -> None:
    op.create_table(
        "labels",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("part", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("direct", sa.Boolean(), nullable=False),
        sa.Column("exact", sa.Boolean(), nullable=False),
        sa.Column("leans", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=24), nullable=False),
        sa.Column("was_right", sa.Boolean(), nullable=False),
        sa.Column("correct", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_labels_conversation_id"),
        sa.PrimaryKeyConstraint("chat_id", "message_id", "part", name="pk_labels"),
    )
    op.create_index("ix_labels_at", "labels", ["at"], unique=False)


def make_gaps() -> None:
    op.create_table(
        "gap_questions",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("part", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("how", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_gap_questions_conversation_id"),
        sa.PrimaryKeyConstraint("chat_id", "message_id", "part", name="pk_gap_questions"),
    )
    op.create_index("ix_gap_questions_at", "gap_questions", ["at"], unique=False)
    op.create_table(
        "gaps",
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_gaps"),
    )
    op.create_table(
        "gap_decisions",
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=True),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_gap_decisions"),
    )


def where(condition: str) -> dict[str, Any]:
    """Say it to whichever database it is."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}
