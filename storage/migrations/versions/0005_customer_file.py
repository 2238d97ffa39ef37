"""Customer files: how somebody is addressed and reached, who stands for whom, and who has looked."""

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"

MOMENT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
COUNTED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    make_files()
    make_looks()


def make_files() -> None:
    op.create_table(
        "customer_files",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("called", sa.Text(), nullable=False),
        sa.Column("klass", sa.String(length=16), nullable=False),
        sa.Column("merged_into", sa.BigInteger(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_customer_files"),
    )
    op.create_index("files_merged", "customer_files", ["merged_into"], unique=False)


def make_looks() -> None:
    op.create_table(
        "file_looks",
        sa.Column("id", COUNTED, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("agent", sa.BigInteger(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_file_looks"),
    )
    op.create_index("looks_at", "file_looks", ["chat_id", "id"], unique=False)
