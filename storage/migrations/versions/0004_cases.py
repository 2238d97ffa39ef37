"""Cases: complaints, repairs and the like, the words beside them, and forms that are being filled in."""

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"

MOMENT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
COUNTED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    make_cases()
    make_texts()
    make_forms()


def make_cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("customer", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("klass", sa.String(length=16), nullable=False),
        sa.Column("category", sa.String(length=16), nullable=True),
        sa.Column("handler", sa.BigInteger(), nullable=True),
        sa.Column("worker", sa.BigInteger(), nullable=True),
        sa.Column("emergency", sa.Boolean(), nullable=False),
        sa.Column("filed_at", MOMENT, nullable=False),
        sa.Column("moved_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("card_message", sa.BigInteger(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("number", name="uq_cases_number"),
    )
    op.create_index("cases_of", "cases", ["customer", "id"], unique=False)
    op.create_index("cases_filed", "cases", ["filed_at"], unique=False)
    standing = sa.text("state != 'CLOSED'")
    op.create_index("cases_open", "cases", ["moved_at"], unique=False, sqlite_where=standing, postgresql_where=standing)
    due = sa.text("due_at IS NOT NULL")
    op.create_index("cases_due", "cases", ["due_at", "id"], unique=False, sqlite_where=due, postgresql_where=due)


def make_texts() -> None:
    op.create_table(
        "case_texts",
        sa.Column("id", COUNTED, nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("files", sa.Text(), nullable=True),
        sa.Column("author", sa.BigInteger(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_texts"),
    )
    op.create_index("texts_of_cases", "case_texts", ["case_id", "id"], unique=False)


def make_forms() -> None:
    op.create_table(
        "forms",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kept_at", MOMENT, nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_forms"),
    )
