"""Complaints that may be about the same matter, for somebody to compare."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from domain.complaint import Complaint
from storage.columns import padded
from storage.complaints import by_numbers, for_contact
from storage.tables import complaints

NEAR = timedelta(days=60)  # The same trouble is rarely reported at a greater distance.
_LOOKED_AT = 300  # Complaints before it, and as many after it: weeks of a busy office.
_MOST = 15  # Candidates of one side, the nearest in time; each is compared word by word.


@dataclass(frozen=True, slots=True)
class Candidate:
    """Another complaint. same_contact: it was made by the same person."""

    complaint: Complaint
    same_contact: bool


def candidates(
    conn: Connection,
    complaint: Complaint,
    contact_id: int | None,
    found: Iterable[int] = (),
) -> list[Candidate]:
    """What to compare a complaint with: the same person's, those about the same service and
    component that were registered within NEAR of it, and those that a search has found.

    found: ids of complaints. The newest come first.
    """
    own = for_contact(conn, contact_id) if contact_id is not None else []
    known = {one.number for one in own} | {complaint.number}
    numbers = dict.fromkeys((*_alike(conn, complaint), *_numbers(conn, found)))
    wanted = [number for number in numbers if number not in known]
    others = by_numbers(conn, wanted).values()
    both = [Candidate(one, same_contact=True) for one in own if one.number != complaint.number]
    both += [Candidate(one, same_contact=False) for one in others]
    return sorted(both, key=lambda one: one.complaint.registered_at, reverse=True)


def _alike(conn: Connection, complaint: Complaint) -> list[str]:
    """The numbers of what is about the same service and component, before or after it.

    Only the nearest complaints are looked at on either side, so that it takes the same time
    however many there are, and no index of its own that every registration would pay for.
    """
    c, facts = complaints.c, complaint.facts
    if not facts.components:
        return []
    service = (facts.services[0].id or facts.services[0].name) if facts.services else None
    at: datetime = complaint.registered_at
    when = c.registered_at
    sides = (
        select(c.number, c.component, c.service).where(span).order_by(order).limit(_LOOKED_AT)
        for span, order in (
            (when.between(at - NEAR, at), when.desc()),
            (when.between(at, at + NEAR), when.asc()),
        )
    )
    numbers: dict[str, None] = {}
    for side in sides:
        near = side.subquery().c
        same = near.service == service if service is not None else near.service.is_(None)
        alike = select(near.number).where(near.component == facts.components[0], same)
        numbers |= dict.fromkeys(conn.execute(alike.limit(_MOST)).scalars())
    return list(numbers)


def _numbers(conn: Connection, ids: Iterable[int]) -> list[str]:
    wanted = padded(ids)
    if not wanted:
        return []
    query = select(complaints.c.number).where(complaints.c.id.in_(wanted))
    return list(conn.execute(query).scalars())
