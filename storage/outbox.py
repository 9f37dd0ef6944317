"""What is to be sent, in order for each conversation, and what became of it.

A provider is called outside any transaction, so a crash between its yes and our note of it can
send a message twice. Nothing else can.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, exists, or_, select, update

from domain.complaint import AuditEvent, Complaint
from domain.messages import WHATSAPP, Address, DeliveryStatus, OutboundMessage
from storage.answers import answer_failed, close_answered
from storage.audit import Happened, append
from storage.codec import load_options, load_texts
from storage.columns import AnyRow, UtcDateTime, literal, padded, rows
from storage.delivery import apply_early_reports
from storage.tables import HELD, QUEUED, conversations, outbox

WINDOW = timedelta(hours=24)  # WhatsApp takes free text for so long after the citizen's message.


@dataclass(frozen=True, slots=True)
class Sending:
    """One message that `claim_due` gave to a dispatcher.

    last_inbound_at: the citizen's last message, None where they never wrote.
    """

    outbox_id: int
    conversation_id: int
    message: OutboundMessage
    attempts: int
    last_inbound_at: datetime | None


@dataclass(frozen=True, slots=True)
class Sent:
    """The provider has accepted it."""

    outbox_id: int
    provider_message_id: str


@dataclass(frozen=True, slots=True)
class Retry:
    """It may be tried again from `due_at` on."""

    outbox_id: int
    due_at: datetime
    error: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """It was refused for good, or given up; an officer sees it."""

    outbox_id: int
    code: str
    error: str


@dataclass(frozen=True, slots=True)
class Held:
    """It is outside WhatsApp's window and no template is set up; an officer telephones."""

    outbox_id: int


Result = Sent | Retry | Failed | Held


def claim_due(
    conn: Connection, owner: str, now: datetime, limit: int, lease: timedelta
) -> list[Sending]:
    """The next message of each conversation that has one due, the longest due first.

    A message waits while an earlier one of its conversation is due, being sent or to be tried
    again; not for one that was put off until a time that has not come.
    """
    _release_held(conn, now)
    o, earlier = outbox.c, outbox.alias("earlier")
    picked = (
        select(o.id)
        .where(
            o.status == QUEUED,
            o.due_at <= now,
            or_(o.lease_until.is_(None), o.lease_until <= now),
            ~exists().where(
                earlier.c.conversation_id == o.conversation_id,
                earlier.c.id < o.id,
                earlier.c.status == QUEUED,
                or_(earlier.c.due_at <= now, earlier.c.attempts > literal(0)),
            ),
        )
        .order_by(o.due_at, o.id)
        .limit(limit)
        .with_for_update(skip_locked=True)  # As in claims.claim.
        .cte("picked")
    )
    wrote = select(conversations.c.last_inbound_at).where(conversations.c.id == o.conversation_id)
    statement = (
        update(outbox)
        .where(o.id.in_(select(picked.c.id)))
        .values(lease_owner=owner, lease_until=now + lease, window_from=wrote.scalar_subquery())
        .returning(outbox)
    )
    return sorted(
        (_sending(row) for row in conn.execute(statement)), key=lambda sending: sending.outbox_id
    )


def _release_held(conn: Connection, now: datetime) -> None:
    """Queues held messages of citizens who have written since, while the window is open.

    Since: after what was known when the message was held. Otherwise a provider that sees the
    window closed a moment before we do would be asked again and again.
    """
    o, c = outbox.c, conversations.c
    wrote = exists().where(
        c.id == o.conversation_id,
        c.channel == WHATSAPP,
        c.last_inbound_at > now - WINDOW,
        or_(o.window_from.is_(None), c.last_inbound_at > o.window_from),
    )
    conn.execute(
        update(outbox)
        .where(o.status == HELD, wrote)
        .values(status=DeliveryStatus.QUEUED.value, due_at=now)
    )


def _sending(row: AnyRow) -> Sending:
    return Sending(
        outbox_id=row.id,
        conversation_id=row.conversation_id,
        message=OutboundMessage(
            to=Address(row.channel, row.address),
            text=row.text,
            options=load_options(row.options),
            purpose=row.purpose,
            template=row.template,
            variables=load_texts(row.variables),
            complaint=row.complaint,
        ),
        attempts=row.attempts,
        last_inbound_at=row.window_from,
    )


