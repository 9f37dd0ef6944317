"""Registered complaints: their rows, their numbers and codes, and how they are found again."""

from __future__ import annotations

import logging
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select, update

from domain.calendar import WIB, wib_day
from domain.complaint import OPEN, Complaint, Flag
from domain.tickets import CODE_DIGITS, CODE_LENGTH, CODE_LETTERS, is_code, ticket_number
from storage.codec import dump_complaint, load_complaint
from storage.columns import AnyRow, insert, padded, rows
from storage.search import index
from storage.tables import complaints, counters, ticket_access

_log = logging.getLogger(__name__)

MOST = 20  # How many complaints of one person a turn is given; nobody talks about an older one.
_REVIEW = frozenset({Flag.LOW_CONFIDENCE, Flag.ASK_SERVICE, Flag.ASK_RECEIVED, Flag.WANTS_OFFICER})
_URGENT = frozenset({Flag.ILLEGAL_LEVY, Flag.DANGER})
_DOCUMENT = (complaints.c.id, complaints.c.version, complaints.c.document)


def by_number(conn: Connection, number: str) -> Complaint:
    """The complaint of this number. Raises LookupError where there is none."""
    found = by_numbers(conn, [number])
    if number not in found:
        raise LookupError(f"there is no complaint {number}")
    return found[number]


def by_numbers(conn: Connection, numbers: Iterable[str]) -> dict[str, Complaint]:
    """Those of the numbers that exist."""
    wanted = padded(numbers)
    if not wanted:
        return {}
    query = select(*_DOCUMENT).where(complaints.c.number.in_(wanted))
    return {complaint.number: complaint for complaint in _read(conn, query)}


def by_ids(conn: Connection, ids: Iterable[int]) -> dict[int, Complaint]:
    """Those of the rows that exist, by id."""
    wanted = padded(ids)
    if not wanted:
        return {}
    found = _read(conn, select(*_DOCUMENT).where(complaints.c.id.in_(wanted)))
    return {complaint.id: complaint for complaint in found if complaint.id is not None}


def for_contact(conn: Connection, contact_id: int, limit: int = MOST) -> list[Complaint]:
    """A person's complaints, newest first."""
    query = select(*_DOCUMENT).where(complaints.c.contact_id == contact_id)
    return _read(conn, query.order_by(complaints.c.id.desc()).limit(limit))


def list_open(conn: Connection) -> list[Complaint]:
    """What waits for the office, the nearest deadline first, what has none last."""
    query = select(*_DOCUMENT).where(complaints.c.status.in_([status.value for status in OPEN]))
    return _read(
        conn,
        query.order_by(
            complaints.c.deadline_on.is_(None), complaints.c.deadline_on, complaints.c.id
        ),
    )


def find_conversation_of(conn: Connection, number: str) -> int:
    """The conversation in which a complaint was made. Raises LookupError where there is none."""
    query = select(complaints.c.conversation_id).where(complaints.c.number == number)
    found = conn.execute(query).scalar_one_or_none()
    if found is None:
        raise LookupError(f"complaint {number} came from no conversation")
    return int(found)


def of_contacts(conn: Connection, contact_ids: Iterable[int]) -> dict[int, list[Complaint]]:
    """The newest complaints of several people at once, newest first."""
    newest = func.row_number().over(
        partition_by=complaints.c.contact_id, order_by=complaints.c.id.desc()
    )
    ranked = (
        select(complaints.c.contact_id, *_DOCUMENT, newest.label("place"))
        .where(complaints.c.contact_id.in_(padded(contact_ids)))
        .subquery()
    )
    query = select(ranked).where(ranked.c.place <= MOST).order_by(ranked.c.id.desc())
    return _grouped(conn, query, "contact_id")


def opened_in(conn: Connection, conversation_ids: Iterable[int]) -> dict[int, list[Complaint]]:
    """Other people's complaints that were opened in a conversation with number and code."""
    query = (
        select(ticket_access.c.conversation_id, *_DOCUMENT)
        .join_from(ticket_access, complaints)
        .where(ticket_access.c.conversation_id.in_(padded(conversation_ids)))
        .order_by(complaints.c.id.desc())
    )
    return _grouped(conn, query, "conversation_id")


def _grouped(conn: Connection, query: Select[Any], key: str) -> dict[int, list[Complaint]]:
    found: dict[int, list[Complaint]] = {}
    for row in conn.execute(query):
        for complaint in _complaints(row):
            found.setdefault(row._mapping[key], []).append(complaint)
    return found


def _read(conn: Connection, query: Select[Any]) -> list[Complaint]:
    return [complaint for row in conn.execute(query) for complaint in _complaints(row)]


