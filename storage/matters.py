"""What is no complaint and yet for an officer: unread messages, other offices' matters, praise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select, update

from domain.complaint import AuditEvent
from storage.audit import Happened, append
from storage.codec import load_attachments
from storage.columns import AnyRow
from storage.leases import UNREAD
from storage.office_tables import other_matters, unhandled
from storage.senders import Sender, senders
from storage.tables import inbox

ELSEWHERE = "other_office"
PRAISE = "praise"
SIZE = 50


@dataclass(frozen=True, slots=True)
class Matter:
    """One of them, and who wrote it.

    door: the key of the office that it belongs to, "" for none. parked: it failed too often and
    was set aside; error: what the program said then. files: how many came with it. handled_at:
    when an officer was done with it.
    """

    id: int
    kind: str
    text: str
    door: str
    at: datetime
    sender: Sender
    parked: bool = False
    error: str = ""
    files: int = 0
    handled_at: datetime | None = None


def waiting_unread(conn: Connection) -> int:
    """How many messages wait to be read by an officer."""
    return waiting(conn, UNREAD)


def waiting(conn: Connection, kind: str) -> int:
    """How many of a kind no officer is done with."""
    m = other_matters.c
    counted = select(func.count()).select_from(other_matters).where(unhandled, m.kind == kind)
    return int(conn.execute(counted).scalar_one())


def since(conn: Connection, kind: str, moment: datetime) -> int:
    """How many of a kind came since then, whether handled or not."""
    m = other_matters.c
    counted = select(func.count()).select_from(other_matters)
    return int(conn.execute(counted.where(m.kind == kind, m.at >= moment)).scalar_one())


def unhandled_of(
    conn: Connection, kind: str, after: int | None = None, size: int = SIZE
) -> list[Matter]:
    """Those that wait, the longest waiting first; behind the one of the id `after`."""
    m = other_matters.c
    query = _query().where(unhandled, m.kind == kind)
    if after is not None:
        query = query.where(m.id > after)
    return _read(conn, query.order_by(m.id).limit(size))


def newest_of(
    conn: Connection,
    kind: str,
    before: int | None = None,
    size: int = SIZE,
    *,
    handled: bool = False,
) -> list[Matter]:
    """The newest of a kind, or of those that are handled; before the one of the id `before`."""
    m = other_matters.c
    query = _query().where(m.kind == kind)
    if handled:
        query = query.where(m.handled_at.is_not(None))
    if before is not None:
        query = query.where(m.id < before)
    return _read(conn, query.order_by(m.id.desc()).limit(size))


def matter(conn: Connection, id: int) -> Matter:
    """The one of this id. Raises LookupError where there is none."""
    found = _read(conn, _query().where(other_matters.c.id == id))
    if not found:
        raise LookupError(f"there is no such matter: {id}")
    return found[0]


def handle(conn: Connection, id: int, *, by: str, now: datetime) -> bool:
    """Notes that an officer is done with it; False where somebody else was before.

    by: the username. Raises LookupError where there is no such matter.
    """
    m = other_matters.c
    row = conn.execute(select(m.kind, m.conversation_id).where(m.id == id)).first()
    if row is None:
        raise LookupError(f"there is no such matter: {id}")
    open_one = update(other_matters).where(m.id == id, unhandled).values(handled_at=now)
    if not conn.execute(open_one).rowcount:
        return False
    event = AuditEvent("matter_handled", actor=by, data={"matter": id, "kind": row.kind})
    append(conn, [Happened(event, now, row.conversation_id)])
    return True


def _query() -> Select[Any]:
    m, i = other_matters.c, inbox.c
    return select(
        m.id,
        m.kind,
        m.text,
        m.door,
        m.at,
        m.conversation_id,
        m.handled_at,
        i.parked_at,
        i.error,
        i.attachments,
    ).join_from(other_matters, inbox, m.inbox_id == i.id, isouter=True)


def _read(conn: Connection, query: Select[Any]) -> list[Matter]:
    rows = conn.execute(query).all()
    known = senders(conn, [row.conversation_id for row in rows])
    return [_matter(row, known[row.conversation_id]) for row in rows]


def _matter(row: AnyRow, sender: Sender) -> Matter:
    return Matter(
        id=row.id,
        kind=row.kind,
        text=row.text,
        door=row.door,
        at=row.at,
        sender=sender,
        parked=row.parked_at is not None,
        error=row.error or "",
        files=_files(row.attachments),
        handled_at=row.handled_at,
    )


def _files(attachments: str | None) -> int:
    try:
        found: Sequence[object] = load_attachments(attachments) if attachments else ()
    except ValueError:
        return 0
    return len(found)
