"""Time: lines and ranks of the queue, the duty of staff as facts, versions of rules, overruns, notices to staff."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"

MOMENT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
COUNTED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    widen_people()
    widen_conversations()
    tell_strikes_by_tier()
    make_rules()
    make_overruns()
    make_shifts()


def widen_people() -> None:
    op.add_column("people", sa.Column("barred_at", MOMENT, nullable=True))
    op.add_column("people", sa.Column("care", sa.Boolean(), nullable=True))
    op.add_column("staff", sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("staff", sa.Column("due_at", MOMENT, nullable=True))
    op.add_column("staff", sa.Column("facts", sa.Text(), nullable=True))


def widen_conversations() -> None:
    """Whoever waits keeps the place: until the desk looks again, by the moment alone."""
    op.add_column("conversations", sa.Column("line", sa.String(length=1), nullable=False, server_default="A"))
    op.add_column("conversations", sa.Column("locale", sa.String(length=8), nullable=False, server_default="zh"))
    op.add_column("conversations", sa.Column("rank", MOMENT, nullable=True))
    reachable = r"""facts NOT LIKE '%"unreachable"\:true%'"""  # a bare colon would name a parameter
    op.execute(f"UPDATE conversations SET rank = waiting_since WHERE {reachable}")  # noqa: S608 - our own words
    op.drop_index("the_queue", table_name="conversations")
    op.create_index("the_queue", "conversations", ["rank", "customer"], unique=False, **where("state = 'QUEUED'"))
    op.create_index("who_is_offered", "conversations", ["owner"], unique=False, **where("state = 'OFFERED'"))
    op.create_index("who_sets_aside", "conversations", ["owner"], unique=False, **where("state = 'HOLD'"))
    offers = where("type IN ('OfferMade', 'OfferCall')")
    op.create_index("offers_sent", "outbox", ["key"], unique=False, **offers)


def tell_strikes_by_tier() -> None:
    """What had struck is remembered with its tier, which was the first, and an open breach by the name of its clock."""
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT id, facts FROM conversations WHERE state <> 'CLOSED'")).all()
    changed: list[dict[str, Any]] = []
    for row in rows:
        facts = with_tiers(json.loads(row.facts))
        kept = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
        changed.append({"id": row.id, "facts": kept, "locale": facts.get("locale", "zh")})
    if changed:
        keep = sa.text("UPDATE conversations SET facts = :facts, locale = :locale WHERE id = :id")
        connection.execute(keep, changed)


def with_tiers(facts: dict[str, Any]) -> dict[str, Any]:
    """Return a conversation's facts as they are kept from here on."""
    struck: list[list[Any]] = facts.get("struck", [])
    rung = [{"clock": clock, "occurrence": occurrence, "tier": 1} for clock, occurrence in struck]
    breaches = [{name: one[name] for name in one if name != "at"} for one in facts.get("breaches", [])]
    kept = {name: value for name, value in facts.items() if name != "struck"}
    return {**kept, "rung": rung, "breaches": breaches}


def make_rules() -> None:
    op.create_table(
        "rooms",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rooms"),
    )
    op.create_table(
        "rule_versions",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("hours", sa.Text(), nullable=True),
        sa.Column("rota", sa.Text(), nullable=True),
        sa.Column("replaced_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("version", name="pk_rule_versions"),
    )
    op.create_table(
        "counters",
        sa.Column("series", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", name="pk_counters"),
    )


def make_overruns() -> None:
    op.create_table(
        "overruns",
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("clock", sa.String(length=32), nullable=False),
        sa.Column("occurrence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("tier", sa.SmallInteger(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("agent", sa.BigInteger(), nullable=True),
        sa.Column("overrun", sa.BigInteger(), nullable=True),
        sa.Column("met_at", MOMENT, nullable=True),
        sa.Column("excuse", sa.String(length=24), nullable=True),
        sa.Column("appeal", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("subject", "clock", "occurrence", name="pk_overruns"),
    )
    op.create_index("ix_overruns_due", "overruns", ["due"], unique=False)


def make_shifts() -> None:
    op.create_table(
        "staff_notices",
        sa.Column("id", COUNTED, nullable=False),
        sa.Column("author", sa.BigInteger(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff_notices"),
    )
    op.create_table(
        "notice_reads",
        sa.Column("notice_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("agent", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("notice_id", "agent", name="pk_notice_reads"),
    )


def where(condition: str) -> dict[str, Any]:
    """Say it to whichever database it is."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}