def _complaints(row: AnyRow) -> list[Complaint]:
    """The row's complaint, or nothing where this release cannot read it.

    One damaged document must not keep a batch of conversations from being served.
    """
    try:
        return [replace(load_complaint(row.document), id=row.id, version=row.version)]
    except ValueError:
        _log.error("the document of complaint row %s cannot be read", row.id)
        return []


def _values(complaint: Complaint) -> dict[str, Any]:
    """Every column that repeats a part of the document, and the document."""
    facts, deadline, handling = complaint.facts, complaint.deadline, complaint.handling
    service = facts.services[0] if facts.services else None
    return {
        "number": complaint.number,
        "code": complaint.code,
        "channel": complaint.channel,
        "kind": complaint.kind.value,
        "reason": complaint.reason.value if complaint.reason else None,
        "status": complaint.status.value,
        "received_at": complaint.received_at,
        "registered_at": complaint.registered_at,
        "counts_from": complaint.counts_from,
        "deadline_on": deadline.on if deadline else None,
        "provisional": bool(deadline and deadline.provisional),
        "answered_at": complaint.answered_at,
        "answered_on": wib_day(complaint.answered_at) if complaint.answered_at else None,
        "component": facts.components[0] if facts.components else None,
        "service": (service.id or service.name) if service else None,
        "confidential": facts.confidential,
        "category": handling.category.value if handling.category else None,
        "assignee_id": handling.assignee,
        "touched_at": handling.touched_at,
        "needs_review": not _REVIEW.isdisjoint(complaint.flags),
        "urgent": not _URGENT.isdisjoint(complaint.flags),
        "awaits_approval": handling.request is not None,
        "given_to_apip": handling.given_to_apip,
        "rating": complaint.rating,
        "level": handling.level,
        "document": dump_complaint(complaint),
    }


def numbered(conn: Connection, new: Sequence[Complaint]) -> list[Complaint]:
    """The new complaints with number and code.

    The counter is a row that the same transaction increases, so a transaction that is undone
    leaves no gap. Others who register wait for its end.
    """
    years = [complaint.registered_at.astimezone(WIB).year for complaint in new]
    first: dict[int, int] = {}
    for year, count in sorted(Counter(years).items()):
        statement = insert(conn, counters).values(name=f"complaints-{year}", value=count)
        last = conn.execute(
            statement.on_conflict_do_update(
                index_elements=[counters.c.name],
                set_={"value": counters.c.value + statement.excluded.value},
            ).returning(counters.c.value)
        ).scalar_one()
        first[year] = last - count + 1
    given = []
    for year, complaint in zip(years, new, strict=True):
        given.append(replace(complaint, number=ticket_number(year, first[year]), code=_new_code()))
        first[year] += 1
    return given


def _new_code() -> str:
    while True:
        code = "".join(secrets.choice(CODE_LETTERS + CODE_DIGITS) for _ in range(CODE_LENGTH))
        if is_code(code):
            return code


def add(
    conn: Connection, new: Sequence[tuple[Complaint, int | None, int | None]]
) -> list[Complaint]:
    """Stores numbered complaints, each of a contact and a conversation; gives them their ids."""
    if not new:
        return []
    values = [
        {**_values(complaint), "contact_id": contact, "conversation_id": conversation, "version": 1}
        for complaint, contact, conversation in new
    ]
    statement = insert(conn, complaints).returning(complaints.c.number, complaints.c.id)
    ids = {row.number: row.id for row in conn.execute(statement, values)}
    stored = [replace(c, id=ids[c.number], version=1) for c, _, _ in new]
    index(conn, stored)
    return stored


def locked_versions(conn: Connection, ids: Iterable[int]) -> Mapping[int, int]:
    """The versions of some complaints, which nobody else can change before this transaction ends.

    SQLite has one writer and needs no lock on a row; there the clause is left out.
    """
    wanted = padded(ids)
    if not wanted:
        return {}
    query = select(complaints.c.id, complaints.c.version).where(complaints.c.id.in_(wanted))
    locked = query.order_by(complaints.c.id).with_for_update(key_share=True)
    return {row.id: row.version for row in conn.execute(locked)}


def change(conn: Connection, changed: Sequence[Complaint]) -> list[Complaint]:
    """Stores complaints whose versions were checked; gives them back with their new versions."""
    if not changed:
        return []
    values = [_values(complaint) | {"key": complaint.id} for complaint in changed]
    conn.execute(
        update(complaints)
        .where(complaints.c.id == bindparam("key"))
        .values(version=complaints.c.version + 1),
        rows(values),
    )
    index(conn, changed)
    return [replace(complaint, version=complaint.version + 1) for complaint in changed]
