"""The audit: records that are only ever added to, and the newest of them, which is locked by whoever adds one.

The database itself refuses to change or delete a record; whoever owns it can still switch that off, and is found out
by the chain.
"""

from sqlalchemy import DDL, BigInteger, Column, Integer, String, Table, Text, event

from storage.tables.metadata import metadata

audit = Table(
    "audit",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    Column("digest", String(64), nullable=False),
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False),
    Column("digest", String(64), nullable=False),
)

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
"""What makes the table append-only, by database."""

for _dialect, _statements in GUARDS.items():
    for _statement in _statements:
        _guard: DDL = DDL(_statement)  # type: ignore[no-untyped-call]  # SQLAlchemy gives no types for it
        event.listen(audit, "after_create", _guard.execute_if(dialect=_dialect))
