"""What happened to complaints, appended and never changed: the timeline that an officer reads.

Events of one complaint are chained (`audit_chain`); what somebody wrote about one can be erased.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from domain.complaint import AuditEvent
from storage.audit_chain import START, link, text_digest
from storage.audit_tables import audit_events, audit_heads, audit_texts
from storage.cleaning import private
from storage.codec import dump_plain, load_plain
from storage.columns import insert as upsert
from storage.columns import rows


@dataclass(frozen=True, slots=True)
class Happened:
    """An event of a complaint, or of a conversation, with its ticket number filled in."""

    event: AuditEvent
    at: datetime
    conversation_id: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of a complaint's timeline.

    seq: its place, from 1. text: what somebody wrote about it, "" where nobody did; erased: they
    did, and it was erased since.
    """

    seq: int
    at: datetime
    name: str
    actor: str
    data: Mapping[str, str | int | float | bool | None]
    text: str = ""
    erased: bool = False


def append(conn: Connection, happened: Sequence[Happened]) -> None:
    """Writes events down, in the order given.

    On PostgreSQL whoever else appends to one of these complaints waits for the end of this
    transaction; who appends to others does not. Who also changes complaints takes their rows
    first and appends then, as everybody does, so that nobody blocks anybody.
    """
    if not happened:
        return
    heads = _held(conn, {one.event.complaint for one in happened} - {""})
    texts: dict[str, dict[str, Any]] = {}
    events = []
    for one in happened:
        row = _row(one, texts)
        if one.event.complaint:
            seq, previous = heads[one.event.complaint]
            row["seq"] = seq + 1
            row["chain"] = link(previous, seq + 1, one.at, row)
            heads[one.event.complaint] = row["seq"], row["chain"]
        events.append(row)
    _write(conn, events, texts)
    if heads:
        conn.execute(
            update(audit_heads).where(audit_heads.c.complaint == bindparam("key")),
            rows([{"key": key, "seq": seq, "chain": end} for key, (seq, end) in heads.items()]),
        )


def _held(conn: Connection, numbers: Iterable[str]) -> dict[str, tuple[int, str]]:
    """The ends of these complaints' chains, which nobody else can prolong before we are done.

    The update changes nothing. It is there because an INSERT gives back, and locks, only rows that
    it has written; and a SELECT … FOR UPDATE could not lock a head that does not exist yet. All
    take them in the same order, so that two who want the same wait and do not block each other.
    """
    new = [{"complaint": number, "seq": 0, "chain": START} for number in sorted(numbers)]
    if not new:
        return {}
    h = audit_heads.c
    held = upsert(conn, audit_heads).on_conflict_do_update(
        index_elements=[h.complaint], set_={"seq": h.seq}
    )
    found = conn.execute(held.returning(h.complaint, h.seq, h.chain), new)
    return {row.complaint: (row.seq, row.chain) for row in found}


def _row(one: Happened, texts: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The event's row, still without a place in a chain; its text is put to the others."""
    digest = ""
    if text := private(one.event.text):
        salt = secrets.token_hex(16)
        digest = text_digest(salt, text)
        texts[digest] = {"salt": salt, "text": text}
    return {
        "at": one.at,
        "name": one.event.name,
        "complaint": one.event.complaint,
        "conversation_id": one.conversation_id,
        "actor": one.event.actor,
        "data": dump_plain(one.event.data),
        "seq": None,
        "text_digest": digest,
        "chain": "",
    }


def _write(
    conn: Connection, events: Sequence[dict[str, Any]], texts: Mapping[str, dict[str, Any]]
) -> None:
    if not texts:
        conn.execute(insert(audit_events), events)
        return
    e = audit_events.c
    written = conn.execute(insert(audit_events).returning(e.id, e.text_digest), events)
    # Salted digests never repeat, so they say which text is whose.
    ids = {row.text_digest: row.id for row in written}
    conn.execute(
        insert(audit_texts),
        [{"event_id": ids[digest]} | text for digest, text in texts.items()],
    )


def timeline(conn: Connection, number: str) -> list[Entry]:
    """All that happened to a complaint, the first event first; nothing for an unknown number."""
    e, t = audit_events.c, audit_texts.c
    query = (
        select(e.seq, e.at, e.name, e.actor, e.data, e.text_digest, t.text)
        .select_from(audit_events.outerjoin(audit_texts, t.event_id == e.id))
        .where(e.complaint == number, e.seq.is_not(None))
        .order_by(e.seq)
    )
    return [
        Entry(
            seq=row.seq,
            at=row.at,
            name=row.name,
            actor=row.actor,
            data=load_plain(row.data),
            text=row.text or "",
            erased=bool(row.text_digest) and row.text is None,
        )
        for row in conn.execute(query)
    ]


def erase_texts(conn: Connection, number: str) -> int:
    """Erases for good what was written about a complaint's events; how many texts.

    The events stay, and their chain stays whole. Who erases appends an event that says so.
    """
    events = select(audit_events.c.id).where(audit_events.c.complaint == number)
    return conn.execute(delete(audit_texts).where(audit_texts.c.event_id.in_(events))).rowcount
