"""What happened to complaints, appended and never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert

from domain.complaint import AuditEvent
from storage.codec import dump_plain
from storage.tables import audit_events


@dataclass(frozen=True, slots=True)
class Happened:
    """An event of a complaint, or of a conversation, with its ticket number filled in."""

    event: AuditEvent
    at: datetime
    conversation_id: int | None = None


def append(conn: Connection, happened: Sequence[Happened]) -> None:
    """Writes events down, in the order given."""
    if not happened:
        return
    conn.execute(
        insert(audit_events),
        [
            {
                "at": one.at,
                "name": one.event.name,
                "complaint": one.event.complaint,
                "conversation_id": one.conversation_id,
                "actor": one.event.actor,
                "data": dump_plain(one.event.data),
            }
            for one in happened
        ],
    )
