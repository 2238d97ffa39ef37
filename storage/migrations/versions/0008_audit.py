"""The audit: a chain of records of what somebody must answer for, which the database lets nobody change."""

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )
    for guard in GUARDS[op.get_bind().dialect.name]:
        op.execute(guard)


GUARDS = {
    "sqlite": [
        f"CREATE TRIGGER audit_{name} BEFORE {what} ON audit BEGIN SELECT RAISE(ABORT, 'it is only added to'); END"
        for name, what in (("unchanged", "UPDATE"), ("undeleted", "DELETE"))
    ],
    "postgresql": [
        """CREATE OR REPLACE FUNCTION audit_is_added_to() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'it is only added to'; END $$""",
        """CREATE TRIGGER audit_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
        FOR EACH STATEMENT EXECUTE FUNCTION audit_is_added_to()""",
    ],
}
