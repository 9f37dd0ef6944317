"""Small things to remember: what could not be read, how far was read, how much waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select
from sqlalchemy import insert as plain_insert

from storage.cleaning import private
from storage.columns import insert
from storage.tables import (
    FAILED,
    HELD,
    QUEUED,
    conversations,
    cursors,
    has_pending,
    inbox,
    outbox,
    rejected_payloads,
)


def reject(conn: Connection, channel: str, raw: str, reason: str, now: datetime) -> None:
    """Keeps a webhook's body that could not be read, for an officer."""
    row = {"channel": channel, "raw": private(raw), "reason": private(reason), "at": now}
    conn.execute(plain_insert(rejected_payloads).values(row))


def get_cursor(conn: Connection, name: str) -> str:
    """How far something was read, "" before the first time."""
    query = select(cursors.c.value).where(cursors.c.name == name)
    return conn.execute(query).scalar_one_or_none() or ""


def set_cursor(conn: Connection, name: str, value: str) -> None:
    """Notes how far something was read, in the transaction that stored what was read."""
    statement = insert(conn, cursors).values(name=name, value=value)
    conn.execute(
        statement.on_conflict_do_update(index_elements=[cursors.c.name], set_={"value": value})
    )


@dataclass(frozen=True, slots=True)
class Depths:
    """How much waits, and how much waits for an officer."""

    pending: int
    queued: int
    held: int
    failed: int
    parked: int


def depths(conn: Connection) -> Depths:
    """The lengths of the queues, for health and metrics."""

    def count(query: Select[Any]) -> Any:
        return query.scalar_subquery()

    messages = select(func.count()).select_from(outbox)
    row = conn.execute(
        select(
            count(select(func.coalesce(func.sum(conversations.c.pending), 0)).where(has_pending)),
            count(messages.where(outbox.c.status == QUEUED)),
            count(messages.where(outbox.c.status == HELD)),
            count(messages.where(outbox.c.status == FAILED)),
            count(select(func.count()).select_from(inbox).where(inbox.c.parked_at.is_not(None))),
        )
    ).one()
    return Depths(*(int(value) for value in row))
