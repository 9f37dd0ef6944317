"""What officers corrected, until a person has looked at it and said whether it may be learned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, select, update

from domain.correction import Correction
from storage.cleaning import private
from storage.codec import dump_labels, dump_said, load_labels, load_said
from storage.office_tables import corrections


@dataclass(frozen=True, slots=True)
class StoredCorrection:
    """A correction and its row. at: when the officer made it, UTC."""

    id: int
    at: datetime
    correction: Correction


def add(conn: Connection, new: Sequence[Correction], now: datetime) -> None:
    """Stores corrections that were made now (aware)."""
    if new:
        conn.execute(
            insert(corrections),
            [
                {
                    "complaint": one.complaint,
                    "at": now,
                    "actor": one.actor,
                    "text": private(one.text),
                    "said": dump_said(one.said),
                    "corrected": dump_labels(one.corrected),
                }
                for one in new
            ],
        )


def unreviewed(conn: Connection, limit: int) -> list[StoredCorrection]:
    """The oldest corrections that nobody has looked at, at most `limit` of them."""
    waiting = select(corrections).where(corrections.c.reviewed_at.is_(None))
    return _read(conn, waiting.order_by(corrections.c.id).limit(limit))


def accepted(conn: Connection) -> list[StoredCorrection]:
    """All that may be learned, the oldest first."""
    taken = select(corrections).where(corrections.c.accepted)
    return _read(conn, taken.order_by(corrections.c.id))


def mark_reviewed(conn: Connection, id: int, accepted: bool, at: datetime) -> None:
    """Notes what was decided, at a moment (aware). Raises LookupError for no such row."""
    statement = update(corrections).where(corrections.c.id == id)
    done = conn.execute(statement.values(reviewed_at=at, accepted=accepted))
    if not done.rowcount:
        raise LookupError(f"there is no correction {id}")


def _read(conn: Connection, query: Select[Any]) -> list[StoredCorrection]:
    return [
        StoredCorrection(
            row.id,
            row.at,
            Correction(
                complaint=row.complaint,
                actor=row.actor,
                text=row.text,
                said=load_said(row.said),
                corrected=load_labels(row.corrected),
            ),
        )
        for row in conn.execute(query)
    ]
