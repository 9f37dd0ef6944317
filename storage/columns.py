"""Column types that both databases treat alike, and the one statement they write differently."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, TypeAlias, TypeVar, cast

from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    Integer,
    Row,
    Table,
    and_,
    false,
    literal_column,
    or_,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import TypeDecorator

T = TypeVar("T")

# A row of whatever columns were asked for.
AnyRow: TypeAlias = Row[*tuple[Any, ...]]

# SQLite counts rows by itself only in a column that is called exactly INTEGER.
BigId = BigInteger().with_variant(Integer, "sqlite")


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware when it goes in, aware and in UTC when it comes out.

    SQLite keeps no zone and would drop an offset without converting, so a naive moment is an
    error here and not a guess.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def insert(conn: Connection, table: Table) -> postgresql.Insert:
    """An INSERT that knows ON CONFLICT. Both databases spell it alike, SQLAlchemy does not."""
    if conn.dialect.name == "sqlite":
        return cast(postgresql.Insert, sqlite.insert(table))
    return postgresql.insert(table)


def literal(value: int | str) -> ColumnElement[int | str]:
    """A constant written into the statement: a partial index is used only for what can be seen."""
    return literal_column(f"'{value}'" if isinstance(value, str) else str(value))


def padded(values: Iterable[T]) -> list[T]:
    """The values without repetition, the last repeated until their count is a power of two.

    A list of each length is a statement of its own that has to be planned and kept; so there are
    seven of up to 64 and not 64.
    """
    unique = list(dict.fromkeys(values))
    if not unique:
        return []
    size = 1 << (len(unique) - 1).bit_length()
    return unique + unique[-1:] * (size - len(unique))


def pairs_in(
    first: ColumnElement[str], second: ColumnElement[str], pairs: Iterable[tuple[str, str]]
) -> ColumnElement[bool]:
    """Whether two columns together are one of the pairs; `first` has few different values.

    `(a, b) IN (…)` says it shorter, but then SQLite reads the whole index, and PostgreSQL takes
    longer to plan than to look.
    """
    seconds: dict[str, list[str]] = {}
    for one, other in pairs:
        seconds.setdefault(one, []).append(other)
    return or_(
        false(),
        *(and_(first == one, second.in_(padded(seconds[one]))) for one in sorted(seconds)),
    )


def rows(values: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Parameter sets for one executemany, in the order of their key.

    Two transactions that change the same rows in the same order wait for each other; in different
    orders they would block each other.
    """
    return sorted(values, key=lambda value: value["key"])
