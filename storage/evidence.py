"""What citizens sent with their messages: which message it came with, and what is not kept yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, or_, select

from domain.messages import Address, Attachment
from storage.codec import load_attachments
from storage.columns import pairs_in
from storage.jobs import try_run
from storage.office_tables import files
from storage.tables import complaints, conversations, inbox, job_run, ticket_access

_NOTHING = "[]"  # The attachments of a message that has none.
_JOB = "evidence"  # Tries at fetching, in the table of jobs.


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that came with files."""

    inbox_id: int
    address: Address
    received_at: datetime
    attachments: tuple[Attachment, ...]


def message_of(conn: Connection, inbox_id: int) -> Sent:
    """One message with its files. Raises LookupError where there is none."""
    found = _read(conn, inbox.c.id == inbox_id, limit=1)
    if not found:
        raise LookupError(f"there is no message {inbox_id} with files")
    return found[0]


def came_by(conn: Connection, number: str, ref: str) -> str:
    """The channel by which a complaint's attachment came. Raises LookupError.

    It need not be the complaint's own: who proves a ticket adds to it from wherever they are.
    """
    mine = select(complaints.c.id, complaints.c.conversation_id, complaints.c.contact_id).where(
        complaints.c.number == number
    )
    row = conn.execute(mine).first()
    if row is None:
        raise LookupError(f"there is no complaint {number}")
    opened = select(ticket_access.c.conversation_id).where(ticket_access.c.complaint_id == row.id)
    same = select(conversations.c.id).where(conversations.c.contact_id == row.contact_id)
    i = inbox.c.conversation_id
    places = or_(i == row.conversation_id, i.in_(opened), i.in_(same))
    for sent in _read(conn, places):
        if any(attachment.ref == ref for attachment in sent.attachments):
            return sent.address.channel
    raise LookupError("no message brought this file")


def sent_after(conn: Connection, inbox_id: int, since: datetime) -> list[Sent]:
    """The messages with files behind this one that were received since then, in their order."""
    return _read(conn, (inbox.c.id > inbox_id) & (inbox.c.received_at >= since))


def newest(conn: Connection) -> int:
    """The id of the newest message, 0 where there is none."""
    return conn.execute(select(inbox.c.id).order_by(inbox.c.id.desc()).limit(1)).scalar() or 0


def last_before(conn: Connection, moment: datetime) -> int:
    """The id of about the last message received before then, found by halving.

    Ids follow the time of receipt but for what was stored at the same moment, and an index on it
    would be paid for with every message.
    """
    low, high = 0, newest(conn)
    while low < high:
        middle = (low + high + 1) // 2
        query = select(inbox.c.received_at).where(inbox.c.id >= middle).order_by(inbox.c.id)
        at = conn.execute(query.limit(1)).scalar()
        if at is not None and at < moment:
            low = middle
        else:
            high = middle - 1
    return low


def unkept(conn: Connection, named: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of the (channel, ref) that are not stored."""
    wanted = {(channel, ref) for channel, ref in named if ref}
    if not wanted:
        return set()
    c = files.c
    query = select(c.channel, c.ref).where(pairs_in(c.channel, c.ref, wanted), c.complaint == "")
    return wanted - {(row.channel, row.ref) for row in conn.execute(query)}


def take_try(conn: Connection, inbox_id: int, step: int, now: datetime) -> bool:
    """Takes the `step`-th try at a message's files; False where another process has it."""
    return try_run(conn, _JOB, f"{inbox_id}.{step}", now)


def forget_tries(conn: Connection, before: datetime) -> int:
    """Forgets who tried when to fetch what; how many tries."""
    old = delete(job_run).where(job_run.c.name == _JOB, job_run.c.at < before)
    return conn.execute(old).rowcount


def _read(conn: Connection, where: ColumnElement[bool], limit: int | None = None) -> list[Sent]:
    i, c = inbox.c, conversations.c
    query = (
        select(i.id, c.channel, c.address, i.received_at, i.attachments)
        .join_from(inbox, conversations, i.conversation_id == c.id)
        .where(where, i.attachments != _NOTHING)
        .order_by(i.id)
        .limit(limit)
    )
    return [
        Sent(
            inbox_id=row.id,
            address=Address(row.channel, row.address),
            received_at=row.received_at,
            attachments=load_attachments(row.attachments),
        )
        for row in conn.execute(query)
    ]
