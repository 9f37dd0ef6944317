"""Conversations as they are read: who said what, and where a conversation stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from domain.dialogue import State
from domain.messages import Address, Attachment, DeliveryStatus, Option
from storage.codec import load_attachments, load_options, load_state
from storage.tables import conversations, inbox, outbox

_MOST = 500  # Lines of one conversation that are read at once, the newest.


@dataclass(frozen=True, slots=True)
class Line:
    """One message of a conversation. status is None for what the citizen wrote."""

    id: str
    at: datetime
    from_citizen: bool
    text: str
    status: DeliveryStatus | None = None
    options: tuple[Option, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    template: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a conversation stands. pending: messages that wait to be handled."""

    conversation_id: int
    contact_id: int
    state: State
    pending: int


def conversation_at(conn: Connection, address: Address) -> int | None:
    """The conversation with an address, None where there is none."""
    standing = standing_of(conn, address)
    return standing.conversation_id if standing else None


def standing_of(conn: Connection, address: Address) -> Standing | None:
    """Where the conversation with an address stands, None where there is none."""
    c = conversations.c
    query = select(c.id, c.contact_id, c.state, c.pending).where(
        c.channel == address.channel, c.address == address.value
    )
    row = conn.execute(query).first()
    if row is None:
        return None
    return Standing(row.id, row.contact_id, load_state(row.state), row.pending)


def handed_over(conn: Connection) -> list[int]:
    """The conversations that a human holds."""
    c = conversations.c
    # The state is a document; only few conversations are handed over at any time, and this is
    # asked only by who releases all of them.
    query = select(c.id, c.state).where(c.state.like('%"handover":true%')).order_by(c.id)
    return [row.id for row in conn.execute(query) if load_state(row.state).handover]


def next_wake(conn: Connection) -> datetime | None:
    """The earliest moment at which something is due by itself: a timer, or a delayed message."""
    timer = conn.execute(select(func.min(conversations.c.wake_at))).scalar()
    due = conn.execute(
        select(func.min(outbox.c.due_at)).where(outbox.c.status == DeliveryStatus.QUEUED.value)
    ).scalar()
    return min((moment for moment in (timer, due) if moment is not None), default=None)


def transcript(conn: Connection, conversation_id: int) -> list[Line]:
    """The conversation in order, its newest lines where it is long."""
    i, o = inbox.c, outbox.c
    written = select(i.id, i.received_at, i.text, i.button, i.attachments).where(
        i.conversation_id == conversation_id
    )
    said = select(o.id, o.created_at, o.text, o.status, o.options, o.template, o.purpose).where(
        o.conversation_id == conversation_id
    )
    lines = [_written(row) for row in conn.execute(written.order_by(i.id.desc()).limit(_MOST))]
    lines += [_said(row) for row in conn.execute(said.order_by(o.id.desc()).limit(_MOST))]
    return sorted(lines, key=lambda line: (line.at, not line.from_citizen, line.id))[-_MOST:]


def _written(row: Any) -> Line:
    return Line(
        id=f"i{row.id:012d}",
        at=row.received_at,
        from_citizen=True,
        text=row.text or row.button,
        attachments=load_attachments(row.attachments),
    )


def _said(row: Any) -> Line:
    return Line(
        id=f"o{row.id:012d}",
        at=row.created_at,
        from_citizen=False,
        text=row.text,
        status=DeliveryStatus(row.status),
        options=load_options(row.options),
        template=row.template,
        purpose=row.purpose,
    )
