"""Where the answer to one complaint stands on its way, and the conversation it goes through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from domain.dialogue import State
from domain.messages import Address, DeliveryStatus
from storage.audit_tables import audit_events, audit_texts
from storage.codec import load_state
from storage.columns import literal
from storage.replies import ANSWER, ANSWER_READY
from storage.tables import conversations, outbox


@dataclass(frozen=True, slots=True)
class AnswerPiece:
    """One message that carries an answer, or the template that announces it.

    taken: somebody is sending it just now. code: the provider's, "" where it gave none.
    """

    id: int
    purpose: str
    text: str
    status: DeliveryStatus
    attempts: int
    taken: bool
    code: str
    created_at: datetime
    due_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    read_at: datetime | None
    failed_at: datetime | None


def answer_pieces(
    conn: Connection, complaint_id: int, since: datetime | None, now: datetime
) -> list[AnswerPiece]:
    """The messages of a complaint's answer in order; only those made at `since` or later."""
    o = outbox.c
    query = select(outbox).where(
        o.complaint_id == complaint_id,
        o.purpose.in_([literal(ANSWER), literal(ANSWER_READY)]),
    )
    if since is not None:
        query = query.where(o.created_at >= since)
    return [
        AnswerPiece(
            id=row.id,
            purpose=row.purpose,
            text=row.text,
            status=DeliveryStatus(row.status),
            attempts=row.attempts,
            taken=row.lease_until is not None and row.lease_until > now,
            code=row.error_code,
            created_at=row.created_at,
            due_at=row.due_at,
            sent_at=row.sent_at,
            delivered_at=row.delivered_at,
            read_at=row.read_at,
            failed_at=row.failed_at,
        )
        for row in conn.execute(query.order_by(o.id))
    ]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An answer that was taken back. by: the username of who wrote it."""

    by: str
    text: str


def taken_back(conn: Connection, number: str) -> TakenBack | None:
    """The answer that was taken back last and not written anew since, None where there is none."""
    e, t = audit_events, audit_texts
    query = (
        select(e.c.name, e.c.actor, t.c.text)
        .select_from(e.outerjoin(t, t.c.event_id == e.c.id))
        .where(e.c.complaint == number, e.c.name.in_(["answered", "answer_recalled"]))
        .order_by(e.c.seq.desc())
        .limit(1)
    )
    row = conn.execute(query).first()
    if row is None or row.name == "answered" or not row.text:
        return None
    return TakenBack(row.actor, row.text)


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation: where it is held, and what it remembers."""

    address: Address
    state: State


def place_of(conn: Connection, conversation_id: int) -> Place:
    """The conversation of this id. Raises LookupError where there is none."""
    c = conversations.c
    row = conn.execute(select(c.channel, c.address, c.state).where(c.id == conversation_id)).first()
    if row is None:
        raise LookupError(f"there is no conversation {conversation_id}")
    return Place(Address(row.channel, row.address), load_state(row.state))
