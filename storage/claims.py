"""Transaction 2: a worker takes conversations that wait for it, and whatever their turns need.

A conversation is taken by compare-and-set: a lease that ends by itself when its owner dies, and a
version that grows with each claim, so that an owner who only slept can no longer write.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, case, func, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from domain.dialogue import State
from domain.errors import LeaseLostError
from domain.messages import Address, InboundMessage
from storage.codec import dump_state, load_attachments, load_location, load_state
from storage.columns import AnyRow, padded
from storage.context import with_complaints
from storage.leases import PARK_AFTER, keep_unread, park, put_back
from storage.tables import conversations, has_pending, inbox, unprocessed
from storage.work import Work


def claim(
    conn: Connection,
    owner: str,
    now: datetime,
    limit: int,
    lease: timedelta,
    park_after: int = PARK_AFTER,
) -> list[Work]:
    """Conversations with a message or a timer to handle, those that wait longest first.

    Fewer than `limit` is no sign that there are no more. What was begun `park_after` times
    without an end is parked; its last try is made alone, so that a message that kills the process
    takes no other one with it.
    """
    c = conversations.c
    picked = (
        select(c.id)
        .where(or_(has_pending, c.wake_at <= now), _free(now))
        .order_by(c.last_inbound_at, c.id)
        .limit(limit)
        # Processes that claim at the same time pass over each other's rows and neither wait nor
        # block. The lease is what excludes; this lock is gone when the transaction ends.
        .with_for_update(skip_locked=True, key_share=True)
        .cte("picked")
    )
    claimed = _take(conn, c.id.in_(select(picked.c.id)), owner, now + lease)
    if not claimed:
        return []
    messages = _messages(conn, [row.id for row in claimed if row.pending > 0])
    works = []
    idle = []
    for row in claimed:
        if row.id in messages:
            works += _with_message(conn, _work(conn, row, owner, now), messages[row.id], now)
        elif row.wake_at is not None and row.wake_at <= now:
            works.append(_work(conn, row, owner, now))
        else:
            idle.append(row.id)
    _heal(conn, idle)
    for work in works:
        if work.attempts > park_after:
            park(conn, work, now)
    works = [work for work in works if work.attempts <= park_after]
    suspect = next((work for work in works if work.attempts == park_after > 1), None)
    if suspect is not None:
        put_back(conn, [work for work in works if work is not suspect])
        works = [suspect]
    return with_complaints(conn, works, now)


def claim_one(
    conn: Connection, owner: str, conversation_id: int, now: datetime, lease: timedelta
) -> Work:
    """One conversation for something that an officer does in it, without a message.

    Raises LeaseLostError while a worker has it (try again in a moment), LookupError where there
    is no such conversation.
    """
    wanted = conversations.c.id == conversation_id
    rows = _take(conn, wanted & _free(now), owner, now + lease, timers=False)
    if not rows:
        exists = conn.execute(select(conversations.c.id).where(wanted)).first()
        if exists is None:
            raise LookupError(f"there is no conversation {conversation_id}")
        raise LeaseLostError
    work = replace(_work(conn, rows[0], owner, now), attempts=0)
    return with_complaints(conn, [work], now)[0]


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(conversations.c.lease_until.is_(None), conversations.c.lease_until <= now)


def _take(
    conn: Connection,
    wanted: ColumnElement[bool],
    owner: str,
    until: datetime,
    timers: bool = True,
) -> Sequence[AnyRow]:
    c = conversations.c
    # A message counts its own attempts; what has none is a timer, and counted here.
    begun = case((has_pending, 0), else_=1) if timers else 0
    statement = (
        update(conversations)
        .where(wanted)
        .values(
            lease_owner=owner,
            lease_until=until,
            version=c.version + 1,
            wake_attempts=c.wake_attempts + begun,
        )
        .returning(
            c.id,
            c.contact_id,
            c.channel,
            c.address,
            c.state,
            c.version,
            c.pending,
            c.wake_at,
            c.wake_attempts,
        )
    )
    return conn.execute(statement).all()


def _messages(conn: Connection, conversation_ids: Iterable[int]) -> dict[int, AnyRow]:
    """The oldest unprocessed message of each conversation.

    The attempt is counted now and not when it fails: a process that is killed counts nothing.
    """
    wanted = padded(conversation_ids)
    if not wanted:
        return {}
    c = inbox.c
    oldest = (
        select(func.min(c.id))
        .where(c.conversation_id.in_(wanted), unprocessed)
        .group_by(c.conversation_id)
    )
    statement = (
        update(inbox)
        .where(c.id.in_(oldest))
        .values(attempts=c.attempts + 1)
        .returning(
            c.id,
            c.conversation_id,
            c.provider_message_id,
            c.text,
            c.attachments,
            c.location,
            c.button,
            c.edited,
            c.profile_name,
            c.sent_at,
            c.received_at,
            c.attempts,
        )
    )
    return {row.conversation_id: row for row in conn.execute(statement)}


def _work(conn: Connection, row: AnyRow, owner: str, now: datetime) -> Work:
    work = Work(
        conversation_id=row.id,
        contact_id=row.contact_id,
        version=row.version,
        owner=owner,
        address=Address(row.channel, row.address),
        state=State(),
        attempts=row.wake_attempts,
        wake_at=row.wake_at,
    )
    try:
        return replace(work, state=load_state(row.state))
    except ValueError:
        # This release cannot read what was remembered. The citizen is served all the same, with
        # a fresh memory, and an officer gets the old one.
        keep_unread(conn, work, row.state, now)
        fresh = update(conversations).where(conversations.c.id == row.id)
        conn.execute(fresh.values(state=dump_state(work.state)))
        return work


def _with_message(conn: Connection, work: Work, row: AnyRow, now: datetime) -> list[Work]:
    """The work with its message; nothing where that cannot be read, which is parked at once."""
    message = InboundMessage(
        channel=work.address.channel,
        provider_message_id=row.provider_message_id,
        sender=work.address,
        text=row.text,
        sent_at=row.sent_at,
        profile_name=row.profile_name,
        button=row.button,
        edited=row.edited,
    )
    work = replace(
        work,
        inbox_id=row.id,
        message=message,
        received_at=row.received_at,
        attempts=row.attempts,
    )
    try:
        attachments, location = load_attachments(row.attachments), load_location(row.location)
    except ValueError:
        park(conn, work, now)
        return []
    return [replace(work, message=replace(message, attachments=attachments, location=location))]


def _heal(conn: Connection, conversation_ids: Iterable[int]) -> None:
    """Lets go of conversations whose counter counts messages that are not there, and resets it."""
    wanted = padded(conversation_ids)
    if wanted:
        ours = conversations.c.id.in_(wanted)
        conn.execute(update(conversations).where(ours).values(pending=0, lease_until=None))
