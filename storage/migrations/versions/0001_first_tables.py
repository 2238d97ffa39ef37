"""The first tables."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None

MOMENT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
COUNTED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    make_people()
    make_conversations()
    make_words()
    make_letters()
    make_updates()


def make_people() -> None:
    op.create_table(
        "people",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("username", sa.Text(), nullable=True),
        sa.Column("locale", sa.String(length=8), nullable=False),
        sa.Column("topic_chat", sa.BigInteger(), nullable=True),
        sa.Column("topic_thread", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("chat_id", name="pk_people"),
        sa.UniqueConstraint("topic_chat", "topic_thread", name="uq_people_topic_chat_topic_thread"),
    )
    op.create_table(
        "staff",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.String(length=8), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("on_duty_since", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("user_id", name="pk_staff"),
        sa.UniqueConstraint("number", name="uq_staff_number"),
    )
    op.create_table(
        "bindings",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_bindings"),
    )


def make_conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", COUNTED, nullable=False),
        sa.Column("customer", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("owner", sa.BigInteger(), nullable=True),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("waiting_since", MOMENT, nullable=True),
        sa.Column("queued_at", MOMENT, nullable=True),
        sa.Column("owner_since", MOMENT, nullable=True),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("card_message", sa.BigInteger(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["customer"], ["people.chat_id"], name="fk_conversations_customer"),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
    )
    op.create_index("conversations_of", "conversations", ["customer", "id"], unique=False)
    op.create_index(
        "lately_served",
        "conversations",
        ["owner_since"],
        unique=False,
        **where("owner_since IS NOT NULL"),
    )
    op.create_index(
        "one_open_conversation",
        "conversations",
        ["customer"],
        unique=True,
        **where("state != 'CLOSED'"),
    )
    op.create_index(
        "the_agenda",
        "conversations",
        ["due_at", "id"],
        unique=False,
        **where("due_at IS NOT NULL"),
    )
    op.create_index(
        "the_queue",
        "conversations",
        ["level", "waiting_since", "customer"],
        unique=False,
        **where("state = 'QUEUED'"),
    )
    op.create_index(
        "who_holds",
        "conversations",
        ["owner"],
        unique=False,
        **where("state = 'ACTIVE'"),
    )
    op.create_table(
        "events",
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "seq", name="pk_events"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "strikes",
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("clock", sa.String(length=32), nullable=False),
        sa.Column("tier", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("occurrence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("subject", "clock", "tier", "occurrence", name="pk_strikes"),
    )
    op.create_index("ix_strikes_at", "strikes", ["at"], unique=False)
    op.create_table(
        "agenda",
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("subject", name="pk_agenda"),
    )


def make_words() -> None:
    op.create_table(
        "messages",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(length=16), nullable=False),
        sa.Column("agent", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=True),
        sa.Column("album", sa.Text(), nullable=True),
        sa.Column("reply_to", sa.BigInteger(), nullable=True),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_messages_conversation_id"),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name="pk_messages"),
    )
    op.create_index("messages_of", "messages", ["conversation_id", "sent_at"], unique=False)
    op.create_table(
        "revisions",
        sa.Column("id", COUNTED, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=True),
        sa.Column("replaced_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_revisions"),
    )
    op.create_index("revisions_of", "revisions", ["chat_id", "message_id"], unique=False)
    op.create_table(
        "copies",
        sa.Column("from_chat", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("from_message", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("to_chat", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("to_message", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("from_chat", "from_message", "to_chat", name="pk_copies"),
        sqlite_with_rowid=False,
    )
    op.create_index("originals_of", "copies", ["to_chat", "to_message"], unique=False)


def make_letters() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", COUNTED, nullable=False),
        sa.Column("lane", sa.String(length=96), nullable=False),
        sa.Column("customer", sa.BigInteger(), nullable=True),
        sa.Column("conversation_id", sa.BigInteger(), nullable=True),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("locale", sa.String(length=8), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=True),
        sa.Column("guard", sa.Integer(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=True),
        sa.Column("not_before", MOMENT, nullable=True),
        sa.Column("posted_at", MOMENT, nullable=True),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("maybe_sent", sa.Boolean(), nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    op.create_index(
        "letters_by_key",
        "outbox",
        ["key"],
        unique=False,
        **where("settled_at IS NULL AND key IS NOT NULL"),
    )
    op.create_index(
        "letters_of_a_lane",
        "outbox",
        ["lane", "id"],
        unique=False,
        **where("settled_at IS NULL"),
    )
    op.create_index(
        "letters_put_off",
        "outbox",
        ["not_before"],
        unique=False,
        **where("status = 'behind' AND not_before IS NOT NULL"),
    )
    op.create_index(
        "letters_ready",
        "outbox",
        ["priority", "id"],
        unique=False,
        **where("status = 'ready'"),
    )
    op.create_index(
        "letters_sending",
        "outbox",
        ["lane"],
        unique=False,
        **where("status = 'sending'"),
    )


def make_updates() -> None:
    op.create_table(
        "handled_updates",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_handled_updates"),
    )
    op.create_index("ix_handled_updates_at", "handled_updates", ["at"], unique=False)
    op.create_table(
        "dead_letters",
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("put_aside_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("kind", "number", name="pk_dead_letters"),
    )


def where(condition: str) -> dict[str, Any]:
    """Say it to whichever database it is."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}
