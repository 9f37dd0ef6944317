"""Small things to remember: what could not be read, and how much waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select

from storage.cleaning import private
from storage.office_tables import rejected_payloads
from storage.tables import FAILED, HELD, QUEUED, conversations, has_pending, inbox, outbox


def reject(conn: Connection, channel: str, raw: str, reason: str, now: datetime) -> None:
    """Keeps a webhook's body that could not be read, for an officer."""
    row = {"channel": channel, "raw": private(raw), "reason": private(reason), "at": now}
    conn.execute(insert(rejected_payloads).values(row))


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
