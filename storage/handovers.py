"""Conversations that a human has, and messages to nobody's complaint that did not arrive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, func, or_, select

from domain.messages import DeliveryStatus
from storage.office_tables import rejected_payloads
from storage.senders import Sender, senders
from storage.tables import conversations, inbox, is_handed_over, outbox, undelivered

SIZE = 50


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A conversation that a human has. said: what the citizen wrote last, "" for nothing.

    wrote_at: when that was.
    """

    since: datetime
    sender: Sender
    said: str
    wrote_at: datetime | None


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A message of ours that was refused, or is held because nothing may be sent."""

    id: int
    at: datetime
    sender: Sender
    text: str
    purpose: str
    status: DeliveryStatus
    code: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A webhook that could not be read. Its body stays in the database."""

    id: int
    channel: str
    reason: str
    at: datetime


def handed_over_count(conn: Connection) -> int:
    """How many conversations a human has."""
    counted = select(func.count()).select_from(conversations).where(is_handed_over)
    return int(conn.execute(counted).scalar_one())


def handed_over_page(
    conn: Connection, after: tuple[datetime, int] | None = None, size: int = SIZE
) -> list[HandedOver]:
    """Those that wait longest first; behind a moment and a conversation's id."""
    c = conversations.c
    last = select(inbox.c.text).where(inbox.c.conversation_id == c.id)
    said = last.order_by(inbox.c.id.desc()).limit(1).scalar_subquery()
    query = select(c.id, c.handover_since, c.last_inbound_at, said.label("said"))
    query = query.where(is_handed_over)
    if after is not None:
        moment, id = after
        later = and_(c.handover_since == moment, c.id > id)
        query = query.where(or_(c.handover_since > moment, later))
    rows = conn.execute(query.order_by(c.handover_since, c.id).limit(size)).all()
    known = senders(conn, [row.id for row in rows])
    return [
        HandedOver(row.handover_since, known[row.id], row.said or "", row.last_inbound_at)
        for row in rows
    ]


def undelivered_count(conn: Connection, since: datetime) -> int:
    """How many messages about no complaint did not arrive, of those written since then."""
    o = outbox.c
    ours = undelivered, o.complaint_id.is_(None), o.created_at >= since
    return int(conn.execute(select(func.count()).select_from(outbox).where(*ours)).scalar_one())


def undelivered_page(
    conn: Connection, since: datetime, before: int | None = None, size: int = SIZE
) -> list[Undelivered]:
    """The newest of them first; before the one of the id `before`."""
    o = outbox.c
    query = select(
        o.id, o.conversation_id, o.created_at, o.text, o.purpose, o.status, o.error_code
    ).where(undelivered, o.complaint_id.is_(None), o.created_at >= since)
    if before is not None:
        query = query.where(o.id < before)
    rows = conn.execute(query.order_by(o.id.desc()).limit(size)).all()
    known = senders(conn, [row.conversation_id for row in rows])
    return [
        Undelivered(
            id=row.id,
            at=row.created_at,
            sender=known[row.conversation_id],
            text=row.text,
            purpose=row.purpose,
            status=DeliveryStatus(row.status),
            code=row.error_code,
        )
        for row in rows
    ]


def rejected_count(conn: Connection, since: datetime) -> tuple[int, datetime | None]:
    """How many webhooks could not be read since then, and when the last one came."""
    r = rejected_payloads.c
    row = conn.execute(select(func.count(), func.max(r.at)).where(r.at >= since)).one()
    return int(row[0]), row[1]


def rejected_page(
    conn: Connection, since: datetime, before: int | None = None, size: int = SIZE
) -> list[Rejected]:
    """The newest of them first; before the one of the id `before`."""
    r = rejected_payloads.c
    query = select(r.id, r.channel, r.reason, r.at).where(r.at >= since)
    if before is not None:
        query = query.where(r.id < before)
    rows = conn.execute(query.order_by(r.id.desc()).limit(size))
    return [Rejected(row.id, row.channel, row.reason, row.at) for row in rows]


def place_of(conn: Connection, conversation_id: int) -> Sender:
    """Who writes in a conversation. Raises LookupError where there is none."""
    found = senders(conn, [conversation_id])
    if not found:
        raise LookupError(f"there is no conversation {conversation_id}")
    return found[conversation_id]
