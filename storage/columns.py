"""The kinds of columns our databases do not agree on: moments and numbers that count themselves."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, DateTime, Integer, Interval, Row
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """An aware moment in UTC: microseconds since 1970 in SQLite, which knows no zones, `timestamptz` in PostgreSQL.

    This is the one place where a stored moment gets its zone back; a naive one is refused on its way in.
    """

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose how the dialect keeps it."""
        return dialect.type_descriptor(DateTime(timezone=True) if dialect.name == "postgresql" else BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Turn a moment into what is stored."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a zone cannot be kept: {value}")
        return value.astimezone(UTC) if dialect.name == "postgresql" else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Turn what is stored into a moment."""
        if value is None or dialect.name == "postgresql":
            return value.astimezone(UTC) if value is not None else None
        return _EPOCH + timedelta(microseconds=value)


class Span(TypeDecorator[timedelta]):
    """What lies between two moments: microseconds in SQLite, an interval in PostgreSQL; read, never stored."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose what the dialect makes of a difference."""
        return dialect.type_descriptor(Interval() if dialect.name == "postgresql" else BigInteger())

    def process_result_value(self, value: Any, dialect: Dialect) -> timedelta | None:
        """Turn a difference into a span."""
        return value if value is None or dialect.name == "postgresql" else timedelta(microseconds=value)


Counted = BigInteger().with_variant(Integer(), "sqlite")
"""A primary key the database counts up itself; SQLite does so only for INTEGER."""

AnyRow = Row[*tuple[Any, ...]]
"""A row of whichever columns its query names."""
