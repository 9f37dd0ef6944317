"""What the page of one complaint reads, in as few questions to the database as it can."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from domain.complaint import Complaint
from domain.people import Officer
from storage.complaints import by_number
from storage.people import everybody
from storage.tables import complaints
from storage.transcripts import profile_names


@dataclass(frozen=True, slots=True)
class Found:
    """A complaint and what it belongs to.

    officers: everybody by id, disabled ones too. profiles: the names under which the reporter
    wrote.
    """

    complaint: Complaint
    conversation_id: int | None
    contact_id: int | None
    officers: dict[int, Officer]
    profiles: tuple[str, ...] = ()


def find(conn: Connection, number: str) -> Found:
    """The complaint of this number. Raises LookupError where there is none."""
    complaint = by_number(conn, number)
    c = complaints.c
    row = conn.execute(select(c.conversation_id, c.contact_id).where(c.id == complaint.id)).one()
    officers = {officer.id: officer for officer in everybody(conn, disabled=True)}
    place = row.conversation_id
    profiles = profile_names(conn, place) if place is not None else ()
    return Found(complaint, place, row.contact_id, officers, profiles)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another complaint of the same conversation, or this one, in the order of their coming."""

    number: str
    code: str
    received_at: datetime
    registered_at: datetime
    confidential: bool
    given_to_apip: bool


def in_conversation(conn: Connection, conversation_id: int) -> list[Neighbour]:
    """The complaints that were made in a conversation, the first first."""
    c = complaints.c
    query = select(
        c.number, c.code, c.received_at, c.registered_at, c.confidential, c.given_to_apip
    ).where(c.conversation_id == conversation_id)
    return [Neighbour(*row) for row in conn.execute(query.order_by(c.received_at, c.id))]


def version_of(conn: Connection, number: str) -> int:
    """Grows with every change of the complaint. Raises LookupError where there is none."""
    version = conn.execute(select(complaints.c.version).where(complaints.c.number == number))
    found = version.scalar()
    if found is None:
        raise LookupError(f"there is no complaint {number}")
    return int(found)
