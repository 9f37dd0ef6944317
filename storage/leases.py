"""How a held conversation is given back: checked, released, failed, parked.

Nothing that a citizen wrote is ever dropped: what fails too often is parked where an officer sees
it, and the conversation goes on with the next message.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from domain.errors import LeaseLostError
from storage.cleaning import clean
from storage.columns import padded
from storage.office_tables import other_matters
from storage.tables import conversations, inbox
from storage.work import Work

PARK_AFTER = 3
UNREAD = "unread"  # The kind of OtherMatter that an officer has to read.
_MESSAGE_BACKOFF = timedelta(seconds=2)  # Four times as long after each further attempt.
_TIMER_BACKOFF = timedelta(minutes=5)
_LONGEST_ERROR = 1000


def still_held(conn: Connection, works: Sequence[Work]) -> list[Work]:
    """Those of the works that are still held by who claimed them.

    Nobody else can claim or change them before this transaction ends. The rows are locked in one
    order by everybody. (SQLite has one writer and leaves the lock out.)
    """
    if not works:
        return []
    c = conversations.c
    query = (
        select(c.id, c.version, c.lease_owner)
        .where(c.id.in_(padded(work.conversation_id for work in works)))
        .order_by(c.id)
        .with_for_update(key_share=True)
    )
    held = {(row.id, row.version, row.lease_owner) for row in conn.execute(query)}
    return [w for w in works if (w.conversation_id, w.version, w.owner) in held]


def fail(
    conn: Connection, work: Work, error: str, now: datetime, park_after: int = PARK_AFTER
) -> bool:
    """Gives up this attempt; True where it was the last one and the message is parked.

    Otherwise the conversation waits a little and is tried again. What an officer did is never
    parked: they see the error themselves. Raises LeaseLostError.
    """
    if not still_held(conn, [work]):
        raise LeaseLostError
    if work.inbox_id is not None:
        note = clean(error)[:_LONGEST_ERROR]
        conn.execute(update(inbox).where(inbox.c.id == work.inbox_id).values(error=note))
    if work.attempts >= park_after:
        park(conn, work, now)
        return True
    until = None
    if work.attempts:
        backoff = _TIMER_BACKOFF if work.inbox_id is None else _MESSAGE_BACKOFF
        until = now + backoff * 4 ** (work.attempts - 1)
    _let_go(conn, [work.conversation_id], until)
    return False


def release(conn: Connection, works: Sequence[Work]) -> None:
    """Gives back conversations that were not begun, e.g. because the process ends."""
    put_back(conn, still_held(conn, works))


def put_back(conn: Connection, works: Sequence[Work]) -> None:
    """Undoes the claim of conversations that are held, the attempt included."""
    if not works:
        return
    _let_go(conn, [work.conversation_id for work in works], None)
    messages = padded(work.inbox_id for work in works if work.inbox_id is not None)
    if messages:
        less = inbox.c.attempts - 1
        conn.execute(update(inbox).where(inbox.c.id.in_(messages)).values(attempts=less))
    timers = padded(w.conversation_id for w in works if w.inbox_id is None and w.attempts)
    if timers:
        fewer = conversations.c.wake_attempts - 1
        ours = conversations.c.id.in_(timers)
        conn.execute(update(conversations).where(ours).values(wake_attempts=fewer))


def park(conn: Connection, work: Work, now: datetime) -> None:
    """Sets the message or timer of a held conversation aside for an officer, and goes on."""
    draft = work.state.draft
    keep_unread(
        conn, work, work.message.text if work.message else draft.facts.matter if draft else "", now
    )
    ours = conversations.c.id == work.conversation_id
    if work.inbox_id is None:
        without_timer = {"wake_at": None, "wake_attempts": 0}
        conn.execute(update(conversations).where(ours).values(without_timer))
    else:
        conn.execute(update(inbox).where(inbox.c.id == work.inbox_id).values(parked_at=now))
        fewer = conversations.c.pending - 1
        conn.execute(update(conversations).where(ours).values(pending=fewer))
    _let_go(conn, [work.conversation_id], None)


def keep_unread(conn: Connection, work: Work, text: str, now: datetime) -> None:
    """Shows an officer what the program could not handle."""
    conn.execute(
        insert(other_matters).values(
            kind=UNREAD,
            text=text,
            door="",
            conversation_id=work.conversation_id,
            inbox_id=work.inbox_id,
            at=now,
        )
    )


def _let_go(conn: Connection, conversation_ids: Sequence[int], until: datetime | None) -> None:
    """Ends the lease; nobody takes the conversation before `until`."""
    ours = conversations.c.id.in_(padded(conversation_ids))
    conn.execute(update(conversations).where(ours).values(lease_owner=None, lease_until=until))