def settle(
    conn: Connection, results: Sequence[Result], owner: str, now: datetime
) -> list[Complaint]:
    """Writes down what became of claimed messages; gives the complaints that this changed.

    That a provider accepted a message is true whoever holds its lease now, so Sent always counts.
    Any other result of a lost lease is left to the new owner. With the last piece of an answer
    accepted, its complaint is closed and reported to the superior in the same transaction.
    """
    if not results:
        return []
    o = outbox.c
    query = select(
        o.id,
        o.status,
        o.lease_owner,
        o.purpose,
        o.complaint,
        o.complaint_id,
        o.conversation_id,
        o.created_at,
    ).where(o.id.in_(padded(result.outbox_id for result in results)))
    found = {row.id: row for row in conn.execute(query.order_by(o.id).with_for_update())}
    unsent = (DeliveryStatus.QUEUED, DeliveryStatus.HELD, DeliveryStatus.CANCELLED)
    sent, others = [], []
    for result in results:
        row = found.get(result.outbox_id)
        if row is None:
            continue
        if isinstance(result, Sent):
            if row.status in unsent:
                sent.append(result)
        elif row.status == DeliveryStatus.QUEUED and row.lease_owner == owner:
            others.append(result)
    _mark_sent(conn, sent, now)
    _mark_others(conn, others, now)
    answer_failed(conn, [found[r.outbox_id] for r in others if isinstance(r, Failed)])
    _audit(conn, [(result, found[result.outbox_id]) for result in others], now)
    if not sent:
        return []
    apply_early_reports(conn, now)
    return close_answered(conn, [found[result.outbox_id] for result in sent], now)


def _mark_sent(conn: Connection, sent: Sequence[Sent], now: datetime) -> None:
    if not sent:
        return
    conn.execute(
        update(outbox)
        .where(outbox.c.id == bindparam("key"))
        .values(
            status=DeliveryStatus.SENT.value,
            sent_at=now,
            error_code="",
            error="",
            lease_owner=None,
            lease_until=None,
        ),
        rows(
            [
                {"key": result.outbox_id, "provider_message_id": result.provider_message_id}
                for result in sent
            ]
        ),
    )


def _mark_others(conn: Connection, results: Sequence[Retry | Failed | Held], now: datetime) -> None:
    if not results:
        return
    due = bindparam("due", type_=UtcDateTime)
    conn.execute(
        update(outbox)
        .where(outbox.c.id == bindparam("key"))
        .values(
            due_at=due,
            attempts=outbox.c.attempts + bindparam("more"),
            lease_owner=None,
            lease_until=None,
        ),
        rows([_change(result, now) for result in results]),
    )


def _change(result: Retry | Failed | Held, now: datetime) -> dict[str, Any]:
    retry = isinstance(result, Retry)
    status = DeliveryStatus.HELD
    if isinstance(result, Retry):
        status = DeliveryStatus.QUEUED
    elif isinstance(result, Failed):
        status = DeliveryStatus.FAILED
    return {
        "key": result.outbox_id,
        "status": status.value,
        "due": result.due_at if isinstance(result, Retry) else now,
        "more": int(retry),
        "error_code": "" if isinstance(result, Held) else result.code,
        "error": "" if isinstance(result, Held) else result.error,
        "failed_at": now if isinstance(result, Failed) else None,
    }


def _audit(
    conn: Connection,
    results: Sequence[tuple[Retry | Failed | Held, AnyRow]],
    now: datetime,
) -> None:
    append(
        conn,
        [
            Happened(_event(result, row), now, row.conversation_id)
            for result, row in results
            if not isinstance(result, Retry)
        ],
    )


def _event(result: Retry | Failed | Held, row: AnyRow) -> AuditEvent:
    name = "delivery_held" if isinstance(result, Held) else "delivery_failed"
    data = {"outbox_id": row.id, "purpose": row.purpose}
    if isinstance(result, Failed):
        data["code"] = result.code
    return AuditEvent(name, row.complaint, "system", data)
